"""What an hour of support costs while it still runs."""

import pytest

from dashboard.filters import parse
from dashboard.support.register import cost_an_hour, register

RUNS = """
    intervention | subject | sessions_planned | minutes | cost | starts_on  | ends_on
    Ended        | English | 20               | 60      | 800  | 2025-09-08 | 2025-12-12
    Running      | English | 20               | 60      | 800  | 2025-10-06 | 2026-03-27
    Unplanned    | English |                  | 60      | 800  | 2025-10-06 |
"""


@pytest.fixture(scope="module")
def costs(new_school):
    school = new_school()
    places = "pupil | intervention | starts_on | sessions_offered | sessions_attended\n"
    school.given(
        pupils="pupil | year_group\np1 | 8\np2 | 8",
        attendance="pupil | date | session | code\np1 | 2026-01-09 | AM | /",
        interventions=RUNS,
        intervention_pupils=places
        + "\n".join(
            f"p{pupil} | {name} | 2025-10-06 | 10 | 8"
            for pupil in (1, 2)
            for name in ("Ended", "Running", "Unplanned")
        ),
    )
    school.connection()
    rows = register(school, parse({}, school))
    return dict(zip(rows["intervention"], cost_an_hour(rows).tolist(), strict=True))


def test_an_hour_of_what_has_ended_costs_all_that_was_paid(costs):
    assert costs["Ended"] == pytest.approx(800 / 16)


def test_an_hour_of_what_still_runs_costs_what_has_run_so_far(costs):
    assert costs["Running"] == pytest.approx(800 * (10 / 20) / 16)


def test_an_hour_is_not_priced_where_nobody_knows_how_much_is_still_to_come(costs):
    assert costs["Unplanned"] != costs["Unplanned"]
