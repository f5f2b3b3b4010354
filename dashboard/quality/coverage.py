"""Which marks, results and facts about pupils are missing: rows of the store in, gaps out."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

MOST_WEEKS = 16  # more rows are half a metre of page: then months stand for weeks
FEW = 0.02  # a mark or two that are missing in a week are no gap in an export
WHOLE = 0.9  # so much of a class unmarked means that its register is missing, not single pupils
FIELDS = {
    "name": "Name",
    "upn": "UPN",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "registration_group": "Registration group",
    "pupil_premium": "Pupil premium",
    "free_school_meals": "Free school meals",
    "sen": "SEN",
    "eal": "EAL",
    "ethnicity": "Ethnicity",
    "baseline": "Baseline",
    "target": "Target",
}


@dataclass(frozen=True)
class Missing:
    """A class without marks for some days on end; ``sessions`` counts mornings and afternoons of pupils."""

    group: str
    year_group: str
    first_day: datetime.date
    last_day: datetime.date
    days: int
    sessions: int


def marks_by_span(rows: pd.DataFrame) -> pd.DataFrame:
    """Return expected and given marks of each year group in each week, or month of a long year.

    ``span`` is the first day of the week or month.
    """
    told = rows.assign(
        span=pd.to_datetime(rows["week"]),
        expected=rows["on_roll"] * (rows["is_open_am"].astype(int) + rows["is_open_pm"].astype(int)),
        given=rows["marked_am"] * rows["is_open_am"] + rows["marked_pm"] * rows["is_open_pm"],
    )
    if told["span"].nunique() > MOST_WEEKS:
        told["span"] = pd.to_datetime(rows["date"]).dt.to_period("M").dt.start_time
    sums = told.groupby(["span", "year_group"], as_index=False)[["expected", "given"]].sum()
    return sums[sums["expected"] > 0].reset_index(drop=True)


def classes_without_marks(rows: pd.DataFrame) -> list[Missing]:
    """Return each registration group's runs of school days on which its register is missing, longest first.

    A register is missing where at least nine in ten of the marks of the day are.
    """
    expected = rows["on_roll"] * (rows["is_open_am"].astype(int) + rows["is_open_pm"].astype(int))
    given = rows["marked_am"] * rows["is_open_am"] + rows["marked_pm"] * rows["is_open_pm"]
    told = rows.assign(missing=expected - given, is_missing=(expected - given) >= WHOLE * expected)
    found: list[Missing] = []
    for (year_group, group), own in told.groupby(["year_group", "registration_group"], sort=False):
        found += runs(str(group), str(year_group), own.sort_values("date"))
    return sorted(found, key=lambda each: (-each.sessions, each.first_day, each.group))


def runs(group: str, year_group: str, own: pd.DataFrame) -> Iterator[Missing]:
    """Yield the runs of school days without a register of one class, whose days are in order."""
    turn = (own["is_missing"] != own["is_missing"].shift()).cumsum()
    for _turn, days in own[own["is_missing"]].groupby(turn[own["is_missing"]]):
        first, last = days["date"].iloc[0].date(), days["date"].iloc[-1].date()
        yield Missing(group, year_group, first, last, len(days), int(days["missing"].sum()))


def scattered(rows: pd.DataFrame, whole: list[Missing]) -> int:
    """Return how many marks are missing beside those of whole registers."""
    spans = marks_by_span(rows)
    return int((spans["expected"] - spans["given"]).sum()) - sum(each.sessions for each in whole)


def unmarked_weekdays(rows: pd.DataFrame) -> list[datetime.date]:
    """Return the weekdays without a mark of anybody inside weeks that have school on both sides of them."""
    days = pd.DatetimeIndex(pd.to_datetime(rows["date"].unique())).sort_values()
    found = []
    for earlier, later in pairwise(days):
        between = pd.bdate_range(earlier + pd.Timedelta(days=1), later - pd.Timedelta(days=1))
        if len(between) and earlier.to_period("W") == later.to_period("W"):
            found += [day.date() for day in between]
    return found


def results_by_assessment(rows: pd.DataFrame) -> pd.DataFrame:
    """Return places in classes and results given, of each year group in each assessment, in order of time."""
    sums = rows.groupby(["assessment", "year_group"], as_index=False).agg(
        assessed_on=("assessed_on", "min"), members=("members", "sum"), with_result=("with_result", "sum")
    )
    return sums.sort_values(["assessed_on", "assessment"]).reset_index(drop=True)


def classes_without_results(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the classes of which nobody has a result that at least half the others of their year gave."""
    key = ["year_group", "subject", "assessment"]
    gave = rows["with_result"] > 0
    beside = rows.assign(gave=gave, classes=1).groupby(key)[["gave", "classes"]].transform("sum")
    is_alone = ~gave & (2 * beside["gave"] >= beside["classes"] - 1) & (beside["gave"] > 0)
    found = rows.assign(others=beside["gave"].astype(int))[is_alone]
    return found.sort_values(["assessed_on", "class"], ascending=[False, True]).reset_index(drop=True)


def complete_years(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the year groups of which every class gave results in an assessment, with the assessment."""
    by_class = rows.groupby(["assessment", "year_group"], sort=False).agg(
        least=("with_result", "min"), day=("assessed_on", "max")
    )
    whole = by_class[by_class["least"] > 0].reset_index().sort_values("day", ascending=False)
    return [(str(row.assessment), str(row.year_group)) for row in whole.itertuples()]


def known_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, for each fact and year group, of how many pupils it is known, and of how many there are."""
    long = rows.melt(id_vars=["year_group", "pupils"], value_vars=list(FIELDS), var_name="field")
    return long.rename(columns={"value": "known"})
