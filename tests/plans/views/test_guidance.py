"""The panel beside a text: words that have moved, the law, the guide's words."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from catalog.models import GuideEdition, OutdatedTerm
from documents.assemble import assemble
from documents.renderers.text import render_text
from plans.content import content_of
from plans.models import Chapter, Measure, NationalLink, Plan, Revision
from tests.conftest import Cast
from tests.pages import notices_of
from tests.plans.views.browser import main_form, send

pytestmark = pytest.mark.usefixtures("reference")
SignedIn = Callable[[User], Client]
SCREENS: dict[str, Any] = {"chapters/aims/": Chapter, "measures/online/": Measure}


def url(plan: Plan, tail: str = "") -> str:
    """Return an address inside a plan."""
    return f"/staff/plans/{plan.pk}/{tail}"


@pytest.fixture
def card(db: None) -> OutdatedTerm:
    """A term with a proposed wording; the only ones besides it is one without."""
    OutdatedTerm.objects.all().delete()
    OutdatedTerm.objects.create(
        old="自治体クラウド",
        note="考え方が変わった。",
        source="方針",
        checked_on=date(2026, 11, 21),
    )
    return OutdatedTerm.objects.create(
        old="個人番号カード",
        proposed="マイナンバーカード",
        note="法律の名は変わっていない。",
        source="デジタル庁",
        checked_on=date(2026, 11, 21),
        verified=True,
    )


def written(plan: Plan, text: str) -> None:
    """Write a text into the chapter and the measure of both screens."""
    body = [{"type": "paragraph", "uid": "b", "text": text}]
    for model in SCREENS.values():
        model.objects.filter(plan=plan, uid__in=["aims", "online"]).update(body=body)


def body_of(plan: Plan, tail: str) -> str:
    """Return the text of the part of a screen."""
    part = SCREENS[tail].objects.get(plan=plan, uid=tail.split("/")[1])
    return str(part.body[0]["text"])


def buttons(page: Any) -> list[tuple[str, str]]:
    """Return (term, label) of the buttons that replace."""
    return re.findall(r'value="replace:(\d+)" aria-label="([^"]*)"', page.text)


@pytest.mark.parametrize("tail", SCREENS)
def test_a_word_that_has_moved_is_told_with_its_source(
    tail: str, plan: Plan, card: OutdatedTerm, author: Client
) -> None:
    written(plan, "個人番号カードと自治体クラウドと個人番号カード")
    page = author.get(url(plan, tail))
    assert buttons(page) == [
        (str(card.pk), "「個人番号カード」を「マイナンバーカード」に置き換える")
    ]
    panel = page.text[page.text.index('id="terms"') :]
    shown = re.findall(r"<strong>(.*?)</strong>（(\d)か所）", panel)
    assert shown == [("個人番号カード", "2"), ("自治体クラウド", "1")]
    assert panel.count("未確認") == 1
    assert "典拠：デジタル庁（2026年11月21日確認）" in panel


@pytest.mark.parametrize("tail", SCREENS)
def test_a_click_replaces_it_in_this_part_only(
    tail: str, plan: Plan, card: OutdatedTerm, author: Client
) -> None:
    written(plan, "個人番号カードを使う。")
    form = main_form(author.get(url(plan, tail)))
    page = author.post(form.action, form.data(deed=f"replace:{card.pk}"), follow=True)
    assert notices_of(page) == [
        (
            "success",
            "「個人番号カード」を「マイナンバーカード」に置き換えました（1か所）。"
            "元の文は変更履歴にあり、そこから戻せます。",
        )
    ]
    texts = {each: body_of(plan, each) for each in SCREENS}
    assert texts == {
        each: "マイナンバーカードを使う。" if each == tail else "個人番号カードを使う。"
        for each in SCREENS
    }
    former = Revision.objects.filter(plan=plan, part_uid=tail.split("/")[1]).order_by("pk")
    assert former[0].data["body"][0]["text"] == "個人番号カードを使う。"


@pytest.mark.parametrize("tail", SCREENS)
def test_a_click_keeps_what_was_typed(
    tail: str, plan: Plan, card: OutdatedTerm, author: Client
) -> None:
    form = main_form(author.get(url(plan, tail)))
    send(author, form, body="新しい文と個人番号カード", deed=f"replace:{card.pk}")
    assert body_of(plan, tail) == "新しい文とマイナンバーカード"


@pytest.mark.parametrize(
    ("text", "tone", "message"),
    [
        ("文", "info", "「個人番号カード」は、この文にはもうありません。"),
        ("個人番号カード", "danger", "その用語は登録から外れています。画面を開き直してください。"),
    ],
)
def test_what_cannot_be_replaced_is_told(
    text: str, tone: str, message: str, plan: Plan, card: OutdatedTerm, author: Client
) -> None:
    written(plan, text)
    pk = card.pk if tone == "info" else 10**17
    form = main_form(author.get(url(plan, "chapters/aims/")))
    page = author.post(form.action, form.data(deed=f"replace:{pk}"), follow=True)
    assert notices_of(page) == [(tone, message)]


def test_who_may_only_read_sees_no_button(
    plan: Plan, card: OutdatedTerm, cast: Cast, signed_in: SignedIn
) -> None:
    written(plan, "個人番号カード")
    page = signed_in(cast.viewer).get(url(plan, "chapters/aims/"))
    assert (buttons(page), "変わった用語" in page.text) == ([], True)


def test_the_overview_counts_them(plan: Plan, card: OutdatedTerm, author: Client) -> None:
    written(plan, "個人番号カードと個人番号カード")
    page = author.get(url(plan))
    found = re.findall(r'<a href="([^"]*#terms)">[^<]*</a>：([^<]*)</li>', page.text)
    assert found == [
        (url(plan, "chapters/aims/#terms"), "変わった用語が2か所あります：「個人番号カード」。"),
        (url(plan, "measures/online/#terms"), "変わった用語が2か所あります：「個人番号カード」。"),
    ]


# --- the law ---------------------------------------------------------------------------------


def bases(page: Any) -> list[tuple[str, str]]:
    """Return (subject, article) of the legal bases that a page shows."""
    panel = page.text[page.text.index("<h2>法の根拠</h2>") :]
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", panel[: panel.index("</dl>")])
    return [(subject, re.sub(r"<.*?>", "", article)) for subject, article in found]


PLAN_BASIS = ("計画の策定", "官民データ活用推進基本法（平成28年法律第103号）第9条第3項")


def test_the_law_of_the_plan_and_of_the_pillar_stand_beside_the_text(
    plan: Plan, author: Client
) -> None:
    Plan.objects.filter(pk=plan.pk).update(guide_edition=GuideEdition.objects.get(code="H30"))
    assert bases(author.get(url(plan, "chapters/aims/"))) == [PLAN_BASIS]
    pillar = ("オンライン化原則", "第10条第1項（手引の記載）")
    for tail in ("measures/online/", "chapters/theme-1/"):
        assert bases(author.get(url(plan, tail))) == [PLAN_BASIS, pillar]


def test_a_plan_that_names_no_guide_is_shown_the_newest(plan: Plan, author: Client) -> None:
    assert len(bases(author.get(url(plan, "measures/online/")))) == 2


# --- examples --------------------------------------------------------------------------------


def test_a_town_sees_how_another_wrote_the_section(plan: Plan, author: Client) -> None:
    Chapter.objects.filter(plan=plan, uid="aims").update(guide_section=2)
    page = author.get(url(plan, "chapters/aims/"))
    assert page.text.count("<summary>下川町の例</summary>") == 1
    assert "今の下川町の取組を示すものではありません" in page.text
    assert "の例</summary>" not in author.get(url(plan, "chapters/theme-1/")).text


# --- whether the national measures are printed -----------------------------------------------


def test_the_switch_names_what_the_guide_says_of_it(plan: Plan, author: Client) -> None:
    page = author.get(url(plan, "basics/"))
    assert (
        "手引は「必ずしも併記する必要はありません」としています（雛型６の脚注5）。"
        "載せなくても、対応の記録は計画に残ります。"
    ) in page.text


@pytest.mark.parametrize(("switch", "is_printed"), [("on", True), (None, False)])
def test_the_book_obeys_the_switch(
    switch: str | None, is_printed: bool, plan: Plan, author: Client
) -> None:
    NationalLink.objects.create(
        plan=plan,
        uid="link",
        measure=Measure.objects.get(plan=plan, uid="online"),
        edition="R1",
        name="ある国の施策",
    )
    form = main_form(author.get(url(plan, "basics/")))
    send(author, form, prints_national_measures=switch)
    content = content_of(Plan.objects.get(pk=plan.pk))
    assert ("ある国の施策" in render_text(assemble(content, None))) is is_printed
    assert [link.name for link in content.measures[0].national_measures] == ["ある国の施策"]
