"""A mark for every pupil and session of a year, drawn with the relations of parameters.py."""

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.days import Year
from dashboard.demo.pupils import School, likelihood, log_odds

CODES = np.array(
    ["/", "\\", "L", "V", "P", "B", "W", "I", "M", "C", "C2", "E", "J1", "G", "N", "O", "U", "Y1", "Y2", "#"]
)
NUMBER = {code: number for number, code in enumerate(CODES)}
MISSED = np.isin(CODES, ["I", "M", "C", "C2", "E", "J1", "G", "N", "O", "U"])
NOT_POSSIBLE = np.isin(CODES, ["Y1", "Y2", "#"])

# Why pupils are away, of those who attract pupil premium and of the others.
REASONS = {"I": (0.42, 0.63), "O": (0.44, 0.23), "C": (0.04, 0.05), "E": (0.06, 0.025), "G": (0.04, 0.065)}
HALF_A_DAY = 0.08  # of days away, the share missed in the morning only; the same in the afternoon only
LATE_MORNING, LATE_AFTERNOON, AFTER_CLOSE, APPOINTMENT = 0.022, 0.004, 0.003, 0.004
FIXTURE, TRIP_GOES, ELSEWHERE, PART_TIME, INTERVIEW = 0.01, 0.4, 0.01, 0.002, 0.002
NO_BUS, SNOW = 0.05, 0.12
UNEXPLAINED_DAYS = 5  # a reason must be found within five school days: until then N
A_WHOLE_YEAR = 190  # school days: the latest year has fewer so far
# School days of a year, counted from its first.
WORK_EXPERIENCE, WITHOUT_BUSES, WITH_SNOW, FIRST_TRIP = (181, 186), (22, 38), (76, 90), 20
WEDNESDAY, THURSDAY, FRIDAY = 2, 3, 4

Marks = np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]


def make_marks(rows: pd.DataFrame, year: Year, school: School) -> Marks:
    """Return the code of each enrolment, day and session (number in CODES)."""
    chance = school.chance
    is_away = draw_absence(chance_of_absence(rows, year, school), year, chance)
    reason = draw_reasons(is_away, rows, year, chance)
    marks = np.empty((*is_away.shape, 2), dtype=np.uint8)
    marks[:, :, 0] = NUMBER["/"]
    marks[:, :, 1] = NUMBER["\\"]
    add_lateness(marks, rows, chance)
    add_activities(marks, rows, year, chance)
    draw = chance.random(is_away.shape)
    for session, is_here_for_half in enumerate((draw > 1 - HALF_A_DAY, draw < HALF_A_DAY)):
        is_missed = is_away & ~is_here_for_half
        marks[:, :, session][is_missed] = reason[is_missed]
    add_disruption(marks, year, chance)
    marks[:, year.is_training, :] = NUMBER["#"]
    return marks


def chance_of_absence(rows: pd.DataFrame, year: Year, school: School) -> np.ndarray:
    """Return each pupil's share of days away in this year."""
    carried = of.ABSENCE_CARRIES_OVER * rows["leaning"].to_numpy()
    fresh = np.sqrt(1 - of.ABSENCE_CARRIES_OVER**2) * school.chance.standard_normal(len(rows))
    steps = (
        of.by_years_ago(of.PUPIL_PREMIUM_ABSENCE, year.years_ago) * (rows["pupil_premium"] == "Y")
        + rows["sen"].map(of.SEN_ABSENCE)
        + rows["year_group"].map(of.YEAR_GROUP_ABSENCE)
    ).to_numpy(dtype=float)
    usual = of.USUAL_ABSENCE + school.absence + steps + of.ABSENCE_SPREAD * (carried + fresh)
    severe = log_odds(of.SEVERE_ABSENCE) + steps + 0.5 * (carried + fresh)
    return likelihood(np.where(rows["is_severe"], severe, usual)).clip(0.001, 0.93)


def draw_absence(share: np.ndarray, year: Year, chance: np.random.Generator) -> np.ndarray:
    """Draw days away, in spells: a pupil away today is likelier to be away tomorrow."""
    is_after_holiday = year.is_after_holiday | np.roll(year.is_training & year.is_after_holiday, 1)
    factor = np.ones(len(year.days))
    factor[year.weekday == FRIDAY] = of.FRIDAY
    factor[is_after_holiday] *= of.AFTER_HOLIDAY
    stay = np.maximum(of.STAYS_AWAY, share)
    start = share * (1 - stay) / (1 - share)
    draw = chance.random((len(share), len(year.days)))
    is_away = np.zeros(draw.shape, dtype=bool)
    before = draw[:, 0] < share
    for day in range(len(year.days)):
        before = draw[:, day] < np.where(before, stay, start * factor[day])
        is_away[:, day] = before
    return is_away


def draw_reasons(
    is_away: np.ndarray, rows: pd.DataFrame, year: Year, chance: np.random.Generator
) -> np.ndarray:
    """Return a code for each day, the same all through a spell away."""
    numbers = np.array([NUMBER[code] for code in REASONS], dtype=np.uint8)
    shares = np.cumsum(np.array(list(REASONS.values())).T, axis=1)
    draw = chance.random(is_away.shape)
    group = np.where(rows["pupil_premium"] == "Y", 0, 1)
    reason = numbers[(draw[:, :, None] > shares[group][:, None, :-1]).sum(axis=2)]
    starts = is_away & ~np.pad(is_away, ((0, 0), (1, 0)))[:, :-1]
    began = np.maximum.accumulate(np.where(starts, np.arange(is_away.shape[1]), 0), axis=1)
    reason = np.take_along_axis(reason, began, axis=1)
    if year.days[-1] == np.datetime64(of.LAST_MARK):
        recent = reason[:, -UNEXPLAINED_DAYS:]
        recent[recent == NUMBER["O"]] = NUMBER["N"]
    return reason


def add_lateness(marks: Marks, rows: pd.DataFrame, chance: np.random.Generator) -> None:
    """Mark late arrivals and appointments, which do not depend on days away."""
    factor = np.exp(0.5 * rows["leaning"].to_numpy() + 0.5 * (rows["pupil_premium"] == "Y").to_numpy())
    for session, late in enumerate((LATE_MORNING, LATE_AFTERNOON)):
        draw = chance.random(marks.shape[:2]) / factor[:, None]
        codes = marks[:, :, session]
        codes[draw < late + AFTER_CLOSE] = NUMBER["U"]
        codes[draw < late] = NUMBER["L"]
        codes[chance.random(marks.shape[:2]) < APPOINTMENT] = NUMBER["M"]


def add_activities(marks: Marks, rows: pd.DataFrame, year: Year, chance: np.random.Generator) -> None:
    """Mark trips, fixtures, work experience, interviews, and pupils taught elsewhere."""
    weekday, month = year.weekday, year.days.astype("datetime64[M]").astype(int) % 12 + 1
    year_group = rows["year_group"].to_numpy()
    for group in of.YEAR_GROUPS:
        pupils = np.flatnonzero((year_group == group) & (chance.random(len(rows)) < TRIP_GOES))
        marks[pupils, chance.integers(FIRST_TRIP, len(year.days)), :] = NUMBER["V"]
    afternoons = marks[:, :, 1]
    afternoons[(chance.random(afternoons.shape) < FIXTURE) & (weekday == WEDNESDAY)] = NUMBER["P"]
    is_older = year_group >= 10
    elsewhere = is_older & (chance.random(len(rows)) < ELSEWHERE)
    marks[np.ix_(elsewhere, weekday == THURSDAY)] = NUMBER["B"]
    afternoons[np.ix_(chance.random(len(rows)) < PART_TIME, weekday < WEDNESDAY)] = NUMBER["C2"]
    interviews = (chance.random(afternoons.shape) < INTERVIEW) & (year_group == 11)[:, None]
    afternoons[interviews & np.isin(month, (2, 3))] = NUMBER["J1"]
    if len(year.days) > A_WHOLE_YEAR:
        marks[np.ix_(year_group == 10, np.arange(*WORK_EXPERIENCE))] = NUMBER["W"]


def add_disruption(marks: Marks, year: Year, chance: np.random.Generator) -> None:
    """Mark a day without buses in October and, in a whole year, a day of snow in January."""
    marks[chance.random(len(marks)) < NO_BUS, chance.integers(*WITHOUT_BUSES), :] = NUMBER["Y1"]
    if len(year.days) > A_WHOLE_YEAR:
        marks[chance.random(len(marks)) < SNOW, chance.integers(*WITH_SNOW), :] = NUMBER["Y2"]


def on_roll(rows: pd.DataFrame, year: Year) -> np.ndarray:
    """Tell for each enrolment and day whether the pupil was on roll."""
    joined, left = rows["joined_on"].to_numpy(), rows["left_on"].to_numpy()
    has_joined = joined[:, None] <= year.days
    return np.asarray(has_joined & ~(left[:, None] < year.days))


def absence_rates(marks: Marks, is_on_roll: np.ndarray) -> np.ndarray:
    """Return each enrolment's sessions missed as a share of its possible ones."""
    counted = ~NOT_POSSIBLE[marks] & is_on_roll[:, :, None]
    missed = MISSED[marks] & is_on_roll[:, :, None]
    return np.asarray(missed.sum(axis=(1, 2)) / np.maximum(counted.sum(axis=(1, 2)), 1))
