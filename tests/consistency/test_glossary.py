"""docs/glossary.md: one name for each Japanese term, every name real, every closed list whole."""

import importlib
import pkgutil
import re
from collections import Counter
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.models import TextChoices

from documents.content import (
    ChapterKind,
    Direction,
    KpiKind,
    KpiRole,
    MeasureStatus,
    Pattern,
    Shown,
    Stage,
    TagScheme,
)
from plans.models.chapter import CHAPTER_KIND_LABELS, SHOWN_LABELS
from plans.models.indicator import DIRECTION_LABELS, KPI_KIND_LABELS, KPI_ROLE_LABELS
from plans.models.measure import MEASURE_STATUS_LABELS
from plans.models.plan import PATTERN_LABELS, STAGE_LABELS
from plans.models.tag import TAG_SCHEME_LABELS

DOCS = Path(__file__).parents[2] / "docs"

MODULES = [
    "plans.enums",
    "accounts.enums",
    "catalog.enums",
    "publishing.enums",
    "documents.numbering",
    "documents.content",
]

# Labels that the forms show for the closed lists of documents/content/.
FORM_LABELS: dict[type[Enum], dict[Any, str]] = {
    ChapterKind: CHAPTER_KIND_LABELS,
    Direction: DIRECTION_LABELS,
    KpiKind: KPI_KIND_LABELS,
    KpiRole: KPI_ROLE_LABELS,
    MeasureStatus: MEASURE_STATUS_LABELS,
    Pattern: PATTERN_LABELS,
    Shown: SHOWN_LABELS,
    Stage: STAGE_LABELS,
    TagScheme: TAG_SCHEME_LABELS,
}


@cache
def page() -> str:
    """The text of the page."""
    return (DOCS / "glossary.md").read_text(encoding="utf-8")


@cache
def terms() -> list[list[str]]:
    """The rows of terms: Japanese, name, where, meaning."""
    rows = re.findall(r"^\| (.+) \| (.+) \| `([\w.]+)` \| (.*) \|$", page(), re.MULTILINE)
    return [list(row) for row in rows]


def enums_of(module: str) -> list[type[Enum]]:
    """Return the closed lists that a module defines."""
    return [
        item
        for item in vars(importlib.import_module(module)).values()
        if isinstance(item, type) and issubclass(item, Enum) and item.__module__.startswith(module)
    ]


@cache
def members(module: str) -> dict[str, dict[str, str]]:
    """Class → name of the member → Japanese, as the page says under a module."""
    section = page().split(f"### `{module}`\n")[1].split("\n### ")[0]
    return {
        name: {member: word for word, member in re.findall(r"(?:^|, )(.+?) = `(\w+)`", cells)}
        for name, cells in re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
    }


def test_no_term_and_no_name_stands_twice() -> None:
    counts = Counter(row[0] for row in terms()) + Counter(row[1] for row in terms())
    same = {row[0] for row in terms() if row[0] == row[1]}
    assert {word for word, count in counts.items() if count > 1} - same == set()


def test_every_row_of_terms_is_whole() -> None:
    before = page().split("## Closed lists")[0]
    rows = [line for line in before.splitlines() if re.match(r"\| (?!日本語)", line)]
    assert len(terms()) == len(rows)
    assert [row for row in terms() if not all(row)] == []


@pytest.mark.parametrize("where", [row[2] for row in terms()])
def test_a_name_is_where_the_page_says(where: str) -> None:
    assert pkgutil.resolve_name(where) is not None


@pytest.mark.parametrize("module", MODULES)
def test_every_member_of_a_closed_list_is_named(module: str) -> None:
    expected = {cls.__name__: [member.name for member in cls] for cls in enums_of(module)}
    assert {name: list(said) for name, said in members(module).items()} == expected


@pytest.mark.parametrize("module", MODULES)
def test_a_member_has_the_word_that_users_read(module: str) -> None:
    said = members(module)
    differing = [
        (cls.__name__, member.name)
        for cls in enums_of(module)
        if issubclass(cls, TextChoices) or cls in FORM_LABELS
        for member in cls
        if said[cls.__name__][member.name]
        != (FORM_LABELS[cls][member] if cls in FORM_LABELS else getattr(member, "label"))  # noqa: B009
    ]
    assert differing == []


def test_the_page_of_the_format_has_the_same_words() -> None:
    text = (DOCS / "plan-format.md").read_text(encoding="utf-8")
    section = text.split("## Closed lists\n")[1].split("\n## ")[0]
    there = {
        name: [word for _, word in re.findall(r"`([^`]*)` ([^`,]+)", cells)]
        for name, cells in re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", section, re.MULTILINE)
        if name != "NumberStyle"  # its signs speak for themselves
    }
    here = {name: list(said.values()) for name, said in members("documents.content").items()}
    assert there == here
