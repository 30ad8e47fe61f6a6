"""The styles of every DOCX that the program writes: word/styles.xml of documents/assets/base.docx.

Written out in XML because Japanese fonts (w:eastAsia) and kinsoku cannot be set through
python-docx. scripts/build_base_docx.py puts them into the package.
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MINCHO, GOTHIC = "BIZ UD明朝", "BIZ UDゴシック"
ACCENT = "1A3F8B"


def fonts(name: str) -> str:
    """Return one font for all scripts; without w:eastAsia Word would take another for kana."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def size(half_points: int) -> str:
    """Return a font size in half points."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def style(
    kind: str,
    style_id: str,
    name: str,
    *,
    based_on: str = "",
    following: str = "",
    paragraph: str = "",
    run: str = "",
    default: bool = False,
    quick: bool = True,
    more: str = "",
) -> str:
    """Return one w:style element, children in the order of the schema."""
    is_default = ' w:default="1"' if default else ""
    own = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{kind}"{is_default}{own} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based_on}"/>' if based_on else "")
        + (f'<w:next w:val="{following}"/>' if following else "")
        + ("<w:qFormat/>" if quick else "")
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + more
        + "</w:style>"
    )


def paragraph_style(style_id: str, name: str, paragraph: str = "", run: str = "") -> str:
    """Return a paragraph style based on Normal."""
    return style("paragraph", style_id, name, based_on="Normal", paragraph=paragraph, run=run)


_HEADING_SPACES = {1: (568, 238), 2: (448, 196), 3: (384, 168)}


def heading(level: int, half_points: int, *, colour: str = "", rule: bool = False) -> str:
    """Return the built-in heading style of `level`."""
    border = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="3" w:color="{ACCENT}"/></w:pBdr>'
        if rule
        else ""
    )
    # 1.6 and 0.7 of its size, as in print.css; from the fourth level on 1.4 and 0.5.
    before, after = _HEADING_SPACES.get(level, (294, 105))
    return style(
        "paragraph",
        f"Heading{level}",
        f"heading {level}",
        based_on="Normal",
        following="Normal",
        paragraph=f'<w:keepNext/><w:keepLines/>{border}<w:spacing w:before="{before}" '
        f'w:after="{after}" w:line="{half_points * 145 // 10}" w:lineRule="atLeast"/>'
        '<w:jc w:val="left"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>',
        run=fonts(GOTHIC)
        + "<w:b/><w:bCs/>"
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + size(half_points),
    )


def front_heading() -> str:
    """A heading that is outlined but not listed in the contents: the field lists heading 1–3."""
    return style(
        "paragraph",
        "FrontHeading",
        "前付の見出し",
        based_on="Normal",
        following="Normal",
        paragraph=f'<w:keepNext/><w:keepLines/><w:pBdr><w:bottom w:val="single" w:sz="12" '
        f'w:space="3" w:color="{ACCENT}"/></w:pBdr><w:spacing w:before="360" w:after="160" '
        'w:line="300" w:lineRule="auto"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
        run=fonts(GOTHIC) + f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>' + size(34),
    )


def contents_level(level: int) -> str:
    """Return toc 1–3: right tab with dotted leader at the edge of the text."""
    indent = (0, 284, 680)[level - 1]
    return style(
        "paragraph",
        f"TOC{level}",
        f"toc {level}",
        based_on="Normal",
        following="Normal",
        quick=False,
        paragraph='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
        f'<w:spacing w:after="20"/><w:ind w:left="{indent}"/><w:jc w:val="left"/>',
        run=fonts(GOTHIC) if level == 1 else "",
    )


def list_styles() -> str:
    """Return List Bullet and List Number 1–5, which Word counts."""
    parts = []
    for number, name in ((1, "Bullet"), (2, "Number")):
        for level in range(1, 6):
            suffix, gap = ("", "") if level == 1 else (str(level), f" {level}")
            parts.append(
                paragraph_style(
                    f"List{name}{suffix}",
                    f"List {name}{gap}",
                    f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{number}"/></w:numPr>'
                    '<w:spacing w:after="0"/>',
                )
            )
    return "".join(parts)


def cover_style(style_id: str, name: str, half_points: int, before: int, more: str = "") -> str:
    """Return a centred line of the cover."""
    return paragraph_style(
        style_id,
        name,
        f'<w:spacing w:before="{before}" w:after="120" w:line="300" w:lineRule="auto"/>'
        '<w:jc w:val="center"/>',
        fonts(GOTHIC) + more + size(half_points),
    )


def styles() -> str:
    """Return word/styles.xml."""
    tight = '<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="atLeast"/>'
    box = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="4" w:color="777777"/>'
        for side in ("top", "left", "bottom", "right")
    )
    grid = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="555555"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rules = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="0" w:color="555555"/>'
        for side in ("top", "bottom")
    )
    margins = (
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )
    bold_accent = f'<w:b/><w:bCs/><w:color w:val="{ACCENT}"/>'
    parts = [
        "<w:docDefaults><w:rPrDefault><w:rPr>",
        fonts(MINCHO),
        '<w:kern w:val="2"/>',
        size(21),
        # Latin words are in English: as Japanese, LibreOffice breaks them anywhere.
        '<w:lang w:val="en-US" w:eastAsia="ja-JP" w:bidi="ar-SA"/>',
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/>"
        "<w:overflowPunct/></w:pPr></w:pPrDefault></w:docDefaults>",
        style(
            "paragraph",
            "Normal",
            "Normal",
            default=True,
            paragraph='<w:spacing w:after="105" w:line="357" w:lineRule="atLeast"/>'
            '<w:jc w:val="both"/>',
        ),
        style(
            "character", "DefaultParagraphFont", "Default Paragraph Font", default=True, quick=False
        ),
        style(
            "table",
            "TableNormal",
            "Normal Table",
            default=True,
            quick=False,
            more='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>",
        ),
        style("numbering", "NoList", "No List", default=True, quick=False),
        paragraph_style(
            "CoverLogo",
            "表紙の紋章",
            '<w:spacing w:before="900" w:after="0" w:line="240" w:lineRule="auto"/>'
            '<w:jc w:val="center"/>',
        ),
        cover_style("Title", "Title", 48, 1500, bold_accent),
        cover_style("Subtitle", "Subtitle", 30, 240),
        cover_style("CoverOrganization", "表紙の団体名", 32, 1700),
        cover_style("CoverDate", "表紙の日付", 28, 2000),
        cover_style("CoverMark", "表紙の印", 28, 360),
        heading(1, 34, colour=ACCENT, rule=True),
        heading(2, 28, colour=ACCENT),
        heading(3, 24),
        heading(4, 21),
        heading(5, 21),
        heading(6, 21),
        front_heading(),
        style(
            "paragraph",
            "TOCHeading",
            "TOC Heading",
            based_on="Normal",
            following="Normal",
            paragraph='<w:keepNext/><w:pageBreakBefore/><w:spacing w:after="240" w:line="300" '
            'w:lineRule="auto"/><w:jc w:val="center"/>',
            run=fonts(GOTHIC) + "<w:b/><w:bCs/>" + size(34),
        ),
        *(contents_level(level) for level in (1, 2, 3)),
        style(
            "paragraph",
            "TableofFigures",
            "table of figures",
            based_on="Normal",
            following="Normal",
            quick=False,
            paragraph='<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
            '<w:spacing w:after="20"/><w:jc w:val="left"/>',
            run=fonts(GOTHIC),
        ),
        list_styles(),
        paragraph_style(
            "Label",
            "小見出し",
            '<w:keepNext/><w:spacing w:before="180" w:after="60"/>',
            fonts(GOTHIC) + "<w:b/><w:bCs/>",
        ),
        paragraph_style(
            "Signature", "Signature", '<w:spacing w:before="400"/><w:jc w:val="right"/>'
        ),
        paragraph_style("Source", "出典", '<w:spacing w:before="40"/>', size(18)),
        paragraph_style("BulletText", "箇条の文", '<w:ind w:left="210" w:hanging="210"/>'),
        style(
            "paragraph",
            "Caption",
            "caption",
            based_on="Normal",
            following="Normal",
            paragraph='<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="left"/>',
            run=fonts(GOTHIC) + size(19),
        ),
        paragraph_style(
            "FigureCaption",
            "図の題",
            '<w:spacing w:before="40" w:after="160"/><w:jc w:val="center"/>',
            fonts(GOTHIC) + size(19),
        ),
        paragraph_style(
            "Figure",
            "図",
            '<w:keepNext/><w:spacing w:before="120" w:after="40" w:line="240" w:lineRule="auto"/>'
            '<w:jc w:val="center"/>',
        ),
        paragraph_style(
            "NoteBox",
            "注記",
            f'<w:keepLines/><w:pBdr>{box}</w:pBdr><w:shd w:val="clear" w:color="auto" '
            'w:fill="F7F7F4"/><w:spacing w:before="0" w:after="0" w:line="290" '
            'w:lineRule="atLeast"/><w:ind w:left="120" w:right="120"/>',
            size(19),
        ),
        paragraph_style(
            "DiagramBox",
            "図の箱",
            f'<w:keepLines/><w:pBdr>{box}</w:pBdr><w:shd w:val="clear" w:color="auto" '
            'w:fill="F1F3F7"/><w:spacing w:before="80" w:after="80" w:line="240" '
            'w:lineRule="atLeast"/><w:ind w:left="100" w:right="100"/><w:jc w:val="left"/>',
            fonts(GOTHIC) + size(17),
        ),
        paragraph_style(
            "DiagramGap",
            "図の間",
            '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>',
            size(2),
        ),
        paragraph_style("TableText", "表の文字", tight + '<w:jc w:val="left"/>', size(19)),
        paragraph_style(
            "TableHead", "表の見出し", tight + '<w:jc w:val="left"/>', fonts(GOTHIC) + size(19)
        ),
        paragraph_style(
            "TableYear",
            "表の年度",
            '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
            + tight
            + '<w:jc w:val="center"/>',
            fonts(GOTHIC) + size(16),
        ),
        paragraph_style(
            "Gap",
            "表の間",
            '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>',
            size(8),
        ),
        style(
            "paragraph",
            "Header",
            "header",
            based_on="Normal",
            quick=False,
            paragraph='<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs><w:jc w:val="right"/>',
            run=fonts(GOTHIC) + '<w:color w:val="444444"/>' + size(17),
        ),
        style(
            "paragraph",
            "Footer",
            "footer",
            based_on="Normal",
            quick=False,
            paragraph='<w:tabs><w:tab w:val="center" w:pos="4535"/>'
            '<w:tab w:val="right" w:pos="9070"/></w:tabs><w:jc w:val="left"/>',
            run=fonts(GOTHIC) + size(18),
        ),
        style(
            "paragraph",
            "FootnoteText",
            "footnote text",
            based_on="Normal",
            quick=False,
            paragraph='<w:spacing w:after="20" w:line="260" w:lineRule="atLeast"/>'
            '<w:jc w:val="left"/>',
            run=size(17),
        ),
        style(
            "character",
            "FooterMark",
            "ページ下の印",
            based_on="DefaultParagraphFont",
            quick=False,
            run="<w:b/><w:bCs/>" + size(20),
        ),
        style(
            "character",
            "FootnoteReference",
            "footnote reference",
            based_on="DefaultParagraphFont",
            quick=False,
            run='<w:vertAlign w:val="superscript"/>',
        ),
        style(
            "character",
            "Hyperlink",
            "Hyperlink",
            based_on="DefaultParagraphFont",
            quick=False,
            run='<w:color w:val="00118F"/><w:u w:val="single"/>',
        ),
        style(
            "character",
            "Strong",
            "Strong",
            based_on="DefaultParagraphFont",
            run=fonts(GOTHIC) + "<w:b/><w:bCs/>",
        ),
        style(
            "table",
            "PlanTable",
            "計画の表",
            based_on="TableNormal",
            more=f"<w:tblPr><w:tblBorders>{grid}</w:tblBorders>{margins}</w:tblPr>",
        ),
        style(
            "table",
            "ColophonTable",
            "奥付の表",
            based_on="TableNormal",
            more=f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders>{margins}</w:tblPr>",
        ),
        style(
            "table",
            "DiagramTable",
            "図の枠",
            based_on="TableNormal",
            more="<w:tblPr><w:tblCellMar>"
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>",
        ),
    ]
    return f'{HEAD}<w:styles xmlns:w="{W}">{"".join(parts)}</w:styles>'
