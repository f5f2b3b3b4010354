"""Talks with pupils and families: about targets, absence, options and how somebody is."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.classes import SHORT
from dashboard.demo.days import Days, Year

WAYS = {"phone": 0.55, "meeting": 0.25, "letter": 0.2}
OTHER_REASONS = {"behaviour": 0.06, "wellbeing": 0.05, "progress": 0.08}
OPTIONS_YEAR_GROUP = 9


def contact_rows(
    rows: pd.DataFrame, targets: pd.DataFrame, year: Year, chance: np.random.Generator
) -> pd.DataFrame:
    """Return every contact of one year, one row a pupil, day, reason and subject."""
    school_days = year.days[~year.is_training]
    reviewed = review_day(rows, year, school_days, chance)
    parts = [
        reviewed,
        talks_about_targets(rows, targets, reviewed, school_days, chance),
        calls_about_absence(rows, school_days, chance),
        talks_about_options(rows, year, school_days, chance),
        *(talks_about(rows, reason, share, school_days, chance) for reason, share in OTHER_REASONS.items()),
    ]
    made = pd.concat(parts, ignore_index=True).merge(rows[["pupil", "joined_on", "left_on"]], on="pupil")
    is_here = (made["contacted_on"] >= made["joined_on"]) & ~(made["left_on"] < made["contacted_on"])
    key = ["pupil", "contacted_on", "with_whom", "about", "subject"]
    made = made[is_here].drop_duplicates(key).sort_values(["contacted_on", "pupil", "about", "subject"])
    return made.assign(school=rows["school"].iloc[0])


def review_day(
    rows: pd.DataFrame, year: Year, school_days: Days, chance: np.random.Generator
) -> pd.DataFrame:
    """Draw who comes to October's review day, to talk through all targets: fewer of pupil premium pupils."""
    step = of.REVIEWED_OF_PUPIL_PREMIUM * (rows["pupil_premium"] == "Y")
    comes = chance.random(len(rows)) < of.REVIEWED + step
    day = school_days[np.searchsorted(school_days, np.datetime64(date(year.starts, 10, 7)))]
    with_whom = chance.choice(["both", "parent"], len(rows), p=[0.7, 0.3])
    return as_contacts(rows["pupil"][comes], day, with_whom[comes], "target", "meeting")


def talks_about_targets(
    rows: pd.DataFrame,
    targets: pd.DataFrame,
    reviewed: pd.DataFrame,
    school_days: Days,
    chance: np.random.Generator,
) -> pd.DataFrame:
    """Draw the single targets that a teacher has talked through with a pupil nobody reviewed."""
    left = targets[~targets["pupil"].isin(reviewed["pupil"])]
    is_talked = chance.random(len(left)) < of.TALKED_THROUGH
    talked = left[is_talked]
    first = np.searchsorted(school_days, talked["assessed_on"].to_numpy().astype("datetime64[D]"))
    place = first + (chance.random(len(talked)) * (len(school_days) - first)).astype(int)
    made = as_contacts(
        talked["pupil"], school_days[np.minimum(place, len(school_days) - 1)], "pupil", "target", "meeting"
    )
    made["subject"] = talked["subject"].to_numpy()
    return made.assign(staff=made["subject"].map(SHORT).str.upper() + "01")


def calls_about_absence(rows: pd.DataFrame, school_days: Days, chance: np.random.Generator) -> pd.DataFrame:
    """Draw the calls, letters and meetings about attendance: to most of those who miss a tenth of school."""
    is_called = (rows["absence_rate"] >= 0.1) & (chance.random(len(rows)) < of.CALLED_ABOUT_ABSENCE)
    pupils = np.repeat(rows["pupil"].to_numpy()[is_called], 1 + chance.poisson(1.2, is_called.sum()))
    days = chance.choice(school_days[len(school_days) // 4 :], len(pupils))
    return as_contacts(pupils, days, "parent", "attendance", ways(len(pupils), chance)).assign(staff="L01")


def talks_about_options(
    rows: pd.DataFrame, year: Year, school_days: Days, chance: np.random.Generator
) -> pd.DataFrame:
    """Draw the talks about what to choose for Year 10, in March."""
    choosing = rows["pupil"][rows["year_group"] == OPTIONS_YEAR_GROUP]
    day = np.datetime64(date(year.starts + 1, 3, 11))
    came = choosing[chance.random(len(choosing)) < of.TALKED_ABOUT_OPTIONS]
    if school_days[-1] < day:
        came = came[:0]
    return as_contacts(came, day, "both", "options", "meeting")


def talks_about(
    rows: pd.DataFrame, reason: str, share: float, school_days: Days, chance: np.random.Generator
) -> pd.DataFrame:
    """Draw the talks about something that may come up with anybody."""
    pupils = rows["pupil"][chance.random(len(rows)) < share]
    with_whom = chance.choice(["pupil", "parent"], len(pupils))
    return as_contacts(
        pupils, chance.choice(school_days, len(pupils)), with_whom, reason, ways(len(pupils), chance)
    )


def ways(count: int, chance: np.random.Generator) -> np.ndarray:
    """Draw how so many contacts were made."""
    return chance.choice(list(WAYS), count, p=list(WAYS.values()))


def as_contacts(
    pupils: "pd.Series[int] | np.ndarray",
    day: np.datetime64 | np.ndarray,
    with_whom: str | np.ndarray,
    about: str,
    method: str | np.ndarray,
) -> pd.DataFrame:
    """Return rows of the contacts file for these pupils, about no subject and by nobody in particular."""
    made = pd.DataFrame({"pupil": np.asarray(pupils)})
    made["contacted_on"] = np.broadcast_to(np.asarray(day, dtype="datetime64[s]"), len(made))
    return made.assign(with_whom=with_whom, about=about, subject="", staff="", method=method)
