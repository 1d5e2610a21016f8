"""Document -> Markdown that renders on any forge."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from coder_readiness.report.blocks import (
    Bars,
    Block,
    Document,
    Facts,
    Items,
    Missed,
    Pair,
    Pairs,
    Paragraph,
    Table,
    Titles,
    ToDo,
    Trend,
    legend,
    signed,
)
from coder_readiness.scoring.readiness import percent
from coder_readiness.text import printable

_CELLS = 10
_PARTS = {"full": "█", "maybe": "▒", "empty": "░"}
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
# What Markdown or HTML might take for markup, anywhere in a line; and what starts a list or a heading in a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>&|~$#])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")


def to_markdown(document: Document) -> str:
    """Return a report as Markdown."""
    parts = [f"# {escaped(document.title)}", *([escaped(document.byline)] if document.byline else [])]
    parts.append(escaped(document.lead))
    for section in document.sections:
        parts.append(f"## {escaped(section.heading)}")
        parts += [block_to_markdown(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    line = _SPECIAL.sub(r"\\\1", printable(" ".join(text.split())))
    return _LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}" if not found[2].isdigit() else f"{found[0]}\\", line)


def block_to_markdown(block: Block) -> str:
    """Return one block as Markdown."""
    match block:
        case Paragraph(text):
            return escaped(text)
        case Items(items):
            return _list(items)
        case Titles(label, titles, others):
            plus = [f"plus {others}"] * bool(others)
            if len(titles) == 1:
                return escaped(f"{label}: {', '.join([*titles, *plus])}.")
            return "\n\n".join([escaped(f"{label}:"), _list([*titles, *plus])])
        case Facts(facts):
            return "\n".join(_fact(label, lines) for label, lines in facts)
        case Bars(bars):
            table = _table(("", "", ""), [(signed(bar), _bar(bar.low, bar.high), bar.note) for bar in bars])
            # The mark to reach is not drawn here.
            parts = [f"{_PARTS[part]} {words}" for part, words in legend(block).items() if part != "mark"]
            return "\n\n".join([table, escaped(", ".join(parts))]) if parts else table
        case Pairs(heads, pairs):
            return _table(heads, [_pair(pair) for pair in pairs])
        case Table(heads, rows):
            return _table(heads, rows)
        case Trend(label, shares):
            return escaped(f"{label}: {', '.join(percent(share) for share in shares)}")
        case ToDo():
            return _to_do(block)
        case Missed():
            return _missed(block)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {escaped(item)}" for item in items)


def _fact(label: str, lines: Sequence[str]) -> str:
    if len(lines) == 1:
        return f"- **{escaped(label)}:** {escaped(lines[0])}"
    return "\n".join([f"- **{escaped(label)}:**", *(f"  - {escaped(line)}" for line in lines)])


def _to_do(block: ToDo) -> str:
    lines = [f"**{escaped(block.title)}**" + (f": {escaped(block.note)}" if block.note else "")]
    lines += [f"- {escaped(action)}" for action in block.actions]
    lines += [f"- [{escaped(link.title)}](<{quote(link.url, safe=_IN_ADDRESSES)}>)" for link in block.links]
    return "\n\n".join([lines[0], "\n".join(lines[1:])]) if len(lines) > 1 else lines[0]


def _bar(low: float, high: float) -> str:
    there, may = round(low * _CELLS), round(high * _CELLS)
    return _PARTS["full"] * there + _PARTS["maybe"] * (may - there) + _PARTS["empty"] * (_CELLS - may)


def _pair(pair: Pair) -> tuple[str, str, str]:
    first = f"{_bar(pair.first, pair.first)} {percent(pair.first)}"
    return pair.label, first, f"{_bar(pair.second, pair.second)} {pair.counted}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(escaped(cell) for cell in cells)} |"

    return "\n".join([line(heads), f"|{' --- |' * len(heads)}", *(line(row) for row in rows)])


def _missed(missed: Missed) -> str:
    lines = [f"**{escaped(missed.question)}**", ""]
    if missed.record:
        fence = "`" * max(3, max((len(run) for run in re.findall("`+", missed.record)), default=0) + 1)
        lines = [fence, printable(missed.record), fence, "", *lines]
    lines += [f"- You answered: {escaped(missed.answered)}", f"- Best answer: {escaped(missed.best)}"]
    lines += [f"- Other options: {escaped(missed.others)}"] if missed.others else []
    for number, reason in enumerate(missed.because):
        lines.append(f"  - {escaped(reason)}" if number else f"- Why: {escaped(reason)}")
    lines += [f"- Source: {escaped(missed.source)}"] if missed.source else []
    return "\n".join(lines)
