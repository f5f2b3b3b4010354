"""Tutoring: who could have the places there are, and what that could gain."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.figure_parts import Figure
from dashboard.scenarios.extended_day import cost_of_hour
from dashboard.scenarios.outcome import Line, Outcome, Report
from dashboard.scenarios.tutoring import Offer, prepare
from dashboard.scenarios.tutoring_outcome import tutoring
from dashboard.whatif.figures_lines import front_of_plans
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.levers import Lever, Values
from dashboard.whatif.ready import Ready, evidence, ready

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LESSONS = "Not known: when each pupil is free is in no import, and tutoring in lesson time costs lessons."
FREE = (
    "The plan counts everybody as free whenever there is tutoring, and reckons with who is usually there. "
    "What tutoring brings is what research found for groups of pupils; for any one pupil it is not known."
)
GOALS = (
    ("both", "progress in all, disadvantaged pupils counting double"),
    ("total", "as much progress as possible in all"),
    ("gap", "disadvantaged pupils first"),
)
SIZES = (("0", "as the plan finds best"), *((str(size), f"{size}") for size in range(1, 7)))


def read(store: "Store", asked: Question) -> Ready:
    """Return who could be tutored, with their results in the subject. Raises Missing."""
    return ready(store, "tutoring", asked, year_groups=[asked.year_group], subject=asked.subject or None)


def levers(found: Ready) -> tuple[Lever, ...]:
    """Return what may be offered."""
    most = max(2, min(60, len(found.frames["pupils"])))
    return (
        Lever("slots", "Groups that are tutored", min(20, most), 1, most, unit="groups"),
        Lever("hours", "Hours a group has in all", 12, 2, 40, unit="hours"),
        Lever("group_size", "Pupils in a group", "3", options=SIZES),
        Lever("blocks", "A pupil has", "1", options=(("1", "one place"), ("2", "two places at most"))),
        Lever("goal", "The plan is for", "both", options=GOALS),
    )


def work(found: Ready, values: Values, seed: int, report: Report) -> Outcome:
    """Return the best plan for these values. Raises Impossible."""
    named: dict[str, Any] = dict(values)
    pupils, hour = found.frames["pupils"], cost_of_hour(found.frames["staff"])
    offer = Offer(
        slots=tuple(f"Group {place + 1}" for place in range(int(named["slots"]))),
        hours=named["hours"],
        group_size=int(named["group_size"]) or None,
        blocks=int(named["blocks"]),
        cost_hour=hour,
    )
    outcome = tutoring(prepare(pupils, offer), pupils, evidence(), named["goal"], seed, report=report)
    return replace(outcome, caveat=FREE, lines=tuple(_as_known(line) for line in outcome.lines))


def _as_known(line: Line) -> Line:
    """Return a cell without what would follow if it were known when each pupil is free."""
    if line.row == "workload":
        return replace(line, value=None, words=LESSONS)
    return replace(line, words=line.words.replace("; every pupil is free in at least one slot", ""))


def draw(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw progress in all against progress of disadvantaged pupils."""
    return front_of_plans(outcomes)


KIND = Kind(
    name="tutoring",
    title="Tutoring",
    about="Who should have the tutoring there is: for most progress in all, or for the gap?",
    asks=("year_group", "subject"),
    is_search=True,
    read=read,
    levers=levers,
    work=work,
    draw=draw,
    chart="Progress in all against how much of it closes the gap",
)
