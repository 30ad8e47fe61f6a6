"""The last pages: この計画について (what no chapter says), and measures that stand nowhere."""

from documents import tree
from documents.assemble.book import Book, chapters_of, date_text, plain
from documents.assemble.facts import (
    SHOWN_TITLES,
    Rows,
    contact_rows,
    governance_nodes,
    position_rows,
    process_nodes,
    terms_nodes,
    texts,
)
from documents.assemble.front import cover_node, stage_marks
from documents.assemble.lists import correspondence
from documents.assemble.measures import facts_table, measure_nodes, tag_texts
from documents.content import Capacity, Decision, EditionRecord, Shown

CAPACITY_WORDS = {
    Capacity.SELF: "",
    Capacity.DEPUTY: "代決",
    Capacity.DELEGATED: "専決",
    Capacity.EXTERNAL: "",
}


def unplaced_nodes(book: Book) -> list[tree.Node]:
    """Return the measures that no chapter places: what was written is never left out."""
    if not book.outline.unplaced:
        return []
    nodes: list[tree.Node] = [
        tree.Heading(
            level=1, number="", text="章に置かれていない施策", anchor="unplaced", starts_page=True
        )
    ]
    for measure in book.outline.unplaced:
        place = book.outline.homes[measure.uid]
        nodes.extend(measure_nodes(book, measure, place, reprint=False))
    return nodes


def _names(book: Book) -> Rows:
    content = book.content
    return [
        ("計画名", texts(content.title)),
        ("副題", texts(content.subtitle)),
        ("略称", texts(content.short_name)),
        ("目指す姿", texts(content.vision)),
        ("団体", texts(content.organization.name)),
    ]


def _decision_texts(decision: Decision) -> tuple[tree.Inlines, ...]:
    who = "\u3000".join(part for part in (decision.post, decision.name) if part)
    capacity = CAPACITY_WORDS[decision.capacity]
    date = date_text(decision.decided_on)
    return texts(
        who + (f"（{capacity}）" if capacity else "") + (f"\u3000{date}" if date else ""),
        f"記録の根拠：{decision.evidence}" if decision.evidence else "",
    )


def _record_rows(record: EditionRecord) -> Rows:
    external = [item for item in record.decisions if item.capacity is Capacity.EXTERNAL]
    own = [item for item in record.decisions if item.capacity is not Capacity.EXTERNAL]
    return [
        ("版", texts(record.edition_label)),
        ("改定内容", texts(record.summary)),
        ("改定理由", texts(record.reason)),
        ("作成部署", texts(record.department)),
        ("文書番号", texts(record.document_number)),
        ("決裁日", texts(date_text(record.decided_on))),
        ("策定・改定日", texts(date_text(record.established_on))),
        ("施行日", texts(date_text(record.effective_on))),
        ("公表日", texts(date_text(record.published_on))),
        ("決裁", tuple(text for item in own for text in _decision_texts(item))),
        ("外部決裁の記録", tuple(text for item in external for text in _decision_texts(item))),
    ]


def _unsaid_chapter_tags(book: Book) -> tuple[tree.Inlines, ...]:
    """Tags of chapters that no title says: a chapter has no sheet to print them on."""
    lines: list[tree.Inlines] = []
    for chapter in chapters_of(book.content):
        labels = tag_texts([book.tags[uid] for uid in chapter.tags], (chapter.title,))
        if labels:
            number = book.outline.chapters[chapter.uid].number
            name = tree.numbered_line(number, chapter.title)
            lines.extend(plain(f"{name}（{label}）") for label in labels)
    return tuple(lines)


def _titled(title: str, nodes: list[tree.Node]) -> list[tree.Node]:
    return [tree.Label(text=title), *nodes] if nodes else []


def _imprint_nodes(book: Book, record: EditionRecord | None) -> list[tree.Node]:
    """The 奥付: who publishes, whom to ask, on what terms; [] where none of the last two is said.

    A contact that a chapter prints is not said again.
    """
    content = book.content
    contact = () if Shown.CONTACT in book.shown else contact_rows(content.contact)
    asked: Rows = [
        *(("連絡先" if name == "担当部署" else name, value) for name, value in contact),
        ("利用条件", texts(content.licence)),
    ]
    if not any(any(value) for _, value in asked):
        return []
    marks = stage_marks(content, record)
    edition = () if record is None else (record.edition_label,)
    cover = cover_node(content, record)
    table = facts_table(
        [
            ("計画名", texts(content.title)),
            ("版", texts("\u3000".join((*edition, *marks)))),
            (
                "発行",
                texts("\u3000".join(part for part in (cover.date, cover.organization) if part)),
            ),
            *asked,
        ],
        role=tree.TableRole.COLOPHON,
    )
    return [tree.Label(text="奥付"), *table]


def colophon_nodes(book: Book, record: EditionRecord | None) -> list[tree.Node]:
    """Return この計画について: every fact that no chapter shows, or nothing where there is none.

    Ask for it last: it prints the terms and footnotes that the text has not called.
    """
    content = book.content
    more: Rows = []
    if Shown.POSITION not in book.shown:
        more.extend(position_rows(book))
    more.append(("分類", _unsaid_chapter_tags(book)))
    uncalled = book.uncalled_footnotes()
    more.append(("本文に印のない注", tuple(plain(footnote.text) for footnote in uncalled)))
    nodes: list[tree.Node] = []
    if Shown.GOVERNANCE not in book.shown:
        nodes.extend(_titled(SHOWN_TITLES[Shown.GOVERNANCE], governance_nodes(book)))
    if Shown.CORRESPONDENCE not in book.shown:
        nodes.extend(_titled(SHOWN_TITLES[Shown.CORRESPONDENCE], correspondence(book)))
    if Shown.PROCESS not in book.shown:
        nodes.extend(_titled(SHOWN_TITLES[Shown.PROCESS], process_nodes(book)))
    if Shown.TERMS not in book.shown:
        unsaid = tuple(term for term in content.terms if term.uid not in book.noted_terms)
        nodes.extend(_titled(SHOWN_TITLES[Shown.TERMS], terms_nodes(book, unsaid)))
    if record is not None:
        nodes.extend(_titled("版と決裁", facts_table(_record_rows(record))))
    imprint = _imprint_nodes(book, record)
    facts = facts_table(more)
    unsaid_names = content.short_name or content.vision
    if not (facts or nodes or imprint or unsaid_names):
        return []
    heading = tree.Heading(
        level=1, number="", text="この計画について", anchor="about", starts_page=True
    )
    return [heading, *facts_table([*_names(book), *more]), *nodes, *imprint]
