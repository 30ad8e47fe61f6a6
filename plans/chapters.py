"""The present chapters of a plan as one list, in the order of the book."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plans.models import Chapter, Plan


@dataclass(frozen=True, slots=True)
class ListedChapter:
    """A chapter with its depth in the tree (0 is the top)."""

    chapter: Chapter
    depth: int

    @property
    def label(self) -> str:
        """The title, drawn in by its depth: chapters of one pillar often bear the same title."""
        return "\u3000" * self.depth + self.chapter.title


def listed_chapters(plan: Plan) -> list[ListedChapter]:
    """Return the chapters that are part of the book, in one query."""
    return in_book_order(Chapter.objects.present().filter(plan=plan))


def in_book_order(rows: Iterable[Chapter]) -> list[ListedChapter]:
    """Return the present chapters of a plan, siblings in order, as the book has them.

    A chapter below a removed one is no part of it.
    """
    below: dict[int | None, list[Chapter]] = defaultdict(list)
    for chapter in rows:
        below[chapter.parent_id].append(chapter)

    def walk(parent: int | None, depth: int) -> Iterator[ListedChapter]:
        for chapter in below[parent]:
            yield ListedChapter(chapter, depth)
            yield from walk(chapter.pk, depth + 1)

    return list(walk(None, 0))
