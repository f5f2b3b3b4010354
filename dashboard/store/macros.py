"""The table macros that every query stands on, in the order in which they must be made."""

import duckdb

from dashboard.measures import NAMES
from dashboard.query import read_query

# A macro may use only those made before it.
MACROS: tuple[str, ...] = (
    "scope/enrolments_in_scope",
    "scope/pupils_in_scope",
    "scope/sessions_in_window",
    "scope/weeks_in_window",
    "scope/latest_results",
    "scope/results_and_targets",
    "scope/starting_points_and_results",
    "scope/pupils_who_could_have_support",
    "scope/support_in_window",
    "scope/value_added_in_scope",
    "scope/roll_of",
    *(f"measures/{name}" for name in NAMES),
    "scope/list_as_text",
    "scope/measured",
    "scope/measured_for_scope",
    "scope/scoped_values",
    "tracking/numbered_subjects",
    "tracking/numbered_scales",
)


def create_macros(db: duckdb.DuckDBPyConnection) -> None:
    """Make every macro. Raises duckdb.Error with the name of the file where a table is not as it expects."""
    for name in MACROS:
        try:
            db.execute(read_query(name).sql)
        except duckdb.Error as error:
            raise type(error)(f"queries/{name}.sql: {error}") from error
