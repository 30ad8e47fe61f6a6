"""Base documents made from our own, part by part, so that a test may make a wrong one."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from documents.renderers.docx_template import OWN_BASE
from tests.documents.sample_blocks import PICTURE

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def own_parts() -> dict[str, bytes]:
    """Return the parts of our own base."""
    with ZipFile(OWN_BASE) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a package."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def base_with(**parts: str | bytes) -> bytes:
    """Return our own base with parts added or in place of its own."""
    given = {n: p.encode() if isinstance(p, str) else p for n, p in parts.items()}
    return zipped({**own_parts(), **given})


def base_where(part: str, old: str, new: str) -> bytes:
    """Return our own base with a text of one part replaced."""
    text = own_parts()[part].decode()
    assert old in text
    return base_with(**{part: text.replace(old, new)})


def relations(kind: str, target: str, mode: str = "") -> str:
    """Return a part of relations with one of them."""
    outside = f' TargetMode="{mode}"' if mode else ""
    return (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/{kind}" '
        f'Target="{target}"{outside}/></Relationships>'
    )


def town_base() -> bytes:
    """Return the base of a town: few styles, ids of Japanese Word, numbered headings, a head."""
    parts = own_parts()
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def heading(level: int) -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="Heading {level}"/>'
            '<w:basedOn w:val="a"/><w:next w:val="a"/><w:qFormat/><w:pPr><w:keepNext/>'
            f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:rFonts w:eastAsia="メイリオ"/>'
            '<w:color w:val="006600"/></w:rPr></w:style>'
        )

    styles = (
        f'<w:styles xmlns:w="{w}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="游明朝"/></w:rPr>'
        '</w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
        '<w:name w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="22"/><w14:glow/></w:rPr></w:style>'
        + "".join(heading(level) for level in (1, 2, 3))
        + '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Label">'
        '<w:name w:val="町のラベル"/><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="{level + 1}"/><w:lvlText w:val="町の%{level + 1}"/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
        for level in range(3)
    )
    numbering = (
        f'<w:numbering xmlns:w="{w}"><w:abstractNum w:abstractNumId="0">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    body = (
        f'<w:document xmlns:w="{w}" xmlns:r="{OFFICE}"><w:body><w:p><w:r><w:t>町の文</w:t></w:r>'
        '</w:p><w:sectPr><w:headerReference w:type="default" r:id="rId91"/>'
        '<w:footerReference w:type="default" r:id="rId92"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1985" w:right="1701" w:bottom="1701" w:left="1701" w:header="851" '
        'w:footer="992" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="360"/></w:sectPr>'
        "</w:body></w:document>"
    )
    head = (
        f'<w:hdr xmlns:w="{w}" xmlns:r="{OFFICE}" xmlns:wp="http://schemas.openxmlformats.org/'
        'drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/'
        'drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:drawing><wp:inline><wp:extent cx="360000"'
        ' cy="180000"/><wp:docPr id="900" name="町章" descr="町章"/><a:graphic><a:graphicData uri='
        '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="900" name="町章"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip '
        'r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="360000" cy="180000"/></a:xfrm><a:prstGeom prst="rect">'
        "<a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r><w:r><w:t>町の頭</w:t></w:r></w:p></w:hdr>"
    )
    foot = (
        f'<w:ftr xmlns:w="{w}"><w:p><w:r><w:t>町の足</w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
    )
    relations_of_body = parts["word/_rels/document.xml.rels"].decode()
    more = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{kind}7.xml"/>'
        for number, kind in ((91, "header"), (92, "footer"))
    )
    types = parts[TYPES].decode()
    typed = "".join(
        f'<Override PartName="/word/{kind}7.xml" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{kind}+xml"/>'
        for kind in ("header", "footer")
    )
    types = types.replace(
        "</Types>", f'<Default Extension="png" ContentType="image/png"/>{typed}</Types>'
    )
    replaced: dict[str, str | bytes] = {
        TYPES: types,
        "word/document.xml": body,
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
        "word/header7.xml": head,
        "word/footer7.xml": foot,
        "word/_rels/header7.xml.rels": relations("image", "media/image1.png"),
        "word/media/image1.png": PICTURE,
        "word/_rels/document.xml.rels": relations_of_body.replace(
            "</Relationships>", f"{more}</Relationships>"
        ),
    }
    return base_with(**replaced)
