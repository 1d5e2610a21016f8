"""Errors are values with one clear message."""

import pytest

from coder_readiness.errors import (
    BankError,
    LeftError,
    Listing,
    Place,
    Problem,
    ReadinessError,
    SheetError,
    StoreError,
)


def test_a_place_reads_as_file_line_column() -> None:
    assert str(Place("bank/a.yaml", 3, 7)) == "bank/a.yaml:3:7"
    assert str(Place("bank")) == "bank:1:1"


def test_a_problem_names_its_subject_where_it_has_one() -> None:
    place = Place("a.yaml", 2, 5)
    assert str(Problem(place, "bread", "is stale")) == "a.yaml:2:5: bread: is stale"
    assert str(Problem(place, "", "is stale")) == "a.yaml:2:5: is stale"


def test_a_bank_error_tells_every_problem_in_the_order_of_the_files() -> None:
    first = Problem(Place("a.yaml", 2, 1), "", "one")
    second = Problem(Place("a.yaml", 10, 1), "", "two")
    third = Problem(Place("b.yaml", 1, 1), "x", "three")
    error = BankError([third, second, first])
    assert error.problems == (first, second, third)
    assert str(error) == "a.yaml:2:1: one\na.yaml:10:1: two\nb.yaml:1:1: x: three"


@pytest.mark.parametrize(
    ("count", "last"),
    [(20, "a.yaml:20:1: wrong"), (21, "... and 1 more"), (45, "... and 25 more")],
)
def test_a_bank_error_shows_20_problems_and_counts_the_rest(count: int, last: str) -> None:
    error = BankError([Problem(Place("a.yaml", line), "", "wrong") for line in range(1, count + 1)])
    lines = str(error).split("\n")
    assert lines[:20] == [f"a.yaml:{line}:1: wrong" for line in range(1, 21)]
    assert lines[-1] == last
    assert len(lines) == min(count, 21)
    assert len(error.problems) == count


def test_a_listing_counts_what_it_does_not_show() -> None:
    assert str(Listing()) == ""
    listing = Listing(range(20))
    assert (listing.count, str(listing)) == (20, "\n".join(map(str, range(20))))
    listing.add("more")
    assert (listing.count, str(listing).splitlines()[19:]) == (21, ["19", "... and 1 more"])


@pytest.mark.parametrize("error", [BankError([]), SheetError("a"), StoreError("b"), LeftError("c")])
def test_one_type_catches_every_error(error: Exception) -> None:
    assert isinstance(error, ReadinessError)


def test_a_message_that_cites_something_endless_is_cut() -> None:
    said = str(Problem(Place("bank.yaml", 3, 5), "some-id", "9" * 5000))
    assert said == f"bank.yaml:3:5: some-id: {'9' * 491}..."
