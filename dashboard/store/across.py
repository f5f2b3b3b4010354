"""Check what one file alone cannot show: facts against the pupils, classes and scales of all files."""

from dataclasses import dataclass

import duckdb

from dashboard.query import read_query
from dashboard.reference import FOLDER
from dashboard.store.messages import in_rows
from dashboard.store.problems import Problem, listed, quoted


@dataclass(frozen=True)
class Across:
    """The words for what a check finds, and whether it refuses or only warns."""

    found: str
    remedy: str
    is_warning: bool = True


CHECKS = (
    "results_on_scales",
    "unknown_pupils",
    "unresolved_upns",
    "unknown_classes",
    "unknown_interventions",
    "unknown_activities",
    "impossible_ages",
    "codes_out_of_force",
)
WORDS = {
    "values_outside_scale": Across(
        "in {rows} the value lies outside its scale: {examples}", "Check the values and the scale."
    ),
    "unknown_pupils": Across(
        "in {rows} the pupil is in no file of pupils ({things} of them): {examples}",
        "Import these pupils, or check school and pupil numbers.",
    ),
    "unresolved_upns": Across(
        "in {rows} the pupil is known only by a UPN, and no file gives the school's number for it "
        "({things} of them): {examples}",
        "Import a file of pupils with both: the rows then find their pupil by themselves.",
    ),
    "unknown_classes": Across(
        "in {rows} the class is in no file of classes ({things} of them): {examples}", "Import these classes."
    ),
    "unknown_interventions": Across(
        "in {rows} the intervention is in no file of interventions ({things} of them): {examples}",
        "Import these interventions.",
    ),
    "unknown_activities": Across(
        "in {rows} the activity is in no file of activities ({things} of them): {examples}",
        "Import these activities.",
    ),
    "impossible_ages": Across(
        "in {rows} the date of birth cannot be right for the year group: {examples}",
        "Check dates of birth and year groups.",
    ),
    "codes_out_of_force": Across(
        "in {rows} the code was not in force that day: {examples}", "Check the codes against the guidance."
    ),
}

FILES = {"scales": "scale", "grades": "grade", "attendance_codes": "attendance_code"}


def check_across(db: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Check all staging tables together, once every file is staged. ``file`` names the table."""
    problems = []
    for check in CHECKS:
        query = read_query(f"intake/across/{check}")
        files = {param: str(FOLDER / f"{FILES[param]}.csv") for param in query.params}
        rows = db.execute(query.sql, files).fetchall()
        problems += [across_problem(*row) for row in rows]
    return problems


def across_problem(
    code: str, table: str, column: str, rows: int, things: int, examples: list[str]
) -> Problem:
    """Put what a check found into words."""
    words = WORDS[code]
    shown = listed([quoted(example) for example in examples]) + (
        " and others" if things > len(examples) else ""
    )
    found = words.found.format(rows=in_rows(rows), things=f"{things:,}", examples=shown)
    return Problem(table, None, column, found, words.remedy, code.upper(), words.is_warning, rows)
