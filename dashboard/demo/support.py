"""Interventions of the made-up school: one that helps, one that only seems to, and the usual run."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.attainment import SUBJECTS, assessments_of
from dashboard.demo.days import Year
from dashboard.demo.parameters import LAST_MARK
from dashboard.demo.pupils import School

FirstAndLast = tuple[np.datetime64, np.datetime64]

RETEST_NOISE = 4.0  # of a standardised score (mean 100, spread 15), unless a programme says otherwise
PUT_FORWARD = 0.7  # of the pupils of the year groups: not everyone is thought of
NO_EXIT_SCORE = 0.08
GROWTH = 0.8  # what every pupil gains between the two tests
GRADES_PER_POINT = 0.1  # what a true gain of a point in the test is worth in grades
COST_OF_AN_HOUR = 24


@dataclass(frozen=True)
class Programme:
    """One programme, run once a year.

    ``gain`` is what it truly adds to a standardised score. Pupils are picked for a low score
    in the entry test: with much ``noise`` in that test they rise without any help. ``joining`` is how
    many more places are kept for those whose need is seen later.
    """

    name: str
    strand: str
    tier: str
    subject: str
    year_groups: tuple[int, ...]
    places: int
    group_size: int
    sessions: int
    minutes: int
    from_week: int
    weeks: int
    gain: float
    noise: float = RETEST_NOISE
    joining: int = 0


THAT_HELPS = "Year 8 reading fluency"
THAT_ONLY_SEEMS_TO_HELP = "Year 9 maths catch-up"
PROGRAMMES = (
    Programme(
        THAT_HELPS, "reading-comprehension-strategies", "targeted", "English", (8,), 40, 5, 36, 30, 2, 6, 8.0
    ),
    Programme(
        THAT_ONLY_SEEMS_TO_HELP,
        "small-group-tuition",
        "targeted",
        "Maths",
        (9,),
        36,
        6,
        12,
        45,
        2,
        6,
        0.0,
        12.0,
    ),
    Programme("Year 7 phonics", "phonics", "targeted", "English", (7,), 12, 3, 30, 20, 2, 10, 1.5),
    Programme(
        "Year 7 number sense", "small-group-tuition", "targeted", "Maths", (7,), 18, 4, 20, 30, 3, 10, 1.0
    ),
    Programme(
        "Year 8 maths tuition", "one-to-one-tuition", "targeted", "Maths", (8,), 10, 1, 15, 40, 3, 12, 1.5
    ),
    Programme(
        "Year 9 vocabulary",
        "oral-language-interventions",
        "targeted",
        "English",
        (9,),
        20,
        6,
        18,
        30,
        2,
        9,
        1.0,
    ),
    Programme(
        "Year 10 science revision",
        "small-group-tuition",
        "targeted",
        "Science",
        (10,),
        24,
        8,
        12,
        60,
        4,
        12,
        0.5,
    ),
    Programme(
        "Year 11 English tuition",
        "small-group-tuition",
        "targeted",
        "English",
        (11,),
        24,
        6,
        20,
        60,
        3,
        20,
        1.0,
    ),
    Programme(
        "Year 11 maths tuition", "small-group-tuition", "targeted", "Maths", (11,), 24, 6, 20, 60, 3, 20, 1.0
    ),
    Programme("Homework club", "homework", "wider", "", (7, 8, 9), 40, 20, 60, 60, 2, 30, 0.0, joining=60),
    Programme("Mentoring", "mentoring", "wider", "", (8, 9, 10), 18, 1, 20, 30, 3, 20, 0.0, joining=20),
    Programme(
        "Breakfast club",
        "extending-school-time",
        "wider",
        "",
        (7, 8, 9, 10, 11),
        30,
        30,
        90,
        30,
        1,
        30,
        0.0,
        joining=40,
    ),
    Programme(
        "Feelings and friends",
        "social-and-emotional-learning",
        "wider",
        "",
        (7, 8),
        12,
        6,
        12,
        45,
        4,
        12,
        0.0,
    ),
    Programme("Peer reading", "peer-tutoring", "teaching", "English", (7,), 30, 2, 24, 20, 5, 12, 1.0),
    Programme(
        "Maths for mastery", "mastery-learning", "teaching", "Maths", (7, 8), 40, 20, 30, 60, 2, 24, 0.5
    ),
)


@dataclass(frozen=True)
class Support:
    """The rows of the two files on interventions, and what they add to later grades."""

    interventions: pd.DataFrame
    pupils: pd.DataFrame
    grades: np.ndarray  # by person, subject and assessment of the year


def first_and_last_day(programme: Programme, year: Year) -> FirstAndLast:
    """Return the Monday of the first week and the Friday of the last."""
    start = np.busday_offset(year.days[0] + 7 * (programme.from_week - 1), 0, "backward", weekmask="Mon")
    return start, start + 7 * programme.weeks - 3


def run_programmes(
    rows: pd.DataFrame, year: Year, talents: np.ndarray, carried: np.ndarray, school: School
) -> Support:
    """Run every programme in one year. ``carried`` is the help of the years before, by person and subject."""
    days = list(assessments_of(year).values())
    grades = np.repeat(carried[:, :, None], 3, axis=2)
    interventions, pupils = [], []
    for number, programme in enumerate(PROGRAMMES):
        name = f"{programme.name} {year.name}"
        run = first_and_last_day(programme, year)
        picked = pick_pupils(programme, rows, talents, run, school)
        took_part = run_programme(programme, picked, run, school)
        interventions.append(describe(programme, name, number, run, school))
        pupils.append(took_part.assign(intervention=name))
        if programme.subject:
            later = [place for place, day in enumerate(days) if day > run[1]]
            subject = SUBJECTS.index(programme.subject)
            grades[took_part["person"].to_numpy()[:, None], subject, later] += (
                programme.gain * GRADES_PER_POINT
            )
    return Support(pd.DataFrame(interventions), pd.concat(pupils, ignore_index=True), grades)


def pick_pupils(
    programme: Programme, rows: pd.DataFrame, talents: np.ndarray, days: FirstAndLast, school: School
) -> pd.DataFrame:
    """Pick the pupils with the lowest entry scores, pupil premium pupils sooner than others."""
    chance, (start, end) = school.chance, days
    may_join = rows[
        rows["year_group"].isin(programme.year_groups)
        & (rows["joined_on"] <= start)
        & ~(rows["left_on"] <= end)
        & (rows["absence_rate"] < 0.5)
        & (chance.random(len(rows)) < PUT_FORWARD)
    ]
    subject = SUBJECTS.index(programme.subject or "English")
    true_score = 100 + 15 * (talents[may_join["person"], subject] - of.USUAL_GRADE) / 1.6
    entry = true_score + programme.noise * chance.standard_normal(len(may_join))
    need = entry - 6 * (may_join["pupil_premium"] == "Y").to_numpy()
    places = max(3, round(programme.places * school.size / 1200))
    picked = np.sort(np.argsort(need, kind="stable")[:places])
    return may_join.assign(true_score=true_score, entry_score=entry).iloc[picked]


def run_programme(
    programme: Programme, picked: pd.DataFrame, days: FirstAndLast, school: School
) -> pd.DataFrame:
    """Return the rows of the pupils in one programme, tested again if it has ended."""
    chance, count, (start, end) = school.chance, len(picked), days
    is_running = end > np.datetime64(LAST_MARK)
    gone = min(1.0, float((np.datetime64(LAST_MARK) - start) / (end - start)))
    noise = programme.noise * chance.standard_normal(count)
    is_missing = is_running | (chance.random(count) < NO_EXIT_SCORE)
    scores = pd.DataFrame(
        {
            "entry_score": picked["entry_score"].to_numpy(),
            "exit_score": np.where(
                is_missing, np.nan, picked["true_score"] + GROWTH + programme.gain + noise
            ),
        }
    )
    offered = np.full(count, round(programme.sessions * gone))
    return pd.DataFrame(
        {
            "school": school.name,
            "person": picked["person"].to_numpy(),
            "pupil": picked["pupil"].to_numpy(),
            "starts_on": start,
            "ends_on": np.datetime64("NaT") if is_running else end,
            "sessions_offered": offered,
            "sessions_attended": chance.binomial(offered, 1 - 1.1 * picked["absence_rate"].to_numpy()),
            **(scores.clip(55, 145).round().astype("Int64") if programme.subject else {}),
        }
    )


def describe(
    programme: Programme, name: str, number: int, days: FirstAndLast, school: School
) -> dict[str, object]:
    """Return the row of the interventions file."""
    start, end = days
    groups = -(-(programme.places + programme.joining // 2) // programme.group_size)
    hours = groups * programme.sessions * programme.minutes / 60
    return {
        "school": school.name,
        "intervention": name,
        "strand": programme.strand,
        "tier": programme.tier,
        "subject": programme.subject,
        "staff": f"A{number + 1:02d}",
        "group_size": programme.group_size,
        "sessions_planned": programme.sessions,
        "minutes": programme.minutes,
        "cost": round(hours * COST_OF_AN_HOUR),
        "starts_on": start,
        "ends_on": end if end <= np.datetime64(LAST_MARK) else np.datetime64("NaT"),
    }
