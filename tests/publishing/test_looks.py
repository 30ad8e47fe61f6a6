"""The settings of a look: the page, the sample beside it, saving, conflicts, the way back."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Organization, User
from catalog.storage import sha256_of_bytes
from documents.codec import encode
from documents.content import Logo, Look, PhraseStyle
from documents.renderers import docx
from plans.enums import PlanState
from plans.looks import find_house_look, keep_base_document, look_from
from plans.models import BaseDocumentFile, FigureFile, HouseLook, LookChange, Plan, Revision
from plans.pictures import clean_picture
from publishing.drafts import draft_file
from publishing.enums import Format
from publishing.errors import RenderingFailed
from publishing.figures import figures_of
from publishing.store import key_of
from tests.conftest import Cast
from tests.pages import errors_of, notices_of, title_of
from tests.plans.views.browser import Form, forms_of, main_form
from tests.publishing.conftest import AT, MakePlan, Publish, content_for, store_figure
from tests.queries import assert_queries

pytestmark = pytest.mark.django_db

SignedIn = Callable[[User], Client]
BASE = Path(settings.BASE_DIR, "documents", "assets", "base.docx").read_bytes()
HTMX = {"HX-Request": "true"}


def url(town: Organization, tail: str = "") -> str:
    return f"/staff/organizations/{town.pk}/look/{tail}"


def picture(colour: str = "red") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (3, 2), colour).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.admin)


@pytest.fixture
def second(cast: Cast, signed_in: SignedIn) -> Client:
    """Another browser of somebody who may set the look."""
    return signed_in(cast.superuser)


def form_of(response: Any) -> Form:
    """Return the form of the settings."""
    return main_form(response, name="numbering")


def post(
    browser: Client,
    town: Organization,
    tail: str = "",
    *,
    form: Form | None = None,
    files: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
    **changed: Any,
) -> Any:
    """Send the settings as they are shown, with some fields changed."""
    form = form or form_of(browser.get(url(town)))
    data: dict[str, Any] = {**form.data(**changed), **(files or {})}
    return browser.post(url(town, tail), data, headers=headers or {})


def house(town: Organization) -> Look:
    return look_from(find_house_look(town).data)


def sample_of(response: Any) -> str:
    """Return the sample of a page as text without tags, its spaces made one."""
    found = re.search(r'<div id="look-sample".*?\n</div>', response.text, re.DOTALL)
    assert found is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found[0])).strip()


def put_up(plan: Plan) -> None:
    """Let a plan circulate, whatever is missing in it."""
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CIRCULATING)


def logo(colour: str = "red") -> dict[str, Any]:
    return {"logo": SimpleUploadedFile("logo.png", picture(colour), "image/png")}


def base(data: bytes = BASE, name: str = "書式.docx") -> dict[str, Any]:
    return {"base_document": SimpleUploadedFile(name, data, "application/zip")}


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


# --- the sample --------------------------------------------------------------------------------


def sampled(browser: Client, town: Organization, **changed: Any) -> str:
    """Return what the sample says that htmx asks for."""
    response = post(browser, town, "sample/", headers=HTMX, **changed)
    assert (response.status_code, response.text.count("<html")) == (200, 0)
    return sample_of(response)


def test_the_sample_is_in_the_stored_look_at_first(admin: Client, cast: Cast) -> None:
    HouseLook.objects.create(
        organization=cast.town,
        data=encode(Look(header_text="町の計画")),
        updated_by=cast.admin,
        updated_at=AT,
    )
    sample = sample_of(admin.get(url(cast.town)))
    assert sample.count("町の計画") == 4  # every sheet but the cover
    assert "下川町 官民データ活用推進計画（見本） 体裁を確かめるための見本 令和8年3月 案" in sample


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"numbering": "chapter"}, "第1章 計画の目的"),
        ({"numbering": "roman"}, "Ⅰ 計画の目的"),
        ({"depth_4": "・"}, "・ データの棚卸し"),
        ({"part_numbering": "第1部"}, "第2部 施策"),
        ({"phrases": "polite"}, "本計画に掲げる施策は、次の2件です。"),
        ({"phrases": "plain"}, "本計画に掲げる施策は、次の2件である。"),
        ({"kpi_label": "■指標"}, "■指標 指標 基準値"),
        ({"schedule_label": "■工程"}, "■工程 取組 工程"),
        ({"header_text": "柱の{{ 7|add:1 }}文字"}, "柱の{{ 7|add:1 }}文字"),
        ({"new_text": "left"}, "新 旧 施設の予約は、オンラインと窓口で"),
        ({"new_text": "right"}, "旧 新 施設の予約は、窓口で"),
    ],
)
def test_the_sample_follows_each_setting(
    changed: dict[str, Any], words: str, admin: Client, cast: Cast
) -> None:
    assert words in sampled(admin, cast.town, **changed)


def test_nothing_is_saved_by_looking(admin: Client, cast: Cast) -> None:
    sampled(admin, cast.town, files=logo() | base(), logo_alt="町章", accent="#1b6b3a")
    counts = [model.objects.count() for model in (HouseLook, FigureFile, BaseDocumentFile)]
    assert counts == [0, 0, 0]


def test_fonts_colour_and_turned_sheets_are_seen_in_the_markup(admin: Client, cast: Cast) -> None:
    changed: dict[str, Any] = {
        "body_font": "gothic",
        "heading_font": "mincho",
        "own_accent": "#123456",
    }
    page = post(admin, cast.town, "sample/", headers=HTMX, **changed).text
    assert '<link rel="stylesheet" href="/staff/colours/123456.css">' in page
    sheets = re.findall(r'<div class="(look-sheet[^"]*)"', page)
    kind = "look-sheet look-body-gothic look-heading-mincho"
    assert sheets == [kind, kind, kind, f"{kind} look-turned", kind]
    upright = post(admin, cast.town, "sample/", headers=HTMX, landscape_tables=None).text
    assert "look-turned" not in upright


def test_a_logo_is_in_the_sample_before_it_is_saved(admin: Client, cast: Cast) -> None:
    page = post(admin, cast.town, "sample/", headers=HTMX, files=logo(), logo_alt="町章").text
    found = re.findall(r'<img src="data:image/png;base64,[\w+/=]+" alt="(.*?)"', page)
    assert found == ["町章"]


def test_what_is_wrong_is_left_out_of_the_sample_and_told(admin: Client, cast: Cast) -> None:
    said = sampled(admin, cast.town, own_accent="#eeeeee", kpi_label="", header_text="柱")
    told, _, rest = said.partition("。")
    assert told == "誤りのある欄（ほかの色、KPIの見出し）は、見本に入っていません"
    assert ("＜KPI＞" in rest, "柱 Ⅰ 総論" in rest) == (True, True)


def test_without_htmx_the_whole_page_comes_back_with_what_was_typed(
    admin: Client, cast: Cast
) -> None:
    page = post(admin, cast.town, "sample/", header_text="打った文字", files=base())
    assert (page.status_code, form_of(page).data()["header_text"]) == (200, ["打った文字"])
    assert form_of(page).action == url(cast.town)
    assert "打った文字 Ⅰ 総論" in sample_of(page)
    assert "選んだひな形「書式.docx」は預かっています。" in page.text


def test_a_script_in_a_label_is_text(admin: Client, cast: Cast) -> None:
    page = post(admin, cast.town, "sample/", headers=HTMX, kpi_label="<script>alert(1)</script>")
    assert ("<script" in page.text, "&lt;script&gt;" in page.text) == (False, True)


# --- files of the sample -----------------------------------------------------------------------


def test_the_sample_as_pdf_in_the_look_that_was_sent(admin: Client, cast: Cast) -> None:
    response = post(admin, cast.town, "sample/pdf/", files=logo(), logo_alt="町章")
    assert (response.status_code, response["Content-Type"], response["Cache-Control"]) == (
        200,
        "application/pdf",
        "no-store",
    )
    assert response.content[:5] == b"%PDF-"
    assert b"/Image" in response.content
    assert response["Content-Disposition"].startswith(
        "attachment; filename=\"look-sample.pdf\"; filename*=UTF-8''"
    )


def test_the_sample_as_word_in_the_look_that_was_sent(
    admin: Client, cast: Cast, engine: Any
) -> None:
    response = post(admin, cast.town, "sample/docx/")
    assert (response.status_code, engine.asked) == (200, ["docx"])
    assert response.content.startswith("PK 官民データ活用推進計画（見本）".encode())


@pytest.mark.parametrize("format", ["json", "txt", "exe"])
def test_there_is_no_other_file_of_the_sample(format: str, admin: Client, cast: Cast) -> None:
    assert post(admin, cast.town, f"sample/{format}/").status_code == 404


def test_a_file_of_a_wrong_form_is_none(admin: Client, cast: Cast) -> None:
    response = post(admin, cast.town, "sample/pdf/", kpi_label="")
    assert (response.status_code, errors_of(response)) == (422, ["KPIの見出し：入れてください。"])


# --- the colour --------------------------------------------------------------------------------


def test_the_colour_is_a_style_sheet_of_its_own(admin: Client) -> None:
    response = admin.get("/staff/colours/1b6b3a.css")
    assert (response.text, response["Content-Type"]) == (
        ".look-sheet { --accent: #1b6b3a; }\n",
        "text/css",
    )


@pytest.mark.parametrize("colour", ["1B6B3A", "fff", "1b6b3", "1b6b3a;", "red", "%7D%7D"])
def test_nothing_but_six_digits_is_a_colour(colour: str, admin: Client) -> None:
    assert admin.get(f"/staff/colours/{colour}.css").status_code == 404


# --- in plans and editions ---------------------------------------------------------------------


@pytest.fixture
def crest(cast: Cast) -> Logo:
    """A logo whose picture the town has."""
    file = store_figure(cast.town, picture())
    return Logo(sha256=file.sha256, media_type="image/png", alt="下川町の町章")


def test_the_public_page_shows_the_logo_of_its_edition(
    client: Client, crest: Logo, make_plan: MakePlan, publish: Publish
) -> None:
    publish(make_plan(look=Look(logo=crest)))
    page = client.get("/plans/shimokawa/").text
    address = f"/figures/shimokawa/1/{crest.sha256}"
    assert re.findall(r'<img src="([^"]*)" alt="([^"]*)"', page) == [(address, "下川町の町章")]
    assert client.get(address).content == picture()


def test_a_logo_that_the_edition_does_not_name_is_not_told_of(
    client: Client, cast: Cast, crest: Logo, make_plan: MakePlan, publish: Publish
) -> None:
    publish(make_plan(look=Look(logo=crest)))
    newer = store_figure(cast.town, picture("blue"))
    make_plan("draft", look=Look(logo=Logo(sha256=newer.sha256, media_type="image/png", alt="新")))
    assert client.get(f"/figures/shimokawa/1/{newer.sha256}").status_code == 404


def test_colleagues_see_the_logo_of_a_draft(
    crest: Logo, make_plan: MakePlan, cast: Cast, signed_in: SignedIn
) -> None:
    plan = make_plan(look=Look(logo=crest))
    page = signed_in(cast.viewer).get(f"/staff/plans/{plan.pk}/preview/").text
    address = f"/staff/plans/{plan.pk}/figures/{crest.sha256}"
    assert re.findall(r'<p class="plan-cover-logo"><img src="([^"]*)"', page) == [address]


def test_logo_and_base_document_reach_the_renderers_by_their_hashes(
    crest: Logo, cast: Cast
) -> None:
    keep_base_document(cast.town, BASE, name="書式.docx", by=cast.admin, at=AT)
    look = Look(logo=crest, base_document=sha256_of_bytes(BASE))
    assert figures_of(content_for(cast.town, look=look), cast.town) == {
        crest.sha256: picture(),
        sha256_of_bytes(BASE): BASE,
    }


def test_a_logo_of_another_town_is_never_taken(crest: Logo, cast: Cast) -> None:
    with pytest.raises(RenderingFailed):
        figures_of(content_for(cast.other_town, look=Look(logo=crest)), cast.other_town)


def base_of(town: Organization, by: User) -> Look:
    """Return a look with a base document that the town has."""
    keep_base_document(town, BASE, name="書式.docx", by=by, at=AT)
    return Look(base_document=sha256_of_bytes(BASE))


def test_word_takes_the_base_document_that_its_plan_names(
    cast: Cast, make_plan: MakePlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = make_plan(look=base_of(cast.town, cast.admin))
    handed: list[bytes | None] = []
    render = docx.render_docx

    def render_docx(*args: Any, base: bytes | None, **kwargs: Any) -> bytes:
        handed.append(base)
        return render(*args, base=base, **kwargs)

    monkeypatch.setattr(docx, "render_docx", render_docx)
    assert draft_file(plan, Format.DOCX)[:2] == b"PK"
    assert handed == [BASE]


def test_the_sample_as_word_takes_a_base_document_that_is_not_kept_yet(
    admin: Client, cast: Cast
) -> None:
    response = post(admin, cast.town, "sample/docx/", files=base())
    assert (response.status_code, response.content[:2]) == (200, b"PK")
    assert BaseDocumentFile.objects.count() == 0


@pytest.mark.parametrize("fault", ["lost", "of another town"])
def test_without_its_base_document_a_plan_is_no_word_file_and_still_a_pdf(
    fault: str, cast: Cast, make_plan: MakePlan, engine: Any, caplog: pytest.LogCaptureFixture
) -> None:
    plan = make_plan(look=base_of(cast.town, cast.admin))
    file = BaseDocumentFile.objects.get()
    if fault == "lost":
        file.file.storage.delete(str(file.file.name))
    else:
        BaseDocumentFile.objects.update(organization=cast.other_town)
    with pytest.raises(RenderingFailed) as failure:
        draft_file(plan, Format.DOCX)
    assert str(failure.value) == (
        "この計画の体裁が使うWordのひな形が、見つからないか、壊れています。"
        "団体の管理者が「体裁」の画面でひな形を登録し直すか、外してください。"
    )
    assert draft_file(plan, Format.PDF)[:4] == b"%PDF"


def test_another_base_document_makes_another_key(
    cast: Cast, make_plan: MakePlan, publish: Publish
) -> None:
    plain = publish(make_plan("plain"))
    styled = publish(make_plan("styled", look=base_of(cast.town, cast.admin)))
    keys = [key_of(edition, Format.DOCX) for edition in (plain, styled)]
    assert keys[0] != keys[1]
