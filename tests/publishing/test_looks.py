"""The settings of a look: the page, saving, conflicts, the way back."""

import errno
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organization
from catalog.storage import sha256_of_bytes
from documents.content import Look, PhraseStyle
from plans.looks import look_from
from plans.models import BaseDocumentFile, FigureFile, HouseLook, LookChange, Plan, Revision
from plans.pictures import clean_picture
from tests.conftest import Cast
from tests.pages import errors_of, notices_of, title_of
from tests.plans.views.browser import forms_of
from tests.publishing.conftest import MakePlan, store_figure
from tests.publishing.look_forms import (
    BASE,
    SignedIn,
    base,
    form_of,
    house,
    logo,
    picture,
    post,
    put_up,
    sample_of,
    url,
)
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.admin)


@pytest.fixture
def second(cast: Cast, signed_in: SignedIn) -> Client:
    """Another browser of somebody who may set the look."""
    return signed_in(cast.superuser)


# --- the page ----------------------------------------------------------------------------------


def test_the_page_shows_the_settings_and_the_plans(
    admin: Client, cast: Cast, make_plan: MakePlan
) -> None:
    draft, circulating = make_plan("draft"), make_plan("circulating", title="回っている計画")
    put_up(circulating)
    page = admin.get(url(cast.town))
    assert title_of(page).startswith("下川町の体裁｜")
    data = form_of(page).data()
    assert {name: data[name] for name in ("numbering", "accent", "version", "plans")} == {
        "numbering": ["arabic"],
        "accent": ["#1a3f8b"],
        "version": ["1"],
        "plans": [str(draft.pk)],
    }
    assert re.findall(r"<li>(.*?)（(.*?)）</li>", page.text) == [("回っている計画", "回議中")]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_takes_as_many_queries_for_any_number_of_plans(
    count: int, admin: Client, cast: Cast, make_plan: MakePlan
) -> None:
    for number in range(count):
        make_plan(f"plan-{number}", uid=f"plan-{number}")
    for header in ("一", "二"):
        post(admin, cast.town, header_text=header)
    with assert_queries(10):
        assert admin.get(url(cast.town)).status_code == 200


def test_a_page_that_nobody_has_touched_takes_seven(admin: Client, cast: Cast) -> None:
    with assert_queries(7):
        assert admin.get(url(cast.town)).status_code == 200


def test_who_manages_the_town_is_led_there(admin: Client, cast: Cast, signed_in: SignedIn) -> None:
    link = f'href="{url(cast.town)}"'
    pages = [browser.get("/staff/").text for browser in (admin, signed_in(cast.author))]
    assert [link in page for page in pages] == [True, False]


# --- saving ------------------------------------------------------------------------------------


def test_saving_stores_the_look_and_gives_it_to_the_ticked_drafts(
    admin: Client, cast: Cast, make_plan: MakePlan
) -> None:
    ticked, left = make_plan("ticked"), make_plan("left")
    response = post(admin, cast.town, plans=[str(ticked.pk)], numbering="chapter", phrases="polite")
    assert (response.status_code, response["Location"]) == (302, url(cast.town))
    page = admin.get(url(cast.town))
    assert notices_of(page) == [
        ("success", f"体裁を保存しました。「{ticked.title}」の体裁も変わりました。")
    ]
    look = house(cast.town)
    assert (look.numbering[0].value, look.phrases) == ("第1章", PhraseStyle.POLITE)
    stored = [look_from(Plan.objects.get(pk=plan.pk).look) for plan in (ticked, left)]
    assert stored == [look, Look()]
    assert form_of(page).data()["plans"] == [str(ticked.pk)]


def test_what_is_wrong_is_shown_with_what_was_typed_and_nothing_saved(
    admin: Client, cast: Cast
) -> None:
    page = post(admin, cast.town, own_accent="#ffff00", accent="other", header_text="打った文字")
    assert (page.status_code, errors_of(page)) == (
        422,
        [
            "ほかの色：この色は薄く、白い紙の上で読みにくくなります"
            "（明るさの比が1.0。4.5以上が要ります）。もっと濃い色にしてください。"
        ],
    )
    assert form_of(page).data()["own_accent"] == ["#ffff00"]
    assert "打った文字 Ⅰ 総論" in sample_of(page)
    assert "誤りのある欄（ほかの色）は、見本に入っていません。" in sample_of(page)
    assert HouseLook.objects.count() == 0


def test_a_plan_put_up_meanwhile_is_told_and_nothing_is_saved(
    admin: Client, cast: Cast, make_plan: MakePlan
) -> None:
    plan = make_plan()
    form = form_of(admin.get(url(cast.town)))
    put_up(plan)
    page = post(admin, cast.town, form=form, header_text="新しい柱")
    assert (page.status_code, errors_of(page)) == (
        422,
        [
            "この体裁にする計画：選んだ計画に、いまは下書きでないものがあります。選び直してください。"
        ],
    )
    assert (house(cast.town), Revision.objects.count()) == (Look(), 0)


def test_an_upload_without_a_form_around_it_is_no_failure_of_ours(
    admin: Client, cast: Cast
) -> None:
    response = admin.post(url(cast.town), {"logo": "no file", "version": "x", "plans": "\x00"})
    assert response.status_code == 422


# --- files -------------------------------------------------------------------------------------


def test_a_logo_is_kept_clean_and_shown(admin: Client, cast: Cast) -> None:
    post(admin, cast.town, files=logo(), logo_alt="下川町の町章")
    clean = clean_picture(picture())
    file = FigureFile.objects.get()
    assert (file.organization, file.sha256) == (cast.town, sha256_of_bytes(clean.data))
    page = admin.get(url(cast.town))
    assert (
        re.findall(r'<img src="([^"]*)" alt="([^"]*)"', page.text)
        == [(url(cast.town, f"pictures/{file.sha256}"), "下川町の町章")] * 2
    )
    shown = admin.get(url(cast.town, f"pictures/{file.sha256}"))
    assert (shown.content, shown["Content-Type"]) == (clean.data, "image/png")


def test_a_logo_that_was_removed_comes_back_by_undo(admin: Client, cast: Cast) -> None:
    post(admin, cast.town, files=logo(), logo_alt="町章")
    before = house(cast.town)
    post(admin, cast.town, logo_remove="on")
    assert house(cast.town).logo is None
    page = admin.get(url(cast.town))
    undo = next(form for form in forms_of(page) if form.action == url(cast.town, "undo/"))
    assert admin.post(undo.action, undo.data()).status_code == 302
    assert (house(cast.town), before.logo is None) == (before, False)


def test_a_base_document_is_kept_under_its_name(admin: Client, cast: Cast) -> None:
    post(admin, cast.town, files=base())
    file = BaseDocumentFile.objects.get()
    assert (file.organization, file.name, file.sha256, file.uploaded_by) == (
        cast.town,
        "書式.docx",
        sha256_of_bytes(BASE),
        cast.admin,
    )
    assert house(cast.town).base_document == file.sha256
    assert "いまのひな形：<strong>書式.docx</strong>" in admin.get(url(cast.town)).text


def test_files_need_not_be_chosen_again_when_something_else_was_wrong(
    admin: Client, cast: Cast
) -> None:
    page = post(admin, cast.town, files=logo() | base(), kpi_label="")
    assert page.status_code == 422
    assert (FigureFile.objects.count(), BaseDocumentFile.objects.count()) == (0, 0)
    answer = post(admin, cast.town, form=form_of(page), kpi_label="指標", logo_alt="町章")
    assert answer.status_code == 302
    look = house(cast.town)
    assert (look.logo is not None, look.base_document) == (True, sha256_of_bytes(BASE))
    assert BaseDocumentFile.objects.get().name == "書式.docx"


def test_pictures_of_another_town_are_not_there(
    admin: Client, cast: Cast, signed_in: SignedIn
) -> None:
    file = store_figure(cast.other_town, b"\x89PNG theirs")
    assert admin.get(url(cast.town, f"pictures/{file.sha256}")).status_code == 404
    stranger = signed_in(cast.stranger)
    assert stranger.get(url(cast.other_town, f"pictures/{file.sha256}")).status_code == 200


# --- conflicts ---------------------------------------------------------------------------------


def rows_of(page: Any) -> list[tuple[str, str, str]]:
    """Return (label, mine, theirs) of the rows of the 409 page."""
    pattern = (
        r'<h2 id="row-\d+">(.*?)</h2>.*?<p class="pre-line">(.*?)</p>'
        r'.*?<p class="pre-line">(.*?)</p>'
    )
    return re.findall(pattern, page.text, re.DOTALL)


def test_two_people_who_save_at_once_see_both_looks(
    admin: Client, second: Client, cast: Cast, make_plan: MakePlan
) -> None:
    plan = make_plan()
    form = form_of(admin.get(url(cast.town)))
    post(second, cast.town, accent="#1b6b3a", plans=None)
    page = post(admin, cast.town, form=form, accent="#8c1c2e", files=logo(), logo_alt="町章")
    sha = sha256_of_bytes(clean_picture(picture()).data)
    assert page.status_code == 409
    assert rows_of(page) == [
        ("見出しの色", "えんじ（#8c1c2e）", "緑（#1b6b3a）"),
        ("ロゴ", f"町章（ファイル {sha[:8]}）", "（空）"),
        ("この体裁にする計画", plan.title, "（空）"),
    ]
    assert (house(cast.town).accent, FigureFile.objects.count() <= 1) == ("#1b6b3a", True)


def test_the_own_look_can_be_saved_after_all_with_its_files(
    admin: Client, second: Client, cast: Cast
) -> None:
    form = form_of(admin.get(url(cast.town)))
    post(second, cast.town, accent="#1b6b3a")
    page = post(
        admin, cast.town, form=form, accent="#8c1c2e", files=logo() | base(), logo_alt="町章"
    )
    assert page.status_code == 409
    again = form_of(page)
    assert admin.post(url(cast.town), again.data()).status_code == 302
    look = house(cast.town)
    assert (look.accent, look.logo is not None, look.base_document) == (
        "#8c1c2e",
        True,
        sha256_of_bytes(BASE),
    )
    kept = [change.former.get("accent") for change in LookChange.objects.all()]
    assert kept == ["#1b6b3a", None]


# --- undo --------------------------------------------------------------------------------------


def undo(browser: Client, town: Organization, version: str) -> list[tuple[str, str]]:
    answer = browser.post(url(town, "undo/"), {"version": version})
    assert (answer.status_code, answer["Location"]) == (302, url(town))
    return notices_of(browser.get(url(town)))


def test_undo_tells_what_came_back_and_what_did_not(
    admin: Client, cast: Cast, make_plan: MakePlan
) -> None:
    back, gone = make_plan("back", title="戻る計画"), make_plan("gone", title="回った計画")
    post(admin, cast.town, accent="#1b6b3a")
    put_up(gone)
    admin.get(url(cast.town))
    assert undo(admin, cast.town, "2") == [
        (
            "success",
            "最後の変更を元に戻しました。「戻る計画」の体裁も変わりました。"
            "「回った計画」は、そのあとに変えられたか、下書きでないため、そのままです。",
        )
    ]
    assert look_from(Plan.objects.get(pk=back.pk).look) == Look()
    assert look_from(Plan.objects.get(pk=gone.pk).look).accent == "#1b6b3a"


def test_undo_of_what_another_has_changed_does_nothing(
    admin: Client, second: Client, cast: Cast
) -> None:
    post(admin, cast.town, accent="#1b6b3a")
    admin.get(url(cast.town))
    post(second, cast.town, accent="#8c1c2e")
    assert undo(admin, cast.town, "2") == [
        (
            "danger",
            "あなたが開いたあとに、ほかの人が体裁を保存しました。何も元に戻していません。"
            "下の「変更の記録」を見て、もう一度選んでください。",
        )
    ]
    assert house(cast.town).accent == "#8c1c2e"


@pytest.mark.parametrize("version", ["", "x", "0", "-1"])
def test_undo_without_a_version_does_nothing(version: str, admin: Client, cast: Cast) -> None:
    post(admin, cast.town, accent="#1b6b3a")
    admin.get(url(cast.town))
    assert [tone for tone, _ in undo(admin, cast.town, version)] == ["danger"]
    assert house(cast.town).accent == "#1b6b3a"


def test_the_record_says_what_changed_and_for_which_plans(
    admin: Client, cast: Cast, make_plan: MakePlan
) -> None:
    plan = make_plan()
    post(admin, cast.town, header_text="<b>柱</b>", phrases="polite")
    text = admin.get(url(cast.town)).text.split("変更の記録")[-1]
    assert re.findall(r"<li>(.*?)</li>", text) == [
        "文の結び：「である」から「です・ます」に",
        "柱の文字：「（なし）」から「&lt;b&gt;柱&lt;/b&gt;」に",
    ]
    assert f"この体裁にした計画：{plan.title}" in text


# --- a storage that takes nothing -------------------------------------------------------------


def test_a_logo_that_cannot_be_kept_saves_nothing_and_keeps_what_was_typed(
    signed_in, cast, monkeypatch, caplog
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    browser = signed_in(cast.admin)
    monkeypatch.setattr("catalog.storage.os.fsync", refuse)
    before = house(cast.town)
    response = post(browser, cast.town, files=logo(), logo_alt="町章", numbering="chapter")
    assert response.status_code == 507
    assert "送られたファイルを保管できませんでした" in response.text
    assert form_of(response).data()["numbering"] == ["chapter"]
    assert (house(cast.town), FigureFile.objects.count()) == (before, 0)
