"""What would be if something were met."""

from collections.abc import Sequence
from dataclasses import replace

from coder_readiness.bank.model import Bank
from coder_readiness.errors import ReadinessError
from coder_readiness.scoring.sheet import Sheet
from coder_readiness.text import did_you_mean


def assume(bank: Bank, sheet: Sheet, competencies: Sequence[str]) -> Sheet:
    """Return a sheet as it would be if these competencies were met: each just reaches its target.

    Raises ReadinessError if the bank has no competency of that id.
    """
    for name in competencies:
        if name not in bank.competency:
            meant = did_you_mean(name, tuple(bank.competency)) or ";"
            raise ReadinessError(
                f"there is no competency {name!r} to assume{meant} `coder-readiness bank list` shows them all"
            )
    return replace(sheet, assumed=sheet.assumed | set(competencies))
