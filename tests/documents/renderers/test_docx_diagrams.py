"""A diagram is a table: boxes in reading order, lines that join each to those below it."""

from typing import Any

from documents.tree import Box, Caption, CaptionKind, Diagram, DiagramKind, boxes_of
from tests.documents.extraction import W, docx_part
from tests.documents.renderers.docx_parts import found, small

ROOT = Box(
    lines=("本部", "長：知事"),
    children=(
        Box(lines=("部会一",), children=(Box(lines=("班一",)), Box(lines=("班二",)))),
        Box(lines=("部会二",), anchor="c-2"),
    ),
)


def body_of(*roots: Box) -> Any:
    node = Diagram(
        kind=DiagramKind.GOVERNANCE,
        roots=roots,
        alt="推進体制の図",
        caption=Caption(kind=CaptionKind.FIGURE, number=1, text="体制"),
        anchor="governance",
    )
    return docx_part(small(node), "word/document.xml")


def drawn(body: Any) -> list[str]:
    """A sign a cell: the box that begins, | where it goes on, the borders of the gaps."""
    signs = {"bottom": "_", "left": "[", "right": "]"}
    rows = []
    for row in found(body, "//w:tr"):
        cells = []
        for cell in found(row, "w:tc"):
            merge = found(cell, "w:tcPr/w:vMerge/@w:val")
            borders = [
                signs[child.tag.removeprefix(W)] for child in found(cell, "w:tcPr/w:tcBorders/*")
            ]
            said = "".join(found(cell, ".//w:t/text()"))
            cells.append(said or "".join(borders) or ("|" if merge == ["continue"] else ""))
        rows.append(" ".join(cell or "." for cell in cells))
    return rows


def test_boxes_and_lines() -> None:
    assert drawn(body_of(ROOT)) == [
        "本部長：知事 _ _ 部会一 _ _ 班一",
        "| ] [ | ] [ |",
        "| ] [ | ] [_ 班二",
        "| ] [ | . . |",
        "| ] [_ 部会二 . . .",
        "| . . | . . .",
    ]


def test_two_trees_stand_one_below_the_other() -> None:
    assert drawn(body_of(Box(lines=("甲",)), Box(lines=("乙",)))) == ["甲", "|", "乙", "|"]


def test_boxes_are_read_in_the_order_of_the_tree() -> None:
    read = ["".join(found(p, ".//w:t/text()")) for p in found(body_of(ROOT), "//w:tbl//w:p")]
    expected = ["".join(box.lines) for _, box in boxes_of((ROOT,))]
    assert [text for text in read if text] == expected


def test_a_box_with_an_anchor_leads_there() -> None:
    assert found(body_of(ROOT), "//w:tbl//w:hyperlink/w:r/w:t/text()") == ["部会二"]


def test_the_table_says_what_it_shows() -> None:
    assert found(body_of(ROOT), "//w:tblCaption/@w:val") == ["推進体制の図"]


def test_the_columns_fill_the_page() -> None:
    grid = found(body_of(ROOT), "//w:gridCol/@w:w")
    assert (len(grid), sum(map(int, grid))) == (7, 9070)


def test_the_rows_of_a_box_stay_on_one_page() -> None:
    rows = found(body_of(ROOT), "//w:tr")
    together = [len(found(row, ".//w:p[not(w:pPr/w:keepNext)]")) == 0 for row in rows]
    assert together[0::2] == [True, True, True]
    assert len(found(body_of(ROOT), "//w:trPr/w:cantSplit")) == len(rows)


def test_its_caption_has_its_anchor() -> None:
    body = body_of(ROOT)
    (caption,) = found(body, "//w:p[w:pPr/w:pStyle/@w:val='FigureCaption']")
    assert len(found(caption, "w:bookmarkStart")) == 2
