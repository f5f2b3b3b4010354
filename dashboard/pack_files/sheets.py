"""One sheet of a pack's workbook: text as text, numbers as numbers, a native chart, ready for A4."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from dashboard.pack_files.charts import Chart
from dashboard.pack_files.rows import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
A4 = 9
LINE = 16.0  # of a sentence, in points
LONGEST_NAME = 31
CHART_ROWS = 18
ACCENT, GREY, RULE = "#0B6270", "#5E656A", "#E2E5E7"
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "sentence": {"font_size": 12, "text_wrap": True, "valign": "top"},
    "quiet": {"font_color": "#495057", "text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "indent": 1},
    "text": {"text_wrap": True, "valign": "top", "indent": 1},
    "link": {"font_color": ACCENT, "underline": 1, "valign": "top", "text_wrap": True},
    "0%": {"num_format": "0%", "valign": "top"},
    "+0;-0;0": {"num_format": "+0;-0;0", "valign": "top"},
    "#,##0": {"num_format": "#,##0", "valign": "top"},
}


class Sheet:
    """A sheet that is filled from top to bottom."""

    def __init__(self, book: "Workbook", name: str, title: str, foot: str, columns: Sequence[int]) -> None:
        self.book = book
        self.name = name
        self.title = title
        self.row = 0
        self.columns = len(columns)
        self.widths = tuple(columns)
        self.paper: Worksheet = book.add_worksheet(name)
        for place, width in enumerate(columns):
            self.paper.set_column(place, place, width)
        self.paper.set_paper(A4)
        self.paper.set_landscape()
        self.paper.fit_to_pages(1, 0)
        self.paper.hide_gridlines(2)
        self.paper.set_footer(f"&L{foot.replace('&', '&&')[:200]}&R&P")
        self.say(title, "title")

    def style(self, name: str) -> "Format":
        """Return a format of the workbook, made where it is new."""
        known: dict[str, Format] = self.book.__dict__.setdefault("evenhand_formats", {})
        if name not in known:
            known[name] = self.book.add_format(FORMATS.get(name, {"num_format": name, "valign": "top"}))
        return known[name]

    def say(self, text: str, style: str = "sentence") -> None:
        """Write a sentence over the whole width."""
        if not text:
            return
        if style == "title":
            self.paper.write_string(self.row, 0, text, self.style(style))
        else:
            self.paper.merge_range(self.row, 0, self.row, self.columns - 1, "", self.style(style))
            self.paper.write_string(self.row, 0, text, self.style(style))
            self._make_high([text], [sum(self.widths)])
        self.row += 1

    def table(self, heads: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> int:
        """Write a table, its columns with their formats; return the row its first line stands in."""
        self.row += 1
        self._make_high(list(heads), self.widths)
        for column, head in enumerate(heads):
            self.paper.write_string(self.row, column, head, self.style("head"))
        self.row += 1
        first = self.row
        for row in rows:
            self.add_row(row, tuple(heads.values()))
        return first

    def add_row(self, row: Sequence[Cell], formats: Sequence[str]) -> None:
        """Write one more row under a table."""
        self._make_high([value if isinstance(value, str) else "" for value in row], self.widths)
        for column, (value, form) in enumerate(zip(row, formats, strict=True)):
            self._put(self.row, column, value, form)
        self.row += 1

    def link(self, other: "Sheet", words: str) -> None:
        """Write a line that leads to another sheet."""
        said = f"{other.name}: {other.title}"[:250]
        self._make_high([said, words], self.widths)
        where = f"internal:{quote_sheetname(other.name)}!A1"
        self.paper.write_url(self.row, 0, where, self.style("link"), said)
        self.paper.write_string(self.row, 1, words, self.style("text"))
        self.row += 1

    def _make_high(self, texts: Sequence[str], widths: Sequence[int]) -> None:
        """Make the row as high as its longest text needs; some programs do not by themselves."""
        lines = max(
            (sum(max(1, -int(-1.1 * len(part) // wide)) for part in text.split("\n")))
            for text, wide in zip(texts, widths, strict=False)
        )
        self.paper.set_row(self.row, LINE * lines)

    def _put(self, row: int, column: int, value: Cell, form: str) -> None:
        """Write one cell: nothing where there is no value."""
        if isinstance(value, str):
            if value:
                self.paper.write_string(row, column, value, self.style("text"))
        elif value is not None:
            self.paper.write_number(row, column, value, self.style(form))

    def chart(self, chart: Chart, first: int, columns: tuple[int, int, int]) -> None:
        """Draw a chart of the rows from ``first`` on; ``columns`` hold its values and their two sides."""
        drawn = self.book.add_chart({"type": "line"})
        series = chart.series[0]
        (_, low), (_, high) = series.sides
        last = first + len(chart.categories) - 1
        names, values, below, above = (self._range(first, last, column) for column in (0, *columns))
        drawn.add_series(
            {
                "name": series.name,
                "categories": names,
                "values": values,
                "data_labels": {"value": True, "position": "right", "num_format": chart.number_format},
                "y_error_bars": {
                    "type": "custom",
                    "minus_values": below,
                    "plus_values": above,
                    "minus_data": [each or 0 for each in low],
                    "plus_data": [each or 0 for each in high],
                    "line": {"color": GREY, "width": 1.5},
                },
                **_dots(chart),
            }
        )
        drawn.set_title({"none": True})
        drawn.set_legend({"none": True})
        drawn.set_x_axis({"label_position": "low", "num_font": {"size": 11}})
        lines = {"visible": True, "line": {"color": RULE}}
        least, most = chart.extent
        axis = {"num_format": chart.number_format, "major_gridlines": lines, "min": least, "max": most}
        drawn.set_y_axis(axis)
        drawn.set_size({"width": 860, "height": 20 * CHART_ROWS - 20})
        drawn.show_blanks_as("gap")
        self.paper.insert_chart(self.row + 1, 0, drawn, {"description": chart.alt, "object_position": 3})
        self.row += CHART_ROWS + 1
        self.paper.fit_to_pages(1, 1)  # no figure cut in two

    def _range(self, first: int, last: int, column: int) -> str:
        """Return where a column of the table stands, as a spreadsheet says it."""
        return f"={quote_sheetname(self.name)}!{xl_range_abs(first, column, last, column)}"


def _dots(chart: Chart) -> dict[str, Any]:
    """Return how a chart's dots look: no line, those that stand out in the accent."""
    colours = [ACCENT if is_focus else GREY for is_focus in chart.focus]
    points = [{"fill": {"color": colour}, "border": {"color": colour}} for colour in colours]
    marker = {"type": "circle", "size": 11, "fill": {"color": ACCENT}, "border": {"color": ACCENT}}
    return {"line": {"none": True}, "marker": marker, "points": points}


def sheet_name(number: int, words: str) -> str:
    """Return a name that a sheet may have, unlike all others."""
    return f"{number} {words.translate(FORBIDDEN)}"[:LONGEST_NAME].strip()
