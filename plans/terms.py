"""Words of the guide's time whose law or name has moved, found in a text and replaced on request.

Nothing is replaced by itself: a person sees the word, what it is called now and why, and decides
for one part of the plan. Longer words are found first, so that a word inside the name of another
is left to that name; a word inside its own proposed wording is none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import transaction

from accounts.models import User
from catalog.models import OutdatedTerm
from documents.limits import LONG, SHORT
from plans.editing import mark_inserted, save_part
from plans.errors import DeedNotAllowed
from plans.measures import MeasureInput, RowChange, save_measure
from plans.models import Chapter, Kpi, Measure, ScheduleItem

# Keys of stored parts whose strings are words; what stands under any other is none (uid, ref …).
_WORDS = {
    "text", "title", "caption", "alt", "source", "rights", "name", "categories", "unit",
    "written", "label", "method", "note", "open_end",
}  # fmt: skip
_LONG = {"text", "body", "support", "budget", "method", "note", "written", "alt"}
_CHAPTER_COLUMNS = ("title", "body")
_MEASURE_COLUMNS = ("name", "body", "sections", "notes", "support", "budget")
_KPI_COLUMNS = ("name", "targets", "method", "note")
_SCHEDULE_COLUMNS = ("written", "open_end", "steps")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term that stands in a text, how often, and in which of its spellings."""

    term: OutdatedTerm
    count: int
    spellings: tuple[str, ...]


class Terms:
    """The terms to look for, compiled once for many texts."""

    def __init__(self, terms: Iterable[OutdatedTerm]) -> None:
        self.by_spelling: dict[str, OutdatedTerm] = {}
        shields = []
        for term in terms:
            for spelling in (term.old, *term.aliases):
                self.by_spelling.setdefault(spelling, term)
            if term.proposed:
                shields.append(term.proposed)
        self._pattern = _pattern((*self.by_spelling, *shields))

    def _matches(self, text: str) -> Iterable[tuple[re.Match[str], OutdatedTerm]]:
        if not self.by_spelling:
            return
        for match in self._pattern.finditer(text):
            term = self.by_spelling.get(match[0])
            if term is not None:
                yield match, term

    def found_in(self, texts: Iterable[str]) -> list[FoundTerm]:
        """Return the terms in the texts of one part, in the order in which they first stand."""
        counts: Counter[int] = Counter()
        spellings: dict[int, dict[str, None]] = {}
        terms: dict[int, OutdatedTerm] = {}
        for text in texts:
            for match, term in self._matches(text):
                counts[term.pk] += 1
                spellings.setdefault(term.pk, {})[match[0]] = None
                terms[term.pk] = term
        return [FoundTerm(term, counts[pk], tuple(spellings[pk])) for pk, term in terms.items()]

    def places(self, text: str, term: OutdatedTerm) -> list[tuple[int, int]]:
        """Return where `term` stands in `text`: (start, end) of each place, in order."""
        return [match.span() for match, found in self._matches(text) if found.pk == term.pk]


@lru_cache(maxsize=8)
def _pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(set(spellings), key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, longest_first)))


def all_terms() -> Terms:
    """Return every term of the catalogue, in one query."""
    return Terms(OutdatedTerm.objects.all())


# --- replacing -------------------------------------------------------------------------------


def _replaced_text(text: str, places: Sequence[tuple[int, int]], proposed: str) -> str:
    for start, end in reversed(places):
        text = text[:start] + proposed + text[end:]
    return text


def _moved_mark(
    mark: dict[str, Any], places: Sequence[tuple[int, int]], proposed: str
) -> dict[str, Any]:
    """Return a mark where its words stand afterwards; one that cut a term takes it whole in."""

    def moved(offset: int, *, is_end: bool) -> int:
        shift = 0
        for start, end in places:
            if end <= offset:
                shift += len(proposed) - (end - start)
            elif start < offset:
                return start + shift + (len(proposed) if is_end else 0)
        return offset + shift

    is_point = mark["start"] == mark["end"]
    start = moved(mark["start"], is_end=is_point)
    return {**mark, "start": start, "end": start if is_point else moved(mark["end"], is_end=True)}


class _Replacer:
    """Replaces one term in stored data and counts the places."""

    def __init__(self, terms: Terms, term: OutdatedTerm) -> None:
        self.terms, self.term, self.count = terms, term, 0

    def in_text(self, text: str, key: str) -> str:
        """Return a text with the proposed wording; `key` says which limit it has."""
        places = self.terms.places(text, self.term)
        if not places:
            return text
        self.count += len(places)
        new = _replaced_text(text, places, self.term.proposed)
        if len(new) > (LONG if key in _LONG else SHORT).max_length:
            raise DeedNotAllowed("置き換えると欄の長さを超えるため、置き換えていません。")
        return new

    def in_data(self, value: Any, key: str) -> Any:
        """Return stored data with the proposed wording in all its words."""
        if isinstance(value, str):
            return self.in_text(value, key)
        if isinstance(value, list):
            return [self.in_data(item, key) for item in value]
        if not isinstance(value, dict):
            return value
        new = {
            name: self.in_data(item, name)
            if name in _WORDS or isinstance(item, list | dict)
            else item
            for name, item in value.items()
            if name != "marks"
        }
        if "marks" in value:
            places = self.terms.places(value["text"], self.term)
            new["marks"] = [
                _moved_mark(mark, places, self.term.proposed) for mark in value["marks"]
            ]
        return new

    def changes(self, row: Any, columns: Sequence[str]) -> dict[str, Any]:
        """Return the columns of a row that change."""
        pairs = ((name, self.in_data(getattr(row, name), name)) for name in columns)
        return {name: new for name, new in pairs if new != getattr(row, name)}


def replace_term(part: Chapter | Measure, term: OutdatedTerm, *, by: User, at: datetime) -> int:
    """Put the proposed wording in place of a term in one part; return the number of places.

    KPI and schedule of a measure are part of it. The former text keeps a revision of its own. A
    text that nobody has read yet stays marked so: a pressed button is no reading. `part` is the row
    as the person saw it: StalePart is raised where there is a newer one, DeedNotAllowed where
    nothing can simply be put in the term's place.
    """
    if not term.proposed:
        raise DeedNotAllowed("この用語は、そのまま置き換えられる言葉がありません。")
    replacer = _Replacer(all_terms(), term)
    with transaction.atomic():
        if isinstance(part, Chapter):
            changes = replacer.changes(part, _CHAPTER_COLUMNS)
            saved: Chapter | Measure = save_part(
                part, by=by, at=at, version=part.version, changes=changes, merge=False
            )
        else:
            given = _measure_input(part, replacer)
            saved = save_measure(part, given, by=by, at=at)
        if part.is_inserted and not saved.is_inserted:
            mark_inserted(saved, version=saved.version, is_inserted=True)
    return replacer.count


def _measure_input(measure: Measure, replacer: _Replacer) -> MeasureInput:
    rows: list[RowChange] = [
        RowChange(row, replacer.changes(row, _KPI_COLUMNS))
        for row in Kpi.objects.present().filter(measure=measure)
    ]
    rows += [
        RowChange(row, replacer.changes(row, _SCHEDULE_COLUMNS))
        for row in ScheduleItem.objects.present().filter(measure=measure)
    ]
    return MeasureInput(
        version=measure.version,
        changes=replacer.changes(measure, _MEASURE_COLUMNS),
        rows=rows,
        merge=False,
    )
