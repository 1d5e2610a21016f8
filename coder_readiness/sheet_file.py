"""Sheets from outside: a file with one (JSON or YAML), or a stream with one in each line (JSON lines)."""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO, NoReturn

from coder_readiness.bank import Bank
from coder_readiness.errors import Place, Problem, SheetError
from coder_readiness.sheet import Sheet, read_sheet
from coder_readiness.strict_yaml import LARGEST_FILE, YamlFile


def read_sheets(bank: Bank, name: str, stream: BinaryIO) -> Iterator[tuple[Sheet, bool]]:
    """Yield every sheet of a stream, and whether it is one line of many, in constant memory.

    Lines that are each a JSON object are sheets of their own; anything else is one sheet, in JSON or YAML.
    Raises SheetError, with file:line:column, at the first one that cannot be scored.
    """
    lines = iter(lambda: stream.readline(LARGEST_FILE + 1), b"")
    start: list[bytes] = []
    written: list[bytes] = []  # lines that are not blank
    while len(written) < 2 and (line := next(lines, b"")):
        start.append(line)
        written += [line] if line.strip() else []
    if len(written) == 2 and _is_json_object(written[0]):
        for number, line in enumerate(chain(start, lines), 1):
            if len(line) > LARGEST_FILE:
                raise _error(Place(name, number), f"the line is longer than {LARGEST_FILE:,} bytes")
            if line.strip():
                yield _read(bank, Place(name, number), _json(line, Place(name, number))), True
    else:
        yield _whole(bank, name, b"".join(start) + stream.read(LARGEST_FILE + 1)), False


def _is_json_object(line: bytes) -> bool:
    """Tell whether a line looks like a whole object; what is wrong with it is told when it is read."""
    text = line.removeprefix(b"\xef\xbb\xbf").strip()
    return text.startswith(b"{") and text.endswith(b"}")


def _whole(bank: Bank, name: str, content: bytes) -> Sheet:
    if content.lstrip().startswith(b"{") and len(content) <= LARGEST_FILE:
        return _read(bank, Place(name), _json(content, Place(name)))
    file = YamlFile(name, content)
    if file.problems:
        raise SheetError("\n".join(str(problem) for problem in file.problems[:1]))
    return _read(bank, Place(name), file.data)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise SheetError(f"the key {twice!r} stands twice")
    return result


def _no_number(text: str) -> NoReturn:
    raise SheetError(f"{text} is not a number that can be scored")


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_number)
"""No key twice, no NaN, no infinity."""


def _json(content: bytes, place: Place) -> Any:
    try:
        return _STRICT.decode(content.decode("utf-8-sig"))
    except SheetError as error:
        raise _error(place, str(error)) from error
    except json.JSONDecodeError as error:
        at = Place(place.file, place.line + error.lineno - 1, error.colno)
        raise _error(at, f"is not valid JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise _error(place, "is not UTF-8 text; save it as UTF-8") from error
    except (RecursionError, ValueError) as error:
        raise _error(place, "is not a sheet: it is nested too deeply, or holds a number that is too long") from error


def _read(bank: Bank, place: Place, data: object) -> Sheet:
    try:
        return read_sheet(bank, data)
    except SheetError as error:
        raise _error(place, str(error)) from error


def _error(place: Place, message: str) -> SheetError:
    return SheetError(str(Problem(place, "", message)))
