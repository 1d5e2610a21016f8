"""The report as Markdown and HTML: it says what the text says, and nothing in it is taken for markup."""

import html
import io
import re
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from coder_readiness.report.blocks import (
    Bar,
    Bars,
    Document,
    Facts,
    Items,
    Link,
    Missed,
    Pair,
    Pairs,
    Paragraph,
    Section,
    Table,
    Titles,
    ToDo,
    Trend,
)
from coder_readiness.report.html import to_html
from coder_readiness.report.markdown import block_to_markdown, escaped, to_markdown
from coder_readiness.report.text import print_report
from coder_readiness.text import printable
from tests.reports import report_on

COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")
LINK = 'https://example.org/a?b=c&d=%20"<script>'
EVIL = "<script>alert(1)</script> [x](javascript:alert(1)) \x1b[31m ![y](http://z) `a` **b** | c"


def evil_report() -> Document:
    blocks = (
        Paragraph(EVIL),
        Titles(EVIL, (EVIL, "second")),
        Bars((Bar(EVIL, 0.2, 0.6, EVIL, 0.7),)),
        Pairs((EVIL, EVIL, EVIL), (Pair(EVIL, 0.1, 0.9, EVIL),)),
        Table((EVIL, "b"), ((EVIL, "1. c"),)),
        Facts(((EVIL, (EVIL, EVIL)),)),
        ToDo(EVIL, EVIL, (EVIL, EVIL), (Link(EVIL, LINK),)),
        Trend(EVIL, (0.1, 0.9)),
        Missed(f"```\n{EVIL}", EVIL, EVIL, True, EVIL, (EVIL, EVIL), EVIL, EVIL),
    )
    return Document(EVIL, EVIL, (Section(EVIL, blocks),))


class Reader(HTMLParser):
    """Collects the tags, the attributes and the text of a page, and checks that tags are closed in order."""

    VOID = frozenset({"meta", "rect", "line"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.words += data.split()

    def close(self) -> None:
        super().close()
        assert self._open == []


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


@settings(max_examples=400)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    shown = printable(" ".join(text.split()))
    rendered = COMMONMARK.render(escaped(text))
    assert html.unescape(re.sub(r"</?p>", "", rendered)).strip() == shown


@pytest.mark.parametrize("text", ["- a", "1. a", "10) a", "+ a", "# a", "> a", "= a", "--- ", "    a", "a_b_c", "&lt;"])
def test_what_starts_a_list_or_a_heading_does_not(text: str) -> None:
    assert COMMONMARK.render(escaped(text)) == f"<p>{html.escape(' '.join(text.split()), quote=False)}</p>\n"


def test_blocks_as_markdown() -> None:
    assert block_to_markdown(Titles("Step 1", ("a", "b"))) == "Step 1:\n\n- a\n- b"
    assert block_to_markdown(Titles("Step 1", ("a",))) == "Step 1: a."
    assert block_to_markdown(Items(("a", "b"))) == "- a\n- b"
    assert block_to_markdown(Table(("H", "I"), (("a", "b|c"),))) == "| H | I |\n| --- | --- |\n| a | b\\|c |"
    assert block_to_markdown(Bars((Bar("a", 0.5, 0.7, "n"),))).splitlines()[2] == "| a | █████▒▒░░░ | n |"
    assert (
        block_to_markdown(Bars((Bar("a", 0, 0, "n", 0.7, "FOCUS NEXT"),))).splitlines()[2] == "| ► a | ░░░░░░░░░░ | n |"
    )
    pairs = Pairs(("H", "I", "J"), (Pair("a", 0.5, 0.25, "1 of 4"),))
    assert block_to_markdown(pairs).splitlines()[2] == "| a | █████░░░░░ 50% | ██░░░░░░░░ 1 of 4 |"
    drawn = Bars((Bar("a", 0.5, 0.7, "n"),), legend=True)
    assert block_to_markdown(drawn).splitlines()[-1] == "█ done, ▒ not sure, ░ to do"
    assert block_to_markdown(Facts((("a", ("b",)), ("c", ("d", "e"))))) == "- **a:** b\n- **c:**\n  - d\n  - e"
    todo = ToDo("a", "b", ("c", "d"), (Link("e", "https://example.org/f(1)"),))
    assert block_to_markdown(todo) == "**a**: b\n\n- c\n- d\n- [e](<https://example.org/f(1)>)"
    assert block_to_markdown(ToDo("a", "", ())) == "**a**"
    assert block_to_markdown(Trend("a", (0.1, 0.55))) == "a: 10%, 55%"
    assert block_to_markdown(Missed("Line 1\nLine 2", "Q?", "x", True, "y", ("z",), "s", "u; v")) == (
        "```\nLine 1\nLine 2\n```\n\n**Q?**\n\n- You answered: x (partly right)\n"
        "- Best answer: y\n- Other options: u; v\n- Why: z\n- Source: s"
    )


@pytest.mark.parametrize("name", ["trained-not-certified", "ready", "unfinished"])
def test_no_format_says_less_than_another(name: str) -> None:
    document = report_on(name)
    console = Console(file=io.StringIO(), width=200, color_system=None, highlight=False, markup=False, emoji=False)
    print_report(document, console)
    assert isinstance(console.file, io.StringIO)
    words = {word.strip(":,;.") for word in re.sub("[─│╭╮╰╯█▒░┃]", " ", console.file.getvalue()).split()}
    words = {word for word in words if not re.fullmatch(r"\d+\.|-", word)}
    words -= {"needed"}  # of the legend's mark, which Markdown does not draw
    for shown in (read(to_html(document)), read(COMMONMARK.render(to_markdown(document)))):
        linked = {value for name, value in shown.attributes if name == "href"}
        assert words - {word.strip(":,;.") for word in shown.words} - linked == set()


def test_a_page_is_one_file_without_script_or_request() -> None:
    page = to_html(report_on("trained-not-certified"))
    reader = read(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form"} & set(reader.tags)
    assert not [name for name, _ in reader.attributes if name in {"src", "style"} or name.startswith("on")]
    assert all((value or "").startswith("https://") for name, value in reader.attributes if name == "href")
    assert "url(" not in page.replace("url(#stripes)", "")
    assert "@import" not in page
    assert reader.tags.count("h1") == 1
    assert reader.tags.count("title") == reader.tags.count("svg")  # the page has one; the stripes have none
    assert ("role", "img") in reader.attributes


def test_nothing_in_a_report_becomes_markup_or_steers_a_terminal() -> None:
    page = to_html(evil_report())
    reader = read(page)
    assert not {"script", "img"} & set(reader.tags)
    assert {value for name, value in reader.attributes if name == "href"} == {quote(LINK, safe=":/?&=%!()*")}
    rendered = COMMONMARK.render(to_markdown(evil_report()))
    for shown in (page, rendered, to_markdown(evil_report())):
        assert "\x1b" not in shown
    assert not re.search(r"<(script|img)\b", rendered)
    assert "<script>alert(1)</script>" in " ".join(reader.words)
