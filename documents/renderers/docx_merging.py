"""A body's own base with what it lacks filled in from ours.

A style is known by its kind and name, for Word names the ids of built-in styles as it likes. Those
of a body's base get the ids of ours, so that nothing that is written needs to know whose base it
stands in.
"""

import re
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree

from documents.renderers.docx_base import WORD, BaseError, check_base
from documents.renderers.docx_sections import Page
from documents.renderers.docx_template import (
    OWN_BASE,
    OWN_ORDERED,
    UPRIGHT,
    Template,
    W,
    colour_of,
    coloured,
    renamed,
)
from documents.renderers.wordml import NAMESPACES, declared
from documents.tree import Document

_LIST_REFERENCES = ("pStyle",)
_OWN_WIDTH = UPRIGHT.text_width


def _key(style: Any) -> tuple[str, str]:
    name = style.find(f"{W}name")
    written = "" if name is None else name.get(f"{W}val", "")
    return style.get(f"{W}type", "paragraph"), written.casefold()


def _plain(root: Any) -> Any:
    """Take out what is not WordprocessingML: newer programs' additions that need declarations."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name in list(element.attrib):
            if not name.startswith(W) and not name.startswith("{http://www.w3.org/XML/"):
                del element.attrib[name]
    return root


def style_ids(base: Any, own: Any) -> dict[str, str]:
    """Return the new id of each style of a base: that of ours by the same name, or one apart."""
    own_ids = {_key(style): style.get(f"{W}styleId") for style in own.iter(f"{W}style")}
    taken = set(own_ids.values())
    ids: dict[str, str] = {}
    others: list[str] = []
    for style in base.iter(f"{W}style"):
        old = style.get(f"{W}styleId", "")
        if _key(style) in own_ids and own_ids[_key(style)] not in ids.values():
            ids[old] = own_ids[_key(style)]
        else:
            others.append(old)
    for old in others:
        new, count = old, 1
        while new in taken:
            count += 1
            new = f"{old}-{count}"
        taken.add(new)
        ids[old] = new
    return ids


def _head_fonts(styles: Any) -> Any | None:
    """The w:rFonts of the first heading, its own or the one that it builds on."""
    by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}
    seen: set[str] = set()
    place = "Heading1"
    while place in by_id and place not in seen:
        seen.add(place)
        fonts = by_id[place].find(f"{W}rPr/{W}rFonts")
        if fonts is not None:
            return fonts
        above = by_id[place].find(f"{W}basedOn")
        place = "" if above is None else above.get(f"{W}val", "")
    return None


def _with_latin_words(styles: Any, own: Any) -> None:
    """Let Latin words be English: as Japanese, LibreOffice breaks them anywhere."""
    for language in styles.iter(f"{W}lang"):
        if language.get(f"{W}val", "ja-JP").casefold().startswith("ja"):
            language.set(f"{W}val", "en-US")
    if styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") is not None:
        return
    language = deepcopy(own.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"))
    defaults = styles.find(f"{W}docDefaults")
    if defaults is None:
        defaults = parse_xml(f"<w:docDefaults{declared('w')}/>")
        styles.insert(0, defaults)
    place = defaults.find(f"{W}rPrDefault")
    if place is None:
        place = parse_xml(f"<w:rPrDefault{declared('w')}/>")
        defaults.insert(0, place)
    properties = place.find(f"{W}rPr")
    if properties is None:
        properties = parse_xml(f"<w:rPr{declared('w')}/>")
        place.append(properties)
    following = [
        child
        for child in properties
        if etree.QName(child).localname in {"eastAsianLayout", "specVanish", "oMath"}
    ]
    properties.insert(len(properties) - len(following), language)


def _filled_in(own_style: Any, *, colour: str, head_fonts: Any | None, width: int) -> Any:
    """A style of ours for a base that lacks it: with the base's fonts, for its page."""
    style = deepcopy(own_style)
    coloured(style, colour)
    for fonts in list(style.iter(f"{W}rFonts")):
        if head_fonts is not None:
            fonts.addprevious(deepcopy(head_fonts))
        fonts.getparent().remove(fonts)
    for tab in style.iter(f"{W}tab"):
        place = tab.get(f"{W}pos", "")
        scaled = {str(_OWN_WIDTH): width, str(_OWN_WIDTH // 2): width // 2}
        if place in scaled:
            tab.set(f"{W}pos", str(scaled[place]))
    return style


def _merge_styles(target: DocxDocument, source: DocxDocument, colour: str, width: int) -> None:
    own, base = target.styles.element, _plain(source.styles.element)
    ids = style_ids(base, own)
    for style in base.iter(f"{W}style"):
        style.set(f"{W}styleId", ids[style.get(f"{W}styleId", "")])
    renamed(base, ids)
    _with_latin_words(base, own)
    there = {_key(style) for style in base.iter(f"{W}style")}
    defaults = {
        style.get(f"{W}type")
        for style in base.iter(f"{W}style")
        if style.get(f"{W}default") in {"1", "true"}
    }
    head_fonts = _head_fonts(base)
    filled = []
    for style in own.iter(f"{W}style"):
        if _key(style) not in there:
            copy = _filled_in(style, colour=colour, head_fonts=head_fonts, width=width)
            if copy.get(f"{W}type") in defaults:
                copy.attrib.pop(f"{W}default", None)
            filled.append(copy)
    own_parts = {style.get(f"{W}styleId"): style for style in own.iter(f"{W}style")}
    for style in base.iter(f"{W}style"):
        _counted_by_us(style, own_parts.get(style.get(f"{W}styleId")))
    for child in list(own):
        own.remove(child)
    own.extend([*base, *filled])


def _counted_by_us(style: Any, own: Any | None) -> None:
    """Take the base's own numbers from headings: the tree has the numbers.

    A list style of the base without a bullet gets ours.
    """
    if own is None:
        return
    given = style.find(f"{W}pPr/{W}numPr")
    ours = own.find(f"{W}pPr/{W}numPr")
    if given is not None and ours is None:
        given.getparent().remove(given)
    if given is None and ours is not None:
        properties = style.find(f"{W}pPr")
        if properties is None:
            properties = parse_xml(f'<w:pPr xmlns:w="{NAMESPACES["w"]}"/>')
            following = style.find(f"{W}rPr")
            if following is None:
                style.append(properties)
            else:
                following.addprevious(properties)
        before = [
            child
            for child in properties
            if etree.QName(child).localname
            in {"keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"}
        ]
        properties.insert(len(before), deepcopy(ours))


def _merge_numbering(target: DocxDocument, source: DocxDocument, ids: dict[str, str]) -> int:
    """Put the base's lists before ours; return by how much the ids of ours have moved."""
    if RELATIONSHIP_TYPE.NUMBERING not in {rel.reltype for rel in source.part.rels.values()}:
        return 0
    own = target.part.numbering_part.element
    base = _plain(source.part.numbering_part.element)
    renamed(base, ids, _LIST_REFERENCES)
    for name in ("numPicBullet", "lvlPicBulletId", "numIdMacAtCleanup"):
        for element in list(base.iter(W + name)):
            element.getparent().remove(element)  # a picture of its own, which is not taken along
    taken = [
        int(element.get(W + name, "0"))
        for tag, name in (("abstractNum", "abstractNumId"), ("num", "numId"))
        for element in base.iter(W + tag)
    ]
    shift = max(taken, default=0) + 1
    for element in own.iter(f"{W}abstractNum"):
        element.set(f"{W}abstractNumId", str(int(element.get(f"{W}abstractNumId")) + shift))
    for element in own.iter(f"{W}num"):
        element.set(f"{W}numId", str(int(element.get(f"{W}numId")) + shift))
        named = element.find(f"{W}abstractNumId")
        named.set(f"{W}val", str(int(named.get(f"{W}val")) + shift))
    children = [*base, *own]
    for child in list(own):
        own.remove(child)
    for tag in ("abstractNum", "num"):  # the schema has them in this order
        own.extend([child for child in children if child.tag == W + tag])
    return shift


def _shift_own_lists(styles: Any, shift: int) -> None:
    """Let the list styles of ours name the lists of ours where these have moved."""
    for style in styles.iter(f"{W}style"):
        for number in style.iter(f"{W}numId"):
            number.set(f"{W}val", str(int(number.get(f"{W}val")) + shift))


def _page(source: DocxDocument) -> Page:
    """The page of the base's last section, upright."""
    section = source.element.body.find(f"{W}sectPr")
    if section is None:
        return UPRIGHT

    def number(tag: str, name: str, usual: int) -> int:
        element = section.find(W + tag)
        written = "" if element is None else element.get(W + name, "")
        return abs(int(written)) if re.fullmatch(r"-?[0-9]{1,6}", written) else usual

    width, height = number("pgSz", "w", UPRIGHT.width), number("pgSz", "h", UPRIGHT.height)
    found = section.find(f"{W}docGrid")
    sizes = {
        name: number("pgMar", name, getattr(UPRIGHT, name))
        for name in ("top", "right", "bottom", "left", "header", "footer")
    }
    page = Page(
        width=min(width, height),
        height=max(width, height),
        grid="" if found is None else _grid(found),
        **sizes,
    )
    readable = page.text_width >= page.width // 3 and page.text_height >= page.height // 3
    return page if readable else UPRIGHT


def _grid(element: Any) -> str:
    names = ("type", "linePitch", "charSpace")
    values = "".join(
        f' w:{name}="{element.get(W + name)}"'
        for name in names
        if re.fullmatch(r"-?[A-Za-z0-9]{1,20}", element.get(W + name, ""))
    )
    return f"<w:docGrid{values}/>"


def _take_part(target: DocxDocument, source: DocxDocument, kind: str) -> None:
    """Take a part of the base in place of ours, where it stands by itself."""
    given = [rel.target_part for rel in source.part.rels.values() if rel.reltype == kind]
    if not given:
        return
    blob = given[0].blob
    if given[0].rels:
        if kind != RELATIONSHIP_TYPE.FONT_TABLE:
            return
        root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False))
        for element in list(root.iter()):
            if etree.QName(element).localname.startswith("embed"):
                element.getparent().remove(element)
        blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    for identifier, rel in list(target.part.rels.items()):
        if rel.reltype == kind:
            name, content_type = rel.target_part.partname, rel.target_part.content_type
            del target.part.rels[identifier]
            part = Part(PackURI(str(name)), content_type, blob, target.part.package)
            target.part.relate_to(part, kind)


def merged_template(document: Document, base: bytes) -> Template:
    """Return a body's base with what it lacks filled in from ours.

    Raises BaseError (a RenderError) where check_base refuses the file.
    """
    check_base(base)
    try:
        return _merged(document, base)
    except (AttributeError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        # Well-formed and yet no Word document: ids that are no numbers, parts of other kinds.
        raise BaseError((WORD.broken,)) from error


def _merged(document: Document, base: bytes) -> Template:
    colour = colour_of(document)
    target, source = docx.Document(str(OWN_BASE)), docx.Document(BytesIO(base))
    page = _page(source)
    ids = style_ids(source.styles.element, target.styles.element)
    shift = _merge_numbering(target, source, ids)
    _shift_own_lists(target.styles.element, shift)
    _merge_styles(target, source, colour, page.text_width)
    for kind in (RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.FONT_TABLE):
        _take_part(target, source, kind)
    return Template(
        target=target,
        page=page,
        ordered=OWN_ORDERED + shift,
        abstract=OWN_ORDERED + 1 + shift,
        number=OWN_ORDERED + 2 + shift,
        source=source,
        ids=ids,
    )
