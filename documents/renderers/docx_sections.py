"""The pages of a DOCX: sizes, margins, and what stands at their heads and feet."""

from collections.abc import Iterator
from dataclasses import dataclass

from documents.renderers.wordml import field, paragraph, run, tab
from documents.tree import Document, Heading, Node, Table

_A4_WIDTH, _A4_HEIGHT = 11906, 16838


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in twentieths of a point. `grid` is the w:docGrid of a base document, or ""."""

    width: int = _A4_WIDTH
    height: int = _A4_HEIGHT
    top: int = 1418
    right: int = 1418
    bottom: int = 1361
    left: int = 1418
    header: int = 704
    footer: int = 680
    grid: str = ""

    @property
    def text_width(self) -> int:
        """How wide the text is."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """How high the text is."""
        return self.height - self.top - self.bottom

    @property
    def is_landscape(self) -> bool:
        """Say whether it is wider than high."""
        return self.width > self.height

    def turned(self) -> "Page":
        """Return the page turned sideways, with the same margins."""
        return Page(
            width=self.height,
            height=self.width,
            top=self.top,
            right=self.right,
            bottom=self.bottom,
            left=self.left,
            header=self.header,
            footer=self.footer,
            grid=self.grid,
        )

    def properties(self, references: str, *, with_cover: bool) -> str:
        """Return w:sectPr; `with_cover` gives its first page the heads and feet of a cover."""
        turned = ' w:orient="landscape"' if self.is_landscape else ""
        cover = "<w:titlePg/>" if with_cover else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{turned}/>'
            f'<w:pgMar w:top="{self.top}" w:right="{self.right}" w:bottom="{self.bottom}" '
            f'w:left="{self.left}" w:header="{self.header}" w:footer="{self.footer}" '
            f'w:gutter="0"/>{cover}{self.grid}</w:sectPr>'
        )


def turned_nodes(document: Document) -> Iterator[tuple[Node, bool]]:
    """Yield every node, and whether it stands on pages turned sideways.

    Under a heading that is turned everything is, up to the next heading of its level or above.
    """
    level: int | None = None
    for node in document.nodes:
        if isinstance(node, Heading):
            if level is not None and node.level <= level:
                level = None
            if node.landscape and level is None:
                level = node.level
        yield node, level is not None or (isinstance(node, Table) and node.landscape)


def head_line(document: Document) -> str:
    """Return the running head."""
    return paragraph("Header", run(document.header))


def foot_line(document: Document, page: Page, *, numbered: bool = True) -> str:
    """Return the foot of a page: the marks of a draft at the left, the number in the middle."""
    marks = run("\u3000".join(document.footer_marks), "FooterMark")
    number = tab() + field("PAGE", "") if numbered else ""
    width = page.text_width
    # The style has the tab stops of a page of our own base, upright.
    tabs = (
        ""
        if width == Page().text_width
        else f'<w:tabs><w:tab w:val="clear" w:pos="4535"/><w:tab w:val="clear" w:pos="9070"/>'
        f'<w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/>'
        "</w:tabs>"
    )
    return paragraph("Footer", marks + number, tabs)
