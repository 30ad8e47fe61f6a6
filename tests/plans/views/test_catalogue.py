"""The lists of the catalogue as pages: who may look, what narrows them, what they cost."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.enums import Role
from accounts.models import Membership, User
from catalog.loading import load_file
from catalog.models import Example, ExamplePlan, NationalMeasure
from tests.conftest import Cast
from tests.factories import (
    IBARAKI,
    make_membership,
    make_municipality,
    make_organization,
    make_user,
)
from tests.pages import title_of
from tests.queries import assert_queries

SignedIn = Callable[[User], Client]

LISTS = ("/staff/catalogue/", "/staff/catalogue/samples/", "/staff/catalogue/examples/")


@pytest.fixture(scope="module")
def shelves(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped list and guide, and two examples; the rows go when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        for file in ("guide_h30.json", "national_measures_r1.json"):
            load_file(settings.BASE_DIR / "fixtures" / "catalog" / file)
        plan = ExamplePlan.objects.create(
            code="other", municipality=make_municipality(), title="よその計画", source_note="出典。"
        )
        for seq, name in enumerate(("役場の申請", "計画の管理"), start=1):
            Example.objects.create(
                plan=plan,
                kind="measure",
                seq=seq,
                name=name,
                body=["例の本文。"],
                search_text=name,
            )
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("shelves")


def rows(response: Any) -> list[str]:
    """Return what the rows of a list are called."""
    return re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", response.text)


def count(response: Any) -> str:
    """Return the number of rows as the page tells it."""
    found = re.search(r'<span id="catalogue-count" role="status">(.*?)</span>', response.text)
    assert found is not None
    return found[1]


def boxes(response: Any, legend: str) -> list[tuple[str, str, bool]]:
    """Return (word, count, is ticked) of each box of a facet."""
    (facet,) = re.findall(rf"<legend>{legend}.*?</fieldset>", response.text, re.DOTALL)
    return [
        (word, number, bool(ticked))
        for ticked, word, number in re.findall(
            r'type="checkbox"[^>]*?( checked)?>\s*<label [^>]*>(.*?) <span [^>]*>(\d+)<', facet
        )
    ]


# --- who looks -------------------------------------------------------------------------------


@pytest.mark.parametrize("url", LISTS)
def test_every_role_of_any_body_may_look(url: str, cast: Cast, signed_in: SignedIn) -> None:
    people = (cast.viewer, cast.contributor, cast.stranger, cast.superuser)
    assert [signed_in(person).get(url).status_code for person in people] == [200] * 4


@pytest.mark.parametrize(
    "url",
    [
        *LISTS,
        "/staff/catalogue/national/R1/01-06/",
        "/staff/catalogue/samples/H30/1/",
        "/staff/catalogue/examples/other/measure/1/",
    ],
)
def test_who_works_for_no_body_may_not(url: str, cast: Cast, signed_in: SignedIn) -> None:
    left = make_user("left")
    make_membership(left, organization=cast.town, is_active=False)
    assert [signed_in(person).get(url).status_code for person in (make_user("new"), left)] == [
        403,
        403,
    ]


def test_the_menu_leads_there(author: Client) -> None:
    assert '<a href="/staff/catalogue/">国の施策・記載例</a>' in author.get("/staff/").text
    assert "国の施策・記載例" not in Client().get("/").text


# --- what is shown ---------------------------------------------------------------------------


def test_a_town_sees_what_fits_towns_first(author: Client) -> None:
    page = author.get(LISTS[0])
    assert "市町村に向くものから並べています。" in page.text
    assert (rows(page)[0], count(page)) == (
        "01-05　マイナンバーカードと電子委任状を活用した政府調達",
        "75件",
    )
    last = author.get(LISTS[0], {"page": "3"})
    assert re.findall(r'<span class="status status-\w+">(.*?)</span>\s*<small>', last.text)[
        -6:
    ] == [
        "要書換え",
        *["都道府県"] * 5,
    ]


def test_a_prefecture_sees_what_fits_prefectures_first(signed_in: SignedIn) -> None:
    person = make_user(role=Role.AUTHOR, organization=make_organization(IBARAKI))
    first, last = (signed_in(person).get(LISTS[0], {"page": page}) for page in ("1", "3"))
    assert "都道府県に向くものから並べています。" in first.text
    assert (
        re.findall(r'<span class="status status-\w+">(.*?)</span>\s*<small>', last.text)[-3:]
        == ["市町村"] * 3
    )


def test_who_works_for_a_town_too_reads_as_a_town(cast: Cast, signed_in: SignedIn) -> None:
    Membership.objects.create(
        user=cast.author, role=Role.AUTHOR, organization=make_organization(IBARAKI)
    )
    page = signed_in(cast.author).get(LISTS[0])
    assert "市町村に向くものから並べています。" in page.text


@pytest.mark.parametrize(
    ("url", "asked", "found"),
    [
        (LISTS[0], {"q": "ﾏｲﾅﾝﾊﾞｰ　委任状"}, ["01-05　マイナンバーカードと電子委任状を活用した政府調達"]),
        (LISTS[0], {"q": "ｃｙｄｅｒ"}, ["10-04　実践的サイバー防御演習（CYDER）"]),
        (LISTS[0], {"pillar": "3", "fit": "both"}, ["05-04　マイナンバーカードの多機能化の推進"]),
        (LISTS[1], {"field": "観光", "mark": "○"}, ["○県内におけるフリーWi-Fiの整備"]),
        (LISTS[2], {"q": "計画"}, ["計画の管理"]),
    ],
)  # fmt: skip
def test_a_list_is_narrowed_without_a_script(
    url: str, asked: dict[str, str], found: list[str], author: Client
) -> None:
    page = author.get(url, asked)
    assert (rows(page), count(page)) == (found, f"{len(found)}件")


def test_ticked_boxes_stay_ticked_and_can_be_taken_out(author: Client) -> None:
    page = author.get(LISTS[0], {"lead": ["警察庁", "農林水産省"], "q": "データ", "page": "9"})
    assert [box for box in boxes(page, "主担当の府省庁") if box[2]] == [
        ("警察庁", "2", True),
        ("農林水産省", "2", True),
    ]
    assert re.findall(r'<a href="\?([^"]*)" aria-label="([^"]*)"', page.text) == [
        (
            "lead=%E8%AD%A6%E5%AF%9F%E5%BA%81&amp;lead=%E8%BE%B2%E6%9E%97%E6%B0%B4%E7%94%A3%E7%9C%81",
            "「言葉：データ」を外す",
        ),
        (
            "q=%E3%83%87%E3%83%BC%E3%82%BF&amp;lead=%E8%BE%B2%E6%9E%97%E6%B0%B4%E7%94%A3%E7%9C%81",
            "「主担当の府省庁：警察庁」を外す",
        ),
        (
            "q=%E3%83%87%E3%83%BC%E3%82%BF&amp;lead=%E8%AD%A6%E5%AF%9F%E5%BA%81",
            "「主担当の府省庁：農林水産省」を外す",
        ),
    ]
    assert title_of(page).startswith("「データ」の検索結果 国の施策一覧｜")


def test_the_pages_of_a_list_carry_what_narrows_it(author: Client) -> None:
    page = author.get(LISTS[0], {"support": "yes"})
    links = re.findall(r'rel="next" href="\?(.*?)"', page.text)
    assert links == ["support=yes&amp;page=2"]


def test_our_reading_is_said_to_be_ours(author: Client) -> None:
    page = author.get(LISTS[0])
    assert "<legend>向く団体<small>（本システムの読み）</small></legend>" in page.text
    assert page.text.count("<small>（本システムの読み）</small>") == 25 + 1


def test_where_nothing_is_found_the_page_says_what_to_drop(author: Client) -> None:
    page = author.get(LISTS[0], {"q": "存在しない 計画"})
    assert re.findall(r'<li><a href="\?([^"]*)">(.*?)</li>', page.text) == [
        ("q=%E8%A8%88%E7%94%BB", "「言葉：存在しない」を外す</a>（15件）"),
    ]


def test_where_one_is_not_enough_the_page_offers_to_drop_all(author: Client) -> None:
    page = author.get(LISTS[0], {"q": "存在しない", "lead": "財務省"})
    assert '<a href="?">全て外して</a>' in page.text


def test_an_empty_catalogue_says_so(author: Client) -> None:
    Example.objects.all().delete()
    assert "まだ何も登録されていません" in author.get(LISTS[2]).text


@pytest.mark.parametrize("url", LISTS)
@pytest.mark.parametrize(
    "asked",
    [
        {"q": "<script>alert(1)</script>"},
        {"q": "\x00"},
        {"q": "%_\\"},
        {"q": "あ" * 5_000},
        {"page": "x"},
        {"page": "9" * 40},
        {"pillar": ["9" * 40, "x", "-1", ""]},
        {"edition": "\x00"},
        {"support": "maybe"},
        {"lead": "|"},
        {"unknown": "<b>"},
    ],
)
def test_nothing_that_is_asked_breaks_a_list(
    url: str, asked: dict[str, Any], author: Client
) -> None:
    page = author.get(url, asked)
    assert (page.status_code, "<script>alert" in page.text, "<b>" in page.text) == (
        200,
        False,
        False,
    )


# --- cost ------------------------------------------------------------------------------------

COSTS = dict(zip(LISTS, (14, 12, 10), strict=True))


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_with_one_row_and_with_all(url: str, author: Client) -> None:
    for asked in ({}, {"q": "計画の管理"}, {"q": "エリア整備の推進", "pillar": "4"}):
        with assert_queries(COSTS[url]):
            assert author.get(url, asked).status_code == 200


def test_a_list_costs_the_same_with_ten_thousand_rows(author: Client) -> None:
    first = NationalMeasure.objects.get(edition__code="R1", no=1)
    NationalMeasure.objects.bulk_create(
        NationalMeasure(
            edition=first.edition,
            no=1_000 + number,
            code=f"{20 + number // 100}"[-2:] + f"-{number % 100:02}",
            name=f"施策{number}",
            benefit_marks=0,
            search_text="施策",
        )
        for number in range(3_000)
    )
    with assert_queries(COSTS[LISTS[0]]):
        page = author.get(LISTS[0])
    assert (count(page), len(rows(page))) == ("3075件", 25)
