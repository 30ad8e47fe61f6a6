"""What stands before the chapters: cover, foreword, 改定履歴."""

from documents import tree
from documents.assemble.blocks import block_nodes
from documents.assemble.book import Book, cell, date_text, head, paragraph
from documents.content import (
    Capacity,
    EarlierEdition,
    EditionRecord,
    Logo,
    Pattern,
    PlanContent,
    RevisionRow,
    Stage,
)

DRAFT_MARK = "案"
_LONG_DATE = 15
STAGE_WORDS = {
    Stage.OUTLINE: "骨子",
    Stage.DRAFT: "素案",
    Stage.PROPOSAL: "案",
    Stage.FINAL: "",
}


def stage_marks(content: PlanContent, record: EditionRecord | None) -> tuple[str, ...]:
    """Return the words that say that this is not final: 骨子, 素案, 案; () for a final edition."""
    words = [STAGE_WORDS[content.stage]]
    if record is None and DRAFT_MARK not in words:
        words.append(DRAFT_MARK)
    return tuple(word for word in words if word)


def _logo(logo: Logo | None) -> tree.Picture | None:
    if logo is None:
        return None
    return tree.Picture(sha256=logo.sha256, media_type=logo.media_type, alt=logo.alt)


def cover_node(content: PlanContent, record: EditionRecord | None) -> tree.Cover:
    """Return the title page.

    The date is the one written for the cover; where there is none, the date of 策定 or 決裁 of the
    record; a draft gets no date that nobody wrote. A plan within another plan (パターン2) shows its
    own name below that of the other.
    """
    date = date_text(content.cover_date)
    edition = ""
    if record is not None:
        edition = record.edition_label
        date = date or date_text(record.established_on) or date_text(record.decided_on)
    subtitle = content.subtitle
    if not subtitle and content.pattern is Pattern.EMBEDDED:
        subtitle = content.short_name
    return tree.Cover(
        title=content.title,
        logo=_logo(content.look.logo),
        subtitle=subtitle,
        organization=content.organization.name,
        date=date,
        marks=tuple(word for word in (*stage_marks(content, record), edition) if word),
    )


def foreword_nodes(book: Book) -> list[tree.Node]:
    """Return the foreword with its signature, or nothing."""
    foreword = book.content.foreword
    if foreword is None:
        return []
    heading = tree.Heading(
        level=1, number="", text=foreword.title, anchor="foreword", starts_page=True
    )
    nodes: list[tree.Node] = [heading, *block_nodes(book, foreword.body)]
    if foreword.signature:
        nodes.append(paragraph(foreword.signature, tree.ParagraphRole.SIGNATURE))
    return nodes


def _own_row(content: PlanContent, record: EditionRecord | None) -> tuple[str, ...] | None:
    """The row of the edition itself; one decided elsewhere says it in its imported rows."""
    if record is None or not record.decisions:
        return None
    if record.decisions[0].capacity is Capacity.EXTERNAL:
        return None
    date = date_text(record.established_on) or date_text(record.decided_on)
    said = {(row.edition, date_text(row.date)) for row in content.revision_rows}
    if (record.edition_label, date) in said:
        return None
    words = "\n".join(text for text in (record.summary, record.reason) if text)
    return (record.edition_label, date, words, record.department)


def _earlier_rows(content: PlanContent, record: EditionRecord | None) -> list[tuple[str, ...]]:
    """The rows of editions decided before, but for those that the imported rows already tell."""
    if record is None:
        return []

    def told(edition: EarlierEdition) -> bool:
        return any(
            row.edition == edition.label
            and row.date is not None
            and edition.date is not None
            and row.date.reading == edition.date.reading
            for row in content.revision_rows
        )

    return [
        (edition.label, date_text(edition.date), edition.description, edition.department)
        for edition in record.earlier
        if not told(edition)
    ]


def _row(row: RevisionRow) -> tuple[str, ...]:
    return (row.edition, date_text(row.date), row.description, row.department)


def _is_filled(row: RevisionRow) -> bool:
    """Say whether a row tells of a revision, or waits for one: 「改定：平成　年　月　日」."""
    if row.edition or row.description or row.department:
        return True
    date = row.date
    return date is not None and (date.reading is not None or any(map(str.isnumeric, date.written)))


def revision_nodes(book: Book, record: EditionRecord | None) -> list[tree.Node]:
    """Return the 改定履歴: imported rows as written, earlier editions, the own row, the notes.

    Imported rows that were left blank for later come last.
    """
    content = book.content
    imported = content.revision_rows
    filled = max((i for i, row in enumerate(imported, start=1) if _is_filled(row)), default=0)
    rows = [_row(row) for row in imported[:filled]]
    rows += _earlier_rows(content, record)
    own = _own_row(content, record)
    if own is not None:
        rows.append(own)
    rows += [_row(row) for row in imported[filled:]]
    notes = block_nodes(book, content.revision_notes)
    words = content.revision_table
    if not rows and not notes:
        return []
    heading = tree.Heading(
        level=1, number="", text=words.title, anchor="revisions", starts_page=True
    )
    nodes: list[tree.Node] = [heading]
    if rows:
        titles = (words.edition, words.date, words.description, words.department)
        # 「策定：平成 30 年 7 月 12 日」 stays on one line.
        dates = 15 if max(len(row[1]) for row in rows) > _LONG_DATE else 9
        nodes.append(
            tree.Table(
                head=(tuple(head(title) for title in titles),),
                rows=tuple(tuple(cell(text) for text in row) for row in rows),
                widths=(3, dates, 13 if dates == 9 else 11, 6),
                role=tree.TableRole.REVISIONS,
            )
        )
    return [*nodes, *notes]
