"""OneRoster 1.1 and 1.2 CSV bundles: schools, classes, pupils and class work of one export."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.store.foreign.bundles import Part, grouped, headings_of, stem
from dashboard.store.foreign.bundles_dates import Dates
from dashboard.store.foreign.bundles_reading import translate_bundle
from dashboard.store.foreign.bundles_rows import Ledger
from dashboard.store.foreign.oneroster_manifest import Manifest, read_manifest
from dashboard.store.foreign.shape import Translated
from dashboard.store.problems import Unreadable, listed

# What tells each file by its headings where its name does not.
SIGNATURES: Mapping[str, frozenset[str]] = {
    "users": frozenset({"sourcedid", "givenname", "familyname"}),
    "enrollments": frozenset({"classsourcedid", "usersourcedid", "role"}),
    "roles": frozenset({"usersourcedid", "role", "orgsourcedid"}),
    "results": frozenset({"lineitemsourcedid", "studentsourcedid"}),
    "lineitems": frozenset({"sourcedid", "title", "classsourcedid", "duedate"}),
    "classes": frozenset({"sourcedid", "title", "coursesourcedid"}),
    "academicsessions": frozenset({"sourcedid", "title", "startdate", "enddate"}),
    "courses": frozenset({"sourcedid", "title", "coursecode"}),
    "orgs": frozenset({"sourcedid", "name", "type"}),
    "demographics": frozenset({"sourcedid", "sex", "birthdate"}),
    "manifest": frozenset({"propertyname", "value"}),
}
# Without these a file of that name says nothing.
NEEDED: Mapping[str, frozenset[str]] = {
    **SIGNATURES,
    "users": frozenset({"sourcedid"}),
    "roles": frozenset({"usersourcedid", "role"}),
    "lineitems": frozenset({"sourcedid", "title", "classsourcedid"}),
    "classes": frozenset({"sourcedid", "title"}),
    "academicsessions": frozenset({"sourcedid", "startdate", "enddate"}),
    "courses": frozenset({"sourcedid", "title"}),
    "orgs": frozenset({"sourcedid", "name"}),
    "demographics": frozenset({"sourcedid"}),
}
NAMED_ONLY = (
    "categories", "resources", "classresources", "courseresources", "userresources", "userprofiles",
    "scorescales", "lineitemscorescales", "resultscorescales", "lineitemlearningobjectiveids",
    "resultlearningobjectiveids",
)  # fmt: skip
OWN_WORD = "sourcedid"


class OneRoster:
    """OneRoster CSV bundles."""

    name = "OneRoster"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return the files of each folder that make a bundle."""
        return grouped(files, kind_by, makes_bundle)

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Write a bundle as import files. Raises Unreadable."""
        tell = Ledger()
        parts = [part_of(path) for path in files]
        manifest = read_manifest(parts, tell)
        wanted = manifest.obey([part for part in parts if part.kind != "manifest"], tell)
        see_headings(wanted)
        paths = translate_bundle(wanted, into, tell, said, Dates())
        kind = f"OneRoster {version(manifest, parts)} CSV"
        return Translated(kind, paths, "rows", tell.rows - tell.ignored, tell.ignored, tell.notes)


def kind_by(name: str, headings: tuple[str, ...]) -> str:
    """Return which file of a bundle has this name and these headings; "" for none."""
    called, has = stem(name), set(headings)
    if called in NAMED_ONLY and any(OWN_WORD in heading for heading in has):
        return called
    if called in SIGNATURES and (OWN_WORD in has or SIGNATURES[called] <= has):
        return called
    return next((kind for kind, signature in SIGNATURES.items() if signature <= has), "")


def makes_bundle(kinds: set[str]) -> bool:
    """Return whether files of these kinds are an export of OneRoster, or a part of one."""
    return bool(kinds & set(SIGNATURES))


def part_of(path: Path) -> Part:
    """Return one file of a bundle, with what it holds."""
    headings = headings_of(path)
    return Part(path.name, path, kind_by(path.name, headings), headings)


def see_headings(parts: Sequence[Part]) -> None:
    """Raise Unreadable for a file of a known name that lacks the headings without which it says nothing."""
    for part in parts:
        if missing := sorted(NEEDED.get(part.kind, frozenset()) - set(part.headings)):
            found = f"as {part.kind} of OneRoster it has no column for {listed(missing)}"
            raise Unreadable(part.name, found, "Export it again with all columns.", "MISSING_COLUMNS")


def version(manifest: Manifest, parts: Sequence[Part]) -> str:
    """Return the version that the manifest names, or else the one whose layout it has."""
    return manifest.version or ("1.2" if any(part.kind == "roles" for part in parts) else "1.1")
