"""Dates as plans write them: Gregorian readings with a granularity, eras and fiscal years.

A reading is what we understood of a written date. It is stored as Gregorian figures only; a
Japanese fiscal year runs from 1 April to 31 March and is named for the year in which it begins
(会計年度: 地方自治法第208条).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
