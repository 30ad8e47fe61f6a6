"""Facts of the plan → nodes: position, 推進体制, 策定経過, 用語集, 連絡先.

A chapter prints them where it `shows` them; the colophon prints what no chapter shows.
"""

from typing import assert_never

from documents import tree
from documents.assemble.book import Book, cell, date_text, head, link_or_text, plain
from documents.assemble.diagrams import governance_diagram, system_diagram
from documents.assemble.lists import correspondence, kpi_list, measure_list
from documents.assemble.measures import facts_table
from documents.content import (
    Contact,
    GovernanceBody,
    Hat,
    Period,
    ProcessStep,
    RelatedPlan,
    Relation,
    Shown,
    Term,
)
from documents.eras import format_reading

Rows = list[tuple[str, tuple[tree.Inlines, ...]]]

RELATION_WORDS = {
    Relation.PARENT: "盛り込み先の計画",
    Relation.UPPER: "上位計画",
    Relation.SIBLING: "関連計画",
    Relation.PREDECESSOR: "前計画",
    Relation.SUCCESSOR: "後継計画",
}

# Above each where a chapter shows several.
SHOWN_TITLES = {
    Shown.POSITION: "根拠・期間・関連計画",
    Shown.GOVERNANCE: "推進体制",
    Shown.SYSTEM: "施策の体系",
    Shown.MEASURE_LIST: "施策一覧",
    Shown.KPI_LIST: "KPI一覧",
    Shown.CORRESPONDENCE: "対応表",
    Shown.PROCESS: "策定経過",
    Shown.TERMS: "用語",
    Shown.CONTACT: "連絡先",
}


def texts(*words: str) -> tuple[tree.Inlines, ...]:
    """Return one paragraph per text that is not empty."""
    return tuple(plain(text) for text in words if text)


def period_text(period: Period | None) -> str:
    """Return a period as written; where nothing was written, from its readings; else ""."""
    if period is None:
        return ""
    if period.written or (period.start is None and period.end is None):
        return period.written
    start = "" if period.start is None else format_reading(period.start)
    end = "" if period.end is None else format_reading(period.end)
    return f"{start}から{end}まで" if start and end else f"{start}から" if start else f"{end}まで"


def _hat_texts(hat: Hat) -> tuple[tree.Inlines, ...]:
    period = period_text(hat.period)
    extension = "" if hat.period is None else hat.period.extension
    gap = "\u3000" if hat.article else ""
    return texts(
        f"{hat.law}{gap}{hat.article}",
        hat.description,
        f"計画期間：{period}" if period else "",
        f"期間の延長：{extension}" if extension else "",
    )


def _related_texts(plan: RelatedPlan) -> tuple[tree.Inlines, ...]:
    name: tree.Inlines = link_or_text(plan.title, plan.url)
    if plan.abolished:
        name = (*name, tree.Text(text="（廃止）"))
    pages = f"該当ページ：{plan.pages}" if plan.pages else ""
    return (name, *texts(pages, plan.note))


def position_rows(book: Book) -> Rows:
    """Return 根拠, 計画期間, the plans around this one and 都道府県計画を勘案した点."""
    content = book.content
    extension = "" if content.period is None else content.period.extension
    rows: Rows = [
        ("根拠", tuple(text for hat in content.hats for text in _hat_texts(hat))),
        ("計画期間", texts(period_text(content.period))),
        ("期間の延長", texts(extension)),
    ]
    for relation, word in RELATION_WORDS.items():
        plans = (plan for plan in content.related_plans if plan.relation is relation)
        rows.append((word, tuple(text for plan in plans for text in _related_texts(plan))))
    rows.append(("都道府県計画を勘案した点", texts(content.prefectural_plan_note)))
    return rows


def contact_rows(contact: Contact | None) -> Rows:
    """Return whom to ask, row by row."""
    if contact is None:
        return []
    return [
        ("担当部署", texts(contact.department)),
        ("所在地", texts(contact.postal_address)),
        ("電話", texts(contact.phone)),
        ("ファクス", texts(contact.fax)),
        ("メール", texts(contact.email)),
        ("ウェブサイト", (link_or_text(contact.url, contact.url),) if contact.url else ()),
    ]


def _filled_columns(
    titles: tuple[tuple[str, int], ...], rows: list[tuple[str, ...]]
) -> list[tree.Node]:
    """A table without its empty columns; the first column is the head of its row."""
    if not rows:
        return []
    kept = [index for index in range(len(titles)) if index == 0 or any(row[index] for row in rows)]
    return [
        tree.Table(
            head=(tuple(head(titles[index][0]) for index in kept),),
            rows=tuple(
                tuple(cell(row[index]) if index else head(row[index]) for index in kept)
                for row in rows
            ),
            widths=tuple(titles[index][1] for index in kept),
        )
    ]


def _governance_row(body: GovernanceBody, names: dict[str, str]) -> tuple[str, ...]:
    parent = "" if body.parent is None else names[body.parent]
    rhythm = body.reporting_rhythm
    return (body.name, parent, body.head, body.members, body.office, rhythm, body.role)


def governance_nodes(book: Book) -> list[tree.Node]:
    """Return the bodies of the 推進体制 as a chart and a table."""
    bodies = book.content.governance
    names = {body.uid: body.name for body in bodies}
    titles = (
        ("組織", 14),
        ("上位の組織", 12),
        ("長", 10),
        ("構成員", 18),
        ("事務局", 12),
        ("開催・報告", 12),
        ("役割", 22),
    )
    table = _filled_columns(titles, [_governance_row(body, names) for body in bodies])
    return [*governance_diagram(book), *table]


def _process_row(step: ProcessStep) -> tuple[str, ...]:
    return (date_text(step.date), step.title, step.parties, step.description)


def process_nodes(book: Book) -> list[tree.Node]:
    """Return the steps of the 策定経過 as a table."""
    titles = (("時期", 14), ("事項", 18), ("関係者", 16), ("内容", 26))
    return _filled_columns(titles, [_process_row(step) for step in book.content.process])


def _sort_key(term: Term) -> str:
    # Katakana sorts with hiragana, as in a dictionary.
    return "".join(
        chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in term.reading
    )


def terms_nodes(book: Book, terms: tuple[Term, ...]) -> list[tree.Node]:
    """Return terms with their explanations as a table, by their kana where all have them."""
    if not terms:
        return []
    if all(term.reading for term in terms):
        terms = tuple(sorted(terms, key=_sort_key))
    rows = []
    for term in terms:
        word = f"{term.word}（{term.reading}）" if term.reading else term.word
        name = tree.Cell(
            paragraphs=(plain(word),), is_head=True, anchor=book.issue(f"term-{term.uid}")
        )
        rows.append((name, cell(term.explanation)))
    return [tree.Table(head=((head("用語"), head("説明")),), rows=tuple(rows), widths=(10, 26))]


def shown_nodes(book: Book, shown: Shown) -> list[tree.Node]:
    """Return what a chapter prints for one of its `shows`."""
    match shown:
        case Shown.POSITION:
            return facts_table(position_rows(book))
        case Shown.GOVERNANCE:
            return governance_nodes(book)
        case Shown.SYSTEM:
            return system_diagram(book)
        case Shown.MEASURE_LIST:
            return measure_list(book)
        case Shown.KPI_LIST:
            return kpi_list(book)
        case Shown.CORRESPONDENCE:
            return correspondence(book)
        case Shown.PROCESS:
            return process_nodes(book)
        case Shown.TERMS:
            return terms_nodes(book, book.content.terms)
        case Shown.CONTACT:
            return facts_table(contact_rows(book.content.contact))
        case _:
            assert_never(shown)
