"""What goes with the tables: where they are from, under what terms, how they are to be read."""

from collections.abc import Iterator, Sequence

from documents.assemble.book import date_text
from documents.content import EditionRecord, PlanContent
from documents.datasets.columns import Dataset
from documents.datasets.plan_rows import revision_rows

# The columns may only grow; every change of them is told here, newest last.
FORMAT_HISTORY = ("形式1：最初の形式。",)

_HOW_TO_READ = (
    "文字コードはUTF-8で、BOM（Byte Order Mark）を付けています。改行はCRLF、区切りは"
    "カンマです（RFC 4180）。",
    "1行目は英数字の列名（物理名）、2行目からがデータで、1件を1行に書いています。",
    "列の日本語の名称、型、単位、コード表、必須かどうか、定義は columns.csv にあります。",
    "コードの名称と意味は codes.csv にあります。",
    "codes.csv と columns.csv のほかは、どの表も団体コード、団体名、計画ID、版番号で始まります。",
    "空欄は、計画に書かれていないこと、又は読み取れないことを示します。0は0です。"
    "数の列に、秘匿などの特別な記号は使っていません。",
    "名前が _written で終わる列は、計画に書かれている文字のままです。数、年度、日付の列は、"
    "その文字を読み取ったもので、読み取れないときは空欄です。",
    "日付は西暦（YYYY-MM-DD）です。年、年度、月までしか分からないときは、その初日と末日を"
    "書いています。和暦は、名前が _wareki で終わる列にあります。",
    "元号が改まって来なかった年度（平成32年度など）は、いまの元号（令和2年度）で読み取っています。",
    "文の中の改行は「\\n」の2文字に、「\\」は「\\\\」に置き換え、行の初めと終わりの空白は"
    "除いています。",
    "「=」「+」「-」「@」「'」（全角を含む）で始まる文には、表計算ソフトが数式として"
    "扱わないように、先頭に「'」を一つ付けています。数の列には付けていません。",
    "計画に書かれている丸数字などの文字は、置き換えていません。",
)


def edition_name(record: EditionRecord | None) -> str:
    """Return what the edition is called in the data: 「第1版」, or 「案」 for a draft."""
    return "案" if record is None else f"第{record.edition_no}版"


def source_line(content: PlanContent, record: EditionRecord | None) -> str:
    """Return the line that names the source (出典), for whoever uses the data."""
    words = f"{content.organization.name}「{content.title}」{edition_name(record)}"
    date = "" if record is None else date_text(record.established_on or record.decided_on)
    return f"出典：{words}（{date}）" if date else f"出典：{words}"


def _facts(content: PlanContent, record: EditionRecord | None) -> Iterator[tuple[str, str]]:
    yield (
        "団体",
        f"{content.organization.name}（全国地方公共団体コード {content.organization.code}）",
    )
    yield "計画", content.title
    yield "計画ID", content.uid
    yield "版", edition_name(record)
    if record is not None:
        yield "計画書での版の呼び名", record.edition_label
        yield "決裁日", date_text(record.decided_on)
        yield "策定日", date_text(record.established_on)
        yield "施行日", date_text(record.effective_on)
        yield "公表日", date_text(record.published_on)
        yield "内容のハッシュ（SHA-256）", record.content_sha256


def _history(content: PlanContent, record: EditionRecord | None) -> Iterator[str]:
    for row in revision_rows(content, record):
        words = (row.edition, date_text(row.date), row.description, row.reason, row.department)
        line = "　".join(word.replace("\n", " ") for word in words if word)
        # Rows that wait for a revision are printed too: 「改定：平成　年　月　日」.
        if any(words[:1] + words[2:]) or any(map(str.isnumeric, line)):
            yield f"・{line}"


def _contact(content: PlanContent) -> Iterator[tuple[str, str]]:
    contact = content.contact
    if contact is not None:
        yield "担当部署", contact.department
        yield "所在地", contact.postal_address
        yield "電話", contact.phone
        yield "ファクス", contact.fax
        yield "メール", contact.email
        yield "ウェブサイト", contact.url


def _lines(facts: Iterator[tuple[str, str]]) -> list[str]:
    return [f"{name}：{value}".replace("\n", " ") for name, value in facts if value]


def licence_line(content: PlanContent) -> str:
    """Return under what terms the data may be used; where the plan says none, that it does not."""
    return content.licence or (
        "計画に利用条件が書かれていません。利用する前に、団体に確かめてください。"
    )


def read_me(content: PlanContent, record: EditionRecord | None, datasets: Sequence[Dataset]) -> str:
    """Return the README of the tables: source, terms, edition, history, files, how to read them.

    Rule L3-08 of 行政データにおける機械可読性に関するルール (2026-03-31) asks for them.
    """
    files = (f"{one.name}.csv　{one.title}（{len(one.rows):,}件）" for one in datasets)
    parts: list[tuple[str, list[str]]] = [
        (
            "出典",
            [
                source_line(content, record),
                "編集や加工をして使うときは、出典に加えて、編集や加工をしたことと、"
                "それを行った人を書いてください。",
            ],
        ),
        ("利用条件", [licence_line(content)]),
        ("この版", _lines(_facts(content, record))),
        ("更新履歴", list(_history(content, record)) or ["記録はありません。"]),
        (
            "データの作り方",
            [
                "決裁された計画の内容（計画ファイル）から、人の手を加えずに作っています。",
                "計画が改定されると、新しい版のデータが加わります。公表した版のデータは変わりません。",
            ],
        ),
        ("ファイル", list(files)),
        ("読み方", [f"・{line}" for line in _HOW_TO_READ]),
        ("形式の変更履歴", list(FORMAT_HISTORY)),
        ("問合せ先", _lines(_contact(content)) or ["計画に書かれていません。"]),
    ]
    title = f"{content.title}　{edition_name(record)}　データ一式"
    sections = ("\n".join([f"■ {name}", *lines]) for name, lines in parts)
    return "\n\n".join([title, *sections]) + "\n"
