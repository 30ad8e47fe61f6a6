"""Sections and measures of a plan by themselves, as plain text."""

from decimal import Decimal
from typing import Any

from documents.content import (
    Chapter,
    ChapterKind,
    Footnote,
    Kpi,
    KpiBaseline,
    KpiTarget,
    ListBlock,
    ListItem,
    Mark,
    MarkKind,
    Measure,
    MeasureSection,
    OrganizationName,
    Paragraph,
    Placement,
    PlanContent,
    ScheduleItem,
    SectionKind,
    Tag,
    TagScheme,
    Term,
    TermNote,
)
from documents.excerpts import (
    MeasureExcerpt,
    SectionExcerpt,
    measure_excerpts,
    section_excerpts,
)
from tests.documents.printed import demo_plan, measures_of
from tests.documents.samples import everything


def paragraph(text: str) -> Paragraph:
    return Paragraph(uid=f"p-{len(text)}-{abs(hash(text))}", text=text)


def plan(**parts: Any) -> PlanContent:
    values: dict[str, Any] = {
        "uid": "plan",
        "title": "計画",
        "organization": OrganizationName(code="014681", name="下川町"),
    }
    return PlanContent(**(values | parts))


def of_measure(**parts: Any) -> MeasureExcerpt:
    """The excerpt of one measure in no chapter."""
    measure = Measure(**{"uid": "m", "name": "施策", **parts})
    return measure_excerpts(plan(measures=(measure,)))[0]


# --- sections --------------------------------------------------------------------------------


def test_a_section_is_its_chapter_with_what_stands_below() -> None:
    chapters = (
        Chapter(
            uid="c-1",
            title="方針",
            guide_section=5,
            body=(paragraph("方針の文。"),),
            children=(
                Chapter(
                    uid="c-1-1",
                    title="一つ目の柱",
                    body=(paragraph("柱の文。"), paragraph("柱の続き。")),
                    children=(Chapter(uid="c-1-1-1", title="細目"),),
                ),
            ),
        ),
    )
    assert section_excerpts(plan(chapters=chapters)) == (
        SectionExcerpt(
            guide_section=5,
            title="方針",
            body=("方針の文。", "一つ目の柱", "柱の文。", "柱の続き。", "細目"),
        ),
    )


def test_a_chapter_below_that_is_a_section_itself_stands_alone() -> None:
    chapters = (
        Chapter(uid="c-0", title="はじめに", body=(paragraph("前書き。"),)),
        Chapter(
            uid="c-1",
            title="位置付け",
            guide_section=3,
            children=(
                Chapter(uid="c-2", title="体制", guide_section=4, body=(paragraph("委員会。"),)),
            ),
        ),
    )
    assert section_excerpts(plan(chapters=chapters)) == (
        SectionExcerpt(guide_section=3, title="位置付け", body=()),
        SectionExcerpt(guide_section=4, title="体制", body=("委員会。",)),
    )


def test_measures_are_left_apart_from_the_section() -> None:
    chapter = Chapter(
        uid="c-1",
        title="個別施策",
        kind=ChapterKind.MEASURES,
        guide_section=6,
        placements=(Placement(uid="pl", measure="m"),),
    )
    content = plan(chapters=(chapter,), measures=(Measure(uid="m", name="施策"),))
    assert [one.body for one in section_excerpts(content)] == [()]


def test_each_block_is_one_text() -> None:
    items = (ListItem(uid="i-1", text="一"), ListItem(uid="i-2", text="二", level=1))
    chapter = Chapter(
        uid="c-1",
        title="現状",
        guide_section=1,
        body=(
            Paragraph(
                uid="p-1",
                text="一行目\n二行目の注",
                marks=(Mark(kind=MarkKind.FOOTNOTE, start=9, end=9, ref="f-1"),),
            ),
            ListBlock(uid="l-1", items=items),
            TermNote(uid="t-1", term="bpr"),
        ),
    )
    content = plan(
        chapters=(chapter,),
        footnotes=(Footnote(uid="f-1", text="注の文"),),
        terms=(Term(uid="bpr", word="BPR", explanation="業務の見直し"),),
    )
    assert section_excerpts(content)[0].body == (
        "一行目\n二行目の注［注1］",
        "・一\n\u3000・二",
        "※BPR\n業務の見直し",
    )


# --- measures --------------------------------------------------------------------------------


def test_measures_come_once_in_printing_order_with_their_pillar() -> None:
    tags = (
        Tag(uid="t-1", scheme=TagScheme.PILLAR, label="柱一", code="1"),
        Tag(uid="t-2", scheme=TagScheme.PILLAR, label="柱二", code="2"),
        Tag(uid="t-3", scheme=TagScheme.PILLAR, label="独自の柱", code="Z"),
        Tag(uid="t-4", scheme=TagScheme.FIELD, label="観光", code="4"),
    )
    chapters = (
        Chapter(
            uid="c-1",
            title="柱一",
            tags=("t-1",),
            placements=(
                Placement(uid="pl-1", measure="m-by-theme"),
                Placement(uid="pl-2", measure="m-by-tag"),
            ),
        ),
        Chapter(
            uid="c-2",
            title="独自",
            tags=("t-3",),
            placements=(
                Placement(uid="pl-3", measure="m-own"),
                Placement(uid="pl-4", measure="m-by-tag", reprint=True),
            ),
        ),
    )
    measures = (
        Measure(uid="m-nowhere", name="どこにもない", tags=("t-4",)),
        Measure(uid="m-own", name="独自の柱"),
        Measure(uid="m-by-tag", name="自分の柱", tags=("t-4", "t-2")),
        Measure(uid="m-by-theme", name="章の柱"),
    )
    content = plan(chapters=chapters, measures=measures, tags=tags)
    assert [(one.name, one.pillar_no) for one in measure_excerpts(content)] == [
        ("章の柱", 1),
        ("自分の柱", 2),
        ("独自の柱", None),
        ("どこにもない", None),
    ]


def test_the_body_goes_on_with_the_named_blocks() -> None:
    sections = (
        MeasureSection(uid="s-1", kind=SectionKind.SITUATION, body=(paragraph("現状。"),)),
        MeasureSection(uid="s-2", kind=SectionKind.OTHER, body=(paragraph("題なし。"),)),
        MeasureSection(uid="s-3", kind=SectionKind.OTHER, title="独自", body=()),
    )
    excerpt = of_measure(body=(paragraph("本文。"),), sections=sections)
    assert excerpt.body == ("本文。", "現状と課題", "現状。", "題なし。", "独自")


def test_a_measure_without_a_name_is_called_by_its_first_words() -> None:
    assert of_measure(name="", body=(paragraph("名前のない施策の文。"),)).name == (
        "名前のない施策の文。"
    )


def test_a_kpi_is_one_line_with_what_is_printed() -> None:
    kpis = (
        Kpi(uid="k-1", name="整備"),
        Kpi(uid="k-2", name="件数", targets=(KpiTarget(uid="k-2-1", written="10 件"),)),
        Kpi(
            uid="k-3",
            name="普及率",
            unit="%",
            baseline=KpiBaseline(value=Decimal("12.5")),
            targets=(
                KpiTarget(uid="k-3-1", value=Decimal("30"), fiscal_year=2020),
                KpiTarget(uid="k-3-2", written="半数", fiscal_year=2021, year_written="平成33年度"),
            ),
            note="※住民基本台帳による",
        ),
        Kpi(uid="k-4", name="準拠", unit="件"),
    )
    assert of_measure(kpis=kpis).kpis == (
        "整備",
        "件数 10 件",
        "普及率 （基準値 12.5%） 30%（令和2年度（2020年度）） 半数（平成33年度）"
        "\u3000※住民基本台帳による",
        "準拠（単位：件）",
    )


def test_the_schedule_is_its_statements_as_written() -> None:
    schedule = (
        ScheduleItem(uid="s-1", written="平成 32 年度までに実施"),
        ScheduleItem(uid="s-2", written=""),
    )
    assert of_measure(schedule=schedule).schedule == ("平成 32 年度までに実施",)


# --- whole plans -----------------------------------------------------------------------------


def test_every_measure_of_a_whole_plan_is_there_once() -> None:
    for content in (everything(), demo_plan("ibaraki"), demo_plan("shimokawa")):
        assert len(measure_excerpts(content)) == len(measures_of(content))


def test_shimokawa_has_the_seven_sections() -> None:
    excerpts = section_excerpts(demo_plan("shimokawa"))
    assert [(one.guide_section, one.title, len(one.body)) for one in excerpts] == [
        (1, "下川町の現状及び課題", 1),
        (2, "下川町官民データ活用推進計画の目的", 2),
        (3, "下川町官民データ活用推進計画の位置付け", 5),
        (4, "下川町官民データ活用推進計画の推進体制", 1),
        (5, "官民データ活用の推進に関する施策の基本的な方針", 12),
        (6, "官民データ活用の推進に係る個別施策", 6),
        (7, "セキュリティ及び個人情報の適正な取扱いの確保", 1),
    ]


def test_a_measure_of_shimokawa_reads_as_printed() -> None:
    assert measure_excerpts(demo_plan("shimokawa"))[10] == MeasureExcerpt(
        name="防災拠点等における Wi-Fi 環境の整備推進",
        pillar_no=4,
        body=(
            "災害発生時の情報伝達手段確保のため、防災拠点（学校等の避難所・避難場所、官公署）における "
            "Wi-Fi 環境の整備を推進します。これにより、被災者のニーズに応じた情報収集を可能とします。",
        ),
        kpis=("整備済箇所 3 件\u3000※公民館、学校は整備済み",),
        schedule=(
            "平成 32 年度までに実施（防災等に資する Wi-Fi 環境の整備計画（平成 28 年 12 月総務省）を参照）",
        ),
    )
