"""What fills the cards about results and targets: the table, the classes of one cell, and its pupils."""

from typing import Any

import pandas as pd

from dashboard.cache import fetch
from dashboard.cards import About, filled
from dashboard.equity.view import one_of
from dashboard.figure_parts import empty_figure
from dashboard.query import read_query
from dashboard.scope import MixedScales
from dashboard.statistics import with_intervals
from dashboard.tracking import where_words as words
from dashboard.tracking.figures_where import classes_figure, where_figure
from dashboard.tracking.view import SOURCE, YEAR_GROUP, Asked, answered, groups_of, years_of
from dashboard.tracking.wording import after_leaving, pupils, scales_named, spelt_two_ways
from dashboard.viewer import FEWEST

CLASSES = "Classes"
DEFINITION = (
    "The latest result in the chosen dates beside the target in force on their last day: the latest target "
    "of the same subject on the same scale. A result is on target when it is at or above it. Each cell has "
    "the mean difference in points of its scale, the share on target, and the number of pupils with both."
)
METHOD = (
    "Means have a 95 % t interval, shares Wilson's. Shades run from ochre (below) to blue-green (above), "
    "scale by scale; cells of fewer than 10 pupils stay without. Points of different scales are never "
    "averaged. Of many cells the outermost are partly so by chance."
)
HEADINGS = {
    "subject": "Subject",
    "group": "Group",
    "class": "Class",
    "scale": "Scale",
    "results": "Results",
    "pupils": "With a target",
    "mean": "Average difference",
    "low": "From",
    "high": "To",
    "on_target": "On target (in 100)",
}

IN_EACH_CELL = "in each cell: average difference from target, share on target, pupils"


@answered
def where(view: Asked, columns: str) -> dict[str, Any]:
    """Fill the table of results against targets."""
    cells = cells_of(view, columns)
    if cells is None:
        return filled(empty_figure(words.ONE_CHOICE), "")
    across, down = in_order(cells, columns), list(dict.fromkeys(cells["row"].tolist()))
    scales = list(dict.fromkeys(cells["scale"].tolist()))
    figure = where_figure(cells, down, across, len(scales) > 1)
    notes = [
        IN_EACH_CELL if len(cells) and cells["pupils"].any() else "",
        scales_named(scales),
        words.without(year_groups(view), cells["column"]) if columns == YEAR_GROUP and len(cells) else "",
        words.untargeted(cells),
        after_leaving(int(cells["after_leaving"].sum())) if "after_leaving" in cells else "",
        spelt_two_ways(cells["subject"]),
        f"few: fewer than {FEWEST} pupils" if cells["pupils"].between(1, FEWEST - 1).any() else "",
        "click a cell for its classes" if len(cells) else "",
    ]
    query = "tracking/classes_against_target" if columns == CLASSES else "tracking/against_target"
    return filled(figure, words.where_sentence(cells), notes, as_table(cells), about(view, query))


def cells_of(view: Asked, columns: str) -> pd.DataFrame | None:
    """Return one row a cell and scale; None where classes are asked for of everything at once."""
    if columns == CLASSES:
        return class_cells(view)
    one_of("columns", columns, [YEAR_GROUP, *groups_of(view.known)])
    rows = fetch(view.store, "tracking/against_target", characteristic=columns, **view.scope)
    return with_shares(rows.assign(row=rows["subject"], group=rows["column"], **{"class": ""}))


def class_cells(view: Asked) -> pd.DataFrame | None:
    """Return one row a class: of one subject year by year, or of one year group subject by subject."""
    if not view.filters["subject"] and len(view.filters["year_groups"]) != 1:
        return None
    everyone = {"characteristic": YEAR_GROUP, "column": None}
    rows = with_shares(fetch(view.store, "tracking/classes_against_target", **everyone, **view.scope))
    years = {code: view.known.label("year_groups", code) for code in rows["year_group"].dropna().unique()}
    year = rows["year_group"].map(years).fillna("No year group")
    row = year if view.filters["subject"] else rows["subject"]
    return rows.assign(row=row, column=numbered(row, rows["school"], rows["class"]), group=year)


def numbered(*named: pd.Series) -> list[str]:
    """Return numbers for the classes of each row of the table, in their order."""
    seen: dict[str, dict[tuple[str, str], int]] = {}
    numbers = []
    for row, school, name in zip(*(each.tolist() for each in named), strict=True):
        mine = seen.setdefault(row, {})
        numbers.append(str(mine.setdefault((school, name), len(mine) + 1)))
    return numbers


def with_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Add each mean's interval, and the share on target with its own."""
    shares = with_intervals(rows, "proportion")
    named = {"share": shares["value"], "share_low": shares["low"], "share_high": shares["high"]}
    return with_intervals(rows, "mean").assign(**named)


def in_order(cells: pd.DataFrame, columns: str) -> list[str]:
    """Return the columns in the order of the menus; of classes as many as the fullest row has."""
    if columns == CLASSES:
        return [str(place + 1) for place in range(cells["column"].astype(int).max() if len(cells) else 0)]
    return cells.sort_values("position", kind="stable")["column"].drop_duplicates().tolist()


def year_groups(view: Asked) -> list[str]:
    """Return the labels of the year groups asked about that pupils are in, in the years of the dates."""
    if view.filters["classes"] or view.filters["groups"]:
        return years_of(view)
    dates = {name: view.scope[name] for name in ("from_date", "to_date")}
    found = fetch(view.store, "tracking/year_groups_enrolled", schools=view.filters["schools"], **dates)
    present, chosen = set(found["year_group"]), view.filters["year_groups"]
    return [
        each.label
        for each in view.known.year_groups
        if each.value in present and (not chosen or each.value in chosen)
    ]


def as_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows as people read them."""
    shown = rows.assign(on_target=100 * rows["share"])
    kept = [name for name in HEADINGS if name in shown and (name != "class" or shown["class"].any())]
    return shown[kept].rename(columns=HEADINGS)


def about(view: Asked, query: str) -> About:
    """Return what "What is this?" says."""
    return About(DEFINITION, SOURCE, read_query(query).sql, view.known.last_day, METHOD)


@answered
def classes(view: Asked, columns: str, subject: str, column: str) -> dict[str, Any]:
    """Fill the card with the classes of one subject and group."""
    named = cell_named(view, columns, subject, column)
    if named is None:
        return filled(empty_figure("Choose a subject and a group, or click a cell above."), "")
    rows = classes_of(view, *named)
    several = rows["scale"].unique()
    if len(several) > 1:
        raise MixedScales(
            f"{named[2]}: the results are on {len(several)} scales ({', '.join(several)}), "
            "so the classes are not set side by side. The pupils below have each their own scale."
        )
    if rows.empty:
        return filled(empty_figure("No classes to show."), words.NO_CLASSES)
    if not rows["pupils"].any():
        return filled(empty_figure("No targets to compare with."), words.NO_TARGETS)
    notes = [
        f"average difference from target, {words.unit_named(several[0])}",
        f"{pupils(int(rows['pupils'].sum()))} with a target",
        f"pale: fewer than {FEWEST} pupils" if (rows["pupils"] < FEWEST).any() else "",
        "click a dot for its pupils",
    ]
    sentence = words.classes_sentence(rows, named[2], named[1])
    info = about(view, "tracking/classes_against_target")
    return filled(classes_figure(rows[rows["pupils"] > 0]), sentence, notes, as_table(rows), info)


def classes_of(view: Asked, characteristic: str, column: str, subject: str) -> pd.DataFrame:
    """Return the classes that pupils of one group have in a subject, one row a class and scale."""
    params = {**view.scope, "subject": subject, "characteristic": characteristic, "column": column}
    return with_shares(fetch(view.store, "tracking/classes_against_target", **params))


def cell_named(view: Asked, columns: str, subject: str, column: str) -> tuple[str, str, str] | None:
    """Return characteristic, group and subject of a cell; None where none is chosen. Raises BadRequest."""
    groups = groups_of(view.known)
    offered = [YEAR_GROUP, *groups]
    characteristic = YEAR_GROUP if columns == CLASSES else one_of("columns", columns, offered) or YEAR_GROUP
    chosen = one_of("subject", subject, view.known.values("subject"))
    group = one_of("group", column, groups.get(characteristic, []))
    return (characteristic, group, chosen) if chosen and group else None
