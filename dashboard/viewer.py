"""Who may see what: the one place with the rule. What a viewer may not see is taken out, not painted over.

``leader`` sees everything, ``projected`` everything but pupils, ``governor`` one-way tables under
Rule G: counts under 10 and the rates that rest on them are hidden, everything else is rounded, and
nothing is left from which a hidden figure could be had by subtraction. The viewer is the server's
setting; no function here takes a browser's word for it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, cast, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.statistics import Kind, variance_of_value, with_differences, with_intervals

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Columns = dict[str, NDArray[np.generic]]

Viewer = Literal["leader", "governor", "projected"]
# Whom pages of live figures are for: governors read published packs, and of those only the newest.
LIVE: frozenset[Viewer] = frozenset({"leader", "projected"})

FEWEST = 10  # a smaller count, zero too, is hidden from governors and marked for leaders
FEWEST_FOR_A_MEAN = 30
STEP = 5  # governors' counts are rounded to this
PERCENT = 0.01  # governors' shares are whole percentages
SPREADS_ACROSS = 6  # nearly all pupils lie within so many standard deviations
TABLES = ("characteristic", "period")  # columns that tell the one-way tables of a frame apart
KEPT = (
    *("characteristic", "characteristic_position", "period", "from_date", "to_date", "academic_year"),
    *("code", "group", "position", "is_focus", "is_reference", "reference"),
)
FIGURES = (
    *("value", "low", "high", "difference", "difference_low", "difference_high"),
    *("hedges_g", "g_low", "g_high"),
)
PEOPLE_FILTERS = ("schools", "year_groups", "classes", "groups")


class NotForThisViewer(PermissionError):
    """Somebody asked for what their viewer may not see."""


def known_viewer(viewer: str) -> Viewer:
    """Return the viewer if there is such a one. Raises NotForThisViewer: no name, no access."""
    if viewer not in get_args(Viewer):
        known = ", ".join(get_args(Viewer))
        raise NotForThisViewer(f"Viewer: found {viewer!r}. Start the server with one of {known}.")
    return cast(Viewer, viewer)


def may_list(viewer: str) -> bool:
    """Say whether the viewer may see rows about single pupils: leaders alone."""
    return known_viewer(viewer) == "leader"


def require_pupil_rows(viewer: str) -> None:
    """Raise NotForThisViewer unless the viewer may see rows about single pupils."""
    if not may_list(viewer):
        raise NotForThisViewer(f"Pupils: a {viewer} sees groups only. Ask a school leader for names.")


def require_fine_tables(
    viewer: str, filters: Mapping[str, object] | None = None, period_kind: str = "year"
) -> None:
    """Raise NotForThisViewer unless the viewer may see a table as fine as this one.

    Without ``filters``: a table that is finer than one characteristic in itself (within another
    one, a shuffle, an adjusted gap). With them: a one-way table of the pupils they leave, perhaps
    once for each period. Governors may choose whole academic years and one value of one filter:
    from figures for freely chosen pupils or days the hidden ones can be worked out.
    """
    if known_viewer(viewer) != "governor":
        return
    if filters is None:
        raise NotForThisViewer("Table: governors see one characteristic at a time. Take the second one away.")
    if filters.get("classes"):
        raise NotForThisViewer("Classes: a class is too small a group for governors. Clear this filter.")
    chosen = sum(len(cast(list[str], filters.get(name) or [])) for name in PEOPLE_FILTERS)
    if chosen > 1:
        raise NotForThisViewer(f"Filters: found {chosen} values; governors may choose 1. Clear the others.")
    if period_kind != "year":
        raise NotForThisViewer(
            f"Periods: governors see academic years, not each {period_kind}. Choose years."
        )
    if not (_is_day(filters.get("from_date"), 9, 1) and _is_day(filters.get("to_date"), 8, 31)):
        raise NotForThisViewer(
            "Dates: governors see whole academic years. Choose 1 September to 31 August, or leave them empty."
        )


def show(rows: pd.DataFrame, viewer: str, kind: Kind) -> pd.DataFrame:
    """Return what the viewer may see of rows with intervals and differences, marked ``hidden`` and ``small``.

    Give whole tables, reference rows too: the rule needs every group of a table to see what could
    be had by subtraction. Leaders: ``small`` marks groups under 10 (draw pale, conclude nothing).
    Governors: hidden figures are NaN, every other column is gone.
    """
    if known_viewer(viewer) != "governor":
        return rows.assign(hidden=False, small=rows["pupils"] < FEWEST)
    if "within" in rows:
        require_fine_tables(viewer)
    tables = [name for name in TABLES if name in rows]
    no_count, no_value = np.zeros(len(rows), dtype=bool), np.zeros(len(rows), dtype=bool)
    for table in rows.groupby(tables, sort=False).indices.values() if tables else [np.arange(len(rows))]:
        no_count[table], no_value[table] = _hidden(rows.iloc[table], kind)
    kept = rows[[name for name in KEPT if name in rows]]
    pupils = np.where(no_count, np.nan, _to_step(_numbers(rows, "pupils"), STEP))
    codes = _reference_codes(rows, tables)
    if kind == "proportion":
        shown = _proportions(
            kept, pupils, np.where(no_value, np.nan, _numbers(rows, "positive")), codes, tables
        )
    else:
        shown = _averages(rows, kind, no_value, codes, tables)
    empty: Columns = dict.fromkeys(FIGURES, np.full(len(rows), np.nan))
    return kept.assign(pupils=pupils, **(empty | shown), hidden=no_value, small=False)


def show_counts(rows: pd.DataFrame, viewer: str) -> pd.DataFrame:
    """Return what the viewer may see of counts of pupils, in one table a ``characteristic``."""
    if known_viewer(viewer) != "governor":
        return rows
    pupils = _numbers(rows, "pupils")
    hidden = np.zeros(len(rows), dtype=bool)
    for table in rows.groupby("characteristic", sort=False).indices.values():
        own = pupils[table]
        hidden[table] = _beyond_subtraction(own < FEWEST, own, [own], _unknown(rows.iloc[table]))
    return rows.assign(pupils=np.where(hidden, np.nan, _to_step(pupils, STEP)))


def _is_day(day: object, month: int, day_of_month: int) -> bool:
    """Return whether a date is empty or that day of some year."""
    return day is None or (isinstance(day, date) and (day.month, day.day) == (month, day_of_month))


def _numbers(rows: pd.DataFrame, name: str) -> Numbers:
    """Return a column as floats, NaN where it is empty."""
    return rows[name].to_numpy(dtype=np.float64, na_value=np.nan)


def _to_step(numbers: Numbers, step: float) -> Numbers:
    """Round to the nearest multiple of a step."""
    return np.asarray(np.round(step * np.floor(numbers / step + 0.5), 10))


def _hidden(table: pd.DataFrame, kind: Kind) -> tuple[Marks, Marks]:
    """Return which groups of one table lose their count, and which their value."""
    pupils = np.nan_to_num(_numbers(table, "pupils"))
    unknown = _unknown(table)
    no_count = _beyond_subtraction(pupils < FEWEST, pupils, [pupils], unknown)
    if kind == "proportion":
        positive = np.nan_to_num(_numbers(table, "positive"))
        sides = [positive, pupils - positive]
        few = no_count | (np.minimum(*sides) < FEWEST)
        return no_count, _beyond_subtraction(few, pupils, sides, unknown)
    alike = ~(variance_of_value(table, kind) > 0)  # the mean would be a fact about each single pupil
    unfit = no_count | alike | (pupils < FEWEST_FOR_A_MEAN)
    if kind == "ratio":
        top, bottom = _numbers(table, "numerator"), _numbers(table, "denominator")
        unfit |= ~(np.minimum(top, bottom - top) >= FEWEST)
    return no_count, _beyond_subtraction(unfit, pupils, [], unknown)


def _unknown(table: pd.DataFrame) -> Marks:
    """Return which rows are the pupils whose group nobody knows."""
    return np.asarray(table["group"].to_numpy(dtype=object) == "Not known")


def _beyond_subtraction(hidden: Marks, pupils: Numbers, counts: list[Numbers], unknown: Marks) -> Marks:
    """Hide the next smallest group until no hidden figure can be had from the total and the others.

    A group hidden alone takes another with it, unless it is "Not known": three pupils without an
    entry would take the focus group off every governor's screen, and rounding keeps them unknown.
    """
    hidden = hidden.copy()
    while 0 < hidden.sum() < len(hidden) and (
        (hidden.sum() == 1 and not unknown[hidden].all())
        or any(_left_over(count, hidden) < STEP for count in counts)
    ):
        hidden[np.argmin(np.where(hidden, np.inf, pupils))] = True
    return hidden


def _left_over(counts: Numbers, hidden: Marks) -> float:
    """Return how far apart the least and the greatest sum of the hidden counts are that fit what is shown."""
    half = STEP // 2
    total = float(counts.sum())
    least, greatest = 0.0, FEWEST - 1.0
    if total >= FEWEST:
        least, greatest = (float(_to_step(np.array(total), STEP)) + end for end in (-half, half))
    shown = _to_step(counts[~hidden], STEP)
    least -= float((shown + half).sum())
    greatest -= float(np.maximum(shown - half, FEWEST).sum())
    # Whoever knows which groups are hidden for their own size knows that these have 9 at most, the others 10.
    small = counts[hidden] < FEWEST
    fewest, most = FEWEST * (~small).sum(), np.where(small, FEWEST - 1, np.inf).sum()
    return float(min(greatest, most) - max(least, fewest))


def _reference_codes(rows: pd.DataFrame, tables: list[str]) -> list[str | None]:
    """Return for each row the code of the group its table was compared with."""
    own = [*zip(*(rows[name] for name in tables), strict=True)] if tables else [()] * len(rows)
    codes = dict(zip(zip(own, rows["group"], strict=True), rows["code"], strict=True))
    labels = {key: label for key, label in zip(own, rows["reference"], strict=True) if isinstance(label, str)}
    return [codes.get((key, labels.get(key))) for key in own]


def _proportions(
    kept: pd.DataFrame, pupils: Numbers, positive: Numbers, codes: list[str | None], tables: list[str]
) -> Columns:
    """Reckon values, intervals and differences anew from the rounded counts, in whole percentages."""
    known = np.where(np.isnan(positive), np.nan, pupils)
    sums = kept.assign(pupils=known, positive=_to_step(positive, STEP))
    reckoned = with_differences(with_intervals(sums, "proportion"), "proportion", codes, tables)
    names = ("value", "low", "high", "difference_low", "difference_high")
    shown: Columns = {name: _to_step(_numbers(reckoned, name), PERCENT) for name in names}
    # From the values as shown: 31 against 14 is a gap of 17, whatever the digits behind were.
    compared = with_differences(reckoned.assign(value=shown["value"]), "proportion", codes, tables)
    shown["difference"] = np.round(_numbers(compared, "difference"), 10)
    empty = np.full(len(kept), np.nan)
    return {
        **shown,
        "hedges_g": empty,
        "g_low": empty,
        "g_high": empty,
        "clear": reckoned["clear"].to_numpy(),
    }


def _averages(
    rows: pd.DataFrame, kind: Kind, no_value: Marks, codes: list[str | None], tables: list[str]
) -> Columns:
    """Round means and ratios to a step that no single pupil can move; their intervals stay hidden.

    Whether a difference is clear of chance is said all the same: one yes or no, without which a
    governor would read every gap as real.
    """
    with np.errstate(invalid="ignore"):
        moved = SPREADS_ACROSS * np.sqrt(variance_of_value(rows, kind) / _numbers(rows, "pupils"))
    step = _round_step(float(np.max(moved[~no_value], initial=0.0)))
    step = max(step, PERCENT) if kind == "ratio" else step
    value = np.where(no_value, np.nan, _to_step(_numbers(rows, "value"), step))
    compared = with_differences(rows.assign(value=value), kind, codes, tables)
    difference = np.round(_numbers(compared, "difference"), 10)
    clear = rows["clear"].to_numpy(dtype=bool) & ~np.isnan(difference)
    return {"value": value, "difference": difference, "clear": clear}


def _round_step(least: float) -> float:
    """Return the smallest of ..., 0.1, 0.2, 0.5, 1, 2, 5, ... that is no smaller than ``least``."""
    if least <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(least))
    return float(next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least))
