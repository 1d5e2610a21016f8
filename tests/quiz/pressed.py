"""Questions of each type as a terminal puts them, and keys to press."""

from coder_readiness.bank.answers import Answer
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.questions.types import Question
from coder_readiness.quiz.asking import Place, Prompt
from coder_readiness.scoring.draw import shown_options

BANK = load_bank()


def prompt(question: Question, given: Answer | None = None) -> Prompt:
    """Return the prompt of a question of the shipped bank."""
    step = BANK.number(BANK.home[question.id].step)
    place = Place(
        f"Step {step} of 5", "question 88 of 88", "about 22 minutes left", BANK.home[question.id].title, (0.5,) * 5
    )
    return Prompt(question, shown_options(question, 3), place.words, "It matters.", given, place=place)


def first(kind: str) -> Question:
    """Return the first question of a type."""
    return next(q for q in BANK.questions.values() if q.type == kind and not q.private)


def pasted(text: str) -> str:
    """Return what a terminal sends when a text is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


ENTER, UP, DOWN = "\r", "\x1b[A", "\x1b[B"
SINGLE, SEVERAL, CHECK, NUMBER, CODE = map(first, ("single", "several", "check", "number", "code"))
OPTIONS = {q.id: [option.id for option in shown_options(q, 3)] for q in (SINGLE, SEVERAL, CHECK)}
