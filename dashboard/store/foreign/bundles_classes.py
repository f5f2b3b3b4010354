"""Classes of a bundle: their names, subjects and teachers, and who is in them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from dashboard.store.foreign.bundles import Part, Row
from dashboard.store.foreign.bundles_people import People, year_group
from dashboard.store.foreign.bundles_places import Schools, years_of
from dashboard.store.foreign.bundles_roster import Key, Roster
from dashboard.store.foreign.bundles_tables import Tables

STUDENT = "student"
TEACHERS = ("teacher",)


@dataclass
class Teacher:
    """One teacher of one class, as one row of the file says."""

    part: Part
    number: int
    key: Key
    is_primary: bool


@dataclass
class Taught:
    """One class. A registration group is one that meets for no subject."""

    row: Row
    school: str
    years: list[str]
    subject: str
    name: str = ""
    teachers: list[Teacher] = field(default_factory=list)

    @property
    def is_registration(self) -> bool:
        """Return whether it is a registration group alone."""
        return self.row.get("classtype").casefold() == "homeroom" and not self.subject


@dataclass
class Classes:
    """The classes of a bundle by their numbers, and whose registration group each is."""

    roster: Roster
    schools: Schools
    people: People
    taught: dict[str, list[Taught]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Read every class, and give each a name that no other of its school and year has."""
        for (_, number), row in self.roster["classes"].every():
            self.roster["classes"].use(row)
            school = self.schools.name(row.get("schoolsourcedid", "orgsourcedid"))
            years = years_of(self.roster, row)
            self.taught[number].append(Taught(row, school, years, self.subject(row)))
        self.give_names()

    @property
    def every(self) -> list[tuple[str, Taught]]:
        """Return every class with its number."""
        return [(number, taught) for number, several in self.taught.items() for taught in several]

    @property
    def years(self) -> set[str]:
        """Return the academic years in which there are classes."""
        return {year for _, taught in self.every for year in taught.years}

    def give_names(self) -> None:
        """Name each by its title; by title and code, or title and number, where a title stands twice."""
        titles = Counter(titles_of(each) for _, each in self.every)
        codes = Counter((*titles_of(each), each.row.get("classcode")) for _, each in self.every)
        for number, each in self.every:
            title, code = each.row.get("title"), each.row.get("classcode")
            if not title or titles[titles_of(each)] == 1:
                each.name = title or code or number
            elif code and codes[(*titles_of(each), code)] == 1:
                each.name = f"{title} ({code})"
            else:
                each.name = f"{title} ({number})"

    def subject(self, row: Row) -> str:
        """Return what a class is taught: as it says, or its course does, or its course is called."""
        if subjects := row.get("subjects"):
            return subjects
        course = self.roster["courses"].find(row.get("coursesourcedid"))
        if course is not None and (subjects := course.get("subjects")):
            return subjects
        title = course.get("title") if course is not None else row.get("coursename")
        if title:
            why = "neither class nor course names a subject: the title of the course is taken for it"
            self.roster.tell.note(row.part, row.number, why)
        elif course is None and row.get("coursesourcedid") and row.get("classtype").casefold() != "homeroom":
            why = "the course is in no file of courses, so that no subject is known"
            self.roster.tell.note(row.part, row.number, why)
        return title

    def write(self, tables: Tables) -> None:
        """Write who is in each class, then the classes with their teachers."""
        for row in self.roster.stream("enrollments"):
            self.read_member(row, tables)
        for _, taught in self.every:
            if taught.is_registration:
                continue
            teacher = self.teacher(taught)
            group = year_group(self.roster, taught.row, taught.row.get("grades"), several_are_mixed=True)
            for year in taught.years or [str(self.roster.said.get("academic_year") or "")]:
                tables.write(
                    "classes", taught.row.place,
                    school=taught.school, academic_year=year, **{"class": taught.name},
                    subject=taught.subject, year_group=group, teacher=teacher,
                )  # fmt: skip

    def read_member(self, row: Row, tables: Tables) -> None:
        """Take one row that puts somebody in a class."""
        number, role = row.get("classsourcedid"), row.get("role").casefold()
        key = (row.part.space, row.get("usersourcedid"))
        tell = self.roster.tell
        if ("", number) in self.roster["classes"].gone:
            tell.ignore(row.part, row.number, "their class is marked as deleted or no longer in use")
        elif key in self.roster["users"].gone:
            tell.ignore(row.part, row.number, "whom they name is marked as deleted or no longer in use")
        elif role == STUDENT:
            self.write_member(row, key, tables)
        elif role in TEACHERS:
            is_primary = row.get("primary").casefold() == "true"
            for taught in self.taught.get(number, []):
                taught.teachers.append(Teacher(row.part, row.number, key, is_primary))
            if number not in self.taught:
                tell.ignore(row.part, row.number, "they name the teacher of a class that no file has")
        else:
            tell.ignore(row.part, row.number, "they name neither a pupil nor a teacher of a class")

    def write_member(self, row: Row, key: Key, tables: Tables) -> None:
        """Write one pupil in one class, in each of its years; a number that no file has as it stands."""
        number = row.get("classsourcedid")
        if not self.roster["users"].rows.get(key):
            why = "the pupil is in no file of people: the number is written as it stands"
            self.roster.tell.note(row.part, row.number, why)
        if number not in self.taught:
            why = "the class is in no file of classes: its number is written as it stands"
            self.roster.tell.note(row.part, row.number, why)
            unknown = Taught(row, self.schools.name(row.get("schoolsourcedid")), [], "", number)
        for taught in self.taught.get(number) or [unknown]:
            self.people.enrolled[key].add(taught.school)
            if taught.is_registration:
                self.people.registered[key, taught.school].add(taught.name)
                continue
            for year in taught.years or [str(self.roster.said.get("academic_year") or "")]:
                tables.write(
                    "class_members", row.place,
                    school=taught.school, academic_year=year, **{"class": taught.name},
                    pupil=self.people.number(key),
                    from_date=self.roster.dates.written(row.get("begindate")),
                    to_date=self.roster.dates.written(row.get("enddate")),
                )  # fmt: skip

    def teacher(self, taught: Taught) -> str:
        """Return the code of the teacher of a class: the only one, or the one named as primary."""
        named = {teacher.key for teacher in taught.teachers}
        primary = {teacher.key for teacher in taught.teachers if teacher.is_primary}
        chosen = named if len(named) == 1 else primary if len(primary) == 1 else set()
        tell = self.roster.tell
        for teacher in taught.teachers:
            if teacher.key not in chosen:
                why = "their class has several teachers, and one is kept: the one marked as primary"
                tell.ignore(teacher.part, teacher.number, why)
        return self.people.staff_code(next(iter(chosen))) if chosen else ""


def titles_of(taught: Taught) -> tuple[str, str, str]:
    """Return what tells classes apart in a list: school, year, title."""
    return taught.school, ", ".join(taught.years), taught.row.get("title").casefold()
