"""Keep what is known of a pupil where a translated file has no column for it.

A table that a school hands in replaces whole rows. A file of another shape has the columns of that shape
alone, and nobody can add one to it: without this a census would take every registration group away.
"""

from collections.abc import Sequence

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store.batches import Batch, ImportedFile
from dashboard.store.offering import is_translation

PUPILS = "pupils"


def keep_known(db: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> None:
    """Fill rows of pupils from translated files with what earlier imports said. Twice changes nothing."""
    lacking = [
        {"batch": batch.number, "file": number, "columns": lacked(file)}
        for batch in batches
        for number, file in enumerate(batch.files, 1)
        if file.table == PUPILS and is_translation(file) and not file.problems
    ]
    if lacking:
        db.execute(read_query("intake/keep_known").sql, {"lacking": lacking})


def lacked(file: ImportedFile) -> list[str]:
    """Return the columns of pupils that a file does not have."""
    had = set(file.mapping.get("columns", {}).values())
    return [column.name for column in SCHEMAS[PUPILS].columns if column.name not in had]
