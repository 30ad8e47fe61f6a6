"""How a number in front of a title, a measure or an item of a list is written."""

import unicodedata
from enum import StrEnum
from typing import assert_never


class NumberStyle(StrEnum):
    """How a number in front of a title is written; the value is the number one."""

    NONE = ""
    ROMAN = "Ⅰ"
    PART_KANJI = "第1部"
    CHAPTER = "第1章"
    SECTION = "第1節"
    ARABIC = "1"
    ARABIC_WIDE = "１"
    PAREN = "(1)"
    PAREN_WIDE = "（１）"
    CIRCLED = "①"
    KATAKANA = "ア"
    PAREN_KATAKANA = "(ア)"
    DOT = "・"
    RING = "○"


_ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_KANA = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN_LETTERS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def _roman(number: int) -> str:
    if number <= len(_ROMAN):
        return _ROMAN[number - 1]
    letters = ""
    for value, letter in _ROMAN_LETTERS:
        count, number = divmod(number, value)
        letters += letter * count
    return letters


def _circled(number: int) -> str:
    if number <= 20:
        return chr(ord("①") + number - 1)
    if number <= 35:
        return chr(ord("㉑") + number - 21)
    if number <= 50:
        return chr(ord("㊱") + number - 36)
    return f"({number})"


def _katakana(number: int) -> str:
    return _KANA[number - 1] if number <= len(_KANA) else str(number)


def format_number(style: NumberStyle, number: int) -> str:
    """Return `number` (from 1) in `style`; beyond the signs that Unicode has, in plain figures."""
    match style:
        case NumberStyle.NONE:
            return ""
        case NumberStyle.ROMAN:
            return _roman(number)
        case NumberStyle.PART_KANJI:
            return f"第{number}部"
        case NumberStyle.CHAPTER:
            return f"第{number}章"
        case NumberStyle.SECTION:
            return f"第{number}節"
        case NumberStyle.ARABIC:
            return str(number)
        case NumberStyle.ARABIC_WIDE:
            return str(number).translate(_WIDE)
        case NumberStyle.PAREN:
            return f"({number})"
        case NumberStyle.PAREN_WIDE:
            return f"（{str(number).translate(_WIDE)}）"
        case NumberStyle.CIRCLED:
            return _circled(number)
        case NumberStyle.KATAKANA:
            return _katakana(number)
        case NumberStyle.PAREN_KATAKANA:
            return f"({_katakana(number)})"
        case NumberStyle.DOT | NumberStyle.RING:
            return style.value
        case _:
            assert_never(style)


def plain_number(number: str) -> str:
    """Return a printed number in characters of every computer: ① is 1, Ⅰ is I, （１） is (1)."""
    return unicodedata.normalize("NFKC", number)


def item_number(level: int, number: int) -> str:
    """Return what stands before item `number` (from 1) of an ordered list at `level` (from 0).

    1. → (1) → ① → ア → (ア): 公用文作成の要領, with the circled numbers where most plans have them.
    """
    match level:
        case 0:
            return f"{number}."
        case 1:
            return format_number(NumberStyle.PAREN, number)
        case 2:
            return format_number(NumberStyle.CIRCLED, number)
        case 3:
            return format_number(NumberStyle.KATAKANA, number)
        case 4:
            return format_number(NumberStyle.PAREN_KATAKANA, number)
        case _:
            return f"{number})"
