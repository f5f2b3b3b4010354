"""What a census tells of pupils beyond the columns of ours: written as divisions of the pupils."""

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.academic_years import academic_year
from dashboard.store.foreign.census_days import Days
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.foreign.xml_records import Record
from dashboard.store.foreign.xml_writing import Row, number_of, place


class Division(NamedTuple):
    """A division of the pupils: which field it comes from, and which group each code is."""

    field: str
    name: str
    groups: dict[str, str]


YES, NO = "Yes", "No"
IS_TRUE = {"TRUE": YES, "1": YES, "Y": YES, "FALSE": NO, "0": NO, "N": NO}
DIVISIONS = (
    Division(
        "enrolment",
        "Enrolment",
        {"C": "This school only", "M": "Mainly this school", "S": "Mainly another school", "G": "Guest"},
    ),
    Division("post_looked_after", "Looked after before", dict.fromkeys("AGRCO", YES) | {"N": NO}),
    Division("top_up", "Top-up funding", IS_TRUE),
    Division("sen_unit", "SEN unit", IS_TRUE),
    Division("resourced", "Resourced provision", IS_TRUE),
)


def rows(pupils: Sequence[list[Record]], days: Days) -> list[Row]:
    """Return the rows of each division that parts these pupils; a code not known stands as it is."""
    year = academic_year(days.census_day) if days.census_day else ""
    made = []
    for division in DIVISIONS:
        told = [records[0] for records in pupils if records[0].get(division.field)]
        if len({pupil.get(division.field) for pupil in told}) > 1:
            made += [row(pupil, division, year) for pupil in told]
    return made


def row(pupil: Record, division: Division, year: str) -> Row:
    """Return which group of a division a pupil is in."""
    code = pupil.get(division.field)
    return {
        SOURCE_PLACE: place(pupil),
        "pupil": number_of(pupil),
        "academic_year": year,
        "characteristic": division.name,
        "group": division.groups.get(code.upper(), code),
    }
