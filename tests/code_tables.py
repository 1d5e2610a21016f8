"""The code sets that the bank is held to: ICD-10-CM FY2027, and excerpts of ICD-10-PCS and HCPCS Level II."""

import warnings
from functools import cached_property
from importlib import import_module

from tests.paths import TESTS

DATA = TESTS / "data"


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table in the folder `data`, without its comments."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def titles(name: str) -> dict[str, str]:
    """Return the titles of the codes in an excerpt."""
    return {code: title for code, title, *_ in rows(name)}


def _bare(code: str) -> str:
    return code.replace(".", "")


class Icd10cm:
    """ICD-10-CM of FY2027: the tables of April 2026 that are installed for tests, with the changes of October 2026."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self._april = import_module("simple_icd_10_cm")
        self._changes = rows("icd10cm-fy2027-changes.txt")

    def is_valid(self, code: str) -> bool:
        """Tell whether there is such a code, or a category by that name."""
        if self._is_above_an_addition(code):
            return True
        return bool(self._april.is_valid_item(code)) and _bare(code) not in self._deleted

    def is_billable(self, code: str) -> bool:
        """Tell whether there is such a code and it needs no further character."""
        # B20 and P84 are a block and a category by the same name; the library then means the category, which is right.
        if _bare(code) in self._added:
            return True
        return self.is_valid(code) and not self._is_above_an_addition(code) and bool(self._april.is_leaf(code))

    @property
    def billable_codes(self) -> list[str]:
        """Every billable code without its point, in order."""
        items = filter(self._april.is_leaf, self._april.get_all_codes())
        april = {_bare(code) for code in items if self._april.is_category_or_subcategory(code)}
        return sorted(april - self._deleted | self._added)

    def title(self, code: str) -> str:
        """Return the official title of a code or category."""
        return self._titles.get(_bare(code)) or str(self._april.get_description(code))

    @cached_property
    def _deleted(self) -> frozenset[str]:
        return frozenset(_bare(code) for change, code, *_ in self._changes if change == "delete")

    @cached_property
    def _added(self) -> frozenset[str]:
        return frozenset(_bare(code) for change, code, *_ in self._changes if change == "add")

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {_bare(code): title[0] for change, code, *title in self._changes if change != "delete"}

    def _is_above_an_addition(self, code: str) -> bool:
        return any(added.startswith(_bare(code)) for added in self._added)
