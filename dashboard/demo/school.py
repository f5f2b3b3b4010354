"""Make up a school, or a trust of several: no pupil in it lives anywhere.

Writes the import files that a real school would hand in. The same arguments write the
same bytes. The relations in the data are the named numbers of parameters.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.absence import absence_rates, make_marks, on_roll
from dashboard.demo.activities import activity_rows, register_rows
from dashboard.demo.attainment import make_choices, make_scores, make_talents
from dashboard.demo.choices import choice_rows
from dashboard.demo.classes import make_timetable
from dashboard.demo.contacts import contact_rows
from dashboard.demo.days import Year, latest_years
from dashboard.demo.joining import later_joiners
from dashboard.demo.means import cost_rows, room_rows
from dashboard.demo.names import school_name
from dashboard.demo.pupils import School, as_known, make_enrolments, make_people
from dashboard.demo.questions import question_rows
from dashboard.demo.results import baseline_rows, is_behind, result_rows, target_rows
from dashboard.demo.support import run_programmes
from dashboard.demo.writing import Files

FEWEST_PUPILS = 100  # fewer cannot fill the programmes and the small group
YEARS_WITH_PROGRAMMES = 2


@dataclass(frozen=True)
class Intake:
    """One school with its pupils, and what their results are drawn from."""

    school: School
    people: pd.DataFrame
    talents: np.ndarray  # by person and subject
    choices: np.ndarray  # by person and subject


def make_school(
    folder: Path, pupils: int = 1200, years: int = 3, schools: int = 1, seed: int = 1
) -> list[Path]:
    """Write the import files of a made-up school into a folder; return their paths.

    With several schools they differ in size, intake and results, and their pupil numbers
    are the same. Raises ValueError for a school too small to make up.
    """
    if pupils < FEWEST_PUPILS:
        raise ValueError(f"pupils: {pupils} is too few for a made-up school; give {FEWEST_PUPILS} or more.")
    with Files(folder) as files:
        for school in make_schools(pupils, schools, seed):
            write_school(files, school, latest_years(years))
        return files.paths()


def make_schools(pupils: int, schools: int, seed: int) -> Iterator[School]:
    """Give each school its name and character; the sizes average to ``pupils``."""
    chance = np.random.default_rng([seed, schools])
    share = 1 + 0.3 * np.linspace(-1, 1, schools) if schools > 1 else np.ones(1)
    spread = np.where(schools > 1, chance.standard_normal((3, schools)), 0)
    for number, size in enumerate(chance.permutation(np.rint(pupils * share).astype(int))):
        premium, absence, grade = spread[:, number]
        yield School(
            number=number,
            name=school_name(number),
            size=max(int(size), FEWEST_PUPILS),
            pupil_premium=float(np.clip(of.PUPIL_PREMIUM + 0.1 * premium, 0.05, 0.7)),
            absence=0.15 * absence,
            grade=0.25 * grade,
            chance=np.random.default_rng([number, seed]),
        )


def write_school(files: Files, school: School, years: list[Year]) -> None:
    """Write everything about one school, year by year."""
    people = make_people(school, years)
    intake = Intake(school, people, make_talents(people, school), make_choices(people, school.chance))
    files.add("results", baseline_rows(people, intake.talents, school.chance))
    files.add("rooms", room_rows(school))
    carried = np.zeros(intake.talents.shape)
    blanks = int(school.chance.integers(2**32))
    for year in years:
        rows = write_attendance(files, people, year, school)
        carried = write_learning(files, rows, year, intake, carried)
        targets = target_rows(rows, year, intake.talents, intake.choices)
        files.add("results", targets)
        files.add("contacts", contact_rows(rows, targets, year, np.random.default_rng([blanks, year.starts])))
        write_organisation(files, rows, year, intake, blanks)
        files.add("pupils", as_known(rows, len(people), np.random.default_rng(blanks)))
        house = rows[["school", "pupil", "academic_year"]].assign(characteristic="House", group=rows["house"])
        files.add("characteristics", house)


def write_attendance(files: Files, people: pd.DataFrame, year: Year, school: School) -> pd.DataFrame:
    """Write the marks of one year; return the pupils on roll with their absence rates."""
    rows = make_enrolments(people, year)
    marks, is_on_roll = make_marks(rows, year, school), on_roll(rows, year)
    files.add_marks(school.name, rows["pupil"].to_numpy(), year.days, marks, is_on_roll)
    return rows.assign(absence_rate=absence_rates(marks, is_on_roll))


def write_learning(
    files: Files, rows: pd.DataFrame, year: Year, intake: Intake, carried: np.ndarray
) -> np.ndarray:
    """Write results, classes and interventions of one year; return the help carried to the next."""
    school = intake.school
    help_given = np.repeat(carried[:, :, None], 3, axis=2)
    if year.years_ago < YEARS_WITH_PROGRAMMES:
        support = run_programmes(rows, year, intake.talents, carried, school)
        files.add("interventions", support.interventions)
        files.add("intervention_pupils", support.pupils)
        help_given = support.grades
    scores = make_scores(rows, year, intake.talents, help_given[rows["person"]], school)
    if year.years_ago < YEARS_WITH_PROGRAMMES:
        behind = is_behind(rows, scores, intake.talents, intake.choices)
        busy = rows["person"].isin(support.pupils["person"]).to_numpy()
        files.add("intervention_pupils", later_joiners(rows, year, behind, busy, school))
    files.add("results", result_rows(rows, year, scores, intake.choices, school.chance))
    timetable = make_timetable(rows, year, scores, intake.choices, school)
    files.add("classes", timetable.classes)
    files.add("class_members", timetable.members)
    files.add("staff", timetable.staff)
    files.add("costs", cost_rows(timetable.staff, year, school))
    if year.years_ago == 0:
        files.add("questions", question_rows(rows, year, scores, school.chance))
    return np.asarray(help_given[:, :, -1])


def write_organisation(files: Files, rows: pd.DataFrame, year: Year, intake: Intake, seed: int) -> None:
    """Write what pupils chose and what they do beyond lessons in one year."""
    chance = np.random.default_rng([seed, year.starts, 1])  # of its own: nothing else is drawn anew
    files.add("options", choice_rows(rows, year, intake.choices, chance))
    files.add("activities", activity_rows(year, intake.school))
    files.add("activity_pupils", register_rows(rows, year, chance, intake.school))
