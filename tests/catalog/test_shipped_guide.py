"""The guide that the product ships, cell by cell against the typed transcription."""

import json
from pathlib import Path
from typing import Any

import pytest

from catalog.exporting import export_guide
from catalog.models import GuideEdition, GuideSection, Pillar, SampleMeasure
from tests.queries import count_queries

pytestmark = [pytest.mark.usefixtures("shipped"), pytest.mark.django_db]

EXPECTED = json.loads(
    (Path(__file__).parent / "expected" / "guide_h30.json").read_text(encoding="utf-8")
)
PARTS = [
    (part, index)
    for part in ("general", "sections", "pillars", "sample_measures", "footnotes")
    for index in range(len(EXPECTED[part]))
]


def exported() -> dict[str, Any]:
    return export_guide(GuideEdition.objects.get(code="H30"))


def test_the_guide_has_all_its_parts():
    assert {part: len(rows) for part, rows in exported().items()} == {
        "general": 10,
        "sections": 7,
        "pillars": 6,
        "sample_measures": 33,
        "footnotes": 2,
    }


@pytest.mark.parametrize(("part", "index"), PARTS, ids=lambda value: str(value))
def test_each_cell_is_the_printed_one(part, index):
    assert exported()[part][index] == EXPECTED[part][index]


def test_a_guide_is_exported_with_six_queries():
    edition = GuideEdition.objects.get(code="H30")
    with count_queries() as ran:
        export_guide(edition)
    assert len(ran) == 6


def test_guide_edition():
    edition = GuideEdition.objects.get(code="H30")
    assert (edition.title, edition.audience, edition.as_of) == (
        "都道府県官民データ活用推進計画策定の手引",
        "prefecture",
        "平成30年時点",
    )


def test_which_pillars_are_required_is_noted_at_section_5():
    rows = GuideSection.objects.filter(edition__code="H30").exclude(required_note="")
    assert list(rows.values_list("no", "required_note")) == [
        (5, "※必ずしも５つの柱すべてが必須ではなく、自治体の実情に応じて、適宜掲載してください。")
    ]


def test_the_article_that_we_read_into_the_sixth_pillar_is_marked_as_ours():
    row = Pillar.objects.get(edition__code="H30", no=6)
    assert (row.law_article, row.law_article_source) == ("第12条", "ours")


def test_each_sample_has_our_reading_of_whom_it_fits_with_a_reason():
    rows = SampleMeasure.objects.filter(edition__code="H30")
    assert rows.exclude(audience_fit="").exclude(audience_fit_reason="").count() == 33


def test_samples_by_group_and_mark():
    rows = SampleMeasure.objects.filter(edition__code="H30").order_by("seq")
    marks = ["".join(row.mark for row in rows if row.pillar.no == no) for no in range(1, 7)]
    assert marks == [
        "◎◎○○",
        "◎◎◎◎○◎◎",
        "◎◎◎○",
        "◎◎◎◎○○",
        "◎◎◎◎◎◎○",
        "◎◎◎◎◎",
    ]
