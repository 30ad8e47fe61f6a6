"""The pages of the catalogue that are read: the guide, the checklist, the words that moved."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import User
from catalog.loading import load_file
from catalog.models import (
    Checklist,
    ChecklistGroup,
    ChecklistItem,
    Erratum,
    GuideChapter,
    GuideEdition,
    GuideSection,
    OutdatedTerm,
    Pillar,
    SampleCaseRef,
    SampleMeasure,
    SampleNationalMeasure,
)
from tests.conftest import Cast
from tests.factories import make_user
from tests.pages import title_of
from tests.queries import assert_queries

SignedIn = Callable[[User], Client]

GUIDE = "/staff/catalogue/guide/"
CHECKLIST = "/staff/catalogue/checklist/"
TERMS = "/staff/catalogue/terms/"
PAGES = (GUIDE, CHECKLIST, TERMS)
FILES = ("guide_h30.json", "checklist_municipal.json", "terms.json", "retired_sites.json")


@pytest.fixture(scope="module")
def shelves(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped guide, checklist and words; the rows go when the module is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        for file in FILES:
            load_file(settings.BASE_DIR / "fixtures" / "catalog" / file)
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("shelves")


def part(response: Any, anchor: str) -> str:
    """Return the section of the page whose heading has this anchor."""
    found = re.search(
        rf'<section aria-labelledby="{anchor}">(.*?)</section>', response.text, re.DOTALL
    )
    assert found is not None
    return found[1]


def paragraphs(html: str) -> list[str]:
    return re.findall(r"<p(?: [^>]*)?>(.*?)</p>", html)


def words(html: str) -> str:
    """Return what a piece of a page says, without tags, each gap one space."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


# --- who looks, the tabs ---------------------------------------------------------------------


@pytest.mark.parametrize("url", PAGES)
def test_every_role_of_any_body_may_look(url: str, cast: Cast, signed_in: SignedIn) -> None:
    people = (cast.viewer, cast.contributor, cast.stranger, cast.superuser)
    assert [signed_in(person).get(url).status_code for person in people] == [200] * 4


@pytest.mark.parametrize("url", [*PAGES, GUIDE + "H30/"])
def test_who_works_for_no_body_may_not(url: str, cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in(make_user("new")).get(url).status_code == 403


@pytest.mark.parametrize("url", ["/staff/catalogue/", *PAGES])
def test_the_tabs_lead_to_each_other_and_say_where_one_is(url: str, author: Client) -> None:
    tabs = re.search(r'<nav class="tabs".*?</nav>', author.get(url).text, re.DOTALL)
    assert tabs is not None
    links = re.findall(r'<a href="([^"]*)"( aria-current="page")?>(.*?)</a>', tabs[0])
    assert [(address, title) for address, _, title in links] == [
        ("/staff/catalogue/", "国の施策一覧"),
        ("/staff/catalogue/samples/", "手引の記載例"),
        ("/staff/catalogue/examples/", "ほかの団体の例"),
        (GUIDE, "手引を読む"),
        (CHECKLIST, "点検表"),
        (TERMS, "変わった用語"),
    ]
    assert [address for address, current, _ in links if current] == [url]


# --- the guide -------------------------------------------------------------------------------


def test_the_page_says_as_of_when_it_is_and_where_it_is_from(author: Client) -> None:
    page = author.get(GUIDE)
    as_of = re.search(r'<p class="catalogue-as-of">(.*?)</p>', page.text, re.DOTALL)
    source = re.search(r"<p>(出典：.*?)</p>", page.text, re.DOTALL)
    assert as_of is not None
    assert source is not None
    assert (words(as_of[1]), words(source[1]), title_of(page)[:10]) == (
        "平成30年時点 都道府県官民データ活用推進計画策定の手引",
        "出典： 内閣官房情報通信技術（IT）総合戦略室「都道府県官民データ活用推進計画策定の手引」"
        "（平成30年） https://cio.go.jp/chihou-tebiki 2018年当時のリンク",
        "手引を読む（H30）",
    )


def test_the_contents_list_leads_to_every_part(author: Client) -> None:
    page = author.get(GUIDE)
    contents = re.search(r'<nav class="guide-contents".*?</nav>', page.text, re.DOTALL)
    assert contents is not None
    anchors = re.findall(r'href="#([^"]*)"', contents[0])
    assert anchors == [
        "general", *(f"chapter-{no}" for no in range(1, 11)),
        "template", *(f"section-{no}" for no in range(1, 8)),
        "pillars", *(f"pillar-{no}" for no in range(1, 7)),
    ]  # fmt: skip
    assert [page.text.count(f' id="{anchor}"') for anchor in anchors] == [1] * len(anchors)


def test_every_link_within_the_page_has_its_one_place(author: Client) -> None:
    page = author.get(GUIDE)
    ids = re.findall(r' id="([^"]*)"', page.text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page.text)) <= set(ids)


def test_a_section_stands_with_example_note_and_explanation(author: Client) -> None:
    section = part(author.get(GUIDE), "section-3")
    row = GuideSection.objects.get(no=3)
    assert words(section) == " ".join(
        [
            f"3．{row.title} 記載例",
            row.example_paragraphs[0].replace("の下位計画", "の下位計画 注3 "),
            "解説",
            *row.explanation,
            f"注3 {row.footnotes[0]['text']} 文に戻る",
        ]
    )


def test_what_the_guide_says_of_the_five_pillars_stands_at_its_section(author: Client) -> None:
    assert paragraphs(part(author.get(GUIDE), "section-5"))[0] == (
        "※必ずしも５つの柱すべてが必須ではなく、自治体の実情に応じて、適宜掲載してください。"
    )


def test_a_section_without_example_leads_to_the_samples(author: Client) -> None:
    section = part(author.get(GUIDE), "section-6")
    assert words(paragraphs(section)[0]) == (
        "文の記載例はありません。施策の記載例は、 柱ごとの一覧 から開けます。"
    )
    assert "注4 （「電子行政」に付いた注）国の官民データ活用推進基本計画策定時の" in words(section)


def test_an_article_that_the_guide_does_not_name_is_said_to_be_our_reading(author: Client) -> None:
    page = author.get(GUIDE)
    articles = [
        words(found)
        for found in re.findall(
            r"<dt>官民データ活用推進基本法の条項</dt><dd>(.*?)</dd>", page.text, re.DOTALL
        )
    ]
    assert articles == [
        "第10条第1項 （手引の記載）",
        "第11条第1項 （手引の記載）",
        "第13条 （手引の記載）",
        "第14条 （手引の記載）",
        "第15条第1項 （手引の記載）",
        "第12条 本システムの読み 手引に書かれていることではありません。",
    ]


def test_errata_are_shown_on_their_part(author: Client) -> None:
    Erratum.objects.create(
        kind="guide_section",
        edition_code="H30",
        key="1",
        field="title",
        old="現状と課題",
        new="○○県の現状及び課題",
        source="事務連絡",
        date=date(2019, 4, 1),
    )
    page = author.get(GUIDE)
    assert words(part(page, "section-1")).endswith(
        "正誤 （1．○○県の現状及び課題） 題 （2019年4月1日） 訂正前 現状と課題"
        " 訂正後 ○○県の現状及び課題 典拠 事務連絡"
    )
    assert page.text.count("<strong>正誤</strong>") == 1


def test_an_edition_has_an_address_of_its_own(author: Client) -> None:
    GuideEdition.objects.create(
        code="R8", title="新しい手引", audience="prefecture", as_of="令和8年時点", source_note="国"
    )
    newest, former = author.get(GUIDE), author.get(GUIDE + "H30/")
    assert [title_of(page)[:10] for page in (newest, former)] == [
        "手引を読む（R8）｜",
        "手引を読む（H30）",
    ]
    others = [
        re.findall(r'<a href="(/staff/catalogue/guide/[^"]+/)"', page.text)
        for page in (newest, former)
    ]
    assert others == [[GUIDE + "H30/"], [GUIDE + "R8/"]]


@pytest.mark.parametrize("code", ["R99", "h30", "%00", "H30%20"])
def test_an_edition_that_is_not_there_is_not_found(code: str, author: Client) -> None:
    assert author.get(f"{GUIDE}{code}/").status_code == 404


# --- the checklist ---------------------------------------------------------------------------


def test_whose_summary_it_is_stands_above_the_checklist(author: Client) -> None:
    page = author.get(CHECKLIST)
    notice = re.search(r'<div class="notice notice-warning">(.*?)</div>', page.text, re.DOTALL)
    assert notice is not None
    assert words(notice[1]) == (
        "吉本氏が市町村向けの手引から抜き出して整理した個人の見解であり、国の文書ではありません。"
        " 出典： https://github.com/akhysh/community-informatization"
    )
    assert notice.end() < page.text.index("以下が目的に含まれているか")


def test_the_marks_are_words(author: Client) -> None:
    page = author.get(CHECKLIST)
    items = [words(item) for item in re.findall(r"<li>(.*?)</li>", page.text, re.DOTALL)]
    assert [item for item in items if item.endswith(("オプション", "推奨", "重要", "有効"))] == [
        "民間保有情報の活用 オプション",
        "条例による計画の作成方針や推進体制の明確化 オプション",
        "庁内部署横断的な体制での取り組み 推奨",
        "条例を制定し、計画の作成方針や推進体制を明確に 有効",
        "各施策の成果を定量的に評価 重要",
        "PDCA サイクルに基づく計画の見直し 重要",
    ]


def test_all_groups_and_items_are_there_in_order(author: Client) -> None:
    page = author.get(CHECKLIST)
    groups = re.findall(r"<h3>(.*?)</h3>\s*<ul>(.*?)</ul>", page.text, re.DOTALL)
    assert [(title, items.count("<li>")) for title, items in groups] == [
        ("以下が目的に含まれているか", 6),
        ("以下が期待成果として明示されているか", 5),
        ("施策の記述に以下の要素は含まれているか", 5),
        ("以下の運用体制は整備され、明記されているか", 4),
        ("要求項", 7),
    ]


# --- the words that moved --------------------------------------------------------------------


def terms(response: Any) -> list[tuple[str, str]]:
    """Return (old term with its mark, what is said of it) of each row."""
    return [
        (words(old), words(said))
        for old, said in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", response.text, re.DOTALL)
    ]


def test_a_term_stands_with_its_proposal_note_source_and_date(author: Client) -> None:
    assert dict(terms(author.get(TERMS)))["IT基本法"] == (
        "いまの用語（案）： デジタル社会形成基本法 "
        + words(OutdatedTerm.objects.get(old="IT基本法").note)
        + " 典拠：https://iais.or.jp/articles/articlesa/20210415/202104_01（2026年11月21日確認）"
    )


def test_what_is_not_verified_is_marked_and_has_no_proposal(author: Client) -> None:
    shown = terms(author.get(TERMS))
    marked = {old: said.partition(" ")[0] for old, said in shown if "未確認" in old}
    assert (len(shown), marked) == (
        36,
        {
            "官民データ活用推進戦略会議 未確認": "置き換える案はありません。",
            "オープンデータ基本指針 未確認": "置き換える案はありません。",
        },
    )


# --- nothing there, cost ---------------------------------------------------------------------


@pytest.mark.parametrize("url", PAGES)
def test_where_nothing_is_loaded_the_page_says_so(url: str, author: Client) -> None:
    for model in (
        *(SampleCaseRef, SampleNationalMeasure, SampleMeasure, Pillar, GuideSection, GuideChapter),
        *(GuideEdition, ChecklistItem, ChecklistGroup, Checklist, OutdatedTerm),
    ):
        model._default_manager.all().delete()
    assert "まだ何も登録されていません" in author.get(url).text


def test_the_guide_costs_the_same_with_few_and_with_many_rows(author: Client) -> None:
    with assert_queries(10):
        author.get(GUIDE)
    edition = GuideEdition.objects.get(code="H30")
    for no in range(30):
        edition.chapters.create(position=100 + no, title=f"章{no}", paragraphs=["文。"])
        edition.sample_measures.create(
            seq=100 + no, name="例", field="観光", mark="○", pillar=edition.pillars.all()[0]
        )
        Erratum.objects.create(
            kind="guide_chapter",
            edition_code="H30",
            key=str(100 + no),
            field="title",
            old="",
            new=f"章{no}",
            source="典拠",
            date=date(2019, 4, 1),
        )
        GuideEdition.objects.create(
            code=f"H{20 - no % 20}-{no}", title="手引", audience="prefecture"
        )
    with assert_queries(10):
        author.get(GUIDE)


@pytest.mark.parametrize(("url", "cost"), [(CHECKLIST, 6), (TERMS, 4)])
def test_a_page_costs_the_same_with_few_and_with_many_rows(
    url: str, cost: int, author: Client
) -> None:
    with assert_queries(cost):
        author.get(url)
    group = ChecklistGroup.objects.all()[0]
    for no in range(30):
        added = ChecklistGroup.objects.create(
            checklist=group.checklist, position=100 + no, title=f"組{no}"
        )
        ChecklistItem.objects.create(group=added, position=1, text="項目")
        OutdatedTerm.objects.create(
            old=f"用語{no}", note="説明", source="典拠", checked_on=date(2026, 4, 1)
        )
    with assert_queries(cost):
        author.get(url)
