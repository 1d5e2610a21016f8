"""No answer is lost, however the program ends: a few rounds of what `tests.benchmarks.crash` does by hand."""

import os
from pathlib import Path

import pytest

from tests.benchmarks.crash import Victim
from tests.paths import OTHER_BANK

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")


@pytest.mark.parametrize(
    ("how", "rounds"), [("SIGKILL", 6), ("SIGTERM", 2), ("SIGHUP", 2), ("SIGINT", 2), ("ctrl-c", 1), ("ctrl-d", 1)]
)
def test_what_was_answered_is_kept_however_the_program_ends(tmp_path: Path, how: str, rounds: int) -> None:
    victim = Victim(7, tmp_path, OTHER_BANK)
    for _ in range(rounds):
        victim.ended(how)
