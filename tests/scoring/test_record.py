"""What is kept of a readiness: it comes back as it was, whatever later versions add; what is odd is refused."""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_readiness.bank.loader import load_bank
from coder_readiness.bank.model import Bank
from coder_readiness.scoring.readiness import Readiness, assess
from coder_readiness.scoring.record import RecordError, from_record, to_record
from coder_readiness.scoring.sheet import Sheet
from tests.strategies import laws, partial_cases

SHEET = Sheet(answers={"education-highest": "none"})


@pytest.fixture(scope="module")
def readiness() -> Readiness:
    return assess(load_bank(), SHEET)


@laws
@given(partial_cases())
def test_a_readiness_comes_back_as_it_was(case: tuple[Bank, Sheet]) -> None:
    readiness = assess(*case)
    assert from_record(to_record(readiness)) == readiness


def test_the_readiness_of_the_shipped_bank_comes_back_with_its_plan(readiness: Readiness) -> None:
    assert readiness.plan
    assert from_record(to_record(readiness)) == readiness


def test_the_report_of_the_first_version_is_a_record(readiness: Readiness) -> None:
    kept = from_record(readiness.model_dump_json())
    assert kept.model_dump(mode="json") == readiness.model_dump(mode="json")


def test_what_a_later_version_adds_is_passed_over(readiness: Readiness) -> None:
    def with_more(value: Any) -> Any:
        if isinstance(value, dict):
            return {**{key: with_more(part) for key, part in value.items()}, "added-later": [1]}
        return [with_more(part) for part in value] if isinstance(value, list) else value

    assert from_record(json.dumps(with_more(json.loads(to_record(readiness))))) == readiness


def changing(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(record: Any) -> None:
        *way, last = path
        for key in way:
            record = record[key]
        record[last] = to

    return change


@pytest.mark.parametrize(
    "contradiction",
    [
        changing("next_step", "id", to="no-such-step"),
        changing("plan", "step", to="no-such-step"),
        changing("plan", "close", to=["no-such-competency"]),
        changing("gaps", 0, "competency", to="no-such-competency"),
        changing("competencies", 0, "step", to="no-such-step"),
        changing("competencies", 0, "kind", to="hobby"),
        changing("competencies", 0, "low", to=float("nan")),
        changing("steps", 0, "high", to=7),
        changing("steps", 0, "complete", to="no"),
        changing("steps", 0, "title", to=None),
        changing("gaps", 0, "actions", to=[{"do": "something"}]),
        changing("gaps", 0, "actions", to=[{"do": "something", "hours": 1 << 30, "weeks": 1}]),
        changing("gaps", 0, "actions", to=[{"do": "something", "hours": 1, "weeks": 1 << 30}]),
        changing("goal", to=5),
        changing("answered", to=True),
        changing("steps", to={}),
        changing("next_step", "reasons", to=[1]),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    readiness: Readiness, contradiction: Callable[[Any], None]
) -> None:
    record = json.loads(to_record(readiness))
    contradiction(record)
    with pytest.raises(RecordError):
        from_record(json.dumps(record))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@laws
@given(data=st.data())
def test_whatever_stands_in_a_record_it_is_read_or_refused(readiness: Readiness, data: st.DataObject) -> None:
    record = json.loads(to_record(readiness))
    part: Any = record
    while True:
        key = data.draw(st.sampled_from(sorted(part)) if isinstance(part, dict) else st.integers(0, len(part) - 1))
        if not part[key] or not isinstance(part[key], (dict, list)) or data.draw(st.booleans()):
            break
        part = part[key]
    part[key] = data.draw(values)
    with contextlib.suppress(RecordError):
        assert isinstance(from_record(json.dumps(record)), Readiness)


@pytest.mark.parametrize("text", ["", "{}", "[]", "7", "null", "no JSON", "[" * 99999, '{"record": 1, "steps": []}'])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        from_record(text)
