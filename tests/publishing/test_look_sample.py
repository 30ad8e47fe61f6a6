"""The sample of a look: as sheets beside the settings, and as files."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organization
from documents.codec import encode
from documents.content import Look
from plans.models import BaseDocumentFile, FigureFile, HouseLook
from tests.conftest import Cast
from tests.pages import errors_of
from tests.publishing.conftest import AT
from tests.publishing.look_forms import (
    HTMX,
    SignedIn,
    base,
    form_of,
    logo,
    post,
    sample_of,
    url,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.admin)


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
    assert (response.status_code, engine.asked) == (200, ["pdf", "docx"])
    assert response.content.decode() == "PK 官民データ活用推進計画（見本） 案 {'c-purpose': 3}"


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
