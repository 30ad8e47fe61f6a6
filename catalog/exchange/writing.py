"""An edition of the list → the workbook that the import takes; and an empty one to begin with."""

from collections.abc import Sequence

from catalog.exchange import facts
from catalog.exchange.cells import GOES_ON, LEAD
from catalog.exchange.columns import (
    BY_FIELD,
    EXTRA,
    MARK,
    SHEET,
    UNKNOWN,
    Placed,
    columns_to_write,
    value_to_write,
)
from catalog.models import NationalMeasure, NationalMeasureEdition
from documents.workbooks import SheetToWrite, write_workbook

AUTHOR = "planbuilder"
HELP_SHEET = "記入のしかた"
_EXTRA_WIDTH = 30.0
_MARK_WIDTH = 14.0
_NUMBERS = {"no", "benefit_marks", "pillar_no"}

HELP = (
    f"「{SHEET}」のシートに、国の施策を一行に一つずつ書きます。1行目は見出しです。",
    "列の順番は自由です。「No」「施策名」「国の施策番号」のほかの列は、なくてもかまいません。",
    "ここにない見出しの列を加えると、「その他の欄」としてそのまま取り込み、見出しと一緒に表示します。",
    "一つのセルに幾つも書く欄（KPI、課題・取組概要、予算事業名など）は、一行に一つずつ書きます（Alt+Enterで改行）。",
    f"一つの項目の中で改行するときは、行の終わりに「{GOES_ON}」を付けます。",
    "参考URLは、表示（あれば）を一行に書き、次の行にURLを書きます。",
    f"府省庁名は、一行に一つずつ書くか、「、」で区切ります。主担当の府省庁の前に「{LEAD}」を付けます。",
    f"期待される効果は、欄の名ごとの列（期待される効果：○○）に「{MARK}」を付けるか、"
    f"「期待される効果の○の数」だけを書きます。どの欄に○があるか分からない行は、全ての欄を「{UNKNOWN}」とします。",
    "対応する柱がない行は空欄にします。「柱の番号」は1から5（その他は6）で、列がなければ柱の名から付けます。",
    "国の施策番号は「06-16」の形です。日付に変わらないように、表示形式を「文字列」にして入れます。",
    "「向く団体」は国が印刷したものではなく、このシステムの読みです。都道府県・市町村・両方・要書換えのどれかか、空欄です。",
    "数式、結合したセル、隠した行や列、マクロ、ほかのファイルへのリンクは使えません。値だけを書いてください。",
    f"「{facts.SHEET}」のシートに、題・時点・出典を書きます。版の符号（R2など）は、取り込むときに決めます。",
)  # fmt: skip

_SAMPLE_EDITION = {
    "code": "R2",
    "title": "都道府県の施策に関する国の施策一覧（令和2年版）",
    "as_of": "令和2年10月時点",
    "source_note": "（資料の名称と作成した府省庁を書きます）",
    "source_url": "https://www.example.go.jp/",
    "benefit_names": [
        "行政の効率化・コスト削減",
        "地域社会・経済の活性化",
        "住民生活の利便性・質の向上",
        "住民生活の安全・安心の確保",
    ],
}
_SAMPLE_ROWS = (
    {
        "no": 1,
        "code": "01-01",
        "name": "（例）行政手続のオンライン化",
        "kpi_progress": ["オンラインで申請できる手続の数"],
        "kpi_effect": ["オンラインで申請された件数", "窓口の待ち時間"],
        "overview": ["一つ目の段落です。", "二つ目の段落です。"],
        "pillar_printed": "手続における情報通信の技術の利用等",
        "pillar_no": 1,
        "timing": "令和2年度から",
        "benefits": [0, 2],
        "benefit_marks": 2,
        "support": "支援策の内容を書きます。",
        "budget_programmes": ["予算事業の名称"],
        "references": [{"label": "（案内）", "url": "https://www.example.go.jp/guide"}],
        "ministries": [{"name": "総務省", "lead": True}, {"name": "経済産業省", "lead": False}],
        "law_articles": ["第10条第1項"],
        "audience_printed": "都道府県・市町村",
        "audience_fit": "both",
        "audience_fit_reason": "どちらの団体も行う手続です。",
    },
    {
        "no": 2,
        "code": "01-02",
        "name": "（例）欄の少ない施策",
        "support": "-",
        "benefit_marks": 1,
        "references": [{"label": "", "url": "https://www.example.go.jp/"}],
        "ministries": [{"name": "内閣官房", "lead": True}],
    },
)


def export_workbook(edition: NationalMeasureEdition) -> bytes:
    """Return the workbook of a stored edition, in one query.

    Raises:
        WorkbookError: a cell is longer than Excel allows.
    """
    return _workbook(edition, list(edition.measures.order_by("no")))


def sample_workbook() -> bytes:
    """Return a workbook with every column, what they mean, and two made-up rows."""
    edition = NationalMeasureEdition(**_SAMPLE_EDITION)
    return _workbook(edition, [NationalMeasure(edition=edition, **row) for row in _SAMPLE_ROWS])


def _workbook(edition: NationalMeasureEdition, rows: Sequence[NationalMeasure]) -> bytes:
    columns = columns_to_write(edition, rows)
    heads: list[str | int | None] = [column.head for column in columns]
    measures = SheetToWrite(
        title=SHEET,
        rows=[
            heads,
            *([value_to_write(column, row, edition) for column in columns] for row in rows),
        ],
        widths=[_width(column) for column in columns],
        text_columns=[
            number for number, column in enumerate(columns, 1) if column.field not in _NUMBERS
        ],
    )
    about = SheetToWrite(
        title=facts.SHEET, rows=facts.rows_of(edition), widths=(24, 90), text_columns=(1, 2)
    )
    explained = SheetToWrite(
        title=HELP_SHEET, rows=[[HELP_SHEET], *([line] for line in HELP)], widths=(110,)
    )
    return write_workbook([measures, about, explained], title=edition.title, author=AUTHOR)


def _width(column: Placed) -> float:
    if column.field == EXTRA:
        return _EXTRA_WIDTH
    return BY_FIELD[column.field].width if column.field in BY_FIELD else _MARK_WIDTH
