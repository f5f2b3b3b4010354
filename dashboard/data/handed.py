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
    sources: tuple[SourceFound, ...] = ()
    same_as: str = ""

    @property
    def name(self) -> str:
        """Return the name of the first file."""
        return self.files[0].name

    @property
    def tables_alone(self) -> list[FileFound]:
        """Return the tables that were read as they are, be it out of a zip file."""
        return [table for table in self.tables if not any(is_made_of(table, each) for each in self.sources)]

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
        sources = tuple(each for each in found.sources if file.name in each.files)
        names = {file.name, *(name for source in sources for name in source.files)}
        together = [each for each in files if each.name in names]
        taken |= {each.name for each in together}
        tables = [table for table in found.files if is_of(table, together, sources)]
        groups.append(Handed(str(place), together, tables, sources, found.unchanged.get(file.name, "")))
    shown = [id(table) for group in groups for table in group.tables]
    left = [table for table in found.files if id(table) not in shown]
    if left and groups:  # no row may go unseen, wherever it came from
        last = groups[-1]
        groups[-1] = Handed(last.key, last.files, [*last.tables, *left], last.sources, last.same_as)
    return groups


def is_of(table: FileFound, files: Sequence[ReceivedFile], sources: Sequence[SourceFound]) -> bool:
    """Say whether a table was read from these files: by their names, or as what they were translated into."""
    names = [file.name for file in files]
    if table.file in names or any(table.file.startswith((f"{name}/", f"{name}, ")) for name in names):
        return True
    return any(is_made_of(table, source) for source in sources)


def is_made_of(table: FileFound, source: SourceFound) -> bool:
    """Say whether a table is what a file of another shape became."""
    return (table.shape, table.file) == (source.shape, source.name)
