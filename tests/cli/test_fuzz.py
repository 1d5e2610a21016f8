"""Whatever it is given, the program ends with a result or one clear message, and sends no escape to the terminal.

A few cases of each kind run with the suite. For many, by hand, each within a second: `FUZZ_CASES=5000 pytest
tests/cli/test_fuzz.py`.
"""

import contextlib
import json
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_readiness import load_bank
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.file import FILE
from tests import running
from tests.mutations import mutated
from tests.paths import OTHER_BANK

BY_HAND = os.environ.get("FUZZ_CASES")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

some = settings(
    max_examples=int(BY_HAND or 30),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def outcome(*arguments: str, typed: bytes = b"", home: Path) -> running.Outcome:
    """Run the program and return what came of it, by hand within a second."""
    ended = running.outcome(*arguments, typed=typed, home=home)
    assert not BY_HAND or ended.seconds < 1
    return ended


@contextlib.contextmanager
def file_mutated(path: Path, seed: int) -> Iterator[None]:
    """Change a file, and put it back."""
    before = path.read_bytes()
    path.write_bytes(mutated(before, random.Random(seed)))
    try:
        yield
    finally:
        path.write_bytes(before)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


seeds = st.integers(0, 1 << 32)
PLACED = re.compile(r"^coder-readiness: (?:[^\n]+?:\d+:\d+: |[^\n]+? (?:is|isn't|has|doesn't) )")


@pytest.fixture(scope="module")
def bank_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(OTHER_BANK, tmp_path_factory.mktemp("bank") / "bank")


@some
@given(seed=seeds, which=st.integers(0, 100))
def test_a_mutated_bank(bank_copy: Path, home: Path, seed: int, which: int) -> None:
    files = sorted(bank_copy.rglob("*.yaml"))
    with file_mutated(files[which % len(files)], seed):
        ended = outcome("bank", "check", "--questions", str(bank_copy), home=home)
        if ended.code == 2:
            assert PLACED.match(ended.err)
            return
        outcome("bank", "list", "--questions", str(bank_copy), home=home)
        outcome("bank", "stats", "--questions", str(bank_copy), home=home)
        outcome("score", "-", "--questions", str(bank_copy), typed=b'{"answers": {}}', home=home)
        ended = outcome("quiz", "--plain", "--questions", str(bank_copy), typed=b"1\n?\n0\n" * 40, home=home)
        outcome("forget", "--all", home=home)


ANSWERS = {question.id: question.best_answer for question in asked(load_bank(OTHER_BANK), Sheet())}
GOOD_SHEET = json.dumps({"goal": "well-paid", "seed": 7, "answers": ANSWERS}).encode()
GOOD_SHEETS = {
    "json": GOOD_SHEET.replace(b", ", b",\n"),
    "yaml": b"answers:\n" + b"".join(f"  {name}: {json.dumps(answer)}\n".encode() for name, answer in ANSWERS.items()),
    "lines": GOOD_SHEET + b'\n{"answers": {}}\n' + GOOD_SHEET + b"\n",
}


@some
@given(kind=st.sampled_from(sorted(GOOD_SHEETS)), seed=seeds, form=st.sampled_from(["text", "json"]))
def test_a_mutated_sheet(home: Path, kind: str, seed: int, form: str) -> None:
    sheet = mutated(GOOD_SHEETS[kind], random.Random(seed))
    ended = outcome("score", "-", "--questions", str(OTHER_BANK), "--format", form, typed=sheet, home=home)
    if ended.code == 2:
        assert PLACED.match(ended.err)


numbers = st.integers() | st.floats() | st.sampled_from([10**400, -(10**400), 1 << 63, -1, 0])
texts = st.text(max_size=80) | st.sampled_from(["$unknown", "$skip", "$private", "$", "\x1b[2J", "\u202e", "x" * 70])
odd = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=6,
)
names = st.sampled_from(sorted(ANSWERS)) | texts


@some
@given(goal=st.just("first-job") | odd, seed=st.just(1) | odd, answers=st.dictionaries(names, odd) | odd)
def test_an_odd_sheet(home: Path, goal: Any, seed: Any, answers: Any) -> None:
    sheet = json.dumps({"goal": goal, "seed": seed, "answers": answers}).encode()
    ended = outcome("score", "-", "--questions", str(OTHER_BANK), typed=sheet, home=home)
    if ended.code == 2:
        assert PLACED.match(ended.err)


kept = texts | numbers | st.binary(max_size=20) | st.none() | odd.map(json.dumps)
COLUMNS = [
    *[("answer", column) for column in ("answer", "answer", "question", "answered")],
    *[("attempt", column) for column in ("started", "finished", "bank", "bank_version", "goal", "seed", "mode")],
    *[("attempt", column) for column in ("step", "previous", "record")],
    *[("answer", column) for column in ("carried", "place")],
    *[("card", column) for column in ("question", "due", "reviewed", "stability", "difficulty")],
]
COMMANDS = [
    *[
        (f"report {which} --format {form}", b"")
        for which in ("1", "2")
        for form in ("text", "markdown", "html", "json")
    ],
    *[(command, b"") for command in ("history", "history --format json", "export", "export 2", "forget 1")],
    *[(f"{command} --plain", b"1\nb\nb\n2\n0\n" * 30) for command in ("resume", "update", "practice")],
]
TIMES = ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00", "2026-01-01", "2026-01-01T00:00:00", "now"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a finished attempt, an unfinished one, and practice."""
    home = tmp_path_factory.mktemp("filled")
    bank = ("--questions", str(OTHER_BANK), "--plain")
    outcome("quiz", *bank, "--seed", "3", typed=b"1\n" * 60, home=home)
    outcome("update", *bank, typed=b"2\nq\n", home=home)
    outcome("practice", *bank, typed=b"1\n" * 4, home=home)
    assert (home / FILE).exists()
    return home


@some
@given(data=st.data())
def test_odd_values_in_the_store(filled: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    home = tmp_path_factory.getbasetemp() / "odd"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(filled, home)
    with contextlib.closing(sqlite3.connect(home / FILE)) as db:
        for _ in range(data.draw(st.integers(1, 3))):
            table, column = data.draw(st.sampled_from(COLUMNS))
            value = data.draw(kept | st.sampled_from(TIMES))
            which = "id > 0" if table == "attempt" else f"question IN (SELECT question FROM {table} LIMIT 2)"
            with contextlib.suppress(sqlite3.Error, OverflowError, UnicodeEncodeError):
                db.execute(f"UPDATE {table} SET {column} = ? WHERE {which}", (value,))
        db.commit()
    for command, typed in data.draw(st.lists(st.sampled_from(COMMANDS), min_size=2, max_size=4)):
        ended = outcome(*command.split(), "--questions", str(OTHER_BANK), typed=typed, home=home)
        if command == "export" and ended.code == 0:
            json.loads(ended.out, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert outcome("forget", "--all", home=home).code == 0


WORDS = (
    "quiz resume update practice report history score export forget bank check list show schema stats --plain --quick "
    "--step --goal --seed --format --output --assume --all --questions --data-dir first-job text json html 1 0 -1 2 - "
    "-- wheels 99999999999999999999 --seed=1 --step=\u00b2 --help --version --force --brief"
)
# A / would lead out of the folder, and no system hands a NUL to a program.
words = st.sampled_from(WORDS.split()) | texts.filter(lambda text: not {"/", "\0"} & set(text))


@some
@given(arguments=st.lists(words, max_size=6), typed=st.binary(max_size=40))
def test_odd_command_lines(home: Path, arguments: list[str], typed: bytes) -> None:
    work = home / "work"
    work.mkdir(exist_ok=True)
    with contextlib.chdir(work):
        outcome("--questions", str(OTHER_BANK), *arguments, typed=typed, home=work / "data")
    shutil.rmtree(work)


LINES = ["1", "2", "0", "b", "s", "?", "q", "1 2", "1,2", "-1", "1e999", "nan", "\u00b2", "9" * 5000, ""]
lines = st.sampled_from(LINES) | texts


@some
@given(typed=st.lists(lines, max_size=60), noise=st.binary(max_size=6), quick=st.booleans(), seed=st.integers(0, 5))
def test_odd_lines_in_a_plain_quiz(home: Path, typed: list[str], noise: bytes, quick: bool, seed: int) -> None:
    text = "\n".join(typed).encode("utf-8", "surrogatepass") + noise
    options = ["--questions", str(OTHER_BANK), "--seed", str(seed), *(["--quick"] if quick else [])]
    outcome("quiz", "--plain", *options, typed=text, home=home)
    assert outcome("export", home=home).code in {0, 2}  # where nothing was answered, nothing is kept
    outcome("practice", "--plain", "--questions", str(OTHER_BANK), typed=text, home=home)
    outcome("forget", "--all", home=home)
