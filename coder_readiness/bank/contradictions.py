"""Answers that don't fit together, as a bank declares them."""

from collections.abc import Iterator, Mapping

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.choices import Contradiction, Option
from coder_readiness.bank.questions.number import NumberQuestion
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import SheetError
from coder_readiness.text import quoted


def contradictions(bank: Bank, answers: Mapping[str, Answer]) -> list[tuple[Question, Question]]:
    """Return the pairs of questions whose answers don't fit together, each pair once, in the order of the bank."""
    found = {
        (question.id, other.question)
        for question, option, other in _declared(bank)
        if _selects(answers.get(question.id), option) and other.names(answers.get(other.question))
    }
    places = {name: place for place, name in enumerate(bank.questions)}
    pairs = sorted({tuple(sorted(map(places.__getitem__, pair))) for pair in found})
    questions = list(bank.questions.values())
    return [(questions[first], questions[second]) for first, second in pairs]


def impossible_contradictions(bank: Bank) -> Iterator[tuple[str, str]]:
    """Yield each question that contradicts an answer nobody can give, and what would be right."""
    for question, option, other in _declared(bank):
        against = bank.questions.get(other.question)
        if against is None or against is question:
            yield (
                question.id,
                f"The option {quoted(option)} contradicts {quoted(other.question)}. Use another question of this bank.",
            )
            continue
        for answer in other.answers:
            if not _can_be_given(against, answer):
                wanted = "a possible answer to" if isinstance(against, NumberQuestion) else "an option of"
                message = f"The option {quoted(option)} contradicts {quoted(answer)}, which isn't {wanted} "
                yield question.id, f"{message}{quoted(against.id)}. Correct it."
        if other.has_bounds and not _has_number_within(against, other):
            yield (
                question.id,
                f"The option {quoted(option)} contradicts numbers that nobody can give for {quoted(against.id)}. "
                "Correct `above` or `below`, or remove them.",
            )


def _declared(bank: Bank) -> Iterator[tuple[Question, str, Contradiction]]:
    for question in bank.questions.values():
        for option in question.options:
            if isinstance(option, Option):
                for other in option.contradicts:
                    yield question, option.id, other


def _selects(answer: Answer | None, option: str) -> bool:
    return answer == option or (isinstance(answer, tuple) and option in answer)


def _can_be_given(question: Question, answer: str) -> bool:
    if isinstance(question, NumberQuestion):
        try:
            return f"{question.read_line(answer):g}" == answer
        except (SheetError, ValueError):
            return False
    return any(isinstance(option, Option) and option.id == answer for option in question.options)


def _has_number_within(question: Question, bounds: Contradiction) -> bool:
    """Tell whether an answer to a question can be a number within the bounds that a contradiction names."""
    if not isinstance(question, NumberQuestion):
        return False
    most = question.max if bounds.below is None else min(question.max, bounds.below)
    return max(0.0, bounds.above or 0.0) < most
