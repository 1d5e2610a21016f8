"""Every command that is printed works when it is typed, however the program was started."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder_readiness.cli.commands import how_started, typed, with_typed_commands
from coder_readiness.cli.parser import parse, shared_options
from coder_readiness.errors import ReadinessError
from tests.running import outcome


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    how_started.cache_clear()
    yield
    how_started.cache_clear()


def script(folder: Path, name: str = "coder-readiness") -> Path:
    """Put something to run into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
def test_a_program_that_is_on_the_path_is_typed_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = script(tmp_path / "venv" / "bin")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "coder-readiness").symlink_to(real)  # as pipx does it
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "coder-readiness"), "report"])
    assert typed("quiz") == "coder-readiness quiz"
    how_started.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path / "other"))
    assert typed("quiz") == f"{tmp_path}/bin/coder-readiness quiz"


@pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
def test_another_program_of_that_name_on_the_path_is_not_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "other")
    monkeypatch.setenv("PATH", str(tmp_path / "other"))
    monkeypatch.chdir(tmp_path)
    script(tmp_path / "my venv" / "bin")
    monkeypatch.setattr(sys, "argv", ["my venv/bin/coder-readiness"])
    assert typed("quiz") == "'my venv/bin/coder-readiness' quiz"
    assert typed("update", anywhere=True) == f"'{tmp_path}/my venv/bin/coder-readiness' update"


def test_a_module_is_typed_as_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "coder_readiness" / "__main__.py")])
    python = Path(sys.executable)
    monkeypatch.setenv("PATH", str(python.parent))
    assert how_started() in {f"{name} -m coder_readiness" for name in ("python", "python3", python.name)}
    how_started.cache_clear()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert how_started() == how_started(anywhere=True) == f"{sys.executable} -m coder_readiness"


def test_options_are_added_to_commands_only_once() -> None:
    options = ["--questions=my bank", "--data-dir=x", "--plain"]
    assert typed("quiz --quick", options) == "coder-readiness quiz --quick --questions='my bank' --data-dir=x --plain"
    assert typed("forget 3", options) == "coder-readiness forget 3 --questions='my bank' --data-dir=x --plain"
    changed = "bank new ID --questions x --plain"
    assert typed(changed, options) == f"coder-readiness {changed} --data-dir=x"


def test_a_message_tells_commands_as_they_are_typed_here() -> None:
    message = "no attempt 3; `coder-readiness history` lists them, `other` not"
    told = with_typed_commands(message, ["--data-dir=x"])
    assert told == "no attempt 3; `coder-readiness history --data-dir=x` lists them, `other` not"


@pytest.mark.parametrize(
    "given", [("--data-dir=my attempts",), ("--data-dir", "my attempts"), ("--questions", "q", "--wrong")]
)
def test_the_command_in_an_error_about_the_arguments_has_their_options(given: list[str], tmp_path: Path) -> None:
    with pytest.raises(ReadinessError):
        parse(["report", "abc", *given])
    assert shared_options(["report", "abc", *given]) in (["--data-dir=my attempts"], ["--questions=q"])
    ended = outcome("report", "abc", home=tmp_path)
    assert f"`coder-readiness history --data-dir={tmp_path}`" in ended.err
    assert ended.err.endswith("For help, type `coder-readiness report --help`.\n")


def test_the_command_in_an_error_works_as_it_is_printed(tmp_path: Path) -> None:
    ended = outcome("report", "7", home=tmp_path)
    assert ended.err == (
        "coder-readiness: You don't have any attempts yet. To take the quiz, type "
        f"`coder-readiness quiz --data-dir={tmp_path}`.\n"
    )
    module = [sys.executable, "-m", "coder_readiness", "report", "7", "--data-dir", str(tmp_path)]
    done = subprocess.run(module, capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
    assert f"`{sys.executable} -m coder_readiness quiz --data-dir={tmp_path}`" in done.stderr
    wrong = subprocess.run([*module[:3], "dance"], capture_output=True, text=True, check=False, env={"PATH": "/bin"})
    assert wrong.stderr.endswith(f"For help, type `{sys.executable} -m coder_readiness --help`.\n")
