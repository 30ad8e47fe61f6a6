"""施策一覧, KPI一覧, 対応表, 体系図, 推進体制図 and 図表目次."""

from dataclasses import replace
from typing import Any

from documents.content import (
    Chapter,
    ChapterKind,
    CoverageRow,
    GovernanceBody,
    Kpi,
    KpiTarget,
    Look,
    Measure,
    NationalLink,
    Placement,
    RelatedPlan,
    Relation,
    Responsibility,
    Shown,
    TableCell,
    TableRow,
)
from documents.content import PhraseStyle as Style
from documents.content import Table as WrittenTable
from documents.tree import (
    Box,
    Contents,
    Diagram,
    Heading,
    Paragraph,
    Reference,
    Table,
    inline_text,
)
from tests.documents.assemble.plans import after_heading, chapter, draft, plan, text
from tests.documents.assemble.test_kpis import rows

MEASURES = (
    Measure(
        uid="m1",
        name="窓口",
        mark="◎",
        responsibilities=(Responsibility(uid="r1", name="住民課"),),
        national_measures=(NationalLink(uid="n1", edition="R1", name="国の窓口", no=3),),
        kpis=(Kpi(uid="k1", name="件数", targets=(KpiTarget(uid="t1", written="10件"),)),),
    ),
    Measure(uid="m2", name="統計"),
)


def with_lists(*shows: Shown, **fields: Any) -> Any:
    themes = (
        chapter(
            "柱一",
            kind=ChapterKind.THEME,
            placements=(Placement(uid="p1", measure="m1"),),
        ),
        chapter(
            "柱二",
            chapter("節", placements=(Placement(uid="p3", measure="m1", reprint=True),)),
            placements=(Placement(uid="p2", measure="m2"),),
        ),
        chapter("空の柱"),
    )
    appendix = Chapter(uid="a", title="一覧", kind=ChapterKind.APPENDIX, shows=shows)
    return draft(plan(chapters=(*themes, appendix), measures=MEASURES, **fields))


def test_the_list_of_measures_has_each_once_and_only_filled_columns() -> None:
    lead, table = after_heading(with_lists(Shown.MEASURE_LIST), "一覧")[:2]
    assert isinstance(lead, Paragraph)
    assert inline_text(lead.inlines) == "本計画に掲げる施策は、次の2件である。"
    assert rows(table) == [
        ["章", "施策", "担当課", "対応する国の施策"],
        ["1\u3000柱一", "(1)\u3000◎窓口", "住民課", "No.3\u3000国の窓口（R1）"],
        ["2\u3000柱二", "(1)\u3000統計", "", ""],
    ]


def test_a_plan_that_prints_no_national_measures_lists_none() -> None:
    document = with_lists(Shown.MEASURE_LIST, prints_national_measures=False)
    assert rows(after_heading(document, "一覧")[1])[0] == ["章", "施策", "担当課"]


def test_generated_sentences_follow_the_look() -> None:
    document = with_lists(Shown.KPI_LIST, look=Look(phrases=Style.POLITE))
    lead = after_heading(document, "一覧")[0]
    assert isinstance(lead, Paragraph)
    assert inline_text(lead.inlines) == "各施策の指標は、次のとおりです。"


def test_the_list_of_kpis_names_the_measure_of_each() -> None:
    table = after_heading(with_lists(Shown.KPI_LIST), "一覧")[1]
    assert rows(table) == [["施策", "指標", "目標値"], ["(1)\u3000◎窓口", "件数", "10件"]]


def test_a_chapter_of_one_wide_table_is_turned_sideways_with_its_heading() -> None:
    targets = tuple(KpiTarget(uid=f"t{y}", written="1", fiscal_year=y) for y in range(2018, 2024))
    measures = (Measure(uid="m1", name="甲", kpis=(Kpi(uid="k", name="率", targets=targets),)),)
    places = (Placement(uid="p", measure="m1"),)
    appendix = Chapter(uid="a", title="一覧", shows=(Shown.KPI_LIST,))
    upright = Look(landscape_tables=False)
    for look, turned in ((Look(), True), (upright, False)):
        content = plan(
            chapters=(chapter("柱", placements=places), appendix), measures=measures, look=look
        )
        nodes = draft(content).nodes
        (heading,) = (n for n in nodes if isinstance(n, Heading) and n.text == "一覧")
        assert (heading.landscape, [n.landscape for n in nodes if isinstance(n, Table)]) == (
            turned,
            [False, False],
        )


def test_a_heading_is_turned_with_a_wide_table_that_opens_its_chapter() -> None:
    row = TableRow(uid="r", cells=tuple(TableCell(text=str(n)) for n in range(9)))
    wide = WrittenTable(uid="wide", rows=(row, replace(row, uid="r2")))
    before = text("before", "表の前の文")
    turned = []
    for body in ((wide, text("after", "表の後の文")), (before, wide)):
        heading, *rest = draft(plan(chapters=(chapter("表", body=body),))).nodes[2:]
        assert isinstance(heading, Heading)
        (table,) = (node for node in rest if isinstance(node, Table))
        turned.append((heading.landscape, table.landscape))
    # Under a text the heading stays upright, and the table is turned by itself.
    assert turned == [(True, False), (False, True)]


def test_the_system_is_drawn_from_chapters_and_measures() -> None:
    (diagram,) = after_heading(with_lists(Shown.SYSTEM, vision="豊かな町"), "一覧")[:1]
    assert isinstance(diagram, Diagram)
    assert diagram.roots == (
        Box(
            lines=("目指す姿", "豊かな町"),
            children=(
                Box(
                    lines=("1\u3000柱一",),
                    anchor="c-柱一",
                    children=(Box(lines=("(1)\u3000◎窓口",), anchor="m-m1"),),
                ),
                Box(
                    lines=("2\u3000柱二",),
                    anchor="c-柱二",
                    children=(
                        Box(lines=("(1)\u3000統計",), anchor="m-m2"),
                        Box(
                            lines=("(2)\u3000節",),
                            anchor="c-節",
                            children=(Box(lines=("①◎窓口【再掲】",), anchor="p-p3"),),
                        ),
                    ),
                ),
            ),
        ),
    )


def test_what_stands_above_all_themes_is_no_box() -> None:
    place = (Placement(uid="p1", measure="m1"),)
    themes = (chapter("柱一", placements=place), chapter("柱二", chapter("節")))
    part = chapter("部", chapter("個別施策", *themes), kind=ChapterKind.PART)
    appendix = Chapter(uid="a", title="一覧", shows=(Shown.SYSTEM,))
    document = draft(plan(chapters=(part, appendix), measures=MEASURES[:1]))
    diagram = after_heading(document, "一覧")[0]
    assert isinstance(diagram, Diagram)
    assert [box.lines for box in diagram.roots] == [("(1)\u3000柱一",)]


def test_bodies_are_drawn_below_the_body_above_them() -> None:
    bodies = (
        GovernanceBody(uid="g1", name="本部", head="町長"),
        GovernanceBody(uid="g2", name="部会", parent="g1"),
        GovernanceBody(uid="g3", name="審議会"),
    )
    content = plan(governance=bodies, chapters=(chapter("体制", shows=(Shown.GOVERNANCE,)),))
    diagram = after_heading(draft(content), "体制")[0]
    assert isinstance(diagram, Diagram)
    assert diagram.roots == (
        Box(lines=("本部", "長：町長"), children=(Box(lines=("部会",)),)),
        Box(lines=("審議会",)),
    )


def test_one_body_alone_is_no_chart() -> None:
    content = plan(
        governance=(GovernanceBody(uid="g1", name="本部"),),
        chapters=(chapter("体制", shows=(Shown.GOVERNANCE,)),),
    )
    assert [type(node) for node in after_heading(draft(content), "体制")[:1]] == [Table]


COVERAGE = (
    CoverageRow(uid="v1", element="趣旨", chapter="総論", place="第1章"),
    CoverageRow(uid="v2", element="体制", note="別に定める"),
)


def test_the_correspondence_says_where_each_element_is_treated() -> None:
    content = plan(
        coverage=COVERAGE,
        related_plans=(RelatedPlan(uid="r", relation=Relation.PARENT, title="総合計画{0}"),),
        chapters=(chapter("総論"), chapter("対応", shows=(Shown.CORRESPONDENCE,))),
    )
    lead, table = after_heading(draft(content), "対応")[:2]
    assert isinstance(lead, Paragraph)
    assert inline_text(lead.inlines) == (
        "本計画は、「総合計画{0}」に盛り込むものである。求められる事項は、次の箇所に記載している。"
    )
    assert rows(table) == [
        ["求められる事項", "本計画の記載箇所", "「総合計画{0}」の記載箇所", "備考"],
        ["趣旨", "1\u3000総論", "第1章", ""],
        ["体制", "", "", "別に定める"],
    ]
    assert isinstance(table, Table)
    reference = Reference(number="1", text="総論", anchor="c-総論")
    assert table.rows[0][1].paragraphs == ((reference,),)


def test_a_correspondence_that_no_chapter_prints_stands_at_the_end() -> None:
    nodes = after_heading(draft(plan(coverage=COVERAGE, chapters=(chapter("総論"),))), "総論")
    tables = [rows(node) for node in nodes if isinstance(node, Table)]
    assert tables[-1][1:] == [["趣旨", "1\u3000総論", "第1章", ""], ["体制", "", "", "別に定める"]]


def test_figures_have_a_list_of_their_own_and_tables_follow() -> None:
    contents = [n for n in with_lists(Shown.SYSTEM).nodes if isinstance(n, Contents)]
    assert [(node.title, node.captions and node.captions.value) for node in contents] == [
        ("目次", None),
        ("図表目次", "図"),
    ]
    assert [(entry.number, entry.text) for entry in contents[1].entries] == [("図1", "施策の体系")]
