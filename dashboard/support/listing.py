"""The lists of pupils: who is in an intervention, who needs help and has nothing, who has much at once.

For leaders only. Their rows leave the server only when they are asked for.
"""

from collections.abc import Callable
from typing import Any

import dash_bootstrap_components as dbc
import numpy as np
import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from werkzeug.exceptions import BadRequest

from dashboard.cache import fetch
from dashboard.cards import attributes
from dashboard.filters import FILTERS
from dashboard.lists import pupil_list
from dashboard.scope import people, whole
from dashboard.support.answers import today, unmet
from dashboard.support.choosing import CONTROLS
from dashboard.support.load import many_at_once
from dashboard.support.needs import NEEDS, school_years, states
from dashboard.support.people import is_among, places_in_scope, running_places
from dashboard.support.view import Asked, asked, interventions
from dashboard.support.wording import NAMES_FOR_LEADERS, counted, need_sentence
from dashboard.viewer import Viewer, may_list

WHO = ("school", "pupil", "surname", "forename")
TOO_MANY = 3  # interventions at once
MOST_FIRST = 30  # as many as a meeting can talk about
FIRST, ALL = "first", "all"
SHOWN = {FIRST: f"The {MOST_FIRST} who need it most", ALL: "All of them"}
Listed = tuple[pd.DataFrame, str]


def card(viewer: Viewer, name: str) -> Component:
    """Lay out the card of one list: a button that fetches it; for other viewers whom to ask."""
    question, words, _make = LISTS[name]
    if not may_list(viewer):
        return html.P(f"{question} {NAMES_FOR_LEADERS}", className="support-refused", id=f"support-{name}")
    return html.Section(
        [
            html.H2(question, id=f"support-{name}-question", className="question"),
            html.P(words, id=f"support-{name}-sentence", className="answer"),
            shown_menu() if name == "unmet" else html.P(opener(name)),
            html.Div(id=f"support-{name}-list"),
        ],
        id=f"support-{name}",
        className="figure-card support-list",
        **attributes(aria_labelledby=f"support-{name}-question"),
    )


def opener(name: str) -> html.Button:
    """Return the button that fetches a list."""
    return html.Button("Show the pupils", id=f"support-{name}-show", type="button", className="quiet")


def shown_menu() -> html.Div:
    """Return the choice between those who need help most and everybody in need without any."""
    options = [{"label": words, "value": name} for name, words in SHOWN.items()]
    menu = dbc.Select(options, FIRST, id="support-unmet-show", size="sm")
    label = html.Label("Show", htmlFor="support-unmet-show")
    return html.Div([label, menu], className="filter-field support-menu")


def register(app: Dash) -> None:
    """Register one callback a list."""
    for name in LISTS:
        opens_it = "value" if name == "unmet" else "n_clicks"
        app.callback(
            output={
                "sentence": Output(f"support-{name}-sentence", "children"),
                "list": Output(f"support-{name}-list", "children"),
            },
            inputs={
                "controls": CONTROLS,
                "filters": FILTERS,
                "opened": Input(f"support-{name}-show", opens_it),
            },
            prevent_initial_call=name != "unmet",
        )(_filler(name))


def _filler(name: str) -> Callable[..., dict[str, Any]]:
    """Return what fills one list, once somebody has asked for it."""

    def fill(controls: dict[str, Any], filters: dict[str, Any], opened: int | str | None) -> dict[str, Any]:
        """Fill the list. Raises PreventUpdate until somebody asks for it."""
        view = asked(controls, filters)
        if not opened:
            raise PreventUpdate
        if not may_list(view.viewer):
            return {"sentence": NAMES_FOR_LEADERS, "list": None}
        rows, sentence = unmet_listed(view, opened) if name == "unmet" else LISTS[name][2](view)
        caption = f"{NEEDS[view.need].label}, with nothing in place" if name == "unmet" else sentence
        shown = pupil_list(f"support-{name}-rows", rows, caption=caption, file_name=f"support-{name}")
        return {"sentence": sentence, "list": shown}

    return fill


def names(view: Asked) -> pd.DataFrame:
    """Return who the pupils in scope are."""
    to_date = whole(view.store, view.filters)["to_date"]
    rows = fetch(view.store, "support/names", to_date=to_date, **people(view.filters))
    return rows.rename(columns={"year_group": "Year", "registration_group": "Form"})


def members_listed(view: Asked) -> Listed:
    """Return the pupils of the chosen intervention."""
    places = places_in_scope(view.store, view.filters)
    mine = places.where(np.isin(places.intervention, view.runs))
    known = interventions(view.store).set_index("intervention_id")["intervention"]
    title = str(known.get(view.intervention, "No intervention chosen"))
    columns = {
        "From": mine.starts_on,
        "To": mine.ends_on,
        "Offered": mine.offered,
        "Came to": mine.attended,
        "Entry score": mine.entry,
        "Exit score": mine.exit,
    }
    rows = pd.DataFrame({"pupil_id": mine.pupil, **columns})
    listed = names(view).merge(rows, "inner", "pupil_id").sort_values(["Year", "surname", "forename"])
    kept = [name for name in columns if listed[name].notna().any()]
    return listed[[*WHO, "Year", "Form", *kept]], f"{title}: {counted(len(listed))}."


def unmet_listed(view: Asked, show: object = ALL) -> Listed:
    """Return the pupils who meet the need and have nothing in place, those who need it most first."""
    if show not in SHOWN:
        raise BadRequest("Show: choose those who need help most, or all.")
    pupils, helped, looked_at = unmet(view)
    need = NEEDS[view.need]
    rows = absence_of(view) if view.need == "absence" else subjects_of(view)
    rows = rows[rows["pupil_id"].isin(pupils[~helped])]
    listed = names(view).merge(rows, "inner", "pupil_id")
    listed = listed.sort_values(["order", "surname"], ascending=[False, True])
    sentence = need_sentence(need, len(pupils), int(helped.sum()), looked_at)
    cut = show == FIRST and len(listed) > MOST_FIRST
    sentence += f" Here are the {MOST_FIRST} who need it most." if cut else ""
    kept = listed.head(MOST_FIRST) if cut else listed
    return kept[[*WHO, "Year", "Form", "reasons"]], sentence


def subjects_of(view: Asked) -> pd.DataFrame:
    """Return in how many subjects each pupil is below, and that in words."""
    found = states(view.store, view.need, view.filters).latest()
    what = "target" if view.need == "target" else "what is expected"
    pairs = zip(found.below.tolist(), found.of.tolist(), strict=True)
    reasons = [[f"Below {what} in {count} of {of} subjects"] for count, of in pairs]
    return pd.DataFrame({"pupil_id": found.pupil, "order": found.below, "reasons": reasons})


def absence_of(view: Asked) -> pd.DataFrame:
    """Return how much each pupil has missed since September, and that in words."""
    september = school_years(today(view), today(view))[0]
    asked_for = {"measure": "absence_rate", "from_date": september, "to_date": view.today, "subject": None}
    rows = fetch(view.store, "gap/values", **asked_for)
    pairs = zip(rows["numerator"].tolist(), rows["denominator"].tolist(), strict=True)
    reasons = [[f"Absent for {missed:,.0f} of {possible:,.0f} sessions"] for missed, possible in pairs]
    order = rows["numerator"] / rows["denominator"]
    return pd.DataFrame({"pupil_id": rows["pupil_id"], "order": order, "reasons": reasons})


def overload_listed(view: Asked) -> Listed:
    """Return the pupils in several interventions at once, with their names."""
    pupils, at_once = many_at_once(view)
    now = running_places(view.store, view.filters).between(today(view), today(view))
    now = now.where(is_among(now.pupil, pupils[at_once >= TOO_MANY]))
    known = interventions(view.store).set_index("intervention_id")["intervention"]
    rows = pd.DataFrame({"pupil_id": now.pupil, "intervention": known.reindex(now.intervention).to_numpy()})
    named = rows.groupby("pupil_id")["intervention"].agg(list)
    found = pd.DataFrame({"pupil_id": named.index.to_numpy(), "reasons": named.to_list()})
    found["At once"] = [len(each) for each in found["reasons"]]
    listed = (
        names(view)
        .merge(found, "inner", "pupil_id")
        .sort_values(["At once", "surname"], ascending=[False, True])
    )
    who = "Nobody is" if listed.empty else f"{counted(len(listed))} {'is' if len(listed) == 1 else 'are'}"
    caption = f"{who} in {TOO_MANY} interventions or more at once."
    return listed[[*WHO, "Year", "Form", "At once", "reasons"]], caption


LISTS: dict[str, tuple[str, str, Callable[[Asked], Listed]]] = {
    "members": ("Which pupils are in it?", "The pupils of the intervention chosen above.", members_listed),
    "unmet": ("Who needs help and has nothing?", "", unmet_listed),
    "overload": (
        "Who has many at once?",
        f"Pupils in {TOO_MANY} interventions or more on the same day.",
        overload_listed,
    ),
}
