"""Asking in a terminal, without one: what is drawn, and what keys and pasted text mean."""

from asyncio import get_running_loop
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from coder_readiness.bank.answers import SKIP, UNKNOWN, Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.questions.choices import Option
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import LEAVING, Choice, Move, Place, Prompt
from coder_readiness.quiz.bar import above_question
from coder_readiness.quiz.prompts import read_pages, run
from coder_readiness.quiz.screen import in_utf8
from coder_readiness.quiz.terminal import TerminalAsker, screen_of
from coder_readiness.scoring.draw import shown_options
from tests.builders import ALONE
from tests.terminals import REPORTS
from tests.typist import Output, Typist

BANK = load_bank()


def prompt(question: Question, given: Answer | None = None) -> Prompt:
    step = BANK.number(BANK.home[question.id].step)
    place = Place(
        f"Step {step} of 5", "question 88 of 88", "about 22 min left", BANK.home[question.id].title, (0.5,) * 5
    )
    return Prompt(question, shown_options(question, 3), place.words, "It matters.", given, place=place)


def first(kind: str) -> Question:
    return next(q for q in BANK.questions.values() if q.type == kind and not q.private)


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def test_every_question_fits_a_screen_with_its_keys(keys: Typist) -> None:
    pages = {name: _pages(question) for name, question in BANK.questions.items()}
    assert [name for name, count in pages.items() if count] == []


def _pages(question: Question) -> int:
    """Return in how many pages a question is read before it is asked: none if it fits a screen with its keys."""
    asked = prompt(question)
    screen = screen_of(asked)
    return 0 if screen.fits() else len(screen.head_pages("the question", asked.keys))


def application_with(press: Callable[[], None]) -> Application[str]:
    """Return a prompt in which the key x does something, and Enter ends it."""
    bindings = KeyBindings()
    bindings.add("x")(lambda event: press())
    bindings.add("enter")(lambda event: event.app.exit(result="Enter"))
    return Application(Layout(Window(FormattedTextControl("Hello", focusable=True))), key_bindings=bindings)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("pressed", ["x", "xx", "x" + "\r" * 5])
def test_what_goes_wrong_in_a_key_ends_the_prompt_and_waits_for_nobody(
    keys: Typist, output: Output, error: type[BaseException], pressed: str
) -> None:
    def fail() -> None:
        raise error

    keys.type(pressed)
    with pytest.raises(error):
        run(application_with(fail))
    assert "Press ENTER" not in output.written


def test_what_goes_wrong_once_a_prompt_has_ended_is_nothing(keys: Typist) -> None:
    late = []

    def fail(application: Application[str]) -> None:
        if application.is_done:
            late.append("It went wrong.")
            get_running_loop().call_exception_handler({"message": late[0]})

    application = application_with(lambda: None)
    application.after_render += fail
    keys.type("\r")
    assert run(application) == "Enter"
    assert late == ["It went wrong."]


ENTER, UP, DOWN = "\r", "\x1b[A", "\x1b[B"
SINGLE, SEVERAL, CHECK, NUMBER, CODE = map(first, ("single", "several", "check", "number", "code"))
OPTIONS = {q.id: [option.id for option in shown_options(q, 3)] for q in (SINGLE, SEVERAL, CHECK)}


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
def test_a_held_enter_answers_nothing(keys: Typist, question: Question) -> None:
    keys.type(ENTER * 50 + "q" + ENTER)
    assert TerminalAsker().ask(prompt(question)) is Move.LEAVE


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        (SINGLE, "2" + ENTER, OPTIONS[SINGLE.id][1]),
        (SINGLE, "231" + ENTER, OPTIONS[SINGLE.id][0]),
        (SINGLE, DOWN * 2 + ENTER, OPTIONS[SINGLE.id][1]),
        (SINGLE, DOWN + UP + DOWN + ENTER, OPTIONS[SINGLE.id][0]),
        (SINGLE, UP + ENTER, OPTIONS[SINGLE.id][-1]),
        (SINGLE, ENTER * 3 + "3" + ENTER, OPTIONS[SINGLE.id][2]),
        (SINGLE, "90xs", SKIP),
        (SINGLE, "x3" + ENTER, OPTIONS[SINGLE.id][2]),
        (SINGLE, "2x" + ENTER, OPTIONS[SINGLE.id][1]),
        (SINGLE, "2xy3." + ENTER + "1" + ENTER, OPTIONS[SINGLE.id][0]),
        (SINGLE, "??B", Move.BACK),
        (SINGLE, "q", Move.LEAVE),
        (SINGLE, pasted("3\n") + ENTER + "2" + ENTER, OPTIONS[SINGLE.id][1]),
        (CHECK, UP + ENTER, UNKNOWN),
        (CHECK, "1" + ENTER, OPTIONS[CHECK.id][0]),
        (SEVERAL, ENTER * 9 + "0" + ENTER, ()),
        (SEVERAL, ENTER + "2" + ENTER, (OPTIONS[SEVERAL.id][1],)),
        (SEVERAL, ENTER + "20" + ENTER, (OPTIONS[SEVERAL.id][1],)),
        (SEVERAL, "230" + DOWN + "0" + DOWN + ENTER + "0" + ENTER, ()),
        (SEVERAL, "2" + ENTER, (OPTIONS[SEVERAL.id][1],)),
        (SEVERAL, "2 4 " + ENTER, tuple(OPTIONS[SEVERAL.id][1:4:2])),
        (SEVERAL, "1  3" + ENTER, (OPTIONS[SEVERAL.id][2],)),
        (SEVERAL, " 22" + DOWN + " " + ENTER, (OPTIONS[SEVERAL.id][2],)),
        (SEVERAL, "ai" + pasted("1 2 3\n") + ENTER + "0" + ENTER, ()),
        (SEVERAL, "23J01" + ENTER * 2, tuple(OPTIONS[SEVERAL.id][1:3])),
        (SEVERAL, "2a0" + ENTER, ()),
        (SEVERAL, "3x2" + ENTER, tuple(OPTIONS[SEVERAL.id][1:3])),
        (SEVERAL, "3E11.9" + ENTER * 2, (OPTIONS[SEVERAL.id][2],)),
        (SEVERAL, "?s", SKIP),
        (NUMBER, "1,5" + ENTER, 1.5),
        (NUMBER, "-1" + ENTER + "2" + ENTER, 2.0),
        (NUMBER, ENTER * 5 + "s" + ENTER, SKIP),
        (NUMBER, "?" + ENTER + "B" + ENTER, Move.BACK),
        (CODE, "r05.9" + ENTER, "r05.9"),
        (CODE, "d" + ENTER, UNKNOWN),
        (CODE, pasted("R05\n.9\r\n") + ENTER, "R05 .9"),
        (CODE, pasted("R05.9\n") + "\b8" + ENTER, "R05.8"),
        (CODE, ENTER + "1" * 65 + ENTER + "q" + ENTER, Move.LEAVE),
        (CODE, "hello" + ENTER + "5" + ENTER, "5"),
        (CODE, "hello" + ENTER + "d" + ENTER, UNKNOWN),
    ],
)
def test_what_keys_mean(keys: Typist, question: Question, typed: str, meant: Answer | Move) -> None:
    keys.type(typed)
    assert TerminalAsker().ask(prompt(question)) == meant


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
def test_no_control_key_ends_a_question_but_enter_and_those_to_leave(keys: Typist, question: Question) -> None:
    answer = "" if question.options else "1"
    controls = sorted(set(map(chr, range(32))) - set("\x03\x04\r\n\x0e\x10\x1a\x1b"))
    keys.type("".join(answer + control + "\x05\x15" for control in controls) + ENTER * 2 + "s" + ENTER)
    assert TerminalAsker().ask(prompt(question)) is SKIP


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
@pytest.mark.parametrize(
    "hurried", ["2" + ENTER, "s", "b", "q", ENTER * 50, "1" + ENTER * 3, pasted("2\r"), "\x1b]11;rgb:"]
)
def test_what_is_typed_before_a_question_is_drawn_is_not_for_it(keys: Typist, question: Question, hurried: str) -> None:
    asker = TerminalAsker()
    keys.type("2" + ENTER + hurried, "0000/0000/0000\x07" * (hurried[-1] == ":") + "s" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]
    keys.sent.send_text(hurried)
    assert asker.ask(prompt(question)) == SKIP


@pytest.mark.parametrize("hurried", ["\x03", "22\x04", "\x1b[99;5u", "\x1b[27;5;100~2" + ENTER])
def test_leaving_in_a_hurry_leaves(keys: Typist, hurried: str) -> None:
    keys.sent.send_text(hurried)
    with pytest.raises(KeyboardInterrupt):
        TerminalAsker().ask(prompt(SINGLE))


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
def test_reports_of_the_terminal_answer_nothing(keys: Typist, question: Question) -> None:
    reports = b"".join(REPORTS).decode("utf-8")
    keys.type(reports + ENTER * 3 + reports + "s" + ENTER)
    assert TerminalAsker().ask(prompt(question)) == SKIP


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


def test_pages_are_read_one_by_one(keys: Typist) -> None:
    pages = [[("", "one")], [("", "two")], [("", "three")]]
    keys.type(ENTER * 2 + "q")
    assert read_pages(lambda: pages, LEAVING) is Move.LEAVE
    keys.type(ENTER * 3)
    assert read_pages(lambda: pages, LEAVING) is None


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
    assert ("Keys: Enter = go to the question, b = back, q = quit" in output.written) == waits
    keys.type("q")
    assert asker.ask(prompt(CHECK)) is Move.LEAVE


@pytest.mark.parametrize("spare", [0, 1])
def test_what_is_said_waits_only_where_there_is_no_room_for_it(keys: Typist, output: Output, spare: int) -> None:
    output.size = Size(screen_of(prompt(SINGLE)).height() + spare, 80)
    asker = TerminalAsker()
    keys.type("2" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]
    keys.type("2" + ENTER)
    assert asker.ask(prompt(SINGLE)) == OPTIONS[SINGLE.id][1]  # what was asked and answered before may go
    assert "go to the question" not in output.written
    asker.say("One line")
    keys.type("q")
    assert asker.ask(prompt(SINGLE)) is Move.LEAVE
    assert ("go to the question" in output.written) == (not spare)


def test_what_was_selected_stays_when_a_question_is_flagged(keys: Typist) -> None:
    asker, put = TerminalAsker(), prompt(SEVERAL)
    keys.type("32!")
    assert asker.ask(put) is Move.FLAG
    keys.type(ENTER)
    selected = asker.ask(put)
    assert selected == tuple(choice.value for choice in put.choices[1:3])
    keys.type("3" + ENTER)
    assert asker.ask(prompt(SEVERAL)) == (put.choices[2].value,)


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


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK, NUMBER, CODE])
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_leaving_is_an_interrupt_on_every_type(keys: Typist, question: Question, key: str) -> None:
    keys.type(key)
    with pytest.raises(KeyboardInterrupt):
        TerminalAsker().ask(prompt(question))


def test_a_skip_is_not_pushed_out_of_view_by_the_next_question(keys: Typist, output: Output) -> None:
    asker = TerminalAsker()
    output.size = Size(screen_of(prompt(SINGLE)).height() + 1, 80)
    for pressed in (["s"], [ENTER, "s"]):
        keys.type(*pressed)
        assert asker.ask(prompt(SINGLE)) is SKIP
    assert output.written.count("Keys: Enter = go to the question, b = back, q = quit") == 1


@pytest.mark.parametrize(("typed", "meant"), [(ENTER, None), ("x1" + ENTER, None), ("q", Move.LEAVE)])
def test_a_pause_waits_for_enter_or_leaving(keys: Typist, output: Output, typed: str, meant: Move | None) -> None:
    keys.type(typed)
    assert TerminalAsker().pause("next question") is meant
    assert "Keys: Enter = next question, q = quit" in output.written


def test_a_pause_may_have_more_keys(keys: Typist, output: Output) -> None:
    keys.type("!")
    assert TerminalAsker().pause("next question", {"!": ("flag", Move.FLAG)}) is Move.FLAG
    assert "Keys: Enter = next question, ! = flag" in output.written


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_a_pause_can_be_interrupted(keys: Typist, key: str) -> None:
    keys.type(key)
    with pytest.raises(KeyboardInterrupt):
        TerminalAsker().pause("next question")


@pytest.mark.parametrize(
    ("question", "given"),
    [(SINGLE, OPTIONS[SINGLE.id][2]), (CHECK, OPTIONS[CHECK.id][1]), (NUMBER, 2.5), (CODE, "R05.9")],
)
def test_enter_confirms_an_earlier_answer(keys: Typist, question: Question, given: Answer) -> None:
    keys.type(ENTER)
    assert TerminalAsker().ask(prompt(question, given)) == given


@pytest.mark.parametrize(
    ("question", "given", "reply"),
    [
        (NUMBER, 2.5, ("4" + ENTER, 4.0)),
        (NUMBER, 2.5, ("b" + ENTER, Move.BACK)),
        (CODE, "Z00", ("d" + ENTER, UNKNOWN)),
        (CODE, "Z00", ("x1" + ENTER, "x1")),
        (CODE, SKIP, (ENTER, SKIP)),
    ],
)
def test_an_earlier_answer_is_shown_and_another_may_be_typed(
    keys: Typist, output: Output, question: Question, given: Answer, reply: tuple[str, Answer | Move]
) -> None:
    typed, meant = reply
    keys.type(typed)
    assert TerminalAsker().ask(prompt(question, given)) == meant
    assert f"Your current answer: {question.said(given)}. Press Enter to keep it." in output.written


@pytest.mark.parametrize("question", [SINGLE, SEVERAL, CHECK])
def test_a_question_that_was_skipped_says_so(keys: Typist, output: Output, question: Question) -> None:
    keys.type("s")
    assert TerminalAsker().ask(prompt(question, SKIP)) == SKIP
    assert "Your current answer: skipped. Press s to skip again." in output.written


def test_the_line_of_an_earlier_choice_says_so(keys: Typist, output: Output) -> None:
    keys.type("q")
    TerminalAsker().ask(prompt(SINGLE, OPTIONS[SINGLE.id][1]))
    before, _, after = output.written.partition("(your current answer)")
    assert "2 " in before
    assert "3 " not in before
    assert "3 " in after


def test_options_of_an_earlier_answer_are_selected_again(keys: Typist) -> None:
    keys.type("1" + ENTER)
    given = tuple(OPTIONS[SEVERAL.id][:2])
    assert TerminalAsker().ask(prompt(SEVERAL, given)) == given[1:]


@pytest.mark.parametrize(
    ("typed", "given", "selected"),
    [
        ("231", (), ("none",)),
        ("12", (), ("a",)),
        ("1" + DOWN + " " + DOWN + " ", (), ("a", "b")),
        ("24" + UP * 3 + " ", (), ("none",)),
        ("11" + DOWN, (), ()),
        ("", ("none", "a"), ("none", "a")),
        ("3", ("none", "a"), ("a", "b")),
        ("2", ("none", "a"), ("none",)),
    ],
)
def test_a_line_that_stands_alone_and_the_others_clear_each_other(
    keys: Typist, typed: str, given: tuple[str, ...], selected: tuple[str, ...]
) -> None:
    keys.type(typed + "0" * (not selected) + ENTER)
    assert TerminalAsker().ask(Prompt(ALONE, ALONE.options, "Here", "It matters.", given)) == selected


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        (ENTER + "1" + ENTER, "c1"),
        ("2" + ENTER, "c2"),
        ("129" + ENTER, "c9"),
        ("12" + ENTER, "c12"),
        ("13" + ENTER, "c3"),
        ("1" + DOWN + "2" + ENTER, "c2"),
        ("1\x7f2" + ENTER, "c2"),
    ],
)
def test_numbers_of_two_digits_in_a_long_list(keys: Typist, typed: str, chosen: str) -> None:
    keys.type(typed)
    choices = [Choice(f"c{number}", f"Line {number}") for number in range(1, 13)]
    assert TerminalAsker().choose("Which one?", choices) == chosen


MANY = replace(ALONE, options=tuple(Option(id=f"c{number}", label="A", credit=0.5) for number in range(1, 13)))


@pytest.mark.parametrize(
    ("typed", "selected"),
    [
        ("12", ("c12",)),  # and not the first one, too
        ("1 2", ("c1", "c2")),
        ("3 12", ("c3", "c12")),
        ("112", ("c2", "c11")),
        ("1 12", ("c1", "c12")),
        ("10 ", ("c10",)),
        ("1012", ("c10", "c12")),
        ("130", ("c1", "c3")),
        ("12" + DOWN + "0", ()),
    ],
)
def test_numbers_of_two_digits_where_several_may_be_selected(
    keys: Typist, typed: str, selected: tuple[str, ...]
) -> None:
    keys.type(typed + ENTER)
    assert TerminalAsker().ask(Prompt(MANY, MANY.options, "Here", "")) == selected


@pytest.mark.parametrize(
    ("question", "typed", "lines"),
    [
        (
            NUMBER,
            "2" + ENTER,
            ["How many years have you worked as a medical coder using US codes? Count all...", "2 years"],
        ),
        (
            SEVERAL,
            "2345" + ENTER,
            [
                "Which of these have you done without help in the past six months? Assistive...",
                "4 selected: Saved a file in a folder, found it again later and emailed it...",
            ],
        ),
        (
            SEVERAL,
            "0" + ENTER,
            ["Which of these have you done without help in the past six months? Assistive...", "nothing selected"],
        ),
        (first("case"), "E11.9 I10" + ENTER, [first("case").text, "E11.9, I10"]),
        (
            SINGLE,
            "s",
            [
                "Which of these describes your schooling? If more than one fits, select the...",
                "skipped (b goes back to it)",
            ],
        ),
    ],
)
def test_what_was_asked_and_answered_stays_in_a_line_each(
    keys: Typist, output: Output, question: Question, typed: str, lines: list[str]
) -> None:
    keys.type(typed)
    TerminalAsker().ask(prompt(question))
    asked, answered = output.written.splitlines()[-2:]
    assert [asked, answered[2:]] == lines


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        (ENTER, ""),
        ("b is no key here, nor is ?" + ENTER, "b is no key here, nor is ?"),
        (pasted("two\nlines") + ENTER, "two lines"),
        ("Not right\x1b", "b"),
    ],
)
def test_a_note_is_whatever_is_typed(keys: Typist, output: Output, typed: str, note: str) -> None:
    keys.type(typed)
    assert TerminalAsker().read_note("What's wrong?", "type a note") == note
    assert output.written.endswith(f"{note or 'nothing'}\r\n")


@pytest.mark.parametrize("kind", ["single", "several", "check"])
@pytest.mark.parametrize("code", ["E11.9", "z79.4", "J12", "O9A.211"])
def test_a_code_typed_at_a_list_chooses_nothing(output: Output, keys: Typist, kind: str, code: str) -> None:
    """Also not after another line was pointed at, and not by Enter after it."""
    question = next(q for q in BANK.questions.values() if q.type == kind and len(q.options) < 10)
    asked = prompt(question)
    keys.type(f"{'3' * (kind != 'several')}{code}\r2\r")
    expected = asked.choices[1].value
    assert TerminalAsker().ask(asked) == ((expected,) if kind == "several" else expected)


@pytest.mark.parametrize("key", ["\t", "\x0c", "\x1b[3~"])
def test_a_key_that_writes_nothing_is_not_called_space(output: Output, keys: Typist, key: str) -> None:
    asked = prompt(first("single"))
    keys.type(f"{key}2\r")
    assert TerminalAsker().ask(asked) == asked.choices[1].value
    assert "Space" not in output.written
