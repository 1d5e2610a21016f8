"""Parts of a bank -> plain values, as JSON and YAML have them."""

import datetime
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def as_data(value: Any) -> Any:
    """Return a part of a bank as dicts, lists and scalars; what is None is left out."""
    if is_dataclass(value):
        return {
            field.name: as_data(part) for field in fields(value) if (part := getattr(value, field.name)) is not None
        }
    if isinstance(value, Mapping):
        return {key: as_data(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [as_data(part) for part in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
