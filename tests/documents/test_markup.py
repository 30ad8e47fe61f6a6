"""Blocks as restricted Markdown and back, line by line."""

import pytest

from documents.content import (
    Block,
    ListBlock,
    ListItem,
    Note,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    TermNote,
)
from documents.markup import (
    MarkupError,
    ParseResult,
    from_markup,
    to_markup,
)
from tests.documents.small_bodies import (
    CHART,
    FIGURE,
    blocks_of,
    bold,
    footnote,
    items,
    link,
    paragraph,
    read,
    table,
    term,
    unexpected,
)

# --- shapes of lines -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\u3000\n", ()),
        ("あ\nい", (paragraph("あ\nい"),)),
        ("あ\n\n \n\nい", (paragraph("あ"), paragraph("い", "n2"))),
        ("- あ\n- い", (items((0, "あ"), (0, "い")),)),
        ("- あ\n  - い\n    - う\n- え", (items((0, "あ"), (1, "い"), (2, "う"), (0, "え")),)),
        ("1. あ\n1. い", (items((0, "あ"), (0, "い"), ordered=True),)),
        ("7. あ\n  3. い", (items((0, "あ"), (1, "い"), ordered=True),)),
        ("-", (items((0, "")),)),
        ("1.", (items((0, ""), ordered=True),)),
        # Levels that jump are drawn in.
        ("    - あ\n      - い", (items((0, "あ"), (1, "い")),)),
        ("- あ\n\u3000- い\n\t- う", (items((0, "あ"), (1, "い"), (1, "う")),)),
        # The other sign: a new list outside, text inside.
        (
            "- あ\n1. い",
            (
                ListBlock(uid="n1", items=(ListItem(uid="n2", text="あ"),)),
                ListBlock(uid="n3", items=(ListItem(uid="n4", text="い"),), ordered=True),
            ),
        ),
        ("- あ\n  1. い", (items((0, "あ"), (1, "1. い")),)),
        ("1. あ\n  - い", (items((0, "あ"), (1, "い"), ordered=True),)),
        # Counting goes on behind an empty line, or starts anew.
        ("1. あ\n\n2. い", (items((0, "あ"), (0, "い"), ordered=True),)),
        (
            "1. あ\n\n1. い",
            (
                ListBlock(uid="n1", items=(ListItem(uid="n2", text="あ"),), ordered=True),
                ListBlock(uid="n3", items=(ListItem(uid="n4", text="い"),), ordered=True),
            ),
        ),
        # A line of another shape begins a new block without an empty line.
        (
            "次のとおり\n- あ\nです",
            (
                paragraph("次のとおり"),
                ListBlock(uid="n2", items=(ListItem(uid="n3", text="あ"),)),
                paragraph("です", "n4"),
            ),
        ),
        ("| あ | い |\n| 1 | 2 |", (table(("あ", "い"), ("1", "2"), header_rows=0),)),
        ("| あ | い |\n|---|---|\n| 1 | 2 |", (table(("あ", "い"), ("1", "2")),)),
        ("|あ|い|\n|:-----|-----:|\n|1|2|", (table(("あ", "い"), ("1", "2")),)),
        ("| あ |\n| い |\n|---|", (table(("あ",), ("い",), header_rows=2),)),
        (
            "|===|---|\n| あ | い |",
            (table(("あ", "い"), header_rows=0, header_column=True),),
        ),
        ("| あ | い |\n| 1 |", (table(("あ", "い"), ("1", ""), header_rows=0),)),
        ("| - | -- |\n| 1 | 2 |", (table(("-", "--"), ("1", "2"), header_rows=0),)),
        (
            "||\n|---|",
            (
                table(
                    ("",),
                ),
            ),
        ),
        (r"| a \| b | \\ |", (table(("a | b", "\\"), header_rows=0),)),
        ("| あ[[改行]]い |", (table(("あ\nい",), header_rows=0),)),
        (
            "表：手続の数\n| あ |\n出典：総務省",
            (table(("あ",), caption="手続の数", source="総務省", header_rows=0),),
        ),
        (
            "表:手続の数\n| あ |\n出典: 総務省",
            (table(("あ",), caption="手続の数", source="総務省", header_rows=0),),
        ),
        # Not directly at a table: text.
        (
            "表：題\n\n| あ |",
            (
                paragraph("表：題"),
                Table(
                    uid="n2",
                    rows=(TableRow(uid="n3", cells=(TableCell(text="あ"),)),),
                    header_rows=0,
                ),
            ),
        ),
        ("表：題\nあ", (paragraph("表：題\nあ"),)),
        ("出典：総務省", (paragraph("出典：総務省"),)),
        # No table: an end without a bar, a bar alone, a rule without rows.
        ("|x| は絶対値", (paragraph("|x| は絶対値"),)),
        ("|", (paragraph("|"),)),
        ("|---|---|", (paragraph("|---|---|"),)),
        (
            "表：題\n|---|\n出典：総務省",
            (paragraph("表：題\n|---|"), paragraph("出典：総務省", "n2")),
        ),
        ("> 題\n> 文1\n>文2\n>", (Note(uid="n1", title="題", text="文1\n文2\n"),)),
        (">\n> - 文", (Note(uid="n1", text="- 文"),)),
        ("> 題", (Note(uid="n1", title="題", text=""),)),
        # Literal signs at the start of a line.
        (
            "・あ\n* い\n# う\n１．え\n(1) お\n1.5倍\n-5%\n＞ か\n---",
            (paragraph("・あ\n* い\n# う\n１．え\n(1) お\n1.5倍\n-5%\n＞ か\n---"),),
        ),
        (
            "\\- あ\n\\1. い\n\\> う\n\\| え |\n\\  - お",
            (paragraph("- あ\n1. い\n> う\n| え |\n  - お"),),
        ),
        ("\\\\- あ", (paragraph("\\- あ"),)),
        ("\\あ\n\\1,000\n\\", (paragraph("\\あ\n\\1,000\n\\"),)),
        ("[[空]]", (paragraph(""),)),
        ("あ\n[[空]]\nい", (paragraph("あ\n\nい"),)),
        ("\u3000字下げ", (paragraph("\u3000字下げ"),)),
    ],
)
def test_lines_become_blocks(text: str, expected: tuple[Block, ...]) -> None:
    assert blocks_of(text) == expected


# --- marks inside a line ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("あ**い**う", paragraph("あいう", "n1", bold(1, 2))),
        ("**あ****い**", paragraph("あい", "n1", bold(0, 1), bold(1, 2))),
        ("**あ\nい**", paragraph("あ\nい", "n1", bold(0, 3))),
        ("[国](https://a.jp/)の", paragraph("国の", "n1", link(0, 1, "https://a.jp/"))),
        ("[国](http://a.jp/x_(y))", paragraph("国", "n1", link(0, 1, "http://a.jp/x_(y)"))),
        (r"[国](https://a.jp/\)\\)", paragraph("国", "n1", link(0, 1, "https://a.jp/)\\"))),
        (r"[\[国\]](https://a.jp/)", paragraph("[国]", "n1", link(0, 3, "https://a.jp/"))),
        ("あ[^fn-1]い", paragraph("あい", "n1", footnote(1, "fn-1"))),
        ("[[用語 t1 官民データ]]は", paragraph("官民データは", "n1", term(0, 5, "t1"))),
        ("**あ[い](https://a.jp/)う[^fn-1]**え", paragraph("あいうえ", "n1", bold(0, 1), link(1, 2, "https://a.jp/"), bold(2, 3), footnote(3, "fn-1"))),
        # Nothing that closes, nothing inside, nothing that fits: literal.
        ("**あ", paragraph("**あ")),
        ("****", paragraph("****")),
        ("2 * 3 * 4 _a_ `b`", paragraph("2 * 3 * 4 _a_ `b`")),
        ("[あ", paragraph("[あ")),
        ("[あ]", paragraph("[あ]")),
        ("[](https://a.jp/)", paragraph("[](https://a.jp/)")),
        ("[あ] (https://a.jp/)", paragraph("[あ] (https://a.jp/)")),
        ("資料[1](別紙)", paragraph("資料[1](別紙)")),
        ("表[1](2)", paragraph("表[1](2)")),
        ("[^]と[^ア]", paragraph("[^]と[^ア]")),
        ("[[図]]、[[図 x]]", paragraph("[[図]]、[[図 x]]")),
        ("<script>alert(1)</script>&amp;", paragraph("<script>alert(1)</script>&amp;")),
        # Escapes, only before the signs that need them.
        (r"\*\*あ\*\*", paragraph("**あ**")),
        (r"\[あ](https://a.jp/)", paragraph("[あ](https://a.jp/)")),
        (r"\[^fn-1]", paragraph("[^fn-1]")),
        (r"\[[用語 t1 あ]]", paragraph("[[用語 t1 あ]]")),
        (r"\[[空]]", paragraph("[[空]]")),
        (r"C:\temp\n \\ \_ \(", paragraph("C:\\temp\\n \\ \\_ \\(")),
    ],
)  # fmt: skip
def test_marks_are_read_and_everything_else_is_literal(text: str, expected: Paragraph) -> None:
    assert blocks_of(text, footnotes={"fn-1"}, terms=["t1"]) == (expected,)


@pytest.mark.parametrize(
    ("block", "markup"),
    [
        (paragraph("1. 総論\n- 5%\n* 3\n# 4\n> 5\n|6|"), "\\1. 総論\n\\- 5%\n* 3\n# 4\n\\> 5\n\\|6|"),
        (paragraph("\\- a\n\\1,000\n\\\\"), "\\\\- a\n\\1,000\n\\\\\\"),
        (paragraph("a * b ** c **"), "a * b \\** c \\**"),
        (paragraph("[1]と[a](b)"), "[1]と\\[a](b)"),
        (paragraph("[[図 x]]\n[[メモ]]"), "\\[[図 x]]\n[[メモ]]"),
        (paragraph("あ\n\nい"), "あ\n[[空]]\nい"),
        (paragraph(""), "[[空]]"),
        (paragraph(" あ "), "[[空]] あ [[空]]"),
        (paragraph("\u3000あ"), "\u3000あ"),
        (paragraph("あい", "n1", bold(0, 1), footnote(1, "f"), link(1, 2, "https://a/(b)")), r"**あ**[^f][い](https://a/\(b\))"),
        (paragraph("*あ*", "n1", bold(0, 3)), r"***あ\***"),
        (paragraph("^", "n1", link(0, 1, "https://a/")), "[[[空]]^](https://a/)"),
        (items((0, "あ\nい"), (1, ""), (1, "|"), (0, " う"), ordered=True), "1. あ[[改行]]い\n  1.\n  2. |\n2. [[空]] う"),
        (table(("a|b", "---"), ("---", "==="), caption="題", source="元"), "表：題\n| a\\|b | --- |\n|---|---|\n| [[空]]--- | === |\n出典：元"),
        (table(("a",), header_rows=0), "| a |"),
        (Note(uid="n1", title="題", text="- あ\n\nい"), "> 題\n> - あ\n>\n> い"),
        (FIGURE, "[[図 f1]]"),
        (CHART, "[[グラフ g1]]"),
        (TermNote(uid="n1", term="t1"), "[[用語 t1]]"),
    ],
)  # fmt: skip
def test_blocks_are_written_with_as_few_escapes_as_can_be(block: Block, markup: str) -> None:
    assert to_markup((block,)) == markup
    assert from_markup(markup, previous=(block,), new_uid=unexpected) == ParseResult((block,), ())


# --- errors keep the text --------------------------------------------------------------------

ADDRESS = "リンク先はhttp:// 又は https:// で始まるURLにしてください。"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("あ\n[い](javascript:alert)", 2, ADDRESS),
        ("[い](//a.jp/)", 1, ADDRESS),
        ("[い](a.example.jp/x)", 1, ADDRESS),
        ("[い](https://日本.jp/)", 1, ADDRESS),
        ("[い](mailto:a@example.jp)", 1, ADDRESS),
        ("**あ\n[い](ftp://a/)**", 2, ADDRESS),
        (f"[い](https://{'a' * 500})", 1, "リンク先は500字までにしてください。"),
        ("あ\n\n[^x]", 3, "脚注「x」がありません。"),
        ("[[用語 x 語]]", 1, "用語「x」がありません。"),
        ("[[用語 x]]", 1, "用語「x」がありません。"),
        ("あ\n[[図 x]]", 2, "図「x」がこの欄にありません。"),
        ("[[図 ○○]]", 1, "図「○○」がこの欄にありません。"),
        ("[[グラフ f1]]", 1, "グラフ「f1」がこの欄にありません。"),
        ("[[図 f1]]\n[[図 f1]]", 2, "図「f1」は、二か所には置けません。"),
        ("[[図 f1]]\n図は[[図 f1]]", 2, "「[[図 f1]]」は、それだけを一行に書いてください。"),
        (f"あ\n\n表：{'題' * 501}\n| a |", 3, "表の題は500字までです（501字あります）。"),
        (f"| a |\n出典：{'元' * 501}", 2, "表の出典は500字までです（501字あります）。"),
        (f"> {'題' * 501}", 1, "注の題は500字までです（501字あります）。"),
        (f"- あ\n- {'い' * 20001}", 2, "一つの段落・項目・欄は20,000字までです（20,001字あります）。"),
    ],
)  # fmt: skip
def test_an_error_names_its_line(text: str, line: int, message: str) -> None:
    assert read(text, (FIGURE,)).errors == (MarkupError(line, message),)


@pytest.mark.parametrize(
    "text",
    [
        "あ\n[い](javascript:alert)",
        "あ[^x]",
        "[[用語 x 語]]",
        "[[用語 x]]",
        "[[図 x]]",
        "図は[[図 f1]]",
    ],
)
def test_what_has_an_error_stays_as_it_was_typed(text: str) -> None:
    result = read(text, (FIGURE,))
    assert (result.blocks, len(result.errors)) == ((paragraph(text),), 1)


def test_at_most_twenty_errors_are_told() -> None:
    assert [error.line for error in read("[^x]\n" * 30).errors] == list(range(1, 21))
