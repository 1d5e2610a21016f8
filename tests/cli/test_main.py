"""The command line as a whole: how it starts and ends, and what every command shares."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import coder_readiness
from coder_readiness.cli.main import main
from coder_readiness.errors import LeftError
from tests.running import Output


def test_without_a_terminal_it_prints_its_usage(run: Any) -> None:
    output = run()
    assert output.code == 0
    assert output.out.startswith("usage: coder-readiness")


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own place for data")
def test_attempts_are_kept_in_the_data_folder_of_the_system(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CODER_READINESS_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    run("quiz", "--plain", typed="s\nq\n")
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*.sqlite3"))] == [
        "data/coder-readiness/attempts.sqlite3"
    ]


class Interrupted(io.RawIOBase):
    """Input in which Ctrl-C is pressed instead of anything typed."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raise KeyboardInterrupt


def test_ctrl_c_ends_a_command_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(Interrupted())))
    assert Output(main(["score", "-"]), *capsys.readouterr()) == Output(130, "", "")


def test_plain_may_stand_before_the_command(run: Any) -> None:
    begun = run("--plain", "quiz", "--seed", "1", typed="s\nq\n")
    assert begun.code == 130
    assert run("--plain", "resume", typed="q\n").out == run("resume", "--plain", typed="q\n").out
    assert run("--plain", "report") == run("report", "--plain")


def test_the_version_is_told_without_heavy_imports() -> None:
    heavy = {"pydantic", "yaml", "rich", "questionary", "sqlite3", "prompt_toolkit"}
    code = (
        "import sys\n"
        "from coder_readiness.cli.main import main\n"
        "main(['--version'])\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"coder-readiness {coder_readiness.__version__}\n[]\n"


def test_a_menu_needs_no_bank() -> None:
    code = (
        "import sys, coder_readiness.quiz.terminal, coder_readiness.quiz.plain, coder_readiness.store.database\n"
        "import coder_readiness.cli.menu.loop\n"
        "print(sorted({'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("arguments", ["bank list", "score --format json sheets.jsonl"])
def test_a_closed_pipe_is_no_error(tmp_path: Path, arguments: str) -> None:
    (tmp_path / "sheets.jsonl").write_text('{"answers": {}}\n' * 50, encoding="utf-8")
    command = f"set -o pipefail; {sys.executable} -m coder_readiness {arguments} | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_who_asks_all_programs_for_plain_lines_gets_them(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run("quiz", "--plain", typed="q\n")  # what is said only once
    plain = run("quiz", "--plain", "--seed", "1", "--step", "1", typed="q\n")
    monkeypatch.setenv("ACCESSIBLE", "1")
    assert run("quiz", "--seed", "1", "--step", "1", typed="q\n").out == plain.out
    monkeypatch.setenv("ACCESSIBLE", "0")
    assert run("quiz", "--seed", "1", "--step", "1", typed="q\n").code == 2


@pytest.mark.parametrize("error", [KeyboardInterrupt, LeftError])
def test_nothing_is_said_about_what_an_interruption_left_half_made(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    class HalfMade:
        def __del__(self) -> None:
            raise AttributeError("it has no loop yet")

    async def never_awaited() -> None:
        pass

    def interrupted(*_: object) -> int:
        left = [HalfMade(), never_awaited()]
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt as interruption:
            raise error(str(len(left))) from interruption

    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    monkeypatch.setattr("coder_readiness.cli.main._run", interrupted)
    assert main(["quiz"]) == 130
    assert complaints == []
