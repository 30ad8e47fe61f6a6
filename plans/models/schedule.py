"""When something is done."""

from typing import ClassVar

from django.db import models

from plans.enums import PartKind
from plans.models.measure import Measure
from plans.models.part import Part, PartQuerySet, part_constraints
from plans.models.plan import Plan


class ScheduleItem(Part):
    """A statement as written, our reading of its deadline, and steps on the grid of years."""

    part_kind: ClassVar = PartKind.SCHEDULE_ITEM
    written_fields: ClassVar = ("written", "due", "open_end", "steps")

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="schedule_items", verbose_name="計画"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="schedule_items", verbose_name="施策"
    )
    written = models.TextField("予定（記載のとおり）")
    due = models.CharField("期限の読み", max_length=10, blank=True)  # a DateReading
    open_end = models.CharField("年の定まらない期限", max_length=500, blank=True)
    steps = models.JSONField("年度ごとの工程", default=list, blank=True)

    objects = PartQuerySet["ScheduleItem"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "スケジュール"
        ordering = ("position", "pk")
        constraints = part_constraints("scheduleitem")

    def __str__(self) -> str:
        return self.written
