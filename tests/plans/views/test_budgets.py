"""Queries of the staff pages: literal counts, session and user included, whatever the size.

The budgets stand in DESIGN §6: overview 15, opening a chapter or a measure 20, saving it 12,
起案 and 決裁 15, whole plan on one page 15.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from catalog.models import NationalMeasure
from documents import content as c
from plans.enums import Deed
from plans.events import append_event
from plans.importing import import_plan
from plans.models import Measure, Plan, Revision, Submission
from plans.picking import pick_national
from tests.conftest import Cast
from tests.factories import make_department, make_user
from tests.plans.samples import NOON, small_content
from tests.plans.views.browser import Form, main_form
from tests.queries import assert_queries, count_queries

SignedIn = Callable[[User], Client]


def url(plan: Plan, tail: str = "") -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def large_content(content: c.PlanContent) -> c.PlanContent:
    """Return the small plan with sixty measures, each with three KPI and three statements."""
    online = content.measures[0]
    measures = tuple(
        replace(
            online,
            uid=f"m{number}",
            responsibilities=(c.Responsibility(uid=f"m{number}-r", name="総務課"),),
            body=(c.Paragraph(uid=f"m{number}-b", text=f"{number}番目の施策。"),),
            kpis=tuple(c.Kpi(uid=f"m{number}-k{k}", name=f"指標{k}", unit="件") for k in range(3)),
            schedule=tuple(
                c.ScheduleItem(uid=f"m{number}-w{w}", written="令和9年度まで") for w in range(3)
            ),
        )
        for number in range(58)
    )
    theme = c.Chapter(
        uid="many",
        title="多くの施策",
        placements=tuple(c.Placement(uid=f"p{m.uid}", measure=m.uid) for m in measures),
    )
    return replace(
        content, chapters=(*content.chapters, theme), measures=(*content.measures, *measures)
    )


def _small(cast: Cast) -> Plan:
    content = small_content(cast.town)
    return import_plan(content, organization=cast.town, by=cast.author, at=NOON, slug="plan")


def _large(cast: Cast) -> Plan:
    """A plan with 60 measures, 300 revisions, 301 events and 35 colleagues."""
    content = large_content(small_content(cast.town))
    plan = import_plan(content, organization=cast.town, by=cast.author, at=NOON, slug="plan")
    for _ in range(150):
        for deed in (Deed.SUBMIT, Deed.WITHDRAW):
            append_event(plan, deed, by=cast.author, at=NOON)
    plan.save(update_fields=["event_count", "head_hash"])
    Revision.objects.bulk_create(
        Revision(
            plan=plan,
            part_kind="chapter",
            part_uid="aims",
            part_version=1,
            data={},
            author=cast.author,
            author_name="author",
            created_at=NOON,
            saved_at=NOON,
        )
        for _ in range(300)
    )
    for number in range(29):
        department = make_department(cast.town, f"第{number}課")
        make_user(role=Role.VIEWER, organization=cast.town, department=department)
    return plan


SIZES: dict[str, Callable[[Cast], Plan]] = {"small": _small, "large": _large}


@pytest.fixture(params=SIZES)
def sized(request: Any, cast: Cast) -> Plan:
    """A small plan, and one of sixty measures with a long history and many colleagues."""
    return Plan.objects.get(pk=SIZES[request.param](cast).pk)


OPENING = {
    "": 15,
    "chapters/aims/": 14,
    "chapters/new/": 13,
    "measures/online/": 19,
    "basics/": 12,
    "facts/hat/": 13,
    "facts/hat/hat/": 13,
    "removed/": 17,
    "submit/": 12,
    "events/": 5,
    "preview/": 13,
}
# Screen → queries of a save (without the page that it leads to), and what is changed.
SAVING = {
    "chapters/aims/": (9, {"title": "新しい題", "body": "新しい文"}),
    "measures/online/": (12, {"name": "新しい名前", "body": "新しい文"}),
    "basics/": (7, {"vision": "新しい文"}),
    "facts/hat/hat/": (10, {"description": "新しい文"}),
}


def opened(browser: Client, plan: Plan, tail: str) -> Form:
    """Return the form of a screen as it is opened."""
    return main_form(browser.get(url(plan, tail)))


def test_pages_cost_the_same_whatever_the_size(sized: Plan, author: Client) -> None:
    counts = {}
    for tail in OPENING:
        with count_queries() as ran:
            author.get(url(sized, tail))
        counts[tail] = len(ran)
    assert counts == OPENING


def test_saves_cost_the_same_whatever_the_size(sized: Plan, author: Client) -> None:
    counts = {}
    for tail, (_, changed) in SAVING.items():
        data = opened(author, sized, tail).data(**changed)
        with count_queries() as ran:
            response = author.post(url(sized, tail), data)
        counts[tail] = (response.status_code, len(ran))
    assert counts == {tail: (302, count) for tail, (count, _) in SAVING.items()}


def test_putting_up_and_deciding_cost_the_same_whatever_the_size(
    sized: Plan, author: Client, approver: Client
) -> None:
    with assert_queries(15):
        author.post(url(sized, "submit/"), {"summary": "新規策定"})
    submission = Submission.objects.get(plan=sized, outcome="pending")
    with assert_queries(4):
        approver.get(url(sized, "review/"))
    facts = {
        "decide-content_sha256": submission.content_sha256,
        "decide-decided_on": "2026-03-31",
    }
    with assert_queries(10):
        response = approver.post(url(sized, "decide/"), facts)
    assert response.status_code == 302


def test_a_picked_measure_of_a_department(
    plan: Plan, cast: Cast, author: Client, reference: None
) -> None:
    source = NationalMeasure.objects.filter(code="01-06")
    (measure,) = pick_national(plan, source, by=cast.author, at=NOON)
    Measure.objects.filter(pk=measure.pk).update(department=cast.department)
    tail = f"measures/{measure.uid}/"
    with assert_queries(19):
        page = author.get(url(plan, tail))
    data = main_form(page).data(name="新しい名前")
    with assert_queries(12):
        author.post(url(plan, tail), data)


PICKING = {"pick/national/": 23, "pick/samples/": 21, "pick/examples/": 19}


@pytest.mark.parametrize("tail", PICKING)
def test_the_catalogue_beside_a_plan(
    tail: str, sized: Plan, author: Client, reference: None
) -> None:
    with assert_queries(PICKING[tail]):
        author.get(url(sized, tail))
