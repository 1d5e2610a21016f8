"""Document -> one self-contained HTML page: no script, and no request to anywhere."""

from html import escape

from markdown_it import MarkdownIt

from coder_readiness.report.blocks import Bar, Bars, Block, Document, Missed, Pair, Pairs, Section, signed
from coder_readiness.report.markdown import block_to_markdown
from coder_readiness.scoring.readiness import mark_percent, percent
from coder_readiness.text import printable

_STYLE = """
:root { --ink: #1b1f24; --paper: #ffffff; --line: #767b82; --there: #1f6f43; --may: #8a6100; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --paper: #16181b; --line: #9aa0a6; --there: #6fcf97; --may: #e0b44c; }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif;
       max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 1.6rem; }
section:first-of-type { border: 2px solid var(--ink); border-radius: .5rem; padding: 0 1rem; }
section:first-of-type h2 + p { font-weight: bold; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; font-weight: normal; }
thead th { font-style: italic; border-bottom: 1px solid var(--line); }
pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .8rem; }
svg { width: 8rem; max-width: 18vw; height: .9rem; }
.track { fill: none; stroke: var(--line); } .there { fill: var(--there); } .may { fill: var(--may); }
.mark { stroke: var(--ink); stroke-width: 2; }
.share { white-space: nowrap; }
@media (max-width: 30rem) { .share { white-space: normal; } table { font-size: .85rem; } svg { max-width: 14vw; } }
.paper { display: none; }
@media print {
  @page { size: A4; margin: 12mm; }
  body { font-size: 7.6pt; line-height: 1.25; max-width: none; padding: 0; }
  main { columns: 2; column-gap: 8mm; } h1, section:first-of-type { column-span: all; }
  section:first-of-type { margin-bottom: 3mm; }
  h1 { font-size: 12pt; margin: 0 0 2mm; } h2 { font-size: 9pt; margin: 3mm 0 1mm; break-after: avoid; }
  p, ul, ol { margin: 1mm 0; } tr, li { break-inside: avoid; } svg { width: 14mm; height: 2.2mm; }
  .screen { display: none; } .paper { display: block; }
}
"""


def to_html(document: Document) -> str:
    """Return a report as a whole page."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    sections = "\n".join(_section(markdown, section) for section in document.sections)
    title = _safe(document.title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _section(markdown: MarkdownIt, section: Section) -> str:
    heading = f"<h2>{_safe(section.heading)}</h2>\n"
    blocks = "".join(_block(markdown, block) for block in section.blocks)
    missed = sum(isinstance(block, Missed) for block in section.blocks)
    if not missed:
        return f"<section>\n{heading}{blocks}</section>"
    # A long list to study on the screen; the printed report keeps to two pages.
    instead = f"<p>Not printed: the questions you missed ({missed}), with the reasons. This file shows them.</p>\n"
    return f'<section>\n{heading}<div class="screen">\n{blocks}</div>\n<div class="paper">\n{instead}</div>\n</section>'


def _block(markdown: MarkdownIt, block: Block) -> str:
    match block:
        case Bars(bars):
            return f"<table>\n<tbody>\n{''.join(_bar_row(bar) for bar in bars)}</tbody>\n</table>\n"
        case Pairs(heads, pairs):
            head = "".join(f'<th scope="col">{_safe(text)}</th>' for text in heads)
            rows = "".join(_pair_row(pair, heads) for pair in pairs)
            return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    return str(markdown.render(block_to_markdown(block)))


def _bar_row(bar: Bar) -> str:
    to_reach = f"; {mark_percent(bar.mark)} is the mark to reach" if bar.mark is not None else ""
    chart = _chart(f"{bar.label}: {bar.note}{to_reach}", bar.low, bar.high, bar.mark)
    return f'<tr><th scope="row">{_safe(signed(bar))}</th><td>{chart}</td><td>{_safe(bar.note)}</td></tr>\n'


def _pair_row(pair: Pair, heads: tuple[str, ...]) -> str:
    def cell(head: str, share: float, words: str) -> str:
        return f'<td class="share">{_chart(f"{pair.label}, {head}: {words}", share, share)} {_safe(words)}</td>'

    cells = cell(heads[1], pair.first, percent(pair.first)) + cell(heads[2], pair.second, pair.counted)
    return f'<tr><th scope="row">{_safe(pair.label)}</th>{cells}<td>{_safe(pair.note)}</td></tr>\n'


def _chart(told: str, low: float, high: float, mark: float | None = None) -> str:
    """Return a bar as an image: what is surely there, what may be there, and the mark to reach."""
    there, may, at = (round(share * 100) for share in (low, high - low, mark or 0))
    parts = '<rect class="track" x="0.5" y="1" width="99" height="10"/>'
    if there:
        parts += f'<rect class="there" x="0" y="1" width="{there}" height="10"/>'
    if may:
        parts += f'<rect class="may" x="{there}" y="1" width="{may}" height="10"/>'
    if mark is not None:
        parts += f'<line class="mark" x1="{at}" y1="0" x2="{at}" y2="12"/>'
    return f'<svg role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>{_safe(told)}</title>{parts}</svg>'
