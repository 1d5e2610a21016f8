"""The report's blocks as they are printed, drawn and in plain lines."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from coder_readiness.report.blocks import (
    Bar,
    Bars,
    Block,
    Document,
    Facts,
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
from coder_readiness.report.text import print_section, report_as_text, section_as_text
from tests.strategies import laws

BARS = Bars(
    (
        Bar("1 Begin", 1, 1, "100%, ready", 0.7, "ready"),
        Bar("2 Go on", 0.5, 0.5, "50% (70% needed), FOCUS NEXT", 0.7, "FOCUS NEXT"),
        Bar("3 End", 0, 0, "0% (70% needed), not ready yet", 0.7, "not ready yet"),
        Bar("4 Rest", 0.5, 0.75, "50% to 75% (70% needed), not sure yet", 0.7, "not sure yet"),
        Bar("5 More", 0.25, 0.25, "25%"),
    )
)
PAIRS = Pairs(
    ("Competency", "You say", "Checks right"),
    (Pair("Bread", 0.8, 0.25, "1 of 4"), Pair("Cake", 1, 1, "100%")),
)
TABLE = Table(("What", "Costs"), (("Bread", "10%"), ("Cake", "5%")))
MISSED = Missed("A record\nof two lines", "What is it?", "This", True, "That", ("It is so.",), "A book", "Those; these")


def printed(*blocks: Block, width: int = 80, encoding: str = "utf-8", plain: bool = False) -> str:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(file=file, width=width, color_system=None)
    print_section(Section("Heading", blocks), console, plain=plain)
    file.seek(0)
    heading, *lines = file.read().splitlines()
    assert heading.rstrip() == "Heading"
    return "\n".join(line.rstrip() for line in lines)


def test_titles_follow_their_label() -> None:
    assert printed(Titles("Step 1", ("Bread", "Cake")), plain=True) == "Step 1: Bread; Cake."
    assert printed(Titles("Step 1", ("The art of baking", "Cake")), width=28) == "Step 1: The art of baking;\nCake."


def test_bars_say_the_status_by_word_and_sign() -> None:
    assert printed(BARS) == (
        "✓ 1 Begin █████████████┃████ 100%, ready\n"
        "► 2 Go on █████████░░░░┃░░░░ 50% (70% needed), FOCUS NEXT\n"
        "· 3 End   ░░░░░░░░░░░░░┃░░░░ 0% (70% needed), not ready yet\n"
        "? 4 Rest  █████████▒▒▒▒┃░░░░ 50% to 75% (70% needed), not sure yet\n"
        "5 More    ████░░░░░░░░░░░░░░ 25%"
    )


def test_bars_in_ascii() -> None:
    assert printed(BARS, encoding="ascii") == (
        "+ 1 Begin #############|#### 100%, ready\n"
        "> 2 Go on #########----|---- 50% (70% needed), FOCUS NEXT\n"
        ". 3 End   -------------|---- 0% (70% needed), not ready yet\n"
        "? 4 Rest  #########????|---- 50% to 75% (70% needed), not sure yet\n"
        "5 More    ####-------------- 25%"
    )


def test_bars_on_a_narrow_terminal() -> None:
    assert printed(BARS, width=40) == (
        "✓ 1 Begin\n  ████████┃██ 100%, ready\n"
        "► 2 Go on\n  ██████░░┃░░ 50% (70% needed), FOCUS\n              NEXT\n"
        "· 3 End\n  ░░░░░░░░┃░░ 0% (70% needed), not ready\n              yet\n"
        "? 4 Rest\n  ██████▒▒┃░░ 50% to 75% (70% needed),\n              not sure yet\n"
        "5 More\n  ███░░░░░░░░ 25%"
    )


def test_a_bar_is_as_long_as_its_words_leave_room_for() -> None:
    words = Bars((Bar("What a baker does all day", 0.5, 0.5, "50%, which is a rather long story, too"),))
    assert printed(words, width=72) == "What a baker does all day ████░░░ 50%, which is a rather long story, too"


def test_beside_a_drawn_bar_stands_only_what_it_does_not_show() -> None:
    short = Bars((Bar("Bread", 0.5, 0.5, "50% (70% needed)", 0.7, short="50%"),))
    assert printed(short).endswith(" 50%")
    assert printed(short, plain=True) == "Bread: 50% (70% needed)"


def test_pairs_stand_side_by_side() -> None:
    assert printed(PAIRS) == (
        "Competency  You say          Checks right\n"
        "Bread       ████████░░  80%  ██░░░░░░░░ 1 of 4\n"
        "Cake        ██████████ 100%  ██████████ 100%"
    )


def test_the_bars_of_pairs_stay_whole_where_words_have_to_wrap() -> None:
    pair = Pair("Words about the bread of all bakers and cake", 0.8, 0.25, "1 of 4, 1 partly")
    assert printed(Pairs(PAIRS.heads, (pair,)), width=70) == (
        "Competency                You say          Checks right\n"
        "Words about the bread of  ████████░░  80%  ██░░░░░░░░ 1 of 4, 1 partly\n"
        "all bakers and cake"
    )


def test_pairs_on_a_narrow_terminal() -> None:
    assert printed(PAIRS, width=40) == (
        "Bread\n"
        "  You say      ████████░░  80%\n"
        "  Checks right ██░░░░░░░░ 1 of 4\n"
        "Cake\n"
        "  You say      ██████████ 100%\n"
        "  Checks right ██████████ 100%"
    )


def test_plain_lines_say_it_in_words() -> None:
    assert printed(BARS, PAIRS, TABLE, Trend("1 Begin", (0.1, 0.55)), plain=True) == (
        "1 Begin: 100%, ready\n"
        "2 Go on: 50% (70% needed), FOCUS NEXT\n"
        "3 End: 0% (70% needed), not ready yet\n"
        "4 Rest: 50% to 75% (70% needed), not sure yet\n"
        "5 More: 25%\n"
        "Bread: you say 80%, checks right 1 of 4\n"
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
        "A record\nof two lines\nWhat is it?\nYou answered: This (partly right)\nBest answer: That\n"
        "Other options: Those; these\nWhy: It is so.\nSource: A book"
    )
    assert printed(MISSED, MISSED) == f"{one}\n\n{one}"


def test_missed_checks_stand_apart_in_a_panel_too() -> None:
    missed = replace(MISSED, record="", source="", others="")
    panel = report_as_text(Document("Not yet.", "You have bread.", (Section("Missed", (missed, missed)),)))
    lines = [line.strip("│ ") for line in panel.splitlines()[3:-1]]
    one = ["What is it?", "You answered: This (partly right)", "Best answer: That", "Why: It is so."]
    assert lines == [*one, "", *one]


def test_of_a_missed_check_what_is_not_wanted_is_left_out() -> None:
    missed = replace(MISSED, record="", partly=False, source="", others="")
    assert printed(missed) == "What is it?\nYou answered: This\nBest answer: That\nWhy: It is so."


def a_report() -> Document:
    answer = Section(
        "FOCUS NEXT",
        (Paragraph("Step 2 of 5: Go on"), Facts((("Why", ("So.",)), ("Gaps", ("Bread", "Cake"))))),
    )
    roadmap = Section("Your roadmap", (Bars(BARS.bars, legend=True),))
    return Document("Not yet.", "You have bread.", (answer, roadmap, Section("Your gaps", (TABLE,))))


def test_the_answer_is_in_a_panel_below_what_the_person_has() -> None:
    assert report_as_text(a_report()) == (
        "Not yet.\n"
        "You have bread.\n"
        "╭───────────────────────────────── FOCUS NEXT ─────────────────────────────────╮\n"
        "│ Step 2 of 5: Go on                                                           │\n"
        "│ Why   So.                                                                    │\n"
        "│ Gaps  Bread                                                                  │\n"
        "│       Cake                                                                   │\n"
        "╰──────────────────────────────────────────────────────────────────────────────╯\n"
        "Your roadmap   █ done  ▒ not sure  ░ to do  ┃ needed\n"
        f"{printed(BARS)}\n"
        "\n"
        "Your gaps\n"
        f"{printed(TABLE)}\n"
    )


def test_on_a_narrow_terminal_the_answer_is_between_two_lines() -> None:
    assert report_as_text(a_report(), width=40).startswith(
        "Not yet.\n"
        "You have bread.\n"
        "────────────── FOCUS NEXT ──────────────\n"
        "Step 2 of 5: Go on\n"
        "Why: So.\n"
        "Gaps: Bread\n"
        "Gaps: Cake\n"
        "───────────── Your roadmap ─────────────\n"
    )


def test_a_plain_report_has_no_panel() -> None:
    assert report_as_text(a_report(), plain=True) == (
        "Not yet.\nYou have bread.\n\nFOCUS NEXT\nStep 2 of 5: Go on\nWhy: So.\nGaps: Bread\nGaps: Cake\n\n"
        f"Your roadmap\n{printed(BARS, plain=True)}\n\nYour gaps\n{printed(TABLE, plain=True)}\n"
    )


def test_what_to_do_comes_with_pages_to_read() -> None:
    block = ToDo("Bread", "about 5 hours", ("Knead.", "Bake."), (Link("Bakers", "https://example.org/bread"),))
    lines = "Bread: about 5 hours\n- Knead.\n- Bake.\n  Bakers: https://example.org/bread"
    assert printed(block) == printed(block, plain=True) == lines


def test_a_legend_tells_only_of_what_is_seen() -> None:
    known = Bars((Bar("Bread", 0.5, 0.5, "50%"),), legend=True)
    assert printed(known, width=40).splitlines()[-1] == "█ done  ░ to do"
    assert printed(known, width=40, encoding="ascii").splitlines()[-1] == "# done  - to do"
    assert report_as_text(Document("", "", (Section("A", ()), Section("B", (known,))))).splitlines()[-2:] == [
        "B   █ done  ░ to do",
        "Bread █████████░░░░░░░░░ 50%",
    ]
    assert printed(known, plain=True) == "Bread: 50%"


def test_steps_in_few_columns_have_a_line_each_and_their_signs_are_explained() -> None:
    bars = (
        Bar("1 Begin", 1, 1, "100%, ready", 0.7, "ready", share="100%"),
        Bar("2 Go on with what there is", 0.5, 0.75, "50% to 75%, FOCUS NEXT", 0.7, "FOCUS NEXT", share="50-75%"),
        Bar("3 End", 0.8, 0.8, "80%, bread missing", 0.7, "not ready yet", share="80%", lacks="bread missing"),
    )
    assert printed(Bars(bars, legend=True), width=40) == (
        "✓ 1 Begin                  ████┃█ 100%\n"
        "► 2 Go on with what there  ███▒┃░ 50-75%\n"
        "    is\n"
        "· 3 End                    ████┃░ 80%*\n"
        "█ done  ▒ not sure  ░ to do  ┃ needed\n"
        "✓ ready  · not ready yet  * must-have\n"
        "missing"
    )
    assert printed(Bars(bars, legend=True), width=40, encoding="ascii").splitlines()[-2:] == [
        "+ ready  . not ready yet  * must-have",
        "missing",
    ]


@laws
@given(st.lists(st.tuples(st.sampled_from(["1", "Bread"]), st.sampled_from(["", "5%", "all complete"])), max_size=4))
def test_rows_that_fit_come_out_alike_beside_one_that_does_not(rows: list[tuple[str, str]]) -> None:
    def lines(*more: tuple[str, str]) -> list[str]:
        return section_as_text(Section("Heading", (Table(("What", "Costs"), (*rows, *more)),))).splitlines()

    assert lines(("Long", "very " * 20)) == [*lines(), "Long", f"  Costs: {'very ' * 13}very", f"  {'very ' * 5}very"]


@laws
@given(st.lists(st.tuples(st.sampled_from(["1", "Bread"]), st.sampled_from(["", "5%", "all complete"])), max_size=4))
@pytest.mark.parametrize("width", [100, 60])
def test_rows_in_ascii_come_out_alike_beside_one_that_is_not(width: int, rows: list[tuple[str, str]]) -> None:
    def lines(last: str) -> list[str]:
        table = Table(("What", "Costs"), (*rows, ("Bread", "all complete"), (last, "5%")))
        return printed(table, width=width).split("\n")

    assert lines("Cr\u00eape")[:-2] == lines("Crepe")[:-2]


def test_an_id_is_broken_nowhere_because_of_the_text_beside_it() -> None:
    name, text = "reimbursement-drg-weight", "Says little about the rest of the step, so check it. "
    lines = printed(Table(("Question", "Area", "What to do"), ((name, text * 2, text * 3),))).splitlines()
    assert any(line.startswith(f"{name}  Says little") for line in lines)
    assert max(map(len, lines)) <= 80


def test_a_date_is_broken_nowhere_because_of_the_words_beside_it() -> None:
    heads = ("No.", "Date", "Result", *(f"Step {number}" for number in range(1, 6)))
    left_open = ("1", "Nov 12, 2026", "step 1, not sure yet", *["60-100%*"] * 5)
    lines = printed(Table(heads, (left_open, ("2", "Nov 13, 2026", "unfinished", *[""] * 5)))).splitlines()
    starts = [line[:30].rstrip() for line in lines[1:]]
    assert starts == ["1    Nov 12, 2026  step 1, not", "                   sure yet", "2    Nov 13, 2026  unfinished"]
