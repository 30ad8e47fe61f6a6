"""Chart → SVG: a line, bar or stacked chart drawn from its own figures.

No scripts, styles or fonts from outside; series differ by pattern of line or shade and are named
in the legend, so that nothing hangs on colour alone. The figures themselves stand in the table
that follows each chart.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from html import escape

from documents.tree import Chart, ChartKind, Series

WIDTH, HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 28, 40
_FONTS = "BIZ UDGothic, Noto Sans CJK JP, sans-serif"
_LEGEND_ROW = 20
_TICKS = 5

# Dark enough on white (3:1) and apart in lightness, so that they differ in print without colour.
COLOURS = ("#1a3f8b", "#c25b00", "#3d7a4e", "#7a4e9e", "#8a1f2b", "#5b6570")
_DASHES = ("", "8 4", "2 3", "12 4 2 4", "5 2", "1 4")


def _nice_step(span: Decimal) -> Decimal:
    """The least of 1, 2, 5 × 10ⁿ that covers `span` with the wanted number of ticks."""
    rough = span / _TICKS
    power = Decimal(1).scaleb(rough.adjusted())
    for factor in (1, 2, 5, 10):
        if power * factor >= rough:
            return power * factor
    return power * 10


def _scale(low: Decimal, high: Decimal) -> list[Decimal]:
    """Tick values from at or below `low` to at or above `high`, zero among them."""
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = _nice_step(high - low if high > low else Decimal(1))
    first = -((-low / step).to_integral_value(rounding=ROUND_CEILING)) * step
    count = int(((high - first) / step).to_integral_value(rounding=ROUND_CEILING)) or 1
    return [first + step * index for index in range(count + 1)]


def _stacks(series: tuple[Series, ...], length: int) -> list[list[tuple[Decimal, Decimal]]]:
    """From and to of each series in each category; negative values stack downwards."""
    up, down = [Decimal(0)] * length, [Decimal(0)] * length
    result = []
    for row in series:
        parts = []
        for index, value in enumerate(row.values):
            amount = value or Decimal(0)
            base = up if amount >= 0 else down
            parts.append((base[index], base[index] + amount))
            base[index] += amount
        result.append(parts)
    return result


def _limits(chart: Chart) -> tuple[Decimal, Decimal]:
    if chart.kind is ChartKind.STACKED:
        ends = [
            value
            for row in _stacks(chart.series, len(chart.categories))
            for part in row
            for value in part
        ]
    else:
        ends = [value for row in chart.series for value in row.values if value is not None]
    return (min(ends), max(ends)) if ends else (Decimal(0), Decimal(1))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: str, anchor: str, size: int = 12) -> str:
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}" font-size="{size}"'
        f' fill="#222222">{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str) -> str:
    return (
        f'<line x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
        f' stroke="{stroke}"/>'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}"'
        f' height="{_number(height)}" fill="{fill}" stroke="#ffffff" stroke-width="0.5"/>'
    )


def _lines(
    chart: Chart, x_of: Callable[[int], float], y_of: Callable[[Decimal], float]
) -> list[str]:
    parts: list[str] = []
    for index, row in enumerate(chart.series):
        colour = COLOURS[index % len(COLOURS)]
        dash = _DASHES[index % len(_DASHES)]
        points = [
            None if value is None else (x_of(place), y_of(value))
            for place, value in enumerate(row.values)
        ]
        path = ""
        pen = "M"
        for point in points:
            if point is None:
                pen = "M"
                continue
            path += f"{pen}{_number(point[0])} {_number(point[1])}"
            pen = "L"
        pattern = f' stroke-dasharray="{dash}"' if dash else ""
        if path:
            parts.append(
                f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{pattern}/>'
            )
        parts.extend(
            f'<circle cx="{_number(point[0])}" cy="{_number(point[1])}" r="3" fill="{colour}"/>'
            for point in points
            if point is not None
        )
    return parts


def _bars(
    chart: Chart, slot: float, x_of: Callable[[int], float], y_of: Callable[[Decimal], float]
) -> list[str]:
    parts: list[str] = []
    stacked = chart.kind is ChartKind.STACKED
    room = slot * 0.7
    width = room if stacked else room / max(len(chart.series), 1)
    stacks = _stacks(chart.series, len(chart.categories))
    for index, row in enumerate(chart.series):
        colour = COLOURS[index % len(COLOURS)]
        for place, value in enumerate(row.values):
            if value is None:
                continue
            start, end = stacks[index][place] if stacked else (Decimal(0), value)
            top, bottom = sorted((y_of(start), y_of(end)))
            left = x_of(place) - room / 2 + (0 if stacked else width * index)
            parts.append(_rect(left, top, width, bottom - top, colour))
    return parts


def _legend(chart: Chart, top: float) -> list[str]:
    parts: list[str] = []
    for index, row in enumerate(chart.series):
        y = top + _LEGEND_ROW * index
        parts.append(_rect(_LEFT, y, 12, 12, COLOURS[index % len(COLOURS)]))
        parts.append(_text(_LEFT + 18, y + 10, row.name, "start"))
    return parts


def chart_svg(chart: Chart, *, printed: bool = False) -> str:
    """Return `chart` as an SVG element whose `title` is the words for those who cannot see it.

    Where it is `printed` it names the fonts of the book itself: the layout engine does not look
    into a drawing with the style sheet of the page.

    Zero is always on the scale; a missing value is a gap. Names longer than their slot are thinned
    out on the axis, never cut: the table below has them all.
    """
    ticks = _scale(*_limits(chart))
    low, high = ticks[0], ticks[-1]
    height = HEIGHT + _LEGEND_ROW * len(chart.series)
    plot_width, plot_height = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    slot = plot_width / max(len(chart.categories), 1)

    def x_of(index: int) -> float:
        return _LEFT + slot * (index + 0.5)

    def y_of(value: Decimal) -> float:
        return _TOP + plot_height * float((high - value) / (high - low))

    parts = [_text(_LEFT, 16, f"（{chart.unit}）", "end")] if chart.unit else []
    for tick in ticks:
        parts.append(_line(_LEFT, y_of(tick), WIDTH - _RIGHT, y_of(tick), "#cccccc"))
        parts.append(_text(_LEFT - 6, y_of(tick) + 4, f"{tick:,f}", "end"))
    if chart.kind is ChartKind.LINE:
        parts.extend(_lines(chart, x_of, y_of))
    else:
        parts.extend(_bars(chart, slot, x_of, y_of))
    parts.append(_line(_LEFT, y_of(Decimal(0)), WIDTH - _RIGHT, y_of(Decimal(0)), "#222222"))
    longest = max((len(name) for name in chart.categories), default=1)
    every = max(1, -(-longest * 12 // max(int(slot), 1)))
    parts.extend(
        _text(x_of(index), HEIGHT - _BOTTOM + 18, name, "middle")
        for index, name in enumerate(chart.categories)
        if index % every == 0
    )
    parts.extend(_legend(chart, HEIGHT - 4))
    fonts = f' font-family="{_FONTS}"' if printed else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pb-chart" role="img"{fonts}'
        f' viewBox="0 0 {WIDTH} {height}"><title>{escape(chart.alt)}</title>'
        + "".join(parts)
        + "</svg>"
    )
