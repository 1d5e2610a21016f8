"""What the menu offers, the most helpful first. The value of a choice is a command line or the name of a screen."""

from datetime import timedelta
from typing import TYPE_CHECKING

from coder_readiness.bank.answers import SKIP
from coder_readiness.cli.attempts import continues_another, newer_unfinished, reported
from coder_readiness.cli.context import Context
from coder_readiness.errors import BankError
from coder_readiness.quiz.asking import Choice
from coder_readiness.text import number_of

if TYPE_CHECKING:
    from coder_readiness.store.attempt import Attempt

_FRESH = timedelta(days=1)
"""Before this long, a result is there to be read and acted on, and not to be updated."""
_OLD = timedelta(weeks=2)
"""After this long, a result may be out of date."""


def choices(context: Context, last: "Attempt | None") -> list[Choice[str]]:
    """Return what a person can do, given their last finished attempt. Most keep their numbers from visit to visit."""
    unfinished = context.store.last(finished=False, bank=context.bank_id)
    resume = Choice("resume", "Pick up where you left off")
    due = _due(context)
    practice = Choice("practice", f"Practice ({number_of(due, 'question')} to repeat today)" if due else "Practice")
    quit_ = Choice("quit", "Quit")
    if last is None:
        so_far = [Choice("report", "See your result so far")] if unfinished else []
        return [*([resume] if unfinished else []), *quizzes(context, last), *so_far, practice, quit_]
    readiness = reported(last)
    has_plan = readiness is None or readiness.plan is not None
    later = newer_unfinished(context, last)
    is_so_far = later is not None and continues_another(later)
    result = Choice("report", "See your result so far" if is_so_far else "See your result")
    parts = Choice("parts", "Read the full report")
    can_continue = last.is_part and not is_so_far
    new = Choice("new", "Continue with the full quiz, or take a new one" if can_continue else "Take another quiz")
    update = _update(context, last)
    is_fresh = context.clock() - (last.finished or last.started) < _FRESH
    if unfinished:
        first, third, fifth, eighth = resume, parts, result, new
    elif last.is_part and (is_fresh or not _is_time_to_update(context, last)):
        first, third, fifth, eighth = new, parts, result, update
    elif is_fresh:
        first, third, fifth, eighth = parts, result, update, new
    else:
        first, third, fifth, eighth = update, parts, result, new
    return [
        first,
        *([Choice("plan", "See your plan")] if has_plan else []),
        third,
        practice,
        fifth,
        *([Choice("calendar", "Put your plan in your calendar")] if has_plan else []),
        Choice("save", "Save your report or hand in your answers"),
        eighth,
        Choice("more", "More: past attempts, weekly hours, deleting answers"),
        quit_,
    ]


def more_choices(context: Context) -> list[Choice[str]]:
    """Return what a person wants to do less often."""
    hours = context.store.settings.hours_per_week
    return [
        Choice("assume", "See what closing a gap would change"),
        Choice("past", "See your past attempts"),
        Choice("hours", f"Change your weekly hours ({hours})" if hours else "Set your weekly hours"),
        Choice("delete", "Delete your answers"),
    ]


def _is_time_to_update(context: Context, last: "Attempt") -> bool:
    """Tell whether an update is likely to change the result: after some weeks, or if questions were skipped."""
    return context.clock() - (last.finished or last.started) >= _OLD or SKIP in last.answers.values()


def _update(context: Context, last: "Attempt") -> Choice[str]:
    when = ": go over your gaps again" if _is_time_to_update(context, last) else " (after closing a gap)"
    return Choice("update", f"Update your result{when}")


def quizzes(context: Context, last: "Attempt | None") -> list[Choice[str]]:
    """Return the quizzes to take."""
    known = context.options.questions is None  # how long another bank takes is known once it is loaded
    quick = "Quick quiz: find your next step, usually in 2 to 5 min" if known else "Quick quiz: find your next step"
    full = "Full quiz: the whole picture in about 25 min" if known else "Full quiz: the whole picture"
    rest = []
    later = newer_unfinished(context, last) if last else None
    if last and last.is_part and not (later and continues_another(later)):
        full_from_last = f"Continue with the full quiz, keeping your answers{_rest_of(context, last)}"
        rest.append(Choice(f"resume {last.id}", full_from_last))
    if last and context.store.last(finished=False, bank=context.bank_id):
        rest.append(_update(context, last))
    if last:
        quick, full = (f"New {quiz[0].lower()}{quiz[1:]}" for quiz in (quick, full))
    return [*rest, Choice("start --quick", quick), Choice("start", full)]


def _rest_of(context: Context, last: "Attempt") -> str:
    """Return in parentheses how much of the full quiz is left after an attempt."""
    from coder_readiness.quiz.progress import Progress
    from coder_readiness.quiz.wording import amount
    from coder_readiness.store.attempt import begin_rest

    bank = context.bank
    attempt = begin_rest(last, skips=False, bank_version=bank.roadmap.version, now=context.clock())
    progress = Progress(bank, context.store, attempt)
    return f" ({amount(progress, progress.left)})" if progress.left else ""


def _due(context: Context) -> int:
    """Return how many practiced questions come back today; the bank is loaded only if there are any."""
    if context.bank_id is None or not context.store.cards.of(context.bank_id):
        return 0
    try:
        return context.store.cards.due(context.bank_id, context.bank.questions, context.clock())
    except BankError:  # which is shown once a choice needs the bank
        return 0
