"""Dates as plans write them: Gregorian readings with a granularity, eras and fiscal years.

A reading is what we understood of a written date. It is stored as Gregorian figures only; a
Japanese fiscal year runs from 1 April to 31 March and is named for the year in which it begins
(会計年度: 地方自治法第208条).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

FIRST_YEAR = 1868
LAST_YEAR = 2199


class Granularity(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    MONTH = "month"
    DAY = "day"


_READING = re.compile(
    r"(?:FY(?P<fiscal>\d{4})|(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?)\Z",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class DateReading:
    """A Gregorian year, fiscal year, month or day.

    `str()` gives, and `parse` takes, "2020", "FY2020", "2020-04" or "2020-04-01".
    """

    year: int
    month: int | None = None
    day: int | None = None
    is_fiscal: bool = False

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"{FIRST_YEAR}年から{LAST_YEAR}年までで書いてください")
        if self.is_fiscal and self.month is not None:
            raise ValueError("年度に月は付けられません")
        if self.month is None:
            if self.day is not None:
                raise ValueError("月のない日は書けません")
        else:
            try:
                date(self.year, self.month, self.day or 1)
            except ValueError as error:
                raise ValueError("暦にない日付です") from error

    @classmethod
    def parse(cls, text: str) -> "DateReading":
        """Return the reading that `text` spells; raise ValueError with a Japanese reason."""
        match = _READING.match(text)
        if match is None:
            raise ValueError("「2020」「FY2020」「2020-04」「2020-04-01」の形で書いてください")
        if match["fiscal"]:
            return cls(int(match["fiscal"]), is_fiscal=True)
        return cls(
            int(match["year"]),
            int(match["month"]) if match["month"] else None,
            int(match["day"]) if match["day"] else None,
        )

    @property
    def granularity(self) -> Granularity:
        """How exactly the date is known."""
        if self.is_fiscal:
            return Granularity.FISCAL_YEAR
        if self.month is None:
            return Granularity.YEAR
        return Granularity.MONTH if self.day is None else Granularity.DAY

    def __str__(self) -> str:
        if self.is_fiscal:
            return f"FY{self.year:04d}"
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The first day that the reading covers."""
        if self.is_fiscal:
            return date(self.year, 4, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the reading covers."""
        if self.is_fiscal:
            return date(self.year + 1, 3, 31)
        if self.day is not None:
            return self.first_day
        if self.month is None or self.month == 12:
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)


# --- eras ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Era:
    """An era (元号): its first day, and its last where it has ended.

    Sources: 元号法 (昭和54年法律第43号) with 昭和64年政令第1号 and 平成31年政令第143号 for 平成 and
    令和; the imperial rescripts on the change of era for those before.
    """

    name: str
    letter: str
    start: date
    end: date | None = None

    def gregorian(self, year: int) -> int:
        """Return the Gregorian year of a year of this era; the first year is 1."""
        return self.start.year + year - 1

    def meets(self, reading: DateReading) -> bool:
        """Say whether any day of `reading` lies in this era; all of 1868 counts as 明治."""
        start = date(FIRST_YEAR, 1, 1) if self.start.year == FIRST_YEAR else self.start
        return reading.last_day >= start and (self.end is None or reading.first_day <= self.end)


ERAS = (
    Era("明治", "M", date(1868, 10, 23), date(1912, 7, 29)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 24)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", date(2019, 5, 1)),
)

Fy2019 = Literal["令和元年度", "平成31年度"]


def era_of(day: date) -> Era:
    """Return the era in force on `day`; a day before 明治 counts as 明治."""
    return next((era for era in reversed(ERAS) if era.start <= day), ERAS[0])


def _era_year(day: date) -> str:
    """「令和2年」: the era year of a day, the first one written 元年."""
    era = era_of(day)
    number = day.year - era.start.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year (April to March) in which `day` lies, by its Gregorian number."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_label(year: int, *, fy2019: Fy2019 = "令和元年度") -> str:
    """Return a fiscal year by its Japanese name: 「令和2年度」.

    A fiscal year bears the era in force on its 1 April. FY2019 is the exception that offices
    write in two ways: the state wrote 令和元年度 for the whole year from 1 May 2019, many
    municipalities kept 平成31年度.
    """
    if year == 2019:
        return fy2019
    return f"{_era_year(date(year, 4, 1))}度"


def format_reading(
    reading: DateReading, *, gregorian: bool = True, fy2019: Fy2019 = "令和元年度"
) -> str:
    """Return a reading in the Japanese calendar: 「令和2年4月1日（2020年4月1日）」.

    Without `gregorian` the part in brackets is left out. A year or month in which the era changed
    bears the later one: 2019 is 令和元年, January 1989 is 平成元年1月.
    """
    if reading.is_fiscal:
        japanese = fiscal_year_label(reading.year, fy2019=fy2019)
        return f"{japanese}（{reading.year}年度）" if gregorian else japanese
    rest = "" if reading.month is None else f"{reading.month}月"
    rest += "" if reading.day is None else f"{reading.day}日"
    japanese = f"{_era_year(reading.last_day)}{rest}"
    return f"{japanese}（{reading.year}年{rest}）" if gregorian else japanese


def era_options(first: int, last: int, *, fy2019: Fy2019 = "令和元年度") -> list[tuple[int, str]]:
    """Return (Gregorian number, label) of the fiscal years first..last, for a field of choice."""
    return [
        (year, format_reading(DateReading(year, is_fiscal=True), fy2019=fy2019))
        for year in range(first, last + 1)
    ]
