"""Japanese dates: how they are written, and how written ones are read."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.eras import (
    FIRST_YEAR,
    LAST_YEAR,
    DateReading,
    Fy2019,
    ReadResult,
    era_of,
    era_options,
    find_dates,
    fiscal_year_label,
    fiscal_year_of,
    format_reading,
    read_date,
)

steady = settings(derandomize=True, max_examples=300, deadline=None, database=None)


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


def test_a_day_zero_is_no_date() -> None:
    with pytest.raises(ValueError, match="暦にない日付です"):
        DateReading(2020, 4, 0)


# --- reading ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("平成 30 年 7 月 12 日", "2018-07-12"),
        ("平成３０年７月１２日", "2018-07-12"),
        ("\u3000平成30年度\u3000", "FY2018"),
        ("平成 30 年 度", "FY2018"),
        ("平成31年度", "FY2019"),
        ("令和元年度", "FY2019"),
        ("令和1年度", "FY2019"),
        ("平成31年4月", "2019-04"),
        ("令和元年5月1日", "2019-05-01"),
        ("昭和64年1月7日", "1989-01-07"),
        ("昭和64年", "1989"),
        ("明治元年", "1868"),
        ("明治元年1月", "1868-01"),
        ("令和二年四月一日", "2020-04-01"),
        ("平成二十八年十二月十四日", "2016-12-14"),
        ("平成三〇年度", "FY2018"),
        ("令和十年", "2028"),
        ("二〇二〇年度", "FY2020"),
        ("㍻30年度", "FY2018"),
        ("㋿2年", "2020"),
        ("2018年度", "FY2018"),
        ("２０１８年", "2018"),
        ("西暦2018年", "2018"),
        ("2018～", "2018"),
        ("2018", "2018"),
        ("平成30", "2018"),
        ("H30.7.12", "2018-07-12"),
        ("H30.7", "2018-07"),
        ("Ｈ３０．７．１２", "2018-07-12"),
        ("令和2.4.1", "2020-04-01"),
        ("R2/4/1", "2020-04-01"),
        ("R2", "2020"),
        ("r8年度", "FY2026"),
        ("2020-04-01", "2020-04-01"),
        ("2020/4/1", "2020-04-01"),
        ("2020／４", "2020-04"),
        ("2020.4.1", "2020-04-01"),
        ("2020年2月29日", "2020-02-29"),
        ("FY2020", "FY2020"),
        ("令和2年度末", "FY2020"),
        ("令和2年度末まで", "FY2020"),
        ("令和2年度までに", "FY2020"),
        ("令和2年4月頃", "2020-04"),
        ("令和2年4月から", "2020-04"),
        ("令和2年3月末日", "2020-03"),
        ("令和2年3月下旬まで", "2020-03"),
        ("令和2年4月1日（水）", "2020-04-01"),
        ("令和2年4月1日現在", "2020-04-01"),
        ("平成30（2018）年度", "FY2018"),
        ("2018（平成30）年度", "FY2018"),
        ("2020年（令和2年）4月1日", "2020-04-01"),
        ("令和2年度（2020年度）末", "FY2020"),
        ("2020年4月1日 (令和2年4月1日)", "2020-04-01"),
    ],
)
def test_a_written_date_is_read(text: str, reading: str) -> None:
    assert read_date(text) == ReadResult(DateReading.parse(reading))


@pytest.mark.parametrize(
    ("text", "reading", "notice"),
    [
        ("平成32年度", "FY2020", "平成32年度は令和2年度（2020年度）です"),
        ("平成35年", "2023", "平成35年は令和5年（2023年）です"),
        ("平成31年5月", "2019-05", "平成31年5月は令和元年5月（2019年5月）です"),
        (
            "平成31年5月1日",
            "2019-05-01",
            "平成31年5月1日は令和元年5月1日（2019年5月1日）です",
        ),
        (
            "令和元年4月30日",
            "2019-04-30",
            "令和元年4月30日は平成31年4月30日（2019年4月30日）です",
        ),
        ("昭和64年度", "FY1989", "昭和64年度は平成元年度（1989年度）です"),
        ("昭和100年", "2025", "昭和100年は令和7年（2025年）です"),
        ("H32年度末", "FY2020", "平成32年度は令和2年度（2020年度）です"),
    ],
)
def test_an_era_year_that_never_came_is_reckoned_on(text: str, reading: str, notice: str) -> None:
    assert read_date(text) == ReadResult(DateReading.parse(reading), notice)


NOT_READ = "日付として読めません。「令和8年度」「令和8年4月1日」のように書いてください。"
BOUNDS = "1868年から2199年までで書いてください。"
NO_DAY = "暦にない日付です。"
NO_ERA = "元号か、4桁の西暦で書いてください（例：令和8年度、2026年度）。"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", ""),
        ("\u3000", ""),
        ("平成0年", "平成0年はありません。"),
        ("令和〇年度", "令和0年はありません。"),
        ("令和0年4月", "令和0年はありません。"),
        ("2021年2月29日", NO_DAY),
        ("令和3年2月29日", NO_DAY),
        ("2020年13月", NO_DAY),
        ("2020年0月", NO_DAY),
        ("2020年4月0日", NO_DAY),
        ("2020-04-31", NO_DAY),
        ("H30.13.1", NO_DAY),
        ("0年", BOUNDS),
        ("0000-01-01", BOUNDS),
        ("1867年", BOUNDS),
        ("2200年度", BOUNDS),
        ("10000年", BOUNDS),
        ("令和999年", BOUNDS),
        ("30年度", NO_ERA),
        ("3", NO_ERA),
        ("平成30（2019）年度", "和暦と西暦の年が合いません。"),
        ("令和2年度（2021年度）", "和暦と西暦の年が合いません。"),
        ("令和2年度4月", "年度に月は付けられません。"),
        ("10000-01-01", NOT_READ),
        ("令和", NOT_READ),
        ("次期更新時まで", NOT_READ),
        ("令和2年度に実施", NOT_READ),
        ("令和2年度から令和4年度", NOT_READ),
        ("2020年代", NOT_READ),
        ("2020.4", NOT_READ),
        ("令和十十年", NOT_READ),
        ("令和2年度（予定）", NOT_READ),
        ("令和2年" * 30, NOT_READ),
    ],
)
def test_what_is_no_date_has_a_reason(text: str, reason: str) -> None:
    assert read_date(text) == ReadResult(None, reason)


@st.composite
def readings(draw: st.DrawFn) -> DateReading:
    day = draw(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
    return draw(
        st.sampled_from(
            [
                DateReading(day.year),
                DateReading(day.year, is_fiscal=True),
                DateReading(day.year, day.month),
                DateReading(day.year, day.month, day.day),
            ]
        )
    )


@steady
@given(readings(), st.booleans(), st.sampled_from(["令和元年度", "平成31年度"]))
def test_what_is_written_is_read_back(
    reading: DateReading, gregorian: bool, fy2019: Fy2019
) -> None:
    written = format_reading(reading, gregorian=gregorian, fy2019=fy2019)
    assert read_date(written) == ReadResult(reading)
    found = [(date.start, date.end, date.reading) for date in find_dates(f"○{written}○")]
    assert found == [(1, 1 + len(written), reading)]


@steady
@given(readings())
def test_the_stored_form_is_read_too(reading: DateReading) -> None:
    assert read_date(str(reading)) == ReadResult(reading)


MEAN = "平成令和明治元㍻HR年度月日12340９〇一十百～-/.（）() から末FY西暦\n"


@steady
@given(st.text(alphabet=MEAN, max_size=25))
def test_reading_never_fails_and_finds_in_order(text: str) -> None:
    read_date(text)
    places = [(found.start, found.end) for found in find_dates(text)]
    flat = [0, *(place for pair in places for place in pair), len(text)]
    assert flat == sorted(flat)


# --- finding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "平成 30 年 7 月に着手し、令和２年度末までに終える。",
            ["平成 30 年 7 月=2018-07", "令和２年度=FY2020"],
        ),
        ("平成30年度から平成32年度まで", ["平成30年度=FY2018", "平成32年度=FY2020"]),
        ("平成30～32年度", ["平成30=FY2018", "32年度=FY2020"]),
        ("平成30年度から33年度", ["平成30年度=FY2018", "33年度=FY2021"]),
        ("2018～2021年度", ["2018=FY2018", "2021年度=FY2021"]),
        ("2018-2021年", ["2018=2018", "2021年=2021"]),
        ("R2～R4年度", ["R2=FY2020", "R4年度=FY2022"]),
        ("R2からR4", ["R2=2020", "R4=2022"]),
        ("平成30年度から3年間", ["平成30年度=FY2018"]),
        ("平成2年から3年で", ["平成2年=1990"]),
        ("令和2年度（2020年度）中", ["令和2年度（2020年度）=FY2020"]),
        ("令和2年度（2021年度）", ["令和2年度=FY2020", "2021年度=FY2021"]),
        (
            "2020/4/1、H31.4.1、FY2021",
            ["2020/4/1=2020-04-01", "H31.4.1=2019-04-01", "FY2021=FY2021"],
        ),
        ("平成28年法律第103号", ["平成28年=2016"]),
        ("3年以内に5件、30年度、2020年代、10000年、1000年", []),
        ("0296-24-2111、5.2.1、3/4、2020.4、2018/19、2020/13/1", []),
        ("S3、H2O、R18X、1R2", []),
        (
            "平成30年2月30日と2020年13月",
            ["平成30年2月30日=暦にない日付です。", "2020年13月=暦にない日付です。"],
        ),
        ("", []),
    ],
)
def test_dates_in_a_sentence_are_found(text: str, expected: list[str]) -> None:
    found = find_dates(text)
    assert [f"{text[f.start : f.end]}={f.reading or f.notice}" for f in found] == expected


def test_a_found_date_carries_its_notice() -> None:
    assert [found.notice for found in find_dates("平成30年度から平成32年度まで")] == [
        "",
        "平成32年度は令和2年度（2020年度）です",
    ]
