"""Lists of pupils to act on, and the one way in which a name is shown. For leaders only.

The browser draws both (assets/z_app/34-names.js, 36-windows.js and 37-lists.js), each from its attributes: a
component a cell keeps it busy for seconds, and only what it draws itself can hide names at one key.
A name stands in a list or in ``name``, never in a chart or in plain text, or hiding would not reach it.
"""

import datetime
import hashlib
import json
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes, shown
from dashboard.shell import context
from dashboard.viewer import require_pupil_rows

WHO = ("school", "pupil", "surname", "forename")
PUPIL_PAGE = "/pupil"
Cell = list[str]


def pupil_address(school: str, pupil: str) -> str:
    """Return the address of a pupil's page."""
    return f"{PUPIL_PAGE}?school={_in_address(school)}&pupil={quote(pupil, safe='')}"


@lru_cache(maxsize=256)
def _in_address(text: str) -> str:
    """Return a text as an address writes it: of one school a list has a thousand pupils."""
    return quote(text, safe="")


def pseudonym(school: str, pupil: str) -> str:
    """Return what stands for a pupil while names are hidden: the same on every page, and kept nowhere."""
    digest = hashlib.blake2b(f"{school}\0{pupil}".encode(), digest_size=8).digest()
    number = 100_000 + int.from_bytes(digest) % 900_000  # about one pair of 1,200 pupils shares one
    return f"Pupil {number // 1000}\u00a0{number % 1000:03}"


def name(text: str, school: str, pupil: str) -> html.Span:
    """Return a pupil's name, for a heading or a sentence. Raises NotForThisViewer."""
    require_pupil_rows(context.viewer())
    return html.Span(
        **attributes(data_name="1", data_shown=text, data_pseudonym=pseudonym(school, pupil)),
    )


def linked_name(text: str, school: str, pupil: str) -> html.A:
    """Return a pupil's name as a link to the pupil's page, with the filters. Raises NotForThisViewer."""
    address = pupil_address(school, pupil)
    return html.A(name(text, school, pupil), href=address, **attributes(data_inside=address))


def pupil_list(list_id: str, rows: pd.DataFrame, *, caption: str, file_name: str) -> Component:
    """Return a list of pupils to act on: to sort, filter, print and take away. Raises NotForThisViewer.

    ``rows``: school, pupil, surname and forename become one link to the pupil's page; every other
    column is shown under its own name, in order. ``reasons`` are a list of short sentences each.
    However long it is, the page holds no more than the rows in sight. ``file_name`` is without its ending.
    """
    require_pupil_rows(context.viewer())
    if rows.empty:
        return html.P("No pupils to list.", id=list_id, className="quiet-text")
    others = [str(column) for column in rows.columns if column not in WHO]
    if rows["school"].nunique() > 1:
        rows, others = rows.assign(School=rows["school"]), ["School", *others]
    drawn = {
        "caption": caption,
        "file": file_name,
        "head": ["Pupil", *("Reasons" if column == "reasons" else column for column in others)],
        "kinds": ["pupil", *(_kind(rows[column]) for column in others)],
        "rows": _cells(rows, others),
    }
    data = json.dumps(drawn, ensure_ascii=False, separators=(",", ":"))
    return html.Div(id=list_id, className="pupil-list", **attributes(data_list=data))


def _kind(column: pd.Series) -> str:
    """Say how a column is drawn: reasons, number or text."""
    if column.name == "reasons":
        return "reasons"
    return "number" if column.dtype.kind in "iuf" else "text"


def _cells(rows: pd.DataFrame, others: list[str]) -> list[list[Cell]]:
    """Return the cells of each row, the pupil's first."""
    who = zip(*(rows[column].tolist() for column in WHO), strict=True)
    columns = [_column(column, rows[column].tolist()) for column in others]
    pupils = [_pupil(*pupil) for pupil in who]
    return [list(cells) for cells in zip(pupils, *columns, strict=True)]


def _column(column: str, values: list[Any]) -> list[Cell]:
    """Return the cells of one column; a value that many pupils share is put into words once."""
    if column == "reasons":
        return values
    cells = {value: _cell(value) for value in set(values)}
    return [cells[value] for value in values]


def _pupil(school: str, pupil: str, surname: object, forename: object) -> Cell:
    """Return a pupil's cell: name, pseudonym and address, then what a file has beside the name."""
    surname, forename = (part if isinstance(part, str) else "" for part in (surname, forename))
    shown_name = ", ".join(filter(None, (surname, forename))) or pupil
    return [shown_name, pseudonym(school, pupil), pupil_address(school, pupil), pupil, surname, forename]


def _cell(value: object) -> Cell:
    """Return a cell's words; after them what they are sorted and saved by, where that is something else."""
    if isinstance(value, str):
        return [value]
    words = shown(value)
    if isinstance(value, bool) or words == "\u2013":
        return [words]
    if isinstance(value, datetime.date):
        return [words, value.isoformat()[:10]]
    return [words, repr(value)] if isinstance(value, int | float) else [words]
