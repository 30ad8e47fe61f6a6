"""A period as forms take it: two fiscal years and, where these do not say it all, its own words."""

from typing import Any

from django import forms

from documents import content as c
from plans.forms.fields import FiscalYearField
from plans.starting import period_of


def check_years(form: forms.Form, first: int | None, last: int | None) -> None:
    """Report on `form` a last fiscal year that lies before the first."""
    if first is not None and last is not None and last < first:
        form.add_error("last_year", "終わりの年度は、始まりの年度より後にしてください。")


class PeriodForm(forms.Form):
    """What forms with the fields `first_year`, `last_year` and `period_written` share."""

    period: c.Period | None = None

    def show_period(self, period: c.Period | None) -> dict[str, Any]:
        """Return the stored period as the initial values of its fields, and remember it."""
        self.period = period
        years = {"first_year": self._year("start"), "last_year": self._year("end")}
        for name, year in years.items():
            field: FiscalYearField = self.fields[name]  # type: ignore[assignment]
            field.offer(year)
        return {**years, "period_written": period.written if period else ""}

    def _year(self, end: str) -> int | None:
        reading = getattr(self.period, end) if self.period else None
        return reading.year if reading is not None and reading.is_fiscal else None

    def clean(self) -> dict[str, Any]:
        """Check what only holds for the fields together."""
        data = super().clean() or {}
        check_years(self, data.get("first_year"), data.get("last_year"))
        edited = set(self.changed_data)
        if edited & {"first_year", "last_year"} and "period_written" not in edited:
            made = period_of(self._year("start"), self._year("end")) or c.Period()
            if self.period and self.period.written not in {"", made.written}:
                self.add_error(
                    "period_written",
                    "年度を変えたので、計画期間の書き方も直してください。空にすると年度から作ります。",
                )
        return data

    @property
    def period_edited(self) -> bool:
        """Say whether a person changed anything of the period."""
        return bool(set(self.changed_data) & {"first_year", "last_year", "period_written"})

    def edited_period(self) -> c.Period | None:
        """Return the period; an end that is no fiscal year stays where no other is chosen."""
        data = self.cleaned_data
        made = period_of(data["first_year"], data["last_year"]) or c.Period()
        old = self.period or c.Period()
        written = data["period_written"] if "period_written" in self.changed_data else ""
        period = c.Period(
            written=written or made.written,
            start=made.start or (None if self._year("start") else old.start),
            end=made.end or (None if self._year("end") else old.end),
            extension=old.extension,
        )
        return None if period == c.Period() else period
