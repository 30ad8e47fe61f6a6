"""The whole package holds together: parts, relationships, ids, fields, and the schemas."""

import posixpath
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from documents.assemble import assemble
from documents.renderers.docx import render_docx
from tests.documents.extraction import W
from tests.documents.printed import demo_plan
from tests.documents.renderers.base_parts import town_base
from tests.documents.renderers.docx_parts import based, found, sample_docx, small
from tests.documents.samples import FIGURES, everything

FILES: dict[str, Callable[[], bytes]] = {
    "everything": sample_docx,
    "everything-draft": lambda: render_docx(assemble(everything(), None), figures=FIGURES),
    "shimokawa": lambda: render_docx(assemble(demo_plan("shimokawa"), None)),
    "ibaraki": lambda: render_docx(assemble(demo_plan("ibaraki"), None)),
    "own base": lambda: based(town_base()),
    "empty": small,
}
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Kinds of style by the element that names one.
STYLE_KINDS = {
    "pStyle": "paragraph",
    "rStyle": "character",
    "tblStyle": "table",
    "basedOn": None,
    "next": "paragraph",
    "link": None,
}


class Package:
    """The parts of a DOCX, parsed, by name."""

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.parts: dict[str, Any] = {
                name: etree.fromstring(archive.read(name))
                for name in self.names
                if name.endswith((".xml", ".rels"))
            }

    def relations(self, part: str) -> dict[str, tuple[str, bool]]:
        """Target and whether it is outside, by id."""
        folder, name = posixpath.split(part)
        root = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            entry.get("Id"): (
                entry.get("Target")
                if entry.get("TargetMode") == "External"
                else posixpath.normpath(posixpath.join("/", folder, entry.get("Target")))[1:],
                entry.get("TargetMode") == "External",
            )
            for entry in (() if root is None else root)
        }

    def texts(self) -> list[tuple[str, Any]]:
        """The parts that hold text."""
        names = ("document", "footnotes", "header", "footer")
        return [
            (name, root)
            for name, root in self.parts.items()
            if posixpath.basename(name).startswith(names) and name.endswith(".xml")
        ]


@pytest.fixture(scope="module", params=list(FILES))
def package(request: pytest.FixtureRequest) -> Package:
    return Package(FILES[request.param]())


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_of_the_standard_find_no_fault(name: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(FILES[name]())
    faults = [
        (error.part_uri, error.path, error.description)
        for error in OpenXmlValidator().validate(path).errors
        # w:numId 0 takes a number away (ECMA-376 part 1, §17.9.18) and names no list.
        if error.description != "Numbering definition '0' referenced but not found"
    ]
    assert faults == []


def test_the_schemas_find_a_fault(tmp_path: Path) -> None:
    """The check can fail: an element in the wrong place."""
    path = tmp_path / "plan.docx"
    with ZipFile(BytesIO(sample_docx())) as source, ZipFile(path, "w") as broken:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(
                    b"<w:cantSplit/><w:tblHeader/>", b"<w:tblHeader/><w:cantSplit/>"
                )
                data = data.replace(
                    b'<w:tblLayout w:type="fixed"/><w:tblLook',
                    b'<w:tblLook w:val="04A0"/><w:tblLook',
                )
            broken.writestr(name, data)
    assert [error.node for error in OpenXmlValidator().validate(path).errors][:1] != []


def test_every_part_has_a_type_and_every_type_a_part(package: Package) -> None:
    types = package.parts["[Content_Types].xml"]
    overridden = {entry.get("PartName")[1:] for entry in types.iter(f"{TYPES}Override")}
    extensions = {entry.get("Extension") for entry in types.iter(f"{TYPES}Default")}
    assert overridden - set(package.names) == set()
    rest = set(package.names) - overridden - {"[Content_Types].xml"}
    assert {name for name in rest if name.rpartition(".")[2] not in extensions} == set()


def test_every_part_is_reached_by_a_relationship_and_none_is_missing(package: Package) -> None:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        part = waiting.pop()
        for target, outside in package.relations(part).values():
            if not outside and target not in reached:
                reached.add(target)
                waiting.append(target)
    written = {
        name for name in package.names if name != "[Content_Types].xml" and "_rels/" not in name
    }
    assert reached == written


def test_every_id_of_a_relationship_exists_and_is_used(package: Package) -> None:
    for name, root in package.texts():
        used = {
            value
            for element in root.iter()
            for attribute, value in element.attrib.items()
            if attribute.startswith(R)
        }
        there = package.relations(name)
        assert used - set(there) == set(), name
        # What the document part needs without naming it: styles, numbering and so on.
        unnamed = (
            {key for key in there if key not in used} if name != "word/document.xml" else set()
        )
        assert unnamed == set(), name


def test_every_style_in_use_exists_and_is_of_its_kind(package: Package) -> None:
    styles = package.parts["word/styles.xml"]
    kinds = {style.get(f"{W}styleId"): style.get(f"{W}type") for style in styles.iter(f"{W}style")}
    assert len(kinds) == len(found(styles, "//w:style"))
    wrong = {
        (name, tag, element.get(f"{W}val"))
        for name, root in [*package.texts(), ("styles", styles)]
        for tag, kind in STYLE_KINDS.items()
        for element in root.iter(f"{W}{tag}")
        if kinds.get(element.get(f"{W}val"), "") not in ({kind} if kind else {*kinds.values()})
    }
    assert wrong == set()


def test_names_of_styles_are_unique(package: Package) -> None:
    names = [
        (style.get(f"{W}type"), style.find(f"{W}name").get(f"{W}val").casefold())
        for style in package.parts["word/styles.xml"].iter(f"{W}style")
    ]
    assert len(names) == len(set(names))


def test_every_number_of_a_list_exists(package: Package) -> None:
    numbering = package.parts["word/numbering.xml"]
    abstracts = found(numbering, "//w:abstractNum/@w:abstractNumId")
    numbers = found(numbering, "//w:num/@w:numId")
    assert len(abstracts) == len(set(abstracts))
    assert len(numbers) == len(set(numbers))
    assert set(found(numbering, "//w:num/w:abstractNumId/@w:val")) - set(abstracts) == set()
    used = {
        value
        for root in (package.parts["word/document.xml"], package.parts["word/styles.xml"])
        for value in found(root, "//w:numPr/w:numId/@w:val")
    }
    assert used - set(numbers) - {"0"} == set()
    tags = [etree.QName(child).localname for child in numbering]
    assert tags == sorted(tags)  # w:abstractNum before w:num


def test_footnotes_and_their_calls_are_the_same(package: Package) -> None:
    notes = found(package.parts["word/footnotes.xml"], "w:footnote/@w:id")
    calls = found(package.parts["word/document.xml"], "//w:footnoteReference/@w:id")
    assert notes == ["-1", "0", *sorted(calls, key=int)]
    assert found(package.parts["word/settings.xml"], "//w:footnote/@w:id") == ["-1", "0"]


def test_bookmarks_are_unique_and_end_after_they_begin(package: Package) -> None:
    body = package.parts["word/document.xml"]
    names = found(body, "//w:bookmarkStart/@w:name")
    assert len(names) == len(set(names))
    begun: list[str] = []
    ended: list[str] = []
    for element in body.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        number = element.get(f"{W}id")
        if element.tag == f"{W}bookmarkStart":
            begun.append(number)
        else:
            assert number in begun
            ended.append(number)
    assert len(begun) == len(set(begun))
    assert sorted(begun) == sorted(ended)


def test_links_and_fields_lead_to_bookmarks(package: Package) -> None:
    body = package.parts["word/document.xml"]
    names = set(found(body, "//w:bookmarkStart/@w:name"))
    targets = set(found(body, "//w:hyperlink/@w:anchor"))
    for instruction in found(body, "//w:instrText/text()"):
        kind, *rest = instruction.split()
        if kind in ("REF", "PAGEREF", "NOTEREF"):
            targets.add(rest[0])
    assert targets - names == set()


def test_fields_begin_separate_and_end(package: Package) -> None:
    for name, root in package.texts():
        depth: list[str] = []
        for element in root.iter(f"{W}fldChar"):
            match element.get(f"{W}fldCharType"):
                case "begin":
                    depth.append("begin")
                case "separate":
                    assert depth.pop() == "begin", name
                    depth.append("separate")
                case "end":
                    assert depth.pop() == "separate", name
        assert depth == [], name


def test_ids_of_drawings_are_unique(package: Package) -> None:
    numbers = found(package.parts["word/document.xml"], "//wp:docPr/@id")
    assert len(numbers) == len(set(numbers))


def test_tables_have_as_many_cells_as_columns_in_every_row(package: Package) -> None:
    for table in found(package.parts["word/document.xml"], "//w:tbl"):
        columns = len(found(table, "w:tblGrid/w:gridCol"))
        assert {len(found(row, "w:tc")) for row in found(table, "w:tr")} == {columns}


def test_there_are_no_shapes_text_boxes_or_objects(package: Package) -> None:
    tags = {
        etree.QName(element).localname
        for element in package.parts["word/document.xml"].iter()
        if isinstance(element.tag, str)
    }
    assert tags & {"pict", "shape", "textbox", "txbxContent", "wsp", "object", "altChunk"} == set()


def test_word_is_not_told_to_ask_for_an_update(package: Package) -> None:
    assert found(package.parts["word/settings.xml"], "//w:updateFields") == []


def test_every_section_has_heads_and_feet_of_its_own(package: Package) -> None:
    for section in found(package.parts["word/document.xml"], "//w:sectPr"):
        kinds = {
            etree.QName(child).localname for child in section if child.get(f"{W}type") == "default"
        }
        assert {"headerReference", "footerReference"} <= kinds
