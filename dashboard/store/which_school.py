"""Censuses of several schools in one import: each is to be said, or their pupils become one school's."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace

from dashboard.store.batches import ImportedFile, Source
from dashboard.store.problems import Problem

CENSUS = "School Census XML"
WHOSE = "WHOSE_SCHOOL"


def ask_which_school(
    given: Sequence[ImportedFile], files: list[ImportedFile], sources: list[Source]
) -> tuple[list[ImportedFile], list[Source]]:
    """Return files and sources with each census refused that is of one of several schools nobody has named.

    Transfer files are of other schools by their nature: their pupils come here.
    """
    censuses = [source for source in sources if source.shape == CENSUS]
    whose = {
        source.name: comes_from(note["found"])
        for source in censuses
        for note in source.notes
        if note["code"] == WHOSE
    }
    named = {whose.get(source.name) or f"said: {source.said.get('school')}" for source in censuses}
    if not whose or len(named) < 2:
        return files, sources
    asked = [source for source in sources if source.name in whose]
    originals = {file.name: file for file in given}
    left = [file for file in files if file.source not in whose]
    left += [refused(originals[source.files[0]["name"]], source.name, whose[source.name]) for source in asked]
    return left, [source for source in sources if source.name not in whose]


def comes_from(found: str) -> str:
    """Return the school that a note names."""
    named = re.search(r"comes from (.*?);", found)
    return named[1] if named else found


def refused(file: ImportedFile, name: str, school: str) -> ImportedFile:
    """Return a census with the question which school it is."""
    found = f"it says it comes from {school}, and another census of this import is another school's"
    remedy = "Say by hand which school each is, or import one at a time."
    problem = Problem(name, None, None, found, remedy, "WHICH_SCHOOL")
    return replace(file, problems=[asdict(problem)], source=name if name != file.name else file.source)
