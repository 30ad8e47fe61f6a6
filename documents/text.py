"""Text as people type it: cleaning, characters no document can carry, search form, numbers.

Cleaning changes line ends, edges and split kana, nothing else: what was written is kept (design
§2). No Unicode normal form is applied to a whole text, because NFC replaces CJK compatibility
ideographs, which names of people and places use (神, 海), by others.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from documents.limits import SHORT

# CR LF, CR, VT (Word's line break), LINE and PARAGRAPH SEPARATOR.
_LINE_END = re.compile("\r\n|[\r\v\u2028\u2029]")
_SPLIT_KANA = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_BLANK_LINES = re.compile(r"\A(?:[ \t\u3000]*\n)*[ \t]*")


def clean(text: str, *, multiline: bool) -> str:
    """Return `text` as it is stored.

    Every kind of line end becomes a line feed; with `multiline` false, a line feed or tab with the
    blanks around it becomes one space. Kana and a separate (semi-)voiced mark become
    one character where there is one (か + U+3099 → が, as macOS writes file names). Empty lines at
    the start and blanks at the end go; a full-width space that indents the first line (字下げ)
    stays, if there may be several lines. Characters that are not allowed are left for
    `forbidden_character` to find.
    """
    text = _LINE_END.sub("\n", text)
    text = _SPLIT_KANA.sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    if not multiline:
        parts = (part.strip() for part in re.split(r"[\n\t]", text))
        return " ".join(part for part in parts if part)
    return _BLANK_LINES.sub("", text, count=1).rstrip()


# XML 1.0 (and so DOCX and XLSX) has no place for C0 controls, surrogates and U+FFFE/FFFF; NUL
# breaks PostgreSQL; bidi overrides make a text look like another one (Unicode TR36).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A character that text must not hold: its place (1 is the first) and its code point."""

    position: int
    code_point: int

    @property
    def message(self) -> str:
        """What to tell the writer."""
        return f"{self.position}文字目に使えない文字（U+{self.code_point:04X}）があります。"


def forbidden_character(text: str) -> Forbidden | None:
    """Return the first character of `text` that no document can carry, or None.

    Forbidden are control characters (C0 except tab and line feed, DEL, C1), lone surrogates, the
    noncharacters of Unicode, and bidirectional embeddings, overrides and isolates.
    """
    match = _FORBIDDEN.search(text)
    return Forbidden(match.start() + 1, ord(match[0])) if match else None


def search_key(text: str) -> str:
    """Return the form in which texts are compared: full and half width, capitals alike.

    NFKC before and after case folding, because folding can undo the normal form. Hiragana and
    katakana stay different.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", folded)


# --- numbers ---------------------------------------------------------------------------------

MOST_DIGITS = 15

# One to one, so that the unit can be cut out of the text as it was written.
_HALF_WIDTH = str.maketrans(
    {chr(ord(char) + 0xFEE0): char for char in "0123456789,.%+-()/Ee"}
    | {"\u3000": " ", "−": "-", "△": "-", "▲": "-"}
)
_SCALES = {"百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}
_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9,.]*[0-9])"
_GROUP = re.compile(rf"({_FIGURE})\s?([百千万億兆]*)")
_WRITTEN = re.compile(
    r"(?P<before>約|およそ|おおよそ|おおむね|概ね|ほぼ|延べ|のべ|累計|通算|合計|計|平均|年間|毎年度?"
    r"|最大|最低|少なくとも|全|第)?\s*(?P<sign>[+-])?\s*"
    rf"(?P<figures>(?:\s?{_FIGURE}\s?[百千万億兆]*)+)\s*"
    # A digit belongs to a unit only behind a letter (m2, CO2). Particles and commas are signs of a
    # sentence, which is no number with a unit.
    r"(?P<unit>(?!\.)(?:[A-Za-z][0-9](?![0-9])|[^0-9()、。,，をにがはで]){0,12}?)\s*"
    r"(?P<after>以上|以下|未満|を?超える?|程度|以内|前後|余り?|弱|強|増加?|減少?|\([^()0-9]*\))?",
)
_EXPONENT = re.compile(r"[0-9](?:[eE][+-]?|\^)[0-9]")
_NO_NUMBER = re.compile(r"nan|[+-]?inf(?:inity)?|[+-]?∞|無限大?", re.IGNORECASE)
_IS_NO_NUMBER = "数ではありません。"
_HAS_EXPONENT = "指数の書き方（1e10など）は使えません。"
_TOO_MANY_DIGITS = f"数は{MOST_DIGITS}桁までで書いてください。"
_REFUSALS = {_IS_NO_NUMBER, _HAS_EXPONENT, _TOO_MANY_DIGITS}


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What was read of a written number.

    `value` is None where there is no single number; `notice` then says why. Otherwise `notice`
    holds the words around number and unit that the value does not carry (「約」「以上」).
    """

    value: Decimal | None
    unit: str = ""
    notice: str = ""

    @property
    def is_refused(self) -> bool:
        """Say whether a number was meant that cannot be one; plain words are not refused."""
        return self.notice in _REFUSALS


def read_number(text: str) -> NumberReading:
    """Read a number with its unit as people write it: 「１，２００人」「約3割」「1億2,000万円」.

    Takes full-width digits, thousands commas, 百 to 兆, △ or ▲ for minus, and a few words before
    and after. Nothing is converted: 3割 is 3 with the unit 割. Refused are exponents, NaN and
    infinity, several numbers, and more than fifteen digits, the most that Excel keeps.
    """
    text = text.strip()
    narrow = text.translate(_HALF_WIDTH)
    if not text:
        return NumberReading(None)
    if len(text) > SHORT.max_length:
        return NumberReading(None, notice="一つの数として読めません。")
    if _NO_NUMBER.fullmatch(narrow):
        return NumberReading(None, notice=_IS_NO_NUMBER)
    if _EXPONENT.search(narrow):
        return NumberReading(None, notice=_HAS_EXPONENT)
    if not any(char in "0123456789" for char in narrow):
        return NumberReading(None, notice="数字が書かれていません。")
    match = _WRITTEN.fullmatch(narrow)
    if match is None:
        return NumberReading(None, notice="一つの数として読めません。")
    value = _value(match["figures"], negative=match["sign"] == "-")
    if isinstance(value, str):
        return NumberReading(None, notice=value)
    unit = text[slice(*match.span("unit"))].replace("％", "%")
    words = (text[slice(*match.span(name))] for name in ("before", "after") if match[name])
    return NumberReading(value, unit, "、".join(words))


def _value(figures: str, *, negative: bool) -> Decimal | str:
    """Return the value of 「1億2,000万」, or in Japanese why it has none.

    Reckoned in integers and built from digits, so that no decimal context can round it.
    """
    numerator, places, last_scale = 0, 0, 99
    for written, scales in _GROUP.findall(figures):
        whole, _, fraction = written.replace(",", "").partition(".")
        scale = sum(_SCALES[char] for char in scales)
        if scale >= last_scale:
            return "一つの数として読めません。"
        last_scale = scale
        if len(whole.lstrip("0")) + len(fraction) > MOST_DIGITS or scale > MOST_DIGITS:
            return _TOO_MANY_DIGITS
        digits = int(whole + fraction) * 10**scale
        wider = max(places, len(fraction))
        numerator = numerator * 10 ** (wider - places) + digits * 10 ** (wider - len(fraction))
        places = wider
        if scale:
            while places and numerator % 10 == 0:
                numerator, places = numerator // 10, places - 1
    if len(str(numerator)) > MOST_DIGITS:
        return _TOO_MANY_DIGITS
    digits_of = tuple(int(char) for char in str(numerator))
    return Decimal((int(negative and numerator != 0), digits_of, -places))
