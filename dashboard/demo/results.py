"""The rows of the results file: results, targets and baselines."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.attainment import SUBJECTS, assessments_of
from dashboard.demo.days import Year

SCALE = "GCSE 9-1"
TAUGHT = np.array(SUBJECTS)


def grades(scores: np.ndarray) -> np.ndarray:
    """Write scores as whole grades: U, 1 to 9."""
    written = np.array(["U", *"123456789"])
    return np.asarray(written[np.clip(np.rint(scores), 0, 9).astype(int)])


def takes(rows: pd.DataFrame, choices: np.ndarray) -> np.ndarray:
    """Tell which subjects each enrolment takes: all of them until the choice for Year 10."""
    return np.asarray(choices[rows["person"]] | (rows["year_group"] < 10).to_numpy()[:, None])


def result_rows(
    rows: pd.DataFrame, year: Year, scores: np.ndarray, choices: np.ndarray, chance: np.random.Generator
) -> pd.DataFrame:
    """Return the results of one year: of pupils who were there that day, in the subjects they take."""
    written = grades(scores)
    parts = []
    for number, (name, day) in enumerate(assessments_of(year).items()):
        is_on_roll = (rows["joined_on"] <= day) & ~(rows["left_on"] < day)
        is_there = is_on_roll & (chance.random(len(rows)) > 0.1 * rows["absence_rate"])
        who, subject = np.nonzero(takes(rows, choices) & is_there.to_numpy()[:, None])
        value = written[who, subject, number]
        parts.append(
            as_results(
                rows, who, subject=TAUGHT[subject], assessment=name, day=day, kind="result", value=value
            )
        )
    return pd.concat(parts, ignore_index=True)


def target_rows(rows: pd.DataFrame, year: Year, talents: np.ndarray, choices: np.ndarray) -> pd.DataFrame:
    """Return the targets of one year: near what pupils as able as this one reach."""
    who, subject = np.nonzero(takes(rows, choices))
    day = np.maximum(np.datetime64(date(year.starts, 9, 15)), rows["joined_on"].to_numpy()[who])
    return as_results(
        rows,
        who,
        subject=TAUGHT[subject],
        assessment=f"Target {year.name}",
        day=day,
        kind="target",
        value=grades(aims(rows, talents))[who, subject],
    )


def aims(rows: pd.DataFrame, talents: np.ndarray) -> np.ndarray:
    """Return the unrounded target of each enrolment and subject."""
    alike = of.USUAL_GRADE + of.TARGET_BESIDE_USUAL + of.GRADE_PER_ABILITY * rows["ability"].to_numpy()
    return np.asarray(np.maximum(0.7 * alike[:, None] + 0.3 * talents[rows["person"]], 1))


def is_behind(rows: pd.DataFrame, scores: np.ndarray, talents: np.ndarray, choices: np.ndarray) -> np.ndarray:
    """Tell who is below target in half of their subjects or more in the autumn of a year."""
    taken = takes(rows, choices)
    below = taken & (np.rint(scores[:, :, 0]) < np.rint(aims(rows, talents)))
    return np.asarray(2 * below.sum(axis=1) >= taken.sum(axis=1))


def baseline_rows(people: pd.DataFrame, talents: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """Return the key stage 2 scores and the school's own tests at the start of Year 7."""
    tests = [key_stage_2_rows(people, subject, chance) for subject in ("Reading", "Maths")]
    return pd.concat([*tests, entry_test_rows(people, talents, chance)], ignore_index=True)


def key_stage_2_rows(people: pd.DataFrame, subject: str, chance: np.random.Generator) -> pd.DataFrame:
    """Return one key stage 2 test, sat in the May before Year 7 in the years that had tests."""
    year = people["year_7"].to_numpy()
    noise = of.KEY_STAGE_2_NOISE * chance.standard_normal(len(people))
    score = of.KEY_STAGE_2_MEAN + of.KEY_STAGE_2_SPREAD * people["ability"].to_numpy() + noise
    rows = as_results(
        people,
        np.arange(len(people)),
        subject=subject,
        assessment=np.char.add("Key stage 2 ", year.astype(str)),
        day=np.array([np.datetime64(date(test_year, 5, 11)) for test_year in year]),
        kind="baseline",
        value=np.clip(np.rint(score), 80, 120).astype(int).astype(str),
        scale="KS2 scaled score",
    )
    was_tested = ~np.isin(year, of.NO_KEY_STAGE_2_TESTS) & (
        chance.random(len(people)) > of.MISSED_KEY_STAGE_2
    )
    return rows[was_tested]


def entry_test_rows(people: pd.DataFrame, talents: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """Return the school's own tests of those who joined at the start of Year 7."""
    steps = (
        of.PUPIL_PREMIUM_AT_ENTRY * (people["pupil_premium"] == "Y")
        + of.EAL_AT_ENTRY * (people["eal"] == "Y")
        + people["sen"].map(of.SEN_GRADE)
    ).to_numpy(dtype=float)
    noise = of.ASSESSMENT_NOISE * chance.standard_normal(talents.shape)
    joined_at_start = (people["joined_on"].dt.year == people["year_7"]) & (people["joined_on"].dt.month == 9)
    who, subject = np.nonzero(np.repeat(joined_at_start.to_numpy()[:, None], talents.shape[1], axis=1))
    return as_results(
        people,
        who,
        subject=TAUGHT[subject],
        assessment="Entry test",
        day=(people["joined_on"] + pd.Timedelta(days=14)).to_numpy()[who],
        kind="baseline",
        value=grades(talents + steps[:, None] + noise)[who, subject],
    )


def as_results(
    rows: pd.DataFrame,
    who: np.ndarray,
    *,
    subject: str | np.ndarray,
    assessment: str | np.ndarray,
    day: np.ndarray | np.datetime64,
    kind: str,
    value: np.ndarray,
    scale: str = SCALE,
) -> pd.DataFrame:
    """Return rows of the results file for these pupils."""
    return pd.DataFrame(
        {
            "school": rows["school"].iloc[0],
            "pupil": rows["pupil"].to_numpy()[who],
            "subject": subject,
            "assessment": assessment,
            "assessed_on": day,
            "kind": kind,
            "scale": scale,
            "value": value,
        }
    )
