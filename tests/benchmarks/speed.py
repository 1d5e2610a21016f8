"""How fast the program is, as ratios within one run.

Run by hand, on a machine with nothing else to do: `python -m tests.benchmarks.speed [SHEETS]`.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import yaml

from coder_readiness import assess, load_bank
from coder_readiness.bank import Bank
from coder_readiness.draw import shown_options
from coder_readiness.sheet import read_sheet
from tests.benchmarks.people import simulated_sheets

RUNS = 9
BARE = """
import questionary
for number in range(40):
    questionary.select(f"question {number + 1} of 40", choices=["one", "two", "three", "four", "READY"]).unsafe_ask()
"""
PYTHON = sys.executable


def _spawn(arguments: list[str], home: str) -> pexpect.spawn:
    environment = {**os.environ, "TERM": "xterm-256color", "CODER_READINESS_HOME": home, "PROMPT_TOOLKIT_NO_CPR": "1"}
    return pexpect.spawn(PYTHON, arguments, env=environment, dimensions=(40, 100), timeout=30)


def _until(arguments: list[str], text: str) -> float:
    """Return the seconds until `text` is printed."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        process = _spawn(arguments, home)
        process.expect_exact(text)
        seconds = time.perf_counter() - started
        process.close(force=True)
    return seconds


def _whole(arguments: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([PYTHON, *arguments], check=True, capture_output=True)
    return time.perf_counter() - started


def _compare(name: str, ours: Callable[[], float], bare: Callable[[], float], aim: str) -> None:
    """Print the medians of both, measured in turn, and the median of the ratios."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(RUNS)]
    one, two = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{name:44} {one * 1000:8.0f} ms  against {two * 1000:6.0f} ms  ratio {ratio:5.2f}  (aim {aim})")


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


def _bigger_bank(folder: Path, bank: Bank, questions: int) -> Path:
    """Write a bank of about so many questions, by repeating one competency of 40."""
    target = folder / str(questions)
    target.mkdir()
    shipped = Path(__file__).parent.parent.parent / "questions"
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


def _bank_loading(bank: Bank) -> None:
    with tempfile.TemporaryDirectory() as name:
        for questions in (350, 5_000, 50_000):
            folder = _bigger_bank(Path(name), bank, questions)
            seconds = _timed(lambda folder=folder: load_bank(folder), 3)  # type: ignore[misc]
            per = seconds / questions * 1e6
            print(f"load {questions:6} questions {'':22} {seconds * 1000:8.0f} ms  {per:6.0f} us each")


def _streaming(bank: Bank, count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small.jsonl", Path(name) / "large.jsonl"
        lines = [json.dumps(sheet.plain()) + "\n" for sheet in simulated_sheets(bank, 1000, 1)]
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
            f"peak {usage[1][1] / 1024:.0f} MB (for 1,000 sheets {usage[0][1] / 1024:.0f} MB)"
        )


def main() -> None:
    """Print the table."""
    bank = load_bank()
    # First, for a child is born with the memory of its parent.
    _streaming(bank, int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    program = ["-m", "coder_readiness"]
    _compare(
        "--version, against importing argparse",
        lambda: _whole([*program, "--version"]),
        lambda: _whole(["-c", "import argparse"]),
        "1.3",
    )
    _compare(
        "menu, against a bare questionary.select",
        lambda: _until(program, "Leave"),
        lambda: _until(["-c", BARE], "READY"),
        "1.25",
    )
    first = shown_options(next(iter(bank.questions.values())), 0)[-1].label[:12]
    _compare(
        "first question, against the same",
        lambda: _until([*program, "quiz", "--seed", "1"], first),
        lambda: _until(["-c", BARE], "READY"),
        "1.6",
    )
    _compare(
        "key to next question, against the same",
        lambda: _answers([*program, "quiz", "--seed", "1"], r"question {} of[\s\S]*?Keys:[\s\S]*?»", "s"),
        lambda: _answers(["-c", BARE], r"question {} of[\s\S]*READY", "\r"),
        "10 ms more",
    )
    _bank_loading(bank)
    sheets = [read_sheet(bank, sheet.plain()) for sheet in simulated_sheets(bank, 500, 2)]
    seconds = _timed(lambda: [assess(bank, sheet) for sheet in sheets]) / len(sheets)
    print(f"assess one sheet {'':27} {seconds * 1000:8.2f} ms  (aim 1)")


if __name__ == "__main__":
    main()
