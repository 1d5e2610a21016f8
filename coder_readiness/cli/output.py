"""Prints and formats what a command has to show."""

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from coder_readiness.errors import ReadinessError
from coder_readiness.text import printable

if TYPE_CHECKING:
    from rich.console import Console

    from coder_readiness.cli.context import Context
    from coder_readiness.report.blocks import Document, Section
    from coder_readiness.report.material import Material

_NARROWEST = 20
"""Narrower lines cannot be read."""


class Format(NamedTuple):
    """A format that reports come in."""

    endings: tuple[str, ...]
    """The endings of file names that ask for it."""
    one_page: bool
    """Whether it makes a page by itself, which no other can follow."""
    render: "Callable[[Document, Material, bool], str]"
    """Returns a report in it, from a document, the material behind it, and whether to use plain lines."""
    whole: bool = True
    """Whether it holds everything unless less is asked for."""


def _text(document: "Document", _: "Material", plain: bool) -> str:
    from coder_readiness.report.text import report_as_text

    return report_as_text(document, plain=plain)


def _markdown(document: "Document", _: "Material", __: bool) -> str:
    from coder_readiness.report.markdown import to_markdown

    return to_markdown(document)


def _html(document: "Document", material: "Material", __: bool) -> str:
    from coder_readiness.report.html import to_html

    return to_html(document, material.bank.roadmap.language)


def _json(_: "Document", material: "Material", __: bool) -> str:
    return as_json(material.readiness.model_dump(mode="json"))


def _csv(_: "Document", material: "Material", __: bool) -> str:
    from coder_readiness.report.table import to_csv

    return to_csv(material)


def _ics(_: "Document", material: "Material", __: bool) -> str:
    from coder_readiness.report.calendar import to_ics

    return to_ics(material)


FORMATS: Mapping[str, Format] = {
    "text": Format((".txt",), one_page=False, render=_text, whole=False),
    "markdown": Format((".md",), one_page=True, render=_markdown),
    "html": Format((".html", ".htm"), one_page=True, render=_html),
    "json": Format((".json",), one_page=False, render=_json),
    "csv": Format((".csv",), one_page=True, render=_csv),
    "ics": Format((".ics",), one_page=True, render=_ics),
}


def format_of(name: str, wanted: str | None, among: Iterable[str] = FORMATS) -> str:
    """Return the format, `among` some, that a file's name ends in; without an ending, the format wanted, or text.

    Raises ReadinessError if none of them has that ending, or if it means another format than the one wanted.
    """
    ending = PurePath(name).suffix.lower()
    if not ending:
        return wanted or "text"
    for format_ in among:
        if ending in FORMATS[format_].endings:
            if wanted not in {None, format_}:
                raise ReadinessError(
                    f"{name} ends in {ending}, but --format is {wanted}. Change the name, or leave out --format."
                )
            return format_
    endings = [FORMATS[format_].endings[0] for format_ in among]
    raise ReadinessError(
        f"We can't save this as {ending}. Use a file name that ends in {', '.join(endings[:-1])} or {endings[-1]}."
    )


def check_ending(name: str, endings: Sequence[str]) -> None:
    """Refuse a file name that ends in anything else than one of these. Raises ReadinessError."""
    ending = PurePath(name).suffix.lower()
    if ending not in {"", *endings}:
        raise ReadinessError(f"We can't save this as {ending}. Use a file name that ends in {' or '.join(endings)}.")


def as_json(value: Any) -> str:
    """Return a value as JSON for people to read."""
    import json

    return json.dumps(value, indent=2, default=str) + "\n"


def print_json(value: Any) -> None:
    """Print a value as JSON for people to read."""
    sys.stdout.write(as_json(value))


def json_lines(values: Iterable[Any]) -> Iterator[str]:
    """Yield the parts of one JSON array, with each value in a line of its own."""
    import json

    before = "[\n"
    for value in values:
        yield f"{before}{json.dumps(value)}"
        before = ",\n"
    yield "\n]\n" if before.startswith(",") else "[]\n"


def print_notice(message: str) -> None:
    """Print on standard error what the output does not show, such as how much was left out."""
    encoding = sys.stderr.encoding or "ascii"
    text = printable(f"coder-readiness: {message}")
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)


def print_section(context: "Context", section: "Section") -> None:
    """Print one section of a report."""
    from coder_readiness.report import text

    if _is_plain(context):
        sys.stdout.write(text.section_as_text(section, _width(context.console)))
    else:
        _print_paged(context, lambda: text.print_section(section, context.console))


def print_report(context: "Context", document: "Document") -> None:
    """Print a report, on a terminal page by page."""
    from coder_readiness.report import text

    if _is_plain(context):
        sys.stdout.write(text.report_as_text(document, plain=True, width=_width(context.console)))
    else:
        _print_paged(context, lambda: text.print_report(document, context.console))


def _print_paged(context: "Context", print_it: Callable[[], None]) -> None:
    from coder_readiness.report.pager import show_paged

    leaving = "close" if context.options.then_menu else "quit"
    context.read_in_pager = show_paged(context.console, print_it, leaving)


def _is_plain(context: "Context") -> bool:
    """Tell whether output comes in plain lines: if the person asked for it, or if no terminal can show more."""
    console = context.console
    return context.options.plain or not console.is_terminal or console.is_dumb_terminal


def _width(console: "Console") -> int:
    """Return how wide plain lines may be."""
    import shutil

    # rich takes every dumb terminal to be 80 columns wide
    width = shutil.get_terminal_size().columns if console.is_dumb_terminal else console.width
    return max(_NARROWEST, width)


def output_in_utf8() -> None:
    """Make standard output UTF-8 with the line breaks as they are, for a page, which is a file by nature."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
