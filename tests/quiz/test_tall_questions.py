"""Questions, lists and messages that are higher than the window: what is read first, and what stays in view."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from prompt_toolkit.data_structures import Size

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import LEAVING, Choice, Move, Prompt
from coder_readiness.quiz.bar import above_question
from coder_readiness.quiz.screen import in_utf8
from coder_readiness.quiz.terminal import TerminalAsker, screen_of
from tests.quiz.pressed import BANK, CHECK, CODE, ENTER, NUMBER, OPTIONS, SINGLE, prompt
from tests.typist import Output, Typist


def test_every_question_fits_a_screen_with_its_keys(keys: Typist) -> None:
    pages = {name: _pages(question) for name, question in BANK.questions.items()}
    assert [name for name, count in pages.items() if count] == []


def _pages(question: Question) -> int:
    """Return in how many pages a question is read before it is asked: none if it fits a screen with its keys."""
    asked = prompt(question)
    screen = screen_of(asked)
    return 0 if screen.fits() else len(screen.head_pages("the question", asked.keys))


def tall_questions() -> Iterator[Prompt]:
    """Return the questions that do not fit the terminal, with their options."""
    return (put for put in map(prompt, BANK.questions.values()) if not screen_of(put).fits())


@pytest.mark.parametrize(("columns", "rows"), [(40, 20), (40, 8), (30, 12), (60, 16)])
def test_the_head_of_a_tall_question_can_be_read_whole(keys: Typist, output: Output, columns: int, rows: int) -> None:
    output.size = Size(rows, columns)
    tall = list(tall_questions())
    assert tall
    for put in tall:
        pages = [[line for _, line in page] for page in screen_of(put).head_pages("the options", put.keys)]
        assert max(map(len, pages)) <= rows
        assert all(page[-1].endswith("q = quit") for page in pages)
        read = " ".join(" ".join(page).partition("Keys: Enter =")[0] for page in pages)
        assert put.place
        where = " ".join(above_question(put.place, columns - 1, unicode=in_utf8()))
        assert read.split() == f"{where} {put.question.record} {put.question.text}".split()


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ((ENTER, "1" + ENTER), 0),
        ((ENTER, "92" + ENTER), 1),
        (("1" + ENTER * 2, ENTER + "2" + ENTER), 1),
    ],
)
def test_a_tall_question_is_read_and_then_answered(
    keys: Typist, output: Output, typed: tuple[str, str], line: int
) -> None:
    output.size = Size(20, 40)
    put = next(put for put in tall_questions() if put.question.type == "single")
    keys.type(*typed)
    assert TerminalAsker().ask(put) == put.choices[line].value


@pytest.mark.parametrize(("key", "meant"), [("s", SKIP), ("b", Move.BACK), ("q", Move.LEAVE)])
def test_a_tall_question_may_be_left_before_its_options(
    keys: Typist, output: Output, key: str, meant: Answer | Move
) -> None:
    output.size = Size(20, 40)
    keys.type("1" + key)
    assert TerminalAsker().ask(next(tall_questions())) == meant


@pytest.mark.parametrize(("kind", "rows"), [("code", 14), ("single", 20), ("several", 14)])
def test_a_question_whose_head_is_cut_can_be_read_again(keys: Typist, output: Output, kind: str, rows: int) -> None:
    output.size = Size(rows, 40)
    put = next(put for put in tall_questions() if put.question.type == kind and screen_of(put).is_cut())
    pages = len(screen_of(put).head_pages("", put.keys))
    again = "r" + ENTER * (kind == "code")
    answer = {"code": "d" + ENTER, "single": "2" + ENTER, "several": ENTER}[kind]
    keys.type(ENTER * pages, "1" * (kind == "several") + again, ENTER * pages, answer)
    first = put.choices[0].value if put.choices else ""
    meant = {"code": UNKNOWN, "single": put.choices[1].value if put.choices else "", "several": (first,)}[kind]
    assert TerminalAsker().ask(put) == meant
    assert "read it again" in output.written
    told = f"Keys: Enter = {'type your answer' if kind == 'code' else f'see the {len(put.choices)} options'}, "
    assert told in " ".join(output.written.split())


def test_nothing_is_read_again_that_is_in_view(keys: Typist, output: Output) -> None:
    keys.type("r1" + ENTER)
    assert TerminalAsker().ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][0]
    keys.type("r1" + ENTER)
    assert TerminalAsker().choose("Which one?", [Choice("a", "A")]) == "a"
    keys.type("r" + ENTER + "s" + ENTER)
    assert TerminalAsker().ask(prompt(CODE)) == SKIP
    assert "read it again" not in output.written


@pytest.mark.parametrize(("rows", "lines", "waits"), [(24, 2, False), (24, 16, True), (8, 6, True)])
def test_what_is_said_does_not_scroll_away_unread(
    keys: Typist, output: Output, rows: int, lines: int, waits: bool
) -> None:
    output.size = Size(rows, 80)
    asker = TerminalAsker()
    for number in range(lines):
        asker.say(f"Line {number}")
    keys.type(*[ENTER] * waits, "q")
    assert asker.ask(prompt(CHECK)) is Move.LEAVE
    keys.type("q")
    assert asker.ask(prompt(CHECK)) is Move.LEAVE
    assert output.written.count("Keys: Enter = go to the question, b = back, q = quit") == waits


def test_what_is_said_does_not_wait_where_there_is_room_for_what_is_read_of_a_tall_question(
    keys: Typist, output: Output
) -> None:
    output.size = Size(20, 40)
    put = next(tall_questions())
    room = 20 - len(screen_of(put).head_pages("", put.keys)[0])
    assert room > 1
    asker = TerminalAsker()
    asker.say("One line")
    keys.type("q")
    assert asker.ask(put) is Move.LEAVE
    assert "go to the question" not in output.written


def test_back_from_what_is_read_before_the_first_question_leads_nowhere(keys: Typist, output: Output) -> None:
    output.size = Size(24, 80)
    asker = TerminalAsker()
    for number in range(16):
        asker.say(f"Line {number}")
    keys.type("b")
    assert asker.ask(prompt(CHECK)) is Move.BACK
    asker.say("There's nothing before.")
    keys.type("b")
    assert asker.ask(prompt(CHECK)) is Move.BACK
    assert CHECK.text not in output.written
    keys.type("2" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]  # if there is a question before, that one is shown


@pytest.mark.parametrize("spare", [0, 1])
def test_what_is_said_waits_only_where_there_is_no_room_for_it(keys: Typist, output: Output, spare: int) -> None:
    output.size = Size(screen_of(prompt(SINGLE)).height() + spare, 80)
    asker = TerminalAsker()
    keys.type("2" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]
    keys.type("b")
    assert asker.ask(prompt(SINGLE)) is Move.BACK
    keys.type("2" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]  # what was asked and answered before may go
    assert "go to the question" not in output.written
    asker.say("One line")
    keys.type("q")
    assert asker.ask(prompt(SINGLE)) is Move.LEAVE
    assert ("go to the question" in output.written) == (not spare)


def test_nothing_waits_where_nothing_was_said_however_low_the_window_is(keys: Typist, output: Output) -> None:
    output.size = Size(2, 40)
    keys.type("q")
    assert TerminalAsker().ask(next(tall_questions())) is Move.LEAVE
    assert "go to the question" not in output.written


LINES = [Choice("a", "This"), Choice("b", "That")]
LOWEST = Size(7, 80)
"""A window that has just room for these lines, their title and their keys."""


def test_what_is_said_is_read_before_a_list_takes_its_place(keys: Typist, output: Output) -> None:
    output.size = LOWEST
    asker = TerminalAsker()
    asker.say("One line")
    keys.type("q")
    assert asker.choose("Which one?", LINES) is Move.LEAVE
    assert "Which one?" not in output.written
    asker.say("One line")
    keys.type(ENTER, "2" + ENTER)
    assert asker.choose("Which one?", LINES) == "b"
    assert output.written.count("Keys: Enter = more, b = back, q = quit") == 2


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (lambda asker: asker.ask(prompt(NUMBER)), "b" + ENTER),
        (lambda asker: asker.choose("What?", LINES), "1" + ENTER),
        (lambda asker: asker.read_note("What?", "type it", LEAVING), ENTER),
        (lambda asker: asker.pause("go on"), ENTER),
    ],
)
def test_what_is_said_waits_for_one_prompt_only(
    keys: Typist, output: Output, read: Callable[[TerminalAsker], object], typed: str
) -> None:
    asker = TerminalAsker()
    asker.say("One line")
    keys.type(typed)
    read(asker)
    output.size = LOWEST
    keys.type("2" + ENTER)
    assert asker.choose("Which one?", LINES) == "b"
    assert "Keys: Enter = more" not in output.written


@pytest.mark.parametrize(("kind", "rows", "signs"), [("several", 16, "↓"), ("check", 16, "↑"), ("check", 60, "")])
def test_a_list_higher_than_its_window_shows_where_it_goes_on(
    keys: Typist, output: Output, kind: str, rows: int, signs: str
) -> None:
    puts = [prompt(question) for question in BANK.questions.values() if question.type == kind]
    put = max(puts, key=lambda put: sum(len(choice.label) for choice in put.choices))
    output.size = Size(rows, 40)
    keys.type(*[ENTER] * (rows == 16), "s")
    put = replace(put, given=put.choices[-1].value if signs == "↑" else None)
    assert TerminalAsker().ask(put) == SKIP
    assert set(output.written) & {"↑", "↓"} == set(signs)


def test_why_is_told_before_the_options_of_a_tall_question(keys: Typist, output: Output) -> None:
    output.size = Size(20, 40)
    keys.type("?", "s")
    put = next(tall_questions())
    assert TerminalAsker().ask(put) == SKIP
    assert "Why we ask: It matters." in output.written


@pytest.mark.parametrize(("room", "waits"), [(2, True), (3, False)])
def test_a_skip_is_not_pushed_out_of_view_by_the_next_question(
    keys: Typist, output: Output, room: int, waits: bool
) -> None:
    """It takes three lines: a blank one, the question, and that it was skipped."""
    asker = TerminalAsker()
    output.size = Size(screen_of(prompt(SINGLE)).height() + room, 80)
    for pressed in (["s"], [*[ENTER] * waits, "s"]):
        keys.type(*pressed)
        assert asker.ask(prompt(SINGLE)) is SKIP
    assert output.written.count("Keys: Enter = go to the question, b = back, q = quit") == waits
