"""How a table is declared: frozen rows whose fields say what they are, once.

field with a Fact → columns (name, type, unit, code list, definition, how to read the value). CSV
files, the code table and the data dictionary all come from these, so that none can drift from
another. What was written and our reading of it never share a column.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any, get_args

from documents.content import Period, WrittenDate
from documents.datasets.codes import FLAG, list_of
from documents.eras import DateReading, Granularity, fiscal_year_label, format_reading
from documents.schema import hints_of, union_members

Scalar = str | int | Decimal | date | None


class ValueType(StrEnum):
    """What stands in a column; the value is the word of the dictionary."""

    IDENTIFIER = "識別子"
    TEXT = "文字列"
    CODE = "コード"
    INTEGER = "整数"
    NUMBER = "数値"
    DATE = "日付（YYYY-MM-DD）"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a field of a row means.

    Args:
        title: its Japanese name.
        definition: what stands there and what an empty cell means.
        unit: of a number, or in words where it is found; "" for what has none.
        required: it is never empty.
        identifies: it is the identifier of a part of the plan.
        is_fiscal_year: a whole number that is a fiscal year by its Gregorian number.
    """

    title: str
    definition: str
    unit: str = ""
    required: bool = False
    identifies: bool = False
    is_fiscal_year: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file.

    `name` is the physical name, in ASCII; `read` takes the value out of a row.
    """

    name: str
    title: str
    type: ValueType
    definition: str
    read: Callable[[Any], Scalar] = field(compare=False)
    unit: str = ""
    code_list: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table with its rows; `name` is also the name of its file, without the ending.

    `source` stands in front of every row: whose plan it is, and in which edition. The tables that
    explain the others have none.
    """

    name: str
    title: str
    row_type: type
    rows: Sequence[Any]
    source: object = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order."""
        return (*self._source_columns, *columns_of(self.row_type))

    @property
    def _source_columns(self) -> tuple[Column, ...]:
        kind: Any = type(self.source)
        return () if self.source is None else columns_of(kind)

    def records(self) -> Iterator[tuple[Scalar, ...]]:
        """Yield the values of every row in the order of the columns; None where nothing is."""
        before = tuple(column.read(self.source) for column in self._source_columns)
        columns = columns_of(self.row_type)
        for row in self.rows:
            yield (*before, *(column.read(row) for column in columns))


@cache
def columns_of(row_type: type) -> tuple[Column, ...]:
    """Return the columns that the fields of a row class declare.

    A date, a reading and a period become several columns: the words, the first and the last day
    that they cover, how exactly they are known, and their name in the Japanese calendar.

    Raises:
        TypeError: a field is of a kind that no column can hold.
    """
    columns: list[Column] = []
    for item in fields(row_type):
        hint = hints_of(row_type)[item.name]
        kind, fact = get_args(hint)
        columns.extend(_columns(item.name, _member(kind), fact, _reader(item.name)))
    return tuple(columns)


def _member(kind: Any) -> Any:
    """The class of a field that may be None."""
    members = union_members(kind)
    return members[0] if members else kind


def _reader(name: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row, name)


def _columns(
    name: str, kind: Any, fact: Fact, read: Callable[[Any], Any]
) -> tuple[Column, ...] | list[Column]:
    if kind is Period:
        return _period_columns(name, fact, read)
    if kind is WrittenDate:
        return [_written(name, fact, read), *_reading_columns(name, fact, _below(read, "reading"))]
    if kind is DateReading:
        return _reading_columns(name, fact, read)
    if fact.is_fiscal_year:
        return _fiscal_year_columns(name, fact, read)
    return [_plain_column(name, kind, fact, read)]


def _plain_column(name: str, kind: Any, fact: Fact, read: Callable[[Any], Any]) -> Column:
    code_list = ""
    value_type = ValueType.IDENTIFIER if fact.identifies else ValueType.TEXT
    if kind is bool:
        value_type, code_list = ValueType.CODE, FLAG.name
        read = _flag(read)
    elif kind is int:
        value_type = ValueType.INTEGER
    elif kind is Decimal:
        value_type = ValueType.NUMBER
    elif kind is date:
        value_type = ValueType.DATE
    elif isinstance(kind, type) and issubclass(kind, Enum):
        value_type, code_list = ValueType.CODE, list_of(kind).name
        read = _below(read, "value")
    elif kind is not str:
        raise TypeError(f"no column can hold {name}: {kind!r}")
    return Column(
        name=name,
        title=fact.title,
        type=value_type,
        definition=fact.definition,
        read=_or_none(read),
        unit=fact.unit,
        code_list=code_list,
        required=fact.required,
    )


def _or_none(read: Callable[[Any], Any]) -> Callable[[Any], Scalar]:
    """An empty text is a missing value."""
    return lambda row: None if (value := read(row)) == "" else value


def _below(read: Callable[[Any], Any], name: str) -> Callable[[Any], Any]:
    """Read an attribute of what `read` gives, or None where it gives nothing."""
    return lambda row: None if (value := read(row)) is None else getattr(value, name)


def _flag(read: Callable[[Any], Any]) -> Callable[[Any], str]:
    return lambda row: "1" if read(row) else "0"


def _written(name: str, fact: Fact, read: Callable[[Any], Any]) -> Column:
    return Column(
        name=f"{name}_written",
        title=f"{fact.title}（書かれたまま）",
        type=ValueType.TEXT,
        definition=f"{fact.definition}計画に書かれている文字のまま。",
        read=_or_none(_below(read, "written")),
    )


def _wareki(reading: DateReading | None) -> str | None:
    return None if reading is None else format_reading(reading, gregorian=False)


def _reading_columns(name: str, fact: Fact, read: Callable[[Any], Any]) -> list[Column]:
    known = "計画の文字から読み取ったもの。読み取れないときは空欄。"
    return [
        Column(
            name=f"{name}_first_day",
            title=f"{fact.title}の初日",
            type=ValueType.DATE,
            definition=f"{fact.definition}その期間の最初の日（西暦）。{known}",
            read=_below(read, "first_day"),
        ),
        Column(
            name=f"{name}_last_day",
            title=f"{fact.title}の末日",
            type=ValueType.DATE,
            definition=f"{fact.definition}その期間の最後の日（西暦）。{known}",
            read=_below(read, "last_day"),
        ),
        Column(
            name=f"{name}_granularity",
            title=f"{fact.title}の細かさ",
            type=ValueType.CODE,
            definition=f"{fact.title}が年、年度、月、日のどこまで分かっているか。{known}",
            read=_below(_below(read, "granularity"), "value"),
            code_list=list_of(Granularity).name,
        ),
        Column(
            name=f"{name}_wareki",
            title=f"{fact.title}（和暦）",
            type=ValueType.TEXT,
            definition=f"{fact.title}を、いまの元号で書いたもの。{known}",
            read=lambda row: _wareki(read(row)),
        ),
    ]


def _period_columns(name: str, fact: Fact, read: Callable[[Any], Any]) -> list[Column]:
    start = Fact(f"{fact.title}の始まり", f"{fact.title}の始まり。")
    end = Fact(f"{fact.title}の終わり", f"{fact.title}の終わり。")
    return [
        _written(name, fact, read),
        *_reading_columns(f"{name}_start", start, _below(read, "start")),
        *_reading_columns(f"{name}_end", end, _below(read, "end")),
        Column(
            name=f"{name}_extension",
            title=f"{fact.title}の延長",
            type=ValueType.TEXT,
            definition="期間を延ばした決定。言葉で書かれている。",
            read=_or_none(_below(read, "extension")),
        ),
    ]


def _fiscal_year_columns(name: str, fact: Fact, read: Callable[[Any], Any]) -> list[Column]:
    def wareki(row: Any) -> str | None:
        year = read(row)
        return None if year is None else fiscal_year_label(year)

    return [
        Column(
            name=name,
            title=f"{fact.title}（西暦）",
            type=ValueType.INTEGER,
            definition=f"{fact.definition}4月から翌年3月までを、始まる年の西暦で表す。",
            read=read,
            unit="年度",
        ),
        Column(
            name=f"{name}_wareki",
            title=f"{fact.title}（和暦）",
            type=ValueType.TEXT,
            definition=f"{fact.definition}同じ年度を、いまの元号で書いたもの。",
            read=wareki,
        ),
    ]
