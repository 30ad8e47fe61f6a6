"""The DOCX as a package: its parts, styles, head and foot, properties."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from documents.renderers.errors import RenderError
from documents.tree import Typeface
from tests.documents.extraction import W, docx_part
from tests.documents.renderers.docx_parts import found, sample_docx, small
from tests.documents.samples import everything


@pytest.fixture(scope="module")
def data() -> bytes:
    return sample_docx()


def test_word_libraries_open_it(data: bytes) -> None:
    assert len(docx.Document(BytesIO(data)).paragraphs) > 100


def test_every_style_in_use_exists(data: bytes) -> None:
    known = set(found(docx_part(data, "word/styles.xml"), "//w:style/@w:styleId"))
    used: set[str] = set()
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                part = etree.fromstring(archive.read(name))
                used |= set(
                    found(part, "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")
                )
    assert used - known == set()
    assert {"Title", "Heading1", "TOC1", "ListBullet3", "NoteBox", "FootnoteText"} <= used


def test_relationships_lead_to_parts_of_known_type(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        relations = etree.fromstring(archive.read("word/_rels/document.xml.rels"))
        types = etree.fromstring(archive.read("[Content_Types].xml"))
    inner = {
        f"word/{relation.get('Target')}"
        for relation in relations
        if relation.get("TargetMode") != "External"
    }
    assert inner - names == set()
    overridden = {entry.get("PartName") for entry in types if entry.get("PartName")}
    extensions = {entry.get("Extension") for entry in types if entry.get("Extension")}
    typed = {
        name for name in names if f"/{name}" in overridden or name.rpartition(".")[2] in extensions
    }
    assert names - typed == set()
    assert {"/word/footnotes.xml", "/word/charts/chart4.xml", "/word/header2.xml"} <= overridden


def test_links_outside_are_the_only_outer_relationships(data: bytes) -> None:
    relations = docx_part(data, "word/_rels/document.xml.rels")
    outer = [
        (relation.get("Type").rpartition("/")[2], relation.get("Target"))
        for relation in relations
        if relation.get("TargetMode") == "External"
    ]
    assert sorted(outer) == [
        ("hyperlink", "https://example.jp/a?b=1&c=2"),
        ("hyperlink", "https://example.jp/case"),
        ("hyperlink", "https://example.jp/kikaku"),
        ("hyperlink", "https://example.jp/plan"),
    ]


def test_japanese_fonts_and_language_stand_in_the_styles(data: bytes) -> None:
    styles = docx_part(data, "word/styles.xml")
    defaults = "//w:docDefaults//w:rPr"
    assert found(styles, f"{defaults}/w:rFonts/@w:eastAsia") == ["BIZ UD明朝"]
    assert found(styles, f"{defaults}/w:lang/@w:eastAsia") == ["ja-JP"]
    heading = "//w:style[@w:styleId='Heading1']//w:rFonts/@w:eastAsia"
    assert found(styles, heading) == ["BIZ UDゴシック"]


def test_headings_have_their_outline_levels(data: bytes) -> None:
    styles = docx_part(data, "word/styles.xml")
    levels = [
        found(styles, f"//w:style[@w:styleId='Heading{level}']//w:outlineLvl/@w:val")
        for level in range(1, 7)
    ]
    assert levels == [["0"], ["1"], ["2"], ["3"], ["4"], ["5"]]


def test_head_and_foot(data: bytes) -> None:
    assert found(docx_part(data, "word/header1.xml"), "//w:t/text()") == ["柱の文字"]
    assert found(docx_part(data, "word/footer1.xml"), "//w:t/text()") == ["素案"]
    assert found(docx_part(data, "word/footer1.xml"), "//w:instrText/text()") == [" PAGE "]
    assert found(docx_part(data, "word/header2.xml"), "//w:t/text()") == []
    assert found(docx_part(data, "word/footer2.xml"), "//w:t/text()") == ["素案"]
    section = found(docx_part(data, "word/document.xml"), "//w:sectPr")[0]
    references = [
        (etree.QName(child).localname, child.get(f"{W}type"))
        for child in section
        if child.get(f"{W}type")
    ]
    assert references == [
        ("headerReference", "default"),
        ("headerReference", "first"),
        ("footerReference", "default"),
        ("footerReference", "first"),
    ]


def test_properties_name_the_organization_and_no_library(data: bytes) -> None:
    properties = docx.Document(BytesIO(data)).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        everything().title,
        "架空県",
        "架空県",
    )
    assert (properties.subject, properties.language) == ("副題の文字", "ja-JP")
    created = properties.created
    assert created is not None
    assert created.date() == date(2020, 3, 31)
    with ZipFile(BytesIO(data)) as archive:
        parts = b"".join(archive.read(name) for name in archive.namelist())
    assert b"python" not in parts


def test_a_draft_has_no_date() -> None:
    assert docx.Document(BytesIO(small())).core_properties.created is None


def test_the_hash_of_an_edition_is_a_property(data: bytes) -> None:
    properties = docx_part(data, "docProps/custom.xml")
    assert [(one.get("name"), "".join(one.itertext())) for one in properties] == [
        ("内容のSHA-256", "0" * 64)
    ]
    with ZipFile(BytesIO(small())) as archive:
        assert "docProps/custom.xml" not in archive.namelist()


def test_no_program_is_named(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        assert "docProps/app.xml" not in archive.namelist()


def test_the_faces_of_text_and_headings_can_be_chosen() -> None:
    data = small(body_face=Typeface.GOTHIC, heading_face=Typeface.MINCHO)
    styles = docx_part(data, "word/styles.xml")
    body, heading = (
        found(styles, f"{path}/w:rFonts/@w:eastAsia")
        for path in ("//w:docDefaults//w:rPr", "//w:style[@w:styleId='Heading1']/w:rPr")
    )
    assert (body, heading) == (["BIZ UDゴシック"], ["BIZ UD明朝"])


def test_rules_of_japanese_typesetting_hold_for_all_text(data: bytes) -> None:
    defaults = found(docx_part(data, "word/styles.xml"), "//w:pPrDefault/w:pPr/*")
    assert [etree.QName(one).localname for one in defaults] == [
        "widowControl",
        "kinsoku",
        "overflowPunct",
    ]


def test_names_of_our_own_styles_are_japanese(data: bytes) -> None:
    styles = found(docx_part(data, "word/styles.xml"), "//w:style")
    names = [found(one, "w:name/@w:val")[0] for one in styles]
    own = [name for name in names if not name.isascii()]
    assert own == [
        "表紙の紋章",
        "表紙の団体名",
        "表紙の日付",
        "表紙の印",
        "前付の見出し",
        "小見出し",
        "出典",
        "箇条の文",
        "図の題",
        "図",
        "注記",
        "図の箱",
        "図の間",
        "表の文字",
        "表の見出し",
        "表の年度",
        "表の間",
        "ページ下の印",
        "計画の表",
        "奥付の表",
        "図の枠",
    ]


def test_dates_in_the_package_are_fixed(data: bytes) -> None:
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])


def test_the_accent_colours_titles_and_rules() -> None:
    styles = docx_part(small(accent="#a01234"), "word/styles.xml")
    colours = found(styles, "//w:style[@w:styleId='Heading1']//w:color/@w:val")
    rules = found(styles, "//w:style[@w:styleId='Heading1']//w:bottom/@w:color")
    assert (colours, rules) == (["A01234"], ["A01234"])


def test_an_accent_that_is_no_colour_is_refused() -> None:
    with pytest.raises(RenderError, match="見出しの色"):
        small(accent='"/><w:evil')


def test_latin_words_are_english_so_that_no_program_breaks_them_anywhere() -> None:
    styles = docx_part(small(), "word/styles.xml")
    (language,) = found(styles, "//w:lang")
    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("en-US", "ja-JP")
    settings = docx_part(small(), "word/settings.xml")
    assert found(settings, "//w:themeFontLang/@w:val") == ["en-US"]
