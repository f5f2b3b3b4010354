"""From the files of a bundle to import files: the way that every kind of bundle goes."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.store.foreign.bundles import Part
from dashboard.store.foreign.bundles_classes import Classes
from dashboard.store.foreign.bundles_dates import Dates
from dashboard.store.foreign.bundles_marks import ClassWork
from dashboard.store.foreign.bundles_people import People
from dashboard.store.foreign.bundles_places import Schools, year_of_pupils
from dashboard.store.foreign.bundles_roster import Roster, read_roster
from dashboard.store.foreign.bundles_rows import Ledger
from dashboard.store.foreign.bundles_tables import tables_in
from dashboard.store.problems import Unreadable

RACES = frozenset({"asian", "white", "blackorafricanamerican", "hispanicorlatinoethnicity"})


def translate_bundle(
    parts: Sequence[Part], into: Path, tell: Ledger, said: Mapping[str, Any], dates: Dates
) -> tuple[Path, ...]:
    """Write the files of a bundle as import files, account for every row, and return them.

    Raises Unreadable for a part of an export of which nothing can be made without the others.
    """
    warn_of_columns(parts, tell)
    roster = read_roster(parts, tell, said, dates)
    schools = Schools(roster)
    people = People(roster, schools)
    classes = Classes(roster, schools, people)
    with tables_in(into) as tables:
        classes.write(tables)
        people.write(tables, year_of_pupils(roster, classes.years, date.today()))
        ClassWork(roster, classes, people).write(tables)
    if not tables.paths:
        found = "it is part of an export of several files, and without the others nothing can be made of it"
        name = parts[0].name if parts else "manifest.csv"
        raise Unreadable(name, found, "Drop all files of the export together, or its zip file.", "PART_ALONE")
    people.settle()
    roster["orgs"].settle(tell, "no pupil and no class of this export is of them")
    roster["academicsessions"].settle(tell, "no class of this export is taught in them")
    roster["courses"].settle(tell, "no class of this export needs them")
    say_what_is_missing(roster)
    return tuple(tables.paths)


def warn_of_columns(parts: Sequence[Part], tell: Ledger) -> None:
    """Say of columns that are never read where somebody may look for them, or should not hand them in."""
    for part in parts:
        if "password" in part.headings:
            found = "it has a column of passwords: nothing is read from it, but the file is kept as it came"
            tell.say(part.name, found, "Export it without passwords.", "PASSWORDS")
        if RACES & set(part.headings):
            found = "its groups of race are those of the United States: no ethnicity is made of them"
            tell.say(part.name, found, "For ethnicity, import the school census.", "ETHNICITY_NOT_READ")


def say_what_is_missing(roster: Roster) -> None:
    """Say what such an export never holds, where a person may look for it."""
    if roster["users"].has_file and any(taught for taught in roster["classes"].rows):
        found = "it says nothing of teachers' hours: teachers are named in classes, but no staff are made"
        place = next(row for _, row in roster["classes"].every()).part.name
        tell, remedy = roster.tell, "For staff, import a file with their full-time equivalent."
        tell.say(place, found, remedy, "NO_STAFF")
