"""Microsoft School Data Sync, UK format: six CSV files, which say what OneRoster says in other words."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.store.foreign.bundles import Part, grouped, headings_of, stem
from dashboard.store.foreign.bundles_dates import Dates, puts_month_first
from dashboard.store.foreign.bundles_reading import translate_bundle
from dashboard.store.foreign.bundles_rows import Ledger, rows_of
from dashboard.store.foreign.shape import Translated

# For each file: what it is in OneRoster, which headings tell it, which of its columns are which.
# Microsoft's own format says "SIS ID" where the UK format says "ID" or "DfE Number".
KINDS = {
    "school": "orgs",
    "section": "classes",
    "student": "users",
    "teacher": "users",
    "studentenrollment": "enrollments",
    "teacherroster": "enrollments",
}
TOLD_BY: Mapping[str, tuple[frozenset[str], ...]] = {
    "school": (frozenset({"dfenumber", "name"}), frozenset({"sisid", "name"})),
    "section": (frozenset({"schooldfenumber", "sectionname"}), frozenset({"schoolsisid", "sectionname"})),
    "student": (frozenset({"schooldfenumber", "firstname"}), frozenset({"schoolsisid", "username"})),
    "teacher": (frozenset({"schooldfenumber", "firstname"}), frozenset({"schoolsisid", "username"})),
    "studentenrollment": (frozenset({"sectionid", "id"}), frozenset({"sectionsisid", "sisid"})),
    "teacherroster": (frozenset({"sectionid", "id"}), frozenset({"sectionsisid", "sisid"})),
}
CALLED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "orgs": {"sourcedid": ("dfenumber", "sisid"), "identifier": ("schoolnumber",)},
    "classes": {
        "sourcedid": ("id", "sisid"),
        "schoolsourcedid": ("schooldfenumber", "schoolsisid"),
        "title": ("sectionname",),
        "classcode": ("sectionnumber",),
        "subjects": ("coursesubject",),
        "startdate": ("termstartdate",),
        "enddate": ("termenddate",),
    },
    "users": {
        "sourcedid": ("id", "sisid"),
        "orgsourcedids": ("schooldfenumber", "schoolsisid"),
        "givenname": ("firstname",),
        "familyname": ("lastname",),
        "identifier": ("studentnumber", "teachernumber"),
        "grades": ("grade",),
    },
    "enrollments": {
        "classsourcedid": ("sectionid", "sectionsisid"),
        "usersourcedid": ("id", "sisid"),
    },
}
SPACES = {
    "student": "student",
    "studentenrollment": "student",
    "teacher": "teacher",
    "teacherroster": "teacher",
}
DATED = ("users", "classes")


class SchoolDataSync:
    """Microsoft School Data Sync."""

    name = "School Data Sync"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files of each folder that make such an export."""
        return grouped(files, file_of, bool)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write an export as import files. Raises Unreadable."""
        tell = Ledger()
        parts = [part_of(path) for path in files]
        dates = Dates(puts_month_first(every_date(parts)))
        if dates.month_first:
            found = "dates put the month first, as some that have no other reading prove"
            name = next(part.name for part in parts if part.kind in DATED)
            tell.say(name, found, "Check a date of birth you know.", "MONTH_FIRST")
        paths = translate_bundle(parts, into, tell, said, dates)
        read = tell.rows - tell.ignored
        return Translated("Microsoft School Data Sync", paths, "rows", read, tell.ignored, tell.notes)


def file_of(name: str, headings: tuple[str, ...]) -> str:
    """Return which of the six files has this name and these headings; "" for none.

    Pupils and teachers differ only by the name of the file.
    """
    called, has = stem(name), set(headings)
    return next(
        (
            file
            for file, signatures in TOLD_BY.items()
            if called in (file, f"{file}s") and any(signature <= has for signature in signatures)
        ),
        "",
    )


def part_of(path: Path) -> Part:
    """Return one file of an export as what it is in OneRoster."""
    headings = headings_of(path)
    file = file_of(path.name, headings)
    kind = KINDS.get(file, "")
    called = {name: ours for ours, theirs in CALLED.get(kind, {}).items() for name in theirs}
    space = SPACES.get(file, "")
    always = {"role": space} if space else {"type": "school"} if kind == "orgs" else {}
    return Part(path.name, path, kind, headings, called, always, space)


def every_date(parts: Sequence[Part]) -> list[str]:
    """Return every date of an export, to tell from all of them how they are written."""
    return [
        row.get(name)
        for part in parts
        for row in (rows_of(part, Ledger()) if part.kind in DATED else ())
        for name in ("startdate", "enddate", "birthdate")
    ]
