"""What Word prints before numbered paragraphs, counted from numbering.xml alone (ECMA-376 §17.9).

Written from the standard, not from the renderer, whose numbers it checks. The standard leaves open
whether two w:num of one w:abstractNum count together (as Word does) or each for itself; `shared`
chooses.
"""

from collections.abc import Callable
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

# ST_NumberFormat (§17.18.59); what a set of signs does not reach is an error here.
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalEnclosedCircle": lambda number: "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"[number - 1],
    "aiueoFullWidth": lambda number: _AIUEO[number - 1],
    "none": lambda _number: "",
    "bullet": lambda _number: "",
}


def _value(parent: Any, path: str) -> str | None:
    found = None if parent is None else parent.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(f"{W}val")


class WordNumbers:
    """Counts through one document; ask for its paragraphs in order."""

    def __init__(self, numbering: Any, styles: Any, *, shared: bool = True) -> None:
        self.abstracts = {
            one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")
        }
        self.numbers = {one.get(f"{W}numId"): one for one in numbering.iter(f"{W}num")}
        self.styles = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
        self.shared = shared
        self.values: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()  # levels of a w:num that have been used

    def _of_paragraph(self, paragraph: Any) -> tuple[str, int] | None:
        """The w:num and level of a paragraph: its own, else its style's (§17.3.1.19)."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        number = _value(properties, "numId")
        if number is not None:
            return None if number == "0" else (number, int(_value(properties, "ilvl") or 0))
        style = _value(paragraph, "pPr/pStyle")
        while style is not None:
            properties = self.styles[style].find(f"{W}pPr/{W}numPr")
            number = _value(properties, "numId")
            if number is not None:
                return None if number == "0" else (number, int(_value(properties, "ilvl") or 0))
            style = _value(self.styles[style], "basedOn")
        return None

    def _level(self, number: str, level: int) -> tuple[Any, int | None]:
        """The definition of a level in a w:num and its w:startOverride (§17.9.8, §17.9.26)."""
        element = self.numbers[number]
        definition, start = None, None
        for override in element.iterchildren(f"{W}lvlOverride"):
            if override.get(f"{W}ilvl") == str(level):
                definition = override.find(f"{W}lvl")
                written = _value(override, "startOverride")
                start = None if written is None else int(written)
        if definition is None:
            abstract = self.abstracts[_value(element, "abstractNumId")]
            definition = next(
                one for one in abstract.iter(f"{W}lvl") if one.get(f"{W}ilvl") == str(level)
            )
        return definition, start

    def before(self, paragraph: Any) -> tuple[str, str]:
        """Return what is printed before a paragraph, and its w:numFmt; ("", "") for nothing."""
        found = self._of_paragraph(paragraph)
        if found is None:
            return "", ""
        number, level = found
        definition, override = self._level(number, level)
        start = int(_value(definition, "start") or 0) if override is None else override
        key = _value(self.numbers[number], "abstractNumId") if self.shared else number
        values = self.values.setdefault(key or "", {})
        if (number, level) not in self.begun and override is not None:
            values[level] = override
        else:
            values[level] = values[level] + 1 if level in values else start
        self.begun.add((number, level))
        for deeper in [one for one in values if one > level]:
            del values[deeper]  # w:lvlRestart is never given: every level above restarts it
        text = _value(definition, "lvlText") or ""
        for other in range(9):
            if f"%{other + 1}" in text:
                form = _value(self._level(number, other)[0], "numFmt") or "decimal"
                text = text.replace(f"%{other + 1}", FORMATS[form](values[other]))
        return text, _value(definition, "numFmt") or "decimal"
