"""Who is in the made-up school: its pupils, and a row for each year they are on roll."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.days import Year
from dashboard.demo.names import FORENAMES, SURNAMES, unique_pupil_number

FIRST_NUMBER = 10_001
HOUSES = ("Kestrel", "Osprey", "Merlin", "Harrier")
FORM_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
FORM_SIZE = 30
# Main codes of the school census with two extended ones; the shares of a mixed English town.
ETHNICITIES = {
    "WBRI": 0.60, "WENG": 0.03, "WIRI": 0.005, "WIRT": 0.003, "WROM": 0.004, "WOTH": 0.07, "MWBC": 0.02,
    "MWBA": 0.012, "MWAS": 0.018, "MOTH": 0.025, "AIND": 0.03, "APKN": 0.05, "ABAN": 0.02, "AOTH": 0.02,
    "CHNE": 0.008, "BAFR": 0.04, "BSOM": 0.005, "BCRB": 0.012, "BOTH": 0.008, "OOTH": 0.012, "REFU": 0.004,
    "NOBT": 0.004,
}  # fmt: skip
FEW_EAL = ("WBRI", "WENG", "WIRI", "WIRT", "BCRB", "MWBC", "REFU", "NOBT")
NEEDS = {"SPLD": 0.16, "MLD": 0.16, "SEMH": 0.24, "SLCN": 0.15, "ASD": 0.17, "HI": 0.03, "VI": 0.02,
         "PD": 0.03, "OTH": 0.03, "NSA": 0.01}  # fmt: skip


@dataclass(frozen=True)
class School:
    """One made-up school: its name, its size, how far it lies from the usual, its own chance."""

    number: int
    name: str
    size: int
    pupil_premium: float
    absence: float
    grade: float
    chance: np.random.Generator


def choose(chance: np.random.Generator, shares: dict[str, float], size: int) -> np.ndarray:
    """Draw codes with these shares."""
    weights = np.array(list(shares.values()))
    return chance.choice(list(shares), size, p=weights / weights.sum())


def log_odds(share: float) -> float:
    """Return the log odds of a share."""
    return float(np.log(share / (1 - share)))


def likelihood(log_odds: np.ndarray) -> np.ndarray:
    """Return the share with these log odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def make_people(school: School, years: list[Year]) -> pd.DataFrame:
    """Make everyone who is on roll in any of the years, one row a pupil, oldest cohort first.

    Columns in lower case that no import file has (``ability``, ``leaning``, ...) are what
    the pupil's marks and results are later drawn from.
    """
    cohorts = range(years[0].starts - 4, years[-1].starts + 1)  # the year in which they were in Year 7
    size = school.size // len(of.YEAR_GROUPS)
    people = pd.concat([make_cohort(school, cohort, size, years) for cohort in cohorts], ignore_index=True)
    people["pupil"] = FIRST_NUMBER + np.arange(len(people))
    people["school"] = school.name
    latest = people["year_7"].isin([years[-1].starts - ago for ago in (1, 2)]) & people["left_on"].isna()
    looked_after = school.chance.choice(np.flatnonzero(latest), of.LOOKED_AFTER, replace=False)
    people["looked_after"] = "N"
    people.loc[looked_after, ["looked_after", "pupil_premium"]] = "Y"
    return people


def make_cohort(school: School, year_7: int, size: int, years: list[Year]) -> pd.DataFrame:
    """Make the pupils who were in Year 7 in one year, and those who joined them later."""
    chance = school.chance
    here = [year for year in years if year_7 <= year.starts <= year_7 + 4]
    late = chance.binomial(size, of.JOINED_LATE * len(here))
    count = size + late
    born = np.datetime64(f"{year_7 - 11}-09-01") + chance.integers(0, 365, count)
    sex = chance.choice(["F", "M"], count)
    ethnicity = choose(chance, ETHNICITIES, count)
    is_eal = chance.random(count) < np.where(np.isin(ethnicity, FEW_EAL), 0.02, 0.52)
    is_pupil_premium = chance.random(count) < school.pupil_premium
    forms = max(1, -(-count // FORM_SIZE))
    people = pd.DataFrame(
        {
            "year_7": year_7,
            "upn": [unique_pupil_number(school.number, year_7 - 7, serial) for serial in range(count)],
            "surname": chance.choice(SURNAMES, count),
            "forename": np.where(
                sex == "F", chance.choice(FORENAMES["F"], count), chance.choice(FORENAMES["M"], count)
            ),
            "date_of_birth": born,
            "sex": sex,
            "form": np.array(list(FORM_LETTERS))[chance.permutation(count) % forms % len(FORM_LETTERS)],
            "house": chance.choice(HOUSES, count),
            "ethnicity": ethnicity,
            "eal": np.where(is_eal, "Y", "N"),
            "pupil_premium": np.where(is_pupil_premium, "Y", "N"),
            "service_child": np.where(chance.random(count) < of.SERVICE_CHILD, "Y", "N"),
            "young_carer": np.where(chance.random(count) < of.YOUNG_CARER, "Y", "N"),
        }
    )
    people["is_summer_born"] = pd.DatetimeIndex(born).month.isin(range(4, 9))
    add_leanings(people, chance)
    add_dates(people, late, here, chance)
    return people


def add_leanings(people: pd.DataFrame, chance: np.random.Generator) -> None:
    """Add what a pupil brings: ability, special needs, likelihood of being away."""
    count = len(people)
    is_pupil_premium = (people["pupil_premium"] == "Y").to_numpy()
    people["ability"] = (
        chance.standard_normal(count)
        + of.ABILITY_OF_PUPIL_PREMIUM * (is_pupil_premium - of.PUPIL_PREMIUM)
        + of.SUMMER_BORN_ABILITY * people["is_summer_born"]
    )
    ehc = likelihood(log_odds(of.EHC_PLAN) - of.SEN_PER_ABILITY * people["ability"].to_numpy())
    support = likelihood(log_odds(of.SEN_SUPPORT) - of.SEN_PER_ABILITY * people["ability"].to_numpy())
    draw = chance.random(count)
    people["sen"] = np.select([draw < ehc, draw < ehc + support], ["E", "K"], "N")
    people["sen_need"] = np.where(people["sen"] == "N", "", choose(chance, NEEDS, count))
    people["luck"] = chance.random(count)
    people["leaning"] = chance.standard_normal(count)
    severe = np.where(is_pupil_premium, of.SEVERE_OF_PUPIL_PREMIUM, of.SEVERE)
    people["is_severe"] = chance.random(count) < severe


def add_dates(people: pd.DataFrame, late: int, here: list[Year], chance: np.random.Generator) -> None:
    """Add the first and last day on roll: the last so many pupils join in the middle of a year."""
    count = len(people)
    people["joined_on"] = np.datetime64(f"{people['year_7'].iloc[0]}-09-03")
    joined = chance.integers(0, len(here), late)
    people.loc[count - late :, "joined_on"] = [random_day(here[year], chance) for year in joined]
    end = np.datetime64(f"{people['year_7'].iloc[0] + 5}-06-26")
    # Nobody joins a Year 11 that has left already.
    people["joined_on"] = people["joined_on"].where(people["joined_on"] < end, end - np.timedelta64(60, "D"))
    leaves_in = chance.integers(0, len(here), count)
    leaves = chance.random(count) < of.LEFT_EARLY * len(here)
    left = np.array([random_day(here[year], chance) for year in leaves_in])
    people["left_on"] = np.where(
        leaves & (left > people["joined_on"] + pd.Timedelta(days=30)), left, np.datetime64("NaT")
    )
    if end <= here[-1].days[-1]:
        people["left_on"] = people["left_on"].fillna(end)


def random_day(year: Year, chance: np.random.Generator) -> np.datetime64:
    """Return a day of the year, not in its first or last fortnight."""
    return np.datetime64(year.days[chance.integers(10, len(year.days) - 10)])


def make_enrolments(people: pd.DataFrame, year: Year) -> pd.DataFrame:
    """Return the pupils on roll in one year, with what the school knew of them then."""
    first, last = year.days[0], year.days[-1]
    is_on_roll = (people["joined_on"] <= last) & ~(people["left_on"] < first)
    rows: pd.DataFrame = people[is_on_roll & people["year_7"].between(year.starts - 4, year.starts)].copy()
    rows["person"] = rows.index
    rows["academic_year"] = year.name
    rows["year_group"] = year.starts - rows["year_7"] + 7
    rows["registration_group"] = rows["year_group"].astype(str) + rows["form"]
    rows["left_on"] = rows["left_on"].where(rows["left_on"] <= last)
    is_pupil_premium = rows["pupil_premium"] == "Y"
    gained = of.FREE_MEALS_GAINED if year.starts >= of.FREE_MEALS_WIDENED_FROM else 0
    is_eligible = rows["luck"] < np.where(is_pupil_premium, of.FREE_MEALS_OF_PUPIL_PREMIUM, gained)
    rows["free_school_meals"] = np.where(is_eligible, "Y", "N")
    return rows.reset_index(drop=True)


def as_known(rows: pd.DataFrame, people: int, chance: np.random.Generator) -> pd.DataFrame:
    """Blank a few values for good, as in any school's data."""
    rows = rows.copy()
    for column in ("sex", "pupil_premium", "free_school_meals", "sen", "eal", "young_carer", "date_of_birth"):
        is_blank = chance.random(people) < of.NOT_KNOWN
        rows[column] = rows[column].mask(is_blank[rows["person"]])
    return rows
