"""Cover, marks, foreword and 改定履歴."""

from dataclasses import replace

import pytest

from documents.assemble import assemble
from documents.content import (
    Capacity,
    Decision,
    EarlierEdition,
    EditionRecord,
    Foreword,
    Pattern,
    PlanContent,
    RevisionRow,
    RevisionTable,
    Stage,
    WrittenDate,
)
from documents.eras import DateReading
from documents.tree import Cover, Document, Heading, Paragraph, ParagraphRole, Table
from tests.documents.assemble.plans import after_heading, draft, plan, text
from tests.documents.assemble.test_kpis import rows
from tests.documents.printed import demo_plan
from tests.documents.samples import record


def cover(content: PlanContent, edition: EditionRecord | None = None) -> Cover:
    node = assemble(content, edition).nodes[0]
    assert isinstance(node, Cover)
    return node


def external() -> EditionRecord:
    decision = Decision(
        step=1,
        name="下川町",
        capacity=Capacity.EXTERNAL,
        decided_on=WrittenDate(written="平成 30 年 7 月 12 日"),
        evidence="改定履歴の表",
        content_sha256="0" * 64,
    )
    return EditionRecord(
        edition_no=1, edition_label="1 版", content_sha256="0" * 64, decisions=(decision,)
    )


@pytest.mark.parametrize(
    ("stage", "marks"),
    [
        (Stage.FINAL, ("案",)),
        (Stage.PROPOSAL, ("案",)),
        (Stage.DRAFT, ("素案", "案")),
        (Stage.OUTLINE, ("骨子", "案")),
    ],
)
def test_a_draft_is_marked_on_the_cover_and_every_page(
    stage: Stage, marks: tuple[str, ...]
) -> None:
    document = draft(plan(stage=stage))
    assert (cover(plan(stage=stage)).marks, document.footer_marks) == (marks, marks)


def test_a_final_edition_is_marked_by_its_label_alone() -> None:
    document = assemble(plan(), record())
    assert (cover(plan(), record()).marks, document.footer_marks) == (("第2版",), ())


def test_an_edition_for_comment_keeps_the_word_of_its_stage() -> None:
    document = assemble(plan(stage=Stage.DRAFT), record())
    assert (cover(plan(stage=Stage.DRAFT), record()).marks, document.footer_marks) == (
        ("素案", "第2版"),
        ("素案",),
    )


def test_the_cover_prints_the_date_that_was_written_for_it() -> None:
    content = plan(cover_date=WrittenDate(written="平成 30 年 7 月"))
    assert cover(content, record()).date == "平成 30 年 7 月"


def test_the_cover_takes_the_date_of_the_record_where_none_was_written() -> None:
    assert cover(plan(), record()).date == "令和2年3月31日"


def test_a_draft_gets_no_date_that_nobody_wrote() -> None:
    assert cover(plan()).date == ""


def test_a_date_known_only_by_its_reading_is_printed_in_both_calendars() -> None:
    content = plan(cover_date=WrittenDate(written="", reading=DateReading.parse("2020-04")))
    assert cover(content).date == "令和2年4月（2020年4月）"


def test_a_plan_within_another_shows_its_own_name_on_the_cover() -> None:
    node = cover(demo_plan("ibaraki"))
    assert (node.title, node.subtitle) == (
        "茨城県総合計画～「新しい茨城」への挑戦～",
        "茨城県官民データ活用推進計画",
    )


def test_the_short_name_of_a_standalone_plan_is_not_on_the_cover() -> None:
    assert cover(plan(short_name="略称")).subtitle == ""


def test_the_running_head_of_an_embedded_plan_is_its_own_name() -> None:
    content = plan(pattern=Pattern.EMBEDDED, short_name="略称")
    assert (draft(content).header, draft(plan()).header) == ("略称", "計画")


def test_the_document_is_dated_by_its_record_to_the_day() -> None:
    created = assemble(plan(), record()).created
    assert created is not None
    assert (created.isoformat(), draft(plan()).created) == ("2020-03-31", None)


def test_a_record_known_to_the_month_dates_no_file() -> None:
    month = WrittenDate(written="令和2年3月", reading=DateReading.parse("2020-03"))
    edition = replace(record(), established_on=month, decided_on=month)
    assert assemble(plan(), edition).created is None


def test_the_foreword_ends_with_its_signature() -> None:
    content = plan(foreword=Foreword(body=(text("f", "ことば"),), signature="町長"))
    heading, _body, signature = draft(content).nodes[1:4]
    assert isinstance(heading, Heading)
    assert isinstance(signature, Paragraph)
    assert (heading.text, signature.role) == ("はじめに", ParagraphRole.SIGNATURE)


def revisions(document: Document, title: str = "改定履歴") -> list[list[str]]:
    return rows(after_heading(document, title)[0])


HEAD = ["版数", "策定・改定年月日", "内容", "作成部署"]
SHIMOKAWA_TITLE = "計画の新規策定／改定一覧"
SHIMOKAWA_HEAD = ["版数", "策定／改定年月日", "計画の新規策定／内容", "作成部署"]
OWN = [
    "第2版",
    "令和2年3月31日",
    "施策を一つ加えた\n国の計画が改まったため",
    "企画部",
]


def imported(edition: str, written: str) -> RevisionRow:
    return RevisionRow(uid=f"r-{edition}", edition=edition, date=WrittenDate(written=written))


def test_下川町_prints_its_seven_rows_as_they_are() -> None:
    blank = ["", "改定：平成 年 月 日", "", ""]
    assert revisions(assemble(demo_plan("shimokawa"), external()), SHIMOKAWA_TITLE) == [
        SHIMOKAWA_HEAD,
        ["1 版", "策定：平成 30 年 7 月 12 日", "新規策定(平成 30 年 7 月 12 日施行)", "総務課"],
        *([blank] * 6),
    ]


def test_a_plan_calls_its_history_and_every_column_of_it_as_it_likes() -> None:
    words = RevisionTable(title="一覧", edition="壱", date="弐", description="参", department="肆")
    content = plan(revision_table=words, revision_rows=(imported("初版", "平成30年7月"),))
    assert revisions(draft(content), "一覧") == [
        ["壱", "弐", "参", "肆"],
        ["初版", "平成30年7月", "", ""],
    ]


def test_the_edition_adds_its_own_row() -> None:
    content = plan(revision_rows=(imported("初版", "平成30年7月"),))
    assert revisions(assemble(content, record())) == [
        HEAD,
        ["初版", "平成30年7月", "", ""],
        OWN,
    ]


def test_a_row_that_says_the_same_edition_and_date_is_not_repeated() -> None:
    content = plan(revision_rows=(imported("第2版", "令和2年3月31日"),))
    assert len(revisions(assemble(content, record()))) == 2


def earlier(label: str, written: str, day: str) -> EarlierEdition:
    date = WrittenDate(written=written, reading=DateReading.parse(day))
    return EarlierEdition(label=label, date=date, description="前のこと", department="総務課")


def test_editions_decided_before_stand_between_the_imported_rows_and_the_own() -> None:
    content = plan(revision_rows=(imported("初版", "平成30年7月"),))
    before = (
        earlier("第1版", "平成31年3月1日", "2019-03-01"),
        earlier("第2版", "令和元年6月1日", "2019-06-01"),
    )
    assert revisions(assemble(content, replace(record(), earlier=before))) == [
        HEAD,
        ["初版", "平成30年7月", "", ""],
        ["第1版", "平成31年3月1日", "前のこと", "総務課"],
        ["第2版", "令和元年6月1日", "前のこと", "総務課"],
        OWN,
    ]


def test_an_earlier_edition_that_the_imported_rows_tell_is_not_repeated() -> None:
    before = (earlier("1 版", "平成 30 年 7 月 12 日", "2018-07-12"),)
    document = assemble(demo_plan("shimokawa"), replace(record(), earlier=before))
    printed = revisions(document, SHIMOKAWA_TITLE)
    assert [row[0] for row in printed] == ["版数", "1 版", OWN[0], "", "", "", "", "", ""]


def test_new_rows_stand_behind_the_last_imported_row_that_is_filled() -> None:
    blank = "改定：平成 年 月 日"
    content = plan(
        revision_rows=(
            RevisionRow(uid="r1", date=WrittenDate(written=blank)),
            RevisionRow(uid="r2", date=WrittenDate(written="平成三十年")),
            RevisionRow(uid="r3", date=WrittenDate(written=blank)),
            RevisionRow(uid="r4"),
        )
    )
    assert revisions(assemble(content, record())) == [
        HEAD,
        ["", blank, "", ""],
        ["", "平成三十年", "", ""],
        OWN,
        ["", blank, "", ""],
        ["", "", "", ""],
    ]


def test_a_plan_without_history_has_no_table_of_it() -> None:
    assert [node for node in draft(plan()).nodes if isinstance(node, Table)] == []


def test_notes_on_revision_stand_also_without_rows() -> None:
    content = plan(revision_notes=(text("n", "注意"),))
    assert [type(node) for node in draft(content).nodes] == [Cover, Heading, Paragraph]
