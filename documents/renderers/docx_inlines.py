"""Inlines → runs, links, fields and bookmarks: what stands inside a paragraph of a DOCX."""

from collections.abc import Callable, Mapping
from typing import assert_never

from documents.renderers.docx_numbering import BULLETS
from documents.renderers.wordml import bookmark, field, line_break, run
from documents.tree import (
    Caption,
    CaptionKind,
    Contents,
    Document,
    FootnoteMark,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Reference,
    Strong,
    Text,
    caption_number,
    gap_after,
    inline_text,
)

_NOTE_STYLE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'


def is_ragged(inlines: Inlines) -> bool:
    """Say whether a paragraph is not to be justified.

    A line before a line break, or one that a field fills, is stretched over the whole width and
    beyond by one program or another.
    """
    return any(isinstance(inline, LineBreak | Reference) for inline in inlines)


def _referable(document: Document) -> Mapping[str, tuple[str, str]]:
    """Number and words of every heading and numbered paragraph, by anchor; no bullets."""
    found: dict[str, tuple[str, str]] = {}
    for node in document.nodes:
        if isinstance(node, Heading):
            found[node.anchor] = (_counted(node), node.text)
        elif isinstance(node, Paragraph) and node.anchor:
            found[node.anchor] = (_counted(node), inline_text(node.inlines))
    return found


def _counted(node: Heading | Paragraph) -> str:
    counts = node.counter is not None and node.counter.style not in BULLETS
    return node.number if counts else ""


class InlineWriter:
    """Writes inlines and bookmarks of one document; `add_link` puts an address into the package."""

    def __init__(self, document: Document, *, add_link: Callable[[str], str]) -> None:
        self._add_link = add_link
        self._referable = _referable(document)
        self._listed = {
            entry.anchor
            for node in document.nodes
            if isinstance(node, Contents)
            for entry in node.entries
        }
        self._names: dict[str, str] = {}
        self._bookmarks = 0
        self._called: set[int] = set()
        self._captions: dict[CaptionKind, int] = {}
        self._captioned: set[str] = set()

    # --- bookmarks ---------------------------------------------------------------------------

    def name(self, anchor: str) -> str:
        """Return the name of the bookmark for an anchor."""
        # Word takes at most forty characters and no hyphen, so anchors are numbered.
        count = len(self._names) + 1
        prefix = "_Toc" if anchor in self._listed else "_Ref"
        return self._names.setdefault(anchor, f"{prefix}{count:08d}")

    def bookmarked(self, anchor: str, content: str) -> str:
        """Return `content` inside the bookmark of an anchor, as it is for no anchor."""
        if not anchor:
            return content
        self._bookmarks += 1
        return bookmark(self._bookmarks, self.name(anchor), content)

    # --- inlines -----------------------------------------------------------------------------

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
                return self.link(text, href)
            case Reference():
                return self._reference(inline)
            case LineBreak():
                return line_break()
            case FootnoteMark(number=number):
                return self._call(number)
            case _:
                assert_never(inline)

    def link(self, text: str, href: str) -> str:
        """Return text that leads to an address or (with #) to an anchor."""
        if href.startswith("#"):
            name = self.name(href[1:])
            return f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}</w:hyperlink>'
        relation = self._add_link(href)
        words = run(text, "Hyperlink")
        return f'<w:hyperlink r:id="{relation}" w:history="1">{words}</w:hyperlink>'

    def _reference(self, reference: Reference) -> str:
        r"""Two fields: the number and the words of the place, which Word can renew.

        The number without that of the levels above (\n): \r would put 第2章 before (1).

        Where Word would put something else there (an excerpt is no bookmark, a bullet has no
        number), it is a link with the words of the tree.
        """
        target = "#" + reference.anchor
        number, words = self._referable.get(reference.anchor, ("", ""))
        name = self.name(reference.anchor)
        gap = gap_after(reference.number)
        if reference.number and reference.number == number:
            said = field(f"REF {name} \\n \\h", reference.number + gap)
        elif reference.number:
            said = self.link(reference.number + gap, target)
        else:
            said = ""
        if reference.text == words:
            return said + field(f"REF {name} \\h", reference.text)
        return said + self.link(reference.text, target)

    def _call(self, number: int) -> str:
        """A real footnote at its first call; later calls are references to that one."""
        anchor = f"footnote-{number}"
        if number in self._called:
            instruction = f"NOTEREF {self.name(anchor)} \\f \\h"
            return field(instruction, str(number), "FootnoteReference")
        self._called.add(number)
        return self.bookmarked(
            anchor, f'<w:r>{_NOTE_STYLE}<w:footnoteReference w:id="{number}"/></w:r>'
        )

    # --- captions ----------------------------------------------------------------------------

    def caption(self, caption: Caption, anchor: str) -> str:
        """Return the words of a caption, its number as a field that Word counts.

        What is printed a second time refers to the number of the first.
        """
        label = caption_number(caption)
        kind = caption.kind.value
        place = f"caption {label}"
        last = self._captions.get(caption.kind, 0)
        if place in self._captioned:
            numbered = field(f"REF {self.name(place)} \\h", label)
        else:
            begin = "" if caption.number == last + 1 else f" \\r {caption.number}"
            numbered = self.bookmarked(
                place,
                run(kind) + field(f"SEQ {kind} \\* ARABIC{begin}", str(caption.number)),
            )
            self._captions[caption.kind] = caption.number
            self._captioned.add(place)
        return self.bookmarked(anchor, numbered + run(gap_after(label) + caption.text))
