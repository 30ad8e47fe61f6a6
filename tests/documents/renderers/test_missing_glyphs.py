"""A character that no font has is named with its place; emoji are printed."""

import subprocess
from pathlib import Path

import pytest

from documents.renderers.errors import RenderError
from documents.renderers.missing_glyphs import missing_characters, unprintable
from documents.renderers.pdf import render_pdf
from documents.tree import Document, Footnote, Heading, Paragraph, Text

# Written by no script of Unicode: a private character, which no font of the documents has.
PRIVATE = "\U000f1234"


def document(text: str, *, footnote: str = "") -> Document:
    return Document(
        title="題",
        author="町",
        subject="",
        header="柱",
        nodes=(
            Paragraph(inlines=(Text(text="前文"),)),
            Heading(level=1, number="第1章", text="総則", anchor="c-1"),
            Paragraph(inlines=(Text(text=text),)),
        ),
        footnotes=(Footnote(number=1, inlines=(Text(text=footnote),)),) if footnote else (),
    )


def test_emoji_are_printed(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(render_pdf(document("お城🏯と☃と🗾")).data)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    assert "お城🏯と☃と🗾" in text.stdout
    fonts = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True)
    assert "Symbola" in fonts.stdout


def test_a_character_of_no_font_is_named_with_its_place() -> None:
    with pytest.raises(RenderError) as refusal:
        render_pdf(document(f"外字{PRIVATE}です"))
    assert str(refusal.value) == (
        "印刷用のフォントにない文字があります：（U+F1234、「第1章　総則」の中）。"
        "ほかの文字や言葉に書き換えてください。この文字を使う必要があるときは、"
        "その文字を含むフォントを入れるよう、管理者に依頼してください。"
    )


@pytest.mark.parametrize(
    ("one", "named"),
    [
        (document("🪄"), "「🪄」（U+1FA84、「第1章　総則」の中）"),
        (document("字", footnote="🪄"), "「🪄」（U+1FA84、脚注）"),
        (document("字"), "「🪄」（U+1FA84）"),
    ],
)
def test_the_place_is_the_heading_above_or_the_footnote(one: Document, named: str) -> None:
    assert (
        unprintable(one, ("🪄",)).split("。")[0] == f"印刷用のフォントにない文字があります：{named}"
    )


def test_many_characters_are_counted() -> None:
    said = unprintable(document("字"), tuple("あいうえおかき"))
    assert "「お」（U+304A）ほか2字。" in said


def test_only_missing_glyphs_count() -> None:
    line = '.notdef glyph rendered for Unicode string unsupported by fonts: "x" (U+1FA84)'
    assert missing_characters([line, "Failed to load image (U+0041)", line]) == ("🪄",)
