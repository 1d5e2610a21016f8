"""What kind of file was handed in as a sheet, judged by its start; and UTF-16 read as UTF-8."""

import codecs
import io
import re
from collections.abc import Callable
from typing import BinaryIO

_LOOKED_AT = 512
_PIECE = 1 << 16
_EXPORT = "To make an answer sheet, type `coder-readiness export`."
_NO_TEXT = f"isn't plain text, so it's not an answer sheet. {_EXPORT}"
_A_REPORT = f"is a report, not an answer sheet. {_EXPORT}"
_MADE_OF_BYTES = (
    (b"PK", f"is a spreadsheet, a document or a zip file, not an answer sheet. {_EXPORT}"),
    (b"\xd0\xcf\x11\xe0", f"is an old spreadsheet or document, not an answer sheet. {_EXPORT}"),
    (b"%PDF", f"is a PDF, not an answer sheet. {_EXPORT}"),
    (b"SQLite format 3\0", f"is the file your attempts are saved in, not an answer sheet. {_EXPORT}"),
    (b"```", "has ``` around the answer sheet. Remove those lines."),
    *((sign, "starts with a comment, which JSON doesn't allow. Remove it.") for sign in (b"//", b"/*")),
    (b"{\\rtf", "is formatted text (RTF). Save it as plain text."),
    (b"BEGIN:V", f"is a calendar or contact, not an answer sheet. {_EXPORT}"),
    *((sign, f"is a picture, not an answer sheet. {_EXPORT}") for sign in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")),
    *(
        (sign, "is a compressed file. Unpack it, and use the answer sheet in it.")
        for sign in (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
    ),
)


_EMAIL = re.compile(rb"(?:(?:From|To|Subject|Date|Received|Return-Path|Delivered-To|MIME-Version): .*\n){2}", re.I)
_MARKUP = re.compile(rb"<[!?/]?[A-Za-z-]")
_BEFORE_A_SHEET = re.compile(rb"[^\s#{\[\x22-][^\n]*\n(?:[^\n]*\n)*?\s*(?:```|\{\s*\")")
"""A first line that starts no sheet, with one below it that does."""
_CONTROLS = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_HEADINGS = (b"FOCUS NEXT", b"YOU ARE READY")
"""The heading over the answer in every report that is text."""


def opened(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """Return the start of a stream, and all of it; UTF-16 or UTF-32 with a mark, as of older shells, becomes UTF-8.

    If the text is damaged and is no JSON, its start is left as it is.
    """
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)  # which waits for no more than there is
    start = read(_LOOKED_AT)
    whole = io.BufferedReader(_Rejoined(start, read), _PIECE)
    if not start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return start, whole
    encoding = "utf-32" if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) else "utf-16"
    text = io.TextIOWrapper(whole, encoding, errors="replace", newline="")
    first = text.read(_LOOKED_AT).encode()
    stream = io.BufferedReader(_Rejoined(first, lambda most: text.read(most // 4).encode()), _PIECE)
    return first if first.startswith(b"{") or _is_sound(start, encoding) else start, stream


def _is_sound(start: bytes, encoding: str) -> bool:
    """Tell whether the start of a file is text in an encoding; its last character may be cut off."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(start)
    except UnicodeDecodeError:
        return False
    return True


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
    """Return what a file with this start is, and what to hand in instead; "" if it may be a sheet."""
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    for sign, message in _MADE_OF_BYTES:
        if text.startswith(sign):
            return message
    if text[:14].lower() == b"<!doctype html" or text[:5].lower() == b"<html":
        return _A_REPORT
    if not text.startswith((b"{", b"[")) and any(heading in text for heading in _HEADINGS):
        return _A_REPORT
    if _MARKUP.match(text):
        return f"is a web page or XML, not an answer sheet. {_EXPORT}"
    if _EMAIL.match(text):
        return "is an email, not an answer sheet. Save the answer sheet that is attached to it, and use that."
    return _odd_text(text) or _table(text, name)


def _odd_text(text: bytes) -> str:
    """Say what is wrong with a text that is none, or that has other text before a sheet; "" if nothing is."""
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _NO_TEXT
    if any(2 * some.count(0) > len(some) and not _CONTROLS.search(others) for some, others in _halves(text)):
        return "is UTF-16 text without a mark. Save it as UTF-8."
    if _CONTROLS.search(text) and not text.startswith((b"{", b"[")):
        return _NO_TEXT
    if _BEFORE_A_SHEET.match(text):
        return "has other text before the answer sheet. Remove it."
    return ""


def _halves(text: bytes) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    """Return every other byte and the rest; in UTF-16, nearly all of one half are 0."""
    return (text[::2], text[1::2]), (text[1::2], text[::2])


def _table(text: bytes, name: str) -> str:
    first = text.split(b"\n", 1)[0]
    separated = name.lower().endswith((".csv", ".tsv")) or (
        set(b",;\t") & set(first.strip()) and not set(b":{[#") & set(first)
    )
    return f"is a table (CSV), not an answer sheet. {_EXPORT}" if text and separated else ""
