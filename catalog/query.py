"""What somebody asks of the catalogue: words and chosen values, as they stand in an address."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from catalog import search

LONGEST_WORDS = 100
LONGEST_VALUE = 300
# More boxes than a facet shows; an address with more is no form of ours.
MOST_VALUES = 40


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """A question to the catalogue.

    Attributes:
        text: what was typed, cut to LONGEST_WORDS characters.
        chosen: (name of a facet, value) of each box that is ticked.
        page: number of the page as it came in the address; a wrong one gives the nearest.
        kept: other parameters of the address that every link of the page carries on.
    """

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    page: str = "1"
    kept: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, asked: QueryDict, *, kept: Sequence[str] = ()) -> Self:
        """Read the parameters of an address: `q`, `page`, one for each facet, those to be kept.

        Nothing is refused: what cannot be meant (control characters, values beyond any length)
        is left out, and a page of the catalogue looks at the facets that it has.
        """
        return cls(
            text=_printable(asked.get("q", ""))[:LONGEST_WORDS].strip(),
            chosen=tuple(
                (name, value)
                for name in asked
                if name not in {"q", "page", *kept}
                for value in dict.fromkeys(asked.getlist(name)[:MOST_VALUES])
                if value and len(value) <= LONGEST_VALUE and value == _printable(value)
            )[:MOST_VALUES],
            page=asked.get("page", "1"),
            kept=tuple(
                (name, value) for name in kept if (value := _printable(asked.get(name, "")))
            ),
        )

    @property
    def words(self) -> list[str]:
        """The words that every row must hold, in the form that is compared."""
        return list(dict.fromkeys(search.words(self.text)))

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows the list."""
        return not self.text and not self.chosen

    def values(self, name: str) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        return tuple(value for facet, value in self.chosen if facet == name)

    def within(self, names: Sequence[str]) -> Self:
        """Return the same question without what is asked of facets that are not in `names`."""
        return replace(self, chosen=tuple(each for each in self.chosen if each[0] in names))

    def without(self, name: str, value: str | None = None) -> Self:
        """Return the same question without a value of a facet, or without the whole facet."""
        chosen = tuple(
            (facet, each)
            for facet, each in self.chosen
            if facet != name or (value is not None and each != value)
        )
        return replace(self, chosen=chosen, page="1")

    def choosing(self, name: str, value: str) -> Self:
        """Return the same question with one more value of a facet."""
        return replace(self, chosen=(*self.chosen, (name, value)))

    def without_word(self, word: str) -> Self:
        """Return the same question without one of its words."""
        words = [each for each in self.words if each != word]
        return replace(self, text=" ".join(words), page="1")

    def cleared(self) -> Self:
        """Return the question that asks for everything."""
        return replace(self, text="", chosen=(), page="1")

    @property
    def address(self) -> str:
        """The part of the address behind 「?」, without the page; may be empty."""
        return urlencode(list(self._parameters()))

    def _parameters(self) -> Iterator[tuple[str, str]]:
        yield from self.kept
        if self.text:
            yield "q", self.text
        yield from self.chosen


def _printable(text: str) -> str:
    """Return `text` without what no database or page should see: PostgreSQL refuses NUL."""
    return "".join(char for char in text if unicodedata.category(char) not in {"Cc", "Cs"})
