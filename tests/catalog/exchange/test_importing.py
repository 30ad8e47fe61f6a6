"""A workbook becomes an edition: whole or not at all, and nothing that is used goes."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError

from catalog.enums import CrosswalkRelation
from catalog.errors import ImportRefused
from catalog.exchange import importing
from catalog.exchange.importing import import_workbook, look_at_import
from catalog.exchange.preview import FieldChange, Named, Renumbering, RowChange
from catalog.models import CrosswalkRow, NationalMeasure, NationalMeasureEdition
from tests.catalog.exchange.workbooks import (
    ABOUT,
    HEADS,
    book,
    edited,
    export,
    numbered,
    without_rows,
)
from tests.queries import assert_queries

AT = datetime(2027, 5, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def nobody(rows):
    return {}


def bring_in(data: bytes, code: str = "R9", **how):
    how.setdefault("uses", nobody)
    return import_workbook(data, code=code, by="管理者", at=AT, **how)


def look(data: bytes, code: str = "R9", **how):
    return look_at_import(data, code=code, uses=how.pop("uses", nobody), **how)


def refusal(deed, *args, **how) -> list[str]:
    with pytest.raises(ImportRefused) as refused:
        deed(*args, **how)
    return list(refused.value.faults)


def stored() -> list[tuple[object, ...]]:
    """Return everything of the catalogue that an import may touch."""
    return [
        *NationalMeasureEdition.objects.order_by("pk").values_list(),
        *NationalMeasure.objects.order_by("pk").values_list(),
        *CrosswalkRow.objects.order_by("pk").values_list(),
    ]


def codes(code: str = "R9") -> list[tuple[int, str, str]]:
    rows = NationalMeasure.objects.filter(edition__code=code).order_by("no")
    return list(rows.values_list("no", "code", "name"))


# --- a new edition -------------------------------------------------------------------------------


def test_a_new_edition_is_stored_with_who_imported_what_and_when():
    data = book(numbered(2))
    bring_in(data)
    edition = NationalMeasureEdition.objects.get()
    assert (
        edition.title,
        edition.as_of,
        edition.is_released,
        edition.imported_by,
        edition.imported_at,
        edition.imported_file,
        codes(),
    ) == (
        "国の施策一覧",
        "令和9年4月時点",
        False,
        "管理者",
        AT,
        sha256(data).hexdigest(),
        [(1, "01-01", "第1の施策"), (2, "01-02", "第2の施策")],
    )


def test_what_searches_ask_for_is_derived():
    heads = (*HEADS, "府省庁名", "支援策", "予算事業名")
    bring_in(book([[1, "01-01", "ＡＩの活用", "◎総務省", "-", "事業"]], heads=heads))
    row = NationalMeasure.objects.search("ai").get()
    assert (row.leads, row.has_support, row.has_budget) == ("|総務省|", False, True)


def test_a_look_writes_nothing():
    bring_in(book(numbered(2)))
    before = stored()
    look(book(numbered(3)))
    look(book(numbered(3)), code="R10")
    assert stored() == before


def test_an_error_in_the_seventieth_of_75_rows_writes_nothing():
    data = edited(book(numbered(75)), {"B71": "6月16日"})
    assert refusal(bring_in, data) == [
        "シート「国の施策」のB71：国の施策番号が「06-16」の形ではありません。"
    ]
    assert stored() == []


def test_a_failure_in_the_seventieth_of_75_rows_writes_nothing(monkeypatch):
    """Even what no reading has foreseen."""
    create = NationalMeasure.objects.bulk_create

    def fail(rows):
        create(list(rows)[:69])
        raise IntegrityError

    monkeypatch.setattr(NationalMeasure.objects, "bulk_create", fail)
    told = refusal(bring_in, book(numbered(75)))
    assert (told, stored()) == (
        ["取込みの間に、登録済みの内容が変わりました。もう一度確かめてください。"],
        [],
    )


@pytest.mark.parametrize("code", ["", "r2", "令和2年", "R2 ", "R" * 21, "R2/../x", "-R2"])
def test_a_code_that_names_no_edition_is_refused(code):
    assert refusal(look, book(numbered(1)), code=code) == [
        "版の符号は、R2のように英大文字と数字（20文字まで）で書いてください。"
    ]


def test_a_released_edition_is_refused():
    bring_in(book(numbered(1)))
    NationalMeasureEdition.objects.update(released_at=AT)
    before = stored()
    told = ["版 R9 は確定済みのため、取り込めません。直すときは正誤を登録してください。"]
    assert (refusal(look, book(numbered(2))), refusal(bring_in, book(numbered(2)))) == (told, told)
    assert stored() == before


def test_a_title_may_be_given():
    assert bring_in(book(numbered(1)), title="別の題").title == "別の題"
    assert NationalMeasureEdition.objects.get().title == "別の題"


# --- what a look tells ---------------------------------------------------------------------------


def test_the_first_edition_is_compared_with_nothing():
    preview = look(book(numbered(2)))
    assert (preview.against, preview.is_reload, preview.total, len(preview.added)) == (
        "",
        False,
        2,
        2,
    )


def test_a_new_edition_is_compared_with_the_newest_older_one():
    for code in ("R2", "R10", "H30", "R11"):
        bring_in(book(numbered(1)), code=code)
    assert [
        look(book(numbered(1)), code=code).against for code in ("R3", "R10-2", "R12", "H29", "X")
    ] == [
        "R2",
        "R10",
        "R11",
        "",
        "R11",
    ]


def test_added_changed_renumbered_and_gone_rows_are_told():
    heads = (*HEADS, "掲載時期", "KPI（進捗）", "備考")
    former = [
        [1, "01-01", "同じ施策", "令和元年度から", "指標", "注"],
        [2, "01-02", "書き換わる施策", "時期調整中", "一つ", "注"],
        [3, "01-03", "番号の変わる施策", None, None, None],
        [4, "01-04", "オープンデータの推進", None, None, None],
        [5, "01-05", "なくなる施策", None, None, None],
    ]
    later = [
        [1, "01-01", "同じ施策", "令和元年度から", "指標", "注"],
        [2, "01-02", "書き換わる施策", "令和2年度から", "一つ\n二つ", None],
        [3, "02-01", "新しく加わる取組", None, None, None],
        [4, "02-02", "番号の変わる施策", None, None, None],
        [5, "01-04", "オープンデータの取組の推進", None, None, None],
    ]
    bring_in(book(former, heads=heads), code="R8")
    preview = look(book(later, heads=heads))
    assert (
        preview.against,
        preview.added,
        preview.changed,
        preview.renumbered,
        preview.gone,
        preview.unchanged,
    ) == (
        "R8",
        (Named(3, "02-01", "新しく加わる取組"),),
        (
            RowChange(
                Named(2, "01-02", "書き換わる施策"),
                (
                    FieldChange("KPI（進捗）", "一つ", "一つ\n二つ"),
                    FieldChange("掲載時期", "時期調整中", "令和2年度から"),
                    FieldChange("備考", "注", ""),
                ),
            ),
            RowChange(
                Named(5, "01-04", "オープンデータの取組の推進"),
                (
                    FieldChange("No", "4", "5"),
                    FieldChange("施策名", "オープンデータの推進", "オープンデータの取組の推進"),
                ),
            ),
        ),
        (
            Renumbering(
                Named(3, "01-03", "番号の変わる施策"), Named(4, "02-02", "番号の変わる施策")
            ),
            Renumbering(
                Named(4, "01-04", "オープンデータの推進"),
                Named(5, "01-04", "オープンデータの取組の推進"),
            ),
        ),
        (Named(5, "01-05", "なくなる施策"),),
        1,
    )


def test_changed_marks_of_benefits_are_told_by_name():
    heads = (*HEADS, "期待される効果：便利", "期待される効果：安全")
    bring_in(book([[1, "01-01", "施策", "○", None]], heads=heads), code="R8")
    bring_in(book([[1, "01-01", "施策", "不明", "不明"]], heads=heads), code="R9")
    changes = look(book([[1, "01-01", "施策", None, "○"]], heads=heads), code="R9").changed
    again = look(book([[1, "01-01", "施策", "○", None]], heads=heads), code="R8")
    assert ([change.fields for change in changes], again.is_empty) == (
        [
            (
                FieldChange("期待される効果の○の数", "0", "1"),
                FieldChange("○のある効果", "不明", "○安全"),
            )
        ],
        True,
    )


def test_changed_facts_of_the_same_edition_are_told():
    bring_in(book(numbered(1)))
    preview = look(
        book(
            [[1, "01-01", "第1の施策", "注"]],
            heads=(*HEADS, "備考"),
            about={**ABOUT, "時点": "令和10年"},
        )
    )
    assert preview.facts == (
        FieldChange("時点", "令和9年4月時点", "令和10年"),
        FieldChange("欄", "No\n国の施策番号\n施策名", "No\n国の施策番号\n施策名\n備考"),
    )


def test_what_a_reader_should_know_is_noted():
    preview = look(
        book([[1, "01-01", "施策", "注"]], heads=(*HEADS, "備考"), about={**ABOUT, "版": "R1"})
    )
    assert preview.notes == (
        "シート「版」にはR1とありますが、R9として取り込みます。",
        "見出し「備考」は「その他の欄」として、そのまま取り込みます。",
    )


# --- the same edition again ----------------------------------------------------------------------


def test_the_same_workbook_again_changes_no_row():
    bring_in(book(numbered(3)))
    before = list(NationalMeasure.objects.order_by("pk").values_list())
    assert bring_in(book(numbered(3))).is_empty
    assert list(NationalMeasure.objects.order_by("pk").values_list()) == before


def test_a_row_stays_itself_while_its_name_or_its_code_does():
    bring_in(book([[1, "01-01", "甲の施策"], [2, "01-02", "乙の施策"], [3, "01-03", "丙の施策"]]))
    before = dict(NationalMeasure.objects.values_list("name", "pk"))
    bring_in(
        book([[1, "01-02", "甲の施策"], [3, "01-01", "乙の施策"], [2, "01-03", "まったく別の名"]])
    )
    after = dict(NationalMeasure.objects.values_list("name", "pk"))
    assert (after, codes()) == (
        {
            "甲の施策": before["甲の施策"],
            "乙の施策": before["乙の施策"],
            "まったく別の名": before["丙の施策"],
        },
        [(1, "01-02", "甲の施策"), (2, "01-03", "まったく別の名"), (3, "01-01", "乙の施策")],
    )


def test_rows_that_nobody_uses_go():
    bring_in(book(numbered(3)))
    bring_in(without_rows(export("R9"), 3))
    assert codes() == [(1, "01-01", "第1の施策"), (3, "01-03", "第3の施策")]


def test_a_row_that_is_used_does_not_go():
    bring_in(book(numbered(5)))
    before = stored()

    def uses(rows):
        return {rows[0].pk: ["下川町「計画」"], rows[1].pk: ["一", "二", "三", "四"]}

    told = [
        "No 2（01-02）第2の施策 がファイルにありません。下川町「計画」で使われているため、除けません。",
        "No 3（01-03）第3の施策 がファイルにありません。一、二、三ほか1件で使われているため、除けません。",
    ]
    data = without_rows(export("R9"), 3, 4, 5)
    assert (refusal(look, data, uses=uses), refusal(bring_in, data, uses=uses)) == (told, told)
    assert stored() == before


def test_a_row_that_a_confirmed_crosswalk_names_does_not_go():
    bring_in(book(numbered(2)), code="R8")
    bring_in(book(numbered(2)))
    CrosswalkRow.objects.filter(position=2).update(
        is_proposal=False, confirmed_at=AT, confirmed_by="管理者"
    )
    told = "がファイルにありません。版の対照（R8→R9「第2の施策」）で使われているため、除けません。"
    data = book(numbered(1))
    assert (refusal(bring_in, data), refusal(bring_in, data, code="R8")) == (
        [f"No 2（01-02）第2の施策 {told}"],
        [f"No 2（01-02）第2の施策 {told}"],
    )


def test_a_row_that_is_taken_up_meanwhile_does_not_go(monkeypatch):
    """The database says no where the look saw nothing."""
    bring_in(book(numbered(2)), code="R8")
    bring_in(book(numbered(2)))
    CrosswalkRow.objects.filter(position=2).update(is_proposal=False)
    monkeypatch.setattr(importing, "_refuse_used", lambda rows, uses: None)
    before = stored()
    assert refusal(bring_in, book(numbered(1))) == [
        "取込みの間に、登録済みの内容が変わりました。もう一度確かめてください。"
    ]
    assert stored() == before


# --- confirming what was looked at ---------------------------------------------------------------


def test_what_was_looked_at_is_imported():
    data = book(numbered(2))
    assert bring_in(data, digest=look(data).digest).total == 2


def test_something_else_than_was_looked_at_is_not_imported():
    bring_in(book(numbered(2)))
    data = book(numbered(3))
    digest = look(data).digest
    NationalMeasure.objects.filter(no=1).update(timing="令和9年度から")
    before = stored()
    assert refusal(bring_in, data, digest=digest) == [
        "確かめた後に、登録済みの内容が変わりました。もう一度確かめてください。"
    ]
    assert stored() == before


# --- proposals -----------------------------------------------------------------------------------


def answers() -> list[tuple[object, ...]]:
    rows = CrosswalkRow.objects.order_by("position")
    return [
        (row.position, row.name, row.relation, row.target.code if row.target else None, row.reason)
        for row in rows
    ]


def test_an_import_proposes_what_answers_to_each_row_of_the_former_edition():
    former = [
        [1, "01-01", "同じ施策の名称"],
        [2, "01-02", "番号の変わる施策"],
        [3, "01-03", "オープンデータの推進"],
        [4, "01-04", "地域における防災情報の共有"],
        [5, "01-05", "医療と介護の連携"],
        [6, "01-06", "なくなった取組"],
    ]
    later = [
        [1, "01-01", "同じ施策の名称"],
        [2, "02-02", "番号の変わる施策"],
        [3, "01-03", "オープンデータの取組の推進"],
        [4, "03-04", "防災情報の共有の高度化"],
        [5, "01-05", "まったく別の施策名"],
    ]
    bring_in(book(former), code="R8")
    bring_in(book(later))
    assert answers() == [
        (1, "同じ施策の名称", "same", "01-01", "施策名と国の施策番号が同じです。"),
        (2, "番号の変わる施策", "same", "02-02", "施策名が同じです。国の施策番号は01-02から02-02に変わっています。"),
        (3, "オープンデータの推進", "renamed", "01-03", "国の施策番号が同じで、施策名が似ています（文字の並びの86%が共通）。"),
        (4, "地域における防災情報の共有", "related", "03-04", "施策名が似ています（文字の並びの55%が共通）。国の施策番号は違います。"),
        (5, "医療と介護の連携", "related", "01-05", "国の施策番号は同じですが、施策名が違います。"),
        (6, "なくなった取組", "none", None, "同じ番号の施策も、似た名の施策も見当たりません。"),
    ]  # fmt: skip
    rows = CrosswalkRow.objects.all()
    assert {
        (row.from_edition, row.to_edition.code, str(row.source)[6:] == row.name) for row in rows
    } == {("R8", "R9", True)}
    assert {(row.is_proposal, row.is_confirmed) for row in rows} == {(True, False)}


def test_proposals_are_made_anew_and_what_a_person_wrote_stays():
    bring_in(book(numbered(4)), code="R8")
    bring_in(book(numbered(4)))
    confirmed, written = CrosswalkRow.objects.filter(position__in=[1, 2]).order_by("position")
    CrosswalkRow.objects.filter(pk=confirmed.pk).update(
        is_proposal=False, confirmed_at=AT, confirmed_by="管理者", reason="確かめた。"
    )
    CrosswalkRow.objects.filter(pk=written.pk).update(is_proposal=False, reason="あとで調べる。")
    kept = list(CrosswalkRow.objects.filter(pk__in=[confirmed.pk, written.pk]).values())
    bring_in(edited(book(numbered(4)), {"C4": "まったく別の取組"}))
    assert list(CrosswalkRow.objects.filter(pk__in=[confirmed.pk, written.pk]).values()) == kept
    assert [(row[0], row[2]) for row in answers()] == [
        (1, "same"),
        (2, "same"),
        (3, "related"),
        (4, "same"),
    ]


def test_a_former_edition_loaded_again_renumbers_its_crosswalk():
    bring_in(book(numbered(3)), code="R8")
    bring_in(book(numbered(3)))
    CrosswalkRow.objects.filter(position=3).update(
        is_proposal=False, confirmed_at=AT, confirmed_by="管理者"
    )
    bring_in(
        book([[2, "01-01", "第1の施策"], [3, "01-02", "第2の施策"], [1, "01-03", "第3の施策"]]),
        code="R8",
    )
    assert [(row[0], row[1]) for row in answers()] == [
        (1, "第3の施策"),
        (2, "第1の施策"),
        (3, "第2の施策"),
    ]


def test_names_of_a_guide_stay_behind_the_rows_of_a_list():
    """R8 was known by the names in a guide before its list was imported."""
    bring_in(book(numbered(1)))
    edition = NationalMeasureEdition.objects.get()
    CrosswalkRow.objects.create(
        from_edition="R8", to_edition=edition, position=1, name="名だけの施策",
        relation=CrosswalkRelation.NONE, reason="なくなった。",
    )  # fmt: skip
    bring_in(book(numbered(2)), code="R8")
    bring_in(book(numbered(1)))
    assert [(row[0], row[1]) for row in answers()] == [
        (1, "第1の施策"),
        (2, "第2の施策"),
        (3, "名だけの施策"),
    ]


# --- cost ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 30])
def test_a_look_takes_six_queries_whatever_the_number_of_rows(count):
    bring_in(book(numbered(count)), code="R8")
    data = book(numbered(count))
    with assert_queries(6):
        look(data)


@pytest.mark.parametrize("count", [1, 30])
def test_an_import_takes_fifteen_queries_whatever_the_number_of_rows(count):
    bring_in(book(numbered(count)), code="R8")
    data = book(numbered(count))
    with assert_queries(15):
        bring_in(data)
