"""Nothing leaves the machine, nothing forgotten stays, and nothing steers a terminal or a browser."""

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from coder_readiness.store.database import Store
from coder_readiness.store.file import FILE
from tests import no_network, paths
from tests.driver import Program
from tests.running import outcome

OTHER_BANK = str(paths.OTHER_BANK)
QUESTIONS = ("--questions", OTHER_BANK)
NO_NETWORK = f"import runpy; runpy.run_path({no_network.__file__!r})"
EVERYTHING = f"""{NO_NETWORK}
import io, sys
from coder_readiness.cli.main import main
for line in {["quiz --plain --seed 3", "update --plain", "practice --plain", "report", "report --format html",
              "report --format markdown", "history", "export", "score sheet", "bank check", "forget --all"]!r}:
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"1\\n" * 40))
    assert main([*line.split(), "--questions", {OTHER_BANK!r}], new_seed=lambda: 3) == 0, line
"""  # fmt: skip


def test_the_suite_cannot_reach_a_network() -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(RuntimeError, match="the network is not for this program"):
            socket.socket(family)
    with pytest.raises(RuntimeError, match="the network is not for this program"):
        socket.getaddrinfo("localhost", 80)


def test_no_command_reaches_for_a_network(tmp_path: Path) -> None:
    (tmp_path / "sheet").write_text('{"answers": {}}')
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING],
        env={**os.environ, "CODER_READINESS_HOME": str(tmp_path / "home")},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert all(line.startswith("coder-readiness: ") for line in done.stderr.decode().splitlines())


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are a matter of POSIX")
def test_a_quiz_in_a_terminal_reaches_for_no_network(tmp_path: Path) -> None:
    code = f"{NO_NETWORK}\nimport sys\nfrom coder_readiness.cli.main import main\nsys.exit(main(new_seed=lambda: 3))"
    program = Program("quiz", *QUESTIONS, home=tmp_path, command=(sys.executable, "-c", code))
    program.until("Question 1 of")
    program.until("q = quit")
    program.press("s")
    program.until("Question 2 of")
    program.press("ctrl-c")
    assert program.end() == 130


def whole_folder(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("which", ["1", "--all"])
def test_nothing_forgotten_is_in_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    home = tmp_path / "home"
    with contextlib.closing(Store(home)) as store:
        # Many answers, changed again and again, so that pages are split, freed and used again.
        for number in range(3):
            outcome("quiz", "--plain", *QUESTIONS, "--seed", str(number), typed=b"1\n" * 40, home=home)
        store._db.execute("PRAGMA synchronous = OFF")
        for turn in range(20):
            for answer in range(40):
                attempt = 1 + answer % 3
                text = json.dumps(f"SECRET{attempt}-{turn}" * (turn % 7 + 1))
                store._db.execute(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, '2026-01-01T00:00:00+00:00', 0, 0, NULL)",
                    (attempt, f"SECRET{attempt}-q{answer}", text),
                )
    assert b"SECRET1" in whole_folder(tmp_path)
    assert outcome("forget", which, home=home).code == 0
    left = whole_folder(tmp_path)
    assert b"SECRET1" not in left
    assert (b"SECRET2" in left) == (which == "1")
    assert [path.name for path in home.iterdir()] == [FILE]


@pytest.mark.parametrize("which", [1, None])
def test_forgetting_overwrites_even_where_the_file_cannot_be_made_smaller(tmp_path: Path, which: int | None) -> None:
    with contextlib.closing(Store(tmp_path)) as store, contextlib.closing(Store(tmp_path)) as reader:
        for number in range(2):
            outcome("quiz", "--plain", *QUESTIONS, "--seed", str(number), typed=b"1\n" * 40, home=tmp_path)
        store._db.execute("PRAGMA synchronous = OFF")
        for answer in range(300):
            row = (f"SECRET{answer}", "SECRET" * (answer % 9))
            store._db.execute("INSERT INTO answer VALUES (1, ?, ?, '', 0, 0, NULL)", row)
        size = (tmp_path / FILE).stat().st_size
        store._db.set_authorizer(lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else 0)
        reader.attempt(2)
        assert store.forget(which) == (1 if which else 2)
    assert b"SECRET" not in whole_folder(tmp_path)
    assert (tmp_path / FILE).stat().st_size == size


HOSTILE = "\x1b]0;x\x07\x1b[2J\x9b31m\u202e\u200b<script>alert(1)</script>[x](javascript:alert(1))|`*_\ud800\U000e0001"


def test_a_hostile_answer_is_harmless_in_every_format(tmp_path: Path) -> None:
    typed = b"1\n" * 40
    outcome("quiz", "--plain", *QUESTIONS, "--seed", "3", typed=typed, home=tmp_path)
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as db:
        code = db.execute("SELECT question FROM answer WHERE question LIKE '%mountain%' OR question LIKE '%etrto%'")
        names = [row[0] for row in code] or ["wheels-etrto"]
        for name in names:
            db.execute("UPDATE answer SET answer = ? WHERE question = ?", (json.dumps(HOSTILE[:64]), name))
        db.execute("UPDATE attempt SET bank_version = ?, step = ?", (HOSTILE.replace("\ud800", ""),) * 2)
        record = db.execute("SELECT record FROM attempt").fetchone()[0]
        step = json.loads(record)["steps"][0]["title"]
        db.execute(
            "UPDATE attempt SET record = ?",
            (record.replace(json.dumps(step)[1:-1], json.dumps(HOSTILE.replace("\ud800", ""))[1:-1]),),
        )
        db.commit()
    for form in ("text", "markdown", "html", "json"):  # `outcome` looks for hidden characters in all that is printed
        ended = outcome("report", *QUESTIONS, "--format", form, home=tmp_path)
        assert ended.code == 0
        if form == "html":
            assert "<script>alert" not in ended.out
            assert 'href="javascript' not in ended.out
    for arguments in (["history"], ["history", "--format", "json"], ["export"], ["resume", "--plain"]):
        outcome(*arguments, home=tmp_path)


def test_a_damaged_shipped_bank_does_not_tell_where_it_is_installed(tmp_path: Path) -> None:
    ended = outcome("bank", "show", "no-such-id", home=tmp_path)
    assert str(Path.cwd()) not in ended.err


def test_nothing_is_left_in_the_folder_for_temporary_files(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    variables = {name: str(temporary) for name in ("TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR")}
    for line in ("quiz --plain", "report", "forget --all"):
        done = subprocess.run(
            [sys.executable, "-m", "coder_readiness", *line.split(), *QUESTIONS, "--data-dir", str(tmp_path / "home")],
            env={**os.environ, **variables},
            input=b"1\n" * 40,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
    assert list(temporary.iterdir()) == []
