"""GIFT, which Moodle and others read: choices of one or several, and typed answers; competencies are its categories."""

import html
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from coder_readiness.bank.data import as_data
from coder_readiness.bank.exchange.question import (
    Exported,
    Imported,
    UnreadableError,
    reason_of,
    with_options,
    with_reason,
    with_several,
)
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.errors import Place, Problem
from coder_readiness.text import as_id

_SPECIAL = re.compile(r"([~=#{}:\\])")
_TITLE = re.compile(r"\s*::((?:[^\\:]|\\.|:(?!:))*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_NEW_LINE = re.compile(r"<br\b[^<>]*>|</(?:p|div|li)>", re.IGNORECASE)
_MEDIA = re.compile(r"<(img|audio|video|iframe|object|table|svg)\b", re.IGNORECASE)
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_BODY = re.compile(r"((?:[^\\{}]|\\.)*)\{((?:[^\\{}]|\\.)*)\}((?:[^\\{}]|\\.)*)\Z", re.DOTALL)
_ANSWER = re.compile(r"([=~])((?:[^\\=~]|\\.)*)", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_FEEDBACK = re.compile(r"(?<!\\)(?:\\\\)*#")
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(.*?)\s*\Z")
_GAP = "_____"
_ID = re.compile(r"[A-Za-z0-9-]+")


class _Choice(NamedTuple):
    right: bool
    """Whether it is marked with = and no weight."""
    credit: float
    text: str


def read_gift(name: str, text: str, problems: list[Problem]) -> Iterator[Imported]:
    """Yield the questions of a file; what is wrong with others goes to `problems`."""
    category = ""
    for start, part in _parts(text):
        place = Place(name, start)
        if found := _CATEGORY.fullmatch(part):
            category = re.split(r"/(?!/)", found[1])[-1].strip()
            category = category if _ID.fullmatch(category) else as_id(category)
            continue
        try:
            yield Imported(place, category, _question(part))
        except UnreadableError as error:
            problems.append(Problem(place, "", str(error)))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield each part between blank lines, without comments, with the number of its first line."""
    lines: list[str] = []
    start = 0
    for number, line in enumerate([*text.removeprefix("\ufeff").splitlines(), ""], 1):
        if line.strip() and not line.lstrip().startswith("//"):
            if _CATEGORY.fullmatch(line):
                yield number, line
                continue
            start = start if lines else number
            lines.append(line)
        elif not line.strip() and lines:
            yield start, "\n".join(lines)
            lines = []


def _question(part: str) -> dict[str, Any]:
    title = _TITLE.match(part)
    rest = part[title.end() :] if title else part
    if markup := _FORMAT.match(rest):
        rest = rest[markup.end() :]
        if markup[1].lower() in {"html", "moodle"}:
            rest = _without_tags(rest)
    body = _BODY.match(rest)
    if body is None:
        raise UnreadableError(_wrong_braces(rest))
    before, inside, after = body.groups()
    ask = _plain(f"{before.rstrip()} {_GAP} {after.lstrip()}" if after.strip() else before)
    if not ask:
        raise UnreadableError("These answers have no question. Write it before them.")
    question: dict[str, Any] = {"id": _plain(title[1])} if title and _ID.fullmatch(title[1]) else {}
    answers, _, reason = inside.partition("####")
    return {**question, "ask": ask, **_answers(answers), **with_reason(_plain(reason))}


def _without_tags(text: str) -> str:
    """Return a text without the tags of HTML, and with the characters that it writes as names, escaped for GIFT."""
    if found := _MEDIA.search(text):
        raise UnreadableError(f"We can't import a part of this question (<{found[1].lower()}>). Describe it in words.")
    text = _TAG.sub("", _NEW_LINE.sub(" ", text))
    return re.sub("&#?[A-Za-z0-9]+;", lambda found: _SPECIAL.sub(r"\\\1", html.unescape(found[0])), text)


def _wrong_braces(text: str) -> str:
    """Say what is wrong with a text that does not have just one pair of braces around its answers."""
    braces = "".join(found[1] or "" for found in _BRACE.finditer(text))
    if not braces:
        return "This question has no answers. Write them in braces, as in {=right ~wrong}."
    if braces == "{":
        return "The { before the answers is never closed. Write } after the last one, and no blank line between them."
    if set(braces) == {"{", "}"} and braces == "{}" * (len(braces) // 2):
        return f"This question has {len(braces) // 2} pairs of braces. Leave a blank line between questions."
    return "Put all answers into one pair of braces, as in {=right ~wrong}. In a text, write \\{ and \\} for braces."


def _answers(text: str) -> dict[str, Any]:
    stripped = text.strip()
    if stripped.startswith("#"):
        raise UnreadableError("This question asks for a number. We can't import those.")
    if (truth := stripped.partition("#")[0].strip().upper()) in {"T", "TRUE", "F", "FALSE"}:
        return with_options(["True", "False"], [1.0, 0.0] if truth[0] == "T" else [0.0, 1.0], ["true", "false"])
    if not stripped:
        raise UnreadableError("This question has no answers. Write them between the braces, as in {=right ~wrong}.")
    if not stripped.startswith(("=", "~")):
        raise UnreadableError("Start each answer with = if it's right, or ~ if it's wrong.")
    choices = [_choice(sign, answer) for sign, answer in _ANSWER.findall(stripped)]
    if not any(sign == "~" for sign, _ in _ANSWER.findall(stripped)):
        if any("->" in choice.text for choice in choices):
            raise UnreadableError("This is a matching question. We can't import those.")
        return _typed(choices)
    labels, credits_ = [choice.text for choice in choices], [choice.credit for choice in choices]
    if not any(choice.right for choice in choices) and any(credits_):
        return with_several(labels, credits_)
    return with_options(labels, credits_)


def _choice(sign: str, answer: str) -> _Choice:
    weight = _WEIGHT.match(answer)
    text = answer[weight.end() :] if weight else answer
    if feedback := _FEEDBACK.search(text):
        text = text[: feedback.end() - 1]
    if not _plain(text):
        raise UnreadableError("One of the answers is empty. Fill it in, or remove it.")
    credit = _share(float(weight[1])) if weight else float(sign == "=")
    return _Choice(sign == "=" and credit == 1, credit, _plain(text))


def _share(percentage: float) -> float:
    """Return a share of 1; Moodle writes 33.33333 for a third."""
    share = percentage / 100
    near = float(Fraction(share).limit_denominator(20))
    return near if abs(near - share) < 1e-7 else round(share, 4)


def _typed(choices: list[_Choice]) -> dict[str, Any]:
    accepted = [choice.text for choice in choices if choice.credit == 1]
    partial = {choice.text.rstrip("*"): choice.credit for choice in choices if choice.credit != 1}
    if not accepted:
        raise UnreadableError("This question has no right answer. Mark one with =.")
    return {"type": "code", "answer": accepted, **({"partial": partial} if partial else {})}


def _plain(text: str) -> str:
    """Return what a text says, without its escapes."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text, flags=re.DOTALL).strip()


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.strip()).replace("\n", "\\n")


def write_gift(exported: Iterable[Exported]) -> Iterator[str]:
    """Yield the questions, each competency as a category."""
    category = ""
    for one in exported:
        competency, question, _ = one
        if competency.id != category:
            category = competency.id
            yield f"$CATEGORY: {category}\n\n"
        answers = "".join(f"{answer}\n" for answer in _written(one))
        reason = f"####{_escaped(reason_of(question))}\n" if question.because else ""
        yield f"::{question.id}::[plain]{_escaped(question.ask)}{{\n{answers}{reason}}}\n\n"


def _written(exported: Exported) -> Iterator[str]:
    _, question, options = exported
    if isinstance(question, CodeQuestion):
        yield from (f"={_escaped(accepted)}" for accepted in question.answer)
        yield from (f"=%{credit * 100:g}%{_escaped(start)}*" for start, credit in question.partial.items())
        return
    for option in options:
        credit = float(option.id == question.answer_key) if question.type == "check" else as_data(option)["credit"]
        sign = "=" if credit == 1 and question.type != "several" else "~"
        weight = "" if sign == "=" or credit == 0 else f"%{round(credit * 100, 5):g}%"
        yield f"{sign}{weight}{_escaped(option.label)}"


def holds(exported: Exported) -> bool:
    """Tell whether a question can be written so that it is read back as it is."""
    question = exported.question
    typed = (*question.answer, *question.partial) if isinstance(question, CodeQuestion) else ()
    if any(text.startswith("%") or "->" in text for text in (*(option.label for option in exported.options), *typed)):
        return False  # because readers take it for a weight or a match, and no escape says that it is none
    return question.type in {"check", "single", "code"} or (question.type == "several" and question.combine == "sum")
