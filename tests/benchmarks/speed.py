"""How fast the program is: against bare scripts that are timed in turn with it, and as its work grows.

Run by hand, on a machine with nothing else to do: `python -m tests.benchmarks.speed [SHEETS]`. SHEETS is how many are
scored as a stream; a million take minutes.
"""

import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pexpect
import yaml

from coder_readiness import assess, load_bank
from coder_readiness.bank.loader import load_with_places
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import shown_options
from coder_readiness.scoring.record import to_record
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import begin
from coder_readiness.store.database import Store
from tests.benchmarks.people import simulated_sheets
from tests.paths import ROOT

RUNS = 9
BARE = """
import questionary
for number in range(40):
    questionary.select(f"question {number + 1} of 40", choices=["one", "two", "three", "four", "READY"]).unsafe_ask()
"""
REPORT = ["cli.taking", "store.database", "bank.loader", "quiz.attempt", "scoring.readiness", "report.document"]
"""What every report imports, and what each format does beside it."""
RENDERERS = {
    "text": ["report.text"],
    "markdown": ["report.text", "report.markdown"],
    "html": ["report.text", "report.html"],
    "json": ["report.text"],
}
PYTHON = sys.executable
PROGRAM = ["-m", "coder_readiness"]


def _spawn(arguments: list[str], home: str) -> pexpect.spawn:
    own = {"CODER_READINESS_HOME": home, "XDG_CACHE_HOME": f"{home}/cache"}
    environment = {**os.environ, **own, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
    return pexpect.spawn(PYTHON, arguments, env=environment, dimensions=(40, 100), timeout=30)


def _until(arguments: list[str], text: str, home: str | None = None) -> float:
    """Return the processor's seconds until `text` is printed, in a home of its own unless one is given."""
    if home is None:
        with tempfile.TemporaryDirectory() as new:
            return _until(arguments, text, new)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = _spawn(arguments, home)
    process.expect_exact(text)
    process.kill(signal.SIGKILL)
    process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    process.close()
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _whole(arguments: list[str]) -> float:
    """Return the seconds that a whole process takes."""
    started = time.perf_counter()
    subprocess.run([PYTHON, *arguments], check=True, capture_output=True)
    return time.perf_counter() - started


def _compare(name: str, ours: Callable[[], float], bare: Callable[[], float], aim: str) -> None:
    """Print the medians of both, measured in turn, and those of their ratios and differences."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(RUNS)]
    one, two = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    more = statistics.median(a - b for a, b in pairs)
    print(
        f"{name:44} {one * 1000:8.0f} ms  against {two * 1000:6.0f} ms:  "
        f"{ratio:5.2f} times, {more * 1000:5.0f} ms more  (aim {aim})"
    )


def _answers(arguments: list[str], marker: str, key: str) -> float:
    """Return the median seconds from a key to the next question on the screen."""
    taken = []
    with tempfile.TemporaryDirectory() as home:
        process = _spawn(arguments, home)
        process.expect(marker.format(1).encode())
        for number in range(2, 12):
            started = time.perf_counter()
            process.send(key)
            process.expect(marker.format(number).encode())
            taken.append(time.perf_counter() - started)
        process.close(force=True)
    return statistics.median(taken)


def _bigger_bank(folder: Path, questions: int) -> Path:
    """Write a bank of about so many questions, by repeating one competency of 40."""
    target = folder / str(questions)
    target.mkdir()
    shipped = ROOT / "questions"
    (target / "roadmap.yaml").write_text((shipped / "roadmap.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    source = yaml.safe_load((shipped / "4-skills" / "medical-terminology.yaml").read_text(encoding="utf-8"))
    source.pop("builds_on", None)
    size = len(source["questions"])
    for number in range(max(1, round(questions / size))):
        copy = json.loads(json.dumps(source, default=str))
        copy["id"] = f"competency-{number}"
        for question in copy["questions"]:
            question["id"] = f"{question['id']}-{number}"
            question.pop("expires", None)
        (target / f"competency-{number}.yaml").write_text(yaml.safe_dump(copy, sort_keys=False), encoding="utf-8")
    return target


def _timed(function: Callable[[], object], runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        function()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _growing(name: str, seconds: float, count: int, unit: str, aim: str) -> None:
    print(f"{name:44} {seconds * 1000:8.2f} ms  {seconds / count * 1e6:6.0f} us per {unit}  (aim {aim})")


def _growing_banks(bank: Bank) -> None:
    """Time loading a bank anew and from the cache, and assessing a sheet that answers its draw, as the bank grows."""
    _loading(None, len(bank.questions), "linear")
    with tempfile.TemporaryDirectory() as name:
        for questions, aim in ((350, "60 ms"), (5_000, "linear"), (50_000, "linear")):
            folder = _bigger_bank(Path(name), questions)
            _loading(folder, questions, aim)
            _assessing(load_bank(folder), 10, "linear")


def _loading(folder: Path | None, questions: int, aim: str) -> None:
    seconds = _timed(lambda: load_with_places(folder), 3)
    _growing(f"read and check {questions:,} questions", seconds, questions, "question", aim)
    load_bank(folder)
    seconds = _timed(lambda: load_bank(folder), 3)
    _growing(f"load {questions:,} questions from the cache", seconds, questions, "question", aim)


def _assessing(bank: Bank, count: int, aim: str) -> None:
    sheets = list(simulated_sheets(bank, count, 2))
    seconds = _timed(lambda: [assess(bank, sheet) for sheet in sheets]) / count
    answers = round(statistics.mean(len(sheet.answers) for sheet in sheets))
    _growing(f"assess a sheet of {answers:,} answers, one of {count:,}", seconds, answers, "answer", aim)


def _reports(bank: Bank, sheet: Sheet) -> None:
    """Time the report of a finished attempt in each format, against only importing what it imports."""
    with tempfile.TemporaryDirectory() as home:
        store, now = Store(Path(home)), datetime.now(UTC)
        attempt = begin(
            bank=bank.roadmap.id, bank_version=bank.roadmap.version, goal=sheet.goal, seed=sheet.seed, now=now
        )
        for name, answer in sheet.answers.items():
            attempt = store.keep(attempt, name, answer, now)
        store.finish(attempt, to_record(assess(bank, sheet)), now)
        store.close()
        for format_, renderers in RENDERERS.items():
            imports = ", ".join(f"coder_readiness.{module}" for module in [*REPORT, *renderers])
            _compare(
                f"report in {format_}, against its imports",
                lambda f=format_: _whole([*PROGRAM, "report", "--data-dir", home, "--format", f]),  # type: ignore[misc]
                lambda imports=imports: _whole(["-c", f"import {imports}"]),  # type: ignore[misc]
                "150 ms more" if format_ == "text" else "none",
            )


def _streaming(bank: Bank, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small.jsonl", Path(name) / "large.jsonl"
        lines = [json.dumps(sheet.as_dict()) + "\n" for sheet in simulated_sheets(bank, 1000, 1)]
        small.write_text("".join(lines))
        with large.open("w") as file:
            for _ in range(count // 1000):
                file.writelines(lines)
        usage = []
        for path in (small, large):
            before = time.perf_counter()
            with path.open("rb") as file:
                process = subprocess.Popen(
                    [PYTHON, "-m", "coder_readiness", "score", "-"], stdin=file, stdout=subprocess.DEVNULL
                )
                _, _, used = os.wait4(process.pid, 0)
            usage.append((time.perf_counter() - before, used.ru_maxrss))
        rate = (count - 1000) / (usage[1][0] - usage[0][0])
        print(
            f"score {count:,} sheets as a stream: {rate:,.0f} a second, "
            f"peak {usage[1][1] / 1024:.0f} MB, for 1,000 of them {usage[0][1] / 1024:.0f} MB  (aim 5,000 and 100 MB)"
        )


def main() -> None:
    """Print the table."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled, too
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        _print_table()


def _print_table() -> None:
    bank = load_bank()
    # First, for a child is born with the memory of its parent.
    _streaming(bank, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    _compare(
        "--version, against importing argparse",
        lambda: _whole([*PROGRAM, "--version"]),
        lambda: _whole(["-c", "import argparse"]),
        "1.3",
    )
    _compare(
        "menu, against a bare questionary.select",
        lambda: _until(PROGRAM, "Leave"),
        lambda: _until(["-c", BARE], "READY"),
        "1.25",
    )
    first = shown_options(next(iter(bank.questions.values())), 0)[-1].label[:12]
    _compare(
        "first question in the first run, the same",
        lambda: _until([*PROGRAM, "quiz", "--seed", "1"], first),
        lambda: _until(["-c", BARE], "READY"),
        "2.8",
    )
    with tempfile.TemporaryDirectory() as home:
        _compare(
            "first question in a later run, the same",
            lambda: _until([*PROGRAM, "quiz", "--seed", "1"], first, home),
            lambda: _until(["-c", BARE], "READY"),
            "1.6",
        )
    _compare(
        "key to next question, against the same",
        lambda: _answers([*PROGRAM, "quiz", "--seed", "1"], r"question {} of[\s\S]*?Keys:", "s"),
        lambda: _answers(["-c", BARE], r"question {} of[\s\S]*READY", "\r"),
        "10 ms more",
    )
    _reports(bank, next(simulated_sheets(bank, 1, 2)))
    for count in (10, 100, 1_000):
        _assessing(bank, count, "1 ms, however many")
    _growing_banks(bank)


if __name__ == "__main__":
    main()
