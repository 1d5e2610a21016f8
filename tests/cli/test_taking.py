"""Taking a quiz line by line, leaving it, and resuming it."""

import contextlib
import itertools
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from coder_readiness import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.draw import asked
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.store.attempt import Card
from coder_readiness.store.database import Store
from coder_readiness.text import number_of
from tests.running import OTHER_BANK, skips


def test_a_plain_quiz_gives_the_report_that_the_same_sheet_gives(run: Any, bank: Bank) -> None:
    output = run("quiz", "--plain", "--seed", "1", typed=skips())
    report = output.out[output.out.index("We can't tell yet") :]
    exported = run("export").out
    scored = run("score", "-", typed=exported)
    assert scored.out == report
    assert run("report").out == report


def test_leaving_a_plain_quiz_is_130_and_resume_goes_on(run: Any) -> None:
    output = run("quiz", "--plain", "--seed", "1", typed="s\ns\nq\n")
    assert output.code == 130
    assert output.err == "coder-readiness: We saved 2 answers. To continue, type: coder-readiness resume --plain\n"
    output = run("resume", "--plain", typed="s\n")
    assert output.code == 130
    assert "Question 3 of " in output.out
    assert output.err == "coder-readiness: We saved 3 answers. To continue, type: coder-readiness resume --plain\n"


def test_empty_lines_come_forward_through_the_answers_a_person_went_back_over(run: Any) -> None:
    output = run("quiz", "--plain", "--seed", "1", typed="4\n3\n3\nb\nb\nb\n\n2\n\ns\n")
    asked = [int(number) for number in re.findall(r"^Question (\d+) of ", output.out, re.MULTILINE)]
    assert asked == [1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 5]
    assert "We saved 4 answers" in output.err
    first, second, *_ = json.loads(run("export").out)["answers"].values()
    assert (first, second) == ("diploma", ["files"])


def test_what_is_not_there_cannot_be_gone_on_with(run: Any) -> None:
    assert run("resume", "2", "--plain").err == (
        "coder-readiness: You don't have any attempts yet. To take the quiz, type `coder-readiness quiz --plain`.\n"
    )


def test_answers_of_a_finished_attempt_can_be_changed_in_one_of_their_own(run: Any) -> None:
    arguments = ("--plain", "--questions", OTHER_BANK)
    run("quiz", *arguments, "--seed", "3", typed="1\n" * 80)
    kept = len(json.loads(run("export", "--questions", OTHER_BANK).out)["answers"])
    asked = f"continues attempt 1 with the full quiz. We kept your {kept} answers. You can change any of them."
    left = run("resume", "1", *arguments, typed="q\n")
    assert left.code == 130
    assert asked in " ".join(left.out.split())
    assert f"To start again, type: coder-readiness resume 1 --questions={OTHER_BANK} --plain" in left.err
    assert len(json.loads(run("history", "--format", "json").out)) == 1
    changed_one = run("resume", "1", *arguments, typed="2\n1\n1\n2\n1\n")
    assert changed_one.code == 0
    first, second = (json.loads(run("export", number, "--questions", OTHER_BANK).out)["answers"] for number in "12")
    assert first.keys() == second.keys()
    assert len([name for name in first if first[name] != second[name]]) == 1


def test_a_finished_attempt_with_skips_can_be_changed_at_once(run: Any) -> None:
    arguments = ("--plain", "--questions", OTHER_BANK)
    run("quiz", *arguments, "--seed", "3", typed="1\ns\n" * 12)
    told = " ".join(run("resume", "1", *arguments, typed="q\n").out.split())
    assert "You can change any of them. You answered " in told
    assert "Answer the questions you skipped (" in told


def test_after_quick_mode_the_rest_can_be_asked_later(run: Any) -> None:
    run("quiz", "--plain", "--quick", "--seed", "1", typed="1\n" * 3)
    reported = json.loads(run("report", "--format", "json").out)
    assert reported["answered"] < 4
    rest = run("resume", "1", "--plain", typed=skips(but=reported["answered"]))
    assert rest.code == 0
    told = number_of(reported["answered"], "answer")
    assert " ".join(rest.out.split()).startswith(
        f"This new attempt continues attempt 1 with the full quiz. We kept your {told}. We'll ask only the rest."
    )
    rows = json.loads(run("history", "--format", "json").out)
    assert [(row["mode"], row["answered"]) for row in rows] == [
        ("quick", reported["answered"]),
        ("full", len(skips().split())),
    ]
    assert json.loads(run("report", "1", "--format", "json").out) == reported
    assert "You can change any of them" not in rest.out


def test_the_result_so_far_can_be_seen_and_the_quiz_picked_up_again(run: Any) -> None:
    arguments = ["--plain", "--questions", OTHER_BANK]
    stopped = run("quiz", *arguments, "--seed", "3", typed="1\nq\n2\n")
    assert (stopped.code, stopped.err) == (0, "")
    assert "2. See your result so far" in stopped.out
    assert "FOCUS NEXT" in stopped.out
    way_on = f"coder-readiness resume --questions={OTHER_BANK} --plain"
    assert f"This attempt isn't finished. To continue, type: {way_on}" in " ".join(stopped.out.split())
    assert run("resume", *arguments, typed="q\n").out.startswith("Picking up attempt 1, ")


def test_a_new_quiz_asks_what_practice_has_not_shown(run: Any, home: Path) -> None:
    bank = load_bank(OTHER_BANK)
    shown = next(question.id for question in asked(bank, Sheet(seed=0)) if question.is_check)
    now = datetime(2026, 11, 30, tzinfo=UTC)
    with contextlib.closing(Store(home)) as store:
        store.cards.keep(bank.roadmap.id, shown, Card(now, now, 1, 5))
    quiz = ("quiz", "--plain", "--questions", OTHER_BANK)
    run(*quiz, typed="1\nq\n", new_seed=itertools.count().__next__)
    seed = json.loads(run("export", "--questions", OTHER_BANK).out)["seed"]
    assert shown not in {question.id for question in asked(bank, Sheet(seed=seed))}
    run(*quiz, "--seed", "0", typed="1\nq\n")  # the same seed means the same questions all the same
    assert json.loads(run("export", "2", "--questions", OTHER_BANK).out)["seed"] == 0


def test_a_quiz_tells_of_an_unfinished_attempt_and_leaves_it_to_be_gone_on_with(run: Any) -> None:
    told = "You're starting a new attempt. To finish attempt 1 later, type `coder-readiness resume 1"
    assert "unfinished" not in run("quiz", "--plain", "--seed", "1", typed="s\nq\n").out
    begun = run("quiz", "--plain", "--seed", "2", typed="q\n")
    assert " ".join(begun.out.split()).startswith(told)
    assert begun.code == 130
    assert run("resume", "--plain", typed="q\n").out.startswith("Picking up attempt 1, ")
    assert run("quiz", "--plain", "--seed", "2", typed="s\nq\n").out.replace("\n", " ").startswith(told)
    assert run("resume", "--plain", typed="q\n").out.startswith("Picking up attempt 2, ")
    again = run("resume", "1", "--plain", typed="q\n")
    assert again.out.startswith("Picking up attempt 1, ")
    assert again.err == "coder-readiness: We saved 1 answer. To continue, type: coder-readiness resume 1 --plain\n"
    assert "unfinished" not in run("quiz", "--plain", "--questions", OTHER_BANK, typed="q\n").out


def test_a_suggested_command_names_a_folder_without_its_escapes(run: Any, tmp_path: Path) -> None:
    folder = f"--data-dir={tmp_path}/a\x1b[31m b"
    left = run("quiz", "--plain", folder, "--seed", "1", typed="s\nq\n")
    again = run("quiz", "--plain", folder, "--seed", "1", typed="q\n")
    assert "\x1b" not in left.out + left.err + again.out + again.err
    way_back = f"resume --data-dir='{tmp_path}/a\\x1b[31m b' --plain"
    assert left.err.endswith(f"{way_back}\n")
    told = f"{way_back.replace('resume', 'resume 1')}`."
    assert "".join(told.split()) in "".join(again.out.split())  # it is longer than a line
