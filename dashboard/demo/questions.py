"""Marks by question: a maths and an English test in each year group, in the latest year."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.attainment import SUBJECTS, assessments_of
from dashboard.demo.days import Year
from dashboard.demo.pupils import likelihood

QUESTIONS = 20
MARKS = (1, 1, 2, 3)  # in turn
SLOPE = 0.6  # how much a grade helps with a mark, in log odds


@dataclass(frozen=True)
class Topic:
    """One topic of a test: how hard it is, and how much harder for pupil premium pupils (log odds)."""

    name: str
    hard: float
    for_pupil_premium: float = 0.0


TESTS = {
    "Maths": (
        Topic("Number", -0.6),
        Topic("Fractions and ratio", 0.6, 0.5),
        Topic("Algebra", 0.4),
        Topic("Shape and measure", 0.0),
        Topic("Statistics", -0.4),
    ),
    "English": (
        Topic("Retrieval", -0.9),
        Topic("Inference", 0.2),
        Topic("Vocabulary", 0.3, 0.7),
        Topic("Structure", 0.6),
        Topic("Writing", 0.3),
    ),
}


def question_rows(
    rows: pd.DataFrame, year: Year, scores: np.ndarray, chance: np.random.Generator
) -> pd.DataFrame:
    """Return every pupil's mark for every question of the tests of the first assessment."""
    name, day = next(iter(assessments_of(year).items()))
    is_here = ((rows["joined_on"] <= day) & ~(rows["left_on"] < day)).to_numpy()
    here = rows[is_here]
    tests = [
        marks_in(here, subject, scores[is_here, SUBJECTS.index(subject), 0], chance) for subject in TESTS
    ]
    marks = pd.concat(tests, ignore_index=True)
    marks["assessment"] = "Year " + marks["year_group"].astype(str) + " " + marks["subject"] + f" {name}"
    return marks.assign(school=here["school"].iloc[0], assessed_on=day)


def marks_in(
    here: pd.DataFrame, subject: str, scores: np.ndarray, chance: np.random.Generator
) -> pd.DataFrame:
    """Draw the marks of one test."""
    topics = [TESTS[subject][number % len(TESTS[subject])] for number in range(QUESTIONS)]
    out_of = np.resize(MARKS, QUESTIONS)
    steps = np.array([topic.for_pupil_premium for topic in topics])
    hard = np.array([topic.hard for topic in topics]) + 0.15 * (np.arange(QUESTIONS) // len(TESTS[subject]))
    is_pupil_premium = (here["pupil_premium"] == "Y").to_numpy()
    level = SLOPE * (scores - of.USUAL_GRADE)
    share = likelihood(level[:, None] - hard + 0.5 - is_pupil_premium[:, None] * steps)
    return pd.DataFrame(
        {
            "subject": subject,
            "pupil": np.repeat(here["pupil"].to_numpy(), QUESTIONS),
            "year_group": np.repeat(here["year_group"].to_numpy(), QUESTIONS),
            "topic": np.tile([topic.name for topic in topics], len(here)),
            "question": np.tile(np.arange(1, QUESTIONS + 1), len(here)),
            "mark": chance.binomial(out_of, share).ravel(),
            "out_of": np.tile(out_of, len(here)),
        }
    )
