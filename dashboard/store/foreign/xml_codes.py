"""Tell what an attendance code counts as, from the national list."""

import csv
from dataclasses import dataclass
from functools import cache

from dashboard.reference import FOLDER


@dataclass(frozen=True)
class Counts:
    """What one session with a code counts as."""

    possible: bool
    absent: bool
    authorised: bool


@cache
def attendance_codes() -> dict[str, Counts]:
    """Return what each code counts as."""
    with (FOLDER / "attendance_code.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Counts(
                row["counts_as_possible"] == "true",
                row["counts_as_absent"] == "true",
                row["authorised"] == "true",
            )
            for row in csv.DictReader(file)
        }
