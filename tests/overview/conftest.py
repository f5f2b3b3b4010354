"""A school with two years of data, and its overview, reached as a browser reaches it."""

import pytest

from dashboard.filters import FILTERS
from dashboard.shell.factory import create_app
from tests.callbacks import fire

GROUPS = {"Y": 60, "N": 120}
THIS_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31"}


def pupil_rows(year):
    """Yield a row a pupil: 60 with pupil premium, 120 without, girls and boys by turns."""
    for flag, pupils in GROUPS.items():
        for place in range(pupils):
            yield f"{flag}{place} | {year} | {8 if place % 3 else 9} | {flag} | {'F' if place % 2 else 'M'}"


def total_rows(year, missed):
    """Yield a total of sessions a pupil: what its group missed, and a little more from pupil to pupil."""
    for flag, pupils in GROUPS.items():
        for place in range(pupils):
            sessions = missed[flag] + place % 5
            yield f"{flag}{place} | {year}-09-01 | {year}-12-19 | 200 | {sessions} | 0"


def result_rows(day, good):
    """Yield a mathematics result a pupil: ``good`` of each group reach grade 5, the others grade 3."""
    for flag, pupils in GROUPS.items():
        for place in range(pupils):
            grade = 5 if place < good[flag] else 3
            yield f"{flag}{place} | Mathematics | December {day} | {day} | result | GCSE 9-1 | {grade}"


def lines(heading, *rows):
    """Return an import file as the school fixture takes it."""
    return "\n".join([heading, *(row for some in rows for row in some)])


PUPILS = "pupil | academic_year | year_group | pupil_premium | sex"
TOTALS = "pupil | from_date | to_date | possible | authorised | unauthorised"
RESULTS = "pupil | subject | assessment | assessed_on | kind | scale | value"


@pytest.fixture
def two_years(school):
    """Return the school: pupil premium missed 40 of 200 sessions last year, 20 this year; others 10."""
    school.given(
        pupils=lines(PUPILS, pupil_rows("2024/25"), pupil_rows("2025/26")),
        attendance_totals=lines(
            TOTALS, total_rows(2024, {"Y": 40, "N": 10}), total_rows(2025, {"Y": 20, "N": 10})
        ),
        results=lines(
            RESULTS,
            result_rows("2024-12-10", {"Y": 40, "N": 80}),
            result_rows("2025-12-10", {"Y": 12, "N": 84}),
        ),
    )
    return school


@pytest.fixture
def one_year(school):
    """Return the school with one term of attendance, and no more."""
    school.given(
        pupils=lines(PUPILS, pupil_rows("2025/26")),
        attendance_totals=lines(TOTALS, total_rows(2025, {"Y": 20, "N": 10})),
    )
    return school


@pytest.fixture
def ask(tmp_path):
    """Return ``ask(school, output, viewer=..., **filters)``: what a card answers, or its status."""

    def ask(school, output, viewer="leader", **filters):
        chosen = {**THIS_YEAR, **filters}
        given = {each.component_id: chosen.get(name) for name, each in FILTERS.items()}
        return fire(client(school, tmp_path, viewer), output, given)

    return ask


@pytest.fixture
def look(tmp_path):
    """Return ``look(school)``: the text of the page at its first address, as the server sends it."""

    def look(school, viewer="leader"):
        return str(fire(client(school, tmp_path, viewer), "page.children", {"address": None}))

    return look


def client(school, folder, viewer):
    """Return a client of a server that shows this school to one viewer."""
    app = create_app(folder, viewer)
    app.server.config["STORE"] = school
    return app.server.test_client()
