"""The native charts of slides: dots with intervals, or columns where two groups stand side by side."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Length, Pt

from dashboard.pack_files.charts import Chart, Series
from dashboard.pack_files.embedded import side_range, workbook_of

ACCENT, ACCENT_PALE = "0B6270", "BFDCE0"
GREY, GREY_PALE, INK, RULE = "5E656A", "D9DCDE", "212529", "E2E5E7"
LABELS, VALUES = Pt(16), Pt(18)
Box = tuple[Length, Length, Length, Length]


def add_chart(shapes: Any, chart: Chart, box: Box, name: str, made: datetime) -> None:  # noqa: ANN401 - of pptx
    """Draw a chart on a slide."""
    data = CategoryChartData(number_format=chart.number_format)  # type: ignore[no-untyped-call]
    data.categories = list(chart.categories)
    for series in chart.series:
        data.add_series(series.name, series.values)  # type: ignore[no-untyped-call]
    kind = XL_CHART_TYPE.COLUMN_CLUSTERED if is_columns(chart) else XL_CHART_TYPE.LINE_MARKERS
    frame = shapes.add_chart(kind, *box, data)
    properties = frame._element.nvGraphicFramePr.cNvPr
    properties.set("name", name)
    properties.set("descr", chart.alt)
    drawn = frame.chart
    drawn.part.chart_workbook.update_from_xlsx_blob(workbook_of(chart, made))
    _lay_out(drawn, chart)
    for place, (series, plotted) in enumerate(zip(chart.series, drawn.plots[0].series, strict=True)):
        _style(plotted, chart, series)
        _add_intervals(plotted._element, chart, place)


def rgb(colour: str) -> Any:  # noqa: ANN401 - of pptx
    """Return a colour as the library takes it."""
    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]


def is_columns(chart: Chart) -> bool:
    """Say whether a chart is drawn as columns: dots of two groups would lie on each other."""
    return len(chart.series) > 1


def _lay_out(drawn: Any, chart: Chart) -> None:  # noqa: ANN401 - of pptx
    """Set axes, letters, and the legend where there are two groups."""
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = LABELS, rgb(INK)
    drawn.has_legend = is_columns(chart)
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.plots[0].gap_width, drawn.plots[0].overlap = 60, -8
    low, high = chart.extent
    values, names = drawn.value_axis, drawn.category_axis
    values.minimum_scale, values.maximum_scale = low, high
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.number_format, False
    values.tick_labels.font.size = Pt(14)
    values.major_gridlines.format.line.color.rgb = rgb(RULE)
    values.format.line.fill.background()
    values.major_tick_mark = names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.tick_labels.font.size = LABELS if len(chart.categories) < 6 else Pt(14)
    names.format.line.color.rgb = rgb(GREY)


def _style(plotted: Any, chart: Chart, series: Series) -> None:  # noqa: ANN401 - of pptx
    """Colour a series, and write its values beside its dots or at the foot of its columns."""
    colour = ACCENT if series.is_focus else GREY
    if is_columns(chart):
        plotted.format.fill.solid()
        plotted.format.fill.fore_color.rgb = rgb(ACCENT_PALE if series.is_focus else GREY_PALE)
        plotted.format.line.color.rgb, plotted.format.line.width = rgb(colour), Pt(1.5)
    else:
        plotted.smooth = False
        plotted.format.line.fill.background()
        plotted.marker.style, plotted.marker.size = XL_MARKER_STYLE.CIRCLE, 15
        _fill(plotted.marker, colour)
        for place, is_focus in enumerate(chart.focus):
            if not is_focus:
                _fill(plotted.points[place].marker, GREY)
    labels = plotted.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, chart.number_format, False
    labels.font.size, labels.font.bold = VALUES, True
    labels.position = XL_LABEL_POSITION.INSIDE_BASE if is_columns(chart) else XL_LABEL_POSITION.RIGHT


def _fill(marker: Any, colour: str) -> None:  # noqa: ANN401 - of pptx
    """Colour a dot."""
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(colour)
    marker.format.line.color.rgb = rgb(colour)


def _add_intervals(series: Any, chart: Chart, place: int) -> None:  # noqa: ANN401 - of pptx
    """Add a series' intervals as error bars; the library has none, so they are written as XML.

    They stand before the categories, as the order of the format wants it.
    """
    (_, below), (_, above) = chart.series[place].sides
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="both"/>'
        '<c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{_numbers('plus', side_range(chart, place, 1), above, chart.number_format)}"
        f"{_numbers('minus', side_range(chart, place, 0), below, chart.number_format)}"
        f'<c:spPr><a:ln w="28575"><a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill></a:ln></c:spPr>'
        "</c:errBars>"
    )
    if is_columns(chart):  # these go up and down only, and the format has no place to say so
        bars.remove(bars.find(qn("c:errDir")))
    series.find(qn("c:cat")).addprevious(bars)


def _numbers(side: str, where: str, values: Sequence[float | None], number_format: str) -> str:
    """Return one side of the error bars: where its numbers stand in the chart's workbook, and the numbers."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    code = etree.Element("x")
    code.text = number_format
    escaped = etree.tostring(code, encoding="unicode")[3:-4]
    return (
        f"<c:{side}><c:numRef><c:f>{where}</c:f><c:numCache><c:formatCode>{escaped}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef></c:{side}>'
    )
