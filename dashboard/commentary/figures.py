"""The commentary on a gap, on its course and on a level: rows in, one to three sentences out."""

from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.commentary.certainty import Grade, grade_of, grade_of_row, said
from dashboard.equity.wording import gap_of, same_time_of_year, trend_sentence
from dashboard.sentences import CHANCE, Row, as_said, gap_sentences, no_data_sentence
from dashboard.standings import group_to_tell
from dashboard.statistics import Gap, change_between
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun

if TYPE_CHECKING:  # reading the measures needs DuckDB; wording a figure does not
    from dashboard.measures import Measure

Sentences = tuple[str, ...]

SOURCES = {"attendance": "registers", "attainment": "results", "support": "support records"}
NO_GROUPS = "No two groups here have enough pupils to compare."


@dataclass(frozen=True)
class Basis:
    """What a figure rests on: how many were looked at to find it, and the last day of its data."""

    looks: int = 1
    to: date | None = None


ALONE = Basis()


def of_gap(
    rows: pd.DataFrame,
    measure: "Measure",
    characteristic: str,
    group: str | None = None,
    change: str = "",
    basis: Basis = ALONE,
) -> Sentences:
    """Say the gap of one characteristic: who, how big, how sure. ``rows`` are those of ``gaps.by_group``.

    ``group`` None: the one that ``standings.group_to_tell`` chooses. ``change`` is what
    ``sentences.change_words`` returns.
    """
    pair = group_to_tell(rows) if group is None else _pair(rows, group)
    if pair is None:
        return (NO_GROUPS if rows["pupils"].sum() > 0 else no_data_sentence(measure),)
    return of_row(*pair, measure, characteristic, change, basis)


def of_row(
    row: Row,
    reference: Row,
    measure: "Measure",
    characteristic: str,
    change: str = "",
    basis: Basis = ALONE,
) -> Sentences:
    """Say how one group compares with its reference: who, how big, how sure and from what."""
    told = gap_sentences(row, reference, measure, characteristic, change)
    if len(told) == 1:
        return (told[0],)
    first, *size = (each for each in told if each != CHANCE)
    grade = grade_of_row(row, basis.looks)
    n = _counted([row["pupils"], reference["pupils"]])
    if row["difference"] == 0:
        return first, " ".join(size), f"From {from_what(n, measure, basis.to)}."
    return first, " ".join(size), sure(grade, from_what(n, measure, basis.to), basis.looks)


def of_trend(
    rows: pd.DataFrame, measure: "Measure", characteristic: str, group: str, to: date | None = None
) -> Sentences:
    """Say how a group's gap has gone: now and before, whether it moved and how sure that is.

    ``rows`` are the group's own of ``gaps.over_time``, in order of time, with ``is_running``.
    """
    told = trend_sentence(rows, measure)
    known = rows[rows["difference"].notna() & ~rows["small"].astype(bool)]
    if known.empty:
        return (told,)
    first = f"{measure.title}, {group_noun(characteristic, group)}, {told}"
    whole = known[~known["is_running"]]
    basis = from_what(_counted([known.iloc[-1]["pupils"]]), measure, to)
    earlier = [row for _, row in whole.iloc[:-1].iterrows() if same_time_of_year(row, whole.iloc[-1])]
    return first, _course(whole.iloc[-1], earlier[0], basis) if earlier else f"From {basis}."


def of_level(
    row: Row, measure: "Measure", before: Row | None = None, when: str = "last year", to: date | None = None
) -> Sentences:
    """Say one group's own figure, whether it has changed since an earlier one, and from what.

    ``row`` and ``before`` are rows of the same group, mostly of all pupils.
    """
    if row["hidden"]:
        return (f"Too few pupils to show: figures that rest on fewer than {FEWEST} stay hidden.",)
    if isnan(row["value"]):
        return (no_data_sentence(measure),)
    told = [f"{measure.title}: {as_said(row['value'], measure)}{_likely_between(row, measure)}."]
    if before is not None and not (before["hidden"] or isnan(before["value"])):
        told.append(_since(row, before, measure, when))
    return (*told, f"From {from_what(_counted([row['pupils']]), measure, to)}.")


def from_what(pupils: str, measure: "Measure", to: date | None) -> str:
    """Say what a figure rests on: ``312 and 888 pupils; registers to 14 November 2025``."""
    source = SOURCES.get(measure.area, "the school's records")
    return f"{pupils}; {source}" + (f" to {to.day} {to:%B %Y}" if to else "")


def sure(grade: Grade, basis: str, looks: int = 1) -> str:
    """Say how sure a difference is, and on what it rests."""
    return f"{said(grade, looks).removesuffix('.')} ({basis})."


def _pair(rows: pd.DataFrame, group: str) -> tuple[pd.Series, pd.Series] | None:
    """Return a group's row and its reference's; None where either is missing."""
    mine = rows[rows["group"] == group]
    if mine.empty or not isinstance(mine.iloc[0]["reference"], str):
        return None
    reference = rows[rows["group"] == mine.iloc[0]["reference"]]
    return None if reference.empty else (mine.iloc[0], reference.iloc[0])


def _counted(sides: list[float]) -> str:
    """Say n: ``312 and 888 pupils``."""
    numbers = ["hidden" if isnan(each) else f"{each:,.0f}" for each in sides]
    return f"{' and '.join(numbers)} {'pupil' if numbers == ['1'] else 'pupils'}"


def _likely_between(row: Row, measure: "Measure") -> str:
    """Say a level's own interval; nothing where there is none."""
    if isnan(row["low"]) or isnan(row["high"]):
        return ""
    low, high = (as_said(row[end], measure) for end in ("low", "high"))
    return "" if low == high else f", likely between {low} and {high}"


def _since(now: Row, before: Row, measure: "Measure", when: str) -> str:
    """Say an earlier level, and whether it has changed: ``Last year 8.1%: a clear fall``."""
    change = change_between(*(Gap(row["value"], row["low"], row["high"]) for row in (now, before)))
    told = f"{when[0].upper()}{when[1:]} {as_said(before['value'], measure)}"
    if isnan(change.low):
        return f"{told}."
    way = "a clear rise" if change.difference > 0 else "a clear fall"
    return f"{told}: {way if change.clear else 'no clear change'}."


def _course(now: Row, before: Row, basis: str) -> str:
    """Say whether a gap has moved since the first period like it, and how sure that is."""
    change = change_between(gap_of(now), gap_of(before))
    if not change.clear:
        return f"That it has moved since {before['period']} cannot be told from chance ({basis})."
    grade = grade_of(change.difference, change.low, change.high, now["pupils"])
    is_narrower = abs(now["difference"]) < abs(before["difference"])
    way = "changed" if now["difference"] * before["difference"] < 0 else None
    way = way or ("narrowed" if is_narrower else "widened")
    return f"That it has {way} since {before['period']} is {grade.words} ({basis})."
