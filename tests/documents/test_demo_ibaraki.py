"""The plan of 茨城県 in fixtures/demo, against values typed from its slides."""

import pytest

from documents.content import (
    Chapter,
    ChapterKind,
    ListBlock,
    Look,
    MarkKind,
    NumberStyle,
    Paragraph,
    Pattern,
    PlanContent,
    Relation,
    SectionKind,
    Stage,
)
from tests.documents.printed import block_lines, demo_plan, measures_of

PLAN_TITLE = "茨城県総合計画～「新しい茨城」への挑戦～"

APPLICATIONS = (
    "住民サービスの向上を図るため、市町村と共同し、「いばらき電子申請・届出サービス」システム、"
    "「統合型GIS（地理情報システム）」の利用や、共通業務の自治体クラウド化を推進。"
)


@pytest.fixture(scope="module")
def ibaraki() -> PlanContent:
    return demo_plan("ibaraki")


def themes(plan: PlanContent) -> list[Chapter]:
    return [chapter for chapter in plan.chapters[5].children if chapter.kind is ChapterKind.THEME]


def test_the_plan_is_embedded_in_another(ibaraki: PlanContent) -> None:
    assert (ibaraki.pattern, ibaraki.stage) == (Pattern.EMBEDDED, Stage.FINAL)
    assert (ibaraki.title, ibaraki.short_name) == (PLAN_TITLE, "茨城県官民データ活用推進計画")
    assert (ibaraki.organization.code, ibaraki.organization.name) == ("080004", "茨城県")


def test_cover_date(ibaraki: PlanContent) -> None:
    assert ibaraki.cover_date is not None
    assert (ibaraki.cover_date.written, str(ibaraki.cover_date.reading)) == (
        "平成30年11月",
        "2018-11",
    )


def test_period_in_fiscal_years(ibaraki: PlanContent) -> None:
    assert ibaraki.period is not None
    assert (ibaraki.period.written, str(ibaraki.period.start), str(ibaraki.period.end)) == (
        "2018～2021年度の4年間",
        "FY2018",
        "FY2021",
    )


def test_legal_basis_as_printed(ibaraki: PlanContent) -> None:
    bases = [(hat.law, hat.article, hat.period) for hat in ibaraki.hats]
    assert bases == [("官民データ活用推進基本法", "第9条", None)]


def test_parent_plan_and_the_abolished_one(ibaraki: PlanContent) -> None:
    plans = [(p.relation, p.title, p.abolished, p.note) for p in ibaraki.related_plans]
    assert plans == [
        (Relation.PARENT, PLAN_TITLE, False, "計画期間：2018～2021年度の4年間"),
        (
            Relation.PREDECESSOR,
            "いばらきIT戦略推進指針",
            True,
            "現場主義の県政の実現や人的資源のより有効な活用に向けて、仕事の生産性向上プロジェクトにより、"
            "徹底した仕事の生産性向上を推進する一環として、県策定の各種計画等の抜本的見直し（廃止・統合・簡素化）を実施。"
            "これにより、県の情報化推進計画である「いばらきIT戦略推進指針」を廃止。",
        ),
    ]


def test_what_ibaraki_does_not_print_is_empty(ibaraki: PlanContent) -> None:
    assert (ibaraki.contact, ibaraki.foreword) == (None, None)
    assert (ibaraki.revision_rows, ibaraki.governance, ibaraki.process) == ((), (), ())
    assert (ibaraki.terms, ibaraki.prefectural_plan_note) == ((), "")


def test_no_kpi_no_schedule_and_no_measure_has_a_name(ibaraki: PlanContent) -> None:
    figures = [(measure.name, measure.kpis, measure.schedule) for measure in ibaraki.measures]
    assert figures == [("", (), ())] * 6


def test_chapters(ibaraki: PlanContent) -> None:
    outline = [
        (chapter.title, chapter.numbered, [child.title for child in chapter.children])
        for chapter in ibaraki.chapters
    ]
    assert outline == [
        ("都道府県官民データ活用推進計画の目的", False, []),
        ("都道府県官民データ活用推進計画の構成", False, []),
        ("都道府県官民データ推進計画作成における基本的考え方", False, []),
        ("茨城県官民データ活用推進計画の策定方針", False, ["背景", "方針"]),
        (
            "茨城県官民データ活用推進計画の概要",
            False,
            ["策定期期", "計画名称", "計画期間", "官民データとしての位置付け"],
        ),
        (
            "官民データ活用推進に関する施策の基本的な方針（県総合計画における位置付け）",
            False,
            [
                "「手続における情報通信の技術の利用等に係る取組」（オンライン化原則）",
                "「官民データの容易な利用等に係る取組」（オープンデータの推進）",
                "「利用の機会等の格差の是正に係る取組」（デジタルデバイド対策等）",
                "「情報システムに係る規格の整備及び互換性の確保等に係る取組」 (標準化、デジタル化、システム改革、BPR) について",
                "セキュリティ及び個人情報の適正な取扱いの確保について",
            ],
        ),
    ]


def test_headings_below_the_chapters_bear_a_ring(ibaraki: PlanContent) -> None:
    assert ibaraki.look == Look(numbering=(NumberStyle.NONE, NumberStyle.RING, NumberStyle.DOT))
    below = [child.numbered for chapter in ibaraki.chapters for child in chapter.children]
    assert below == [True] * 11


def test_pillar_three_is_absent(ibaraki: PlanContent) -> None:
    assert [(tag.code, tag.label) for tag in ibaraki.tags] == [
        ("1", "手続における情報通信の技術の利用等に係る取組"),
        ("2", "官民データの容易な利用等に係る取組"),
        ("4", "利用の機会等の格差の是正に係る取組"),
        ("5", "情報システムに係る規格の整備及び互換性の確保等に係る取組"),
    ]
    assert [theme.tags for theme in themes(ibaraki)] == [(tag.uid,) for tag in ibaraki.tags]


def test_measures_under_the_pillars(ibaraki: PlanContent) -> None:
    measures = measures_of(ibaraki)
    starts = [
        [
            "".join(block_lines(ibaraki, measures[placement.measure].body))[:12]
            for placement in theme.placements
        ]
        for theme in themes(ibaraki)
    ]
    assert starts == [
        ["住民サービスの向上を図る"],
        ["民間企業等における新事業"],
        ["外国人観光客が快適に県内", "高齢者や障害者も含め誰も"],
        ["住民サービスの向上を図る", "ICTの積極的な活用によ", "従来の仕事のやり方に捉わ"],
    ]


def test_one_measure_is_shown_again(ibaraki: PlanContent) -> None:
    measures = measures_of(ibaraki)
    again = [
        (theme.tags, list(block_lines(ibaraki, measures[placement.measure].body)))
        for theme in themes(ibaraki)
        for placement in theme.placements
        if placement.reprint
    ]
    assert again == [(("pillar-5",), [APPLICATIONS])]
    assert measures["m-01"].tags == ("pillar-1", "pillar-5")


def test_two_measures_say_their_means(ibaraki: PlanContent) -> None:
    means = [
        (measure.uid, section.kind, section.title, list(block_lines(ibaraki, section.body)))
        for measure in ibaraki.measures
        for section in measure.sections
    ]
    assert means == [
        (
            "m-05",
            SectionKind.MEANS,
            "〈主な推進方策〉",
            ["テレワーク・BYOD環境の充実、Web会議のできる環境整備、AIやRPAの導入 等"],
        ),
        (
            "m-06",
            SectionKind.MEANS,
            "〈主な推進方策〉",
            ["事務の廃止・合理化・ルール化、会議の廃止・効率化 等"],
        ),
    ]


def test_security_stands_under_its_own_heading(ibaraki: PlanContent) -> None:
    security = [
        (child.guide_section, child.placements, list(block_lines(ibaraki, child.body)))
        for chapter in ibaraki.chapters
        for child in chapter.children
        if child.kind is ChapterKind.SECURITY
    ]
    text = (
        "サイバー攻撃から県民情報を守り行政サービスを安定して提供するため、"
        "県民の情報セキュリティ意識向上に役立つ情報をホームページで発信するとともに、"
        "行政システムへの不正アクセスや情報漏えいのリスク対策を実施。"
    )
    assert security == [(7, (), [text])]


def test_the_asterisk_is_a_footnote(ibaraki: PlanContent) -> None:
    block = ibaraki.chapters[2].body[1]
    assert isinstance(block, Paragraph)
    assert block.text == (
        "② 国計画が求める施策を全て取り組むことは求めず。\n"
        "⇒できるところからスモールスタートで取り組むことを想定。誰がいつまでに何をするか明記。"
    )
    (mark,) = block.marks
    assert (mark.kind, block.text[: mark.start][-8:]) == (MarkKind.FOOTNOTE, "スモールスタート")
    assert [(footnote.uid, footnote.text) for footnote in ibaraki.footnotes] == [
        (mark.ref, "たとえ一つの施策からの実施でも良いが、順次施策の拡充を目指す")
    ]


def test_items_of_the_general_part(ibaraki: PlanContent) -> None:
    block = ibaraki.chapters[1].body[1]
    assert isinstance(block, ListBlock)
    assert [item.text for item in block.items] == [
        "手続きにおける情報通信技術の利用等に係る取組",
        "官民データの容易な利用等に係る取組",
        "個人番号カードの普及及び活用に係る取組",
        "利用の機会等の格差の是正に係る取組",
        "情報システムに係る規格の整備及び互換性の確保等に係る取組",
    ]
