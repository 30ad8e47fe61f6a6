"""The pages on which crosswalks are confirmed and released lists corrected."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from catalog.crosswalks import seen_of
from catalog.exchange.importing import import_workbook
from catalog.models import CrosswalkRow, Erratum, NationalMeasure, NationalMeasureEdition
from tests.catalog.exchange.workbooks import HEADS, book, numbered
from tests.conftest import Cast
from tests.pages import errors_of, notices_of
from tests.queries import assert_queries

AT = datetime(2027, 5, 1, tzinfo=UTC)
R9 = "/staff/catalogue/editions/R9/"
STALE = "あなたが開いたあとに、内容が変わりました。新しい内容を確かめてください。"


@pytest.fixture
def admin(cast: Cast, signed_in: Callable[..., Client]) -> Client:
    """A browser in which the site's administrator is signed in."""
    return signed_in(cast.superuser)


def bring_in(rows: list[list[Any]], code: str) -> None:
    heads = (*HEADS, "掲載時期", "備考")
    import_workbook(book(rows, heads=heads), code=code, uses=lambda _: {}, by="管理者", at=AT)


@pytest.fixture
def row(db: None) -> CrosswalkRow:
    """What an import proposes for the first of three measures of R8."""
    bring_in(numbered(3), "R8")
    bring_in(numbered(3), "R9")
    return get(1)


def get(position: int) -> CrosswalkRow:
    return CrosswalkRow.objects.select_related("target").get(position=position)


def says(row: CrosswalkRow) -> tuple[object, ...]:
    found = CrosswalkRow.objects.get(pk=row.pk)
    return (found.relation, found.target_id, found.reason, found.confirmed_by)


# --- the list -----------------------------------------------------------------------------------


def shown(page: Any) -> list[int]:
    return [row.position for row, _ in page.context["rows"]]


def test_the_list_begins_with_what_waits(admin, row):
    CrosswalkRow.objects.filter(position=2).update(
        is_proposal=False, confirmed_at=AT, confirmed_by="管理者"
    )
    address = f"{R9}crosswalk/R8/"
    assert [
        shown(admin.get(f"{address}{query}"))
        for query in ("", "?show=confirmed", "?show=all", "?show=x")
    ] == [
        [1, 3],
        [2],
        [1, 2, 3],
        [1, 3],
    ]
    page = admin.get(address)
    assert (page.context["progress"].confirmed, page.context["progress"].total) == (1, 3)


def test_a_crosswalk_that_is_not_there_is_not_found(admin, row):
    assert admin.get(f"{R9}crosswalk/R7/").status_code == 404


@pytest.mark.parametrize(
    ("show", "told"), [("open", "全て確認しました"), ("confirmed", "まだ一つも確認していません")]
)
def test_an_empty_list_says_why(admin, row, show, told):
    if show == "open":
        CrosswalkRow.objects.update(is_proposal=False, confirmed_at=AT, confirmed_by="管理者")
    assert told in admin.get(f"{R9}crosswalk/R8/?show={show}").text


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_costs_the_same_with_one_row_and_with_many(admin, count):
    bring_in(numbered(count), "R8")
    bring_in(numbered(count), "R9")
    with assert_queries(6):
        admin.get(f"{R9}crosswalk/R8/")


# --- one row ------------------------------------------------------------------------------------


def test_a_row_is_confirmed_as_it_stands_and_the_list_stays_narrowed(admin, row):
    before = says(row)
    page = admin.post(
        f"{R9}answers/{row.pk}/confirm/",
        {"seen": seen_of(row), "show": "all", "page": "1"},
        follow=True,
    )
    assert (page.redirect_chain, says(row), notices_of(page)) == (
        [(f"{R9}crosswalk/R8/?show=all&page=1", 302)],
        (*before[:3], "superuser（superuser）"),
        [("success", "「第1の施策」の対照を確認しました。")],
    )


def test_a_confirmation_is_taken_back(admin, row):
    admin.post(f"{R9}answers/{row.pk}/confirm/", {"seen": seen_of(row)}, follow=True)
    confirmed = get(1)
    before = says(row)
    page = admin.post(f"{R9}answers/{row.pk}/undo/", {"seen": seen_of(confirmed)}, follow=True)
    assert (says(row), notices_of(page)) == (
        (*before[:3], ""),
        [("success", "「第1の施策」の確認を取り消しました。書いた内容は残っています。")],
    )


@pytest.mark.parametrize("deed", ["confirm", "undo"])
@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_row_that_has_changed_is_neither_confirmed_nor_taken_back(admin, row, deed, seen):
    if deed == "undo":
        CrosswalkRow.objects.update(is_proposal=False, confirmed_at=AT, confirmed_by="別の人")
    before = says(row)
    page = admin.post(f"{R9}answers/{row.pk}/{deed}/", {"seen": seen}, follow=True)
    assert (says(row), notices_of(page)) == (before, [("danger", f"「第1の施策」：{STALE}")])


def judgement(row: CrosswalkRow, **changes: object) -> dict[str, object]:
    return {
        "seen": seen_of(row),
        "relation": row.relation,
        "target": row.target_id or "",
        "reason": row.reason,
    } | changes


def test_a_row_is_confirmed_with_another_judgement(admin, row):
    answer = f"{R9}answers/{row.pk}/?show=all&page=2"
    page = admin.post(answer, judgement(row, relation="none", target="", reason="なくなった。"))
    assert (page.status_code, page.url, says(row)) == (
        302,
        f"{R9}crosswalk/R8/?show=all&page=2",
        ("none", None, "なくなった。", "superuser（superuser）"),
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"relation": "none"}, "対応する施策：「対応する施策なし」のときは、施策を選びません。"),
        ({"target": ""}, "対応する施策：対応する施策を選んでください。"),
        ({"target": "999999"}, "対応する施策：この版の施策から選んでください。"),
        ({"reason": ""}, "理由：入れてください。"),
        ({"seen": "x"}, "画面の情報が足りません。この画面を開き直してください。"),
    ],
)
def test_a_wrong_judgement_is_told_at_its_field(admin, row, changes, told):
    before = says(row)
    page = admin.post(f"{R9}answers/{row.pk}/", judgement(row, **changes))
    (error,) = errors_of(page)
    assert (page.status_code, error.endswith(told), says(row)) == (422, True, before)


def test_a_judgement_on_a_changed_row_is_kept_and_can_be_sent_again(admin, row):
    mine = judgement(row, relation="none", target="", reason="なくなった。")
    CrosswalkRow.objects.filter(pk=row.pk).update(reason="ほかの人の理由。", is_proposal=False)
    page = admin.post(f"{R9}answers/{row.pk}/", mine)
    form = page.context["form"]
    assert (page.status_code, errors_of(page), form["reason"].value(), says(row)[2]) == (
        409,
        [STALE],
        "なくなった。",
        "ほかの人の理由。",
    )
    again = admin.post(f"{R9}answers/{row.pk}/", mine | {"seen": form["seen"].value()})
    assert (again.status_code, says(row)[2]) == (302, "なくなった。")


def test_a_row_of_another_edition_is_not_found(admin, row):
    for method, address in ((admin.get, ""), (admin.post, "confirm/"), (admin.post, "undo/")):
        assert method(f"/staff/catalogue/editions/R8/answers/{row.pk}/{address}").status_code == 404


# --- errata -------------------------------------------------------------------------------------


@pytest.fixture
def released(db: None) -> NationalMeasureEdition:
    """R9 with two measures, released."""
    bring_in([[1, "01-01", "施策", "時期調整中", "注"], [2, "01-02", "別の施策", None, None]], "R9")
    NationalMeasureEdition.objects.update(released_at=AT, released_by="管理者")
    return NationalMeasureEdition.objects.get()


def correction(page: Any, **changes: object) -> dict[str, object]:
    """Return what the form of a page sends."""
    form = page.context["form"]
    return {
        "seen": form["seen"].value(),
        "text": form["text"].value(),
        "source": "事務連絡",
        "day": "令和2年6月1日",
    } | changes


def test_a_cell_is_corrected(admin, released):
    address = f"{R9}errata/01-01/timing/"
    form = correction(admin.get(address), text="令和2年度から")
    page = admin.post(address, form, follow=True)
    erratum = Erratum.objects.get()
    assert (
        page.redirect_chain,
        notices_of(page),
        NationalMeasure.objects.get(no=1).timing,
        erratum.date,
        erratum.entered_by,
        [(each.old, each.new) for each in page.context["corrections"]],
    ) == (
        [(f"{R9}errata/01-01/", 302)],
        [("success", "「掲載時期」の正誤を登録しました。")],
        "令和2年度から",
        date(2020, 6, 1),
        "superuser（superuser）",
        [("時期調整中", "令和2年度から")],
    )


def test_the_correction_is_shown_where_the_row_is_looked_at(admin, released):
    address = f"{R9}errata/01-01/timing/"
    admin.post(address, correction(admin.get(address), text="令和2年度から"))
    page = admin.get("/staff/catalogue/national/R9/01-01/")
    assert [(each.old, each.new) for each in page.context["corrections"]] == [
        ("時期調整中", "令和2年度から")
    ]


def test_a_column_that_only_this_edition_prints_is_corrected(admin, released):
    address = f"{R9}errata/01-01/extra/?part=%E5%82%99%E8%80%83"
    page = admin.post(address, correction(admin.get(address), text="改めた注"))
    assert (page.status_code, NationalMeasure.objects.get(no=1).extra) == (
        302,
        {"備考": "改めた注"},
    )


def test_a_fact_of_the_edition_is_corrected(admin, released):
    address = f"{R9}errata/edition/as_of/"
    page = admin.post(address, correction(admin.get(address), text="令和9年5月時点"), follow=True)
    assert (
        NationalMeasureEdition.objects.get().as_of,
        [(each.head, each.new) for each in page.context["corrections"]],
    ) == ("令和9年5月時点", [("時点", "令和9年5月時点")])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "訂正後：訂正前と同じです。訂正後の内容を書いてください。"),
        ({"text": "時" * 61}, "訂正後：61文字あります。60文字までです。"),
        ({"text": "令和2年度から", "source": ""}, "典拠：入れてください。"),
        ({"text": "令和2年度から", "day": "13月"}, "訂正日："),
        (
            {"text": "令和2年度から", "day": "2099-01-01"},
            "訂正日：訂正日が先の日付です。今日までの日付を入れてください。",
        ),
    ],
)
def test_a_wrong_correction_is_told_at_its_field(admin, released, changes, told):
    address = f"{R9}errata/01-01/timing/"
    page = admin.post(address, correction(admin.get(address), **changes))
    (error,) = errors_of(page)
    assert (page.status_code, error.startswith(told), Erratum.objects.count()) == (422, True, 0)


def test_a_correction_of_a_changed_cell_is_kept_and_can_be_sent_again(admin, released):
    address = f"{R9}errata/01-01/timing/"
    mine = correction(admin.get(address), text="令和3年度から", day="令和2年6月2日")
    admin.post(address, correction(admin.get(address), text="令和2年度から"))
    page = admin.post(address, mine)
    assert (page.status_code, errors_of(page), page.context["cell"].text) == (
        409,
        [STALE],
        "令和2年度から",
    )
    seen = page.context["form"]["seen"].value()
    assert admin.post(address, mine | {"seen": seen}).status_code == 302
    assert NationalMeasure.objects.get(no=1).timing == "令和3年度から"


def test_an_edition_that_is_not_released_takes_no_errata(admin, released):
    NationalMeasureEdition.objects.update(released_at=None, released_by="")
    address = f"{R9}errata/01-01/"
    page = admin.post(f"{address}timing/", {"text": "x"}, follow=True)
    assert (page.redirect_chain, notices_of(page)[0][0], Erratum.objects.count()) == (
        [(address, 302)],
        "danger",
        0,
    )
    assert "timing/" not in admin.get(address).text


@pytest.mark.parametrize(
    "path",
    ["09-09/", "09-09/name/", "01-01/code/", "01-01/search_text/", "edition/code/", "01-01/extra/"],
)
def test_what_is_no_cell_is_not_found(admin, released, path):
    assert admin.get(f"{R9}errata/{path}").status_code == 404


def test_the_errata_of_an_edition_are_counted_on_its_page(admin, released):
    for field, text in (("timing", "令和2年度から"), ("name", "改めた名")):
        address = f"{R9}errata/01-01/{field}/"
        admin.post(address, correction(admin.get(address), text=text))
    rows = admin.get(R9).context["rows"]
    assert [(row.code, count) for row, count in rows] == [("01-01", 2), ("01-02", 0)]
