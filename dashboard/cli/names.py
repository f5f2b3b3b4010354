"""What somebody typed on the command line, set to the school's own names."""

from collections.abc import Iterable
from datetime import date
from typing import cast

import pandas as pd

from dashboard.academic_years import first_year
from dashboard.cli.words import day
from dashboard.gaps import Filters
from dashboard.query import run
from dashboard.scope import groups_of, groups_of_all, whole
from dashboard.store.opening import Store

# What a filter is called in a sentence.
FILTER_CHOICES = {"schools": "School", "year_groups": "Year group", "groups": "Group", "subject": "Subject"}


def own_name(typed: str, names: Iterable[tuple[str, str]]) -> str:
    """Return the value whose name somebody typed, in capitals or not; what was typed, where it is not one.

    ``names``: pairs of a name and the value it stands for. A name typed to the letter goes before all others.
    """
    known = list(names)
    exact = [value for name, value in known if name == typed]
    alike = {value for name, value in known if name.casefold() == typed.casefold()}
    return exact[0] if exact else alike.pop() if len(alike) == 1 else typed


def own_characteristic(store: Store, typed: str) -> str:
    """Return the characteristic that somebody typed, as the school writes it."""
    return own_name(typed, ((name, name) for name in groups_of_all(store)))


def own_reference(store: Store, characteristic: str, typed: str | None) -> str | None:
    """Return the code of the group that somebody typed. Raises ValueError for no such characteristic."""
    if typed is None:
        return None
    groups = groups_of(store, characteristic)
    codes, labels = ((code, code) for code in groups), ((label, code) for code, label in groups.items())
    return own_name(typed, [*codes, *labels])


def own_filters(store: Store, filters: Filters) -> Filters:
    """Return the filters in the school's own names.

    Raises ValueError, with the choices there are, where one names what the data do not hold.
    """
    known = run(store.connection(), "gap/filter_values")
    found: dict[str, object] = dict(filters)
    for name, words in FILTER_CHOICES.items():
        typed, choices = found[name], known[known["filter"] == name]
        if isinstance(typed, str):
            found[name] = own_choice(typed, choices, words)
        elif isinstance(typed, list):
            found[name] = [own_choice(each, choices, words) for each in typed]
    return cast(Filters, found)


def own_choice(typed: str, choices: pd.DataFrame, words: str) -> str:
    """Return one choice by its value or its label. Raises ValueError with the choices there are."""
    values, labels = choices["value"].tolist(), choices["label"].tolist()
    value = own_name(typed, [*zip(values, values, strict=True), *zip(labels, values, strict=True)])
    if value not in values:
        found = ", ".join(dict.fromkeys(labels)) or "none"
        raise ValueError(f"{words}: there is no {typed!r} in the data. Choose one of {found}.")
    return value


def day_hint(store: Store, filters: Filters) -> str:
    """Say on which day pupils are chosen, where no dates are given and the data go over several years."""
    given = {"year group": filters["year_groups"], "group": filters["groups"]}
    chosen = [words for words, values in given.items() if values]
    days = whole(store, filters)
    first, last = cast(date, days["from_date"]), cast(date, days["to_date"])
    if not chosen or filters["from_date"] or filters["to_date"] or first_year(first) == first_year(last):
        return ""
    as_on = " and ".join(chosen).capitalize()
    return f"{as_on} as on {day(last.isoformat())}; give --from and --to for another year."
