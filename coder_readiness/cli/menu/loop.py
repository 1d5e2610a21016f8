"""The loop of the menu: says where the person is, and does what they choose until they quit."""

from pathlib import Path

from coder_readiness.cli.commands import with_typed_commands
from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.choices import choices
from coder_readiness.cli.menu.hours import ask_for_hours
from coder_readiness.cli.menu.running import QuitError, show, wants_to_leave
from coder_readiness.cli.menu.screens import SCREENS
from coder_readiness.cli.menu.standing import standing
from coder_readiness.cli.parser import command_line
from coder_readiness.errors import ReadinessError
from coder_readiness.quiz.asking import LEAVING, Move
from coder_readiness.system import signals_as_interrupts
from coder_readiness.text import printable

_ABOUT = (
    "See how ready you are to work as a medical coder in the US, and what to do next. "
    "Free and private: nothing leaves this computer."
)
_ABOUT_ANOTHER_BANK = "Question bank: {}. Nothing leaves this computer."


def menu(context: Context) -> int:
    """Say what this is and where the person is, and let them choose what to do until they quit."""
    if not context.in_a_terminal:
        command_line().print_usage()
        return 0
    questions = context.options.questions
    context.asker.say("Coder Readiness", heading=True)
    context.asker.say(_ABOUT if questions is None else _ABOUT_ANOTHER_BANK.format(printable(Path(questions).name)))
    if told := standing(context):
        context.asker.say(told)
    with signals_as_interrupts():
        _stay(context)
    return 0


def after_quiz(context: Context) -> int:
    """Let the person choose what to do now that there is a result."""
    with signals_as_interrupts():
        _stay(context, has_printed=True)
    return 0


def _stay(context: Context, *, has_printed: bool = False) -> None:
    """Show the menu again and again until the person quits."""
    try:
        if has_printed and wants_to_leave(context):
            raise QuitError
        while True:
            _offer(context)
    except QuitError:
        context.asker.say(f"Goodbye. Your answers are saved. To come back, type: {context.typed_later('')}")
    except EOFError:  # there is nobody to choose any more
        return


def _offer(context: Context) -> None:
    """Show the menu once, and do what the person chooses."""
    last = context.store.last(finished=True, bank=context.bank_id)
    if last and not context.store.settings.asked_for_hours:
        ask_for_hours(context)
    title, offered = "What would you like to do?" if last else "How do you want to start?", choices(context, last)
    reply = context.asker.choose(title, offered, context.load_bank_meanwhile, keys=LEAVING)
    if isinstance(reply, Move) or reply == "quit":
        raise QuitError
    try:
        SCREENS.get(reply, show)(context, reply)
    except ReadinessError as error:  # printed here, because the menu stays open
        context.asker.say(with_typed_commands(str(error), context.shared_options))
