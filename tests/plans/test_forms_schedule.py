"""The form of a statement: the deadline is read from the words, and a correction of it holds."""

from typing import Any

import pytest

from plans.forms.schedule import ScheduleForm
from plans.models import ScheduleItem
from tests.plans.form_data import errors, sent


def item(written: str = "令和8年度までに実施", due: str = "FY2026", **columns: Any) -> ScheduleItem:
    """Return a stored statement."""
    return ScheduleItem(written=written, due=due, **columns)


def edited(row: ScheduleItem | None, **changed: Any) -> ScheduleForm:
    """Return the form of `row` sent back with some fields changed."""
    return ScheduleForm(sent(ScheduleForm(row=row), **changed), row=row)


def changes(row: ScheduleItem | None, **changed: Any) -> dict[str, Any]:
    """Return the columns that an edit sets."""
    form = edited(row, **changed)
    assert errors(form) == {}
    return form.changes()


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("令和8年度までに実施", "FY2026"),
        ("平成32年度までに随時実施", "FY2020"),
        ("平成 32 年までに実施", "2020"),
        ("令和8年3月末まで", "2026-03"),
        ("令和6年度に試行し、令和8年度に実施", "FY2026"),
        ("令和6年度に試行し、令和8年度までに実施（令和9年度に検証）", "FY2026"),
        ("次期更新時まで実施", ""),
        ("随時", ""),
    ],
)
def test_the_deadline_of_a_new_statement_is_read(written: str, due: str) -> None:
    assert changes(None, written=written) == {"written": written, "due": due, "open_end": ""}


def test_a_typed_reading_goes_before_the_words() -> None:
    assert changes(None, written="令和8年度に開始", due_written="令和10年度")["due"] == "FY2028"


@pytest.mark.parametrize("due", ["", "FY2030", "2026", "2026-04-01"])
def test_an_unedited_statement_sets_nothing(due: str) -> None:
    assert changes(item(written=" 令和8年度までに実施\n", due=due)) == {}


def test_a_correction_holds_while_the_date_in_the_words_stays() -> None:
    row = item(due="FY2030")
    assert changes(row, written="令和8年度までに、順次実施") == {
        "written": "令和8年度までに、順次実施"
    }


def test_another_date_in_the_words_is_read_anew() -> None:
    assert changes(item(due="FY2030"), written="令和9年度までに実施") == {
        "written": "令和9年度までに実施",
        "due": "FY2027",
    }


def test_a_correction_is_kept_and_can_be_taken_away() -> None:
    assert changes(item(), due_written="令和10年度") == {"due": "FY2028"}
    assert changes(item(), due_written="") == {"due": ""}


def test_a_reading_that_is_no_date_is_refused() -> None:
    assert errors(edited(item(), due_written="令和0年度")) == {
        "due_written": ["令和0年はありません。"]
    }


def test_the_reading_is_shown_in_both_calendars_with_a_notice() -> None:
    row = item("平成32年度までに実施", "FY2020")
    assert ScheduleForm(row=row).reading == (
        "令和2年度（2020年度）　平成32年度は令和2年度（2020年度）です"
    )


@pytest.mark.parametrize("field", ["due_written", "open_end"])
def test_a_deadline_without_words_is_refused(field: str) -> None:
    form = edited(None, **{field: "令和8年度"})
    assert errors(form) == {"written": ["予定を文で書いてください。"]}


def test_the_words_of_a_statement_are_not_taken_away() -> None:
    assert errors(edited(item(), written="")) == {"written": ["予定を文で書いてください。"]}
    assert errors(edited(item(), written="", remove="on")) == {}


def test_an_empty_form_is_no_new_statement() -> None:
    form = edited(None)
    assert (errors(form), form.is_blank) == ({}, True)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("令和○年度までに実施", "令和○年度"),
        ("令和○○年度末までに実施", "令和○○年度"),
        ("平成〇年までに実施", "平成〇年"),
        ("令和8年度までに○件", ""),
    ],
)
def test_a_year_that_is_left_open_is_shown_as_to_be_filled(written: str, left: str) -> None:
    assert ScheduleForm(row=item(written, "")).open_year == left
    assert ScheduleForm().open_year == ""
