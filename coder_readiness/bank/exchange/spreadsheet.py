"""CSV with a row for each question; `COLUMNS` is its header, of which only some columns have to be there."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coder_readiness.bank.data import as_data
from coder_readiness.bank.exchange.question import (
    LETTERS,
    MOST_OPTIONS,
    Exported,
    Imported,
    UnreadableError,
    with_graded,
    with_options,
    with_reason,
    with_several,
)
from coder_readiness.bank.questions.code import CodeQuestion
from coder_readiness.bank.refusals import number_meant
from coder_readiness.errors import Place, Problem
from coder_readiness.text import alternatives, did_you_mean, quoted

_OPTIONS = [f"option_{number}" for number in range(1, MOST_OPTIONS + 6)]
COLUMNS = (
    "competency",
    "id",
    "type",
    "ask",
    *_OPTIONS,
    "option_ids",
    "answer",
    "credits",
    "partial",
    "because",
    "source",
)
_OTHER_WORDS = {
    "competency": ("area", "topic", "category", "subject"),
    "ask": ("question", "question_text", "stem", "prompt", "text"),
    "answer": ("correct", "correct_answer", "correct_option", "right_answer", "key", "solution"),
    "credits": ("points", "scores"),
    "because": ("explanation", "rationale", "reason", "feedback", "why"),
    "source": ("reference", "citation"),
    **{
        option: [f"{word}{name}" for word in ("", "option_", "choice_", "answer_") for name in (letter.lower(), number)]
        for number, (letter, option) in enumerate(zip(LETTERS, _OPTIONS, strict=False), 1)
    },
}
"""What other programs call these columns."""
_SYNONYMS = tuple((word, column) for column, words in _OTHER_WORDS.items() for word in words)
_THE_COLUMNS = f" Use only these columns: {', '.join(COLUMNS)}.".replace(
    ", ".join(_OPTIONS), f"option_1 to {_OPTIONS[-1]}"
)
_NEEDED = ("ask", "answer")
_BROKEN = (
    "A quotation mark opens here but isn't closed. Close it. If the text itself contains a quotation mark, double it."
)
_BETWEEN = "|"
_TYPES = alternatives(["check", "single", "several", "code"])
_TELLS_SIGN = re.compile('"?sep=[,;\t]"?\n')
"""A first line that Excel understands, about what separates cells."""
_ERROR = re.compile(r"#(?:NAME\?|N/A|REF!|VALUE!|DIV/0!|NULL!|NUM!|SPILL!)")


def read_csv(name: str, text: str, problems: list[Problem]) -> Iterator[Imported]:
    """Yield the questions of a file; what is wrong with others goes to `problems`."""
    text = re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    rows = _rows(name, text, problems)
    place, first = next(rows, (Place(name), []))
    if problems:
        return
    heads = [re.sub(r"[\s-]+", "_", head.strip().lower()) for head in _filled(first)]
    _check_heads(place, heads, problems)
    can_be_read = set(_NEEDED) <= set(heads)
    for place, cells in rows:
        try:
            if can_be_read:
                yield _row(place, heads, _filled(cells))
        except UnreadableError as error:
            problems.append(Problem(place, "", str(error)))


def _rows(name: str, text: str, problems: list[Problem]) -> Iterator[tuple[Place, list[str]]]:
    """Yield the cells of each row that isn't blank; the first line shows what separates cells.

    If a quoted cell is broken, reading continues on the line after the one where the cell starts.
    """
    between = next((sign for sign in ",;\t" if sign in text.partition("\n")[0]), ",")  # Excel's depends on the country
    told = _TELLS_SIGN.match(text)
    cell = re.compile(rf'("(?:[^"]|"")*+"|(?!")[^\n{between}]*+)({between}|\n|\Z)')
    position, line = (told.end(), 2) if told else (0, 1)
    while position < len(text):
        cells, start = [], position
        while match := cell.match(text, position):
            cells.append(_without_quotes(match[1]))
            position = match.end()
            if match[2] != between:
                break
        else:
            broken = Place(name, line + text.count("\n", start, position), position - text.rfind("\n", 0, position))
            problems.append(Problem(broken, "", _BROKEN))
            cells, position = [], text.find("\n", position) + 1 or len(text)
        if any(content.strip() for content in cells):
            yield Place(name, line), cells
        line += text.count("\n", start, position)


def _filled(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at the end, which spreadsheets leave there."""
    return cells[: max((number for number, cell in enumerate(cells, 1) if cell.strip()), default=0)]


def _without_quotes(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _check_heads(place: Place, heads: list[str], problems: list[Problem]) -> None:
    unknown = {head: did_you_mean(head, COLUMNS, _SYNONYMS) for head in heads if head not in COLUMNS}
    wrong = [f"We don't know the column {quoted(head)}.{meant}" for head, meant in unknown.items() if meant]
    if odd := [quoted(head) for head, meant in unknown.items() if not meant]:
        wrong.append(f"We don't know the column{'s' if odd[1:] else ''} {', '.join(odd)}.{_THE_COLUMNS}")
    wrong += [
        f"The column {quoted(head)} appears twice. Remove one of them." for head in COLUMNS if heads.count(head) > 1
    ]
    meant_heads = " ".join(unknown.values())
    missing = [head for head in _NEEDED if head not in heads and f" {quoted(head)}?" not in meant_heads]
    wrong += [f"The column {quoted(head)} is missing. Add it." for head in missing]
    problems += [Problem(place, "", message) for message in wrong]


def _row(place: Place, heads: list[str], cells: list[str]) -> Imported:
    if len(cells) > len(heads):
        raise UnreadableError(
            f"This row has {len(cells)} cells for {len(heads)} columns. Put quotes around text with a comma in it."
        )
    row = {head: _unquoted(cell) for head, cell in zip(heads, cells, strict=False)}
    if broken := next((head for head, cell in row.items() if _ERROR.fullmatch(cell)), ""):
        raise UnreadableError(
            f"`{broken}` has the spreadsheet's error {row[broken]}. Correct the formula, or type the text."
        )
    if not row.get("ask"):
        raise UnreadableError("`ask` is empty. Write the question there.")
    question: dict[str, Any] = {"id": row["id"]} if row.get("id") else {}
    question |= {"ask": row["ask"], **_answers(row), **with_reason(row.get("because", ""), row.get("source", ""))}
    return Imported(place, row.get("competency", ""), question)


def _unquoted(cell: str) -> str:
    """Return what a cell says, without the apostrophe that keeps spreadsheets from taking it for a formula."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


_FORMULA = re.compile("'*[=+@-]")
"""The start of a formula, or of one that an apostrophe turned into text."""


def _answers(row: Mapping[str, str]) -> dict[str, Any]:
    labels = _filled([row.get(column, "") for column in _OPTIONS])
    if "" in labels:
        raise UnreadableError(f"`{_OPTIONS[labels.index('')]}` is empty, but a later option isn't. Leave no gap.")
    type_ = row.get("type", "").lower() or "check"
    answer = row.get("answer", "")
    ids = row.get("option_ids", "").split()
    if ids and len(ids) != len(labels):
        raise UnreadableError(
            f"This row has {len(labels)} options, but {len(ids)} `option_ids`. Write one ID for each option."
        )
    if type_ == "code":
        if not answer:
            raise UnreadableError("`answer` is empty. Write every accepted code, with | between.")
        partial = dict(_partial(part) for part in row.get("partial", "").split(_BETWEEN) if part.strip())
        accepted = [part.strip() for part in answer.split(_BETWEEN)]
        return {"type": "code", "answer": accepted, **({"partial": partial} if partial else {})}
    if type_ in {"check", "single", "several"} and not labels:
        raise UnreadableError("This question has no options. Fill in option_1 and option_2, or make the type `code`.")
    if type_ == "check":
        right = _right(labels, ids, answer)
        return with_options(labels, [float(number == right) for number in range(len(labels))], ids)
    if type_ not in {"single", "several"}:
        raise UnreadableError(f"`type` must be {_TYPES}, but it's {quoted(type_)}.")
    credits_ = [_number(part) for part in row.get("credits", "").split()]
    if len(credits_) != len(labels):
        raise UnreadableError(
            f"This row has {len(labels)} options, but {len(credits_)} `credits`. Write one credit for each option."
        )
    return (with_graded if type_ == "single" else with_several)(labels, credits_, ids)


def _right(labels: list[str], ids: list[str], answer: str) -> int:
    """Return which option is the answer: named by its number, its letter, its id or its text."""
    if not answer:
        raise UnreadableError("`answer` is empty. Write the number of the right option.")
    names = [*([LETTERS[number], str(number + 1), label] for number, label in enumerate(labels[:MOST_OPTIONS]))]
    for name, own in zip(ids, names, strict=False):
        own.append(name)
    found = [number for number, own in enumerate(names) if answer in own]
    found = found or [number for number, own in enumerate(names) if answer.lower() in map(str.lower, own)]
    if len(found) != 1:
        raise UnreadableError(
            f"The answer {quoted(answer)} isn't one of the options. Write a number from 1 to {len(labels)}."
        )
    return found[0]


def _partial(part: str) -> tuple[str, float]:
    start, _, credit = part.partition("=")
    return start.strip(), _number(credit)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        meant = number_meant(text.strip())
        advice = "Write one, such as 0.5." if meant is None else f"Write {meant:g}."
        raise UnreadableError(f"{quoted(text.strip())} isn't a number. {advice}") from None


def write_csv(exported: Iterable[Exported]) -> Iterator[str]:
    """Yield the header and a row for each question."""
    yield "\ufeff" + _line(COLUMNS)
    for competency, question, options in exported:
        row: dict[str, str] = {
            "competency": competency.id,
            "id": question.id,
            "type": question.type,
            "ask": question.ask,
            "option_ids": " ".join(option.id for option in options),
            "because": question.because or "",
            "source": question.source or "",
            **{column: option.label for column, option in zip(_OPTIONS, options, strict=False)},
        }
        if isinstance(question, CodeQuestion):
            row["answer"] = f" {_BETWEEN} ".join(question.answer)
            row["partial"] = f" {_BETWEEN} ".join(f"{start}={credit:g}" for start, credit in question.partial.items())
        elif question.type == "check":
            row["answer"] = str([option.id for option in options].index(question.answer) + 1)
        else:
            row["credits"] = " ".join(f"{as_data(option)['credit']:g}" for option in options)
        yield _line([_quoted(row.get(column, "")) for column in COLUMNS])


def _quoted(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def holds(exported: Exported) -> bool:
    """Tell whether a question can be written so that it is read back as it is."""
    question = exported.question
    if isinstance(question, CodeQuestion):
        return not any(_BETWEEN in part or "=" in part for part in (*question.answer, *question.partial))
    return question.type in {"check", "single"} or (question.type == "several" and question.combine == "sum")
