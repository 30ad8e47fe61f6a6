"""Numbers that Word counts itself: headings, measures and lists as real multi-level lists.

What Word will print must always be what the tree says. So its counting is followed here paragraph
by paragraph (ECMA-376 part 1, §17.9), and wherever Word would come to another number, or where
programs may count differently, a new w:num begins that says from where to go on.
"""

from collections import Counter as Tally
from dataclasses import dataclass, field

from documents.numbering import NumberStyle, format_number, item_number
from documents.renderers.wordml import attribute
from documents.tree import Counter, ItemList, gap_after

LEVELS = 9  # of a multi-level list in Word
UNNUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'

# What Word counts with (ST_NumberFormat, §17.18.59), what stands around it, and up to where its
# signs are ours: beyond, Word goes on in another way.
_FORMATS: dict[NumberStyle, tuple[str, str, int]] = {
    NumberStyle.PART_KANJI: ("decimal", "第{}部", 0),
    NumberStyle.CHAPTER: ("decimal", "第{}章", 0),
    NumberStyle.SECTION: ("decimal", "第{}節", 0),
    NumberStyle.ARABIC: ("decimal", "{}", 0),
    NumberStyle.ARABIC_WIDE: ("decimalFullWidth", "{}", 0),
    NumberStyle.PAREN: ("decimal", "({})", 0),
    NumberStyle.PAREN_WIDE: ("decimalFullWidth", "（{}）", 0),
    NumberStyle.CIRCLED: ("decimalEnclosedCircle", "{}", 20),
    NumberStyle.KATAKANA: ("aiueoFullWidth", "{}", 46),
    NumberStyle.PAREN_KATAKANA: ("aiueoFullWidth", "({})", 46),
}
BULLETS = (NumberStyle.DOT, NumberStyle.RING)
# The signs of ordered lists, level by level: documents.numbering.item_number.
_ITEM_FORMATS = (
    ("decimal", "{}.", 0),
    ("decimal", "({})", 0),
    ("decimalEnclosedCircle", "{}", 20),
    ("aiueoFullWidth", "{}", 46),
    ("aiueoFullWidth", "({})", 46),
)
_DEEPER_ITEMS = ("decimal", "{})", 0)
# Where a level begins, and room for its number: (10) and (ア) are wider than 10. and ア.
_INDENT, _HANGING = 320, (420, 525, 420, 420, 525)


@dataclass(frozen=True, slots=True)
class Sign:
    """How a level writes its number: w:numFmt, and w:lvlText with {} for the number."""

    format: str
    text: str

    @property
    def is_bullet(self) -> bool:
        """Say whether it is the same whatever the number."""
        return self.format == "bullet"


def _sign(known: tuple[str, str, int] | None, number: int, printed: str, gap: str) -> Sign:
    """The format of Word that prints `printed`; where it has none, the words themselves."""
    if known is None or (known[2] and number > known[2]):
        return Sign("decimal", printed + gap)
    return Sign(known[0], known[1] + gap)


def _heading_sign(counter: Counter) -> Sign:
    printed = format_number(counter.style, counter.value)
    gap = gap_after(printed)
    if counter.style in BULLETS:
        return Sign("bullet", printed + gap)
    return _sign(_FORMATS.get(counter.style), counter.value, printed, gap)


@dataclass(slots=True)
class _Count:
    """How far Word has counted in one list, as far as that is beyond doubt."""

    values: dict[int, int] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)
    restarted: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)

    def following(self, level: int) -> int | None:
        """Return the next number at a level; None where programs may differ."""
        if level in self.doubtful:
            return None
        if level in self.values:
            return self.values[level] + 1
        start = self.starts.get(level, 1)
        # Whether a level that was told to begin at 3 begins there again is read both ways.
        return None if level in self.restarted and start != 1 else start

    def use(self, level: int, value: int, *, bullet: bool) -> None:
        """Note a paragraph at `level` with this number."""
        self.values[level] = value
        self.doubtful.discard(level)
        for deeper in [*self.values, *self.starts]:
            if deeper > level:
                if bullet:
                    self.doubtful.add(deeper)
                self.values.pop(deeper, None)
                self.restarted.add(deeper)
        # A level that was passed over has been used, or has not.
        self.doubtful.update(range(level))
        self.doubtful -= set(self.values)

    def restart(self, level: int, value: int) -> dict[int, int]:
        """Begin anew at `level`; return where each level of the new w:num starts."""
        self.starts = {
            above: number + 1 for above, number in self.values.items() if above < level
        } | {level: value}
        self.restarted = set()
        self.doubtful.discard(level)
        self.values.pop(level, None)
        return self.starts


def list_name(abstract: int) -> str:
    """Return w:nsid: by it Word tells lists apart when text is copied between documents."""
    return f'<w:nsid w:val="{0x50420000 + abstract:08X}"/>'


def _level(level: int, sign: Sign, *, style: str = "", indent: str, suffix: str) -> str:
    text = sign.text.replace("{}", f"%{level + 1}")
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{sign.format}"/>{named}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val={attribute(text)}/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{indent}</w:pPr></w:lvl>"
    )


def _heading_level(level: int, sign: Sign, style: str = "") -> str:
    indent = '<w:ind w:left="0" w:firstLine="0"/>'
    return _level(level, sign, style=style, indent=indent, suffix="nothing")


def item_level(level: int, sign: Sign, style: str = "") -> str:
    """Return a level of ordered lists: the number hangs before its text."""
    hanging = _HANGING[min(level, len(_HANGING) - 1)]
    left = _INDENT * min(level, len(_HANGING) - 1) + hanging
    indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
    return _level(level, sign, style=style, indent=indent, suffix="tab")


def item_sign(level: int, number: int, printed: str) -> Sign:
    """Return how Word writes the number of an item of an ordered list."""
    known = _ITEM_FORMATS[level] if level < len(_ITEM_FORMATS) else _DEEPER_ITEMS
    return _sign(known if item_number(level, number) == printed else None, number, printed, "")


class Numbering:
    """All numbered paragraphs of one document.

    `ordered` is the w:abstractNum of ordered lists in the base; `abstract` and `number` are the
    first ids that are free there.
    """

    def __init__(self, *, ordered: int, abstract: int, number: int) -> None:
        self._ordered = ordered
        self._outline = abstract
        self._outline_number = number
        self._next = number + 1  # the first w:num is the one that heading styles name
        self._numbers: list[str] = []
        self._base_signs: dict[int, Sign] = {}
        self._signs: dict[int, Sign] = {}  # of the w:num in use
        self._count = _Count()
        self._current = number
        self._used_by: dict[str, Tally[int]] = {}

    # --- headings and measures ---------------------------------------------------------------

    def heading(self, counter: Counter | None, style: str) -> str:
        """Return w:numPr of a paragraph in `style`; without a counter it is not numbered."""
        if counter is None or not 0 <= counter.depth < LEVELS:
            return UNNUMBERED
        level, value, sign = counter.depth, counter.value, _heading_sign(counter)
        self._base_signs.setdefault(level, sign)
        fits = self._signs.setdefault(level, sign) == sign
        if not fits or not (sign.is_bullet or self._count.following(level) == value):
            self._current = self._restarted(self._count, level, value, sign)
        self._count.use(level, value, bullet=sign.is_bullet)
        self._used_by.setdefault(style, Tally())[level] += 1
        return _properties(level, self._current)

    def _restarted(self, count: _Count, level: int, value: int, sign: Sign) -> int:
        starts = count.restart(level, value)
        self._signs = {**self._base_signs, level: sign}
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{one}"><w:startOverride w:val="{start}"/>'
            + (
                _heading_level(one, self._signs[one])
                if self._signs[one] != self._base_signs[one]
                else ""
            )
            + "</w:lvlOverride>"
            for one, start in sorted(starts.items())
        )
        return self._new(self._outline, overrides)

    def _new(self, abstract: int, overrides: str) -> int:
        number = self._next
        self._next += 1
        self._numbers.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        )
        return number

    # --- lists -------------------------------------------------------------------------------

    def items(self, items: ItemList) -> list[str]:
        """Return w:numPr of each item of an ordered list, "" for an item without a number."""
        found: list[str] = []
        count = _Count()
        number = 0
        signs: dict[int, Sign] = {}
        counted: dict[int, int] = {}
        for item in items.items:
            if not item.number:
                found.append("")
                continue
            level = min(item.level, LEVELS - 1)
            counted = {one: value for one, value in counted.items() if one <= level}
            counted[level] = counted.get(level, 0) + 1
            sign = item_sign(item.level, counted[level], item.number)
            fits = sign == signs.get(level, _usual(level))
            if not number or not fits or count.following(level) != counted[level]:
                starts = dict.fromkeys(range(LEVELS), 1) | count.restart(level, counted[level])
                signs = {} if sign == _usual(level) else {level: sign}
                number = self._new(self._ordered, _item_overrides(starts, signs))
            count.use(level, counted[level], bullet=False)
            found.append(_properties(level, number))
        return found

    # --- the part ----------------------------------------------------------------------------

    def abstract(self) -> tuple[str, dict[str, tuple[int, int]]]:
        """Return the w:abstractNum of the outline; for each style linked to it level and w:num.

        A level can be linked to one style and a style to one level: the pairs that occur most.
        """
        pairs = sorted(
            (-times, style, level)
            for style, levels in self._used_by.items()
            for level, times in levels.items()
            if style.startswith("Heading")
        )
        linked: dict[int, str] = {}
        for _, style, level in pairs:
            if level not in linked and style not in linked.values():
                linked[level] = style
        empty = Sign("none", "")
        levels = "".join(
            _heading_level(level, self._base_signs.get(level, empty), linked.get(level, ""))
            for level in range(LEVELS)
        )
        element = (
            f'<w:abstractNum w:abstractNumId="{self._outline}">{list_name(self._outline)}'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        return element, {style: (level, self._outline_number) for level, style in linked.items()}

    def numbers(self) -> str:
        """Return the w:num elements."""
        return (
            f'<w:num w:numId="{self._outline_number}"><w:abstractNumId w:val="{self._outline}"/>'
            "</w:num>" + "".join(self._numbers)
        )


def _properties(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _usual(level: int) -> Sign:
    return item_sign(level, 1, item_number(level, 1))


def _item_overrides(starts: dict[int, int], signs: dict[int, Sign]) -> str:
    return "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/>'
        + (item_level(level, signs[level]) if level in signs else "")
        + "</w:lvlOverride>"
        for level, start in sorted(starts.items())
    )
