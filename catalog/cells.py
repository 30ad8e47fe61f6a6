"""One row of the national list as it is printed: its cells under their heads, ready to be shown.

A cell that is lost, one that is empty and one in which 「-」 is printed are three things, and the
reader is told which.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from django.db.models import Model, Q

from catalog.enums import ErratumKind
from catalog.models import (
    Erratum,
    GuideChapter,
    GuideEdition,
    GuideSection,
    NationalMeasure,
    NationalMeasureEdition,
    Pillar,
    RetiredSite,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)
from catalog.models.national import NOTHING
from catalog.models.site import retired_site_of
from documents.eras import find_dates

NOTHING_PRINTED = "（記載なし）"
LOST = "欄がない（資料から失われている）"
EMPTY = "（空欄）"
AS_PRINTED = "（元の資料の表記のまま）"

# The columns in the order of the list, for an edition that does not say which it prints. The
# names are those of reference files and errata; `pillar` there is `pillar_printed` here.
FIELDS = (
    "no",
    "name",
    "kpi_progress",
    "kpi_effect",
    "overview",
    "pillar",
    "timing",
    "benefit_marks",
    "support",
    "budget_programmes",
    "references",
    "code",
    "ministries",
)
# What only some editions print; shown where there is something.
LATER_FIELDS = ("law_articles", "audience_printed")
_COLUMNS = {"pillar": "pillar_printed", "benefits": "benefit_marks"}


@dataclass(frozen=True, slots=True)
class Link:
    """An address as printed; `since` says of when it is where its site is closed, else ""."""

    label: str
    url: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: its head, lines (items of a list, or paragraphs), links, a note of ours."""

    head: str
    lines: tuple[str, ...] = ()
    is_list: bool = False
    links: tuple[Link, ...] = field(default=())
    note: str = ""


def cells_of(row: NationalMeasure, *, retired: Iterable[RetiredSite]) -> tuple[Cell, ...]:
    """Return the cells of a row in the order and under the heads that its edition prints.

    Args:
        row: a measure with its edition at hand.
        retired: the sites that are known to be closed.
    """
    edition = row.edition
    sites = list(retired)
    printed = [(column["field"], column["head"]) for column in edition.columns] or [
        (name, head_of(edition, name))
        for name in (*FIELDS, *(name for name in LATER_FIELDS if getattr(row, name)))
    ]
    named = {head for name, head in printed if name == "extra"}
    others = [("extra", head) for head in row.extra if head not in named]
    return tuple(
        _extra(row, head) if name == "extra" else _cell(row, name, head, sites)
        for name, head in (*printed, *others)
    )


def head_of(edition: NationalMeasureEdition, name: str) -> str:
    """Return the printed head of a column, or our name for it where the edition prints none.

    Args:
        edition: whose heads.
        name: a column as reference files and errata call it.
    """
    for column in edition.columns:
        if column["field"] == name:
            return str(column["head"])
    fields = {each.name: each for each in NationalMeasure._meta.get_fields()}
    found = fields.get(_COLUMNS.get(name, name))
    return str(getattr(found, "verbose_name", name))


def year_of(edition: NationalMeasureEdition | GuideEdition) -> str:
    """Return 「2019年」 for 「令和元年10月時点」, or "" where no date can be read."""
    for found in find_dates(edition.as_of):
        if found.reading is not None:
            return f"{found.reading.year}年"
    return ""


def _cell(row: NationalMeasure, name: str, head: str, sites: list[RetiredSite]) -> Cell:
    match name:
        case "benefit_marks" | "benefits":
            return _benefits(row, head)
        case "support":
            return _support(row, head)
        case "references":
            return _references(row, head, sites)
        case "ministries":
            names = tuple(f"{'◎' if item['lead'] else ''}{item['name']}" for item in row.ministries)
            has_lead = any(item["lead"] for item in row.ministries)
            note = "◎は主担当です。" if has_lead else "" if names else NOTHING_PRINTED
            return Cell(head, names, is_list=True, note=note)
    value = getattr(row, _COLUMNS.get(name, name), None)
    if isinstance(value, list):
        lines = tuple(str(item) for item in value)
        return Cell(head, lines, is_list=name != "overview", note="" if lines else NOTHING_PRINTED)
    text = "" if value is None else str(value)
    return Cell(
        head,
        tuple(text.split("\n")) if text else (),
        note=AS_PRINTED if text == NOTHING else "" if text else NOTHING_PRINTED,
    )


def _benefits(row: NationalMeasure, head: str) -> Cell:
    names = tuple(str(name) for name in row.edition.benefit_names)
    if row.benefits is not None:
        marked = tuple(name for place, name in enumerate(names) if place in row.benefits)
        return Cell(head, marked, is_list=True, note="" if marked else "○はありません。")
    if row.benefit_marks == 0:
        return Cell(head, note="○はありません。")
    if not names:
        return Cell(head, note=f"○の数は{row.benefit_marks}です。")
    if row.benefit_marks == len(names):
        return Cell(head, names, is_list=True, note=f"{len(names)}つの欄の全てに○")
    return Cell(
        head,
        names,
        is_list=True,
        note=f"{len(names)}つの欄のうち{row.benefit_marks}つに○"
        "（どの欄かは元の資料から失われています）",
    )


def _support(row: NationalMeasure, head: str) -> Cell:
    if row.support == "":
        # A workbook says itself that a cell is empty; the printed list has lost some cells.
        return Cell(head, note=EMPTY if row.edition.imported_at else LOST)
    note = AS_PRINTED if row.support == NOTHING else ""
    return Cell(head, tuple(row.support.split("\n")), note=note)


def _references(row: NationalMeasure, head: str, sites: list[RetiredSite]) -> Cell:
    if not row.references:
        return Cell(head, note=NOTHING_PRINTED)
    links = []
    notes = [f"{row.edition.as_of}のリンクです。"]
    for item in row.references:
        site = retired_site_of(item["url"], sites)
        since = f"{year_of(row.edition)}当時のリンク" if site else ""
        links.append(Link(item["label"], item["url"], since))
        if site is not None and site.note not in notes:
            notes.append(site.note)
    return Cell(head, links=tuple(links), note="".join(notes))


def _extra(row: NationalMeasure, head: str) -> Cell:
    """Return the cell of a column that only this edition prints."""
    text = str(row.extra.get(head, ""))
    return Cell(head, tuple(text.split("\n")) if text else (), note="" if text else EMPTY)


@dataclass(frozen=True, slots=True)
class Correction:
    """An erratum in words."""

    head: str
    old: str
    new: str
    source: str
    date: date


def corrections_of(row: NationalMeasure) -> tuple[Correction, ...]:
    """Return the errata of a row, oldest first, in one query; its edition is at hand."""
    errata = Erratum.objects.of_row(
        kind=ErratumKind.NATIONAL_MEASURE, edition_code=row.edition.code, key=row.code
    ).order_by("date", "field")
    return tuple(_correction_of_row(erratum, row.edition) for erratum in errata)


def corrections_of_edition(edition: NationalMeasureEdition) -> tuple[Correction, ...]:
    """Return the errata of what an edition says of itself, oldest first, in one query."""
    errata = Erratum.objects.of_row(
        kind=ErratumKind.NATIONAL_MEASURE_EDITION, edition_code=edition.code, key=""
    ).order_by("date", "field")
    fields = {each.name: each for each in NationalMeasureEdition._meta.get_fields()}
    return tuple(
        _correction(erratum, str(getattr(fields.get(erratum.field), "verbose_name", erratum.field)))
        for erratum in errata
    )


def _correction_of_row(erratum: Erratum, edition: NationalMeasureEdition) -> Correction:
    match erratum.field, erratum.old, erratum.new:
        case "extra", {**old}, {**new}:
            heads = [head for head in {**old, **new} if old.get(head) != new.get(head)]
            erratum.old, erratum.new = ([each.get(head) for head in heads] for each in (old, new))
            return _correction(erratum, "、".join(str(head) for head in heads))
        case "benefits", _, _:
            erratum.old, erratum.new = (
                _marked(each, edition.benefit_names) for each in (erratum.old, erratum.new)
            )
            return _correction(erratum, head_of(edition, "benefit_marks"))
    return _correction(erratum, head_of(edition, erratum.field))


def _marked(places: object, names: list[str]) -> str:
    """Return the marked benefits by their names; which they are may not be known."""
    if not isinstance(places, list):
        return "（どの欄かは不明）"
    return "\n".join(f"○{names[at]}" for at in places if at < len(names)) or "○はありません。"


# What hangs on a sample, and the column that errata call by another name than the model.
_SAMPLE_HEADS: dict[ErratumKind, tuple[type[Model], dict[str, str]]] = {
    ErratumKind.SAMPLE_MEASURE: (SampleMeasure, {"group_no": "pillar"}),
    ErratumKind.SAMPLE_NATIONAL_MEASURE: (SampleNationalMeasure, {}),
    ErratumKind.SAMPLE_CASE_REF: (SampleCaseRef, {}),
}


def corrections_of_sample(sample: SampleMeasure) -> tuple[Correction, ...]:
    """Return the errata of a sample and of what hangs on it, oldest first, in one query."""
    errata = (
        Erratum.objects.filter(edition_code=sample.edition.code, kind__in=_SAMPLE_HEADS)
        .filter(Q(key=str(sample.seq)) | Q(key__startswith=f"{sample.seq}/"))
        .order_by("date", "kind", "key", "field")
    )
    found = []
    for erratum in errata:
        model, names = _SAMPLE_HEADS[ErratumKind(erratum.kind)]
        field = model._meta.get_field(names.get(erratum.field, erratum.field))
        head = str(getattr(field, "verbose_name", erratum.field))
        if model is not SampleMeasure:
            head = f"{model._meta.verbose_name}の{head}"
        found.append(_correction(erratum, head))
    return tuple(found)


_GUIDE_ROWS: dict[ErratumKind, type[Model]] = {
    ErratumKind.GUIDE_EDITION: GuideEdition,
    ErratumKind.GUIDE_CHAPTER: GuideChapter,
    ErratumKind.GUIDE_SECTION: GuideSection,
    ErratumKind.PILLAR: Pillar,
}


def corrections_of_guide(
    edition: GuideEdition,
) -> dict[tuple[ErratumKind, str], tuple[Correction, ...]]:
    """Return the errata of a guide but for its samples, oldest first, in one query.

    They stand by kind and key of their row: "" for the edition, the position of a chapter, the
    number of a section or pillar.
    """
    errata = Erratum.objects.filter(edition_code=edition.code, kind__in=_GUIDE_ROWS)
    found: dict[tuple[ErratumKind, str], tuple[Correction, ...]] = {}
    for erratum in errata.order_by("date", "field"):
        kind = ErratumKind(erratum.kind)
        field = _GUIDE_ROWS[kind]._meta.get_field(erratum.field)
        head = str(getattr(field, "verbose_name", erratum.field))
        # A choice is told by its label, as the page does.
        labels = dict(getattr(field, "flatchoices", ()))
        correction = _correction(erratum, head, labels)
        found[kind, erratum.key] = (*found.get((kind, erratum.key), ()), correction)
    return found


def _correction(
    erratum: Erratum, head: str, labels: Mapping[object, str] = MappingProxyType({})
) -> Correction:
    old, new = (
        _said(labels.get(value, value) if isinstance(value, str) else value)
        for value in (erratum.old, erratum.new)
    )
    return Correction(head, old, new, erratum.source, erratum.date)


def _said(value: object) -> str:
    """Return a value of a cell as one text."""
    if value in (None, "", [], {}):
        return NOTHING_PRINTED
    match value:
        case list():
            return "\n".join(_said(item) for item in value)
        case {"name": name, "lead": lead}:
            return f"◎{name}" if lead else str(name)
        case {"label": label, "url": url}:
            return f"{label} {url}".strip()
        case {"no": no, "after": after, "text": text}:
            return f"注{no}（「{after}」に付く）：{text}"
        case dict():
            return "\n".join(f"{key}：{_said(item)}" for key, item in value.items())
    return str(value)
