"""The DOCX: what looks like a heading, list, footnote or contents list is one."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from documents.renderers.docx import render_docx
from documents.renderers.errors import RenderError
from documents.renderers.pdf import render_pdf
from documents.tree import (
    Bar,
    Box,
    Caption,
    CaptionKind,
    Cell,
    Contents,
    ContentsEntry,
    Cover,
    Diagram,
    DiagramKind,
    Document,
    Figure,
    Heading,
    Item,
    ItemList,
    Link,
    Node,
    Note,
    Paragraph,
    ParagraphRole,
    Picture,
    Table,
    TableRole,
    Text,
)
from tests.documents.extraction import W, docx_part
from tests.documents.renderers.docx_parts import found, sample, sample_docx, small, words
from tests.documents.samples import FIGURES

TABLE_1 = Caption(kind=CaptionKind.TABLE, number=1, text="題")


@pytest.fixture(scope="module")
def edition() -> Document:
    return sample()


@pytest.fixture(scope="module")
def data() -> bytes:
    return sample_docx()


@pytest.fixture(scope="module")
def body(data: bytes) -> Any:
    return docx_part(data, "word/document.xml")


def paragraphs(root: Any) -> list[tuple[str, str]]:
    """Return style and text of the paragraphs of a body, tables left out."""
    return [
        (
            "".join(found(paragraph, "w:pPr/w:pStyle/@w:val")) or "Normal",
            "".join(found(paragraph, ".//w:t/text()")),
        )
        for paragraph in found(root, "w:body/w:p")
    ]


def test_headings_before_the_contents_are_of_a_style_that_the_field_does_not_list(
    body: Any,
) -> None:
    front = [text for style, text in paragraphs(body) if style == "FrontHeading"]
    assert front == ["知事のことば", "改定のあゆみ"]


def test_the_contents_are_a_filled_field(body: Any) -> None:
    block = found(body, "w:body/w:sdt/w:sdtContent")[0]
    instructions = found(block, ".//w:instrText/text()")
    assert instructions[0].strip() == 'TOC \\o "1-3" \\h \\z'
    entries = found(block, "w:p[w:hyperlink]")
    first = [
        ("".join(found(entry, ".//w:t/text()")), found(entry, "w:pPr/w:pStyle/@w:val"))
        for entry in entries[:2]
    ]
    assert first[0] == ("Ⅰ\u3000総論の部5", ["TOC1"])
    assert first[1][0].endswith("&amp;\"'6")
    assert first[1][1] == ["TOC2"]
    assert len(found(block, ".//w:fldChar[@w:fldCharType='begin']")) == len(entries) + 1
    assert len(found(block, ".//w:fldChar[@w:fldCharType='end']")) == len(entries) + 1


def test_lists_of_figures_share_the_page_of_short_contents_as_in_the_pdf() -> None:
    def begins(entries: int) -> tuple[list[str], set[int]]:
        headings = tuple(
            Heading(level=1, text="章", number="", anchor=f"c-{index}") for index in range(entries)
        )
        caption = Caption(kind=CaptionKind.TABLE, number=1, text="題")
        nodes: tuple[Node, ...] = (
            Contents(
                title="目次",
                entries=tuple(
                    ContentsEntry(level=1, number="", text="章", anchor=one.anchor)
                    for one in headings
                ),
            ),
            Contents(
                title="図表目次",
                entries=(ContentsEntry(level=1, number="表1", text="題", anchor="table-1"),),
                captions=CaptionKind.TABLE,
            ),
            *headings,
            replace(table(1), caption=caption, anchor="table-1"),
        )
        document = Document(title="題", author="県", subject="", nodes=nodes)
        body = docx_part(render_docx(document), "word/document.xml")
        path = "//w:p[w:pPr/w:pStyle/@w:val='TOCHeading']/w:pPr/w:pageBreakBefore"
        breaks = [one.get(f"{W}val", "1") for one in found(body, path)]
        return breaks, {render_pdf(document).pages["c-0"]}

    assert begins(23) == (["1", "0"], {2})
    assert begins(24) == (["1", "1"], {3})


def test_without_pages_the_contents_have_no_numbers(edition: Document) -> None:
    body = docx_part(render_docx(edition, figures=FIGURES), "word/document.xml")
    entry = found(body, "w:body/w:sdt/w:sdtContent/w:p[w:hyperlink]")[0]
    assert "".join(found(entry, ".//w:t/text()")) == "Ⅰ\u3000総論の部"


def test_the_pages_of_the_pdf_fit_into_the_contents(edition: Document) -> None:
    pages = render_pdf(edition, figures=FIGURES).pages
    contents = next(node for node in edition.nodes if isinstance(node, Contents))
    body = docx_part(render_docx(edition, figures=FIGURES, pages=pages), "word/document.xml")
    block = found(body, "w:body/w:sdt/w:sdtContent")[0]
    numbers = [found(entry, ".//w:t/text()")[-1] for entry in found(block, "w:p[w:hyperlink]")]
    assert numbers == [str(pages[entry.anchor]) for entry in contents.entries]


def test_bookmarks_are_unique_and_every_link_finds_one(body: Any) -> None:
    names = found(body, "//w:bookmarkStart/@w:name")
    numbers = found(body, "//w:bookmarkStart/@w:id")
    assert len(names) == len(set(names))
    assert len(numbers) == len(set(numbers))
    assert max(len(name) for name in names) <= 40
    assert set(found(body, "//w:hyperlink/@w:anchor")) - set(names) == set()


def test_footnotes_are_real_and_called_again_by_reference(data: bytes, body: Any) -> None:
    notes = docx_part(data, "word/footnotes.xml")
    assert found(notes, "w:footnote/@w:id") == ["-1", "0", "1", "2", "3"]
    assert found(notes, "w:footnote/@w:type") == ["separator", "continuationSeparator"]
    assert found(body, "//w:footnoteReference/@w:id") == ["1", "2", "3"]
    again = [text for text in found(body, "//w:instrText/text()") if "NOTEREF" in text]
    assert len(again) == 1
    assert found(docx_part(data, "word/settings.xml"), "//w:footnotePr/w:footnote/@w:id") == [
        "-1",
        "0",
    ]


def test_a_document_without_footnotes_has_the_separators_all_the_same() -> None:
    notes = docx_part(small(Paragraph(inlines=words("文"))), "word/footnotes.xml")
    assert found(notes, "w:footnote/@w:id") == ["-1", "0"]


def test_items_are_of_the_list_styles_of_their_levels(data: bytes) -> None:
    items = (
        Item(level=0, number="", inlines=words("甲")),
        Item(level=4, number="", inlines=words("乙")),
        Item(level=5, number="", inlines=words("丙")),
        Item(level=1, number="(1)", inlines=words("丁")),
    )
    body = docx_part(small(ItemList(items=items)), "word/document.xml")
    assert paragraphs(body) == [
        ("ListBullet", "甲"),
        ("ListBullet5", "乙"),
        ("ListBullet5", "丙"),
        ("ListNumber2", "丁"),
    ]
    styles = docx_part(data, "word/styles.xml")
    assert found(styles, "//w:style[@w:styleId='ListBullet']//w:numId/@w:val") == ["1"]


def table(rows: int, *, head: bool = True) -> Table:
    row = (Cell(paragraphs=(words("左"),)), Cell(paragraphs=()))
    return Table(head=(row,) if head else (), rows=(row,) * rows, widths=(1, 3), caption=TABLE_1)


def test_head_rows_repeat_and_no_row_breaks() -> None:
    body = docx_part(small(table(8)), "word/document.xml")
    assert len(found(body, "//w:tr")) == 9
    assert len(found(body, "//w:tr[w:trPr/w:cantSplit]")) == 9
    assert len(found(body, "//w:tr[w:trPr/w:tblHeader]")) == 1
    assert found(body, "//w:tr[1]/w:trPr/w:tblHeader") != []


def test_heads_higher_than_a_page_are_rows() -> None:
    high = (Cell(paragraphs=(words("見出し" * 700),), is_head=True), Cell(paragraphs=()))
    node = replace(table(8), head=(high,))
    body = docx_part(small(node), "word/document.xml")
    assert found(body, "//w:tblHeader") == []
    assert found(body, "//w:tr[1][.//w:keepNext or w:trPr/w:cantSplit]") == []


def test_a_row_higher_than_half_a_page_may_break_for_nothing_of_it_may_be_lost() -> None:
    """By the width of its column: the same words in a wide one stand on a few lines."""

    def whole(*widths: int) -> int:
        row = (Cell(paragraphs=(words("高い"),)), Cell(paragraphs=(words("行" * 300),)))
        body = docx_part(small(Table(head=(), rows=(row,), widths=widths)), "word/document.xml")
        return len(found(body, "//w:cantSplit"))

    assert (whole(1, 1), whole(9, 1)) == (1, 0)


def test_paragraphs_of_a_cell_make_its_row_higher() -> None:
    cell = Cell(paragraphs=(words("行"),) * 60)
    body = docx_part(small(Table(head=(), rows=((cell,),), widths=(1,))), "word/document.xml")
    assert found(body, "//w:cantSplit") == []


def test_a_source_stays_with_its_table_and_with_its_figure() -> None:
    source = Paragraph(inlines=words("出典：庁内調べ"), role=ParagraphRole.SOURCE)
    caption = Caption(kind=CaptionKind.FIGURE, number=1, text="組織")
    diagram = Diagram(
        kind=DiagramKind.GOVERNANCE, alt="組織", roots=(Box(lines=("町長",)),), caption=caption
    )
    row = (Cell(paragraphs=(words("左"),)),)
    long = Table(head=(), rows=(row,) * 9, widths=(1,))

    def kept(*nodes: Node) -> list[str]:
        body = docx_part(small(*nodes), "word/document.xml")
        path = "//w:p[w:pPr/w:keepNext][w:pPr/w:pStyle[@w:val!='DiagramBox']]"
        return ["".join(one.itertext()) for one in found(body, path) if "".join(one.itertext())]

    assert kept(long) == []
    assert kept(long, source) == ["左"]
    assert kept(diagram) == []
    assert kept(diagram, source) == ["図 SEQ 図 \\* ARABIC 1\u3000組織"]


def test_a_year_in_both_calendars_does_not_break() -> None:
    year = Cell(paragraphs=(words("令和2年度"), words("（2020年度）")), is_head=True)
    name = Cell(paragraphs=(words("指標"),), is_head=True)
    node = Table(head=((name, year),), rows=(), widths=(1, 1), role=TableRole.KPI)
    body = docx_part(small(node), "word/document.xml")
    assert found(body, "//w:tc//w:pStyle/@w:val") == ["TableHead", "TableYear", "TableYear"]


def test_bars_of_a_schedule_are_shaded() -> None:
    row = tuple(
        Cell(paragraphs=(words("■"),), bar=bar) for bar in (Bar.RUNNING, Bar.MILESTONE, Bar.OPEN)
    )
    node = Table(head=(), rows=(row,), widths=(1, 1, 1), role=TableRole.SCHEDULE)
    body = docx_part(small(node), "word/document.xml")
    assert found(body, "//w:tc/w:tcPr/w:shd/@w:fill") == ["D5DEF0", "FDF0C4", "EEF2F9"]


def test_a_colophon_has_a_look_of_its_own_and_stays_together() -> None:
    row = (Cell(paragraphs=(words("発行"),), is_head=True), Cell(paragraphs=(words("県"),)))
    node = Table(head=(), rows=(row,) * 9, widths=(3, 10), role=TableRole.COLOPHON)
    body = docx_part(small(node), "word/document.xml")
    assert found(body, "//w:tblStyle/@w:val") == ["ColophonTable"]
    assert len(found(body, "//w:tr[.//w:keepNext]")) == 8
    assert found(body, "//w:shd") == []


def test_a_box_after_a_table_has_room_above_it() -> None:
    note = Note(title="題", paragraphs=(words("一"), words("二")))
    body = docx_part(small(table(1), note), "word/document.xml")
    spaces = [
        (one.get(f"{W}before"), one.get(f"{W}after"))
        for one in found(body, "//w:p[w:pPr/w:pStyle/@w:val='NoteBox']/w:pPr/w:spacing")
    ]
    assert spaces == [("140", "0"), ("0", "0"), ("0", "180")]


def test_the_logo_stands_on_the_cover_with_its_words(body: Any) -> None:
    (logo,) = found(body, "//w:p[w:pPr/w:pStyle/@w:val='CoverLogo']")
    assert found(logo, ".//wp:docPr/@descr") == ["県章"]
    assert logo.getprevious() is None


def test_a_short_table_stays_together_and_a_long_one_may_break() -> None:
    def kept(rows: int) -> int:
        body = docx_part(small(table(rows, head=False)), "word/document.xml")
        return len(found(body, "//w:tr[.//w:keepNext]"))

    assert (kept(6), kept(7)) == (5, 0)


def test_widths_of_columns_are_fixed_and_equal_in_grid_and_cells() -> None:
    body = docx_part(small(table(1)), "word/document.xml")
    assert found(body, "//w:tblLayout/@w:type") == ["fixed"]
    assert found(body, "//w:gridCol/@w:w") == ["2267", "6803"]
    assert found(body, "//w:tc/w:tcPr/w:tcW/@w:w") == ["2267", "6803"] * 2


def test_tables_and_boxes_that_touch_are_kept_apart() -> None:
    note = Note(title="", paragraphs=(words("注"),))
    body = docx_part(
        small(table(1), replace(table(1), caption=None), note, note), "word/document.xml"
    )
    assert paragraphs(body) == [
        ("Caption", "表1\u3000題"),
        ("Gap", ""),
        ("NoteBox", "注"),
        ("Gap", ""),
        ("NoteBox", "注"),
    ]


def test_the_body_never_ends_in_a_table() -> None:
    body = docx_part(small(table(1)), "word/document.xml")
    last = [etree.QName(child).localname for child in body[0]][-3:]
    assert last == ["tbl", "p", "sectPr"]


def test_what_follows_the_cover_begins_a_page() -> None:
    for node in (Paragraph(inlines=words("文")), table(1), replace(table(1), caption=None)):
        body = docx_part(small(Cover(title="題"), node), "word/document.xml")
        breaks = found(body, "//w:p[w:pPr/w:pageBreakBefore]")
        assert len(breaks) == 1
        assert breaks[0].getprevious().find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Title"


def test_a_long_title_is_set_smaller() -> None:
    def size(title: str) -> list[str]:
        body = docx_part(small(Cover(title=title)), "word/document.xml")
        return found(body, "//w:r/w:rPr/w:sz/@w:val")

    assert [size("あ" * length) for length in (18, 19, 24, 25)] == [[], ["38"], ["38"], ["32"]]


def test_pictures_have_words_and_fit_the_page(data: bytes, body: Any) -> None:
    described = [
        (element.get("descr"), len(found(element, ".//*[local-name()='decorative']")))
        for element in found(body, "//wp:docPr")
    ]
    assert described == [
        ("県章", 0),
        ("青い四角", 0),
        ("", 1),
        ("件数が増えていく図（line）", 0),
        ("件数が増えていく図（bar）", 0),
        ("件数が増えていく図（stacked）", 0),
        ("数値のグラフ。数値は次の表のとおり。", 0),
    ]
    sizes = [(int(e.get("cx")), int(e.get("cy"))) for e in found(body, "//wp:extent")]
    # 240 and 600 pixels at 72 dpi: on the cover no higher than 28 mm, else no wider than the text.
    assert sizes[:3] == [(2016000, 1008000), (3048000, 1524000), (5759450, 191981)]


def test_a_chart_holds_its_own_figures(data: bytes) -> None:
    chart = docx_part(data, "word/charts/chart1.xml")
    assert found(chart, "//c:lineChart/c:ser[1]/c:tx/c:v/text()") == ["申請（line）"]
    points = [
        (point.get("idx"), "".join(found(point, "c:v/text()")))
        for point in found(chart, "//c:ser[1]/c:val//c:pt")
    ]
    assert points == [("0", "1200"), ("2", "2400.5")]


def figure() -> Figure:
    return Figure(picture=Picture(sha256="0" * 64, media_type="image/png", alt="絵"))


def test_a_figure_that_is_missing_fails_the_render() -> None:
    with pytest.raises(RenderError, match="図の画像がありません"):
        small(figure())


def test_a_figure_that_is_no_picture_fails_the_render() -> None:
    document = Document(title="題", author="県", subject="", nodes=(figure(),))
    with pytest.raises(RenderError, match="図の画像を読めません"):
        render_docx(document, figures={"0" * 64: b"no picture"})


def bad_texts() -> Iterator[str]:
    yield from ("\x00", "\x0b", "\ufffe")


@pytest.mark.parametrize("text", list(bad_texts()))
def test_a_character_that_no_xml_can_carry_fails_the_render(text: str) -> None:
    with pytest.raises(RenderError, match="使えない文字"):
        small(Paragraph(inlines=words(text)))


def test_markup_in_text_stays_text() -> None:
    link = Link(text="<w:t>&", href='https://example.jp/"><w:p/>')
    body = docx_part(
        small(Paragraph(inlines=(Text(text="]]><w:br/>&lt;"), link))), "word/document.xml"
    )
    assert paragraphs(body) == [("Normal", "]]><w:br/>&lt;<w:t>&")]


def test_a_tab_in_text_is_a_tab() -> None:
    body = docx_part(small(Paragraph(inlines=words("左\t右"))), "word/document.xml")
    run = found(body, "//w:r")[0]
    assert [etree.QName(child).localname for child in run] == ["t", "tab", "t"]
