"""What to talk about when a figure is on the table: questions that a figure raises and cannot answer."""

from typing import Literal, Protocol

Audience = Literal["governors", "staff"]


class Asked(Protocol):
    """What a question is about: a measure, or an outcome of a pack."""

    @property
    def name(self) -> str:
        """Return the measure's name."""

    @property
    def title(self) -> str:
        """Return the measure's title."""

    @property
    def area(self) -> str:
        """Return the part of school life it belongs to."""


DOING = {
    "absence_rate": "absence",
    "persistent_absence": "missing a tenth of school",
    "severe_absence": "missing half of school",
    "authorised_absence": "absence with leave",
    "unauthorised_absence": "absence without leave",
    "lateness": "coming late",
    "average_points": "results",
    "at_expected": "reaching the expected standard",
    "on_target": "being on target",
    "points_from_target": "results against targets",
    "progress": "progress",
    "value_added": "results for where they started",
    "in_support": "extra support",
    "support_hours": "hours of extra support",
    "support_attended": "coming to extra support",
}


def doing(measure: Asked) -> str:
    """Say a measure after "in": ``missing a tenth of school``."""
    return DOING.get(measure.name, measure.title.lower())


def question_for(
    measure: Asked, group: str, standing: str, way: str = "", audience: Audience = "governors"
) -> str:
    """Return one question about a figure.

    ``group`` is what ``wording.group_noun`` returns; ``standing`` is strength, gap or unclear; ``way`` is
    narrowed, widened or unclear where the figure is a course over time, and empty otherwise.
    """
    if audience == "staff":
        return staff_question(group, measure, way or standing)
    return trend_question(group, measure, way) if way else gap_question(group, measure, standing)


def gap_question(group: str, measure: Asked, how: str) -> str:
    """Return what a governor may ask about a gap."""
    title = doing(measure)
    if measure.area == "support":
        return f"Is extra support for {group} in step with what they need, and does it help?"
    if how == "strength":
        return f"What works for {group} in {title}, and can other groups have it too?"
    if how == "gap":
        return f"What stands behind the gap for {group} in {title}, and which cause is being worked on first?"
    return f"The gap for {group} in {title} could be chance. What else do leaders see: in classes, in marks?"


def trend_question(group: str, measure: Asked, way: str) -> str:
    """Return what a governor may ask about a gap's course."""
    title = doing(measure)
    return {
        "narrowed": f"What narrowed the gap for {group} in {title}, and will it last?",
        "widened": f"What changed for {group} in {title}, and when will we see whether the response works?",
    }.get(way, f"The gap for {group} in {title} has not clearly moved. What was tried, and what is next?")


def staff_question(group: str, measure: Asked, how: str) -> str:
    """Return what a staff meeting may talk about: what we see and do, and never whose fault it is."""
    title = doing(measure)
    return {
        "strength": f"What do we do with {group} that works in {title}? Where else could we try it?",
        "narrowed": f"What did we change for {group} in {title}, and what must we keep doing?",
        "gap": f"Which {group} come to mind in {title}? What stands in their way that we can move?",
        "widened": f"When did {title} change for {group}, and what did we see at the time?",
    }.get(how, f"The figures cannot tell us about {group} in {title}. What do we see ourselves?")
