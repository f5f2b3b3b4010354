"""The card that sets attendance beside attainment, with the caution it needs."""

from typing import Any

import numpy as np
import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard.attendance.ring import FEWEST_POSSIBLE
from dashboard.attendance.view import View, answered, nothing, require_fine
from dashboard.attendance.words import CHANCE, pupils
from dashboard.cards import About, filled
from dashboard.equity.wording import value_label
from dashboard.figure_parts import dots_with_intervals
from dashboard.measures import MEASURES, Measure
from dashboard.query import read_query
from dashboard.scope import refuse_mixed_scales
from dashboard.sentences import as_said, no_data_sentence
from dashboard.statistics import with_intervals
from dashboard.statistics.association import Correlation, correlation
from dashboard.viewer import FEWEST

OFFERED = ("value_added", "average_points")
MINUS = "\u2212"
BANDS = {
    "less than 5 in 100": 0.05,
    "5 to less than 10 in 100": 0.10,
    "10 to less than 20 in 100": 0.20,
    "20 to less than 50 in 100": 0.50,
    "half or more": np.inf,
}
CAUTION = (
    "This does not show that absence lowers results: illness, worries and what a pupil started with "
    "move both."
)
METHOD = (
    "Pupils with 20 possible sessions or more and a result in the dates chosen. A dot is the mean of a band "
    "with Student's 95% interval; the correlation is Pearson's, with Fisher's interval."
)


@answered
def attained(view: View, measure: str) -> dict[str, Any]:
    """Fill the card. Raises MixedScales, NotForThisViewer and BadRequest."""
    require_fine(view)
    if measure not in OFFERED:
        raise BadRequest("Measure: choose value added or average points.")
    entry = MEASURES[measure]
    both = paired(view, measure)
    if both.empty:
        return nothing(missing(view, entry))
    rows = banded(both)
    found = correlation(both["share"].to_numpy(float), both["value"].to_numpy(float))
    signed = measure == "value_added"
    figure = dots_with_intervals(rows, lambda value: label(value, entry, signed), axis=entry.title.lower())
    notes = [
        "rows: sessions missed",
        f"{pupils(len(both))} with sessions and a result",
        f"pale: fewer than {FEWEST} pupils" if rows["small"].any() else "",
        view.filters["subject"] or "all subjects",
    ]
    table = pd.DataFrame(
        {"Sessions missed": rows["group"], "Pupils": rows["pupils"], entry.title: rows["value"]}
        | {"From": rows["low"], "To": rows["high"]}
    )
    definition = f"{entry.title}. {entry.definition} Beside it the share of sessions missed."
    about = About(
        definition, entry.source, read_query("gap/pupil_values").sql, view.last_day, with_correlation(found)
    )
    return filled(figure, sentence(rows, found, entry), notes, table, about)


def label(value: float, entry: Measure, signed: bool) -> str:
    """Say a value at its mark, with its sign where it counts from what is expected."""
    words = value_label(value, entry).replace("-", MINUS)
    return f"+{words}" if signed and value > 0 and words[:1].isdigit() else words


def paired(view: View, measure: str) -> pd.DataFrame:
    """Return ``share`` (of sessions missed) and ``value`` of each pupil with both."""
    refuse_mixed_scales(view.store, MEASURES[measure], view.filters)
    sessions, found = view.sessions(), view.measured(measure)
    sessions = sessions[sessions["possible"] >= FEWEST_POSSIBLE]
    results = pd.DataFrame({"pupil_id": found.pupils, "value": found.numerator / found.denominator})
    both = sessions.merge(results, on="pupil_id")
    return both.assign(share=both["absent"] / both["possible"])


def missing(view: View, entry: Measure) -> str:
    """Say which of the two is missing."""
    return no_data_sentence(MEASURES["absence_rate"] if view.sessions().empty else entry)


def banded(both: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each band of absence with its interval; bands without pupils are left out."""
    ends = list(BANDS.values())
    # Counted in whole sessions, so that 10 of 100 is a tenth whatever floating point makes of it.
    exact = np.stack([both["absent"] >= end * both["possible"] - 1e-9 for end in ends[:-1]])
    place = exact.sum(axis=0)
    sums = [
        {"group": name, "pupils": len(mine), "mean": mine.mean(), "variance": mine.var(ddof=1)}
        for name, mine in ((name, both["value"][place == at]) for at, name in enumerate(BANDS))
        if len(mine)
    ]
    rows = with_intervals(pd.DataFrame(sums), "mean")
    return rows.assign(small=rows["pupils"] < FEWEST, is_focus=False)


def sentence(rows: pd.DataFrame, found: Correlation, entry: Measure) -> str:
    """Say how results differ between pupils who miss little and much, and what that does not show."""
    told = rows[~rows["small"]]
    if len(told) < 2:
        return f"There are not two bands of absence with enough pupils to compare. {CAUTION}"
    least, most = told.iloc[0], told.iloc[-1]
    first = f"Pupils who missed {least['group']} sessions: {as_said(least['value'], entry)}"
    first += f"; those who missed {most['group']}: {as_said(most['value'], entry)}."
    return f"{first} {trend_words(found)} {CAUTION}"


def trend_words(found: Correlation) -> str:
    """Say which way results go as more is missed, in words without statistics."""
    if np.isnan(found.value):
        return "Too few pupils to see a trend."
    if not found.clear:
        return f"Whether results go up or down as more is missed {CHANCE}."
    return f"The more is missed, the {'higher' if found.value > 0 else 'lower'} the results."


def with_correlation(found: Correlation) -> str:
    """Say how it is worked out, with the correlation and its interval."""
    if np.isnan(found.value):
        return METHOD
    return f"{METHOD} Here it is {found.value:.2f} (between {found.low:.2f} and {found.high:.2f})."
