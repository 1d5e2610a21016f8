"""Document -> one self-contained HTML page: no script, and no request to anywhere."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from coder_readiness.report.blocks import (
    Bar,
    Bars,
    Block,
    Document,
    Missed,
    Pair,
    Pairs,
    Section,
    Titles,
    legend,
    signed,
)
from coder_readiness.report.markdown import block_to_markdown
from coder_readiness.scoring.readiness import mark_percent, percent
from coder_readiness.text import printable

_STYLE = Markup("""
:root { --ink: #1b1f24; --paper: #ffffff; --line: #767b82; --there: #1f6f43; --link: #0b57b0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --paper: #16181b; --line: #9aa0a6; --there: #6fcf97; --link: #8ab4f8; }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif;
       max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin: 1.2rem 0 .4rem; }
a { color: var(--link); }
.card { border: 2px solid var(--ink); border-radius: .5rem; padding: 0 1rem; }
.card h2 + p { font-weight: bold; }
ul { padding-left: 1.3rem; }
.titles ul { columns: 17rem; margin-top: 0; } .titles p { margin-bottom: 0; }
summary h2 { display: inline-block; }
summary { cursor: pointer; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .15rem .5rem .15rem 0; font-weight: normal; }
thead th { font-style: italic; border-bottom: 1px solid var(--line); }
pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .8rem; }
svg { width: 8rem; max-width: 18vw; height: .9rem; }
.track { fill: none; stroke: var(--line); } .there { fill: var(--there); }
.may { fill: url(#stripes); stroke: var(--line); } .stripe { stroke: var(--there); stroke-width: 3; }
.mark { stroke: var(--ink); stroke-width: 2; } .edge { stroke: var(--paper); stroke-width: 4; }
.patterns { position: absolute; width: 0; height: 0; }
.share { white-space: nowrap; }
@media (max-width: 30rem) { .share { white-space: normal; } table { font-size: .85rem; } svg { max-width: 14vw; } }
@media print {
  @page { margin: 14mm; }
  body { font-size: 10pt; line-height: 1.3; max-width: none; padding: 0; }
  h1 { font-size: 15pt; margin: 0 0 2mm; } h2 { font-size: 12pt; break-after: avoid; }
  p, ul { margin: 1.5mm 0; } tr, li { break-inside: avoid; }
  .card { break-inside: avoid; margin: 0 1px; }
  summary { list-style: none; } details:not([open]) { display: none; }
  a { color: inherit; } a::after { content: " (" attr(href) ")"; font-size: 8pt; overflow-wrap: anywhere; }
}
""")
_STRIPES = Markup(
    '<svg class="patterns" aria-hidden="true"><defs><pattern id="stripes" width="6" height="6" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="6"/>'
    "</pattern></defs></svg>"
)
_PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{stripes}
<h1>{title}</h1>
{byline}<p>{lead}</p>
{sections}
</main>
</body>
</html>
""")
_BYLINE = Markup("<p><small>{}</small></p>\n")
_CARD = Markup('<section class="card">\n<h2>{heading}</h2>\n{blocks}</section>')
_FOLDED = Markup("<details{open}>\n<summary><h2>{heading}</h2></summary>\n{blocks}</details>")
_LINES = Markup("<table>\n<tbody>\n{}</tbody>\n</table>\n")
_ROWS = Markup("<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}</tbody>\n</table>\n")
_HEAD = Markup('<th scope="col">{}</th>')
_BAR = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>\n')
_SHARE = Markup('<td class="share">{} {}</td>')
_PAIR = Markup('<tr><th scope="row">{}</th>{}{}</tr>\n')
_CHART = Markup(
    '<svg role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>{}</title>'
    '<rect class="track" x="0.5" y="1" width="99" height="10"/>{}</svg>'
)
_THERE = Markup('<rect class="there" x="0" y="1" width="{}" height="10"/>')
_MAY = Markup('<rect class="may" x="{}" y="1" width="{}" height="10"/>')
_TO_REACH = Markup(
    '<line class="edge" vector-effect="non-scaling-stroke" x1="{0}" y1="0" x2="{0}" y2="12"/>'
    '<line class="mark" vector-effect="non-scaling-stroke" x1="{0}" y1="0" x2="{0}" y2="12"/>'
)
_PARTS = {"full": "Filled", "maybe": "striped", "empty": "empty", "mark": "line"}
_LEGEND = Markup("<p><small>{}</small></p>\n")
_IN_COLUMNS = Markup('<div class="titles">\n{}</div>\n')
_NOTHING = Markup("")


def to_html(document: Document, language: str = "en") -> str:
    """Return a report as a whole page in `language`, a tag such as en."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    card, *others = document.sections
    sections = [
        _CARD.format(heading=printable(card.heading), blocks=_blocks(markdown, card)),
        *(_folded(markdown, section) for section in others),
    ]
    return str(
        _PAGE.format(
            language=language,
            title=printable(document.title),
            style=_STYLE,
            stripes=_STRIPES,
            byline=_BYLINE.format(printable(document.byline)) if document.byline else _NOTHING,
            lead=printable(document.lead),
            sections=Markup("\n").join(sections),
        )
    )


def _folded(markdown: MarkdownIt, section: Section) -> Markup:
    """Return a section that folds; a long list to study comes folded, and so is not printed."""
    to_study = any(isinstance(block, Missed) for block in section.blocks)
    return _FOLDED.format(
        open=_NOTHING if to_study else Markup(" open"),
        heading=printable(section.heading),
        blocks=_blocks(markdown, section),
    )


def _blocks(markdown: MarkdownIt, section: Section) -> Markup:
    return _NOTHING.join(_block(markdown, block) for block in section.blocks)


def _block(markdown: MarkdownIt, block: Block) -> Markup:
    match block:
        case Bars(bars):
            table = _LINES.format(_NOTHING.join(_bar_row(bar) for bar in bars))
            parts = ", ".join(f"{_PARTS[part]}: {words}" for part, words in legend(block).items())
            return table + _LEGEND.format(parts) if parts else table
        case Pairs(heads, pairs):
            head = _NOTHING.join(_HEAD.format(printable(text)) for text in heads)
            return _ROWS.format(head, _NOTHING.join(_pair_row(pair, heads) for pair in pairs))
    rendered = Markup(markdown.render(block_to_markdown(block)))
    return _IN_COLUMNS.format(rendered) if isinstance(block, Titles) else rendered


def _bar_row(bar: Bar) -> Markup:
    to_reach = f"; {mark_percent(bar.mark)} is what it needs" if bar.mark is not None else ""
    chart = _chart(f"{bar.label}: {bar.note}{to_reach}", bar.low, bar.high, bar.mark)
    return _BAR.format(printable(signed(bar)), chart, printable(bar.note))


def _pair_row(pair: Pair, heads: tuple[str, ...]) -> Markup:
    def cell(head: str, share: float, words: str) -> Markup:
        return _SHARE.format(_chart(f"{pair.label}, {head}: {words}", share, share), printable(words))

    first, second = (
        cell(heads[1], pair.first, percent(pair.first)),
        cell(heads[2], pair.second, pair.counted),
    )
    return _PAIR.format(printable(pair.label), first, second)


def _chart(told: str, low: float, high: float, mark: float | None = None) -> Markup:
    """Return a bar as an image: what is surely there, what may be there (striped), and the mark to reach."""
    there, may, at = (round(share * 100) for share in (low, high - low, mark or 0))
    parts = _NOTHING.join(
        (
            _THERE.format(there) if there else _NOTHING,
            _MAY.format(there, may) if may else _NOTHING,
            _TO_REACH.format(at) if mark is not None else _NOTHING,
        )
    )
    return _CHART.format(printable(told), parts)
