"""Damages banks, sheets and stores at random, uses them, and counts what became of the answers.

Run by hand: `python -m tests.benchmarks.damage [BANKS [SHEETS [STORES [SEED [FIRST]]]]]`; FIRST is where to start.

An answer is lost if it cannot be read after the program ran, though it could before; it is forged if the program has
one that nobody gave. Which these are, another reader than the program's says: SQLite, `json` or PyYAML.
"""

import codecs
import contextlib
import gc
import io
import json
import math
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import yaml

from coder_readiness.bank.answers import written
from coder_readiness.bank.loader import load_bank
from coder_readiness.errors import Listing
from coder_readiness.scoring.sheet_file import read_sheets
from coder_readiness.store.file import FILE
from tests import quick  # noqa: F401 - nothing waits for a disk
from tests.cli.test_fuzz import COLUMNS, GOOD_SHEETS, TIMES
from tests.mutations import TRICKS, mutated
from tests.paths import OTHER_BANK, STORES
from tests.running import Outcome, outcome

BANK = ("--questions", str(OTHER_BANK))
MOST_SECONDS = 20
"""More of computing time is a hang."""
Kept = Counter[tuple[Any, ...]]


def main(banks: int, sheets: int, stores: int, seed: int, first: int) -> None:
    """Damage so many of each, and print what became of them."""
    signal.signal(signal.SIGVTALRM, _give_up)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache  # each damaged bank would stay in the user's own
        for kind, use, count in (("banks", _bank, banks), ("sheets", _sheet, sheets), ("stores", _store, stores)):
            _damage_all(kind, use, range(first, first + count), seed)


def _damage_all(kind: str, use: Callable[[Random, Path], str], numbers: range, seed: int) -> None:
    outcomes, started, slowest = Counter[str](), time.perf_counter(), 0.0
    for number in numbers:
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
        with tempfile.TemporaryDirectory() as name:
            try:
                ended = use(Random(f"{seed} {kind} {number}"), Path(name))
            except TimeoutError:
                ended = "hang"
            except AssertionError:
                ended = "no clear end"
            except Exception as error:
                ended = f"traceback: {error!r}"
        gc.unfreeze()  # what `score` leaves for the end of the program
        slowest = max(slowest, time.process_time() - begun)
        outcomes[ended] += 1
        if ended not in {"used", "refused", "set aside"}:
            print(f"{kind} {number}: {ended}", flush=True)
    took = time.perf_counter() - started
    spent = f"{took:.0f} s, the slowest {slowest:.2f} s"
    print(f"{len(numbers)} {kind} in {spent}, seed {seed}: {dict(outcomes)}", flush=True)


def _give_up(*_: object) -> None:
    raise TimeoutError


def _bank(random: Random, work: Path) -> str:
    home, bank = work / "home", shutil.copytree(OTHER_BANK, work / "bank")
    home.mkdir()
    shutil.copy(STORES / "version-5.sqlite3", home / FILE)
    file = random.choice(sorted(bank.rglob("*.yaml")))
    file.write_bytes(mutated(file.read_bytes(), random))
    before = _kept(home / FILE, work)
    options = ("--questions", str(bank))
    checked = outcome("bank", "check", *options, home=home).code
    for command in random.sample(["report 1", "history", "export 1", "update --plain", "bank list", "bank stats"], 2):
        outcome(*command.split(), *options, typed=b"q\n", home=home)
    outcome("resume", "--plain", *options, typed=b"q\n", home=home)
    if _kept(home / FILE, work) != before:
        return "lost or forged"
    if checked == 2:
        return "refused"
    ended = outcome("quiz", "--plain", *options, typed=b"1\n" * 60, home=home)
    return _judged(before, _kept(home / FILE, work), _given(ended)) or "used"


def _sheet(random: Random, work: Path) -> str:
    content = mutated(GOOD_SHEETS[random.choice(sorted(GOOD_SHEETS))], random)
    form = random.choice(("text", "json", "markdown"))
    ended = outcome("score", "-", *BANK, "--format", form, typed=content, home=work)
    wrong = Listing()
    read = [sheet.answers for sheet, _ in read_sheets(load_bank(OTHER_BANK), "a sheet", io.BytesIO(content), wrong)]
    if wrong.count:
        return "refused" if ended.code == 2 else "no clear end"
    if ended.code == 2:  # nothing is wrong with any of them, but many cannot become one page
        return "refused"
    mine = [{name: _plain(written(answer)) for name, answer in answers.items()} for answers in read]
    return "used" if mine == [*_answers(content)] else "lost or forged"


def _answers(content: bytes) -> Iterator[dict[str, object]]:
    """Yield the answers in each sheet, as another reader reads them."""
    marks = {codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32"}
    marks |= {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    encoding = next((encoding for mark, encoding in marks.items() if content.startswith(mark)), "utf-8-sig")
    text = content.decode(encoding).removeprefix("\ufeff").strip(" \t\r\n")  # as the program, in spite of a second mark
    try:
        sheets = [json.loads(text)]
    except ValueError:
        try:
            sheets = [json.loads(line.removeprefix("\ufeff")) for line in text.split("\n") if line.strip()]
        except ValueError:
            sheets = [yaml.load(text, yaml.CBaseLoader)]
    for sheet in sheets:
        yield {name: _plain(answer) for name, answer in sheet["answers"].items()}


def _plain(answer: object) -> object:
    """Return an answer however it is written: a code with a blank or without, a number as text or not, one or many."""
    if isinstance(answer, list):
        return [_plain(one) for one in answer]
    with contextlib.suppress(ValueError):
        if math.isfinite(number := float(str(answer))):
            return number
    return re.sub(r"[\s.]", "", str(answer)).upper()


CELL_VALUES = [*TIMES, *TRICKS, -1, 0, 1 << 62, 1e300, None]
MEDDLING = [
    "CREATE TRIGGER t AFTER INSERT ON answer BEGIN DELETE FROM answer; END",
    "CREATE TRIGGER t AFTER INSERT ON answer BEGIN UPDATE answer SET answer = '\"forged\"'; END",
    "CREATE TRIGGER t BEFORE INSERT ON answer BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TRIGGER t AFTER UPDATE ON attempt BEGIN DELETE FROM attempt; END",
    "CREATE TRIGGER t BEFORE INSERT ON attempt BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE UNIQUE INDEX i ON answer (attempt) WHERE attempt > 2",
    "CREATE INDEX i ON answer (answered)",
    "ALTER TABLE answer RENAME TO hidden; CREATE VIEW answer AS SELECT * FROM hidden",
    "CREATE TABLE copy AS SELECT * FROM answer; DROP TABLE answer; ALTER TABLE copy RENAME TO answer",
    "CREATE TABLE copy AS SELECT * FROM attempt; DROP TABLE attempt; ALTER TABLE copy RENAME TO attempt",
    "ALTER TABLE answer ADD COLUMN more TEXT NOT NULL DEFAULT 'x'",
    "ALTER TABLE attempt DROP COLUMN step",
    "ALTER TABLE answer RENAME TO answers",
    *(f"DROP TABLE {name}" for name in ("answer", "attempt", "card", "practice", "setting", "flag", "outcome")),
    *("DELETE FROM attempt WHERE id = 1", "DELETE FROM attempt", "DELETE FROM attempt; DELETE FROM sqlite_sequence"),
    *(f"UPDATE sqlite_sequence SET seq = {seq}" for seq in (0, -5, "'x'", "NULL", (1 << 63) - 1)),
    *(f"PRAGMA user_version = {version}" for version in range(-1, 8)),
    *("PRAGMA journal_mode = WAL", "PRAGMA application_id = 7", "ANALYZE", "PRAGMA auto_vacuum = 1; VACUUM"),
    "PRAGMA page_size = 512; VACUUM",
]
USES = [
    *[(f"{command} {number}", b"") for command in ("report", "export --with-private") for number in (1, 2)],
    *[("history", b""), ("history --format json", b""), ("resume --plain", b"q\n")],
    *[("quiz --plain", b"1\n1\nq\nq\n"), ("practice --plain", b"1\n1\nq\n")],
]


def _store(random: Random, work: Path) -> str:
    home = work / "home"
    home.mkdir()
    file = Path(shutil.copy(random.choice(sorted(STORES.glob("*.sqlite3"))), home / FILE))
    _damage(random, file)
    given, told = range(1), "used"
    start = _kept(file, work)
    for command, typed in random.sample(USES, 5):
        content, before = file.read_bytes(), _kept(file, work)
        ended = outcome(*command.split(), *BANK, typed=typed, home=home)
        if aside := next(home.glob("damaged-*"), None):
            return "set aside" if content == aside.read_bytes() or _is_same(before, aside, work) else "lost"
        if command.startswith("quiz"):
            given = _given(ended)
        if command.startswith("export") and ended.code == 0 and before is not None:
            wrong = _wrong_in(json.loads(ended.out)["answers"], before, int(command[-1]))
            if wrong:
                return wrong
        if before is None and file.read_bytes() != content:
            return "lost"
        told = "refused" if ended.code == 2 else told
    return _judged(start, _kept(file, work), given) or told


def _damage(random: Random, file: Path) -> None:
    content = file.read_bytes()
    kind = random.choice(("bytes", "bytes", "heads", "cell", "cells", "meddling", "beside"))
    if kind == "bytes":
        file.write_bytes(mutated(content, random))
    elif kind == "heads":
        page = random.randrange(len(content) // 4096) * 4096
        at = page + random.randrange(100)
        file.write_bytes(content[:at] + random.randbytes(random.randrange(1, 5)) + content[at + 4 :])
    elif kind == "beside":
        beside = file.with_name(FILE + random.choice(("-journal", "-wal", "-shm")))
        beside.mkdir() if random.random() < 0.4 else beside.write_bytes(random.choice([*TRICKS, content]))
    else:
        with contextlib.closing(sqlite3.connect(file)) as db, contextlib.suppress(sqlite3.Error):
            if kind == "meddling":
                db.executescript(random.choice(MEDDLING))
            for _ in range(0 if kind == "meddling" else 1 if kind == "cell" else 4):
                table, column = random.choice(COLUMNS)
                value = random.choice(CELL_VALUES)
                value = (
                    value.decode("utf-8", "replace") if isinstance(value, bytes) and random.random() < 0.8 else value
                )
                row = "id = 2" if table == "attempt" else f"question IN (SELECT question FROM {table} LIMIT 2)"
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {row}", (value,))
            db.commit()


def _kept(file: Path, work: Path) -> Kept | None:
    """Return the answers in a store, whatever lies beside it; None if they cannot be read."""
    look = work / "look"
    shutil.copy(file, look)
    with contextlib.suppress(sqlite3.Error, UnicodeError), contextlib.closing(sqlite3.connect(look)) as db:
        db.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        return Counter(db.execute("SELECT attempt, question, answer, answered FROM answer").fetchall())
    return None


def _is_same(before: Kept | None, file: Path, work: Path) -> bool:
    return before is not None and _kept(file, work) == before


def _given(ended: Outcome) -> range:
    """Return how many answers the program may have kept: those it has repeated, the last not if that is refused."""
    count = len(re.findall(r"^Your answer: ", ended.out, re.MULTILINE))
    return range(max(0, count - (ended.code == 2)), count + 1)


def _judged(before: Kept | None, after: Kept | None, given: range) -> str:
    """Return what went wrong with the answers, if so many were given; "" if nothing."""
    if before is None:
        return ""
    if after is None or before - after:
        return "lost"
    more = (after - before).total()
    return "" if more in given else "lost" if more < given.start else "forged"


def _wrong_in(exported: dict[str, Any], kept: Kept, attempt: int) -> str:
    """Return what is wrong with the answers that are exported of an attempt; "" if nothing."""
    given: dict[str, list[Any]] = {}  # also in the attempts that it updates, whose answers count in its result
    for number, question, answer, _ in kept:
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            if number <= attempt:
                given.setdefault(question, []).append(json.loads(answer))
    if any(answer not in given.get(name, []) for name, answer in exported.items()):
        return "forged"
    sound = {row[1] for row in kept if row[0] == attempt and _is_sound(row)}
    return "lost" if sound - exported.keys() else ""


def _is_sound(row: tuple[Any, ...]) -> bool:
    """Tell whether an answer, its question and its time are what a program can have kept."""
    _, question, text, answered = row
    try:
        question.encode()
        answer, at = json.loads(text), datetime.fromisoformat(answered)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return False
    if isinstance(answer, int | float):
        answer = "" if not isinstance(answer, bool) and math.isfinite(answer) and abs(answer) < 1e15 else None
    texts = answer if isinstance(answer, list) else [answer]
    return at.tzinfo is not None and all(isinstance(one, str) for one in texts)


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] + ["5000", "10000", "5000", "1", "0"][len(sys.argv) - 1 :])[:5]))
