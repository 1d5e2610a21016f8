"""Asking line by line: what is printed, what a line means, and what is said of a line that means nothing."""

import errno
import io
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Answer, Special
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.choices import CheckOption, Option
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import Listing, PreparedError
from coder_readiness.quiz.asking import Choice, Move, Prompt
from coder_readiness.quiz.lines import AnswerLines
from coder_readiness.quiz.plain import PlainAsker
from coder_readiness.scoring.draw import asked, shown_options
from coder_readiness.scoring.selection import next_question
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.sheet_file import read_sheets
from tests.builders import ALONE
from tests.paths import GOLDEN, OTHER_BANK
from tests.running import outcome
from tests.strategies import with_answer

CHECK = CheckQuestion(
    id="check",
    type="check",
    ask="What does the ending -itis mean?",
    options=(CheckOption(id="inflamed", label="Inflammation"), CheckOption(id="pain", label="Pain")),
    answer="inflamed",
    because="It does.",
    source="A book",
)
SEVERAL = SeveralQuestion(
    id="several",
    type="several",
    evidence="record",
    combine="sum",
    private=True,
    ask="Which of these do you have?",
    options=(Option(id="a", label="A", credit=0.5), Option(id="b", label="B", credit=0.5)),
)
NUMBER = NumberQuestion(
    id="number", type="number", evidence="record", ask="How long?", unit="years", max=60, points=((0, 0), (2, 1))
)
CODE = CodeQuestion(
    id="code",
    type="code",
    ask="Office visit\nCough for 3 days\n\nWhich code?",
    answer=("R05.9",),
    because="It is.",
    source="The list",
    expires=date(2027, 9, 30),
)


class Terminal(io.TextIOWrapper):
    """A terminal in which something is typed."""

    def __init__(self, typed: str) -> None:
        super().__init__(io.BytesIO(typed.encode()), "utf-8")

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1_000_000  # no file of this process, so that there is nothing to drop


def prepared(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), "utf-8")


LETTER = replace(CODE, answer=("B",))


def put(
    monkeypatch: pytest.MonkeyPatch,
    question: CheckQuestion | SeveralQuestion | NumberQuestion | CodeQuestion,
    typed: str,
) -> Answer | Move:
    """Put a question to somebody who types in a terminal."""
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setenv("COLUMNS", "80")
    options = question.options
    return PlainAsker().ask(Prompt(question, options, "Step 1 of 5, question 1 of 9: Words", "It matters."))


def test_a_whole_question_as_it_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", prepared(b"?\nr05.9\n"))
    monkeypatch.setenv("COLUMNS", "80")
    assert PlainAsker().ask(Prompt(CODE, (), "Step 1 of 5, question 1 of 9: Words", "It matters.")) == "r05.9"
    assert capsys.readouterr().out == (
        "\n"
        "Step 1 of 5, question 1 of 9: Words\n"
        "Read this first:\n"
        "Office visit\n"
        "Cough for 3 days\n"
        "The question:\n"
        "Which code?\n"
        "Type the answer. Capitals, spaces and decimal points don't matter. Or type one\n"
        'of these: d for I don\'t know, b to go back, s to skip, ? or "why" to see why we\n'
        "ask, ! to flag a problem, or q to quit.\n"
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
        (CHECK, "q\n", Move.LEAVE),
        (SEVERAL, "1,2\n", ("a", "b")),
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
        "check": "b, s, ?, ! or q",
        "several": "p, b, s, ?, ! or q",
        "number": "b, s, ?, ! or q",
        "code": "d, b, s, ?, ! or q",
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
        f'We can\'t use "{typed}": {reason}. Type the numbers of all that apply, such as 2 4, or b, s, ?, ! or q.'
    ) in " ".join(capsys.readouterr().out.split())


def test_a_text_that_can_be_no_code_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert put(monkeypatch, CODE, "hello\nR5\n") == "R5"
    refused = 'We can\'t use "hello": the answer needs at least one digit. Type the answer, or d, b, s, ?, ! or q.'
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


def test_what_cannot_be_read_or_shown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr("sys.stdin", prepared(b"1\n"))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(printed, encoding="ascii", write_through=True))
    options = (CheckOption(id="inflamed", label="Entz\u00fcndung \u708e"), CheckOption(id="pain", label="Pain"))
    assert PlainAsker().ask(Prompt(CHECK, options, "Here", "Why")) == "inflamed"
    assert b"1. Entz?ndung ?\n" in printed.getvalue()


def test_ctrl_c_in_another_encoding_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt):
        put(monkeypatch, CHECK, "\x1b[99;5u\n1\n")


def test_arrow_keys_write_nothing_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert put(monkeypatch, CHECK, "\x1b[A1\x1b[D\n") == "inflamed"


@pytest.mark.parametrize("blank", ["\t", "\u00a0", "\u202f"])
def test_no_blank_between_two_numbers_makes_them_one(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    assert put(monkeypatch, SEVERAL, f"1{blank}2\n") == ("a", "b")
    assert put(monkeypatch, NUMBER, f"1{blank}2\n1\n") == 1


@pytest.mark.parametrize("content", ["\ufeffs\n".encode(), "\ufeffs\r\n".encode("utf-16-le"), "s\n".encode("utf-16")])
def test_a_mark_at_the_start_of_a_file_tells_how_to_read_it(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    for one in (content, "\ufeffs\r\n".encode("utf-16-be")):
        monkeypatch.setattr("sys.stdin", prepared(one))
        assert PlainAsker().ask(Prompt(CODE, (), "Here", "Why")) == SKIP


@pytest.mark.skipif(os.name != "posix", reason="other systems cannot tell what waits in a pipe")
@pytest.mark.parametrize(("rest", "is_more"), [(b"2\n", True), (b"\r\n \n", False), (b"", False)])
def test_prepared_lines_that_nothing_asks_for_are_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], rest: bytes, is_more: bool
) -> None:
    out, into = os.pipe()
    os.write(into, b"1\n" + rest)
    with os.fdopen(out) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        asker = PlainAsker()
        assert asker.read_note("Note?", "type it") == "1"
        said = asker.left_over()
    os.close(into)
    assert capsys.readouterr().out == "Type it.\nNote? \n"
    assert said == (
        "Line 1 of the input was the last one we needed, so we didn't use the lines after it." if is_more else ""
    )


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")
def test_a_line_typed_before_there_is_something_to_read_answers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard, terminal = os.openpty()
    with os.fdopen(terminal) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        lines = AnswerLines()
        os.write(keyboard, b"1\n")
        lines.drop_typed()
        os.write(keyboard, b"2\n")
        assert lines.read() == "2"
        os.write(keyboard, b"3\n")
        assert lines.left_over() == ""
    os.close(keyboard)


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")
def test_only_what_is_typed_at_a_question_answers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard, terminal = os.openpty()

    class Screen(io.StringIO):
        """A screen before which a person sits who answers once they are asked."""

        def write(self, text: str, /) -> int:
            if text.startswith("Your answer ("):
                os.write(keyboard, b"2\n")
            return super().write(text)

    with os.fdopen(terminal) as stream:
        monkeypatch.setattr("sys.stdin", stream)
        monkeypatch.setattr("sys.stdout", Screen())
        os.write(keyboard, b"1\n")
        assert PlainAsker().ask(Prompt(CHECK, CHECK.options, "Here", "Why")) == "pain"
    os.close(keyboard)


def test_an_input_that_cannot_be_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Broken(), "utf-8"))
    with pytest.raises(PreparedError, match=r"^We can't read standard input: Input/output error\.$"):
        AnswerLines().read()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_part_of_a_character_is_no_end_of_a_line(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    lines = ["p. \u010a3", "\u0a32 4\u0a0a\u0a0d", "", "5", "\u010a" * 9, "6\u0a00"]  # each has the byte 0x0A
    monkeypatch.setattr("sys.stdin", prepared(("\ufeff" + "\n".join(lines)).encode(encoding)))
    read = AnswerLines()
    assert [read.read() for _ in lines] == lines
    with pytest.raises(EOFError):
        read.read()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"?\n4\n1\n", 'Line 2 of the input: We can\'t use "4" here. Type a number from 1 to 3, or b, s, ?, ! or q.'),
        (b"\n1\n", "Line 1 of the input: You didn't type anything. Type a number from 1 to 3, or b, s, ?, ! or q."),
        (b"1" * 6000, f'Line 1 of the input: "{"1" * 27}..." is too long for an answer.'),
        ("1\n".encode("utf-16-le"), "Line 1 of the input: This isn't UTF-8. Save the file as UTF-8, or as UTF-16 "),
        (b"\x1b[99;5u\n", 'Line 1 of the input: We can\'t use "\\x1b[99;5u" here. '),
        (b"\xff\n", 'Line 1 of the input: We can\'t use "\ufffd" here. '),
        (b"+1\n", 'Line 1 of the input: We can\'t use "+1" here. '),
        (
            b"?\n1\r1\r",
            'Line 2 of the input: "1 1" is more than one line. Save the file with Windows or Unix line breaks.',
        ),
        ("1\u20282\n".encode(), 'Line 1 of the input: "1 2" is more than one line. '),
        (b"?\n" * 9000, "Line 2001 of the input: No quiz takes more than 2,000 lines."),
    ],
)
def test_a_prepared_input_ends_at_the_first_line_that_fits_nothing(
    monkeypatch: pytest.MonkeyPatch, content: bytes, message: str
) -> None:
    monkeypatch.setattr("sys.stdin", prepared(content))
    with pytest.raises(PreparedError) as caught:
        PlainAsker().ask(Prompt(CHECK, CHECK.options, "Here", "Why"))
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("kind", [(), ("--quick",)])
def test_what_came_before_a_line_that_fits_nothing_is_kept_and_nothing_after_it(
    tmp_path: Path, kind: tuple[str, ...]
) -> None:
    taken = outcome("quiz", *kind, "--plain", "--seed", "1", typed=b"3\n9\n2\n1\n1\n", home=tmp_path)
    assert taken.code == 2
    told = 'coder-readiness: Line 2 of the input: "9" isn\'t a number from 1 to 7. '
    assert taken.err.startswith(told)
    assert taken.err.endswith(f" are saved. To continue, type: coder-readiness resume --data-dir={tmp_path} --plain\n")
    (kept,) = json.loads(outcome("history", "--format", "json", home=tmp_path).out)
    assert (kept["finished"], kept["answered"]) == (None, 1)


@pytest.mark.parametrize("line", ["b", "?", "2", "y", ""])
def test_an_endless_input_ends(tmp_path: Path, line: str) -> None:
    options = ("--plain", "--seed", "1", "--questions", str(OTHER_BANK))
    assert outcome("quiz", *options, typed=f"{line}\n".encode() * 5000, home=tmp_path).code == 2


def test_the_end_of_the_input_is_not_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EOFError):
        put(monkeypatch, CHECK, "")


def test_an_earlier_answer_is_told_and_kept_by_enter(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    assert PlainAsker().ask(Prompt(CHECK, CHECK.options, "Here", "Why", given="pain")) == "pain"
    told = capsys.readouterr().out
    assert "Your current answer: Pain. Press Enter to keep it.\n" in told
    assert told.endswith("Your answer: Pain\n")


def test_a_list_to_choose_from(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("3\n2\nb\nq\n"))
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
        'We can\'t use "3" here. Type a number from 1 to 2, or b or q.\n'
        "Your choice (a number from 1 to 2)? "
        f"{asked}"
        f"{asked}"
    )


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], columns: int
) -> None:
    monkeypatch.setattr("sys.stdin", prepared(b"?\n2\n"))
    monkeypatch.setenv("COLUMNS", str(columns))
    PlainAsker().ask(Prompt(CHECK, CHECK.options, "Step 1 of 5, question 1 of 9: Words", "It matters a great deal."))
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= columns


def typed_line(question: Question, sheet: Sheet) -> str:
    """Return what a person types to give a sheet's answer."""
    answer = sheet.answers[question.id]
    lines = [option.id for option in shown_options(question, sheet.seed)]
    if answer == UNKNOWN and isinstance(question, CheckQuestion):
        return str(len(lines) + 1)
    if isinstance(answer, Special):
        return {UNKNOWN: "d", SKIP: "s", PRIVATE: "p" if not lines else str(len(lines) + 1)}[answer]
    if isinstance(answer, tuple) and not lines:
        return " ".join(answer)
    if isinstance(answer, tuple):
        return " ".join(str(lines.index(option) + 1) for option in answer) or "0"
    return str(lines.index(answer) + 1) if lines and isinstance(answer, str) else str(answer)


def sitting(bank: Bank, given: Sheet) -> Sheet:
    """Return what a quiz keeps if each question gets the answer given, or its best answer if there is none."""
    sheet = Sheet(goal=given.goal, seed=given.seed)
    while (question := next_question(bank, sheet)) is not None:
        sheet = with_answer(sheet, question.id, given.answers.get(question.id, question.best_answer))
    return sheet


@pytest.mark.parametrize(
    ("name", "end"), [("certified-without-soft-skills", "\n"), ("well-paid-after-one-year", "\r\n")]
)
def test_a_prepared_file_gives_the_report_that_its_sheet_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, end: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    bank = load_bank()
    path = GOLDEN / f"{name}.yaml"
    ((given, _),) = read_sheets(bank, name, io.BytesIO(path.read_bytes()), Listing())
    sheet = sitting(bank, given)
    path = tmp_path / "sheet.json"
    path.write_text(json.dumps(sheet.as_dict()), encoding="utf-8")
    questions = list(asked(bank, sheet))
    assert {question.type for question in questions} == {"single", "several", "number", "check", "code", "case"}
    lines = [typed_line(question, sheet) for question in questions]
    options = ("--plain", "--goal", sheet.goal, "--seed", str(sheet.seed))
    taken = outcome("quiz", *options, typed=end.join([*lines, "1", ""]).encode(), home=tmp_path)
    assert taken.code == 0
    scored = outcome("score", str(path), home=tmp_path)
    assert scored.code == 0
    assert taken.out.endswith(f"\n{scored.out}")
    other = tmp_path / "other"
    stopped = outcome("quiz", *options, typed=end.join([*lines[:20], ""]).encode(), home=other)
    assert stopped.code == 130
    assert stopped.err == (
        f"coder-readiness: We saved 20 answers. To continue, type: coder-readiness resume --data-dir={other} --plain\n"
    )
    resumed = outcome("resume", "--plain", typed=end.join(lines[20:]).encode(), home=other)
    assert resumed.out.endswith(f"\n{scored.out}")


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
    assert "your next step is clear after 1 of 18 questions" in quick.out
    update = outcome("update", "--plain", *bank, typed=b"q\n", home=tmp_path)
    assert update.code == 130
    assert ", only what we need to be sure, " in update.out
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
