"""How fast the program is: against bare scripts that run in turn with it, and as its work grows.

Run by hand, on a machine with nothing else to do: `python -m tests.benchmarks.speed`. It takes less than five minutes.
Times are the processor's unless they say otherwise.
"""

import json
import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

import pexpect

from coder_readiness import assess, load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import shown_options
from coder_readiness.scoring.plan import plan_step
from coder_readiness.scoring.record import to_record
from coder_readiness.store.attempt import Attempt, begin
from coder_readiness.store.database import Store
from tests.benchmarks.people import simulated_sheets
from tests.paths import ROOT
from tests.scoring.test_plan import step_of

PAIRS = 5
SHEETS = 4_000
BARE = """
import questionary
for number in range(40):
    questionary.select(f"question {number + 1} of 40", choices=["one", "two", "three", "four", "READY"]).unsafe_ask()
"""
WITH_PYDANTIC = f"import pydantic\nclass Model(pydantic.BaseModel):\n    name: str\n{BARE}"
WITH_LIBYAML = f"""
import pathlib, yaml
for file in pathlib.Path({str(ROOT / "questions")!r}).rglob("*.yaml"):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
{BARE}"""
PROGRAM = ["-m", "coder_readiness"]
QUIZ = [*PROGRAM, "quiz", "--seed", "1"]
WIDTH = 46


STARTER = """
import os, sys
away = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.executable, [sys.executable, *sys.argv[1:]], os.environ, file_actions=away)
_, _, used = os.wait4(process, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""A small program that starts another one: a new process counts the memory of the one that started it as its own."""


class Usage(NamedTuple):
    """What a process took."""

    cpu: float
    megabytes: float


def _whole(arguments: Sequence[str], stdin: IO[bytes] | None = None) -> Usage:
    """Run a whole process; its output is thrown away."""
    starter = [sys.executable, "-I", "-S", "-c", STARTER]
    cpu, megabytes = subprocess.check_output([*starter, *arguments], stdin=stdin, text=True).split()
    return Usage(float(cpu), float(megabytes))


def _cheapest(arguments: Sequence[str], stdin: Path) -> Usage:
    """Run a whole process three times; what else the machine does can only add to the time that one takes."""

    def once() -> Usage:
        with stdin.open("rb") as file:
            return _whole(arguments, file)

    return min(once() for _ in range(3))


def _until(arguments: Sequence[str], text: str, home: Path | None = None, **variables: str) -> float:
    """Run a process in a terminal until `text` is printed, in a home of its own unless one is given.

    Return the processor's time.
    """
    with tempfile.TemporaryDirectory() as new:
        own = {"CODER_READINESS_HOME": str(home or new), "XDG_CACHE_HOME": f"{home or new}/cache"}
        environment = {**os.environ, **own, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1", **variables}
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = pexpect.spawn(
            sys.executable, list(arguments), cwd=new, env=environment, dimensions=(40, 100), timeout=60
        )
        process.expect_exact(text)
        process.kill(signal.SIGKILL)
        process.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        process.close()
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _bare(script: str = BARE) -> float:
    return _until(["-c", script], "READY")


def _compare(name: str, ours: Callable[[], float], bare: Callable[[], float], aim: str = "") -> None:
    """Print the medians of both, run in turn, and that of their ratios."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(PAIRS)]
    one, two = map(statistics.median, zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    _line(name, f"{one * 1000:6.0f} ms against {two * 1000:4.0f} ms: {ratio:5.2f} times", aim)


def _line(name: str, figures: str, aim: str = "") -> None:
    print(f"{name:{WIDTH}} {figures}" + (f"  (aim {aim})" if aim else ""), flush=True)


def _starts(folder: Path) -> None:
    """Time starts: the program's, and those of bare scripts that bring what it might need."""
    for option, against in (("--version", "against importing argparse"), ("--help", "the same")):
        _compare(
            f"{option}, {against}",
            lambda o=option: _whole([*PROGRAM, o]).cpu,  # type: ignore[misc]
            lambda: _whole(["-c", "import argparse"]).cpu,
        )
    _compare("menu, against a bare questionary.select", lambda: _until(PROGRAM, "4 Quit"), _bare, "1.25")
    _compare("floor: a select with pydantic, the same", lambda: _bare(WITH_PYDANTIC), _bare)
    _compare("floor: a select after libyaml, the same", lambda: _bare(WITH_LIBYAML), _bare)
    bank = load_bank()
    first = shown_options(next(iter(bank.questions.values())), 0)[-1].label[:12]
    school = folder / "school"
    shutil.copytree(ROOT / "questions", school)
    roadmap = school / "roadmap.yaml"
    roadmap.write_text(re.sub("(?m)^id: .*", "id: school", roadmap.read_text(encoding="utf-8")), encoding="utf-8")
    installed = {"PYTHONPATH": _installed(folder)}
    for name, more, variables in (
        ("editable install", [], {}),
        ("installed wheel", [], installed),
        ("a school's bank", ["--questions", str(school)], {}),
    ):
        arguments, home = [*QUIZ, *more], folder / name.replace(" ", "-")
        _compare(
            f"first question, first run, {name}",
            lambda a=arguments, v=variables: _until(a, first, **v),  # type: ignore[misc]
            _bare,
            "2.8",
        )
        _compare(
            f"first question, later run, {name}",
            lambda a=arguments, v=variables, h=home: _until(a, first, h, **v),  # type: ignore[misc]
            _bare,
            "1.6",
        )


def _installed(folder: Path) -> str:
    """Build a wheel, unpack it as pip does, and return where it is."""
    target = folder / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    source = folder / "source"  # because building leaves files behind
    ignored = shutil.ignore_patterns(".venv", ".git", "tests", "*.egg-info", "build")
    shutil.copytree(ROOT, source, ignore=ignored)
    subprocess.run([*pip, "--target", str(target), str(source)], check=True, capture_output=True)
    where = [sys.executable, "-c", "from coder_readiness.bank.files import shipped_folder; print(shipped_folder())"]
    found = subprocess.check_output(where, cwd=folder, env={**os.environ, "PYTHONPATH": str(target)}, text=True)
    assert Path(found.strip()) == target / "coder_readiness" / "questions", "it is the checkout that would be timed"
    return str(target)


def _streams(folder: Path, bank: Bank) -> None:
    """Time `score` and `class` for sheets that are all different."""
    files = {}
    lines = [json.dumps(sheet.as_dict()) + "\n" for sheet in simulated_sheets(bank, SHEETS, 1)]
    fewer = SHEETS // 4
    for count in (fewer, SHEETS):
        files[count] = folder / f"{count}.jsonl"
        files[count].write_text("".join(lines[:count]))
    for name, arguments, aim in (
        ("score", ["score", "-"], "3,000 a second, 100 MB"),
        ("class", ["class", "-"], "10,000 in a minute"),
    ):
        few, many = (_cheapest([*PROGRAM, *arguments], path) for path in files.values())
        rate = (SHEETS - fewer) / (many.cpu - few.cpu)
        grown = f"{many.megabytes:.0f} MB ({fewer:,}: {few.megabytes:.0f} MB)"
        _line(f"{name} of {SHEETS:,} different sheets", f"{many.cpu:6.2f} s, {rate:,.0f} a second, {grown}", aim)


def _always(record: str) -> Callable[[Attempt], str]:
    return lambda attempt: record


def _history(folder: Path, bank: Bank, count: int) -> None:
    """Time the history of many attempts."""
    store, now = Store(folder / "history"), datetime.now(UTC)
    kept = [(sheet, to_record(assess(bank, sheet))) for sheet in simulated_sheets(bank, 50, 2)]
    store._db.execute("PRAGMA synchronous = OFF")
    for number in range(count):
        sheet, record = kept[number % len(kept)]
        new = begin(bank=bank.roadmap.id, bank_version="1", goal=sheet.goal, seed=sheet.seed, now=now)
        store.finish(new, _always(record), now)
    store.close()
    for format_ in ("text", "json"):
        used = _whole([*PROGRAM, "history", "--format", format_, "--data-dir", str(folder / "history")])
        _line(f"history of {count:,} attempts, {format_}", f"{used.cpu:6.2f} s, {used.megabytes:.0f} MB", "2 s, 100 MB")
    shown = _until([*PROGRAM, "history", "--data-dir", str(folder / "history")], "Your progress", PAGER="cat")
    _line(f"history of {count:,} attempts, wide terminal", f"{shown:6.2f} s", "2 s")


def _bigger_bank(folder: Path, questions: int) -> Path:
    """Write a bank of about so many questions, by repeating one competency."""
    target = folder / f"bank-{questions}"
    target.mkdir()
    shutil.copy(ROOT / "questions" / "roadmap.yaml", target)
    text = (ROOT / "questions" / "4-skills" / "medical-terminology.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(builds_on|  +expires|  +twin): .*\n", "", text)
    size = len(re.findall(r"(?m)^  - id: ", text))
    for number in range(max(1, round(questions / size))):
        copy = re.sub(r"(?m)^(id|  - id): (.*)$", rf"\1: \2-{number}", text)
        (target / f"{number}.yaml").write_text(copy, encoding="utf-8")
    return target


def _growing_banks(folder: Path) -> None:
    """Time processes that load banks of more and more questions, anew and from the cache."""
    for questions, aim in ((350, ""), (5_000, "0.6 s later"), (50_000, "linear")):
        path = _bigger_bank(folder, questions)
        load = ["-c", f"from coder_readiness import load_bank; load_bank({str(path)!r})"]
        first, later = _whole(load), _whole(load)
        figures = f"{first.cpu:6.2f} s first, {later.cpu:5.2f} s later, {later.megabytes:.0f} MB"
        _line(f"process that loads {questions:,} questions", figures, aim)


def _plan(gaps: int = 1_200) -> None:
    step = step_of(
        [(float(gap % 5 + 1), 1.0, gap % 6 / 10, gap * 37 % 60 + 1, gap % 10 == 0) for gap in range(gaps)], 0.9
    )
    started = time.process_time()
    plan_step(step)
    _line(f"plan of a step of {gaps:,} gaps", f"{(time.process_time() - started) * 1000:6.1f} ms", "100 ms")


def main() -> None:
    """Print the table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled, too
    print(f"load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_CACHE_HOME"] = f"{name}/cache"
        folder, bank = Path(name), load_bank()
        _starts(folder)
        _streams(folder, bank)
        _history(folder, bank, 10_000)
        _plan()
        _growing_banks(folder)


if __name__ == "__main__":
    main()
