"""Whole printed reports of seven people, each naming the step that a career counsellor would.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/report/test_golden.py, and read what has changed.
"""

import datetime
import io
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from coder_readiness.report.document import result
from coder_readiness.report.text import print_report, report_as_text
from coder_readiness.scoring.readiness import assess
from tests.reports import BANK, FOLDER, PEOPLE, material_on, report_on, sheet_of


def printed(name: str, width: int, encoding: str = "utf-8", *, plain: bool = False) -> str:
    """Return the report on a person's sheet as it is printed on a terminal of that width."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(file=file, width=width, highlight=False, emoji=False, markup=False, color_system=None)
    print_report(report_on(name), console, plain=plain)
    file.seek(0)
    return "\n".join(line.rstrip() for line in file.read().splitlines()) + "\n"


def compare(report: str, golden: Path) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(report, encoding="utf-8")
    assert report == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", PEOPLE)
def test_the_whole_report(name: str, width: int) -> None:
    compare(printed(name, width), FOLDER / f"{name}-{width}.txt")


@pytest.mark.parametrize("name", ["trained-not-certified", "unfinished"])
def test_the_whole_report_in_plain_lines(name: str) -> None:
    compare(printed(name, 80, plain=True), FOLDER / f"{name}-plain.txt")


@pytest.mark.parametrize("name", PEOPLE)
def test_plain_lines_have_no_boxes_and_bars_and_say_no_less(name: str) -> None:
    plain = printed(name, 80, plain=True)
    assert not re.findall("[\u2500-\u25ff]", plain)
    drawn = re.sub("[\u2500-\u25ff✓·?]", " ", printed(name, 80))
    said = {word.strip(":,;.").lower() for word in drawn.split()}
    # The heads of columns of names and of remarks are not read out in every line, and bars are not explained.
    unsaid = said - {word.strip(":,;.").lower() for word in plain.replace("?", " ").split()}
    assert unsaid <= {"area", "short", "do", "done", "needed"}


@pytest.mark.parametrize(("name", "named"), PEOPLE.items())
def test_the_step_that_a_counsellor_would_name(name: str, named: tuple[int | None, bool | None]) -> None:
    step = assess(BANK, sheet_of(name)).next_step
    assert (step.number if step else None, step.certain if step else None) == named


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_cut_off_or_split_at_any_width(name: str, width: int, plain: bool) -> None:
    report = printed(name, width, plain=plain)
    lines = report.splitlines()
    assert max(len(line) for line in lines if not line.startswith("  https://")) <= width  # an address stays whole
    # Few columns hold shares alone, such as 60-100%, and an asterisk for words below.
    # Heads of columns get a colon when set in lines, shares a comma, and titles in a line semicolons and a stop.
    words = {word.strip(":,;.").lower() for word in printed(name, 200, plain=plain).split()}
    split = {word for word in report.split() if word.strip(":,;.").lower() not in words and word.strip("─│╭╮╰╯█▒░┃")}
    split = {word for word in split if not re.fullmatch(r"([\d-]+%)?\*?", word)}
    assert not split


@pytest.mark.parametrize("name", PEOPLE)
def test_ascii_is_enough_to_print_it(name: str) -> None:
    assert printed(name, 80, encoding="ascii").isascii()


def test_old_rules_are_pointed_out() -> None:
    document = report_on("ready", datetime.date(2028, 1, 1))
    about = " ".join(str(block) for block in document.sections[-1].blocks)
    assert "you answered may be based on rules that have been replaced since" in about


# The first screen, for everybody whose answers are kept here

EVERYBODY = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml"))
WORST_CASE = "/home/somebody/coder-readiness/.venv/bin/coder-readiness report --full"


def first_screen(name: str, width: int) -> list[str]:
    material = replace(material_on(name, hours_per_week=10), what_next=WORST_CASE)
    return report_as_text(result(material), width=width).splitlines()


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_result_is_one_screen_with_room_for_the_prompt(name: str) -> None:
    assert len(first_screen(name, 80)) < 24
    assert len(first_screen(name, 40)) < 34  # a window and a half, and three lines for a long command


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_result_of_any_update_is_one_screen_too(name: str) -> None:
    now = replace(material_on(name, hours_per_week=10), since=datetime.date(2026, 3, 2), what_next=WORST_CASE)
    for before in EVERYBODY:
        update = result(replace(now, before=assess(BANK, sheet_of(before))))
        rows = [len(report_as_text(update, width=width).splitlines()) for width in (80, 40)]
        assert (rows[0] < 24, rows[1] < 34) == (True, True), (before, rows)


@pytest.mark.parametrize("name", EVERYBODY)
def test_each_step_has_one_line(name: str) -> None:
    lines = first_screen(name, 80)
    steps = lines[next(at for at, line in enumerate(lines) if line.startswith("Your roadmap")) + 1 :][:5]
    assert [int(line.split()[1]) for line in steps] == [1, 2, 3, 4, 5]


def test_a_beginners_report_is_not_too_long_to_read() -> None:
    assert len(printed("starting-from-nothing", 80).splitlines()) < 150
