"""Where lines come from: a terminal that is typed at too early, and prepared input, to its end."""

import errno
import io
import json
import os
from pathlib import Path

import pytest

from coder_readiness.bank.answers import PRIVATE, SKIP, UNKNOWN, Special
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.check import CheckQuestion
from coder_readiness.bank.questions.choices import CheckOption
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import Listing, PreparedError
from coder_readiness.quiz.asking import LEAVING, Prompt
from coder_readiness.quiz.lines import AnswerLines
from coder_readiness.quiz.plain import PlainAsker
from coder_readiness.scoring.draw import asked, shown_options
from coder_readiness.scoring.selection import next_question
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.scoring.sheet_file import read_sheets
from tests.paths import GOLDEN, OTHER_BANK
from tests.quiz.plain_lines import CHECK, CODE, prepared, put
from tests.running import outcome
from tests.strategies import with_answer


def test_what_cannot_be_read_or_shown_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr("sys.stdin", prepared(b"1\n"))
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(printed, encoding="ascii", write_through=True))
    options = (CheckOption(id="inflamed", label="Entz\u00fcndung \u708e"), CheckOption(id="pain", label="Pain"))
    assert PlainAsker().ask(Prompt(CHECK, options, "Here", "Why")) == "inflamed"
    assert b"1. Entz?ndung ?\n" in printed.getvalue()


def test_ctrl_c_in_another_encoding_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt):
        put(monkeypatch, CHECK, "1\x1b[99;5u\n1\n")


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
        assert asker.read_note("Note?", "type it", LEAVING) == "1"
        said = asker.left_over()
    os.close(into)
    assert capsys.readouterr().out == "\nNote?\nType it. You can also type q to quit.\nYour answer? \n"
    assert said == (
        "Line 1 of your input was the last one we needed, so we didn't use the lines after it." if is_more else ""
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


def test_a_line_that_never_ends_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b"1" * 100_000, ("\ufeff" + "\u0a0a" * 100_000).encode("utf-16-le")):
        source = io.BytesIO(content)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(source, "utf-8"))
        with pytest.raises(PreparedError, match="too long"):
            AnswerLines().read()
        assert source.tell() < 6_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"?\n4\n1\n",
            'We stopped at line 2 of your input. We can\'t use "4" here. '
            "Type a number from 1 to 3, or back, skip, why, flag or quit.",
        ),
        (
            b"\n1\n",
            "We stopped at line 1 of your input. You didn't type anything. "
            "Type a number from 1 to 3, or back, skip, why, flag or quit.",
        ),
        (b"1" * 6000, f'We stopped at line 1 of your input. "{"1" * 27}..." is too long for an answer.'),
        (
            "1\n".encode("utf-16-le"),
            "We stopped at line 1 of your input. This isn't UTF-8. Save the file as UTF-8, or as UTF-16 ",
        ),
        (b"\x1b[99;5u\n", 'We stopped at line 1 of your input. We can\'t use "\\x1b[99;5u" here. '),
        (b"\xff\n", 'We stopped at line 1 of your input. We can\'t use "\ufffd" here. '),
        (b"+1\n", 'We stopped at line 1 of your input. We can\'t use "+1" here. '),
        (
            b"?\n1\r1\r",
            'We stopped at line 2 of your input. "1 1" is more than one line. '
            "Save the file with Windows or Unix line breaks.",
        ),
        ("1\u20282\n".encode(), 'We stopped at line 1 of your input. "1 2" is more than one line. '),
        (b"?\n" * 9000, "We stopped at line 2001 of your input. No quiz takes more than 2,000 lines."),
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
    told = 'coder-readiness: We stopped at line 2 of your input. "9" isn\'t a number from 1 to 7. '
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
