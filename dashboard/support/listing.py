"""The lists of pupils: who is in an intervention, who needs help and has nothing, who has much at once.

For leaders only. Their rows leave the server only when they are asked for.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.cache import fetch
from dashboard.cards import attributes
from dashboard.filters import FILTERS
from dashboard.lists import pupil_list
from dashboard.scope import people, whole
from dashboard.support.answers import many_at_once, unmet
from dashboard.support.choosing import CONTROLS
from dashboard.support.needs import NEEDS, states
from dashboard.support.register import places_in_scope
from dashboard.support.view import Asked, asked, interventions
from dashboard.support.wording import NAMES_FOR_LEADERS, counted
from dashboard.viewer import NotForThisViewer, Viewer, require_pupil_rows

WHO = ("school", "pupil", "surname", "forename")
TOO_MANY = 3  # interventions at once
Listed = tuple[pd.DataFrame, str]


def may_list(viewer: Viewer) -> bool:
    """Say whether the viewer may see pupils at all."""
    try:
        require_pupil_rows(viewer)
    except NotForThisViewer:
        return False
    return True


def card(viewer: Viewer, name: str) -> Component:
    """Lay out the card of one list: a button that fetches it; for other viewers whom to ask."""
    question, words, _make = LISTS[name]
    if not may_list(viewer):
        return html.P(f"{question} {NAMES_FOR_LEADERS}", className="support-refused", id=f"support-{name}")
    return html.Section(
        [
            html.H2(question, id=f"support-{name}-question", className="question"),
            html.P(words, id=f"support-{name}-sentence", className="answer"),
            html.P(
                html.Button("Show the pupils", id=f"support-{name}-show", type="button", className="quiet")
            ),
            html.Div(id=f"support-{name}-list"),
        ],
        id=f"support-{name}",
        className="figure-card support-list",
        **attributes(aria_labelledby=f"support-{name}-question"),
    )


def register(app: Dash) -> None:
    """Register one callback a list."""
    for name in LISTS:
        app.callback(
            output={
                "sentence": Output(f"support-{name}-sentence", "children"),
                "list": Output(f"support-{name}-list", "children"),
            },
            inputs={
                "controls": CONTROLS,
                "filters": FILTERS,
                "opened": Input(f"support-{name}-show", "n_clicks"),
            },
            prevent_initial_call=True,
        )(_filler(name))


def _filler(name: str) -> Callable[..., dict[str, Any]]:
    """Return what fills one list, once somebody has asked for it."""

    def fill(controls: dict[str, Any], filters: dict[str, Any], opened: int | None) -> dict[str, Any]:
        view = asked(controls, filters)
        if not opened:
            raise PreventUpdate
        if not may_list(view.viewer):
            return {"sentence": NAMES_FOR_LEADERS, "list": None}
        rows, caption = LISTS[name][2](view)
        shown = pupil_list(f"support-{name}-rows", rows, caption=caption, file_name=f"support-{name}")
        return {"sentence": caption, "list": shown}

    return fill


def names(view: Asked) -> pd.DataFrame:
    """Return who the pupils in scope are."""
    to_date = whole(view.store, view.filters)["to_date"]
    rows = fetch(view.store, "support/names", to_date=to_date, **people(view.filters))
    return rows.rename(columns={"year_group": "Year", "registration_group": "Form"})


def members_listed(view: Asked) -> Listed:
    """Return the pupils of the chosen intervention."""
    rows = places_in_scope(view.store, view.filters)
    mine = rows[rows["intervention_id"] == view.intervention]
    known = interventions(view.store).set_index("intervention_id")["intervention"]
    title = str(known.get(view.intervention, "No intervention chosen"))
    listed = names(view).merge(mine, "inner", "pupil_id").sort_values(["Year", "surname", "forename"])
    columns = {
        "starts_on": "From",
        "ends_on": "To",
        "sessions_offered": "Offered",
        "sessions_attended": "Came to",
        "entry_score": "Entry score",
        "exit_score": "Exit score",
    }
    listed = listed.rename(columns=columns)
    kept = [name for name in columns.values() if listed[name].notna().any()]
    return listed[[*WHO, "Year", "Form", *kept]], f"{title}: {counted(len(listed))}."


def unmet_listed(view: Asked) -> Listed:
    """Return the pupils who meet the need and have nothing in place, those who need it most first."""
    pupils, helped, _looked_at = unmet(view)
    found, need = states(view.store, view.need, view.filters), NEEDS[view.need]
    latest = found.latest()
    rows = pd.DataFrame(
        {"pupil_id": found.pupil[latest], "count": found.count[latest], "of": found.of[latest]}
    )
    rows = rows[rows["pupil_id"].isin(pupils[~helped])]
    if view.need == "absence":
        rows = rows.assign(order=rows["count"] / rows["of"])
        reasons = [
            f"Absent for {n:,} of {of:,} sessions" for n, of in zip(rows["count"], rows["of"], strict=True)
        ]
    else:
        what = "target" if view.need == "target" else "what is expected"
        rows = rows.assign(order=rows["count"])
        reasons = [
            f"Below {what} in {n} of {of} subjects" for n, of in zip(rows["count"], rows["of"], strict=True)
        ]
    listed = names(view).merge(rows.assign(reasons=[[each] for each in reasons]), "inner", "pupil_id")
    listed = listed.sort_values(["order", "surname"], ascending=[False, True])
    caption = f"{need.label}, with nothing in place: {counted(len(listed))}, those who need it most first."
    return listed[[*WHO, "Year", "Form", "reasons"]], caption


def overload_listed(view: Asked) -> Listed:
    """Return the pupils in several interventions at once, with their names."""
    pupils, at_once = many_at_once(view)
    many, today = pupils[at_once >= TOO_MANY], pd.Timestamp(view.today)
    rows = places_in_scope(view.store, view.filters)
    now = rows[(rows["starts_on"] <= today) & ~(rows["ends_on"] < today) & rows["pupil_id"].isin(many)]
    known = interventions(view.store)[["intervention_id", "intervention"]]
    named = now.merge(known, "left", "intervention_id").groupby("pupil_id")["intervention"].agg(list)
    found = pd.DataFrame({"pupil_id": named.index.to_numpy(), "reasons": named.to_list()})
    found["At once"] = [len(each) for each in found["reasons"]]
    listed = (
        names(view)
        .merge(found, "inner", "pupil_id")
        .sort_values(["At once", "surname"], ascending=[False, True])
    )
    caption = f"{TOO_MANY} interventions or more at once: {counted(len(listed))}."
    return listed[[*WHO, "Year", "Form", "At once", "reasons"]], caption


LISTS: dict[str, tuple[str, str, Callable[[Asked], Listed]]] = {
    "members": ("Which pupils are in it?", "The pupils of the intervention chosen above.", members_listed),
    "unmet": ("Who needs help and has nothing?", "Names are fetched when you ask for them.", unmet_listed),
    "overload": (
        "Who has many at once?",
        f"Pupils in {TOO_MANY} interventions or more on the same day.",
        overload_listed,
    ),
}
