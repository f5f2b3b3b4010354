"""Schools and years of a bundle: which name a school has, and in which academic year a class is taught."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from dashboard.academic_years import academic_year
from dashboard.store.foreign.bundles import Row
from dashboard.store.foreign.bundles_roster import Roster
from dashboard.store.problems import listed, quoted

DEEPEST = 20  # orgs above one another; more is a circle
SPEAK_OF_SCHOOLS = ("orgs", "users", "classes")


@dataclass
class Schools:
    """The schools of a bundle by the numbers of its orgs: a department counts as the school above it."""

    roster: Roster
    names: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find names that several schools have: rows under one name would join their pupils."""
        orgs = self.roster["orgs"]
        named = Counter(row.get("name") for _, row in orgs.every() if is_school(row))
        self.shared = {name for name, count in named.items() if count > 1}
        if self.shared:
            found = f"several schools are called {listed(sorted(quoted(name) for name in self.shared))}"
            remedy = "Each is written with its number, so that their pupils stay apart."
            _, first = next(orgs.every())
            self.roster.tell.say(first.part.name, found, remedy, "SCHOOLS_OF_ONE_NAME")

    def name(self, number: str) -> str:
        """Return the name of the school of an org, or its number where no file names it."""
        if number not in self.names:
            self.names[number] = self.found(number)
        return self.names[number]

    def found(self, number: str) -> str:
        """Find the school of an org: itself, or the nearest above it."""
        orgs = self.roster["orgs"]
        named = row = orgs.find(number)
        if named is None or not number:
            self.note_unknown(number)
            return number
        for _ in range(DEEPEST):
            if row is None or is_school(row):
                break
            row = orgs.find(row.get("parentsourcedid"))
        if row is None or not is_school(row):
            kind = named.get("type") or "org without a type"
            why = f"a {kind} with no school above it stands for one: it is taken as the school"
            self.roster.tell.note(named.part, named.number, why)
            return named.get("name") or number
        name = row.get("name")
        mark = row.get("identifier") or number
        return f"{name} ({mark})" if name in self.shared else name or number

    def note_unknown(self, number: str) -> None:
        """Say that no file names a school that others speak of."""
        if number:
            speaking = (row for kind in SPEAK_OF_SCHOOLS for _, row in self.roster[kind].every())
            place = next((row.part.name for row in speaking), "orgs.csv")
            found = f"it does not name the school {quoted(number)}: this number stands for its name"
            self.roster.tell.say(place, found, "Export the schools too.", "UNKNOWN_SCHOOL")

    def is_one(self, number: str) -> bool:
        """Return whether an org is a school or lies in one, and is not all the schools of an area."""
        row = self.roster["orgs"].peek(number)
        return row is None or row.get("type").casefold() in ("", "school", "department")


def is_school(row: Row) -> bool:
    """Return whether an org is a school."""
    return row.get("type").casefold() in ("school", "")


def parted(text: str) -> list[str]:
    """Return the words of a cell that holds several, parted by commas."""
    return [word for word in (each.strip() for each in text.split(",")) if word]


def years_of(roster: Roster, row: Row) -> list[str]:
    """Return the academic years in which a class is taught; none where no term says."""
    years = {roster.dates.academic_year(row.get("startdate"), row.get("enddate"))}
    for term in parted(row.get("termsourcedids", "sessionsourcedids")):
        session = roster["academicsessions"].find(term)
        if session is None:
            why = "a term of theirs is not in the file of terms"
            roster.tell.note(row.part, row.number, why, "Their year is taken from other terms or dates.")
            continue
        years.add(roster.dates.academic_year(session.get("startdate"), session.get("enddate")))
    if not years - {""} and not roster.said.get("academic_year"):
        why = "no term says in which year they are taught"
        remedy = "The year of the latest date in the import is taken; another can be said by hand."
        roster.tell.note(row.part, row.number, why, remedy)
    return sorted(years - {""})


def year_of_pupils(roster: Roster, taught: set[str], today: date) -> str:
    """Return the academic year for which the export lists its pupils, or nothing where it does not say."""
    if said := str(roster.said.get("academic_year") or ""):
        return said
    sessions = roster["academicsessions"]
    terms = {
        roster.dates.academic_year(row.get("startdate"), row.get("enddate")) for _, row in sessions.every()
    }
    for years in (taught, terms - {""}):
        if len(years) == 1:
            return next(iter(years))
        if years:
            begun = [year for year in years if year <= academic_year(today)]
            chosen = max(begun, default=min(years))
            found = (
                f"the terms are of several years: {listed(sorted(years))}; pupils are taken as of {chosen}"
            )
            remedy = "Where that is wrong, say the academic year by hand."
            roster.tell.say("academicSessions.csv", found, remedy, "SEVERAL_YEARS")
            return chosen
    return ""
