"""Shows past attempts, compares two, and deletes them."""

from collections.abc import Sequence

from coder_readiness.cli.attempts import finished_ones, goals_to_tell, outcome_of
from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.running import choose, goes_back_to_list, run, show
from coder_readiness.quiz.asking import Choice

_PAIR = 2


def see_past(context: Context, _: str) -> None:
    """Show the history, and then the result of any attempt that the person chooses, or two of them side by side."""
    run(context, "history")
    attempts = _attempts(context)
    finished = {str(entry.id) for entry in finished_ones(context)}
    comparable = [choice for choice in attempts if choice.value in finished]
    compare = [Choice("compare", "Compare two of them side by side")] if len(comparable) >= _PAIR else []
    while attempts and (reply := choose(context, "Which result do you want to see?", [*attempts, *compare])):
        shown = _two_of(context, comparable) if reply == "compare" else reply
        if shown:
            run(context, f"report {shown}")
            if not goes_back_to_list(context):
                return


def _two_of(context: Context, finished: Sequence[Choice[str]]) -> str:
    """Return the option that compares two attempts, the earlier one first, once the person has chosen them if needed.

    It is "" if they go back.
    """
    pair = [choice.value for choice in finished] if len(finished) == _PAIR else []
    while len(pair) < _PAIR:
        title = f"Which result do you want to compare{' it with' if pair else ''}?"
        reply = choose(context, title, [choice for choice in finished if choice.value not in pair])
        if reply is None:
            return ""
        pair.append(reply)
    return f"--compare {' '.join(sorted(pair, key=int))}"


def delete(context: Context, _: str) -> None:
    """Let the person choose what to delete; the command asks once more."""
    everything = Choice("--all", "Everything: all attempts, practice results, notes and settings")
    if reply := choose(context, "What do you want to delete?", [*_attempts(context), everything]):
        show(context, f"forget {reply}")


def _attempts(context: Context) -> list[Choice[str]]:
    """Return every attempt as a choice, in the order of their numbers; also those that can only be deleted."""
    from coder_readiness.report.history import focus_of
    from coder_readiness.report.wording import short_day

    goals = goals_to_tell(context)
    told = {
        entry.id: f"Attempt {entry.id}, {short_day(entry.started.astimezone())}: {focus_of(entry, outcome_of(entry))}"
        + (f", for {goals[entry.goal]}" if entry.goal in goals else "")
        for entry in context.store.history.entries()
    }
    return [
        Choice(str(number), told.get(number, f"Attempt {number}, which we can't read"))
        for number in context.store.numbers()
    ]
