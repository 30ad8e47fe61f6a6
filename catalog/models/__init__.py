"""What the state gives: municipalities, editions of the guide and of the national measures."""

from catalog.models.erratum import Erratum
from catalog.models.guide import GuideChapter, GuideEdition, GuideSection, Pillar
from catalog.models.municipality import Municipality
from catalog.models.national import NationalMeasure, NationalMeasureEdition
from catalog.models.sample import SampleCaseRef, SampleMeasure, SampleNationalMeasure

__all__ = [
    "Erratum",
    "GuideChapter",
    "GuideEdition",
    "GuideSection",
    "Municipality",
    "NationalMeasure",
    "NationalMeasureEdition",
    "Pillar",
    "SampleCaseRef",
    "SampleMeasure",
    "SampleNationalMeasure",
]
