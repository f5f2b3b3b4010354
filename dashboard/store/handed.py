"""What a person hands in: files, and what is said of each by hand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REFUSED = "refused"
TRANSLATED = "translated"
RESERVED = ("manifest.json", REFUSED, TRANSLATED)


@dataclass(frozen=True)
class HandedIn:
    """One file, the name it goes by, and what a person said of it.

    ``name`` may begin with the folder it came in ("bundle/users.csv"): files of one folder may belong
    together. ``said`` is for the translators of other shapes. ``mapping_name`` is the name under which
    the mapping is kept.
    """

    path: Path
    name: str
    table: str | None = None
    mapping: dict[str, Any] | None = None
    said: dict[str, Any] = field(default_factory=dict)
    mapping_name: str = ""


def handed_in(
    files: Sequence[Path | HandedIn], table: str | None, mapping: dict[str, Any] | None
) -> list[HandedIn]:
    """Return the files with what is said of all of them; a folder stands for the files in it."""
    every: list[HandedIn] = []
    for file in files:
        if isinstance(file, HandedIn):
            every.append(file)
        elif file.is_dir():
            inside = file.resolve().name
            inside = f"{inside} folder" if inside in RESERVED else inside
            every += [HandedIn(path, f"{inside}/{path.name}", table, mapping) for path in files_in(file)]
        else:
            every.append(HandedIn(file, file.name, table, mapping))
    return [apart(file) for file in every]


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that a person sees in it, in order."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.name.startswith((".", "~$")):
            yield path


def apart(file: HandedIn) -> HandedIn:
    """Take the part ``said`` out of a mapping: the rest says which heading is which column."""
    if not file.mapping or "said" not in file.mapping:
        return file
    said = file.mapping["said"] if isinstance(file.mapping["said"], dict) else {}
    rest = {key: value for key, value in file.mapping.items() if key != "said"}
    return HandedIn(file.path, file.name, file.table, rest or None, {**said, **file.said}, file.mapping_name)


def container(name: str) -> str:
    """Return the folder that a file came in, or nothing."""
    return name.rpartition("/")[0]


def flat(name: str) -> str:
    """Return the name of a file in a folder as the name of one file."""
    return re.sub(r"[/\\]+", " - ", name)
