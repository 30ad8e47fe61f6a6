"""Facets: by what a list of the catalogue is narrowed, with the number of rows behind each value.

A facet counts under the other facets' choices and the words, not under its own, so that its
numbers say what ticking one more box would bring. Each costs one GROUP BY, whatever the size of
the catalogue; a column that holds several values ("|総務省|内閣府|") is split here. There is no
index for them: over 10,000 rows one made the whole list faster and every search for a word slower.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, Q
from django.db.models.expressions import Combinable

from catalog.models.searched import SearchedQuerySet, holds
from catalog.query import CatalogueQuery

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 25
# The value that stands for rows of which nothing is printed.
NONE = "none"
NOTHING_PRINTED = "記載なし"
# The value that stands for all rows, of a facet with a default.
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How a facet is asked of the database and told to the reader.

    Attributes:
        name: the parameter of the address.
        label: what the reader calls it.
        fields: the columns that are grouped by.
        values: cells of these columns → the facet's values that such a row has.
        rows: value → the rows that have it.
        word: value → what the reader sees; None, or without it, the value itself.
        order: value → its place; without it, the most frequent come first.
        is_ours: whether it is our reading and not the state's.
        default: the value that is chosen where the reader chose none; such a facet has the value
            ALL to choose everything. "" where everything is shown without a choice.
    """

    name: str
    label: str
    fields: tuple[str, ...]
    values: Callable[..., Iterable[str]]
    rows: Callable[[str], Q]
    word: Callable[[str], str | None] | None = None
    order: Callable[[str], tuple[object, ...]] | None = None
    is_ours: bool = False
    default: str = ""

    def left(self, query: CatalogueQuery, value: str | None = None) -> CatalogueQuery:
        """Return the question without a value of this facet, or without all of them.

        Where that would bring the default back, everything is asked for.
        """
        left = query.without(self.name, value)
        brings_all = self.default and value != ALL and not left.values(self.name)
        return left.choosing(self.name, ALL) if brings_all else left

    def said(self, value: str) -> str:
        """Return what the reader sees of a value."""
        word = self.word(value) if self.word is not None else None
        return word or (NOTHING_PRINTED if value == NONE else value)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet; `uid` is fit for an id in a page and stays the same between pages."""

    value: str
    word: str
    count: int
    is_chosen: bool
    uid: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that are to be shown: those with rows, and the chosen ones.

    `total` is the number of rows without this facet's own choice.
    """

    name: str
    label: str
    is_ours: bool
    values: tuple[FacetValue, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows the list, with the address of the list without it."""

    label: str
    word: str
    address: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What to drop where nothing was found, and how many rows there are then."""

    label: str
    word: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class CataloguePage(Generic[Row]):
    """One page of a list of the catalogue.

    Attributes:
        query: what was asked, without what this list does not know.
        rows: the rows of this page, PAGE_SIZE at most, and where it stands among the pages.
        facets: by what the list can be narrowed.
        chips: by what it is narrowed now.
        hints: where nothing was found, what to drop so that something is; else empty.
        is_narrowed: whether more narrows it than the defaults.
    """

    query: CatalogueQuery
    rows: Page[Row]
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    hints: tuple[Hint, ...]
    is_narrowed: bool

    @property
    def total(self) -> int:
        """The number of rows on all pages."""
        return self.rows.paginator.count


def narrowed_page(
    rows: SearchedQuerySet[Row],
    groupings: Sequence[Grouping],
    query: CatalogueQuery,
    *,
    order: Sequence[str | Combinable],
) -> CataloguePage[Row]:
    """Return the page of `rows` that `query` asks for.

    It takes one query for each grouping, one to count and one for the rows; where words were
    typed and nothing was found, one more.
    """
    query = query.within([grouping.name for grouping in groupings])
    defaults = [(grouping.name, grouping.default) for grouping in groupings if grouping.default]
    for name, value in defaults:
        if not query.values(name):
            query = query.choosing(name, value)
    chosen = {
        grouping.name: _any_of(map(grouping.rows, values))
        for grouping in groupings
        if (values := query.values(grouping.name))
    }
    worded = rows.search(query.text)
    facets = tuple(
        _facet(
            worded.filter(*(each for name, each in chosen.items() if name != grouping.name)),
            grouping,
            query.values(grouping.name),
        )
        for grouping in groupings
    )
    found = worded.filter(*chosen.values()).order_by(*order)
    page = Paginator(found, PAGE_SIZE).get_page(query.page)
    return CataloguePage(
        query=query,
        rows=page,
        facets=facets,
        chips=_chips(query, groupings, facets),
        hints=()
        if page.paginator.count
        else _hints(rows.filter(*chosen.values()), query, groupings, facets),
        is_narrowed=bool(query.text) or bool(set(query.chosen) - set(defaults)),
    )


def _any_of(conditions: Iterable[Q]) -> Q:
    """Return a condition that holds where one of `conditions` does; there is at least one."""
    first, *others = conditions
    for other in others:
        first |= other
    return first


def _facet(rows: SearchedQuerySet[Row], grouping: Grouping, chosen: Sequence[str]) -> Facet:
    counts: Counter[str] = Counter(dict.fromkeys(chosen, 0))
    total = 0
    for *cells, count in rows.order_by().values_list(*grouping.fields).annotate(count=Count("pk")):
        total += count
        for value in grouping.values(*cells):
            counts[value] += count
    place = grouping.order or (lambda value: (-counts[value], grouping.said(value)))
    return Facet(
        name=grouping.name,
        label=grouping.label,
        is_ours=grouping.is_ours,
        values=tuple(
            FacetValue(
                value=value,
                word=grouping.said(value),
                count=counts[value],
                is_chosen=value in chosen,
                uid=f"{grouping.name}-{sha256(value.encode()).hexdigest()[:12]}",
            )
            for value in sorted(counts, key=place)
        ),
        total=total,
    )


def _chips(
    query: CatalogueQuery, groupings: Sequence[Grouping], facets: Iterable[Facet]
) -> tuple[Chip, ...]:
    words = [Chip("言葉", word, query.without_word(word).address) for word in query.words]
    return (
        *words,
        *(
            Chip(facet.label, value.word, grouping.left(query, value.value).address)
            for grouping, facet in zip(groupings, facets, strict=True)
            for value in facet.values
            if value.is_chosen
        ),
    )


def _hints(
    rows: SearchedQuerySet[Row],
    query: CatalogueQuery,
    groupings: Sequence[Grouping],
    facets: Iterable[Facet],
) -> tuple[Hint, ...]:
    """Return what to drop, the most helpful first; `rows` are narrowed by facets alone."""
    hints = [
        Hint(
            facet.label,
            "、".join(value.word for value in facet.values if value.is_chosen),
            grouping.left(query).address,
            facet.total,
        )
        for grouping, facet in zip(groupings, facets, strict=True)
        if query.values(facet.name)
    ]
    if words := query.words:
        without = rows.aggregate(
            **{
                f"without_{place}": Count(
                    "pk", filter=Q(*(holds(other) for other in words if other != word))
                )
                for place, word in enumerate(words)
            }
        )
        hints += [
            Hint("言葉", word, query.without_word(word).address, without[f"without_{place}"])
            for place, word in enumerate(words)
        ]
    return tuple(
        sorted((hint for hint in hints if hint.count), key=lambda hint: hint.count, reverse=True)
    )
