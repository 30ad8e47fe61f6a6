"""What a reader finds in a rendered file, and how it differs from the document tree.

White space is taken out throughout: lines break differently in each format. Page furniture stands
outside the structure of a PDF and outside the body of a DOCX, so it is never seen here.
"""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from documents.tree import (
    Box,
    ContentsEntry,
    Document,
    Figure,
    FootnoteMark,
    Item,
    Label,
    Link,
    Node,
    Text,
    inline_text,
    strings_of,
)
from tests.documents.word_numbers import WordNumbers

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squash(text: str) -> str:
    """Return `text` without white space."""
    return "".join(text.split())


@dataclass
class Extract:
    """The running text of a file and, apart from it, its footnotes; without white space."""

    text: str
    footnotes: list[str]


def differences(expected: list[str], actual: str) -> list[str]:
    """Return how `actual` differs from the strings of `expected` in order; [] where it does not.

    Every string must stand whole, once and in its place, and nothing else may stand there.
    """
    wanted = [squash(text) for text in expected]
    found: list[str] = []
    position = 0
    for index, text in enumerate(wanted):
        if actual.startswith(text, position):
            position += len(text)
            continue
        following = "".join(wanted[index + 1 : index + 4])
        if following and actual.startswith(following, position):
            found.append(f"missing: {expected[index]!r}")
            continue
        place = actual.find(text, position)
        if place < 0:
            found.append(f"missing: {expected[index]!r}")
            continue
        found.append(f"too much: {actual[position:place][:200]!r} before {expected[index]!r}")
        position = place + len(text)
    if actual[position:]:
        found.append(f"too much at the end: {actual[position:][:200]!r}")
    return found


# --- HTML ------------------------------------------------------------------------------------


class _HtmlText(HTMLParser):
    """Collects text; leaves out drawings, footnote calls and ways back."""

    _VOID = frozenset({"br", "col", "img", "meta"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.footnotes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("class") or ""
        if tag == "li" and self._inside("pb-footnotes"):
            self.footnotes.append("")
        if tag not in self._VOID:
            self.open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1][0] == tag, f"</{tag}> closes <{self.open[-1][0]}>"
        self.open.pop()

    def _inside(self, name: str) -> bool:
        return any(name in (tag, *classes.split()) for tag, classes in self.open)

    def handle_data(self, data: str) -> None:
        if any(self._inside(name) for name in ("svg", "pb-call", "pb-back")):
            return
        if not self._inside("pb-footnotes"):
            self.text.append(data)
        elif self._inside("li"):
            self.footnotes[-1] += data


def html_extract(html: str) -> Extract:
    """Return what stands in an HTML fragment; fails where its tags do not match."""
    parser = _HtmlText()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return Extract(squash("".join(parser.text)), [squash(note) for note in parser.footnotes])


# --- DOCX ------------------------------------------------------------------------------------

_COMPUTED_FIELDS = ("PAGEREF", "NOTEREF", "PAGE")


def _run_text(elements: Iterator[Any], stack: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the text of runs; results of fields that count pages or notes are left out."""
    for element in elements:
        if element.tag == f"{W}fldChar":
            match element.get(f"{W}fldCharType"):
                case "begin":
                    stack.append({"instruction": "", "result": False})
                case "separate":
                    stack[-1]["result"] = True
                case "end":
                    stack.pop()
        elif element.tag == f"{W}instrText":
            stack[-1]["instruction"] += element.text or ""
        elif not any(
            level["instruction"].split()[0] in _COMPUTED_FIELDS
            for level in stack
            if level["result"]
        ):
            yield element.text or ""


def _docx_text(root: Any, numbers: WordNumbers) -> Iterator[str]:
    """Yield the text of a part as Word prints it, with the numbers that it counts.

    The bullets of lists are left out, as in the tree.
    """
    stack: list[dict[str, Any]] = []
    for paragraph in root.iter(f"{W}p"):
        printed, form = numbers.before(paragraph)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_list = style is not None and style.get(f"{W}val").startswith("ListBullet")
        if not (is_list and form == "bullet"):
            yield printed
        yield from _run_text(paragraph.iter(f"{W}t", f"{W}fldChar", f"{W}instrText"), stack)
    assert stack == []


def docx_part(data: bytes, name: str) -> Any:
    """Return a part of a DOCX, parsed."""
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def word_numbers(data: bytes, *, shared: bool = True) -> WordNumbers:
    """Return a counter for the paragraphs of a DOCX."""
    numbering, styles = (docx_part(data, f"word/{name}.xml") for name in ("numbering", "styles"))
    return WordNumbers(numbering, styles, shared=shared)


def docx_extract(data: bytes, *, shared: bool = True) -> Extract:
    """Return what stands in the body and the footnotes of a DOCX."""
    numbers = word_numbers(data, shared=shared)
    notes = docx_part(data, "word/footnotes.xml")
    return Extract(
        squash("".join(_docx_text(docx_part(data, "word/document.xml"), numbers))),
        [
            squash("".join(_docx_text(note, numbers)))
            for note in notes.iterchildren(f"{W}footnote")
            if int(note.get(f"{W}id")) > 0
        ],
    )


# --- PDF -------------------------------------------------------------------------------------


@dataclass
class Element:
    """An element of the structure of a PDF; `texts` are its own."""

    name: str
    depth: int
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all_text(self) -> str:
        """The text of the element and all below it, in reading order."""
        return "".join(self.texts) + "".join(child.all_text() for child in self.children)


_TEXT_LINE = re.compile(r'( *)"(.*)"', re.DOTALL)
_ELEMENT_LINE = re.compile(r"( *)([A-Za-z0-9]+)(?: \((?:block|inline)\))?:?")


def structure(path: Path) -> Element:
    """Return the structure tree of a tagged PDF: what a screen reader reads, in its order."""
    output = subprocess.run(
        ["pdfinfo", "-struct-text", "-enc", "UTF-8", str(path)], check=True, capture_output=True
    )
    assert output.stderr == b""
    root = Element("Root", -1)
    above = [root]
    for line in output.stdout.decode("utf-8").split("\n"):
        if text := _TEXT_LINE.fullmatch(line):
            above[-1].children.append(Element("text", 0, texts=[text[2]]))
        elif found := _ELEMENT_LINE.fullmatch(line):
            depth = len(found[1]) // 2
            while above[-1].depth >= depth:
                above.pop()
            element = Element(found[2], depth)
            above[-1].children.append(element)
            above.append(element)
    return root.children[0]


class _PdfText:
    """Walks a structure tree; leaves out bullets, drawings and heads repeated on a new page."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.footnotes: list[str] = []
        self.last_head = ""
        self.since_table = ""

    def walk(self, element: Element) -> None:
        if element.name in ("Lbl", "Figure"):
            return
        if element.name == "text":
            self.text.extend(element.texts)
            self.since_table += element.texts[0].strip()
            return
        if element.name == "Table":
            self.table(element)
            return
        is_area = element.name == "NonStruct" and element.depth == 1
        if is_area and not any(child.name in ("H1", "L") for child in element.children):
            self.footnotes.extend(squash(child.all_text()) for child in element.children)
            return
        for child in element.children:
            self.walk(child)

    def table(self, table: Element) -> None:
        head = "".join(child.all_text() for child in table.children if child.name == "THead")
        repeated = bool(head) and head == self.last_head and not self.since_table
        for child in table.children:
            if not (repeated and child.name == "THead"):
                self.walk(child)
        self.last_head, self.since_table = head, ""


def pdf_extract(path: Path) -> Extract:
    """Return what stands in the structure of a tagged PDF."""
    reader = _PdfText()
    reader.walk(structure(path))
    return Extract(squash("".join(reader.text)), reader.footnotes)


def changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """Return a tree with `change` done to every part of it, inner parts first."""
    if isinstance(value, tuple):
        return tuple(changed(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {item.name: changed(getattr(value, item.name), change) for item in fields(value)}
        return change(replace(value, **inner))
    return value


def printed_strings(document: Document, pages: Mapping[str, int]) -> list[str]:
    """Return the strings that paper shows: with calls of footnotes and pages of the contents."""

    def change(part: Any) -> Any:
        match part:
            case FootnoteMark(number=number):
                return Text(text=str(number))
            case ContentsEntry(text=text, anchor=anchor):
                return replace(part, text=f"{text}{pages[anchor]}")
            case _:
                return part

    return strings_of(changed(document, change))


def typed_strings(document: Document) -> list[str]:
    """Return the strings that the text version shows: what cannot be seen there is said."""

    def change(part: Any) -> Any:
        match part:
            case FootnoteMark(number=number):
                return Text(text=f"［注{number}］")
            case Link(text=text, href=href) if not href.startswith("#") and href != text:
                return Text(text=f"{text}（{href}）")
            case Item(number=""):
                return replace(part, number="・")
            case Box(lines=(name, *more)):
                return replace(part, lines=("・" + name, *more))
            case _:
                return part

    def said(node: Node) -> tuple[Node, ...]:
        # What a picture shows stands in words after its caption.
        if isinstance(node, Figure) and node.picture.alt:
            return (node, Label(text=f"（画像：{node.picture.alt}）"))
        return (node,)

    shown = replace(document, nodes=tuple(n for node in document.nodes for n in said(node)))
    notes = [f"［注{note.number}］{inline_text(note.inlines)}" for note in document.footnotes]
    return strings_of(changed(shown, change)) + (["注", *notes] if notes else [])
