"""Numbers as Japanese plans write them."""

import pytest

from documents.content import NumberStyle
from documents.numbering import format_number, item_number


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        (NumberStyle.NONE, 3, ""),
        (NumberStyle.ROMAN, 1, "Ⅰ"),
        (NumberStyle.ROMAN, 12, "Ⅻ"),
        (NumberStyle.ROMAN, 13, "XIII"),
        (NumberStyle.ROMAN, 49, "XLIX"),
        (NumberStyle.PART_KANJI, 2, "第2部"),
        (NumberStyle.CHAPTER, 10, "第10章"),
        (NumberStyle.SECTION, 3, "第3節"),
        (NumberStyle.ARABIC, 12, "12"),
        (NumberStyle.ARABIC_WIDE, 12, "１２"),
        (NumberStyle.PAREN, 4, "(4)"),
        (NumberStyle.PAREN_WIDE, 10, "（１０）"),
        (NumberStyle.CIRCLED, 1, "①"),
        (NumberStyle.CIRCLED, 20, "⑳"),
        (NumberStyle.CIRCLED, 21, "㉑"),
        (NumberStyle.CIRCLED, 35, "㉟"),
        (NumberStyle.CIRCLED, 36, "㊱"),
        (NumberStyle.CIRCLED, 50, "㊿"),
        (NumberStyle.CIRCLED, 51, "(51)"),
        (NumberStyle.KATAKANA, 1, "ア"),
        (NumberStyle.KATAKANA, 46, "ン"),
        (NumberStyle.KATAKANA, 47, "47"),
        (NumberStyle.PAREN_KATAKANA, 6, "(カ)"),
        (NumberStyle.DOT, 7, "・"),
        (NumberStyle.RING, 7, "○"),
    ],
)
def test_a_number_in_its_style(style: NumberStyle, number: int, printed: str) -> None:
    assert format_number(style, number) == printed


def test_every_style_writes_the_number_one_as_it_is_named() -> None:
    assert [format_number(style, 1) for style in NumberStyle] == [
        style.value for style in NumberStyle
    ]


def test_items_of_ordered_lists_by_level() -> None:
    printed = [item_number(level, 2) for level in range(6)]
    assert printed == ["2.", "(2)", "②", "イ", "(イ)", "2)"]
