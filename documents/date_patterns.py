"""The shapes in which people write dates: regular expressions and numerals, no calendar.

Every pattern is for text made narrow by HALF_WIDTH and has some of the groups era, number, year,
month, day and fiscal. documents/eras.py says what a match means.
"""

import re

# One to one, so that places in the text stay what they are.
HALF_WIDTH = str.maketrans(
    {chr(ord(char) + 0xFEE0): char for char in "0123456789/-.()FYMTSHRmtshr"}
    | {"\u3000": " ", "\u2010": "-", "\u2212": "-", "〜": "～", "~": "～"}
)
ERA_SIGNS = {"㍾": "明治", "㍽": "大正", "㍼": "昭和", "㍻": "平成", "㋿": "令和"}

_ERA = r"(?:明治|大正|昭和|平成|令和|[㍾㍽㍼㍻㋿]|(?<![A-Za-z0-9])[MTSHRmtshr](?=\s?[0-9元]))"
_KANJI = "〇一二三四五六七八九"
_COUNT = rf"(?:[0-9]{{1,3}}|[{_KANJI}十百]{{1,6}})"
_ERA_YEAR = rf"(?:元|{_COUNT})"
_GREGORIAN = rf"(?:(?<![0-9])[0-9]{{1,5}}|[一二][{_KANJI}]{{3}})"
_S = r"[ \t]{0,4}"


def _gloss(name: str) -> str:
    """The other calendar in brackets: 「平成30（2018）年度」「2020年（令和2年）4月」."""
    return (
        rf"\({_S}(?:(?P<{name}_era>{_ERA}){_S}(?P<{name}_number>{_ERA_YEAR})"
        rf"|(?P<{name}_year>[0-9]{{4}})){_S}年?{_S}\)"
    )


WORDS = re.compile(
    rf"(?:(?P<era>{_ERA}){_S}(?P<number>{_ERA_YEAR})|(?:西暦)?(?P<year>{_GREGORIAN}))"
    rf"{_S}(?:{_gloss('a')}{_S})?年(?!代)(?:{_S}{_gloss('b')})?"
    rf"(?:{_S}(?P<fiscal>度)|{_S}(?P<month>{_COUNT}){_S}月(?:{_S}(?P<day>{_COUNT}){_S}日)?)?"
)
# 2020.4 is a decimal number, H30.4 is a month.
SIGNS = re.compile(
    rf"(?<![0-9A-Za-z/.\-])(?:(?P<era>{_ERA}){_S}(?P<number>{_ERA_YEAR})"
    r"|(?P<year>[0-9]{4})(?!\.[0-9]{1,2}(?![0-9.])))"
    r"(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?:(?P=sign)(?P<day>[0-9]{1,2}))?(?![0-9]|[-/.][0-9])"
)
FISCAL = re.compile(r"(?<![0-9A-Za-z])(?P<fiscal>FY)\s?(?P<year>[0-9]{4})(?![0-9])")
SHORT = re.compile(r"(?<![0-9A-Za-z])(?P<era>[HR])(?P<number>[0-9]{1,2})(?![0-9A-Za-z./年-])")
ALONE = re.compile(rf"(?P<era>{_ERA}){_S}(?P<number>{_ERA_YEAR})|(?:西暦)?(?P<year>[0-9]{{1,5}})")
# 「平成30～32年度」: what is missing on one side is taken from the other.
RANGE = re.compile(
    rf"(?:(?P<era>{_ERA}){_S}(?P<number>{_ERA_YEAR})|(?<![0-9.,])(?P<year>[0-9]{{4}}))"
    rf"{_S}(?P<unit>年度?)?{_S}(?P<sign>[～－–—―-]|から){_S}"
    rf"(?P<second>(?:(?P<end_era>{_ERA}){_S})?(?P<end_number>{_ERA_YEAR}|[0-9]{{4}}){_S}"
    r"(?P<end_unit>年度?))(?![間目分代半前後計0-9]|以内|[ \t]*[0-9]+月)"
)
# Words that narrow or loosen a date; the reading stays as exact as the date itself.
AFTER = re.compile(
    r"(?:\s*(?:末日|末|頃|ころ|ごろ|まで|に|から|以降|以後|中|内|現在|時点|当初|初め"
    r"|上旬|中旬|下旬|前半|後半|上半期|下半期|上期|下期|～|\([月火水木金土日]\)))+\Z"
)
BRACKETS = re.compile(r"(?P<date>[^()]+?)\s*\((?P<other>[^()]+)\)")


def count(text: str | None) -> int | None:
    """Return the number that ASCII or kanji digits spell, or None where there is none."""
    if not text:
        return None
    if text == "元":
        return 1
    if text.isdecimal():
        return int(text)
    if not set(text) & set("十百"):
        return int("".join(str(_KANJI.index(char)) for char in text))
    match = re.fullmatch(rf"(?:([{_KANJI}]?)(百))?(?:([{_KANJI}]?)(十))?([{_KANJI}]?)", text)
    if match is None:
        return None
    hundreds, hundred, tens, ten, ones = (match[index] or "" for index in range(1, 6))
    number = _KANJI.index(ones or "〇")
    number += 10 * _KANJI.index(tens or "一") if ten else 0
    return number + (100 * _KANJI.index(hundreds or "一") if hundred else 0)
