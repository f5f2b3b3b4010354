"""What the reader of the equity page has asked for, checked against what the school has."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from werkzeug.exceptions import BadRequest

from dashboard.filter_choices import Choices, choices
from dashboard.filters import parse
from dashboard.gaps import Filters
from dashboard.measures import MEASURES, Measure
from dashboard.scope import year_before
from dashboard.shell import context
from dashboard.standings import group_to_tell
from dashboard.viewer import Viewer

if TYPE_CHECKING:
    from dashboard.store.opening import Store

FIRST = "Pupil premium"


@dataclass(frozen=True)
class Asked:
    """One view of the page. ``group`` None: the widest clear gap; ``reference`` None: the usual one."""

    store: "Store"
    viewer: Viewer
    measure: Measure
    characteristic: str
    within: str | None
    reference: str | None
    group: str | None
    filters: Filters

    @property
    def known(self) -> Choices:
        """Return what the school has to choose from."""
        return choices(self.store)

    @property
    def scope(self) -> tuple["Store", Viewer, str, str]:
        """Return what every gap is asked with, in the order in which ``dashboard.gaps`` takes it."""
        return self.store, self.viewer, self.measure.name, self.characteristic


def asked(controls: Mapping[str, Any], filters: Mapping[str, Any]) -> Asked:
    """Return the view a callback was sent. Raises BadRequest for what the page never offers."""
    store = context.store()
    groups = groups_by_characteristic(choices(store))
    measure = one_of("measure", controls["measure"], MEASURES)
    if measure is None:
        raise BadRequest("measure: not one of those on the page.")
    characteristic = one_of("characteristic", controls["characteristic"], groups)
    mine = groups.get(characteristic or "", [])
    return Asked(
        store=store,
        viewer=context.viewer(),
        measure=MEASURES[measure],
        characteristic=characteristic or "",
        within=one_of("within", controls["within"], groups),
        reference=one_of("reference", controls["reference"], mine),
        group=one_of("group", controls["group"], mine),
        filters=parse(filters, store),
    )


def one_of(name: str, value: object, known: Container[str]) -> str | None:
    """Return a choice that is known, or None for none. Raises BadRequest."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or value not in known:
        raise BadRequest(f"{name}: not in the data. Reload the page to see what is.")
    return value


def groups_by_characteristic(known: Choices) -> dict[str, list[str]]:
    """Return the groups of every characteristic that has two known ones or more, to compare by."""
    found: dict[str, list[str]] = {}
    for choice in known.groups:
        found.setdefault(choice.heading, []).append(choice.label)
    return {name: labels for name, labels in found.items() if len(set(labels) - {"Not known"}) > 1}


def first_characteristic(groups: Mapping[str, list[str]]) -> str:
    """Return the characteristic that the page opens with; empty where there is none."""
    return FIRST if FIRST in groups else next(iter(groups), "")


def row_told(rows: pd.DataFrame, group: str | None) -> tuple[pd.Series, pd.Series] | None:
    """Return the row that the page is about, and its reference's: the group asked for, or the widest gap.

    Groups too small to conclude from are passed over unless one is asked for. None where none is compared.
    """
    columns = (rows[name].tolist() for name in ("group", "small", "hidden"))
    fit = [
        name == group if group else not (small or hidden)
        for name, small, hidden in zip(*columns, strict=True)
    ]
    return group_to_tell(rows, fit) or group_to_tell(rows)


def is_running(view: Asked) -> bool:
    """Say whether the chosen dates reach beyond the last day that there are data of."""
    last, known = view.filters["to_date"], view.known.last_day
    return bool(last and known and last > known)


def a_year_earlier(view: Asked) -> Filters | None:
    """Return the same days a year earlier; None where the dates are open, too long, or before all data.

    Of a period that is still running, the part that has passed is what a year earlier is set beside.
    """
    first, last = view.filters["from_date"], view.filters["to_date"]
    known_from, known_to = view.known.first_day, view.known.last_day
    if not (first and last and known_from and known_to) or (last - first).days > 366:
        return None
    until = year_before(min(last, known_to))
    if until < known_from:
        return None
    return {**view.filters, "from_date": year_before(first), "to_date": until}
