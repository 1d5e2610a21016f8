"""The classes of the bank -> the schema by which pydantic's core checks values.

It is the one that pydantic makes of them. To import all of pydantic for that would take as long as to read a bank.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from coder_readiness.bank.fields import Part

_Schema = dict[str, Any]


def core_schema(annotation: Any) -> _Schema:
    """Return the schema of a class of the bank, or of what a field of one may be."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _part(annotation)  # type: ignore[arg-type]  # a class can be hashed, whatever its instances are
    arguments = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            return arguments[1].__get_pydantic_core_schema__(arguments[0], core_schema)  # type: ignore[no-any-return]
        case origin if origin is Literal:
            return {"type": "literal", "expected": list(arguments)}
        case origin if origin is tuple and arguments[-1] is Ellipsis:
            return {"type": "tuple", "items_schema": [core_schema(arguments[0])], "variadic_item_index": 0}
        case origin if origin is tuple:
            return {"type": "tuple", "items_schema": [core_schema(item) for item in arguments]}
        case origin if origin is Mapping:
            keys, values = map(core_schema, arguments)
            return {"type": "dict", "keys_schema": keys, "values_schema": values, "strict": False}
    if len(arguments) == 2 and arguments[1] is type(None):
        return {"type": "nullable", "schema": core_schema(arguments[0])}
    raise TypeError(f"a field of a bank cannot be {annotation}")


@cache
def _part(kind: Any) -> _Schema:
    known = fields(kind)
    return {
        "type": "dataclass",
        "cls": kind,
        "fields": [field.name for field in known],
        "schema": {
            "type": "dataclass-args",
            "dataclass_name": kind.__name__,
            "fields": [
                {"type": "dataclass-field", "name": field.name, "schema": _field(field), "init": True}
                for field in known
            ],
            "collect_init_only": hasattr(kind, "__post_init__"),
        },
        "post_init": hasattr(kind, "__post_init__"),
        "config": {"extra_fields_behavior": "forbid", "title": kind.__name__},
    }


def _field(field: Field[Any]) -> _Schema:
    schema = core_schema(field.type)
    if field.default is not MISSING:
        return {"type": "default", "schema": schema, "default": field.default}
    if field.default_factory is not MISSING:
        return {"type": "default", "schema": schema, "default_factory": field.default_factory}
    return schema
