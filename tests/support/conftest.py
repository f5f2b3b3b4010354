"""A school in which one intervention helps, one only seems to, and everything can be counted by hand."""

from pathlib import Path

import numpy as np
import pytest

from dashboard.filters import FILTERS
from dashboard.support.choosing import CONTROLS

from ..callbacks import fire

PUPILS = 80
READING = range(0, 40, 2)  # every second pupil of the lower half
NUMBER = (0, 2, 4, *range(41, 65, 2))  # three of them have both
NAMES = ("Reading", "Number")


def table(head, rows):
    return "\n".join([head, *(" | ".join(str(cell) for cell in row) for row in rows)])


def made_pupils():
    head = "pupil | academic_year | year_group | pupil_premium | sex | surname | forename"
    rows = [
        (
            f"p{place:02}",
            year,
            group,
            "Y" if place % 5 == 0 else "N",
            "FM"[place % 3 == 0],
            f"Zebedee{place:02}",
            "Al",
        )
        for place in range(PUPILS)
        for year, group in (("2024/25", 7), ("2025/26", 8))
    ]
    return table(head, rows)


def made_results():
    """Return English and Maths before and after: every pupil gains 1, those with reading 3 more."""
    rng = np.random.default_rng(1)
    head = "pupil | subject | assessment | assessed_on | kind | scale | value"
    rows = []
    for place in range(PUPILS):
        talent = 40 + 20 * place / PUPILS
        for subject in ("English", "Maths"):
            for number, (assessment, day) in enumerate(
                (("Spring 25", "2025-03-03"), ("Summer 25", "2025-06-20"), ("Spring 26", "2026-03-02"))
            ):
                gain = (number == 2) * (1 + 3 * (subject == "English" and place in READING))
                value = round(talent + gain + rng.normal(0, 0.6), 1)
                rows.append((f"p{place:02}", subject, assessment, day, "result", "Test", value))
            rows.append((f"p{place:02}", subject, "Aim", "2025-09-05", "target", "Test", 50))
    return table(head, rows)


def made_places():
    head = (
        "pupil | intervention | starts_on | ends_on | sessions_offered | sessions_attended | entry_score "
        "| exit_score"
    )
    reading = [
        (f"p{place:02}", "Reading", "2025-10-06", "2025-12-12", 10, 8, 80, "" if place == 6 else 90)
        for place in READING
    ]
    number = [(f"p{place:02}", "Number", "2025-11-03", "", 6, 3, "", "") for place in NUMBER]
    return table(head, [*reading, *number])


def made_totals():
    head = "pupil | date | session | code"
    return table(head, [("p00", "2025-09-04", "AM", "/"), ("p00", "2026-03-02", "AM", "/")])


def files():
    return {
        "pupils": made_pupils(),
        "scales": "scale | lowest | highest | expected | higher\nTest | 0 | 100 | 50 | 60",
        "results": made_results(),
        "attendance": made_totals(),
        "interventions": """
            intervention | strand       | tier     | subject | minutes | cost | starts_on  | ends_on
            Reading      | Phonics      | targeted | English | 30      | 1000 | 2025-10-06 | 2025-12-12
            Number       | number boost | targeted | Maths   | 60      |      | 2025-11-03 |
        """,
        "intervention_pupils": made_places(),
    }


@pytest.fixture(scope="session")
def helped(new_school):
    """Return the school."""
    school = new_school()
    school.given(**files())
    school.connection()
    school.folder = Path("support")
    return school


def asker(school, apps):
    """Return ``ask(output, viewer, **values)``: a callback's answer, or its status where it refuses."""

    def ask(output, viewer="leader", **values):
        app = apps[viewer]
        app.server.config["STORE"] = school
        chosen = {"from_date": "2025-09-01", "to_date": "2026-08-31", **values}
        chosen["intervention"] = str(1 + sorted(NAMES).index(chosen.get("intervention", "Reading")))
        given = {
            **{each.component_id: chosen.get(name, "") for name, each in CONTROLS.items()},
            **{each.component_id: chosen.get(name) for name, each in FILTERS.items()},
            **chosen,
        }
        return fire(app.server.test_client(), output, given, None)

    return ask


@pytest.fixture
def ask(helped, apps):
    return asker(helped, apps)
