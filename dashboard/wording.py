"""The words for groups and measures in sentences: everything else in a sentence is the same for all.

A measure or group without an entry still gets a true sentence, only a stiffer one.
"""

from typing import NamedTuple


class Verb(NamedTuple):
    """What a group does more, less, or as much as another, ready for the other's name to follow."""

    more: str
    less: str
    same: str


class Signed(NamedTuple):
    """How a mean above, below and at 0 is said, where 0 means something."""

    above: str
    below: str
    level: str


def _often(doing: str) -> Verb:
    return Verb(f"{doing} more often than", f"{doing} less often than", f"{doing} about as often as")


def _amount(before: str, after: str = "") -> Verb:
    return Verb(
        f"{before} more{after} than", f"{before} less{after} than", f"{before} about as much{after} as"
    )


VERBS = {
    "absence_rate": _amount("miss", " of school"),
    "persistent_absence": _often("miss a tenth of school"),
    "severe_absence": _often("miss half of school"),
    "authorised_absence": _amount("are away with leave"),
    "unauthorised_absence": _amount("are away without leave"),
    "lateness": _often("are late"),
    "average_points": Verb("score higher than", "score lower than", "score about the same as"),
    "at_expected": _often("reach the expected standard"),
    "on_target": _often("are on target"),
    "points_from_target": Verb(
        "do better against their targets than",
        "do less well against their targets than",
        "do about as well against their targets as",
    ),
    "progress": _amount("make", " progress"),
    "value_added": Verb(
        "do better for where they started than",
        "do less well for where they started than",
        "do about as well for where they started as",
    ),
    "in_support": _often("get extra support"),
    "support_hours": Verb(
        "get more hours of extra support than",
        "get fewer hours of extra support than",
        "get about as many hours of extra support as",
    ),
    "support_attended": _amount("turn up to", " of their extra support"),
}

SIGNED = {
    "points_from_target": Signed("{} above target", "{} below target", "on target"),
    "progress": Signed("a gain of {}", "a loss of {}", "no gain"),
    "value_added": Signed("{} more than expected", "{} less than expected", "as expected"),
}

BROUGHT_BY = {
    "on_target": "results with targets",
    "points_from_target": "results with targets",
    "progress": "results with baselines",
    "value_added": "results with baselines",
    "attendance": "attendance",
    "attainment": "results",
    "support": "interventions and intervention_pupils",
}

GROUPS = {
    ("Sex", "Female"): "girls",
    ("Sex", "Male"): "boys",
    ("Pupil premium", "Pupil premium"): "pupil premium pupils",
    ("Pupil premium", "Not pupil premium"): "pupils without pupil premium",
    ("Free school meals", "Free school meals"): "pupils on free school meals",
    ("Free school meals", "Not free school meals"): "pupils not on free school meals",
    ("SEN", "EHC plan"): "pupils with an EHC plan",
    ("SEN", "SEN support"): "pupils with SEN support",
    ("SEN", "SEN support or EHC plan"): "pupils with SEN support or an EHC plan",
    ("SEN", "No SEN"): "pupils without SEN",
    ("SEN need", "No SEN"): "pupils without SEN",
    ("EAL", "English as an additional language"): "pupils with English as an additional language",
    ("EAL", "English first language"): "pupils whose first language is English",
    ("Ethnicity", "Mixed / multiple"): "pupils of mixed ethnicity",
    ("Ethnicity", "Other"): "pupils of other ethnic groups",
    ("Ethnicity", "Other ethnic groups"): "pupils of other ethnic groups",
    ("Looked after", "Looked after"): "looked-after children",
    ("Looked after", "Not looked after"): "pupils who are not looked after",
    ("Service child", "Service child"): "service children",
    ("Service child", "Not a service child"): "pupils who are not service children",
    ("Young carer", "Young carer"): "young carers",
    ("Young carer", "Not known to be a young carer"): "pupils not known to be young carers",
}
GROUPS_OF = {
    "SEN need": "pupils with {} as their main need",
    "Ethnicity": "{} pupils",
    "Prior attainment": "pupils with {} prior attainment",
    "Term of birth": "{} pupils",
    "Year group": "{} pupils",
}
BEFORE_YEAR_1 = {"R": "Reception", "N": "Nursery", "N1": "Nursery", "N2": "Nursery"}
LOWERED = ("SEN need", "Prior attainment", "Term of birth")  # their labels are no names


def group_noun(characteristic: str, group: str) -> str:
    """Name a group in the middle of a sentence: ``girls``, ``pupils with SEN support``."""
    if group == "All pupils":
        return "all pupils"
    if group == "Not known":
        return f"pupils whose group is not known ({characteristic})"
    if (characteristic, group) in GROUPS:
        return GROUPS[characteristic, group]
    if characteristic in GROUPS_OF:
        return GROUPS_OF[characteristic].format(group.lower() if characteristic in LOWERED else group)
    return f"pupils in the group {group} ({characteristic})"


def reference_noun(characteristic: str, group: str, reference: str) -> str:
    """Name the group compared with, after the other: ``others``, ``boys``, ``those in Blue``."""
    if reference.lower().startswith("not ") and reference != "Not known" and group == characteristic:
        return "others"
    known = (characteristic, reference) in GROUPS or characteristic in GROUPS_OF
    return group_noun(characteristic, reference) if known else f"those in {reference}"


def year_words(year_group: str) -> str:
    """Return a year group as it is said: ``Year 9``, ``Reception``."""
    return f"Year {year_group}" if year_group.isdigit() else BEFORE_YEAR_1.get(year_group, year_group)
