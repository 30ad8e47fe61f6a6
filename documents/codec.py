"""Content classes ↔ JSON: the plan interchange format, read strictly and written canonically.

bytes → PlanContent: size, JSON, format version and upcasters, JSON Schema, then the rules that a
schema cannot say (documents/validation.py). Nothing is guessed: the first stage that finds a fault
ends the reading with Japanese messages that name the place in the file.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from documents.content import FORMAT_NAME, FORMAT_VERSION, EditionRecord, PlanContent
from documents.eras import DateReading
from documents.schema import hints_of, plan_schema, union_members
from documents.validation import ContentError, Problem, check_content

MOST_BYTES = 20_000_000
MOST_PROBLEMS = 20

Json = Any

# Old version → function that lifts a plan file of that version by one. Stored JSON is never
# rewritten; it is lifted each time it is read.
UPCASTERS: dict[int, Callable[[dict[str, Json]], dict[str, Json]]] = {}


# --- classes → JSON --------------------------------------------------------------------------


def encode(value: Any) -> Json:
    """Return the JSON form of a content value; fields that equal their default are left out."""
    match value:
        case DateReading():
            return str(value)
        case Decimal():
            return format(value, "f")
        case Enum():
            return value.value
        case tuple():
            return [encode(item) for item in value]
        case None | bool() | int() | str():
            return value
        case _ if is_dataclass(value):
            return _encode_class(value)
    raise TypeError(f"cannot encode {value!r}")


def _encode_class(value: Any) -> dict[str, Json]:
    result: dict[str, Json] = {}
    tag = getattr(type(value), "type", None)
    if isinstance(tag, str):
        result["type"] = tag
    for item in fields(value):
        inner = getattr(value, item.name)
        if inner != default_of(item):
            result[item.name] = encode(inner)
    return result


def default_of(item: Field[Any]) -> Any:
    """Return the default of a field, or MISSING where it has none."""
    if item.default_factory is not MISSING:
        return item.default_factory()
    return item.default


def canonical(data: Json) -> str:
    """Return JSON text in the one form that is hashed and exported (sorted keys, UTF-8)."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def canonical_plan(content: PlanContent) -> str:
    """Return the canonical plan file of `content`."""
    return canonical({"format": FORMAT_NAME, "version": FORMAT_VERSION, "plan": encode(content)})


def canonical_record(record: EditionRecord) -> str:
    """Return the canonical JSON of an edition's record."""
    return canonical(encode(record))


def sha256_of(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# --- JSON → classes --------------------------------------------------------------------------


def decode(hint: Any, data: Json, place: str = "") -> Any:
    """Return `data`, already valid by the schema, as the content class `hint`.

    Raises ContentError where a date reading does not exist in the calendar.
    """
    if data is None:
        return None
    members = union_members(hint)
    if len(members) == 1:
        return decode(members[0], data, place)
    if members:
        member = next(cls for cls in members if cls.type == data["type"])
        return decode(member, data, place)
    origin = get_origin(hint)
    if origin is Annotated:
        return data
    if origin is tuple:
        inner = get_args(hint)[0]
        return tuple(decode(inner, item, f"{place}[{i}]") for i, item in enumerate(data))
    if hint is DateReading:
        try:
            return DateReading.parse(data)
        except ValueError as error:
            raise ContentError([Problem(place, f"{data}：{error}。")]) from error
    if hint is Decimal:
        return Decimal(data)
    if hint is int:
        return int(data)  # JSON Schema takes 2027.0 for an integer
    if is_dataclass(hint):
        cls = cast(type, hint)
        hints = hints_of(cls)
        return cls(
            **{
                key: decode(hints[key], value, f"{place}.{key}")
                for key, value in data.items()
                if key != "type" or "type" in _field_names(cls)
            }
        )
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    return data


@cache
def _field_names(cls: type) -> frozenset[str]:
    return frozenset(item.name for item in fields(cls))


def _no_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    result: dict[str, Json] = {}
    for key, value in pairs:
        if key in result:
            raise ContentError([Problem("", f"項目「{key}」が二度書かれています。")])
        result[key] = value
    return result


def _no_constant(name: str) -> Json:
    raise ContentError([Problem("", f"数値として「{name}」は使えません。")])


def load_json(data: bytes) -> Json:
    """Return the JSON in `data` (UTF-8); raise ContentError with the line where it breaks."""
    if len(data) > MOST_BYTES:
        raise ContentError(
            [Problem("", f"ファイルが大きすぎます（上限 {MOST_BYTES // 1_000_000} MB）。")]
        )
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise ContentError(
            [Problem("", f"{error.start + 1}バイト目がUTF-8の文字ではありません。")]
        ) from error
    except json.JSONDecodeError as error:
        raise ContentError(
            [Problem(f"{error.lineno}行{error.colno}文字目", "JSONとして読めません。")]
        ) from error
    except (RecursionError, ValueError) as error:
        raise ContentError(
            [Problem("", "JSONとして読めません（入れ子が深すぎるか、数が大きすぎます）。")]
        ) from error


def _lift(data: Json) -> Json:
    if not isinstance(data, dict) or data.get("format") != FORMAT_NAME:
        raise ContentError(
            [Problem("format", f"計画ファイルではありません（format が {FORMAT_NAME} でない）。")]
        )
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise ContentError([Problem("version", "書式の版（version）は整数で書いてください。")])
    if version > FORMAT_VERSION:
        raise ContentError(
            [
                Problem(
                    "version",
                    f"書式の版 {version} は、この版の planbuilder（{FORMAT_VERSION}）では"
                    "読めません。planbuilder を新しくしてください。",
                )
            ]
        )
    while version < FORMAT_VERSION:
        if version not in UPCASTERS:
            raise ContentError([Problem("version", f"書式の版 {version} はありません。")])
        data = UPCASTERS[version](data)
        version += 1
    return data


def _place(path: Iterable[str | int]) -> str:
    place = ""
    for step in path:
        place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
    return place


def _shown(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:40] + "…"


_TYPE_NAMES = {
    "string": "文字列",
    "array": "一覧（[ ]）",
    "object": "項目の組（{ }）",
    "integer": "整数",
    "boolean": "true か false",
    "null": "null",
}


def _message(error: ValidationError) -> str:
    limit: Any = error.validator_value
    instance: Any = error.instance
    match error.validator:
        case "type":
            return f"{_TYPE_NAMES.get(str(limit), limit)}で書いてください：{_shown(instance)}"
        case "required":
            missing = next(name for name in cast(list[str], limit) if name not in instance)
            return f"必要な項目「{missing}」がありません。"
        case "additionalProperties":
            schema = cast(dict[str, Json], error.schema)
            extra = sorted(set(instance) - set(schema["properties"]))
            return f"知らない項目です：{'、'.join(extra[:5])}"
        case "maxLength":
            return f"長すぎます（{len(instance)}字。{limit}字まで）。"
        case "pattern":
            schema = cast(dict[str, Json], error.schema)
            hint = schema.get("description") or schema.get("title") or "決まった形"
            return f"形が違います：{_shown(instance)}（{hint}）"
        case "enum" | "const":
            allowed = limit if isinstance(limit, list) else [limit]
            words = "、".join(str(item) for item in allowed)
            return f"使えない値です：{_shown(instance)}（使える値：{words}）"
        case "maxItems":
            return f"数が多すぎます（{limit}件まで）。"
        case "not":
            return f"改行は使えません：{_shown(instance)}"
        case "minimum" | "maximum":
            return f"数が範囲の外です：{_shown(instance)}"
        case _:
            return f"書式に合いません：{_shown(instance)}"


def _leaves(error: ValidationError) -> Iterable[ValidationError]:
    """Follow a oneOf of blocks to the member whose `type` was meant; without one, to none."""
    named = isinstance(error.instance, dict) and "type" in error.instance
    if error.validator != "oneOf" or not error.context or not named:
        yield error
        return
    wrong_type = {
        inner.schema_path[0]
        for inner in error.context
        if inner.validator == "const" and list(inner.path) == ["type"]
    }
    meant = [inner for inner in error.context if inner.schema_path[0] not in wrong_type]
    if not meant:
        yield error
        return
    for inner in meant:
        yield from _leaves(inner)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(plan_schema())


def schema_problems(data: Json) -> list[Problem]:
    """Return where `data` breaks the JSON Schema of a plan file, at most twenty places."""
    problems: list[Problem] = []
    for error in _validator().iter_errors(data):
        for leaf in _leaves(error):
            message = _message(leaf)
            if leaf.validator == "oneOf":
                kind = leaf.instance.get("type") if isinstance(leaf.instance, dict) else None
                message = f"ブロックの種類（type）が分かりません：{_shown(kind)}"
            problems.append(Problem(_place(leaf.absolute_path), message))
            if len(problems) == MOST_PROBLEMS:
                return problems
    return problems


def plan_from_json(data: Json) -> PlanContent:
    """Return the plan in already loaded JSON; raise ContentError with every place at fault."""
    lifted = _lift(data)
    try:
        problems = schema_problems(lifted)
    except RecursionError as error:
        raise ContentError([Problem("", "入れ子が深すぎます。")]) from error
    if problems:
        raise ContentError(problems)
    content = cast(PlanContent, decode(PlanContent, lifted["plan"], "plan"))
    check_content(content)
    return content


def parse_plan(data: bytes) -> PlanContent:
    """Return the plan in a file's bytes; raise ContentError with every place at fault."""
    return plan_from_json(load_json(data))


def record_from_json(data: Json) -> EditionRecord:
    """Return an edition's record from JSON that this program wrote."""
    return cast(EditionRecord, decode(EditionRecord, data, "record"))


@dataclass(frozen=True, slots=True)
class Frozen:
    """Content as it is frozen: canonical text and its hash."""

    text: str
    sha256: str


def freeze(content: PlanContent) -> Frozen:
    """Return the canonical text of `content` with its SHA-256."""
    text = canonical_plan(content)
    return Frozen(text, sha256_of(text))
