"""A school with one clear gap, and the app that shows it, reached as a browser reaches it."""

from pathlib import Path

import pytest

from dashboard.equity.choosing import CONTROLS
from dashboard.filters import FILTERS
from tests.callbacks import fire

from ..conftest import School

ABSENT = {"Y": 12, "N": 4}  # how many of each group miss a tenth of school
PUPILS = {"Y": 24, "N": 36}


def pupil_rows():
    """Return a row a pupil: 24 with pupil premium, 36 without, the last with an EHC plan."""
    for flag, pupils in PUPILS.items():
        for place in range(pupils):
            sen = "E" if (flag, place) == ("N", pupils - 1) else "N"
            sex = "F" if place % 2 else "M"
            yield f"{flag}{place} | 8 | {flag} | {sen} | {sex} | Zebedee{place:02} | {flag} | 8A"


def total_rows():
    """Return a total of sessions a pupil: 40 of 200 missed, or 4."""
    for flag, pupils in PUPILS.items():
        for place in range(pupils):
            missed = 40 if place < ABSENT[flag] else 4
            yield f"{flag}{place} | 2025-09-01 | 2025-12-19 | 200 | {missed} | 0"


@pytest.fixture(scope="session")
def furnished():
    """Return the school with its pupils, their sessions and some results."""
    school = School()
    school.given(
        pupils="\n".join(
            [
                "pupil | year_group | pupil_premium | sen | sex | surname | forename | registration_group",
                *pupil_rows(),
            ]
        ),
        attendance_totals="\n".join(
            ["pupil | from_date | to_date | possible | authorised | unauthorised", *total_rows()]
        ),
        results="""
            pupil | subject     | assessment | assessed_on | kind   | scale         | value
            Y1    | Mathematics | December   | 2025-12-10  | result | GCSE 9-1      | 5
            Y1    | Art         | December   | 2025-12-10  | result | KS2 scaled score | 104
        """,
    )
    school.folder, school.is_empty, school.banner = Path("equity"), False, None
    return school


@pytest.fixture
def ask(furnished, apps):
    """Return ``ask(output, viewer, **values)``: a callback's answer, or its status where it refuses."""
    return asker(furnished, apps)


def asker(school, apps):
    """Return a function that fires one callback of the page at a server for one viewer."""

    def ask(card, viewer="leader", triggered=None, **values):
        app = apps[viewer]
        app.server.config["STORE"] = school
        client = app.server.test_client()
        chosen = {"measure": "persistent_absence", "characteristic": "Pupil premium", **values}
        given = {
            **{each.component_id: chosen.get(name, "") for name, each in CONTROLS.items()},
            **{each.component_id: chosen.get(name) for name, each in FILTERS.items()},
            "equity-period-kind": chosen.get("kind", "year"),
            **chosen,
        }
        return fire(client, card, given, triggered)

    return ask
