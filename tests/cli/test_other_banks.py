"""Attempts at several question banks are kept apart, and each is told in the words of its own."""

import json
import re
from typing import Any

from tests.running import OTHER_BANK, Output, skips


def test_a_report_is_not_told_in_the_words_of_another_bank(run: Any) -> None:
    run("quiz", "--plain", "--questions", str(OTHER_BANK), typed=skips(OTHER_BANK))
    told = 'coder-readiness: Attempt 1 used the question bank "bicycle-mechanic". Name its folder after --questions.\n'
    assert run("report", "1") == Output(2, "", told)
    told = (
        'coder-readiness: You don\'t have any attempts yet with the question bank "clinical-coder". '
        'Your last attempt used the bank "bicycle-mechanic". Name its folder after --questions.\n'
    )
    assert run("report") == Output(2, "", told)
    assert "bike shop" in " ".join(run("report", "--questions", OTHER_BANK).out.split())


def test_attempts_at_two_banks_are_kept_apart(run: Any) -> None:
    other = ("--questions", OTHER_BANK)
    run("quiz", "--plain", *other, "--seed", "1", typed=skips(OTHER_BANK))
    run("quiz", "--plain", "--seed", "1", typed=skips())
    run("quiz", "--plain", "--seed", "1", typed="1\nq\n")
    assert json.loads(run("report", *other, "--format", "json").out)["bank"]["id"] == "bicycle-mechanic"
    assert json.loads(run("report", "--format", "json").out)["bank"]["id"] == "clinical-coder"
    assert run("update", "--plain", *other, typed="1\nq\n").out.startswith("Updating attempt 1. ")
    assert "Picking up attempt 4" in run("resume", "--plain", *other, typed="q\n").out
    assert "Picking up attempt 3" in run("resume", "--plain", typed="q\n").out
    assert len(json.loads(run("export", *other).out)["answers"]) == 18
    told = (
        'Attempt 2 used the question bank "clinical-coder". Name its folder after --questions, or leave out --questions'
    )
    assert told in run("report", "2", *other).err
    assert "These are the steps of the question bank bicycle-mechanic." in run("history", *other).out
    assert "To pick up an unfinished attempt: coder-readiness resume\n" in run("history").out


def test_another_profession_is_asked_with_no_word_about_coding(run: Any) -> None:
    quiz = run("quiz", "--plain", "--questions", OTHER_BANK, "--seed", "1", typed="?\n1\n" * 20)
    assert quiz.code == 0
    printed = quiz.out
    printed += run("report", "--questions", OTHER_BANK).out
    printed += run("practice", "--plain", "--questions", OTHER_BANK, typed="1\n" * 9).out
    printed += run("history", "--questions", OTHER_BANK).out
    assert not re.findall(
        r"\b(code|codes|coder|coding|coders|medical|clinical|ICD|license|certificate)\b(?!-readiness)", printed
    )


def test_an_attempt_for_another_bank_is_not_mixed_in(run: Any) -> None:
    run("quiz", "--plain", "--questions", OTHER_BANK, typed="s\nq\n")
    output = run("resume", "1", "--plain")
    assert output.code == 2
    assert "Attempt 1 used the question bank" in output.err
    for seen_otherwise in ("--goal=well-paid", "--assume=education"):
        assert run("report", "1", seen_otherwise).err == output.err
