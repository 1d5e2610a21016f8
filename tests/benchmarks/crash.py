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
from coder_readiness.bank.questions.types import Question
from coder_readiness.cli.main import main
from coder_readiness.quiz.asking import Prompt
from coder_readiness.scoring.draw import asked, shown_options
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.file import FILE
from tests.driver import KEYS, Program
from tests.paths import OTHER_BANK

MOMENTS = ("at the start", "at a question", "after a key", "while it is redrawn", "at the next question")
_SEEN = re.compile(r"[Qq]uestion (\d+) of \d+")


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
        self._answers: dict[str, Answer] = {}
        """In the order in which they are given."""
        self._begun = False

    @property
    def _next(self) -> Question | None:
        """The question that comes next, which depends on the answers so far; None at the review."""
        questions = asked(self._bank, Sheet(seed=self._seed, answers=self._answers))
        return next((question for question in questions if question.id not in self._answers), None)

    def ended(self, how: str) -> str:
        """Start the program, answer a little, end it, check what is kept, and return at which moment it was ended."""
        rng = self._rng
        start = ["resume"] if self._begun else ["quiz", "--seed", str(self._seed)]
        program = Program(*start, *self._options, home=self._home, columns=200, lines=60)
        moments: tuple[str, ...] = MOMENTS
        if how in {"SIGINT", "ctrl-c"}:
            moments = MOMENTS[1:]  # while Python itself starts, an interrupt is Python's
        elif how in KEYS:
            moments = (MOMENTS[1], MOMENTS[-1])  # between two questions other keys are the terminal's
        moment = rng.choice(moments)
        sure = len(self._answers)
        if moment == "at the start":
            self._busy(20_000_000)
        else:
            self._reach(program)
            for _ in range(rng.randrange(4)):
                if self._next:
                    self._answer(program)
                    self._reach(program)
            sure = len(self._answers)
            if moment != "at a question":
                sure += self._strike(program, moment)
        self._end(program, how)
        self._check(program, sure)
        return moment

    def _busy(self, most: int) -> None:
        for _ in range(self._rng.randrange(most)):
            pass

    def _reach(self, program: Program) -> None:
        """Wait for the next question, or for the review."""
        program.until_asked(
            f"Question {len(self._answers) + 1} of" if self._next else "What would you like to do next?"
        )

    def _answer(self, program: Program) -> None:
        question = self._next
        assert question
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
        self._answers[question.id] = answer
        program.press(*keys)

    def _strike(self, program: Program, moment: str) -> bool:
        """Go on to the moment at which the program is to be ended; return whether one more answer is sure by then."""
        if self._next:
            self._answer(program)
        else:
            program.press("1", "enter")  # the report
            return False
        if moment == "after a key":
            self._busy(1_000_000)
        elif moment == "while it is redrawn":
            for _ in range(self._rng.randrange(1, 6)):
                program.read(self._rng.randrange(1, 200))
        else:
            self._reach(program)
            return True
        return False

    def _end(self, program: Program, how: str) -> None:
        if how in KEYS:
            program.press(how)
        else:
            program.process.kill(getattr(signal, how))
        code = program.end()
        assert "Traceback" not in program.everything, program.everything
        number = signal.SIGINT if how in KEYS else getattr(signal, how)
        # 0 where the quiz was over; the signal itself if Python had not started, or was already about to end.
        assert code in ({-number, 0} if how == "SIGKILL" else {130, 0, -number}), (code, program.everything)

    def _check(self, program: Program, sure: int) -> None:
        history = json.loads(self._run("history", "--format", "json"))
        kept = json.loads(self._run("export", "--with-private", *self._options))["answers"] if history else {}
        seen = [int(number) for number in _SEEN.findall(program.everything)]
        names = list(self._answers)
        sure = max(sure, *(number - 1 for number in seen), 0)  # the next question may have been drawn unseen
        assert list(kept) in (names[:sure], names[: sure + 1]), (names, sure, list(kept), program.everything)
        self._answers = {name: answer for name, answer in self._answers.items() if name in kept}
        assert kept == {name: written(answer) for name, answer in self._answers.items()}
        # SQLite deletes a journal that it had not yet written to when it next writes.
        assert {path.name for path in self._home.iterdir()} <= {FILE, f"{FILE}-journal"}
        self._begun = bool(history)
        if history and history[0]["finished"]:
            self._begin()

    def _run(self, *arguments: str) -> str:
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
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
