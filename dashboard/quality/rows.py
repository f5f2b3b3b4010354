"""Find the rows behind a contradiction in the files that were handed in."""

from typing import Any, cast

import pandas as pd
from dash import MATCH, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard import audit
from dashboard.quality import kinds
from dashboard.quality.lists import FIND, rows_table
from dashboard.quality.view import View, asked
from dashboard.store.child import ChildFailed
from dashboard.store.finding_rows import Busy, Wanted, find_apart

MOST_PUPILS = 20
LOOKING = "Looking through the files\u2026"
DAY_OF = {"attendance": "date", "results": "assessed_on", "intervention_pupils": "starts_on"}


def register(app: Dash) -> None:
    """Register the one callback of every button "Find these rows"."""
    app.callback(
        output=Output({"quality": "rows", "kind": MATCH}, "children"),
        inputs={"clicks": Input({"quality": "find", "kind": MATCH}, "n_clicks")},
        state={"year": State("quality-year", "value"), "school": State("quality-school", "value")},
        running=[
            (Output({"quality": "find", "kind": MATCH}, "disabled"), True, False),
            (Output({"quality": "find", "kind": MATCH}, "children"), LOOKING, FIND),
        ],
        prevent_initial_call=True,
    )(find_rows)


def find_rows(clicks: int | None, year: str, school: str) -> object:
    """Say in which file and row the first pupils of one kind of contradiction stand. Raises BadRequest."""
    view = asked(year, school)
    kind = cast(dict[str, Any], ctx.triggered_id or {}).get("kind")
    if not clicks:
        return no_update
    if kind not in kinds.KINDS:
        raise BadRequest("kind: not one of those on the page.")
    rows = view.contradictions()
    rows = rows[rows["kind"] == kind].head(MOST_PUPILS)
    audit.note("rows looked for", about=str(kind), rows=len(rows))
    return found(view, rows)


def found(view: View, rows: pd.DataFrame) -> list[Component]:
    """Return the rows of these contradictions, or why they cannot be told."""
    try:
        told = find_apart(view.store.folder, [wanted(view.school, row) for row in rows.to_dict("records")])
    except Busy as busy:
        return [html.P(str(busy))]
    except ChildFailed:
        return [html.P("The files could not be read. evenhand history says whether all of them are there.")]
    return rows_table(told)


def wanted(school: str, row: dict[Any, Any]) -> Wanted:
    """Return what to look for in the files."""
    column = DAY_OF.get(row["table_name"])
    values: dict[str, str] = {}
    if column and pd.notna(row["day"]):
        values[column] = str(pd.Timestamp(row["day"]).date())
    if row["table_name"] == "class_members":
        values["class"] = row["about"]
    if row["table_name"] == "results" and isinstance(row["about"], str):
        values["subject"] = row["about"]
    return Wanted(row["table_name"], school, row["pupil"], values)
