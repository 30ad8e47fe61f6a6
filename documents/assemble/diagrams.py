"""推進体制図 and 体系図, drawn from the data of the plan."""

from collections import defaultdict

from documents import tree
from documents.assemble.book import Book
from documents.assemble.measures import REPRINT, measure_name
from documents.content import Chapter, GovernanceBody

_FEWEST_BODIES = 2  # one body alone is no chart


def governance_diagram(book: Book) -> list[tree.Node]:
    """Return the bodies of the 推進体制 with their heads as a chart; [] for fewer than two."""
    bodies = book.content.governance
    if len(bodies) < _FEWEST_BODIES:
        return []
    below: dict[str | None, list[GovernanceBody]] = defaultdict(list)
    for body in bodies:
        below[body.parent].append(body)

    def box(body: GovernanceBody) -> tree.Box:
        return tree.Box(
            lines=tuple(
                text for text in (body.name, f"長：{body.head}" if body.head else "") if text
            ),
            children=tuple(box(child) for child in below[body.uid]),
        )

    return [
        tree.Diagram(
            kind=tree.DiagramKind.GOVERNANCE,
            roots=tuple(box(body) for body in below[None]),
            alt="推進体制の図",
            caption=book.caption(tree.CaptionKind.FIGURE, "governance", "推進体制"),
            anchor=book.issue("governance"),
        )
    ]


def _chapter_box(book: Book, chapter: Chapter) -> tree.Box | None:
    """A chapter with its measures and the chapters below it; None where it leads to no measure."""
    measures = []
    for placement in chapter.placements:
        place = book.outline.placements[placement.uid]
        name = measure_name(book.measures[placement.measure])
        mark = REPRINT if place.reprint else ""
        line = tree.numbered_line(place.number, name) + mark
        measures.append(tree.Box(lines=(line,), anchor=place.anchor))
    chapters = [box for child in chapter.children if (box := _chapter_box(book, child)) is not None]
    if not (measures or chapters):
        return None
    place = book.outline.chapters[chapter.uid]
    return tree.Box(
        lines=(tree.numbered_line(place.number, chapter.title),),
        anchor=place.anchor,
        children=(*measures, *chapters),
    )


def system_diagram(book: Book) -> list[tree.Node]:
    """Return 目指す姿 → themes → measures as a chart, or nothing where no chapter has a measure.

    What stands above all themes alone (a 部, the chapter of measures) is left out: it says nothing.
    """
    content = book.content
    roots = tuple(
        box for chapter in content.chapters if (box := _chapter_box(book, chapter)) is not None
    )
    if not roots:
        return []
    while len(roots) == 1 and any(box.children for box in roots[0].children):
        roots = roots[0].children
    if content.vision:
        lines = ("目指す姿", *(line for line in content.vision.split("\n") if line))
        roots = (tree.Box(lines=lines, children=roots),)
    return [
        tree.Diagram(
            kind=tree.DiagramKind.SYSTEM,
            roots=roots,
            alt="施策の体系の図",
            caption=book.caption(tree.CaptionKind.FIGURE, "system", "施策の体系"),
            anchor=book.issue("system"),
        )
    ]
