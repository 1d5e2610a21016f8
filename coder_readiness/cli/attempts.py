"""Which attempt a command means, and what was reported of it."""

from contextlib import suppress
from typing import TYPE_CHECKING

from coder_readiness.cli.context import Context
from coder_readiness.errors import BankError, ReadinessError
from coder_readiness.text import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coder_readiness.scoring.readiness import Readiness
    from coder_readiness.scoring.record import Outcome
    from coder_readiness.store.attempt import Attempt, Entry
    from coder_readiness.store.database import Store


def kept(context: Context, bank: str | None) -> "Attempt":
    """Return the attempt whose number is given, or else a bank's last finished one, or else its last one."""
    store, number = context.store, getattr(context.options, "attempt", None)
    if number is not None:
        return store.attempt(number)
    attempt = store.last(finished=True, bank=bank) or store.last(finished=False, bank=bank)
    if attempt is None:
        raise none_kept(context, "You don't have any attempts yet", bank)
    return attempt


def to_report(context: Context, bank: str | None) -> "Attempt":
    """Return the attempt to report on: as above, or a later one that continues it, even if unfinished."""
    attempt = kept(context, bank)
    if getattr(context.options, "attempt", None) is None and attempt.finished:
        later = newer_unfinished(context, attempt)
        if later and continues_another(later):
            return later
    return attempt


def continues_another(attempt: "Attempt") -> bool:
    """Tell whether an attempt is an update, or the rest of the full quiz, so that it has an earlier one's answers."""
    return attempt.previous is not None or bool(attempt.carried)


def none_kept(context: Context, missing: str, bank: str | None) -> ReadinessError:
    """Return the error if a bank has no such attempt: how to start one, or which other bank was answered."""
    other = context.store.last(finished=True) or context.store.last(finished=False)
    if bank and other and other.bank != bank:
        return ReadinessError(
            f"{missing} with the question bank {quoted(bank)}. Your last attempt used the bank {quoted(other.bank)}. "
            f"Name its folder after --questions{', or leave out --questions' if context.options.questions else ''}."
        )
    if unfinished := context.store.last(finished=False, bank=bank):
        command = context.typed(f"resume {unfinished.id}")
        return ReadinessError(f"{missing}. To finish attempt {unfinished.id}, type `{command}`.")
    return ReadinessError(f"{missing}. To take the quiz, type `{context.typed('quiz')}`.")


def same_bank(context: Context, attempt: "Attempt") -> "Attempt":
    """Return an attempt that used the bank in use; refuse one that used another."""
    if attempt.bank == context.bank.roadmap.id:
        return attempt
    advice = "Name its folder after --questions"
    if context.options.questions is not None:
        advice += ", or leave out --questions to use the bank that comes with the program"
    raise ReadinessError(f"Attempt {attempt.id} used the question bank {quoted(attempt.bank)}. {advice}.")


def newer_unfinished(context: Context, attempt: "Attempt") -> "Attempt | None":
    """Return an attempt at the same bank that was started after a finished one, and is not finished."""
    return context.store.last(finished=False, bank=attempt.bank, after=attempt)


def finished_ones(context: Context) -> "list[Entry]":
    """Return the finished attempts at the bank in use, oldest first."""
    return [one for one in context.store.history.entries() if one.finished and one.bank == context.bank_id]


def last_of_each_kind(context: Context) -> "list[Entry]":
    """Return the last finished attempt for each goal, quick or not, and about one step or all; the last one first."""
    last = {(entry.goal, entry.mode == "quick", entry.step): entry for entry in finished_ones(context)}
    return sorted(last.values(), key=lambda entry: entry.id, reverse=True)


def goals_to_tell(context: Context) -> "Mapping[str, str]":
    """Return the words for each goal of the finished attempts if they have several, so that it is worth saying which.

    Empty if the bank can't be read, which is shown once a choice needs it.
    """
    bank = context.bank_id
    goals = context.store.history.goals(bank) if bank is not None else []
    if len(goals) > 1:
        with suppress(BankError):
            return {goal: context.bank.roadmap.goals.get(goal, goal) for goal in goals}
    return {}


def reported(attempt: "Attempt") -> "Readiness | None":
    """Return the readiness as it was reported when an attempt was finished; None if there is none to read."""
    from coder_readiness.scoring.record import RecordError, from_record

    try:
        return from_record(attempt.record) if attempt.record else None
    except RecordError:
        return None


def readiness_of(context: Context, attempt: "Attempt") -> "Readiness":
    """Return the readiness as it was reported of an attempt, or else as its answers so far make it."""
    from coder_readiness.quiz.kept import whole_sheet
    from coder_readiness.scoring.readiness import assess

    return reported(attempt) or assess(context.bank, whole_sheet(context.bank, context.store, attempt))


def outcome_of(entry: "Entry") -> "Outcome | None":
    """Return the outcome that was kept when an attempt was finished; None if there is none to read."""
    from coder_readiness.scoring.record import RecordError, from_outcome

    try:
        return from_outcome(entry.outcome) if entry.outcome else None
    except RecordError:
        return None


def earlier(store: "Store", attempt: "Attempt") -> "tuple[Readiness | None, date | None]":
    """Return the readiness that an update started from, and its day, unless it has been deleted."""
    previous = store.previous(attempt)
    if previous is None or previous.finished is None:
        return None, None
    return reported(previous), previous.finished.astimezone().date()
