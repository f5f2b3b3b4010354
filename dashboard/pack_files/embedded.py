"""The workbook behind a chart of a slide: the released numbers that it draws, and nothing else."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from dashboard.pack_files.charts import Chart
from dashboard.pack_files.settled import settled

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHEET = "Sheet1"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook_of(chart: Chart, made: datetime) -> bytes:
    """Return the workbook of a chart: a row a category, for each series its values, then its intervals."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        book.set_properties({"created": made})
        sheet = book.add_worksheet(SHEET)
        sheet.set_column(0, 0, 40)
        form = book.add_format({"num_format": chart.number_format})
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, category)
        for place, series in enumerate(chart.series):
            _column(sheet, place + 1, series.name, series.values, form)
            for side, (words, ends) in enumerate(series.sides):
                _column(sheet, side_column(chart, place, side), f"{series.name}: {words}", ends, form)
    return settled(held.getvalue())


def side_column(chart: Chart, place: int, side: int) -> int:
    """Return the column of one side of a series' intervals."""
    return 1 + len(chart.series) + 2 * place + side


def side_range(chart: Chart, place: int, side: int) -> str:
    """Return where one side of a series' intervals stands, as a spreadsheet says it."""
    column = side_column(chart, place, side)
    return f"{SHEET}!{xl_range_abs(1, column, len(chart.categories), column)}"


def _column(sheet: "Worksheet", column: int, name: str, values: list[float | None], form: object) -> None:
    """Write one column of numbers; nothing where there is none to show."""
    sheet.write_string(0, column, name)
    for row, value in enumerate(values, 1):
        if value is not None:
            sheet.write_number(row, column, value, form)
