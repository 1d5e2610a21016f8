"""The real program where a disk is full, a folder cannot be written, a stream is closed or a variable is odd."""

import contextlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coder_readiness.store.file import FILE
from tests import paths
from tests.conftest import OpenStore
from tests.driver import Program
from tests.running import outcome, skips

with contextlib.suppress(ImportError):  # other systems have no pseudo-terminals
    from tests import forked

OTHER_BANK, STORES = str(paths.OTHER_BANK), paths.STORES
pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions, signals and devices of POSIX")
NOBODY, STRANGER = 65534, 54321
"""Users who own nothing; the system does not know the second one."""


def works(*command: str) -> bool:
    """Tell whether this machine lets us run a command."""
    return (
        shutil.which(command[0]) is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


as_nobody = pytest.mark.skipif(
    not works("setpriv", f"--reuid={NOBODY}", "--clear-groups", "test", "-r", OTHER_BANK),
    reason="only root may become another, who must be able to read the bank",
)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody can reach, unlike the folders that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class Ended:
    """What a run of the program printed, and its exit code."""

    def __init__(self, done: "subprocess.CompletedProcess[str]") -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def message(self) -> str:
        """The one message that the program ended with."""
        assert (self.code, self.err.count("\n")) == (2, 1), self.err
        return self.err.removeprefix("coder-readiness: ").removesuffix("\n")


def run(
    *arguments: str, home: Path | None, typed: str = "", user: int | None = None, **environment: str | None
) -> Ended:
    """Run the program with its data in `home`, and with changed variables, of which None takes one away."""
    variables = {**os.environ, "CODER_READINESS_HOME": str(home) if home else None, **environment}
    env = {name: value for name, value in variables.items() if value is not None}
    return Ended(forked.run(arguments, env, typed, user))


def quiz(home: Path, typed: str, *more: str) -> Ended:
    """Take the small quiz in plain lines."""
    return run(*(more or ("quiz", "--seed", "3")), "--plain", "--questions", OTHER_BANK, home=home, typed=typed)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk of its own, with room for a store and little more."""
    path = tmp_path / "disk"
    path.mkdir()
    if not works("mount", "-t", "tmpfs", "-o", "size=64k", "none", str(path)):
        pytest.skip("only root may mount, and not in every container")
    yield path
    subprocess.run(["umount", str(path)], check=True)


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def test_a_full_disk_is_said_and_what_was_kept_stays(disk: Path) -> None:
    home = disk / "home"
    assert quiz(home, "1\n1\nq\n").code == 130
    fill(disk)
    ended = quiz(home, "1\n" * 9, "resume")
    assert ended.message == (
        f"The disk is full, so we can't save {home}/{FILE}. Free some space, or choose another folder with --data-dir."
    )
    assert "disk is full" in run("forget", "1", home=home).message
    (disk / "filler").unlink()
    ended = quiz(home, "q\n", "resume")
    assert ended.err == (
        "coder-readiness: We saved 2 answers. To continue, type: "
        f"coder-readiness resume --questions={OTHER_BANK} --plain\n"
    )


def test_a_disk_that_is_full_from_the_start_is_said(disk: Path) -> None:
    fill(disk)
    assert "disk is full" in run("history", home=disk).message


@as_nobody
@pytest.mark.parametrize("home_exists", [True, False])
def test_a_store_of_someone_else_is_said(open_folder: Path, home_exists: bool) -> None:
    home = open_folder / "home"
    if home_exists:
        quiz(home, "1\nq\n")
    ended = run("history", home=home, user=NOBODY)
    assert ended.message == (
        f"We can't use {home}/{FILE} (Permission denied). Check the folder, or choose another folder with --data-dir."
    )


@as_nobody
def test_a_folder_that_cannot_be_written_is_said(open_folder: Path) -> None:
    home = open_folder / "home"
    quiz(home, "1\nq\n")
    os.chown(home / FILE, 65534, 65534)
    home.chmod(0o755)  # still root's: the file may be written, but no journal beside it
    assert_readable_but_not_writable(home)


@as_nobody
def test_an_old_file_in_a_folder_that_cannot_be_written_can_be_read(open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir()
    shutil.copy(STORES / "version-1.sqlite3", home / FILE)
    os.chown(home / FILE, 65534, 65534)
    home.chmod(0o755)  # the file may be written, but it cannot be brought up to date without a journal
    assert_readable_but_not_writable(home)


@as_nobody
@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_file_that_cannot_be_written_can_be_read(open_folder: Path, version: int) -> None:
    home = open_folder / "home"
    home.mkdir()
    shutil.copy(STORES / f"version-{version}.sqlite3", home / FILE)
    (home / FILE).chmod(0o444)
    home.chmod(0o555)
    before = (home / FILE).read_bytes()
    assert_readable_but_not_writable(home)
    assert [path.name for path in home.iterdir()] == [FILE]
    assert (home / FILE).read_bytes() == before


@as_nobody
def test_a_file_whose_rights_belong_to_another_can_be_read(open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir()
    shutil.copy(STORES / "version-3.sqlite3", home / FILE)
    (home / FILE).chmod(0o666)  # root's, so that nobody else may make it private
    home.chmod(0o755)
    assert_readable_but_not_writable(home)


def assert_readable_but_not_writable(home: Path) -> None:
    bank = ("--questions", OTHER_BANK)
    for command in ("history", "report", "export"):
        ended = run(command, *bank, home=home, user=NOBODY)
        assert (ended.code, bool(ended.out)) == (0, True)
        assert "cannot" not in ended.err
    for command in ("quiz --plain", "resume --plain", "practice --plain", "forget --all"):
        ended = run(*command.split(), *bank, home=home, user=NOBODY)
        assert ended.message.startswith(
            f"{home}/{FILE} is read-only, so we can't save or delete anything. `coder-readiness "
        )
        assert ended.message.endswith(
            " still work. Make it and its folder writable, or choose another folder with --data-dir."
        )


@as_nobody
@pytest.mark.parametrize("home", [None, ""])
def test_without_a_home_it_is_said_how_to_name_a_folder(tmp_path: Path, home: str | None) -> None:
    ended = run("history", home=None, user=STRANGER, HOME=home, XDG_DATA_HOME=None)
    assert ended.message == (
        "We can't find your home folder, where attempts are saved. Name a folder with --data-dir or "
        "CODER_READINESS_HOME."
    )


def test_a_home_that_is_no_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    ended = run("history", home=None, HOME=str(tmp_path / "home"), XDG_DATA_HOME=None)
    assert "isn't a folder. After --data-dir, give the path of a folder" in ended.message


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
        ("quiz <&-", 2, b"coder-readiness: This command needs an interactive terminal. Add --plain"),
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
        ("4\n", "Line 19 of the input was the last one we needed, so we didn't use the lines after it."),
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
    assert done.stderr.decode("utf-16").startswith("coder-readiness: Line 1 of the input: ")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0, 0o022, 0o277, 0o777])
def test_nobody_else_can_read_whatever_the_umask(tmp_path: Path, open_store: OpenStore, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = open_store(tmp_path / "above" / "home")
        with store._db:
            store._db.execute("BEGIN IMMEDIATE")
            store._db.execute("DELETE FROM attempt")
            store._db.execute("INSERT INTO card VALUES ('a', 'b', 'c', 'd', 1, 1)")
            journal = mode(tmp_path / "above" / "home" / f"{FILE}-journal")
    finally:
        os.umask(before)
    assert [mode(tmp_path / "above"), mode(tmp_path / "above" / "home")] == [0o700, 0o700]
    assert [mode(tmp_path / "above" / "home" / FILE), journal] == [0o600, 0o600]


def test_a_wider_file_is_tightened_but_a_folder_is_left_as_it_was_given(tmp_path: Path, open_store: OpenStore) -> None:
    tmp_path.chmod(0o755)
    open_store(tmp_path).close()
    (tmp_path / FILE).chmod(0o644)
    open_store(tmp_path)
    assert (mode(tmp_path / FILE), mode(tmp_path)) == (0o600, 0o755)


@pytest.mark.parametrize("target", ["nowhere", "elsewhere"])
def test_a_link_in_the_place_of_the_file_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "elsewhere").write_text("mine")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / FILE).symlink_to(tmp_path / target)
    assert "is a link to another file. Move it, or choose" in run("history", home=tmp_path / "home").message
    assert not (tmp_path / "nowhere").exists()
    assert (tmp_path / "elsewhere").read_text() == "mine"


def test_a_link_that_leads_nowhere_in_the_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to(tmp_path / "nowhere")
    assert (
        "isn't a folder. After --data-dir, give the path of a folder" in run("history", home=tmp_path / "home").message
    )
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "home").symlink_to(tmp_path / "elsewhere")
    assert run("history", home=tmp_path / "home").code == 0
    assert (tmp_path / "elsewhere" / FILE).exists()


def test_options_may_stand_before_the_command(tmp_path: Path) -> None:
    ended = run("--data-dir", str(tmp_path / "one"), "history", home=tmp_path / "two")
    assert ended.code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert run("--questions", "nowhere", "bank", "list", home=tmp_path).message.startswith('"nowhere" doesn\'t exist')


def test_a_menu_in_a_terminal_that_can_do_nothing_begins_a_quiz(tmp_path: Path) -> None:
    program = Program(home=tmp_path, environment={"TERM": "dumb"})
    program.type("1")
    program.until("What do you want to be ready for?")
    program.type("1")
    program.type("q")
    program.until("You quit before the first answer")
    program.type("q")
    assert program.end() == 0


def sitting(home: Path, environment: dict[str, str]) -> str:
    """Return all that is printed for one step of the small quiz, its review and report, and for practice."""
    program = Program(
        "quiz", "--step", "1", "--seed", "3", "--questions", OTHER_BANK, home=home, environment=environment
    )
    program.until_asked("Question 1 of 2")
    program.press("1", "?", "enter")
    program.until_asked("Question 2 of 2")
    program.press("x", "enter")
    program.until_asked("We can't use that")
    program.press("\b", "3", "enter")
    program.until_asked("What would you like")
    program.press("1", "enter")
    assert program.leave_menu() == 0
    printed = program.everything
    program = Program("practice", "brakes", "--questions", OTHER_BANK, home=home, environment=environment)
    program.until("q = stop")
    program.press("1", "enter")
    program.until_asked("Source: ")
    program.press("q")
    return printed + program.finished()


def attributes(printed: str) -> set[str]:
    """Return the colors and the like that a text is printed in, but for 0, which ends them."""
    return set(";".join(re.findall(r"\x1b\[([0-9;]*)m", printed)).split(";")) - {"", "0"}


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
BOLD, ITALIC, UNDERLINED, RED, GREEN, MAGENTA = "1", "3", "4", "31", "32", "35"


@pytest.mark.parametrize(
    ("environment", "used"),
    [
        ({"TERM": "xterm", "FORCE_COLOR": "1"}, {BOLD, ITALIC, UNDERLINED, RED, GREEN, MAGENTA}),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1", **ASCII}, {BOLD, ITALIC, UNDERLINED}),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1", "LC_ALL": "C"}, {BOLD, ITALIC, UNDERLINED}),
    ],
)
def test_no_color_vanishes_on_light_or_dark_and_there_is_only_ascii_without_utf8(
    tmp_path: Path, environment: dict[str, str], used: set[str]
) -> None:
    printed = sitting(tmp_path, environment)
    assert attributes(printed) == used
    assert printed.isascii() == ("LC_ALL" in environment)


@pytest.mark.parametrize("environment", [{"TERM": "dumb", "FORCE_COLOR": "1"}, {"TERM": "unknown"}])
def test_a_terminal_that_can_do_nothing_gets_plain_lines_of_its_width(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    outcome("quiz", "--plain", "--questions", OTHER_BANK, typed=skips(OTHER_BANK).encode(), home=tmp_path)
    for command in ("quiz", "report"):
        program = Program(command, "--questions", OTHER_BANK, home=tmp_path, columns=40, environment=environment)
        if command == "quiz":
            program.until("Your answer (")
            program.press("q\r")
        program.end()
        assert "\x1b" not in program.everything
        assert max(map(len, program.everything.splitlines())) <= 40


@pytest.mark.parametrize(
    ("variables", "used"),
    [
        ({"FORCE_COLOR": "1"}, {BOLD, ITALIC, UNDERLINED, MAGENTA}),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, {BOLD, ITALIC, UNDERLINED}),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, set()),
        ({}, set()),
    ],
)
def test_a_report_through_a_pipe_is_colored_where_that_is_forced_and_never_paged(
    tmp_path: Path, variables: dict[str, Any], used: set[str]
) -> None:
    outcome("quiz", "--plain", "--questions", OTHER_BANK, typed=skips(OTHER_BANK).encode(), home=tmp_path)
    variables = {"TERM": "xterm", "NO_COLOR": "", "FORCE_COLOR": "", "COLUMNS": "80", **variables}
    ended = run("report", "--questions", OTHER_BANK, home=tmp_path, PAGER="sed 's/^/paged: /'", **variables)
    assert (ended.code, ended.err) == (0, "")
    assert attributes(ended.out) == used
    lines = re.sub(r"\x1b\[[0-9;]*m", "", ended.out).splitlines()
    assert "\x1b" not in "".join(lines)
    assert max(map(len, lines)) <= 80
    assert any("FOCUS NEXT" in line for line in lines)
    assert "paged: " not in ended.out


def test_forced_color_does_not_make_a_pipe_a_terminal_to_ask_on(tmp_path: Path) -> None:
    ended = run("quiz", "--questions", OTHER_BANK, home=tmp_path, FORCE_COLOR="1")
    assert ended.message.startswith("This command needs an interactive terminal.")
    assert attributes(quiz(tmp_path, "1\nq\n").out) == set()


def test_a_long_reason_in_a_very_low_window_goes_with_the_next_key(tmp_path: Path) -> None:
    program = Program("quiz", "--questions", OTHER_BANK, home=tmp_path, columns=24, lines=8)
    while "used on a bike?" not in (page := program.until_asked("Keys: Enter = ")):
        program.press("enter")
        program.until_changed(page)
    program.press("enter")
    program.until("options, b = back")
    program.press("enter")
    program.until("[ ] 1 Hex keys and")
    program.press("down")
    program.until("» [ ] 1 Hex keys and")
    program.press("?")
    assert "» [ ] 1 Hex keys and" in program.until("Why we ask: ")
    program.press("down")
    assert "Why we ask: " not in program.until("» [ ] 2 Tire levers")
    program.kill()
