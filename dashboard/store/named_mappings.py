"""Mappings kept under a name: what a person said once of a file's headings serves for the next such file."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.store.batches import ImportedFile
from dashboard.store.files import replace_text
from dashboard.store.handed import HandedIn
from dashboard.store.problems import Unreadable

FOLDER = "mappings"
LONGEST_NAME = 60
SHAPE = '{"table": "results", "columns": {"Their heading": "our column"}}'


@dataclass(frozen=True)
class NamedMapping:
    """Which heading is which column of a table, for files with these headings.

    ``columns`` is {heading: column or None}; ``said`` is for the translators of other shapes.
    """

    name: str
    table: str
    columns: dict[str, str | None]
    headings: list[str]
    used_at: str = ""
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def in_words(self) -> str:
        """Return where a proposal comes from: "as you matched it on 3 September"."""
        if not self.used_at:
            return f"as the mapping {self.name} says"
        day = datetime.fromisoformat(self.used_at)
        return f"as you matched it on {day.day} {day:%B %Y}"


def mapping_path(folder: Path, name: str) -> Path:
    """Return where a named mapping lies. Raises Unreadable for a name that cannot be one."""
    clean = " ".join(name.split())
    if not re.fullmatch(r"[\w][\w .()'&+-]*", clean) or len(clean) > LONGEST_NAME or clean.endswith("."):
        found = "its name can have letters, digits, spaces and hyphens only"
        raise Unreadable("mapping", found, f"Write at most {LONGEST_NAME} of these.", "BAD_MAPPING")
    return folder / FOLDER / f"{clean}.json"


def read_named(path: Path) -> NamedMapping:
    """Read a named mapping. Raises Unreadable where it is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return NamedMapping(
            path.stem,
            content["table"],
            dict(content["columns"]),
            list(content["headings"]),
            str(content.get("used_at", "")),
            dict(content.get("said", {})),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        found = "its mapping cannot be read"
        raise Unreadable(path.name, found, f"Write it as {SHAPE}.", "BAD_MAPPING") from None


def named_mappings(folder: Path) -> list[NamedMapping]:
    """Return every named mapping that can be read, the latest used first."""
    found = []
    for path in (folder / FOLDER).glob("*.json"):
        try:
            found.append(read_named(path))
        except Unreadable:
            continue
    return sorted(found, key=lambda mapping: (mapping.used_at, mapping.name), reverse=True)


def keep_mapping(folder: Path, mapping: NamedMapping) -> None:
    """Keep a mapping under its name, in place of an earlier one. Raises Unreadable and OSError."""
    path = mapping_path(folder, mapping.name)
    path.parent.mkdir(exist_ok=True)
    content = {key: value for key, value in asdict(mapping).items() if key != "name"}
    replace_text(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def forget_mapping(folder: Path, name: str) -> None:
    """Remove a named mapping, if there is one. Raises Unreadable for a name that cannot be one."""
    mapping_path(folder, name).unlink(missing_ok=True)


def keep_mappings(
    folder: Path, given: Sequence[HandedIn], files: Sequence[ImportedFile], details: dict[str, Any]
) -> None:
    """Keep what was used for the files of an import under the names a person gave. Raises Unreadable."""
    names = {file.name: file for file in given if file.mapping_name}
    now = datetime.now().isoformat(timespec="seconds")
    for file in files:
        asked = names.get(file.name)
        if asked and file.table and not file.source:
            headings = [each["heading"] for each in details["files"].get(file.name, {}).get("headings", [])]
            left_out = (asked.mapping or {}).get("columns", {})
            columns = {key: None for key, value in left_out.items() if not value} | file.mapping["columns"]
            keep_mapping(folder, NamedMapping(asked.mapping_name, file.table, columns, headings, now))
