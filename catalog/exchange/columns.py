"""The columns of the exchanged sheet: which there are, and which one a head in a file means."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.enums import AudienceFit
from catalog.exchange.cells import from_items, from_ministries, from_references
from catalog.models import NationalMeasure, NationalMeasureEdition

SHEET = "国の施策"
COUNT_SUFFIX = "の○の数"
BENEFIT_JOINT = "："
BENEFITS_HEAD = "期待される効果"
MARK = "○"
UNKNOWN = "不明"
EXTRA = "extra"
LONGEST_HEAD = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the sheet.

    `field` is its name in reference files and errata (`pillar` is pillar_printed of the row),
    `heads` what it may be called, the usual one first; `is_printed` says whether it is of the
    state's list or our own reading.
    """

    field: str
    heads: tuple[str, ...]
    width: float
    write: Callable[[NationalMeasure], str | int | None]
    is_printed: bool = True
    is_required: bool = False


def _items(field: str) -> Callable[[NationalMeasure], str]:
    return lambda row: from_items(getattr(row, field))


def _plain(field: str) -> Callable[[NationalMeasure], Any]:
    return lambda row: getattr(row, field)


def _fit(row: NationalMeasure) -> str:
    return AudienceFit(row.audience_fit).label if row.audience_fit else ""


# In the order of the list of 令和元年; what it does not print comes after.
COLUMNS = (
    Column(field="no", heads=("No", "No.", "番号"), width=6, write=_plain("no"), is_required=True),
    Column(field="name", heads=("施策名",), width=36, write=_plain("name"), is_required=True),
    Column(field="kpi_progress", heads=("KPI（進捗）",), width=30, write=_items("kpi_progress")),
    Column(field="kpi_effect", heads=("KPI（効果）",), width=30, write=_items("kpi_effect")),
    Column(
        field="overview",
        heads=("課題・取組概要（スケジュール・効果）", "課題・取組概要", "取組概要"),
        width=70,
        write=_items("overview"),
    ),
    Column(field="pillar", heads=("対応する柱",), width=24, write=_plain("pillar_printed")),
    Column(
        field="timing",
        heads=("都道府県官民データ活用推進計画掲載時期", "計画掲載時期", "掲載時期"),
        width=18,
        write=_plain("timing"),
    ),
    Column(
        field="benefit_marks",
        heads=(f"{BENEFITS_HEAD}{COUNT_SUFFIX}", f"{BENEFITS_HEAD}の数"),
        width=12,
        write=_plain("benefit_marks"),
    ),
    Column(
        field="support", heads=("都道府県等への支援策", "支援策"), width=50, write=_plain("support")
    ),
    Column(
        field="budget_programmes",
        heads=("予算事業名",),
        width=30,
        write=_items("budget_programmes"),
    ),
    Column(
        field="references",
        heads=("参考URL",),
        width=50,
        write=lambda row: from_references(row.references),
    ),
    Column(field="code", heads=("国の施策番号",), width=12, write=_plain("code"), is_required=True),
    Column(
        field="ministries",
        heads=("府省庁名",),
        width=20,
        write=lambda row: from_ministries(row.ministries),
    ),
    Column(
        field="law_articles",
        heads=("官民データ活用推進基本法の条項", "根拠条項", "基本法の条項"),
        width=24,
        write=_items("law_articles"),
    ),
    Column(
        field="audience_printed",
        heads=("都道府県・市町村の別", "都道府県・市町村"),
        width=16,
        write=_plain("audience_printed"),
    ),
    Column(
        field="pillar_no", heads=("柱の番号",), width=8, write=_plain("pillar_no"), is_printed=False
    ),
    Column(
        field="audience_fit",
        heads=("向く団体（本システムの読み）", "向く団体"),
        width=14,
        write=_fit,
        is_printed=False,
    ),
    Column(
        field="audience_fit_reason",
        heads=("向く団体の理由",),
        width=40,
        write=_plain("audience_fit_reason"),
        is_printed=False,
    ),
)
BY_FIELD = {column.field: column for column in COLUMNS}
# Columns that are left out of a sheet where no row has anything in them.
_ONLY_IF_FILLED = {"law_articles", "audience_printed"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of one sheet: its head there and what it holds.

    `field` is that of a Column, EXTRA for a column that only this edition prints, or "benefits"
    for one of the columns of marks, called `part`. `head` is as it stands in the sheet, `printed`
    as the state prints it.
    """

    field: str
    head: str
    printed: str
    part: str = ""


def head_key(head: str) -> str:
    """Return what heads are compared by: width, case, blanks and line feeds make no difference."""
    return "".join(unicodedata.normalize("NFKC", head).casefold().split())


def known_heads(editions: Iterable[NationalMeasureEdition]) -> Mapping[str, str]:
    """Return key of a head → field, for the usual heads and those that `editions` print."""
    known = {
        head_key(head_in_sheet(column["field"], column["head"])): column["field"]
        for edition in editions
        for column in edition.columns
        if column["field"] in BY_FIELD
    }
    return known | {head_key(head): column.field for column in COLUMNS for head in column.heads}


def head_in_sheet(field: str, printed: str) -> str:
    """Return the head of a column in the sheet: that of the marks says that they are counted."""
    return f"{printed}{COUNT_SUFFIX}" if field == "benefit_marks" else printed


def printed_head(field: str, head: str) -> str:
    """Return what the state prints for a head of the sheet."""
    if field != "benefit_marks":
        return head
    return head.removesuffix(COUNT_SUFFIX).removesuffix("の数")


def columns_to_write(
    edition: NationalMeasureEdition, rows: Iterable[NationalMeasure]
) -> list[Placed]:
    """Return the columns of an edition's sheet: those that it prints in its order, then ours."""
    filled = list(rows)
    heads = {
        column["field"]: column["head"] for column in edition.columns if column["field"] != EXTRA
    }
    order = [(column["field"], column["head"]) for column in edition.columns] or [
        (column.field, printed_head(column.field, column.heads[0]))
        for column in COLUMNS
        if column.is_printed and column.field not in _ONLY_IF_FILLED
    ]
    # Nothing is lost where an edition does not name all that its rows hold.
    named = {head for field, head in order if field == EXTRA}
    order += [
        (column.field, printed_head(column.field, column.heads[0]))
        for column in COLUMNS
        if column.field not in {field for field, _ in order}
        and column.is_printed
        and (column.is_required or any(_holds(column, row) for row in filled))
    ]
    order += [
        (EXTRA, head)
        for head in dict.fromkeys(head for row in filled for head in row.extra)
        if head not in named
    ]
    placed: list[Placed] = []
    for field, printed in order:
        if field == "benefit_marks":
            placed += _benefit_columns(edition, filled, printed)
        else:
            placed.append(Placed(field, printed, printed))
    return placed + [
        Placed(column.field, column.heads[0], column.heads[0])
        for column in COLUMNS
        if not column.is_printed and column.field not in heads
    ]


def _holds(column: Column, row: NationalMeasure) -> bool:
    return column.write(row) not in (None, "", 0)


def _benefit_columns(
    edition: NationalMeasureEdition, rows: list[NationalMeasure], printed: str
) -> list[Placed]:
    """Return the count of the marks, and a column for each name where any row says which."""
    placed = [Placed("benefit_marks", head_in_sheet("benefit_marks", printed), printed)]
    if any(row.benefits is not None for row in rows):
        placed += [
            Placed("benefits", f"{printed}{BENEFIT_JOINT}{name}", printed, part=name)
            for name in edition.benefit_names
        ]
    return placed


def value_to_write(
    placed: Placed, row: NationalMeasure, edition: NationalMeasureEdition
) -> str | int | None:
    """Return what stands in the cell of a row."""
    if placed.field == EXTRA:
        return str(row.extra.get(placed.printed, ""))
    if placed.field == "benefits":
        if row.benefits is None:
            return UNKNOWN
        return MARK if edition.benefit_names.index(placed.part) in row.benefits else ""
    return BY_FIELD[placed.field].write(row)
