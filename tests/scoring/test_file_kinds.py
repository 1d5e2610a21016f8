"""What people hand in as a sheet: UTF-16 is read, and what is no sheet is told by its kind."""

import io
import json
from pathlib import Path

import pytest

from coder_readiness.bank.model import Bank
from coder_readiness.errors import Listing
from coder_readiness.scoring.sheet import A_REPORT, Sheet
from coder_readiness.scoring.sheet_file import read_sheets

SHEET = {"name": "F\u00e1tou \U0001f469\u200d\u2695\ufe0f", "answers": {"course-state": "basic"}}


def outcome(bank: Bank, content: bytes, name: str = "s") -> tuple[list[Sheet], str]:
    wrong = Listing()
    return [sheet for sheet, _ in read_sheets(bank, name, io.BytesIO(content), wrong)], str(wrong)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("ending", ["", "\r\n"])
def test_utf_16_with_a_mark_is_read(other_bank: Bank, encoding: str, ending: str) -> None:
    text = json.dumps(SHEET, ensure_ascii=False, indent=1).replace("\n", ending or "\n") + ending
    sheets, wrong = outcome(other_bank, ("\ufeff" + text).encode(encoding))
    assert wrong == ""
    assert [(sheet.name, sheet.answers) for sheet in sheets] == [(SHEET["name"], SHEET["answers"])]


def test_many_sheets_in_utf_16_are_read_line_by_line(other_bank: Bank) -> None:
    line = json.dumps(SHEET, ensure_ascii=False)
    sheets, wrong = outcome(other_bank, f"{line}\r\n".encode("utf-16-le").join([b"\xff\xfe", *[b""] * 2000]))
    assert (len(sheets), wrong) == (2000, "")
    assert {sheet.name for sheet in sheets} == {SHEET["name"]}


def test_a_slip_in_utf_16_has_its_place(other_bank: Bank) -> None:
    told = outcome(other_bank, '\ufeff{\n "answers": {\n  "course-state": basic}}'.encode("utf-16-le"))[1]
    assert told.startswith("s:3:19: Text needs double quotes around it.")


def test_half_a_character_at_the_end_is_a_mistake_and_no_traceback(other_bank: Bank) -> None:
    sheets, wrong = outcome(other_bank, ("\ufeff" + json.dumps(SHEET)).encode("utf-16-le")[:-1])
    assert sheets == []
    assert wrong.startswith("s:1:")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            b"PK\x03\x04\x14\0\x06\0",
            "is a spreadsheet, a document or a zip file, not an answer sheet. To make",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old spreadsheet or document"),
        (b"%PDF-1.7\n", "is a PDF"),
        (b"{\\rtf1\\ansi {\\fonttbl}}", "is formatted text (RTF). Save it as plain text."),
        (b"\x89PNG\r\n\x1a\n", "is a picture, not an answer sheet. To make"),
        (b"\x1f\x8b\x08", "is a compressed file. Unpack it, and use the answer sheet in it."),
        (b'<?xml version="1.0"?>', "is a web page or XML, not an answer sheet. To make"),
        (b"BEGIN:VCALENDAR\r\n", "is a calendar or contact, not an answer sheet. To make"),
        (b"# Coder readiness\n\n## FOCUS NEXT\n", "is a report, not an answer sheet"),
        (json.dumps(SHEET).encode("utf-16-le"), "is UTF-16 text without a mark. Save it as UTF-8."),
        (b"SQLite format 3\0", "is the file your attempts are saved in, not an answer sheet"),
        (
            b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>Report</title>",
            "is a report, not an answer sheet",
        ),
        (b"```json\n{}\n```\n", "has ``` around the answer sheet. Remove those lines."),
        (b"// mine\n{}\n", "starts with a comment, which JSON doesn't allow. Remove it."),
        (b"PK\x05\x06" + bytes(18), "is a spreadsheet, a document or a zip file"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "isn't plain text, so it's not an answer sheet. To make"),
        (b"\0\0\0\x18ftypheic" + bytes(30), "isn't plain text"),
        (b"sheet.json" + bytes(90) + b"0000644\0", "isn't plain text"),
        (b"\x7fELF\x02\x01\x01", "isn't plain text"),
        (b"\xff\xfe" + bytes(range(256)), "isn't plain text"),
        (b"\xfe\xff\xdc\x00\0a\0b\0c", "isn't plain text"),
        (b"<!-- saved --><HTML>", "is a web page or XML, not an answer sheet"),
        (b"<div>", "is a web page or XML"),
        (b"BEGIN:VCARD\n", "is a calendar or contact"),
        (b"From: a@b.c\r\nSubject: my sheet\r\n\r\n{}", "is an email, not an answer sheet. Save the answer sheet"),
        (b'Here it is:\n\n{"answers": {}}\n', "has other text before the answer sheet. Remove it."),
        (b"My sheet\n```json\n{}\n```\n", "has other text before the answer sheet. Remove it."),
        (b"name;step\nAnn;1\n", "is a table (CSV)"),
        (b"name\tstep\nAnn\t1\n", "is a table (CSV)"),
        (b"<HTML><body>", "is a report, not an answer sheet"),
        (b"question,answer\ncourse-state,basic\n", "is a table (CSV), not an answer sheet. To make"),
        (b'"course-state","basic"\r\n', "is a table (CSV)"),
        ("\ufeffquestion,answer\r\n".encode("utf-16-le"), "is a table (CSV)"),
        (json.dumps({"format": 1, "steps": [], "competencies": []}).encode(), f":1:1: {A_REPORT}"),
    ],
)
def test_what_is_no_sheet_is_told_by_its_kind(other_bank: Bank, content: bytes, told: str) -> None:
    sheets, wrong = outcome(other_bank, content)
    assert sheets == []
    assert wrong.startswith(f"s{told}" if told.startswith(":") else f"s {told}")
    assert "\n" not in wrong


def test_a_table_may_have_other_separators(other_bank: Bank) -> None:
    assert "is a table (CSV)" in outcome(other_bank, b"question;answer\ncourse-state;basic\n", "class.csv")[1]


@pytest.mark.parametrize(
    "content",
    [
        b"answers:\n  course-state: basic\n",
        b"# goals, seeds\nanswers: {course-state: basic}\n",
        b"---\nanswers: {course-state: basic}\n",
        b'{"goal": "first-job", "seed": 7, "answers": {"course-state": "basic"}}',
    ],
)
def test_a_sheet_is_a_sheet(other_bank: Bank, content: bytes) -> None:
    sheets, wrong = outcome(other_bank, content)
    assert wrong == ""
    assert sheets[0].answers == {"course-state": "basic"}


def test_a_large_file_is_read_whole(other_bank: Bank, tmp_path: Path) -> None:
    path = tmp_path / "class.jsonl"
    path.write_bytes(b'{"answers": {"course-state": "basic"}}\n' * 5000)
    with path.open("rb") as stream:
        assert len(list(read_sheets(other_bank, "class.jsonl", stream, Listing()))) == 5000
