"""How far an attempt has come: what is answered, what is left, and how long that takes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from math import ceil

from coder_readiness.bank.answers import SKIP, Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.kept import answers_to_show, readable_sheet, whole_sheet
from coder_readiness.scoring.draw import asked, may_change, minutes
from coder_readiness.scoring.score import score
from coder_readiness.scoring.selection import unanswered
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt
from coder_readiness.store.database import Store

_SECONDS_AT_FIRST = 300.0
"""Seconds at the estimated pace that count in addition to the person's own, so that the pace doesn't jump at first."""
_ROUGH_FROM = 30
"""From so many questions on, a number of them that may change is rounded up to fives."""
_LITTLE_MORE = 5
"""So many more minutes may soon be fewer again."""
_FASTEST, _SLOWEST = 0.4, 3.0


class Pace:
    """How fast a person answers, compared with the authors' estimates."""

    def __init__(self) -> None:
        self._took = self._expected = _SECONDS_AT_FIRST

    def measure(self, question: Question, seconds: float) -> None:
        """Count the seconds that one answer took, without any pause in it."""
        if seconds > 0:
            self._took += min(seconds, _SLOWEST * question.seconds)
            self._expected += question.seconds

    def minutes(self, questions: Iterable[Question]) -> int:
        """Return about how many minutes questions take this person, at least 1."""
        return minutes(questions, min(_SLOWEST, max(_FASTEST, self._took / self._expected)))


class Progress:
    """An attempt in progress; each answer is kept at once."""

    def __init__(self, bank: Bank, store: Store, attempt: Attempt) -> None:
        self.bank = bank
        self._store = store
        self._seen = store.answered_before(attempt) if attempt.previous else frozenset()
        self._previous = previous = store.previous(attempt)
        self._earlier = answers_to_show(bank, store, previous)
        self.first = _focus(bank, store, previous, attempt.goal) if previous else None
        """The step about which an update asks first."""
        self.attempt: Attempt
        """It has a number once an answer of it is kept."""
        self.sheet: Sheet
        self.questions: tuple[Question, ...]
        """All its questions, answered or not."""
        self.history: list[str] = []
        """The questions answered here, in the order of their first answers."""
        self._numbers: dict[str, int] = {}
        self._take_up(attempt)
        asks_first = any(self._is_first(one) and one.id not in attempt.carried for one in self.questions)
        self.stops_early = attempt.mode == "update" and asks_first
        """Whether the person chooses what to do next after the questions about that step."""
        self._minutes_told = 0

    @property
    def pace(self) -> Pace:
        """How fast the person has answered so far, in this attempt and in the one it updates."""
        pace, previous = Pace(), self._previous
        for attempt in (previous, self.attempt) if previous else (self.attempt,):
            own = attempt.answered.keys() - (attempt.carried if previous else ())
            times = sorted((attempt.answered[name], name) for name in own)
            for (before, _), (at, name) in pairwise(times):
                if attempt.answers[name] is not SKIP and (question := self.bank.questions.get(name)):
                    pace.measure(question, (at - before).total_seconds())
        return pace

    @property
    def left(self) -> list[Question]:
        """The questions without an answer, not even a skip."""
        return list(unanswered(self.questions, self.sheet))

    @property
    def to_go(self) -> list[Question]:
        """Those of them that come before the person chooses what to do next."""
        return [question for question in self.left if self._is_first(question)] if self.stops_early else self.left

    def tell_minutes(self) -> int:
        """Return about how many minutes those take; a little more than was told before is not worth a word."""
        now, before = self.pace.minutes(self.to_go), self._minutes_told
        if not before or not 0 < now - before <= _LITTLE_MORE:
            self._minutes_told = now
        return self._minutes_told

    @property
    def total(self) -> str:
        """How many questions there are; about how many while answers to come may change that."""
        count = len(self.questions)
        areas = {area.id: area for area in (self.bank.home[question.id] for question in self.left)}
        if any(may_change(self.bank, area, self.sheet) for area in areas.values()):
            return f"about {count if count < _ROUGH_FROM else 5 * ceil(count / 5)}"
        return str(count)

    @property
    def done(self) -> tuple[float, ...]:
        """The share of each step's questions that is answered; 1 if a step has none here."""
        counts = {step.id: [0, 0] for step in self.bank.steps}
        for question in self.questions:
            count = counts[self.bank.home[question.id].step]
            count[0] += question.id in self.sheet.answers
            count[1] += 1
        return tuple(answered / asked if asked else 1.0 for answered, asked in counts.values())

    @property
    def answered(self) -> list[Question]:
        """The questions with an answer or a skip."""
        return [question for question in self.questions if question.id in self.sheet.answers]

    @property
    def skipped(self) -> list[Question]:
        """The questions that were skipped."""
        return [question for question in self.answered if self.sheet.answers[question.id] is SKIP]

    def given(self, question: Question) -> Answer | None:
        """Return the answer to show with a question: the one given in this attempt, or else an earlier one."""
        return self.sheet.answers.get(question.id, self._earlier.get(question.id))

    def answered_before(self, question: Question) -> int:
        """Return how many questions were answered before this one, or all if it isn't answered yet."""
        return self.history.index(question.id) if question.id in self.history else len(self.history)

    def number(self, question: Question) -> int:
        """Return a question's number in the full quiz; it keeps its first number."""
        answered = [one.id for one in self.answered]
        place = answered.index(question.id) if question.id in answered else len(answered)
        return self._numbers.setdefault(question.id, place + 1)

    def keep(self, question: Question, answer: Answer, now: datetime) -> Answer | None:
        """Keep an answer, and return the different one from another window that it replaces, if any."""
        before = self._store.keep(self.attempt, question.id, answer, now, private=question.private)
        other = readable_sheet(self.bank, before).answers.get(question.id)
        known = self.sheet.answers.get(question.id)
        answers, answered = {**before.answers, question.id: answer}, {**before.answered, question.id: now}
        self._take_up(replace(before, answers=answers, answered=answered, carried=before.carried - {question.id}))
        return None if other in (answer, known) else other

    def go_full(self) -> None:
        """Ask all that is left: make a quick attempt a full one, and continue an update."""
        self.stops_early = False
        if self.attempt.mode == "quick":
            self.attempt = self._store.go_full(self.attempt)

    def read_again(self) -> None:
        """Read the answers that another window may have saved."""
        if self.attempt.id is not None:
            self._take_up(self._store.attempt(self.attempt.id))

    def _is_first(self, question: Question) -> bool:
        return self.bank.home[question.id].step == self.first

    def _take_up(self, attempt: Attempt) -> None:
        """Continue an attempt as it is kept; the questions about a must-have depend on the answers so far."""
        self.attempt = attempt
        self.sheet = replace(readable_sheet(self.bank, attempt), seen=self._seen)
        questions = list(asked(self.bank, self.sheet))
        # If the bank no longer has the one step that the attempt is about, none is left: then ask about every step.
        questions = [one for one in questions if self.bank.home[one.id].step == attempt.step] or questions
        self.questions = tuple(sorted(questions, key=lambda question: not self._is_first(question)))
        given = [name for name in self.sheet.answers if name not in attempt.carried]
        self.history += [name for name in given if name not in self.history]


def _focus(bank: Bank, store: Store, previous: Attempt, goal: str) -> str | None:
    """Return the step in focus after an earlier attempt, about which an update asks first."""
    step = score(bank, replace(whole_sheet(bank, store, previous), goal=goal)).next_step
    return step.step.id if step else None
