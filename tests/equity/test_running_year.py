"""A year that is still running: compared with the same days last year."""

from pathlib import Path

import pytest

from ..conftest import School
from .conftest import asker

CARD = "equity-groups"
THIS_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31"}


@pytest.fixture(scope="module")
def ask(apps):
    """Return how to ask a school of 100 pupils, half of them absent more than the others in both years."""
    pupils, marks = [], []
    for place in range(100):
        flag = "Y" if place % 2 else "N"
        for year, day in ((2024, "2024-10-01"), (2025, "2025-10-01"), (2024, "2025-03-03")):
            row = f"{place} | {year}/{year - 1999} | {7 + year - 2024} | {flag}"
            pupils += [row] if row not in pupils else []
            for session in ("AM", "PM"):
                absent = place % 100 < (60 if flag == "Y" else 30)
                marks.append(f"{place} | {day} | {session} | {'O' if absent else '/'}")
    school = School()
    school.given(
        pupils="\n".join(["pupil | academic_year | year_group | pupil_premium", *pupils]),
        attendance="\n".join(["pupil | date | session | code", *marks]),
    )
    school.folder, school.is_empty, school.banner = Path("running"), False, None
    return asker(school, apps)


def sentence(answer):
    return answer[f"{CARD}-sentence"]["children"]


def test_a_leader_reads_how_wide_it_was_at_this_time_last_year(ask):
    assert "at this time last year" in sentence(ask(f"{CARD}-graph", "leader", **THIS_YEAR))
