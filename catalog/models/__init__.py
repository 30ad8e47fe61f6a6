"""What the state gives: municipalities, editions of the guide and of the national measures."""

from catalog.models.checklist import Checklist, ChecklistGroup, ChecklistItem
from catalog.models.crosswalk import CrosswalkRow
from catalog.models.erratum import Erratum
from catalog.models.example import Example, ExamplePlan
from catalog.models.guide import GuideChapter, GuideEdition, GuideSection, Pillar
from catalog.models.municipality import Municipality
from catalog.models.national import NationalMeasure, NationalMeasureEdition
from catalog.models.sample import SampleCaseRef, SampleMeasure, SampleNationalMeasure
from catalog.models.site import RetiredSite
from catalog.models.term import OutdatedTerm

__all__ = [
    "Checklist",
    "ChecklistGroup",
    "ChecklistItem",
    "CrosswalkRow",
    "Erratum",
    "Example",
    "ExamplePlan",
    "GuideChapter",
    "GuideEdition",
    "GuideSection",
    "Municipality",
    "NationalMeasure",
    "NationalMeasureEdition",
    "OutdatedTerm",
    "Pillar",
    "RetiredSite",
    "SampleCaseRef",
    "SampleMeasure",
    "SampleNationalMeasure",
]
