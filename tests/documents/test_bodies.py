"""Bodies: ids stay with the parts that they were given to; the words without the markup."""

from typing import Any

import pytest

from documents import alignment
from documents.alignment import align, similarity
from documents.content import Block, ListBlock, ListItem, Note, TermNote
from documents.markup import ParseResult, from_markup, paragraphs_from_text, plain_text, uids_of
from tests.documents.small_bodies import (
    CHART,
    FIGURE,
    bold,
    footnote,
    items,
    numbered,
    paragraph,
    read,
    table,
    term,
    unexpected,
)

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
