"""Taking parts out of a plan, the list of them, and the ways back."""

import re
from typing import Any

import pytest
from django.test import Client

from plans import workflow
from plans.content import content_of
from plans.editing import remove_part
from plans.models import Chapter, Kpi, Measure, Placement, Plan, PlanFact, ScheduleItem
from tests.conftest import Cast
from tests.pages import notices_of
from tests.plans.samples import NOON, small_plan
from tests.plans.views.browser import posts_on, send
from tests.queries import count_queries


def url(plan: Plan, tail: str = "") -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def buttons_of(response: Any) -> list[str]:
    """Return the addresses of the forms that change something, sign-out left out."""
    return [form.action for form in posts_on(response) if form.action != "/accounts/logout/"]


def places_of(response: Any) -> dict[str, str]:
    """Return what is removed with the place that it returns to."""
    lines = re.findall(r"<li>[^「<]*「(.*?)」<span.*?(?:　戻る先：(.*?))?</span>", response.text)
    return dict(lines)


def test_a_removed_measure_is_brought_back_from_the_next_page(plan: Plan, author: Client) -> None:
    before = content_of(plan)
    page = author.post(url(plan, "parts/measure/review/remove/"), follow=True)
    assert notices_of(page) == []
    assert page.text.count("「事務の見直し」を取り除きました。") == 1
    assert [m.uid for m in content_of(plan).measures] == ["online"]
    undo = next(form for form in posts_on(page) if "restore" in form.action)
    response = send(author, undo)
    assert response.headers["Location"] == url(plan, "measures/review/")
    assert content_of(plan) == before


def test_the_way_back_is_offered_once_and_for_this_plan_only(
    plan: Plan, other_plan: Plan, author: Client
) -> None:
    author.post(url(plan, "parts/measure/review/remove/"))
    offered = [
        url(plan, "parts/measure/review/restore/") in buttons_of(author.get(url(shown)))
        for shown in (other_plan, plan, plan)
    ]
    assert offered == [False, True, False]


def test_what_was_removed_is_listed_with_who_did_it(plan: Plan, cast: Cast, author: Client) -> None:
    for part in (
        Chapter.objects.get(plan=plan, uid="theme-1"),
        Kpi.objects.get(plan=plan),
        PlanFact.objects.get(plan=plan, uid="hat"),
    ):
        remove_part(part, by=cast.admin, at=NOON)
    page = author.get(url(plan, "removed/"))
    assert sorted(buttons_of(page)) == [
        url(plan, f"parts/{part}/restore/")
        for part in ("chapter/theme-1", "fact/hat", "kpi/online-kpi")
    ]
    assert page.text.count("adminさんが2026年4月1日 12:00に取り除きました") == 3
    assert f'<a href="{url(plan, "measures/review/")}">事務の見直し</a>' in page.text


def test_each_removed_part_names_where_it_returns_to(
    plan: Plan, cast: Cast, author: Client
) -> None:
    lost = Measure.objects.create(plan=plan, uid="lost", name="置き場所のないもの", position=9)
    parts = (
        Chapter.objects.get(plan=plan, uid="aims"),
        Chapter.objects.get(plan=plan, uid="theme-1"),
        Measure.objects.get(plan=plan, uid="review"),
        Measure.objects.get(plan=plan, uid="online"),
        lost,
        Kpi.objects.get(plan=plan),
        ScheduleItem.objects.get(plan=plan),
        PlanFact.objects.get(plan=plan, uid="hat"),
    )
    for part in parts:
        remove_part(part, by=cast.admin, at=NOON)
    assert places_of(author.get(url(plan, "removed/"))) == {
        "目的": "一番上の段",
        "手続": "「個別施策」",
        "事務の見直し": "「手続」（これも取り除かれています）",
        "申請のオンライン化": "「手続」（これも取り除かれています）",
        "置き場所のないもの": "どの章でもないところ",
        "オンラインの手続": "「申請のオンライン化」（これも取り除かれています）",
        "令和11年度までに実施": "「申請のオンライン化」（これも取り除かれています）",
        "官民データ活用推進基本法 第9条第3項": "",
    }


def test_the_list_takes_as_many_queries_for_many_removed_parts(
    plan: Plan, cast: Cast, author: Client
) -> None:
    counts = []
    for number in range(2):
        for extra in range(number * 5 + 1):
            name = f"施策{number}-{extra}"
            measure = Measure.objects.create(plan=plan, uid=f"n{number}-{extra}", name=name)
            theme = Chapter.objects.get(plan=plan, uid="theme-1")
            Placement.objects.create(plan=plan, uid=measure.uid, chapter=theme, measure=measure)
            kpi = Kpi.objects.create(plan=plan, uid=f"k-{measure.uid}", measure=measure, name=name)
            for part in (kpi, measure):
                remove_part(part, by=cast.admin, at=NOON)
        with count_queries() as ran:
            author.get(url(plan, "removed/"))
        counts.append(len(ran))
    assert counts == [19, 19]


@pytest.mark.parametrize(
    ("part", "target"),
    [
        ("chapter/theme-1", "chapters/theme-1/"),
        ("measure/online", "measures/online/"),
        ("kpi/online-kpi", ""),
        ("schedule_item/online-when", ""),
        ("fact/hat", ""),
    ],
)
def test_every_kind_of_part_goes_and_comes_back_as_it_was(
    part: str, target: str, plan: Plan, author: Client
) -> None:
    before = content_of(plan)
    author.post(url(plan, f"parts/{part}/remove/"))
    assert content_of(plan) != before
    response = author.post(url(plan, f"parts/{part}/restore/"))
    assert response.headers["Location"] == url(plan, target)
    assert content_of(plan) == before


def test_removing_twice_is_removing_once(plan: Plan, cast: Cast, author: Client) -> None:
    for _ in range(2):
        author.post(url(plan, "parts/chapter/aims/remove/"))
    chapter = Chapter.objects.get(plan=plan, uid="aims")
    assert (chapter.version, chapter.removed_by) == (2, cast.author)
    for _ in range(2):
        author.post(url(plan, "parts/chapter/aims/restore/"))
    assert Chapter.objects.get(plan=plan, uid="aims").version == 3


@pytest.mark.parametrize(
    ("part", "status"),
    [("plan/small", 400), ("measure/gone", 404), ("mayor/online", 404), ("chapter/online", 404)],
)
def test_what_is_no_part_is_not_removed(part: str, status: int, plan: Plan, author: Client) -> None:
    assert author.post(url(plan, f"parts/{part}/remove/")).status_code == status
    assert author.post(url(plan, f"parts/{part}/restore/")).status_code == status


def test_a_part_of_another_plan_is_not_removed(plan: Plan, cast: Cast, author: Client) -> None:
    elsewhere = small_plan(cast.other_town, slug="elsewhere")
    added = Chapter.objects.create(plan=elsewhere, uid="theirs", title="x")
    assert author.post(url(plan, f"parts/chapter/{added.uid}/remove/")).status_code == 404
    added.refresh_from_db()
    assert added.removed_at is None


def test_nothing_is_removed_or_brought_back_while_the_plan_circulates(
    plan: Plan, cast: Cast, author: Client
) -> None:
    remove_part(Chapter.objects.get(plan=plan, uid="theme-2"), by=cast.author, at=NOON)
    workflow.submit(plan, by=cast.author, at=NOON)
    before = content_of(plan)
    refusal = "この計画は回議中なので、いまは直せません。"
    for deed in ("parts/chapter/aims/remove/", "parts/chapter/theme-2/restore/"):
        assert notices_of(author.post(url(plan, deed), follow=True)) == [("danger", refusal)]
    assert content_of(plan) == before
