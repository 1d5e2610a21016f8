"""Takes attempts, updates and the rest of them while the clock walks at random, and counts what the walk has changed.

Run by hand: `python -m tests.benchmarks.clock [WALKS] [SEED]`; each walk is compared with a steady clock.
"""

import sys
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

from coder_readiness.bank.answers import SKIP
from coder_readiness.bank.loader import load_bank
from coder_readiness.quiz.asking import Move
from tests.paths import OTHER_BANK
from tests.quiz.test_clock import lived, steady, unsure, walking
from tests.scripted import best

REPLIES = [best, best, unsure, SKIP, Move.BACK, Move.LEAVE]


def main(walks: int, seed: int) -> None:
    """Take so many walks, and print what went wrong."""
    random, bank, outcomes = Random(seed), load_bank(OTHER_BANK), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        folders = (Path(name) / str(number) for number in count())
        for _ in range(walks):
            mode = random.choice(["full", "quick"])
            sittings = [random.choices(REPLIES, k=random.randrange(7)) for _ in range(random.randrange(1, 4))]
            farthest = random.choice([10, 10**5, 10**9])
            jumps = [random.randint(-farthest, farthest) for _ in range(random.randrange(1, 10))]
            expected = lived(bank, next(folders), steady().__next__, mode, sittings)  # type: ignore[arg-type]
            try:
                told = lived(bank, next(folders), walking(jumps), mode, sittings)  # type: ignore[arg-type]
            except Exception as error:
                outcomes[f"traceback: {error!r}"] += 1
            else:
                outcomes["nothing but the times changed" if told == expected else "lost, forged or told otherwise"] += 1
    print(f"{walks} walks, seed {seed}: {dict(outcomes)}")


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["500", "1"][len(sys.argv) - 1 :])[:2]))
