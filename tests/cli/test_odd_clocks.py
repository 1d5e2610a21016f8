"""A clock that is far off: nothing is called damaged, nothing is lost, and every command still works."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coder_readiness.cli.main import main
from tests import paths

COMMANDS = ("history", "history --format json", "report", "report --full", "export", "resume --plain", "update --plain")


@pytest.mark.parametrize("year", [2, 1970, 1999, 2038, 2199, 9998])
def test_a_clock_that_is_far_off_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], year: int
) -> None:
    def at(moment: datetime) -> Callable[..., int]:
        def run(*arguments: str, lines: str = "") -> int:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
            given = [*arguments, "--questions", str(paths.OTHER_BANK), "--data-dir", str(tmp_path / "home")]
            return main(given, clock=lambda: moment, new_seed=lambda: 3)

        return run

    today = at(datetime(2026, 11, 29, 12, tzinfo=UTC))
    then = at(datetime(year, 1, 1, tzinfo=UTC))
    assert then("quiz", "--plain", lines="1\n" * 60) == 0
    assert today("quiz", "--plain", lines="1\n1\nq\n") == 130
    assert then("resume", "--plain", lines="1\nq\n") == 130
    for run in (then, today):
        for command in COMMANDS:
            assert run(*command.split(), lines="q\n") in {0, 130}
        assert run("practice", "--plain", lines="1\n1\nq\n") == 0
    told = capsys.readouterr()
    assert "damaged" not in told.out + told.err
    assert "cannot be read" not in told.out + told.err
    assert list((tmp_path / "home").glob("damaged-*")) == []
