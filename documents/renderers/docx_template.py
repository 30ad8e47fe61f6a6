"""What a DOCX is written into: styles, numbering, fonts and page of our own base."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as DocxDocument

from documents.renderers.docx_sections import Page
from documents.renderers.errors import RenderError
from documents.renderers.wordml import NAMESPACES
from documents.tree import Document, Typeface

OWN_BASE = Path(__file__).parents[1] / "assets" / "base.docx"
W = f"{{{NAMESPACES['w']}}}"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_OWN_ACCENT, _OWN_MINCHO, _OWN_GOTHIC = "1A3F8B", "BIZ UD明朝", "BIZ UDゴシック"
_FACES = {Typeface.MINCHO: _OWN_MINCHO, Typeface.GOTHIC: _OWN_GOTHIC}
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_STYLE_REFERENCES = ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle")
# Ours in base.docx: the bullets and the ordered lists.
OWN_ORDERED = 1
UPRIGHT = Page()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A package without a body, and what a body must know of it.

    `ordered` is the w:abstractNum of ordered lists, `abstract` and `number` the first free ids;
    `source` is the body's own base, for its heads and feet, and `ids` has its styles' new ids.
    """

    target: DocxDocument
    page: Page
    ordered: int
    abstract: int
    number: int
    source: DocxDocument | None = None
    ids: Mapping[str, str] = field(default_factory=dict)


def colour_of(document: Document) -> str:
    """Return the colour as Word writes it; raise RenderError where it is none."""
    if not _COLOUR.fullmatch(document.accent):
        raise RenderError(f"見出しの色「{document.accent}」は使えません。")
    return document.accent.removeprefix("#").upper()


def coloured(root: Any, colour: str) -> None:
    """Put a colour in the place of ours."""
    for element in root.iter(f"{W}color", f"{W}bottom", f"{W}top"):
        for slot in ("val", "color"):
            if element.get(W + slot) == _OWN_ACCENT:
                element.set(W + slot, colour)


def _faced(root: Any, document: Document) -> None:
    """Put the faces of the document in the place of ours: 明朝 for text, ゴシック for heads."""
    faces = {_OWN_MINCHO: _FACES[document.body_face], _OWN_GOTHIC: _FACES[document.heading_face]}
    for fonts in root.iter(f"{W}rFonts"):
        for slot in _FONT_SLOTS:
            name = fonts.get(W + slot)
            if name in faces:
                fonts.set(W + slot, faces[name])


def own_template(document: Document) -> Template:
    """Return our own base in the colour and the faces of the document.

    Raises RenderError for a colour that is none.
    """
    target = docx.Document(str(OWN_BASE))
    coloured(target.styles.element, colour_of(document))
    _faced(target.styles.element, document)
    return Template(
        target=target,
        page=UPRIGHT,
        ordered=OWN_ORDERED,
        abstract=OWN_ORDERED + 1,
        number=OWN_ORDERED + 2,
    )


def renamed(
    root: Any, ids: Mapping[str, str], references: tuple[str, ...] = _STYLE_REFERENCES
) -> None:
    """Put the new ids of styles in the place of the old ones, in whatever names a style."""
    for reference in references:
        for element in root.iter(W + reference):
            old = element.get(f"{W}val", "")
            element.set(f"{W}val", ids.get(old, old))
