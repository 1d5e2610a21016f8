"""Pay and demand."""

from coder_readiness.report.blocks import Block, Items, Paragraph, Section
from coder_readiness.report.material import Material


def outlook_section(material: Material) -> Section | None:
    """Return the official figures, and what is wrong with those of the career guide."""
    outlook = material.bank.outlook
    if outlook is None:
        return None
    blocks: list[Block] = []
    if outlook.official:
        figures = tuple(f"{figure.title}: {figure.value}. Source: {figure.source}." for figure in outlook.official)
        blocks.append(Items(figures))
    blocks += [Paragraph(text) for text in outlook.caution or (outlook.guide,)]
    return Section(outlook.title, tuple(blocks))
