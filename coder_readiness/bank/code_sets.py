"""The code sets of US claims: every ICD-10-CM code of one year, and the form of all others."""

import pkgutil
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from coder_readiness.text import quoted

YEAR = "2027"
"""The fiscal year of the codes, as the edition of a bank names it."""
ICD10CM = Path(__file__).with_name("icd10cm-fy2027.xz")
"""Every ICD-10-CM code that can be billed in that year, without points, a line per category (NCHS; public domain)."""
_DIAGNOSIS = r"[A-Z][0-9][0-9A-Z]([0-9A-Z]{1,4})?"
_PROCEDURE = r"[0-9B-DFGHX][0-9A-HJ-NP-Z]{6}"
_SERVICE = r"[A-Z][0-9]{4}|[0-9]{4}[0-9A-Z]"
_MOST_NAMED = 4


def has_form(code: str) -> bool:
    """Tell whether capitals and digits without points have the form of a code of one of the code sets."""
    return re.fullmatch(f"{_DIAGNOSIS}|{_PROCEDURE}|{_SERVICE}", code) is not None


def code_problem(code: str) -> str:
    """Return what is wrong with a code and what would be right; "" if nothing is known to be wrong.

    Of codes for procedures and services only the form is known.
    """
    bare = code.replace(".", "").upper()
    pointed = f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare
    if re.fullmatch(f"{_PROCEDURE}|{_SERVICE}", code):
        return ""
    if not re.fullmatch(_DIAGNOSIS, bare):
        return f"{quoted(code)} doesn't look like an ICD-10-CM (E11.22), ICD-10-PCS (0DTJ4ZZ) or HCPCS (J1885) code."
    if bare not in _billable(bare[:3]):
        return f"{quoted(code)} can't be billed in FY{YEAR}. {_near(bare)}"
    return "" if code == pointed else f"{quoted(code)} isn't written the usual way. Write {quoted(pointed)}."


@cache
def _categories() -> Mapping[str, str]:
    """Return the codes of the year by their first three characters, separated by spaces."""
    import lzma  # noqa: PLC0415 - only a bank with cases needs it

    packed = pkgutil.get_data(__name__, ICD10CM.name)  # wherever the program is installed, also in a zip file
    assert packed
    return {line[:3]: line for line in lzma.decompress(packed).decode().splitlines()}


def _billable(category: str) -> list[str]:
    return _categories().get(category, "").split()


def _near(bare: str) -> str:
    """Say which codes of the year share the most with a code."""
    codes = _billable(bare[:3])
    for length in range(len(bare), 2, -1):
        if near := [code for code in codes if code.startswith(bare[:length])]:
            break
    else:
        return f"No code starts with {bare[:3]}."
    named = [f"{code[:3]}.{code[3:]}" if len(code) > 3 else code for code in near]
    if len(named) > _MOST_NAMED:
        return f"{len(named)} similar codes can, from {named[0]} to {named[-1]}."
    return f"Similar codes that can: {', '.join(named)}."
