"""Workbooks made by hand, part by part, so that a test may make a wrong one."""

import struct
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
TITLE = "一覧"

CONTENT_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/></Types>"""


def relations(*rows: tuple[str, str, str]) -> str:
    """Return a part of relations; each is (last word of the type, target, mode)."""
    items = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"' if mode else "")
        + "/>"
        for number, (kind, target, mode) in enumerate(rows, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def parts_of(
    rows: str,
    *,
    strings: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    before: str = "",
    after: str = "",
    book: str = "",
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet, called TITLE.

    Args:
        rows: the XML inside sheetData.
        strings: the XML inside the si of each shared string.
        formats: the number format of each cell style from 1 on, a code or the number of one.
        before, after: XML of the sheet before and after its data.
        book: XML of the workbook before its sheets.
    """
    custom = [code for code in formats if not code.isdigit()]
    styles = "".join(
        f'<numFmt numFmtId="{164 + number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for number, code in enumerate(custom)
    )
    used = "".join(
        f'<xf numFmtId="{code if code.isdigit() else 164 + custom.index(code)}"/>'
        for code in ("0", *formats)
    )
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}'
            f'<sheets><sheet name="{TITLE}" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml", ""),
            ("sharedStrings", "/xl/sharedStrings.xml", ""),
            ("styles", "styles.xml", ""),
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>"
        ),
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{MAIN}">' + "".join(f"<si>{item}</si>" for item in strings) + "</sst>"
        ),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><numFmts>{styles}</numFmts>'
            f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{used}</cellXfs>'
            "</styleSheet>"
        ),
    }


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a package of the parts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def made(rows: str, **how: object) -> bytes:
    """Return a workbook with one sheet; see `parts_of`."""
    return zipped(parts_of(rows, **how))  # type: ignore[arg-type]


def with_sizes(data: bytes, declared: int) -> bytes:
    """Return a package whose directory and headers declare another unpacked size for each part."""
    changed = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = changed.find(mark)
        while at >= 0:
            struct.pack_into("<L", changed, at + place, declared)
            at = changed.find(mark, at + 4)
    return bytes(changed)
