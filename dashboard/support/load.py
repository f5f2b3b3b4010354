"""What fills the card on support that overlaps, and on the time it takes by subject."""

from typing import Any

import numpy as np
import pandas as pd

from dashboard.cards import day, filled
from dashboard.support import figures
from dashboard.support.answers import about, answered, today
from dashboard.support.background import Whole
from dashboard.support.people import (
    all_places,
    numbers,
    running_places,
    whole_numbers,
)
from dashboard.support.view import Asked, interventions
from dashboard.support.wording import counted, load_sentence

NO_SUBJECT = "No subject"
AT_ONCE = 5  # or more interventions at once are one bar


@answered
def load(view: Asked) -> dict[str, Any]:
    """Fill the card on support that overlaps, and on the time it takes by subject."""
    at_once = many_at_once(view)[1]
    counts = np.bincount(np.minimum(at_once, AT_ONCE), minlength=AT_ONCE + 1)[1:]
    shown = counts[: int(np.flatnonzero(counts).max(initial=0)) + 1].tolist()
    table = time_by_subject(view)
    told = [load_sentence(counts, day(view.today), len(all_places(view.store).pupil) > 0)]
    known = table.dropna(subset=["Hours offered"])
    if len(known):
        most = known.iloc[0]
        subject = "support for no single subject" if most["Subject"] == NO_SUBJECT else most["Subject"]
        hours = counted(most["Hours offered"], "hour")
        told.append(f"Most time goes to {subject}: {hours} offered, counted for each pupil.")
    else:
        told.append("How long it takes is not known: import minutes in interventions and sessions_offered.")
    told.append("Which lessons are missed for it is in no file, so it is not shown.")
    words = about(
        view,
        "Interventions that a pupil is in on the last of the days chosen. Hours: sessions offered times "
        "minutes, "
        "of interventions that run in the days chosen, by the subject the support is for. Which lesson a "
        "pupil "
        "comes out of is not recorded in any file that can be imported.",
        "support/all_places",
    )
    return filled(figures.load_figure(shown, AT_ONCE), " ".join(told), f"on {day(view.today)}", table, words)


def many_at_once(view: Asked) -> tuple[Whole, Whole]:
    """Return the pupils with support on the last of the days, and in how many interventions each is."""
    now = running_places(view.store, view.filters).between(today(view), today(view))
    pupils, counts = np.unique(now.pupil, return_counts=True)
    return pupils, counts


def time_by_subject(view: Asked) -> pd.DataFrame:
    """Return the pupils and hours of the support in each subject, the most hours first."""
    known, places = interventions(view.store), running_places(view.store, view.filters)
    at = np.searchsorted(whole_numbers(known, "intervention_id"), places.intervention)
    hour = numbers(known, "minutes")[at] / 60
    subject = known["subject"].fillna(NO_SUBJECT).to_numpy(dtype=object)[at]
    rows = []
    for each in sorted(set(subject.tolist())):
        mine = subject == each
        hours = [(column * hour)[mine] for column in (places.offered, places.attended)]
        sums = [float(np.nansum(column)) if np.isfinite(column).any() else None for column in hours]
        rows.append([each, len(np.unique(places.pupil[mine])), *sums])
    rows.sort(key=lambda row: -(row[2] or 0.0))
    return pd.DataFrame(rows, columns=["Subject", "Pupils", "Hours offered", "Hours had"])
