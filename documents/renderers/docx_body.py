"""Nodes → the body of word/document.xml."""

from collections.abc import Callable, Iterator, Mapping
from typing import assert_never

from documents.renderers.docx_drawings import chart_drawing, picture_drawing
from documents.renderers.wordml import (
    TEXT_WIDTH,
    attribute,
    bookmark,
    field,
    line_break,
    paragraph,
    run,
    tab,
)
from documents.tree import (
    Caption,
    Cell,
    Chart,
    Contents,
    ContentsEntry,
    Cover,
    Diagram,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    Inlines,
    Item,
    ItemList,
    Label,
    LineBreak,
    Link,
    Node,
    Note,
    Paragraph,
    ParagraphRole,
    Picture,
    Reference,
    Strong,
    Table,
    TableRole,
    Text,
    boxes_of,
    caption_line,
    gap_after,
    heading_line,
    numbered_line,
    stays_together,
)

CONTENTS_LEVELS = 3
_LIST_LEVELS = 5
_PAGE_BREAK = "<w:pageBreakBefore/>"
_AFTER_TABLE = '<w:spacing w:before="140"/>'
# Word stretches a justified line that ends in a line break over the whole width.
_RAGGED = '<w:jc w:val="left"/>'
_LONG_TITLES = ((24, 32), (18, 38))  # more characters than … → half points

# Word makes one of two tables, or of two boxes, that touch.
_MERGED = (Table, Note)

PARAGRAPH_STYLES = {
    ParagraphRole.BODY: "Normal",
    ParagraphRole.SIGNATURE: "Signature",
    ParagraphRole.SOURCE: "Source",
    ParagraphRole.BULLET: "BulletText",
}


def _is_broken(inlines: Inlines) -> bool:
    return any(isinstance(inline, LineBreak) for inline in inlines)


class BodyWriter:
    """Writes the nodes of one document.

    `add_link` and `add_picture` and `add_chart` put a part or an outside address into the package
    and return the id of the relationship.
    """

    def __init__(
        self,
        document: Document,
        *,
        pages: Mapping[str, int],
        add_link: Callable[[str], str],
        add_picture: Callable[[Picture], tuple[str, int, int]],
        add_chart: Callable[[Chart], str],
    ) -> None:
        self.document = document
        self.pages = pages
        self.add_link = add_link
        self.add_picture = add_picture
        self.add_chart = add_chart
        self.listed = {
            entry.anchor
            for node in document.nodes
            if isinstance(node, Contents)
            for entry in node.entries
        }
        self.bookmark_names: dict[str, str] = {}
        self.bookmark_count = 0
        self.drawing_count = 0
        self.called: set[int] = set()
        self.breaks_page = False  # the next paragraph begins a page

    # --- bookmarks and inlines ---------------------------------------------------------------

    def _bookmark_name(self, anchor: str) -> str:
        # Word takes at most forty characters and no hyphen, so anchors are numbered.
        count = len(self.bookmark_names) + 1
        prefix = "_Toc" if anchor in self.listed else "_Ref"
        return self.bookmark_names.setdefault(anchor, f"{prefix}{count:08d}")

    def _bookmarked(self, anchor: str, content: str) -> str:
        if not anchor:
            return content
        self.bookmark_count += 1
        return bookmark(self.bookmark_count, self._bookmark_name(anchor), content)

    def inlines(self, inlines: Inlines) -> str:
        """Return inlines as runs."""
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return run(text)
            case Strong(text=text):
                return run(text, "Strong")
            case Link(text=text, href=href):
                return self._link(text, href)
            case Reference(number=number, text=text, anchor=anchor):
                return self._link(numbered_line(number, text), f"#{anchor}")
            case LineBreak():
                return line_break()
            case FootnoteMark(number=number):
                return self._call(number)
            case _:
                assert_never(inline)

    def _link(self, text: str, href: str) -> str:
        if href.startswith("#"):
            name = self._bookmark_name(href[1:])
            return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}</w:hyperlink>'
        relation = self.add_link(href)
        words = run(text, "Hyperlink")
        return f'<w:hyperlink r:id="{relation}" w:history="1">{words}</w:hyperlink>'

    def _call(self, number: int) -> str:
        """A real footnote at its first call; later calls are references to that one."""
        anchor = f"footnote-{number}"
        if number in self.called:
            name = self._bookmark_name(anchor)
            return field(f"NOTEREF {name} \\f \\h", str(number), "FootnoteReference")
        self.called.add(number)
        return self._bookmarked(
            anchor,
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>',
        )

    # --- flow --------------------------------------------------------------------------------

    def nodes(self) -> Iterator[str]:
        """Yield the XML of the whole document piece by piece."""
        before: Node | None = None
        for node in self.document.nodes:
            # After the cover a page begins, and a table cannot carry that by itself.
            touches = any(isinstance(node, kind) and isinstance(before, kind) for kind in _MERGED)
            if touches or (isinstance(node, Table) and self.breaks_page):
                yield self._paragraph("Gap", "")
            yield self._node(node, after_table=isinstance(before, Table))
            before = node
        if isinstance(before, Table):
            yield self._paragraph("Gap", "")

    def _paragraph(self, style: str, content: str, properties: str = "") -> str:
        opening = _PAGE_BREAK if self.breaks_page and _PAGE_BREAK not in properties else ""
        self.breaks_page = False
        return paragraph(style, content, opening + properties)

    def _node(self, node: Node, *, after_table: bool) -> str:
        match node:
            case Cover():
                return self._cover(node)
            case Contents():
                return self._contents(node)
            case Heading():
                return self._heading(node)
            case Label(text=text):
                return self._paragraph("Label", run(text))
            case Paragraph():
                return self._text(node, after_table=after_table)
            case ItemList():
                return "".join(self._item(item) for item in node.items)
            case Table():
                return self._table(node)
            case Figure():
                return self._figure(node)
            case Chart():
                return self._chart(node)
            case Diagram():
                return self._diagram(node)
            case Note():
                return self._note(node)
            case _:
                assert_never(node)

    def _text(self, node: Paragraph, *, after_table: bool) -> str:
        spaced = after_table and node.role in (ParagraphRole.BODY, ParagraphRole.BULLET)
        return self._paragraph(
            PARAGRAPH_STYLES[node.role],
            self._bookmarked(
                node.anchor,
                run(node.number + gap_after(node.number)) + self.inlines(node.inlines),
            ),
            (_AFTER_TABLE if spaced else "") + (_RAGGED if _is_broken(node.inlines) else ""),
        )

    def _cover(self, node: Cover) -> str:
        sizes = [size for most, size in _LONG_TITLES if len(node.title) > most]
        lines = [
            self._paragraph(style, content)
            for style, content in (
                ("CoverOrganization", run(node.organization)),
                ("Title", run(node.title, half_points=sizes[0] if sizes else 0)),
                ("Subtitle", run(node.subtitle)),
                ("CoverDate", run(node.date)),
            )
            if content
        ]
        lines.extend(self._paragraph("CoverMark", run(mark)) for mark in node.marks)
        self.breaks_page = True
        return "".join(lines)

    def _contents(self, node: Contents) -> str:
        """The contents as a TOC field, already filled; Word renews it on demand (F9)."""
        self.breaks_page = False  # the style of its title begins a page
        title = paragraph("TOCHeading", run(node.title))
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        entries = "".join(
            self._entry(entry, begin if index == 0 else "")
            for index, entry in enumerate(node.entries)
        )
        end = paragraph("Normal", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        self.breaks_page = True
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{title}{entries}{end}</w:sdtContent></w:sdt>"
        )

    def _entry(self, entry: ContentsEntry, begin: str) -> str:
        name = self._bookmark_name(entry.anchor)
        page = self.pages.get(entry.anchor)
        number = field(f"PAGEREF {name} \\h", "" if page is None else str(page))
        words = run(numbered_line(entry.number, entry.text))
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{words}{tab()}{number}</w:hyperlink>'
        return paragraph(f"TOC{min(entry.level, CONTENTS_LEVELS)}", begin + link)

    def _heading(self, node: Heading) -> str:
        # A heading before the contents is not listed there; updating the field must not add it.
        hidden = node.level <= CONTENTS_LEVELS and node.anchor not in self.listed
        style = "FrontHeading" if hidden else f"Heading{node.level}"
        properties = _PAGE_BREAK if node.starts_page else ""
        return self._paragraph(
            style, self._bookmarked(node.anchor, run(heading_line(node))), properties
        )

    def _item(self, item: Item) -> str:
        level = min(item.level + 1, _LIST_LEVELS)
        suffix = "" if level == 1 else str(level)
        words = self.inlines(item.inlines)
        ragged = _RAGGED if _is_broken(item.inlines) else ""
        if item.number:
            return self._paragraph(f"List{suffix}", run(item.number) + tab() + words, ragged)
        return self._paragraph(f"ListBullet{suffix}", words, ragged)

    # --- tables ------------------------------------------------------------------------------

    def _table(self, node: Table) -> str:
        caption = self._caption("Caption", node.caption)
        total = sum(node.widths) or 1
        widths = [TEXT_WIDTH * width // total for width in node.widths]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        together = stays_together(node)
        rows = [(row, True) for row in node.head] + [(row, False) for row in node.rows]
        body = "".join(
            self._row(
                node,
                row,
                widths,
                is_head=is_head,
                keep=is_head or (together and index < len(rows) - 1),
                anchor=node.anchor if index == 0 else "",
            )
            for index, (row, is_head) in enumerate(rows)
        )
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="04A0" w:firstRow="{int(bool(node.head))}" w:lastRow="0" '
            'w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
        )

    def _row(
        self,
        node: Table,
        row: tuple[Cell, ...],
        widths: list[int],
        *,
        is_head: bool,
        keep: bool,
        anchor: str,
    ) -> str:
        repeat = "<w:tblHeader/>" if is_head else ""
        cells = "".join(
            self._cell(
                node,
                cell,
                width,
                in_head=is_head,
                keep=keep,
                anchors=(cell.anchor, anchor if index == 0 else ""),
            )
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"

    def _cell(
        self,
        node: Table,
        cell: Cell,
        width: int,
        *,
        in_head: bool,
        keep: bool,
        anchors: tuple[str, ...],
    ) -> str:
        shade = "E4E9F2" if in_head else "F1F3F7"
        shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if cell.is_head else ""
        middle = '<w:vAlign w:val="center"/>' if in_head else ""
        centred = in_head or (node.role in (TableRole.KPI, TableRole.SCHEDULE) and not cell.is_head)
        properties = ("<w:keepNext/>" if keep else "") + (
            '<w:jc w:val="center"/>' if centred else ""
        )
        style = "TableHead" if cell.is_head else "TableText"
        words = [self.inlines(words) for words in cell.paragraphs] or [""]
        for anchor in anchors:
            words[0] = self._bookmarked(anchor, words[0])
        paragraphs = "".join(paragraph(style, one, properties) for one in words)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}{middle}</w:tcPr>'
            f"{paragraphs}</w:tc>"
        )

    # --- figures and notes -------------------------------------------------------------------

    def _caption(self, style: str, caption: Caption | None) -> str:
        return "" if caption is None else self._paragraph(style, run(caption_line(caption)))

    def _drawing(self, drawing: str, anchor: str, caption: Caption | None) -> str:
        picture = self._paragraph("Figure", self._bookmarked(anchor, f"<w:r>{drawing}</w:r>"))
        return picture + self._caption("FigureCaption", caption)

    def _figure(self, node: Figure) -> str:
        relation, width, height = self.add_picture(node.picture)
        self.drawing_count += 1
        alt = attribute(node.picture.alt)
        drawing = picture_drawing(self.drawing_count, relation, alt, width, height)
        return self._drawing(drawing, node.anchor, node.caption)

    def _chart(self, node: Chart) -> str:
        self.drawing_count += 1
        drawing = chart_drawing(self.drawing_count, self.add_chart(node), attribute(node.alt))
        return self._drawing(drawing, node.anchor, node.caption)

    def _diagram(self, node: Diagram) -> str:
        boxes = self._bookmarked(node.anchor, "") + "".join(
            self._paragraph(
                f"ListBullet{'' if depth == 0 else min(depth + 1, _LIST_LEVELS)}",
                line_break().join(run(line) for line in box.lines),
                _RAGGED,
            )
            for depth, box in boxes_of(node.roots)
        )
        return boxes + self._caption("FigureCaption", node.caption)

    def _note(self, node: Note) -> str:
        words = [self.inlines(one) for one in node.paragraphs]
        if node.title:
            words.insert(0, run(node.title, "Strong"))
        words[0] = self._bookmarked(node.anchor, words[0])
        last = len(words) - 1
        return "".join(
            self._paragraph("NoteBox", one, _RAGGED if index == last else "<w:keepNext/>" + _RAGGED)
            for index, one in enumerate(words)
        )
