"""What was handed in, as a person sees it: a file, or several that only make sense together."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.store.findings import FileFound, Findings, SourceFound
from dashboard.store.trays import ReceivedFile


@dataclass(frozen=True)
class Handed:
    """One file, or several that were read together: what was read of it, and where it was known from."""

    key: str
    files: list[ReceivedFile]
    tables: list[FileFound]
    source: SourceFound | None = None
    same_as: str = ""

    @property
    def name(self) -> str:
        """Return the name of the first file."""
        return self.files[0].name

    @property
    def is_single(self) -> bool:
        """Say whether it is one file that is one table, whose headings can be chosen by hand."""
        return len(self.tables) == 1 and not self.tables[0].shape and self.tables[0].file == self.name


def handed_in(files: Sequence[ReceivedFile], found: Findings) -> list[Handed]:
    """Return what was handed in, in the order in which it came, every table of it in one place."""
    groups: list[Handed] = []
    taken: set[str] = set()
    for place, file in enumerate(files):
        if file.name in taken:
            continue
        source = next((each for each in found.sources if file.name in each.files), None)
        together = [each for each in files if each is file or (source and each.name in source.files)]
        taken |= {each.name for each in together}
        tables = [table for table in found.files if is_of(table, together, source)]
        groups.append(Handed(str(place), together, tables, source, found.unchanged.get(file.name, "")))
    shown = [id(table) for group in groups for table in group.tables]
    left = [table for table in found.files if id(table) not in shown]
    if left and groups:  # no row may go unseen, wherever it came from
        last = groups[-1]
        groups[-1] = Handed(last.key, last.files, [*last.tables, *left], last.source, last.same_as)
    return groups


def is_of(table: FileFound, files: Sequence[ReceivedFile], source: SourceFound | None) -> bool:
    """Say whether a table was read from these files: by their names, or as what they were translated into."""
    names = [file.name for file in files]
    if table.file in names or any(table.file.startswith(f"{name}/") for name in names):
        return True
    return bool(source and table.shape and (table.shape, table.kind) == (source.shape, source.kind)) and (
        len(names) > 1 or source is None or table.file in source.files or table.file == source.kind
    )
