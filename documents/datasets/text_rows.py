"""The chapters of a plan and its texts as rows: one block, item, cell or value a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, assert_never

from documents.assemble.outline import Outline
from documents.content import (
    Block,
    Chapter,
    ChapterKind,
    Chart,
    ChartKind,
    Figure,
    ListBlock,
    Note,
    Paragraph,
    PlanContent,
    SectionKind,
    Table,
    TermNote,
)
from documents.datasets.codes import TextKind, TextPlace
from documents.datasets.columns import Fact
from documents.numbering import plain_number

_PART = "文が属する章又は施策の識別子。はじめの言葉と改定履歴の注では空欄。"


def chapters_below(
    chapters: tuple[Chapter, ...], above: Chapter | None = None, depth: int = 1
) -> Iterator[tuple[Chapter, Chapter | None, int]]:
    """Yield every chapter with the one above it and its depth (1 is the top), in order."""
    for chapter in chapters:
        yield chapter, above, depth
        yield from chapters_below(chapter.children, chapter, depth + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """A chapter, of whatever depth."""

    chapter_id: Annotated[str, Fact("章ID", "章の識別子。", required=True, identifies=True)]
    parent_chapter_id: Annotated[
        str | None, Fact("上の章のID", "一つ上の章の識別子。一番上の章では空欄。", identifies=True)
    ]
    position: Annotated[int, Fact("順", "計画の中で載っている順番。", unit="番目", required=True)]
    depth: Annotated[int, Fact("段", "一番上の章を1とする段。", unit="段", required=True)]
    number: Annotated[str, Fact("番号", "印刷される番号。丸数字などは普通の数字で書く。")]
    title: Annotated[str, Fact("章名", "章の題。", required=True)]
    chapter_kind: Annotated[ChapterKind, Fact("章の種類", "章に何を載せるか。", required=True)]
    guide_section: Annotated[
        int | None,
        Fact("手引の項", "国の手引のひな型の何番目の項に当たるか。", unit="番目"),
    ]


def chapter_rows(content: PlanContent, outline: Outline) -> Iterator[ChapterRow]:
    """Yield the chapters in the order of the book."""
    for position, (chapter, above, depth) in enumerate(chapters_below(content.chapters), start=1):
        yield ChapterRow(
            chapter_id=chapter.uid,
            parent_chapter_id=None if above is None else above.uid,
            position=position,
            depth=depth,
            number=plain_number(outline.chapters[chapter.uid].number),
            title=chapter.title,
            chapter_kind=chapter.kind,
            guide_section=chapter.guide_section,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterTagRow:
    """A tag of a chapter."""

    chapter_id: Annotated[str, Fact("章ID", "章の識別子。", required=True, identifies=True)]
    tag_id: Annotated[str, Fact("分類ID", "分類の識別子。", required=True, identifies=True)]
    tag_label: Annotated[str, Fact("分類名", "分類の名称。", required=True)]


def chapter_tag_rows(content: PlanContent) -> Iterator[ChapterTagRow]:
    """Yield every tag of every chapter."""
    labels = {tag.uid: tag.label for tag in content.tags}
    for chapter, _, _ in chapters_below(content.chapters):
        for uid in chapter.tags:
            yield ChapterTagRow(chapter_id=chapter.uid, tag_id=uid, tag_label=labels[uid])


# --- texts -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A run of blocks and where it stands."""

    place: TextPlace
    blocks: tuple[Block, ...]
    part_id: str | None = None
    section_kind: SectionKind | None = None
    section_title: str = ""


def bodies_of(content: PlanContent) -> Iterator[Body]:
    """Yield every body of a plan: foreword, notes of the history, chapters, measures."""
    if content.foreword is not None:
        yield Body(place=TextPlace.FOREWORD, blocks=content.foreword.body)
    yield Body(place=TextPlace.REVISION_NOTE, blocks=content.revision_notes)
    for chapter, _, _ in chapters_below(content.chapters):
        yield Body(place=TextPlace.CHAPTER, blocks=chapter.body, part_id=chapter.uid)
    for measure in content.measures:
        yield Body(place=TextPlace.MEASURE, blocks=measure.body, part_id=measure.uid)
        for section in measure.sections:
            yield Body(
                place=TextPlace.MEASURE_SECTION,
                blocks=section.body,
                part_id=measure.uid,
                section_kind=section.kind,
                section_title=section.title,
            )
        yield Body(place=TextPlace.MEASURE_NOTE, blocks=measure.notes, part_id=measure.uid)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A paragraph, an item of a list, a boxed note or what is said of a figure."""

    text_id: Annotated[str, Fact("文ID", "文の識別子。", required=True, identifies=True)]
    position: Annotated[int, Fact("順", "この表の中での順番。", unit="番目", required=True)]
    text_place: Annotated[TextPlace, Fact("文の置き場所", "何に属する文か。", required=True)]
    part_id: Annotated[str | None, Fact("章又は施策のID", _PART, identifies=True)]
    section_kind: Annotated[
        SectionKind | None, Fact("施策の項目", "施策のどの項目か。施策の項目でなければ空欄。")
    ]
    section_title: Annotated[
        str, Fact("項目名", "団体が名付けた項目の名称。決まった名称の項目では空欄。")
    ]
    text_kind: Annotated[TextKind, Fact("文の形", "段落、箇条書きなどの別。", required=True)]
    level: Annotated[
        int | None,
        Fact("箇条書きの段", "一番外を1とする段。箇条書きでなければ空欄。", unit="段"),
    ]
    title: Annotated[str, Fact("題", "囲みの題、図の題又は用語。")]
    text: Annotated[str, Fact("文", "文。図では、図の内容を説明する文。")]
    source: Annotated[str, Fact("図の出典", "図の出典。図でなければ空欄。")]
    rights: Annotated[str, Fact("図の権利者", "図の権利者。図でなければ空欄。")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A text of a block before it has its place."""

    uid: str
    kind: TextKind
    text: str
    title: str = ""
    level: int | None = None
    source: str = ""
    rights: str = ""


def _said(block: Block, terms: dict[str, tuple[str, str]]) -> Iterator[_Said]:
    match block:
        case Paragraph():
            yield _Said(uid=block.uid, kind=TextKind.PARAGRAPH, text=block.text)
        case ListBlock():
            kind = TextKind.NUMBERED_ITEM if block.ordered else TextKind.LIST_ITEM
            for item in block.items:
                yield _Said(uid=item.uid, kind=kind, text=item.text, level=item.level + 1)
        case Note():
            yield _Said(uid=block.uid, kind=TextKind.NOTE, text=block.text, title=block.title)
        case TermNote():
            word, explanation = terms[block.term]
            yield _Said(uid=block.uid, kind=TextKind.TERM_NOTE, text=explanation, title=word)
        case Figure():
            yield _Said(
                uid=block.uid,
                kind=TextKind.FIGURE,
                text=block.alt,
                title=block.caption,
                source=block.source,
                rights=block.rights,
            )
        case Table() | Chart():
            return
        case _:
            assert_never(block)


def text_rows(content: PlanContent) -> Iterator[TextRow]:
    """Yield every text but those of tables and charts, which have tables of their own."""
    terms = {term.uid: (term.word, term.explanation) for term in content.terms}
    position = 0
    for body in bodies_of(content):
        for block in body.blocks:
            for said in _said(block, terms):
                position += 1
                yield TextRow(
                    text_id=said.uid,
                    position=position,
                    text_place=body.place,
                    part_id=body.part_id,
                    section_kind=body.section_kind,
                    section_title=body.section_title,
                    text_kind=said.kind,
                    level=said.level,
                    title=said.title,
                    text=said.text,
                    source=said.source,
                    rights=said.rights,
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCellRow:
    """A cell of a table in the text."""

    table_id: Annotated[str, Fact("表ID", "本文の表の識別子。", required=True, identifies=True)]
    text_place: Annotated[TextPlace, Fact("文の置き場所", "何に属する表か。", required=True)]
    part_id: Annotated[str | None, Fact("章又は施策のID", _PART, identifies=True)]
    section_kind: Annotated[
        SectionKind | None, Fact("施策の項目", "施策のどの項目か。施策の項目でなければ空欄。")
    ]
    section_title: Annotated[
        str, Fact("項目名", "団体が名付けた項目の名称。決まった名称の項目では空欄。")
    ]
    caption: Annotated[str, Fact("表題", "表の題。")]
    row_no: Annotated[
        int, Fact("行番号", "見出しの行も数えた行の番号。", unit="行目", required=True)
    ]
    column_no: Annotated[int, Fact("列番号", "列の番号。", unit="列目", required=True)]
    is_head: Annotated[bool, Fact("見出し", "見出しのセルかどうか。", required=True)]
    text: Annotated[str, Fact("セルの文", "セルの文。何も書かれていないセルでは空欄。")]
    source: Annotated[str, Fact("出典", "表の出典。")]


def table_cell_rows(content: PlanContent) -> Iterator[TableCellRow]:
    """Yield every cell of every table of the text."""
    for body in bodies_of(content):
        for block in body.blocks:
            if not isinstance(block, Table):
                continue
            for row_no, row in enumerate(block.rows, start=1):
                for column_no, cell in enumerate(row.cells, start=1):
                    yield TableCellRow(
                        table_id=block.uid,
                        text_place=body.place,
                        part_id=body.part_id,
                        section_kind=body.section_kind,
                        section_title=body.section_title,
                        caption=block.caption,
                        row_no=row_no,
                        column_no=column_no,
                        is_head=row_no <= block.header_rows
                        or (block.header_column and column_no == 1),
                        text=cell.text,
                        source=block.source,
                    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartValueRow:
    """A value of a chart."""

    chart_id: Annotated[str, Fact("グラフID", "グラフの識別子。", required=True, identifies=True)]
    text_place: Annotated[TextPlace, Fact("文の置き場所", "何に属するグラフか。", required=True)]
    part_id: Annotated[str | None, Fact("章又は施策のID", _PART, identifies=True)]
    section_kind: Annotated[
        SectionKind | None, Fact("施策の項目", "施策のどの項目か。施策の項目でなければ空欄。")
    ]
    section_title: Annotated[
        str, Fact("項目名", "団体が名付けた項目の名称。決まった名称の項目では空欄。")
    ]
    chart_kind: Annotated[ChartKind, Fact("グラフの種類", "グラフの描き方。", required=True)]
    caption: Annotated[str, Fact("図題", "グラフの題。")]
    description: Annotated[str, Fact("説明", "グラフの内容を説明する文。")]
    series: Annotated[str, Fact("系列", "系列の名称。", required=True)]
    category: Annotated[str, Fact("項目", "横軸の項目の名称。", required=True)]
    value: Annotated[
        Decimal | None,
        Fact("値", "値。計画に値のないところは空欄（0とは異なる）。", unit="unitの列による"),
    ]
    unit: Annotated[str, Fact("単位", "値の単位。計画に書かれていないときは空欄。")]
    source: Annotated[str, Fact("出典", "グラフの出典。")]


def chart_value_rows(content: PlanContent) -> Iterator[ChartValueRow]:
    """Yield every value of every chart."""
    for body in bodies_of(content):
        for block in body.blocks:
            if not isinstance(block, Chart):
                continue
            for series in block.series:
                for category, value in zip(block.categories, series.values, strict=True):
                    yield ChartValueRow(
                        chart_id=block.uid,
                        text_place=body.place,
                        part_id=body.part_id,
                        section_kind=body.section_kind,
                        section_title=body.section_title,
                        chart_kind=block.kind,
                        caption=block.caption,
                        description=block.alt,
                        series=series.name,
                        category=category,
                        value=value,
                        unit=block.unit,
                        source=block.source,
                    )
