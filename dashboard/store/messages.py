"""Say what is wrong with a cell or a row, and what to do."""

from collections.abc import Callable

from dashboard.schemas import Column, Schema
from dashboard.store.cells import LONGEST_TEXT
from dashboard.store.problems import Problem, listed, quoted
from dashboard.store.staged_tables import codes_of

DATE = "Write it as 2025-09-04 or 04/09/2025"

# What was found, and what to do, for the faults that need no more than the cell.
SAID: dict[str, tuple[str, str]] = {
    "no date": ("{cell} is not a date", f"{DATE}."),
    "month first": ("{cell} puts the month first", "Write dates as 2025-09-04, or with the day first."),
    "two-digit year": ("{cell} has only two digits for the year", f"{DATE}."),
    "day as a number": ("{cell} is the number a spreadsheet keeps for a day", "Format the column as a date."),
    "no integer": ("{cell} is not a whole number", "Write digits only: no comma, no percent sign."),
    "no number": ("{cell} is not a number", "Write digits only: no comma, no percent sign."),
    "no academic year": ("{cell} is not an academic year", "Write it as 2025/26."),
    "no time": ("{cell} is not a time of day", "Write it as 15:30."),
    "no yes or no": (
        "{cell} is neither yes nor no",
        "Write Y or N, or leave it empty where it is not known.",
    ),
    "a cross": (
        "{cell} may mean yes, and may mean no",
        "Write Y where it means yes, N where it means no; find and replace does so for a whole column.",
    ),
    "hidden number": (
        "{cell} is not a number: it stands for one that is not shown",
        "Export it with its numbers, or leave this row out.",
    ),
    "rounded": ("{cell} was shortened by a spreadsheet", "Format the column as text and export again."),
    "long": ("{cell} is too long", f"Write at most {LONGEST_TEXT} letters."),
    "headings": ("the headings stand here again", "Delete this row, or import the two parts as two files."),
    "cells": (
        "it has more or fewer cells than there are headings",
        "Check this row for a delimiter too many or too few.",
    ),
    "unknown scales": (
        "{cell} is a scale of which nothing is known",
        "Import a file of scales, and one of grades where the values are no numbers.",
    ),
    "values not on scale": (
        "{cell} is neither a grade of its scale nor a number on it",
        "Correct it, leave it out, or import a file of grades that has it.",
    ),
    "no school": ("is empty, and several schools are known", "Write the school in every row."),
    "duplicate pupil": (
        "{cell} is the UPN of {first} too, under another number",
        "A UPN belongs to one pupil: correct the one that is wrong, or give the old number a day of leaving.",
    ),
    "left out": ("it was left out when the file was imported", "Import the file again."),
    "different": (
        "it has the same {key} as {first}, but says something else",
        "Delete the one that is wrong.",
    ),
}

WARNED: dict[str, tuple[str, str]] = {
    "hidden": ("in {rows} a mark such as * stands in place of a number", "They count as not known."),
    "not given": ("in {rows} a mark such as - stands where nothing is known", "They count as not known."),
    "totals": ("{rows} of totals or averages", "These are left out: they are no pupil's."),
    "notes": (
        "{rows} of notes, such as a key to the marks or when it was printed",
        "These are left out: they are no pupil's.",
    ),
    "unseen": ("in {rows} there are characters that nobody sees", "These were left out."),
    "misread": (
        "in {rows} letters were misread before the file was written, as \u00e2\u20ac\u2122 for an apostrophe",
        "They are kept as they stand. Export it anew, as CSV UTF-8, and import it again.",
    ),
    "weekend": (
        "in {rows} the day is a Saturday or Sunday",
        "Check the dates if your school is closed then.",
    ),
    "future": ("in {rows} the day lies in the future", "Check the dates."),
    "no upn": (
        "in {rows} the UPN is not a letter, eleven digits, and a digit or letter",
        "They are kept as they stand. Check them in your own system.",
    ),
    "letters": (
        "in {rows} letters follow the year, as in 7R",
        "The year alone is read. Where they name forms, have them in a column called Registration group too.",
    ),
    "upn letter": (
        "in {rows} the first letter of the UPN does not belong to its digits",
        "They are kept as they stand. Look for a digit mistyped or two swapped.",
    ),
    "repeated": ("in {rows} stands again what an earlier row says", "Each was kept once."),
}


def in_rows(rows: int) -> str:
    """Return a number of rows in words."""
    return "1 row" if rows == 1 else f"{rows:,} rows"


def in_imports(imports: int) -> str:
    """Return a number of imports in words."""
    return "1 import" if imports == 1 else f"{imports:,} imports"


def problem(
    file: str, schema: Schema, row: int, column_name: str, fault: str, first: str, written: str | None
) -> Problem:
    """Put a fault into words."""
    column = schema.column(column_name) if column_name.strip() else None
    found, remedy = said(schema, column, fault, first, written)
    return Problem(file, row, column.name if column else None, found, remedy, code_of(fault))


def said(
    schema: Schema, column: Column | None, fault: str, first: str, written: str | None
) -> tuple[str, str]:
    """Return what was found and what to do."""
    cell = quoted(written)
    if fault in SAID:
        found, remedy = SAID[fault]
        return found.format(cell=cell, key=listed(list(schema.key)), first=first), remedy
    if column is None:
        return fault, "Check this row."
    return OF_COLUMN.get(fault, of_another)(column, fault, cell)


def empty(column: Column, fault: str, cell: str) -> tuple[str, str]:
    """Say that a needed cell is empty."""
    return "is empty; every row needs one", f"Write {column.about[:1].lower()}{column.about[1:]}"


def no_code(column: Column, fault: str, cell: str) -> tuple[str, str]:
    """Say that a code is not in the list."""
    codes = list(codes_of(column))
    found = f"{cell} is not one of {listed(codes)}"
    if len(codes) > 4:
        return (
            found,
            "Write one of these codes, or leave it empty."
            if not column.required
            else "Write one of these codes.",
        )
    or_empty = "" if column.required else ", or leave it empty where it is none of them"
    return found, f"Write {', '.join(codes[:-1])} or {codes[-1]}{or_empty}."


def low(column: Column, fault: str, cell: str) -> tuple[str, str]:
    """Say that a number is too small."""
    return f"{cell} is less than {column.lowest:g}", f"Write {column.lowest:g} or more."


def high(column: Column, fault: str, cell: str) -> tuple[str, str]:
    """Say that a number is too large."""
    return f"{cell} is more than {column.highest:g}", f"Write {column.highest:g} or less."


def of_another(column: Column, fault: str, cell: str) -> tuple[str, str]:
    """Say that a cell does not agree with another of its row ("before joined_on")."""
    return f"{cell} is {fault}", "Correct the one that is wrong."


OF_COLUMN: dict[str, Callable[[Column, str, str], tuple[str, str]]] = {
    "empty": empty,
    "no code": no_code,
    "low": low,
    "high": high,
}


def warning(file: str, column_name: str, fault: str, rows: int, first_row: int | None) -> Problem:
    """Put a warning about some rows into words."""
    found, remedy = WARNED[fault]
    column = column_name.strip() or None
    return Problem(
        file, first_row, column, found.format(rows=in_rows(rows)), remedy, code_of(fault), True, rows
    )


def code_of(fault: str) -> str:
    """Return a fault as a code for logs."""
    return fault.upper().replace(" ", "_").replace("-", "_")
