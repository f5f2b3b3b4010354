"""From the staged rows to the published tables: the steps, in the order in which they run."""

import duckdb

from dashboard.measures import MEASURES, NAMES
from dashboard.query import read_query
from dashboard.store.macros import MACROS, create_macros

# A later step reads the tables of an earlier one.
BEFORE_MARKS: tuple[str, ...] = (
    "build/academic_year_of",
    "build/easter_sunday",
    "build/school",
    "build/pupil",
    "build/pupil_disagreement",
    "build/academic_year",
    "build/enrolment",
    "build/attendance_code",
    "build/mark",
)
AFTER_MARKS: tuple[str, ...] = (
    "build/mark_latest",
    "build/calendar",
    "build/part_of_year",
    "build/pupil_part",
    "build/week_pattern",
    "build/school_week",
    "build/week_code",
    "build/session_views",
    "build/attendance_total",
    "build/scale",
    "build/grade",
    "build/result",
    "build/baseline",
    "build/prior_attainment",
    "build/starting_point",
    "build/recent_result",
    "build/half_term_result",
    "build/own_characteristic",
    "build/characteristic_group",
    "build/characteristic",
    "build/pupil_group",
    "build/class",
    "build/class_member",
    "build/intervention",
    "build/support",
    "build/staff",
    "build/question",
    "build/contact",
    "build/option_choice",
    "build/cost",
    "build/room",
    "build/activity",
    "build/activity_pupil",
    "build/period",
    "build/pupil_measure",
    "build/import_views",
    "build/import_views_of_provision",
)
BUILD_STEPS = (*BEFORE_MARKS, *AFTER_MARKS)

# Its line depends on who is in scope, so that no stored value would be the right one.
NOT_STORED = ("value_added",)


class RepeatedMarks(ValueError):
    """One import marks a session of a pupil with different codes."""


def make_tables(db: duckdb.DuckDBPyConnection) -> int:
    """Make every published table from the attached database ``staged``. Raises RepeatedMarks.

    Returns how many marks say again what the same import says already; each is kept once.
    """
    repeated = run_steps(db)
    fill_pupil_measure(db)
    return repeated


def run_steps(db: duckdb.DuckDBPyConnection) -> int:
    """Make every table as ``make_tables`` does; ``pupil_measure`` is still without rows."""
    for step in BEFORE_MARKS:
        db.execute(read_query(step).sql)
    for from_date, to_date in db.execute(read_query("build/academic_years").sql).fetchall():
        db.execute(read_query("build/marks_of_year").sql, {"from_date": from_date, "to_date": to_date})
    repeated = refuse_different_marks(db)
    db.execute(read_query("build/measure_name").sql, {"measures": list(NAMES)})
    for step in AFTER_MARKS:
        db.execute(read_query(step).sql)
    return repeated


def refuse_different_marks(db: duckdb.DuckDBPyConnection) -> int:
    """Return how many marks stand again in one batch. Raises RepeatedMarks where they say something else."""
    [(repeated, different, batch, school, pupil, day, session, codes)] = db.execute(
        read_query("build/repeated_marks").sql
    ).fetchall()
    if different:
        raise RepeatedMarks(
            f"Import {batch}, {school}, pupil {pupil}: {day} {session} is marked {' and '.join(codes)}, "
            f"and {different:,} sessions in all are marked differently. Leave one mark for each, or keep the "
            "first with --accept-good-rows; --check names the rows."
        )
    return int(repeated)


def fill_pupil_measure(db: duckdb.DuckDBPyConnection) -> None:
    """Store each measure of each period, worked out by the measures' own macros."""
    create_macros(db)
    periods = db.execute(read_query("build/periods").sql).fetchall()
    areas = {area for (area,) in db.execute(read_query("build/areas_with_data").sql).fetchall()}
    # A statement that finds nothing takes as long to plan as one that finds much.
    measured = [name for name in NAMES if name not in NOT_STORED and MEASURES[name].area in areas]
    for measure in measured:
        for period_id, from_date, to_date in periods:
            db.execute(
                read_query("build/measure_of_period").sql,
                {"measure": measure, "period_id": period_id, "from_date": from_date, "to_date": to_date},
            )
    for name in reversed(MACROS):
        kind = "macro" if name == "scope/list_as_text" else "macro table"
        db.execute(f"drop {kind} {name.split('/')[1]}")  # they belong to the code, not to the file
