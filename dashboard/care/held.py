"""What is held: each table and each field of it, counted in the school that is shown now."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dashboard.cache import fetch
from dashboard.data.words import counted
from dashboard.schemas import SCHEMAS, Schema
from dashboard.store.exporting_record import Section

if TYPE_CHECKING:
    from dashboard.store.opening import Store

# Data that Article 9 of the UK GDPR protects most, and data that a school treats with the same care.
SPECIAL = {
    ("pupils", "ethnicity"): "special category: racial or ethnic origin",
    ("pupils", "sen"): "special category where it tells of health",
    ("pupils", "sen_need"): "special category: health",
    ("attendance", "code"): "special category where it tells of illness (I, M)",
    ("characteristics", "group"): "special category where the school divides by such",
    ("pupils", "looked_after"): "as sensitive as these",
    ("pupils", "young_carer"): "as sensitive as these",
    ("pupils", "free_school_meals"): "as sensitive as these",
    ("pupils", "pupil_premium"): "as sensitive as these",
    ("contacts", "about"): "as sensitive as these",
}
ABOUT_NOBODY = "no personal data"
ABOUT_STAFF = "staff"


def counts(store: "Store", schema: Schema) -> dict[str, int]:
    """Return how many rows there are (``rows held``), and how many have each column filled."""
    found = fetch(store, "store/count_fields", table_name=schema.name)
    return {str(name): int(found[name].iloc[0]) for name in found.columns}


def whom_about(schema: Schema) -> str:
    """Say whose data a table holds."""
    names = {column.name for column in schema.columns}
    if "pupil" in names:
        return "pupils"
    return ABOUT_STAFF if names & {"staff", "teacher"} else ABOUT_NOBODY


def tables_held(store: "Store") -> Iterator[tuple[Schema, dict[str, int]]]:
    """Yield each table that has rows, with its counts."""
    if store.is_empty:
        return
    for schema in SCHEMAS.values():
        if (found := counts(store, schema))["rows held"]:
            yield schema, found


def tables(store: "Store") -> Section:
    """Return the tables that hold anything."""
    rows = [
        [schema.name, schema.one_row_is, whom_about(schema), found["rows held"]]
        for schema, found in tables_held(store)
    ]
    about = (
        f"{counted(len(rows), 'table')} of the school's own data. Addresses, telephone numbers and "
        "photographs have no table: they are never loaded."
    )
    return Section("What is held", about, ("Table", "A row is", "About", "Rows"), rows)


def fields(store: "Store") -> Section:
    """Return the fields that are filled in any row, what each means, and how sensitive it is."""
    rows = [
        [schema.name, column.name, column.about, SPECIAL.get((schema.name, column.name), ""), filled]
        for schema, found in tables_held(store)
        for column in schema.columns
        if (filled := found.get(column.name, 0))
    ]
    about = (
        f"{counted(len(rows), 'field')} that stand filled in at least one row; a field that nobody fills "
        "is not listed."
    )
    return Section("Each field", about, ("Table", "Field", "What it says", "Care", "Rows filled"), rows)
