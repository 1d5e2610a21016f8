"""What would be if something were met."""

from collections.abc import Collection
from dataclasses import replace

from coder_readiness.bank.model import Bank
from coder_readiness.scoring.sheet import Sheet


def assume(sheet: Sheet, competencies: Collection[str]) -> Sheet:
    """Return a sheet as it would be if these competencies were met: each just reaches its target."""
    return replace(sheet, assumed=sheet.assumed | set(competencies))


def with_what_comes_along(bank: Bank, goal: str, competencies: Collection[str]) -> set[str]:
    """Return competencies, and those that come along with them.

    A qualification that is a must-have shows all that it builds on, such as a certification the readiness for its exam.
    And a plan that closes a must-have closes what that teaches.
    """
    closed, shown = [bank.competency[name] for name in competencies], set(competencies)
    waiting = [one for one in closed if one.kind == "qualification" and goal in one.required]
    while waiting:
        before = set(waiting.pop().builds_on) - shown
        shown |= before
        waiting += [bank.competency[name] for name in before]
    return shown | {one.id for one in bank.competencies if one.is_taught_by_any_of(shown)}
