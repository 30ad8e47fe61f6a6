"""The form of a statement on when something is done."""

import re
from typing import Any

from django import forms

from accounts.forms import PlainWords
from documents.eras import DateReading, find_dates, format_reading, read_date
from plans.forms.fields import LongTextField, PlainTextField
from plans.models import ScheduleItem
from plans.own_name import RING

_OPEN_YEAR = re.compile(rf"(?:令和|平成){RING}+年度?")


class ScheduleForm(PlainWords, forms.Form):
    """One statement on when something is done; its deadline is read from the words."""

    written = LongTextField(
        label="予定", rows=2, help_text="例：令和8年度までに実施。書いたとおりに印刷されます。"
    )
    due_written = PlainTextField(
        label="期限の読み",
        max_length=40,
        help_text="はじめは文から読み取ります。違うときは直してください。例：令和8年度",
    )
    open_end = PlainTextField(label="年の定まらない期限", help_text="例：次期更新時まで")
    remove = forms.BooleanField(label="この予定を取り除く", required=False)

    def __init__(self, *args: Any, row: ScheduleItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row is not None:
            reading = DateReading.parse(row.due) if row.due else None
            self.initial = {
                "written": row.written,
                "due_written": format_reading(reading, gregorian=False) if reading else "",
                "open_end": row.open_end,
                **self.initial,
            }

    @property
    def is_blank(self) -> bool:
        """Say whether nothing was typed into the form of a new statement."""
        return self.row is None and not self.cleaned_data.get("written")

    @property
    def reading(self) -> str:
        """The stored reading in 和暦 and 西暦, with a notice where the era year never came."""
        if self.row is None or not self.row.due:
            return ""
        notices = [found.notice for found in find_dates(self.row.written) if found.notice]
        text = format_reading(DateReading.parse(self.row.due))
        return f"{text}　{'　'.join(dict.fromkeys(notices))}".strip()

    @property
    def open_year(self) -> str:
        """The year that the stored words leave open (令和○年度), or "" where none is."""
        found = _OPEN_YEAR.search(self.row.written) if self.row else None
        return found[0] if found else ""

    def clean_due_written(self) -> DateReading | None:
        """Return the reading that a person typed, or None where none was."""
        text = self.cleaned_data["due_written"]
        if not text:
            return None
        result = read_date(text)
        if result.reading is None:
            raise forms.ValidationError(result.notice, code="date")
        return result.reading

    def clean(self) -> dict[str, Any]:
        """Demand words where anything else of a statement is written, and where there were some."""
        data = super().clean() or {}
        wanted = (
            self.row.written != "" if self.row else data.get("open_end") or data.get("due_written")
        )
        silent = not data.get("written") and "written" not in self.errors
        if wanted and silent and not data.get("remove"):
            self.add_error("written", "予定を文で書いてください。")
        return data

    def changes(self) -> dict[str, Any]:
        """Return the columns of the item that were edited.

        A reading that a person typed, or took away, holds until the date in the words changes.
        """
        data, row = self.cleaned_data, self.row
        if row is None:
            typed = data["due_written"]
            due = str(typed) if typed else _read_due(data["written"])
            return {"written": data["written"], "due": due, "open_end": data["open_end"]}
        changes: dict[str, Any] = {
            name: data[name] for name in ("written", "open_end") if name in self.changed_data
        }
        if "due_written" in self.changed_data:
            changes["due"] = str(data["due_written"] or "")
        elif "written" in changes:
            due = _read_due(data["written"])
            if due != _read_due(row.written):
                changes["due"] = due
        return changes


def _read_due(written: str) -> str:
    """Return the deadline in the words: the first date with 「まで」, else the last date.

    「令和6年度に試行し、令和8年度までに実施（令和9年度に検証）」 is due in 令和8年度.
    """
    found = [date for date in find_dates(written) if date.reading is not None]
    until = [date for date in found if re.match(r"\s*(末|中)?\s*まで", written[date.end :])]
    chosen = until or found[-1:]
    return str(chosen[0].reading) if chosen else ""
