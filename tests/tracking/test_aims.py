"""What is found in targets held in memory equals what the query gives."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.tracking.aims import aimed
from tests.conftest import EVERYONE

HEADINGS = "school | pupil | subject | assessment | assessed_on | kind | scale | value"
YEAR = {"from_date": date(2025, 9, 1), "to_date": date(2026, 3, 31)}


@pytest.fixture(scope="module")
def school(new_school):
    rng = np.random.default_rng(4)
    pupils, results = [], []
    for place in range(30):
        name = f"{'North' if place % 2 else 'South'} | {place}"
        for turn, year in enumerate((2024, 2025)):
            left = {4: "2025-11-02", 7: "2025-08-20"}.get(place, "") if year == 2025 else ""
            pupils.append(
                f"{name} | {year}/{year % 100 + 1} | {7 + place % 3 + turn} | {'YN'[place % 2]} | {left}"
            )
        for subject in ("Art", "Maths"):
            if place % 5:
                start = f"{name} | {subject} | KS2 | 2023-05-10 | baseline"
                results.append(
                    f"{start} | KS2 scaled score | {90 + place}" if place % 4 else f"{start} | GCSE 9-1 | 2"
                )
            for month in (1, 5, 9, 11):
                scale = (
                    "A level | " + rng.choice(list("ABC"))
                    if rng.random() < 0.2
                    else f"GCSE 9-1 | {place % 8 + 1}"
                )
                on = date(2025, month, int(rng.integers(1, 28)))
                if rng.random() < 0.8:
                    results.append(f"{name} | {subject} | Aim {month} | {on} | target | {scale}")
    school = new_school()
    heads = "school | pupil | academic_year | year_group | pupil_premium | left_on"
    school.given(pupils="\n".join([heads, *pupils]), results="\n".join([HEADINGS, *results]))
    return school


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"subject": "Art"},
        {"subject": "No such subject"},
        {"schools": ["North"], "year_groups": ["8"]},
        {"groups": ["Pupil premium: Y"], "from_date": date(2025, 12, 1)},
        {"from_date": date(2024, 9, 1), "to_date": date(2025, 5, 31)},
        {"schools": ["No such school"]},
        {"from_date": date(2020, 9, 1), "to_date": date(2021, 5, 31)},
    ],
)
def test_the_targets_held_in_memory_are_those_of_the_query(school, asked):
    params = {**EVERYONE, "subject": None, **YEAR, **asked}
    queried = school.run("tracking/targets_and_starts", **params)
    ours = aimed(school, params)

    def named(places, names):
        return [None if place < 0 else names[place] for place in places]

    rows = {
        "pupil_id": ours.pupil,
        "year_group": named(ours.year_group, ours.year_groups),
        "scale": named(ours.scale, ours.scales),
        "above": ours.above,
        "baseline_scale": named(ours.baseline_scale, ours.baseline_scales),
        "baseline": ours.baseline,
    }
    for name in ("year_group", "scale", "baseline_scale"):
        queried[name] = queried[name].astype(object).where(queried[name].notna(), None)
        rows[name] = pd.Series(rows[name], dtype=object)
    pd.testing.assert_frame_equal(pd.DataFrame(rows), queried, check_dtype=False, rtol=1e-9, atol=1e-12)


def test_the_rows_compared_hold_every_case(school):
    rows = school.run("tracking/targets_and_starts", **{**EVERYONE, "subject": None, **YEAR})
    assert rows["scale"].nunique() == 2
    assert rows["baseline_scale"].nunique(dropna=False) == 3
    assert rows["pupil_id"].duplicated().any()
