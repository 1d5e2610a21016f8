"""The menu, which stands for the commands."""

from coder_readiness.cli.attempts import kept, reported
from coder_readiness.cli.context import Context
from coder_readiness.cli.parser import command_line, command_of, parse
from coder_readiness.errors import BankError
from coder_readiness.quiz.asking import Choice, Move
from coder_readiness.system import signals_as_interrupts


def menu(context: Context) -> int:
    """Let the person choose a command, and run it."""
    if not context.in_a_terminal:
        command_line().print_usage()
        return 0
    with signals_as_interrupts():
        reply = _chosen(context)
    if isinstance(reply, Move) or reply == "leave":
        return 0
    command, *arguments = reply.split()
    options = parse([command, *context.shared_options, *arguments])
    with context.doing(options) as chosen:
        return command_of(options)(chosen)


def _chosen(context: Context) -> str | Move:
    """Let the person choose what to do, and return the command line it stands for."""
    while True:
        reply = context.asker.choose("Am I ready, what is missing, what do I do next?", _choices(context))
        if reply == "assume":
            reply = _chosen_gap(context)
            if reply is Move.BACK:
                continue
        return reply


def _choices(context: Context) -> list[Choice[str]]:
    """Return what can be done now; a choice's value is the command line it stands for."""
    store, bank = context.store, context.bank_id
    known = context.options.questions is None  # how long another bank takes is known once it is loaded
    choices = [
        Choice("quiz", "Take the quiz, about 20 minutes" if known else "Take the quiz"),
        Choice(
            "quiz --quick",
            f"Quick mode: {'2 to 5 minutes, ' if known else ''}only what it takes to find your next step",
        ),
    ]
    unfinished = store.last(finished=False, bank=bank)
    if unfinished:
        choices.insert(0, Choice("resume", "Go on where you stopped"))
    last = store.last(finished=True, bank=bank)
    if unfinished and not last:
        choices.append(Choice("report", "Read the report so far"))
    if last:
        choices.append(Choice("report", "Read your last report"))
        if (last.mode == "quick" or last.step) and not unfinished:
            choices.append(Choice(f"resume {last.id}", "Go on from your last answers with the whole quiz"))
        choices += [
            Choice("update", "Answer again what was missing or unknown"),
            Choice("assume", "What if you closed a gap?"),
            Choice("history", "See all your attempts"),
        ]
    due = _due(context)
    choices.append(Choice("practice", f"Practice ({due} due today)" if due else "Practice"))
    return [*choices, Choice("leave", "Leave")]


def _due(context: Context) -> int:
    """Return how many practiced questions come back today; the bank is loaded only if there are any."""
    if context.bank_id is None or not context.store.cards(context.bank_id):
        return 0
    try:
        return context.store.due(context.bank_id, context.bank.questions, context.clock())
    except BankError:  # which is said once a choice needs the bank
        return 0


def _chosen_gap(context: Context) -> str | Move:
    """Let the person choose one of the gaps of the last attempt, and return the command line that assumes it closed."""
    from coder_readiness.report.gaps import by_turn

    readiness = reported(kept(context, context.bank_id))
    if readiness is None or not readiness.gaps:
        context.asker.say("There is no gap left to close.")
        return Move.BACK
    titles = {result.id: result.title for result in readiness.competencies}
    gaps = [Choice(f"report --assume={gap.competency}", titles[gap.competency]) for gap in by_turn(readiness)]
    return context.asker.choose("Which gap?", gaps)
