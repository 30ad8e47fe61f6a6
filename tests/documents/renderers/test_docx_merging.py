"""A document in the styles of a body's own base."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from documents.renderers.docx import render_docx
from documents.renderers.docx_base import BaseError, check_base
from documents.renderers.docx_template import OWN_BASE
from documents.renderers.errors import RenderError
from documents.tree import strings_of
from tests.documents.extraction import W, differences, docx_extract, docx_part
from tests.documents.renderers.base_parts import base_where, base_with, own_parts, town_base
from tests.documents.renderers.docx_parts import based, found, sample, small

SHA256 = "0" * 64


@pytest.fixture(scope="module")
def data() -> bytes:
    return based(town_base())


@pytest.fixture(scope="module")
def styles(data: bytes) -> Any:
    return docx_part(data, "word/styles.xml")


def style(styles: Any, name: str) -> Any:
    """Return the one style of a name."""
    (one,) = found(styles, f"//w:style[w:name/@w:val='{name}']")
    return one


def test_a_base_that_is_named_and_not_handed_in_fails_the_render() -> None:
    with pytest.raises(RenderError, match=r"ひな形（\.docx）がありません"):
        small(base_document=SHA256)


def test_a_base_that_is_handed_in_and_not_named_is_not_looked_at() -> None:
    document = replace(sample(), nodes=())
    assert render_docx(document, base=b"no base") == render_docx(document)


def test_a_base_that_is_refused_fails_the_render() -> None:
    document = replace(sample(), nodes=(), base_document=SHA256)
    with pytest.raises(BaseError, match="壊れています"):
        render_docx(document, base=b"PK\x03\x04 broken")


def test_the_text_is_whole_and_in_order(data: bytes) -> None:
    for shared in (True, False):
        assert differences(strings_of(sample()), docx_extract(data, shared=shared).text) == []


def test_nothing_of_the_text_of_the_base_is_taken(data: bytes) -> None:
    assert "町の文" not in docx_extract(data).text


def test_the_styles_of_the_base_look_as_it_says(styles: Any) -> None:
    heading = style(styles, "Heading 1")
    assert heading.get(f"{W}styleId") == "Heading1"
    assert found(heading, ".//w:color/@w:val") == ["006600"]
    assert found(styles, "//w:docDefaults//w:rFonts/@w:eastAsia") == ["游明朝"]


def test_styles_that_it_lacks_are_ours_with_its_fonts(styles: Any) -> None:
    label = style(styles, "小見出し")
    assert (label.get(f"{W}styleId"), found(label, ".//w:rFonts/@w:eastAsia")) == (
        "Label",
        ["メイリオ"],
    )
    assert found(style(styles, "heading 4"), ".//w:outlineLvl/@w:val") == ["3"]


def test_a_style_of_its_own_keeps_its_name_and_gives_way_with_its_id(styles: Any) -> None:
    assert style(styles, "町のラベル").get(f"{W}styleId") == "Label-2"


def test_its_own_numbers_of_headings_give_way_to_the_trees(data: bytes, styles: Any) -> None:
    numbering = docx_part(data, "word/numbering.xml")
    (outline,) = found(styles, "//w:style[@w:styleId='Heading1']//w:numId/@w:val")
    (abstract,) = found(numbering, f"//w:num[@w:numId='{outline}']/w:abstractNumId/@w:val")
    texts = found(
        numbering, f"//w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl/w:lvlText/@w:val"
    )
    assert texts[:2] == ["Ⅰ\u3000", "第%2章\u3000"]


def test_additions_of_newer_programs_are_left_out(styles: Any) -> None:
    foreign = [e for e in styles.iter() if not str(e.tag).startswith(W)]
    assert foreign == []


def test_pages_are_as_large_as_its_pages_and_turned_ones_too(data: bytes) -> None:
    body = docx_part(data, "word/document.xml")
    sizes = [
        (size.get(f"{W}w"), size.get(f"{W}h"), size.get(f"{W}orient"))
        for size in found(body, "//w:pgSz")
    ]
    assert set(sizes) == {("11906", "16838", None), ("16838", "11906", "landscape")}
    assert set(found(body, "//w:pgMar/@w:left")) == {"1701"}
    assert set(found(body, "//w:docGrid/@w:linePitch")) == {"360"}
    widths = {
        sum(map(int, found(table, "w:tblGrid/w:gridCol/@w:w"))) for table in found(body, "//w:tbl")
    }
    assert widths == {11906 - 2 * 1701, 16838 - 2 * 1701}


def test_its_head_with_its_picture_stands_before_ours(data: bytes) -> None:
    head = docx_part(data, "word/header1.xml")
    assert found(head, "//w:t/text()") == ["町の頭", "柱の文字"]
    relations = docx_part(data, "word/_rels/header1.xml.rels")
    assert [entry.get("Target") for entry in relations] == ["media/base1.png"]


def test_its_foot_with_a_page_number_needs_only_the_marks(data: bytes) -> None:
    foot = docx_part(data, "word/footer1.xml")
    assert found(foot, "//w:t/text()") == ["町の足", "1", "素案"]
    assert found(foot, "//w:instrText") == []


def test_a_page_too_small_to_read_is_not_taken() -> None:
    base = base_where("word/document.xml", 'w:left="1418"', 'w:left="9999"')
    body = docx_part(small_on(base), "word/document.xml")
    assert found(body, "//w:pgMar/@w:left") == ["1418"]


def small_on(base: bytes) -> bytes:
    document = replace(sample(), nodes=(), footnotes=(), base_document=SHA256)
    return render_docx(document, base=base)


def test_our_own_base_is_a_base_as_well() -> None:
    data = based(OWN_BASE.read_bytes())
    assert check_base(data).filled_in == ()
    assert differences(strings_of(sample()), docx_extract(data).text) == []


def test_what_was_rendered_is_a_base_again(data: bytes) -> None:
    again = based(data)
    assert differences(strings_of(sample()), docx_extract(again).text) == []
    names = found(docx_part(again, "word/styles.xml"), "//w:style/w:name/@w:val")
    assert len(names) == len(set(names))


def test_a_style_based_on_itself_does_no_harm() -> None:
    base = base_where(
        "word/styles.xml",
        '<w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>',
        '<w:name w:val="heading 1"/><w:basedOn w:val="Heading1"/>',
    )
    assert etree.QName(docx_part(small_on(base), "word/document.xml")).localname == "document"


def test_the_title_of_the_contents_is_not_counted_with_the_parts(data: bytes) -> None:
    # In Word's own template it is a heading 1 by another name, which the numbers hang on.
    (title,) = found(docx_part(data, "word/document.xml"), "//w:sdtContent/w:p[1]/w:pPr")
    assert [etree.QName(each).localname for each in title] == [
        "pStyle",
        "pageBreakBefore",
        "numPr",
    ]
    assert found(title, "w:numPr/w:numId/@w:val") == ["0"]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/numbering.xml", 'w:abstractNumId="1"', 'w:abstractNumId="x"'),
        ("word/document.xml", "w:body", "w:nobody"),
    ],
)
def test_what_only_looks_like_a_word_document_is_refused(part: str, old: str, new: str) -> None:
    text = own_parts()[part].decode()
    assert old in text
    changed = text.replace(old, new)
    with pytest.raises(BaseError, match="壊れています"):
        small_on(base_with(**{part: changed}))


def test_latin_words_are_english_whether_the_base_says_nothing_or_japanese() -> None:
    def languages(data: bytes) -> list[tuple[str, str]]:
        root = docx_part(data, "word/styles.xml")
        path = "/w:styles/w:docDefaults/w:rPrDefault/w:rPr/w:lang"
        return [(one.get(f"{W}val"), one.get(f"{W}eastAsia")) for one in found(root, path)]

    japanese = base_where("word/styles.xml", 'w:lang w:val="en-US"', 'w:lang w:val="ja-JP"')
    assert languages(based(town_base())) == [("en-US", "ja-JP")]
    assert languages(based(japanese)) == [("en-US", "ja-JP")]
