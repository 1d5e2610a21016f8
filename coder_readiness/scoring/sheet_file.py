"""Sheets from outside: a file with one (JSON or YAML), or a stream with one in each line (JSON lines)."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Any, BinaryIO, NoReturn

from pydantic_core import from_json

from coder_readiness.bank.files import LARGEST_FILE
from coder_readiness.bank.model import Bank
from coder_readiness.bank.slips import look_alike
from coder_readiness.bank.strict_yaml import YamlFile
from coder_readiness.errors import WHOLE, Listing, Place, Problem, SheetError
from coder_readiness.scoring.file_kinds import opened, what_else
from coder_readiness.scoring.json_slips import CURLY, slip
from coder_readiness.scoring.sheet import Sheet, read_sheet
from coder_readiness.text import quoted


def read_sheets(bank: Bank, name: str, stream: BinaryIO, wrong: Listing) -> Iterator[tuple[Sheet, bool]]:
    """Yield every good sheet of a stream, and whether the stream has one in each line, in constant memory.

    Lines that are each a JSON object are sheets of their own, and so are all lines of a file that is called .jsonl;
    anything else is one sheet, in JSON or YAML.
    The errors in a bad sheet go to `wrong`, with file:line:column, and the next sheet is read.
    """
    beginning, stream = opened(stream)
    if message := what_else(beginning, name):
        wrong.add(Problem(Place(name, WHOLE), "", message), about=Place(name))
        return
    lines: Iterator[bytes] = iter(lambda: stream.readline(LARGEST_FILE + 1), b"")
    start: list[bytes] = []
    written: list[bytes] = []  # lines that are not blank
    while len(written) < 2 and (line := next(lines, b"")):
        start.append(line)
        written += [line] if line.strip() else []
    if len(written) < 2 or not (_is_json_object(written[0]) or name.endswith(".jsonl")):
        if sheet := _whole(bank, name, b"".join(start) + stream.read(LARGEST_FILE + 1), wrong):
            yield sheet, False
        return
    lines = chain(start, lines)
    for number, line in enumerate(lines, 1):
        if len(line) > LARGEST_FILE:
            place = Place(name, number)
            wrong.add(
                Problem(place, "", f"This line is longer than {LARGEST_FILE:,} bytes, so we can't read it."),
                about=place,
            )
            next((part for part in chain([line], lines) if part.endswith(b"\n")), None)  # pass over the rest of it
        elif line.strip() and (sheet := _from_json(bank, Place(name, number), line, wrong, one_of_many=True)):
            yield sheet, True


def _is_json_object(line: bytes) -> bool:
    """Tell whether a line looks like a whole object; whether it is one shows when it is read."""
    text = line.removeprefix(b"\xef\xbb\xbf").strip()
    return text.startswith(b"{") and text.endswith(b"}")


def _whole(bank: Bank, name: str, content: bytes, wrong: Listing) -> Sheet | None:
    if content.lstrip().startswith(b"{") and len(content) <= LARGEST_FILE:
        return _from_json(bank, Place(name), content, wrong)
    file = YamlFile(name, content)
    for problem in file.problems:
        wrong.add(problem, about=Place(name))
    if not file.problems:
        try:
            return read_sheet(bank, file.data)
        except SheetError as error:
            lines = content.decode("utf-8-sig").splitlines()
            for keys, message in error.mistakes:
                place = file.place(keys)
                if found := look_alike(lines[place.line - 1]):
                    problem = Problem(place._replace(column=found[0] + 1), "", found[1])
                else:
                    problem = Problem(place, "", _as_yaml_reads_it(bank, keys, file.written(keys), message))
                wrong.add(problem, about=Place(name))
    return None


def _as_yaml_reads_it(bank: Bank, keys: Sequence[str], written: str | None, message: str) -> str:
    """Return what is wrong with a value: its quotes, if it would be right as text, or else the message as it is.

    The message then also says what YAML takes for true or false.
    """
    question = bank.questions.get(keys[-1]) if keys[:1] == ("answers",) else None
    if question is not None and written is not None:
        with suppress(SheetError):
            question.read_answer(written)
            return f'{question.id}: {written} needs quotes around it. Write "{written}".'
        with suppress(SheetError):
            question.read_answer(written.strip("".join(CURLY)))
            return f'{question.id}: The quotes around {written.strip("".join(CURLY))} are curly. Write " instead.'
    if written is not None and written.lower() in _TAKEN_FOR_TRUTH:
        return f"{message} YAML reads {written} as true or false."
    return message


_TAKEN_FOR_TRUTH = frozenset({"yes", "no", "on", "off"})


_EACH_LINE = " Each line must hold one complete answer sheet, and nothing else."


_ONE_SHEET = " Keep only one sheet in a file, or put each one on its own line."


class _RefusedError(Exception):
    """A key or number that Python's JSON reader allows and a sheet does not, and why."""

    def __init__(self, written: str, occurrence: int, message: str) -> None:
        self.written, self.occurrence = written, occurrence
        super().__init__(message)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise _RefusedError(twice, 1, f"{quoted(twice)} appears twice. Remove one of them.")
    return result


def _no_number(text: str) -> NoReturn:
    raise _RefusedError(text, 0, f"We can't score {text}. Write an ordinary number.")


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)
"""No key twice, no NaN, no infinity."""


def _quickly_read(content: bytes) -> dict[str, Any] | None:
    """Return the object in a JSON text, or None where the strict reader has to look.

    Each key has a colon, so that no key is there twice if there are as many keys as colons.
    """
    try:
        data = from_json(content, allow_inf_nan=False)
    except ValueError:
        return None
    if not isinstance(data, dict):
        return None
    keys = len(data) + sum([len(value) for value in data.values() if isinstance(value, dict)])
    return data if keys == content.count(b":") else None


def _text(content: bytes) -> str:
    """Return a text in UTF-8 without the blanks at its end, so that a slip there is not one line further."""
    return content.decode("utf-8-sig").rstrip(" \t\r\n")


def _from_json(bank: Bank, start: Place, content: bytes, wrong: Listing, *, one_of_many: bool = False) -> Sheet | None:
    """Return the sheet in a JSON text that starts at `start`, or None if something is wrong with it."""

    def refuse(position: int, message: str) -> None:
        line, column = text.count("\n", 0, position), position - text.rfind("\n", 0, position)
        wrong.add(Problem(Place(start.file, start.line + line, column), "", message), about=start)

    data, text = _quickly_read(content), ""
    try:
        if not data:
            text = _text(content)
            data = _STRICT.decode(text)
        return read_sheet(bank, data)
    except SheetError as error:
        text = _text(content)
        found = dict(reversed([*_keys_and_numbers(text)]))  # the first place of each
        for keys, message in error.mistakes:
            refuse(found.get(keys[-1], 0) if keys else 0, message)
    except _RefusedError as error:
        # No further than there: what follows has not been read, and may be no JSON.
        places = (place for written, place in _keys_and_numbers(text) if written == error.written)
        refuse(next(islice(places, error.occurrence, None)), str(error))
    except json.JSONDecodeError as error:
        position, message = slip(text, error)
        hint = _EACH_LINE if one_of_many and not _is_json_object(content) else ""
        refuse(position, f"{message}{hint or _ONE_SHEET if error.msg == 'Extra data' else hint}")
    except UnicodeDecodeError as error:  # whose object has no byte order mark
        text = error.object[: error.start].decode()
        refuse(len(text), "This isn't UTF-8 text. Save the file as UTF-8.")
    except RecursionError:
        refuse(0, "This isn't an answer sheet, because it's nested too deeply.")
    except ValueError:
        number = _LONG_NUMBER.search(text)
        refuse(number.start() if number else 0, "This number has too many digits. Check it.")
    return None


_LONG_NUMBER = re.compile(r"-?\d{1000,}")


_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*+")(\s*:)?|NaN|-?Infinity')


def _keys_and_numbers(text: str) -> Iterator[tuple[str, int]]:
    """Yield the keys in a JSON text and its numbers that are not finite, each with its position."""
    for token in _TOKEN.finditer(text):
        if token[2] or not token[1]:
            yield json.loads(token[1]) if token[1] else token[0], token.start()
