"""Dataclasses → JSON Schema (draft 2020-12) of the plan interchange format.

The schema is derived, so that it cannot drift from documents/content/; a test keeps the copy
in docs/plan-format.schema.json equal to it.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from documents.content import FORMAT_NAME, FORMAT_VERSION, PlanContent
from documents.eras import DateReading
from documents.limits import TextKind

MOST_ITEMS = 20_000  # in any one list
LARGEST_INTEGER = 1_000_000
DECIMAL_PATTERN = r"^-?[0-9]{1,15}(\.[0-9]{1,10})?$"
READING_PATTERN = r"^(FY[0-9]{4}|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"

Schema = dict[str, Any]

# A pattern's $ matches before a last line feed in Python, not in other readers of the schema.
_LINE_BREAK: Schema = {"type": "string", "pattern": "[\\n\\r]"}


@cache
def hints_of(cls: type) -> Mapping[str, Any]:
    """Return the resolved annotations of the fields of a content class."""
    return get_type_hints(cls, include_extras=True)


def union_members(hint: Any) -> tuple[Any, ...]:
    """Return the members of a union without None, or () where `hint` is no union."""
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(member for member in get_args(hint) if member is not type(None))
    return ()


def is_required(item: Field[Any]) -> bool:
    """Say whether a field has no default."""
    return item.default is MISSING and item.default_factory is MISSING


def _text_schema(kind: TextKind) -> Schema:
    schema: Schema = {"type": "string", "maxLength": kind.max_length, "title": kind.name}
    if kind.pattern:
        schema["pattern"] = f"^(?:{kind.pattern})$"
    if kind.hint:
        schema["description"] = kind.hint
    if not kind.multiline:
        schema["not"] = _LINE_BREAK
    return schema


def _hint_schema(hint: Any, definitions: dict[str, Schema]) -> Schema:
    members = union_members(hint)
    if members:
        schemas = [_hint_schema(member, definitions) for member in members]
        return schemas[0] if len(schemas) == 1 else {"oneOf": schemas}
    origin = get_origin(hint)
    if origin is Annotated:
        return _text_schema(hint.__metadata__[0])
    if origin is tuple:
        inner = get_args(hint)[0]
        item = _hint_schema(inner, definitions)
        if type(None) in get_args(inner):
            item = {"anyOf": [item, {"type": "null"}]}
        return {"type": "array", "items": item, "maxItems": MOST_ITEMS}
    if isinstance(hint, type) and is_dataclass(hint) and hint is not DateReading:
        name = hint.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _class_schema(hint, definitions)
        return {"$ref": f"#/$defs/{name}"}
    if hint is DateReading:
        return {
            "type": "string",
            "pattern": READING_PATTERN,
            "title": "日付の読み",
            "description": "「2020」「FY2020」「2020-04」「2020-04-01」の形",
            "not": _LINE_BREAK,
        }
    if hint is Decimal:
        return {
            "type": "string",
            "pattern": DECIMAL_PATTERN,
            "title": "数値",
            "not": _LINE_BREAK,
        }
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        return {"type": "integer", "minimum": -LARGEST_INTEGER, "maximum": LARGEST_INTEGER}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint]}
    raise TypeError(f"no schema for {hint!r}")


def _class_schema(cls: type, definitions: dict[str, Schema]) -> Schema:
    hints = hints_of(cls)
    properties: dict[str, Schema] = {}
    required: list[str] = []
    tag = getattr(cls, "type", None)
    if isinstance(tag, str):
        properties["type"] = {"const": tag}
        required.append("type")
    for item in fields(cls):
        properties[item.name] = _hint_schema(hints[item.name], definitions)
        if is_required(item):
            required.append(item.name)
    return {
        "type": "object",
        "title": (cls.__doc__ or "").strip().split("\n")[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


@cache
def plan_schema() -> Schema:
    """Return the JSON Schema of a whole plan file."""
    definitions: dict[str, Schema] = {}
    plan = _hint_schema(PlanContent, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planbuilder plan",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT_NAME},
            "version": {"const": FORMAT_VERSION},
            "plan": plan,
        },
        "required": ["format", "version", "plan"],
        "additionalProperties": False,
        "$defs": definitions,
    }
