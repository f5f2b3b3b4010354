"""What the reader of the attendance page looks at: pupils and days, and the rows behind every card."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import pandas as pd

from dashboard.cache import fetch
from dashboard.cards import filled
from dashboard.figure_parts import empty_figure
from dashboard.filter_choices import Choices, choices
from dashboard.filters import parse
from dashboard.measures import MEASURES
from dashboard.members import Places, scope
from dashboard.scope import PEOPLE, Filters, MixedScales, whole, year_before
from dashboard.second import card
from dashboard.shell import context
from dashboard.statistics.intervals import Numbers
from dashboard.sums import values
from dashboard.viewer import NotForThisViewer, Viewer, require_fine_tables

if TYPE_CHECKING:
    from dashboard.store.opening import Store


class NoMarks(LookupError):
    """There are no marks in these days, or none of these pupils."""


LONGEST = 366  # days: of a longer time "the same days last year" are not another time
FOR_LEADERS = "For school leaders: governors see one characteristic at a time, so that no pupil can be known."
NOTHING = (
    "No attendance in these days for this choice: choose other days or pupils above, or import attendance: "
    "a row a pupil, day and session."
)
ONLY_TOTALS = (
    "Only totals are known for these days, which say nothing of single days, sessions or reasons. "
    "Import attendance (a row a pupil, day and session), which the register of your school's system exports."
)
Fill = Callable[..., dict[str, Any]]


class Measured(NamedTuple):
    """A measure's numerator and denominator of each pupil who has one."""

    pupils: Places
    numerator: Numbers
    denominator: Numbers


@dataclass(frozen=True)
class View:
    """The pupils and days that the filter bar chooses."""

    store: "Store"
    viewer: Viewer
    filters: Filters

    @property
    def known(self) -> Choices:
        """Return what the school has to choose from."""
        return choices(self.store)

    @property
    def last_day(self) -> date:
        """Return the last day of the window that there can be marks of."""
        until = self.filters["to_date"] or date.max
        return min(until, self.known.last_day or until)

    def rows(self, name: str) -> pd.DataFrame:
        """Return the rows of a query of this page."""
        asked = whole(self.store, self.filters)
        wanted = ("from_date", "to_date", *PEOPLE)
        return fetch(self.store, f"attendance/{name}", **{each: asked[each] for each in wanted})

    def measured(self, measure: str, from_date: date | None = None) -> Measured:
        """Return the pupils with a value of a measure, in all the days or from one on.

        The measures are those of every page, so this one cannot say anything else of the same pupils.
        """
        asked: dict[str, Any] = {**whole(self.store, self.filters), "measure": measure}
        if MEASURES[measure].area == "attendance":
            asked["subject"] = None
        asked |= {"from_date": from_date} if from_date else {}
        everyone = scope(self.store, asked)
        pupils = everyone.pupils[everyone.on(asked["to_date"])]
        numerator, denominator = values(self.store, pupils, asked)
        has = ~np.isnan(denominator)
        return Measured(pupils[has], numerator[has], denominator[has])

    def sessions(self, from_date: date | None = None) -> pd.DataFrame:
        """Return each pupil's sessions possible and missed; from totals where there are no marks."""
        found = self.measured("absence_rate", from_date)
        whole_numbers = {"possible": found.denominator.astype(int), "absent": found.numerator.astype(int)}
        return pd.DataFrame({"pupil_id": found.pupils, **whole_numbers})

    def a_year_earlier(self) -> "View | None":
        """Return the same days a year earlier, as far as they have passed; None where there were none."""
        first, last = self.filters["from_date"], self.filters["to_date"]
        begins = self.known.first_day
        if not (first and last and begins) or (last - first).days > LONGEST:
            return None
        until = year_before(self.last_day)
        if until < begins or until < year_before(first):
            return None
        days: Any = {"from_date": year_before(first), "to_date": until}
        return View(self.store, self.viewer, cast(Filters, {**self.filters, **days}))

    def no_marks(self) -> str:
        """Say why there is nothing to show of single sessions, and what brings it."""
        return ONLY_TOTALS if bool(loaded(self.store)["totals"]) else NOTHING


def loaded(store: "Store") -> pd.Series:
    """Return whether the school holds marks, totals and contacts about attendance."""
    return fetch(store, "attendance/loaded").iloc[0]


def seen(filters: Mapping[str, Any]) -> View:
    """Return the view a callback was sent. Raises BadRequest for what the filter bar never offers."""
    store = context.store()
    return View(store, context.viewer(), parse(filters, store))


def answered(fill: Fill, empty: Callable[[str], dict[str, Any]] | None = None) -> Fill:
    """Check what a callback was sent, and answer: from memory where the same was asked before.

    ``empty`` makes what stands there instead of a figure from the words that say why.
    """

    @wraps(fill)
    def answer(filters: dict[str, Any], **more: str) -> dict[str, Any]:
        """Answer with the card for these filters; ``more`` is what the card's own controls say."""
        view = seen(filters)
        what = ("attendance", fill.__name__, view.viewer)
        asked: dict[str, object] = {**view.filters, "more": str(more)}
        sent = {"filters": filters, **more}
        return card(view.store, what, asked, answer, sent, lambda: in_words(fill, view, more, empty))

    return answer


def in_words(
    fill: Fill, view: View, more: dict[str, str], empty: Callable[[str], dict[str, Any]] | None
) -> dict[str, Any]:
    """Fill a card, in words alone where there is no figure to draw."""
    try:
        return fill(view, **more)
    except MixedScales as several:
        return (empty or nothing)(str(several))
    except (NotForThisViewer, NoMarks) as why:
        return (empty or nothing)(str(why))


def nothing(why: str) -> dict[str, Any]:
    """Return a card that says why it is empty."""
    return filled(empty_figure("Nothing to draw here."), why)


def require_fine(view: View) -> None:
    """Raise NotForThisViewer, in this page's words, for those who see one-way tables alone."""
    try:
        require_fine_tables(view.viewer)
    except NotForThisViewer:
        raise NotForThisViewer(FOR_LEADERS) from None
