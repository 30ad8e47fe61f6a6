"""この計画について, and the facts that chapters show."""

from dataclasses import replace

from documents.assemble import assemble
from documents.content import (
    Chapter,
    ChapterKind,
    Contact,
    Footnote,
    GovernanceBody,
    Hat,
    Period,
    Shown,
    Tag,
    TagScheme,
    Term,
    TermNote,
)
from documents.eras import DateReading
from documents.tree import Heading, Note, Table
from tests.documents.assemble.plans import after_heading, chapter, draft, plan, words
from tests.documents.assemble.test_front import external
from tests.documents.assemble.test_kpis import rows
from tests.documents.printed import demo_plan
from tests.documents.samples import everything, record

ABOUT = "この計画について"


def test_nothing_is_printed_where_there_is_nothing_to_say() -> None:
    headings = [node.text for node in draft(plan()).nodes if isinstance(node, Heading)]
    assert headings == []


def test_下川町_has_no_period_and_no_contact() -> None:
    assert words(after_heading(assemble(demo_plan("shimokawa"), external()), ABOUT)) == [
        "計画名",
        "下川町官民データ活用推進計画",
        "団体",
        "下川町",
        "根拠",
        "官民データ活用推進基本法（平成 28 年法律第 103 号）\u3000第9条第3項",
        "官民データ活用推進基本法（平成 28 年法律第 103 号）\u3000第 19 条",
        "上位計画",
        "下川町第5期総合計画",
        "世界最先端 IT 国家創造宣言・官民データ活用推進基本計画",
        "平成 29 年 5 月 30 日閣議決定",
        "版と決裁",
        "版",
        "1 版",
        "外部決裁の記録",
        "下川町\u3000平成 30 年 7 月 12 日",
        "記録の根拠：改定履歴の表",
    ]


def test_茨城県_tells_why_the_former_plan_was_abolished() -> None:
    printed = words(after_heading(draft(demo_plan("ibaraki")), ABOUT))
    place = printed.index("前計画")
    assert printed[place + 1] == "いばらきIT戦略推進指針（廃止）"
    assert printed[place + 2].startswith("現場主義の県政の実現や人的資源のより有効な活用に向けて")


def test_a_decision_inside_the_system_names_post_name_and_capacity() -> None:
    printed = words(after_heading(assemble(plan(), record()), ABOUT))
    assert printed[printed.index("決裁") + 1] == "知事\u3000髙橋𠮷子（代決）\u3000令和2年3月30日"


def test_a_period_without_words_is_read_out() -> None:
    period = Period(start=DateReading.parse("FY2018"), end=DateReading.parse("FY2020"))
    printed = words(after_heading(draft(plan(period=period)), ABOUT))
    assert printed[-1] == "平成30年度（2018年度）から令和2年度（2020年度）まで"


def test_what_a_chapter_shows_is_not_in_the_colophon() -> None:
    content = plan(
        hats=(Hat(uid="h", law="基本法"),),
        contact=Contact(department="企画課"),
        chapters=(chapter("位置", shows=(Shown.POSITION,)),),
    )
    document = draft(content)
    assert words(after_heading(document, "位置")[:1]) == ["根拠", "基本法"]
    assert words(after_heading(document, ABOUT)) == [
        "計画名",
        "計画",
        "団体",
        "県",
        "奥付",
        "計画名",
        "計画",
        "版",
        "案",
        "発行",
        "県",
        "連絡先",
        "企画課",
    ]


def test_several_facts_in_one_chapter_are_told_apart() -> None:
    content = plan(
        hats=(Hat(uid="h", law="基本法"),),
        contact=Contact(department="企画課"),
        chapters=(chapter("章", shows=(Shown.POSITION, Shown.PROCESS, Shown.CONTACT)),),
    )
    assert words(after_heading(draft(content), "章")[:4]) == [
        "根拠・期間・関連計画",
        "根拠",
        "基本法",
        "連絡先",
        "担当部署",
        "企画課",
    ]


def test_governance_prints_only_filled_columns() -> None:
    bodies = (
        GovernanceBody(uid="g1", name="本部", head="知事"),
        GovernanceBody(uid="g2", name="部会", parent="g1"),
    )
    content = plan(governance=bodies, chapters=(chapter("体制", shows=(Shown.GOVERNANCE,)),))
    assert rows(after_heading(draft(content), "体制")[1]) == [
        ["組織", "上位の組織", "長"],
        ["本部", "", "知事"],
        ["部会", "本部", ""],
    ]


def terms(*readings: str) -> tuple[Term, ...]:
    return tuple(
        Term(uid=f"t{index}", word=f"語{index}", explanation="説明", reading=reading)
        for index, reading in enumerate(readings)
    )


def test_a_glossary_prints_all_terms_by_their_kana() -> None:
    content = plan(
        terms=terms("わ", "ア", "かな"), chapters=(chapter("用語集", kind=ChapterKind.GLOSSARY),)
    )
    assert rows(after_heading(draft(content), "用語集")[0]) == [
        ["用語", "説明"],
        ["語1（ア）", "説明"],
        ["語2（かな）", "説明"],
        ["語0（わ）", "説明"],
    ]


def test_terms_stay_in_their_order_where_a_reading_is_missing() -> None:
    content = plan(
        terms=terms("わ", "", "あ"), chapters=(chapter("用語集", kind=ChapterKind.GLOSSARY),)
    )
    printed = rows(after_heading(draft(content), "用語集")[0])
    assert [row[0] for row in printed[1:]] == ["語0（わ）", "語1", "語2（あ）"]


def test_a_term_noted_at_its_place_is_not_in_the_colophon() -> None:
    content = plan(
        terms=terms("", ""),
        chapters=(Chapter(uid="c", title="章", body=(TermNote(uid="b", term="t0"),)),),
    )
    document = draft(content)
    note = after_heading(document, "章")[0]
    assert isinstance(note, Note)
    assert (note.title, note.anchor) == ("※語0", "term-t0")
    assert words(after_heading(document, ABOUT))[-5:] == ["用語", "用語", "説明", "語1", "説明"]


def test_where_a_glossary_stands_links_lead_there_and_notes_stay() -> None:
    content = plan(
        terms=terms(""),
        chapters=(
            Chapter(uid="c", title="章", body=(TermNote(uid="b", term="t0"),)),
            chapter("用語集", shows=(Shown.TERMS,)),
        ),
    )
    note = after_heading(draft(content), "章")[0]
    glossary = after_heading(draft(content), "用語集")[0]
    assert isinstance(note, Note)
    assert isinstance(glossary, Table)
    assert (note.anchor, glossary.rows[0][0].anchor) == ("", "term-t0")


def test_a_footnote_that_nothing_calls_is_printed_all_the_same() -> None:
    content = plan(footnotes=(Footnote(uid="f", text="呼ばれない"),))
    document = draft(content)
    assert words(after_heading(document, ABOUT))[-2:] == ["本文に印のない注", "呼ばれない"]
    assert document.footnotes == ()


def test_tags_of_chapters_that_no_title_says_are_listed() -> None:
    tags = (
        Tag(uid="t1", scheme=TagScheme.AIM, label="利便性"),
        Tag(uid="t2", scheme=TagScheme.PILLAR, label="章"),
    )
    content = plan(tags=tags, chapters=(chapter("章", tags=("t1", "t2")),))
    assert words(after_heading(draft(content), ABOUT))[-2:] == ["分類", "1\u3000章（目的：利便性）"]


def test_footnotes_are_numbered_in_the_order_of_their_first_call() -> None:
    notes = [
        (note.number, words_of)
        for note in draft(everything()).footnotes
        for words_of in ["".join(getattr(inline, "text", "") for inline in note.inlines)]
    ]
    assert notes == [(1, "一つ目の注の文"), (2, "一覧の注の文"), (3, "表の中の注の文")]


def test_the_same_plan_gives_an_equal_document() -> None:
    assert assemble(replace(everything()), record()) == assemble(everything(), record())
