"""Long output on a real terminal: when it goes through a pager, and that it is all there."""

import contextlib
import os
import shutil
import signal
from pathlib import Path

import pexpect
import pytest

from coder_readiness.cli.main import main
from coder_readiness.report import pager
from coder_readiness.system import signals_as_interrupts
from tests import paths, running
from tests.driver import Program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")

OTHER_BANK = str(paths.OTHER_BANK)
MARKED = "sed 's/^/paged: /'"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder with one finished attempt."""
    skips = tmp_path / "skips"
    skips.write_text(running.skips(OTHER_BANK), encoding="utf-8")
    with skips.open(encoding="utf-8") as typed:
        monkeypatch.setattr("sys.stdin", typed)
        arguments = ["--data-dir", str(tmp_path / "home"), "--questions", OTHER_BANK]
        assert main(["quiz", "--plain", "--seed", "1", *arguments]) == 0
    return tmp_path / "home"


def report(home: Path, *options: str, lines: int = 24, **environment: str) -> Program:
    return Program(
        "report", "--full", "--questions", OTHER_BANK, *options, home=home, lines=lines, environment=environment
    )


def test_a_report_taller_than_the_screen_goes_through_the_pager(home: Path) -> None:
    printed = report(home, PAGER=MARKED).finished()
    lines = [line for line in printed.splitlines() if line]
    assert "About this report" in printed
    assert all(line.startswith("paged: ") for line in lines)


@pytest.mark.parametrize(
    ("options", "lines", "environment"),
    [
        ((), 500, {"PAGER": MARKED}),
        (("--plain",), 24, {"PAGER": MARKED}),
        (("--format", "markdown"), 24, {"PAGER": MARKED}),
        ((), 24, {"PAGER": MARKED, "TERM": "dumb"}),
        ((), 24, {"PAGER": "no-such-pager"}),
        ((), 24, {"PAGER": "'never closed"}),
        ((), 24, {"PAGER": ""}),
    ],
)
def test_otherwise_it_is_printed_whole(
    home: Path, options: tuple[str, ...], lines: int, environment: dict[str, str]
) -> None:
    printed = report(home, *options, lines=lines, **environment).finished()
    assert "paged: " not in printed
    assert "FOCUS NEXT" in printed
    assert "About this report" in printed


def test_a_pager_that_does_not_start_is_done_without(home: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_bytes(b"\x00neither a program nor a script")
    pager.chmod(0o700)
    printed = report(home, PAGER=str(pager)).finished()
    assert "FOCUS NEXT" in printed
    assert "About this report" in printed


def test_ctrl_c_in_the_pager_leaves_nothing_but_the_pager() -> None:
    before = signal.getsignal(signal.SIGINT)
    with signals_as_interrupts():
        asking = signal.getsignal(signal.SIGINT)
        assert pager._show("A report.\n", "utf-8", ["sh", "-c", "kill -INT $PPID; cat > /dev/null"], "leaves")
        assert signal.getsignal(signal.SIGINT) == asking
        assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)  # nothing is to interrupt us later
    assert signal.getsignal(signal.SIGINT) == before


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less on this machine")
@pytest.mark.parametrize("key", ["q", "enter"])
def test_less_shows_the_answer_first_and_leaves_it_on_the_screen(home: Path, key: str) -> None:
    program = report(home, lines=16, PAGER="less")
    program.until("FOCUS NEXT")
    program.until("Keys: Space = more, q = quit")
    program.press("space")
    program.until("Space = more, b = back, q = quit")
    program.press("G")
    program.until("About this report")
    program.until("Keys: Enter or q = quit (the end)")
    program.press(key)
    assert program.end() == 0
    assert "About this report" in program.text
    assert "\x1b[1m" in program.everything


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less on this machine")
def test_ctrl_c_leaves_less(home: Path) -> None:
    program = report(home, PAGER="less")
    program.until("Space = more")
    for _ in range(20):  # less passes over it as long as it doesn't read keys yet, though its prompt is there
        program.press("\x03")
        with contextlib.suppress(pexpect.TIMEOUT):
            program.process.expect(pexpect.EOF, timeout=1)
            break
    assert program.end() == 0


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less on this machine")
@pytest.mark.parametrize("key", ["!touch owned\r", "|$touch owned\r", "s owned\r", "v"])
def test_less_writes_nothing_and_starts_nothing(home: Path, tmp_path: Path, key: str) -> None:
    program = report(home, PAGER="less", EDITOR=f"touch {tmp_path}/owned")
    program.until("Space = more")
    program.press(key)
    program.press("\r", "q", "q")
    assert program.end() == 0
    assert not [*tmp_path.rglob("owned"), *Path.cwd().glob("owned")]


@pytest.mark.skipif(shutil.which("less") is None, reason="there is no less on this machine")
@pytest.mark.parametrize(("locale", "corner"), [("C", "+--"), ("xx_YY.UTF-8", "╭──")])
def test_less_shows_what_the_locale_does_not_speak_of(home: Path, locale: str, corner: str) -> None:
    program = report(home, PAGER="less", LC_ALL=locale)
    assert corner in program.until("Space = more")
    program.press("q")
    assert program.end() == 0
    assert "<E2>" not in program.everything
