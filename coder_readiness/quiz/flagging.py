"""Asks, and keeps a person's flags on questions with which something is wrong."""

from collections.abc import Callable
from datetime import datetime

from coder_readiness.bank.answers import Answer
from coder_readiness.quiz.asking import Asker, Move, Prompt
from coder_readiness.store.database import Store

_HOW = "type a short note, then Enter; Enter alone = no note, Ctrl-C = quit"


def ask_or_flag(asker: Asker, store: Store, bank: str, prompt: Prompt, clock: Callable[[], datetime]) -> Answer | Move:
    """Put a question until there is an answer or a move that is no flag; each flag is kept at once."""
    while (reply := asker.ask(prompt)) is Move.FLAG:
        flag(asker, store, bank, prompt.question.id, clock)
    return reply


def flag(asker: Asker, store: Store, bank: str, question: str, clock: Callable[[], datetime]) -> None:
    """Keep a person's flag on a question, and a note if they have one."""
    store.flags.keep(bank, question, clock())
    if note := asker.read_note("What's wrong with this question?", _HOW):
        store.flags.keep(bank, question, clock(), note)
    asker.say(
        "Flagged. Your flag stays on this computer until you hand in your answers. "
        "To see all your flags, use the command `bank flags`."
    )
