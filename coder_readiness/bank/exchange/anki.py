"""Cards for Anki: question and options on the front, answer, reason and source on the back.

A text file for File > Import, or a package to open (.apkg), which keeps the parts of a card apart. Each card has an id
of its own, so that a later import changes cards and keeps how well they are known.
"""

import contextlib
import csv
import hashlib
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from markupsafe import escape

from coder_readiness.bank.exchange.question import LETTERS, Exported, reason_of
from coder_readiness.bank.model import Bank
from coder_readiness.bank.questions.choices import CheckOption, Option

_HEAD = """\
#separator:Comma
#html:false
#notetype:Basic
#guid column:1
#tags column:4
#columns:guid,Front,Back,tags
"""


def write_anki(exported: Iterable[Exported]) -> Iterator[str]:
    """Yield the head and a card for each question."""
    yield _HEAD
    for competency, question, options in exported:
        front = "\n".join([question.ask, *_listed(options)])
        back = "\n".join([question.said(question.best_answer), reason_of(question)])
        line = io.StringIO()
        csv.writer(line, lineterminator="\n").writerow((question.id, front, back, competency.id))
        yield line.getvalue()


def _listed(options: Iterable[Option | CheckOption]) -> list[str]:
    return [f"{letter}. {option.label}" for letter, option in zip(LETTERS + "JKLMN", options, strict=False)]


_FIELDS = ("Question", "Options", "Answer", "Reason", "Source")
_FRONT = '<div class="text">{{Question}}</div>{{#Options}}<div class="text options">{{Options}}</div>{{/Options}}'
_BACK = (
    '{{FrontSide}}<hr id="answer"><div class="text right">{{Answer}}</div><div class="text">{{Reason}}</div>'
    '{{#Source}}<div class="text source">Source: {{Source}}</div>{{/Source}}'
)
_STYLE = """\
.card { font: 1.1em/1.4 sans-serif; text-align: left; max-width: 40em; margin: 1em auto; }
.text { white-space: pre-wrap; margin: .6em 0; }
.right { font-weight: bold; }
.source { font-size: .8em; }
"""


def anki_package(bank: Bank, exported: Iterable[Exported], now: datetime) -> bytes:
    """Return a deck of a card for each question. Raises ImportError without genanki."""
    import genanki  # noqa: PLC0415 - from the extra `anki`

    fields = [{"name": name} for name in _FIELDS]
    card = [{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}]
    notetype = genanki.Model(_number("note type"), "Coder Readiness", fields=fields, templates=card, css=_STYLE)
    deck = genanki.Deck(_number(f"deck {bank.roadmap.id}"), bank.roadmap.id)
    for competency, question, options in exported:
        answer = question.said(question.best_answer)
        texts = (question.ask, "\n".join(_listed(options)), answer, question.because or "", question.source or "")
        deck.add_note(
            genanki.Note(
                notetype,
                [str(escape(text)).replace("\n", "<br>") for text in texts],
                guid=genanki.guid_for(bank.roadmap.id, question.id),
                tags=[competency.id, question.type],
            )
        )
    return _zipped(genanki.Package(deck), now.timestamp())


def _zipped(package: Any, now: float) -> bytes:
    """Return a package without the temporary file that genanki would leave behind."""
    file = io.BytesIO()
    with contextlib.closing(sqlite3.connect(":memory:")) as database, zipfile.ZipFile(file, "w") as archive:
        package.write_to_db(database.cursor(), now, itertools.count(int(now * 1000)))
        database.commit()
        archive.writestr(zipfile.ZipInfo("collection.anki2"), database.serialize(), zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("media"), "{}")
    return file.getvalue()


def _number(name: str) -> int:
    """Return the number by which Anki knows a deck or note type: always the same for a name."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:3])


def holds(exported: Exported) -> bool:
    """Tell whether a question fits on a card, which every one does."""
    return exported.question.is_check
