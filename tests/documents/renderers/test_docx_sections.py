"""Pages turned sideways, and what stands at the head and foot of every page."""

from typing import Any

from documents.tree import Cell, Cover, Heading, Node, Paragraph, Table
from tests.documents.extraction import W, docx_part
from tests.documents.renderers.docx_parts import found, small, words

UPRIGHT, TURNED = ("11906", "16838"), ("16838", "11906")


def text(words_of_it: str) -> Paragraph:
    return Paragraph(inlines=words(words_of_it))


def table(*, landscape: bool = True) -> Table:
    row = (Cell(paragraphs=(words("値"),)), Cell(paragraphs=()))
    return Table(head=(), rows=(row,), widths=(1, 1), landscape=landscape)


def heading(level: int, *, landscape: bool = False) -> Heading:
    return Heading(level=level, number="", text=f"題{level}", anchor="a", landscape=landscape)


def body_of(*nodes: Node, **more: Any) -> Any:
    return docx_part(small(*nodes, **more), "word/document.xml")


def sections(body: Any) -> list[tuple[tuple[str, str], str]]:
    """Size of the pages and text of each section."""
    result = []
    said = ""
    for child in body[0]:
        said += "".join(found(child, ".//w:t/text()"))
        for size in found(child, ".//w:pgSz | self::w:sectPr/w:pgSz"):
            result.append(((size.get(f"{W}w"), size.get(f"{W}h")), said))
            said = ""
    return list(dict.fromkeys(result))


def test_a_wide_table_stands_alone_on_pages_turned_sideways() -> None:
    body = body_of(text("前"), table(), text("後"))
    assert sections(body) == [(UPRIGHT, "前"), (TURNED, "値"), (UPRIGHT, "後")]


def test_under_a_turned_heading_all_is_turned_up_to_the_next_of_its_level() -> None:
    body = body_of(
        text("前"),
        heading(2, landscape=True),
        table(landscape=False),
        heading(3),
        text("中"),
        heading(2),
        text("後"),
    )
    assert sections(body) == [(UPRIGHT, "前"), (TURNED, "題2値題3中"), (UPRIGHT, "題2後")]


def test_a_table_is_as_wide_as_the_text_of_its_page() -> None:
    body = body_of(table(landscape=False), text("間"), table())
    grids = [found(one, "w:tblGrid/w:gridCol/@w:w") for one in found(body, "//w:tbl")]
    assert grids == [["4535", "4535"], ["7001", "7001"]]


def test_tables_turned_one_after_the_other_share_their_pages() -> None:
    assert [size for size, _ in sections(body_of(table(), table(), text("後")))] == [
        TURNED,
        UPRIGHT,
    ]


def test_a_section_begins_a_page_without_a_page_break() -> None:
    body = body_of(table(), Heading(level=1, number="", text="題", anchor="a", starts_page=True))
    assert found(body, "//w:pageBreakBefore") == []


def test_only_the_cover_has_heads_and_feet_of_its_own() -> None:
    body = body_of(Cover(title="題"), text("前"), table(), text("後"))
    assert [len(found(one, "w:titlePg")) for one in found(body, "//w:sectPr")] == [1, 0, 0]


def feet(*nodes: Node) -> list[tuple[list[str], list[str]]]:
    """Marks and tab stops of the feet of each section, in order."""
    data = small(*nodes, footer_marks=("案",))
    relations = {
        entry.get("Id"): entry.get("Target")
        for entry in docx_part(data, "word/_rels/document.xml.rels")
    }
    result = []
    for section in found(docx_part(data, "word/document.xml"), "//w:sectPr"):
        (used,) = found(section, "w:footerReference[@w:type='default']/@r:id")
        foot = docx_part(data, f"word/{relations[used]}")
        result.append((found(foot, "//w:t/text()"), found(foot, "//w:tab[@w:val!='clear']/@w:pos")))
    return result


def test_feet_of_turned_pages_have_their_number_in_the_middle() -> None:
    assert feet(text("前"), table(), text("後")) == [
        (["案"], []),
        (["案"], ["7001", "14002"]),
        (["案"], []),
    ]
