"""What kind of file was handed in as a sheet, told from how it begins; and UTF-16 read as UTF-8."""

import codecs
import io
from collections.abc import Callable
from typing import BinaryIO

from coder_readiness.scoring.sheet import A_REPORT

_LOOKED_AT = 512
_PIECE = 1 << 16
_EXPORT = "hand in what `coder-readiness export` writes"
_MADE_OF_BYTES = (
    (b"PK\x03\x04", f"is a spreadsheet, a document or a zip file, not a sheet of answers; {_EXPORT}"),
    (b"\xd0\xcf\x11\xe0", f"is an old spreadsheet or document, not a sheet of answers; {_EXPORT}"),
    (b"%PDF", f"is a PDF, not a sheet of answers; {_EXPORT}"),
    (b"SQLite format 3\0", "is the file in which attempts are kept; `coder-readiness export` makes a sheet of one"),
    (b"{\\rtf", "is formatted text (RTF), not plain text; save it as plain text"),
)


def opened(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return how a stream begins, and all of it; UTF-16 with a mark, which older shells write, becomes UTF-8."""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)  # which waits for no more than there is
    start = read(_LOOKED_AT)
    whole = io.BufferedReader(_Rejoined(start, read), _PIECE)
    if not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return start, whole
    text = io.TextIOWrapper(whole, "utf-16", errors="replace", newline="")
    first = text.read(_LOOKED_AT).encode()
    return first, io.BufferedReader(_Rejoined(first, lambda most: text.read(most // 4).encode()), _PIECE)


class _Rejoined(io.RawIOBase):
    """A stream of which the start was read already."""

    def __init__(self, start: bytes, read: Callable[[int], bytes]) -> None:
        self._start, self._read = start, read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        part = self._start[: len(buffer)] or self._read(len(buffer))
        self._start = self._start[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def what_else(start: bytes, name: str) -> str:
    """Return what a file is that begins like this, and what to hand in instead; "" if it may be a sheet."""
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    for sign, message in _MADE_OF_BYTES:
        if text.startswith(sign):
            return message
    if text[:14].lower() == b"<!doctype html" or text[:5].lower() == b"<html":
        return A_REPORT
    first = text.split(b"\n", 1)[0]
    separated = name.lower().endswith((".csv", ".tsv")) or (b"," in first and not set(b":{[#") & set(first))
    return f"is a table (CSV), not a sheet of answers; {_EXPORT}" if text and separated else ""
