"""Diagram → a table that grows to the right: boxes are paragraphs, lines are borders of cells.

No shapes and no text boxes: the boxes can be edited like any text, break over pages, and are read
in their order. Every box at the end of a branch has two rows; between them, at the height of its
first line, runs the line that leads to it. A box with others below it spans all their rows.
"""

from dataclasses import dataclass

from documents.renderers.docx_inlines import InlineWriter
from documents.renderers.docx_tables import column_widths, grid, table_properties
from documents.renderers.wordml import line_break, paragraph, run
from documents.tree import Box, Diagram, boxes_of

_GAP = 160  # half of the room between two columns
_LINE_HEIGHT = 240  # from the top of a box to the middle of its first line
_LEAST, _MOST = 12, 24  # characters of a line, for the shares of the columns
_RULE = 'w:val="single" w:sz="6" w:space="0" w:color="777777"'
_KEEP = "<w:keepNext/>"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box in the grid: it spans the leaves from `first` to before `end`.

    `last_child` is the leaf at which the last box below it begins.
    """

    box: Box
    depth: int
    first: int
    end: int
    last_child: int


def _placed(roots: tuple[Box, ...]) -> list[_Placed]:
    """Every box with the leaves that it spans, in reading order."""
    order = list(boxes_of(roots))
    firsts: list[int] = []
    leaves = 0
    for _, box in order:
        firsts.append(leaves)
        leaves += not box.children
    ends = [leaves] * len(order)
    last_children = list(firsts)
    open_boxes: list[int] = []  # one a depth, from the root to the box before
    for index, (depth, _) in enumerate(order):
        for done in open_boxes[depth:]:
            ends[done] = firsts[index]
        del open_boxes[depth:]
        if open_boxes:
            last_children[open_boxes[-1]] = firsts[index]
        open_boxes.append(index)
    return [
        _Placed(box, depth, first, end, last_child)
        for (depth, box), first, end, last_child in zip(
            order, firsts, ends, last_children, strict=True
        )
    ]


@dataclass(slots=True)
class _Lines:
    """What one row draws in the gap before one column."""

    down: bool = False
    across_left: bool = False
    across_right: bool = False


def _gap_cells(width: int, lines: _Lines) -> str:
    left = f"<w:bottom {_RULE}/>" if lines.across_left else ""
    left += f"<w:right {_RULE}/>" if lines.down else ""
    right = f"<w:left {_RULE}/>" if lines.down else ""
    right += f"<w:bottom {_RULE}/>" if lines.across_right else ""
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        + (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "")
        + "</w:tcPr>"
        + paragraph("DiagramGap", "", _KEEP)
        + "</w:tc>"
        for borders in (left, right)
    )


class DiagramWriter:
    """Writes the diagrams of one document."""

    def __init__(self, inlines: InlineWriter) -> None:
        self._inlines = inlines

    def diagram(self, node: Diagram, width: int) -> str:
        """Return the table of a diagram, without its caption, as wide as `width`."""
        placed = _placed(node.roots)
        depths = max(one.depth for one in placed) + 1
        shares = tuple(
            min(
                max(
                    _LEAST,
                    *(len(line) for one in placed if one.depth == depth for line in one.box.lines),
                ),
                _MOST,
            )
            for depth in range(depths)
        )
        boxes = column_widths(shares, width - 2 * _GAP * (depths - 1))
        widths = [boxes[0]]
        for box in boxes[1:]:
            widths.extend((_GAP, _GAP, box))
        rows = "".join(self._rows(placed, depths, boxes))
        properties = table_properties("DiagramTable", sum(widths), title=node.alt)
        return f"<w:tbl>{properties}{grid(widths)}{rows}</w:tbl>"

    def _rows(self, placed: list[_Placed], depths: int, widths: list[int]) -> list[str]:
        leaves = max(one.end for one in placed)
        at: dict[tuple[int, int], _Placed] = {}  # depth, leaf → the box that covers it
        for one in placed:
            for leaf in range(one.first, one.end):
                at[one.depth, leaf] = one
        rows = []
        for leaf in range(leaves):
            last = leaf == leaves - 1
            for upper in (True, False):
                cells = "".join(
                    ("" if depth == 0 else _gap_cells(_GAP, _lines(at, depth, leaf, upper=upper)))
                    + self._cell(
                        at.get((depth, leaf)), leaf, widths[depth], upper=upper, keep=not last
                    )
                    for depth in range(depths)
                )
                height = f'<w:trHeight w:val="{_LINE_HEIGHT}" w:hRule="exact"/>' if upper else ""
                rows.append(f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{cells}</w:tr>")
        return rows

    def _cell(self, one: _Placed | None, leaf: int, width: int, *, upper: bool, keep: bool) -> str:
        begins = one is not None and upper and one.first == leaf
        merge = "" if one is None else f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>'
        content = (
            self._box(one.box)
            if one is not None and begins
            else paragraph("DiagramGap", "", _KEEP if upper else "")
        )
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>{content}</w:tc>'

    def _box(self, box: Box) -> str:
        name, *more = box.lines
        first = self._inlines.link(name, f"#{box.anchor}") if box.anchor else run(name)
        words = first + "".join(line_break() + run(line) for line in more)
        return paragraph("DiagramBox", words, _KEEP)


def _lines(at: dict[tuple[int, int], _Placed], depth: int, leaf: int, *, upper: bool) -> _Lines:
    """The lines of a row in the gap between `depth` - 1 and `depth`."""
    parent = at.get((depth - 1, leaf))
    child = at.get((depth, leaf))
    if parent is None or not parent.box.children:
        return _Lines()
    if upper:
        return _Lines(
            down=parent.first < leaf <= parent.last_child,
            across_left=leaf == parent.first,
            across_right=child is not None and child.first == leaf,
        )
    return _Lines(down=leaf < parent.last_child)
