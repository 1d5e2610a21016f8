"""Cards for Anki, imported by Anki itself: its own library, in a collection of its own."""

import html
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coder_readiness.bank.exchange.anki import anki_package, write_anki
from coder_readiness.bank.exchange.question import Exported, reason_of
from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank

NOW = datetime(2026, 11, 30, tzinfo=UTC)
HOSTILE = "a < b & \"c\" <script>alert('x')</script>\n{{Answer}} \\ é 漢 🦴"
library = pytest.importorskip("anki.collection", reason="needs Anki's own library")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """Return an empty collection of cards."""
    opened = library.Collection(str(tmp_path / "collection.anki2"))
    yield opened
    opened.close()


def exported(bank: Bank) -> list[Exported]:
    return [Exported(home, one, one.options) for home in bank.competencies for one in home.pool]


def import_package(collection: Any, path: Path, package: bytes) -> Any:
    """Import a deck, and return what Anki says of its notes."""
    path.write_bytes(package)
    return collection.import_anki_package(library.ImportAnkiPackageRequest(package_path=str(path))).log


def read(field: str) -> str:
    """Return what a field shows."""
    return html.unescape(field.replace("<br>", "\n"))


def test_a_deck_of_the_whole_bank(collection: Any, tmp_path: Path) -> None:
    pytest.importorskip("genanki", reason="needs the extra anki")
    bank = load_bank()
    pool = exported(bank)
    log = import_package(collection, tmp_path / "cards.apkg", anki_package(bank, pool, NOW))
    assert (len(log.new), collection.note_count(), collection.card_count()) == (len(pool), len(pool), len(pool))
    notes = [collection.get_note(number) for number in collection.find_notes("deck:clinical-coder", order="n.id")]
    for note, (home, question, _) in zip(notes, pool, strict=True):
        assert set(note.tags) == {home.id, question.type}
        ask, _options, *others = map(read, note.fields)
        assert [ask, *others] == [
            question.ask,
            question.said(question.best_answer),
            question.because or "",
            question.source or "",
        ]
    assert collection.fix_integrity()[1]


def test_a_card_shows_whatever_its_texts_hold(collection: Any, tmp_path: Path, other_bank: Bank) -> None:
    pytest.importorskip("genanki", reason="needs the extra anki")
    home, question, options = exported(other_bank)[0]
    hostile = Exported(home, replace(question, ask=HOSTILE, because=HOSTILE), options)
    import_package(collection, tmp_path / "cards.apkg", anki_package(other_bank, [hostile], NOW))
    (card,) = map(collection.get_card, collection.find_cards(""))
    shown = card.render_output()
    for side in (shown.question_text, shown.answer_text):
        assert HOSTILE in read(side)
        assert "<script" not in side


def test_a_later_deck_changes_cards_and_adds_none(collection: Any, tmp_path: Path, other_bank: Bank) -> None:
    pytest.importorskip("genanki", reason="needs the extra anki")
    first, *others = exported(other_bank)
    import_package(collection, tmp_path / "1.apkg", anki_package(other_bank, [first, *others], NOW))
    changed = first._replace(question=replace(first.question, ask="Changed?"))
    later = anki_package(other_bank, [changed, *others], NOW + timedelta(days=1))
    log = import_package(collection, tmp_path / "2.apkg", later)
    assert (len(log.new), collection.note_count()) == (0, len(others) + 1)
    assert len(collection.find_notes("Changed?")) == 1


def test_a_text_file_says_by_itself_how_to_read_it(collection: Any, tmp_path: Path, other_bank: Bank) -> None:
    home, question, options = exported(other_bank)[0]
    pool = [Exported(home, replace(question, id="hostile", ask=HOSTILE), options), *exported(load_bank())]
    file = tmp_path / "cards.txt"
    file.write_text("".join(write_anki(pool)), encoding="utf-8")
    metadata = collection.get_csv_metadata(path=str(file), delimiter=None)
    collection.import_csv(library.ImportCsvRequest(path=str(file), metadata=metadata))
    found = {note.guid: note for note in map(collection.get_note, collection.find_notes(""))}
    assert len(found) == len(pool)
    for home, question, _ in pool:
        note = found[question.id]
        front, back = map(read, note.fields)
        assert (note.tags, front.startswith(question.ask), back.endswith(reason_of(question))) == (
            [home.id],
            True,
            True,
        )
