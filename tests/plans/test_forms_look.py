"""The form of a look: what it says, what it refuses, what it keeps."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from PIL import Image

from accounts.models import Organization
from catalog.storage import sha256_of_bytes
from documents.codec import encode
from documents.content import FontFamily, Logo, Look, NewTextSide, NumberStyle, PhraseStyle
from plans.forms.look import DEPTHS, LookForm
from plans.look_words import COLOURS, PRESETS, look_words
from plans.looks import find_house_look, takers
from plans.models import HouseLook, Plan
from plans.pictures import clean_picture
from plans.uploads import find_upload
from tests.conftest import Cast
from tests.plans.samples import NOON, small_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]

BASE = Path(settings.BASE_DIR, "documents", "assets", "base.docx").read_bytes()
N = NumberStyle


def picture(colour: str = "red") -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (3, 2), colour).save(buffer, "PNG")
    return buffer.getvalue()


LOGO = SimpleUploadedFile("logo.png", picture(), "image/png")


def house(town: Organization, look: Look = Look(), **columns: Any) -> HouseLook:  # noqa: B008 - frozen
    return HouseLook(organization=town, data=encode(look), **columns)


def shown(look: HouseLook) -> dict[str, list[str]]:
    """Return what the browser would send of the form as it is shown."""
    form = LookForm(house_look=look, takers=takers(look))
    sent: dict[str, list[str]] = {}
    for name in form.fields:
        value = form[name].value()
        if name not in {"logo", "base_document"} and value not in (None, "", False):
            sent[name] = [str(v) for v in (value if isinstance(value, list) else [value])]
    return sent


def filled(look: HouseLook, files: dict[str, Any] | None = None, **changed: Any) -> LookForm:
    """Return the form as it is sent with some fields changed; None leaves one out."""
    data = QueryDict(mutable=True)
    for name, values in {**shown(look), **changed}.items():
        if values is not None:
            data.setlist(name, values if isinstance(values, list) else [values])
    return LookForm(data, files or {}, house_look=look, takers=takers(look))


def sound(form: LookForm) -> Look:
    assert form.errors == {}
    return form.look()


def errors(form: LookForm) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


ALL = Look(
    part_numbering=N.PART_KANJI,
    numbering=(N.NONE, N.RING, N.DOT),
    kpi_label="■指標",
    schedule_label="■工程",
    header_text="町の計画",
    accent="#123456",
    phrases=PhraseStyle.POLITE,
    body_font=FontFamily.GOTHIC,
    heading_font=FontFamily.MINCHO,
    landscape_tables=False,
    new_text=NewTextSide.RIGHT,
    logo=Logo(sha256="a" * 64, media_type="image/png", alt="町章"),
    base_document="b" * 64,
)


@pytest.mark.parametrize("look", [Look(), ALL], ids=["defaults", "everything"])
def test_what_is_shown_and_sent_back_is_the_same_look(look: Look, cast: Cast) -> None:
    assert sound(filled(house(cast.town, look))) == look


FIELDS: list[tuple[dict[str, Any], Look]] = [
    ({"phrases": "polite"}, Look(phrases=PhraseStyle.POLITE)),
    ({"body_font": "gothic"}, Look(body_font=FontFamily.GOTHIC)),
    ({"heading_font": "mincho"}, Look(heading_font=FontFamily.MINCHO)),
    ({"new_text": "right"}, Look(new_text=NewTextSide.RIGHT)),
    ({"landscape_tables": None}, Look(landscape_tables=False)),
    ({"header_text": " 町の計画 "}, Look(header_text="町の計画")),
    ({"kpi_label": "指標"}, Look(kpi_label="指標")),
    ({"schedule_label": "工程"}, Look(schedule_label="工程")),
    ({"part_numbering": "第1部"}, Look(part_numbering=N.PART_KANJI)),
    ({"part_numbering": None}, Look(part_numbering=N.NONE)),
    ({"accent": "#1b6b3a"}, Look(accent="#1b6b3a")),
    ({"accent": "other", "own_accent": "#123456"}, Look(accent="#123456")),
    # Who types a colour, or chooses for a depth, need not tick the choice above it as well.
    ({"own_accent": "＃１２３４５６"}, Look(accent="#123456")),
    ({"own_accent": "123ABC"}, Look(accent="#123abc")),
    ({"own_accent": "#123456", "accent": "#1b6b3a"}, Look(accent="#1b6b3a")),
    ({"numbering": "chapter"}, Look(numbering=PRESETS["chapter"])),
    ({"numbering": "roman", "depth_1": "①"}, Look(numbering=PRESETS["roman"])),
    ({"depth_1": "第1節"}, Look(numbering=(N.SECTION, N.PAREN, N.CIRCLED, N.KATAKANA))),
    ({"numbering": "free", "depth_3": None, "depth_4": None}, Look(numbering=(N.ARABIC, N.PAREN))),
    ({"numbering": "free", **dict.fromkeys(DEPTHS)}, Look(numbering=())),
    (
        {"numbering": "free", "depth_1": None, "depth_6": "・"},
        Look(numbering=(N.NONE, N.PAREN, N.CIRCLED, N.KATAKANA, N.NONE, N.DOT)),
    ),
]


@pytest.mark.parametrize(("changed", "expected"), FIELDS)
def test_each_field_says_its_part_of_the_look(
    changed: dict[str, Any], expected: Look, cast: Cast
) -> None:
    assert sound(filled(house(cast.town), **changed)) == expected


def test_the_numberings_that_are_offered() -> None:
    field = LookForm.base_fields["numbering"]
    assert [label for _, label in field.choices] == [  # type: ignore[attr-defined]
        "第1章 → 1 → (1) → ①",
        "1 → (1) → ① → ア",
        "Ⅰ → 1 → (1) → ①",
        "段ごとに選ぶ",
    ]


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"kpi_label": ""}, "kpi_label", "入れてください。"),
    ({"schedule_label": " "}, "schedule_label", "入れてください。"),
    ({"accent": "other"}, "own_accent", "色を書くか、上の色から選んでください。"),
    (
        {"own_accent": "red"},
        "own_accent",
        "色は「#」と英数字6桁（0～9、a～f）で書いてください。例：#1a3f8b",
    ),
    (
        {"own_accent": "#fff; } body { display: none"},
        "own_accent",
        "色は「#」と英数字6桁（0～9、a～f）で書いてください。例：#1a3f8b",
    ),
    (
        {"own_accent": "#777777"},
        "own_accent",
        "この色は薄く、白い紙の上で読みにくくなります（明るさの比が4.4。4.5以上が要ります）。"
        "もっと濃い色にしてください。",
    ),
    (
        {"header_text": "\x00"},
        "header_text",
        "1文字目に使えない文字（U+0000）があります。",
    ),
    (
        {"version": None},
        "version",
        "画面の情報が足りません。文を写してから、この画面を開き直してください。",
    ),
]


@pytest.mark.parametrize(("changed", "name", "message"), REFUSED)
def test_what_is_wrong_is_told_at_its_field(
    changed: dict[str, Any], name: str, message: str, cast: Cast
) -> None:
    form = filled(house(cast.town), **changed)
    assert errors(form) == {name: [message]}
    # The sample goes on with what is right.
    assert form.look().accent == Look().accent


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_that_is_offered_could_be_typed(colour: str, cast: Cast) -> None:
    assert sound(filled(house(cast.town), own_accent=colour)).accent == colour


@pytest.mark.parametrize(
    "name", ["numbering", "phrases", "body_font", "heading_font", "accent", "new_text"]
)
def test_a_choice_that_is_none_is_refused(name: str, cast: Cast) -> None:
    wrong: dict[str, Any] = {name: "x"}
    form = filled(house(cast.town), **wrong)
    assert list(errors(form)) == [name]
    assert form.look() == Look()


# --- the logo ----------------------------------------------------------------------------------


def sent_logo(data: bytes = LOGO.read()) -> dict[str, Any]:
    return {"logo": SimpleUploadedFile("C:\\町章.png", data, "text/plain")}


def test_a_logo_is_taken_clean_and_named_by_its_hash(cast: Cast) -> None:
    form = filled(house(cast.town), sent_logo(), logo_alt="町章")
    clean = clean_picture(picture())
    assert sound(form).logo == Logo(
        sha256=sha256_of_bytes(clean.data), media_type="image/png", alt="町章"
    )
    assert form.picture == clean


def test_a_logo_needs_words(cast: Cast) -> None:
    form = filled(house(cast.town), sent_logo())
    assert errors(form) == {"logo_alt": ["ロゴが何であるかを書いてください。例：下川町の町章"]}


def test_the_words_of_a_logo_can_be_changed_and_not_emptied(cast: Cast) -> None:
    stored = house(cast.town, ALL)
    assert sound(filled(stored, logo_alt="下川町の町章")).logo == Logo(
        sha256="a" * 64, media_type="image/png", alt="下川町の町章"
    )
    assert list(errors(filled(stored, logo_alt=None))) == ["logo_alt"]


def test_a_logo_can_be_removed(cast: Cast) -> None:
    assert sound(filled(house(cast.town, ALL), logo_remove="on", logo_alt=None)).logo is None


def test_a_new_logo_counts_more_than_the_wish_to_remove_the_old_one(cast: Cast) -> None:
    form = filled(house(cast.town, ALL), sent_logo(), logo_remove="on")
    logo = sound(form).logo
    assert logo is not None
    assert form.picture is not None
    assert logo.sha256 == sha256_of_bytes(form.picture.data)


def test_words_without_a_logo_are_no_fault(cast: Cast) -> None:
    assert sound(filled(house(cast.town), logo_alt="町章")) == Look()


def test_an_svg_is_refused_at_the_field(cast: Cast) -> None:
    form = filled(house(cast.town, ALL), sent_logo(b"<svg xmlns='http://www.w3.org/2000/svg'/>"))
    assert errors(form) == {
        "logo": [
            "PNG又はJPEGの画像として読めません。SVGなどほかの形式は使えません。"
            "画像を開いて、PNGで保存し直したものを選んでください。"
        ]
    }
    assert form.look() == ALL


def test_a_logo_of_six_megabytes_is_refused_by_its_size(cast: Cast) -> None:
    form = filled(house(cast.town), sent_logo(b"x" * (5 * 1024 * 1024 + 1)))
    assert errors(form) == {"logo": ["ファイルが大きすぎます。5MBまでです。"]}


def test_a_logo_of_more_than_ten_million_pixels_is_refused(cast: Cast) -> None:
    buffer = BytesIO()
    Image.new("1", (10_001, 1_000)).save(buffer, "PNG")
    assert errors(filled(house(cast.town), sent_logo(buffer.getvalue()))) == {
        "logo": [
            "画像の画素が多すぎます（10,001×1,000画素）。"
            "縦と横をかけて1,000万画素までにしてください。"
        ]
    }


def test_an_empty_file_is_told(cast: Cast) -> None:
    assert errors(filled(house(cast.town), sent_logo(b""))) == {"logo": ["ファイルが空です。"]}


# --- the base document -------------------------------------------------------------------------


def sent_base(data: bytes = BASE, name: str = "../../書式.docx") -> dict[str, Any]:
    return {"base_document": SimpleUploadedFile(name, data, "application/zip")}


def test_a_base_document_is_named_by_its_hash_and_told_by_its_name(cast: Cast) -> None:
    form = filled(house(cast.town), sent_base())
    assert sound(form).base_document == sha256_of_bytes(BASE)
    assert (form.base, form.base_title) == (BASE, "書式.docx")


def test_a_base_document_can_be_removed(cast: Cast) -> None:
    assert sound(filled(house(cast.town, ALL), base_remove="on")).base_document is None


def test_what_is_no_base_document_is_told_with_all_its_problems(cast: Cast) -> None:
    form = filled(house(cast.town, ALL), sent_base(b"no package"))
    assert errors(form) == {
        "base_document": [
            "Word文書（.docx）ではありません。"
            "Wordで開き、「Word文書（.docx）」として保存し直してください。"
        ]
    }
    assert form.look() == ALL


# --- files that wait ---------------------------------------------------------------------------


def test_files_wait_while_the_form_is_shown_again(cast: Cast) -> None:
    files = sent_logo() | sent_base()
    first = filled(house(cast.town), files, kpi_label="")
    assert list(first.errors) == ["kpi_label", "logo_alt"]
    first.keep_files(at=NOON)
    waiting: dict[str, Any] = {
        name: [str(first[name].value())] for name in ("logo_waiting", "base_waiting", "base_name")
    }
    second = filled(house(cast.town), **waiting, logo_alt="町章")
    assert (second.errors, second.picture, second.base, second.base_title) == (
        {},
        first.picture,
        BASE,
        "書式.docx",
    )
    third = filled(house(cast.town), **waiting, logo_remove="on", base_remove="on")
    assert sound(third) == Look()


def test_what_waits_is_clean_and_belongs_to_one_town_and_one_kind(cast: Cast) -> None:
    form = filled(house(cast.town), sent_logo(), logo_alt="町章")
    assert form.is_valid()
    form.keep_files(at=NOON)
    sha256 = str(form["logo_waiting"].value())
    assert form.picture is not None
    found = [
        find_upload(sha256, organization=cast.town, kind="logo"),
        find_upload(sha256, organization=cast.town, kind="base"),
        find_upload(sha256, organization=cast.other_town, kind="logo"),
        find_upload("../../../etc/passwd", organization=cast.town, kind="logo"),
    ]
    assert found == [form.picture.data, None, None, None]


def test_a_file_that_waits_no_more_has_to_be_chosen_again(cast: Cast) -> None:
    form = filled(house(cast.town), logo_waiting="0" * 64, base_waiting="\x00")
    message = "前に選んだファイルは、時間がたって消えました。もう一度選んでください。"
    assert errors(form) == {"logo": [message], "base_document": [message]}


# --- plans -------------------------------------------------------------------------------------


def test_drafts_that_follow_the_look_are_ticked(plan: Plan, cast: Cast) -> None:
    look = find_house_look(cast.town)
    assert LookForm(house_look=look, takers=takers(look))["plans"].value() == [plan.pk]
    other = HouseLook(organization=cast.town, data={"accent": "#1b6b3a"})
    assert LookForm(house_look=other, takers=takers(other))["plans"].value() == []


def test_drafts_of_one_name_are_told_apart(plan: Plan, cast: Cast) -> None:
    twin = small_plan(cast.town, by=cast.author, slug="twin")
    look = find_house_look(cast.town)
    form = LookForm(house_look=look, takers=takers(look))
    assert sorted(form.fields["plans"].choices) == [  # type: ignore[attr-defined]
        (plan.pk, "小さな計画（small）"),
        (twin.pk, "小さな計画（twin）"),
    ]


def test_only_a_draft_of_the_town_can_be_ticked(plan: Plan, cast: Cast) -> None:
    look = find_house_look(cast.town)
    for wrong in ("999999", "x", "9" * 40):
        form = filled(look, plans=[wrong])
        assert list(errors(form)) == ["plans"]
    assert sound(filled(look, plans=[str(plan.pk)])) == Look()


# --- words -------------------------------------------------------------------------------------


def test_a_look_in_words() -> None:
    assert look_words(ALL, {"b" * 64: "書式.docx"}) == {
        "章・節・施策の番号": "番号なし → ○ → ・",
        "部の番号": "第1部、第2部、第3部",
        "文の結び": "です・ます",
        "見出しの書体": "明朝",
        "本文の書体": "ゴシック",
        "見出しの色": "#123456",
        "柱の文字": "町の計画",
        "KPIの見出し": "■指標",
        "スケジュールの見出し": "■工程",
        "列の多い表": "縦のページ",
        "新旧対照表": "旧を左、新を右",
        "ロゴ": "町章（ファイル aaaaaaaa）",
        "Wordのひな形": "書式.docx（ファイル bbbbbbbb）",
    }
