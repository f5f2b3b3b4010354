"""The tables under the comparison, and for leaders the lists of pupils that a scenario comes to."""

from collections.abc import Mapping

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cards import table
from dashboard.lists import pupil_list
from dashboard.scenarios.outcome import Outcome
from dashboard.whatif.view import View

TABLES = {
    "years": "By year group",
    "composition": "Who would be in each class",
    "separation": "How far groups would sit apart",
    "moves": "What moving a few pupils more would gain",
    "lowest_set": "Who would be in the lowest set",
    "lowest_set_today": "Who is in the lowest set today",
    "met_by_group": "Who gets all their choices",
    "groups": "What runs in which block",
    "not_running": "What does not run",
    "clashes": "Chosen together, but never to be had together",
    "curve": "With fewer and more",
    "rules": "Beside plain rules",
    "communities": "What each community would be made of",
    "subjects": "What the own teams can teach",
    "need": "Of those who need it most",
    "reach": "Whom it would reach",
    "who": "Whom it would be for, by group",
}
# The lists of pupils: the columns beside the pupil, by the name of the table.
LISTS = {
    "class_lists": ("Class lists", ["class", "class_today"]),
    "placements": ("Who is in which block", ["block", "subject", "rank"]),
    "plan": ("Who would be where", ["slot", "community"]),
}
WHO = ["school", "pupil", "surname", "forename"]


def tables(found: Mapping[str, Outcome]) -> list[Component]:
    """Return the tables of each column, folded away; none of them names a pupil."""
    return [
        html.Details(
            [
                html.Summary(f"{letter}: {title}"),
                html.Div(table(_readable(outcome.tables[name])), className="opened table-wrap", tabIndex="0"),
            ]
        )
        for letter, outcome in found.items()
        for name, title in TABLES.items()
        if name in outcome.tables and len(outcome.tables[name])
    ]


def _readable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the names of its columns in words."""
    words = {name: str(name).replace("_", " ").capitalize() for name in rows}
    return rows.rename(columns=words)


def lists(view: View, found: Mapping[str, Outcome]) -> list[Component]:
    """Return the lists of pupils of each column, for leaders; nothing for anybody else."""
    if view.viewer != "leader":
        return []
    return [
        html.Details(
            [html.Summary(f"{letter}: {title}"), _list(view, letter, title, outcome.tables[name], columns)]
        )
        for letter, outcome in found.items()
        for name, (title, columns) in LISTS.items()
        if name in outcome.tables
    ]


def _list(view: View, letter: str, title: str, rows: pd.DataFrame, columns: list[str]) -> Component:
    """Return one list, with the names that the imports have."""
    school = view.question.school
    pupils = view.prepared.frames["pupils"].assign(school=school)[WHO]
    # Where schools share a prospectus a number may repeat, so that the school's name stands before it.
    number = rows["pupil"].astype(str).str.removeprefix(f"{school} ")
    named = rows.drop(columns=WHO, errors="ignore").assign(pupil=number).merge(pupils, on="pupil")
    shown = [column for column in columns if column in named]
    words = {column: column.replace("_", " ").capitalize() for column in shown}
    caption = f"{title}, scenario {letter}: a proposal to look through, not an instruction"
    file_name = f"{title.lower().replace(' ', '-')}-{letter.lower()}"
    return pupil_list(
        f"whatif-list-{letter}",
        named[[*WHO, *shown]].rename(columns=words),
        caption=caption,
        file_name=file_name,
    )
