"""docs/plan-format.md and its schema say what documents/content/, limits.py and codec.py do.

The tables of the page are read back and compared whole: field, type and default of each class, each
kind of text, each closed list, each message.
"""

import copy
import json
import re
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest

from documents import codec, content, limits
from documents.eras import DateReading
from documents.schema import hints_of, plan_schema, union_members
from documents.validation import ContentError
from plans.importing import import_plan_file
from plans.models import Measure, Plan
from tests.conftest import Cast

DOCS = Path(__file__).parents[2] / "docs"
Data = dict[str, Any]
Rows = list[list[str]]

CLASSES = [
    item
    for item in vars(content).values()
    if is_dataclass(item)
    and isinstance(item, type)
    and item.__module__.startswith(content.__name__)
]
ENUMS = [
    item
    for item in vars(content).values()
    if isinstance(item, type)
    and issubclass(item, Enum)
    and item.__module__.startswith("documents.")
]
TEXT_KINDS = {
    hint.__metadata__[0]: name
    for name, hint in vars(limits).items()
    if get_origin(hint) is Annotated
}


@cache
def page() -> str:
    """The text of the page."""
    return (DOCS / "plan-format.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> Rows:
    """Return the rows of the first table after the heading that begins so, without its head."""
    after = re.split(rf"^#+ {re.escape(heading)}.*\n", page(), maxsplit=1, flags=re.MULTILINE)[1]
    section = re.split(r"^#+ ", after, maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines[2:]]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in cells]


# --- the example -----------------------------------------------------------------------------


@cache
def example() -> str:
    """The example plan of the page."""
    found = re.search(r"```json\n(.*?)```", page(), re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_is_canonical() -> None:
    assert codec.canonical_plan(codec.parse_plan(example().encode())) == example()


def test_the_example_imports(cast: Cast) -> None:
    plan = import_plan_file(
        example().encode(), organization=cast.town, by=None, at=datetime(2026, 4, 1, tzinfo=UTC)
    )
    measures = Measure.objects.filter(plan=plan).values_list("name", flat=True)
    assert (plan.title, list(measures)) == (
        "下川町官民データ活用推進計画（書式の例）",
        ["行政手続のオンライン化"],
    )


# --- schema and tables -----------------------------------------------------------------------


def test_the_schema_is_the_derived_one() -> None:
    shipped = (DOCS / "plan-format.schema.json").read_text(encoding="utf-8")
    assert shipped == codec.canonical(plan_schema())


def type_name(hint: Any) -> str:
    """Return what the page calls the type of a field."""
    members = union_members(hint)
    if len(members) == 1:
        return type_name(members[0])
    if members:
        return "Block"
    if get_origin(hint) is Annotated:
        return TEXT_KINDS[hint.__metadata__[0]]
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return f"list of {type_name(inner)}{' or null' if type(None) in get_args(inner) else ''}"
    plain = {bool: "boolean", int: "integer", Decimal: "number", DateReading: "date"}
    return plain.get(hint) or str(hint.__name__)


def default_name(default: Any) -> str:
    """Return what the page says of a default."""
    if default is MISSING:
        return "**required**"
    if default in (content.Look(), content.RevisionTable()):
        return "all defaults"
    words = {None: "nothing", "": "empty", (): "empty list"}
    if default in words:
        return words[default]
    return f"`{json.dumps(codec.encode(default), ensure_ascii=False)}`"


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_the_fields_of_a_class(cls: type) -> None:
    hints = hints_of(cls)
    expected = [
        [f"`{item.name}`", type_name(hints[item.name]), default_name(codec.default_of(item))]
        for item in fields(cls)
    ]
    rows = rows_under(f"`{cls.__name__}` (")
    assert [[name, kind, default] for name, _, kind, default, _ in rows] == expected


def test_every_field_has_its_japanese_name_and_a_meaning() -> None:
    bare = [
        (cls.__name__, row[0])
        for cls in CLASSES
        for row in rows_under(f"`{cls.__name__}` (")
        if not (row[1] and row[4])
    ]
    assert bare == []


def test_the_type_of_a_block_is_named() -> None:
    said = dict(re.findall(r"^#### `(\w+)` .*\n\n`type` is `(\w+)`\.", page(), re.MULTILINE))
    assert said == {cls.__name__: cls.type for cls in get_args(content.Block)}


def test_the_kinds_of_text() -> None:
    expected = [
        [
            name,
            kind.name,
            str(kind.max_length),
            "yes" if kind.multiline else "no",
            f"`{kind.pattern}`" if kind.pattern else "—",
        ]
        for kind, name in TEXT_KINDS.items()
    ]
    assert rows_under("Text and its limits") == expected


def test_the_closed_lists() -> None:
    said = {
        name.strip("`"): re.findall(r"`([^`]*)`", values)
        for name, _, values in rows_under("Closed lists")
    }
    assert said == {cls.__name__: [str(member.value) or '""' for member in cls] for cls in ENUMS}


# --- messages --------------------------------------------------------------------------------


def _plan(data: Data) -> Data:
    plan: Data = data["plan"]
    return plan


def _chapter(data: Data) -> Data:
    chapter: Data = _plan(data)["chapters"][0]
    return chapter


def _measure(data: Data) -> Data:
    measure: Data = _plan(data)["measures"][0]
    return measure


def _add_block(**block: Any) -> Callable[[Data], object]:
    return lambda data: _chapter(data)["body"].append({"uid": "new", **block})


def _mark(**mark: Any) -> Callable[[Data], object]:
    return lambda data: _chapter(data)["body"][0].update(marks=[mark])


def _bodies(*parents: str) -> Callable[[Data], object]:
    return lambda data: _plan(data).update(
        governance=[
            {"uid": f"g-{number}", "name": "会議", "parent": parent}
            for number, parent in enumerate(parents)
        ]
    )


def _nest(depth: int) -> Callable[[Data], object]:
    def spoil(data: Data) -> None:
        chapter = _chapter(data)
        for number in range(depth):
            chapter["children"] = [{"uid": f"deep-{number}", "title": "章"}]
            chapter = chapter["children"][0]

    return spoil


# What is written over the example → the message of the page that it brings.
FAULTS: list[tuple[Callable[[Data], object], str]] = [
    (lambda d: d.update(format="x"), "version | format：計画ファイルではありません"),
    (lambda d: d.update(version="1"), "version | version：書式の版（version）は"),
    (lambda d: d.update(version=2), "version | version：書式の版 … は、"),
    (lambda d: d.update(version=0), "version | version：書式の版 … はありません"),
    (lambda d: _plan(d).pop("title"), "schema | …：必要な項目"),
    (lambda d: _plan(d).update(mayor="x"), "schema | …：知らない項目"),
    (lambda d: _plan(d).update(title=None), "schema | …で書いてください"),
    (lambda d: _plan(d).update(title="長" * 501), "schema | …：長すぎます"),
    (lambda d: _plan(d).update(title="一\n二"), "schema | …：改行は使えません"),
    (lambda d: _plan(d)["period"].update(end="FY2029\n"), "schema | …：改行は使えません"),
    (
        lambda d: _measure(d)["kpis"][0]["baseline"].update(value="3\n"),
        "schema | …：改行は使えません",
    ),
    (
        lambda d: _measure(d)["kpis"][0]["baseline"].update(value="1e999"),
        "schema | …：形が違います",
    ),
    (lambda d: _plan(d).update(pattern="x"), "schema | …：使えない値です"),
    (lambda d: _chapter(d)["body"][0].pop("type"), "schema | …：ブロックの種類"),
    (_add_block(type="video"), "schema | …：ブロックの種類"),
    (lambda d: _chapter(d).update(guide_section=1_000_001), "schema | …：数が範囲の外です"),
    (lambda d: _measure(d).update(related=["m-1"] * 20_001), "schema | …：数が多すぎます"),
    (_nest(300), "schema | 入れ子が深すぎます"),
    (lambda d: _plan(d)["period"].update(end="2026-02-29"), "rules | …：暦にない日付です"),
    (lambda d: _plan(d)["period"].update(end="1800"), "rules | …：1868年から"),
    (lambda d: _plan(d).update(title="a\0"), "rules | …：…文字目に使えない文字"),
    (lambda d: _plan(d).update(title="\u3000"), "rules | plan.title：計画の名称が"),
    (lambda d: _plan(d)["organization"].update(name=""), "rules | plan.organization.name"),
    (
        lambda d: _measure(d).update(
            national_measures=[{"uid": "n-1", "edition": "r1", "name": "名", "no": -1}]
        ),
        "rules | …：番号「…」は",
    ),
    (lambda d: _chapter(d).update(guide_section=40_000), "rules | …：手引の節"),
    (lambda d: _chapter(d).update(guide_section=0), "rules | …：手引の節"),
    (lambda d: _chapter(d).update(uid="m-1"), "rules | …：識別子"),
    (lambda d: _measure(d).update(related=["gone"]), "rules | …：施策「…」がこの"),
    (lambda d: _measure(d).update(tags=["gone"]), "rules | …：分類「…」がこの"),
    (_add_block(type="term_note", term="gone"), "rules | …：用語「…」がこの"),
    (_mark(kind="footnote", start=0, end=0, ref="gone"), "rules | …：脚注「…」がこの"),
    (_bodies("gone"), "rules | …：推進体制「…」がこの"),
    (_bodies("g-0"), "rules | …：推進体制の上下"),
    (lambda d: _plan(d)["chapters"].pop(), "rules | …：施策「…」がどの章にも"),
    (
        lambda d: _chapter(d).update(placements=[{"uid": "pl-2", "measure": "m-1"}]),
        "rules | …：施策「…」が二か所",
    ),
    (_nest(6), "rules | …：章の段は"),
    (_mark(kind="bold", start=0, end=0), "rules | …：印の位置が"),
    (
        lambda d: _chapter(d)["body"][0]["marks"].reverse(),
        "rules | …：印が重なっているか",
    ),
    (_mark(kind="link", start=0, end=2, ref="ftp://x"), "rules | …：リンク先は"),
    (_add_block(type="table", rows=[]), "rules | …：表の行の長さ"),
    (
        _add_block(type="table", rows=[{"uid": "row", "cells": [{}]}], header_rows=2),
        "rules | …：見出し行の数",
    ),
    (_add_block(type="list", items=[]), "rules | …：一覧に項目"),
    (
        _add_block(type="list", items=[{"uid": "item", "text": "項目", "level": 1}]),
        "rules | …：一覧の段",
    ),
    (
        _add_block(
            type="chart", kind="bar", categories=["一"], series=[{"name": "名", "values": []}]
        ),
        "rules | …：値の数が",
    ),
    (
        lambda d: _measure(d)["kpis"][0]["targets"][0].update(fiscal_year=30),
        "rules | …：年度「…」は",
    ),
    (
        lambda d: _measure(d)["kpis"][0]["targets"][0].update(fiscal_year=2029),
        "rules | …：同じ年度の目標値",
    ),
    (lambda d: _plan(d)["organization"].update(code="080004"), "import | plan.organization.code"),
    (lambda d: _plan(d).update(guide_edition="H99"), "import | plan.guide_edition"),
    (
        _add_block(type="figure", sha256="0" * 64, media_type="image/png"),
        "import | …：この図のファイル",
    ),
]
RAW_FAULTS: list[tuple[bytes, str]] = [
    (b" " * 20_000_001, "file | ファイルが大きすぎます"),
    (b"\xff", "file | …バイト目が"),
    (b"{", "file | …行…文字目"),
    (b"[" * 100_000, "file | JSONとして読めません"),
    (b'{"a": 1, "a": 1}', "file | 項目「…」が二度"),
    (b'{"a": NaN}', "file | 数値として"),
]


def messages() -> list[str]:
    """Return the table of messages, each row as one line."""
    return [f"{stage} | {message}" for stage, message in rows_under("Messages")]


def documented(message: str) -> list[str]:
    """Return the rows of the page that a message fits."""
    return [
        row
        for row in messages()
        if re.fullmatch(re.escape(row.partition(" | ")[2]).replace("…", ".+"), message, re.DOTALL)
    ]


def refusals(raw: bytes, cast: Cast) -> list[str]:
    """Return what the importer says to a file that it refuses."""
    with pytest.raises(ContentError) as error:
        import_plan_file(raw, organization=cast.town, by=None, at=datetime(2026, 4, 1, tzinfo=UTC))
    assert Plan.objects.count() == 0
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(("spoil", "row"), FAULTS, ids=[row for _, row in FAULTS])
def test_a_fault_brings_its_message(spoil: Callable[[Data], object], row: str, cast: Cast) -> None:
    data = copy.deepcopy(json.loads(example()))
    spoil(data)
    said = refusals(json.dumps(data).encode(), cast)
    assert [[found.startswith(row) for found in documented(message)] for message in said] == [
        [True]
    ]


@pytest.mark.parametrize(("raw", "row"), RAW_FAULTS, ids=[row for _, row in RAW_FAULTS])
def test_what_is_no_json_brings_its_message(raw: bytes, row: str, cast: Cast) -> None:
    said = refusals(raw, cast)
    assert [[found.startswith(row) for found in documented(message)] for message in said] == [
        [True]
    ]


def test_every_message_of_the_page_is_shown_to_occur() -> None:
    shown = [row for _, row in [*FAULTS, *RAW_FAULTS]]
    assert [row for row in messages() if not any(row.startswith(head) for head in shown)] == []
