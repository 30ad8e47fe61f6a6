"""Nodes → the body of word/document.xml, section by section."""

from collections.abc import Callable, Mapping
from typing import assert_never

from documents.renderers.docx_diagrams import DiagramWriter
from documents.renderers.docx_drawings import chart_drawing, logo_drawing, picture_drawing
from documents.renderers.docx_inlines import InlineWriter, is_ragged
from documents.renderers.docx_numbering import UNNUMBERED, Numbering
from documents.renderers.docx_sections import Page, turned_nodes
from documents.renderers.docx_tables import TableWriter
from documents.renderers.wordml import (
    attribute,
    begin_field,
    end_field,
    field,
    paragraph,
    run,
    tab,
)
from documents.tree import (
    Caption,
    Chart,
    Contents,
    ContentsEntry,
    Cover,
    Diagram,
    Document,
    Figure,
    Heading,
    ItemList,
    Label,
    Node,
    Note,
    Paragraph,
    ParagraphRole,
    Picture,
    Table,
    captions_begin_page,
    gap_after,
    numbered_line,
)

CONTENTS_LEVELS = 3
_LIST_LEVELS = 5
_PAGE_BREAK = "<w:pageBreakBefore/>"
_AT_THE_TOP = '<w:spacing w:before="0"/>'
_AFTER_LIST = '<w:spacing w:after="126"/>'
_NARROW_GAP = '<w:spacing w:line="20" w:lineRule="exact"/>'
_HANGING = '<w:ind w:left="210" w:hanging="210"/>'
_BEFORE_NOTE, _AFTER_NOTE = 140, 180
_AFTER_TABLE = '<w:spacing w:before="140"/>'
_RAGGED = '<w:jc w:val="left"/>'
_LONG_TITLES = ((24, 32), (18, 38))  # more characters than … → half points

# Word makes one of two tables, or of two boxes, that touch.
_TABLES = (Table, Diagram)

PARAGRAPH_STYLES = {
    ParagraphRole.BODY: "Normal",
    ParagraphRole.SIGNATURE: "Signature",
    ParagraphRole.SOURCE: "Source",
    ParagraphRole.BULLET: "BulletText",
}


def _in_last_paragraph(pieces: list[str], properties: str) -> None:
    """Put w:sectPr into the last paragraph, which ends its section."""
    text = pieces.pop()
    place = text.rfind("<w:p>")
    head, tail = text[:place], text[place + len("<w:p>") :]
    if tail.startswith("<w:pPr>"):
        tail = tail.replace("</w:pPr>", f"{properties}</w:pPr>", 1)
    else:
        tail = f"<w:pPr>{properties}</w:pPr>{tail}"
    pieces.append(f"{head}<w:p>{tail}")


class BodyWriter:
    """Writes the nodes of one document.

    `add_picture` and `add_chart` put a part into the package and return the id of the
    relationship; `references` gives those of heads and feet, upright or turned.
    """

    def __init__(
        self,
        document: Document,
        *,
        page: Page,
        pages: Mapping[str, int],
        numbering: Numbering,
        inlines: InlineWriter,
        add_picture: Callable[[Picture], tuple[str, int, int]],
        add_chart: Callable[[Chart], str],
        references: Callable[[Page], str],
    ) -> None:
        self.document = document
        self.page = page  # of the section that is being written
        self.upright, self.turned = page, page.turned()
        self.pages = pages
        self.numbering = numbering
        self.inlines = inlines
        self.tables = TableWriter(inlines)
        self.diagrams = DiagramWriter(inlines)
        self.add_picture = add_picture
        self.add_chart = add_chart
        self.references = references
        self.listed = {
            entry.anchor
            for node in document.nodes
            if isinstance(node, Contents) and node.captions is None
            for entry in node.entries
        }
        self.drawing_count = 0
        self.breaks_page = False  # the next paragraph begins a page
        self.has_source = False  # of the table or figure that is being written
        self.has_cover = any(isinstance(node, Cover) for node in document.nodes)
        self.sections = 0

    # --- flow --------------------------------------------------------------------------------

    def body(self) -> str:
        """Return the content of w:body."""
        pieces: list[str] = []
        before: Node | None = None
        flow = list(turned_nodes(self.document))
        for index, (node, turned) in enumerate(flow):
            after = flow[index + 1][0] if index + 1 < len(flow) else None
            self.has_source = isinstance(after, Paragraph) and after.role is ParagraphRole.SOURCE
            page = self.turned if turned else self.upright
            if page != self.page:
                self._end_section(pieces, before)
                self.page = page
                before = None
            pieces.extend(self._gap(before, node))
            pieces.append(self._node(node, before))
            before = node
        if (isinstance(before, _TABLES) and before.caption is None) or isinstance(before, Table):
            pieces.append(self._paragraph("Gap", ""))
        return "".join(pieces) + self._section_properties()

    def _gap(self, before: Node | None, node: Node) -> list[str]:
        """A thin paragraph where two nodes would run into one, or one cannot begin a page."""
        touch = isinstance(before, Table) and isinstance(node, _TABLES)
        touch = touch or (isinstance(before, Diagram) and before.caption is None)
        if isinstance(before, Note) and isinstance(node, Note):
            return [paragraph("Gap", "", _NARROW_GAP)]
        begins = isinstance(node, _TABLES) and self.breaks_page
        return [self._paragraph("Gap", "")] if touch or begins else []

    def _end_section(self, pieces: list[str], before: Node | None) -> None:
        self.breaks_page = False  # a section begins on a page of its own
        if before is None:
            if not pieces:
                return  # the first section is turned
        elif isinstance(before, Table | Contents) or not pieces[-1].endswith("</w:p>"):
            pieces.append(paragraph("Gap", ""))
        _in_last_paragraph(pieces, self._section_properties())

    def _section_properties(self) -> str:
        self.sections += 1
        return self.page.properties(
            self.references(self.page), with_cover=self.has_cover and self.sections == 1
        )

    def _paragraph(self, style: str, content: str, properties: str = "") -> str:
        opening = _PAGE_BREAK if self.breaks_page else ""
        self.breaks_page = False
        if "<w:keepNext/>" in properties:  # stands before the page break in the schema
            properties = properties.replace("<w:keepNext/>", "", 1)
            opening = "<w:keepNext/>" + opening
        return paragraph(style, content, opening + properties)

    def _node(self, node: Node, before: Node | None) -> str:
        match node:
            case Cover():
                return self._cover(node)
            case Contents():
                return self._contents(node, follows=isinstance(before, Contents))
            case Heading():
                return self._heading(node, begins=before is None)
            case Label(text=text):
                return self._paragraph("Label", run(text))
            case Paragraph():
                return self._text(node, after_table=isinstance(before, Table))
            case ItemList():
                return self._items(node)
            case Table():
                return self._table(node)
            case Figure():
                return self._figure(node)
            case Chart():
                return self._chart(node)
            case Diagram():
                return self._diagram(node)
            case Note():
                return self._note(node, follows=isinstance(before, Note))
            case _:
                assert_never(node)

    def _text(self, node: Paragraph, *, after_table: bool) -> str:
        style = PARAGRAPH_STYLES[node.role]
        spaced = after_table and node.role in (ParagraphRole.BODY, ParagraphRole.BULLET)
        numbered = self.numbering.heading(node.counter, style) if node.counter else ""
        literal = self._literal(node, numbered)
        words = literal + self.inlines.bookmarked(node.anchor, self.inlines.inlines(node.inlines))
        properties = (
            numbered
            + (_AFTER_TABLE if spaced else "")
            # The indents of a list go before those of a style.
            + (_HANGING if numbered not in ("", UNNUMBERED) else "")
            + (_RAGGED if is_ragged(node.inlines) else "")
        )
        return self._paragraph(style, words, properties)

    def _cover(self, node: Cover) -> str:
        sizes = [size for most, size in _LONG_TITLES if len(node.title) > most]
        lines = []
        if node.logo is not None:
            relation, width, height = self.add_picture(node.logo)
            self.drawing_count += 1
            alt = attribute(node.logo.alt)
            drawing = logo_drawing(self.drawing_count, relation, alt, width, height)
            lines.append(self._paragraph("CoverLogo", f"<w:r>{drawing}</w:r>"))
        lines.extend(
            self._paragraph(style, content)
            for style, content in (
                ("CoverOrganization", run(node.organization)),
                ("Title", run(node.title, half_points=sizes[0] if sizes else 0)),
                ("Subtitle", run(node.subtitle)),
                ("CoverDate", run(node.date)),
            )
            if content
        )
        lines.extend(self._paragraph("CoverMark", run(mark)) for mark in node.marks)
        self.breaks_page = True
        return "".join(lines)

    # --- contents ----------------------------------------------------------------------------

    def _contents(self, node: Contents, *, follows: bool) -> str:
        """A list of contents as a TOC field, already filled; Word renews it on demand (F9)."""
        if node.title:
            # It begins a page, which short lists that follow one another share. The style of a
            # base may be a heading 1 with another name, which must not be counted with the parts.
            shares = follows and not captions_begin_page(self.document)
            begins = '<w:pageBreakBefore w:val="0"/>' if shares else "<w:pageBreakBefore/>"
            space = '<w:spacing w:before="480"/>' if shares else ""
            self.breaks_page = False
            title = paragraph("TOCHeading", run(node.title), begins + UNNUMBERED + space)
        else:
            title = ""
        if node.captions is None:
            instruction = f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z'
        else:
            instruction = f'TOC \\h \\z \\c "{node.captions.value}"'
        last = len(node.entries) - 1
        entries = "".join(
            self._entry(
                entry,
                f"TOC{min(entry.level, CONTENTS_LEVELS)}"
                if node.captions is None
                else "TableofFigures",
                begin=begin_field(instruction) if index == 0 else "",
                end=end_field() if index == last else "",
            )
            for index, entry in enumerate(node.entries)
        )
        self.breaks_page = True
        if node.captions is not None:
            return title + entries
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            f"{title}{entries}</w:sdtContent></w:sdt>"
        )

    def _entry(self, entry: ContentsEntry, style: str, *, begin: str, end: str) -> str:
        name = self.inlines.name(entry.anchor)
        page = self.pages.get(entry.anchor)
        number = field(f"PAGEREF {name} \\h", "" if page is None else str(page))
        words = run(numbered_line(entry.number, entry.text))
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{words}{tab()}{number}</w:hyperlink>'
        return paragraph(style, begin + link + end)

    # --- headings and lists ------------------------------------------------------------------

    def _heading(self, node: Heading, *, begins: bool) -> str:
        # A heading before the contents is not listed there; updating the field must not add it.
        hidden = bool(self.listed) and (
            node.level <= CONTENTS_LEVELS and node.anchor not in self.listed
        )
        style = "FrontHeading" if hidden else f"Heading{node.level}"
        self.breaks_page = self.breaks_page or (node.starts_page and not begins)
        tops = _AT_THE_TOP if self.breaks_page or begins else ""
        numbered = self.numbering.heading(node.counter, style)
        literal = self._literal(node, numbered)
        words = self.inlines.bookmarked(node.anchor, run(node.text))
        marks = run("".join(node.marks))
        return self._paragraph(style, literal + words + marks, numbered + tops)

    def _literal(self, node: Heading | Paragraph, numbered: str) -> str:
        """The number as text, where Word does not count it."""
        if numbered not in ("", UNNUMBERED):
            return ""
        return run(node.number + gap_after(node.number))

    def _items(self, node: ItemList) -> str:
        parts = []
        for item, numbered in zip(node.items, self.numbering.items(node), strict=True):
            level = min(item.level + 1, _LIST_LEVELS)
            suffix = "" if level == 1 else str(level)
            style = f"List{'Number' if numbered else 'Bullet'}{suffix}"
            ragged = _AFTER_LIST if item is node.items[-1] else ""
            ragged += _RAGGED if is_ragged(item.inlines) else ""
            words = self.inlines.inlines(item.inlines)
            parts.append(self._paragraph(style, words, numbered + ragged))
        return "".join(parts)

    # --- tables, figures and notes -----------------------------------------------------------

    def _caption(self, style: str, caption: Caption | None, anchor: str) -> str:
        if caption is None:
            return ""
        # A source stands below what it names. The style Caption keeps with its table by itself.
        keep = "<w:keepNext/>" if self.has_source and style == "FigureCaption" else ""
        return self._paragraph(style, self.inlines.caption(caption, anchor), keep)

    def _table(self, node: Table) -> str:
        caption = self._caption("Caption", node.caption, node.anchor)
        return caption + self.tables.table(node, self.page, has_source=self.has_source)

    def _drawing(self, drawing: str, anchor: str, caption: Caption | None) -> str:
        content = f"<w:r>{drawing}</w:r>"
        if caption is None:
            return self._paragraph("Figure", self.inlines.bookmarked(anchor, content))
        picture = self._paragraph("Figure", content, "<w:keepNext/>")
        return picture + self._caption("FigureCaption", caption, anchor)

    def _figure(self, node: Figure) -> str:
        relation, width, height = self.add_picture(node.picture)
        self.drawing_count += 1
        alt = attribute(node.picture.alt)
        drawing = picture_drawing(self.drawing_count, relation, alt, width, height, self.page)
        return self._drawing(drawing, node.anchor, node.caption)

    def _chart(self, node: Chart) -> str:
        self.drawing_count += 1
        relation = self.add_chart(node)
        drawing = chart_drawing(self.drawing_count, relation, attribute(node.alt), self.page)
        return self._drawing(drawing, node.anchor, node.caption)

    def _diagram(self, node: Diagram) -> str:
        return self.diagrams.diagram(node, self.page.text_width) + self._caption(
            "FigureCaption", node.caption, node.anchor
        )

    def _note(self, node: Note, *, follows: bool) -> str:
        words = [self.inlines.inlines(one) for one in node.paragraphs]
        if node.title:
            words.insert(0, run(node.title, "Strong"))
        words[0] = self.inlines.bookmarked(node.anchor, words[0])
        last = len(words) - 1
        paragraphs = []
        for index, one in enumerate(words):
            before = _BEFORE_NOTE if index == 0 and not follows else 0
            after = _AFTER_NOTE if index == last else 0
            spacing = f'<w:spacing w:before="{before}" w:after="{after}"/>'
            keep = "" if index == last else "<w:keepNext/>"
            paragraphs.append(self._paragraph("NoteBox", one, keep + spacing + _RAGGED))
        return "".join(paragraphs)
