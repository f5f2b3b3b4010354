"""Option blocks: from what pupils chose to what runs when."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.figure_parts import Figure
from dashboard.scenarios.options import OptionsPlan, option_blocks, satisfaction_curve
from dashboard.scenarios.outcome import Outcome, Report
from dashboard.whatif.figures_lines import curve_of_groups
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.levers import Lever, Values
from dashboard.whatif.ready import Ready, ready
from dashboard.whatif.staffing import cost_of_lesson

if TYPE_CHECKING:
    from dashboard.store.opening import Store

USUAL_BLOCKS, USUAL_ROOMS, USUAL_SMALLEST, USUAL_LARGEST = 4, 13, 10, 30
MOST_SMALLEST = 15  # nearer to the largest the groups that can run are a puzzle without an answer
AROUND = (-4, -2, 0, 2, 4)  # groups fewer and more that are tried for the curve
FAIR = (
    ("nobody", "nobody in particular"),
    ("disadvantaged", "disadvantaged pupils"),
    ("sen", "pupils with SEN"),
)


def read(store: "Store", asked: Question) -> Ready:
    """Return who chose what and what could run; with others' frames where a prospectus is shared."""
    found = ready(store, "options", asked)
    lesson = cost_of_lesson(store, replace(asked, kind="staffing"))
    periods = _periods(store, asked, found.frames["subjects"])
    others = [each for each in store_schools(store) if each != asked.school]

    def shared(schools: tuple[str, ...]) -> Ready:
        """Return who chose what in several schools together."""
        return ready(store, "options", asked, schools=list(schools))

    cost = lesson * periods if lesson and periods else None
    return replace(found, more={"cost_of_group": cost, "others": others, "shared": shared})


def store_schools(store: "Store") -> list[str]:
    """Return the schools there are."""
    from dashboard.cache import fetch

    return [str(school) for school in fetch(store, "whatif/questions")["school"].drop_duplicates()]


def _periods(store: "Store", asked: Question, subjects: pd.DataFrame) -> float:
    """Return the lessons in a cycle that a group of an option subject has; 0 where they are not known."""
    classes = ready(store, "staffing", asked).frames["classes"]
    mine = classes[classes["subject"].isin(subjects["subject"]) & classes["year_group"].isin(["10", "11"])]
    return float(mine["periods"].mean()) if mine["periods"].notna().any() else 0.0


def levers(found: Ready) -> tuple[Lever, ...]:
    """Return what may be moved, starting from the groups that the choices need if nothing clashed."""
    subjects, others = found.frames["subjects"], found.more["others"]
    blocks = _blocks(found)
    groups = _needed(found, blocks)
    most = 2 * (_needed(found.more["shared"](tuple(others)), blocks) if others else groups)
    rooms = len(found.frames["rooms"])
    return (
        Lever("groups", "Groups in all", groups, min(blocks, groups), most, unit="groups"),
        Lever("blocks", "Blocks", blocks, 2, 6, unit="blocks"),
        Lever(
            "rooms",
            "Groups at the same time",
            min(USUAL_ROOMS, rooms) if rooms else USUAL_ROOMS,
            2,
            max(rooms, USUAL_ROOMS),
            unit="rooms",
            missing=found.without("rooms"),
        ),
        Lever(
            "smallest",
            "Smallest group that runs",
            USUAL_SMALLEST,
            2,
            MOST_SMALLEST,
            unit="pupils",
        ),
        Lever("fair_to", "Between equally good answers, be fair to", "disadvantaged", options=FAIR),
        Lever(
            "not_run",
            "Do not run",
            (),
            options=tuple((subject, subject) for subject in sorted(subjects["subject"].unique())),
            several=True,
        ),
        *_sharing(others),
    )


def _needed(found: Ready, blocks: int) -> int:
    """Return the groups that the first choices would fill if nothing clashed."""
    choices, subjects = found.frames["choices"], found.frames["subjects"]
    first = choices[choices["rank"] <= blocks]["subject"].value_counts()
    largest = subjects.drop_duplicates("subject").set_index("subject")["largest"]
    return sum(ceil(n / largest.get(subject, USUAL_LARGEST)) for subject, n in first.items())


def _sharing(others: list[str]) -> tuple[Lever, ...]:
    """Return the choice of schools that share one prospectus, where there are any others."""
    if not others:
        return ()
    options = tuple((school, school) for school in others)
    return (Lever("schools", "One prospectus with", (), options=options, several=True),)


def _blocks(found: Ready) -> int:
    """Return how many subjects a pupil was given last year; the usual number where that is not known."""
    given = found.frames["given"]
    had = given[given["allocated"].fillna(False).astype(bool)].groupby("pupil").size()
    return int(had.mode().iloc[0]) if len(had) else USUAL_BLOCKS


def work(found: Ready, values: Values, seed: int, report: Report) -> Outcome:
    """Return blocks for these values, with what a group more or less would change. Raises Impossible."""
    named: dict[str, Any] = dict(values)
    frames = (found.more["shared"](named["schools"]) if named.get("schools") else found).frames
    plan = OptionsPlan(
        groups=int(named["groups"]),
        blocks=int(named["blocks"]),
        rooms=int(named["rooms"]),
        fair_to=None if named["fair_to"] == "nobody" else named["fair_to"],
        not_run=named["not_run"],
        cost_of_group=found.more["cost_of_group"],
        seed=seed,
    )
    subjects = frames["subjects"].assign(smallest=int(named["smallest"]))
    parts = frames["pupils"], frames["choices"], subjects
    outcome = option_blocks(*parts, plan, lambda share: report(share / 2))
    tried = tuple(plan.groups + more for more in AROUND)
    curve = satisfaction_curve(*parts, plan, tried, lambda share: report(0.5 + share / 2))
    curve = curve.assign(chosen=curve["groups"] == plan.groups)
    return replace(outcome, tables={**outcome.tables, "curve": curve})


def draw(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw how many pupils get all their choices with fewer and more groups."""
    return curve_of_groups(outcomes)


KIND = Kind(
    name="options",
    title="Option blocks",
    about="How many pupils would get what they chose, who would not, and what would one more group change?",
    asks=(),
    is_search=True,
    read=read,
    levers=levers,
    work=work,
    draw=draw,
    chart="Pupils who get all their choices, by the number of groups",
)
