"""Find a pupil in files as they lie, whatever their kind: by UPN, by both names together, by number.

Found too often does little harm: such a file is written again without what was never read of it.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

PIECE, OVERLAP = 1 << 22, 1 << 10
NEAR = 200  # bytes between two names of one pupil
ENCODINGS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")
SHORTEST_UPN = 8
PACKED = (b"PK\x03\x04", b"PAR1")


@dataclass(frozen=True)
class Traces:
    """What gives a pupil away: the school's own numbers, UPNs, and pairs of surname and forename."""

    numbers: frozenset[str]
    upns: frozenset[str]
    names: frozenset[tuple[str, str]]

    def in_text(self, text: str, by_number: bool = False) -> bool:
        """Say whether a text names the pupil; ``by_number`` also by the number alone, as a word."""
        return self.in_pieces([text.encode()], by_number)

    def quoted_in(self, text: str) -> bool:
        """Say whether a text names the pupil, be it only by a number in quotation marks."""
        return any(f'"{number}"' in text for number in self.numbers) or self.in_text(text)

    def in_file(self, path: Path, by_number: bool = False) -> bool:
        """Say whether a file names the pupil: text of any encoding, workbook, zip file or Parquet."""
        if zipfile.is_zipfile(path):
            return self.in_zip(path, by_number)
        with path.open("rb") as file:
            is_parquet = file.read(4) == b"PAR1"
        return self.in_parquet(path, by_number) if is_parquet else self.in_pieces(pieces(path), by_number)

    def in_zip(self, path: Path, by_number: bool) -> bool:
        """Say whether a member of a zip file names the pupil; in a workbook names lie apart."""
        try:
            with zipfile.ZipFile(path) as archive:
                return any(self.in_member(archive, name, by_number) for name in archive.namelist())
        except (zipfile.BadZipFile, OSError, RuntimeError):
            return True  # what cannot be looked into is not kept

    def in_member(self, archive: zipfile.ZipFile, name: str, by_number: bool) -> bool:
        """Say whether one member of a zip file names the pupil."""
        with archive.open(name) as member:
            start = member.read(4)
            if start not in PACKED:
                rest = iter(lambda: member.read(PIECE), b"")
                return self.in_pieces(overlapping(chain([start], rest)), by_number, 0)
            with TemporaryDirectory() as folder:
                inner = Path(folder) / "member"
                inner.write_bytes(start + member.read())
                return self.in_file(inner, by_number)

    def in_parquet(self, path: Path, by_number: bool) -> bool:
        """Say whether a Parquet file names the pupil."""
        with TemporaryDirectory() as folder, duckdb.connect() as db:
            try:
                db.read_parquet(str(path)).write_csv(str(Path(folder) / "rows.csv"))
            except duckdb.Error:
                return True
            return self.in_pieces(pieces(Path(folder) / "rows.csv"), by_number)

    def in_pieces(self, found: Iterable[bytes], by_number: bool, near: int = NEAR) -> bool:
        """Say whether pieces of bytes that overlap name the pupil; ``near`` 0 for anywhere in a piece."""
        upns = [form for upn in self.upns if len(upn) >= SHORTEST_UPN for form in forms(upn)]
        numbers = [word(form) for number in self.numbers for form in encoded(number)] if by_number else []
        names = [(forms(surname), forms(forename)) for surname, forename in self.names]
        return any(
            any(upn in piece for upn in upns)
            or any(number.search(piece) for number in numbers)
            or any(are_together(piece, *pair, near) for pair in names)
            for piece in found
        )


def pieces(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file in pieces that overlap."""
    with path.open("rb") as file:
        yield from overlapping(iter(lambda: file.read(PIECE), b""))


def overlapping(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each part behind the end of the one before."""
    end = b""
    for part in parts:
        yield end + part
        end = (end + part)[-OVERLAP:]


def forms(text: str) -> list[bytes]:
    """Return a word as files may write it: in several cases and encodings."""
    return sorted(
        {form for each in {text, text.upper(), text.lower(), text.title()} for form in encoded(each)}
    )


def encoded(text: str) -> set[bytes]:
    """Return a text in every encoding that files come in."""
    return {text.encode(encoding, errors="ignore") for encoding in ENCODINGS} - {b""}


def word(form: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a word that is not part of another."""
    return re.compile(rb"(?<![0-9A-Za-z])" + re.escape(form) + rb"(?![0-9A-Za-z])")


def are_together(piece: bytes, surnames: list[bytes], forenames: list[bytes], near: int) -> bool:
    """Say whether a surname and a forename stand near each other."""
    first = [form for form in surnames if form in piece]
    second = [form for form in forenames if form in piece]
    if not first or not second:
        return False
    places = [
        [found.start() for form in each for found in word(form).finditer(piece)] for each in (first, second)
    ]
    if not near:
        return bool(places[0] and places[1])
    behind = iter(sorted(places[1]))
    later = next(behind, None)
    for place in sorted(places[0]):
        while later is not None and later < place - near:
            later = next(behind, None)
        if later is not None and later <= place + near:
            return True
    return False
