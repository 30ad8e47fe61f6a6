"""Blocks as restricted Markdown and back: nothing is lost, ids stay with what they were given to."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import alignment
from documents.alignment import align, similarity
from documents.content import (
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    Figure,
    ListBlock,
    ListItem,
    Mark,
    MarkKind,
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
    paragraphs_from_text,
    plain_text,
    to_markup,
    uids_of,
)
from documents.text import clean

steady = settings(derandomize=True, max_examples=300, deadline=None, database=None)


def unexpected() -> str:
    raise AssertionError("nothing here is new")


def numbered(prefix: str = "n") -> Callable[[], str]:
    numbers = iter(range(1, 10_000))
    return lambda: f"{prefix}{next(numbers)}"


def read(text: str, previous: tuple[Block, ...] = (), **kwargs: Any) -> ParseResult:
    return from_markup(text, previous=previous, new_uid=numbered(), **kwargs)


def blocks_of(text: str, previous: tuple[Block, ...] = (), **kwargs: Any) -> tuple[Block, ...]:
    result = read(text, previous, **kwargs)
    assert result.errors == ()
    return result.blocks


def paragraph(text: str, uid: str = "n1", *marks: Mark) -> Paragraph:
    return Paragraph(uid=uid, text=text, marks=marks)


def bold(start: int, end: int) -> Mark:
    return Mark(kind=MarkKind.BOLD, start=start, end=end)


def link(start: int, end: int, ref: str) -> Mark:
    return Mark(kind=MarkKind.LINK, start=start, end=end, ref=ref)


def footnote(place: int, ref: str) -> Mark:
    return Mark(kind=MarkKind.FOOTNOTE, start=place, end=place, ref=ref)


def term(start: int, end: int, ref: str) -> Mark:
    return Mark(kind=MarkKind.TERM, start=start, end=end, ref=ref)


def items(*rows: tuple[int, str], ordered: bool = False) -> ListBlock:
    return ListBlock(
        uid="n1",
        ordered=ordered,
        items=tuple(
            ListItem(uid=f"n{index}", text=text, level=level)
            for index, (level, text) in enumerate(rows, start=2)
        ),
    )


def table(*rows: tuple[str, ...], uid: str = "n1", **kwargs: Any) -> Table:
    return Table(
        uid=uid,
        rows=tuple(
            TableRow(uid=f"n{index}", cells=tuple(TableCell(text=text) for text in row))
            for index, row in enumerate(rows, start=2)
        ),
        **kwargs,
    )


FIGURE = Figure(uid="f1", sha256="0" * 64, media_type="image/png", alt="図の説明", caption="図の題")
CHART = Chart(
    uid="g1",
    kind=ChartKind.BAR,
    categories=("令和2年度",),
    series=(ChartSeries(name="件数", values=(Decimal(3),)),),
    unit="件",
)

# --- any content, there and back -------------------------------------------------------------

BITS = st.sampled_from(
    [
        *"あ漢1a \u3000\t\\*[]|>-._#()^:：表「",
        *[
            "**",
            "- ",
            "1. ",
            "> ",
            "| ",
            " |",
            "|---|",
            "---",
            "===",
            "表：",
            "出典：",
            "](",
            "[^f1]",
        ],
        *[
            "[[",
            "]]",
            "[[空]]",
            "[[改行]]",
            "[[用語 t1]]",
            "[[用語 t1 語]]",
            "[[図 f1]]",
            "[[グラフ g1]]",
        ],
        *["[a](https://example.jp/)", "\\\\", "\\-", "\\[", "https://", "・", "１．"],
    ]
)
ONE_LINE = st.lists(BITS, max_size=8).map("".join)
LINES = st.lists(ONE_LINE, max_size=4).map("\n".join)
URLS = st.text("a/()[]\\|*?&=%.", max_size=12).map("https://{}a".format)


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str] = LINES) -> dict[str, Any]:
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    marks = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if start == end:
            marks.append(footnote(start, draw(st.sampled_from(["f1", "f-2"]))))
            continue
        kind = draw(st.sampled_from(["bold", "link", "term"]))
        if kind == "bold":
            marks.append(bold(start, end))
        elif kind == "link":
            marks.append(link(start, end, draw(URLS)))
        else:
            marks.append(term(start, end, "t1"))
    return {"text": text, "marks": tuple(marks)}


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    uid = numbered("b")

    def a_list() -> ListBlock:
        rows, level = [], -1
        for _ in range(draw(st.integers(1, 4))):
            level = draw(st.integers(0, min(level + 1, 5)))
            rows.append(ListItem(uid=uid(), level=level, **draw(marked())))
        return ListBlock(uid=uid(), items=tuple(rows), ordered=draw(st.booleans()))

    def a_table() -> Table:
        width, height = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        return Table(
            uid=uid(),
            rows=tuple(
                TableRow(
                    uid=uid(),
                    cells=tuple(TableCell(**draw(marked())) for _ in range(width)),
                )
                for _ in range(height)
            ),
            caption=draw(ONE_LINE),
            source=draw(ONE_LINE),
            header_rows=draw(st.integers(0, height)),
            header_column=draw(st.booleans()),
        )

    makers: list[Callable[[], Block]] = [
        lambda: Paragraph(uid=uid(), **draw(marked())),
        lambda: Note(uid=uid(), title=draw(ONE_LINE), **draw(marked())),
        a_list,
        a_table,
        lambda: TermNote(uid=uid(), term=draw(st.sampled_from(["t1", "t2"]))),
        lambda: Figure(uid=uid(), sha256="0" * 64, media_type="image/png"),
        lambda: Chart(uid=uid(), kind=ChartKind.BAR, categories=(), series=()),
    ]
    return tuple(maker() for maker in draw(st.lists(st.sampled_from(makers), max_size=4)))


@steady
@given(bodies())
def test_what_was_written_is_read_back_with_its_ids(body: tuple[Block, ...]) -> None:
    # A field of a form cleans what the browser sends.
    text = clean(to_markup(body), multiline=True)
    assert from_markup(text, previous=body, new_uid=unexpected) == ParseResult(body, ())


def problems(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The faults that validation would find in the blocks."""
    for block in blocks:
        match block:
            case Table(rows=rows):
                if len({len(row.cells) for row in rows}) != 1 or not rows[0].cells:
                    yield "a table that is no rectangle"
                if not 0 <= block.header_rows <= len(rows):
                    yield "heads without rows"
            case ListBlock(items=rows):
                levels = [-1, *(row.level for row in rows)]
                if any(not 0 <= b <= min(a + 1, 5) for a, b in pairwise(levels)):
                    yield "a level that jumps"
    uids = uids_of(blocks)
    if len(set(uids)) < len(uids) or "" in uids:
        yield "an id that is missing or stands twice"


@steady
@given(LINES.map(lambda text: text.replace("\\n", "\n")), bodies())
def test_any_text_gives_sound_blocks_that_are_written_the_same(
    text: str, previous: tuple[Block, ...]
) -> None:
    first = from_markup(text, previous=previous, new_uid=numbered("x"), terms={"t1"}).blocks
    assert list(problems(first)) == []
    again = from_markup(to_markup(first), previous=first, new_uid=unexpected)
    assert again == ParseResult(first, ())


@steady
@given(st.lists(LINES, max_size=6), bodies(), st.randoms(use_true_random=False))
def test_no_id_is_given_twice_however_a_body_is_edited(
    typed: list[str], previous: tuple[Block, ...], random: Any
) -> None:
    parts = [*to_markup(previous).split("\n"), *typed]
    random.shuffle(parts)
    result = from_markup("\n".join(parts), previous=previous, new_uid=numbered("x"))
    assert list(problems(result.blocks)) == []


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


# --- ids -------------------------------------------------------------------------------------

LONG_ONE = "行政手続のオンライン化を進め、住民の利便性を高めるため、令和2年度までに実施する。"
LONG_TWO = "庁内の情報システムを見直し、クラウドの利用によって経費を減らすこととする。"


def edited(before: str, after: str) -> list[str]:
    """Return the ids, in order, after an edit of blocks whose ids are b1, b2, …"""
    previous = from_markup(before, previous=(), new_uid=numbered("b"), terms={"t1", "t2"}).blocks
    result = from_markup(after, previous=previous, new_uid=numbered("x"), terms={"t1", "t2"})
    assert result.errors == ()
    return list(uids_of(result.blocks))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # Equal blocks, moved blocks, new ones between.
        ("あ\n\nい\n\nう", "あ\n\nい\n\nう", ["b1", "b2", "b3"]),
        ("あ\n\nい\n\nう", "う\n\nあ\n\nい", ["b3", "b1", "b2"]),
        ("あ\n\nい", "あ\n\n新しい\n\nい", ["b1", "x1", "b2"]),
        ("同\n\nあ\n\n同", "同\n\n同", ["b1", "b3"]),
        ("同\n\n同", "同\n\n同\n\n同", ["b1", "b2", "x1"]),
        # Edited ones.
        (LONG_ONE, LONG_ONE.replace("令和2", "令和3"), ["b1"]),
        (f"{LONG_ONE}\n\n{LONG_TWO}", f"{LONG_TWO}追加。\n\n{LONG_ONE}追加。", ["b2", "b1"]),
        (f"あ\n\n{LONG_ONE}\n\nい", f"あ\n\n新しい文。\n\n{LONG_ONE}追加。\n\nい", ["b1", "x1", "b2", "b3"]),
        # The only one at its place keeps the id however it changed; of two, none does.
        ("あ\n\nか\n\nい", "あ\n\nさ\n\nい", ["b1", "b2", "b3"]),
        ("あ\n\nか\n\nい", "あ\n\nさ\n\nた\n\nい", ["b1", "x1", "x2", "b3"]),
        # Cut in two, and put together again.
        (LONG_ONE, f"{LONG_ONE[:25]}\n\n{LONG_ONE[25:]}", ["b1", "x1"]),
        (LONG_ONE, f"{LONG_ONE[:12]}\n\n{LONG_ONE[12:]}", ["x1", "b1"]),
        (f"{LONG_ONE}\n\n{LONG_TWO}", f"{LONG_ONE}{LONG_TWO}", ["b1"]),
        # Another type is another block.
        ("あいう", "- あいう", ["x1", "x2"]),
        ("あいう", "> あいう", ["x1"]),
        # A mark more is an edit.
        ("あいう", "**あ**いう", ["b1"]),
        # Items and rows.
        ("- あ\n- い\n- う", "- い\n- う\n- あ", ["b1", "b3", "b4", "b2"]),
        ("- あ\n- い", "- あ\n- 新しい項目\n- い", ["b1", "b2", "x1", "b3"]),
        ("- あ\n- い", "- あ\n  - い", ["b1", "b2", "b3"]),
        ("- あ\n- い", "1. あ\n2. い", ["b1", "b2", "b3"]),
        ("- あ\n- い\n- う", "- あ\n\n文\n\n- い\n- う", ["x1", "b2", "x2", "b1", "b3", "b4"]),
        ("| あ |\n|---|\n| い |", "| あ |\n|---|\n| う |\n| い |", ["b1", "b2", "x1", "b3"]),
        ("| あ |\n| い |", "表：題\n| あ | 1 |\n| い | 2 |", ["b1", "b2", "b3"]),
        # The note on a term goes by the term.
        ("[[用語 t1]]\n\n[[用語 t2]]", "[[用語 t2]]\n\n[[用語 t1]]", ["b2", "b1"]),
        ("[[用語 t1]]", "[[用語 t2]]", ["x1"]),
        ("[[用語 t1]]", "[[用語 t1]]\n[[用語 t1]]", ["b1", "x1"]),
        ("あ", "", []),
    ],
)  # fmt: skip
def test_ids_follow_the_parts_through_an_edit(before: str, after: str, expected: list[str]) -> None:
    assert edited(before, after) == expected


def test_figures_and_charts_keep_everything_wherever_they_are_put() -> None:
    before = (paragraph("あ", "b1"), FIGURE, paragraph("い", "b2"), CHART)
    after = "[[グラフ g1]]\n\nあ\n[[図 f1]]"
    result = from_markup(after, previous=before, new_uid=unexpected)
    assert result == ParseResult((CHART, paragraph("あ", "b1"), FIGURE), ())


def test_footnotes_and_terms_of_the_text_before_may_be_named_again() -> None:
    before = (
        paragraph("あ", "b1", footnote(1, "fn")),
        TermNote(uid="b2", term="t1"),
        ListBlock(uid="b3", items=(ListItem(uid="b4", text="語", marks=(term(0, 1, "t2"),)),)),
    )
    text = "い[^fn]\n\n[[用語 t1 語]]\n\n[[用語 t2]]"
    assert read(text, before).errors == ()


def test_a_large_body_written_anew_compares_only_what_stands_near(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = 0
    likeness = alignment._likeness

    def counting(one: Any, other: Any) -> float:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr(alignment, "_likeness", counting)
    old = [f"前の文{n}" for n in range(1000)]
    new = [f"{words}改" for words in old]
    found = align(old, new, key=str, kind=lambda _: "", words=str)
    assert found == list(range(1000))
    # Twenty places on each side, fewer at both ends, instead of 1,000,000.
    assert compared == 1000 * 41 - 2 * (20 * 21 // 2)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("あ", "あ", 1.0),
        ("", "", 1.0),
        ("あ", "い", 0.0),
        ("", "あ", 0.0),
        # あい, いう, う$ of ^あ, あい, いう, う$ and ^い, いう, う$
        ("あいう", "いう", 4 / 7),
    ],
)
def test_likeness_counts_pairs_of_characters(one: str, other: str, expected: float) -> None:
    assert similarity(one, other) == expected


# --- without markup --------------------------------------------------------------------------


def test_plain_text_holds_the_words_of_every_block() -> None:
    body = (
        paragraph("あい", "b1", bold(0, 1), footnote(2, "fn")),
        items((0, "一"), (1, "二")),
        table(("三", "四"), ("五", ""), uid="b2", caption="題", source="元"),
        FIGURE,
        CHART,
        Note(uid="b3", title="", text="六"),
        TermNote(uid="b4", term="t1"),
    )
    assert plain_text(body).split("\n") == [
        *["あい", "一", "二", "題", "三\t四", "五\t", "元", "図の題", "図の説明"],
        *["令和2年度", "件数", "件", "六"],
    ]


def test_uids_are_those_of_blocks_items_and_rows() -> None:
    body = (paragraph("あ", "b1"), items((0, "一")), table(("三",), uid="b3"), FIGURE)
    assert uids_of(body) == ("b1", "n1", "n2", "b3", "n2", "f1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("\n \n", ()),
        ("あ\nい\n\n\u3000\nう", (paragraph("あ\nい"), paragraph("う", "n2"))),
        ("- あ\n**い**\n1. う", (paragraph("- あ\n**い**\n1. う"),)),
        ("\u3000あ ", (paragraph("\u3000あ "),)),
    ],
)
def test_catalogue_text_becomes_paragraphs_unread(text: str, expected: tuple[Block, ...]) -> None:
    assert paragraphs_from_text(text, numbered()) == expected
