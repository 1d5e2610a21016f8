"""Document -> one self-contained HTML page: no script, and no request to anywhere."""

from html import escape

from markdown_it import MarkdownIt

from coder_readiness.document import Bar, Bars, Block, Document
from coder_readiness.markdown import block_to_markdown
from coder_readiness.text import printable

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --line: #767b82; --there: #1f6f43; --may: #8a6100; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --paper: #16181b; --line: #9aa0a6; --there: #6fcf97; --may: #e0b44c; }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif;
       max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 1.6rem; }
section:first-of-type { border: 2px solid var(--ink); border-radius: .5rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; font-weight: normal; }
thead th { font-style: italic; border-bottom: 1px solid var(--line); }
pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .8rem; }
svg { width: 8rem; max-width: 30vw; height: .9rem; }
.track { fill: none; stroke: var(--line); } .there { fill: var(--there); } .may { fill: var(--may); }
.mark { stroke: var(--ink); stroke-width: 2; }
@media print {
  body { font-size: 9pt; line-height: 1.25; max-width: none; padding: 0; } h2 { margin: .6rem 0 .2rem; }
  p, ul, ol { margin: .2rem 0; } tr, pre, li { break-inside: avoid; } h2 { break-after: avoid; }
}
"""


def to_html(document: Document) -> str:
    """Return a report as a whole page."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    sections = "\n".join(
        f"<section>\n<h2>{_safe(section.heading)}</h2>\n"
        + "".join(_block(markdown, block) for block in section.blocks)
        + "</section>"
        for section in document.sections
    )
    title = _safe(document.title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{sections}\n</main>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _block(markdown: MarkdownIt, block: Block) -> str:
    if isinstance(block, Bars):
        return f"<table>\n<tbody>\n{''.join(_bar(bar) for bar in block.bars)}</tbody>\n</table>\n"
    return str(markdown.render(block_to_markdown(block)))


def _bar(bar: Bar) -> str:
    low, high = round(bar.low * 100), round(bar.high * 100)
    mark = round(bar.mark * 100) if bar.mark is not None else None
    told = _safe(f"{bar.label}: {bar.note}" + (f"; {mark}% is the mark to reach" if mark is not None else ""))
    line = f'<line class="mark" x1="{mark}" y1="0" x2="{mark}" y2="12"/>' if mark is not None else ""
    may = f'<rect class="may" x="{low}" y="1" width="{high - low}" height="10"/>' if high > low else ""
    return (
        f'<tr><th scope="row">{_safe(bar.label)}</th>'
        f'<td><svg role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>{told}</title>'
        f'<rect class="track" x="0.5" y="1" width="99" height="10"/>'
        f'<rect class="there" x="0" y="1" width="{low}" height="10"/>{may}{line}</svg></td>'
        f"<td>{_safe(bar.note)}</td></tr>\n"
    )
