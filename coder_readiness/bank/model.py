"""A whole question bank. Frozen, and valid once it exists, like all of its parts: what reads it need not check it."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from itertools import count
from types import MappingProxyType
from typing import Any

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.competency import Competency
from coder_readiness.bank.fields import Part
from coder_readiness.bank.memory import Memory
from coder_readiness.bank.outlook import Outlook
from coder_readiness.bank.questions.base import Evidence
from coder_readiness.bank.questions.types import Question
from coder_readiness.bank.roadmap import Roadmap, Rules, Step
from coder_readiness.text import quoted

_REMEMBERED = 1 << 13
"""How many answers are remembered."""


class Bank(Part):
    """A whole question bank; competencies are in the order to learn them, step by step."""

    roadmap: Roadmap
    competencies: tuple[Competency, ...]
    outlook: Outlook | None = None

    def __post_init__(self) -> None:
        for what, ids in (
            ("area", [competency.id for competency in self.competencies]),
            ("question", [question.id for one in self.competencies for question in one.questions]),
        ):
            if twice := [name for name, count in Counter(ids).items() if count > 1]:
                raise ValueError(f"The {what} ID {quoted(twice[0])} is used twice. Give each {what} its own ID.")

    @property
    def default_goal(self) -> str:
        """The goal that is meant unless another is chosen: the first."""
        return next(iter(self.roadmap.goals))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the roadmap, in order."""
        return self.roadmap.steps

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id, in the order of the bank."""
        return MappingProxyType(
            {question.id: question for competency in self.competencies for question in competency.questions}
        )

    @cached_property
    def competency(self) -> Mapping[str, Competency]:
        """Every competency by id."""
        return MappingProxyType({competency.id: competency for competency in self.competencies})

    @cached_property
    def home(self) -> Mapping[str, Competency]:
        """The competency of every question, by the question's id."""
        return MappingProxyType(
            {question.id: competency for competency in self.competencies for question in competency.questions}
        )

    @cached_property
    def evidence_weights(self) -> Mapping[Evidence, float]:
        """How much an answer counts within its competency, by its evidence."""
        weights = self.roadmap.evidence
        return MappingProxyType({"record": weights.record, "check": weights.check, "self_report": weights.self_report})

    @cached_property
    def rules(self) -> Rules:
        """What decides the scores of all competencies."""
        weights, mastery = self.roadmap.evidence, self.roadmap.mastery
        kinds = weights.record, weights.check, weights.self_report
        return Rules(*kinds, mastery.fewest, mastery.most, mastery.prior, mastery.floor)

    @cached_property
    def spelled(self) -> Mapping[str, Mapping[str, Answer]]:
        """The answers to each question that are written in only one way, by the question's ID and how it is written."""
        return {name: dict(question.spelled) for name, question in self.questions.items()}

    @cached_property
    def told(self) -> Memory[tuple[str, Answer], tuple[str, int]]:
        """What an answer says, by question ID and answer: the ID of the competency it is about, and a number.

        Answers about a competency that score the same have the same number: of a check, those that show the same, if
        the checks have the same twin. Of any other question, each answer has its own.
        """
        counter = count()
        numbers = Memory[object, int](lambda _: next(counter), _REMEMBERED)  # which never gives a number twice

        def tell(item: tuple[str, Answer]) -> tuple[str, int]:
            name, answer = item
            question = self.questions.get(name)
            if question is None:
                return "", numbers[item]
            tells = (question.readings[answer] or answer, question.twin) if question.is_check else item
            return self.home[name].id, numbers[tells]

        return Memory(tell, _REMEMBERED)

    @cached_property
    def scored(self) -> Mapping[str, dict[Any, Any]]:
        """The scores of each competency that `scoring.score` remembers, by the competency's id."""
        return {competency.id: {} for competency in self.competencies}

    @cached_property
    def asked(self) -> Mapping[str, dict[Any, Any]]:
        """The questions about each competency that `scoring.draw` remembers, by the competency's id."""
        return {competency.id: {} for competency in self.competencies}

    def of_step(self, step_id: str) -> tuple[Competency, ...]:
        """Return a step's competencies."""
        return self._by_step.get(step_id, ())

    @cached_property
    def _by_step(self) -> Mapping[str, tuple[Competency, ...]]:
        return MappingProxyType(
            {step.id: tuple(c for c in self.competencies if c.step == step.id) for step in self.steps}
        )

    def number(self, step_id: str) -> int:
        """Return a step's number in the roadmap, from 1."""
        return [step.id for step in self.steps].index(step_id) + 1
