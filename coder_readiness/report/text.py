"""Document -> text on a terminal: drawn with a panel and bars, or as plain lines."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.segment import Segment, Segments
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from coder_readiness.report.blocks import (
    SIGNS,
    Bar,
    Bars,
    Block,
    Document,
    Facts,
    Items,
    Link,
    Missed,
    Pair,
    Pairs,
    Paragraph,
    Section,
    Status,
    Table,
    Titles,
    ToDo,
    Trend,
    legend,
    signed,
)
from coder_readiness.scoring.readiness import percent
from coder_readiness.text import cells, printable

_NARROW = 70
"""Below this width tables and bars are set line by line."""
_WIDEST = 100
"""Lines longer than this are hard to read."""
_FILE = 80
"""How wide a report in a file is."""
_CELLS, _NARROW_CELLS, _SHORT_CELLS, _FEWEST_CELLS = 18, 12, 10, 6
"""How long bars are."""
_WIDEST_NOTE, _NARROW_NOTE, _SHORT_CELL = 36, 26, 12
"""Notes beside bars, and cells of tables, that are longer than that may be wrapped."""
_STYLES: dict[Status | None, str] = {"ready": "green", "FOCUS NEXT": "bold", "not sure yet": "magenta"}
"""Colors that can be read on light and dark backgrounds, as yellow and blue cannot."""
_ASCII_SIGNS = str.maketrans("✓►·", "+>.")


@dataclass(frozen=True)
class _Look:
    """How to set a report: its width in columns, in more than ASCII or not, drawn or plain."""

    width: int
    unicode: bool
    plain: bool

    @property
    def line_by_line(self) -> bool:
        return self.plain or self.width < _NARROW


def print_report(document: Document, console: Console, *, plain: bool = False) -> None:
    """Print a report on a console, as wide as it is, within what is easy to read.

    `plain` leaves out what only the eye can use, the panel and the bars: words beside them say the same.
    """
    look = _look(console, plain)
    first, *others = document.sections
    console.print(_text(document.title, "bold"), width=look.width)
    console.print(_text(document.lead), width=look.width)
    if plain:
        console.print()
        print_section(first, console, plain=True)
    else:
        console.print(_framed(first, look), width=look.width)
    for number, section in enumerate(others):
        if number or plain:
            console.print()
        ends_frame = not number and not plain and look.width < _NARROW
        _print_section(section, console, look, ends_frame=ends_frame)


def _framed(section: Section, look: _Look) -> RenderableType:
    """Return the answer in a frame; on a narrow terminal below a line, because a frame takes room."""
    narrow = look.width < _NARROW
    inner = replace(look, width=look.width if narrow else look.width - 4)
    body = Group(*_blocks(section, inner, "bold"))
    if narrow:
        return Group(_line(section, look), body)
    return Panel(body, title=_text(section.heading, "bold"), box=box.ROUNDED if look.unicode else box.ASCII)


def _line(section: Section, look: _Look) -> RenderableType:
    """Return a section's heading in a line across the terminal."""
    return Rule(_text(section.heading, "bold"), characters="─" if look.unicode else "-", style="")


def report_as_text(document: Document, *, plain: bool = False, width: int = _FILE) -> str:
    """Return a report without colors, as `print_report` prints it."""
    return _as_text(width, lambda console: print_report(document, console, plain=plain))


def section_as_text(section: Section, width: int = _FILE) -> str:
    """Return a section in plain lines, as `print_section` prints it."""
    return _as_text(width, lambda console: print_section(section, console, plain=True))


def _as_text(width: int, print_on: Callable[[Console], None]) -> str:
    file = io.StringIO()
    print_on(Console(file=file, width=width, color_system=None, force_terminal=False, legacy_windows=False))
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def print_section(section: Section, console: Console, *, plain: bool = False) -> None:
    """Print one section with its heading."""
    _print_section(section, console, _look(console, plain))


def _print_section(section: Section, console: Console, look: _Look, *, ends_frame: bool = False) -> None:
    console.print(_line(section, look) if ends_frame else _heading(section, look), width=look.width)
    for block in _blocks(section, look):
        console.print(block, width=look.width, crop=False)


def _blocks(section: Section, look: _Look, style: str = "") -> Iterator[RenderableType]:
    """Yield the blocks of a section, the first one in a style, with a blank line between questions that were missed."""
    for number, block in enumerate(section.blocks):
        if number and isinstance(block, Missed):
            yield Text()
        yield _block(block, look, "" if number else style)


def _heading(section: Section, look: _Look) -> Text:
    """Return a section's heading, with the legend of its bars beside it where there is room."""
    heading, first = _text(section.heading, "bold underline"), section.blocks[0]
    if isinstance(first, Bars) and first.legend and not look.line_by_line:
        return Text.assemble(heading, "   ", _legend(first, look))
    return heading


def _look(console: Console, plain: bool) -> _Look:
    return _Look(min(console.width, _WIDEST), console.encoding.lower().startswith("utf"), plain)


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def _indented(renderable: RenderableType) -> Padding:
    return Padding(renderable, (0, 0, 0, 2))


def _block(block: Block, look: _Look, style: str = "") -> RenderableType:
    match block:
        case Paragraph(text):
            return _text(text, style)
        case Items(items):
            return _items(items)
        case Titles(label, titles, others):
            return _text(f"{label}: {'; '.join(titles)}{f', plus {others}' if others else ''}.")
        case Facts(facts):
            return _facts(facts, look)
        case Bars():
            return _bars(block, look) if look.plain or not block.legend else _bars_with_legend(block, look)
        case Pairs():
            return _pairs(block, look)
        case Table():
            return _table(block, look)
        case ToDo():
            return _to_do(block, look)
        case Missed():
            return _missed(block)
        case Trend(label, shares):
            steps = "▁▂▃▄▅▆▇█" if look.unicode else "12345678"
            drawn = "".join(steps[min(7, int(share * 8))] for share in shares)
            return _text(f"{'' if look.plain else f'{drawn}  '}{label}: {block.change}")


def _missed(missed: Missed) -> RenderableType:
    lines: list[RenderableType] = [_text(missed.record)] if missed.record else []
    told = f"You answered: {missed.answered}", f"Best answer: {missed.best}"
    lines += [_text(missed.question, "bold"), *map(_text, told)]
    lines += [_text(f"Other options: {missed.others}")] if missed.others else []
    for number, reason in enumerate(missed.because):
        lines.append(_indented(_text(reason)) if number else _text(f"Why: {reason}"))
    lines += [_text(f"Source: {missed.source}")] if missed.source else []
    return Group(*lines)


def _items(items: tuple[str, ...]) -> RenderableType:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for item in items:
        grid.add_row("-", _text(item))
    return grid


def _facts(facts: tuple[tuple[str, tuple[str, ...]], ...], look: _Look) -> RenderableType:
    if look.line_by_line:
        return Group(*(_text(f"{label}: {line}") for label, lines in facts for line in lines))
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for label, lines in facts:
        for number, line in enumerate(lines):
            grid.add_row(_text("" if number else label, "italic"), _text(line))
    return grid


def _to_do(block: ToDo, look: _Look) -> RenderableType:
    heading = Text.assemble(_text(block.title, "bold"), _text(f": {block.note}" if block.note else ""))
    links = (_linked(link, look) for link in block.links)
    return Group(heading, *([_items(block.actions)] if block.actions else []), *links)


def _linked(link: Link, look: _Look) -> RenderableType:
    """Return a link that can be read everywhere, and clicked where a terminal can do that.

    Its address is never broken, so that it can be copied: one that is longer than a line runs on.
    """
    title, address = _text(link.title), _text(link.url, f"link {link.url}")
    if cells(title.plain) + cells(address.plain) + 4 <= look.width:
        return _indented(Text.assemble(title, ": ", address))
    return Group(_indented(title), Text.assemble("  ", address, no_wrap=True, overflow="ignore"))


def _bars_with_legend(block: Bars, look: _Look) -> RenderableType:
    bars = block.bars
    legend_below = [_legend(block, look)] if look.line_by_line else []
    labels, notes = max(cells(_label(bar, look).plain) for bar in bars), max(cells(bar.beside) for bar in bars)
    if not all(bar.share for bar in bars) or labels + _FEWEST_CELLS + notes + 2 <= look.width:
        return Group(_bars(block, look), *legend_below)
    seen = {bar.status for bar in bars}
    told = [_in_ascii(f"{sign} {words}", look) for words, sign in SIGNS.items() if words in seen - {"FOCUS NEXT"}]
    told += ["* must-have missing"] * any(bar.lacks for bar in bars)
    return Group(_bars_without_words(bars, look), *legend_below, _text("  ".join(told), "italic"))


def _bars(block: Bars, look: _Look) -> RenderableType:
    bars = block.bars
    if look.plain:
        return Group(*(_text(f"{bar.label}: {bar.note}") for bar in bars))
    notes = max(cells(bar.beside) for bar in bars)
    if look.line_by_line:
        drawn = max(_FEWEST_CELLS, min(_NARROW_CELLS, look.width - min(notes, _NARROW_NOTE) - 3))
        return Group(*(Group(_label(bar, look), _indented(_row((_bar(bar, drawn, look), _note(bar))))) for bar in bars))
    labels = max(cells(_label(bar, look).plain) for bar in bars)
    drawn = max(_FEWEST_CELLS, min(_CELLS, look.width - labels - notes - 2))
    notes = min(notes, _WIDEST_NOTE)
    grid = Grid.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(max_width=look.width - drawn - notes - 2, overflow="fold")
    grid.add_column(no_wrap=True)
    grid.add_column()
    for bar in bars:
        grid.add_row(_label(bar, look), _bar(bar, drawn, look), _note(bar))
    return grid


def _row(cells_: Iterable[RenderableType]) -> Grid:
    """Return texts side by side, so that a long one continues below its own start."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_row(*cells_)
    return grid


def _bars_without_words(bars: Sequence[Bar], look: _Look) -> RenderableType:
    """Return the bars of steps with no words beside them; the legend says what their signs mean."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    for flexible in (False, True, False, False):
        grid.add_column(no_wrap=not flexible, overflow="fold")
    for bar in bars:
        style = _STYLES.get(bar.status, "")
        sign, number, title = _in_ascii(signed(bar), look).split(" ", 2)
        share = bar.share + "*" * bool(bar.lacks)
        row = _text(f"{sign} {number}", style), _text(title, style), _bar(bar, _FEWEST_CELLS, look), _text(share, style)
        grid.add_row(*row)
    return grid


def _legend(block: Bars, look: _Look) -> Text:
    signs = dict(zip(("full", "maybe", "empty", "mark"), _signs(look), strict=True))
    return _text("  ".join(f"{signs[part]} {words}" for part, words in legend(block).items()), "italic")


def _signs(look: _Look) -> tuple[str, str, str, str]:
    """Return the signs a bar is drawn with: what is surely there, what may be, what is not, and the mark to reach."""
    return ("█", "▒", "░", "┃") if look.unicode else ("#", "?", "-", "|")


def _label(bar: Bar, look: _Look) -> Text:
    return _text(_in_ascii(signed(bar), look), _STYLES.get(bar.status, ""))


def _in_ascii(label: str, look: _Look) -> str:
    """Return a label after its sign, which is a letter of ASCII where there is no other."""
    return label if look.unicode else label.translate(_ASCII_SIGNS)


def _note(bar: Bar) -> Text:
    return _text(bar.beside, _STYLES.get(bar.status, ""))


def _bar(bar: Bar, length: int, look: _Look) -> Text:
    """Draw a bar: what is surely there, what may be there, and the mark to reach."""
    full, maybe, empty, mark = _signs(look)
    low, high = round(bar.low * length), round(bar.high * length)
    text = Text(full * low, style="green")
    text.append(maybe * (high - low), style="magenta")
    text.append(empty * (length - high))
    if bar.mark is None:
        return text
    at = min(length - 1, round(bar.mark * length))
    return Text.assemble(text[:at], (mark, "bold"), text[at + 1 :])


def _pairs(block: Pairs, look: _Look) -> RenderableType:
    heads, pairs = block.heads, block.pairs

    def share(value: float, words: str) -> Text:
        return Text.assemble(_bar(Bar("", value, value, ""), _SHORT_CELLS, look), f" {words:>4}")

    def first(pair: Pair) -> Text:
        return share(pair.first, percent(pair.first))

    def second(pair: Pair) -> Text:
        return share(pair.second, pair.counted)

    def in_lines(pair: Pair) -> RenderableType:
        if look.plain:
            return _text(f"{pair.label}: {heads[1].lower()} {percent(pair.first)}, {heads[2].lower()} {pair.counted}")
        rows = Grid.grid(padding=(0, 1, 0, 0))
        rows.add_row(_text(heads[1]), first(pair))
        rows.add_row(_text(heads[2]), second(pair))
        return Group(_text(pair.label), _indented(rows))

    if look.line_by_line:
        return Group(*(in_lines(pair) for pair in pairs))
    grid = _columns(heads)
    for column in grid.columns[1:3]:
        column.no_wrap = True
    for pair in pairs:
        grid.add_row(_text(pair.label), first(pair), second(pair))
    return grid


def _columns(heads: tuple[str, ...]) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    for head in heads:
        grid.add_column(_text(head, "italic"), overflow="fold")
    return grid


def _table(table: Table, look: _Look) -> RenderableType:
    """Set a table, without rich if every line fits, because rich takes seconds for thousands of rows."""
    if look.line_by_line:
        lines = [(row[0], *_labeled(table.heads, row)) for row in table.rows]
        if _fit([line for row in lines for line in row], look):
            bold = None if look.plain else Style(bold=True)
            rows = [(Segment(first, bold), Segment("\n".join(["", *others, ""]))) for first, *others in lines]
            return Segments(chain.from_iterable(rows))
        return Group(
            *(
                Group(_text(first, "bold"), *(_indented(_text(line.strip())) for line in others))
                for first, *others in lines
            )
        )
    grid = _columns(table.heads)
    widths = [max(map(len, column)) for column in zip(table.heads, *table.rows, strict=True)]
    set_ = ["  ".join(map(str.ljust, row, widths)) for row in table.rows]
    if _fit(set_, look):
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = width
        return Group(grid, Segments([Segment("".join(f"{line}\n" for line in set_))]))
    # Rich would break a date or an id anywhere rather than set the text beside it in more lines.
    for column, texts in zip(grid.columns, zip(*table.rows, strict=True), strict=True):
        column.no_wrap = max(map(cells, texts)) <= (_SHORT_CELL if " " in "".join(texts) else look.width // 2)
    for row in table.rows:
        grid.add_row(*(_text(cell) for cell in row))
    return grid


def _labeled(heads: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """Yield a line with the head and the text of each cell but the first, unless it is empty."""
    return (f"  {head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True) if cell)


def _fit(lines: Sequence[str], look: _Look) -> bool:
    """Tell whether every line can be printed as it is."""
    return all(line.isascii() and line.isprintable() and len(line) <= look.width for line in lines)
