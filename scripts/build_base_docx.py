"""Builds documents/assets/base.docx: the styles of every DOCX that the program writes.

Run it after a change here or in scripts/base_docx_styles.py and commit the result:
`.venv/bin/python -m scripts.build_base_docx`. Written out in XML because numbering cannot be set
through python-docx. tests/documents/test_base_docx.py fails when file and script have parted.
"""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from documents.numbering import item_number
from documents.renderers.docx_numbering import LEVELS, item_level, item_sign, list_name
from scripts.base_docx_styles import GOTHIC, HEAD, MINCHO, W, fonts, styles
from scripts.base_docx_theme import theme

TARGET = Path(__file__).parents[1] / "documents" / "assets" / "base.docx"

STYLED_LEVELS = 5  # levels of lists that have a style
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _list_style(name: str, level: int) -> str:
    return f"{name}{'' if level == 0 else level + 1}" if level < STYLED_LEVELS else ""


def numbering() -> str:
    """Return word/numbering.xml: the bullets of List Bullet 1–5, the numbers of List Number 1–5."""
    bullets = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:pStyle w:val="{_list_style("ListBullet", level)}"/>'
        f'<w:lvlText w:val="・"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{294 * (level + 1)}" w:hanging="294"/></w:pPr>'
        f"<w:rPr>{fonts(MINCHO)}</w:rPr></w:lvl>"
        for level in range(STYLED_LEVELS)
    )
    numbers = "".join(
        item_level(
            level,
            item_sign(level, 1, item_number(level, 1)),
            _list_style("ListNumber", level),
        )
        for level in range(LEVELS)
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{list_name(number)}'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        for number, levels in enumerate((bullets, numbers))
    )
    return (
        f'{HEAD}<w:numbering xmlns:w="{W}">{lists}'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def settings() -> str:
    """Return word/settings.xml. Footnotes -1 and 0 are the separators of the footnotes part."""
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        # What Japanese Word writes itself; the second keeps lines before a line break as they are.
        "<w:compat><w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/>"
        '<w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="ja-JP"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    """Return word/fontTable.xml; altName is what the same face is called on other systems."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="80"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="fixed"/></w:font>'
        for name, other, family in (
            (MINCHO, "BIZ UD明朝 Medium", "roman"),
            (GOTHIC, "BIZ UDGothic", "modern"),
        )
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{entries}</w:fonts>'


def document() -> str:
    """Return an empty body; the page is A4 with margins of 25 mm."""
    return (
        f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{RELATION}"><w:body><w:p/><w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1361" '
        'w:left="1418" w:header="704" w:footer="680" w:gutter="0"/></w:sectPr></w:body>'
        "</w:document>"
    )


def core_properties() -> str:
    """Return empty properties, so that python-docx does not put in its own."""
    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>'
    )


def content_types() -> str:
    """Return [Content_Types].xml."""
    parts = (
        ("/word/document.xml", f"{OFFICE}.document.main+xml"),
        ("/word/styles.xml", f"{OFFICE}.styles+xml"),
        ("/word/numbering.xml", f"{OFFICE}.numbering+xml"),
        ("/word/settings.xml", f"{OFFICE}.settings+xml"),
        ("/word/fontTable.xml", f"{OFFICE}.fontTable+xml"),
        ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(targets: tuple[tuple[str, str], ...]) -> str:
    """Return a .rels part from pairs of relationship type and target."""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{HEAD}<Relationships xmlns="{namespace}">{entries}</Relationships>'


def base_docx() -> bytes:
    """Return the package; the same bytes every time."""
    metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
    package = (
        (f"{RELATION}/officeDocument", "word/document.xml"),
        (f"{metadata}/core-properties", "docProps/core.xml"),
    )
    of_document = tuple(
        (f"{RELATION}/{kind}", f"{name}.xml")
        for kind, name in (
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("settings", "settings"),
            ("fontTable", "fontTable"),
            ("theme", "theme/theme1"),
        )
    )
    parts = (
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relationships(package)),
        ("word/document.xml", document()),
        ("word/_rels/document.xml.rels", relationships(of_document)),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering()),
        ("word/settings.xml", settings()),
        ("word/fontTable.xml", font_table()),
        ("word/theme/theme1.xml", theme()),
        ("docProps/core.xml", core_properties()),
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in parts:
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return buffer.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(base_docx())
    print(f"wrote {TARGET.name}", file=sys.stderr)
