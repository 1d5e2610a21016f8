"""The schema by which a bank is checked: the one that pydantic makes of its classes."""

import enum
from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import TypeAdapter

from coder_readiness.bank.competency import Competency
from coder_readiness.bank.outlook import Outlook
from coder_readiness.bank.roadmap import Roadmap
from coder_readiness.bank.schema import core_schema

IDLE = {"ref", "metadata", "frozen", "slots", "computed_fields", "default_factory_takes_data"}
"""Keys that make no difference to what is accepted here: names of parts, and features that no class of a bank has."""


def in_full(schema: Any, named: Mapping[str, Any]) -> Any:
    """Return a schema with each part in its place that pydantic only names there."""
    if isinstance(schema, list):
        return [in_full(part, named) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "definitions":
        return in_full(schema["schema"], {part["ref"]: part for part in schema["definitions"]})
    if schema.get("type") == "definition-ref":
        return in_full(named[schema["schema_ref"]], named)
    return {key: in_full(part, named) for key, part in schema.items() if key not in IDLE}


@pytest.mark.parametrize("model", [Roadmap, Outlook, Competency])
def test_a_bank_is_checked_by_the_schema_that_pydantic_makes(model: type) -> None:
    assert in_full(core_schema(model), {}) == in_full(TypeAdapter(model).core_schema, {})


def test_a_field_of_a_kind_that_no_bank_has_yet_is_refused() -> None:
    with pytest.raises(TypeError, match="a field of a bank cannot be"):
        core_schema(enum.Enum)
