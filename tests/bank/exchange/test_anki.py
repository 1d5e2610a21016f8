"""A deck for Anki, read back as what it is: a zip file with a database."""

import html
import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from coder_readiness.bank.exchange.anki import anki_package
from coder_readiness.bank.exchange.question import Exported
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.types import Question

NOW = datetime(2026, 11, 30, tzinfo=UTC)
pytest.importorskip("genanki", reason="needs the extra anki")


def opened(package: bytes) -> sqlite3.Connection:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("media")) == {}
        database = sqlite3.connect(":memory:")
        database.deserialize(archive.read("collection.anki2"))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return database


def notes(package: bytes) -> list[tuple[str, list[str], list[str]]]:
    """Return the id, tags and fields of each note, as text."""
    rows = opened(package).execute("SELECT guid, tags, flds FROM notes").fetchall()
    return [
        (guid, tags.split(), [html.unescape(field.replace("<br>", "\n")) for field in fields.split("\x1f")])
        for guid, tags, fields in rows
    ]


def exported(bank: Bank) -> list[Exported]:
    return [Exported(home, one, one.options) for home in bank.competencies for one in home.pool]


def test_a_card_for_each_question_with_all_its_parts() -> None:
    bank = load_bank()
    package = anki_package(bank, exported(bank), NOW)
    found, pool = notes(package), exported(bank)
    assert {one.question.type for one in pool} == {"check", "single", "several", "code", "case"}
    assert len({guid for guid, _, _ in found}) == len(found) == len(pool)
    for (_, tags, fields), (home, question, options) in zip(found, pool, strict=True):
        assert tags == [home.id, question.type]
        ask, listed, answer, reason, source = fields
        assert (ask, answer) == (question.ask, question.said(question.best_answer))
        assert [line[3:] for line in listed.splitlines()] == [option.label for option in options]
        assert (reason, source) == (question.because, question.source)
    cards = opened(package).execute("SELECT count(*), count(DISTINCT nid) FROM cards").fetchone()
    assert cards == (len(pool), len(pool))


def test_the_note_type_shows_every_field(other_bank: Bank) -> None:
    database = opened(anki_package(other_bank, exported(other_bank), NOW))
    (models, decks) = map(json.loads, database.execute("SELECT models, decks FROM col").fetchone())
    (used,) = {mid for (mid,) in database.execute("SELECT DISTINCT mid FROM notes")}
    notetype: dict[str, Any] = models[str(used)]
    fields = [field["name"] for field in notetype["flds"]]
    front, back = notetype["tmpls"][0]["qfmt"], notetype["tmpls"][0]["afmt"]
    assert [name for name in fields if f"{{{{{name}}}}}" in front] == ["Question", "Options"]
    assert [name for name in fields if f"{{{{{name}}}}}" in back] == ["Answer", "Reason", "Source"]
    assert "bicycle-mechanic" in {deck["name"] for deck in decks.values()}


@pytest.mark.parametrize("text", ["a < b & \"c\" <script>alert('x')</script>", "{{Answer}}", "1\n  2\n\n3", "é 漢 🦴"])
def test_whatever_a_text_holds_is_shown_as_it_is(other_bank: Bank, text: str) -> None:
    question: Question = replace(other_bank.questions["brakes-spongy"], ask=text, because=text)
    package = anki_package(other_bank, [Exported(other_bank.competencies[0], question, question.options)], NOW)
    ((_, _, fields),) = notes(package)
    assert (fields[0], fields[3]) == (text, text)
    (raw,) = opened(package).execute("SELECT flds FROM notes").fetchone()
    assert "<" not in raw.replace("<br>", "")


def test_a_later_export_changes_the_same_cards(other_bank: Bank) -> None:
    first, again = (
        anki_package(other_bank, exported(other_bank), when) for when in (NOW, NOW.replace(year=NOW.year + 1))
    )
    assert [guid for guid, _, _ in notes(first)] == [guid for guid, _, _ in notes(again)]
    numbers = [opened(one).execute("SELECT DISTINCT mid, did FROM notes, cards").fetchall() for one in (first, again)]
    assert numbers[0] == numbers[1]
    changed = [opened(one).execute("SELECT max(mod) FROM notes").fetchone()[0] for one in (first, again)]
    assert changed[0] < changed[1]
