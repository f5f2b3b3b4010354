"""How long pupils are held: the period, to be read and changed, and who is held longer."""

from datetime import date
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import audit
from dashboard.cache import fetch
from dashboard.care.erase_form import erase_form
from dashboard.data.words import counted
from dashboard.lists import pupil_list
from dashboard.shell import context
from dashboard.store.retention import LONGEST, NoPeriod, held_too_long, retention_years, set_retention_years
from dashboard.viewer import require_pupil_rows


def card() -> html.Section:
    """Show how long pupils are held, who is held longer, and the way to erase one."""
    return html.Section(
        [
            html.H2("How long are pupils held?"),
            html.Div(late(), id="care-late"),
            html.Div(
                [
                    html.Label("Years after leaving", htmlFor="care-years"),
                    dcc.Input(
                        id="care-years", type="number", min=1, max=LONGEST, step=1, value=years_or_none()
                    ),
                    html.Button("Keep this period", id="care-keep", type="button", className="quiet"),
                    html.Span(id="care-kept", role="status"),
                ],
                className="care-step",
            ),
            html.Details([html.Summary("Erase one pupil everywhere"), *erase_form()], id="care-erase-part"),
        ],
        className="figure-card",
        id="care",
    )


def years_or_none() -> int | None:
    """Return the period that is set, if there is one that makes sense."""
    try:
        return retention_years(context.store().folder)
    except NoPeriod:
        return None


def late() -> list[Component]:
    """List the pupils who are held longer than the period says."""
    store = context.store()
    try:
        years = retention_years(store.folder)
    except NoPeriod:
        return [
            html.P(
                "No period is set, so nobody is ever held too long. Your school's retention schedule "
                "says how many years after leaving."
            )
        ]
    leavers = [] if store.is_empty else held_too_long(store, years, date.today())
    if not leavers:
        return [html.P(f"Nobody here left {counted(years, 'year')} ago or longer.", className="answer")]
    rows = pd.DataFrame(
        {
            "school": [one.school for one in leavers],
            "pupil": [one.pupil for one in leavers],
            "Last day": [one.last_day.isoformat() for one in leavers],
            "Last year here": [one.academic_year for one in leavers],
            "Number": [one.pupil for one in leavers],
        }
    )
    names = fetch(store, "signin/names", schools=rows["school"].tolist(), pupils=rows["pupil"].tolist())
    listed = pupil_list(
        "care-listed",
        rows.merge(names, how="left", on=["school", "pupil"]),
        caption="Pupils held too long",
        file_name="Held too long",
    )
    words = f"{counted(len(leavers), 'pupil')} left {counted(years, 'year')} ago or longer."
    return [html.P(words, className="answer"), listed]


def register(app: Dash) -> None:
    """Register keeping a period."""
    app.callback(
        Output("care-late", "children"),
        Output("care-kept", "children"),
        Input("care-keep", "n_clicks"),
        State("care-years", "value"),
        prevent_initial_call=True,
    )(keep)


def keep(_clicks: object, years: object) -> tuple[Any, str]:
    """Keep a period, and list anew who is held longer."""
    require_pupil_rows(context.viewer())
    if not isinstance(years, int) or isinstance(years, bool):
        return no_update, f"Give a whole number of years from 1 to {LONGEST}."
    try:
        set_retention_years(context.store().folder, years)
    except NoPeriod as why:
        return no_update, str(why)
    audit.note("retention set", years=years)
    return late(), f"Kept: {counted(years, 'year')} after leaving."
