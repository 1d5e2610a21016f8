"""Reports on kept attempts: what they show, and seen another way."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from coder_readiness import assess
from coder_readiness.bank.model import Bank
from tests.running import Output, keep_finished, skips, whole_sheet


def test_a_report_tells_of_a_later_attempt_that_is_not_finished(run: Any) -> None:
    for typed in (skips(), "1\nq\n"):
        run("quiz", "--plain", "--seed", "1", typed=typed)
    told = "This is attempt 1. You haven't finished attempt 2."
    assert told in " ".join(run("report").out.split())
    assert told not in " ".join(run("report", "1").out.split())


def test_a_report_on_an_unfinished_attempt_says_so(run: Any) -> None:
    run("quiz", "--plain", "--seed", "1", typed="s\n1\nq\n")
    assert "You haven't finished attempt 1, so this may change." in " ".join(run("report").out.split())
    run("resume", "--plain", typed=skips())
    assert "not finished" not in " ".join(run("report").out.split())


def test_what_is_assumed_teaches_on_the_way_what_a_plan_would_close_with_it(run: Any, home: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    for competency in bank.of_step("training"):
        for question in competency.base:
            del sheet["answers"][question.id]
    keep_finished(home, bank, sheet)
    assert json.loads(run("report", "--format", "json").out)["next_step"]["id"] == "training"
    met = json.loads(run("report", "--assume", "training-program", "--format", "json").out)["competencies"]
    taught = {"training-program", "training-topics", "coding-practice"}
    assert {result["id"] for result in met if result["met"] and result["step"] == "training"} == taught


def test_a_certification_that_is_assumed_brings_along_what_it_builds_on(run: Any, home: Path, bank: Bank) -> None:
    worst = {"certificate-status": "none", "exam-practice-results": "none", "training-status": "none"}
    keep_finished(home, bank, {"answers": {**whole_sheet(bank)["answers"], **worst}})
    assert json.loads(run("report", "--format", "json").out)["next_step"]["id"] == "training"
    certified = json.loads(run("report", "--assume", "certificate", "--format", "json").out)
    assert certified["next_step"] is None
    assert certified["gaps"] == []
    told = " ".join(run("report", "--assume", "certificate").out.split())
    assert "We'd count these as covered, too: Training program; Exam readiness." in told


def test_report_assumes_gaps_closed(run: Any, bank: Bank) -> None:
    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 9)
    before = json.loads(run("report", "--format", "json").out)
    after = json.loads(run("report", "--assume", "education,computer-basics", "--format", "json").out)
    met = {result["id"]: result["met"] for result in after["competencies"]}
    assert not {result["id"]: result["met"] for result in before["competencies"]}["education"]
    assert (met["education"], met["computer-basics"]) == (True, True)
    assert json.loads(run("report", "--format", "json").out) == before
    named = run("report", "--assume", "High school diploma or equivalent,computer", "--format", "json").out
    assert json.loads(named) == after
    twice = run("report", "--assume", "education,computer-basics,,education,", "--format", "json").out
    assert json.loads(twice) == after
    assert (
        'If you\'d covered "High school diploma or equivalent," '
        in run("report", "--assume", "education,education").out
    )
    assert (
        'coder-readiness: There\'s no area "educaton". Did you mean this one?\n  education: '
        in run("report", "--assume", "educaton").err
    )


def test_a_plan_saved_after_an_update_replaces_the_one_before(run: Any, tmp_path: Path) -> None:
    def uids(name: str) -> set[str]:
        assert run("report", "--output", str(tmp_path / name)).code == 0
        return set(re.findall("(?<=\nUID:)[0-9a-f-]{36}", (tmp_path / name).read_text(encoding="utf-8")))

    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 9)
    first = uids("first.ics")
    run("update", "--plain", typed="1\n" * 99)
    assert first & uids("update.ics")
    run("forget", "--all", "--yes")
    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 9)
    assert first.isdisjoint(uids("another.ics"))


def test_the_same_answers_are_seen_with_the_other_goal(run: Any, home: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    sheet["answers"]["work-experience-years"] = 1.0
    keep_finished(home, bank, sheet)
    kept = run("report", "--format", "json").out
    assert json.loads(kept)["next_step"] is None
    seen = run("report", "--goal", "well-paid", "--format", "json")
    assert json.loads(seen.out) == assess(bank, {**sheet, "goal": "well-paid"}).model_dump(mode="json")
    assert json.loads(seen.out)["next_step"]["number"] == 5
    text = " ".join(run("report", "--goal", "well-paid").out.split())
    assert "That isn't the goal you chose." in text
    assert run("report", "--format", "json").out == run("report", "--goal", "first-job", "--format", "json").out == kept
    assert "That isn't" not in run("report", "--goal", "first-job").out


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
@pytest.mark.usefixtures("skipped")
def test_a_brief_report_is_its_answer_and_the_roadmap(run: Any, format_: str) -> None:
    whole = run("report", "--format", format_, "--full").out
    short = run("report", "--format", format_, "--brief").out
    assert "FOCUS NEXT" in short
    assert "Your roadmap" in short
    assert ("About this report" in whole, "Your plan" in whole) == (True, True)
    assert ("About this report" in short, "Your plan" in short, "Confidence" in short) == (False, False, False)


@pytest.mark.usefixtures("skipped")
def test_a_report_is_its_result_unless_more_is_asked_for(run: Any) -> None:
    result = run("report").out
    assert len(result.splitlines()) <= 24
    assert "Confidence" in result
    assert "About this report" not in result
    assert "About this report" in run("report", "--format", "markdown").out


def test_the_questions_missed_are_a_report_of_their_own(run: Any, home: Path, bank: Bank) -> None:
    sheet = whole_sheet(bank)
    wrong = next(question for question in bank.competency["privacy"].pool if question.id in sheet["answers"])
    sheet["answers"][wrong.id] = "$unknown"
    keep_finished(home, bank, sheet)
    printed = run("report", "--answers").out
    assert printed.count("Best answer: ") == 1
    assert wrong.text[:40] in printed.replace("\n", " ")


@pytest.mark.usefixtures("skipped")
def test_where_nothing_was_answered_the_report_of_what_was_missed_says_so(run: Any) -> None:
    printed = run("report", "--answers").out
    assert "The questions you missed\nYou haven't answered any knowledge questions yet.\n" in printed


def test_where_nothing_was_missed_the_report_of_it_says_so(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    printed = run("report", "--answers").out
    assert "The questions you missed\nYou haven't missed any knowledge questions.\n" in printed


@pytest.mark.usefixtures("skipped")
def test_two_attempts_side_by_side(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, whole_sheet(bank))
    printed = run("report", "--compare", "1", "2").out
    assert printed.startswith("Side by side\n")
    assert re.search(r"Attempt 1, \w{3} \d+, \d{4}: not sure yet\n\s*Attempt 2, \w{3} \d+, \d{4}: 100%", printed)
    assert run("report", "--compare", "1", "9").code == 2


def test_a_plan_counts_the_weeks_that_a_person_has(run: Any, home: Path, bank: Bank) -> None:
    keep_finished(home, bank, {"answers": {"education-highest": "none"}})
    assert "weeks at 3 hours a week, until about" in " ".join(
        run("report", "--full", "--hours-per-week", "3").out.split()
    )
    for odd in ("0", "81", "1.5", "ten"):
        refused = run("report", "--hours-per-week", odd)
        assert (refused.code, f'--hours-per-week must be a number from 1 to 80, not "{odd}"' in refused.err) == (
            2,
            True,
        )


@pytest.mark.usefixtures("skipped")
def test_options_that_do_not_fit_are_refused(run: Any) -> None:
    for arguments, message in (
        (["--force"], "--force works only with --output. Add --output FILE, or leave out --force."),
        (["--brief", "--format", "json"], "The json format always includes everything. Leave out --brief."),
        (
            ["--exam", "2090-03-01"],
            "--exam is only for a calendar. Add --output plan.ics, or leave out --exam.",
        ),
        (
            ["--format", "ics", "--renewal", "1999-03-01"],
            "--renewal 1999-03-01 is in the past. Use a later date.",
        ),
        (
            ["--exam", "9999-12-31"],
            'We can\'t read the date "9999-12-31". Write it like 2027-03-01 or 3/1/2027.',
        ),
        (
            ["--exam", "soon"],
            'We can\'t read the date "soon". Write it like 2027-03-01 or 3/1/2027.',
        ),
        *(
            (["--compare", "1", "1", *others], f"Use --compare or {named}, not both.")
            for named, others in (
                ("ATTEMPT", ["1"]),
                ("--goal", ["--goal", "first-job"]),
                ("--assume", ["--assume", "education"]),
                ("--hours-per-week", ["--hours-per-week", "5"]),
                ("--output", ["--output", "both.txt"]),
                ("--format html", ["--format", "html"]),
            )
        ),
    ):
        assert run("report", *arguments) == Output(2, "", f"coder-readiness: {message}\n")
