"""Pay and demand."""

from coder_readiness.bank.model import Bank
from coder_readiness.report.blocks import Bar, Bars, Block, Items, Paragraph, Section


def outlook_section(bank: Bank) -> Section | None:
    outlook = bank.outlook
    if outlook is None:
        return None
    blocks: list[Block] = []
    if outlook.official:
        blocks += [
            Paragraph("Official figures:"),
            Items(tuple(f"{figure.title}: {figure.value}. Source: {figure.source}." for figure in outlook.official)),
        ]
    blocks.append(Paragraph(outlook.guide))
    if outlook.years:
        top = max(row.pay_high for row in outlook.years)
        blocks.append(
            Bars(
                tuple(
                    Bar(
                        str(row.year),
                        row.pay_low / top,
                        row.pay_high / top,
                        f"${row.pay_low // 1000}k-{row.pay_high // 1000}k, {row.openings:,} openings, "
                        f"growth {row.growth:g}%",
                    )
                    for row in outlook.years
                )
            )
        )
    blocks += [Paragraph(text) for text in outlook.caution]
    return Section(outlook.title, tuple(blocks))
