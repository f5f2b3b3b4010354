"""What Year 9 pupils choose for Years 10 and 11, and what they are given."""

from datetime import date

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.attainment import CHOSEN_OPTIONS, CORE, OPTIONS
from dashboard.demo.days import Year

CHOOSING_YEAR_GROUP = 9
SUBJECTS = np.array(list(OPTIONS))
HANDED_IN = (11, 6)  # month and day of the first choice; places are given before the summer
GIVEN_FROM = (6, 1)


def choice_rows(
    rows: pd.DataFrame, year: Year, choices: np.ndarray, chance: np.random.Generator
) -> pd.DataFrame:
    """Return the choices of one year: four subjects and two in reserve, in order of preference.

    Once places are given, a few pupils have a reserve in place of a choice, more of them pupil premium
    pupils. ``choices`` tells which subjects each person takes, the core subjects first.
    """
    day = np.datetime64(date(year.starts, *HANDED_IN))
    is_here = (rows["joined_on"] <= day) & ~(rows["left_on"] < day)
    choosing = rows[(rows["year_group"] == CHOOSING_YEAR_GROUP) & is_here]
    takes = choices[choosing["person"]][:, len(CORE) :]
    order = np.argsort(~takes + chance.random(takes.shape) * 0.9, axis=1)  # what they take comes first
    if year.days[-1] >= np.datetime64(date(year.starts + 1, *GIVEN_FROM)):
        lost = of.LOST_A_CHOICE + of.LOST_OF_PUPIL_PREMIUM * (choosing["pupil_premium"] == "Y")
        order = with_a_reserve(order, chance.random(len(choosing)) < lost)
        allocated = np.where(np.take_along_axis(takes, order, axis=1), "Y", "N")
    else:
        allocated = np.full(order.shape, "")
    ranks = order.shape[1]
    return pd.DataFrame(
        {
            "school": rows["school"].iloc[0],
            "academic_year": year.name,
            "pupil": np.repeat(choosing["pupil"].to_numpy(), ranks),
            "rank": np.tile(np.arange(1, ranks + 1), len(choosing)),
            "subject": SUBJECTS[order].ravel(),
            "allocated": allocated.ravel(),
        }
    )


def with_a_reserve(order: np.ndarray, lost: np.ndarray) -> np.ndarray:
    """Return the orders with the last subject that is taken moved into the reserves, for these pupils."""
    swapped = order.copy()
    swapped[lost, CHOSEN_OPTIONS - 1] = order[lost, CHOSEN_OPTIONS]
    swapped[lost, CHOSEN_OPTIONS] = order[lost, CHOSEN_OPTIONS - 1]
    return swapped
