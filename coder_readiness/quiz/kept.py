"""Uses earlier answers again: read, carried over, or shown with a question."""

from dataclasses import replace
from datetime import datetime, timedelta

from coder_readiness.bank.answers import PRIVATE, SKIP, Answer, Special
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.errors import SheetError
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.score import CompetencyScore, score
from coder_readiness.scoring.selection import unanswered
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Attempt
from coder_readiness.store.database import Store

_OLD = timedelta(days=365)


def readable_sheet(bank: Bank, attempt: Attempt) -> Sheet:
    """Return an attempt's sheet without answers that the bank no longer asks for or accepts."""
    answers: dict[str, Answer] = {}
    for name, answer in attempt.answers.items():
        if question := bank.questions.get(name):
            try:
                answers[name] = answer if isinstance(answer, Special) else question.read_answer(answer)
            except SheetError:  # the question has changed since, so it is asked again
                continue
    return Sheet(attempt.goal, attempt.seed, answers)


def whole_sheet(bank: Bank, store: Store, attempt: Attempt) -> Sheet:
    """Return an attempt's sheet; areas that an update hasn't finished asking about keep their earlier answers."""
    sheets: list[tuple[Sheet, set[str]]] = []
    current: Attempt | None = attempt
    while current:
        sheet = readable_sheet(bank, current)
        unsettled = {bank.home[question.id].id for question in asked(bank, sheet) if _is_missing(sheet, question.id)}
        sheets.append((sheet, unsettled))
        current = store.previous(current) if unsettled else None
    whole, _ = sheets.pop()
    for sheet, unsettled in reversed(sheets):
        earlier = {
            name: answer
            for name, answer in whole.answers.items()
            if answer is not SKIP and bank.home[name].id in unsettled and _is_missing(sheet, name)
        }
        whole = replace(sheet, answers={**sheet.answers, **earlier})
    return whole


def whole_attempt(bank: Bank, store: Store, attempt: Attempt) -> Attempt:
    """Return an attempt with the earlier answers that count in its result, as `whole_sheet` takes them."""
    previous = store.previous(attempt)
    if previous is None:
        return attempt
    earlier = whole_attempt(bank, store, previous)
    names = {name for name, answer in whole_sheet(bank, store, attempt).answers.items() if answer is not SKIP}
    names -= {name for name, answer in attempt.answers.items() if answer is not SKIP}
    return replace(
        attempt,
        answers={**attempt.answers, **{name: earlier.answers[name] for name in earlier.answers if name in names}},
        private={**earlier.private, **attempt.private},
    )


def _is_missing(sheet: Sheet, question: str) -> bool:
    return sheet.answers.get(question, SKIP) is SKIP


def carried_over(bank: Bank, sheet: Sheet) -> frozenset[str]:
    """Return the answers that an update keeps, and so does not ask for again.

    Nothing about a gap or a possible gap: if only its right answers were kept, an update would close it with no new
    evidence. Anywhere else, keep all answers except skips and those that say nothing.
    """

    def holds(entry: CompetencyScore, question: Question, answer: Answer) -> bool:
        if entry.is_gap or answer is SKIP:
            return False
        return bool(entry.met) or answer is PRIVATE or question.credit(answer) is not None

    return frozenset(
        question.id
        for step in score(bank, sheet).steps
        for entry in step.competencies
        for question in entry.competency.questions
        if holds(entry, question, sheet.answers.get(question.id, SKIP))
    )


def unasked(bank: Bank, sheet: Sheet) -> list[Question]:
    """Return the questions of the full quiz that a sheet has no answer to, not even a skip."""
    return list(unanswered(asked(bank, sheet), sheet))


def old_answers(bank: Bank, attempt: Attempt, now: datetime) -> list[str]:
    """Return the titles of the competencies whose answers in an attempt are older than a year."""
    names = [name for name, at in attempt.answered.items() if now - at > _OLD and name in bank.home]
    return list(dict.fromkeys(bank.home[name].title for name in names))


def answers_to_show(bank: Bank, store: Store, previous: Attempt | None) -> dict[str, Answer]:
    """Return the earlier answers that an update shows with its questions; never for a check, which must test anew."""
    earlier = whole_sheet(bank, store, previous).answers if previous else {}
    return {name: answer for name, answer in earlier.items() if not bank.questions[name].is_check}
