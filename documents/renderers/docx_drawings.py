"""Pictures and charts in the text of a DOCX."""

from documents.renderers.wordml import EMU_PER_TWIP, NAMESPACES, TEXT_WIDTH

WIDEST = TEXT_WIDTH * EMU_PER_TWIP
TALLEST = 7_500_000  # EMU; leaves room for the caption on the page
_CHART_HEIGHT = WIDEST * 5 // 9

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


def fitted(width: int, height: int) -> tuple[int, int]:
    """Return width and height in EMU, made smaller where they exceed the page, in proportion."""
    if width > WIDEST:
        width, height = WIDEST, max(1, height * WIDEST // width)
    if height > TALLEST:
        width, height = max(1, width * TALLEST // height), TALLEST
    return width, height


def _inline(number: int, name: str, alt: str, width: int, height: int, graphic: str) -> str:
    # A picture without words is decoration, and must say so (Word's accessibility checker).
    more = _DECORATIVE if alt == '""' else ""
    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name="{name} {number}" descr={alt}>{more}</wp:docPr>'
        f"<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing>"
    )


def picture_drawing(number: int, relation: str, alt: str, width: int, height: int) -> str:
    """Return an inline picture; `alt` is a quoted attribute value, sizes are in EMU."""
    width, height = fitted(width, height)
    graphic = (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="図 {number}" descr={alt}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
        f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic>"
    )
    return _inline(number, "図", alt, width, height, graphic)


def chart_drawing(number: int, relation: str, alt: str) -> str:
    """Return an inline chart; `alt` is a quoted attribute value."""
    graphic = (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["c"]}">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
    )
    return _inline(number, "グラフ", alt, WIDEST, _CHART_HEIGHT, graphic)
