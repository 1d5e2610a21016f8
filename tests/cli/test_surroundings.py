"""The real program with odd streams and odd variables: no traceback, and one message."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import OTHER_BANK, outcome, skips
from tests.surroundings import quiz, run

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions, signals and devices of POSIX")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [("report",), ("export",), ("history",), ("score", "SHEET"), ("--help",)],
    ids=" ".join,
)
def test_output_that_cannot_be_written_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text('{"answers": {}}')
    outcome("quiz", "--plain", "--questions", OTHER_BANK, typed=skips(OTHER_BANK).encode(), home=tmp_path)
    given = [str(sheet) if argument == "SHEET" else argument for argument in arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coder_readiness", "--questions", OTHER_BANK, "--data-dir", str(tmp_path), *given],
            stdout=full,
            stderr=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            check=False,
        )
    last = done.stderr.splitlines()[-1]  # an export says before what it exports
    assert last == b"coder-readiness: We can't write the output: No space left on device."
    assert all(line.startswith(b"coder-readiness: ") for line in done.stderr.splitlines())
    assert done.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a device that is always full")
def test_an_error_that_cannot_be_written_is_still_an_error() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "coder_readiness", "nonsense"], stderr=full, check=False)
    assert done.returncode == 2


def test_lines_are_never_so_narrow_that_words_fall_apart(tmp_path: Path) -> None:
    ended = run("history", home=tmp_path, COLUMNS="1")
    assert (ended.code, ended.err) == (0, "")
    assert "Your attempts" in ended.out


@pytest.mark.parametrize(
    ("closed", "code", "message"),
    [
        ("history >&-", 0, b""),
        (
            "quiz <&-",
            2,
            b"coder-readiness: This window can't show the quiz. Add --plain",
        ),
        ("quiz --plain <&-", 130, b"coder-readiness: You quit before the first answer."),
        (
            "quiz --plain 0>/dev/null",
            2,
            b"coder-readiness: We can't read standard input: Bad file descriptor. To start",
        ),
        ("score - 0>/dev/null", 2, b"coder-readiness: We can't read standard input: Bad file descriptor"),
        ("score - <&-", 2, b"coder-readiness: standard input is empty. Fill it in, or delete it."),
        ("history <&- >&- 2>&-", 0, b""),
        ("report <&- >&- 2>&-", 2, b""),
        ("<&-", 0, b""),
    ],
)
def test_closed_streams_are_no_traceback(tmp_path: Path, closed: str, code: int, message: bytes) -> None:
    command = f"{sys.executable} -m coder_readiness --data-dir {tmp_path} {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stderr[: len(message)]) == (code, message)
    assert done.stderr.count(b"\n") <= 1


def test_a_quiz_whose_output_nobody_reads_is_left_and_not_done(tmp_path: Path) -> None:
    command = f"{sys.executable} -m coder_readiness --data-dir {tmp_path} quiz --plain"
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as unread:
        done = subprocess.run(command.split(), input=b"1\n" * 50, stdout=unread, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr[:56]) == (130, b"coder-readiness: You quit before the first answer. To st")


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ("", ""),
        ("\n \n", ""),
        ("4\n", "Line 19 of your input was the last one we needed, so we didn't use the lines after it."),
    ],
)
def test_prepared_lines_that_nothing_asks_for_are_said(tmp_path: Path, rest: str, told: str) -> None:
    ended = quiz(tmp_path, f"{skips(OTHER_BANK)}1\n{rest}")
    assert (ended.code, ended.err) == (0, f"coder-readiness: {told}\n" if told else "")
    assert "FOCUS NEXT" in ended.out


def test_nobody_waits_for_lines_after_the_last(tmp_path: Path) -> None:
    command = f"{sys.executable} -m coder_readiness quiz --plain --questions {OTHER_BANK} --data-dir {tmp_path}"
    with subprocess.Popen(command.split(), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin
        process.stdin.write(f"{skips(OTHER_BANK)}1\n".encode())
        process.stdin.flush()  # and it stays open
        assert process.wait(60) == 0


@pytest.mark.parametrize("columns", ["abc", "0", "-80", "²", "9" * 5000, "1", "9999"])
def test_an_odd_width_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("LINES", columns)
    for arguments in (["quiz", "--plain"], ["report"], ["history"], ["bank", "stats"], ["--help"]):
        ended = outcome(*arguments, "--questions", OTHER_BANK, typed=skips(OTHER_BANK).encode(), home=tmp_path)
        assert ended.code == 0
        assert ended.out.strip()


@pytest.mark.parametrize(
    "odd",
    [
        {"TERM": "no-such-terminal\x1b[31m", "COLORTERM": "?", "FORCE_COLOR": "?", "NO_COLOR": "", "TZ": "no/where:"},
        {"LC_ALL": "xx_YY.nothing", "LANG": "?", "LANGUAGE": "?"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"TZ": "ODD+167"},
    ],
    ids=lambda odd: " ".join(f"{name}={value!r}" for name, value in odd.items()),
)
def test_odd_variables_and_odd_bytes_change_nothing_that_matters(tmp_path: Path, odd: dict[str, str]) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    for path in Path(OTHER_BANK).rglob("*.yaml"):
        text = re.sub(r"(?<=[a-z] )bicycle(?= )", "Fahrrad\u00a0für 自転車 🚲", path.read_text(encoding="utf-8"))
        (bank / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coder_readiness", "quiz", "--plain", "--seed", "3", "--questions", str(bank)],
        env={**os.environ, "CODER_READINESS_HOME": str(tmp_path / "home"), **odd},
        input=b"1\ns\n" * 9 + b"1\n",
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"FOCUS NEXT" in done.stdout


def test_input_in_another_encoding_than_was_told_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "coder_readiness", "quiz", "--plain", "--data-dir", str(tmp_path)],
        env={**os.environ, "PYTHONIOENCODING": "utf-16"},
        input=b"1\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.decode("utf-16").startswith("coder-readiness: We stopped at line 1 of your input. ")


def test_options_may_stand_before_the_command(tmp_path: Path) -> None:
    ended = run("--data-dir", str(tmp_path / "one"), "history", home=tmp_path / "two")
    assert ended.code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert run("--questions", "nowhere", "bank", "list", home=tmp_path).message.startswith('"nowhere" doesn\'t exist')
