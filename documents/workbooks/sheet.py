"""A sheet as rows of cells with their addresses, and what is wrong in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from documents.text import clean, forbidden_character
from documents.workbooks.errors import CellProblem
from documents.workbooks.limits import LONGEST_TEXT, WorkbookLimits
from documents.workbooks.package import refuse
from documents.workbooks.xml_parts import PartReader

Value = str | Decimal | bool | date | datetime | time

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
# Excel writes a character that XML cannot hold, such as CR, as _x000D_ (ECMA-376 part 1, §22.9).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TOO_LONG = f"文字が多すぎます。一つのセルは{LONGEST_TEXT:,}文字までです。"
_WRONG_ADDRESS = "セルの番地が正しくありません。Excelで開いて保存し直してください。"


def column_letters(column: int) -> str:
    """Return the name of a column, counted from 1: A, B … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address_of(row: int, column: int) -> str:
    """Return the address of a cell, both counted from 1: B12."""
    return f"{column_letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a value; row and column are counted from 1."""

    row: int
    column: int
    value: Value

    @property
    def address(self) -> str:
        """The address, such as B12."""
        return address_of(self.row, self.column)

    @property
    def is_date(self) -> bool:
        """Whether Excel holds a date or a time here, whatever it looks like."""
        return isinstance(self.value, date | time)

    @property
    def text(self) -> str:
        """The value as text: lines kept, numbers plain, dates as 2019-10-11."""
        match self.value:
            case str(text):
                return text
            case bool(flag):
                return "TRUE" if flag else "FALSE"
            case Decimal() as number:
                return format(number, "f")
            case moment:
                return moment.isoformat()


@dataclass(frozen=True)
class Sheet:
    """A sheet: the cells that hold something, and every fault that reading found in it.

    Where there are faults the cells they name are missing.
    """

    title: str
    cells: Sequence[Cell]
    problems: Sequence[CellProblem]

    @cached_property
    def rows(self) -> dict[int, dict[int, Cell]]:
        """The cells by row and column, both counted from 1, in order; empty rows are left out."""
        rows: dict[int, dict[int, Cell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
        return rows


@dataclass(slots=True)
class _Open:
    """A cell that is being read."""

    row: int
    column: int
    kind: str
    style: int
    has_formula: bool = False
    value: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)


class SheetReader(PartReader):
    """Makes cells of a worksheet part (ECMA-376 part 1, §18.3)."""

    def __init__(
        self,
        title: str,
        *,
        limits: WorkbookLimits,
        strings: Sequence[str],
        dates: frozenset[int],
        counts_from_1904: bool,
    ) -> None:
        """`strings` are the shared ones, `dates` the cell styles that show a number as a date."""
        self.cells: list[Cell] = []
        self.problems: list[CellProblem] = []
        self._title = title
        self._limits = limits
        self._strings = strings
        self._dates = dates
        self._epoch = MAC_EPOCH if counts_from_1904 else WINDOWS_EPOCH
        self._row = 0
        self._column = 0
        self._row_is_hidden = False
        self._hidden_columns: list[range] = []
        self._hidden_told: set[str] = set()
        self._open: _Open | None = None
        self._into: list[str] | None = None
        self._phonetic = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; everything else of a sheet is looks."""
        match name:
            case "c":
                self._begin_cell(attributes)
            case "v" if self._open:
                self._into = self._open.value
            case "t" if self._open and not self._phonetic:
                self._into = self._open.inline
            case "f" if self._open:
                self._open.has_formula = True
            case "rPh":
                self._phonetic = True
            case "row":
                self._begin_row(_number(attributes.get("r")) or self._row + 1)
                self._row_is_hidden = _flag(attributes.get("hidden"))
            case "col" if _flag(attributes.get("hidden")):
                first, last = _number(attributes.get("min")), _number(attributes.get("max"))
                self._hidden_columns.append(range(first, last + 1))
            case "mergeCell":
                area = attributes.get("ref", "")
                first_cell = area.partition(":")[0]
                self._complain(
                    first_cell, f"結合されたセル（{area}）があります。結合を解いてください。"
                )

    def finish(self, name: str) -> None:
        """Close what `begin` opened."""
        match name:
            case "c" if self._open:
                found, self._open = self._open, None
                self._close_cell(found)
            case "v" | "t":
                self._into = None
            case "rPh":
                self._phonetic = False

    def text(self, text: str) -> None:
        """Collect what stands in v or t."""
        if self._into is not None:
            self._into.append(text)

    def _complain(self, address: str, message: str) -> None:
        self.problems.append(CellProblem(self._title, address, message))

    def _begin_row(self, number: int) -> None:
        # Rows and cells stand in order, so that none is read over another.
        if number <= self._row:
            refuse(_WRONG_ADDRESS)
        self._row, self._column = number, 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        row, column = self._row, self._column + 1
        if "r" in attributes:
            match = _ADDRESS.fullmatch(attributes["r"])
            if match is None:
                refuse(_WRONG_ADDRESS)
            column, row = _column_number(match[1]), int(match[2])
        if row != self._row or column <= self._column:
            refuse(_WRONG_ADDRESS)
        self._column = column
        kind, style = attributes.get("t", "n"), _number(attributes.get("s"))
        self._open = _Open(row, column, kind, style)

    def _close_cell(self, found: _Open) -> None:
        address = address_of(found.row, found.column)
        if found.has_formula:
            self._complain(address, "数式が入っています。値だけを貼り付けてください。")
            return
        value = self._value(found, address)
        if value is None or value == "":
            return
        # Rows and columns that are only formatted may go on to the end of the sheet.
        if found.row > self._limits.max_rows:
            refuse(
                f"シート「{self._title}」の行が多すぎます。{self._limits.max_rows:,}行までです。"
            )
        if found.column > self._limits.max_columns:
            refuse(
                f"シート「{self._title}」の列が多すぎます。{self._limits.max_columns}列までです。"
            )
        if self._row_is_hidden:
            self._complain_once(address, f"{found.row}行目", "行")
        elif any(found.column in columns for columns in self._hidden_columns):
            self._complain_once(address, f"{column_letters(found.column)}列", "列")
        else:
            self.cells.append(Cell(found.row, found.column, value))

    def _complain_once(self, address: str, line: str, kind: str) -> None:
        """Tell of a hidden row or column at its first value."""
        if line not in self._hidden_told:
            self._hidden_told.add(line)
            self._complain(
                address, f"隠れている{kind}に値があります。{kind}を再表示するか、消してください。"
            )

    def _value(self, found: _Open, address: str) -> Value | None:
        """Return the value of a cell, None where there is none or it had to be refused."""
        raw = "".join(found.value)
        match found.kind:
            case "s":
                index = _number(raw.strip(), otherwise=-1)
                if not 0 <= index < len(self._strings):
                    refuse("文字列の一覧が壊れています。Excelで開いて保存し直してください。")
                return self._text(self._strings[index], address)
            case "inlineStr":
                return self._text("".join(found.inline), address)
            case "str":
                return self._text(raw, address)
            case "b":
                return raw.strip() == "1" if raw.strip() else None
            case "e":
                self._complain(address, f"エラー値（{raw.strip()[:20]}）が入っています。")
                return None
            case "d":
                return self._written_date(raw.strip(), address)
            case _:
                return self._from_number(raw.strip(), found.style, address)

    def _text(self, raw: str, address: str) -> str | None:
        # An escaped character takes seven: nothing longer can fit when it is read.
        if len(raw) > LONGEST_TEXT * 7:
            self._complain(address, _TOO_LONG)
            return None
        text = clean(unescaped(raw), multiline=True)
        if len(text) > LONGEST_TEXT:
            self._complain(address, _TOO_LONG)
            return None
        found = forbidden_character(text)
        if found is not None:
            self._complain(address, found.message)
            return None
        return text

    def _written_date(self, raw: str, address: str) -> Value | None:
        try:
            return _day(datetime.fromisoformat(raw)) if raw else None
        except ValueError:
            self._complain(address, "日付として読めません。")
            return None

    def _from_number(self, raw: str, style: int, address: str) -> Value | None:
        if not raw:
            return None
        try:
            number = float(raw)
            if style in self._dates:
                moment = from_excel(number, epoch=self._epoch)
                return _day(moment) if isinstance(moment, datetime) else moment
        except (ValueError, OverflowError):
            self._complain(address, "数又は日付として読めません。")
            return None
        # Excel keeps 15 digits; more than that is an infinity, NaN or a mistake.
        if not abs(number) < 1e15:
            self._complain(address, "数が大きすぎます。15桁までです。")
            return None
        # The shortest decimal that is this double: 0.1, not 0.1000000000000000055.
        exact = Decimal(repr(number))
        return exact.to_integral_value() if exact == exact.to_integral_value() else exact


def _day(moment: datetime) -> date | datetime:
    """Return a moment at midnight as the day that it is."""
    return moment.date() if moment.time() == time() else moment


def _flag(value: str | None) -> bool:
    return value in {"1", "true"}


def _number(value: str | None, *, otherwise: int = 0) -> int:
    """Return a number of an attribute; `otherwise` where it is missing or none."""
    digits = value or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def unescaped(text: str) -> str:
    """Return what Excel shows for a stored string: _x000D_ is CR, _x005F_ an underscore."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
