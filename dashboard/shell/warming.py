"""Work out beforehand what the first clicks on a new school will ask.

A measure's values take a query each; with those of the opening page remembered, the first of thirty
viewers waits no longer than the last.
"""

import gc
import logging
import time
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

from dashboard import by_class, members
from dashboard.cache import fetch, let_go
from dashboard.filter_choices import choices
from dashboard.filters import from_address
from dashboard.measures import NAMES
from dashboard.scope import Filters, whole, year_before
from dashboard.shell.pages import PAGES

if TYPE_CHECKING:
    from dashboard.store.opening import Store

log = logging.getLogger(__name__)

PAUSE = 0.25  # seconds between two looks at whether a new school was published


def keep_warm(store: "Store") -> None:
    """Warm the school, and from then on each new one before anybody sees it; never returns."""
    store.lead()
    import_module("scipy.stats")  # which the first shuffle test would wait half a second for
    warm_quietly(store)
    gc.collect()
    gc.freeze()  # what was fetched stays: looking through it for waste again and again keeps viewers waiting
    while True:
        time.sleep(PAUSE)
        move_on(store)


def move_on(store: "Store") -> None:
    """Move to a newly published school once it is warm, and forget the one before."""
    before = store.generation
    store.move_on(warm_quietly)
    if store.generation != before:
        let_go(store)


def warm_quietly(store: "Store") -> None:
    """Warm a school. What fails goes into the log alone: whoever asks for it again will be told."""
    try:
        warm(store)
    except Exception as error:  # this thread must live: without it no new school would ever be shown
        log.warning("The first figures could not be worked out beforehand: %s", type(error).__name__)


def warm(store: "Store") -> None:
    """Fetch every measure in the days that pages open with and a year before, and who is in which group.

    A page with a ``warm`` of its own is asked too.
    """
    if store.is_empty:
        return
    filters, _notes = from_address({}, store)
    for asked in (filters, a_year_before(store, filters)):
        params = whole(store, asked)
        days = {name: params[name] for name in ("from_date", "to_date")}
        for measure in (name for name in NAMES if name != "value_added"):
            fetch(store, "gap/values", measure=measure, subject=None, **days)
        members.every_membership(store, params)
    days = {name: whole(store, filters)[name] for name in ("from_date", "to_date")}
    fetch(store, "gap/results_and_starting_points", subject=None, **days)
    fetch(store, "gap/baselines")
    by_class.taught(store)
    for page in PAGES:
        if hasattr(page, "warm"):
            page.warm(store)


def a_year_before(store: "Store", filters: Filters) -> Filters:
    """Return the same days a year earlier, as far as they have passed."""
    last_known = choices(store).last_day or date.max
    first, last = filters["from_date"], filters["to_date"]
    if not first or not last:
        return filters
    return {**filters, "from_date": year_before(first), "to_date": year_before(min(last, last_known))}
