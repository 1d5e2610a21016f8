"""Asks questions, and keeps a person's flags on those that have something wrong."""

from collections.abc import Callable
from datetime import datetime

from coder_readiness.bank.answers import Answer
from coder_readiness.quiz.asking import Asker, KeyMap, Move, Prompt
from coder_readiness.store.database import Store

_TITLE = "What's wrong with this question?"
_CANCELING: KeyMap = {"b or q": ("cancel", Move.BACK)}


def ask_or_flag(asker: Asker, store: Store, bank: str, prompt: Prompt, clock: Callable[[], datetime]) -> Answer | Move:
    """Ask a question until there is an answer or a move other than a flag; keep each flag at once."""
    while (reply := asker.ask(prompt)) is Move.FLAG:
        flag(asker, store, bank, prompt.question.id, clock)
    return reply


def flag(asker: Asker, store: Store, bank: str, question: str, clock: Callable[[], datetime]) -> None:
    """Keep a person's flag on a question, with their note if any, unless they cancel."""
    note = asker.read_note(_TITLE, "type a short note", _CANCELING, "flag it without a note")
    if note.lower() in (Move.BACK.value, Move.LEAVE.value):
        asker.say("Not flagged.")
        return
    store.flags.keep(bank, question, clock(), note or None)
    asker.say("Thanks. Your flag is saved on this computer, and goes into any answers you export.")
