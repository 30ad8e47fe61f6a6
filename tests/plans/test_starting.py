"""A new plan begins from the guide's seven sections, in the body's own name."""

from dataclasses import replace

import pytest

from catalog.models import GuideEdition, Municipality
from documents import content as c
from documents.bodies import plain_text
from documents.eras import DateReading
from documents.validation import check_content, walk
from plans.content import content_of
from plans.enums import Deed, PlanState
from plans.looks import save_house_look
from plans.models import Event, Plan
from plans.starting import Wish, default_title, legal_basis, period_of, start_plan
from tests.conftest import Cast
from tests.factories import make_organization
from tests.plans.samples import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

# Code of the body → its name, and its paragraph of the Act.
BODIES = {
    "010006": ("北海道", "第9条第1項"),
    "130001": ("東京都", "第9条第1項"),
    "131016": ("千代田区", "第9条第3項"),
    "014036": ("泊村", "第9条第3項"),
    "011002": ("札幌市", "第9条第3項"),
    "014681": ("下川町", "第9条第3項"),
}
WISH = Wish(title="計画", pattern=c.Pattern.STANDALONE)

ONLINE = "手続における情報通信の技術の利用等に係る取組"
OPEN_DATA = "官民データの容易な利用等に係る取組"
CARD = "個人番号カードの普及及び活用に係る取組"
DIVIDE = "利用の機会等の格差の是正に係る取組"
STANDARDS = "情報システムに係る規格の整備及び互換性の確保等に係る取組"
REST = "その他"


def started(cast: Cast, wish: Wish = WISH, *, code: str = "014681") -> c.PlanContent:
    """Return what a new plan of a body says."""
    return content_of(start(cast, wish, code=code))


def start(cast: Cast, wish: Wish = WISH, *, code: str = "014681") -> Plan:
    """Start a plan of a body and return it."""
    edition = GuideEdition.objects.get(code="H30")
    organization = make_organization(code)
    return start_plan(organization, by=cast.author, at=NOON, edition=edition, wish=wish)


@pytest.mark.parametrize("code", BODIES)
def test_the_seven_sections_bear_the_bodys_own_name(code: str, cast: Cast) -> None:
    name, _ = BODIES[code]
    assert [(chapter.title, chapter.guide_section) for chapter in started(cast, code=code).chapters] == [
        (f"{name}の現状及び課題", 1),
        (f"{name}官民データ活用推進計画の目的", 2),
        (f"{name}官民データ活用推進計画の位置付け", 3),
        (f"{name}官民データ活用推進計画の推進体制", 4),
        ("官民データ活用の推進に関する施策の基本的な方針", 5),
        ("官民データ活用の推進に係る個別施策", 6),
        ("セキュリティ及び個人情報の適正な取扱いの確保", 7),
    ]  # fmt: skip


@pytest.mark.parametrize("code", BODIES)
def test_the_examples_speak_in_the_bodys_own_name(code: str, cast: Cast) -> None:
    name, _ = BODIES[code]
    security = started(cast, code=code).chapters[6]
    text = plain_text(security.body)
    assert text.startswith(f"{name}官民データ活用推進計画の実施に当たっては、")
    assert (text.count(name), text.count("○○県")) == (3, 0)


@pytest.mark.parametrize("code", BODIES)
def test_the_law_obliges_prefectures_and_asks_municipalities(code: str, cast: Cast) -> None:
    _, article = BODIES[code]
    law = "官民データ活用推進基本法（平成28年法律第103号）"
    assert [(hat.law, hat.article) for hat in started(cast, code=code).hats] == [(law, article)]
    assert legal_basis(Municipality.objects.get(code=code)) == article


@pytest.mark.parametrize("code", BODIES)
def test_the_usual_title(code: str) -> None:
    body = Municipality.objects.get(code=code)
    assert default_title(body) == f"{BODIES[code][0]}官民データ活用推進計画"


def test_every_pillar_has_a_chapter_of_policy_and_one_of_measures(cast: Cast) -> None:
    content = started(cast)
    below = {chapter.guide_section: chapter.children for chapter in content.chapters}
    assert [child.title for child in below[5]] == [ONLINE, OPEN_DATA, CARD, DIVIDE, STANDARDS]
    assert [(child.title, child.kind) for child in below[6]] == [
        (title, c.ChapterKind.THEME) for title in (ONLINE, OPEN_DATA, CARD, DIVIDE, STANDARDS, REST)
    ]
    assert [(tag.scheme, tag.code, tag.label) for tag in content.tags] == [
        (c.TagScheme.PILLAR, str(no), title)
        for no, title in enumerate((ONLINE, OPEN_DATA, CARD, DIVIDE, STANDARDS, REST), start=1)
    ]


def test_only_chosen_pillars_are_taken_up(cast: Cast) -> None:
    content = started(cast, replace(WISH, pillars=(2, 6)))
    titles = {
        chapter.guide_section: [child.title for child in chapter.children]
        for chapter in content.chapters
        if chapter.children
    }
    assert titles == {5: [OPEN_DATA], 6: [OPEN_DATA, REST]}


def test_chapters_of_a_pillar_carry_its_tag(cast: Cast) -> None:
    content = started(cast, replace(WISH, pillars=(3,)))
    (tag,) = content.tags
    assert [chapter.tags for chapter in content.chapters] == [()] * 7
    assert [child.tags for chapter in content.chapters for child in chapter.children] == [
        (tag.uid,),
        (tag.uid,),
    ]


def test_the_policies_stand_in_the_chapters_of_their_pillars_only(cast: Cast) -> None:
    policies = started(cast).chapters[4]
    opening = plain_text(policies.body)
    assert opening.endswith("それぞれの柱に係る基本的な方針は次のとおりとする。")
    assert len(policies.body) == 1
    assert plain_text(policies.children[1].body).startswith("官民データを様々な主体が容易に活用")
    assert "下川町や区域の市町村が保有するデータ" in plain_text(policies.children[1].body)


@pytest.mark.parametrize("pillars", [(1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)])
def test_the_opening_names_the_five_pillars_of_a_plan_that_has_them(
    pillars: tuple[int, ...], cast: Cast
) -> None:
    policies = started(cast, replace(WISH, pillars=pillars)).chapters[4]
    assert "の5つの取組を柱とし" in plain_text(policies.body)


@pytest.mark.parametrize("pillars", [(1, 3), (1, 2, 3, 4, 6), (6,), ()])
def test_no_opening_claims_pillars_that_the_plan_has_not(
    pillars: tuple[int, ...], cast: Cast
) -> None:
    content = started(cast, replace(WISH, pillars=pillars))
    bodies = [value.body for _, value in walk(content.chapters, "") if isinstance(value, c.Chapter)]
    text = "\n".join(plain_text(body) for body in bodies)
    assert (content.chapters[4].body, text.count("つの取組を柱とし")) == ((), 0)


def test_facts_are_shown_where_the_guide_has_their_section(cast: Cast) -> None:
    content = started(cast)
    assert {chapter.guide_section: (chapter.kind, chapter.shows) for chapter in content.chapters} == {
        1: (c.ChapterKind.TEXT, ()),
        2: (c.ChapterKind.TEXT, ()),
        3: (c.ChapterKind.TEXT, (c.Shown.POSITION,)),
        4: (c.ChapterKind.TEXT, (c.Shown.GOVERNANCE,)),
        5: (c.ChapterKind.BASIC_POLICIES, ()),
        6: (c.ChapterKind.MEASURES, ()),
        7: (c.ChapterKind.SECURITY, ()),
    }  # fmt: skip


def test_without_examples_the_chapters_are_blank(cast: Cast) -> None:
    content = started(cast, replace(WISH, with_examples=False))
    blocks = [value for _, value in walk(content.chapters, "") if isinstance(value, c.Paragraph)]
    assert blocks == []
    assert [len(chapter.children) for chapter in content.chapters] == [0, 0, 0, 0, 5, 6, 0]


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (None, None, None),
        (
            2026,
            2029,
            c.Period(
                written="令和8年度から令和11年度まで",
                start=DateReading(2026, is_fiscal=True),
                end=DateReading(2029, is_fiscal=True),
            ),
        ),
        (2026, None, c.Period(written="令和8年度から", start=DateReading(2026, is_fiscal=True))),
        (None, 2029, c.Period(written="令和11年度まで", end=DateReading(2029, is_fiscal=True))),
    ],
)
def test_the_period_is_what_was_said_and_nothing_is_invented(
    first: int | None, last: int | None, period: c.Period | None, cast: Cast
) -> None:
    assert period_of(first, last) == period
    assert started(cast, replace(WISH, first_year=first, last_year=last)).period == period


def test_the_plan_that_it_is_put_into_is_named(cast: Cast) -> None:
    wish = replace(
        WISH,
        pattern=c.Pattern.EMBEDDED,
        parent_title="総合計画",
        parent_url="https://example.jp/",
        parent_pages="45",
    )
    content = started(cast, wish)
    assert content.pattern is c.Pattern.EMBEDDED
    assert [(p.relation, p.title, p.url, p.pages) for p in content.related_plans] == [
        (c.Relation.PARENT, "総合計画", "https://example.jp/", "45")
    ]


def test_a_new_plan_is_a_sound_draft_with_its_first_event(cast: Cast) -> None:
    plan = start(cast)
    check_content(content_of(plan))
    event = Event.objects.get(plan=plan)
    assert (plan.state, plan.slug, plan.guide_edition.code if plan.guide_edition else "") == (
        PlanState.DRAFTING,
        "014681-1",
        "H30",
    )
    assert (event.deed, event.by, event.data) == (Deed.CREATE, cast.author, {"guide": "H30"})


def test_two_plans_share_no_identifier(cast: Cast) -> None:
    uids = [
        {value.uid for _, value in walk(started(cast), "plan") if hasattr(value, "uid")}
        for _ in range(2)
    ]
    assert uids[0] & uids[1] == set()


def test_a_new_plan_begins_in_the_look_of_the_house(cast: Cast) -> None:
    look = c.Look(accent="#1b6b3a", phrases=c.PhraseStyle.POLITE)
    save_house_look(cast.town, look=look, plans=[], version=1, by=cast.admin, at=NOON)
    assert (started(cast).look, started(cast, code="131016").look) == (look, c.Look())
