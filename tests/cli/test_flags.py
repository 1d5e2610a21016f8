"""A person's flags on questions: kept at once, listed, and never in the way of an answer."""

import json
from pathlib import Path

import pytest

from tests import running
from tests.paths import OTHER_BANK


def run(*arguments: str, home: Path, typed: str = "") -> running.Outcome:
    return running.outcome("--questions", str(OTHER_BANK), *arguments, typed=typed.encode(), home=home)


def test_a_key_flags_a_question_and_asks_it_again(tmp_path: Path) -> None:
    ended = run("practice", "--plain", "brakes", home=tmp_path, typed="!\n\nd\nq\n")
    told = "Thanks. Your flag is saved on this computer, and goes into any answers you export."
    assert told in " ".join(ended.out.split())
    (flag,) = json.loads(run("bank", "flags", "--format", "json", home=tmp_path).out)
    assert flag["id"].startswith("brakes-")
    assert flag["note"] == ""


@pytest.mark.parametrize("key", ["b", "q"])
def test_a_flag_can_be_canceled(tmp_path: Path, key: str) -> None:
    ended = run("practice", "--plain", "brakes", home=tmp_path, typed=f"!\n{key}\nd\nq\n")
    keys = "You can also press Enter alone to flag it without a note, or type b or q to cancel."
    assert keys in " ".join(ended.out.split())
    assert "Not flagged." in ended.out
    assert run("bank", "flags", home=tmp_path).out.startswith("You haven't flagged any questions.")


def test_in_the_quiz_too(tmp_path: Path) -> None:
    run("quiz", "--plain", home=tmp_path, typed="!\nTwo are right.\n!\n\nq\n")
    (flag,) = json.loads(run("bank", "flags", "--format", "json", home=tmp_path).out)
    assert flag["note"] == "Two are right."
    assert "Note: Two are right." in run("bank", "flags", home=tmp_path).out


def test_a_note_is_kept_until_there_is_another(tmp_path: Path) -> None:
    def note(*given: str) -> str:
        run("bank", "flags", "brakes-spongy", *given, home=tmp_path)
        (flag,) = json.loads(run("bank", "flags", "--format", "json", home=tmp_path).out)
        return str(flag["note"])

    assert note() == ""
    assert note("Two options are right.") == "Two options are right."
    assert note() == "Two options are right."
    assert note("It's fine.") == "It's fine."
    assert "brakes-spongy  " in run("bank", "flags", home=tmp_path).out


def test_nothing_is_flagged_and_nothing_of_that_name_can_be(tmp_path: Path) -> None:
    assert run("bank", "flags", home=tmp_path).out.startswith("You haven't flagged any questions.")
    ended = run("bank", "flags", "breaks-spongy", home=tmp_path)
    assert (ended.code, "Did you mean " in ended.err) == (2, True)


def test_flags_are_forgotten_with_everything_else(tmp_path: Path) -> None:
    run("bank", "flags", "brakes-spongy", home=tmp_path)
    run("forget", "--all", "--yes", home=tmp_path)
    assert run("bank", "flags", home=tmp_path).out.startswith("You haven't flagged any questions.")
