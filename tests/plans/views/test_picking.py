"""Picking measures from the catalogue, on its pages."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from catalog.models import (
    CrosswalkRow,
    Example,
    GuideEdition,
    NationalMeasure,
    NationalMeasureEdition,
    SampleMeasure,
)
from documents import content as c
from plans.content import content_of
from plans.models import Chapter, Measure, Plan, Submission
from plans.picking import chapter_for_pillar
from plans.starting import Wish, start_plan
from tests.conftest import Cast
from tests.factories import IBARAKI, make_organization, make_user
from tests.pages import errors_of, notices_of
from tests.plans.samples import NOON, small_plan
from tests.plans.views.browser import forms_of, main_form, send

pytestmark = pytest.mark.usefixtures("reference")

NATIONAL, SAMPLES, EXAMPLES = "pick/national/", "pick/samples/", "pick/examples/"
LISTS = [NATIONAL, SAMPLES, EXAMPLES]


def rows_of(tail: str) -> Any:
    """Return the rows of the list at an address."""
    if tail == EXAMPLES:
        return Example.objects.filter(kind="measure")
    return NationalMeasure.objects if tail == NATIONAL else SampleMeasure.objects


@pytest.fixture
def started(cast: Cast) -> Plan:
    """A new plan with all pillars and nothing written."""
    wish = Wish(title="計画", pattern=c.Pattern.STANDALONE, with_examples=False)
    edition = GuideEdition.objects.get(code="H30")
    return start_plan(cast.town, by=cast.author, at=NOON, edition=edition, wish=wish)


def url(plan: Plan, tail: str) -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


def key_of(code: str) -> int:
    """Return the key of a national measure."""
    return NationalMeasure.objects.get(code=code).pk


def offered(response: Any) -> list[str]:
    """Return the names of the rows that are offered."""
    return re.findall(r'<label for="source-\d+">(.*?)</label>', response.text)


def where(plan: Plan) -> dict[str, str]:
    """Return the title of the chapter that each measure stands in."""

    def walk(chapters: tuple[c.Chapter, ...]) -> Iterator[tuple[str, str]]:
        for chapter in chapters:
            for placement in chapter.placements:
                yield placement.measure, chapter.title
            yield from walk(chapter.children)

    content = content_of(plan)
    names = {measure.uid: measure.name for measure in content.measures}
    return {names[uid]: title for uid, title in walk(content.chapters)}


@pytest.mark.parametrize(("tail", "total"), [(NATIONAL, 75), (SAMPLES, 33), (EXAMPLES, 19)])
def test_the_whole_list_is_offered_page_by_page(
    tail: str, total: int, started: Plan, author: Client
) -> None:
    pages = [author.get(url(started, tail), {"page": number}) for number in range(1, 4)]
    pages = pages[: -(-total // 25)]
    names = [name for page in pages for name in offered(page)]
    assert (len(names), len(set(names))) == (total, total)
    assert [f"{total}件</span>" in page.text for page in pages] == [True] * len(pages)


def test_what_fits_the_body_comes_first(started: Plan, author: Client) -> None:
    fits = []
    for number in (1, 2, 3):
        page = author.get(url(started, NATIONAL), {"page": number})
        fits += re.findall(r">(都道府県|市町村|両方|要書換え)</span>\s*<small>", page.text)
    order = {"市町村": 0, "両方": 0, "要書換え": 1, "都道府県": 2}
    assert [order[fit] for fit in fits] == sorted(order[fit] for fit in fits)
    assert (len(fits), order[fits[0]], order[fits[-1]]) == (75, 0, 2)


def test_a_prefecture_is_offered_no_examples_of_towns(
    cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    prefecture = make_organization(IBARAKI)
    writer = make_user(role=Role.AUTHOR, organization=prefecture)
    plan = small_plan(prefecture, by=writer, slug="ibaraki-small")
    page = signed_in(writer).get(url(plan, NATIONAL))
    assert (page.text.count("ほかの団体の例"), "都道府県に向くものから" in page.text) == (0, True)


def test_a_town_is_offered_the_examples_of_another(started: Plan, author: Client) -> None:
    page = author.get(url(started, NATIONAL), {"chapter": "x1"})
    tabs = re.search(r'<nav class="tabs".*?</nav>', page.text, re.DOTALL)
    assert tabs is not None
    assert re.findall(r'href="([^"]*)"', tabs[0]) == [
        url(started, f"{tail}?chapter=x1") for tail in LISTS
    ]


def test_an_example_comes_with_its_source_kpi_and_schedule(started: Plan, author: Client) -> None:
    source = Example.objects.get(kind="measure", seq=1)
    page = author.get(url(started, EXAMPLES))
    assert "今の下川町の取組を示すものではありません" in page.text
    send(author, main_form(page, name="uid"), sources=[str(source.pk)])
    (measure,) = content_of(started).measures
    assert (measure.name, len(measure.kpis), len(measure.schedule)) == ("行政手続の棚卸し", 1, 1)
    assert measure.origin == c.Origin(kind=c.OriginKind.EXAMPLE, edition="shimokawa", key="1")
    assert Measure.objects.get(plan=started).is_inserted is True


def test_the_list_is_narrowed_by_facets(started: Plan, author: Client) -> None:
    page = author.get(url(started, NATIONAL), {"pillar": "3"})
    assert [each[:5] for each in offered(page)] == ["05-04", "05-06"]


def test_what_was_ticked_on_another_page_stays_ticked_where_something_is_wrong(
    started: Plan, plan: Plan, author: Client
) -> None:
    theirs = Chapter.objects.get(plan=plan, uid="theme-1")
    address = url(started, NATIONAL) + "?pillar=3"
    form = main_form(author.get(address), name="uid")
    keys = [str(key_of(code)) for code in ("05-04", "02-17")]
    page = author.post(address, form.data(sources=keys, chapter=theirs.pk))
    assert (page.status_code, main_form(page, name="uid").data()["sources"]) == (422, keys)
    kept = page.text[page.text.index('id="pick-kept"') :]
    assert re.findall(r'<label for="source-(\d+)">', kept) == [keys[1]]


@pytest.mark.parametrize(
    ("words", "codes"),
    [("交通事故", ["02-17"]), ("ﾏｲﾅﾝﾊﾞｰｶｰﾄﾞ 多機能", ["05-04"]), ("%00", []), ("火星", [])],
)
def test_the_list_is_searched(words: str, codes: list[str], started: Plan, author: Client) -> None:
    page = author.get(url(started, NATIONAL), {"q": words})
    assert [each[:5] for each in offered(page)] == codes
    assert ("見つかりません" in page.text) is (codes == [])


def test_a_search_keeps_the_chapter_that_was_asked_for(started: Plan, author: Client) -> None:
    chapter = chapter_for_pillar(started, 4)
    assert chapter is not None
    page = author.get(url(started, NATIONAL), {"chapter": chapter.uid})
    search = next(form for form in forms_of(page) if "q" in form.names())
    found = author.get(search.action, search.data(q="交通事故"))
    assert main_form(found, name="uid").data()["chapter"] == [str(chapter.pk)]


def test_a_control_character_in_the_search_finds_nothing_special(
    started: Plan, author: Client
) -> None:
    page = author.get(url(started, NATIONAL), {"q": "\x00"})
    assert "75件</span>" in page.text


def test_a_picked_measure_goes_to_the_chapter_of_its_pillar(started: Plan, author: Client) -> None:
    form = main_form(author.get(url(started, NATIONAL)), name="chapter")
    page = send(author, form, sources=[str(key_of("05-04"))])
    measure = Measure.objects.get(plan=started)
    assert page.headers["Location"] == url(started, f"measures/{measure.uid}/")
    assert where(started) == {"マイナンバーカードの多機能化の推進": "個人番号カードの普及及び活用に係る取組"}  # fmt: skip


def test_several_go_together_to_the_chapter_that_was_chosen(started: Plan, author: Client) -> None:
    theme = chapter_for_pillar(started, 6)
    assert theme is not None
    form = main_form(author.get(url(started, NATIONAL)), name="chapter")
    keys = [str(key_of(code)) for code in ("02-06", "02-17")]
    page = author.post(form.action, form.data(sources=keys, chapter=theme.pk), follow=True)
    assert page.redirect_chain == [(url(started, ""), 302)]
    assert notices_of(page) == [
        ("success", "2件の施策を入れました。文を読み、自分の団体に合わせてください。"),
        (
            "warning",
            "掲載時期が「時期調整中」の施策があります：交通事故統計情報のオープンデータ化の推進",
        ),
    ]
    assert list(where(started).values()) == ["その他", "その他"]


def test_the_chapter_that_one_came_from_is_chosen(started: Plan, author: Client) -> None:
    theme = chapter_for_pillar(started, 4)
    assert theme is not None
    for tail in LISTS:
        page = author.get(url(started, f"{tail}?chapter={theme.uid}"))
        assert main_form(page, name="uid").data()["chapter"] == [str(theme.pk)]
        page = author.get(url(started, f"{tail}?chapter=%00"))
        assert main_form(page, name="uid").data()["chapter"] == [""]


def test_a_sample_comes_with_its_kpi_and_schedule(started: Plan, author: Client) -> None:
    form = main_form(author.get(url(started, SAMPLES)), name="uid")
    send(author, form, sources=[str(SampleMeasure.objects.get(seq=5).pk)])
    (measure,) = content_of(started).measures
    assert [kpi.name for kpi in measure.kpis] == [
        "オープンデータ公開サイトの整備・運用",
        "オープンデータ公開件数",
    ]
    assert len(measure.schedule) == 2


def test_a_form_sent_twice_picks_once(started: Plan, author: Client) -> None:
    form = main_form(author.get(url(started, SAMPLES)), name="chapter")
    keys = [str(each.pk) for each in SampleMeasure.objects.filter(seq__in=[1, 5])]
    for _ in range(2):
        send(author, form, sources=keys)
    measures = content_of(started).measures
    assert [(len(m.kpis), len(m.schedule), len(m.national_measures)) for m in measures] == [
        (1, 1, 1),
        (2, 2, 2),
    ]


def test_what_the_plan_has_already_is_marked_and_may_be_picked_again(
    started: Plan, author: Client
) -> None:
    for tail in LISTS:
        key = str(rows_of(tail).all()[0].pk)
        counts = []
        for _ in range(2):
            page = author.get(url(started, tail))
            counts.append(page.text.count("この計画にあります"))
            send(author, main_form(page, name="chapter"), sources=[key])
        assert counts == [0, 1]
    assert Measure.objects.filter(plan=started).count() == 6


def test_what_was_changed_since_it_was_picked_is_marked(started: Plan, author: Client) -> None:
    page = author.get(url(started, NATIONAL))
    send(author, main_form(page, name="uid"), sources=[str(key_of("05-04"))])
    Measure.objects.filter(plan=started).update(name="別の名前")
    page = author.get(url(started, NATIONAL), {"pillar": "3"})
    listed = page.text[page.text.index('id="catalogue-results"') :]
    assert listed.count("国の一覧と異なる") == 1


@pytest.mark.parametrize("tail", LISTS)
def test_nothing_chosen_is_told(tail: str, started: Plan, author: Client) -> None:
    response = send(author, main_form(author.get(url(started, tail)), name="chapter"))
    assert (response.status_code, errors_of(response)) == (
        422,
        ["施策：入れる施策を一つ以上選んでください。"],
    )


@pytest.mark.parametrize("wrong", ["0", "x", "1e3", "\x00", "9" * 40])
@pytest.mark.parametrize("tail", LISTS)
def test_a_row_that_is_not_offered_is_refused(
    tail: str, wrong: str, started: Plan, author: Client
) -> None:
    form = main_form(author.get(url(started, tail)), name="chapter")
    key = rows_of(tail).first()
    assert key is not None
    response = send(author, form, sources=[str(key.pk), wrong])
    assert errors_of(response) == [f"施策：正しく選択してください。 {wrong} は候補にありません。"]
    assert Measure.objects.count() == 0


@pytest.mark.parametrize("tail", LISTS)
def test_a_chapter_of_another_plan_takes_nothing(
    tail: str, started: Plan, plan: Plan, author: Client
) -> None:
    before = Measure.objects.count()
    theirs = Chapter.objects.get(plan=plan, uid="theme-1")
    form = main_form(author.get(url(started, tail)), name="chapter")
    rows = rows_of(tail)
    key = rows.values_list("pk", flat=True)[0]
    response = send(author, form, sources=[str(key)], chapter=theirs.pk)
    assert errors_of(response) == [
        "入れる章：正しく選択してください。選択したものは候補にありません。"
    ]
    assert Measure.objects.count() == before


@pytest.mark.parametrize("tail", LISTS)
def test_nothing_is_picked_while_the_plan_circulates(
    tail: str, plan: Plan, submission: Submission, author: Client
) -> None:
    page = author.get(url(plan, tail))
    assert re.findall(r"<button[^>]*disabled[^>]*>選んだ", page.text) != []
    form = next(form for form in forms_of(page) if "chapter" in form.names())
    rows = rows_of(tail)
    key = rows.values_list("pk", flat=True)[0]
    response = send(author, form, sources=[str(key)])
    assert errors_of(response) == ["この計画は回議中なので、いまは直せません。"]
    assert Measure.objects.filter(plan=plan).count() == 2


def test_an_empty_catalogue_says_so(plan: Plan, author: Client) -> None:
    CrosswalkRow.objects.all().delete()
    NationalMeasure.objects.all().delete()
    assert "まだ何も登録されていません" in author.get(url(plan, NATIONAL)).text


def test_an_unreleased_edition_is_neither_offered_nor_taken(started: Plan, author: Client) -> None:
    form = main_form(author.get(url(started, NATIONAL)), name="chapter")
    NationalMeasureEdition.objects.update(released_at=None)
    page = send(author, form, sources=[str(key_of("05-04"))])
    assert (page.status_code, Measure.objects.filter(plan=started).count()) == (422, 0)
    assert offered(author.get(url(started, NATIONAL))) == []
