"""What a terminal tells beside the questions: what a key does not do, what was chosen, and whether it was right."""

import io
from dataclasses import replace

import pytest

from coder_readiness.bank.answers import SKIP
from coder_readiness.quiz.asking import Choice, Mood, Move, Prompt
from coder_readiness.quiz.screen import Screen
from coder_readiness.quiz.terminal import TerminalAsker
from tests.builders import ALONE
from tests.quiz.pressed import CODE, ENTER, NUMBER, SEVERAL, SINGLE, first, pasted, prompt
from tests.typist import Output, Typist, Window


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is told below a question, key by key."""
    told: list[str] = []

    def keep(screen: Screen, note: str) -> None:
        vars(screen)["note"] = note
        if note:
            told.append(note)

    monkeypatch.setattr(Screen, "note", property(lambda screen: vars(screen)["note"], keep), raising=False)
    return told


_NO_NONE = replace(ALONE, options=ALONE.options[1:3])
_CHOOSE = f"a number from 1 to {len(SINGLE.options)}."


@pytest.mark.parametrize(
    ("put", "typed", "told"),
    [
        (prompt(SINGLE), "?", ["Why we ask: It matters."]),
        (prompt(SINGLE), "??", ["Why we ask: It matters."]),
        (prompt(SINGLE), "???", ["Why we ask: It matters."] * 2),
        (prompt(SINGLE), "9", [f"There's no option 9. Press {_CHOOSE}"]),
        (prompt(SINGLE), "0", [f"There's no option 0. Press {_CHOOSE}"]),
        (prompt(SINGLE), " ", [f'"Space" does nothing here. Press {_CHOOSE}']),
        (prompt(SINGLE), "z", [f'"z" does nothing here. Press {_CHOOSE}']),
        (prompt(SINGLE), "\t", [f"That key does nothing here. Press {_CHOOSE}"]),
        (prompt(SINGLE), "\x11", [f"That key does nothing here. Press {_CHOOSE}"]),
        (prompt(SINGLE), "z4.", ['"z" does nothing', f'"z4." does nothing here. Press Enter, then {_CHOOSE}']),
        (
            prompt(SINGLE),
            "z" + "y" * 20,
            ['"z" does', *[f'"z{"y" * count}" does' for count in range(1, 20)], f'"{"y" * 20}" does'],
        ),
        (prompt(SINGLE), "zy" + ENTER, ['"z" does nothing', '"zy" does nothing', f"Press {_CHOOSE}"]),
        (prompt(SINGLE), ENTER, ["Nothing is selected yet. Press a number or an arrow key first."]),
        (prompt(SINGLE), pasted("1"), []),
        (
            Prompt(_NO_NONE, _NO_NONE.options, "Here", ""),
            ENTER,
            ["Nothing is selected yet. If none apply, press 0, then"],
        ),
        (prompt(SEVERAL), "0", ["You selected none of them. Press Enter to confirm."]),
        (prompt(SEVERAL), "20", ["There's no option 20. Press a number from 1 to"]),
        (Prompt(ALONE, ALONE.options, "Here", ""), ENTER, ["Nothing is selected yet. If none apply, press 1, then"]),
        (prompt(NUMBER), "?" + ENTER, ["Why we ask: It matters."]),
        (prompt(NUMBER), ENTER, ["You haven't typed anything yet. Type a number from 0 to"]),
        (prompt(NUMBER), "x" + ENTER, ["We can't use that. Type a number from 0 to"]),
        (prompt(NUMBER), "1 day" + ENTER, ["We can't use that: we need a number of years, such as 1.2. Try again."]),
    ],
)
def test_what_a_key_does_not_do_is_told(
    keys: Typist, notes: list[str], put: Prompt, typed: str, told: list[str]
) -> None:
    keys.type(typed + "q" + ENTER)
    assert TerminalAsker().ask(put) is Move.LEAVE
    assert [note.startswith(start) for note, start in zip(notes, told, strict=True)] == [True] * len(told)


@pytest.mark.parametrize(
    ("put", "how"),
    [
        (prompt(SINGLE), "press a number or the arrow keys, then Enter. b"),
        (prompt(SEVERAL), "press numbers to select, or use the arrow keys and Space. Then press Enter. b"),
        (
            Prompt(_NO_NONE, _NO_NONE.options, "Here", ""),
            "press numbers to select (0 = none), or use the arrow keys and Space. Then press Enter. b",
        ),
        (
            prompt(NUMBER),
            "type a number from 0 to 60 (years), then press Enter. Or type one of these, then press Enter: b",
        ),
        (
            prompt(CODE),
            "type the answer, then press Enter. Capitals, spaces and decimal points don't matter. Or type one of "
            "these, then press Enter: d",
        ),
    ],
)
def test_how_to_answer_is_told(typed: Typist, window: Window, put: Prompt, how: str) -> None:
    typed.type("q" + ENTER)
    assert TerminalAsker().ask(put) is Move.LEAVE
    assert any(f"Keys: {how} = " in screen.replace("\n", " ") for screen in window.seen)


def test_where_a_question_is_that_has_no_bar_is_told_in_words(typed: Typist, window: Window) -> None:
    typed.type("q")
    TerminalAsker().ask(Prompt(ALONE, ALONE.options, "Question 3", ""))
    assert any(screen.startswith(f"\nQuestion 3\n\n{ALONE.text}") for screen in window.seen)


def test_in_practice_the_whole_question_stays_in_view(typed: Typist, window: Window) -> None:
    put = replace(prompt(first("case")), practice=True)
    typed.type("s" + ENTER)
    assert TerminalAsker().ask(put) is SKIP
    question = f"{put.question.record} {put.question.text}"
    assert window.seen[-1].split() == [*question.split(), "»", "skipped"]
    assert f"\n\n{put.question.text[:40]}" in window.seen[-1]


def test_a_list_and_what_was_chosen_of_it_stay_in_a_line_each(keys: Typist, output: Output) -> None:
    keys.type("2" + ENTER)
    assert TerminalAsker().choose("Which one?", [Choice("a", "This"), Choice("b", "That")]) == "b"
    asked, answered = output.written.splitlines()[-2:]
    assert [asked, answered[2:]] == ["Which one?", "That"]


def test_a_list_that_is_left_leaves_no_answer(keys: Typist, output: Output) -> None:
    keys.type("q")
    assert TerminalAsker().choose("Which one?", [Choice("a", "This"), Choice("b", "That")]) is Move.LEAVE
    assert "That" not in output.written.splitlines()[-1]


@pytest.mark.parametrize(("mood", "sign"), [(Mood.GOOD, "\u2713 "), (Mood.BAD, "\u2717 "), (Mood.NEUTRAL, "")])
def test_right_and_wrong_have_a_sign(output: Output, keys: Typist, mood: Mood, sign: str) -> None:
    TerminalAsker().say("It is.", mood=mood)
    TerminalAsker().say("It is.", heading=True, mood=mood)
    assert output.written.splitlines() == [f"{sign}It is.", "", f"{sign}It is."]


@pytest.mark.parametrize(("mood", "sign"), [(Mood.GOOD, "+ "), (Mood.BAD, "x "), (Mood.NEUTRAL, "")])
def test_right_and_wrong_have_a_sign_without_utf8(
    output: Output, keys: Typist, monkeypatch: pytest.MonkeyPatch, mood: Mood, sign: str
) -> None:
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    TerminalAsker().say("It is.", mood=mood)
    assert output.written.splitlines() == [f"{sign}It is."]


def test_something_is_done_once_after_a_list_is_drawn(keys: Typist) -> None:
    done: list[str] = []
    keys.type(" 2" + ENTER)
    asker = TerminalAsker()
    assert asker.choose("Which one?", [Choice("a", "This"), Choice("b", "That")], lambda: done.append("done")) == "b"
    assert done == ["done"]
