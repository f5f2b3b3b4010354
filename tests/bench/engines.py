"""The same gaps from the same marks in pandas and in SQLite, answers held equal."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from dashboard import cache, gaps
from dashboard.store.opening import Store
from tests.bench.table import Table, median, stopwatch

YEAR = "2025/26"
Gaps = dict[str, float]

SQLITE_RATE = """
    select pupil_group.label, sum(code.absent) * 1.0 / sum(code.possible)
    from mark join code on code.code = mark.code join pupil_group on pupil_group.pupil_id = mark.pupil_id
    group by pupil_group.label
"""
SQLITE_PERSISTENT = """
    select pupil_group.label, avg(10 * counts.absent >= counts.possible)
    from (select mark.pupil_id, sum(code.absent) as absent, sum(code.possible) as possible
          from mark join code on code.code = mark.code group by mark.pupil_id) as counts
    join pupil_group on pupil_group.pupil_id = counts.pupil_id
    where counts.possible > 0 group by pupil_group.label
"""


def one_year(published: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the year's marks, the meaning of the codes, and each pupil's pupil premium group."""
    db = duckdb.connect(str(published), read_only=True)
    marks = db.execute(
        "select pupil_id, cast(code as varchar) as code from mark join calendar using (date) "
        "where calendar.academic_year = $year", {"year": YEAR}
    ).df()  # fmt: skip
    codes = db.execute(
        "select code, cast(counts_as_possible as integer) as possible, "
        "cast(counts_as_absent as integer) as absent from attendance_code"
    ).df()
    groups = db.execute(
        "select enrolment.pupil_id, characteristic_group.label from pupil_group "
        "join enrolment using (enrolment_id) join characteristic_group using (characteristic_id, group_id) "
        "where characteristic_group.characteristic = 'Pupil premium' and enrolment.academic_year = $year",
        {"year": YEAR},
    ).df()  # fmt: skip
    db.close()
    marks["code"] = marks["code"].astype("category")
    return marks, codes, groups


def in_pandas(
    marks: pd.DataFrame, codes: pd.DataFrame, groups: pd.DataFrame
) -> dict[str, Callable[[], Gaps]]:
    """Return the two gaps as functions on data frames already in memory."""
    flags = codes.set_index("code").loc[marks["code"].cat.categories]

    def counts() -> pd.DataFrame:
        spread = marks["code"].cat.codes.to_numpy()
        sums = pd.DataFrame({
            "pupil_id": marks["pupil_id"],
            "absent": flags["absent"].to_numpy()[spread],
            "possible": flags["possible"].to_numpy()[spread],
        })  # fmt: skip
        return sums.groupby("pupil_id", as_index=False).sum().merge(groups, on="pupil_id")

    def rate() -> Gaps:
        sums = counts().groupby("label")[["absent", "possible"]].sum()
        return dict(sums["absent"] / sums["possible"])

    def persistent() -> Gaps:
        pupils = counts().query("possible > 0")
        return dict((10 * pupils["absent"] >= pupils["possible"]).groupby(pupils["label"]).mean())

    return {"absence_rate": rate, "persistent_absence": persistent}


def in_sqlite(
    marks: pd.DataFrame, codes: pd.DataFrame, groups: pd.DataFrame, path: Path
) -> dict[str, Callable[[], Gaps]]:
    """Return the two gaps as queries on an indexed SQLite file holding the same rows."""
    db = sqlite3.connect(path)
    db.execute("pragma synchronous = off")
    for name, frame in (("mark", marks.astype({"code": "str"})), ("code", codes), ("pupil_group", groups)):
        frame.to_sql(name, db, index=False, chunksize=200_000)
    db.execute("create index mark_pupil on mark (pupil_id, code)")
    db.execute("create index pupil_group_pupil on pupil_group (pupil_id, label)")
    return {
        "absence_rate": lambda: dict(db.execute(SQLITE_RATE).fetchall()),
        "persistent_absence": lambda: dict(db.execute(SQLITE_PERSISTENT).fetchall()),
    }


def ours(store: Store, measure: str) -> Gaps:
    """Return the gap as the equity page gets it, with no cache in front."""
    db = store.connection()
    cache.forget()
    [(begin, end)] = db.cursor().execute(
        "select from_date, to_date from academic_year where academic_year = $year", {"year": YEAR}
    ).fetchall()  # fmt: skip
    filters = {**gaps.NO_FILTERS, "from_date": begin, "to_date": end}
    frame = gaps.by_group(store, "leader", measure, "Pupil premium", filters)
    return dict(zip(frame["group"], frame["value"], strict=True))


def bench_engines(table: Table, published: Path, folder: Path) -> None:
    """Print how much longer pandas and SQLite take for the same gaps; fail where an answer differs."""
    table.heading(f"The same gaps elsewhere (one year of the trust: {YEAR})")
    marks, codes, groups = one_year(published)
    table.add("marks in the year", len(marks), "marks")
    engines = {
        "pandas": in_pandas(marks, codes, groups),
        "SQLite": in_sqlite(marks, codes, groups, folder / "engines.sqlite"),
    }
    store = Store(published.parent)
    for measure in ("absence_rate", "persistent_absence"):
        here, mine = timed(lambda name=measure: ours(store, name), 5)
        table.add(f"{measure} by pupil premium, here", here, "ms")
        for engine, answers in engines.items():
            there, theirs = timed(answers[measure], 1 if engine == "SQLite" else 3)
            if not all(np.isclose(theirs[group], value) for group, value in mine.items() if group in theirs):
                raise RuntimeError(f"{engine} and we differ on {measure}: {theirs} and {mine}")
            table.add(f"the same in {engine}, answers equal", there / here, "times")


def timed(work: Callable[[], Gaps], turns: int) -> tuple[float, Gaps]:
    """Return the median milliseconds of some work, and its answer."""
    taken, answer = [], {}
    for _ in range(turns):
        with stopwatch() as seconds:
            answer = work()
        taken.append(1000 * seconds())
    return median(taken), answer
