"""How old each kind of data is, held against how often it has come so far."""

import datetime
import math
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dashboard.cards import day
from dashboard.data.words import counted, title
from dashboard.schemas import SCHEMAS

State = Literal["in time", "late", "unknown"]
SOON = 7  # days that nobody calls late
ENOUGH = 5  # days with rows, before a rhythm can be told


@dataclass(frozen=True)
class Fresh:
    """One table: its last day, its age in days, and how that compares with its own rhythm."""

    table: str
    last_day: datetime.date
    age: int
    usual: float
    nearly_all: float
    longest: float
    days: int

    @property
    def state(self) -> State:
        """Say whether it is late: older than nine in ten of the gaps that there were between its days."""
        if self.days < ENOUGH:
            return "unknown"
        return "late" if self.age > max(SOON, self.nearly_all) else "in time"

    @property
    def words(self) -> str:
        """Say how late it is, or that it is not."""
        if self.state == "unknown":
            return "too few days so far to tell how often it comes"
        usual = f"usually {counted(round(self.usual), 'day')} from one to the next"
        if self.state == "in time":
            return f"in time: {usual}"
        most = counted(math.floor(self.nearly_all), "day")
        if self.age > self.longest:
            return f"late: never so long before; {usual}, the longest {self.longest:,.0f}"
        return f"late: {usual}, nine times in ten no more than {most}; perhaps a holiday"


def freshness(rows: pd.DataFrame, today: datetime.date) -> list[Fresh]:
    """Return how fresh each table with days is, in the order of the import files."""
    found = []
    for row in rows.to_dict("records"):
        last = pd.Timestamp(row["last_day"]).date()
        usual, most, longest = (number(row[name]) for name in ("usual_gap", "nearly_all_gaps", "longest_gap"))
        age = (today - last).days
        found.append(Fresh(row["table_name"], last, age, usual, most, longest, int(row["days"])))
    order = {name: place for place, name in enumerate(SCHEMAS)}
    return sorted(found, key=lambda each: order[each.table])


def number(value: float | None) -> float:
    """Return a number that may be missing: none is no gap."""
    return 0.0 if value is None or pd.isna(value) else float(value)


def fresh_table(found: list[Fresh], imported: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of every imported table, with the day it last came in and from which file."""
    by_table = {each.table: each for each in found}
    newest = imported.drop_duplicates("table_name")
    order = {name: place for place, name in enumerate(SCHEMAS)}
    newest = newest.sort_values("table_name", key=lambda names: names.map(order))
    rows = []
    for row in newest.to_dict("records"):
        known = by_table.get(row["table_name"])
        rows.append(
            {
                "What": title(row["table_name"]),
                "Last day in it": day(known.last_day) if known else "no days in it",
                "Days ago": str(max(0, known.age)) if known else "",
                "Compared with its own rhythm": known.words if known else "",
                "Last imported": day(pd.Timestamp(row["imported_at"]).date()),
                "From the file": row["file"],
            }
        )
    return pd.DataFrame(rows)


def freshness_sentence(found: list[Fresh]) -> str:
    """Say what is late, or that nothing is."""
    late = [each for each in found if each.state == "late"]
    if not found:
        return "Nothing that is loaded has a day in it. Import attendance or results."
    if not late:
        return "Everything with a day in it is as fresh as it usually is."
    named = [f"{title(each.table)} (last day {day(each.last_day)}, {each.age} days ago)" for each in late]
    return f"Older than usual: {'; '.join(named)}. Ask for the latest export of each."
