"""Blank files to fill in, and which export of a school's own system fills each."""

from io import BytesIO

import xlsxwriter
from dash import Dash, html
from dash.development.base_component import Component
from flask import Response, abort
from xlsxwriter.workbook import Workbook

from dashboard.cards import attributes
from dashboard.data.leaders import require_leader
from dashboard.data.words import USUAL, column_title, title, which_export
from dashboard.schemas import SCHEMAS, Column, Schema
from dashboard.store.staged_tables import codes_of

ADDRESS = "/data/template"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_OF_TEXT = 5000
LONGEST_CHOICE = 255  # letters that a spreadsheet takes as the choices of a cell
WIDTH = 110


def register(app: Dash) -> None:
    """Register the two downloads."""
    app.server.add_url_rule(f"{ADDRESS}/<table>.csv", "desk_template_csv", as_csv, methods=["GET"])
    app.server.add_url_rule(f"{ADDRESS}/<table>.xlsx", "desk_template_xlsx", as_workbook, methods=["GET"])


def known(table: str) -> Schema:
    """Return the schema of an import file; answers 404 for another name, 403 for another viewer."""
    require_leader()
    if table not in SCHEMAS:
        abort(404, "There is no such import file.")
    return SCHEMAS[table]


def as_csv(table: str) -> Response:
    """Answer with the blank file as CSV: its headings, and one example row."""
    return download(known(table).template().encode("utf-8-sig"), f"{table}.csv", "text/csv; charset=utf-8")


def as_workbook(table: str) -> Response:
    """Answer with the blank file as a workbook whose cells keep what is typed into them."""
    return download(workbook(known(table)), f"{table}.xlsx", EXCEL)


def download(content: bytes, name: str, mimetype: str) -> Response:
    """Answer with a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, content_type=mimetype, headers=headers)


def workbook(schema: Schema) -> bytes:
    """Return the blank file as a workbook: text cells, choices where there are few, a sheet of meanings."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "constant_memory": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        cells = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(schema.name[:31])
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(schema.columns):
            sheet.set_column(place, place, max(12, len(column.name) + 2), cells)
            sheet.write_string(0, place, column.name, head)
            if choices := choices_of(column):
                rule = {"validate": "list", "source": choices, "error_type": "warning"}
                sheet.data_validation(1, place, ROWS_OF_TEXT, place, rule)
        write_meanings(book, schema)
    return held.getvalue()


def choices_of(column: Column) -> list[str]:
    """Return the codes to choose from, where a spreadsheet can hold them."""
    if column.kind == "yes or no":
        return ["Y", "N"]
    codes = list(codes_of(column)) if column.kind == "code" else []
    return codes if len(",".join(codes)) <= LONGEST_CHOICE else []


def write_meanings(book: Workbook, schema: Schema) -> None:
    """Write what each column means on a sheet of its own: a line a cell, which no import takes for rows."""
    sheet = book.add_worksheet("What to write")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, WIDTH, wrapped)
    sheet.write_string(0, 0, f"A row is {schema.one_row_is}.", bold)
    for row, column in enumerate(schema.columns, start=2):
        needed = "needed" if column.required else "may be left empty"
        known = f" Also known as {', '.join(column.also_called)}." if column.also_called else ""
        example = f" For example {column.example}." if column.example else ""
        sheet.write_string(row, 0, f"{column.name} ({needed}): {column.about}{example}{known}")


def exports() -> html.Section:
    """Say for each import file which export fills it, with the blank file to download."""
    others = [SCHEMAS[name] for name in SCHEMAS if name not in USUAL]
    return html.Section(
        [
            html.H2("Which export do I take from my school's system?"),
            html.P(
                "Any list with a heading over each column will do, as CSV or Excel; it may have more columns "
                "than are needed. Where your system offers the School Census, a Common Transfer File or "
                "OneRoster, drop those as they are."
            ),
            *(one_export(SCHEMAS[name]) for name in USUAL),
            html.Details(
                [
                    html.Summary(f"{len(others)} more, from questions of a test to clubs and costs"),
                    *(one_export(schema) for schema in others),
                ]
            ),
        ],
        className="figure-card",
        id="desk-exports",
    )


def one_export(schema: Schema) -> html.Details:
    """Show one import file: which export fills it, what its columns mean, and the blank file."""
    name = title(schema.name)
    links = [
        html.A(
            f"Blank {words} file",
            href=f"{ADDRESS}/{schema.name}.{ending}",
            className="desk-download",
            **attributes(aria_label=f"Blank {words} file for {name}"),
        )
        for words, ending in (("Excel", "xlsx"), ("CSV", "csv"))
    ]
    needed = [column for column in schema.columns if column.required]
    meanings: list[Component] = [
        part
        for column in needed
        for part in (html.Dt(column_title(column)), html.Dd(f"{column.about} For example {column.example}."))
    ]
    return html.Details(
        [
            html.Summary(name),
            html.P(which_export(schema)),
            html.Dl(meanings),
            html.P(links, className="desk-links"),
        ]
    )
