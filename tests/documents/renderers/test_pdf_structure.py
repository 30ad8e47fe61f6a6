"""The structure tree of the PDF (PDF/UA-1): what is what, in which order, and what leads where.

That it says every word in reading order is held by tests/documents/test_parity.py, which reads
nothing but the structure.
"""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from documents.assemble import assemble
from documents.renderers.pdf import PdfResult, render_pdf
from documents.tree import Document, Heading, Link, Table, heading_line
from tests.documents.extraction import squash
from tests.documents.samples import FIGURES, everything, record


@pytest.fixture(scope="module")
def edition() -> Document:
    return assemble(everything(), record())


@pytest.fixture(scope="module")
def result(edition: Document) -> PdfResult:
    return render_pdf(edition, figures=FIGURES)


@pytest.fixture(scope="module")
def opened(result: PdfResult) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(result.data)) as pdf:
        yield pdf


def elements(node: Any) -> Iterator[Any]:
    """Yield the elements of a structure tree in reading order."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from elements(item)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from elements(node.K)


def of_kind(pdf: pikepdf.Pdf, *kinds: str) -> list[Any]:
    """Return the elements of these kinds in reading order."""
    return [found for found in elements(pdf.Root.StructTreeRoot.K) if str(found.S) in kinds]


def test_one_document_holds_everything(opened: pikepdf.Pdf) -> None:
    assert [str(found.S) for found in opened.Root.StructTreeRoot.K] == ["/Document"]


def test_only_standard_kinds_are_used(opened: pikepdf.Pdf) -> None:
    kinds = {str(found.S) for found in elements(opened.Root.StructTreeRoot.K)}
    standard = {
        "/Document", "/Sect", "/Div", "/NonStruct", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P",
        "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody", "/TR", "/TH", "/TD",
        "/Caption", "/Figure", "/Span", "/Link",
    }  # fmt: skip
    assert kinds - standard == set()
    assert "/RoleMap" not in opened.Root.StructTreeRoot


# Which elements may hold which, as far as ISO 14289-1 (7.2) says so.
HOLDERS = {
    "/LI": {"/L"},
    "/Lbl": {"/LI"},
    "/LBody": {"/LI"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TR": {"/Table", "/THead", "/TBody"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
}


@pytest.mark.parametrize("kind", HOLDERS)
def test_a_part_stands_in_its_whole(opened: pikepdf.Pdf, kind: str) -> None:
    found = of_kind(opened, kind)
    assert found
    assert {str(one.P.S) for one in found} - HOLDERS[kind] == set()


def test_every_page_is_read_in_the_order_of_the_structure(opened: pikepdf.Pdf) -> None:
    assert {str(page.get("/Tabs")) for page in opened.pages} == {"/S"}


def test_all_that_is_drawn_is_content_with_a_place_or_an_artifact(opened: pikepdf.Pdf) -> None:
    """Text outside marked content would be lost to a screen reader, and read twice by others."""
    shown = {"Tj", "TJ", "'", '"', "Do", "sh", "f", "S", "B"}
    loose: Counter[str] = Counter()
    for page in opened.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            if name in ("BMC", "BDC"):
                depth += 1
            elif name == "EMC":
                depth -= 1
            elif name in shown and depth == 0:
                loose[name] += 1
        assert depth == 0
    assert loose == Counter()


def structure_text(path: Path) -> str:
    """Return the structure with its text, as poppler tells it."""
    command = ["pdfinfo", "-struct-text", str(path)]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def test_headings_have_the_levels_and_words_of_the_document(
    edition: Document, result: PdfResult, tmp_path: Path
) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(result.data)
    found: list[tuple[int, str]] = []
    depth = None
    for line in structure_text(path).split("\n"):
        indent = len(line) - len(line.lstrip())
        if depth is not None and indent <= depth:
            depth = None
        if match := re.match(r"( *)H([1-6]) \(block\)", line):
            depth = len(match[1])
            found.append((int(match[2]), ""))
        elif depth is not None and line.strip()[:1] == '"':
            level, words = found[-1]
            found[-1] = (level, words + squash(line.strip()[1:-1]))
    wanted = [
        (node.level, squash(heading_line(node)))
        for node in edition.nodes
        if isinstance(node, Heading)
    ]
    lists = [entry for entry in found if entry[1] in ("目次", "図目次", "表目次", "図表目次")]
    assert [entry for entry in found if entry not in lists] == wanted
    assert {level for level, _words in lists} == {1}


def scopes(table: Any) -> list[list[str]]:
    """Return for each row of a table the scope of each head and 「-」 for any other cell."""
    return [
        [str(cell.A.get("/Scope", "-")) if cell.S == "/TH" else "-" for cell in row.K]
        for row in elements(table)
        if str(row.S) == "/TR"
    ]


def test_heads_of_a_table_say_what_they_head(edition: Document, opened: pikepdf.Pdf) -> None:
    tables = [node for node in edition.nodes if isinstance(node, Table)]
    wanted = [
        [["/Column" if cell.is_head else "-" for cell in row] for row in table.head]
        + [["/Row" if cell.is_head else "-" for cell in row] for row in table.rows]
        for table in tables
    ]
    # A table that goes on over the page begins anew there, with its heads.
    found: list[list[list[str]]] = []
    for rows in map(scopes, of_kind(opened, "/Table")):
        expected = wanted[len(found) - 1] if found else None
        if expected is not None and len(found[-1]) < len(expected):
            heads = len(tables[len(found) - 1].head)
            found[-1].extend(rows[heads:])
        else:
            found.append(rows)
    assert found == wanted


def test_cells_name_their_heads(opened: pikepdf.Pdf) -> None:
    names = {str(cell.ID) for cell in of_kind(opened, "/TH")}
    named = {str(name) for cell in of_kind(opened, "/TD") for name in cell.A.get("/Headers", [])}
    assert named
    assert named - names == set()


def test_every_link_is_in_the_structure_and_every_link_of_it_leads_somewhere(
    opened: pikepdf.Pdf,
) -> None:
    annotations = [
        annotation
        for page in opened.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    tagged = [
        kid.Obj.objgen
        for element in of_kind(opened, "/Link")
        for kid in element.K
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]
    assert sorted(tagged) == sorted(annotation.objgen for annotation in annotations)
    assert [one for one in annotations if "/StructParent" not in one] == []
    assert all("/A" in one or "/Dest" in one for one in annotations)


def actions(pdf: pikepdf.Pdf) -> Counter[tuple[str, str]]:
    """Return kind and address of what happens on a click anywhere on the pages."""
    return Counter(
        (str(annotation.A.S), str(annotation.A.URI))
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation
    )


def links(node: Any) -> Iterator[Link]:
    """Yield the links anywhere in a part of the document."""
    if isinstance(node, Link):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from links(part)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from links(getattr(node, name))


def test_it_names_no_address_but_those_of_the_plan(edition: Document, opened: pikepdf.Pdf) -> None:
    outside = {link.href for link in links(edition) if not link.href.startswith("#")}
    assert outside
    assert set(actions(opened)) == {("/URI", href) for href in outside}


def test_nothing_in_it_acts_by_itself(opened: pikepdf.Pdf) -> None:
    assert [key for key in ("/OpenAction", "/AA", "/AcroForm") if key in opened.Root] == []
    assert [page for page in opened.pages if "/AA" in page] == []
