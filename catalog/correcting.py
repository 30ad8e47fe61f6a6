"""Errata that are entered on the site: the only way in which a released edition changes."""

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from catalog.cells import head_of
from catalog.enums import ErratumKind
from catalog.errors import DeedRefused, FixtureError, StaleRow
from catalog.exchange import facts
from catalog.exchange.cells import to_items
from catalog.exchange.columns import BY_FIELD, COUNT_SUFFIX, EXTRA, MARK, UNKNOWN
from catalog.exchange.fields import read_field
from catalog.exchange.preview import marks_of
from catalog.loading.errata import Ledger
from catalog.loading.national_measures import EDITIONS, MEASURES
from catalog.loading.node import Node
from catalog.loading.reconcile import cells_by_row, compare, write
from catalog.models import Erratum, NationalMeasure, NationalMeasureEdition

_FILE = "正誤"
_FACTS = {
    "title": facts.TITLE,
    "as_of": facts.AS_OF,
    "source_note": facts.SOURCE,
    "source_url": facts.URL,
}


@dataclass(frozen=True, slots=True)
class Correctable:
    """A cell that an erratum may change.

    `field` is its name in errata, `part` the head of one of the columns that only this edition
    prints, else "". `text` is what it says now, as in the exchanged sheet.
    """

    field: str
    part: str
    head: str
    text: str

    @property
    def seen(self) -> str:
        """A hash of what it says, by which a person says what they saw."""
        return hashlib.sha256(json.dumps([self.field, self.part, self.text]).encode()).hexdigest()


def cells_of_row(row: NationalMeasure) -> list[Correctable]:
    """Return the cells of a row in the order of the list; its edition is at hand.

    The code is what names the row and cannot be corrected. Where it is known which benefits are
    marked, their count follows from that.
    """
    names = [column["field"] for column in row.edition.columns if column["field"] != EXTRA]
    printed = {column.name for column in MEASURES.printed}
    found: list[Correctable] = []
    for name in dict.fromkeys([*names, *BY_FIELD]):
        if name not in printed:
            continue
        value = BY_FIELD[name].write(row)
        head = head_of(row.edition, name)
        if name == "benefit_marks" and row.benefits is not None:
            found.append(Correctable("benefits", "", head, marks_of(row)))
        elif name == "benefit_marks":
            counted = head.removesuffix(COUNT_SUFFIX) + COUNT_SUFFIX
            found.append(Correctable(name, "", counted, str(value)))
        # A column that the list does not print has no cell to be corrected.
        elif not names or name in {*names, "pillar_no"} or value:
            found.append(Correctable(name, "", head, "" if value is None else str(value)))
    found += [Correctable(EXTRA, head, head, text) for head, text in row.extra.items()]
    return found


def facts_of_edition(edition: NationalMeasureEdition) -> list[Correctable]:
    """Return what an edition says of itself, in the order of the sheet 「版」."""
    return [Correctable(name, "", head, getattr(edition, name)) for name, head in _FACTS.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An erratum as a person enters it: what the cell is to say, and on whose word since when."""

    cell: Correctable
    text: str
    source: str
    day: date


def correct_row(
    row: NationalMeasure, correction: Correction, *, by: str, at: datetime, today: date
) -> list[Erratum]:
    """Correct a cell of a row of a released edition and return the errata, mostly one.

    The row and its errata change together; plans that have copied the row do not.

    Args:
        row: any state of it; it is read again under the lock of its edition.
        correction: names the cell as the person saw it.
        by, at: who enters it, and when.
        today: no erratum is dated later.

    Raises:
        StaleRow: the cell is another one by now.
        DeedRefused: the edition is not released, the new value is wrong or the old one, or the
            day is not after that of the cell's last erratum.
    """
    with transaction.atomic():
        edition = _locked_edition(row.edition)
        current = NationalMeasure.objects.select_for_update().get(pk=row.pk)
        current.edition = edition
        _check_seen(cells_of_row(current), correction)
        wanted = copy.copy(current)
        changes = _changes(current, correction)
        for name, value in changes.items():
            setattr(wanted, "pillar_printed" if name == "pillar" else name, value)
        wanted.derive()
        _validate(wanted)
        ledger = _ledger(edition, ErratumKind.NATIONAL_MEASURE, current.code)
        before = {column.name: column.read(current) for column in MEASURES.printed}
        errata = [
            _erratum(ledger, current.code, name, before[name], value, correction, today=today)
            for name, value in changes.items()
        ]
        _permitted(ledger, MEASURES, current.code, current, wanted)
        return _store(errata, by=by, at=at)


def correct_edition(
    edition: NationalMeasureEdition,
    correction: Correction,
    *,
    by: str,
    at: datetime,
    today: date,
) -> list[Erratum]:
    """Correct a fact of a released edition; otherwise as `correct_row`."""
    with transaction.atomic():
        current = _locked_edition(edition)
        _check_seen(facts_of_edition(current), correction)
        name = correction.cell.field
        value = _read_fact(name, correction.text)
        wanted = copy.copy(current)
        setattr(wanted, name, value)
        ledger = _ledger(current, ErratumKind.NATIONAL_MEASURE_EDITION, "")
        old = getattr(current, name)
        erratum = _erratum(ledger, "", name, old, value, correction, today=today)
        _permitted(ledger, EDITIONS, "", current, wanted)
        return _store([erratum], by=by, at=at)


def _locked_edition(edition: NationalMeasureEdition) -> NationalMeasureEdition:
    current = NationalMeasureEdition.objects.select_for_update().get(pk=edition.pk)
    if not current.is_released:
        raise DeedRefused(
            "確定していない版に正誤は付けません。ファイルを直して、もう一度取り込みます。"
        )
    return current


def _check_seen(cells: list[Correctable], correction: Correction) -> None:
    if correction.cell not in cells:
        raise StaleRow


def _changes(row: NationalMeasure, correction: Correction) -> dict[str, Any]:
    """Return the new value of each column that changes, by its name in errata."""
    cell = correction.cell
    try:
        if cell.field == "benefits":
            marked = _read_marks(correction.text, row.edition.benefit_names)
            if marked is None or len(marked) == row.benefit_marks:
                return {"benefits": marked}
            return {"benefits": marked, "benefit_marks": len(marked)}
        value = read_field(cell.field, correction.text)
    except FixtureError as error:
        raise DeedRefused(error.reason, field="text") from error
    return {EXTRA: {**row.extra, cell.part: value}} if cell.field == EXTRA else {cell.field: value}


def _read_marks(text: str, names: list[str]) -> list[int] | None:
    """Return which benefits are marked: their names, one on a line, or 不明."""
    items = [item.removeprefix(MARK).strip() for item in to_items(text)]
    if items == [UNKNOWN]:
        return None
    node = Node(_FILE, "", text)
    for item in items:
        if item not in names:
            node.fail(f"「{item[:40]}」は、この版の期待される効果の欄にありません。")
    return sorted({names.index(item) for item in items})


def _read_fact(name: str, text: str) -> str:
    try:
        return facts.read_fact(_FACTS[name], text)
    except FixtureError as error:
        raise DeedRefused(error.reason, field="text") from error


def _validate(row: NationalMeasure) -> None:
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise DeedRefused("".join(error.messages), field="text") from error


def _ledger(edition: NationalMeasureEdition, kind: ErratumKind, key: str) -> Ledger:
    """Return the ledger of a released edition with the errata that one row has already."""
    ledger = Ledger(_FILE, edition.code, is_locked=True)
    stored = Erratum.objects.of_row(kind=kind, edition_code=edition.code, key=key)
    for erratum in stored.order_by("date", "pk"):
        cell = (erratum.kind, erratum.key, erratum.field)
        ledger.chains.setdefault(cell, []).append((Node(_FILE, "", None), erratum))
    return ledger


def _erratum(
    ledger: Ledger,
    key: str,
    name: str,
    old: object,
    new: object,
    correction: Correction,
    *,
    today: date,
) -> Erratum:
    """Return the unsaved erratum of a cell, at the end of the cell's chain."""
    kind = ErratumKind.NATIONAL_MEASURE if key else ErratumKind.NATIONAL_MEASURE_EDITION
    chain = ledger.chains.setdefault((kind.value, key, name), [])
    if old == new:
        raise DeedRefused("訂正前と同じです。訂正後の内容を書いてください。", field="text")
    if not correction.source.strip():
        raise DeedRefused("典拠を書いてください。", field="source")
    if correction.day > today:
        raise DeedRefused("訂正日が先の日付です。今日までの日付を入れてください。", field="day")
    if chain and chain[-1][1].date >= correction.day:
        last = chain[-1][1].date
        raise DeedRefused(
            f"この欄には{last.year}年{last.month}月{last.day}日の正誤があります。"
            "それより後の日付を入れてください。",
            field="day",
        )
    erratum = Erratum(
        kind=kind.value,
        edition_code=ledger.edition_code,
        key=key,
        field=name,
        old=old,
        new=new,
        source=correction.source.strip(),
        date=correction.day,
    )
    chain.append((Node(_FILE, "", None), erratum))
    return erratum


def _permitted(ledger: Ledger, table: Any, key: str, current: Any, wanted: Any) -> None:
    """Change the row by the rules under which a reference file may."""
    try:
        ledger.check(cells_by_row(table, {key: wanted}))
        write(compare(table, stored={key: current}, wanted={key: wanted}, ledger=ledger))
    except FixtureError as error:
        raise DeedRefused(error.reason) from error


def _store(errata: list[Erratum], *, by: str, at: datetime) -> list[Erratum]:
    for erratum in errata:
        erratum.entered_by, erratum.entered_at = by, at
    return Erratum.objects.bulk_create(errata)


def errata_of(edition: NationalMeasureEdition) -> Mapping[str, int]:
    """Return how many errata each row of an edition has, by its code; "" is the edition itself."""
    found: dict[str, int] = {}
    kinds = [ErratumKind.NATIONAL_MEASURE, ErratumKind.NATIONAL_MEASURE_EDITION]
    for key in Erratum.objects.filter(edition_code=edition.code, kind__in=kinds).values_list(
        "key", flat=True
    ):
        found[key] = found.get(key, 0) + 1
    return found
