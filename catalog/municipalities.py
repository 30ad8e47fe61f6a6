"""The rules of 全国地方公共団体コード and of the words that follow from a name's ending."""

import re

from catalog.enums import MunicipalityKind

CODE = re.compile(r"[0-9]{6}", re.ASCII)

# 区 is the special wards of Tokyo: wards of 政令指定都市 are no 地方公共団体 and are not listed.
SUFFIXES: dict[MunicipalityKind, tuple[str, ...]] = {
    MunicipalityKind.PREFECTURE: ("都", "道", "府", "県"),
    MunicipalityKind.CITY: ("市",),
    MunicipalityKind.TOWN: ("町",),
    MunicipalityKind.VILLAGE: ("村",),
    MunicipalityKind.SPECIAL_WARD: ("区",),
}


def check_digit(first5: str) -> str:
    """Return the sixth digit of a 全国地方公共団体コード.

    The ministry's rule: with s = 6a+5b+4c+3d+2e over the five digits, the digit is the last one
    of 11 − s mod 11. (Its special case, 11 − s where s < 11, gives the same.)

    Args:
        first5: the five digits of prefecture and body, ASCII.

    Raises:
        ValueError: `first5` is not five ASCII digits, or is 00000, which no body bears.
    """
    if not re.fullmatch(r"[0-9]{5}", first5, re.ASCII) or first5 == "00000":
        raise ValueError(f"five digits other than 00000 are needed, not {first5!r}")
    total = sum(int(digit) * weight for digit, weight in zip(first5, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def is_valid_code(code: str) -> bool:
    """Say whether `code` is six ASCII digits, the last of which is the right check digit."""
    if not CODE.fullmatch(code) or code.startswith("00000"):
        return False
    return check_digit(code[:5]) == code[5]


def suffix_of(name: str, kind: MunicipalityKind) -> str:
    """Return the last character of `name` where it is the one its kind bears, otherwise ""."""
    last = name[-1:]
    return last if last in SUFFIXES[kind] else ""


def residents_of(suffix: str) -> str:
    """Return what the people of a body are called (県民, 市民 …), or "" for an unknown ending."""
    known = {ending for endings in SUFFIXES.values() for ending in endings}
    return f"{suffix}民" if suffix in known else ""
