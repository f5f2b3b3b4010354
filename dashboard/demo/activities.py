"""The day beyond lessons: clubs, breakfast, homework, sport, music, trips, and who comes to them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.days import Days, Year
from dashboard.demo.pupils import School, likelihood, log_odds
from dashboard.demo.support import COST_OF_AN_HOUR

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
SCHOOL_DAYS_A_WEEK = 5
WEEKS = 38
ALL_YEAR_GROUPS = (7, 8, 9, 10, 11)


@dataclass(frozen=True)
class Activity:
    """One activity. ``weekday`` "" is every school day; ``materials`` pounds a place and year."""

    name: str
    kind: str
    weekday: str
    starts: str
    minutes: int
    places: int
    adults: int
    materials: float
    year_groups: tuple[int, ...] = ALL_YEAR_GROUPS

    @property
    def sessions_a_week(self) -> int:
        """Return how often it meets in a week."""
        return 1 if self.weekday else SCHOOL_DAYS_A_WEEK


LOWER, UPPER = (7, 8, 9), (10, 11)
ACTIVITIES = (
    Activity("Breakfast club", "breakfast", "", "07:45", 45, 60, 3, 190),
    Activity("Homework club", "homework", "", "15:15", 60, 50, 2, 5),
    Activity("Library at lunch", "homework", "", "12:40", 40, 40, 1, 2),
    Activity("Year 11 study hour", "homework", "Mon", "15:15", 60, 60, 3, 4, (11,)),
    Activity("Year 11 maths hour", "homework", "Wed", "15:15", 60, 40, 2, 4, (11,)),
    Activity("Art studio", "club", "Tue", "15:15", 75, 24, 1, 30),
    Activity("Chess club", "club", "Thu", "12:40", 40, 20, 1, 5),
    Activity("Coding club", "club", "Wed", "15:15", 60, 24, 1, 12, LOWER),
    Activity("Debating", "club", "Mon", "15:15", 60, 20, 1, 8),
    Activity("Drama club", "club", "Tue", "15:15", 90, 30, 2, 25),
    Activity("Eco club", "club", "Fri", "12:40", 40, 20, 1, 10),
    Activity("Film club", "club", "Thu", "15:15", 120, 30, 1, 6),
    Activity("French film and food", "club", "Wed", "12:40", 40, 20, 1, 12, LOWER),
    Activity("Gardening", "club", "Thu", "12:40", 40, 16, 1, 15),
    Activity("Science club", "club", "Mon", "15:15", 60, 24, 1, 20, LOWER),
    Activity("Sewing and making", "club", "Thu", "15:15", 60, 16, 1, 25),
    Activity("Writers' group", "club", "Fri", "12:40", 40, 16, 1, 5),
    Activity("Badminton", "sport", "Wed", "15:15", 60, 24, 1, 8),
    Activity("Basketball", "sport", "Mon", "15:15", 60, 30, 1, 8),
    Activity("Cross-country", "sport", "Fri", "15:15", 60, 30, 1, 6),
    Activity("Dance", "sport", "Tue", "15:15", 60, 30, 1, 12),
    Activity("Football, Years 7 to 9", "sport", "Tue", "15:15", 75, 50, 2, 10, LOWER),
    Activity("Football, Years 10 and 11", "sport", "Thu", "15:15", 75, 36, 1, 10, UPPER),
    Activity("Netball", "sport", "Wed", "15:15", 75, 36, 1, 8),
    Activity("Rugby", "sport", "Thu", "15:15", 75, 36, 1, 10),
    Activity("Choir", "music", "Wed", "12:40", 40, 50, 1, 8),
    Activity("Orchestra", "music", "Mon", "15:15", 75, 40, 2, 20),
    Activity("Steel pans", "music", "Fri", "15:15", 60, 20, 1, 25),
    Activity("Duke of Edinburgh's Award", "trip", "Tue", "15:15", 60, 40, 2, 95, (9, 10)),
    Activity("Saturday museum trips", "trip", "Sat", "09:30", 240, 30, 3, 60, LOWER),
)


def activity_rows(year: Year, school: School) -> pd.DataFrame:
    """Return the activities of one year; places grow with the school, prices with the years."""
    prices = 1.03**-year.years_ago
    rows = []
    for each in ACTIVITIES:
        hours = each.adults * each.minutes / 60 * each.sessions_a_week
        places = places_of(each, school)
        cost = prices * (hours * WEEKS * COST_OF_AN_HOUR + places * each.materials)
        rows.append(
            {
                "school": school.name,
                "academic_year": year.name,
                "activity": each.name,
                "weekday": each.weekday,
                "starts": each.starts,
                "minutes": each.minutes,
                "places": places,
                "staff_hours": round(hours, 2),
                "cost": round(cost),
                "kind": each.kind,
            }
        )
    return pd.DataFrame(rows)


def places_of(activity: Activity, school: School) -> int:
    """Return how many places an activity has in a school of this size."""
    return max(6, round(activity.places * school.size / 1200))


def register_rows(
    rows: pd.DataFrame, year: Year, chance: np.random.Generator, school: School
) -> pd.DataFrame:
    """Return who is in each activity and how often they came, pupil premium and absent pupils less."""
    parts = []
    for activity in ACTIVITIES:
        may_join = rows[rows["year_group"].isin(activity.year_groups)]
        usual = of.FILLED * places_of(activity, school) / max(len(may_join), 1)
        leaning = (
            log_odds(min(usual, 0.5))
            + of.JOINS_OF_PUPIL_PREMIUM * ((may_join["pupil_premium"] == "Y") - of.PUPIL_PREMIUM)
            + of.JOINS_PER_ABSENCE * (may_join["absence_rate"] - 0.08)
        ).to_numpy(dtype=float)
        wants = np.flatnonzero(chance.random(len(may_join)) < likelihood(leaning))
        kept = np.sort(chance.permutation(wants)[: places_of(activity, school)])
        parts.append(came(may_join.iloc[kept], activity, year, chance))
    return pd.concat(parts, ignore_index=True).assign(school=school.name, academic_year=year.name)


def came(members: pd.DataFrame, activity: Activity, year: Year, chance: np.random.Generator) -> pd.DataFrame:
    """Return how many sessions were held for these pupils, and to how many they came."""
    days = session_days(activity, year)
    first = np.searchsorted(days, members["joined_on"].to_numpy().astype("datetime64[D]"))
    left = members["left_on"].to_numpy().astype("datetime64[D]")
    last = np.where(np.isnat(left), len(days), np.searchsorted(days, left, side="right"))
    offered = np.maximum(last - first, 0)
    likely = np.clip(of.COMES_TO_A_SESSION - members["absence_rate"].to_numpy(dtype=float), 0.05, 1)
    return pd.DataFrame(
        {
            "pupil": members["pupil"].to_numpy(),
            "activity": activity.name,
            "sessions_offered": offered,
            "sessions_attended": chance.binomial(offered, likely),
        }
    )


def session_days(activity: Activity, year: Year) -> Days:
    """Return the days on which an activity meets: every school day, or its weekday in weeks with school."""
    school_days: Days = year.days[~year.is_training].astype("datetime64[D]")
    if not activity.weekday:
        return school_days
    mondays = np.unique(np.busday_offset(school_days, 0, "backward", weekmask="Mon"))
    days: Days = mondays + WEEK.index(activity.weekday)
    return days if activity.weekday == "Sat" else np.intersect1d(days, school_days)
