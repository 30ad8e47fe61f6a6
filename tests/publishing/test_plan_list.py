"""The public list: sealed words only, found by anybody, flat from one plan to hundreds."""

import re
from html import unescape

import pytest

from accounts.models import User
from documents.content import Period
from documents.eras import DateReading
from plans import workflow
from plans.enums import EditionState
from plans.models import Edition, Plan
from tests.factories import BIFUKA, IBARAKI, make_organization
from tests.publishing.conftest import AT, TITLE, decided, revise
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

URL = "/"


def titles(response) -> list[str]:
    """Return the titles on a list page, in order."""
    page = response.content.decode()
    return [unescape(t) for t in re.findall(r'<h2><a href="/plans/[^"]+">(.*?)</a></h2>', page)]


def many_plans(count: int, by: User) -> None:
    """Make published plans of one organisation in bulk; their text is beside the point."""
    organization = make_organization()
    plans = Plan.objects.bulk_create(
        Plan(organization=organization, slug=f"plan-{n}", uid="plan", title="下書きの名称")
        for n in range(count)
    )
    record = (
        '{"content_sha256": "", "decisions": [], "edition_label": "", "edition_no": 1,'
        ' "published_on": {"written": "令和8年4月1日"}}'
    )
    Edition.objects.bulk_create(
        Edition(
            plan=plan,
            no=1,
            title=f"計画{n:04}",
            content_json="{}",
            record_json=record,
            state=EditionState.PUBLISHED,
            created_at=AT,
            published_at=AT,
            published_by=by,
        )
        for n, plan in enumerate(plans)
    )


def test_a_published_plan_is_listed_for_anybody(client, edition) -> None:
    response = client.get(URL)
    page = response.content.decode()
    assert (response.status_code, titles(response)) == (200, [TITLE])
    assert "北海道　下川町" in page
    assert "令和8年4月1日公表" in page


def test_a_plan_is_listed_with_the_period_of_its_edition(
    client, cast, make_plan, publish, edition
) -> None:
    written = Period(written="令和8年度からの4年間", start=DateReading(2026, is_fiscal=True))
    readings = Period(start=DateReading(2026, is_fiscal=True), end=DateReading(2029, 3))
    publish(make_plan("written", period=written))
    publish(make_plan("readings", period=readings))
    Plan.objects.update(period={"written": "書きかけの期間"})
    found = re.findall("<p [^>]*>計画期間：(.*?)</p>", client.get(URL).content.decode())
    assert found == [
        "令和8年度からの4年間",
        "令和8年度（2026年度）から令和11年3月（2029年3月）まで",
    ]


def test_an_empty_list_says_so(client, db) -> None:
    assert "公表された計画はまだありません。" in client.get(URL).content.decode()


def test_the_order_is_by_code_of_the_organisation(client, make_plan, publish) -> None:
    for number, (code, title) in enumerate(
        [(IBARAKI, "茨城の計画"), (BIFUKA, "美深の計画"), ("014681", "下川の計画")]
    ):
        organization = make_organization(code)
        publish(make_plan(f"plan-{number}", organization, title=title))
    assert titles(client.get(URL)) == ["下川の計画", "美深の計画", "茨城の計画"]


def test_a_prefecture_is_listed_by_its_own_name(client, make_plan, publish) -> None:
    publish(make_plan("ibaraki", make_organization(IBARAKI)))
    assert '<p class="plan-list-place">茨城県</p>' in client.get(URL).content.decode()


def test_only_public_editions_are_listed(client, cast, make_plan, publish) -> None:
    """A draft, a decided, a withdrawn and a published plan: one line, with the sealed title."""
    make_plan("draft", title="下書きの計画")
    decided(make_plan("decided", title="決裁だけの計画"))
    withdrawn = publish(make_plan("withdrawn", title="取り下げた計画"))
    workflow.unpublish(withdrawn, by=cast.approver, at=AT, reason="誤りがあったため")
    plan = make_plan("published", title="公表された計画")
    publish(plan)
    revise(plan, cast.author, "次の版の秘密の名称")
    response = client.get(URL)
    assert titles(response) == ["公表された計画"]
    assert "秘密" not in response.content.decode()


def test_the_draft_name_of_the_organisation_is_not_told(client, edition) -> None:
    Plan.objects.update(organization_name="合併後の町")
    assert "合併後の町" not in client.get(URL).content.decode()


def test_the_published_edition_stands_for_those_before_it(client, cast, plan, publish) -> None:
    publish(plan)
    revise(plan, cast.author, "第2版の名称")
    publish(plan)
    assert titles(client.get(URL)) == ["第2版の名称"]


def test_after_a_withdrawal_the_edition_before_it_is_listed_as_such(
    client, cast, plan, publish
) -> None:
    publish(plan)
    revise(plan, cast.author, "第2版の名称")
    second = publish(plan)
    workflow.unpublish(second, by=cast.approver, at=AT, reason="誤りがあったため")
    response = client.get(URL)
    assert titles(response) == [TITLE]
    assert "改定済（現行の版は公表されていません）" in response.content.decode()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("下川町", ["下川町ICT計画"]),
        ("しもかわ", ["下川町ICT計画"]),
        ("ｉｃｔ", ["下川町ICT計画"]),
        ("北海道", ["下川町ICT計画", "美深町１００％計画"]),
        ("北海道　美深", ["美深町１００％計画"]),
        ("計画 ict", ["下川町ICT計画"]),
        ("100%", ["美深町１００％計画"]),
        ("_", []),
        ("秘密", []),
        ("\x00", ["下川町ICT計画", "美深町１００％計画"]),
        ("x" * 5000, []),
    ],
)
def test_a_search_reads_the_names(client, cast, make_plan, publish, search, found) -> None:
    plan = make_plan("shimokawa", title="下川町ICT計画")
    publish(plan)
    revise(plan, cast.author, "秘密の名称")
    publish(make_plan("bifuka", make_organization(BIFUKA), title="美深町１００％計画"))
    make_plan("draft", title="秘密の計画")
    assert titles(client.get(URL, {"q": search})) == found


def test_a_search_is_shown_escaped(client, edition) -> None:
    page = client.get(URL, {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "見つかりませんでした。" in page


@pytest.mark.parametrize("count", [1, 30, 200])
@pytest.mark.parametrize("search", ["", "計画"])
def test_the_list_takes_two_queries_however_long_it_is(client, cast, count, search) -> None:
    many_plans(count, cast.approver)
    with assert_queries(2):
        response = client.get(URL, {"q": search})
    assert len(titles(response)) == min(count, 50)


@pytest.mark.parametrize(
    ("page", "first", "count"),
    [("1", "計画0000", 50), ("3", "計画0100", 20), ("99", "計画0100", 20), ("x", "計画0000", 50)],
)
def test_the_list_comes_in_pages_of_fifty(client, cast, page, first, count) -> None:
    many_plans(120, cast.approver)
    shown = titles(client.get(URL, {"page": page}))
    assert (shown[0], len(shown)) == (first, count)


def test_the_links_to_other_pages_keep_the_search(client, cast) -> None:
    many_plans(60, cast.approver)
    page = client.get(URL, {"q": "計画"}).content.decode()
    assert 'href="?q=%E8%A8%88%E7%94%BB&amp;page=2"' in page


def test_only_reading_is_answered(client, db) -> None:
    assert client.post(URL).status_code == 405


def test_a_signed_in_person_sees_the_same_list(signed_in, cast, edition) -> None:
    assert titles(signed_in(cast.stranger).get(URL)) == [TITLE]
