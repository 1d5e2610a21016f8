"""What would be if something were met."""

from collections.abc import Sequence
from dataclasses import replace

from coder_readiness.scoring.sheet import Sheet


def assume(sheet: Sheet, competencies: Sequence[str]) -> Sheet:
    """Return a sheet as it would be if these competencies were met: each just reaches its target."""
    return replace(sheet, assumed=sheet.assumed | set(competencies))
