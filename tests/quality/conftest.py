"""A small school with holes in it, each known by name, and the app that shows it."""

import datetime

import pandas as pd
import pytest

from dashboard.filters import FILTERS
from dashboard.quality.view import View
from dashboard.shell.factory import create_app
from tests.callbacks import fire

PUPILS = """
    pupil | year_group | registration_group | surname | forename | sex | joined_on  | left_on    | upn
    ann   | 7          | 7A                 | Ash     | Ann      | F   |            |            | A1
    ben   | 7          | 7A                 | Birch   | Ben      | M   |            |            |
    cal   | 7          | 7B                 | Cedar   | Cal      | M   |            |            |
    dee   | 7          | 7B                 | Dogwood | Dee      | F   |            |            |
    eve   | 8          | 8A                 | Elm     | Eve      | F   | 2025-09-10 |            |
    fay   | 8          | 8A                 | Fir     | Fay      |     |            | 2025-09-09 |
"""
CLASSES = """
    class  | subject | year_group | teacher
    7A/Ma  | Maths   | 7          | Mr Oak
    7B/Ma  | Maths   | 7          | Ms Yew
    7C/Ma  | Maths   | 7          |
"""
MEMBERS = """
    class | pupil
    7A/Ma | ann
    7A/Ma | ben
    7B/Ma | cal
    7B/Ma | dee
"""
RESULTS = """
    pupil | subject | assessment | assessed_on | kind     | scale    | value
    ann   | Maths   | Autumn     | 2025-10-10  | result   | GCSE 9-1 | 5
    ben   | Maths   | Autumn     | 2025-10-10  | result   | GCSE 9-1 | absent
    ann   | Maths   | Entry      | 2025-09-03  | baseline | GCSE 9-1 | 4
    ann   | Maths   | Target     | 2025-09-03  | target   | GCSE 9-1 | 6
"""
SUPPORT = """
    intervention | starts_on
    Reading      | 2025-09-15
"""
SUPPORTED = """
    pupil | intervention | starts_on  | sessions_offered | sessions_attended
    ann   | Reading      | 2025-09-15 | 10               | 12
"""
DAYS = [
    day for day in pd.bdate_range("2025-09-01", "2025-09-12") if day.day != 4
]  # nobody on Thursday the 4th
ON_ROLL = {"eve": ("2025-09-10", "2025-12-31"), "fay": ("2025-09-01", "2025-09-09")}
NAMES = ("ann", "ben", "cal", "dee", "eve", "fay")


def is_marked(pupil, day, session):
    """Say whether a mark is there: 7B has no register from the 8th on, Ben none on one afternoon."""
    first, last = ON_ROLL.get(pupil, ("2025-09-01", "2025-12-31"))
    if not first <= f"{day:%Y-%m-%d}" <= last or (pupil in ("cal", "dee") and day.day >= 8):
        return False
    return (pupil, day.day, session) != ("ben", 3, "PM")


def marks():
    """Return a row a mark, with one of Ann's on a Saturday."""
    rows = [
        (pupil, f"{day:%Y-%m-%d}", session, "/" if session == "AM" else "\\")
        for pupil in NAMES
        for day in DAYS
        for session in ("AM", "PM")
        if is_marked(pupil, day, session)
    ]
    return pd.DataFrame(
        [*rows, ("ann", "2025-09-06", "AM", "/")], columns=["pupil", "date", "session", "code"]
    )


@pytest.fixture(scope="session")
def holes(new_school):
    """Return the school, with everything published."""
    school = new_school()
    school.given(pupils=PUPILS, classes=CLASSES, class_members=MEMBERS, results=RESULTS)
    school.given(interventions=SUPPORT, intervention_pupils=SUPPORTED)
    school.take_in("attendance", marks())
    school.connection()
    return school


@pytest.fixture(scope="session")
def view(holes):
    return View(holes, "Riverside School", "2025/26")


@pytest.fixture(scope="session")
def ask(tmp_path_factory, holes):
    """Return ``ask(output, viewer, **values)``: a callback's answer, or its status where it refuses."""
    folder = tmp_path_factory.mktemp("store")
    apps = {viewer: create_app(folder, viewer) for viewer in ("leader", "projected", "governor")}

    def asked(output, viewer="leader", **values):
        apps[viewer].server.config["STORE"] = holes
        days = {"from_date": "2025-09-01", "to_date": "2026-08-31"}
        given = {
            "quality-year": "2025/26",
            "quality-school": "Riverside School",
            **{each.component_id: days.get(name) for name, each in FILTERS.items()},
            **values,
        }
        return fire(apps[viewer].server.test_client(), output, given, None)

    return asked


def day(text):
    return datetime.date.fromisoformat(text)
