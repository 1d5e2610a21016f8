"""Shows past attempts, and deletes them."""

from coder_readiness.cli.attempts import goals_to_tell, outcome_of
from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.running import choose, goes_back_to_list, run, show
from coder_readiness.quiz.asking import Choice


def see_past(context: Context, _: str) -> None:
    """Show the history, and then the result of any attempt that the person chooses."""
    run(context, "history")
    attempts = _attempts(context)
    while attempts and (reply := choose(context, "Which result do you want to see?", attempts)):
        run(context, f"report {reply}")
        if not goes_back_to_list(context):
            return


def delete(context: Context, _: str) -> None:
    """Let the person choose what to delete; the command asks once more."""
    everything = Choice("--all", "Everything: all attempts, practice results, notes and settings")
    if reply := choose(context, "What do you want to delete?", [*_attempts(context), everything]):
        show(context, f"forget {reply}")


def _attempts(context: Context) -> list[Choice[str]]:
    """Return every attempt as a choice, the last one first; also those that can only be deleted."""
    from coder_readiness.report.history import focus_of

    goals = goals_to_tell(context)
    told = {
        entry.id: f"Attempt {entry.id}, {entry.started.astimezone():%Y-%m-%d}: {focus_of(entry, outcome_of(entry))}"
        + (f", for {goals[entry.goal]}" if entry.goal in goals else "")
        for entry in context.store.history.entries()
    }
    numbers = reversed(context.store.numbers())
    return [Choice(str(number), told.get(number, f"Attempt {number}, which we can't read")) for number in numbers]
