"""The tables of an option scenario: who is where, what runs, who gets what they chose, who travels."""

from itertools import combinations

import numpy as np
import pandas as pd

from dashboard.scenarios.options_placement import Placed
from dashboard.scenarios.options_wishes import Wishes

COMPARED = ("disadvantaged", "sen", "eal")


def tables_of(
    wishes: Wishes, placed: Placed, pupils: pd.DataFrame, subjects: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return every table of the outcome; ``travel`` only where there are several schools."""
    found = {
        "placements": placements(wishes, placed),
        "groups": groups_that_run(wishes, placed),
        "not_running": not_running(wishes, placed, subjects),
        "met_by_group": met_by_group(placed, pupils),
        "clashes": clashes(wishes, placed),
    }
    return {**found, "travel": travel(wishes, placed)} if len(set(wishes.school)) > 1 else found


def placements(wishes: Wishes, placed: Placed) -> pd.DataFrame:
    """Return a row a pupil and block: ``pupil``, ``block``, ``subject``, ``school``, ``rank`` of the wish."""
    who, block = np.nonzero(placed.course >= 0)
    course = placed.course[who, block]
    rank = (wishes.wants[who] == wishes.offers[course][:, None]).argmax(axis=1) + 1
    return pd.DataFrame(
        {
            "pupil": np.array(wishes.pupil, dtype=object)[who],
            "block": block + 1,
            "subject": np.array(wishes.subject, dtype=object)[course],
            "school": np.array(wishes.school, dtype=object)[course],
            "rank": rank,
        }
    )


def groups_that_run(wishes: Wishes, placed: Placed) -> pd.DataFrame:
    """Return what runs, a row a course and block, with ``groups``, ``pupils`` and ``class_size``."""
    rows = [
        {
            "subject": wishes.subject[course],
            "school": wishes.school[course],
            "block": block + 1,
            "groups": int(placed.groups[course, block]),
            "pupils": int((placed.course[:, block] == course).sum()),
        }
        for course, block in np.argwhere(placed.groups > 0).tolist()
    ]
    found = pd.DataFrame(rows, columns=["subject", "school", "block", "groups", "pupils"])
    return found.assign(class_size=found["pupils"] / found["groups"])


def not_running(wishes: Wishes, placed: Placed, subjects: pd.DataFrame) -> pd.DataFrame:
    """Return the subjects on offer that do not run, with how many chose them: ``subject``, ``chosen_by``."""
    running = {wishes.subject[course] for course in np.flatnonzero(placed.groups.any(axis=1))}
    number = dict(zip(wishes.subject, wishes.offers.tolist(), strict=True))
    first = wishes.wants[:, : wishes.choices]
    rows = [
        {
            "subject": subject,
            "chosen_by": wishes.struck.get(subject, int((first == number.get(subject, -2)).sum())),
        }
        for subject in dict.fromkeys(subjects["subject"])
        if subject not in running
    ]
    return pd.DataFrame(rows, columns=["subject", "chosen_by"])


def met_by_group(placed: Placed, pupils: pd.DataFrame) -> pd.DataFrame:
    """Return who gets all choices: ``group``, ``pupils``, ``all_met``, ``share``, ``others`` (share)."""
    rows = [
        {"group": "all pupils", "pupils": len(pupils), "all_met": int(placed.all_met.sum()), "others": np.nan}
    ]
    for column in COMPARED:
        marks = (
            pupils[column].fillna(False).to_numpy(np.bool_)
            if column in pupils
            else np.zeros(0, dtype=np.bool_)
        )
        if marks.any() and not marks.all():
            met = int(placed.all_met[marks].sum())
            others = float(placed.all_met[~marks].mean())
            rows.append({"group": column, "pupils": int(marks.sum()), "all_met": met, "others": others})
    found = pd.DataFrame(rows)
    return found.assign(share=found["all_met"] / found["pupils"])


def clashes(wishes: Wishes, placed: Placed) -> pd.DataFrame:
    """Return pairs of subjects chosen together that no pupil can have both of in these blocks.

    ``first``, ``second``, ``pupils`` who chose both: their groups all stand in one and the same block, or one
    of the two does not run.
    """
    names = dict(zip(wishes.offers.tolist(), wishes.subject, strict=True))
    blocks = {number: set(np.nonzero(placed.groups[wishes.offers == number])[1].tolist()) for number in names}
    first = wishes.wants[:, : wishes.choices]
    chose = {number: (first == number).any(axis=1) for number in names}
    rows = [
        {"first": names[one], "second": names[two], "pupils": int((chose[one] & chose[two]).sum())}
        for one, two in combinations(sorted(names), 2)
        if len(blocks[one] | blocks[two]) < 2 or not blocks[one] or not blocks[two]
    ]
    found = pd.DataFrame(rows, columns=["first", "second", "pupils"])
    return found[found["pupils"] > 0].sort_values("pupils", ascending=False, kind="stable", ignore_index=True)


def travel(wishes: Wishes, placed: Placed) -> pd.DataFrame:
    """Return who goes to another school: ``pupil``, ``from``, ``to``, ``subject``, ``block``."""
    home = dict(zip(wishes.pupil, wishes.home, strict=True))
    found = placements(wishes, placed)
    found = found.assign(**{"from": found["pupil"].map(home)}).rename(columns={"school": "to"})
    away = found[found["from"] != found["to"]]
    return away[["pupil", "from", "to", "subject", "block"]].reset_index(drop=True)
