"""Unpack a zip file of import files, believing nothing that it says of itself."""

import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dashboard.store.problems import Unreadable, listed, quoted
from dashboard.store.trays import clean_name

MOST_MEMBERS = 500
MOST_BYTES = 2 << 30
RATIO_FROM = 50 << 20  # bytes; small files may be as dense as they like
MOST_RATIO = 250
PIECE = 1 << 20
READ = (".csv", ".txt", ".tsv", ".xlsx", ".xml", ".parquet")
OF_THE_SYSTEM = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
ZIP, EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
AGAIN = "Export it again, or give the files as they are."


@dataclass(frozen=True)
class Unpacked:
    """The files of a zip file: those written, and the names of those that are no import files."""

    members: list[Path]
    left_out: list[str]


def is_zip(path: Path) -> bool:
    """Say whether a file begins as zip files and workbooks do."""
    with path.open("rb") as file:
        return file.read(4) in (ZIP, EMPTY_ZIP)


def is_workbook(path: Path) -> bool:
    """Say whether a zip file is a workbook. Raises Unreadable for a damaged one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise damaged(path) from None


def unpack(path: Path, into: Path) -> Unpacked:
    """Write the files of a zip file that may be import files into a folder. Raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            check_members(path, members)
            wanted = [member for member in members if is_wanted(member.filename)]
            left = MOST_BYTES
            written, prose = [], []
            for member in wanted:
                target = into / inside(member.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                left -= write_member(path, archive, member, target, left)
                if is_prose(target):
                    target.unlink()
                    prose.append(member)
                else:
                    written.append(target)
    except Unreadable:
        raise
    except Exception:  # zlib and its kin raise types of their own
        raise damaged(path) from None
    names = [member.filename for member in members if member not in wanted or member in prose]
    return Unpacked(written, [name for name in names if not is_of_the_system(name)])


def check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Look at number, names and kinds of the members. Raises Unreadable."""
    names = [inside(member.filename) for member in members]
    if not members:
        raise Unreadable(path.name, "the zip file is empty", AGAIN, "EMPTY")
    if len(members) > MOST_MEMBERS:
        found = f"it holds {len(members):,} files"
        raise Unreadable(path.name, found, f"Give {MOST_MEMBERS} at a time.", "ZIP_TOO_MANY_MEMBERS")
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(path.name, "it has a password", "Make it without one.", "PASSWORD_PROTECTED_OR_XLS")
    if bad := [member.filename for member in members if leads_out(member)]:
        found = f"one of its files has a path that leads out of it ({quoted(bad[0])})"
        raise Unreadable(path.name, found, "Do not use it: it may be an attack.", "ZIP_PATH")
    if len({name.lower() for name in names}) < len(names):
        raise Unreadable(path.name, "two of its files have one name", AGAIN, "ZIP_DUPLICATE_MEMBERS")
    if nested := [name for name in names if name.lower().endswith((".zip", ".7z", ".rar", ".gz"))]:
        found = f"it holds another packed file ({listed(nested, 3)})"
        raise Unreadable(path.name, found, "Unpack that one and give its files.", "ZIP_IN_ZIP")


def leads_out(member: zipfile.ZipInfo) -> bool:
    """Say whether a member names a place outside, or is a link."""
    path = PurePosixPath(member.filename.replace("\\", "/"))
    has_drive = ":" in member.filename.split("/")[0][:2]
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return path.is_absolute() or ".." in path.parts or has_drive or is_link


def inside(name: str) -> str:
    """Return where a member is written, each part of its path with a plain name."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(clean_name(part) for part in parts if part not in ("/", ".."))


def is_wanted(name: str) -> bool:
    """Say whether a member may be an import file, by its name."""
    return name.lower().endswith(READ) and not is_of_the_system(name)


def is_prose(path: Path) -> bool:
    """Say whether a text file is no table, as a note to its reader is not: nothing parts its first line."""
    if path.suffix.lower() != ".txt":
        return False
    with path.open("rb") as file:
        lines = (line.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n") for line in file.read(PIECE).splitlines())
    first = next(filter(None, lines), b"")
    return not any(delimiter in first for delimiter in b",;\t|")


def is_of_the_system(name: str) -> bool:
    """Say whether a member is one that a computer put there by itself."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part in OF_THE_SYSTEM or part.startswith(("._", "~$")) for part in parts)


def write_member(
    path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int
) -> int:
    """Write one member, counting the bytes that really come; return how many. Raises Unreadable."""
    size, packed = 0, max(member.compress_size, 1)
    with archive.open(member) as part, target.open("xb") as file:
        while piece := part.read(PIECE):
            if size == 0 and piece.startswith(ZIP) and not target.name.lower().endswith(".xlsx"):
                found = f"it holds another packed file ({quoted(member.filename)})"
                raise Unreadable(path.name, found, "Unpack that one and give its files.", "ZIP_IN_ZIP")
            size += len(piece)
            if size > left or (size > RATIO_FROM and size > MOST_RATIO * packed):
                found = f"{quoted(member.filename)} in it unpacks to far more than a school's data"
                raise Unreadable(path.name, found, "Give the files unpacked.", "ZIP_BOMB")
            file.write(piece)
    return size


def damaged(path: Path) -> Unreadable:
    """Say that a zip file cannot be read."""
    return Unreadable(path.name, "the zip file is cut off or damaged", AGAIN, "UNREADABLE")
