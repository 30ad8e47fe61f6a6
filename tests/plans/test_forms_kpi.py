"""The form of a KPI: lines ↔ targets, readings, and that what was not edited stays."""

from typing import Any

import pytest

from plans.forms.kpi import KpiForm
from plans.models import Kpi
from tests.plans.form_data import errors, sent

Target = tuple[str, str | None, int | None]


def kpi(*targets: dict[str, Any], **columns: Any) -> Kpi:
    """Return a stored KPI."""
    return Kpi(**{"name": "指標", "unit": "件", "targets": list(targets), **columns})


def target(uid: str, written: str = "", value: str = "", year: int | None = None) -> dict[str, Any]:
    """Return a target as it is stored."""
    found: dict[str, Any] = {"uid": uid}
    if written:
        found["written"] = written
    if value:
        found["value"] = value
    if year is not None:
        found["fiscal_year"] = year
    return found


def edited(row: Kpi | None, **changed: Any) -> KpiForm:
    """Return the form of `row` sent back with some fields changed."""
    return KpiForm(sent(KpiForm(row=row), **changed), row=row)


def changes(row: Kpi | None, **changed: Any) -> dict[str, Any]:
    """Return the columns that an edit sets."""
    form = edited(row, **changed)
    assert errors(form) == {}
    return form.changes()


def read(text: str) -> list[Target]:
    """Return (written, value, year) of the targets that a new KPI gets from `text`."""
    found = changes(None, name="指標", target_lines=text)["targets"]
    return [(t.get("written", ""), t.get("value"), t.get("fiscal_year")) for t in found]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("10件", [("10件", "10", None)]),
        ("令和8年度：25件", [("25件", "25", 2026)]),
        ("令和8年度:25件", [("25件", "25", 2026)]),
        ("平成32年度：10件", [("10件", "10", 2020)]),
        ("R8年度：３割\r\n\r\n令和９年度：５割", [("３割", "3", 2026), ("５割", "5", 2027)]),
        ("2027年度：全部", [("全部", None, 2027)]),
        ("全ての窓口で使えること", [("全ての窓口で使えること", None, None)]),
        ("年間：3件", [("年間：3件", None, None)]),
        ("3年間の合計：30件", [("3年間の合計：30件", None, None)]),
        ("対比：10：3", [("対比：10：3", None, None)]),
        # What is no fiscal year is kept as it was written, and read as the year it lies in.
        ("令和8年3月末：12件", [("令和8年3月末：12件", "12", 2025)]),
        ("令和8年：12件", [("令和8年：12件", "12", 2026)]),
    ],
)
def test_lines_are_read_as_targets(text: str, targets: list[Target]) -> None:
    assert read(text) == targets


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("令和0年度：10件", "「令和0年度」：令和0年はありません。"),
        (
            "第3年度：10件",
            "「第3年度」：日付として読めません。"
            "「令和8年度」「令和8年4月1日」のように書いてください。",
        ),
        ("令和8年度：1e999", "「1e999」：指数の書き方（1e10など）は使えません。"),
        ("10^400", "「10^400」：指数の書き方（1e10など）は使えません。"),
        ("NaN", "「NaN」：数ではありません。"),
        ("∞", "「∞」：数ではありません。"),
        ("1" * 16 + "件", f"「{'1' * 16}件」：数は15桁までで書いてください。"),
        ("令和8年度：1件\n2026年度：2件", "同じ年度の目標値が二つあります。"),
        ("あ" * 501, "一つの目標値は500字までです。"),
        (
            "約3割（読み：さん）",
            "「読み：さん」を数として読めません。「（読み：28）」のように書いてください。",
        ),
        ("約3割（読み：1e9）", "「1e9」：指数の書き方（1e10など）は使えません。"),
    ],
)
def test_lines_that_are_refused(text: str, message: str) -> None:
    assert errors(edited(None, name="指標", target_lines=text)) == {"target_lines": [message]}


@pytest.mark.parametrize(
    "line",
    ["平成32年度：30%", "R2年度：30%", "2020年度：30%", "令和２年度：30%", "平成31年度：30%"],
)
def test_a_year_comes_back_as_it_was_written(line: str) -> None:
    (stored,) = changes(None, name="指標", target_lines=line)["targets"]
    row = kpi(stored, unit="%")
    assert KpiForm(row=row)["target_lines"].value() == line
    assert changes(row) == {}
    (found,) = changes(row, target_lines=line.replace("30%", "40%"))["targets"]
    assert found == {**stored, "written": "40%", "value": "40"}


def test_the_usual_name_of_a_year_is_not_kept_twice() -> None:
    (stored,) = changes(None, name="指標", target_lines="令和8年度：25件")["targets"]
    assert stored == target(stored["uid"], "25件", "25", 2026)


def test_the_reading_of_a_year_that_never_came_is_shown() -> None:
    (stored,) = changes(None, name="指標", target_lines="平成32年度：30%")["targets"]
    assert KpiForm(row=kpi(stored, unit="%")).readings == [
        "平成32年度：30% → 令和2年度（2020年度）　30%"
    ]


def test_a_line_that_stays_keeps_its_uid_and_its_corrected_reading() -> None:
    row = kpi(target("a", "約3割", "28", 2026), target("b", "5割", "50", 2027))
    assert KpiForm(row=row)["target_lines"].value() == (
        "令和8年度：約3割（読み：28）\n令和9年度：5割（読み：50）"
    )
    found = changes(row, target_lines="令和8年度：約3割（読み：28）\n令和9年度：6割")["targets"]
    assert found == [target("a", "約3割", "28", 2026), target("b", "6割", "6", 2027)]


@pytest.mark.parametrize(
    ("line", "written", "value"),
    [
        ("約3割（読み：28）", "約3割", "28"),
        ("約3割(読み:28.5%)", "約3割", "28.5"),
        ("約3割（読み：なし）", "約3割", None),
        ("約3割（読み：）", "約3割", None),
        ("全ての窓口（読み：12）", "全ての窓口", "12"),
        ("約3割（見込み）", "約3割（見込み）", "3"),
    ],
)
def test_a_person_corrects_the_reading_of_a_target(
    line: str, written: str, value: str | None
) -> None:
    row = kpi(target("a", "約3割", "3", 2026))
    (found,) = changes(row, target_lines=f"令和8年度：{line}")["targets"]
    assert (found["uid"], found["written"], found.get("value")) == ("a", written, value)


def test_a_corrected_reading_comes_back_as_it_was_given() -> None:
    row = kpi(target("a", "約3割", "", 2026), target("b", "全て", "12"))
    lines = KpiForm(row=row)["target_lines"].value()
    assert lines == "令和8年度：約3割（読み：なし）\n全て（読み：12）"
    assert changes(row, target_lines=f"{lines}\n令和9年度：4割")["targets"][:2] == row.targets


def test_an_edited_line_without_a_year_takes_no_uid_of_another() -> None:
    row = kpi(target("a", "10件", "10"), target("b", "20件", "20"))
    found = changes(row, target_lines="12件\n20件")["targets"]
    assert found == [target("a", "12件", "12"), target("b", "20件", "20")]


def test_equal_lines_are_two_targets() -> None:
    row = kpi(target("a", "10件", "10"), target("b", "10件", "10"))
    found = changes(row, target_lines="10件\n10件\n30件")["targets"]
    assert found[:2] == [target("a", "10件", "10"), target("b", "10件", "10")]
    assert found[2]["uid"] not in {"a", "b"}


def test_lines_that_change_places_keep_their_uids() -> None:
    row = kpi(target("a", "10件", "10", 2026), target("b", "20件", "20", 2027))
    found = changes(row, target_lines="令和9年度：20件\n令和8年度：10件")["targets"]
    assert [each["uid"] for each in found] == ["b", "a"]


def test_a_target_known_only_by_its_number_is_shown_as_it_is_printed() -> None:
    row = kpi(target("a", "", "1200", 2026), target("b", "", "7"))
    assert KpiForm(row=row)["target_lines"].value() == "令和8年度：1,200件\n7件"
    assert changes(row, target_lines="令和8年度：1,200件\n8件")["targets"] == [
        target("a", "", "1200", 2026),
        target("b", "8件", "8"),
    ]


def test_a_target_of_a_month_is_one_line_and_comes_back_the_same() -> None:
    row = kpi(target("a", "令和8年3月末：12件", "12", 2025))
    assert KpiForm(row=row)["target_lines"].value() == "令和8年3月末：12件"
    assert changes(row, target_lines="令和8年3月末：13件")["targets"] == [
        target("a", "令和8年3月末：13件", "13", 2025)
    ]


def test_readings_show_both_calendars_and_the_number() -> None:
    row = kpi(target("a", "10 件", "10", 2020), target("b", "全部"), target("c", "30件", "30"))
    assert KpiForm(row=row).readings == [
        "令和2年度：10 件 → 令和2年度（2020年度）　10件",
        "30件 → 30件",
    ]


def test_an_unedited_kpi_sets_nothing() -> None:
    row = kpi(
        target("a", "10件", "12.50"),
        name=" 指標 ",
        unit="",
        baseline={"written": "約3割", "value": "28"},
    )
    assert changes(row) == {}


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        ("令和8年度：10件\n令和9年度：20件", "件"),
        ("令和8年3月末：12校", "校"),
        ("10件\n20人", ""),
        ("全町", ""),
    ],
)
def test_a_unit_that_nobody_typed_is_read_and_not_stored(lines: str, unit: str) -> None:
    found = changes(None, name="指標", target_lines=lines)
    assert found["unit"] == ""
    assert KpiForm(row=kpi(*found["targets"], unit="")).unit_reading == unit


def test_a_unit_is_read_again_when_the_words_change() -> None:
    row = kpi(*changes(None, name="受講者", target_lines="10件")["targets"], unit="")
    found = changes(row, target_lines="約3割")
    assert list(found) == ["targets"]
    again = KpiForm(row=kpi(*found["targets"], unit=""))
    assert (again.unit_reading, again["unit"].value()) == ("割", "")
    assert again.readings == ["約3割 → 3割"]


def test_a_typed_unit_stays_when_the_words_change() -> None:
    row = kpi(target("a", "10件", "10"), unit="件")
    assert list(changes(row, target_lines="全町")) == ["targets"]
    assert (KpiForm(row=row)["unit"].value(), KpiForm(row=row).unit_reading) == ("件", "")
    assert changes(row, unit="")["unit"] == ""


def test_a_corrected_number_takes_no_unit_from_the_words_that_it_corrects() -> None:
    assert KpiForm(row=kpi(target("a", "約3割", "28"), unit="%")).readings == [
        "約3割（読み：28） → 28%"
    ]
    assert KpiForm(row=kpi(target("a", "約3割", "28"), unit="")).readings == [
        "約3割（読み：28） → 28"
    ]


def test_the_baseline_keeps_what_was_not_edited() -> None:
    baseline = {
        "written": "約3割",
        "value": "28",
        "date": {"written": "昨年度", "reading": "FY2017"},
    }
    row = kpi(baseline=baseline)
    assert changes(row, baseline_source="調査")["baseline"] == {**baseline, "source": "調査"}
    assert changes(row, baseline_date="令和6年度末")["baseline"] == {
        **baseline,
        "date": {"written": "令和6年度末", "reading": "FY2024"},
    }
    assert changes(row, baseline_written="4割")["baseline"] == {
        **baseline,
        "written": "4割",
        "value": "4",
    }
    assert KpiForm(row=row)["baseline_written"].value() == "約3割（読み：28）"
    assert changes(row, baseline_written="約3割（読み：29）")["baseline"] == {
        **baseline,
        "value": "29",
    }
    assert changes(row, baseline_written="", baseline_date="")["baseline"] is None


def test_a_baseline_that_cannot_be_a_number_is_refused() -> None:
    found = errors(edited(None, name="指標", baseline_written="1e999"))
    assert found == {"baseline_written": ["「1e999」：指数の書き方（1e10など）は使えません。"]}


@pytest.mark.parametrize("field", ["target_lines", "baseline_source", "note", "unit"])
def test_a_new_kpi_with_anything_written_needs_a_name(field: str) -> None:
    assert errors(edited(None, **{field: "10件"})) == {"name": ["指標の名前を書いてください。"]}


def test_the_name_of_a_kpi_is_not_taken_away() -> None:
    assert errors(edited(kpi(), name="")) == {"name": ["指標の名前を書いてください。"]}
    assert errors(edited(kpi(), name="", remove="on")) == {}


def test_a_kpi_that_never_had_a_name_may_stay_without() -> None:
    assert changes(kpi(name=""), note="注") == {"note": "注"}


def test_an_empty_form_is_no_new_kpi() -> None:
    form = edited(None)
    assert (errors(form), form.is_blank) == ({}, True)
