"""Small learning communities: the school in a few parts of all ages, each with its own team."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dashboard.figure_parts import Figure
from dashboard.scenarios.communities_outcome import communities
from dashboard.scenarios.outcome import Outcome, Report
from dashboard.whatif.figures_lines import curve_of_communities
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.levers import Lever, Values
from dashboard.whatif.ready import Ready, evidence, ready

if TYPE_CHECKING:
    from dashboard.store.opening import Store


def read(store: "Store", asked: Question) -> Ready:
    """Return everybody, who teaches what, and who is in which class. Raises Missing."""
    return ready(store, "communities", asked)


def levers(found: Ready) -> tuple[Lever, ...]:
    """Return what may be chosen; brothers and sisters stay together where the imports tell who they are."""
    pupils = found.frames["pupils"]
    keep = [("families", "brothers and sisters")] if "family" in pupils else []
    keep += [] if found.without("tutor groups") else [("tutor groups", "whole tutor groups")]
    keep.append(("nobody", "nobody in particular"))
    return (
        Lever("number_of", "Communities", 4, 2, 8, unit="communities"),
        Lever("keep", "Stay together", keep[0][0], options=tuple(keep)),
        Lever(
            "second_subjects",
            "Teachers teach",
            "no",
            options=(("no", "their first subject only"), ("yes", "a second subject too")),
        ),
    )


def work(found: Ready, values: Values, seed: int, report: Report) -> Outcome:
    """Return the communities for these values. Raises Impossible."""
    named: dict[str, Any] = dict(values)
    frames = found.frames
    return communities(
        frames["pupils"],
        frames["classes"],
        frames["staff"],
        evidence(),
        int(named["number_of"]),
        named["keep"],
        named["second_subjects"] == "yes",
        seed,
        members=frames["members"] if len(frames["members"]) else None,
        report=report,
    )


def draw(outcomes: Mapping[str, Outcome]) -> Figure:
    """Draw the lessons that own teams could teach, by the number of communities."""
    return curve_of_communities(outcomes)


KIND = Kind(
    name="communities",
    title="Small communities",
    about="How small could communities of all ages be, and how much could their own teams teach?",
    asks=(),
    is_search=True,
    read=read,
    levers=levers,
    work=work,
    draw=draw,
    chart="Lessons that a community's own team could teach, by the number of communities",
)
