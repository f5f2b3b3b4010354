"""The two lists of the attendance page: whom to ring, and whose attendance has come back."""

from typing import Any

import pandas as pd
from dash import Dash, Output, html
from dash.development.base_component import Component

from dashboard.attendance.ring import Times, come_back, side_by_side, to_ring
from dashboard.attendance.view import NoMarks, View, answered, loaded, require_fine
from dashboard.attendance.words import of_sessions, pupils
from dashboard.cache import fetch
from dashboard.cards import attributes
from dashboard.cards import day as as_day
from dashboard.filters import FILTERS
from dashboard.lists import pupil_list
from dashboard.viewer import NotForThisViewer, require_pupil_rows

WEEKS_LATELY, WEEKS_UNEXPLAINED = 4, 2
CARDS = {"attendance-ring": "Who do we ring?", "attendance-back": "Whose attendance has come back?"}
NAMES_FOR_LEADERS = "Names are for school leaders at their own screens."
NO_CONTACTS = "Who has been rung already is not known: the contacts file would bring it."
METHOD_RING = (
    "A pupil who misses a tenth of the sessions open to them is persistently absent (10 x missed is at least "
    "possible), one who misses half severely. Counted over the dates chosen above, from 20 sessions on. "
    "“4 sessions from persistent” means: were the next 4 sessions missed, it would be a tenth. "
    "Without a reason: codes N and O."
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
            html.Div(id=f"{card_id}-list"),
            html.P(id=f"{card_id}-notes", className="quiet-text"),
            html.Details([html.Summary("What is this?"), html.P(METHODS[card_id], className="opened")]),
        ],
        id=card_id,
        className="figure-card attendance-wide",
        **attributes(aria_labelledby=f"{card_id}-question"),
    )


def register(app: Dash) -> None:
    """Register one callback a list."""
    for card_id, fill in (("attendance-ring", ring), ("attendance-back", back)):
        outputs = {part: Output(f"{card_id}-{part}", "children") for part in ("sentence", "list", "notes")}
        app.callback(output=outputs, inputs={"filters": FILTERS})(answered(fill, _words))


def ring(view: View) -> dict[str, Any]:
    """Fill the list of pupils to ring: names for leaders, counts for the projector."""
    found, times = looked_up(view)
    rows = to_ring(found, times)
    sentence = ring_sentence(rows, times)
    if not may_list(view):
        return _words(sentence, NAMES_FOR_LEADERS)
    contacts = "" if bool(loaded(view.store)["contacts"]) else NO_CONTACTS
    shown = as_list(view, rows, with_contacts=not contacts)
    listed = pupil_list("attendance-ring-rows", shown, caption="Pupils to ring", file_name="pupils-to-ring")
    return _words(sentence, contacts, listed)


def back(view: View) -> dict[str, Any]:
    """Fill the list of pupils whose attendance has come back."""
    found, times = looked_up(view)
    rows = come_back(found, times)
    sentence = back_sentence(len(rows), times)
    if not may_list(view):
        return _words(sentence, NAMES_FOR_LEADERS)
    shown = as_list(view, rows, with_contacts=False)
    caption = "Pupils whose attendance has come back"
    listed = pupil_list("attendance-back-rows", shown, caption=caption, file_name="attendance-come-back")
    return _words(sentence, "", listed)


def _words(sentence: str, notes: str = "", listed: Component | None = None) -> dict[str, Any]:
    """Return what a list's card shows."""
    return {"sentence": sentence, "list": listed, "notes": notes}


def may_list(view: View) -> bool:
    """Say whether the viewer may see pupils at all."""
    try:
        require_pupil_rows(view.viewer)
    except NotForThisViewer:
        return False
    return True


def looked_up(view: View) -> tuple[pd.DataFrame, Times]:
    """Return each pupil's sessions now, lately and before. Raises NotForThisViewer and NoMarks."""
    require_fine(view)
    weeks = view.rows("weeks")
    if weeks.empty:
        raise NoMarks(view.no_marks())
    begins = sorted(weeks["first_day"].unique())
    lately, unexplained = (
        pd.Timestamp(begins[-min(number, len(begins))]).date() for number in (WEEKS_LATELY, WEEKS_UNEXPLAINED)
    )
    codes = view.rows("reasons", unexplained)
    rows = side_by_side(view.sessions(), view.sessions(lately), codes[codes["code"].isin(["N", "O"])])
    return rows, Times(_weeks(WEEKS_LATELY, len(begins)), _weeks(WEEKS_UNEXPLAINED, len(begins)))


def _weeks(wanted: int, known: int) -> str:
    """Say how many weeks were looked at."""
    number = min(wanted, known)
    return "week" if number == 1 else f"{number} weeks"


def ring_sentence(rows: pd.DataFrame, times: Times) -> str:
    """Say how many pupils the list holds, and why."""
    if rows.empty:
        return f"Nobody has crossed a line in the last {times.lately}, and nobody is close to one."
    counts = rows["kind"].value_counts()
    words = {
        "severe": ("now misses half of school", "now miss half of school"),
        "crossed": ("has crossed a tenth", "have crossed a tenth"),
        "unexplained": ("has absences without a reason", "have absences without a reason"),
        "soon": ("is close to a tenth", "are close to a tenth"),
    }
    parts = [
        f"{counts[kind]:,} {one if counts[kind] == 1 else several}"
        for kind, (one, several) in words.items()
        if kind in counts
    ]
    return f"{pupils(len(rows))} to ring: {', '.join(parts)}. Each is counted once, by the gravest reason."


def back_sentence(number: int, times: Times) -> str:
    """Say how many have come back."""
    if not number:
        return f"Nobody's attendance has clearly come back in the last {times.lately}."
    return (
        f"{pupils(number)} missed a tenth or more before, and less than 5 in 100 sessions in the last "
        f"{times.lately}."
    )


def as_list(view: View, rows: pd.DataFrame, with_contacts: bool) -> pd.DataFrame:
    """Return the list as it is read: who, why, how many sessions, and when they were last rung."""
    ids = rows["pupil_id"].astype(int).tolist()
    named = fetch(view.store, "attendance/named", to_date=view.last_day, pupils=ids or [-1])
    both = rows.merge(named, on="pupil_id", how="inner", sort=False)
    shown = both[["school", "pupil", "surname", "forename"]].assign(
        Year=both["year_group"].fillna(""),
        Form=both["registration_group"].fillna(""),
        reasons=both["reasons"],
        Missed=_of(both, ""),
        Lately=_of(both, "_lately"),
    )
    return shown.assign(Rung=rung(view, both)) if with_contacts else shown


def _of(rows: pd.DataFrame, ending: str) -> list[str]:
    """Return how many of how many sessions each pupil missed."""
    pairs = zip(rows[f"absent{ending}"], rows[f"possible{ending}"], strict=True)
    return [of_sessions(absent, possible) for absent, possible in pairs]


def rung(view: View, rows: pd.DataFrame) -> list[str]:
    """Return when each pupil or their parents were last spoken to about attendance, in the dates chosen."""
    contacts = fetch(view.store, "attendance/contacts", to_date=view.last_day)
    first = view.filters["from_date"]
    latest = dict(
        zip(contacts["pupil_id"].tolist(), pd.to_datetime(contacts["contacted_on"]).dt.date, strict=True)
    )
    days = [latest.get(pupil) for pupil in rows["pupil_id"].tolist()]
    return [
        f"rung on {as_day(each)}" if each and (not first or each >= first) else "not yet" for each in days
    ]
