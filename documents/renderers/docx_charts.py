"""Chart → DrawingML chart part: a chart that Word draws itself, with its figures inside."""

from documents.charts import COLOURS, is_whole, ticks_of
from documents.renderers.wordml import DECLARATION, declared, escape
from documents.tree import Chart, ChartKind, Series

_FONT = "BIZ UDゴシック"
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222


def _text_properties(size: int) -> str:
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{size}"><a:latin typeface="{_FONT}"/><a:ea typeface="{_FONT}"/></a:defRPr>'
        '</a:pPr><a:endParaRPr lang="ja-JP"/></a:p></c:txPr>'
    )


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#").upper()}"/></a:solidFill>'


def _series(chart: Chart, index: int, series: Series) -> str:
    colour = _solid(COLOURS[index % len(COLOURS)])
    is_line = chart.kind is ChartKind.LINE
    shape = f'<a:ln w="25400">{colour}</a:ln>' if is_line else colour
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(name)}</c:v></c:pt>'
        for place, name in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{place}"><c:v>{value:f}</c:v></c:pt>'
        for place, value in enumerate(series.values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(chart.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:v>{escape(series.name)}</c:v></c:tx><c:spPr>{shape}</c:spPr>"
        + ("" if is_line else '<c:invertIfNegative val="0"/>')
        + f"<c:cat><c:strLit>{count}{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>General</c:formatCode>{count}{values}</c:numLit></c:val>"
        + ('<c:smooth val="0"/>' if is_line else "")
        + "</c:ser>"
    )


def _plot(chart: Chart) -> str:
    series = "".join(_series(chart, index, row) for index, row in enumerate(chart.series))
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    if chart.kind is ChartKind.LINE:
        return (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series}<c:marker val="1"/>{axes}</c:lineChart>'
        )
    stacked = chart.kind is ChartKind.STACKED
    grouping = "stacked" if stacked else "clustered"
    overlap = '<c:overlap val="100"/>' if stacked else ""
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="60"/>{overlap}{axes}</c:barChart>'
    )


def _unit(chart: Chart) -> str:
    if not chart.unit:
        return ""
    return (
        '<c:title><c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:r>'
        f'<a:rPr lang="ja-JP" sz="900" b="0"/><a:t>（{escape(chart.unit)}）</a:t></a:r></a:p>'
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def chart_part(chart: Chart) -> bytes:
    """Return the XML of a chart part; its figures are literals, no workbook lies behind it."""
    category_axis = (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/>'
        '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/></c:catAx>'
    )
    # Whole numbers have whole ticks, those of the drawing; Word knows best for any others.
    number_format, major_unit = "#,##0.##########", ""
    if is_whole(chart):
        first, second, *_ = ticks_of(chart)
        number_format, major_unit = "#,##0", f'<c:majorUnit val="{second - first:f}"/>'
    value_axis = (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/>'
        '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="6350">'
        f"{_solid('#cccccc')}</a:ln></c:spPr></c:majorGridlines>{_unit(chart)}"
        f'<c:numFmt formatCode="{number_format}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/>{major_unit}</c:valAx>'
    )
    return (
        f"{DECLARATION}<c:chartSpace{declared('c', 'a', 'r')}>"
        '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea><c:layout/>{_plot(chart)}{category_axis}{value_axis}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{_text_properties(900)}</c:chartSpace>"
    ).encode()
