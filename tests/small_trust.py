"""Two made-up schools whose pupil numbers repeat, with joiners, leavers, totals, overlaps and blanks."""

import numpy as np
import pandas as pd

from dashboard.reference import reference

SCHOOLS = ("North School", "South School")
YEARS = ("2024/25", "2025/26")
SUBJECTS = ("Maths", "English", "Art")
DAYS = {
    "2024/25": pd.bdate_range("2024-09-03", "2025-07-18"),
    "2025/26": pd.bdate_range("2025-09-01", "2026-05-15"),
}
HOLIDAYS = [("2024-12-21", "2025-01-05"), ("2025-04-05", "2025-04-21"), ("2025-12-24", "2025-12-30")]
EACH = 30
UNMARKED = 27  # from this number on only totals, or nothing, are at hand


def files(seed=7):
    """Return the import files by name."""
    rng = np.random.default_rng(seed)
    pupils = made_pupils(rng)
    return {
        "pupils": pupils,
        "attendance": made_marks(rng, pupils),
        "attendance_totals": made_totals(),
        "results": made_results(rng, pupils),
        **made_support(rng),
    }


def made_pupils(rng):
    rows = []
    for school in SCHOOLS:
        for number in range(1, EACH + 1):
            sex, premium = rng.choice(["F", "M"]), bool(rng.random() < 0.4)
            for turn, year in enumerate(YEARS):
                if number % 7 == 0 and turn == 0:
                    continue  # joined in the second year
                rows.append(
                    {
                        "school": school,
                        "pupil": str(number),
                        "academic_year": year,
                        "year_group": str(7 + number % 4 + turn),
                        "sex": None if number == 5 else sex,
                        "pupil_premium": premium != (number % 9 == 0 and turn == 1),  # some change
                        "joined_on": "2026-01-05" if number % 11 == 0 and turn == 1 else None,
                        "left_on": "2024-11-29" if number == 8 and turn == 0 else None,
                    }
                )
    rows = pd.DataFrame(rows)
    return rows[~((rows["pupil"] == "8") & (rows["academic_year"] == "2025/26"))].reset_index(drop=True)


def made_marks(rng, pupils):
    codes = reference("attendance_code")["code"].tolist()
    rows = []
    for year, days in DAYS.items():
        for first, last in HOLIDAYS:
            days = days[(days < first) | (days > last)]
        enrolled = pupils[(pupils["academic_year"] == year) & (pupils["pupil"].astype(int) < UNMARKED)]
        grid = enrolled[["school", "pupil"]].merge(pd.DataFrame({"date": days}), how="cross")
        rows.append(grid.merge(pd.DataFrame({"session": ["AM", "PM"]}), how="cross"))
    rows = pd.concat(rows, ignore_index=True)
    # Some pupils miss most sessions, so that all the thresholds are crossed.
    often = rows["pupil"].astype(int).mod(5).map({0: 0.55, 1: 0.15}).fillna(0.04)
    other = rng.random(len(rows)) < often
    rows["code"] = np.where(other, rng.choice(codes, len(rows)), np.where(rows["session"] == "AM", "/", "\\"))
    left = (rows["pupil"] == "8") & (rows["date"] > "2024-11-29")
    return rows[~left & (rng.random(len(rows)) > 0.02)].reset_index(drop=True)


def made_totals():
    spans = [
        ("2024-09-03", "2025-07-18", 380, 20, 18),
        ("2024-09-03", "2024-12-20", 140, 9, 5),
        ("2025-09-01", "2025-12-19", 140, 80, 10),
    ]
    rows = [
        {"school": school, "pupil": str(number), "from_date": first, "to_date": last, "possible": possible}
        | {"authorised": authorised + number, "unauthorised": unauthorised}
        for school in SCHOOLS
        for number in (3, UNMARKED, UNMARKED + 1)  # pupil 3 has marks, so his totals must not count
        for first, last, possible, authorised, unauthorised in spans
    ]
    return pd.DataFrame(rows)


def made_results(rng, pupils):
    rows = []
    for school, pupil in pupils[["school", "pupil"]].drop_duplicates().itertuples(index=False):
        for subject in SUBJECTS[:2]:
            if rng.random() < 0.8:
                rows.append(
                    ("KS2", "2022-05-10", "baseline", subject, "KS2 scaled score", rng.integers(85, 119))
                )
        for subject in SUBJECTS:
            if rng.random() < 0.5:
                rows.append(("Entry", "2024-09-20", "baseline", subject, "GCSE 9-1", rng.integers(1, 8)))
            if rng.random() < 0.7:
                rows.append(("Aim", "2024-10-01", "target", subject, "GCSE 9-1", rng.integers(3, 9)))
            if rng.random() < 0.3:
                rows.append(("New aim", "2026-01-10", "target", subject, "GCSE 9-1", rng.integers(3, 9)))
            for assessment, day in (
                ("Autumn 24", "2024-12-02"),
                ("Summer 25", "2025-06-20"),
                ("Autumn 25", "2025-12-02"),
                ("Mock 25", "2025-12-02"),
            ):
                if rng.random() < 0.6:
                    rows.append((assessment, day, "result", subject, "GCSE 9-1", rng.integers(0, 10) or "U"))
        rows = [row if len(row) == 8 else (school, pupil, *row) for row in rows]
    columns = ["school", "pupil", "assessment", "assessed_on", "kind", "subject", "scale", "value"]
    return pd.DataFrame(rows, columns=columns).astype(str)


def made_support(rng):
    interventions = pd.DataFrame(
        [
            ("Reading", "English", 30, "2024-10-01", "2024-12-13"),
            ("Number", "Maths", 45, "2025-01-13", "2025-10-31"),
            ("Mentoring", None, 60, "2025-09-15", None),
            ("Club", None, None, "2025-09-15", "2026-03-31"),
        ],
        columns=["intervention", "subject", "minutes", "starts_on", "ends_on"],
    )
    rows = []
    for number in range(1, EACH + 1):
        for name, start in zip(interventions["intervention"], interventions["starts_on"], strict=True):
            if rng.random() < 0.25:
                offered = int(rng.integers(0, 20))
                attended = int(rng.integers(0, offered + 1)) if rng.random() < 0.9 else None
                end = "2025-11-28" if rng.random() < 0.3 and start < "2025-11-01" else None
                rows.append((str(number), name, start, end, offered, attended))
    columns = ["pupil", "intervention", "starts_on", "ends_on", "sessions_offered", "sessions_attended"]
    places = pd.DataFrame(rows, columns=columns).astype(object)
    # South School holds no data on support: there is nothing to say of it, which is not none.
    return {
        "interventions": interventions.assign(school=SCHOOLS[0]),
        "intervention_pupils": places.where(places.notna(), None).assign(school=SCHOOLS[0]),
    }
