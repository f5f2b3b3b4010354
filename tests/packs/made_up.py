"""Thirty made-up schools for the attack: 210 to 1,500 pupils, skewed groups, outcomes that depend on them."""

from dataclasses import replace
from datetime import date

import numpy as np

from dashboard.packs.cohort import NO, NO_VALUE, YES, Cohort, Group, Outcome, YearCohort
from dashboard.packs.merging import merged

SIZES = (210, 240, 315, 420, 480, 630, 750, 900, 1000, 1100, 1200, 1300, 1400, 1450, 1500)
SCHOOLS = 30
UNKNOWN = Group("?", "Not known")
GROUPS = {
    "Sex": (Group("F", "Female"), Group("M", "Male", is_reference=True), UNKNOWN),
    "Pupil premium": (
        Group("Y", "Pupil premium", True),
        Group("N", "Not pupil premium", False, True),
        UNKNOWN,
    ),
    "SEN": (
        *(Group("E", "EHC plan", True), Group("K", "SEN support", True)),
        *(Group("N", "No SEN", False, True), UNKNOWN),
    ),
    "EAL": (
        Group("Y", "English as an additional language", True),
        Group("N", "English first language", False, True),
        UNKNOWN,
    ),
    "Ethnicity": (
        *(Group("White", "White", False, True), Group("Mixed", "Mixed / multiple"), Group("Asian", "Asian")),
        *(Group("Black", "Black"), Group("Other", "Other"), UNKNOWN),
    ),
    "Looked after": (Group("Y", "Looked after", True), Group("N", "Not looked after", False, True), UNKNOWN),
    "Prior attainment": (
        *(Group("LOW", "Low", True), Group("MID", "Middle", False, True), Group("HIGH", "High"), UNKNOWN),
    ),
}
PRIMARY, SECONDARY = ("R", "1", "2", "3", "4", "5", "6"), ("7", "8", "9", "10", "11")
OUTCOMES = {
    name: Outcome(name, title, f"Whether {title.lower()}.", "proportion", "percent", good, area, "made up")
    for name, title, good, area in (
        ("persistent_absence", "Persistent absence", "low", "attendance"),
        ("at_expected", "At the expected standard", "high", "attainment"),
        ("on_target", "On target", "high", "attainment"),
        ("in_support", "In support", "neither", "support"),
    )
}


def school(number: int, years: int = 1) -> Cohort:
    """Return one of the made-up schools, its groups merged as a pack's are."""
    return merged(school_as_it_is(number, years))


def school_as_it_is(number: int, years: int = 1) -> Cohort:
    """Return one of the made-up schools before small groups are merged."""
    random = np.random.default_rng([6, number])
    size = SIZES[number % len(SIZES)]
    year_groups = PRIMARY if size <= 500 else SECONDARY
    groups = {**GROUPS, "Year group": tuple(Group(each, f"Year {each}") for each in year_groups)}
    # A share of each group for the school, so skewed that some groups are a handful of pupils.
    shares = {
        "Sex": [0.5, 0.5, 0],
        "Pupil premium": [premium := random.uniform(0.05, 0.5), 1 - premium, 0.004],
        "SEN": [random.uniform(0.01, 0.06), random.uniform(0.06, 0.2), 0.8, 0.005],
        "EAL": [language := random.uniform(0.01, 0.6), 1 - language, 0.01],
        "Ethnicity": [*random.dirichlet([6, 0.5, 0.7, 0.4, 0.2]), 0.01],
        "Looked after": [random.uniform(0.003, 0.02), 1, 0],
        "Prior attainment": [0.25, 0.5, 0.2, random.uniform(0.01, 0.1)],
        "Year group": [1] * len(year_groups),
    }
    made = tuple(
        year_of(random, f"{2024 + each}/{25 + each}", size + int(random.integers(-9, 10)), groups, shares)
        for each in range(years)
    )
    return Cohort((f"School {number}",), date(2026, 11, 13), made, groups, OUTCOMES)


def year_of(random, year, size, groups, shares) -> YearCohort:
    """Return the pupils of one year."""
    placed = {
        name: random.choice(len(groups[name]), size, p=np.array(share) / np.sum(share))
        for name, share in shares.items()
    }
    need = 1.0 * (placed["Pupil premium"] == 0) + 1.2 * (placed["SEN"] < 2) + random.normal(0, 1, size)
    starts = {"persistent_absence": -1.6, "at_expected": 1.0, "on_target": 0.4, "in_support": -2.2}
    slopes = {"persistent_absence": 0.7, "at_expected": -0.9, "on_target": -0.6, "in_support": 0.9}
    outcomes = {
        name: (random.random(size) < 1 / (1 + np.exp(-starts[name] - slopes[name] * need))).astype(np.int64)
        for name in starts
    }
    missing = random.random(size) < 0.015
    for name in ("at_expected", "on_target"):
        outcomes[name] = np.where(missing, NO_VALUE, outcomes[name])
    first = date(int(year[:4]), 9, 1)
    pupils = tuple(f"School|{number}" for number in range(size))
    return YearCohort(year, first, first.replace(month=11, day=13), pupils, placed, outcomes)


def changed(cohort: Cohort, name: str, pupils: int) -> Cohort:
    """Return a school in which so many pupils are in another group, or have another outcome."""
    year = cohort.latest
    if name in year.groups:
        count = len(cohort.characteristics[name])
        other = year.groups[name].copy()
        other[:pupils] = (other[:pupils] + 1) % count
        return replace(cohort, years=(*cohort.years[:-1], replace(year, groups={**year.groups, name: other})))
    other = year.outcomes[name].copy()
    other[:pupils] = np.where(other[:pupils] == YES, NO, YES)
    return replace(cohort, years=(*cohort.years[:-1], replace(year, outcomes={**year.outcomes, name: other})))


def without_pupils(cohort: Cohort, places) -> Cohort:
    """Return a school that some pupils of the last year have left."""
    year = cohort.latest
    stay = np.ones(len(year.pupils), dtype=bool)
    stay[list(places)] = False
    kept = replace(
        year,
        pupils=tuple(pupil for pupil, stays in zip(year.pupils, stay, strict=True) if stays),
        groups={name: each[stay] for name, each in year.groups.items()},
        outcomes={name: each[stay] for name, each in year.outcomes.items()},
    )
    return replace(cohort, years=(*cohort.years[:-1], kept))
