"""The plan of 下川町 in fixtures/demo, against values typed from the printed plan."""

from decimal import Decimal

import pytest

from documents.content import (
    Chapter,
    ChapterKind,
    KpiKind,
    Look,
    NumberStyle,
    Paragraph,
    Pattern,
    PlanContent,
    Relation,
    Stage,
    TermNote,
)
from tests.documents.printed import block_lines, demo_plan, length, measures_of, table


@pytest.fixture(scope="module")
def shimokawa() -> PlanContent:
    return demo_plan("shimokawa")


# --- facts ----------------------------------------------------------------------------


def test_shimokawa_says_who_and_when(shimokawa: PlanContent) -> None:
    assert shimokawa.title == "下川町官民データ活用推進計画"
    assert (shimokawa.organization.code, shimokawa.organization.name) == ("014681", "下川町")
    assert shimokawa.cover_date is not None
    assert shimokawa.cover_date.written == "平成 30 年 7 月"
    assert str(shimokawa.cover_date.reading) == "2018-07"
    assert (shimokawa.stage, shimokawa.pattern) == (Stage.FINAL, Pattern.STANDALONE)


def test_shimokawa_prints_no_period_and_no_contact(shimokawa: PlanContent) -> None:
    assert (shimokawa.period, shimokawa.contact) == (None, None)
    assert [hat.period for hat in shimokawa.hats] == [None, None]


def test_what_shimokawa_does_not_print_is_empty(shimokawa: PlanContent) -> None:
    empty = ("subtitle", "short_name", "vision", "guide_edition", "prefectural_plan_note")
    assert {name: getattr(shimokawa, name) for name in empty} == dict.fromkeys(empty, "")
    assert shimokawa.foreword is None
    assert (shimokawa.governance, shimokawa.process, shimokawa.footnotes) == ((), (), ())


def test_shimokawa_rests_on_two_articles_of_the_act(shimokawa: PlanContent) -> None:
    act = "官民データ活用推進基本法（平成 28 年法律第 103 号）"
    assert [(hat.law, hat.article) for hat in shimokawa.hats] == [
        (act, "第9条第3項"),
        (act, "第 19 条"),
    ]


def test_shimokawa_names_two_upper_plans(shimokawa: PlanContent) -> None:
    assert [(plan.relation, plan.title, plan.note) for plan in shimokawa.related_plans] == [
        (Relation.UPPER, "下川町第5期総合計画", ""),
        (
            Relation.UPPER,
            "世界最先端 IT 国家創造宣言・官民データ活用推進基本計画",
            "平成 29 年 5 月 30 日閣議決定",
        ),
    ]


def test_shimokawa_looks_as_printed(shimokawa: PlanContent) -> None:
    assert shimokawa.look == Look(
        part_numbering=NumberStyle.ROMAN,
        numbering=(NumberStyle.ARABIC, NumberStyle.PAREN, NumberStyle.CIRCLED),
        kpi_label="<KPI>",
        schedule_label="<スケジュール>",
    )


def test_the_revision_table_is_called_as_printed(shimokawa: PlanContent) -> None:
    words = shimokawa.revision_table
    assert words.title == "計画の新規策定／改定一覧"
    heads = (words.edition, words.date, words.description, words.department)
    assert heads == ("版数", "策定／改定年月日", "計画の新規策定／内容", "作成部署")


def test_revision_rows_as_written(shimokawa: PlanContent) -> None:
    rows = [
        (
            row.edition,
            row.date.written if row.date else None,
            str(row.date.reading) if row.date and row.date.reading else None,
            row.description,
            row.department,
        )
        for row in shimokawa.revision_rows
    ]
    first = (
        "1 版",
        "策定：平成 30 年 7 月 12 日",
        "2018-07-12",
        "新規策定(平成 30 年 7 月 12 日施行)",
        "総務課",
    )
    assert rows == [first] + [("", "改定：平成 年 月 日", None, "", "")] * 6


def test_revision_notes_carry_their_printed_marks(shimokawa: PlanContent) -> None:
    assert list(block_lines(shimokawa, shimokawa.revision_notes)) == [
        "(注意事項)",
        "(1) 本計画を一部改訂したときは、該当する部分(影響するページ)を差し替え、最新化する。",
        "(2) 本計画の改定後は、関係部門が管理している改正前の計画書を速やかに改修し、改定後の計画書に差し替える。",
        "(3) 計画の改定の都度、該当する部分の改定履歴を上記に記載する。",
    ]


# --- chapters -------------------------------------------------------------------------

SHIMOKAWA_CHAPTERS = """
はじめに|899|我が国では、「IT 革命」が産業革命に|市町村官民データ活用推進計画を策定するものです。
市町村官民データ活用推進計画とは|200|市町村官民データ活用推進計画とは、基本法第9条第3項に基づき|新たな行政サービスの提供に関しても検討するものです。
下川町の現状及び課題|187|下川町は、全国の市町村の中でも少子・高齢化の進展が|地域課題の自発的解消の促進が極めて重要となっています。
下川町官民データ活用推進計画の目的|319|下川町官民データ活用推進計画は、「世界最先端 IT 国家創造宣言|下川町が抱える諸問題の解消を図ることを目的とします。
下川町官民データ活用推進計画の位置付け|492|下川町官民データ活用推進計画は、官民データ活用の推進に関する施策を|利用できない者との間に生じる格差のこと。
下川町官民データ活用推進計画の推進体制|164|下川町官民データ活用推進計画の推進に当たっては、企画、情報化推進等の|その結果を行政運営に反映します。
官民データ活用の推進に関する施策の基本的な方針|53|官民データ活用の推進に関する施策については、次のとおり5つの|その基本的な方針のもとに進めます。
官民データ活用の推進に係る個別施策|0||
セキュリティ及び個人情報の適正な取扱いの確保|222|下川町官民データ活用推進計画の実施に当たっては、「サイバーセキュリティ基本法（平成 26 年法律第 104 号）」|データ活用に係る地域住民の不安の払拭に努めます。
"""

SHIMOKAWA_POLICIES = """
手続における情報通信の技術の利用等に係る取り組み|156|利便性の高い行政サービスを実現するため、従来の紙文化から|オンライン化の利用も促進します。
官民データの容易な利用等に係る取り組み|189|官民データを様々な主体が容易に活用できるようにするため、|事業者が保有するデータのオープンデータ化を促します。
個人番号カードの普及及び活用に係る取り組み|221|国はマイナンバーカードの普及に向け、|行政の事務負担の軽減及び住民の利便性向上に寄与します。
利用の機会等格差是正に係る取り組み（デジタルデバイド対策等）|99|地理的な制約、年齢、身体的な条件その他の要因に基づく|その他の必要な措置を講じます。
情報システムに係る規格の整備及び互換性の確保等に係る取り組み|248|行政サービスの利便性の向上や行政運営の効率化を図るため、|民間の活力を活用した地域課題の解決に繋がります。
"""


def assert_bodies(plan: PlanContent, chapters: list[Chapter], typed: str) -> None:
    """Compare title, length and the two ends of each chapter's body with the typed table."""
    rows = table(typed)
    got = []
    for chapter, (_title, _length, first, last) in zip(chapters, rows, strict=True):
        lines = list(block_lines(plan, chapter.body)) or [""]
        ends = [lines[0][: len(first)], lines[-1][len(lines[-1]) - len(last) :]]
        got.append([chapter.title, str(length(plan, chapter.body)), *ends])
    assert got == rows


def shimokawa_chapters(plan: PlanContent) -> list[Chapter]:
    return [chapter for part in plan.chapters for chapter in part.children]


def test_shimokawa_has_two_parts(shimokawa: PlanContent) -> None:
    parts = [(part.kind, part.title, len(part.children)) for part in shimokawa.chapters]
    assert parts == [
        (ChapterKind.PART, "総論", 2),
        (ChapterKind.PART, "官民データ活用推進計画", 7),
    ]


def test_bodies_of_the_chapters(shimokawa: PlanContent) -> None:
    assert_bodies(shimokawa, shimokawa_chapters(shimokawa), SHIMOKAWA_CHAPTERS)


def test_bodies_of_the_basic_policies(shimokawa: PlanContent) -> None:
    policies = shimokawa.chapters[1].children[4]
    assert policies.kind is ChapterKind.BASIC_POLICIES
    assert_bodies(shimokawa, list(policies.children), SHIMOKAWA_POLICIES)
    assert [policy.tags for policy in policies.children] == [(f"pillar-{n}",) for n in range(1, 6)]


def test_the_seven_sections_of_the_guide(shimokawa: PlanContent) -> None:
    sections = [chapter.guide_section for chapter in shimokawa_chapters(shimokawa)]
    assert sections == [None, None, 1, 2, 3, 4, 5, 6, 7]
    last = [chapter.kind for chapter in shimokawa_chapters(shimokawa)[-2:]]
    assert last == [ChapterKind.MEASURES, ChapterKind.SECURITY]


def test_pillars_are_spelled_as_the_groups_of_measures(shimokawa: PlanContent) -> None:
    groups = shimokawa.chapters[1].children[5].children
    assert [(tag.code, tag.label) for tag in shimokawa.tags] == [
        ("1", "手続における情報通信の技術の利用等に係る取り組み"),
        ("2", "官民データの容易な利用等に係る取り組み"),
        ("3", "個人番号カードの普及及び活用に係る取り組み"),
        ("4", "利用の機会等格差是正に係る取り組み"),
        ("5", "情報システムに係る規格の整備及び互換性の確保等に係る取り組み"),
        ("6", "その他（パーソナルデータの利活用の環境整備に係る取組等）"),
    ]
    assert [group.title for group in groups] == [tag.label for tag in shimokawa.tags]
    assert [group.tags for group in groups] == [(tag.uid,) for tag in shimokawa.tags]


def test_the_terms_and_where_they_are_explained(shimokawa: PlanContent) -> None:
    assert [(term.word, term.explanation) for term in shimokawa.terms] == [
        (
            "BPR(業務改革)",
            "BPR は Business Process Reengineering の略。既存の組織やビジネスルールを抜本的に見直し、利用者の視点に立って、業務プロセス全体について職務、業務フロー、管理機構、情報システムを再設計すること。",
        ),
        (
            "デジタルデバイド",
            "インターネットやパソコン等の情報通信技術を利用できる者と利用できない者との間に生じる格差のこと。",
        ),
        (
            "KPI",
            "Key Performance Indicatorsの略で、目標の達成度を評価するための主要な評価指標のこと。",
        ),
    ]
    position = shimokawa.chapters[1].children[2].body
    assert [block.term for block in position if isinstance(block, TermNote)] == [
        "term-bpr",
        "term-digital-divide",
    ]
    notes = {measure.uid: measure.notes for measure in shimokawa.measures if measure.notes}
    assert notes == {"m-01": (TermNote(uid="m-01-n-1", term="term-kpi"),)}


@pytest.mark.parametrize(
    "joined",
    [
        "世界最先端 IT 国家創造宣言・官民データ活用推進基本計画を策定しています。",
        "窓口へのマイナポータル接続端末の設置やマイナポータルの利用をサポートするための",
        "公益に資するものについてオープンデータ化を促します。",
        "窓口で職員がヒアリングしながら必要な申請書類を作成する新たな業務フロー",
        "総合的支援施策活用の必要性が認められる場合は、下川町において",
        "Web サイトを構築するため、本町 Web サイト更新に合わせ、",
        "適正かつ効果的な活用を積極的に推進することにより、活力ある経済社会",
    ],
)
def test_a_paragraph_cut_by_a_page_break_is_one(shimokawa: PlanContent, joined: str) -> None:
    blocks = [block for chapter in shimokawa_chapters(shimokawa) for block in chapter.body]
    blocks += [block for measure in shimokawa.measures for block in measure.body]
    holders = [b.uid for b in blocks if isinstance(b, Paragraph) and joined in b.text]
    assert len(holders) == 1


# --- measures -------------------------------------------------------------------------

# Group, name, length of the body, deadline as written, its reading, its open end.
SHIMOKAWA_MEASURES = """
1|行政手続の棚卸し|283|平成32年度までに随時実施。必要に応じて前倒しし、早期実現に努めます。|FY2020|
1|マイナポータルを活用による各種申請の電子化の促進|168|平成 32 年度までに随時実施。|FY2020|
1|住民税の特別徴収税額通知（特別徴収義務者用）の電子化|172|平成 32 年度までに実施。|FY2020|
2|各種保有情報等に係るオープンデータ化の促進|347|平成 32 年度までに随時実施。|FY2020|
2|ICT を活用した歩行者移動支援の普及促進に向けた取り組みの推進|261|平成 32 年度までに随時実施。|FY2020|
2|保有する各種地理空間情報等に係るオープンデータ化の促進|195|平成 35 年度までに随時実施。極力前倒しを行い早期実現に努めます。|FY2023|
3|マイナンバーカードの取得率及び住民利便性の向上|305|平成 35 年度までに随時実施。極力前倒しを行い早期実現に努めます。|FY2023|
3|窓口業務に関する BPR の推進|311|平成32年度までに実施。|FY2020|
4|IoTに関する地域における学習環境づくりの推進|173|平成32年度までに実施（平成30年度から国が実施する実証事業や、平成31年度末までに取りまとめるガイドラインを活用）|FY2020|
4|IoT地域実装のための総合的支援施策の活用・周知|303|平成 32 年までに随時実施（IoT 活用事例創出）|2020|
4|防災拠点等における Wi-Fi 環境の整備推進|90|平成 32 年度までに実施（防災等に資する Wi-Fi 環境の整備計画（平成 28 年 12 月総務省）を参照）|FY2020|
4|Web アクセシビリティ確保のための環境整備|299|平成 33 年度までに実施|FY2021|
5|業務のデジタル化、ペーパーレス化の推進|192|平成 35 年までに実施|2023|
5|利用者中心の業務改革（BPR）の推進|198|平成32年までに実施|2020|
5|システム構築における民間サービス利用の促進|150|平成35年までに実施|2023|
5|基幹系業務等に係る情報システムにおけるクラウド導入の促進|112|次期更新時まで実施||次期更新時まで
6|非識別加工情報の提供の仕組みの導入|191|平成 35 年度までに実施|FY2023|
6|ICT、IoT、AI、ロボットを活用した農林業、関連産業等の推進|442|平成 35 年度までに実施|FY2023|
6|シェアリングエコノミーを活用した地域課題解決や新たな価値の創造|377|平成 35 年度までに実施|FY2023|
"""

# Number of the measure, name, target as written, value, unit.
SHIMOKAWA_KPIS = """
1|申請・届出手続きの棚卸し|10件|10|件
2|マイナポータルを利用した各種申請手続のオンライン化|5件|5|件
3|住民税の特別徴収税額通知（特別徴収義務者用）の正本の電子化|1件|1|件
4|オープンデータ公開|10 件|10|件
5|オープンデータ|5 件|5|件
6|オープンデータ公開ページの整備|1 件|1|件
6|G空間情報センターへのデータ登録|2件|2|件
7|マイナンバーカードの普及|30%|30|%
7|マイナンバーカードの独自利用|1件|1|件
7|マイキープラットフォームへの参加|1件|1|件
8|業務フローの見直し|1件|1|件
9|地域IoTクラブ（仮称）への登録児童生徒|10人|10|人
10|地域 IoT の成功モデル等の実装事例|3 件|3|件
11|整備済箇所|3 件|3|件
12|本町 Web サイトの JIS 規格（JIS X 8341-3：2016）の適合レベル AA への準拠|||
13|行政データのデジタル化|5 件|5|件
13|リモートアクセス環境の整備|1 件|1|件
14|業務改革|5件|5|件
15|民間クラウドなどのサービスの活用|2件|2|件
16|クラウド導入|1件|1|件
17|非識別加工情報の作成・提供の仕組みの構築|1 件|1|件
18|ICT、IoT、AI、ロボットの導入|5 件|5|件
19|シェアリングエコノミーシステムの導入|1件|1|件
"""


def test_measures_in_their_groups_with_their_schedules(shimokawa: PlanContent) -> None:
    measures = measures_of(shimokawa)
    got = []
    for number, group in enumerate(shimokawa.chapters[1].children[5].children, start=1):
        for placement in group.placements:
            measure = measures[placement.measure]
            (item,) = measure.schedule
            due = str(item.due) if item.due else ""
            size = str(length(shimokawa, measure.body))
            got.append([str(number), measure.name, size, item.written, due, item.open_end])
    assert got == table(SHIMOKAWA_MEASURES)


def test_measures_carry_the_pillar_of_their_group(shimokawa: PlanContent) -> None:
    placed = {
        placement.measure: group.tags
        for group in shimokawa.chapters[1].children[5].children
        for placement in group.placements
    }
    assert {measure.uid: measure.tags for measure in shimokawa.measures} == placed


def test_all_kpis(shimokawa: PlanContent) -> None:
    got = []
    for number, measure in enumerate(shimokawa.measures, start=1):
        for kpi in measure.kpis:
            target = kpi.targets[0] if kpi.targets else None
            written = target.written if target else ""
            value = str(target.value) if target else ""
            got.append([str(number), kpi.name, written, value, kpi.unit])
    assert got == table(SHIMOKAWA_KPIS)


def test_twenty_two_of_twenty_three_kpis_have_a_number(shimokawa: PlanContent) -> None:
    kpis = [kpi for measure in shimokawa.measures for kpi in measure.kpis]
    values = [target.value for kpi in kpis for target in kpi.targets]
    assert (len(kpis), len(values)) == (23, 22)
    assert all(isinstance(value, Decimal) for value in values)


def test_kinds_of_kpi(shimokawa: PlanContent) -> None:
    kpis = [kpi for measure in shimokawa.measures for kpi in measure.kpis]
    others = {kpi.name: kpi.kind for kpi in kpis if kpi.kind is not KpiKind.NUMBER}
    assert others == {
        "マイナンバーカードの普及": KpiKind.RATIO,
        "本町 Web サイトの JIS 規格（JIS X 8341-3：2016）の適合レベル AA への準拠": KpiKind.DONE,
    }


def test_the_note_under_a_kpi(shimokawa: PlanContent) -> None:
    notes = {kpi.name: kpi.note for m in shimokawa.measures for kpi in m.kpis if kpi.note}
    assert notes == {"整備済箇所": "※公民館、学校は整備済み"}


def test_misprints_stay(shimokawa: PlanContent) -> None:
    measures = measures_of(shimokawa)
    (cloud,) = block_lines(shimokawa, measures["m-15"].body)
    assert cloud.split("。")[0] == (
        "情報システムの整備に当たっては、全ての機能を行政で構築するのではなく、"
        "平成30年度までに国が整理を行う民間クラウドや民間サービスの活用の方・課題等を参考にしつつ、"
        "可能なものはクラウドを含めた民間サービスを積極的に活用します"
    )
    assert measures["m-16"].schedule[0].written == "次期更新時まで実施"
    assert measures["m-02"].name == "マイナポータルを活用による各種申請の電子化の促進"
