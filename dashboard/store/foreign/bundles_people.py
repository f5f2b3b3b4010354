"""Pupils of a bundle: who is one, in which schools, and what is said of them."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from dashboard.reference import FOLDER
from dashboard.store.foreign.bundles import Row
from dashboard.store.foreign.bundles_places import Schools, parted
from dashboard.store.foreign.bundles_roster import Key, Roster
from dashboard.store.foreign.bundles_tables import Tables

STUDENT = "student"
UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]")
WORDLESS_SEX = ("unspecified", "other")  # values of the standard for which the table has no word
NUMBERED_BY = ("sourcedid", "identifier", "username", "usermasteridentifier")


@dataclass
class People:
    """The people of a bundle. ``enrolled`` are the schools where a pupil has a class."""

    roster: Roster
    schools: Schools
    enrolled: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    registered: dict[tuple[Key, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def numbered_by(self) -> str:
        """Return the column that numbers the pupils: the export's own number, unless somebody said."""
        said = str(self.roster.said.get("pupil") or "").casefold()
        return said if said in NUMBERED_BY else NUMBERED_BY[0]

    def number(self, key: Key) -> str:
        """Return the number under which a pupil is known."""
        rows = self.roster["users"].rows.get(key)
        if self.numbered_by == "sourcedid" or not rows:
            return key[1]
        return rows[0].get(self.numbered_by)

    def staff_code(self, key: Key) -> str:
        """Return the code of a teacher: what people know them by, or their number in the export."""
        row = self.roster["users"].find(key[1], key[0])
        return (row.get("identifier") if row is not None else "") or key[1]

    def write(self, tables: Tables, academic_year: str) -> None:
        """Write every pupil, once for each school they are at."""
        for key, row in self.roster["users"].every():
            schools = self.schools_of(key, row)
            if not schools:
                continue
            self.roster["users"].use(row)
            values = self.about(key, row)
            for school in schools:
                tables.write(
                    "pupils", row.place,
                    school=school, pupil=self.number(key), academic_year=academic_year,
                    registration_group=self.registration(key, school, row), **values,
                )  # fmt: skip

    def schools_of(self, key: Key, row: Row) -> list[str]:
        """Return the schools where somebody is a pupil; none for who is no pupil."""
        roles = self.roster["roles"].rows.get(key, [])
        as_pupil = [role for role in roles if role.get("role").casefold() == STUDENT]
        for role in as_pupil:
            self.roster["roles"].use(role)
        is_pupil = bool(as_pupil) or row.get("role").casefold() == STUDENT
        if not is_pupil and (roles or row.get("role") or key not in self.enrolled):
            return []
        named = [role.get("orgsourcedid") for role in as_pupil if role.get("orgsourcedid")]
        named = named or parted(row.get("orgsourcedids")) or parted(row.get("primaryorgsourcedid"))
        at_schools = [number for number in named if self.schools.is_one(number)] or named
        found = dict.fromkeys(self.schools.name(number) for number in at_schools)
        return list(found) or sorted(self.enrolled.get(key, ())) or [""]

    def about(self, key: Key, row: Row) -> dict[str, str]:
        """Return what is said of a pupil, at whatever school."""
        facts = self.roster["demographics"].find(key[1], key[0])
        roles = self.roster["roles"].rows.get(key, [])
        grades = row.get("grades") or next((role.get("grade") for role in roles if role.get("grade")), "")
        birth = row.get("birthdate") or (facts.get("birthdate") if facts is not None else "")
        return {
            "year_group": year_group(self.roster, row, grades),
            "upn": upn(row),
            "surname": row.get("familyname"),
            "forename": row.get("givenname"),
            "date_of_birth": self.roster.dates.written(birth),
            "sex": self.sex(facts) if facts is not None else "",
        }

    def sex(self, facts: Row) -> str:
        """Return the sex as written, but for the words of the standard that ours has no code for."""
        written = facts.get("sex")
        if written.casefold() in WORDLESS_SEX:
            why = f"the sex is {written.casefold()}, for which there is no code: it counts as not known"
            self.roster.tell.note(facts.part, facts.number, why, "Nothing needs to be done.")
            return ""
        return written

    def registration(self, key: Key, school: str, row: Row) -> str:
        """Return the registration group of a pupil, where there is just one."""
        groups = self.registered.get((key, school), set())
        if len(groups) > 1:
            why = "the pupil has several registration groups at one school: none is taken"
            self.roster.tell.note(row.part, row.number, why)
        return next(iter(groups)) if len(groups) == 1 else ""

    def settle(self) -> None:
        """Account for the rows about people that nothing was made of."""
        tell = self.roster.tell
        self.roster["users"].settle(tell, "they are neither pupils nor the one teacher of a class")
        self.roster["roles"].settle(tell, "they give nobody of this export the role of a pupil")
        self.roster["demographics"].settle(tell, "they are about nobody who is a pupil in this export")


def upn(row: Row) -> str:
    """Return a Unique Pupil Number where one of the numbers is labelled so, or can be nothing else."""
    for labelled in parted(row.get("userids")):
        label, _, number = labelled.strip("{}").partition(":")
        if label.strip().casefold() == "upn":
            return number.strip()
    numbers = [row.get(name).upper() for name in ("identifier", "usermasteridentifier", "username")]
    return next((number for number in numbers if UPN.fullmatch(number)), "")


def year_group(roster: Roster, row: Row, grades: str, several_are_mixed: bool = False) -> str:
    """Return a year group for the grades of an export: ours where the list has it, else as it stands."""
    several = parted(grades)
    if several_are_mixed and len(several) > 1:
        why = "the class is of several year groups, and the table holds one: it is left empty"
        roster.tell.note(row.part, row.number, why, "Nothing needs to be done.")
        return ""
    return grades_written().get(grades.casefold(), grades)


@cache
def grades_written() -> dict[str, str]:
    """Return the year group for each grade that other countries write."""
    with (FOLDER / "roster_grade.csv").open(encoding="utf-8", newline="") as file:
        return {line["grade"].casefold(): line["year_group"] for line in csv.DictReader(file)}
