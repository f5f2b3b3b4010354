"""Classes, who is in them, and the staff: sets in maths, mixed classes elsewhere."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.attainment import CORE, SUBJECTS
from dashboard.demo.days import Year
from dashboard.demo.pupils import FORM_SIZE, School
from dashboard.demo.support import PROGRAMMES

SHORT = {
    "English": "En", "Maths": "Ma", "Science": "Sc", "Religious education": "Re", "History": "Hi",
    "Geography": "Ge", "French": "Fr", "Art": "Ar", "Computing": "Co", "Design and technology": "Dt",
}  # fmt: skip
PERIODS = {"English": 4, "Maths": 4, "Science": 4, "Religious education": 1}  # a week of 25
PERIODS_IN_YEARS_7_TO_9, PERIODS_OF_AN_OPTION = 2, 3
SET_SUBJECT = "Maths"
OPTION_CLASS = 26
FULL_LOAD = 20  # periods a full-time teacher teaches
COST_OF = {"teacher": 56_000, "leader": 84_000, "assistant": 24_000, "other": 27_000}
LEADERS, OTHERS = 6, 12


@dataclass(frozen=True)
class Timetable:
    """The rows of the three files on classes and staff in one year."""

    classes: pd.DataFrame
    members: pd.DataFrame
    staff: pd.DataFrame


def make_timetable(
    rows: pd.DataFrame, year: Year, scores: np.ndarray, choices: np.ndarray, school: School
) -> Timetable:
    """Put every pupil of one year into classes, and find the staff to teach them."""
    parts = [
        members_of(rows, subject, scores[:, number, 0], choices[:, number], school)
        for number, subject in enumerate(SUBJECTS)
    ]
    members = pd.concat(parts, ignore_index=True).assign(school=school.name, academic_year=year.name)
    columns = ["school", "academic_year", "class", "subject", "year_group", "set_rank"]
    classes = members[columns].drop_duplicates("class").sort_values("class", ignore_index=True)
    usual = np.where(classes["year_group"] < 10, PERIODS_IN_YEARS_7_TO_9, PERIODS_OF_AN_OPTION)
    own = classes["subject"].map(PERIODS)
    classes["periods"] = np.where(own.isna(), usual, own).astype(int)
    classes["teacher"], teachers = assign_teachers(classes)
    members["from_date"] = np.maximum(members["joined_on"].to_numpy(), year.days[0])
    members["to_date"] = members["left_on"]
    return Timetable(classes, members, make_staff(teachers, year, school))


def members_of(
    rows: pd.DataFrame, subject: str, scores: np.ndarray, chosen: np.ndarray, school: School
) -> pd.DataFrame:
    """Return a row a pupil who takes the subject, with the class and, in sets, its rank."""
    takes = (rows["year_group"] < 10).to_numpy() | chosen[rows["person"]]
    taken: pd.DataFrame = rows.loc[takes, ["pupil", "year_group", "form", "joined_on", "left_on"]].copy()
    year_group = taken["year_group"].astype(str)
    if subject == SET_SUBJECT:
        order = scores + of.SET_PER_PUPIL_PREMIUM * (rows["pupil_premium"] == "Y")
        taken["set_rank"] = position_in_year(taken, order[takes], FORM_SIZE) + 1
        taken["class"] = year_group + f"/{SHORT[subject]}" + taken["set_rank"].astype(str)
        return taken.assign(subject=subject)
    taken["set_rank"] = pd.NA
    taken["class"] = year_group + taken["form"] + f"/{SHORT[subject]}"
    if subject not in CORE:
        luck = pd.Series(school.chance.random(len(rows)), rows.index)[takes]
        group = (position_in_year(taken, luck, OPTION_CLASS) + 1).astype(str)
        taken["class"] = taken["class"].mask(
            taken["year_group"] >= 10, year_group + f"/{SHORT[subject]}" + group
        )
    return taken.assign(subject=subject)


def position_in_year(taken: pd.DataFrame, order: pd.Series, size: int) -> pd.Series:
    """Cut each year group, highest first, into classes of about this size; number them from 0."""
    rank = order.groupby(taken["year_group"]).rank(ascending=False, method="first") - 1
    count = taken.groupby("year_group")["pupil"].transform("size")
    return pd.Series(rank * np.ceil(count / size) // count, dtype=int)


def assign_teachers(classes: pd.DataFrame) -> tuple[pd.Series, pd.DataFrame]:
    """Give each class a teacher of its subject, filling one timetable before the next."""
    before = classes.groupby("subject")["periods"].cumsum() - classes["periods"]
    number = (before // FULL_LOAD + 1).astype(int)
    code = classes["subject"].map(SHORT).str.upper() + number.map("{:02d}".format)
    teachers = classes.assign(staff=code).groupby("staff", as_index=False)
    return code, teachers.agg(periods=("periods", "sum"), specialisms=("subject", "first"))


def make_staff(teachers: pd.DataFrame, year: Year, school: School) -> pd.DataFrame:
    """Return the staff of one year: teachers by their load, leaders, assistants, others."""
    teachers = teachers.assign(role="teacher", fte=np.clip(teachers["periods"] / FULL_LOAD, 0.2, 1).round(1))
    rest = [("leader", "L", LEADERS), ("assistant", "A", len(PROGRAMMES)), ("other", "O", OTHERS)]
    others = pd.DataFrame(
        [
            (f"{letter}{number:02d}", role, 1.0)
            for role, letter, count in rest
            for number in range(1, count + 1)
        ],
        columns=["staff", "role", "fte"],
    )
    staff = pd.concat([teachers, others], ignore_index=True).assign(
        school=school.name, academic_year=year.name
    )
    years_of_rises = 1.03**-year.years_ago
    staff["cost"] = (staff["role"].map(COST_OF) * staff["fte"] * years_of_rises).round(-2).astype(int)
    return staff
