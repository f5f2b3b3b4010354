"""Warn of names that differ only by case or spaces, or that may be one subject's: each counts as its own."""

import csv
from functools import cache

import duckdb

from dashboard.query import read_query
from dashboard.reference import FOLDER
from dashboard.store.problems import Problem, listed, quoted

ABBREVIATION = 3  # letters: PE and GCSE PE, IT and CS are often two subjects of one school


def check_spellings(db: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Warn of schools, subjects and the like in all staging tables that are written in several ways."""
    known = known_subjects()
    values = {"names": list(known), "subjects": list(known.values())}
    found = db.execute(read_query("intake/across/spellings").sql, values).fetchall()
    return [spelling_problem(*each) for each in found]


@cache
def known_subjects() -> dict[str, str]:
    """Return the names of subjects in small letters, but for abbreviations, each with the subject."""
    with (FOLDER / "subject.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["subject"], row["also_called"].split(";")) for row in csv.DictReader(file)]
    return {
        name.lower(): subject
        for subject, others in rows
        for name in [subject, *others]
        if len(name) > ABBREVIATION
    }


def spelling_problem(
    column: str, tables: list[str], rows: int, ways: list[str], has_other_names: bool
) -> Problem:
    """Put several ways of writing one name into words."""
    written = listed([quoted(way) for way in ways])
    found = f"{ways[0]} is written {len(ways)} ways: {written}"
    if_one = ""
    if has_other_names:
        found, if_one = f"{written} may be one subject", "If they are one, w"
    remedy = (
        f"Each counts as a {column.replace('_', ' ')} of its own. "
        f"{if_one or 'W'}rite it one way; for rows imported before, take that import back first."
    )
    return Problem(", ".join(tables), None, column, found, remedy, "SEVERAL_SPELLINGS", True, rows)
