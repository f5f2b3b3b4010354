"""What the page works out, once more in plain pandas, for every pupil of two made-up schools."""

from datetime import date
from math import ceil

import pandas as pd
import pytest

from dashboard.pupil.reading import people_numbered, record_of
from dashboard.reference import reference
from dashboard.scope import NO_FILTERS

from ..small_trust import SCHOOLS, UNMARKED

FIRST, LAST = date(2025, 9, 1), date(2026, 5, 15)
FILTERS = {**NO_FILTERS, "from_date": FIRST, "to_date": LAST}
NUMBERS = [str(number) for number in range(1, UNMARKED, 3)]
WHO = [(school, number) for school in SCHOOLS for number in NUMBERS]


@pytest.fixture
def record(small_trust):
    def read(school, number):
        [person] = [one for one in people_numbered(small_trust, number, FILTERS) if one.school == school]
        return record_of(small_trust, person, [], FILTERS)

    return read


def own(trust_files, name, school, number):
    rows = trust_files[name]
    return rows[(rows["school"] == school) & (rows["pupil"] == number)]


def worth(values):
    """Return GCSE grades in points: U is 0."""
    return pd.to_numeric(values.replace("U", "0"))


@pytest.mark.parametrize(("school", "number"), WHO)
def test_the_gap_to_each_target_and_the_gain_since_each_baseline(trust_files, record, school, number):
    rows = own(trust_files, "results", school, number)
    rows = rows[(rows["scale"] == "GCSE 9-1") & (rows["assessed_on"] <= LAST.isoformat())]
    rows = rows.assign(points=worth(rows["value"])).sort_values(["assessed_on", "assessment"])
    found = {subject.name: subject for subject in record(school, number).subjects}
    for name, mine in rows.groupby("subject"):
        results = mine[(mine["kind"] == "result") & (mine["assessed_on"] >= FIRST.isoformat())]
        targets, baselines = (mine[mine["kind"] == kind] for kind in ("target", "baseline"))
        if results.empty:
            assert found[name].latest is None and found[name].gap is None
            continue
        latest = results["points"].iloc[-1]
        assert found[name].latest.points == latest
        assert found[name].gap == (latest - targets["points"].iloc[-1] if len(targets) else None)
        assert found[name].gain == (latest - baselines["points"].iloc[-1] if len(baselines) else None)


@pytest.mark.parametrize(("school", "number"), WHO)
def test_sessions_by_code_and_how_far_a_tenth_is(trust_files, record, school, number):
    rows = own(trust_files, "attendance", school, number)
    codes = reference("attendance_code").set_index("code")
    inside = rows[(rows["date"] >= pd.Timestamp(FIRST)) & (rows["date"] <= pd.Timestamp(LAST))]
    possible = inside["code"].map(codes["counts_as_possible"]).sum()
    missed = inside[inside["code"].map(codes["counts_as_absent"])]
    sessions = record(school, number).sessions
    assert (sessions.possible, sessions.absent) == (possible, len(missed))
    assert dict(sessions.codes) == missed["code"].map(codes["description"]).value_counts().to_dict()
    assert sum(times for _words, times in sessions.codes) == len(missed)
    more = sessions.to_persistent
    assert more == max(0, ceil((possible - 10 * len(missed)) / 9))
    if possible:
        assert 10 * (len(missed) + more) >= possible + more
        assert more == 0 or 10 * (len(missed) + more - 1) < possible + more - 1
        back = sessions.to_leave_it
        assert 10 * len(missed) < possible + back
        assert back == 0 or 10 * len(missed) >= possible + back - 1


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_year_groups_rate_is_that_of_its_sessions(trust_files, small_trust, record, school):
    mine = record(school, "2")
    pupils = trust_files["pupils"]
    of_year = pupils[
        (pupils["school"] == school)
        & (pupils["academic_year"] == "2025/26")
        & (pupils["year_group"] == mine.person.year_group)
    ]["pupil"]
    rows = trust_files["attendance"]
    rows = rows[(rows["school"] == school) & rows["pupil"].isin(of_year)]
    rows = rows[(rows["date"] >= pd.Timestamp(FIRST)) & (rows["date"] <= pd.Timestamp(LAST))]
    codes = reference("attendance_code").set_index("code")
    missed = rows["code"].map(codes["counts_as_absent"]).sum()
    possible = rows["code"].map(codes["counts_as_possible"]).sum()
    totals = trust_files["attendance_totals"]
    marked = trust_files["attendance"].loc[trust_files["attendance"]["school"] == school, "pupil"].unique()
    totals = totals[
        (totals["school"] == school) & totals["pupil"].isin(of_year) & ~totals["pupil"].isin(marked)
    ]
    totals = totals[(totals["from_date"] >= FIRST.isoformat()) & (totals["to_date"] <= LAST.isoformat())]
    missed += (totals["authorised"] + totals["unauthorised"]).sum()
    possible += totals["possible"].sum()
    assert mine.sessions.year_share == pytest.approx(missed / possible)


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_year_groups_results_are_its_latest(trust_files, record, school):
    mine = record(school, "2")
    pupils = trust_files["pupils"][trust_files["pupils"]["school"] == school].sort_values("academic_year")
    year_of = pupils.groupby("pupil")["year_group"].last()
    rows = trust_files["results"]
    rows = rows[(rows["school"] == school) & (rows["kind"] == "result")]
    rows = rows[rows["assessed_on"].between(FIRST.isoformat(), LAST.isoformat())]
    rows = rows[rows["pupil"].map(year_of) == mine.person.year_group]
    latest = rows.sort_values(["assessed_on", "assessment"]).groupby(["subject", "pupil"]).last()
    points = worth(latest["value"])
    for subject, found in points.groupby(level="subject"):
        pupils_counted, mean, spread = mine.year[subject, "GCSE 9-1"]
        assert pupils_counted == len(found)
        assert mean == pytest.approx(found.mean())
        assert spread == pytest.approx(found.std(), nan_ok=True)
