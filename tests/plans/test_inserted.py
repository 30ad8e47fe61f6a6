"""Text that came from the catalogue: marked until somebody edits or confirms it, and named."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from catalog.models import GuideEdition, Municipality, NationalMeasure, SampleMeasure
from documents import content as c
from documents.codec import freeze
from plans import workflow
from plans.checks import Beside, Level, blocking, findings
from plans.content import content_of, working_copy
from plans.editing import mark_inserted, remove_part, save_part
from plans.errors import DeedNotAllowed, StalePart
from plans.measures import MeasureInput, save_measure
from plans.models import Chapter, Measure, Plan
from plans.picking import pick_national, pick_samples, write_own
from plans.pillars import choose_pillars
from plans.starting import Wish, start_plan
from tests.conftest import Cast
from tests.plans.samples import NOON, paragraph, small_content

TOWN = Municipality(name="下川町", kind="town")
READ_IT = "写したままの文です。読んで、直すか「この文を確認した」を押してください。"


def beside(*inserted: str) -> Beside:
    """Return what the checks know of a town in whose plan these parts are as inserted."""
    return Beside(municipality=TOWN, today=date(2026, 4, 1), inserted=inserted)


def told(content: c.PlanContent, *inserted: str) -> list[tuple[str, str, str]]:
    """Return (uid, field, message) of what is found only because text was inserted."""
    before = findings(content)
    return [
        (found.uid, found.field, found.message)
        for found in findings(content, beside(*inserted))
        if found not in before
    ]


def content(cast: Cast, **changes: Any) -> c.PlanContent:
    """Return the small plan with its first measure changed."""
    small = small_content(cast.town)
    first, *rest = small.measures
    return replace(small, measures=(replace(first, **changes), *rest))


# --- what is told ----------------------------------------------------------------------------


def test_an_inserted_part_is_named_and_blocks_nothing(cast: Cast) -> None:
    small = small_content(cast.town)
    assert told(small, "aims", "online") == [
        ("aims", "inserted", READ_IT),
        ("online", "inserted", READ_IT),
    ]
    levels = {found.level for found in findings(small, beside("aims", "online"))}
    assert (levels, blocking(small)) == ({Level.SHOULD}, [])


def test_its_doubts_are_told_once_with_all_their_words(cast: Cast) -> None:
    body = (
        paragraph("p1", "県内市町村と県職員が進める。"),
        paragraph("p2", "県内市町村に広める。平成32年までに公開する。"),
    )
    assert told(content(cast, body=body), "online") == [
        ("online", "inserted", READ_IT),
        ("online", "body", "「県内市町村」「県職員」は自分の団体に合わせて直してください。"),
        ("online", "body", "「平成32年までに」は期限が過ぎています。"),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "県内市町村の支援"}, "name"),
        ({"support": "県内市町村の支援"}, "support"),
        ({"notes": (paragraph("n", "県内市町村の支援"),)}, "notes"),
        ({"kpis": (c.Kpi(uid="k", name="県内市町村の支援"),)}, "kpis"),
        ({"schedule": (c.ScheduleItem(uid="s", written="県内市町村の支援"),)}, "schedule"),
        (
            {
                "sections": (
                    c.MeasureSection(
                        uid="s",
                        kind=c.SectionKind.ACTIONS,
                        body=(paragraph("n", "県内市町村の支援"),),
                    ),
                )
            },
            "section_actions",
        ),
    ],
)
def test_a_doubt_leads_to_its_field(changes: dict[str, Any], field: str, cast: Cast) -> None:
    found = [line for line in told(content(cast, **changes), "online") if "県内" in line[2]]
    assert found == [("online", field, "「県内市町村」は自分の団体に合わせて直してください。")]


def test_text_of_ones_own_has_no_doubts(cast: Cast) -> None:
    assert told(content(cast, name="県内市町村の支援"), "aims") == [("aims", "inserted", READ_IT)]


# --- what is marked --------------------------------------------------------------------------


@pytest.fixture
def started(cast: Cast, reference: None) -> Plan:
    """A new plan with the guide's examples."""
    edition = GuideEdition.objects.get(code="H30")
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE, pillars=(1,))
    return start_plan(cast.town, by=cast.author, at=NOON, edition=edition, wish=wish)


def test_the_chapters_of_the_template_that_have_text_are_marked(started: Plan) -> None:
    rows = Chapter.objects.filter(plan=started)
    assert [row.is_inserted for row in rows] == [row.body != [] for row in rows]
    assert rows.filter(is_inserted=True).count() == 6
    assert working_copy(started).inserted == {row.uid for row in rows.filter(is_inserted=True)}


def test_a_pillar_taken_up_later_brings_marked_text(started: Plan, cast: Cast) -> None:
    assert started.guide_edition is not None
    offered = list(started.guide_edition.pillars.all())
    choose_pillars(started, offered[:2], offered=offered, by=cast.author, at=NOON)
    added = Chapter.objects.filter(plan=started, title=offered[1].name)
    assert [(row.body != [], row.is_inserted) for row in added] == [(True, True), (False, False)]


def test_what_is_picked_is_marked_and_what_is_written_is_not(started: Plan, cast: Cast) -> None:
    samples = SampleMeasure.objects.filter(seq=1).select_related("pillar")
    pick_samples(started, samples, by=cast.author, at=NOON)
    pick_national(started, NationalMeasure.objects.filter(no=1), by=cast.author, at=NOON)
    chapter = Chapter.objects.filter(plan=started)[0]
    write_own(started, chapter, name="自分の施策", by=cast.author, at=NOON)
    marks = Measure.objects.filter(plan=started).values_list("is_inserted", flat=True)
    assert list(marks) == [True, True, False]


def test_the_frozen_plan_does_not_know_of_the_mark(plan: Plan) -> None:
    before = freeze(content_of(plan)).sha256
    Chapter.objects.filter(plan=plan).update(is_inserted=True)
    Measure.objects.filter(plan=plan).update(is_inserted=True)
    assert freeze(content_of(plan)).sha256 == before


# --- until when ------------------------------------------------------------------------------


@pytest.fixture
def inserted(plan: Plan) -> Plan:
    """The small plan, as if all of it had come from the catalogue."""
    Chapter.objects.filter(plan=plan).update(is_inserted=True)
    Measure.objects.filter(plan=plan).update(is_inserted=True)
    return plan


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"title": "新しい題"}, False),
        ({"body": []}, False),
        ({"title": "目的"}, True),
        ({"numbered": False}, True),
    ],
)
def test_a_chapter_is_marked_until_its_words_are_edited(
    changes: dict[str, Any], stays: bool, inserted: Plan, cast: Cast
) -> None:
    chapter = Chapter.objects.get(plan=inserted, uid="aims")
    save_part(chapter, by=cast.author, at=NOON, version=1, changes=changes)
    chapter.refresh_from_db()
    assert chapter.is_inserted is stays


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"name": "新しい名前"}, False),
        ({"body": []}, False),
        ({"budget": "100万円"}, True),
        ({"tags": []}, True),
    ],
)
def test_a_measure_is_marked_until_its_words_are_edited(
    changes: dict[str, Any], stays: bool, inserted: Plan, cast: Cast
) -> None:
    measure = Measure.objects.select_related("plan").get(plan=inserted, uid="online")
    save_measure(measure, MeasureInput(version=1, changes=changes), by=cast.author, at=NOON)
    measure.refresh_from_db()
    assert measure.is_inserted is stays


def test_who_has_read_it_says_so_and_may_take_it_back(inserted: Plan) -> None:
    chapter = Chapter.objects.get(plan=inserted, uid="aims")
    states = []
    for is_inserted in (False, False, True):
        mark_inserted(chapter, version=1, is_inserted=is_inserted)
        chapter.refresh_from_db()
        states.append((chapter.is_inserted, chapter.version))
    assert states == [(False, 1), (False, 1), (True, 1)]


def test_nobody_confirms_a_text_that_they_have_not_seen(inserted: Plan, cast: Cast) -> None:
    chapter = Chapter.objects.get(plan=inserted, uid="aims")
    save_part(chapter, by=cast.admin, at=NOON, version=1, changes={"numbered": False})
    with pytest.raises(StalePart):
        mark_inserted(chapter, version=1, is_inserted=False)
    chapter.refresh_from_db()
    assert chapter.is_inserted is True


def test_nothing_is_confirmed_while_the_plan_circulates(inserted: Plan, cast: Cast) -> None:
    workflow.submit(inserted, by=cast.author, at=NOON)
    chapter = Chapter.objects.get(plan=inserted, uid="aims")
    with pytest.raises(DeedNotAllowed, match="いまは直せません"):
        mark_inserted(chapter, version=1, is_inserted=False)


def test_a_removed_part_keeps_its_mark(inserted: Plan, cast: Cast) -> None:
    measure = Measure.objects.get(plan=inserted, uid="online")
    remove_part(measure, by=cast.author, at=NOON)
    assert working_copy(inserted).inserted == {"aims", "measures", "theme-1", "theme-2", "review"}
    measure.refresh_from_db()
    assert measure.is_inserted is True
