"""The report's blocks as they are printed, drawn and in plain lines."""

import io

from rich.console import Console

from coder_readiness.report.blocks import (
    Bar,
    Bars,
    Block,
    Document,
    Items,
    Missed,
    Pair,
    Pairs,
    Paragraph,
    Section,
    Table,
    Trend,
)
from coder_readiness.report.document import brief
from coder_readiness.report.text import print_section, report_as_text

BARS = Bars(
    (
        Bar("1 Begin", 1, 1, "100%, complete", 0.7, "complete"),
        Bar("2 Go on", 0.5, 0.5, "50%, needs 70%, FOCUS NEXT", 0.7, "FOCUS NEXT"),
        Bar("3 End", 0, 0, "0%, needs 70%, not yet", 0.7, "not yet"),
        Bar("4 Rest", 0.5, 0.75, "50% to 75%, needs 70%, undecided", 0.7, "undecided"),
        Bar("5 More", 0.25, 0.25, "25%"),
    )
)
PAIRS = Pairs(
    ("Competency", "You say", "Checks right", "Difference"),
    (Pair("Bread", 0.8, 0.25, "1 of 4", "showed less"), Pair("Cake", 1, 1, "100%", "")),
)
TABLE = Table(("What", "Costs"), (("Bread", "10%"), ("Cake", "5%")))
MISSED = Missed("A record\nof two lines", "What is it?", "This", True, "That", "It is so.", "A book")


def printed(*blocks: Block, width: int = 80, encoding: str = "utf-8", plain: bool = False) -> str:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(file=file, width=width, color_system=None)
    print_section(Section("Heading", blocks), console, plain=plain)
    file.seek(0)
    heading, *lines = file.read().splitlines()
    assert heading.rstrip() == "Heading"
    return "\n".join(line.rstrip() for line in lines)


def test_bars_say_the_status_by_word_and_sign() -> None:
    assert printed(BARS) == (
        "✓ 1 Begin █████████████┃████ 100%, complete\n"
        "► 2 Go on █████████░░░░┃░░░░ 50%, needs 70%, FOCUS NEXT\n"
        "· 3 End   ░░░░░░░░░░░░░┃░░░░ 0%, needs 70%, not yet\n"
        "? 4 Rest  █████████▒▒▒▒┃░░░░ 50% to 75%, needs 70%, undecided\n"
        "5 More    ████░░░░░░░░░░░░░░ 25%"
    )


def test_bars_in_ascii() -> None:
    assert printed(BARS, encoding="ascii") == (
        "+ 1 Begin #############|#### 100%, complete\n"
        "> 2 Go on #########----|---- 50%, needs 70%, FOCUS NEXT\n"
        "- 3 End   -------------|---- 0%, needs 70%, not yet\n"
        "? 4 Rest  #########++++|---- 50% to 75%, needs 70%, undecided\n"
        "5 More    ####-------------- 25%"
    )


def test_bars_on_a_narrow_terminal() -> None:
    assert printed(BARS, width=40) == (
        "✓ 1 Begin\n  ████████┃███ 100%, complete\n"
        "► 2 Go on\n  ██████░░┃░░░ 50%, needs 70%, FOCUS\n  NEXT\n"
        "· 3 End\n  ░░░░░░░░┃░░░ 0%, needs 70%, not yet\n"
        "? 4 Rest\n  ██████▒▒┃░░░ 50% to 75%, needs 70%,\n  undecided\n"
        "5 More\n  ███░░░░░░░░░ 25%"
    )


def test_pairs_stand_side_by_side() -> None:
    assert printed(PAIRS) == (
        "Competency  You say          Checks right       Difference\n"
        "Bread       ████████░░  80%  ██░░░░░░░░ 1 of 4  showed less\n"
        "Cake        ██████████ 100%  ██████████ 100%"
    )


def test_the_bars_of_pairs_stay_whole_where_words_have_to_wrap() -> None:
    pair = Pair("Words about bread and about cake", 0.8, 0.25, "1 of 4", "showed less, 1 partly right")
    assert printed(Pairs(PAIRS.heads, (pair,)), width=70) == (
        "Competency       You say          Checks right       Difference\n"
        "Words about      ████████░░  80%  ██░░░░░░░░ 1 of 4  showed less, 1\n"
        "bread and about                                      partly right\n"
        "cake"
    )


def test_pairs_on_a_narrow_terminal() -> None:
    assert printed(PAIRS, width=40) == (
        "Bread\n"
        "  You say      ████████░░  80%\n"
        "  Checks right ██░░░░░░░░ 1 of 4\n"
        "  showed less\n"
        "Cake\n"
        "  You say      ██████████ 100%\n"
        "  Checks right ██████████ 100%"
    )


def test_plain_lines_say_it_in_words() -> None:
    assert printed(BARS, PAIRS, TABLE, Trend("1 Begin", (0.1, 0.55)), plain=True) == (
        "1 Begin: 100%, complete\n"
        "2 Go on: 50%, needs 70%, FOCUS NEXT\n"
        "3 End: 0%, needs 70%, not yet\n"
        "4 Rest: 50% to 75%, needs 70%, undecided\n"
        "5 More: 25%\n"
        "Bread: you say 80%, checks right 1 of 4, showed less\n"
        "Cake: you say 100%, checks right 100%\n"
        "Bread\n  Costs: 10%\nCake\n  Costs: 5%\n"
        "1 Begin: 10% to 55%"
    )


def test_a_trend_is_drawn_from_the_oldest_to_the_newest() -> None:
    trend = Trend("1 Begin", (0, 0.1, 0.25, 0.5, 0.99, 1))
    assert printed(trend) == "▁▁▃▅██  1 Begin: 0% to 100%"
    assert printed(trend, encoding="ascii") == "113588  1 Begin: 0% to 100%"


def test_missed_checks_stand_apart_and_keep_the_lines_of_their_record() -> None:
    one = (
        "A record\nof two lines\nWhat is it?\nYou answered: This (partly right)\nBest: That\nWhy: It is so.\n"
        "Source: A book"
    )
    assert printed(MISSED, MISSED) == f"{one}\n\n{one}"


def a_report() -> Document:
    answer = Section(
        "FOCUS NEXT",
        (Paragraph("Step 2 of 5: Go on"), Paragraph("Why: so."), Paragraph("Do this:"), Items(("Begin",), True)),
    )
    return Document("Are you ready?", (answer, Section("The roadmap", (BARS,)), Section("What is missing", (TABLE,))))


def test_the_answer_stands_in_a_panel_with_room_between_its_paragraphs() -> None:
    assert report_as_text(brief(a_report())) == (
        "Are you ready?\n"
        "\n"
        "╭───────────────────────────────── FOCUS NEXT ─────────────────────────────────╮\n"
        "│ Step 2 of 5: Go on                                                           │\n"
        "│                                                                              │\n"
        "│ Why: so.                                                                     │\n"
        "│                                                                              │\n"
        "│ Do this:                                                                     │\n"
        "│ 1. Begin                                                                     │\n"
        "╰──────────────────────────────────────────────────────────────────────────────╯\n"
        "\n"
        "The roadmap\n"
        f"{printed(BARS)}\n"
    )


def test_a_plain_report_has_no_panel() -> None:
    assert report_as_text(a_report(), plain=True) == (
        "Are you ready?\n\nFOCUS NEXT\nStep 2 of 5: Go on\nWhy: so.\nDo this:\n1. Begin\n\nThe roadmap\n"
        f"{printed(BARS, plain=True)}\n\nWhat is missing\n{printed(TABLE, plain=True)}\n"
    )
