"""Schemas about attendance: a mark a session, or totals where only those exist."""

from dashboard.schemas.column import PUPIL, SCHOOL, Column, Schema

ATTENDANCE = Schema(
    name="attendance",
    one_row_is="one pupil in one session",
    key=("school", "pupil", "date", "session"),
    columns=(
        SCHOOL,
        PUPIL,
        Column(
            "date",
            "date",
            "Day of the session.",
            "2025-09-04",
            ("Date", "Mark date", "Attendance date", "Session date"),
            required=True,
        ),
        Column(
            "session",
            "code",
            "Morning or afternoon.",
            "AM",
            ("Session", "AM/PM", "Session name"),
            required=True,
            allowed=("AM", "PM"),
            means={"a": "AM", "p": "PM", "morning": "AM", "afternoon": "PM", "1": "AM", "2": "PM"},
        ),
        Column(
            "code",
            "code",
            "National attendance code, as the register writes it.",
            "/",
            ("Mark", "Code", "Attendance code", "Attendance mark"),
            required=True,
            code_list="attendance_code",
        ),
    ),
)


def sessions(name: str, about: str, example: str, *also_called: str) -> Column:
    """Return a column that counts sessions."""
    return Column(name, "integer", about, example, also_called, required=True, lowest=0)


ATTENDANCE_TOTALS = Schema(
    name="attendance_totals",
    one_row_is="one pupil's sessions between two dates, where no marks are at hand",
    key=("school", "pupil", "from_date", "to_date"),
    columns=(
        SCHOOL,
        PUPIL,
        Column(
            "from_date", "date", "First day counted.", "2025-09-03", ("From", "Start date"), required=True
        ),
        Column("to_date", "date", "Last day counted.", "2025-12-19", ("To", "End date"), required=True),
        sessions(
            "possible",
            "Sessions the pupil could have attended.",
            "140",
            "Possible",
            "Possible sessions",
            "Sessions possible",
        ),
        sessions(
            "authorised",
            "Sessions missed with leave.",
            "4",
            "Authorised",
            "Authorised absence",
            "Authorised absences",
            "Sessions authorised",
        ),
        sessions(
            "unauthorised",
            "Sessions missed without leave.",
            "1",
            "Unauthorised",
            "Unauthorised absence",
            "Unauthorised absences",
            "Sessions unauthorised",
        ),
    ),
)
