"""The kinds of contradiction: what each is called, what one row says, and what to do about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.cards import day
from dashboard.data.words import counted

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of contradiction. ``says`` puts a row into words, without the pupil's name."""

    title: str
    one: str
    many: str
    says: Callable[[Row], str]
    do: str
    may_be_right: str = ""

    def sentence(self, found: int) -> str:
        """Say how many there are."""
        return f"{found:,} {self.one if found == 1 else self.many}"


def on(value: object) -> str:
    """Return a day as a school writes it."""
    return day(pd.Timestamp(str(value)).date())


def marks(row: Row) -> str:
    """Say how many marks, the first of them when, and how that meets the day of joining or leaving."""
    return f"{counted(int(row['about']), 'mark')}, the first on {on(row['day'])}"


def differing(field: str) -> Kind:
    """Return the kind of pupils whose rows do not agree about what does not change."""
    return Kind(
        f"More than one {field}",
        f"pupil has more than one {field}",
        f"pupils have more than one {field}",
        lambda row: str(row["about"]),
        f"Look the {field} up in the school's system, put it right there, and ask for the pupils export "
        "again for each of these years.",
    )


CORRECT_DAYS = (
    "Ask the office for the day of joining or leaving; put it right in the school's system, then ask for the "
    "pupils export again."
)

# The first is the one to act on first.
KINDS: dict[str, Kind] = {
    "present twice": Kind(
        "Present in two places",
        "pupil is marked present under two numbers at one time",
        "pupils are marked present under two numbers at one time",
        lambda row: (
            f"{counted(int(row['about']), 'session')} also present as {row['other']}, "
            f"the first on {on(row['day'])}"
        ),
        "Find out which record is the pupil's, close the other, and ask for both attendance exports again.",
    ),
    "pupil unknown": Kind(
        "Pupils whom no pupils file names",
        "pupil has marks, results or classes, but no row in a pupils file",
        "pupils have marks, results or classes, but no row in a pupils file",
        lambda row: f"first mark on {on(row['day'])}" if pd.notna(row["day"]) else "no marks",
        "Ask for the pupils export again with those who have left; till then their groups are unknown.",
    ),
    "marks after leaving": Kind(
        "Marks after leaving",
        "pupil has marks after leaving",
        "pupils have marks after leaving",
        lambda row: f"{marks(row)}; last day on roll {on(row['other_day'])}",
        CORRECT_DAYS,
    ),
    "marks before joining": Kind(
        "Marks before joining",
        "pupil has marks before joining",
        "pupils have marks before joining",
        lambda row: f"{marks(row)}; joined on {on(row['other_day'])}",
        CORRECT_DAYS,
    ),
    "result after leaving": Kind(
        "Results after leaving",
        "result is dated after the pupil left",
        "results are dated after the pupil left",
        lambda row: f"{row['about']}, {row['other']}, on {on(row['day'])}; left on {on(row['other_day'])}",
        CORRECT_DAYS,
        "Examination results of leavers come in August and are right.",
    ),
    "result before joining": Kind(
        "Results before joining",
        "result is dated before the pupil joined",
        "results are dated before the pupil joined",
        lambda row: f"{row['about']}, {row['other']}, on {on(row['day'])}; joined on {on(row['other_day'])}",
        CORRECT_DAYS,
        "Results sent on by the school before are right.",
    ),
    "left before joining": Kind(
        "Left before joining",
        "pupil leaves before joining",
        "pupils leave before joining",
        lambda row: f"joined on {on(row['other_day'])}, left on {on(row['day'])}, in {row['about']}",
        CORRECT_DAYS,
    ),
    "two year_group": differing("year group"),
    "two sex": differing("sex"),
    "two date_of_birth": differing("date of birth"),
    "class not on roll": Kind(
        "In a class, not on roll",
        "place in a class is of a pupil not on roll then",
        "places in classes are of pupils not on roll then",
        lambda row: (
            f"{row['about']} in {row['other']}"
            + (f"; joined or left on {on(row['other_day'])}" if pd.notna(row["other_day"]) else "")
        ),
        "Take the pupil off the class list, or ask for the pupils export of that year again.",
    ),
    "support over": Kind(
        "More sessions attended than offered",
        "pupil attended more sessions of support than were offered",
        "pupils attended more sessions of support than were offered",
        lambda row: f"{row['about']}: {row['other']} sessions",
        "Ask who runs the support which number is right, and import the row again.",
    ),
    "marks without school": Kind(
        "Marks on days without school",
        "day has marks of a few pupils only",
        "days have marks of a few pupils only",
        lambda row: f"{on(row['day'])}: {counted(int(row['about']), 'pupil')} marked, this one for example",
        "Was the school open? If not, take the marks out in the school's system and ask for that week again.",
        "A Saturday session or a day for one year group is right.",
    ),
    "year group jumps": Kind(
        "Year groups that do not go up by one",
        "pupil's year group does not go up by one",
        "pupils' year groups do not go up by one",
        lambda row: f"Year {row['about']}, Year {row['other']}",
        "Look the year group up, and ask for the pupils export again where it is wrong.",
        "A pupil who repeats or skips a year is right.",
    ),
    "class of another year": Kind(
        "In a class of another year group",
        "place in a class is of another year group than the pupil's",
        "places in classes are of another year group than the pupil's",
        lambda row: f"{row['about']}: {row['other']}",
        "Look at the class list, or at the pupil's year group.",
        "Classes of mixed years are right.",
    ),
}


def in_order(rows: pd.DataFrame) -> list[tuple[str, Kind, pd.DataFrame]]:
    """Return the kinds that there are, those to act on first before the others, each with its rows."""
    return [
        (name, kind, rows[rows["kind"] == name])
        for name, kind in KINDS.items()
        if (rows["kind"] == name).any()
    ]
