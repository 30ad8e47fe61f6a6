"""The first page of staff, and the beginning of a plan."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Department, User
from catalog.models import GuideEdition
from documents import content as c
from plans import workflow
from plans.assigned import MOST as MOST_PARTS
from plans.content import content_of
from plans.decisions import DecisionFacts
from plans.editing import remove_part
from plans.enums import PlanState
from plans.models import Chapter, Edition, Measure, Plan, Submission
from plans.waiting import MOST, waiting_for
from tests.conftest import Cast
from tests.factories import make_department, make_organization
from tests.pages import errors_of, notices_of, title_of
from tests.plans.samples import NOON, small_plan
from tests.plans.views.browser import main_form, send
from tests.queries import assert_queries

SignedIn = Callable[[User], Client]

FACTS = DecisionFacts(decided_on=date(2026, 3, 31))


def listed(response: Any) -> list[str]:
    """Return the titles in the list of plans."""
    return re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', response.text)


def waiting(response: Any) -> list[tuple[str, str]]:
    """Return (state, title) of what waits."""
    pattern = r'<span class="status status-\w+">(.*?)</span>\s*<a [^>]*>(.*?)</a>'
    return re.findall(pattern, response.text.partition("計画の一覧")[0])


def decided(plan: Plan, cast: Cast) -> Edition:
    """Put a plan up and decide on it."""
    submission = workflow.submit(plan, by=cast.author, at=NOON)
    sha = submission.content_sha256
    return workflow.decide(plan, by=cast.approver, at=NOON, content_sha256=sha, facts=FACTS)


# --- home ------------------------------------------------------------------------------------


def test_home_lists_the_plans_of_ones_own_town(plan: Plan, cast: Cast, signed_in: SignedIn) -> None:
    elsewhere = small_plan(cast.other_town, slug="elsewhere")
    Plan.objects.filter(pk=elsewhere.pk).update(title="よその計画")
    seen = {
        user.username: listed(signed_in(user).get("/staff/"))
        for user in (cast.viewer, cast.stranger, cast.superuser)
    }
    assert seen == {
        "viewer": ["小さな計画"],
        "stranger": ["よその計画"],
        "superuser": ["よその計画", "小さな計画"],
    }


def test_a_plan_is_listed_no_more_where_the_place_has_ended(
    plan: Plan, cast: Cast, author: Client
) -> None:
    cast.author.memberships.update(is_active=False)
    assert listed(author.get("/staff/")) == []


def test_a_plan_is_listed_with_its_period_where_it_has_one(
    plan: Plan, cast: Cast, author: Client
) -> None:
    found = []
    years = {"start": "FY2026", "end": "FY2029"}
    for period in ({"written": "令和8年度からの4年間", **years}, years, {}, None):
        Plan.objects.filter(pk=plan.pk).update(period=period)
        found.append(re.findall("計画期間：(.*?)</span>", author.get("/staff/").text))
    assert found == [
        ["令和8年度からの4年間"],
        ["令和8年度（2026年度）から令和11年度（2029年度）まで"],
        [],
        [],
    ]


def test_home_has_pages(cast: Cast, author: Client) -> None:
    plans = [
        Plan(organization=cast.town, slug=f"p{n}", uid=f"p{n}", title=f"計画{n}") for n in range(53)
    ]
    Plan.objects.bulk_create(plans)
    counts = {
        query: len(listed(author.get(f"/staff/{query}")))
        for query in ("", "?page=2", "?page=99", "?page=x")
    }
    assert counts == {"": 50, "?page=2": 3, "?page=99": 3, "?page=x": 50}


@pytest.mark.parametrize("more", [0, 29])
@pytest.mark.parametrize(
    ("username", "queries"), [("author", 6), ("approver", 7), ("superuser", 8)]
)
def test_home_asks_no_more_for_thirty_plans_than_for_one(
    username: str, queries: int, more: int, plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    for number in range(more):
        decided(small_plan(cast.town, by=cast.author, slug=f"more{number}"), cast)
    workflow.submit(plan, by=cast.author, at=NOON)
    browser = signed_in(User.objects.get(username=username))
    with assert_queries(queries):
        browser.get("/staff/")


def test_what_waits_for_the_approver(
    submission: Submission, other_plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    decided(other_plan, cast)
    seen = {
        user.username: waiting(signed_in(user).get("/staff/"))
        for user in (cast.author, cast.approver, cast.admin, cast.viewer, cast.stranger)
    }
    to_publish = ("公表待ち", "小さな計画　第1版")
    assert seen == {
        "author": [],
        "approver": [("決裁待ち", "小さな計画"), to_publish],
        "admin": [to_publish],
        "viewer": [],
        "stranger": [],
    }


def test_the_drafter_is_told_what_came_back_and_why(
    plan: Plan, submission: Submission, cast: Cast, author: Client, approver: Client
) -> None:
    sha = submission.content_sha256
    workflow.return_to_drafter(
        plan, by=cast.approver, at=NOON, content_sha256=sha, reason="KPIがありません"
    )
    page = author.get("/staff/")
    assert waiting(page) == [("差戻し", "小さな計画")]
    assert "理由：KPIがありません" in page.text
    assert waiting(approver.get("/staff/")) == []


def test_what_came_back_waits_until_it_is_put_up_again(
    plan: Plan, submission: Submission, cast: Cast
) -> None:
    roles = {cast.town.pk: Role.AUTHOR}

    def returned() -> list[str]:
        return [each.closing_comment for each in waiting_for(cast.author, roles).returned]

    seen = [returned()]
    for reason in ("一度目", "二度目"):
        if reason == "二度目":
            submission = workflow.submit(plan, by=cast.author, at=NOON)
            seen.append(returned())
        sha = submission.content_sha256
        workflow.return_to_drafter(
            plan, by=cast.approver, at=NOON, content_sha256=sha, reason=reason
        )
        seen.append(returned())
    decided(plan, cast)
    workflow.start_revision(plan, by=cast.author, at=NOON)
    seen.append(returned())
    assert seen == [[], ["一度目"], [], ["二度目"], []]


def test_an_edition_that_a_newer_one_overtook_waits_no_more(plan: Plan, cast: Cast) -> None:
    decided(plan, cast)
    workflow.start_revision(plan, by=cast.author, at=NOON)
    second = decided(plan, cast)
    roles = {cast.town.pk: Role.APPROVER}
    before = [edition.no for edition in waiting_for(cast.approver, roles).to_publish]
    workflow.publish(second, by=cast.approver, at=NOON, published_on=FACTS.decided_on)
    after = [edition.no for edition in waiting_for(cast.approver, roles).to_publish]
    assert (before, after) == ([1, 2], [])


def test_a_long_list_of_what_waits_is_cut_and_says_so(
    cast: Cast, signed_in: SignedIn, plan: Plan
) -> None:
    editions = [
        Edition(plan=plan, no=no, title="計画", content_json="{}", content_sha256="0" * 64,
                record_json="{}", record_sha256="0" * 64, created_at=NOON)
        for no in range(1, MOST + 2)
    ]  # fmt: skip
    Edition.objects.bulk_create(editions)
    found = waiting_for(cast.superuser, {})
    assert (len(found.to_publish), found.is_cut) == (MOST, True)
    assert "ほかにもあります。" in signed_in(cast.superuser).get("/staff/").text


def test_only_those_who_may_are_offered_a_new_plan(cast: Cast, signed_in: SignedIn) -> None:
    offered = {
        user.username: "下川町の計画をつくる" in signed_in(user).get("/staff/").text
        for user in (cast.viewer, cast.contributor, cast.author, cast.approver, cast.admin)
    }
    assert offered == {
        "viewer": False,
        "contributor": False,
        "author": True,
        "approver": False,
        "admin": True,
    }


pytestmark = pytest.mark.usefixtures("reference")


# --- what one's department is to write ---------------------------------------------------------


def own_parts(response: Any) -> list[tuple[str, str, str]]:
    """Return (address, title, remark) of what one's department is to write."""
    panel = response.text.partition('id="assigned"')[2].partition("</section>")[0]
    pattern = r'<a href="([^"]*)">(.*?)</a>\s*<span class="muted">(.*?)</span>'
    return re.findall(pattern, panel)


def give(plan: Plan, cast: Cast, *uids: str, department: Department | None = None) -> None:
    """Assign parts of a plan to a department, to that of the contributor where none is named."""
    for model in (Chapter, Measure):
        rows = model._default_manager.filter(plan=plan, uid__in=uids)
        rows.update(department=department or cast.department)


def test_a_contributor_is_told_what_their_department_writes(
    plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    contributor = signed_in(cast.contributor)
    assert own_parts(contributor.get("/staff/")) == []
    give(plan, cast, "aims", "online", "review")
    Measure.objects.filter(plan=plan, uid="online").update(is_inserted=True)
    Measure.objects.filter(plan=plan, uid="review").update(body=[], mark="◎")
    here = f"/staff/plans/{plan.pk}"
    assert own_parts(contributor.get("/staff/")) == [
        (f"{here}/chapters/aims/", "目的", "小さな計画"),
        (f"{here}/measures/online/", "申請のオンライン化", "小さな計画　写したままの文です"),
        (f"{here}/measures/review/", "◎事務の見直し", "小さな計画　まだ書かれていません"),
    ]


def test_only_what_one_may_write_now_is_told(plan: Plan, cast: Cast, signed_in: SignedIn) -> None:
    other = make_department(cast.town, "税務課")
    give(plan, cast, "online")
    give(plan, cast, "aims", department=other)
    settled = small_plan(cast.town, slug="settled")
    give(settled, cast, "aims", "online")
    Plan.objects.filter(pk=settled.pk).update(state=PlanState.SETTLED)
    removed = small_plan(cast.town, slug="removed")
    give(removed, cast, "aims", "review")
    for chapter in Chapter.objects.filter(plan=removed, uid__in=("aims", "theme-1")):
        remove_part(chapter, by=cast.author, at=NOON)
    cast.viewer.memberships.update(department=cast.department)
    seen = {
        user.username: [title for _, title, _ in own_parts(signed_in(user).get("/staff/"))]
        for user in (cast.contributor, cast.author, cast.viewer, cast.superuser)
    }
    assert seen == {
        "contributor": ["申請のオンライン化"],
        "author": [],
        "viewer": [],
        "superuser": [],
    }


@pytest.mark.parametrize("more", [0, 29])
def test_home_asks_no_more_for_thirty_parts_to_write_than_for_one(
    more: int, plan: Plan, cast: Cast, signed_in: SignedIn
) -> None:
    give(plan, cast, "aims", "online")
    for number in range(more):
        give(small_plan(cast.town, slug=f"more{number}"), cast, "aims", "online")
    contributor = signed_in(cast.contributor)
    with assert_queries(7):
        response = contributor.get("/staff/")
    assert len(own_parts(response)) == 2 * (more + 1)


def test_a_long_list_of_parts_to_write_is_cut_and_says_so(cast: Cast, signed_in: SignedIn) -> None:
    plan = Plan.objects.create(organization=cast.town, slug="p", uid="p", title="計画")
    Chapter.objects.bulk_create(
        Chapter(plan=plan, uid=f"c{n}", position=n, title=f"章{n}", department=cast.department)
        for n in range(MOST_PARTS + 1)
    )
    page = signed_in(cast.contributor).get("/staff/")
    assert (len(own_parts(page)), page.text.count("ほかにもあります。")) == (MOST_PARTS, 1)


# --- plan_create -----------------------------------------------------------------------------


def new_plan_url(cast: Cast) -> str:
    """Return the address on which a plan of the town begins."""
    return f"/staff/organizations/{cast.town.pk}/plans/new/"


def test_a_plan_is_begun_as_the_form_offers_it(cast: Cast, author: Client) -> None:
    form = main_form(author.get(new_plan_url(cast)), name="title")
    response = send(author, form, first_year="2026", last_year="2029")
    plan = Plan.objects.get()
    content = content_of(plan)
    assert response.headers["Location"] == f"/staff/plans/{plan.pk}/"
    assert (plan.title, plan.organization, content.period and content.period.written) == (
        "下川町官民データ活用推進計画",
        cast.town,
        "令和8年度から令和11年度まで",
    )
    assert [hat.article for hat in content.hats] == ["第9条第3項"]
    assert len(content.tags) == 6


def test_a_plan_with_few_pillars_and_no_examples(cast: Cast, author: Client) -> None:
    form = main_form(author.get(new_plan_url(cast)), name="title")
    send(author, form, pillars=["2"], with_examples=None)
    content = content_of(Plan.objects.get())
    assert [tag.code for tag in content.tags] == ["2"]
    assert [chapter.body for chapter in content.chapters] == [()] * 7


def test_the_pattern_and_its_parent_plan_are_kept(cast: Cast, author: Client) -> None:
    form = main_form(author.get(new_plan_url(cast)), name="title")
    send(author, form, pattern="embedded", parent_title="第6期総合計画")
    content = content_of(Plan.objects.get())
    assert (content.pattern, [plan.title for plan in content.related_plans]) == (
        c.Pattern.EMBEDDED,
        ["第6期総合計画"],
    )


def test_a_form_sent_twice_begins_one_plan(cast: Cast, author: Client) -> None:
    form = main_form(author.get(new_plan_url(cast)), name="title")
    first, second = send(author, form), send(author, form)
    assert Plan.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_a_second_plan_is_a_second_form(cast: Cast, author: Client) -> None:
    for _ in range(2):
        send(author, main_form(author.get(new_plan_url(cast)), name="title"))
    assert sorted(Plan.objects.values_list("slug", flat=True)) == ["014681-1", "014681-2"]


def test_a_wrong_form_begins_nothing_and_keeps_what_was_typed(cast: Cast, author: Client) -> None:
    form = main_form(author.get(new_plan_url(cast)), name="title")
    response = send(author, form, title="", first_year="2029", last_year="2026", parent_title="甲")
    assert (response.status_code, title_of(response)[:4], Plan.objects.count()) == (422, "エラー：", 0)  # fmt: skip
    assert errors_of(response) == [
        "計画の名称：入れてください。",
        "計画期間の終わり：終わりの年度は、始まりの年度より後にしてください。",
    ]
    assert main_form(response, name="title").data()["parent_title"] == ["甲"]


def test_fields_that_are_not_on_the_form_are_ignored(cast: Cast, author: Client) -> None:
    form = main_form(author.get(new_plan_url(cast)), name="title")
    extra = {"state": "settled", "organization": str(cast.other_town.pk), "slug": "x", "pk": "9"}
    send(author, form, **extra)
    plan = Plan.objects.get()
    assert (plan.state, plan.organization, plan.slug) == ("drafting", cast.town, "014681-1")


def test_without_a_guide_no_plan_is_begun(cast: Cast, author: Client) -> None:
    GuideEdition.objects.update(audience="municipality")
    response = author.get(new_plan_url(cast), follow=True)
    assert (response.redirect_chain, notices_of(response)) == (
        [("/staff/", 302)],
        [("danger", "手引が登録されていません。管理者に load_reference を頼んでください。")],
    )


def test_an_organisation_that_is_not_there(cast: Cast, author: Client) -> None:
    missing = make_organization("080004").pk + 1
    assert author.get(f"/staff/organizations/{missing}/plans/new/").status_code == 404
