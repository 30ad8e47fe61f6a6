"""Blocks of a body become nodes."""

from decimal import Decimal

import pytest

from documents.assemble.blocks import column_widths
from documents.assemble.book import cell
from documents.content import (
    Block,
    Chapter,
    Chart,
    ChartKind,
    ChartSeries,
    Figure,
    Footnote,
    ListBlock,
    ListItem,
    Mark,
    MarkKind,
    Paragraph,
    Table,
    TableCell,
    TableRow,
)
from documents.tree import (
    Figure as FigureNode,
)
from documents.tree import (
    FootnoteMark,
    ItemList,
    LineBreak,
    Link,
    Node,
    Strong,
    Text,
    caption_line,
)
from documents.tree import (
    Paragraph as ParagraphNode,
)
from documents.tree import (
    Table as TableNode,
)
from tests.documents.assemble.plans import after_heading, draft, plan, words
from tests.documents.assemble.test_kpis import rows


def nodes(*blocks: Block, footnotes: tuple[Footnote, ...] = ()) -> tuple[Node, ...]:
    chapter = Chapter(uid="c", title="章", body=blocks)
    return after_heading(draft(plan(chapters=(chapter,), footnotes=footnotes)), "章")


def mark(kind: MarkKind, start: int, end: int, ref: str = "") -> Mark:
    return Mark(kind=kind, start=start, end=end, ref=ref)


def test_marks_become_inlines_and_line_feeds_line_breaks() -> None:
    block = Paragraph(
        uid="b",
        text="太字と\nリンク",
        marks=(
            mark(MarkKind.BOLD, 0, 2),
            mark(MarkKind.LINK, 4, 7, "https://example.jp/"),
            mark(MarkKind.FOOTNOTE, 7, 7, "f"),
        ),
    )
    (node,) = nodes(block, footnotes=(Footnote(uid="f", text="注"),))
    assert isinstance(node, ParagraphNode)
    assert node.inlines == (
        Strong(text="太字"),
        Text(text="と"),
        LineBreak(),
        Link(text="リンク", href="https://example.jp/"),
        FootnoteMark(number=1),
    )


def test_a_mark_over_a_line_feed_breaks_with_it() -> None:
    block = Paragraph(uid="b", text="甲\n乙", marks=(mark(MarkKind.BOLD, 0, 3),))
    (node,) = nodes(block)
    assert isinstance(node, ParagraphNode)
    assert node.inlines == (Strong(text="甲"), LineBreak(), Strong(text="乙"))


def test_a_link_that_is_no_web_address_is_plain_text() -> None:
    block = Paragraph(
        uid="b", text="押す", marks=(mark(MarkKind.LINK, 0, 2, "javascript:alert(1)"),)
    )
    (node,) = nodes(block)
    assert isinstance(node, ParagraphNode)
    assert node.inlines == (Text(text="押す"),)


def test_items_are_counted_per_level_and_start_again_below_a_new_item() -> None:
    levels = (0, 1, 1, 0, 1, 2, 0)
    items = tuple(
        ListItem(uid=f"i{index}", text="項", level=level) for index, level in enumerate(levels)
    )
    (node,) = nodes(ListBlock(uid="b", items=items, ordered=True))
    assert isinstance(node, ItemList)
    assert [item.number for item in node.items] == ["1.", "(1)", "(2)", "2.", "(1)", "①", "3."]


def test_items_of_an_unordered_list_have_no_number() -> None:
    (node,) = nodes(ListBlock(uid="b", items=(ListItem(uid="i", text="項"),)))
    assert isinstance(node, ItemList)
    assert [item.number for item in node.items] == [""]


def table(uid: str, caption: str = "", header_rows: int = 1) -> Table:
    row = TableRow(uid=f"{uid}-r", cells=(TableCell(text="左"), TableCell(text="")))
    return Table(
        uid=uid,
        rows=(row, TableRow(uid=f"{uid}-r2", cells=row.cells)),
        caption=caption,
        header_rows=header_rows,
        header_column=True,
    )


def test_heads_of_a_table_are_its_first_rows_and_column() -> None:
    (node,) = nodes(table("t"))
    assert isinstance(node, TableNode)
    heads = [[cell.is_head for cell in row] for row in (*node.head, *node.rows)]
    assert (len(node.head), heads) == (1, [[True, True], [True, False]])


def test_a_table_without_head_rows() -> None:
    (node,) = nodes(table("t", header_rows=0))
    assert isinstance(node, TableNode)
    assert (len(node.head), len(node.rows)) == (0, 2)


@pytest.mark.parametrize("columns", [3, 20, 40])
def test_columns_that_need_the_same_get_the_same(columns: int) -> None:
    row = tuple(cell("同じ長さの文がどの欄にもある") for _ in range(columns))
    assert max(column_widths([row])) - min(column_widths([row])) <= 1


def test_captions_are_numbered_by_kind_and_only_where_written() -> None:
    figure = Figure(uid="f", sha256="0" * 64, media_type="image/png", caption="図の題")
    found = nodes(table("t1", "甲"), table("t2"), table("t3", "乙"), figure)
    captions = [
        node.caption and caption_line(node.caption)
        for node in found
        if isinstance(node, TableNode | FigureNode)
    ]
    assert captions == ["表1\u3000甲", None, "表2\u3000乙", "図1\u3000図の題"]


def test_a_picture_that_says_something_is_never_silent() -> None:
    pictures = (
        Figure(uid="f1", sha256="0" * 64, media_type="image/png", alt="説明", caption="題"),
        Figure(uid="f2", sha256="0" * 64, media_type="image/png", caption="題"),
        Figure(uid="f3", sha256="0" * 64, media_type="image/png"),
        Figure(uid="f4", sha256="0" * 64, media_type="image/png", alt="飾り", decorative=True),
    )
    alternatives = [node.picture.alt for node in nodes(*pictures) if isinstance(node, FigureNode)]
    assert alternatives == ["説明", "題", "図", ""]


def chart(categories: tuple[str, ...]) -> Chart:
    values = (Decimal("1200.5"), None, *(Decimal(0) for _ in categories[2:]))
    return Chart(
        uid="ch",
        kind=ChartKind.LINE,
        categories=categories,
        series=(ChartSeries(name="人口", values=values[: len(categories)]),),
        unit="人",
    )


def test_a_chart_is_followed_by_its_figures() -> None:
    assert rows(nodes(chart(("甲", "乙")))[1]) == [
        ["単位：人", "甲", "乙"],
        ["人口", "1,200.5", ""],
    ]


def test_many_categories_go_down_the_page() -> None:
    printed = rows(nodes(chart(tuple(f"{year}年" for year in range(9))))[1])
    assert printed[:3] == [["単位：人", "人口"], ["0年", "1,200.5"], ["1年", ""]]


def test_source_and_rights_stand_below() -> None:
    figure = Figure(uid="f", sha256="0" * 64, media_type="image/png", source="統計書", rights="県")
    assert words(nodes(figure)[1:]) == ["出典：統計書\u3000権利：県"]
