"""Explain a number: who is counted, who is left out and why, and from which rows of which files it comes.

One place for every page and for the command line. Leaders only: it says how many pupils have no value.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from dashboard import sums
from dashboard.cache import fetch, remember
from dashboard.measures import MEASURES, Measure
from dashboard.members import scope
from dashboard.scope import Filters, whole
from dashboard.store.batches import ImportedFile, all_batches

if TYPE_CHECKING:
    from dashboard.store.opening import Store

# The import files behind each published table and macro that a query may name.
BEHIND: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("mark", "week_pattern", "week_code"), ("attendance",)),
    **dict.fromkeys(
        ("pupil_part", "sessions_in_window", "weeks_in_window"), ("attendance", "attendance_totals")
    ),
    "attendance_total": ("attendance_totals",),
    **dict.fromkeys(
        ("result", "recent_result", "half_term_result", "baseline", "starting_point", "prior_attainment"),
        ("results",),
    ),
    **dict.fromkeys(("latest_results", "results_and_targets", "starting_points_and_results"), ("results",)),
    "value_added_in_scope": ("results",),
    "question": ("questions",),
    "class": ("classes",),
    "class_member": ("class_members",),
    **dict.fromkeys(
        ("intervention", "support", "support_in_window"), ("interventions", "intervention_pupils")
    ),
    **dict.fromkeys(("pupil", "enrolment", "pupils_in_scope", "enrolments_in_scope"), ("pupils",)),
    "pupil_group": ("pupils", "characteristics"),
    "contact": ("contacts",),
    "staff": ("staff",),
    "option_choice": ("options",),
    "activity_pupil": ("activity_pupils",),
}
OF_AREA = {
    "attendance": ("attendance", "attendance_totals", "pupils", "characteristics"),
    "attainment": ("results", "pupils", "characteristics"),
    "support": ("interventions", "intervention_pupils", "pupils", "characteristics"),
}
WITHOUT = {
    "attendance": "no session that counts is known in these dates",
    "attainment": "no result in these dates that this measure can use",
    "support": "this measure says nothing of them in these dates",
}


@dataclass(frozen=True)
class Explained:
    """What stands behind a figure. ``files`` has a row a source file: see ``source_files``."""

    tables: tuple[str, ...]
    first_day: datetime.date
    last_day: datetime.date
    pupils: int | None
    valued: int | None
    left_out: tuple[str, ...]
    files: pd.DataFrame

    @property
    def counted(self) -> str:
        """Say who is counted; nothing where that is the figure's own rule."""
        if self.pupils is None or self.valued is None:
            return ""
        return f"{self.valued:,} of {self.pupils:,} pupils on roll in these days are counted."


def explained(store: "Store", tables: tuple[str, ...], filters: Filters, measure: str = "") -> Explained:
    """Return what stands behind a figure from these import files, for this choice of pupils and days."""
    params = whole(store, filters)

    def make() -> Explained:
        """Count the pupils, and find the files with rows of these days."""
        pupils, valued, left = counts(store, params, MEASURES[measure]) if measure else (None, None, ())
        first, last = (pd.Timestamp(str(params[name])).date() for name in ("from_date", "to_date"))
        files = remember(
            store, ("source files", tables), {"first": first, "last": last},
            lambda: source_files(store, tables, first, last),
        )  # fmt: skip
        return Explained(tables, first, last, pupils, valued, left, files)

    return remember(store, ("explained", tables, measure), params, make)


def counts(store: "Store", params: dict[str, object], measure: Measure) -> tuple[int, int, tuple[str, ...]]:
    """Return the pupils on roll in these days, those with a value, and who and what is left out and why."""
    everyone = scope(store, params)
    pupils = everyone.pupils[everyone.on(params["to_date"])]
    asked = {**params, "measure": measure.name}
    asked |= {"subject": None} if measure.area == "attendance" else {}
    _numerator, denominator = sums.values(store, pupils, asked)
    has_value = ~np.isnan(denominator)
    gone = fetch(store, "quality/not_on_roll", from_date=params["from_date"], to_date=params["to_date"])
    on_roll = has_value | ~np.isin(pupils, gone["pupil_id"].to_numpy())
    valued, left = int(has_value.sum()), int((on_roll & ~has_value).sum())
    told = [f"{left:,} {'is' if left == 1 else 'are'} left out: {WITHOUT[measure.area]}."] if left else []
    return valued + left, valued, (*told, *results_left_out(store, params, measure))


def results_left_out(store: "Store", params: dict[str, object], measure: Measure) -> tuple[str, ...]:
    """Say how many results are left out because they are worth no points."""
    days = fetch(store, "quality/results_without_points")["assessed_on"]
    if (
        measure.area != "attainment"
        or not days.between(str(params["from_date"]), str(params["to_date"])).any()
    ):
        return ()
    [(results, without)] = fetch(store, "quality/results_left_out", **params).to_numpy().tolist()
    if not without:
        return ()
    return (f"{without:,} of {results:,} results are left out: they have no points on their scale.",)


def source_files(
    store: "Store", tables: tuple[str, ...], first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """Return the files that rows of these tables came from, the newest import first.

    A file whose days all lie outside the window is left out. Columns: file, table, imported_on, by, batch,
    first_row, last_row (None where the place is not known), rows, from_date, to_date.
    """
    rows = fetch(store, "quality/imported")
    known = remember(store, ("manifest files",), {}, lambda: manifest_files(store))
    found = []
    for row in rows[rows["table_name"].isin(tables)].to_dict("records"):
        days = [
            None if pd.isna(row[name]) else pd.Timestamp(row[name]).date()
            for name in ("from_date", "to_date")
        ]
        if days[0] and days[1] and (days[0] > last or days[1] < first):
            continue
        place = known.get((int(row["batch"]), row["file"], row["table_name"]))
        begins = place.first_row if place and place.first_row and not place.source else None
        found.append(
            {
                "file": row["file"],
                "table": row["table_name"],
                "imported_on": pd.Timestamp(row["imported_at"]).date(),
                "by": row["by"],
                "batch": int(row["batch"]),
                "first_row": begins,
                "last_row": begins + place.rows - 1 if begins and place else None,
                "rows": int(row["rows"]),
                "from_date": days[0],
                "to_date": days[1],
            }
        )
    columns = (
        "file",
        "table",
        "imported_on",
        "by",
        "batch",
        "first_row",
        "last_row",
        "rows",
        "from_date",
        "to_date",
    )
    return pd.DataFrame(found, columns=list(columns), dtype=object)


def manifest_files(store: "Store") -> dict[tuple[int, str, str], ImportedFile]:
    """Return the files of the manifests by import, name as handed in and table."""
    return {
        (batch.number, file.shown, file.table): file
        for batch in all_batches(store.folder)
        for file in batch.files
    }


@cache
def tables_of(sql: str) -> tuple[str, ...]:
    """Return the import files behind a query, by the tables and macros that it names."""
    lines = (line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    names = dict.fromkeys(re.findall(r"\b(?:from|join)\s+(\w+)", "\n".join(lines)))
    return tuple(dict.fromkeys(table for name in names for table in BEHIND.get(name, ())))


def rows_words(row: Mapping[Any, Any]) -> str:
    """Say which rows of a file: rows 2 to 3,688."""
    first, last = row["first_row"], row["last_row"]
    if not (isinstance(first, int) and isinstance(last, int)):
        return f"{row['rows']:,} rows"
    return f"rows {first:,} to {last:,}" if last > first else f"row {first:,}"
