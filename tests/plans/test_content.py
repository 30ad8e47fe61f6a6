"""Rows ↔ content: nothing is lost, in a fixed number of queries."""

from dataclasses import replace

import pytest
from django.conf import settings

from accounts.models import User
from documents import content as c
from documents.codec import canonical_plan, parse_plan
from documents.validation import check_content
from plans.content import content_of
from plans.editing import restore_part, save_plan_facts
from plans.importing import import_plan, import_plan_file
from plans.models import Chapter, Kpi, Measure, Part, Plan, PlanFact, ScheduleItem
from tests.conftest import Cast
from tests.factories import IBARAKI, SHIMOKAWA, make_organization
from tests.plans.samples import NOON, small_content
from tests.queries import count_queries

DEMO = {"shimokawa": SHIMOKAWA, "ibaraki": IBARAKI}


def _demo(name: str) -> bytes:
    return (settings.BASE_DIR / "fixtures" / "demo" / f"{name}.json").read_bytes()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(DEMO))
def test_demo_plan_round_trips_to_the_byte(name: str) -> None:
    organization = make_organization(DEMO[name])
    plan = import_plan_file(_demo(name), organization=organization, by=None, at=NOON, slug=name)
    assert canonical_plan(content_of(plan)).encode() == _demo(name)


def test_a_save_of_the_plan_keeps_what_no_form_asks_for(cast: Cast) -> None:
    content = replace(
        small_content(cast.town),
        revision_table=c.RevisionTable(title="改定一覧", date="改定の日"),
        look=c.Look(kpi_label="<KPI>"),
    )
    plan = import_plan(content, organization=cast.town, by=None, at=NOON)
    changes = {"subtitle": "副題"}
    save_plan_facts(plan, by=cast.author, at=NOON, version=plan.version, changes=changes)
    assert content_of(Plan.objects.get(pk=plan.pk)) == replace(content, subtitle="副題")


def test_small_plan_round_trips(plan: Plan, cast: Cast) -> None:
    assert content_of(plan) == small_content(cast.town)


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*sorted(DEMO), "small"])
def test_reading_a_plan_takes_eight_queries_whatever_its_size(name: str) -> None:
    organization = make_organization(DEMO.get(name, SHIMOKAWA))
    data = canonical_plan(small_content(organization)).encode() if name == "small" else _demo(name)
    plan = import_plan_file(data, organization=organization, by=None, at=NOON)
    plan = Plan.objects.select_related("organization__municipality", "guide_edition").get(
        pk=plan.pk
    )
    with count_queries() as queries:
        content_of(plan)
    assert len(queries) == 8


def test_removed_parts_are_no_content(plan: Plan, cast: Cast) -> None:
    _remove(Chapter.objects.get(plan=plan, uid="theme-1"), cast.author)
    content = content_of(plan)
    assert [child.uid for child in content.chapters[1].children] == ["theme-2"]
    # online is still shown, as 再掲, in theme-2; review stood only in the removed chapter
    assert [measure.uid for measure in content.measures] == ["online"]


def test_removed_measure_leaves_no_placement(plan: Plan, cast: Cast) -> None:
    _remove(Measure.objects.get(plan=plan, uid="online"), cast.author)
    content = content_of(plan)
    placed = [p.measure for child in content.chapters[1].children for p in child.placements]
    assert placed == ["review"]
    assert [measure.uid for measure in content.measures] == ["review"]


def _remove(part: Part, by: User) -> None:
    part.removed_at, part.removed_by = NOON, by
    part.save()


def test_parse_of_the_canonical_form_is_the_same_content(cast: Cast) -> None:
    content = small_content(cast.town)
    assert parse_plan(canonical_plan(content).encode()) == content


def _with_references(content: c.PlanContent) -> c.PlanContent:
    """Return the small plan with a term, a footnote, bodies and a related measure."""
    marks = (
        c.Mark(kind=c.MarkKind.BOLD, start=0, end=2),
        c.Mark(kind=c.MarkKind.TERM, start=2, end=4, ref="term"),
        c.Mark(kind=c.MarkKind.FOOTNOTE, start=4, end=4, ref="note"),
    )
    text = c.Paragraph(uid="marked", text="太字用語", marks=marks)
    aims = replace(content.chapters[0], body=(text, c.TermNote(uid="tn", term="term")))
    return replace(
        content,
        chapters=(aims, *content.chapters[1:]),
        measures=(replace(content.measures[0], related=("review",)), *content.measures[1:]),
        terms=(c.Term(uid="term", word="用語", explanation="説明"),),
        footnotes=(c.Footnote(uid="note", text="注"),),
        governance=(
            c.GovernanceBody(uid="above", name="本部"),
            c.GovernanceBody(uid="below", name="部会", parent="above"),
        ),
    )


@pytest.fixture
def referring(cast: Cast) -> Plan:
    """A plan whose parts refer to one another."""
    content = _with_references(small_content(cast.town))
    return import_plan(content, organization=cast.town, by=None, at=NOON)


def test_what_points_at_a_removed_fact_is_no_content(referring: Plan, cast: Cast) -> None:
    for uid in ("term", "note", "above"):
        _remove(PlanFact.objects.get(plan=referring, uid=uid), cast.author)
    content = content_of(referring)
    check_content(content)
    assert content.chapters[0].body == (
        c.Paragraph(
            uid="marked",
            text="太字用語",
            marks=(c.Mark(kind=c.MarkKind.BOLD, start=0, end=2),),
        ),
    )
    assert content.governance == (c.GovernanceBody(uid="below", name="部会"),)


def test_what_points_at_a_removed_measure_is_no_content(referring: Plan, cast: Cast) -> None:
    _remove(Measure.objects.get(plan=referring, uid="review"), cast.author)
    content = content_of(referring)
    check_content(content)
    assert [measure.related for measure in content.measures] == [()]


def test_references_are_back_with_what_they_point_at(referring: Plan, cast: Cast) -> None:
    before = content_of(referring)
    removed = PlanFact.objects.get(plan=referring, uid="term")
    _remove(removed, cast.author)
    restore_part(removed, by=cast.author)
    assert content_of(referring) == before == _with_references(small_content(cast.town))


def test_a_kpi_without_a_name_does_not_stop_the_plan(plan: Plan) -> None:
    Kpi.objects.filter(plan=plan).update(name="")
    ScheduleItem.objects.filter(plan=plan).update(written="")
    measure = content_of(plan).measures[0]
    assert (measure.kpis[0].name, measure.schedule[0].written) == ("", "")
