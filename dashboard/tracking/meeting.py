"""The rows of the meeting list: who, and each reason in a short sentence. For leaders."""

from datetime import date

import pandas as pd

from dashboard.cache import fetch
from dashboard.tracking.conversation_reasons import reasons_in_words
from dashboard.tracking.flags import Flags
from dashboard.tracking.view import Asked
from dashboard.tracking.wording import digits

TALK = "undiscussed"


def last_day(view: Asked) -> date:
    """Return the last day of the window that there are data of: who is on roll is asked of that day."""
    until: date = view.scope["to_date"]
    return min(until, view.known.last_day or until)


def grades(view: Asked) -> pd.DataFrame:
    """Return how points are written on each scale with grades."""
    return fetch(view.store, "tracking/grades")


def people(view: Asked) -> pd.DataFrame:
    """Return the names of the pupils on roll, for a leader's list."""
    return fetch(view.store, "tracking/pupils_named", to_date=last_day(view), schools=view.filters["schools"])


def listed_rows(view: Asked, flags: Flags, reason: str | None) -> pd.DataFrame:
    """Return the rows of the list, those with most reasons first, then those with most subjects.

    A target nobody has talked about is a reason, but says nothing of how grave it is in how many subjects.
    """
    written = grades(view)
    grade = dict(zip(zip(written["scale"], written["points"], strict=True), written["grade"], strict=True))

    def write(scale: str, points: float) -> str:
        """Write points as their grade, where the scale has one."""
        return grade.get((scale, points)) or digits(points)

    reasons: dict[int, list[str]] = {}
    subjects: dict[int, int] = {}
    for each in [name for name in flags.counts["reason"] if reason in (None, name)]:
        for pupil, (said, count) in reasons_in_words(flags, each, write).items():
            reasons.setdefault(pupil, []).append(said)
            subjects[pupil] = subjects.get(pupil, 0) + (0 if each == TALK and reason is None else count)
    everyone = people(view)
    rows = everyone[everyone["pupil_id"].isin(list(reasons))]
    order = [(-len(reasons[pupil]), -subjects[pupil]) for pupil in rows["pupil_id"].tolist()]
    rows = rows.iloc[sorted(range(len(rows)), key=order.__getitem__)]
    return pd.DataFrame(
        {
            **{name: rows[name] for name in ("school", "pupil", "surname", "forename")},
            "Year": rows["year_group"],
            "Form": rows["registration_group"],
            "reasons": [reasons[pupil] for pupil in rows["pupil_id"].tolist()],
        }
    )
