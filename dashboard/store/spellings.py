"""Warn of names that differ only by case or spaces: each counts as a name of its own."""

import duckdb

from dashboard.query import read_query
from dashboard.store.problems import Problem, listed, quoted


def check_spellings(db: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Warn of schools, subjects and the like in all staging tables that are written in several ways."""
    found = db.execute(read_query("intake/across/spellings").sql).fetchall()
    return [spelling_problem(*each) for each in found]


def spelling_problem(column: str, tables: list[str], rows: int, ways: list[str]) -> Problem:
    """Put several ways of writing one name into words."""
    found = f"{ways[0]} is written {len(ways)} ways: {listed([quoted(way) for way in ways])}"
    remedy = (
        f"Each counts as a {column.replace('_', ' ')} of its own. "
        "Write it one way; for rows imported before, take that import back first."
    )
    return Problem(", ".join(tables), None, column, found, remedy, "SEVERAL_SPELLINGS", True, rows)
