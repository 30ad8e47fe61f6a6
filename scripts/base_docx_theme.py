"""word/theme/theme1.xml of documents/assets/base.docx: plain colours, the fonts of the styles.

Word asks for a theme; nothing in our styles refers to it, but what staff insert does.
"""

from scripts.base_docx_styles import ACCENT, GOTHIC, HEAD, MINCHO

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Those of documents.charts, so that an inserted chart looks like ours.
_COLOURS = (ACCENT, "C25B00", "3D7A4E", "7A4E9E", "8A1F2B", "5B6570")


def _fonts(kind: str, face: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{face}"/><a:ea typeface="{face}"/>'
        f'<a:cs typeface=""/><a:font script="Jpan" typeface="{face}"/></a:{kind}Font>'
    )


def theme() -> str:
    """Return the part."""
    named = (("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "222222"), ("lt2", "F1F3F7"))
    accents = tuple((f"accent{n}", colour) for n, colour in enumerate(_COLOURS, start=1))
    links = (("hlink", "00118F"), ("folHlink", "8B008B"))
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in named + accents + links
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{_A}" name="計画"><a:themeElements>'
        f'<a:clrScheme name="計画">{colours}</a:clrScheme>'
        f'<a:fontScheme name="計画">{_fonts("major", GOTHIC)}{_fonts("minor", MINCHO)}'
        f'</a:fontScheme><a:fmtScheme name="計画"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
