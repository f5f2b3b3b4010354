"""The frames of each kind of scenario, read from the store: pupils, classes, staff, choices, activities."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypedDict

import pandas as pd

from dashboard.academic_years import written
from dashboard.cache import fetch

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Frames = dict[str, pd.DataFrame]

YES_OR_NO = ["pupil_premium", "eal"]
USUAL_LARGEST = 30  # where no class above Year 9 has been imported
SMALLEST = 2


class Choices(TypedDict, total=False):
    """Whom and what a scenario is about, besides school and academic year; what is left out means all.

    ``year_groups``: for grouping the one to put into classes. ``subject``: whose classes and results count;
    without, registration groups are the classes of today and results are averaged. ``attainment``: group by
    latest results or by prior attainment. ``schools``: those that share one prospectus with the school.
    ``day``: otherwise the last day of the year with data; for staffing and communities not after 20 January.
    """

    year_groups: list[str]
    subject: str | None
    attainment: Literal["latest", "prior"]
    schools: list[str]
    day: date


@dataclass(frozen=True)
class Asked:
    """What the frames are asked for."""

    store: "Store"
    school: str
    academic_year: str
    day: date
    choices: Choices

    def rows(self, name: str, *params: str) -> pd.DataFrame:
        """Return the rows of a query of the scenarios, for the parameters named."""
        known: dict[str, object] = {
            "school": self.school,
            "schools": self.schools,
            "academic_year": self.academic_year,
            "day": self.day,
            "subject": self.choices.get("subject"),
        }
        return fetch(self.store, f"scenarios/{name}", **{param: known[param] for param in params})

    @property
    def schools(self) -> list[str]:
        """Return the school and those it shares a prospectus with."""
        return list(dict.fromkeys([self.school, *self.choices.get("schools", [])]))


def year_before(academic_year: str) -> str:
    """Return the academic year before this one: 2024/25 of 2025/26."""
    return written(int(academic_year[:4]) - 1)


def pupils_of(asked: Asked, points: bool = True) -> pd.DataFrame:
    """Return a row a pupil on roll, with ``points``, ``scale`` and ``target`` of the latest results."""
    rows = asked.rows("pupils", "schools", "academic_year", "day")
    rows = rows.astype(dict.fromkeys(YES_OR_NO, "boolean"))
    if points:
        found = asked.rows("points", "school", "academic_year", "day", "subject")
        rows = rows.merge(found, on="pupil_id", how="left")
    years = asked.choices.get("year_groups")
    return rows[rows["year_group"].isin(years)].reset_index(drop=True) if years else rows


def marked(rows: pd.DataFrame) -> pd.DataFrame:
    """Return pupils with ``name``, and with ``disadvantaged`` and ``sen`` as true, false or unknown."""
    sen = rows["sen"].isin(["K", "E"]).astype("boolean").mask(rows["sen"].isna())
    name = (rows["forename"].fillna("") + " " + rows["surname"].fillna("")).str.strip()
    name = name.where(name != "", rows["pupil"])
    return rows.assign(name=name, disadvantaged=rows["pupil_premium"], sen=sen)


def on_one_scale(rows: pd.DataFrame) -> pd.DataFrame:
    """Return pupils with points on the scale that most have; of year groups on another they are unknown."""
    usual = rows["scale"].mode()
    is_usual = rows["scale"] == (usual.iloc[0] if len(usual) else None)
    return rows.assign(points=rows["points"].where(is_usual), target=rows["target"].where(is_usual))


def staffing(asked: Asked) -> Frames:
    """Return what staffing takes: everybody on roll, staff, classes, and the budget."""
    return {
        "pupils": pupils_of(asked, points=False),
        "staff": asked.rows("staff", "school", "academic_year"),
        "classes": asked.rows("classes", "school", "academic_year", "day"),
        "costs": asked.rows("costs", "school", "academic_year"),
    }


def grouping(asked: Asked) -> Frames:
    """Return the pupils to put into classes, with the class they sit in today."""
    rows = marked(on_one_scale(pupils_of(asked)))
    if asked.choices.get("subject"):
        today = asked.rows("classes_today", "school", "academic_year", "day", "subject")
        rows = rows.merge(today, on="pupil_id", how="left")
    else:
        rows = rows.assign(**{"class": rows["registration_group"], "set_rank": None})
    by = "prior" if asked.choices.get("attainment") == "prior" else "points"
    return {"pupils": rows.assign(attainment=rows[by], attendance=1 - rows["absence"])}


def options(asked: Asked) -> Frames:
    """Return who chose what, and which subjects could run with how many teachers and pupils."""
    everyone = marked(pupils_of(asked, points=False))
    if len(asked.schools) > 1:  # a pupil's number may repeat in another school
        everyone["pupil"] = everyone["school"] + " " + everyone["pupil"]
    chosen = asked.rows("choices", "schools", "academic_year").merge(
        everyone[["pupil_id", "pupil"]], on="pupil_id"
    )
    has = everyone["pupil_id"].isin(chosen["pupil_id"])
    years = everyone.loc[has, "year_group"].unique()
    earlier = Asked(
        asked.store, asked.school, year_before(asked.academic_year), asked.day, asked.choices
    ).rows("choices", "schools", "academic_year")
    subjects = asked.rows("option_subjects", "schools", "academic_year", "day")
    one_school = ["school"] if len(asked.schools) == 1 else []
    return {
        "pupils": everyone[has].drop(columns=one_school).reset_index(drop=True),
        "choices": chosen,
        "subjects": with_sizes(subjects).drop(columns=one_school),
        "rooms": asked.rows("rooms", "schools"),
        "without": everyone[~has & everyone["year_group"].isin(years)].reset_index(drop=True),
        "given": earlier[earlier["allocated"].notna()].merge(everyone, on="pupil_id"),
    }


def with_sizes(subjects: pd.DataFrame) -> pd.DataFrame:
    """Return subjects with whole class sizes; a subject without classes yet has those of the others.

    The smallest that runs is today's smallest class, or half the largest where that is less: were it today's
    smallest alone, hardly any other pattern of groups could run.
    """
    sizes = subjects[["largest", "smallest"]].astype("float64")
    largest = sizes["largest"].fillna(sizes["largest"].max()).fillna(USUAL_LARGEST).clip(lower=SMALLEST)
    smallest = sizes["smallest"].fillna(largest).clip(upper=largest // 2).clip(lower=SMALLEST)
    return subjects.assign(largest=largest.astype(int), smallest=smallest.astype(int))


def tutoring(asked: Asked) -> Frames:
    """Return who could be tutored: results in the subject, target, absence."""
    return {
        "pupils": on_one_scale(pupils_of(asked)),
        "staff": asked.rows("staff", "school", "academic_year"),
    }


def communities(asked: Asked) -> Frames:
    """Return everybody, who teaches what, and who is in which class."""
    return {
        "pupils": pupils_of(asked),
        "staff": asked.rows("staff", "school", "academic_year"),
        "classes": asked.rows("classes", "school", "academic_year", "day"),
        "members": asked.rows("members", "school", "academic_year", "day"),
    }


def extended_day(asked: Asked) -> Frames:
    """Return everybody, what is offered beyond lessons, and who comes."""
    return {
        "pupils": on_one_scale(pupils_of(asked)),
        "staff": asked.rows("staff", "school", "academic_year"),
        "activities": asked.rows("activities", "school", "academic_year"),
        "members": asked.rows("activity_pupils", "school", "academic_year"),
    }


READ: dict[str, Callable[[Asked], Frames]] = {
    "staffing": staffing,
    "grouping": grouping,
    "options": options,
    "tutoring": tutoring,
    "communities": communities,
    "extended day": extended_day,
}
