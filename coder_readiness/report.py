"""Document -> text on a terminal."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from coder_readiness.document import Bar, Bars, Block, Document, Items, Missed, Paragraph, Section, Table, Trend
from coder_readiness.readiness import percent
from coder_readiness.text import printable

_NARROW = 60
"""Below this width tables and bars are set line by line."""
_WIDEST = 100
"""Lines longer than this are hard to read."""


def print_report(document: Document, console: Console) -> None:
    """Print a report on a console, as wide as it is, within what is easy to read."""
    width = min(console.width, _WIDEST)
    fancy = console.encoding.lower().startswith("utf")
    first, *others = document.sections
    console.print(_text(document.title, "bold"), width=width)
    console.print()
    body = Group(*_spaced(first, width - 4, fancy))
    console.print(Panel(body, title=_text(first.heading, "bold"), box=box.ROUNDED if fancy else box.ASCII), width=width)
    for section in others:
        console.print()
        print_section(section, console)


def print_section(section: Section, console: Console) -> None:
    """Print one section with its heading."""
    width = min(console.width, _WIDEST)
    console.print(_text(section.heading, "bold underline"), width=width)
    for block in section.blocks:
        console.print(_block(block, width, console.encoding.lower().startswith("utf")), width=width)


def _text(text: str, style: str = "") -> Text:
    return Text(printable(text), style=style)


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _spaced(section: Section, width: int, fancy: bool) -> list[RenderableType]:
    rendered: list[RenderableType] = []
    for number, block in enumerate(section.blocks):
        if number == 0 and isinstance(block, Paragraph):
            rendered.append(_text(block.text, "bold"))
        else:
            rendered.append(_block(block, width, fancy))
    return rendered


def _block(block: Block, width: int, fancy: bool) -> RenderableType:
    match block:
        case Paragraph(text):
            return _text(text)
        case Items(items, numbered):
            return _items(items, numbered)
        case Bars(bars):
            return _bars(bars, width, fancy)
        case Table(heads, rows):
            return _table(heads, rows, width)
        case Missed():
            return _missed(block)
        case Trend(label, shares):
            steps = "▁▂▃▄▅▆▇█" if fancy else "12345678"
            line = "".join(steps[min(7, int(share * 8))] for share in shares)
            return _text(f"{line}  {label}: {percent(shares[0])} to {percent(shares[-1])}")


def _missed(missed: Missed) -> RenderableType:
    answer = f"{missed.answer} (partly right)" if missed.partly else missed.answer
    lines = [_text(missed.record, "dim")] if missed.record else []
    lines.append(_text(missed.question, "bold"))
    for label, text in (
        ("You answered", answer),
        ("Best", missed.best),
        ("Why", missed.because),
        ("Source", missed.source),
    ):
        lines.append(_text(f"{label}: {text}"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _items(items: tuple[str, ...], numbered: bool) -> RenderableType:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for number, item in enumerate(items, 1):
        grid.add_row(f"{number}." if numbered else "-", _text(item))
    return grid


def _bars(bars: tuple[Bar, ...], width: int, fancy: bool) -> RenderableType:
    if width < _NARROW:
        return Group(
            *(
                Group(
                    _text(bar.label),
                    _indented(Text.assemble(_bar(bar, 12, fancy), " ", printable(bar.note))),
                )
                for bar in bars
            )
        )
    grid = Grid.grid(padding=(0, 1, 0, 0), expand=False)
    grid.add_column(max_width=width - 44, overflow="fold")
    grid.add_column(no_wrap=True)
    grid.add_column()
    for bar in bars:
        grid.add_row(_text(bar.label), _bar(bar, 20, fancy), _text(bar.note))
    return grid


def _bar(bar: Bar, cells: int, fancy: bool) -> Text:
    """Draw a bar: what is surely there, what may be there, and the mark to reach."""
    full, maybe, empty, mark = "█▒░┃" if fancy else "#+-|"
    low, high = round(bar.low * cells), round(bar.high * cells)
    text = Text(full * low, style="green")
    text.append(maybe * (high - low), style="yellow")
    text.append(empty * (cells - high), style="dim")
    if bar.mark is None:
        return text
    at = min(cells - 1, round(bar.mark * cells))
    return Text.assemble(text[:at], (mark, "bold"), text[at + 1 :])


def _table(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...], width: int) -> RenderableType:
    if width < _NARROW:
        return Group(
            *(
                Group(
                    _text(row[0], "bold"),
                    *(_indented(_text(f"{head}: {cell}")) for head, cell in zip(heads[1:], row[1:], strict=True)),
                )
                for row in rows
            )
        )
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_edge=False)
    for head in heads:
        grid.add_column(_text(head, "italic"), overflow="fold")
    for row in rows:
        grid.add_row(*(_text(cell) for cell in row))
    return grid
