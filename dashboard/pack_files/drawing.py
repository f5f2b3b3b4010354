"""Charts on paper, as SVG in the page itself: a row a dot, as on the screen."""

from html import escape

from dashboard.pack_files.charts import Chart, Mark, say

WIDTH, ROW = 680, 42
LEFT, RIGHT = 8, 70
ACCENT, GREY, INK, RULE = "#0b6270", "#5e656a", "#212529", "#c9ced2"


def drawn(chart: Chart) -> str:
    """Return a chart as SVG, with all that it shows in words for who cannot see it."""
    rows = rows_of(chart)
    low, high = chart.extent
    height = ROW * len(rows) + 22
    marks = "".join(_row(place, *row, chart) for place, row in enumerate(rows))
    ticks = "".join(_tick(value, chart, height) for value in dict.fromkeys((low, 0.0, high)))
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(chart.alt)}">'
        f"{ticks}{marks}</svg>"
    )


def rows_of(chart: Chart) -> list[tuple[str, Mark | None, bool]]:
    """Return a row a dot: its name, the dot, and whether it stands out; groups under each other."""
    is_one = len(chart.series) == 1
    return [
        (name if is_one else f"{series.name}, {name}", mark, is_focus and series.is_focus)
        for series in chart.series
        for name, mark, is_focus in zip(chart.categories, series.marks, chart.focus, strict=True)
    ]


def across(value: float, chart: Chart) -> float:
    """Return how far to the right a value stands."""
    low, high = chart.extent
    return round(LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT), 1)


def _row(place: int, name: str, mark: Mark | None, is_focus: bool, chart: Chart) -> str:
    """Return one row: the name above its dot, the interval, the value beside it."""
    top = ROW * place
    colour, weight = (ACCENT, "700") if is_focus else (GREY, "400")
    words = f"{name}: not shown" if mark is None and chart.kind == "years" else name
    said = f'<text x="0" y="{top + 13}" font-weight="{weight}">{escape(words)}</text>'
    if mark is None:
        return said
    low, middle, high = (across(value, chart) for value in (mark.low, mark.value, mark.high))
    level, beyond = top + 27, max(high, middle + 6) + 6
    return (
        f'{said}<line x1="{low}" x2="{high}" y1="{level}" y2="{level}" stroke="{GREY}" stroke-width="2"/>'
        f'<circle cx="{middle}" cy="{level}" r="6" fill="{colour}"/>'
        f'<text x="{beyond}" y="{level + 5}" font-weight="{weight}">{escape(mark.words)}</text>'
    )


def _tick(value: float, chart: Chart, height: int) -> str:
    """Return a thin upright line with its value at the foot."""
    at = across(value, chart)
    anchor = "start" if at < WIDTH / 10 else "middle"
    return (
        f'<line x1="{at}" x2="{at}" y1="0" y2="{height - 18}" stroke="{RULE}" stroke-width="1"/>'
        f'<text x="{at}" y="{height - 4}" text-anchor="{anchor}" class="tick">'
        f"{escape(say(value, chart.number_format))}</text>"
    )
