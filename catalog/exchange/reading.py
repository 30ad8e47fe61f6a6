"""An uploaded workbook → the unsaved rows of an edition, or every fault with its cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.errors import FixtureError, ImportRefused
from catalog.exchange import facts
from catalog.exchange.columns import EXTRA, MARK, SHEET, UNKNOWN, Placed
from catalog.exchange.faults import Faults
from catalog.exchange.fields import read_field
from catalog.exchange.heads import place_columns, printed_columns
from catalog.models import NationalMeasure, NationalMeasureEdition
from documents.workbooks import (
    Cell,
    WorkbookError,
    WorkbookLimits,
    address_of,
    open_workbook,
)

Row = Mapping[int, Cell]

# The list of 令和元年 has 75 rows of 13 columns, 120 KB in all.
LIMITS = WorkbookLimits(max_rows=3_000, max_columns=60)
LONGEST_LEADS = 300
IS_DATE = "日付になっています。表示形式を「文字列」にして、印刷のとおりに入れ直してください。"
_MARKS = {"○", "〇", "◯", "●"}
_NO_MARKS = {"", "-", "－", "×"}
_MODEL_FIELDS = {"pillar": "pillar_printed"}


@dataclass(frozen=True, slots=True)
class ReadEdition:
    """What a workbook says: an edition and its rows in the order of the sheet, none saved.

    `said_code` is the edition that the sheet 「版」 names, or "".
    """

    edition: NationalMeasureEdition
    rows: tuple[NationalMeasure, ...]
    said_code: str


def read_workbook(
    data: bytes,
    *,
    code: str,
    title: str,
    stored: NationalMeasureEdition | None,
    heads: Mapping[str, str],
    pillars: Mapping[str, int],
) -> ReadEdition:
    """Read an uploaded workbook.

    Args:
        data: its bytes.
        code: of the edition that it is to become.
        title: of the edition; "" takes that of the sheet 「版」.
        stored: the edition of that code where there is one; its facts fill what the file lacks.
        heads: known heads, from `columns.known_heads`.
        pillars: number of a pillar by its name as printed, for files without the number.

    Raises:
        ImportRefused: it is no safe workbook, or any cell is wrong; tells all faults at once.
    """
    try:
        book = open_workbook(data, LIMITS)
        sheet = book.sheet(SHEET)
        fact_sheet = book.sheet(facts.SHEET) if facts.SHEET in book.titles else None
    except WorkbookError as error:
        raise ImportRefused([str(problem) for problem in error.problems]) from error
    fact_faults = Faults(facts.SHEET, fact_sheet)
    said = facts.read_facts(fact_sheet, fact_faults)
    edition = facts.edition_from(said, code=code, title=title, stored=stored, faults=fact_faults)
    faults = Faults(SHEET, sheet)
    columns = place_columns(sheet, known=heads, benefit_names=edition.benefit_names, faults=faults)
    edition.columns = printed_columns(columns)
    names = [placed.part for placed in columns.values() if placed.field == "benefits"]
    edition.benefit_names = names or edition.benefit_names
    reader = _RowReader(edition, columns, pillars, faults)
    rows = [reader.read(number, cells) for number, cells in sheet.rows.items() if number > 1]
    if not rows:
        faults.add("", "施策の行がありません。2行目から書いてください。")
    found = [*fact_faults.in_order(), *faults.in_order()]
    if found:
        raise ImportRefused([str(fault) for fault in found])
    return ReadEdition(edition, tuple(rows), str(said.found.get(facts.CODE, "")))


class _RowReader:
    """Reads the rows of a sheet; notes what is wrong instead of stopping at it."""

    def __init__(
        self,
        edition: NationalMeasureEdition,
        columns: Mapping[int, Placed],
        pillars: Mapping[str, int],
        faults: Faults,
    ) -> None:
        self._edition = edition
        self._columns = columns
        self._pillars = pillars
        self._faults = faults
        self._first: dict[str, int] = {}
        for column, placed in columns.items():
            self._first.setdefault(placed.field, column)
        self._numbers: dict[int, str] = {}
        self._codes: dict[str, str] = {}

    def read(self, number: int, cells: Row) -> NationalMeasure:
        """Return the row in line `number`; where a cell is wrong the model's default stands."""
        row = NationalMeasure(edition=self._edition, benefit_marks=0)
        for column, placed in self._columns.items():
            if placed.field == "benefits" or (
                placed.field == "benefit_marks" and column not in cells
            ):
                continue
            self._read_cell(row, placed, cells.get(column), address_of(number, column))
        if "pillar_no" not in self._first and row.pillar_printed is not None:
            row.pillar_no = self._pillars.get(row.pillar_printed)
        self._read_marks(row, number, cells)
        self._check(row, number)
        return row

    def _read_cell(
        self, row: NationalMeasure, placed: Placed, cell: Cell | None, place: str
    ) -> None:
        if self._faults.is_told(place):
            return
        if cell is not None and cell.is_date:
            self._faults.add(place, IS_DATE)
            return
        try:
            value = read_field(placed.field, cell.text if cell else "", sheet=SHEET, place=place)
        except FixtureError as error:
            self._faults.add(place, error.reason)
            return
        if placed.field == EXTRA:
            row.extra[placed.printed] = value
        else:
            setattr(row, _MODEL_FIELDS.get(placed.field, placed.field), value)

    def _read_marks(self, row: NationalMeasure, number: int, cells: Row) -> None:
        """Read which benefits are marked, and see that the count agrees."""
        marks: list[str] = []
        for column, placed in self._columns.items():
            if placed.field != "benefits":
                continue
            place = address_of(number, column)
            text = cells[column].text.strip() if column in cells else ""
            mark = MARK if text in _MARKS else "" if text in _NO_MARKS else text
            if self._faults.is_told(place):
                return
            if mark not in {MARK, "", UNKNOWN}:
                self._faults.add(place, f"{MARK}か空欄、分からないときは{UNKNOWN}とします。")
                return
            marks.append(mark)
        if not marks or set(marks) == {UNKNOWN}:
            return
        if UNKNOWN in marks:
            place = address_of(number, self._first["benefits"])
            self._faults.add(place, f"{UNKNOWN}とするときは、全ての効果の欄を{UNKNOWN}とします。")
            return
        row.benefits = [position for position, mark in enumerate(marks) if mark]
        column = self._first.get("benefit_marks", 0)
        if column in cells and row.benefit_marks != len(row.benefits):
            self._faults.add(
                address_of(number, column),
                f"○の数が{row.benefit_marks}ですが、効果の欄の○は{len(row.benefits)}です。",
            )
        row.benefit_marks = len(row.benefits)

    def _check(self, row: NationalMeasure, number: int) -> None:
        """See that a row agrees with itself and differs from those above it."""
        if row.pillar_no is not None and row.pillar_printed is None:
            self._tell(number, "pillar_no", "対応する柱が空欄なのに番号があります。")
        row.derive()
        if len(row.leads) > LONGEST_LEADS:
            self._tell(number, "ministries", "◎の府省庁が多すぎます。")
        if row.no is not None:
            if row.no in self._numbers:
                self._tell(number, "no", f"No {row.no} は{self._numbers[row.no]}にもあります。")
            self._numbers.setdefault(row.no, address_of(number, self._first["no"]))
        if row.code:
            if row.code in self._codes:
                self._tell(
                    number,
                    "code",
                    f"国の施策番号 {row.code} は{self._codes[row.code]}にもあります。",
                )
            self._codes.setdefault(row.code, address_of(number, self._first["code"]))

    def _tell(self, number: int, field: str, message: str) -> None:
        self._faults.add(address_of(number, self._first[field]), message)
