"""Small banks built from YAML text, for tests of what reads a bank."""

import contextlib
import datetime
import gc
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coder_readiness.bank.lint.linter import lint
from coder_readiness.bank.lint.rule import Finding
from coder_readiness.bank.loader import load_bank, load_with_places
from coder_readiness.bank.model import Bank
from coder_readiness.errors import BankError
from coder_readiness.store.database import Store
from tests import no_network, quick  # noqa: F401 - the whole suite runs without a network, and waits for no disk
from tests.paths import OTHER_BANK

# Every run tries the same examples, and none fails because a machine is slow. The weekly job tries many others, as
# --hypothesis-profile=other --hypothesis-seed=7 -m hypothesis does.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_SAME = settings(deadline=None, derandomize=True, database=None, suppress_health_check=_SLOW)
settings.register_profile("same", _SAME)
settings.register_profile("other", _SAME, derandomize=False, max_examples=500)
settings.load_profile("same")
# No test reads or writes what the person who runs it has cached; the programs that tests start inherit this.
_CACHE = tempfile.TemporaryDirectory()
os.environ["XDG_CACHE_HOME"] = _CACHE.name
# Nor does it matter where they are, or how wide their window is.
os.environ["TZ"] = "UTC"
if sys.platform != "win32":
    time.tzset()
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # so that only the first of these programs has to be compiled


def pytest_collection_finish() -> None:
    """Spare the collector of garbage all that stays to the end: the modules and the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5000, 10, 100)  # and let it go through what stays long, such as banks, less often


def pytest_unconfigure() -> None:
    """Delete the cache at the end."""
    _CACHE.cleanup()


TODAY = datetime.date(2026, 11, 23)

ROADMAP = """\
format: 1
id: tiny
version: "1"
edition: "2026"
title: baker
goals:
  first-job: a first job
  well-paid: a well-paid job
steps:
  - {id: learn, title: Learn, about: To bake., pass_mark: 0.7}
guide:
  - title: Points
    points:
      - {id: P1, title: Bread}
outlines:
  - title: Baker's exam
    source: Any baker
    domains:
      - {id: E1, title: Dough, share: 0.75}
      - {id: E2, title: Ovens, share: 0.25}
"""

COMPETENCY = """\
id: bread
title: Bread
step: learn
kind: skill
covers: [P1]
weight: 1
target: 0.5
draw: 1
why: Everyone eats it.
actions:
  - {do: Bake a loaf., hours: 1}
  - {do: Bake a second loaf., hours: 1}
questions:
  - id: bread-loaves
    type: single
    evidence: record
    ask: Have you baked a loaf?
    options:
      - {id: not-yet, label: Not so far, credit: 0}
      - {id: once, label: Once, credit: 0.5}
      - {id: often, label: Often, credit: 1}
  - id: bread-yeast
    type: check
    ask: What makes the dough rise?
    options:
      - {id: gas, label: Gas from yeast}
      - {id: salt, label: Salt}
      - {id: heat, label: Heat alone}
    answer: gas
    because: Yeast gives off gas.
    source: Any book on bread
  - id: bread-salt
    type: check
    ask: Which ingredient slows yeast down?
    options:
      - {id: sugar, label: A little sugar}
      - {id: salt, label: A lot of salt}
      - {id: flour, label: More flour}
    answer: salt
    because: Salt draws water.
    source: Any book on bread
  - id: bread-crust
    type: check
    ask: Steam in an oven does something to a crust. What is it?
    options:
      - {id: shine, label: It shines}
      - {id: black, label: It burns}
      - {id: none, label: It stays away}
    answer: shine
    because: Starch swells and then dries.
    source: Any book on bread
  - id: bread-weight
    type: check
    ask: Bakers name amounts in percent of one thing; of which?
    options:
      - {id: flour, label: Flour}
      - {id: water, label: Water}
      - {id: loaf, label: Loaf}
    answer: flour
    because: Flour counts as 100 percent.
    source: Any book on bread
"""

OTHER_COMPETENCY = COMPETENCY.replace("bread", "rolls").replace("Bread", "Rolls")


def changed(text: str, *changes: tuple[str, str]) -> str:
    """Return `text` with each old part, which must be in it once, replaced by a new one."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text


class BankFolder:
    """The folder `bank` in the working directory: a small good bank to change, file by file."""

    def __init__(self) -> None:
        self.path = Path("bank")
        self.path.mkdir()
        self.write("roadmap.yaml", ROADMAP)
        self.write("bread.yaml", COMPETENCY)

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file into the folder, text as UTF-8."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def roadmap(self, *changes: tuple[str, str]) -> None:
        """Write the good roadmap with changes."""
        self.write("roadmap.yaml", changed(ROADMAP, *changes))

    def competency(self, *changes: tuple[str, str]) -> None:
        """Write the good competency with changes."""
        self.write("bread.yaml", changed(COMPETENCY, *changes))

    def load(self) -> Bank:
        """Return the bank."""
        return load_bank("bank")

    def problems(self) -> list[str]:
        """Return the lines of the error that loading the bank raises."""
        with pytest.raises(BankError) as caught:
            load_bank("bank")
        return str(caught.value).split("\n")

    def findings(self, rule: str, today: datetime.date = TODAY) -> list[Finding]:
        """Return what one rule finds in the bank, once every finding says what to do about it."""
        loaded = load_with_places("bank")
        found = lint(loaded.bank, loaded.places, today)
        assert all(re.search(r"[.?] [A-Z].*\.$", finding.message) for finding in found)
        return [finding for finding in found if finding.rule == rule]


@pytest.fixture
def bank_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BankFolder:
    """Return the folder `bank` below a working directory of its own, so that messages name it the same everywhere."""
    monkeypatch.chdir(tmp_path)
    return BankFolder()


@pytest.fixture(scope="session")
def bank() -> Bank:
    """Return the bank that is shipped."""
    return load_bank()


@pytest.fixture(scope="session")
def other_bank() -> Bank:
    """Return the bank for another profession."""
    return load_bank(OTHER_BANK)


OpenStore = Callable[[Path], Store]


@pytest.fixture
def open_store() -> Iterator[OpenStore]:
    """Open stores that are closed when the test ends."""
    with contextlib.ExitStack() as opened:
        yield lambda folder: opened.enter_context(contextlib.closing(Store(folder)))
