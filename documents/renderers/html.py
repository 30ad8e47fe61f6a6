"""Document → HTML: an escaped fragment in plain Python, for the public page and the PDF.

No scripts, no style attributes; classes begin with `pb-`. `Writer` is shared with pdf.py, which
puts footnotes at the foot of the page in place of the list at the end.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import assert_never

from documents.charts import chart_svg
from documents.renderers.html_columns import column_classes
from documents.tree import (
    Box,
    Caption,
    Cell,
    Chart,
    Contents,
    Cover,
    Diagram,
    Document,
    Figure,
    Footnote,
    FootnoteMark,
    Heading,
    Inline,
    Inlines,
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
    Text,
    boxes_of,
    caption_line,
    captions_begin_page,
    gap_after,
    heading_line,
    heads_repeat,
    numbered_line,
    row_breaks,
    stays_together,
)

VERSION = 8

_DEEPEST_HEADING = 6
_SCROLLING = 4  # columns from which plan.css lets a table be wider than a phone
_LONG_TITLE, _LONGEST_TITLE = 18, 24  # characters that fit on one line of the cover
_ORNAMENT = "装飾"
_MANY, _CROWDED = 12, 24  # columns from which print sets a table smaller
_MOST_COLUMNS = 8  # of a diagram: the classes pb-box-1 … pb-box-8 stand in the style sheets

PartLink = Callable[[Heading], tuple[str, str]]


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


def _caption(tag: str, caption: Caption | None) -> str:
    return "" if caption is None else f"<{tag}>{escape(caption_line(caption))}</{tag}>"


def _box(box: Box, columns: int) -> str:
    """Return a box, and those below it in the `columns` that are left, its own among them."""
    name, *more = (escape(line) for line in box.lines)
    if box.anchor:
        name = f'<a href="#{escape(box.anchor)}">{name}</a>'
    lines = f'<p class="pb-box-name">{name}</p>' + "".join(f"<p>{line}</p>" for line in more)
    below = "".join(_box(child, columns - 1) for child in box.children)
    return (
        f'<li><div class="pb-box pb-box-{min(columns, _MOST_COLUMNS)}">{lines}</div>'
        + (f'<ul role="list">{below}</ul>' if below else "")
        + "</li>"
    )


class Writer:
    """Writes the nodes of one document; `paged` puts footnotes at their calls."""

    def __init__(
        self,
        document: Document,
        *,
        heading_offset: int,
        figure_url: Callable[[str], str],
        paged: bool,
        part_link: PartLink | None = None,
    ) -> None:
        self.document = document
        self.heading_offset = heading_offset
        self.figure_url = figure_url
        self.paged = paged
        self.part_link = part_link
        self.footnotes = {footnote.number: footnote for footnote in document.footnotes}
        self.called: set[int] = set()
        self.open_levels: list[int] = []

    # --- inline ------------------------------------------------------------------------------

    def inlines(self, inlines: Inlines) -> str:
        """Return inlines as HTML."""
        return "".join(self._inline(inline) for inline in inlines)

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text=text):
                return escape(text)
            case Strong(text=text):
                return f"<strong>{escape(text)}</strong>"
            case Link(text=text, href=href):
                return f'<a href="{escape(href)}">{escape(text)}</a>'
            case Reference(number=number, text=text, anchor=anchor):
                words = escape(numbered_line(number, text))
                return f'<a class="pb-reference" href="#{escape(anchor)}">{words}</a>'
            case LineBreak():
                return "<br>"
            case FootnoteMark(number=number):
                return self._call(number)
            case _:
                assert_never(inline)

    def _call(self, number: int) -> str:
        first = number not in self.called
        self.called.add(number)
        if self.paged and first:
            words = self.inlines(self.footnotes[number].inlines)
            return (
                f'<span class="pb-footnote" id="fn-{number}" data-number="{number}">{words}</span>'
            )
        back = f' id="fnref-{number}"' if first and not self.paged else ""
        label = f' aria-label="注{number}"' if not self.paged else ""
        return f'<a class="pb-call" href="#fn-{number}"{back}{label}>{number}</a>'

    # --- flow --------------------------------------------------------------------------------

    def nodes(self) -> Iterator[str]:
        """Yield the whole document piece by piece; headings open nested sections."""
        for node in self.document.nodes:
            if isinstance(node, Heading):
                yield from self._close_sections(node.level)
                turned = _attribute("class", "pb-landscape" if node.landscape else "")
                yield f'<section aria-labelledby="{escape(node.anchor)}"{turned}>'
                self.open_levels.append(node.level)
            elif isinstance(node, Contents):
                yield from self._close_sections(1)
            yield self._node(node)
        yield from self._close_sections(1)

    def _close_sections(self, level: int) -> Iterator[str]:
        while self.open_levels and self.open_levels[-1] >= level:
            self.open_levels.pop()
            yield "</section>"

    def _node(self, node: Node) -> str:
        match node:
            case Cover():
                return self._cover(node)
            case Contents():
                return self._contents(node)
            case Heading():
                return self._heading(node)
            case Label(text=text):
                return f'<p class="pb-label">{escape(text)}</p>'
            case Paragraph():
                return self._paragraph(node)
            case ItemList():
                return self._list(node)
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

    def _tag(self, level: int) -> str:
        return f"h{min(level + self.heading_offset, _DEEPEST_HEADING)}"

    def _cover(self, node: Cover) -> str:
        long = "".join(
            f" pb-cover-{size}"
            for size, most in (("long", _LONG_TITLE), ("longest", _LONGEST_TITLE))
            if len(node.title) > most
        )
        lines = [
            f'<p class="pb-cover-{name}">{escape(text)}</p>'
            for name, text in (
                ("organization", node.organization),
                (f"title{long}", node.title),
                ("subtitle", node.subtitle),
                ("date", node.date),
            )
            if text
        ]
        if node.logo is not None:
            lines.insert(0, f'<p class="pb-cover-logo">{self._image(node.logo)}</p>')
        lines.extend(f'<p class="pb-cover-mark">{escape(mark)}</p>' for mark in node.marks)
        return f'<div class="pb-cover">{"".join(lines)}</div>'

    def _contents(self, node: Contents) -> str:
        tag = self._tag(1)
        anchor = "contents" if node.captions is None else f"contents-{node.captions.name.lower()}"
        # Plain text directly in <a>: an element inside it would be a second link in the PDF.
        items = "".join(
            f'<li class="pb-entry-{entry.level}"><a href="#{escape(entry.anchor)}">'
            f"{escape(numbered_line(entry.number, entry.text))}</a></li>"
            for entry in node.entries
        )
        entries = f'<ul class="pb-entries">{items}</ul>'
        captions = "" if node.captions is None else " pb-caption-entries"
        page = " pb-page" if self.paged and captions and captions_begin_page(self.document) else ""
        if not node.title:
            label = f"{node.captions.value}の一覧" if node.captions else "一覧"
            return f'<nav class="pb-contents{captions}" aria-label="{label}">{entries}</nav>'
        return (
            f'<nav class="pb-contents{captions}{page}" aria-labelledby="{anchor}">'
            f'<{tag} class="pb-contents-title" id="{anchor}">{escape(node.title)}</{tag}>'
            f"{entries}</nav>"
        )

    def _heading(self, node: Heading) -> str:
        tag = self._tag(node.level)
        classes = f"pb-heading pb-level-{node.level}" + (" pb-new-page" if node.starts_page else "")
        number = ""
        if node.number:
            gap = gap_after(node.number)
            number = f'<span class="pb-number">{escape(node.number)}</span>{gap}'
        marks = "".join(f'<span class="pb-mark">{escape(mark)}</span>' for mark in node.marks)
        return (
            f'<{tag} class="{classes}" id="{escape(node.anchor)}">'
            f"{number}{escape(node.text)}{marks}</{tag}>{self._part_link(node)}"
        )

    def _part_link(self, node: Heading) -> str:
        if self.part_link is None or not node.anchor:
            return ""
        words, href = self.part_link(node)
        name = _attribute("aria-label", f"{words}（{heading_line(node)}）")
        return f'<p class="pb-part-link"><a href="{escape(href)}"{name}>{escape(words)}</a></p>'

    def _paragraph(self, node: Paragraph) -> str:
        role = "" if node.role is ParagraphRole.BODY else f"pb-{node.role.value}"
        attributes = _attribute("class", role) + _attribute("id", node.anchor)
        number = escape(node.number + gap_after(node.number))
        return f"<p{attributes}>{number}{self.inlines(node.inlines)}</p>"

    def _list(self, node: ItemList) -> str:
        tag = "ol" if node.ordered else "ul"
        # A list whose markers a style sheet takes away is announced as a list only with the role.
        opening = f'<{tag} class="pb-list" role="list">' if node.ordered else "<ul>"
        parts: list[str] = []
        depth = -1
        for item in node.items:
            if item.level > depth:
                parts.append(opening * (item.level - depth))
            else:
                parts.append("</li>" + f"</{tag}></li>" * (depth - item.level))
            depth = item.level
            number = f'<span class="pb-number">{escape(item.number)}</span> ' if item.number else ""
            parts.append(f"<li>{number}{self.inlines(item.inlines)}")
        parts.append(f"</li></{tag}>" * (depth + 1))
        return "".join(parts)

    def _cell(self, cell: Cell, scope: str) -> str:
        words = "<br>".join(self.inlines(paragraph) for paragraph in cell.paragraphs)
        anchor = _attribute("id", cell.anchor)
        if cell.is_head:
            return f'<th scope="{scope}"{anchor}>{words}</th>'
        bar = "" if cell.bar is None else f' class="pb-bar pb-bar-{cell.bar.value}"'
        return f"<td{bar}{anchor}>{words}</td>"

    def _table(self, node: Table) -> str:
        caption = _caption("caption", node.caption)
        columns = "".join(
            f"<col{_attribute('class', name)}>" for name in column_classes(node.widths)
        )
        head = "".join(
            "<tr>" + "".join(self._cell(cell, "col") for cell in row) + "</tr>" for row in node.head
        )
        rows = "".join(
            f"<tr{_attribute('class', 'pb-high' if self.paged and row_breaks(node, row) else '')}>"
            + "".join(self._cell(cell, "row") for cell in row)
            + "</tr>"
            for row in node.rows
        )
        repeats = heads_repeat(node)
        body = rows if repeats else head + rows
        short = " pb-short" if stays_together(node) else ""
        turned = " pb-landscape" if node.landscape else ""
        count = len(node.widths)
        dense = " pb-crowded" if count > _CROWDED else " pb-many" if count > _MANY else ""
        return (
            f'<div class="pb-table-frame{turned}"{self._scrolling(node)}>'
            f'<table class="pb-table pb-table-{node.role.value}{short}{dense}"'
            f"{_attribute('id', node.anchor)}>{caption}<colgroup>{columns}</colgroup>"
            + (f"<thead>{head}</thead>" if head and repeats else "")
            + (f"<tbody>{body}</tbody>" if body else "")
            + "</table></div>"
        )

    def _scrolling(self, node: Table) -> str:
        """Return what lets keys reach the frame of a table that a phone shows only in part."""
        if self.paged or len(node.widths) < _SCROLLING:
            return ""
        name = "表" if node.caption is None else caption_line(node.caption)
        return f' tabindex="0" role="region" aria-label="{escape(name)}"'

    def _image(self, picture: Picture) -> str:
        url = escape(self.figure_url(picture.sha256))
        # The layout engine cannot mark a picture as an artifact; in a tagged PDF it needs a word.
        alt = escape(picture.alt or (_ORNAMENT if self.paged else ""))
        return f'<img src="{url}" alt="{alt}">'

    def _figure(self, node: Figure) -> str:
        return (
            f'<figure class="pb-figure"{_attribute("id", node.anchor)}>'
            f"{self._image(node.picture)}{_caption('figcaption', node.caption)}</figure>"
        )

    def _chart(self, node: Chart) -> str:
        return (
            f'<figure class="pb-figure"{_attribute("id", node.anchor)}>'
            f"{chart_svg(node, printed=self.paged)}{_caption('figcaption', node.caption)}</figure>"
        )

    def _diagram(self, node: Diagram) -> str:
        """Nested lists, which the style sheets draw as boxes and lines."""
        deepest = max(depth for depth, _ in boxes_of(node.roots)) + 1
        return (
            f'<figure class="pb-diagram pb-diagram-{node.kind.value}"'
            f"{_attribute('id', node.anchor)}>"
            f'<ul class="pb-boxes" role="list" aria-label="{escape(node.alt)}">'
            f"{''.join(_box(box, deepest) for box in node.roots)}</ul>"
            f"{_caption('figcaption', node.caption)}</figure>"
        )

    def _note(self, node: Note) -> str:
        title = f'<p class="pb-note-title">{escape(node.title)}</p>' if node.title else ""
        words = "".join(f"<p>{self.inlines(paragraph)}</p>" for paragraph in node.paragraphs)
        return (
            f'<div class="pb-note" role="note"{_attribute("id", node.anchor)}>{title}{words}</div>'
        )

    # --- footnotes ---------------------------------------------------------------------------

    def footnote_list(self) -> str:
        """Return the footnotes with links back to their first calls, or "" for none."""
        if not self.document.footnotes:
            return ""
        items = "".join(self._footnote(footnote) for footnote in self.document.footnotes)
        tag = self._tag(1)
        return (
            '<section class="pb-footnotes" aria-labelledby="footnotes">'
            f'<{tag} id="footnotes" class="pb-footnotes-title">注</{tag}>'
            f'<ol class="pb-footnote-list">{items}</ol></section>'
        )

    def _footnote(self, footnote: Footnote) -> str:
        number = footnote.number
        return (
            f'<li id="fn-{number}">{self.inlines(footnote.inlines)} '
            f'<a class="pb-back" href="#fnref-{number}" aria-label="注{number}の本文に戻る">↩</a>'
            "</li>"
        )


def render_html(
    document: Document,
    *,
    heading_offset: int = 0,
    figure_url: Callable[[str], str],
    part_link: PartLink | None = None,
) -> str:
    """Return the document as an HTML fragment, everything in it escaped.

    `heading_offset` is added to every heading level, for a page that has an h1 of its own;
    `figure_url` gives the address of a figure by its SHA-256; `part_link` the words and the address
    of a link under each heading that can be linked to.
    """
    writer = Writer(
        document,
        heading_offset=heading_offset,
        figure_url=figure_url,
        paged=False,
        part_link=part_link,
    )
    body = "".join(writer.nodes())
    return (
        f'<article class="pb-document" lang="{escape(document.language)}">'
        f"{body}{writer.footnote_list()}</article>"
    )
