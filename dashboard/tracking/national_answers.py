"""What fills the card that sets Year 11 beside England's transition table."""

from typing import Any

import numpy as np
import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard.cache import fetch
from dashboard.cards import About, day, filled
from dashboard.query import read_query
from dashboard.statistics import with_intervals
from dashboard.tracking import movement_words as words
from dashboard.tracking.figures_movement import national_figure
from dashboard.tracking.levels import bands_of, national_bands
from dashboard.tracking.view import Asked, answered
from dashboard.viewer import FEWEST

YEAR_11 = "11"
GRADES = {"4": "english_maths_4", "5": "english_maths_5"}
ENGLAND = (
    "The share of Year 11 pupils with grade {grade} or more in both English and maths, by key stage 2 "
    "average, with Wilson's 95 % interval, beside the national transition table of 2023/24. England's are "
    "final results; the school's are the latest grades{to}."
)
HEADINGS = {
    "band": "Key stage 2 average",
    "pupils": "Pupils",
    "positive": "With the grade in both",
    "value": "Share",
    "low": "From",
    "high": "To",
    "national": "England",
}


@answered
def national(view: Asked, grade: str) -> dict[str, Any]:
    """Fill the card that sets Year 11 beside England's transition table."""
    if grade not in GRADES:
        raise BadRequest("grade: choose 4 or 5.")
    params = {name: value for name, value in view.scope.items() if name != "subject"}
    found = fetch(view.store, "tracking/english_and_maths", **params)
    rows = by_band(found, grade)
    sentence = f"{words.national_sentence(rows, int(grade))} {no_progress_8(view)}".strip()
    last = f" to {day(found['assessed_on'].max().date())}" if len(found) else ""
    notes = [
        "rows: key stage 2 average",
        "dotted: England 2023/24, all state-funded schools",
        f"latest grades{last}",
        words.OWN_LINE,
    ]
    notes += [f"pale: fewer than {FEWEST} pupils"] if (rows["pupils"] < FEWEST).any() else []
    published = national_bands().iloc[0]
    info = About(
        ENGLAND.format(grade=grade, to=last),
        f"{published['publication']} ({published['source']})",
        read_query("tracking/english_and_maths").sql,
        view.known.last_day,
    )
    table = rows[list(HEADINGS)].rename(columns=HEADINGS)
    return filled(national_figure(rows), sentence, notes if len(rows) else "", table, info)


def has_year_11(view: Asked) -> bool:
    """Say whether the school has a Year 11, whom alone England's table and Progress 8 are about."""
    return YEAR_11 in view.known.values("year_groups")


def no_progress_8(view: Asked) -> str:
    """Say of which years England has no Progress 8; nothing where nobody chosen takes GCSEs."""
    chosen = view.filters["year_groups"]
    if not has_year_11(view) or (chosen and YEAR_11 not in chosen):
        return ""
    if not fetch(view.store, "gap/scales")["scale"].str.startswith("GCSE").any():
        return ""
    return words.progress_8(view.scope["from_date"], view.scope["to_date"])


def by_band(found: pd.DataFrame, grade: str) -> pd.DataFrame:
    """Return for each band that has pupils how many reach a grade in both subjects, and England's share."""
    bands = national_bands()
    band = bands_of(found["key_stage_2"].to_numpy(dtype=np.float64))
    reached = found["lower_grade"].to_numpy(dtype=np.float64) >= int(grade)
    counts = {
        "pupils": np.bincount(band, minlength=len(bands)),
        "positive": np.bincount(band, reached.astype(float), minlength=len(bands)),
    }
    rows = bands[["band"]].assign(**counts, national=bands[GRADES[grade]])
    return with_intervals(rows[rows["pupils"] > 0].reset_index(drop=True), "proportion")
