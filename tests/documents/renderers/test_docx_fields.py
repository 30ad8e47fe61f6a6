"""Captions, lists of contents and cross-references are fields with the right words in them."""

from dataclasses import replace
from typing import Any

from documents.numbering import NumberStyle
from documents.tree import (
    Caption,
    CaptionKind,
    Cell,
    Contents,
    ContentsEntry,
    Counter,
    Heading,
    Paragraph,
    Reference,
    Table,
)
from tests.documents.extraction import docx_part
from tests.documents.renderers.docx_parts import found, sample_docx, small, words

HEADING = Heading(
    level=1,
    number="第1章",
    text="題",
    anchor="c-1",
    counter=Counter(style=NumberStyle.CHAPTER, depth=1, value=1),
)


def table(number: int, anchor: str = "") -> Table:
    return Table(
        head=(),
        rows=((Cell(paragraphs=(words("値"),)),),),
        widths=(1,),
        caption=Caption(kind=CaptionKind.TABLE, number=number, text="表の題"),
        anchor=anchor,
    )


def fields(paragraph: Any) -> list[tuple[str, str]]:
    """Instruction and result of the fields of a paragraph; names of bookmarks are left out."""
    result: list[tuple[str, str]] = []
    inside = False
    for element in found(paragraph, ".//w:instrText | .//w:fldChar | .//w:t"):
        kind = "".join(found(element, "@w:fldCharType"))
        if kind == "separate":
            inside = True
        elif kind == "end":
            inside = False
        elif element.tag.endswith("instrText"):
            first, *rest = element.text.split()
            kept = [word for word in rest if not word.startswith("_")]
            result.append((" ".join((first, *kept)), ""))
        elif inside:
            result[-1] = (result[-1][0], result[-1][1] + element.text)
    return result


def captions(data: bytes, style: str = "Caption") -> list[tuple[str, list[tuple[str, str]]]]:
    body = docx_part(data, "word/document.xml")
    return [
        ("".join(found(one, ".//w:t/text()")), fields(one))
        for one in found(body, f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")
    ]


def test_captions_are_numbered_by_fields() -> None:
    assert captions(small(table(1), table(2))) == [
        ("表1\u3000表の題", [("SEQ 表 \\* ARABIC", "1")]),
        ("表2\u3000表の題", [("SEQ 表 \\* ARABIC", "2")]),
    ]


def test_a_number_that_does_not_follow_is_set() -> None:
    assert captions(small(table(3), table(4))) == [
        ("表3\u3000表の題", [("SEQ 表 \\* ARABIC \\r 3", "3")]),
        ("表4\u3000表の題", [("SEQ 表 \\* ARABIC", "4")]),
    ]


def test_what_is_printed_again_refers_to_its_first_number_and_is_not_counted() -> None:
    assert captions(small(table(1), table(2), table(1), table(3))) == [
        ("表1\u3000表の題", [("SEQ 表 \\* ARABIC", "1")]),
        ("表2\u3000表の題", [("SEQ 表 \\* ARABIC", "2")]),
        ("表1\u3000表の題", [("REF \\h", "表1")]),
        ("表3\u3000表の題", [("SEQ 表 \\* ARABIC", "3")]),
    ]


def test_label_and_number_of_a_caption_are_a_bookmark() -> None:
    body = docx_part(small(table(1, "t-1")), "word/document.xml")
    (caption,) = found(body, "//w:p[w:pPr/w:pStyle/@w:val='Caption']")
    outer, inner = found(caption, "w:bookmarkStart/@w:id")
    begin = f"w:bookmarkStart[@w:id='{inner}']"
    after = f"following-sibling::w:bookmarkEnd[@w:id='{inner}']"
    assert (
        "".join(found(caption, f"w:r[preceding-sibling::{begin}][{after}]/w:t/text()")),
        "".join(
            found(caption, f"w:r[preceding-sibling::w:bookmarkStart[@w:id='{outer}']]/w:t/text()")
        ),
    ) == ("表1", "表1\u3000表の題")


def test_the_list_of_figures_and_that_of_tables_are_fields() -> None:
    body = docx_part(sample_docx(), "word/document.xml")
    lists = [
        instruction.strip()
        for instruction in found(body, "//w:instrText/text()")
        if instruction.strip().startswith("TOC")
    ]
    assert lists == ['TOC \\o "1-3" \\h \\z', 'TOC \\h \\z \\c "図"', 'TOC \\h \\z \\c "表"']
    entries = [
        "".join(found(one, ".//w:t/text()"))
        for one in found(body, "//w:p[w:pPr/w:pStyle/@w:val='TableofFigures']")
    ]
    assert [entry.partition("\u3000")[0] for entry in entries] == [
        *(f"図{number}" for number in range(1, 7)),
        *(f"表{number}" for number in range(1, 4)),
    ]


def test_lists_of_contents_that_follow_one_another_stand_on_one_page() -> None:
    contents = Contents(
        title="目次",
        entries=(ContentsEntry(level=1, number="第1章", text="題", anchor="c-1"),),
    )
    of_tables = Contents(
        title="図表目次",
        entries=(ContentsEntry(level=1, number="表1", text="表の題", anchor="t-1"),),
        captions=CaptionKind.TABLE,
    )
    body = docx_part(small(contents, of_tables, HEADING, table(1, "t-1")), "word/document.xml")
    titles = found(body, "//w:p[w:pPr/w:pStyle/@w:val='TOCHeading']")
    assert [found(one, "w:pPr/w:pageBreakBefore/@w:val") for one in titles] == [[], ["0"]]
    (heading,) = found(body, "//w:p[w:pPr/w:pStyle/@w:val='Heading1']")
    assert len(found(heading, "w:pPr/w:pageBreakBefore")) == 1


def reference(text: str = "題", number: str = "第1章") -> Paragraph:
    return Paragraph(inlines=(Reference(number=number, text=text, anchor="c-1"),))


def said(data: bytes) -> list[tuple[str, list[tuple[str, str]]]]:
    body = docx_part(data, "word/document.xml")
    last = found(body, "w:body/w:p")[-1]
    return [("".join(found(last, ".//w:t/text()")), fields(last))]


def test_a_reference_is_the_number_and_the_words_of_its_heading() -> None:
    assert said(small(HEADING, reference())) == [
        ("第1章\u3000題", [("REF \\n \\h", "第1章\u3000"), ("REF \\h", "題")])
    ]


def test_words_that_are_not_those_of_the_place_are_a_link() -> None:
    data = small(HEADING, reference("題の抜き書き…"))
    assert said(data) == [("第1章\u3000題の抜き書き…", [("REF \\n \\h", "第1章\u3000")])]
    body = docx_part(data, "word/document.xml")
    assert found(body, "//w:hyperlink/w:r/w:t/text()") == ["題の抜き書き…"]


def test_a_bullet_has_no_number_to_refer_to() -> None:
    counter = Counter(style=NumberStyle.DOT, depth=1, value=1)
    heading = replace(HEADING, number="・", counter=counter)
    assert said(small(heading, reference(number="・"))) == [("・題", [("REF \\h", "題")])]


def test_the_bookmark_of_a_heading_holds_its_words_without_marks() -> None:
    heading = replace(HEADING, marks=("【再掲】",))
    body = docx_part(small(heading, reference()), "word/document.xml")
    inside = "//w:r[preceding-sibling::w:bookmarkStart][following-sibling::w:bookmarkEnd]"
    assert found(body, f"{inside}/w:t/text()") == ["題"]


def test_a_line_of_fields_is_not_stretched() -> None:
    body = docx_part(small(HEADING, reference()), "word/document.xml")
    assert found(found(body, "w:body/w:p")[-1], "w:pPr/w:jc/@w:val") == ["left"]
