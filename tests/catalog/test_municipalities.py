"""The rules of codes and endings."""

import pytest

from catalog.enums import MunicipalityKind
from catalog.municipalities import check_digit, is_valid_code, residents_of, suffix_of


@pytest.mark.parametrize(
    ("first5", "digit"),
    [
        ("01000", "6"),  # s = 5, below 11: 11 − 5
        ("02000", "1"),  # s = 10, below 11: 11 − 10
        ("09000", "0"),  # s = 45, remainder 1: 11 − 1 = 10, of which the last digit
        ("10000", "5"),  # s = 6
        ("01468", "1"),  # 下川町
        ("13101", "6"),  # 千代田区
        ("20000", "0"),  # s = 12, remainder 1
        ("46000", "1"),  # s = 54, remainder 10: 11 − 10
        ("01311", "1"),  # s = 22, remainder 0: 11 − 0 = 11, of which the last digit
        ("01218", "1"),  # 赤平市
    ],
)
def test_check_digit(first5, digit):
    assert check_digit(first5) == digit


@pytest.mark.parametrize("first5", ["", "0146", "014681", "0146a", "０１４６８", "00000"])
def test_check_digit_refuses_what_is_no_code(first5):
    with pytest.raises(ValueError, match="five digits"):
        check_digit(first5)


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("014681", True),
        ("014682", False),
        ("14681", False),
        ("0146811", False),
        ("０１４６８１", False),
        ("000000", False),
        ("014681\n", False),
    ],
)
def test_is_valid_code(code, valid):
    assert is_valid_code(code) is valid


@pytest.mark.parametrize(
    ("name", "kind", "suffix", "residents"),
    [
        ("茨城県", "prefecture", "県", "県民"),
        ("東京都", "prefecture", "都", "都民"),
        ("北海道", "prefecture", "道", "道民"),
        ("京都府", "prefecture", "府", "府民"),
        ("四日市市", "city", "市", "市民"),
        ("千代田区", "special_ward", "区", "区民"),
        ("下川町", "town", "町", "町民"),
        ("東海村", "village", "村", "村民"),
    ],
)
def test_suffix_and_residents(name, kind, suffix, residents):
    found = suffix_of(name, MunicipalityKind(kind))
    assert (found, residents_of(found)) == (suffix, residents)


def test_suffix_is_empty_where_the_ending_is_not_the_kinds():
    assert suffix_of("下川町", MunicipalityKind.CITY) == ""


@pytest.mark.parametrize("suffix", ["", "郡", "国"])
def test_residents_are_not_guessed(suffix):
    assert residents_of(suffix) == ""
