"""Ends the real program at random moments, and looks whether an answer is lost.

Run by hand: `python -m tests.benchmarks.crash ROUNDS [SEED [HOW [shipped]]]`; HOW is a signal or a key like ctrl-c.
"""

import contextlib
import io
import json
import random
import re
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from coder_readiness import load_bank
from coder_readiness.bank.answers import UNKNOWN, Answer, written
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.case import CaseQuestion
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.several import SeveralQuestion
from coder_readiness.cli.main import main
from coder_readiness.quiz.asking import Prompt
from coder_readiness.scoring.draw import asked, shown_options
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.file import FILE
from tests.driver import KEYS, Program
from tests.paths import OTHER_BANK

MOMENTS = ("at the start", "at a question", "after a key", "while it is redrawn", "at the next question")
_SEEN = re.compile(r"question (\d+) of \d+")


class Victim:
    """One attempt after another, each ended and gone on with until it is finished."""

    def __init__(self, seed: int, folder: Path, questions: Path | None = None) -> None:
        self._rng = random.Random(seed)
        self._folder = folder
        self._bank: Bank = load_bank(questions)
        self._options = ["--questions", str(questions)] if questions else []
        self._attempts = 0
        self._begin()

    def _begin(self) -> None:
        self._attempts += 1
        self._home = self._folder / str(self._attempts)
        self._seed = self._rng.randrange(1000)
        self._kept: dict[str, object] = {}
        self._begun = False

    def ended(self, how: str) -> str:
        """Start the program, answer a little, end it, check what is kept, and return at which moment it was ended."""
        rng = self._rng
        self._asked = tuple(asked(self._bank, Sheet(seed=self._seed)))
        start = ["resume"] if self._begun else ["quiz", "--seed", str(self._seed)]
        program = Program(*start, *self._options, home=self._home, columns=200, lines=60)
        moments: tuple[str, ...] = MOMENTS
        if how in {"SIGINT", "ctrl-c"}:
            moments = MOMENTS[1:]  # while Python itself starts, an interrupt is Python's
        elif how in KEYS:
            moments = (MOMENTS[1], MOMENTS[-1])  # between two questions other keys are the terminal's
        moment = rng.choice(moments)
        expected = dict(self._kept)
        if moment == "at the start":
            self._busy(20_000_000)
        else:
            number = len(expected)
            self._reach(program, number)
            answers = rng.randrange(4)
            for _ in range(answers):
                if number < len(self._asked):
                    self._answer(program, number, expected)
                    number += 1
                    self._reach(program, number)
            self._strike(program, moment, number, expected)
        self._end(program, how)
        self._check(program, expected)
        return moment

    def _busy(self, most: int) -> None:
        for _ in range(self._rng.randrange(most)):
            pass

    def _reach(self, program: Program, answered: int) -> None:
        """Wait for the question after `answered` ones, or for the review."""
        program.until_asked("What next?" if answered == len(self._asked) else f"question {answered + 1} of")

    def _answer(self, program: Program, number: int, expected: dict[str, object]) -> None:
        question = self._asked[number]
        choices = Prompt(question, shown_options(question, self._seed), "", "").choices
        key = self._rng.randrange(1, min(9, len(choices)) + 1 if choices else 3)
        answer: Answer
        match question:
            case CodeQuestion() | CaseQuestion():
                answer, keys = UNKNOWN, ["d", "enter"]
            case NumberQuestion():
                answer, keys = float(key), [str(key), "enter"]
            case SeveralQuestion():
                answer, keys = (str(choices[key - 1].value),), [str(key), "enter"]
            case _:
                answer, keys = choices[key - 1].value, [str(key), "enter"]
        expected[question.id] = written(answer)
        program.press(*keys)

    def _strike(self, program: Program, moment: str, number: int, expected: dict[str, object]) -> None:
        """Go on to the moment at which the program is to be ended."""
        if moment == "at a question":
            return
        if number < len(self._asked):
            self._answer(program, number, expected)
        else:
            program.press("1", "enter")  # the report
        if moment == "after a key":
            self._busy(1_000_000)
        elif moment == "while it is redrawn":
            for _ in range(self._rng.randrange(1, 6)):
                program.read(self._rng.randrange(1, 200))
        elif number < len(self._asked):
            self._reach(program, number + 1)

    def _end(self, program: Program, how: str) -> None:
        if how in KEYS:
            program.press(how)
        else:
            program.process.kill(getattr(signal, how))
        code = program.end()
        assert "Traceback" not in program.everything, program.everything
        number = signal.SIGINT if how in KEYS else getattr(signal, how)
        # 0 where the quiz was over; the signal itself where Python had not begun, or was already about to end.
        assert code in ({-number, 0} if how == "SIGKILL" else {130, 0, -number}), (code, program.everything)

    def _check(self, program: Program, expected: dict[str, object]) -> None:
        history = json.loads(self._run("history", "--format", "json"))
        kept = json.loads(self._run("export", "--with-private", *self._options))["answers"] if history else {}
        seen = [int(number) for number in _SEEN.findall(program.everything)]
        names = [question.id for question in self._asked]
        if "What next?" in program.everything:
            seen.append(len(names) + 1)
        sure = set(names[: max(seen) - 1]) if seen else set(self._kept)
        assert sure <= set(kept), (sure - set(kept), program.everything)
        assert len(kept) - len(sure) <= 1
        assert all(expected[name] == kept[name] for name in kept)
        # SQLite deletes a journal in which it had not begun to write when it next writes.
        assert {path.name for path in self._home.iterdir()} <= {FILE, f"{FILE}-journal"}
        self._kept, self._begun = kept, bool(history)
        if history and history[0]["finished"]:
            self._begin()

    def _run(self, *arguments: str) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            assert main([*arguments, "--data-dir", str(self._home)]) == 0
        return out.getvalue()


def run(rounds: int, seed: int, how: str, questions: Path | None) -> None:
    """End the program so many times, and print at which moments."""
    moments: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        victim = Victim(seed, Path(folder), questions)
        for number in range(1, rounds + 1):
            moments[victim.ended(how)] += 1
            if number % 50 == 0:
                print(f"{number} rounds", flush=True)
    print(f"{how}: {rounds} rounds, no answer lost. Ended", ", ".join(f"{name}: {n}" for name, n in moments.items()))


if __name__ == "__main__":
    given = sys.argv[1:]
    run(
        int(given[0]) if given else 500,
        int(given[1]) if len(given) > 1 else 1,
        given[2] if len(given) > 2 else "SIGKILL",
        None if given[3:] == ["shipped"] else OTHER_BANK,
    )
