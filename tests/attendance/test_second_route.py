"""Each number of the page once more in plain pandas, from the marks as they were handed in."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from dashboard.attendance import shares
from dashboard.attendance.view import View
from dashboard.reference import reference
from dashboard.scope import NO_FILTERS
from dashboard.statistics.clusters import contrast

WINDOWS = {
    "a year": ("2025-09-01", "2026-08-31"),
    "ragged days": ("2024-11-06", "2026-01-14"),
    "a term": ("2024-09-01", "2024-12-31"),
    "one day": ("2025-12-02", "2025-12-02"),
}


@pytest.fixture(scope="module")
def school(small_trust):
    small_trust.connection()
    return small_trust


@pytest.fixture(scope="module", params=WINDOWS)
def both(request, school, trust_files):
    """Return the view of some days, and the marks of those days as pandas has them."""
    first, last = (date.fromisoformat(day) for day in WINDOWS[request.param])
    view = View(school, "leader", {**NO_FILTERS, "from_date": first, "to_date": last})
    codes = reference("attendance_code").set_index("code")
    marks = trust_files["attendance"].assign(date=pd.to_datetime(trust_files["attendance"]["date"]))
    marks = marks[marks["date"].between(str(first), str(last))]
    marks = marks.join(codes[["counts_as_possible", "counts_as_absent"]].astype(int), on="code")
    marks["who"] = marks["school"] + "/" + marks["pupil"]
    return view, marks.rename(columns={"counts_as_possible": "possible", "counts_as_absent": "absent"})


def share(marks, by):
    rows = marks.groupby(by)[["absent", "possible"]].sum()
    rows = rows[rows["possible"] > 0]
    return (rows["absent"] / rows["possible"]).to_dict()


def test_days(both):
    view, marks = both
    rows = shares.by_day(view).set_index("date")
    assert rows["value"].to_dict() == pytest.approx(share(marks, "date"))
    morning = share(marks[marks["session"] == "AM"], "date")
    assert rows["morning"].dropna().to_dict() == pytest.approx(morning)


def test_weeks_with_pupils_and_intervals(both):
    view, marks = both
    rows = shares.by_week(view)
    marks = marks.assign(week=marks["date"] - pd.to_timedelta(marks["date"].dt.day_of_week, unit="D"))
    # Easter and New Year part a week in two terms: such parts are added up here.
    found = rows.groupby("week")[["numerator", "denominator"]].sum()
    assert (found["numerator"] / found["denominator"]).to_dict() == pytest.approx(share(marks, "week"))
    whole = rows.drop_duplicates("week", keep=False).set_index("week")
    week = whole.index[0]
    each = marks[marks["week"] == week].groupby("who")[["absent", "possible"]].sum()
    each = each[each["possible"] > 0]
    value = each["absent"].sum() / each["possible"].sum()
    moved = each["absent"] - value * each["possible"]
    error = np.sqrt(len(each) / (len(each) - 1) * (moved**2).sum()) / each["possible"].sum()
    assert whole.loc[week, "pupils"] == len(each)
    assert whole.loc[week, "value"] == pytest.approx(value)
    low = max(0, value - t.ppf(0.975, len(each) - 1) * error)
    assert whole.loc[week, "low"] == pytest.approx(low)


def test_days_of_the_week_mornings_and_the_difference_within_pupils(both):
    view, marks = both
    missed, possible, parts, part_possible = shares.pupil_days(view)
    rows = shares.with_shares(list(shares.WEEKDAYS), missed, possible).set_index("group")
    by_day = share(marks, marks["date"].dt.day_of_week)
    assert rows["value"].tolist() == pytest.approx([by_day[day] for day in sorted(by_day)])
    mornings = share(marks, "session")["AM"]
    assert parts[:, shares.MORNING].sum() / part_possible[:, shares.MORNING].sum() == pytest.approx(mornings)
    assert parts[:, shares.ALL].sum() == marks["absent"].sum()
    if len(by_day) == 5:
        gap = contrast((missed[:, 4], possible[:, 4]), (missed[:, 0], possible[:, 0]))
        assert gap.difference == pytest.approx(by_day[4] - by_day[0])


def test_days_next_to_a_holiday(both, trust_files):
    view, marks = both
    days = pd.Series(sorted(pd.to_datetime(trust_files["attendance"]["date"]).unique()))
    is_edge = (days.diff() > pd.Timedelta(days=4)) | (days.diff(-1) < -pd.Timedelta(days=4))
    edge = marks[marks["date"].isin(days[is_edge])]
    _missed, _possible, parts, possible = shares.pupil_days(view)
    assert parts[:, shares.EDGE].sum() == edge["absent"].sum()
    assert possible[:, shares.EDGE].sum() == edge["possible"].sum()


def test_half_days_and_broken_weeks(both):
    view, marks = both
    found = shares.broken(view)
    halves = marks.groupby(["who", "date"])[["absent", "possible"]].sum()
    assert found["whole"] == 2 * (halves["absent"] == 2).sum()
    assert found["half"] == ((halves["absent"] == 1) & (halves["possible"] == 2)).sum()


def test_reasons(both):
    view, marks = both
    rows = shares.by_reason(view).set_index("code")
    absent = marks[marks["absent"] == 1]
    assert rows["numerator"].astype(int).to_dict() == absent["code"].value_counts().to_dict()
    assert rows["pupils_with"].to_dict() == absent.groupby("code")["who"].nunique().to_dict()
    assert (rows["denominator"] == marks["possible"].sum()).all()


def test_late_arrivals(both):
    view, marks = both
    rows = shares.by_reason(view, late=True).set_index("code")
    late = marks[marks["code"].isin(["L", "U"])]
    assert rows["numerator"].astype(int).to_dict() == late["code"].value_counts().to_dict()
