"""The two lists of the attendance page: whom to ring, and whose attendance has come back."""

from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard.attendance import held
from dashboard.attendance.ring import (
    MOST_FIRST,
    Times,
    come_back,
    side_by_side,
    to_ring,
    to_ring_first,
    with_latest_week,
)
from dashboard.attendance.ring_words import back_sentence, first_sentence, ring_sentence
from dashboard.attendance.view import NoMarks, View, answered, loaded, require_fine
from dashboard.attendance.words import of_sessions
from dashboard.cache import fetch
from dashboard.cards import attributes
from dashboard.filters import FILTERS
from dashboard.lists import pupil_list
from dashboard.viewer import may_list

WEEKS_LATELY, WEEKS_UNEXPLAINED = 4, 2
CARDS = {"attendance-ring": "Who do we ring?", "attendance-back": "Whose attendance has come back?"}
FIRST, ALL = "first", "all"
SHOWN = {FIRST: "To ring first", ALL: "All with a reason for a call"}
NAMES_FOR_LEADERS = "Names are for school leaders at their own screens."
NO_CONTACTS = "Who has been rung already is not known: import contacts to see it."
METHOD_RING = (
    "A pupil who misses a tenth of the sessions open to them is persistently absent (10 x missed is at least "
    "possible), one who misses half severely. Counted over the dates chosen above, from 20 sessions on. "
    "“4 sessions from persistent” means: were the next 4 sessions missed, it would be a tenth. "
    "Without a reason: codes N and O. To ring first: who crossed a tenth or half in the latest week, or has "
    "10 sessions or more without a reason in the last 2 weeks, and whom nobody has spoken with about "
    f"attendance in these 2 weeks; of more than {MOST_FIRST} the gravest."
)
METHOD_BACK = (
    "Missed a tenth or more of the sessions before, and less than 5 in 100 since. "
    "Some of it would have come by itself: an illness ends. A word of thanks costs little."
)
METHODS = {"attendance-ring": METHOD_RING, "attendance-back": METHOD_BACK}


def card(card_id: str) -> html.Section:
    """Lay out one list, empty."""
    return html.Section(
        [
            html.H2(CARDS[card_id], id=f"{card_id}-question", className="question"),
            html.P(id=f"{card_id}-sentence", className="answer"),
            *([shown_menu()] if card_id == "attendance-ring" else []),
            html.Div(id=f"{card_id}-list"),
            html.P(id=f"{card_id}-notes", className="quiet-text"),
            html.Details([html.Summary("What is this?"), html.P(METHODS[card_id], className="opened")]),
        ],
        id=card_id,
        className="figure-card attendance-wide",
        **attributes(aria_labelledby=f"{card_id}-question"),
    )


def shown_menu() -> html.Div:
    """Return the choice between those to ring today and everybody with a reason for a call."""
    options = [{"label": words, "value": name} for name, words in SHOWN.items()]
    menu = dbc.Select(options, FIRST, id="attendance-ring-show", size="sm")
    label = html.Label("Show", htmlFor="attendance-ring-show")
    return html.Div([label, menu], className="filter-field attendance-measure")


def register(app: Dash) -> None:
    """Register one callback a list."""
    show = {"show": Input("attendance-ring-show", "value")}
    for card_id, fill, more in (("attendance-ring", ring, show), ("attendance-back", back, {})):
        outputs = {part: Output(f"{card_id}-{part}", "children") for part in ("sentence", "list", "notes")}
        app.callback(output=outputs, inputs={"filters": FILTERS, **more})(answered(fill, _words))


def ring(view: View, show: str) -> dict[str, Any]:
    """Fill the list of pupils to ring: names for leaders, counts for the projector. Raises BadRequest."""
    if show not in SHOWN:
        raise BadRequest("Show: choose those to ring first, or all.")
    found, times = looked_up(view)
    contacts = bool(loaded(view.store)["contacts"])
    rows = everybody = to_ring(found, times)
    sentence = ring_sentence(everybody, times)
    if show == FIRST and len(everybody):
        rows = to_ring_first(everybody, spoken_with(view, times.since))
        sentence = first_sentence(rows, everybody, times, contacts)
    if not may_list(view.viewer):
        return _words(sentence, NAMES_FOR_LEADERS)
    rows = rows.head(MOST_FIRST) if show == FIRST else rows
    shown = as_list(view, rows).assign(
        **{"Missed": _of(rows, ""), f"Last {times.lately}": _of(rows, "_lately")},
        **({"Last contact": spoken(view, rows)} if contacts else {}),
    )
    listed = pupil_list("attendance-ring-rows", shown, caption="Pupils to ring", file_name="pupils-to-ring")
    return _words(sentence, "" if contacts else NO_CONTACTS, listed)


def back(view: View) -> dict[str, Any]:
    """Fill the list of pupils whose attendance has come back."""
    found, times = looked_up(view)
    rows = come_back(found, times)
    sentence = back_sentence(len(rows), times)
    if not may_list(view.viewer):
        return _words(sentence, NAMES_FOR_LEADERS)
    shown = as_list(view, rows)
    caption = "Pupils whose attendance has come back"
    listed = pupil_list("attendance-back-rows", shown, caption=caption, file_name="attendance-come-back")
    return _words(sentence, "", listed)


def in_brief(view: View) -> tuple[str, str]:
    """Say whom to ring first and how many have come back; nothing of whom nobody is.

    Raises NotForThisViewer and NoMarks.
    """
    found, times = looked_up(view)
    everybody, contacts = to_ring(found, times), bool(loaded(view.store)["contacts"])
    first = to_ring_first(everybody, spoken_with(view, times.since)) if len(everybody) else everybody
    returned = come_back(found, times)
    said = first_sentence(first, everybody, times, contacts) if len(everybody) else ""
    return said, back_sentence(len(returned), times) if len(returned) else ""


def _words(sentence: str, notes: str = "", listed: Component | None = None) -> dict[str, Any]:
    """Return what a list's card shows."""
    return {"sentence": sentence, "list": listed, "notes": notes}


def looked_up(view: View) -> tuple[pd.DataFrame, Times]:
    """Return each pupil's sessions now, lately and before. Raises NotForThisViewer and NoMarks."""
    require_fine(view)
    weeks = held.by_week(view)
    if weeks.empty:
        raise NoMarks(view.no_marks())
    begins = sorted(weeks["first_day"].unique())
    lately, unexplained = (
        pd.Timestamp(begins[-min(number, len(begins))]).date() for number in (WEEKS_LATELY, WEEKS_UNEXPLAINED)
    )
    codes = held.by_code(view, unexplained)
    rows = side_by_side(view.sessions(), view.sessions(lately), codes[codes["code"].isin(["N", "O"])])
    rows = with_latest_week(rows, view.sessions(pd.Timestamp(begins[-1]).date()))
    said = [_weeks(number, len(begins)) for number in (WEEKS_LATELY, WEEKS_UNEXPLAINED)]
    return rows, Times(lately=said[0], unexplained=said[1], since=unexplained)


def _weeks(wanted: int, known: int) -> str:
    """Say how many weeks were looked at."""
    number = min(wanted, known)
    return "week" if number == 1 else f"{number} weeks"


def as_list(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Return who the pupils of a list are, and why they are on it."""
    ids = rows["pupil_id"].astype(int).tolist()
    named = fetch(view.store, "attendance/named", to_date=view.last_day, pupils=ids or [-1])
    both = rows.merge(named, on="pupil_id", how="left", sort=False)
    shown = both[["school", "pupil", "surname", "forename"]].assign(
        Year=both["year_group"].fillna(""), Form=both["registration_group"].fillna("")
    )
    return shown.assign(reasons=both["reasons"])


def _of(rows: pd.DataFrame, ending: str) -> list[str]:
    """Return how many of how many sessions each pupil missed."""
    pairs = zip(rows[f"absent{ending}"], rows[f"possible{ending}"], strict=True)
    return [of_sessions(absent, possible) for absent, possible in pairs]


def spoken_with(view: View, since: date) -> pd.Series:
    """Return the pupils about whose attendance somebody has spoken with them or at home since a day."""
    contacts = fetch(view.store, "attendance/contacts", to_date=view.last_day)
    return contacts.loc[contacts["contacted_on"] >= pd.Timestamp(since), "pupil_id"]


def spoken(view: View, rows: pd.DataFrame) -> list[date | str]:
    """Return the day of the last contact about each pupil's attendance, in the dates chosen."""
    contacts = fetch(view.store, "attendance/contacts", to_date=view.last_day)
    first = view.filters["from_date"]
    latest = dict(
        zip(contacts["pupil_id"].tolist(), pd.to_datetime(contacts["contacted_on"]).dt.date, strict=True)
    )
    days = [latest.get(pupil) for pupil in rows["pupil_id"].tolist()]
    return [each if each and (not first or each >= first) else "none yet" for each in days]
