"""A data folder of its own for each test, and the command line run in this process."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coder_readiness.cli.main import main
from tests.running import Output, outcome, skips


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder that the program uses, which is not there yet."""
    monkeypatch.setenv("CODER_READINESS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command line with what is typed."""

    def call(*arguments: str, typed: str = "", new_seed: Callable[[], int] = lambda: 3) -> Output:
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
        monkeypatch.setattr("sys.stdin", stdin)
        try:
            code = main(arguments, new_seed=new_seed)
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return Output(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def skipped_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("skipped") / "home"
    outcome("quiz", "--plain", "--seed", "1", typed=skips().encode(), home=home)
    return home


@pytest.fixture
def skipped(skipped_once: Path, home: Path) -> None:
    """Keep a finished attempt in which every question was skipped."""
    shutil.copytree(skipped_once, home)
