"""Kills the program while it brings a store of the first version up to date, and looks whether anything is lost.

Run by hand: `python -m tests.benchmarks.migration ROUNDS [SEED]` kills it at random instructions of the database, and
without a number at each statement once.
"""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from coder_readiness.store.attempt import Attempt, Card
from coder_readiness.store.database import Store
from coder_readiness.store.file import FILE
from tests.kept import all_attempts
from tests.paths import STORES

Kept = tuple[list[Attempt], dict[str, Card]]
OLD = STORES / "version-1.sqlite3"


def kept_in(folder: Path) -> Kept:
    """Return everything in a store."""
    with contextlib.closing(Store(folder)) as store:
        return all_attempts(store), store.cards.of("bicycle-mechanic")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Dying(sqlite3.Connection):
    """A connection that kills its process at a statement, counted from 1; a commit counts, too."""

    left = 0

    def _count(self) -> None:
        _Dying.left -= 1
        if _Dying.left == 0:
            _die()

    def execute(self, *arguments: object) -> sqlite3.Cursor:
        self._count()
        return super().execute(*arguments)  # type: ignore[arg-type]

    def commit(self) -> None:
        self._count()
        super().commit()


def _at_statement(number: int) -> None:
    _Dying.left = number
    sqlite3.connect = _Dying  # type: ignore[assignment]


def _at_instruction(number: int) -> None:
    class Dying(sqlite3.Connection):
        """A connection that kills its process after so many instructions of what it changes."""

        def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
            if sql.startswith("BEGIN"):
                self.set_progress_handler(_die, number)
            return super().execute(sql, *values)  # type: ignore[arg-type]

    sqlite3.connect = Dying  # type: ignore[assignment]


def survives(folder: Path, prepare: Callable[[], None], expected: Kept) -> bool:
    """Open an old store in a process that `prepare` dooms, check that nothing is lost, and tell whether it was killed.

    Raises AssertionError if something is lost.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(OLD, folder / FILE)
    if not (child := os.fork()):
        prepare()
        Store(folder).close()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert kept_in(folder) == expected
    assert not list(folder.glob("damaged-*"))
    return os.WIFSIGNALED(status)


def run(rounds: int | None, seed: int) -> None:
    """Kill so many migrations, or one at each statement, and print how many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "home"
        shutil.copytree(STORES, folder, ignore=lambda _, names: [one for one in names if one != OLD.name])
        (folder / OLD.name).rename(folder / FILE)
        expected = kept_in(folder)
        assert len(expected[0]) == 2
        if rounds is None:
            killed = next(n - 1 for n in count(1) if not survives(folder, partial(_at_statement, n), expected))
            print(f"killed at each of {killed} statements, nothing lost")
            return
        rng = random.Random(seed)
        dooms = [partial(_at_instruction, rng.randrange(1, 3000)) for _ in range(rounds)]
        killed = sum(survives(folder, doom, expected) for doom in dooms)
        print(f"{rounds} rounds, killed at {killed} instructions, nothing lost")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    run(given[0] if given else None, given[1] if len(given) > 1 else 1)
