"""What the made-up school has to work with: its money and its rooms."""

import numpy as np
import pandas as pd

from dashboard.demo import parameters as of
from dashboard.demo.days import Year
from dashboard.demo.pupils import School

PAID_AS = {
    "teaching staff": ("teacher", "leader"),
    "education support staff": ("assistant",),
    "other staff": ("other",),
}
# Rooms of a school of 1,200: how many, the first letter of their numbers, places, kind.
NUMBERED = ((34, "G", 30, "general"), (10, "S", 30, "science"), (8, "P", 24, "practical"))
NAMED = (
    ("Main hall", 240, "hall"),
    ("Sports hall", 60, "sports"),
    ("Gym", 40, "sports"),
    ("Drama studio", 30, "hall"),
    ("Library", 40, "other"),
    ("Canteen", 180, "other"),
    ("Learning support", 12, "other"),
    ("Small group room", 6, "other"),
)


def cost_rows(staff: pd.DataFrame, year: Year, school: School) -> pd.DataFrame:
    """Return the budget of one year: what its staff cost, the rest as shares of that, and the income."""
    paid = {
        item: float(staff.loc[staff["role"].isin(roles), "cost"].sum()) for item, roles in PAID_AS.items()
    }
    teaching = paid["teaching staff"]
    spent = {
        **paid,
        "supply": of.SUPPLY * teaching,
        "other expenditure": of.OTHER_EXPENDITURE * teaching,
    }
    income = sum(spent.values()) * (1 + of.by_years_ago(of.LEFT_OVER, year.years_ago))
    lines = pd.Series({**spent, "income": income}).round(-2).astype(int)
    return pd.DataFrame(
        {
            "school": school.name,
            "academic_year": year.name,
            "item": lines.index,
            "amount": lines.to_numpy(),
        }
    )


def room_rows(school: School) -> pd.DataFrame:
    """Return the rooms: as many classrooms as the size of the school asks for, and what every school has."""
    numbered = [
        (f"{letter}{number:02d}", places, kind)
        for count, letter, places, kind in NUMBERED
        for number in range(1, 1 + int(np.ceil(count * school.size / 1200)))
    ]
    rooms = pd.DataFrame([*numbered, *NAMED], columns=["room", "places", "kind"])
    return rooms.assign(school=school.name)
