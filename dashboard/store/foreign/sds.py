"""Microsoft School Data Sync, UK format: six CSV files, which say what OneRoster says in other words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.store.foreign.bundles import Part, Source, headings_of, is_zip, opened, sources, stem
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
MAKES = ("student", "section")


class SchoolDataSync:
    """Microsoft School Data Sync."""

    name = "School Data Sync"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return each ZIP file and folder that holds such an export, and the loose files of each folder."""
        groups: list[list[Path]] = []
        loose: dict[Path, list[tuple[Path, str]]] = defaultdict(list)
        for path in files:
            if path.is_dir() or is_zip(path):
                found = [file_of(source.name, headings_of(source.head())) for source in sources(path)]
                groups += [[path]] if set(found) & set(MAKES) else []
            elif file := file_of(path.name, headings_of(Source(path).head())):
                loose[path.parent].append((path, file))
        for together in loose.values():
            if {file for _, file in together} & set(MAKES):
                groups.append([path for path, _ in together])
        return groups

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write an export as import files. Raises Unreadable."""
        tell = Ledger()
        with opened(files) as ready:
            parts = [part_of(source, text) for source, text in ready]
            dates = Dates(puts_month_first(every_date(parts)))
            if dates.month_first:
                found = "dates put the month first, as some that have no other reading prove"
                place = next(part.place for part in parts if part.kind in ("users", "classes"))
                tell.say(place, found, "Check a date of birth you know.", "MONTH_FIRST")
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


def part_of(source: Source, text: Path) -> Part:
    """Return one file of an export as what it is in OneRoster."""
    with text.open("rb") as opened_file:
        headings = headings_of(opened_file.read(1 << 16))
    file = file_of(source.name, headings)
    kind = KINDS.get(file, "")
    called = {
        ours: next((name for name in theirs if name in headings), theirs[0])
        for ours, theirs in CALLED.get(kind, {}).items()
    }
    space = SPACES.get(file, "")
    always = {"role": space} if space else {"type": "school"} if kind == "orgs" else {}
    return Part(source.name, source.place, text, kind, headings, called, always, space)


def every_date(parts: Sequence[Part]) -> list[str]:
    """Return every date of an export, to tell from all of them how they are written."""
    return [
        row.cells.get(heading, "")
        for part in parts
        for row in (rows_of(part, Ledger()) if part.kind in ("classes", "users") else ())
        for heading in ("termstartdate", "termenddate", "birthdate")
    ]


SHAPE = SchoolDataSync()
