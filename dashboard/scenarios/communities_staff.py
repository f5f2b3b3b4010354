"""How many of a community's lessons its own team can teach, when teachers belong to one community each.

Every community needs an equal share of each subject's lessons. A teacher joins one community whole and
teaches one subject there, or with ``second_subjects`` what time is left in another. What binds is a subject
with fewer teachers than communities.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible

Rows = NDArray[np.int64]
Periods = NDArray[np.float64]

UP_TO = 8


@dataclass(frozen=True)
class Teams:
    """Teams by community. Own teams teach ``own`` of ``lessons``; no way of sharing out passes ``most``.

    ``subjects`` has a row a subject: ``subject``, ``lessons``, ``teachers``, ``own``. ``teachers`` has a row
    a teacher: ``staff``, ``subject``, ``periods``, ``community`` from 0.
    """

    lessons: float
    own: float
    most: float
    subjects: pd.DataFrame
    teachers: pd.DataFrame

    @property
    def share(self) -> float:
        """Return the share of lessons that the own teams can teach."""
        return self.own / self.lessons


def subjects_of(classes: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """Return a row a teacher: ``staff``, ``periods``, ``subject`` and ``second``, "" where there is none.

    ``classes`` has ``subject``, ``teacher``, ``periods``; ``staff`` has ``staff``, ``periods`` and
    ``specialisms``, the main one first. Where these are empty, the classes say. A teacher's main subject is
    one that is taught. Raises Impossible where nobody teaches anything.
    """
    taught = classes.assign(periods=pd.to_numeric(classes["periods"]).fillna(0.0))
    taught = taught[taught["subject"].notna() & (taught["periods"] > 0)]
    if taught.empty:
        raise Impossible("The classes have no subjects with periods: communities need lessons to share out.")
    offered = set(taught["subject"])
    has = taught[taught["teacher"].notna()].groupby(["teacher", "subject"])["periods"].sum()
    rows = []
    for name, periods, specialisms in zip(
        staff["staff"], pd.to_numeric(staff["periods"]), staff["specialisms"], strict=True
    ):
        mine = has.loc[[name]].sort_values(ascending=False) if name in has.index.get_level_values(0) else None
        from_classes = [] if mine is None else [str(subject) for _, subject in mine.index]
        stated = [] if pd.isna(specialisms) else [text.strip() for text in str(specialisms).split(",")]
        subjects = [subject for subject in dict.fromkeys([*stated, *from_classes]) if subject in offered]
        load = float(periods) if pd.notna(periods) else (0.0 if mine is None else float(mine.sum()))
        if subjects and load > 0:
            second = subjects[1] if len(subjects) > 1 else ""
            rows.append({"staff": str(name), "periods": load, "subject": subjects[0], "second": second})
    if not rows:
        raise Impossible("No teacher has periods and a subject that is taught: check the staff import.")
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Department:
    """A subject's teachers, by row of their frame, and where they are; ``each`` is one community's need."""

    subject: str
    lessons: float
    each: float
    rows: Rows
    loads: Periods
    where: Rows
    had: Periods

    @property
    def own(self) -> float:
        """Return the lessons that are taught in the teacher's own community."""
        return float(np.minimum(self.had, self.each).sum())

    @property
    def most(self) -> float:
        """Return what no way of sharing these teachers out can pass."""
        return min(self.lessons, float(np.minimum(self.loads, self.each).sum()))


def teams(
    classes: pd.DataFrame, staff: pd.DataFrame, communities: int, second_subjects: bool = False
) -> Teams:
    """Return teachers in communities so that own teams teach as many lessons as sharing out finds.

    Frames as in ``subjects_of``; ``communities`` from 1. Raises Impossible.
    """
    teachers = subjects_of(classes, staff)
    lessons = pd.to_numeric(classes["periods"]).fillna(0.0).groupby(classes["subject"]).sum()
    total = np.zeros(communities)
    departments = []
    for subject, wanted in lessons[lessons > 0].items():
        rows = np.flatnonzero(teachers["subject"] == subject)
        loads = teachers["periods"].to_numpy(dtype=float)[rows]
        each = float(wanted) / communities
        where = _shared_out(loads, communities, each, total)
        had = np.bincount(where, loads, minlength=communities).astype(float)
        total += had
        departments.append(Department(str(subject), float(wanted), each, rows, loads, where, had))
    place = np.zeros(len(teachers), dtype=np.int64)
    for department in departments:
        place[department.rows] = department.where
    given = _in_second(teachers, departments) if second_subjects else {}
    subjects = [
        (each.subject, each.lessons, len(each.rows), each.own + given.get(each.subject, 0.0))
        for each in departments
    ]
    wanted = float(lessons.sum())
    return Teams(
        lessons=wanted,
        own=sum(row[3] for row in subjects),
        most=wanted if second_subjects else sum(each.most for each in departments),
        subjects=pd.DataFrame(subjects, columns=["subject", "lessons", "teachers", "own"]),
        teachers=teachers[["staff", "subject", "periods"]].assign(community=place),
    )


def _shared_out(loads: Periods, communities: int, each: float, total: Periods) -> Rows:
    """Return a community for each teacher of a subject: longest first to the emptiest, then exchanged."""
    had = np.zeros(communities)
    where = np.zeros(len(loads), dtype=np.int64)
    for teacher in np.argsort(-loads, kind="stable"):
        where[teacher] = np.lexsort((total, had))[0]
        had[where[teacher]] += loads[teacher]
    while (change := _best_exchange(loads, where, had, each)) is not None:
        one, to, back = change
        here = where[one]
        where[one] = to
        if back is not None:
            where[back] = here
        had = np.bincount(where, loads, minlength=communities).astype(float)
    return where


def _best_exchange(
    loads: Periods, where: Rows, had: Periods, each: float
) -> tuple[int, int, int | None] | None:
    """Return the move of a teacher, or exchange for another, after which own teams teach most."""
    taught = np.minimum(had, each)
    best, change = 1e-9, None
    for one in range(len(loads)):
        for back in (*range(len(loads)), *(-1 - community for community in range(len(had)))):
            to = int(where[back]) if back >= 0 else -1 - back
            here = int(where[one])
            if here == to:
                continue
            moved = loads[one] - (loads[back] if back >= 0 else 0.0)
            gain = min(had[here] - moved, each) + min(had[to] + moved, each) - taught[here] - taught[to]
            if gain > best:
                best, change = float(gain), (one, to, back if back >= 0 else None)
    return change


def _in_second(teachers: pd.DataFrame, departments: list[Department]) -> dict[str, float]:
    """Return the lessons by subject that teachers can give in a second subject in the time they have left.

    What a department has over in a community is its teachers' in the share of their periods.
    """
    need = {each.subject: np.maximum(each.each - each.had, 0.0) for each in departments}
    given: dict[str, float] = {}
    for department in departments:
        over = np.maximum(department.had - department.each, 0.0)
        for row, load, community in zip(department.rows, department.loads, department.where, strict=True):
            second = str(teachers["second"].iloc[row])
            if second not in need:
                continue
            spare = over[community] * load / department.had[community]
            more = min(float(spare), float(need[second][community]))
            need[second][community] -= more
            given[second] = given.get(second, 0.0) + more
    return given


def coverage_curve(
    classes: pd.DataFrame, staff: pd.DataFrame, second_subjects: bool = False, up_to: int = UP_TO
) -> pd.DataFrame:
    """Return a row a number from 2: ``communities``, ``share`` by own teams, ``most`` that it could be."""
    found = [(number, teams(classes, staff, number, second_subjects)) for number in range(2, up_to + 1)]
    return pd.DataFrame(
        [{"communities": n, "share": each.share, "most": each.most / each.lessons} for n, each in found]
    )
