"""Runs the program as another user, or with changed variables, and keeps what it ended with."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.running import OTHER_BANK

with contextlib.suppress(ImportError):  # other systems have no pseudo-terminals
    from tests import forked

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
