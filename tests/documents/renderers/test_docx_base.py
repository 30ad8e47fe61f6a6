"""An uploaded base document is refused where it lacks a style, runs something or leads outside."""

import pytest

from documents.renderers.docx_base import BaseError, check_base, own_styles
from documents.renderers.docx_template import OWN_BASE
from documents.renderers.errors import RenderError
from tests.documents.renderers.base_parts import (
    TYPES,
    base_where,
    base_with,
    own_parts,
    relations,
    zipped,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAVE = "Wordで開き、「Word文書（.docx）」として保存し直してください。"


def problems(data: bytes) -> tuple[str, ...]:
    with pytest.raises(BaseError) as refused:
        check_base(data)
    return refused.value.problems


def fields(content: str) -> bytes:
    return base_with(**{"word/header9.xml": f'<w:hdr xmlns:w="{W}"><w:p>{content}</w:p></w:hdr>'})


def instruction(*pieces: str) -> str:
    texts = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{texts}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_our_own_base_has_every_style() -> None:
    report = check_base(OWN_BASE.read_bytes())
    assert (len(report.styles), report.filled_in) == (len(own_styles()), ())


def test_styles_are_known_by_their_names_whatever_their_ids_and_case() -> None:
    data = base_where(
        "word/styles.xml",
        'w:styleId="Heading1"><w:name w:val="heading 1"/>',
        'w:styleId="10"><w:name w:val="Heading 1"/>',
    )
    assert check_base(data).filled_in == ()


def test_a_style_that_is_not_needed_is_filled_in() -> None:
    data = base_where("word/styles.xml", 'w:val="表紙の日付"', 'w:val="表紙の日"')
    assert check_base(data).filled_in == ("表紙の日付",)


def test_needed_styles_that_are_missing_are_named_as_word_shows_them() -> None:
    text = own_parts()["word/styles.xml"].decode()
    for level in (1, 3):
        text = text.replace(f'w:val="heading {level}"', f'w:val="other {level}"')
    assert problems(base_with(**{"word/styles.xml": text})) == (
        "必要なスタイルがありません：「見出し 1」、「見出し 3」。"
        "Wordの「スタイル」で一度その見出しを使い、保存し直してください。",
    )


def test_a_style_of_another_kind_is_none() -> None:
    data = base_where(
        "word/styles.xml",
        '<w:style w:type="paragraph" w:styleId="Heading2">',
        '<w:style w:type="character" w:styleId="Heading2">',
    )
    assert problems(data)[0].startswith("必要なスタイルがありません：「見出し 2」。")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "ファイルが空です。"),
        (b"%PDF-1.7 " + bytes(100), "Word文書（.docx）ではありません。" + SAVE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "パスワードで保護されているか、古い形式（.doc）のファイルです。パスワードを外し、"
            "「Word文書（.docx）」として保存してください。",
        ),
        (b"PK\x03\x04" + bytes(100), "ファイルが壊れています。" + SAVE),
        (zipped({"a.xml": b"<a/>"}), "Word文書（.docx）ではありません。" + SAVE),
        (
            b"PK\x03\x04" + bytes(11 * 1024 * 1024),
            "ファイルが大きすぎます（11.0MB）。10MBまでです。",
        ),
        (
            base_with(**{"word/media/image1.png": bytes(60 * 1024 * 1024)}),
            "ファイルの中身が大きすぎます。展開して40MBまでです。使っていない文章・画像を消してください。",
        ),
        (
            base_with(**{"word/vbaProject.bin": b""}),
            "マクロか、その割り当てが入っています。マクロのない「Word文書（.docx）」で保存してください。",
        ),
        (
            base_where(TYPES, "document.main+xml", "template.main+xml"),
            "テンプレート（.dotx）です。" + SAVE,
        ),
        (
            base_where(
                TYPES,
                "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "vnd.ms-word.document.macroEnabled.main+xml",
            ),
            "マクロが入る形式（.docm、.dotm）です。マクロのない「Word文書（.docx）」で保存してください。",
        ),
        (
            base_where(
                "_rels/.rels",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
                "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
            ),
            "「Strict Open XML 文書」の形式です。" + SAVE,
        ),
        (
            base_with(**{"word/embeddings/oleObject1.bin": b""}),
            "埋め込まれたファイルや部品（OLE、ActiveX）が入っています。取り除いてください。",
        ),
        (
            base_with(**{"word/afchunk1.html": b"<p/>"}),
            "埋め込まれたファイルや部品（OLE、ActiveX）が入っています。取り除いてください。",
        ),
        (
            base_with(**{"word/theme/theme1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "ファイルの中のXMLを読めません。" + SAVE,
        ),
        (
            base_with(**{"word/header1.xml": "<w:hdr"}),
            "ファイルの中のXMLを読めません。" + SAVE,
        ),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_is_no_plain_word_document_is_refused(data: bytes, expected: str) -> None:
    assert problems(data) == (expected,)


@pytest.mark.parametrize(
    ("part", "kind", "what"),
    [
        ("word/_rels/settings.xml.rels", "attachedTemplate", "ひな形（テンプレート）"),
        ("word/_rels/header1.xml.rels", "image", "画像"),
        ("word/_rels/header1.xml.rels", "oleObject", "埋め込みオブジェクト"),
        ("word/_rels/header1.xml.rels", "somethingNew", "ほかのファイル"),
    ],
)
def test_links_out_of_the_file_are_refused(part: str, kind: str, what: str) -> None:
    data = base_with(**{part: relations(kind, "https://example.jp/x", "External")})
    assert problems(data) == (
        f"ファイルの外にある{what}へのリンクが入っています。消してください。",
    )


def test_a_hyperlink_in_the_text_is_no_harm_for_that_is_not_taken() -> None:
    name = "word/_rels/document.xml.rels"
    link = relations("hyperlink", "https://example.jp/", "External").replace("rId1", "rId900")
    one = link[link.index("<Relationship ") : link.index("</Relationships>")]
    data = base_where(name, "</Relationships>", f"{one}</Relationships>")
    assert check_base(data).filled_in == ()


def test_a_hyperlink_in_a_head_is_refused_for_it_would_be_printed_on() -> None:
    part = relations("hyperlink", "https://example.jp/", "External")
    assert problems(base_with(**{"word/_rels/header1.xml.rels": part})) == (
        "ファイルの外にあるページやメールへのリンクが入っています。消してください。",
    )


@pytest.mark.parametrize(
    "content",
    [
        instruction(" DDEAUTO excel x "),
        instruction("DDE", "AUTO excel x"),
        '<w:fldSimple w:instr=" ddeauto excel x "/>',
        "<w:r><w:instrText>DDEAUTO excel</w:instrText></w:r>",
    ],
)
def test_fields_that_call_programs_are_refused(content: str) -> None:
    assert (
        "プログラムやほかのファイルを呼ぶフィールド（DDEAUTO）が入っています。消してください。"
        in problems(fields(content))
    )


def test_fields_of_pages_are_no_harm() -> None:
    assert check_base(fields(instruction(" PAGE "))).filled_in == ()


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = own_parts()["word/styles.xml"].decode().replace('"heading 1"', '"other 1"')
    data = base_with(
        **{
            "word/styles.xml": text,
            "word/_rels/settings.xml.rels": relations("attachedTemplate", "file:///x", "External"),
            "word/header9.xml": f'<w:hdr xmlns:w="{W}"><w:p>{instruction(" LINK x ")}</w:p></w:hdr>',
        }
    )
    assert [problem[:6] for problem in problems(data)] == [
        "ファイルの外",
        "プログラムや",
        "必要なスタイ",
    ]


def test_it_is_an_error_of_rendering_with_the_problems_for_words() -> None:
    with pytest.raises(RenderError, match=r"^ファイルが空です。$"):
        check_base(b"")


def test_a_link_to_a_part_that_is_not_there_is_refused() -> None:
    part = relations("image", "media/image1.png")
    data = base_with(**{"word/_rels/header1.xml.rels": part})
    assert problems(data) == ("ファイルが壊れています。" + SAVE,)
