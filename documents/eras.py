"""Dates as plans write them: Gregorian readings with a granularity, eras and fiscal years.

A reading is what we understood of a written date. It is stored as Gregorian figures only; a
Japanese fiscal year runs from 1 April to 31 March and is named for the year in which it begins
(会計年度: 地方自治法第208条).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from documents.date_patterns import (
    AFTER,
    ALONE,
    BRACKETS,
    ERA_SIGNS,
    FISCAL,
    HALF_WIDTH,
    RANGE,
    SHORT,
    SIGNS,
    WORDS,
    count,
)

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
                date(self.year, self.month, 1 if self.day is None else self.day)
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


# --- reading what people write ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The reading of a written date, or None with the reason in `notice`.

    With a reading, `notice` is empty or says that the era year never came:
    「平成32年度は令和2年度（2020年度）です」.
    """

    reading: DateReading | None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date inside a text: characters start..end (end exclusive), with what was read of it."""

    start: int
    end: int
    reading: DateReading | None
    notice: str = ""


_LONGEST = 100
_NOT_READ = "日付として読めません。「令和8年度」「令和8年4月1日」のように書いてください。"
_NO_ERA = "元号か、4桁の西暦で書いてください（例：令和8年度、2026年度）。"
# Notices that propose a fiscal year; a field that takes only whole days proposes one instead.
PROPOSES_FISCAL_YEAR = frozenset({_NOT_READ, _NO_ERA})
_DISAGREE = "和暦と西暦の年が合いません。"

_ERAS = {era.name: era for era in ERAS} | {era.letter: era for era in ERAS}
_ERAS |= {era.letter.lower(): era for era in ERAS}
_ERAS |= {sign: _ERAS[name] for sign, name in ERA_SIGNS.items()}


def _read(match: re.Match[str]) -> ReadResult:
    """Read a match of one of the patterns with groups era, number, year, month, day, fiscal."""
    parts = match.groupdict()
    era = _ERAS[parts["era"]] if parts.get("era") else None
    result = _reckon(
        era,
        count(parts.get("number") if era else parts.get("year")),
        month=parts.get("month"),
        day=parts.get("day"),
        is_fiscal=bool(parts.get("fiscal")),
    )
    for name in ("a", "b"):
        number = count(parts.get(f"{name}_number"))
        other = count(parts.get(f"{name}_year"))
        if number is not None:
            other = _ERAS[parts[f"{name}_era"]].gregorian(number)
        if result.reading is not None and other not in (None, result.reading.year):
            return ReadResult(None, _DISAGREE)
    return result


def _reckon(
    era: Era | None,
    number: int | None,
    *,
    month: str | None = None,
    day: str | None = None,
    is_fiscal: bool = False,
) -> ReadResult:
    if number is None:
        return ReadResult(None, _NOT_READ)
    if era is not None and number == 0:
        return ReadResult(None, f"{era.name}0年はありません。")
    if era is None and 0 < number < 1000:
        return ReadResult(None, _NO_ERA)
    months, days = count(month), count(day)
    if (month and months is None) or (day and days is None):
        return ReadResult(None, _NOT_READ)
    year = number if era is None else era.gregorian(number)
    try:
        reading = DateReading(year, months, days, is_fiscal=is_fiscal)
    except ValueError as error:
        return ReadResult(None, f"{error}。")
    if era is None or era.meets(reading):
        return ReadResult(reading)
    written = f"{era.name}{'元' if number == 1 else number}年{'度' if is_fiscal else ''}"
    written += "" if months is None else f"{months}月"
    written += "" if days is None else f"{days}日"
    return ReadResult(reading, f"{written}は{format_reading(reading)}です")


def read_date(text: str) -> ReadResult:
    """Read `text` where the whole of it is one date as people write it; never raises.

    Full-width and kanji digits, 元年, blanks inside, 「H30.7.12」「R2」「2020/4/1」「FY2020」 are
    taken, and so are the other calendar in brackets and words such as 末 or までに behind. An era
    year that never came is reckoned on (平成32年度 is FY2020) and gets a notice, for plans of 2018
    are full of them. What is impossible has no reading and a reason in Japanese. In 1868 to 1872
    the figures are taken for Gregorian ones.
    """
    narrow = text.strip().translate(HALF_WIDTH)
    if not narrow or len(narrow) > _LONGEST:
        return ReadResult(None, _NOT_READ if narrow else "")
    narrow = AFTER.sub("", narrow)
    for pattern in (WORDS, SIGNS, FISCAL, ALONE):
        match = pattern.fullmatch(narrow)
        if match is not None:
            return _read(match)
    if re.search("年 *度.*月", narrow):
        return ReadResult(None, "年度に月は付けられません。")
    return _read_in_brackets(narrow)


def _read_in_brackets(narrow: str) -> ReadResult:
    match = BRACKETS.fullmatch(narrow)
    if match is None:
        return ReadResult(None, _NOT_READ)
    first, other = read_date(match["date"]), read_date(match["other"])
    if first.reading is None or other.reading is None:
        return first if first.reading is None else ReadResult(None, _NOT_READ)
    return first if first.reading == other.reading else ReadResult(None, _DISAGREE)


def find_dates(text: str) -> list[FoundDate]:
    """Return the dates inside a text, in order, without overlaps.

    Taken are dates with 年 or 年度, with signs (2020/4/1, H30.7.12) and FY2020, H30, R2; a bare
    number is no date. 「平成30～32年度」 gives two. A date in words that cannot be (2月30日) is
    returned without a reading and with the reason in `notice`.
    """
    narrow = text.translate(HALF_WIDTH)
    found: list[FoundDate] = []
    for match in RANGE.finditer(narrow):
        found.extend(_read_range(match))
    for pattern in (WORDS, SIGNS, FISCAL, SHORT):
        for match in pattern.finditer(narrow):
            result = _read(match)
            if result.reading is not None or (pattern is WORDS and _is_meant(match)):
                found.append(FoundDate(*match.span(), result.reading, result.notice))
    return _without_overlaps(narrow, found)


def _is_meant(match: re.Match[str]) -> bool:
    """Say whether words that cannot be read were meant as a date: 「3年」 is a span of time."""
    year = count(match["year"])
    return year is None or FIRST_YEAR <= year <= LAST_YEAR


def _read_range(match: re.Match[str]) -> Iterator[FoundDate]:
    era = _ERAS[match["era"]] if match["era"] else None
    first = count(match["number"] if era else match["year"])
    last = count(match["end_number"])
    end_era = _ERAS[match["end_era"]] if match["end_era"] else None
    if first is None or last is None:
        return
    if end_era is None and era is not None and last < 1000:
        # 「平成30年度から3年」 is a span; 「平成30年度から33年度」 is a range.
        if last <= first or (match["sign"] == "から" and match["end_unit"] == "年"):
            return
        end_era = era
    unit = match["unit"] or match["end_unit"]
    start = _reckon(era, first, is_fiscal=unit == "年度")
    end = _reckon(end_era, last, is_fiscal=match["end_unit"] == "年度")
    if start.reading is None or end.reading is None:
        return
    stop = match.end("unit") if match["unit"] else match.end("number" if era else "year")
    yield FoundDate(match.start(), stop, start.reading, start.notice)
    yield FoundDate(*match.span("second"), end.reading, end.notice)


def _without_overlaps(narrow: str, found: list[FoundDate]) -> list[FoundDate]:
    """Keep the longest of overlapping dates; one date in both calendars becomes one."""
    kept: list[FoundDate] = []
    for date_ in sorted(found, key=lambda item: (item.start, -item.end)):
        if kept and date_.start < kept[-1].end:
            continue
        last = kept[-1] if kept else None
        if last is not None and last.reading is not None and last.reading == date_.reading:
            between = narrow[last.end : date_.start].strip()
            if between == "(" and narrow[date_.end : date_.end + 1] == ")":
                kept[-1] = FoundDate(last.start, date_.end + 1, last.reading, last.notice)
                continue
        kept.append(date_)
    return kept
