"""Two made-up schools in which one division was given to whole classes, another to single pupils."""

from datetime import date

import numpy as np
import pandas as pd

SCHOOLS = ("North", "South")
CLASSES = {"A": "small", "B": "small", "C": "regular", "D": "regular", "E": "regular"}  # in both schools


def pupils_of(seed=1, alike=9.0, classes=None):
    """Return a row a pupil: class names and pupils' numbers are the same in both schools."""
    rng, rows = np.random.default_rng(seed), []
    for school in SCHOOLS:
        for name, kind in (classes or CLASSES).items():
            level = alike * rng.standard_normal() + 6 * (kind == "small")
            for number in range(14 if kind == "small" else 24):
                own = [rng.choice(["small", "regular"]), 100 + level + 8 * rng.standard_normal()]
                rows.append([school, f"{name}{number}", name, kind, *own])
    return pd.DataFrame(rows, columns=["school", "pupil", "class", "by_class", "by_pupil", "score"])


def fill(school, rows, told_by="form", subject="Reading"):
    """Give a school two divisions of the same names, one by class and one by pupil, and a test."""
    year = {"academic_year": "2025/26"}
    people = rows[["school", "pupil"]].assign(year_group="3", **year)
    people["sex"] = np.where(np.arange(len(rows)) % 2, "F", "M")
    if told_by == "form":
        people["registration_group"] = rows["class"]
    else:
        school.take_in("class_members", rows[["school", "pupil", "class"]].assign(**year))
        named = rows[["school", "class"]].drop_duplicates()
        school.take_in("classes", named.assign(subject=subject, **year))
    school.take_in("pupils", people)
    for name in ("by_class", "by_pupil"):
        given = rows[["school", "pupil"]].assign(characteristic=name, group=rows[name], **year)
        school.take_in("characteristics", given)
    test = {"subject": "Reading", "assessment": "Spring", "assessed_on": date(2026, 4, 1), "kind": "result"}
    scores = rows["score"].map(repr)
    school.take_in(
        "results", rows[["school", "pupil"]].assign(**test, scale="KS2 scaled score", value=scores)
    )
    return school
