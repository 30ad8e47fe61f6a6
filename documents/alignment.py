"""Which part of an edited text is which part of the text before, so that ids can be carried.

Equal parts are the same part, also where they moved. Between parts that stayed in order, an edited
part is the most similar old one of its kind. The work is bounded: it grows with the number of
parts, not with its square, once a gap is large.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

LEAST_SIMILARITY = 0.3
_MOST_PAIRS = 10_000
_WINDOW = 20

Part = TypeVar("Part")


def align(
    previous: Sequence[Part],
    new: Sequence[Part],
    *,
    key: Callable[[Part], Hashable],
    kind: Callable[[Part], Hashable],
    words: Callable[[Part], str],
) -> list[int | None]:
    """Return for each part of `new` the index in `previous` of the part that it was, or None.

    Equal keys are equal parts. Parts of one kind may also be one another when edited; `words` is
    the text by which their likeness is judged (`similarity`, at least 0.3), or they are the only
    ones left of their kind between two neighbours that stayed. No index is returned twice.
    """
    equal = _equal_pairs([key(part) for part in previous], [key(part) for part in new])
    found: list[int | None] = [None] * len(new)
    for old, now in equal:
        found[now] = old
    taken = {old for old, _ in equal}
    fixed = [(-1, -1), *_longest_rise(equal), (len(previous), len(new))]
    for (old_start, new_start), (old_end, new_end) in pairwise(fixed):
        olds: dict[Hashable, list[int]] = defaultdict(list)
        news: dict[Hashable, list[int]] = defaultdict(list)
        for index in range(old_start + 1, old_end):
            if index not in taken:
                olds[kind(previous[index])].append(index)
        for index in range(new_start + 1, new_end):
            if found[index] is None:
                news[kind(new[index])].append(index)
        for sort in news:
            old_words = [words(previous[index]) for index in olds[sort]]
            new_words = [words(new[index]) for index in news[sort]]
            for old, now in _similar_pairs(old_words, new_words):
                found[news[sort][now]] = olds[sort][old]
    return found


def _equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Pair equal keys: from both ends first, then the n-th of a key with its n-th."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index in range(len(old) - tail - 1, head - 1, -1):
        places[old[index]].append(index)
    pairs = [(index, index) for index in range(head)]
    for index in range(head, len(new) - tail):
        if places.get(new[index]):
            pairs.append((places[new[index]].pop(), index))
    pairs += [(len(old) - back, len(new) - back) for back in range(tail, 0, -1)]
    return pairs


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs (in order of the new text) whose old indices rise too."""
    ends: list[int] = []  # smallest old index that ends a rise of each length
    at: list[int] = []  # its place in `pairs`
    before: list[int] = []
    for place, (old, _) in enumerate(pairs):
        length = bisect_left(ends, old)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [old]
        at[length : length + 1] = [place]
    rise: list[tuple[int, int]] = []
    place = at[-1] if at else -1
    while place >= 0:
        rise.append(pairs[place])
        place = before[place]
    return rise[::-1]


def _similar_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of most similar texts, best first, then the only two that are left."""
    old_left, new_left = set(range(len(old))), set(range(len(new)))
    old_counts = [_pairs_of_characters(text) for text in old]
    new_counts = [_pairs_of_characters(text) for text in new]
    scores = [
        (-_likeness(old_counts[i], new_counts[j]), i, j) for i, j in _candidates(len(old), len(new))
    ]
    for score, i, j in sorted(scores):
        if -score >= LEAST_SIMILARITY and i in old_left and j in new_left:
            old_left.remove(i)
            new_left.remove(j)
            yield i, j
    if len(old_left) == len(new_left) == 1:
        yield old_left.pop(), new_left.pop()


def _candidates(old: int, new: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth a look: all, or in a large gap those at about the same place."""
    for i in range(old):
        if old * new <= _MOST_PAIRS:
            nearby = range(new)
        else:
            middle = i * new // old
            nearby = range(max(0, middle - _WINDOW), min(new, middle + _WINDOW + 1))
        for j in nearby:
            yield i, j


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: Dice's coefficient of pairs of characters.

    Like difflib's ratio it is twice what is common over the sum of both, but it takes time in
    proportion to the texts and does not find likeness in single kana that every sentence has.
    """
    return _likeness(_pairs_of_characters(one), _pairs_of_characters(other))


def _pairs_of_characters(text: str) -> Counter[str]:
    # A start and an end make a text of one character comparable too.
    return Counter(a + b for a, b in pairwise(f"\x02{text}\x03"))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    small, large = sorted((one, other), key=len)
    common = sum(min(count, large[pair]) for pair, count in small.items())
    return 2 * common / (one.total() + other.total())
