"""What a check or an import found, in the shape in which the import desk shows it and JSON carries it."""

from dataclasses import dataclass, field
from typing import Any

OF = " of "  # parts what is asked of a file from what it is asked of: "assessed_on of KS2"


@dataclass(frozen=True)
class HeadingFound:
    """One heading of a file: the column proposed for it, the first values below it, and why.

    ``is_sure`` is false for a proposal that is only used once a person agrees.
    """

    heading: str
    column: str | None
    samples: list[str]
    reason: str
    is_sure: bool = True


@dataclass(frozen=True)
class MissingColumn:
    """A required column that no heading was found for, and the headings that could be it."""

    column: str
    about: str
    candidates: list[str]


@dataclass(frozen=True)
class ProblemKind:
    """The problems of one kind in one column: how many rows, the first as sentences, and what to do.

    ``is_of_rows``: each example names its row; else a sentence speaks of the whole, or counts for itself.
    """

    code: str
    column: str
    count: int
    examples: list[str]
    remedy: str
    is_warning: bool = False
    is_of_rows: bool = True


@dataclass(frozen=True)
class Flag:
    """Something that a person has to agree to by a tick of its own before anything is imported."""

    code: str
    file: str
    says: str

    @property
    def key(self) -> str:
        """Return what names it when it is ticked."""
        return f"{self.code}|{self.file}"


@dataclass(frozen=True)
class FileFound:
    """What was made of one table of one file handed in.

    ``file`` is the file as it was handed in, ``name`` what was read: the same, but for a file of another
    shape. ``kind`` says in words what it is ("CSV, semicolons, Windows-1252", "School Census XML");
    ``shape`` names the translator or is empty. ``rows`` = ``good`` + ``refused`` + ``blank`` +
    ``repeated``. ``preview`` are sentences: "1,204 pupils, 3 new, 2 left, 14 changed". ``mapping_name``
    is the named mapping that was used or is proposed, ``mapping_said`` says so in words. ``refused_file``
    is the name under which ``refused_rows`` of dashboard.store.jobs gives the refused rows, or empty.
    """

    file: str
    name: str
    kind: str
    shape: str = ""
    table: str = ""
    headings: list[HeadingFound] = field(default_factory=list)
    missing: list[MissingColumn] = field(default_factory=list)
    rows: int = 0
    good: int = 0
    refused: int = 0
    blank: int = 0
    repeated: int = 0
    problems: list[ProblemKind] = field(default_factory=list)
    preview: list[str] = field(default_factory=list)
    mapping_name: str = ""
    mapping_said: str = ""
    refused_file: str = ""


@dataclass(frozen=True)
class SourceFound:
    """A file of another shape (or several that belong together): how much of it became rows.

    ``read`` + ``ignored`` are all the ``units`` there are. A refused one has a problem among ``notes``.
    ``name`` is what FileFound.file says of the tables that it became.
    """

    files: list[str]
    kind: str
    shape: str
    units: str
    read: int
    ignored: int
    notes: list[ProblemKind] = field(default_factory=list)
    name: str = ""


@dataclass(frozen=True)
class Findings:
    """The result of a check or an import.

    ``outcome``: "checked" (it could be imported), "refused", "imported" or "unchanged" (all files were
    imported before). ``batch`` is what to undo. ``unchanged`` names the import that holds each file that
    was imported before. ``across`` is what no file shows alone. ``can_import``: nothing is wrong;
    ``can_import_good_rows``: the good rows can be had by leaving out the others.
    """

    outcome: str
    batch: str
    files: list[FileFound] = field(default_factory=list)
    sources: list[SourceFound] = field(default_factory=list)
    across: list[ProblemKind] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    unchanged: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    can_import: bool = False
    can_import_good_rows: bool = False


def findings_from(content: dict[str, Any]) -> Findings:
    """Make findings from what JSON carried. Raises TypeError or KeyError for another shape."""

    def file_found(file: dict[str, Any]) -> FileFound:
        """Make what was found of a file."""
        parts = {
            "headings": [HeadingFound(**heading) for heading in file["headings"]],
            "missing": [MissingColumn(**column) for column in file["missing"]],
            "problems": [ProblemKind(**kind) for kind in file["problems"]],
        }
        return FileFound(**{**file, **parts})

    def source_found(source: dict[str, Any]) -> SourceFound:
        """Make what was found of a file that was translated."""
        return SourceFound(**{**source, "notes": [ProblemKind(**kind) for kind in source["notes"]]})

    parts = {
        "files": [file_found(file) for file in content["files"]],
        "sources": [source_found(source) for source in content["sources"]],
        "across": [ProblemKind(**kind) for kind in content["across"]],
        "flags": [Flag(**flag) for flag in content["flags"]],
    }
    return Findings(**{**content, **parts})
