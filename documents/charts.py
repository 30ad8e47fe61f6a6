"""Chart → SVG: a line, bar or stacked chart drawn from its own figures.

No scripts, styles or fonts from outside; series differ by dashes and markers or by hatching, in the
legend too, so that nothing hangs on colour alone. The figures themselves stand in the table
that follows each chart.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from html import escape
from math import ceil
from unicodedata import east_asian_width

from documents.tree import Chart, ChartKind, Series

WIDTH = 640
_LEAST_LEFT, _RIGHT, _TOP, _PLOT = 48, 16, 28, 252
_FONTS = "BIZ UDGothic, Noto Sans CJK JP, sans-serif"
_SIZE, _LINE = 12, 15  # of letters, and from line to line
_MOST_LINES = 3  # of a name; the table below the chart has it whole
_LEAST_NAME = 4  # ems that a name on the axis must have
_TICKS = 5

# Dark enough on white (3:1) and apart in lightness, so that they differ in print without colour.
COLOURS = ("#1a3f8b", "#c25b00", "#3d7a4e", "#7a4e9e", "#8a1f2b", "#5b6570")
_DASHES = ("", "8 4", "2 3", "12 4 2 4", "5 2", "1 4")
_Corners = tuple[tuple[float, float], ...]
_MARKERS: tuple[_Corners, ...] = (  # the first is a circle
    (),
    ((-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)),
    ((0, -4.5), (4.5, 3.5), (-4.5, 3.5)),
    ((0, -5), (5, 0), (0, 5), (-5, 0)),
    ((0, 4.5), (4.5, -3.5), (-4.5, -3.5)),
    ((-5, -2), (5, -2), (5, 2), (-5, 2)),
)
_HATCHES = ("", "/", "-", "\\", "|", "/\\")
_HATCH = 7  # from line to line


def _nice_step(span: Decimal) -> Decimal:
    """The least of 1, 2, 5 × 10ⁿ that covers `span` with the wanted number of ticks."""
    rough = span / _TICKS
    power = Decimal(1).scaleb(rough.adjusted())
    factor = next(factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return (power * factor).normalize()


def is_whole(chart: Chart) -> bool:
    """Say whether every value is a whole number, as a count is."""
    values = (value for row in chart.series for value in row.values if value is not None)
    return all(value == value.to_integral_value() for value in values)


def ticks_of(chart: Chart) -> list[Decimal]:
    """Return the ticks of the value axis, zero among them, at least two and evenly apart.

    A chart of whole numbers has whole ticks.
    """
    low, high = _limits(chart)
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = _nice_step(high - low if high > low else Decimal(1))
    if is_whole(chart):
        step = max(step, Decimal(1))
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


def _points(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}" font-size="{_SIZE}"'
        f' fill="#222222">{escape(words)}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, more: str = "") -> str:
    return (
        f'<line x1="{_number(x1)}" y1="{_number(y1)}" x2="{_number(x2)}" y2="{_number(y2)}"'
        f' stroke="{stroke}"{more}/>'
    )


def _look(index: int, looks: int) -> int:
    """Which of some looks a series has: no two series of the same colour have the same one."""
    return (index + index // len(COLOURS)) % looks


def _dash(index: int) -> str:
    dash = _DASHES[_look(index, len(_DASHES))]
    return f' stroke-width="2" stroke-dasharray="{dash}"' if dash else ' stroke-width="2"'


def _marker(x: float, y: float, index: int) -> str:
    """A point of a line; series differ by its shape."""
    colour = COLOURS[index % len(COLOURS)]
    corners = _MARKERS[_look(index, len(_MARKERS))]
    if not corners:
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="3.5" fill="{colour}"/>'
    points = _points([(x + dx, y + dy) for dx, dy in corners])
    return f'<polygon points="{points}" fill="{colour}"/>'


def _hatch(x: float, y: float, width: float, height: float, index: int) -> str:
    """White lines over a bar; series differ by their direction.

    They are drawn one by one: a pattern would need an id, and a page has many charts.
    """
    parts: list[str] = []
    for direction in _HATCHES[_look(index, len(_HATCHES))]:
        if direction == "-":
            rows = [y + at for at in range(_HATCH // 2, int(height) + 1, _HATCH)]
            parts += [f"M{_number(x)} {_number(row)}H{_number(x + width)}" for row in rows]
        elif direction == "|":
            columns = [x + at for at in range(_HATCH // 2, int(width) + 1, _HATCH)]
            parts += [f"M{_number(at)} {_number(y)}V{_number(y + height)}" for at in columns]
        else:
            for offset in range(_HATCH // 2, int(width + height), _HATCH):
                # From the left or lower edge to the upper or right one.
                x1, y1 = max(0.0, offset - height), min(float(offset), height)
                x2, y2 = min(float(offset), width), max(0.0, offset - width)
                if direction == "\\":
                    y1, y2 = height - y1, height - y2
                parts.append(
                    f"M{_number(x + x1)} {_number(y + y1)}L{_number(x + x2)} {_number(y + y2)}"
                )
    return f'<path d="{"".join(parts)}" stroke="#ffffff" fill="none"/>' if parts else ""


def _bar(x: float, y: float, width: float, height: float, index: int) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}"'
        f' height="{_number(height)}" fill="{COLOURS[index % len(COLOURS)]}" stroke="#ffffff"'
        f' stroke-width="0.5"/>{_hatch(x, y, width, height, index)}'
    )


def _ems(words: str) -> float:
    """How wide words are at most, in ems: a Japanese letter one, any other 0.7.

    The half of the book's font is not enough: on screens the digits of BIZ UDPGothic are wider.
    """
    return sum(1 if east_asian_width(letter) in "WFA" else 0.7 for letter in words)


def _wrapped(words: str, room: float) -> list[str]:
    """Words as lines of at most `room` ems; the last of the most lines ends with … if cut."""
    lines = [""]
    for letter in words:
        if lines[-1] and _ems(lines[-1] + letter) > room:
            lines.append("")
        lines[-1] += letter
    if len(lines) <= _MOST_LINES:
        return lines
    last = lines[_MOST_LINES - 1]
    while last and _ems(last + "…") > room:
        last = last[:-1]
    return [*lines[: _MOST_LINES - 1], last + "…"]


def _category_names(chart: Chart, slot: float) -> dict[int, list[str]]:
    """Category → the lines of its name; where there is no room for all, every n-th has a name."""
    longest = max((_ems(name) for name in chart.categories), default=1)
    every = max(1, ceil((min(longest, _LEAST_NAME) + 0.5) * _SIZE / slot))
    room = slot * every / _SIZE - 0.5
    return {
        index: _wrapped(name, room)
        for index, name in enumerate(chart.categories)
        if index % every == 0
    }


def _lines(
    chart: Chart, x_of: Callable[[int], float], y_of: Callable[[Decimal], float]
) -> list[str]:
    parts: list[str] = []
    for index, row in enumerate(chart.series):
        colour = COLOURS[index % len(COLOURS)]
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
        if path:
            parts.append(f'<path d="{path}" fill="none" stroke="{colour}"{_dash(index)}/>')
        parts.extend(_marker(*point, index) for point in points if point is not None)
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
        for place, value in enumerate(row.values):
            if value is None:
                continue
            start, end = stacks[index][place] if stacked else (Decimal(0), value)
            top, bottom = sorted((y_of(start), y_of(end)))
            left = x_of(place) - room / 2 + (0 if stacked else width * index)
            parts.append(_bar(left, top, width, bottom - top, index))
    return parts


def _legend(chart: Chart, left: float, top: float) -> tuple[list[str], float]:
    """The legend, each series as the chart draws it, and where it ends."""
    parts: list[str] = []
    for index, row in enumerate(chart.series):
        if chart.kind is ChartKind.LINE:
            colour = COLOURS[index % len(COLOURS)]
            parts.append(_line(left, top + 6, left + 36, top + 6, colour, _dash(index)))
            parts.append(_marker(left + 18, top + 6, index))
        else:
            parts.append(_bar(left, top - 1, 36, 14, index))
        for words in _wrapped(row.name, (WIDTH - left - 44) / _SIZE):
            parts.append(_text(left + 44, top + 10, words, "start"))
            top += _LINE
        top += 5
    return parts, top


def chart_svg(chart: Chart, *, printed: bool = False) -> str:
    """Return `chart` as an SVG element whose `title` is the words for those who cannot see it.

    Where it is `printed` it names the fonts of the book itself: the layout engine does not look
    into a drawing with the style sheet of the page.

    Zero is always on the scale; a missing value is a gap. Long names run over up to three lines;
    the table below the chart has them all, whole.
    """
    ticks = ticks_of(chart)
    low, high = ticks[0], ticks[-1]
    left = max(_LEAST_LEFT, *(_ems(f"{tick:,f}") * _SIZE + 10 for tick in ticks))
    slot = (WIDTH - left - _RIGHT) / max(len(chart.categories), 1)
    bottom = _TOP + _PLOT

    def x_of(index: int) -> float:
        return left + slot * (index + 0.5)

    def y_of(value: Decimal) -> float:
        return _TOP + _PLOT * float((high - value) / (high - low))

    unit = f"（{chart.unit}）" if chart.unit else ""
    parts = [_text(max(left, _ems(unit) * _SIZE), 16, unit, "end")] if unit else []
    for tick in ticks:
        parts.append(_line(left, y_of(tick), WIDTH - _RIGHT, y_of(tick), "#cccccc"))
        parts.append(_text(left - 6, y_of(tick) + 4, f"{tick:,f}", "end"))
    if chart.kind is ChartKind.LINE:
        parts.extend(_lines(chart, x_of, y_of))
    else:
        parts.extend(_bars(chart, slot, x_of, y_of))
    parts.append(_line(left, y_of(Decimal(0)), WIDTH - _RIGHT, y_of(Decimal(0)), "#222222"))
    names = _category_names(chart, slot)
    for index, lines in names.items():
        for number, words in enumerate(lines):
            parts.append(_text(x_of(index), bottom + 18 + number * _LINE, words, "middle"))
    deepest = max((len(lines) for lines in names.values()), default=1)
    legend, height = _legend(chart, left, bottom + 18 + deepest * _LINE)
    parts.extend(legend)
    fonts = f' font-family="{_FONTS}"' if printed else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pb-chart" role="img"{fonts}'
        f' viewBox="0 0 {WIDTH} {_number(height)}"><title>{escape(chart.alt)}</title>'
        + "".join(parts)
        + "</svg>"
    )
