"""An uploaded workbook becomes an edition: looked at first, then whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from catalog.editions import former_of, is_edition_code
from catalog.errors import ImportRefused
from catalog.exchange.columns import known_heads
from catalog.exchange.matching import Match, match_rows
from catalog.exchange.preview import Preview, named, preview_of
from catalog.exchange.proposals import drop_proposals, propose_around
from catalog.exchange.reading import ReadEdition, read_workbook
from catalog.loading.reconcile import ASIDE
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition, Pillar
from catalog.storage import sha256_of_bytes

# Who uses some rows, in words for the reader, by primary key; rows that nobody uses are left out.
Uses = Callable[[Sequence[NationalMeasure]], Mapping[int, Sequence[str]]]

_FACTS = ("title", "as_of", "source_note", "source_url", "columns", "benefit_names")
_NOT_OF_THE_SHEET = {"id", "edition"}
_FIELDS = tuple(
    field.name
    for field in NationalMeasure._meta.concrete_fields
    if field.name not in _NOT_OF_THE_SHEET
)
_USES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Import:
    """A workbook beside what is stored."""

    read: ReadEdition
    stored: NationalMeasureEdition | None
    matches: tuple[Match, ...]
    preview: Preview


def look_at_import(data: bytes, *, code: str, title: str = "", uses: Uses) -> Preview:
    """Return what an import would do; nothing is written.

    Args:
        data: the bytes of the workbook.
        code: of the edition that it is to become: a new one, or one that is not released.
        title: of the edition; "" takes that of the workbook.
        uses: tells who uses rows that would have to go.

    Raises:
        ImportRefused: with every fault in Japanese, each with its cell where it has one.
    """
    with transaction.atomic():
        return _prepare(data, code=code, title=title, uses=uses).preview


def import_workbook(
    data: bytes,
    *,
    code: str,
    title: str = "",
    uses: Uses,
    by: str,
    at: datetime,
    digest: str | None = None,
) -> Preview:
    """Make a workbook an edition, in one transaction, and return what was done.

    Rows stay themselves while their name or code does, so that links of plans go on pointing at
    them. Crosswalks from and to the edition are proposed for an administrator to confirm.

    Args:
        data, code, title, uses: as `look_at_import`.
        by: who imports, for the record.
        at: when.
        digest: of the preview that was confirmed; None takes the file as it is.

    Raises:
        ImportRefused: as `look_at_import`, also where the preview is another one by now. Nothing
            has been written.
    """
    try:
        with transaction.atomic():
            prepared = _prepare(data, code=code, title=title, uses=uses)
            if digest is not None and prepared.preview.digest != digest:
                raise ImportRefused(
                    ["確かめた後に、登録済みの内容が変わりました。もう一度確かめてください。"]
                )
            edition = _write_edition(prepared, by=by, at=at, sha256=sha256_of_bytes(data))
            _write_rows(prepared.matches, edition)
            propose_around(edition)
            return prepared.preview
    except (IntegrityError, ProtectedError) as error:
        # Somebody took up a row between the look and its removal.
        raise ImportRefused(
            ["取込みの間に、登録済みの内容が変わりました。もう一度確かめてください。"]
        ) from error


def _prepare(data: bytes, *, code: str, title: str, uses: Uses) -> _Import:
    """Read the workbook and compare it, with the edition's row locked."""
    if not is_edition_code(code):
        raise ImportRefused(
            ["版の符号は、R2のように英大文字と数字（20文字まで）で書いてください。"]
        )
    stored = NationalMeasureEdition.objects.select_for_update().filter(code=code).first()
    if stored is not None and stored.is_released:
        raise ImportRefused(
            [f"版 {code} は確定済みのため、取り込めません。直すときは正誤を登録してください。"]
        )
    read = read_workbook(
        data,
        code=code,
        title=title,
        stored=stored,
        heads=known_heads(NationalMeasureEdition.objects.all()),
        pillars=_pillar_numbers(),
    )
    against = stored or former_of(code)
    former = list(against.measures.select_related("edition").order_by("no")) if against else []
    matches = tuple(match_rows(former, read.rows, is_same_edition=stored is not None))
    if stored is not None:
        _refuse_used(
            [match.former for match in matches if match.former and not match.later], uses=uses
        )
    preview = preview_of(
        read.edition,
        matches,
        against=against,
        is_reload=stored is not None,
        notes=_notes(read, code),
    )
    return _Import(read, stored, matches, preview)


def _pillar_numbers() -> dict[str, int]:
    """Return the number of each pillar by the names under which lists and guides print it."""
    printed = NationalMeasure.objects.filter(pillar_no__isnull=False).order_by("pk")
    names = {
        name: number
        for name, number in printed.values_list("pillar_printed", "pillar_no")
        if name is not None and number is not None
    }
    for name, short, number in Pillar.objects.values_list("name", "short_name", "no"):
        names.setdefault(name, number)
        names.setdefault(short, number)
    return names


def _notes(read: ReadEdition, code: str) -> list[str]:
    notes = []
    if read.said_code not in {"", code}:
        notes.append(f"シート「版」には{read.said_code}とありますが、{code}として取り込みます。")
    extra = [column["head"] for column in read.edition.columns if column["field"] == "extra"]
    if extra:
        heads = "、".join(f"「{head}」" for head in extra)
        notes.append(f"見出し{heads}は「その他の欄」として、そのまま取り込みます。")
    return notes


def _refuse_used(rows: Sequence[NationalMeasure], *, uses: Uses) -> None:
    """Refuse to remove rows on which somebody's work hangs.

    Raises:
        ImportRefused: naming each row and who uses it.
    """
    if not rows:
        return
    found = {pk: list(names) for pk, names in uses(rows).items()}
    pks = [row.pk for row in rows]
    written = CrosswalkRow.objects.filter(is_proposal=False).select_related("to_edition")
    for answer in written.filter(source__in=pks) | written.filter(target__in=pks):
        text = f"版の対照（{answer.from_edition}→{answer.to_edition.code}「{answer.name}」）"
        for pk in pks:
            if pk in {answer.source_id, answer.target_id}:
                found.setdefault(pk, []).append(text)
    faults = [
        f"{named(row)} がファイルにありません。"
        f"{_told(found[row.pk])}で使われているため、除けません。"
        for row in rows
        if row.pk in found
    ]
    if faults:
        raise ImportRefused(faults)


def _told(names: Sequence[str]) -> str:
    more = len(names) - _USES_SHOWN
    return "、".join(names[:_USES_SHOWN]) + (f"ほか{more}件" if more > 0 else "")


def _write_edition(
    prepared: _Import, *, by: str, at: datetime, sha256: str
) -> NationalMeasureEdition:
    edition = prepared.stored or prepared.read.edition
    for name in _FACTS:
        setattr(edition, name, getattr(prepared.read.edition, name))
    edition.imported_by, edition.imported_at, edition.imported_file = by, at, sha256
    edition.save()
    return edition


def _write_rows(matches: Sequence[Match], edition: NationalMeasureEdition) -> None:
    """Add, change and remove rows; one that stays itself keeps its primary key."""
    is_reload = any(match.former and match.former.edition_id == edition.pk for match in matches)
    later = [match.later for match in matches if match.later is not None]
    for row in later:
        row.edition = edition
    if not is_reload:
        NationalMeasure.objects.bulk_create(later)
        return
    drop_proposals(edition)
    gone = [match.former.pk for match in matches if match.former and match.later is None]
    NationalMeasure.objects.filter(pk__in=gone).delete()
    changed: list[NationalMeasure] = []
    fields: set[str] = set()
    for match in matches:
        if match.former is not None and match.later is not None:
            former, row = match.former, match.later
            differing = [name for name in _FIELDS if getattr(former, name) != getattr(row, name)]
            if differing:
                row.pk = former.pk
                changed.append(row)
                fields.update(differing)
    _set_aside(matches, edition)
    if changed:
        NationalMeasure.objects.bulk_update(changed, sorted(fields))
    NationalMeasure.objects.bulk_create(
        match.later for match in matches if not match.former and match.later
    )


def _set_aside(matches: Sequence[Match], edition: NationalMeasureEdition) -> None:
    """Free the numbers and codes that rows are about to change among themselves."""
    pairs = [(match.former, match.later) for match in matches if match.former and match.later]
    numbered = [one.pk for one, other in pairs if one.no != other.no]
    NationalMeasure.objects.filter(pk__in=numbered).update(no=F("no") + ASIDE)
    coded = [one for one, other in pairs if one.code != other.code]
    taken = set(edition.measures.values_list("code", flat=True))
    taken |= {match.later.code for match in matches if match.later}
    free = (
        code
        for code in (f"{first:02}-{second:02}" for first in range(100) for second in range(100))
        if code not in taken
    )
    for row in coded:
        row.code = next(free)
    NationalMeasure.objects.bulk_update(coded, ["code"])
