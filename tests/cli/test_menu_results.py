"""Which result the menu speaks of, updates and compares, if a person has several."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.choices import choices
from coder_readiness.cli.menu.hours import ask_for_hours
from coder_readiness.cli.menu.past import see_past
from coder_readiness.cli.menu.screens import SCREENS
from coder_readiness.cli.menu.standing import standing
from coder_readiness.cli.parser import parse
from coder_readiness.errors import LeftError
from coder_readiness.quiz.asking import Move
from tests.running import OTHER_BANK
from tests.scripted import ScriptedAsker

FULL, QUICK = ("quiz",), ("quiz", "--quick")
WELL_PAID = ("--goal", "well-paid")


@pytest.fixture
def taken(run: Any, home: Path) -> Any:
    """Take quizzes, of which every answer is the first option, and return how to choose in the menu afterwards."""

    def take(*quizzes: Sequence[str]) -> Any:
        for quiz in quizzes:
            assert run(*quiz, "--plain", "--questions", OTHER_BANK, typed="1\n" * 80).code == 0
        return in_menu

    return take


def in_menu(
    *choices: str | Move, options: Sequence[str] = ("--questions", OTHER_BANK)
) -> tuple[Context, ScriptedAsker]:
    """Return the surroundings of the menu, and the person in it, who leaves each quiz at its first question."""
    context = Context(parse(options), lambda: datetime(2030, 1, 1, tzinfo=UTC), lambda: 1)
    asker = ScriptedAsker([KeyboardInterrupt], choices)
    vars(context)["asker"] = asker
    return context, asker


def test_the_menu_says_for_which_goal_a_result_is_if_there_are_several(taken: Any) -> None:
    context, _ = taken(FULL)()
    with context:
        assert "It's for" not in standing(context)
    context, _ = taken((*QUICK, *WELL_PAID))()
    with context:
        assert standing(context).endswith("It's for a well-paid job as the manager of a shop, from the quick quiz.")


@pytest.mark.parametrize(
    ("quiz", "hours", "first_five"),
    [
        (FULL, 1, ["parts", "plan", "report", "practice", "update"]),
        (FULL, 24, ["update", "plan", "parts", "practice", "report"]),
        (QUICK, 1, ["new", "plan", "parts", "practice", "report"]),
        (QUICK, 15 * 24, ["update", "plan", "parts", "practice", "report"]),
    ],
)
def test_a_result_is_there_to_be_acted_on_at_first_and_to_be_updated_later(
    taken: Any, quiz: Sequence[str], hours: int, first_five: list[str]
) -> None:
    context, _ = taken(quiz)()
    with context:
        last = context.store.last(finished=True)
        context.clock = lambda: last.finished + timedelta(hours=hours)
        assert [choice.value for choice in choices(context, last)][:5] == first_five


def test_a_person_with_several_results_chooses_which_one_to_update(taken: Any) -> None:
    context, asker = taken(FULL, QUICK, FULL, (*QUICK, *WELL_PAID))("update 3")
    with context, pytest.raises(LeftError):
        SCREENS["update"](context, "update")
    title, choices = asker.offered[0]
    assert title == "Which result do you want to update?"
    assert [choice.value for choice in choices] == ["update 4", "update 3", "update 2"]
    assert choices[0].label.endswith(": quick quiz for a well-paid job as the manager of a shop")
    assert choices[1].label.endswith(": full quiz for a first job in a bike shop")
    assert asker.told[0].startswith("Updating attempt 3. ")


def test_a_person_with_one_result_updates_it_at_once(taken: Any) -> None:
    context, asker = taken(FULL, ("update",))()
    with context, pytest.raises(LeftError):
        SCREENS["update"](context, "update")
    assert not asker.offered
    assert asker.told[0].startswith("Updating attempt 2. ")


def test_two_results_are_compared_at_once_and_more_are_chosen_from(
    taken: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    context, asker = taken(FULL)(Move.BACK)
    with context:
        see_past(context, "past")
    assert [choice.value for choice in asker.offered[0][1]] == ["1"]
    context, asker = taken(FULL)("compare", Move.BACK)
    capsys.readouterr()
    with context:
        see_past(context, "past")
    assert [choice.value for choice in asker.offered[0][1]] == ["1", "2", "compare"]
    assert "Side by side\n" in capsys.readouterr().out
    context, asker = taken(FULL)("compare", "3", Move.BACK, "compare", "3", "1", Move.BACK)
    capsys.readouterr()
    with context:
        see_past(context, "past")
    assert [choice.value for choice in asker.offered[5][1]] == ["1", "2"]
    printed = capsys.readouterr().out
    assert printed.count("Side by side\n") == 1
    assert printed.index("Attempt 1, ") < printed.index("Attempt 3, ")
    assert "Attempt 2, " not in printed


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        ("1 hour", "takes up to 140 hours. At 1 hour a week, that's more than 2 years."),
        ("2", "takes up to 71 weeks at 2 hours a week, until about May 13, 2031."),
        ("80", "takes up to 2 weeks at 80 hours a week, until about January 15."),
    ],
)
def test_few_hours_a_week_are_told_in_years(run: Any, home: Path, hours: str, told: str) -> None:
    assert run("quiz", "--quick", "--plain", "--seed", "3", typed="1\n" * 80).code == 0
    context, asker = in_menu(options=())
    asker.note = hours
    with context:
        ask_for_hours(context)
    assert asker.told == [f"Your plan for step 1 {told}"]
