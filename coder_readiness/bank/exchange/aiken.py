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
from coder_readiness.text import alternatives, one_line, quoted

_OPTION = re.compile(r"([A-Za-z])[.)]\s*(.*)")
_ANSWER = re.compile(r"ANSWER:\s*(.*?)\s*\Z", re.IGNORECASE)
_NO_ANSWER = "This question has no answer. Add a line such as ANSWER: B under the options."
_NO_OPTION = "This text has no options below it. Remove it, or add it to the line that it belongs to."
_NEITHER = "This line is neither an option nor an answer. Add it to the line above."


def looks_like(text: str) -> bool:
    """Tell whether a text is rather in this format than in GIFT: it has answers, or options and no braces."""
    lines = [line.strip() for line in text.splitlines()]
    return any(map(_ANSWER.fullmatch, lines)) or ("{" not in text and any(map(_OPTION.fullmatch, lines)))


def read_aiken(name: str, text: str, problems: list[Problem]) -> Iterator[Imported]:
    """Yield the questions of a file; what is wrong with others goes to `problems`."""
    start, asked, options, is_apart = 0, list[str](), dict[str, str](), False
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if found := _ANSWER.fullmatch(stripped):
            try:
                yield Imported(Place(name, start or number), "", _question(" ".join(asked), options, found[1]))
            except UnreadableError as error:
                problems.append(Problem(Place(name, number), "", str(error)))
            start, asked, options = 0, [], {}
        elif (found := _OPTION.fullmatch(stripped)) and start:
            letter = found[1].upper()
            if letter in options:
                message = f"This question has two options {letter}. Change one of the letters."
                problems.append(Problem(Place(name, number), "", message))
            options[letter] = found[2]
        elif stripped and options and not is_apart:
            problems.append(Problem(Place(name, number), "", _NEITHER))
        elif stripped and start and is_apart:
            problems.append(Problem(Place(name, start), "", _NO_ANSWER if options else _NO_OPTION))
            start, asked, options = number, [stripped], {}
        elif stripped:
            start = start or number
            asked.append(stripped)
        is_apart = not stripped
    if start:
        problems.append(Problem(Place(name, start), "", _NO_ANSWER if options else _NO_OPTION))


def _question(ask: str, options: dict[str, str], answer: str) -> dict[str, object]:
    if not ask:
        raise UnreadableError("These options have no question. Write it above them.")
    if not options:
        raise UnreadableError("This answer has no options. Write them above it, and start each with a letter, as in A.")
    letter = answer.upper().rstrip(".)")
    if letter not in options:
        raise UnreadableError(f"The answer {quoted(answer)} isn't one of the options. Use {alternatives(options)}.")
    credits_ = [float(one == letter) for one in options]
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
