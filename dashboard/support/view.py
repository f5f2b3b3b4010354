"""What the reader of the support page has asked for, checked against what the school has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard.cache import fetch
from dashboard.equity.view import first_characteristic, groups_by_characteristic, one_of
from dashboard.filter_choices import choices
from dashboard.filters import parse
from dashboard.measures import MEASURES
from dashboard.members import groups, members
from dashboard.scope import Filters, people, whole
from dashboard.shell import context
from dashboard.statistics import with_differences, with_intervals
from dashboard.support.background import Whole
from dashboard.support.needs import NEEDS
from dashboard.support.people import Marks, all_places, place_of
from dashboard.viewer import FEWEST, Viewer

if TYPE_CHECKING:
    from dashboard.store.opening import Store

MEASURED = ("in_support", "support_hours", "support_attended")
GROUP = ("code", "group", "position", "is_focus", "is_reference")
ALL = "all-"  # before an intervention's number: that of the same name at every school chosen
EVERYONE = "All pupils"  # where no characteristic has two groups to compare
LONG_ENOUGH = 60  # days after its end, by which a result may have come


@dataclass(frozen=True)
class Asked:
    """One view of the page; ``intervention`` is None where the school has none.

    ``runs`` is it alone, or that of the same name at each school chosen; none where it runs at none of them.
    """

    store: "Store"
    viewer: Viewer
    intervention: int | None
    runs: tuple[int, ...]
    characteristic: str
    need: str
    measure: str
    clock: str
    filters: Filters

    @property
    def today(self) -> date:
        """Return the last of the days chosen that there are data of."""
        last, known = whole(self.store, self.filters)["to_date"], choices(self.store).last_day
        return min(last, known) if isinstance(last, date) and known else known or date.max


def asked(controls: Mapping[str, Any], filters: Mapping[str, Any]) -> Asked:
    """Return the view a callback was sent. Raises BadRequest for what the page never offers."""
    store = context.store()
    characteristics = groups_by_characteristic(choices(store))
    chosen = one_of("characteristic", controls["characteristic"], characteristics)
    number, parsed = known_intervention(store, controls["intervention"]), parse(filters, store)
    runs: tuple[int, ...] = (number,) if number else ()
    if number and str(controls["intervention"]).startswith(ALL):
        runs = runs_of(interventions(store), number, parsed)
    return Asked(
        store=store,
        viewer=context.viewer(),
        intervention=runs[0] if runs else number,
        runs=runs,
        characteristic=chosen or first_characteristic(characteristics) or EVERYONE,
        need=one_of("need", controls["need"], NEEDS) or next(iter(NEEDS)),
        measure=one_of("measure", controls["measure"], MEASURED) or MEASURED[0],
        clock=one_of("clock", controls["clock"], ("support", "recovery")) or "support",
        filters=parsed,
    )


def interventions(store: "Store") -> pd.DataFrame:
    """Return every intervention of every school; no rows where nothing is imported."""
    return fetch(store, "support/interventions")


def known_intervention(store: "Store", value: object) -> int | None:
    """Return the number of an intervention, or None for none. Raises BadRequest."""
    if value is None or value == "":
        return None
    ids = [] if store.is_empty else interventions(store)["intervention_id"].tolist()
    number = str(value).removeprefix(ALL)
    if not number.isdecimal() or int(number) not in ids:
        raise BadRequest("intervention: not in the data. Reload the page to see what is.")
    return int(number)


def at_schools(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Return the interventions of the schools chosen."""
    return rows[rows["school"].isin(filters["schools"])] if filters["schools"] else rows


def runs_of(rows: pd.DataFrame, number: int, filters: Filters) -> tuple[int, ...]:
    """Return an intervention's numbers at the schools chosen: those of the same name and subject."""
    chosen = rows[rows["intervention_id"] == number].iloc[0]
    same = rows["subject"].isna() if pd.isna(chosen["subject"]) else rows["subject"] == chosen["subject"]
    here = at_schools(rows[same & (rows["intervention"] == chosen["intervention"])], filters)
    return tuple(here["intervention_id"].tolist())


def at_several(rows: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """Return the numbers of each intervention that runs at several schools, by its name, the latest first.

    Where schools give one name to support for several subjects, the subject is named too.
    """
    latest = rows.sort_values("starts_on", ascending=False, kind="stable")
    subjects = latest["subject"].fillna("").tolist()
    found: dict[tuple[str, str], list[int]] = {}
    for *key, number in zip(
        latest["intervention"], subjects, latest["intervention_id"].tolist(), strict=True
    ):
        found.setdefault((key[0], key[1]), []).append(number)
    several = {key: tuple(sorted(runs)) for key, runs in found.items() if len(runs) > 1}
    named = [name for name, _subject in several]
    return {
        name if named.count(name) == 1 or not subject else f"{name} ({subject})": runs
        for (name, subject), runs in several.items()
    }


def running(rows: pd.DataFrame, filters: Filters, store: "Store") -> pd.Series:
    """Say which interventions run on any of the days chosen, at the schools chosen."""
    days = whole(store, filters)
    first, last = pd.Timestamp(str(days["from_date"])), pd.Timestamp(str(days["to_date"]))
    here = rows["school"].isin(filters["schools"]) if filters["schools"] else True
    return (rows["starts_on"] <= last) & ~(rows["ends_on"] < first) & here


def usual_intervention(store: "Store", rows: pd.DataFrame) -> int | None:
    """Return the intervention that the page opens with: a targeted one that ended long enough ago.

    Of several, the one with the most exit scores; where none has ended, the one with the most pupils.
    """
    if rows.empty:
        return None
    places, ids = all_places(store), rows["intervention_id"].to_numpy(dtype=np.intp)
    size = int(max(ids.max(), places.intervention.max(initial=0))) + 1
    pupils = np.bincount(places.intervention, minlength=size)[ids]
    tested = np.bincount(places.intervention[np.isfinite(places.exit)], minlength=size)[ids]
    last = pd.Timestamp(choices(store).last_day or date.max)
    ended = (rows["ends_on"] < last - pd.Timedelta(days=LONG_ENOUGH)).to_numpy(dtype=bool)
    targeted = (rows["tier"] == "targeted").to_numpy(dtype=bool, na_value=False)
    return int(ids[np.lexsort((pupils, tested, targeted, ended))[-1]])


def shares_by_group(view: Asked, pupils: Whole, positive: Marks) -> pd.DataFrame:
    """Return the share of some pupils in each group of the characteristic, compared with its reference."""
    params = {**people(view.filters), "to_date": whole(view.store, view.filters)["to_date"]}
    known, place = members(view.store, view.characteristic, params)
    of = place_of(pupils, known, place)
    every = groups(view.store)
    size = len(every["place"])
    count = np.bincount(of[of >= 0], minlength=size)
    yes = np.bincount(of[positive & (of >= 0)], minlength=size)
    shown = np.flatnonzero(count)
    rows = pd.DataFrame({name: every[name][shown] for name in GROUP})
    rows = rows.assign(pupils=count[shown], positive=yes[shown].astype(float))
    rows = with_differences(with_intervals(rows, "proportion"), "proportion")
    return rows.assign(hidden=False, small=rows["pupils"] < FEWEST)


def measure_title(name: str) -> str:
    """Return the title of a measure."""
    return MEASURES[name].title
