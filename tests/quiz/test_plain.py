"""Asking line by line: what is printed, and what a line means."""

import io
from dataclasses import replace
from pathlib import Path

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.quiz.asking import LEAVING, LIST_KEYS, MENU_LIST_KEYS, Choice, Move, Prompt
from coder_readiness.quiz.plain import PlainAsker
from tests.builders import ALONE
from tests.paths import OTHER_BANK
from tests.quiz.plain_lines import CHECK, CODE, NUMBER, SEVERAL, Terminal, prepared, put
from tests.running import outcome

LETTER = replace(CODE, answer=("B",))


def test_a_whole_question_as_it_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", prepared(b"?\nr05.9\n"))
    monkeypatch.setenv("COLUMNS", "80")
    assert PlainAsker().ask(Prompt(CODE, (), "Question 1 of 9, step 1 of 5, Words.", "It matters.")) == "r05.9"
    assert capsys.readouterr().out == (
        "\n"
        "Question 1 of 9, step 1 of 5, Words.\n"
        "Read this first:\n"
        "Office visit\n"
        "Cough for 3 days\n"
        "The question:\n"
        "Which code?\n"
        "Type the answer. Capitals, spaces and decimal points don't matter. You can also\n"
        'type d for I don\'t know, b to go back, s to skip, ? or "why" to see why we ask,\n'
        '! or "flag" to flag a problem, or q to quit.\n'
        "Your answer? \n"
        "Why we ask: It matters.\n"
        "Your answer? \n"
        "Your answer: r05.9\n"
    )


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        (CHECK, "1\n", "inflamed"),
        (CHECK, " 2 \r\n", "pain"),
        (CHECK, "Why\n1\n", "inflamed"),
        (NUMBER, "1 year\n", 1.0),
        (NUMBER, "2,5 Years\n", 2.5),
        (CHECK, "3\n", UNKNOWN),
        (CHECK, "s\n", SKIP),
        (CHECK, "S\n", SKIP),
        (CHECK, "b\n", Move.BACK),
        (CHECK, "Back\n", Move.BACK),
        (CHECK, "q\n", Move.LEAVE),
        (SEVERAL, "1,2\n", ("a", "b")),
        (SEVERAL, "1 and 2\n", ("a", "b")),
        (SEVERAL, "2 1\n", ("b", "a")),
        (SEVERAL, "0\n", ()),
        (SEVERAL, "p\n", PRIVATE),
        (ALONE, "1\n", ("none",)),
        (ALONE, "2 4\n", ("a", "c")),
        (ALONE, "1 2\n0\n", ()),
        (NUMBER, "1.5\n", 1.5),
        (NUMBER, "1,5\n", 1.5),
        (CODE, "d\n", UNKNOWN),
        (CODE, "s72.001a\n", "s72.001a"),
        (CODE, "B\n", Move.BACK),
        (LETTER, "B\n", "B"),
        (LETTER, "S\n", "S"),
        (LETTER, "b\n", Move.BACK),
        (LETTER, "Why\nd\n", UNKNOWN),
        (NUMBER, "1\u00a0year\n", 1.0),
        (NUMBER, "B\n", Move.BACK),
        (replace(NUMBER, max=2000), "1,000\n", 1000.0),
        (replace(NUMBER, max=2000), "1 000.5\n", 1000.5),
        (replace(NUMBER, max=2000), "1\u202f000\n", 1000.0),
        (replace(NUMBER, max=2000), "1,5\n", 1.5),
        (NUMBER, "1,000\n2\n", 2.0),
        (CHECK, "\x1b]11;rgb:2222/1111/0000\x07\x1b[?1;2c2\n", "pain"),
        (CODE, "\x1bP>|tmux 3.4\x1b\\R05.9\x1b[I\n", "R05.9"),
    ],
)
def test_what_a_line_means(
    monkeypatch: pytest.MonkeyPatch,
    question: CheckQuestion | SeveralQuestion | NumberQuestion | CodeQuestion,
    typed: str,
    meant: Answer | Move,
) -> None:
    assert put(monkeypatch, question, typed) == meant


@pytest.mark.parametrize(
    ("question", "typed", "wanted"),
    [
        *((CHECK, typed, "a number from 1 to 3") for typed in ("4", "0", "-1", "1 2", "one", "p", "\u0661")),
        (SEVERAL, ",", "the numbers of all that apply, such as 1 2, or 0 for none of them"),
        *((NUMBER, typed, "a number from 0 to 60 (years)") for typed in ("61", "nan", "-1", "d")),
        (CODE, "$1", "the answer"),
    ],
)
def test_a_line_that_does_not_fit_is_asked_again_with_what_is_valid(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    question: CheckQuestion | SeveralQuestion | NumberQuestion | CodeQuestion,
    typed: str,
    wanted: str,
) -> None:
    assert put(monkeypatch, question, f"{typed}\ns\n") == SKIP
    printed = " ".join(capsys.readouterr().out.split())
    again = "Your answer?" if question.type in {"code", "number"} else f"Your answer ({wanted})?"
    ways_out = {
        "check": "back, skip, why, flag or quit",
        "several": "p (I prefer not to say), back, skip, why, flag or quit",
        "number": "back, skip, why, flag or quit",
        "code": "d (I don't know), back, skip, why, flag or quit",
    }
    refused = f'We can\'t use "{typed}" here. Type {wanted}, or {ways_out[question.type]}.'
    assert f"{refused} {again} Your answer: skipped" in printed


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("2 5", '"5" isn\'t a number from 1 to 4'),
        ("2 x", '"x" isn\'t a number from 1 to 4'),
        ("\u0661 2", '"\u0661" isn\'t a number from 1 to 4'),
        ("3, 2, 3", "you typed 3 twice"),
        ("2 0", "0 means none of them, so it has to be typed by itself"),
        ("2 1", '1 means "None of these", so it has to be typed by itself'),
    ],
)
def test_of_a_list_it_is_told_which_number_does_not_fit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, reason: str
) -> None:
    assert put(monkeypatch, ALONE, f"{typed}\n2\n") == ("a",)
    assert (
        f'We can\'t use "{typed}": {reason}. Type the numbers of all that apply, such as 2 4, '
        "or back, skip, why, flag or quit."
    ) in " ".join(capsys.readouterr().out.split())


def test_a_text_that_can_be_no_code_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put(monkeypatch, CODE, "hello\nR5\n") == "R5"
    refused = (
        'We can\'t use "hello": the answer needs at least one digit. '
        "Type the answer, or d (I don't know), back, skip, why, flag or quit."
    )
    assert refused in " ".join(capsys.readouterr().out.split())
    in_words = replace(CODE, answer=("R05.9", "cough"))
    assert put(monkeypatch, in_words, "hello\n") == "hello"


def test_of_a_number_in_another_unit_it_is_told_which_one_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put(monkeypatch, NUMBER, "14 months\n1.2\n") == 1.2
    refused = (
        'We can\'t use "14 months": we need a number of years, such as 1.2. Type a number from 0 to 60 (years), or '
    )
    assert refused in " ".join(capsys.readouterr().out.split())


def test_a_long_line_is_quoted_short(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert put(monkeypatch, CODE, f"{'1' * 65}\x1b\ns\n") == SKIP
    told = f"We can't use \"{'1' * 27}...\": that's too long to be the answer. Type "
    assert told in capsys.readouterr().out.replace("\n", " ")


def test_more_than_the_answer_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert put(monkeypatch, CODE, "R05.9 Cough, unspecified\nR05,9\n") == "R05,9"


def test_columns_of_a_record_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put(
        monkeypatch,
        replace(CODE, ask="# PAPER   SYSTEM\n1 4 May   05/04\n  indented\n\nWhich line?"),
        "s\n",
    )
    assert "# PAPER; SYSTEM\n1 4 May; 05/04\n  indented\n" in capsys.readouterr().out


def test_arrow_keys_write_nothing_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert put(monkeypatch, CHECK, "\x1b[A1\x1b[D\n") == "inflamed"


@pytest.mark.parametrize("blank", ["\t", "\u00a0", "\u202f"])
def test_no_blank_between_two_numbers_makes_them_one(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    assert put(monkeypatch, SEVERAL, f"1{blank}2\n") == ("a", "b")
    assert put(monkeypatch, NUMBER, f"1{blank}2\n1\n") == 1


def test_an_earlier_answer_is_told_and_kept_by_enter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    assert PlainAsker().ask(Prompt(CHECK, CHECK.options, "Here", "Why", given="pain")) == "pain"
    told = capsys.readouterr().out
    assert "Your current answer: Pain. Press Enter to keep it.\n" in told
    assert told.endswith("Your answer: Pain\n")


def test_the_line_to_skip_keeps_an_answer_of_this_attempt(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("s\n"))
    assert PlainAsker().ask(Prompt(CHECK, CHECK.options, "Here", "Why", given="pain", keeps=True)) == "pain"
    told = " ".join(capsys.readouterr().out.split())
    assert 'b to go back, s to keep your answer, ? or "why" to see why we ask, ' in told
    assert told.endswith("Your answer: Pain")


def test_a_list_to_choose_from(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("3\n2\nBack\nQ\n"))
    monkeypatch.setenv("COLUMNS", "80")
    choices = [Choice("one", "The first"), Choice("two", "The second")]
    called: list[str] = []
    assert PlainAsker().choose("What next?", choices, lambda: called.append("once")) == "two"
    assert called == ["once"]
    assert PlainAsker().choose("What next?", choices) is Move.BACK
    assert PlainAsker().choose("What next?", choices) is Move.LEAVE
    asked = (
        "\nWhat next?\n1. The first\n2. The second\nYou can also type b to go back, or q to quit.\n"
        "Your choice (a number from 1 to 2)? "
    )
    assert capsys.readouterr().out == (
        f"{asked}"
        'We can\'t use "3" here. Type a number from 1 to 2, or back or quit.\n'
        "Your choice (a number from 1 to 2)? "
        f"{asked}"
        f"{asked}"
    )


def test_where_only_one_letter_has_a_meaning_a_refusal_names_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("7\nq\n"))
    assert PlainAsker().choose("What next?", [Choice("one", "The first")], keys=LEAVING) is Move.LEAVE
    told = " ".join(capsys.readouterr().out.split())
    assert 'We can\'t use "7" here. Type a number from 1 to 1, or quit.' in told


def test_a_key_of_the_menu_is_worded_in_full(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("q\n"))
    assert PlainAsker().choose("What next?", [Choice("one", "The first")], keys=MENU_LIST_KEYS) is Move.BACK
    said = capsys.readouterr().out
    assert "You can also type b to go back, or q to go back to the menu." in said.replace("\xa0", " ")


def test_the_keys_are_told_in_full_once_and_then_by_words_that_can_be_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("1\nwhy\n1\nflag\nquit\n"))
    monkeypatch.setenv("COLUMNS", "200")
    asker, prompt = PlainAsker(), Prompt(NUMBER, (), "Here", "Why")
    assert [asker.ask(prompt) for _ in range(4)] == [1.0, 1.0, Move.FLAG, Move.LEAVE]
    first, *later = (line for line in capsys.readouterr().out.splitlines() if "Type a number" in line)
    in_full = (
        'You can also type b to go back, s to skip, ? or "why" to see why we ask, ! or "flag" to flag a problem, or '
    )
    assert first.replace("\xa0", " ") == f"Type a number from 0 to 60 (years). {in_full}q to quit."
    assert later == ["Type a number from 0 to 60 (years). Or type back, skip, why, flag or quit."] * 3


def test_in_a_wide_terminal_the_keys_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("1\n1\n"))
    monkeypatch.setenv("COLUMNS", "200")
    PlainAsker().ask(Prompt(NUMBER, (), "Here", "Why"))
    PlainAsker().choose("What next?", [Choice("one", "The first")], keys=LEAVING)
    printed = capsys.readouterr().out
    assert "\nType a number from 0 to 60 (years). You can also type b to go back, s to skip, " in printed
    assert "\nYou can also type q to quit.\n" in printed


def test_what_is_asked_is_printed_before_the_answer_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    printed, seen = io.BytesIO(), []

    class Watched(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            seen.append(printed.getvalue())
            return super().readline(size)

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Watched(b"1\n"), "utf-8"))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(printed, "utf-8"))
    monkeypatch.setenv("COLUMNS", "80")
    PlainAsker().read_note("Whose?", "type a name", LIST_KEYS, "leave it out")
    how = b"Type a name. You can also press Enter alone to leave it out, or type b to go\nback, or q to quit.\n"
    assert seen == [b"\nWhose?\n" + how + b"Your answer? "]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    monkeypatch.setattr("sys.stdin", prepared(b"?\n2\n"))
    monkeypatch.setenv("COLUMNS", str(columns))
    PlainAsker().ask(Prompt(CHECK, CHECK.options, "Question 1 of 9, step 1 of 5, Words.", "It matters a great deal."))
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= columns


def test_everything_can_be_done_in_plain_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    bank = ("--questions", str(OTHER_BANK))
    skips = b"s\n" * 18
    quiz = outcome("quiz", "--plain", "--seed", "3", *bank, typed=skips + b"3\n1\n1\n1 2\n2\nb\n1\n", home=tmp_path)
    assert "You answered 0 questions and skipped 18. What would you like to do next?" in quiz.out
    assert "Which answer do you want to change?" in quiz.out
    assert "You answered 1 question and skipped 17. What would you like to do next?" in quiz.out
    assert "FOCUS NEXT" in quiz.out
    quick = outcome("quiz", "--quick", "--plain", "--seed", "3", *bank, typed=b"0\n1\n", home=tmp_path)
    assert "your next step is clear after 1 question. " in quick.out
    update = outcome("update", "--plain", *bank, typed=b"q\n", home=tmp_path)
    assert update.code == 130
    assert "Update question, step 1 of " in update.out
    practice = outcome("practice", "brakes", "--plain", *bank, typed=b"1\nq\n", home=tmp_path)
    assert "Source: " in practice.out
    assert "of 1 right" in practice.out
    for done in (quiz, quick, update, practice):
        asked_of_a_person = done.out.rpartition("do next?")[0] or done.out  # without the report
        assert asked_of_a_person.isascii()
        assert "\x1b" not in done.out
        assert max(map(len, done.out.splitlines())) <= 80


def test_an_answer_with_line_breaks_is_said_in_one_line() -> None:
    assert CODE.said("R05.9\nYour answer: Z00\x1b") == "R05.9 Your answer: Z00\\x1b"
