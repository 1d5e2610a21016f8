"""Pay and demand."""

from itertools import groupby

from coder_readiness.report.blocks import Block, Items, Paragraph, Section
from coder_readiness.report.material import Material


def outlook_section(material: Material) -> Section | None:
    """Return the official figures, and what is wrong with those of the career guide."""
    outlook = material.bank.outlook
    if outlook is None:
        return None
    blocks: list[Block] = []
    for source, figures in groupby(outlook.official, lambda figure: figure.source):
        blocks.append(Items(tuple(f"{figure.title}: {figure.value}." for figure in figures)))
        blocks.append(Paragraph(f"Source: {source}."))
    blocks += [Paragraph(text) for text in outlook.caution or (outlook.guide,)]
    return Section(outlook.title, tuple(blocks))
