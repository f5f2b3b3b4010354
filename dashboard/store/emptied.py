"""Warn of cells that a new file of pupils leaves empty and an earlier one filled."""

import duckdb

from dashboard.query import read_query
from dashboard.store.problems import Problem


def check_emptied(db: duckdb.DuckDBPyConnection, batch: int) -> list[Problem]:
    """Warn of what becomes empty, because a row of pupils replaces the earlier one."""
    found = db.execute(read_query("intake/across/emptied_columns").sql, {"batch": batch}).fetchall()
    remedy = "To keep it, import a file without this column, or with the column filled."
    return [
        Problem(
            "pupils",
            None,
            column,
            f"{column} becomes empty for {pupils:,} pupil{'' if pupils == 1 else 's'} who had one",
            remedy,
            "EMPTIED",
            True,
            pupils,
        )
        for column, pupils in found
    ]
