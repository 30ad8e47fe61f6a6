"""Pictures and charts in the text of a DOCX."""

from documents.renderers.docx_sections import Page
from documents.renderers.wordml import EMU_PER_TWIP, NAMESPACES

_CAPTION_ROOM = 2250  # twentieths of a point left on a page for caption, source and spacing
_LOGO = (2_160_000, 1_008_000)  # EMU: 60 by 28 mm

_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


def room(page: Page) -> tuple[int, int]:
    """Return how wide and high a drawing may be on a page, in EMU."""
    return (
        page.text_width * EMU_PER_TWIP,
        (page.text_height - _CAPTION_ROOM) * EMU_PER_TWIP,
    )


def fitted(width: int, height: int, most: tuple[int, int]) -> tuple[int, int]:
    """Return a size in EMU, made smaller in proportion where it exceeds `most`."""
    widest, tallest = most
    if width > widest:
        width, height = widest, max(1, height * widest // width)
    if height > tallest:
        width, height = max(1, width * tallest // height), tallest
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


def logo_drawing(number: int, relation: str, alt: str, width: int, height: int) -> str:
    """Return the inline picture of a cover."""
    return _picture(number, relation, alt, fitted(width, height, _LOGO))


def picture_drawing(
    number: int, relation: str, alt: str, width: int, height: int, page: Page
) -> str:
    """Return an inline picture; `alt` is a quoted attribute value, sizes are in EMU."""
    return _picture(number, relation, alt, fitted(width, height, room(page)))


def _picture(number: int, relation: str, alt: str, size: tuple[int, int]) -> str:
    width, height = size
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


def chart_drawing(number: int, relation: str, alt: str, page: Page) -> str:
    """Return an inline chart; `alt` is a quoted attribute value."""
    graphic = (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["c"]}">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic>'
    )
    widest, tallest = room(page)
    width, height = fitted(widest, widest * 5 // 9, (widest, tallest))
    return _inline(number, "グラフ", alt, width, height, graphic)
