"""Aiken: a question in one line, its options under letters, the letter of the answer, and no place for more."""

import re
from collections.abc import Iterable, Iterator

from coder_readiness.bank.exchange.question import (
    LETTERS,
    Exported,
    Imported,
    UnreadableError,
    with_options,
    with_reason,
)
from coder_readiness.errors import Place, Problem
from coder_readiness.text import one_line

_OPTION = re.compile(r"([A-Z])[.)]\s*(.*)")
_NO_ANSWER = "there's no line ANSWER: with the letter of the answer"
_ANSWER = re.compile(r"ANSWER:\s*(.*?)\s*\Z")


def read_aiken(name: str, text: str, problems: list[Problem]) -> Iterator[Imported]:
    """Yield the questions of a file; what is wrong with others goes to `problems`."""
    start, asked, options = 0, [""], dict[str, str]()
    lines = [*enumerate(text.splitlines(), 1)]
    for number, line in lines:
        stripped = line.strip()
        if found := _ANSWER.fullmatch(stripped):
            try:
                yield Imported(Place(name, start or number), "", _question(" ".join(asked).strip(), options, found[1]))
            except UnreadableError as error:
                problems.append(Problem(Place(name, number), "", str(error)))
            start, asked, options = 0, [""], {}
        elif found := _OPTION.fullmatch(stripped):
            start = start or number
            if found[1] in options:
                problems.append(Problem(Place(name, number), "", f"has the option {found[1]} twice"))
            options[found[1]] = found[2]
        elif stripped and options:
            problems.append(Problem(Place(name, number), "", _NO_ANSWER))
            start, asked, options = number, [stripped], {}
        elif stripped:
            start = start or number
            asked.append(stripped)
    if start:
        problems.append(Problem(Place(name, start), "", _NO_ANSWER))


def _question(ask: str, options: dict[str, str], answer: str) -> dict[str, object]:
    if not ask:
        raise UnreadableError("the question is missing before its options")
    if not options:
        raise UnreadableError("has no options; start the line of each with a capital letter, such as A. or A)")
    if answer not in options:
        raise UnreadableError(f"the answer {answer!r} isn't the letter of one of its options ({', '.join(options)})")
    credits_ = [float(letter == answer) for letter in options]
    return {"ask": ask, **with_options([*options.values()], credits_), **with_reason("")}


def write_aiken(exported: Iterable[Exported]) -> Iterator[str]:
    """Yield the checks in this format; `holds` tells which it can take."""
    for _, question, options in exported:
        yield f"{one_line(question.ask)}\n"
        for letter, option in zip(LETTERS, options, strict=False):
            yield f"{letter}. {one_line(option.label)}\n"
        number = [option.id for option in options].index(str(question.answer_key))
        yield f"ANSWER: {LETTERS[number]}\n\n"


def holds(exported: Exported) -> bool:
    """Tell whether a question can be written so that it is read back as it is."""
    ask = one_line(exported.question.ask)
    return exported.question.type == "check" and not (_OPTION.fullmatch(ask) or _ANSWER.fullmatch(ask))
