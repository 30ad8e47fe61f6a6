"""The pages on which the site's administrator imports and releases national lists."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.exchange.importing import import_workbook
from catalog.exchange.staging import FOLDER
from catalog.exchange.writing import sample_workbook
from catalog.models import NationalMeasure, NationalMeasureEdition
from documents.workbooks.limits import MEGABYTE
from plans.models import Plan
from tests.catalog.exchange.workbooks import ABOUT, HEADS, book, export, numbered
from tests.conftest import Cast
from tests.pages import errors_of, notices_of, title_of
from tests.plans.second_edition import add_link
from tests.queries import assert_queries

AT = datetime(2027, 5, 1, tzinfo=UTC)
HOME = "/staff/catalogue/editions/"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.usefixtures("own_files")


@pytest.fixture
def admin(cast: Cast, signed_in: Callable[..., Client]) -> Client:
    """A browser in which the site's administrator is signed in."""
    return signed_in(cast.superuser)


def bring_in(rows: list[list[Any]], code: str = "R9") -> NationalMeasureEdition:
    import_workbook(book(rows), code=code, uses=lambda _: {}, by="管理者", at=AT)
    return NationalMeasureEdition.objects.get(code=code)


def upload(admin: Client, data: bytes, *, edition: str = "R9", title: str = "") -> Any:
    file = SimpleUploadedFile("一覧.xlsx", data)
    return admin.post(f"{HOME}import/", {"file": file, "edition": edition, "title": title})


def looked_at(admin: Client, data: bytes, **how: str) -> tuple[str, dict[str, str], Any]:
    """Upload a workbook; return the address of what it would do, what its form sends, the page."""
    address = upload(admin, data, **how).url
    page = admin.get(address)
    preview = page.context["preview"]
    form = {"edition": page.context["code"], "title": page.context.get("title", "")}
    return address, form | ({"digest": preview.digest} if preview else {}), page


def files() -> list[str]:
    root = Path(default_storage.path(FOLDER))
    return sorted(path.name for path in root.rglob("*") if path.is_file())


# --- the menu -----------------------------------------------------------------------------------


def test_only_the_administrator_of_the_site_has_the_entry_in_the_menu(cast, signed_in):
    people = (cast.author, cast.admin, cast.superuser)
    pages = [signed_in(person).get("/staff/").text for person in people]
    assert [HOME in page for page in pages] == [False, False, True]


# --- upload -------------------------------------------------------------------------------------


def test_an_upload_is_kept_by_its_hash_and_changes_nothing(admin):
    data = book(numbered(2))
    response = upload(admin, data, edition="ｒ９", title="別の題")
    name = sha256(data).hexdigest()
    assert (
        response.status_code,
        response.url,
        files(),
        NationalMeasureEdition.objects.count(),
    ) == (
        302,
        f"{HOME}import/{name}/?edition=R9&title=%E5%88%A5%E3%81%AE%E9%A1%8C",
        [f"{name}.xlsx"],
        0,
    )


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({}, ["Excelブック（.xlsx）：ファイルを選んでください。", "版の符号：入れてください。"]),
        (
            {"edition": "令和2年"},
            [
                "Excelブック（.xlsx）：ファイルを選んでください。",
                "版の符号：R2のように、英大文字と数字（20文字まで）で書いてください。",
            ],
        ),
        (
            {"file": SimpleUploadedFile("a.xlsx", b""), "edition": "R2"},
            ["Excelブック（.xlsx）：ファイルが空です。"],
        ),
        (
            {"file": SimpleUploadedFile("a.xlsx", bytes(6 * MEGABYTE)), "edition": "R2"},
            ["Excelブック（.xlsx）：ファイルが大きすぎます。5MBまでです。"],
        ),
    ],
)
def test_a_wrong_upload_is_told_and_not_kept(admin, posted, told):
    response = admin.post(f"{HOME}import/", posted)
    assert (response.status_code, errors_of(response), files()) == (422, told, [])


def test_uploads_older_than_a_day_go_with_the_next_one(admin):
    upload(admin, book(numbered(1)))
    (old,) = Path(default_storage.path(FOLDER)).rglob("*.xlsx")
    os.utime(old, (0, 0))
    data = book(numbered(2))
    upload(admin, data)
    assert files() == [f"{sha256(data).hexdigest()}.xlsx"]


def test_the_page_names_the_edition_that_is_to_be_loaded_again(admin):
    page = admin.get(f"{HOME}import/?edition=R9")
    assert page.context["form"]["edition"].value() == "R9"


# --- what it would do ---------------------------------------------------------------------------


def test_what_an_import_would_do_is_told(admin):
    bring_in(
        [
            [1, "01-01", "同じ施策"],
            [2, "01-02", "古い名の施策の推進"],
            [3, "01-03", "なくなる取組"],
        ],
        "R8",
    )
    _, _, page = looked_at(
        admin,
        book(
            [
                [1, "01-01", "同じ施策"],
                [3, "01-02", "新しい名の施策の推進"],
                [2, "05-05", "加わるもの"],
            ]
        ),
    )
    assert page.context["counts"] == [
        ("加わる行", 1, "added"),
        ("内容の変わる行", 1, "changed"),
        ("番号の変わる行", 1, "renumbered"),
        ("なくなる行", 1, "gone"),
        ("同じ行", 1, ""),
    ]
    for text in (
        "前の版R8と比べています。",
        "No 2（05-05）加わるもの",
        "No 3（01-03）なくなる取組",
    ):
        assert text in page.text
    assert "<del>" in page.text


def test_a_look_writes_nothing_and_keeps_the_upload(admin):
    address, _, _ = looked_at(admin, book(numbered(2)))
    admin.get(address)
    assert (NationalMeasureEdition.objects.count(), len(files())) == (0, 1)


def test_every_fault_is_told_with_its_cell(admin):
    _, _, page = looked_at(admin, book([[1, "6-16", "施策"], ["二", "01-02", ""]]))
    assert (title_of(page)[:4], errors_of(page)) == (
        "エラー：",
        [
            "シート「国の施策」のB2：国の施策番号が「06-16」の形ではありません。",
            "シート「国の施策」のA3：整数ではありません。",
            "シート「国の施策」のC3：空です。",
        ],
    )


def test_more_faults_than_a_page_can_show_are_counted(admin):
    _, _, page = looked_at(admin, book([["x", "01-01", "施策"]] * 400))
    assert (len(errors_of(page)), page.context["more_faults"]) == (300, 499)


def test_what_is_no_workbook_is_told(admin):
    _, _, page = looked_at(admin, b"<html>")
    assert errors_of(page) == [
        "Excelブック（.xlsx）ではありません。「Excelブック（.xlsx）」として保存してください。"
    ]


def test_a_released_edition_is_refused(admin):
    bring_in(numbered(1))
    NationalMeasureEdition.objects.update(released_at=AT)
    _, _, page = looked_at(admin, book(numbered(2)))
    assert errors_of(page) == [
        "版 R9 は確定済みのため、取り込めません。直すときは正誤を登録してください。"
    ]


def test_a_row_that_a_plan_uses_is_named_with_the_plan(admin, plan: Plan):
    bring_in(numbered(2))
    add_link(plan, "01-02", edition="R9")
    _, _, page = looked_at(admin, book(numbered(1)))
    assert errors_of(page) == [
        f"No 2（01-02）第2の施策 がファイルにありません。下川町「{plan.title}」で使われているため、除けません。"
    ]


def test_the_same_again_has_nothing_to_confirm(admin):
    bring_in(numbered(2))
    _, _, page = looked_at(admin, book(numbered(2)))
    assert ("取り込むところはありません。" in page.text, 'name="digest"' in page.text) == (
        True,
        False,
    )


def test_an_upload_that_is_gone_is_told(admin):
    page = admin.get(f"{HOME}import/{'0' * 64}/?edition=R9", follow=True)
    assert (page.redirect_chain, notices_of(page)) == (
        [(f"{HOME}import/", 302)],
        [
            (
                "danger",
                "取り込むファイルがありません。既に取り込んだか、日がたって消えています。もう一度選んでください。",
            )
        ],
    )


def test_a_file_that_was_changed_on_the_disk_is_not_taken(admin):
    address, form, _ = looked_at(admin, book(numbered(2)))
    (kept,) = Path(default_storage.path(FOLDER)).rglob("*.xlsx")
    kept.write_bytes(book(numbered(3)))
    assert admin.post(address, form).url == f"{HOME}import/"
    assert NationalMeasureEdition.objects.count() == 0


# --- confirmation -------------------------------------------------------------------------------


def test_what_was_looked_at_is_imported_and_the_upload_goes(admin, cast):
    address, form, _ = looked_at(admin, book(numbered(2)), title="別の題")
    page = admin.post(address, form, follow=True)
    edition = NationalMeasureEdition.objects.get()
    assert (
        page.redirect_chain,
        notices_of(page),
        edition.title,
        edition.imported_by,
        edition.measures.count(),
        files(),
    ) == (
        [(f"{HOME}R9/", 302)],
        [("success", "R9を取り込みました。")],
        "別の題",
        "superuser（superuser）",
        2,
        [],
    )


def test_a_second_press_finds_nothing_to_import(admin):
    address, form, _ = looked_at(admin, book(numbered(2)))
    admin.post(address, form)
    before = list(NationalMeasure.objects.values())
    assert admin.post(address, form).url == f"{HOME}import/"
    assert list(NationalMeasure.objects.values()) == before


def test_something_else_than_was_looked_at_is_not_imported(admin):
    bring_in(numbered(1))
    address, form, _ = looked_at(admin, book(numbered(2)))
    NationalMeasure.objects.update(timing="令和9年度から")
    page = admin.post(address, form)
    assert (page.status_code, NationalMeasure.objects.count(), len(files()), notices_of(page)) == (
        409,
        1,
        1,
        [
            (
                "danger",
                "何も取り込んでいません。確かめた後に、登録済みの内容が変わりました。もう一度確かめてください。",
            )
        ],
    )
    assert admin.post(address, form | {"digest": page.context["preview"].digest}).status_code == 302


@pytest.mark.parametrize("change", [{"digest": ""}, {"digest": "0"}, {"edition": ""}])
def test_a_confirmation_that_says_too_little_imports_nothing(admin, change):
    address, form, _ = looked_at(admin, book(numbered(2)))
    assert admin.post(address, form | change).status_code == 422
    assert NationalMeasureEdition.objects.count() == 0


def test_what_was_confirmed_for_one_edition_is_not_imported_as_another(admin):
    address, form, _ = looked_at(admin, book(numbered(2)))
    assert admin.post(address, form | {"edition": "R10"}).status_code == 409
    assert NationalMeasureEdition.objects.count() == 0


def test_a_table_that_is_posted_along_is_not_asked(admin):
    address, form, _ = looked_at(admin, book(numbered(2)))
    admin.post(address, form | {"rows": "[]", "imported_by": "別の人", "released_at": "2020-01-01"})
    edition = NationalMeasureEdition.objects.get()
    assert (edition.measures.count(), edition.is_released, edition.imported_by) == (
        2,
        False,
        "superuser（superuser）",
    )


# --- downloads ----------------------------------------------------------------------------------


def test_an_edition_is_sent_as_a_workbook(admin):
    bring_in(numbered(2))
    response = admin.get(f"{HOME}R9/export.xlsx")
    assert (
        response.content == export("R9"),
        response.headers["Content-Type"],
        response.headers["Content-Disposition"],
    ) == (True, XLSX, 'attachment; filename="national_measures_R9.xlsx"')


def test_the_sample_is_sent_as_a_workbook(admin):
    response = admin.get(f"{HOME}sample.xlsx")
    assert (response.content == sample_workbook(), response.headers["Content-Disposition"]) == (
        True,
        'attachment; filename="national_measures_sample.xlsx"',
    )


def test_an_edition_with_a_cell_too_long_for_excel_is_told(admin):
    edition = bring_in(numbered(1))
    edition.measures.update(overview=["長" * 20_000, "い" * 20_000])
    edition.columns = [{"field": "overview", "head": "概要"}]
    edition.save()
    page = admin.get(f"{HOME}R9/export.xlsx", follow=True)
    assert notices_of(page) == [
        (
            "danger",
            "シート「国の施策」のA2：40,001文字あり、Excelの一つのセル（32,767文字まで）に入りません。",
        )
    ]


# --- editions and release -----------------------------------------------------------------------


def test_editions_are_listed_from_the_newest(admin):
    for code in ("R2", "R10", "H30"):
        bring_in(numbered(1), code)
    page = admin.get(HOME)
    assert [(edition.code, edition.rows) for edition, _ in page.context["rows"]] == [
        ("R10", 1),
        ("R2", 1),
        ("H30", 1),
    ]


def test_an_edition_is_released_with_a_confirmation(admin):
    bring_in(numbered(1))
    asked = admin.get(f"{HOME}R9/release/")
    assert (asked.status_code, NationalMeasureEdition.objects.get().is_released) == (200, False)
    page = admin.post(f"{HOME}R9/release/", follow=True)
    edition = NationalMeasureEdition.objects.get()
    assert (edition.is_released, edition.released_by, notices_of(page)) == (
        True,
        "superuser（superuser）",
        [("success", "R9を確定しました。これからは正誤だけで変えられます。")],
    )


def test_a_second_release_changes_nothing(admin):
    bring_in(numbered(1))
    admin.post(f"{HOME}R9/release/", follow=True)
    before = NationalMeasureEdition.objects.values().get()
    page = admin.post(f"{HOME}R9/release/", follow=True)
    assert (NationalMeasureEdition.objects.values().get(), notices_of(page)) == (
        before,
        [("info", "R9は既に確定しています。")],
    )


def test_an_edition_without_rows_is_not_released(admin):
    NationalMeasureEdition.objects.create(code="R9", title="題", as_of="時点", source_note="出典")
    page = admin.post(f"{HOME}R9/release/", follow=True)
    assert notices_of(page) == [("danger", "施策が一つもない版は、確定できません。")]


def test_a_released_edition_offers_no_import(admin):
    bring_in(numbered(1))
    offered = [f"{HOME}import/?edition=R9" in admin.get(f"{HOME}R9/").text]
    admin.post(f"{HOME}R9/release/")
    offered.append(f"{HOME}import/?edition=R9" in admin.get(f"{HOME}R9/").text)
    assert offered == [True, False]


# --- cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 30])
def test_pages_cost_the_same_with_one_row_and_with_thirty(admin, count):
    for number in range(1, 3 if count == 1 else 8):
        bring_in(numbered(count), f"R{number}")
    with assert_queries(4):
        admin.get(HOME)
    with assert_queries(7):
        admin.get(f"{HOME}R1/")
    data = book(numbered(count), about=ABOUT, heads=HEADS)
    address = upload(admin, data, edition="R20").url
    with assert_queries(8):
        admin.get(address)
