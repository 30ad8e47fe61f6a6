"""Every coded value of the tables with its label and its meaning (コード表)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from documents.content import (
    ChapterKind,
    ChartKind,
    Direction,
    KpiKind,
    KpiRole,
    MeasureStatus,
    OriginKind,
    Pattern,
    Relation,
    ResponsibilityRole,
    SectionKind,
    Stage,
    TagScheme,
)
from documents.eras import Granularity


class KpiValueKind(StrEnum):
    """What a row of the table of KPI values is."""

    BASELINE = "baseline"
    YEAR_TARGET = "year_target"
    PLAN_TARGET = "plan_target"


class RevisionKind(StrEnum):
    """Where a row of the table of revisions comes from."""

    WRITTEN = "written"
    EARLIER = "earlier"
    THIS = "this"


class TextPlace(StrEnum):
    """To what part of the plan a text belongs."""

    FOREWORD = "foreword"
    CHAPTER = "chapter"
    MEASURE = "measure"
    MEASURE_SECTION = "measure_section"
    MEASURE_NOTE = "measure_note"
    REVISION_NOTE = "revision_note"


class TextKind(StrEnum):
    """What a text is on paper."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    NUMBERED_ITEM = "numbered_item"
    NOTE = "note"
    TERM_NOTE = "term_note"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list: `words` holds code → (label, meaning)."""

    name: str
    title: str
    words: Mapping[str, tuple[str, str]]


FLAG = CodeList("flag", "有無", {"1": ("はい", "当てはまる"), "0": ("いいえ", "当てはまらない")})

LISTS: dict[type[Enum], CodeList] = {
    Granularity: CodeList(
        "granularity",
        "日付の細かさ",
        {
            "year": ("年", "1月から12月までの年まで分かる"),
            "fiscal_year": ("年度", "4月から翌年3月までの年度まで分かる"),
            "month": ("月", "月まで分かる"),
            "day": ("日", "日まで分かる"),
        },
    ),
    Pattern: CodeList(
        "pattern",
        "つくり方",
        {
            "standalone": (
                "単独の計画としてつくる（パターン1）",
                "官民データ活用推進計画として独立につくった計画",
            ),
            "embedded": (
                "ほかの計画に盛り込む（パターン2）",
                "総合計画など、ほかの計画に内容を盛り込んだ計画",
            ),
        },
    ),
    Stage: CodeList(
        "stage",
        "段階",
        {
            "outline": ("骨子", "骨組みだけの段階"),
            "draft": ("素案", "案の前の段階"),
            "proposal": ("案", "決定する前の案"),
            "final": ("決定", "決定した計画"),
        },
    ),
    Relation: CodeList(
        "relation",
        "ほかの計画との関係",
        {
            "parent": ("盛り込み先の計画", "この計画の内容を盛り込んでいる計画"),
            "upper": ("上位計画", "この計画より上に立つ計画"),
            "sibling": ("関連計画", "並び立つ計画"),
            "predecessor": ("前計画", "この計画の前の計画"),
            "successor": ("後継計画", "この計画の後を継ぐ計画"),
        },
    ),
    ChapterKind: CodeList(
        "chapter_kind",
        "章の種類",
        {
            "part": ("部（章の番号を1から始める）", "章をまとめる部"),
            "text": ("文章の章", "文章からなる章"),
            "basic_policies": ("基本的な方針", "基本的な方針を述べる章"),
            "theme": ("柱・テーマ", "施策を束ねる柱又はテーマの章"),
            "measures": ("個別施策", "個別の施策を載せる章"),
            "security": (
                "セキュリティ及び個人情報",
                "セキュリティと個人情報の保護について述べる章",
            ),
            "glossary": ("用語集", "用語の説明を載せる章"),
            "appendix": ("資料", "資料を載せる章"),
        },
    ),
    TagScheme: CodeList(
        "tag_scheme",
        "分類の種類",
        {
            "pillar": ("柱", "国の手引にいう基本的な方針の柱"),
            "field": ("分野", "重点分野"),
            "article": ("基本法の条", "官民データ活用推進基本法の条"),
            "benefit": ("期待される効果", "だれにどのような効果があるか"),
            "issue": ("課題", "施策が答える課題"),
            "aim": ("目的", "計画が掲げる目的"),
            "sdg": ("SDGs", "持続可能な開発目標"),
            "own": ("独自の分類", "団体が独自に設けた分類"),
        },
    ),
    MeasureStatus: CodeList(
        "measure_status",
        "施策の区分",
        {
            "new": ("新規", "この計画で新しく始める"),
            "continued": ("継続", "前から続けている"),
            "expanded": ("拡充", "前からのものを広げる"),
        },
    ),
    SectionKind: CodeList(
        "section_kind",
        "施策の項目",
        {
            "situation": ("現状と課題", "現状と課題を述べる項目"),
            "actions": ("取組内容", "何をするかを述べる項目"),
            "effects": ("期待される効果", "効果を述べる項目"),
            "means": ("主な推進方策", "進め方を述べる項目"),
            "other": ("その他", "団体が名付けた項目。名前はsection_titleの列にある"),
        },
    ),
    ResponsibilityRole: CodeList(
        "responsibility_role",
        "担当の別",
        {
            "lead": ("担当課", "施策を受け持つ課"),
            "partner": ("連携先", "ともに取り組む課、団体又は事業者"),
        },
    ),
    OriginKind: CodeList(
        "origin_kind",
        "写した元の種類",
        {
            "national": ("国の施策一覧", "都道府県の施策に関する国の施策一覧"),
            "sample": ("手引の記載例", "国の手引が示す施策の記載例"),
            "example": ("計画の例", "ほかの団体の計画"),
        },
    ),
    KpiKind: CodeList(
        "kpi_kind",
        "KPIの種類",
        {
            "number": ("数", "ある時点の数"),
            "ratio": ("割合", "全体に占める割合"),
            "rank": ("順位", "順位"),
            "cumulative": ("累計", "始めてからの合計"),
            "per_year": ("年当たり", "一年の間の数"),
            "done": ("実施の有無", "実施したかどうか"),
            "words": ("言葉で書く", "数で表さず言葉で書く"),
            "none": ("指標なし", "指標を設けないことを示す"),
        },
    ),
    KpiRole: CodeList(
        "kpi_role",
        "KPIの別",
        {
            "progress": ("進捗", "取組がどこまで進んだかを測る"),
            "effect": ("効果", "取組によって何がどう変わったかを測る"),
        },
    ),
    Direction: CodeList(
        "direction",
        "望ましい向き",
        {
            "up": ("増えるほどよい", "値が大きいほど望ましい"),
            "down": ("減るほどよい", "値が小さいほど望ましい"),
            "keep": ("保つ", "値を保つことが望ましい"),
        },
    ),
    KpiValueKind: CodeList(
        "kpi_value_kind",
        "KPIの値の別",
        {
            "baseline": ("基準値", "計画をつくったときの値"),
            "year_target": ("年度の目標値", "ある年度までに目指す値。年度はfiscal_yearの列にある"),
            "plan_target": ("計画全体の目標値", "年度を定めず、計画の全体で目指す値"),
        },
    ),
    RevisionKind: CodeList(
        "revision_kind",
        "改定履歴の別",
        {
            "written": ("計画書の改定履歴", "計画書に印刷されている改定履歴の行"),
            "earlier": ("前の版", "公表に使った仕組みで前に決裁された版"),
            "this": ("この版", "このデータの版"),
        },
    ),
    TextPlace: CodeList(
        "text_place",
        "文の置き場所",
        {
            "foreword": ("はじめの言葉", "団体の長などのあいさつ"),
            "chapter": ("章の本文", "章の本文"),
            "measure": ("施策の本文", "施策の本文"),
            "measure_section": ("施策の項目", "現状と課題など、名前の付いた施策の項目の文"),
            "measure_note": ("施策の注", "施策の末尾の注"),
            "revision_note": ("改定履歴の注", "改定履歴に付けた注"),
        },
    ),
    TextKind: CodeList(
        "text_kind",
        "文の形",
        {
            "paragraph": ("段落", "文章の段落"),
            "list_item": ("箇条書きの項目", "番号のない箇条書きの一項目"),
            "numbered_item": ("番号付きの項目", "番号の付いた箇条書きの一項目"),
            "note": ("囲み", "囲みの中の文"),
            "term_note": ("用語の注", "用語の説明を注として載せたもの"),
            "figure": ("図", "図の題と、図の内容を説明する文"),
        },
    ),
    ChartKind: CodeList(
        "chart_kind",
        "グラフの種類",
        {
            "line": ("折れ線", "折れ線グラフ"),
            "bar": ("棒", "棒グラフ"),
            "stacked": ("積上げ棒", "積上げ棒グラフ"),
        },
    ),
}


def list_of(kind: type[Enum]) -> CodeList:
    """Return the code list of an enumeration; KeyError where it has none."""
    return LISTS[kind]


def code_lists() -> tuple[CodeList, ...]:
    """Return all code lists, in the order of the code table."""
    return (FLAG, *LISTS.values())
