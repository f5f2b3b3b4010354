"""Classes of a year group: mixed, sets, half-year sets or bands."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from dashboard.figure_parts import Figure
from dashboard.scenarios.evidence import effect_of
from dashboard.scenarios.grouping import group_pupils
from dashboard.scenarios.grouping_plan import USUALLY_BALANCED, Plan
from dashboard.scenarios.outcome import Impossible, Outcome, Report
from dashboard.whatif.figures_classes import strip_of_classes
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.levers import Lever, Values
from dashboard.whatif.ready import Ready, evidence, ready
from dashboard.whatif.staffing import cost_of_lesson

if TYPE_CHECKING:
    from dashboard.store.opening import Store

USUAL_CLASS, USUAL_LARGEST = 28, 32
MOST_MOVED = 120
STEPS = 10_000  # more of them take longer than a reader waits and make classes hardly more even
BALANCE = {
    "attainment": ("attainment", "results"),
    "disadvantage": ("disadvantage (pupil premium)", "pupil premium"),
    "sen": ("SEN", "SEN"),
    "eal": ("EAL", "EAL"),
    "sex": ("sex", "sex"),
    "attendance": ("attendance", "absence"),
}
SCHEMES = (
    ("mixed", "mixed classes"),
    ("sets", "sets by attainment"),
    ("half-year sets", "sets in two halves of the year"),
    ("bands", "broad bands"),
)
REPORTED = (("ethnicity", "ethnicity"),)
PAIRS = "names or numbers in pairs: Ann Lee + Ben Hall, 10007 + 10009"


def read(store: "Store", asked: Question) -> Ready:
    """Return the pupils of a year group with today's classes in a subject. Raises Missing."""
    found = ready(store, "grouping", asked, year_groups=[asked.year_group], subject=asked.subject or None)
    staff = replace(asked, kind="staffing", year_group="", subject="")
    lesson = cost_of_lesson(store, staff)
    periods = _periods(store, asked)
    return replace(found, more={"cost_of_class": lesson * periods if lesson and periods else None})


def _periods(store: "Store", asked: Question) -> float:
    """Return the lessons in a cycle of one class of the subject; 0 where they are not known."""
    classes = ready(store, "staffing", replace(asked, subject="")).frames["classes"]
    mine = classes[(classes["year_group"] == asked.year_group) & (classes["subject"] == asked.subject)]
    return float(mine["periods"].mean()) if mine["periods"].notna().any() else 0.0


def levers(found: Ready) -> tuple[Lever, ...]:
    """Return what may be moved, starting from as many classes as today's."""
    pupils = found.frames["pupils"]
    count, today = len(pupils), pupils["class"].dropna()
    classes = max(2, today.nunique() or ceil(count / USUAL_CLASS))
    largest = max(USUAL_LARGEST, int(today.value_counts().max()) if len(today) else 0)
    offered = [(name, words) for name, (words, what) in BALANCE.items() if not found.without(what)]
    start = tuple(name for name, _words in offered if name in USUALLY_BALANCED)
    no_class = found.without("today's classes")
    return (
        Lever("scheme", "Classes are", "mixed", options=SCHEMES),
        Lever(
            "classes",
            "How many",
            classes,
            2,
            max(2 * classes, 4),
            unit="classes",
            today=f"{classes}, as today" if today.nunique() == classes else "",
        ),
        Lever("largest", "Nobody in a class of more than", largest, 10, max(40, largest), unit="pupils"),
        Lever("bands", "Bands, where there are bands", 3, 2, 4, unit="bands"),
        Lever("balance", "Mixed classes are balanced for", start, options=tuple(offered), several=True),
        Lever("by", "Attainment is", "latest", options=_attainment(pupils)),
        Lever(
            "most_moved",
            "Leave today's class at most",
            0,
            0,
            MOST_MOVED,
            2,
            unit="pupils",
            today="any number",
            missing=no_class,
        ),
        Lever("keep_apart", "Keep apart", "", of_pupils=PAIRS),
        Lever("keep_together", "Keep together", "", of_pupils=PAIRS),
        Lever("reported", "Show also, never balance", (), options=REPORTED, several=True),
    )


def _attainment(pupils: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return what attainment may be taken from."""
    prior = (("prior", "prior attainment"),) if pupils["prior"].notna().any() else ()
    return (("latest", "the latest results"), *prior)


def work(found: Ready, values: Values, seed: int, report: Report) -> Outcome:
    """Return classes for these values. Raises Impossible."""
    named: dict[str, Any] = dict(values)
    pupils = found.frames["pupils"]
    by = "prior" if named["by"] == "prior" else "points"
    plan = Plan(
        classes=int(named["classes"]),
        scheme=named["scheme"],
        largest=int(named["largest"]),
        bands=int(named["bands"]),
        balance=named["balance"],
        reported=named["reported"],
        keep_together=pairs(named["keep_together"], "Keep together", pupils),
        keep_apart=pairs(named["keep_apart"], "Keep apart", pupils),
        most_moved=int(named["most_moved"]) or None,
        cost_of_class=found.more["cost_of_class"],
        seed=seed,
        steps=STEPS,
    )
    effect = effect_of(evidence(), "mixed_attainment_classes")
    return group_pupils(pupils.assign(attainment=pupils[by]), plan, effect, report)


def pairs(text: str, what: str, pupils: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return the pairs of pupils that a line names, as numbers. Raises Impossible."""
    found = []
    for part in text.replace("\n", ",").replace(";", ",").split(","):
        names = [" ".join(name.split()) for name in part.split("+")]
        if part.strip():
            if len(names) != 2 or not all(names):
                raise Impossible(f"{what}: “{part.strip()}” is no pair: put a + between two pupils.")
            found.append((_number(names[0], what, pupils), _number(names[1], what, pupils)))
    return tuple(found)


def _number(written: str, what: str, pupils: pd.DataFrame) -> str:
    """Return the number of a pupil written as a number or a name. Raises Impossible."""
    numbers = pupils["pupil"].astype(str)
    if numbers.eq(written).any():
        return written
    called = numbers[pupils["name"].str.casefold() == written.casefold()]
    if len(called) == 1:
        return str(called.iloc[0])
    if called.empty:
        raise Impossible(f"{what}: nobody in these classes is called “{written}” or has that number.")
    raise Impossible(f"{what}: {len(called)} pupils are called “{written}”. Write their numbers instead.")


def draw(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw how many of the first group compared each class would have, beside chance."""
    return strip_of_classes(outcomes)


KIND = Kind(
    name="grouping",
    title="Classes and sets",
    about="Who would learn with whom in mixed classes, sets or bands, and how many would have to move?",
    asks=("year_group", "subject"),
    is_search=True,
    read=read,
    levers=levers,
    work=work,
    draw=draw,
    chart="How many in each class, beside what names drawn from a hat would give",
)
