"""Read the .sql files under queries/ and run them.

A query file opens with a comment that declares it: a title line, prose, then
``key: value`` lines. Python never edits SQL; values reach it only as bound
``$parameters``.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:  # half a second that the command line need not wait for
    import pandas as pd

QUERIES = Path(__file__).parent.parent / "queries"


@dataclass(frozen=True)
class Query:
    """One .sql file: what its header declares, and its text."""

    name: str
    title: str
    purpose: str
    declared: dict[str, str]
    sql: str

    @property
    def params(self) -> list[str]:
        """Return the names of the parameters that the header declares."""
        return [part.split()[0] for part in self.declared.get("params", "").split(", ") if part]


@cache
def read_query(name: str) -> Query:
    """Read ``queries/<name>.sql``, splitting its header from its SQL. Raises FileNotFoundError."""
    text = (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
    comment = takewhile(lambda line: line.startswith("--"), text.splitlines())
    title, _, prose = "\n".join(line[3:] for line in comment).partition("\n\n")
    purpose, _, keys = prose.rpartition("\n\n")
    pairs = re.findall(r"^(\w+):\s*(.+(?:\n\s+.+)*)", keys, re.MULTILINE)
    declared = {key: " ".join(value.split()) for key, value in pairs}
    return Query(name, title, " ".join(purpose.split()), declared, text)


def run(db: duckdb.DuckDBPyConnection, name: str, **params: object) -> "pd.DataFrame":
    """Run one query file with bound parameters and return its rows, fetched to the end.

    A cursor a call: one connection shared by threads returned another thread's rows.
    Raises duckdb.Error, also where a parameter is missing or unused.
    """
    with db.cursor() as cursor:
        return cursor.execute(read_query(name).sql, params).df()
