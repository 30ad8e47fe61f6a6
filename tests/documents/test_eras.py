"""Japanese dates: how they are written, and how written ones are read."""

from datetime import date

import pytest

from documents.eras import (
    DateReading,
    era_of,
    era_options,
    fiscal_year_label,
    fiscal_year_of,
    format_reading,
)

FY2020 = DateReading(2020, is_fiscal=True)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("FY2020", "令和2年度（2020年度）"),
        ("FY2019", "令和元年度（2019年度）"),
        ("FY2018", "平成30年度（2018年度）"),
        ("FY1989", "平成元年度（1989年度）"),
        ("FY1988", "昭和63年度（1988年度）"),
        ("FY1926", "大正15年度（1926年度）"),
        ("FY1868", "明治元年度（1868年度）"),
        ("2020", "令和2年（2020年）"),
        ("2019", "令和元年（2019年）"),
        ("2018", "平成30年（2018年）"),
        ("1868", "明治元年（1868年）"),
        ("2020-04", "令和2年4月（2020年4月）"),
        ("2019-04", "平成31年4月（2019年4月）"),
        ("2019-05", "令和元年5月（2019年5月）"),
        ("1989-01", "平成元年1月（1989年1月）"),
        ("2020-04-01", "令和2年4月1日（2020年4月1日）"),
        ("2019-04-30", "平成31年4月30日（2019年4月30日）"),
        ("2019-05-01", "令和元年5月1日（2019年5月1日）"),
        ("1989-01-07", "昭和64年1月7日（1989年1月7日）"),
        ("1989-01-08", "平成元年1月8日（1989年1月8日）"),
        ("1926-12-24", "大正15年12月24日（1926年12月24日）"),
        ("1926-12-25", "昭和元年12月25日（1926年12月25日）"),
        ("1912-07-29", "明治45年7月29日（1912年7月29日）"),
        ("1912-07-30", "大正元年7月30日（1912年7月30日）"),
        ("1868-01-01", "明治元年1月1日（1868年1月1日）"),
        ("2199-12-31", "令和181年12月31日（2199年12月31日）"),
    ],
)
def test_a_reading_is_written_in_both_calendars(reading: str, expected: str) -> None:
    assert format_reading(DateReading.parse(reading)) == expected


def test_the_gregorian_part_can_be_left_out() -> None:
    readings = ("FY2020", "2020", "2020-04", "2020-04-01")
    written = [format_reading(DateReading.parse(text), gregorian=False) for text in readings]
    assert written == ["令和2年度", "令和2年", "令和2年4月", "令和2年4月1日"]


def test_fiscal_2019_bears_the_name_that_the_office_chose() -> None:
    reading = DateReading(2019, is_fiscal=True)
    assert format_reading(reading, fy2019="平成31年度") == "平成31年度（2019年度）"
    assert fiscal_year_label(2019, fy2019="平成31年度") == "平成31年度"
    assert fiscal_year_label(2018, fy2019="平成31年度") == "平成30年度"


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2020, 3, 31), 2019),
        (date(2020, 4, 1), 2020),
        (date(2021, 1, 1), 2020),
    ],
)
def test_a_fiscal_year_runs_from_april_to_march(day: date, year: int) -> None:
    assert fiscal_year_of(day) == year


def test_a_day_before_the_first_era_counts_as_meiji() -> None:
    assert era_of(date(1868, 1, 1)).name == "明治"


def test_the_options_of_a_form_name_each_year_in_both_calendars() -> None:
    assert era_options(2018, 2020) == [
        (2018, "平成30年度（2018年度）"),
        (2019, "令和元年度（2019年度）"),
        (2020, "令和2年度（2020年度）"),
    ]


@pytest.mark.parametrize(
    ("reading", "first", "last"),
    [
        ("FY2019", date(2019, 4, 1), date(2020, 3, 31)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-12", date(2020, 12, 1), date(2020, 12, 31)),
        ("2020-04-01", date(2020, 4, 1), date(2020, 4, 1)),
    ],
)
def test_a_reading_knows_its_first_and_last_day(reading: str, first: date, last: date) -> None:
    found = DateReading.parse(reading)
    assert (found.first_day, found.last_day) == (first, last)
