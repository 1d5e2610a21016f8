"""Document -> one self-contained HTML page: no script, and no request to anywhere."""

from markdown_it import MarkdownIt
from markupsafe import Markup

from coder_readiness.report.blocks import (
    Bar,
    Bars,
    Block,
    Document,
    Facts,
    Missed,
    Pair,
    Pairs,
    Section,
    Titles,
    legend,
    signed,
)
from coder_readiness.report.markdown import block_to_markdown
from coder_readiness.scoring.readiness import percent
from coder_readiness.text import printable

_STYLE = Markup("""
:root { --ink: #1b1f24; --quiet: #4f5862; --back: #f1f3f5; --paper: #ffffff; --line: #d3d8dd; --edge: #767b82;
        --there: #1f6f43; --tint: #eef6f1; --link: #0b57b0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaed; --quiet: #b3bac2; --back: #101214; --paper: #1a1d21; --line: #363b41; --edge: #9aa0a6;
          --there: #6fcf97; --tint: #18231d; --link: #8ab4f8; }
}
* { box-sizing: border-box; }
body { color: var(--ink); background: var(--back); font: 1rem/1.5 system-ui, sans-serif;
       max-width: 50rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; margin: 0; }
small { color: var(--quiet); font-size: .875rem; }
a { color: var(--link); }
p { margin: .6rem 0; }
ul { margin: .3rem 0 .8rem; padding-left: 1.3rem; } li { margin: .2rem 0; }
.page { list-style: "\\2197\\00a0"; }
.card, details { background: var(--paper); border: 1px solid var(--line); border-radius: .6rem; margin: 1rem 0;
                 padding: .9rem 1.2rem; }
.card { background: var(--tint); border-left: .4rem solid var(--there); }
.card h2 { color: var(--there); font-size: .9rem; letter-spacing: .08em; }
.card h2 + p { font-size: 1.3rem; font-weight: bold; line-height: 1.3; margin: .1rem 0 .8rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.2rem; margin: 0; }
dt { color: var(--quiet); } dd { margin: 0; }
.titles ul { columns: 17rem; margin-top: 0; } .titles p { margin-bottom: 0; }
.titles li { margin: 0 0 .2rem; }
summary { cursor: pointer; } summary h2 { display: inline-block; margin-left: .2rem; }
details[open] summary { margin-bottom: .6rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: middle; padding: .25rem .8rem .25rem 0; font-weight: normal; }
thead th { color: var(--quiet); border-bottom: 1px solid var(--line); }
pre { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .8rem; }
svg { display: block; width: 11rem; height: .9rem; }
.share svg { display: inline-block; width: 7rem; vertical-align: middle; }
.track { fill: none; stroke: var(--edge); } .there { fill: var(--there); }
.may { fill: url(#stripes); stroke: var(--edge); } .stripe { stroke: var(--there); stroke-width: 3; }
.mark { stroke: var(--ink); stroke-width: 2; } .edge { stroke: var(--paper); stroke-width: 4; }
.patterns { position: absolute; width: 0; height: 0; }
.share { white-space: nowrap; }
@media (max-width: 36rem) {
  body { padding: 1rem .6rem 2rem; } h1 { font-size: 1.35rem; } .card, details { padding: .8rem .9rem; }
  dl { display: block; } dd { margin: 0 0 .5rem; } svg { width: 100%; }
  .bars tr, .bars th, .bars td { display: block; padding: 0; } .bars tr { margin-bottom: .7rem; }
  .share { white-space: normal; } .share svg { display: block; width: 4.5rem; }
}
@media print {
  @page { margin: 14mm; }
  body { font-size: 10pt; line-height: 1.3; max-width: none; padding: 0; background: none; }
  small { font-size: 9pt; }
  h1 { font-size: 15pt; margin: 0 0 2mm; } h2 { font-size: 12pt; break-after: avoid; }
  p, ul { margin: 1.5mm 0; } li { margin: 0; } tr, li { break-inside: avoid; }
  .card, details { background: none; border: 0; padding: 0; margin: 3mm 1px; }
  .card { break-inside: avoid; border: 1px solid var(--edge); border-radius: 0; padding: 2mm 3mm; }
  .card h2 + p { font-size: 13pt; margin: 0 0 1mm; } dl { gap: .5mm 4mm; } th, td { padding: .3mm 2mm .3mm 0; }
  summary { list-style: none; } summary h2 { margin: 0; } details[open] summary { margin: 0; }
  details:not([open]) { display: none; }
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
_LINES = Markup('<table class="bars">\n<tbody>\n{}</tbody>\n</table>\n')
_ROWS = Markup("<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}</tbody>\n</table>\n")
_HEAD = Markup('<th scope="col">{}</th>')
_BAR = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>\n')
_SHARE = Markup('<td class="share">{} {}</td>')
_PAIR = Markup('<tr><th scope="row">{}</th>{}{}</tr>\n')
_CHART = Markup(
    '<svg role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>{}</title>'
    '<rect class="track" vector-effect="non-scaling-stroke" x="0.5" y="1" width="99" height="10"/>{}</svg>'
)
_THERE = Markup('<rect class="there" x="0" y="1" width="{}" height="10"/>')
_MAY = Markup('<rect class="may" vector-effect="non-scaling-stroke" x="{}" y="1" width="{}" height="10"/>')
_TO_REACH = Markup(
    '<line class="edge" vector-effect="non-scaling-stroke" x1="{0}" y1="0" x2="{0}" y2="12"/>'
    '<line class="mark" vector-effect="non-scaling-stroke" x1="{0}" y1="0" x2="{0}" y2="12"/>'
)
_PARTS = {"full": "Filled", "maybe": "striped", "empty": "empty", "mark": "line"}
_LEGEND = Markup("<p><small>{}</small></p>\n")
_FACTS = Markup("<dl>\n{}</dl>\n")
_FACT = Markup("<dt>{}</dt>{}\n")
_ANSWER = Markup("<dd>{}</dd>")
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
        case Facts(facts):
            return _FACTS.format(_NOTHING.join(_fact(label, lines) for label, lines in facts))
    rendered = Markup(markdown.render(block_to_markdown(block)).replace("<li><a", '<li class="page"><a'))
    return _IN_COLUMNS.format(rendered) if isinstance(block, Titles) else rendered


def _fact(label: str, lines: tuple[str, ...]) -> Markup:
    return _FACT.format(printable(label), _NOTHING.join(_ANSWER.format(printable(line)) for line in lines))


def _bar_row(bar: Bar) -> Markup:
    chart = _chart(f"{bar.label}: {bar.note}", bar.low, bar.high, bar.mark)
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
