"""What an organisation wrote: a plan's working copy in rows, and its frozen editions."""

from plans.models.chapter import Chapter, Placement
from plans.models.figure import FigureFile
from plans.models.history import Edition, Event, Revision, Submission
from plans.models.indicator import Kpi, KpiActual
from plans.models.look import BaseDocumentFile, HouseLook, LookApplication, LookChange
from plans.models.measure import Measure, NationalLink
from plans.models.national import EditionNational, LinkChange
from plans.models.part import Part
from plans.models.plan import Plan, PlanFact
from plans.models.schedule import ScheduleItem
from plans.models.tag import Tag

__all__ = [
    "BaseDocumentFile",
    "Chapter",
    "Edition",
    "EditionNational",
    "Event",
    "FigureFile",
    "HouseLook",
    "Kpi",
    "KpiActual",
    "LinkChange",
    "LookApplication",
    "LookChange",
    "Measure",
    "NationalLink",
    "Part",
    "Placement",
    "Plan",
    "PlanFact",
    "Revision",
    "ScheduleItem",
    "Submission",
    "Tag",
]
