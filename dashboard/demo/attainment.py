"""How well pupils do in each subject, with the relations of parameters.py.

A score is the grade that a pupil is on course for at the end of Year 11, so that the
same scale holds from Year 7 on.
"""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.days import Year
from dashboard.demo.pupils import School

CORE = ("English", "Maths", "Science", "Religious education")
# An option's share of those who choose, and how much less often pupil premium pupils do (log odds).
OPTIONS = {
    "History": 0.0,
    "Geography": 0.0,
    "French": -0.4,
    "Art": 0.1,
    "Computing": -0.2,
    "Design and technology": 0.3,
}
CHOSEN_OPTIONS = 4
SUBJECTS = (*CORE, *OPTIONS)
SUBJECT_GRADE = {"French": -0.3, "Art": 0.3, "Computing": -0.1, "Maths": -0.1, "English": 0.1}
ASSESSMENTS = {"Autumn": (0, 10, 16), "Spring": (1, 2, 27), "Summer": (1, 6, 19)}  # years on, month, day


def assessments_of(year: Year) -> dict[str, np.datetime64]:
    """Return the assessments of a year that have taken place, with their days."""
    days = {
        f"{term} {year.starts + years_on}": np.datetime64(date(year.starts + years_on, month, day))
        for term, (years_on, month, day) in ASSESSMENTS.items()
    }
    return {name: day for name, day in days.items() if day <= year.days[-1]}


def make_talents(people: pd.DataFrame, school: School) -> np.ndarray:
    """Return the grade that each pupil would reach in each subject, before anything else counts."""
    chance, count = school.chance, len(people)
    ability = of.GRADE_PER_ABILITY * people["ability"].to_numpy()
    personal = of.PUPIL_GRADE_SPREAD * chance.standard_normal(count)
    by_subject = of.SUBJECT_SPREAD * chance.standard_normal((count, len(SUBJECTS)))
    level = np.array([SUBJECT_GRADE.get(subject, 0.0) for subject in SUBJECTS])
    girls = np.array([of.GIRLS_GRADE.get(subject, of.GIRLS_GRADE_ELSEWHERE) for subject in SUBJECTS])
    is_girl = (people["sex"] == "F").to_numpy() - 0.5
    start = of.USUAL_GRADE + school.grade + ability + personal
    return np.asarray(start[:, None] + by_subject + level + is_girl[:, None] * girls)


def make_choices(people: pd.DataFrame, chance: np.random.Generator) -> np.ndarray:
    """Tell which subjects each pupil takes in Years 10 and 11."""
    likings = chance.gumbel(size=(len(people), len(OPTIONS)))
    likings += np.outer(people["pupil_premium"] == "Y", list(OPTIONS.values()))
    rank = likings.argsort(axis=1).argsort(axis=1)
    return np.hstack([np.ones((len(people), len(CORE)), dtype=bool), rank >= len(OPTIONS) - CHOSEN_OPTIONS])


def make_scores(
    rows: pd.DataFrame, year: Year, talents: np.ndarray, help_given: np.ndarray, school: School
) -> np.ndarray:
    """Return the unrounded grade of each enrolment, subject and assessment of one year."""
    assessments = len(assessments_of(year))
    steps = (
        of.PUPIL_PREMIUM_GRADE * (rows["pupil_premium"] == "Y")
        + rows["sen"].map(of.SEN_GRADE)
        + of.by_years_ago(of.EAL_GRADE, year.years_ago) * (rows["eal"] == "Y")
        + of.YEAR_9_GRADE * (rows["year_group"] == 9)
        + of.GRADE_PER_ABSENCE * (rows["absence_rate"] - 0.08)
    ).to_numpy(dtype=float)
    scores = talents[rows["person"]] + steps[:, None]
    noise = of.ASSESSMENT_NOISE * school.chance.standard_normal((*scores.shape, assessments))
    terms = of.GRADE_A_TERM * (np.arange(assessments) - 1)
    return np.asarray(scores[:, :, None] + noise + terms + help_given[:, :, :assessments])
