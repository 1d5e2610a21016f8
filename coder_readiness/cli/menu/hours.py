"""Asks how many hours a week a person has."""

import re
from contextlib import suppress

from coder_readiness.cli.context import Context
from coder_readiness.cli.menu.running import QuitError, reading_report
from coder_readiness.cli.usage import MOST_HOURS
from coder_readiness.errors import ReadinessError
from coder_readiness.quiz.asking import LEAVING, Move
from coder_readiness.text import number_of

_WEEKS_A_YEAR = 52


def ask_for_hours(context: Context, _: str = "") -> None:
    """Ask how much time the person has, so that plans can count weeks. Raises QuitError."""
    settings = context.store.settings
    before = settings.hours_per_week
    title = "How many hours a week can you study? Then we can tell you how many weeks your plan takes."
    how, alone = f"type a number from 1 to {MOST_HOURS}", f"keep {before}" if before else "skip this"
    while True:
        line = context.asker.read_note(title, how, LEAVING, alone).lower()
        number = re.sub(r"\s*(hours?|hrs?|h)\.?$", "", line.strip())
        if number == Move.LEAVE.value:
            raise QuitError
        if number in {"", "b", "d", "s"}:
            settings.keep_hours_per_week(before)
            return
        if (found := re.fullmatch(r"0*([1-9][0-9]?)", number)) and (hours := int(found[1])) <= MOST_HOURS:
            settings.keep_hours_per_week(hours)
            context.asker.say(_time_at(context, hours))
            return
        context.asker.say(f"Type a whole number from 1 to {MOST_HOURS}, such as 10.")


def _time_at(context: Context, hours: int) -> str:
    """Return how long the plan takes at so many hours a week."""
    from coder_readiness.report.gaps import plan_time, time_for_all

    with suppress(ReadinessError), reading_report(context) as (_, material):
        plan = material.readiness.plan
        if (takes := plan_time(material)) and material.focus and plan:
            told = f"Your plan for step {material.focus.number} takes {takes}."
            years = plan.hours // (_WEEKS_A_YEAR * hours)
            if years and takes.endswith(" hours"):  # because so many weeks would say little
                told += f" At {number_of(hours, 'hour')} a week, that's more than {number_of(years, 'year')}."
            return f"{told} {time_for_all(material)}".rstrip()
    return f"Saved: {number_of(hours, 'hour')} a week."
