"""PlanContent → Outline: the number, level and anchor of every chapter and placed measure.

It is made before any text is, so that a cross-reference can name what stands further back.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from documents.content import (
    Chapter,
    ChapterKind,
    Look,
    Measure,
    NumberStyle,
    Placement,
    PlanContent,
)
from documents.numbering import format_number
from documents.tree import Counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a chapter or a measure stands: its number, heading level and anchor.

    `counter` is None where nothing is printed before the title; `reprint` says that a measure is
    printed there as 【再掲】.
    """

    counter: Counter | None
    level: int
    anchor: str
    reprint: bool = False

    @property
    def number(self) -> str:
        """The number as printed."""
        return "" if self.counter is None else format_number(self.counter.style, self.counter.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All places of a plan."""

    chapters: dict[str, Place]  # by the uid of the chapter
    placements: dict[str, Place]  # by the uid of the placement
    homes: dict[str, Place]  # by the uid of the measure: where a reference to it leads
    titles: dict[str, tuple[str, ...]]  # by the uid of the measure: titles it stands under
    unplaced: tuple[Measure, ...]


def _counter(look: Look, depth: int, value: int) -> Counter | None:
    """The number of a chapter or measure at `depth` (0 = directly under a part or no part)."""
    style = look.numbering[depth] if depth < len(look.numbering) else NumberStyle.NONE
    return Counter(style=style, depth=depth + 1, value=value) if style.value else None


def _placements(chapters: tuple[Chapter, ...]) -> Iterator[Placement]:
    """Yield the placements in the order of the book."""
    for chapter in chapters:
        yield from chapter.placements
        yield from _placements(chapter.children)


def _reprints(content: PlanContent) -> frozenset[str]:
    """Return the uids of the placements that are printed as 【再掲】.

    The first place in the book carries the text of a measure, whichever was stored as the
    original: chapters are moved and places added later. One that is stored as 再掲 only stays so.
    """
    by_measure: dict[str, list[Placement]] = defaultdict(list)
    for placement in _placements(content.chapters):
        by_measure[placement.measure].append(placement)
    return frozenset(
        placement.uid
        for places in by_measure.values()
        for placement in (places if all(p.reprint for p in places) else places[1:])
    )


class _Walk:
    """Numbers run per parent and, for parts, per sort of sibling."""

    def __init__(self, look: Look, reprints: frozenset[str]) -> None:
        self.look = look
        self.reprints = reprints
        self.chapters: dict[str, Place] = {}
        self.placements: dict[str, Place] = {}
        self.homes: dict[str, Place] = {}
        self.first_reprints: dict[str, Place] = {}
        self.titles: dict[str, tuple[str, ...]] = {}

    def chapters_of(
        self,
        chapters: tuple[Chapter, ...],
        level: int,
        depth: int,
        above: tuple[str, ...],
        counted: int = 0,
    ) -> None:
        """Number `chapters`; `counted` measures stand before them under the same heading."""
        parts, others = 0, counted
        for chapter in chapters:
            counter = None
            is_part = chapter.kind is ChapterKind.PART
            if chapter.numbered and is_part:
                parts += 1
                style = self.look.part_numbering
                counter = Counter(style=style, depth=0, value=parts) if style.value else None
            elif chapter.numbered:
                others += 1
                counter = _counter(self.look, depth, others)
            below = 0 if is_part else depth + 1
            titles = (*above, chapter.title)
            self.chapters[chapter.uid] = Place(
                counter=counter, level=level, anchor=f"c-{chapter.uid}"
            )
            self.measures_of(chapter, level + 1, below, titles)
            self.chapters_of(
                chapter.children, level + 1, below, titles, counted=len(chapter.placements)
            )

    def measures_of(
        self, chapter: Chapter, level: int, depth: int, titles: tuple[str, ...]
    ) -> None:
        for count, placement in enumerate(chapter.placements, start=1):
            uid = placement.measure
            reprint = placement.uid in self.reprints
            place = Place(
                counter=_counter(self.look, depth, count),
                level=level,
                anchor=f"p-{placement.uid}" if reprint else f"m-{uid}",
                reprint=reprint,
            )
            self.placements[placement.uid] = place
            homes = self.first_reprints if reprint else self.homes
            homes.setdefault(uid, place)
            self.titles[uid] = (*self.titles.get(uid, ()), *titles)


def outline_of(content: PlanContent) -> Outline:
    """Return the places of all chapters and measures of `content`.

    Numbering depth 0 is a chapter directly under a part or under no part; a part has the style
    `part_numbering` and its chapters start from one again. A chapter with `numbered` false gets no
    number and is not counted. A measure has the style of the depth below its chapter. Under one
    heading no number comes twice: the measures of a chapter are counted first, its chapters go on.
    """
    walk = _Walk(content.look, _reprints(content))
    walk.chapters_of(content.chapters, 1, 0, ())
    homes = walk.first_reprints | walk.homes
    unplaced = tuple(measure for measure in content.measures if measure.uid not in homes)
    for measure in unplaced:
        homes[measure.uid] = Place(counter=None, level=2, anchor=f"m-{measure.uid}")
    return Outline(
        chapters=walk.chapters,
        placements=walk.placements,
        homes=homes,
        titles=walk.titles,
        unplaced=unplaced,
    )
