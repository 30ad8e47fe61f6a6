"""Which row of one list is which row of another: by name, then by code; never by guessing alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from catalog.models import NationalMeasure
from catalog.search import normalise

# The share of common pairs of characters (Dice) from which on names are alike. Of the names of H30
# those that were only renamed in R1 stand above 0.85, those that a person found to have gone below
# 0.5, and candidates between.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """A row of a former list and the same measure in a later one; one of them may be missing."""

    former: NationalMeasure | None
    later: NationalMeasure | None


def plain(name: str) -> str:
    """Return a name without differences of width, case and blanks."""
    return "".join(normalise(name).split())


def plain_name(row: NationalMeasure) -> str:
    """Return the plain name of a row."""
    return plain(row.name)


def likeness(one: str, other: str) -> float:
    """Return how much two plain names have in common, from 0 to 1."""
    first, second = Counter(_pairs(one)), Counter(_pairs(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else float(one == other)


def _pairs(name: str) -> list[str]:
    return [name[at : at + 2] for at in range(len(name) - 1)] or [name]


def match_rows(
    former: Iterable[NationalMeasure],
    later: Iterable[NationalMeasure],
    *,
    is_same_edition: bool,
) -> list[Match]:
    """Pair the rows of two lists: the later ones in their order, then the former ones left over.

    Rows pair by name and code, then by a name that each list has once more only, then by code:
    within one edition always, between editions only where the names are alike, because a later
    list may give a code to another measure.
    """
    left, right = list(former), list(later)
    found: dict[int, NationalMeasure] = {}

    def pair(key: Callable[[NationalMeasure], Hashable], alike: float) -> None:
        """Pair what is left, where a key stands once on each side."""
        ones, others = _once(left, key), _once(right, key)
        for value in ones.keys() & others.keys():
            one, other = ones[value], others[value]
            if alike and likeness(plain_name(one), plain_name(other)) < alike:
                continue
            found[id(other)] = one
        taken = {id(row) for row in found.values()}
        left[:] = [row for row in left if id(row) not in taken]
        right[:] = [row for row in right if id(row) not in found]

    everything = list(right)
    pair(lambda row: (plain_name(row), row.code), 0)
    pair(plain_name, 0)
    pair(lambda row: row.code, 0 if is_same_edition else ALIKE)
    return [
        *(Match(found.get(id(row)), row) for row in everything),
        *(Match(row, None) for row in left),
    ]


def _once(
    rows: Sequence[NationalMeasure], key: Callable[[NationalMeasure], Hashable]
) -> dict[Hashable, NationalMeasure]:
    """Return the rows whose key no other one has."""
    counts = Counter(key(row) for row in rows)
    return {key(row): row for row in rows if counts[key(row)] == 1}


class Candidates:
    """Finds the row of a list whose name is most like another name."""

    def __init__(self, rows: Sequence[NationalMeasure]) -> None:
        self._names = [(row, plain_name(row)) for row in rows]
        self._by_pair: dict[str, set[int]] = defaultdict(set)
        for at, (_, name) in enumerate(self._names):
            for two in _pairs(name):
                self._by_pair[two].add(at)

    def best_for(self, row: NationalMeasure) -> tuple[NationalMeasure, float] | None:
        """Return the likeliest row and how like it is, or None where none is like enough."""
        name = plain_name(row)
        places = sorted({at for two in _pairs(name) for at in self._by_pair.get(two, ())})
        scored = [(likeness(name, self._names[at][1]), -at) for at in places]
        score, at = max(scored, default=(0.0, 0))
        return (self._names[-at][0], score) if score >= ALIKE else None
