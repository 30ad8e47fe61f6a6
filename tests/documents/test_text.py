"""Cleaning of typed text, characters no document can carry, search form, numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.text import (
    Forbidden,
    NumberReading,
    clean,
    forbidden_character,
    read_number,
    search_key,
)

steady = settings(derandomize=True, max_examples=200, deadline=None, database=None)


# --- cleaning --------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\u2028", "\u2029", "\n"])
def test_every_kind_of_line_end_becomes_a_line_feed(end: str) -> None:
    assert clean(f"あ{end}い", multiline=True) == "あ\nい"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\u2028", "\u2029", "\n", "\t", " \n\n\u3000"])
def test_a_single_line_takes_a_space_for_line_ends_and_tabs(end: str) -> None:
    assert clean(f"あ{end}い", multiline=False) == "あ い"


def test_empty_lines_at_the_start_and_blanks_at_the_end_go() -> None:
    assert clean(" \n\u3000\n  あ \nい \n\u3000\n", multiline=True) == "あ \nい"


def test_the_indent_of_a_first_line_stays() -> None:
    assert clean("\n\u3000本市は、\n\u3000また、", multiline=True) == "\u3000本市は、\n\u3000また、"


def test_a_single_line_has_no_blanks_at_its_ends() -> None:
    assert clean("\u3000 施策名\u3000\n", multiline=False) == "施策名"


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("か\u3099", "が"),
        ("ハ\u309a", "パ"),
        ("ウ\u3099", "ヴ"),
        ("ゝ\u3099", "ゞ"),
    ],
)
def test_split_kana_become_one_character(split: str, whole: str) -> None:
    assert clean(f"あ{split}い", multiline=True) == f"あ{whole}い"


@pytest.mark.parametrize(
    "text",
    [
        "\ufa19社",  # compatibility ideograph of 神, which NFC would replace
        "\ufa45",  # of 海
        "葛\U000e0100城市",  # ideographic variation sequence
        "か\u309a",  # has no single character
        "①㎡㌔ﾊﾟｿｺﾝ　ＡＢ１",
        "e\u0301",
    ],
)
def test_other_characters_stay_as_they_were_typed(text: str) -> None:
    assert clean(text, multiline=True) == text


@steady
@given(st.text(), st.booleans())
def test_cleaning_twice_is_cleaning_once(text: str, multiline: bool) -> None:
    once = clean(text, multiline=multiline)
    assert clean(once, multiline=multiline) == once


# --- characters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "char",
    [
        *"\x00\x01\x08\x0b\x0c\r\x1b\x1f\x7f\x80\x85\x9f",
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        *"\ud800\udfff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    ],
)
def test_a_character_that_no_document_can_carry_is_found(char: str) -> None:
    assert forbidden_character(f"あい{char}う") == Forbidden(3, ord(char))


@pytest.mark.parametrize(
    "char", [*"\t\n \xa0\u200b\u200d\u2029\u3000\ufeff\ufffd\ue000😀", "葛\U000e0100"]
)
def test_other_characters_are_allowed(char: str) -> None:
    assert forbidden_character(f"あ{char}い") is None


def test_the_message_names_the_place_and_the_code_point() -> None:
    found = forbidden_character("\u202eあ\x00")
    assert found is not None
    assert found.message == "1文字目に使えない文字（U+202E）があります。"
    assert Forbidden(3, 0).message == "3文字目に使えない文字（U+0000）があります。"


# --- search ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ﾏｲﾅﾝﾊﾞｰ", "マイナンバー"),
        ("ＡＩ・Ai", "ai・ai"),
        ("①㎡", "1m2"),
        ("か\u3099", "が"),
        ("Straße", "strasse"),
        ("ひらがなカタカナ", "ひらがなカタカナ"),
        ("％_", "%_"),
    ],
)
def test_texts_are_compared_in_one_form(text: str, key: str) -> None:
    assert search_key(text) == key


@steady
@given(st.text())
def test_the_search_form_of_a_search_form_is_itself(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


# --- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit", "notice"),
    [
        ("10件", "10", "件", ""),
        ("10 件", "10", "件", ""),
        ("\u3000１０\u3000件 ", "10", "件", ""),
        ("１，２００人", "1200", "人", ""),
        ("30%", "30", "%", ""),
        ("30 %", "30", "%", ""),
        ("３０％", "30", "%", ""),
        ("約3割", "3", "割", "約"),
        ("約 1,200 か所程度", "1200", "か所", "約、程度"),
        ("50％以上", "50", "%", "以上"),
        ("第3位", "3", "位", "第"),
        ("年間10件", "10", "件", "年間"),
        ("10件（累計）", "10", "件", "（累計）"),
        ("10 件/年", "10", "件/年", ""),
        ("2.50", "2.50", "", ""),
        ("２．５倍", "2.5", "倍", ""),
        ("0", "0", "", ""),
        ("-0", "0", "", ""),
        ("007", "7", "", ""),
        ("△3.2％", "-3.2", "%", ""),
        ("▲5", "-5", "", ""),
        ("－5", "-5", "", ""),
        ("−5", "-5", "", ""),
        ("+5", "5", "", ""),
        ("1億2,000万円", "120000000", "円", ""),
        ("3万2千人", "32000", "人", ""),
        ("500千円", "500000", "円", ""),
        ("25百万円", "25000000", "円", ""),
        ("1.25億円", "125000000", "円", ""),
        ("1億5", "100000005", "", ""),
        ("123456789012345", "123456789012345", "", ""),
        ("999兆円", "999000000000000", "円", ""),
        ("10m2", "10", "m2", ""),
        ("12 kg-CO2", "12", "kg-CO2", ""),
        ("10㎡", "10", "㎡", ""),
    ],
)
def test_a_written_number_is_read(text: str, value: str, unit: str, notice: str) -> None:
    found = read_number(text)
    assert (str(found.value), found.unit, found.notice) == (value, unit, notice)


ONE = "一つの数として読めません。"
MOST = "数は15桁までで書いてください。"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", ""),
        (" \u3000", ""),
        ("策定", "数字が書かれていません。"),
        ("千円", "数字が書かれていません。"),
        ("1e999", "指数の書き方（1e10など）は使えません。"),
        ("１Ｅ５", "指数の書き方（1e10など）は使えません。"),
        ("1E+5", "指数の書き方（1e10など）は使えません。"),
        ("NaN", "数ではありません。"),
        ("Infinity", "数ではありません。"),
        ("-inf", "数ではありません。"),
        ("∞", "数ではありません。"),
        ("1234567890123456", MOST),
        ("0.1234567890123456", MOST),
        ("9999兆円", MOST),
        ("1兆兆", MOST),
        ("9" * 500, MOST),
        ("9" * 501, ONE),
        ("10～20件", ONE),
        ("10-20", ONE),
        ("1/2", ONE),
        ("10 20", ONE),
        ("1万2億", ONE),
        ("1,20", ONE),
        ("1.2.3", ONE),
        ("1.", ONE),
        (".5", ONE),
        ("±5", ONE),
        ("--5", ONE),
        ("10件（累計30件）", ONE),
        ("10を目指す", ONE),
        ("10件、その後は増やす", ONE),
        ("平成30年度に10件", ONE),
        ("٣", "数字が書かれていません。"),
    ],
)
def test_what_is_no_single_number_has_no_value_and_a_reason(text: str, reason: str) -> None:
    assert read_number(text) == NumberReading(None, "", reason)


@steady
@given(st.text("0123456789", min_size=1, max_size=9), st.text("0123456789", max_size=6))
def test_every_number_of_fifteen_digits_is_read_exactly(whole: str, fraction: str) -> None:
    text = f"{whole}.{fraction}" if fraction else whole
    assert read_number(f"△{text}件") == NumberReading(-Decimal(text), "件")


@steady
@given(st.text(alphabet="0123456789０９,.，．-△約第千万億eE%件以上（） あ", max_size=30))
def test_reading_a_number_never_fails(text: str) -> None:
    found = read_number(text)
    assert found.value is None or found.value.is_finite()


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("1e999", True),
        ("10^400", True),
        ("NaN", True),
        ("∞", True),
        ("1" * 16, True),
        ("全部", False),
        ("10件から20件へ", False),
        ("10件", False),
        ("", False),
    ],
)
def test_a_number_that_cannot_be_one_is_told_from_words(text: str, refused: bool) -> None:
    assert read_number(text).is_refused is refused
