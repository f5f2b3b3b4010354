"""Open a bundle: the CSV files of one export, handed in loose, in a folder, or as one ZIP file.

Nothing in a ZIP file is believed: its files are read a piece at a time under names of our own, and
what they say of their size is held against what they hold.
"""

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dashboard.store.problems import Unreadable
from dashboard.store.reading import scratch_folder

DELIMITERS = ",;\t|"
HEAD = 1 << 16
PIECE = 1 << 20
MOST_MEMBERS = 2_000
MOST_BYTES = 2_000_000_000
LONGEST_CELL = 1_000_000
COPY_MARK = re.compile(r"\s*\((copy|\d+)\)$")
UNSEEN = "\ufeff\u200b\u00a0"


@dataclass(frozen=True)
class Source:
    """One file of a bundle, unopened: ``member`` is its entry where ``path`` is a ZIP file."""

    path: Path
    member: zipfile.ZipInfo | None = None

    @property
    def name(self) -> str:
        """Return the file's own name, without folders."""
        return PurePosixPath(self.member.filename.replace("\\", "/")).name if self.member else self.path.name

    @property
    def place(self) -> str:
        """Return how a person finds it: "export.zip, users.csv"."""
        return f"{self.path.name}, {self.name}" if self.member else self.path.name

    def head(self) -> bytes:
        """Return the first bytes; none where they cannot be read."""
        try:
            if self.member is None:
                with self.path.open("rb") as file:
                    return file.read(HEAD)
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as file:
                return file.read(HEAD)
        except (OSError, RuntimeError, NotImplementedError, ValueError, zipfile.BadZipFile, EOFError):
            return b""


@dataclass(frozen=True)
class Part:
    """One file of a bundle, ready to be read: ``kind`` is what it holds, "" where that is not known.

    ``called`` maps the names used here to headings of the file that mean the same; ``always`` holds what
    every row says without a column; ``space`` keeps apart numbers that only differ by what they number.
    """

    name: str
    place: str
    text: Path
    kind: str = ""
    headings: tuple[str, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    always: Mapping[str, str] = field(default_factory=dict)
    space: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a part; ``number`` counts as a spreadsheet does."""

    part: Part
    number: int
    cells: Mapping[str, str]

    def get(self, *names: str) -> str:
        """Return the first of these columns that holds something, or nothing."""
        for name in names:
            found = self.part.always.get(name) or self.cells.get(self.part.called.get(name, name), "")
            if found:
                return found
        return ""

    @property
    def place(self) -> str:
        """Return where it stands: "users.csv row 12"."""
        return f"{self.part.name} row {self.number}"


def plain(text: str) -> str:
    """Return a heading or a file's name without what exporters write differently."""
    return re.sub(r"[\W_]", "", text.casefold())


def stem(name: str) -> str:
    """Return a file's name without ending, case or the mark of a second copy: "Users (2).csv" is users."""
    return plain(COPY_MARK.sub("", name.rpartition(".")[0] or name))


def is_zip(path: Path) -> bool:
    """Return whether a file is a ZIP file and no workbook."""
    try:
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return False
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False


def sources(path: Path) -> list[Source]:
    """Return the files in a folder or a ZIP file, or the one file there is; none where it cannot be read."""
    if path.is_dir():
        return [Source(each) for each in sorted(path.rglob("*")) if each.is_file() and is_seen(each.name)]
    if not is_zip(path):
        return [Source(path)]
    with zipfile.ZipFile(path) as archive:
        members = [each for each in archive.infolist() if not each.is_dir()]
    return [
        source
        for source in (Source(path, each) for each in members[:MOST_MEMBERS])
        if is_seen(source.name) and "__MACOSX" not in source.member.filename  # type: ignore[union-attr]
    ]


def is_seen(name: str) -> bool:
    """Return whether a person sees a file of this name in a folder."""
    return not name.startswith((".", "~$")) and name.lower() not in ("thumbs.db", "desktop.ini")


def headings_of(head: bytes) -> tuple[str, ...]:
    """Return the headings at the top of a CSV file, plain; none where it is no text."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, errors="replace")
    line = next((each for each in text.splitlines() if each.strip(UNSEEN + ", ;\t")), "")
    if "\0" in line or not line:
        return ()
    try:
        cells = next(csv.reader([line], delimiter=delimiter_of(line)))
    except csv.Error:
        return ()
    return tuple(plain(cell) for cell in cells)


def delimiter_of(line: str) -> str:
    """Return what parts the cells of a line of headings."""
    return max(DELIMITERS, key=line.count)


@contextmanager
def opened(files: Sequence[Path]) -> Iterator[list[tuple[Source, Path]]]:
    """Give every file of a bundle with the path under which it can be read. Raises Unreadable."""
    with scratch_folder() as folder:
        ready: list[tuple[Source, Path]] = []
        room = MOST_BYTES
        for path in files:
            see_members(path)
            for source in sources(path):
                text = source.path
                if source.member is not None:
                    text = folder / f"{len(ready)}.csv"
                    room -= unpack(source, text, room)
                ready.append((source, text))
        yield ready


def see_members(path: Path) -> None:
    """Raise Unreadable for a ZIP file that holds far more than an export does, or cannot be opened."""
    if path.is_dir() or not is_zip(path):
        return
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        found = f"it holds {len(members):,} files, and an export has a few dozen"
        raise Unreadable(path.name, found, "Export it again.", "TOO_MANY_FILES")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(path.name, "it is locked with a password", "Export it without one.", "ENCRYPTED")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise too_large(path)


def unpack(source: Source, text: Path, room: int) -> int:
    """Write one file of a ZIP file to ``text``; return its size. Raises Unreadable."""
    assert source.member
    written = 0
    try:
        with (
            zipfile.ZipFile(source.path) as archive,
            archive.open(source.member) as packed,
            text.open("wb") as copy,
        ):
            while piece := packed.read(PIECE):
                written += len(piece)
                if written > room:
                    raise too_large(source.path)
                copy.write(piece)
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError, zipfile.LargeZipFile) as error:
        found = f"its file {source.name} is damaged"
        raise Unreadable(source.path.name, found, "Export it again.", "DAMAGED_ZIP") from error
    return written


def too_large(path: Path) -> Unreadable:
    """Say that a ZIP file unpacks to too much."""
    found = f"it unpacks to more than {MOST_BYTES / 1e9:.0f} GB"
    return Unreadable(path.name, found, "Export less at a time.", "TOO_LARGE")
