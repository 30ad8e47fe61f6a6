"""The screen of a measure: its form and the forms of its KPI and schedule, sent as one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.models import Organization
from plans.forms.fields import shown_values
from plans.forms.kpi import KpiForm
from plans.forms.measure import MeasureForm
from plans.forms.schedule import ScheduleForm
from plans.measures import MeasureInput, RowChange
from plans.models import Kpi, Measure, ScheduleItem, Tag

MOST_NEW = 50
_UNSAID = {"", "いいえ"}  # what a row that is compared does not say
NEW_ROWS = 1  # empty forms on the page


class MeasureScreen:
    """All forms of one measure; `data` is what was posted, or None."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        measure: Measure,
        organization: Organization,
        may_assign: bool,
    ) -> None:
        self.measure = measure
        self.is_bound = data is not None
        self.form = MeasureForm(
            data,
            measure=measure,
            organization=organization,
            tags=list(Tag.objects.filter(plan=measure.plan_id)),
            may_assign=may_assign,
        )
        kpis = {row.uid: row for row in Kpi.objects.present().filter(measure=measure)}
        items = {row.uid: row for row in ScheduleItem.objects.present().filter(measure=measure)}
        self.kpi_forms = [
            KpiForm(data, row=row, prefix=f"kpi-{uid}")
            for uid, row in kpis.items()
            if data is None or f"kpi-{uid}-name" in data
        ]
        self.item_forms = [
            ScheduleForm(data, row=row, prefix=f"item-{uid}")
            for uid, row in items.items()
            if data is None or f"item-{uid}-written" in data
        ]
        self.new_kpi_forms = [
            KpiForm(data, prefix=prefix) for prefix in self._new(data, "kpi", "name", kpis)
        ]
        self.new_item_forms = [
            ScheduleForm(data, prefix=prefix)
            for prefix in self._new(data, "item", "written", items)
        ]

    @staticmethod
    def _new(
        data: Mapping[str, Any] | None, kind: str, field: str, known: Mapping[str, object]
    ) -> list[str]:
        """Return the prefixes of the forms of new rows.

        A posted row that somebody removed meanwhile counts as new: what was typed is not lost.
        """
        if data is None:
            return [f"new-{kind}-{number}" for number in range(NEW_ROWS)]
        pattern = re.compile(rf"(?:new-{kind}-[0-9]{{1,3}}|{kind}-([a-z0-9-]+))(?=-{field}\Z)")
        found = [match for key in data if (match := pattern.match(key))]
        return [match[0] for match in found if match[1] not in known][:MOST_NEW]

    @property
    def forms(self) -> list[forms.Form]:
        """All forms, for the error summary."""
        return [
            self.form,
            *self.kpi_forms,
            *self.new_kpi_forms,
            *self.item_forms,
            *self.new_item_forms,
        ]

    def is_valid(self) -> bool:
        """Check every form, so that all errors show at once."""
        results = [form.is_valid() for form in self.forms]
        return all(results)

    def given(self, *, merge: bool) -> MeasureInput:
        """Return what was posted, after is_valid() said yes; `merge` is as in `save_part`."""
        return MeasureInput(
            merge=merge,
            version=self.form.cleaned_data["version"],
            changes=self.form.changes(),
            rows=[
                *(self._row_change(form) for form in self.kpi_forms),
                *(self._row_change(form) for form in self.item_forms),
            ],
            new_kpis=[form.changes() for form in self.new_kpi_forms if not form.is_blank],
            new_items=[form.changes() for form in self.new_item_forms if not form.is_blank],
        )

    @staticmethod
    def _row_change(form: KpiForm | ScheduleForm) -> RowChange:
        row = form.row
        if row is None:
            raise ValueError("a new row has nothing to change")
        return RowChange(
            row=row,
            changes={} if form.cleaned_data["remove"] else form.changes(),
            remove=form.cleaned_data["remove"],
        )

    def shown(self) -> dict[str, str]:
        """Return label → text of everything on the screen, typed or stored, for comparing."""
        texts = shown_values(self.form)
        groups: tuple[tuple[str, Sequence[KpiForm | ScheduleForm]], ...] = (
            ("KPI", [*self.kpi_forms, *self.new_kpi_forms]),
            ("予定", [*self.item_forms, *self.new_item_forms]),
        )
        for title, group in groups:
            typed = [form for form in group if form.row or (form.is_bound and not form.is_blank)]
            for number, form in enumerate(typed, start=1):
                values = shown_values(form)
                lines = [f"{key}：{text}" for key, text in values.items() if text not in _UNSAID]
                texts[f"{title}（{number}）"] = "\n".join(lines)
        return texts
