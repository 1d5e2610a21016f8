"""Asks, and keeps a person's flags on questions with which something is wrong."""

from collections.abc import Callable
from datetime import datetime

from coder_readiness.bank.answers import Answer
from coder_readiness.quiz.asking import Asker, Move, Prompt
from coder_readiness.store.database import Store

_HOW = "type a short note and press Enter, or just press Enter to skip the note. b = cancel"


def ask_or_flag(asker: Asker, store: Store, bank: str, prompt: Prompt, clock: Callable[[], datetime]) -> Answer | Move:
    """Put a question until there is an answer or a move that is no flag; each flag is kept at once."""
    while (reply := asker.ask(prompt)) is Move.FLAG:
        flag(asker, store, bank, prompt.question.id, clock)
    return reply


def flag(asker: Asker, store: Store, bank: str, question: str, clock: Callable[[], datetime]) -> None:
    """Keep a person's flag on a question, with a note if they have one, unless they cancel it."""
    note = asker.read_note("What's wrong with this question?", _HOW)
    if note.lower() == Move.BACK.value:
        asker.say("Not flagged.")
        return
    store.flags.keep(bank, question, clock(), note or None)
    asker.say("Flagged. The flag is saved on this computer. If you export your answers, it goes along.")
