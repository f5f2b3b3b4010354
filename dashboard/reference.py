"""Read the reference data: code lists, scales, national benchmarks, breaks in a series.

Each file under ``data/reference`` has a ``source`` column. A source that begins with
"unverified" must never be shown as an official definition.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:  # an import of a few rows need not wait for pandas
    import pandas as pd

FOLDER = Path(__file__).parent.parent / "data" / "reference"

Phase = Literal["primary", "secondary", "special", "all"]

YES_OR_NO = (
    "counts_as_possible",
    "counts_as_attending",
    "counts_as_absent",
    "authorised",
    "is_late",
    "is_focus",
    "is_reference",
)
NUMBERS = ("lowest", "highest", "expected", "higher", "points", "value")
POSITIONS = ("position", "group_position")
DATES = ("date", "in_force_from", "in_force_to")


@dataclass(frozen=True)
class Benchmark:
    """A national figure, as a share between 0 and 1, for one group in one year."""

    value: float
    phase: Phase
    publication: str
    status: Literal["final", "provisional"]
    source: str


@cache
def codes(name: str) -> tuple[str, ...]:
    """Read the codes of ``data/reference/<name>.csv``, in their order. Raises FileNotFoundError."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["code"] for row in csv.DictReader(file))


@cache
def reference(name: str) -> "pd.DataFrame":
    """Read ``data/reference/<name>.csv`` with typed columns. Raises FileNotFoundError.

    The frame is shared by all callers: copy it before changing it.
    """
    import pandas as pd

    rows = pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")
    for column in rows.columns:
        if column in YES_OR_NO:
            rows[column] = rows[column].map({"true": True, "false": False}).astype("boolean")
        elif column in NUMBERS:
            rows[column] = pd.to_numeric(rows[column])
        elif column in POSITIONS:
            rows[column] = rows[column].astype(int)
        elif column in DATES:
            rows[column] = [date.fromisoformat(text) if text else None for text in rows[column]]
    return rows


@cache
def benchmarks() -> dict[tuple[str, ...], Benchmark]:
    """Return every benchmark by measure, academic year, phase, characteristic and code."""
    keys = ["measure", "academic_year", "phase", "characteristic", "code"]
    rows = reference("benchmark").to_dict("records")
    return {
        tuple(row[key] for key in keys): Benchmark(
            row["value"], row["phase"], row["publication"], row["status"], row["source"]
        )
        for row in rows
    }


def benchmark(
    measure: str, academic_year: str, phase: Phase, characteristic: str, code: str
) -> Benchmark | None:
    """Return the national figure for exactly this year, phase and group, or None.

    A year group is its own phase: its figures cover all schools and fit any school.
    """
    where: str = "all" if characteristic == "Year group" else phase
    return benchmarks().get((measure, academic_year, where, characteristic, code))


def series_breaks(
    measure: str, from_date: date, to_date: date, characteristic: str | None = None
) -> "pd.DataFrame":
    """Return the breaks within these days in a series of this measure by this characteristic.

    An empty ``measures`` means every measure, an empty ``characteristic`` every one.
    """
    return breaks_within(measure, from_date, to_date, characteristic).copy(deep=False)


@lru_cache(maxsize=1000)
def breaks_within(
    measure: str, from_date: date, to_date: date, characteristic: str | None = None
) -> "pd.DataFrame":
    """Return what ``series_breaks`` does, remembered and so not to be changed."""
    rows = reference("series_break")
    is_break = (
        (rows["kind"] == "break")
        & rows["date"].between(from_date, to_date)
        & rows["measures"].map(lambda names: not names or measure in names.split(";"))
        & rows["characteristic"].isin(["", characteristic or ""])
    )
    return rows.loc[is_break].reset_index(drop=True)


def phase_of(year_groups: Iterable[str]) -> Phase:
    """Return the phase whose national figures fit a school with these year groups."""
    stages = reference("year_group").set_index("code")["key_stage"]
    phases = {"secondary" if stages[code] in ("KS3", "KS4", "KS5") else "primary" for code in year_groups}
    return cast(Phase, phases.pop()) if len(phases) == 1 else "all"
