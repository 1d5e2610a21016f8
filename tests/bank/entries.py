"""Entries of a bank as YAML gives them, and what is said of one that is refused."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from coder_readiness.bank.questions.types import Question

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


SINGLE: dict[str, Any] = {
    "id": "loaves",
    "type": "single",
    "evidence": "record",
    "ask": "Have you baked?",
    "options": ({"id": "no", "label": "No", "credit": 0}, {"id": "yes", "label": "Yes", "credit": 1}),
}
SEVERAL: dict[str, Any] = {
    "id": "tools",
    "type": "several",
    "evidence": "record",
    "combine": "sum",
    "ask": "What have you used?",
    "options": ({"id": "oven", "label": "Oven", "credit": 0.5}, {"id": "peel", "label": "Peel", "credit": 0.5}),
}
NUMBER: dict[str, Any] = {
    "id": "years",
    "type": "number",
    "evidence": "record",
    "ask": "How many years?",
    "unit": "years",
    "max": 60,
    "points": ((0, 0), (2, 1)),
}
CHECK: dict[str, Any] = {
    "id": "yeast",
    "type": "check",
    "ask": "What makes dough rise?",
    "options": ({"id": "gas", "label": "Gas"}, {"id": "salt", "label": "Salt"}),
    "answer": "gas",
    "because": "Yeast gives off gas.",
    "source": "Any book",
}
CODE: dict[str, Any] = {
    "id": "flour",
    "type": "code",
    "ask": "Which type of flour?",
    "answer": ("T55", "550"),
    "partial": {"T": 0.5},
    "because": "Both name the same flour.",
    "source": "Any book",
}
COMPETENCY: dict[str, Any] = {
    "id": "bread",
    "title": "Bread",
    "step": "learn",
    "kind": "skill",
    "weight": 1,
    "target": 0.5,
    "why": "Everyone eats it.",
    "actions": ({"do": "Bake.", "hours": 1}, {"do": "Bake again.", "hours": 2}),
    "questions": (SINGLE, CHECK, CODE),
    "draw": 1,
}
ROADMAP: dict[str, Any] = {
    "format": 1,
    "id": "baker",
    "version": "1",
    "edition": "2026",
    "title": "baker",
    "goals": {"first-job": "a first job", "well-paid": "a good job"},
    "steps": (
        {"id": "learn", "title": "Learn", "about": "To bake.", "pass_mark": 0.7},
        {"id": "work", "title": "Work", "about": "In a bakery.", "pass_mark": 0.7},
    ),
}


def question(data: dict[str, Any], **changes: Any) -> Question:
    """Return a question with some fields changed."""
    return QUESTION.validate_python({**data, **changes})


def refusal(data: dict[str, Any], **changes: Any) -> str:
    """Return the message with which a question is refused."""
    with pytest.raises(ValidationError) as caught:
        question(data, **changes)
    return message(caught.value)


def message(error: ValidationError) -> str:
    """Return the one message of an error."""
    (detail,) = error.errors()
    return str(detail["msg"]).removeprefix("Value error, ")


def options(*credits_: float) -> tuple[dict[str, Any], ...]:
    """Return an option for each credit."""
    return tuple({"id": f"o{n}", "label": "Option", "credit": credit} for n, credit in enumerate(credits_))
