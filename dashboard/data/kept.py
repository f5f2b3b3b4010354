"""What the desk keeps between two visits, on the server, never in the browser: the tray, what was said.

One desk a data folder: who comes back, or looks in from another machine, finds the same files.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard.store.files import replace_text
from dashboard.store.jobs import NoTray, tray_files
from dashboard.store.trays import DESK, tray_folder

SAID = "said.json"
Choices = dict[str, dict[str, Any]]


def newest_tray(folder: Path) -> str | None:
    """Return the tray that was last made, or None where there is none."""
    places = [place for place in (folder / DESK).glob("*") if _is_tray(folder, place.name)]
    return max(places, key=lambda place: (place.stat().st_ctime_ns, place.name)).name if places else None


def _is_tray(folder: Path, name: str) -> bool:
    """Say whether there is a tray of this name."""
    try:
        tray_files(folder, name)
    except (NoTray, OSError):
        return False
    return True


def choices_of(folder: Path, tray: str) -> Choices:
    """Return what was said by hand of a tray's files, by their names. Raises NoTray."""
    try:
        said: Choices = json.loads((tray_folder(folder, tray) / SAID).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return said


def note_choices(folder: Path, tray: str, said: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep what was said by hand of a tray's files. Raises NoTray."""
    replace_text(tray_folder(folder, tray) / SAID, json.dumps(said, ensure_ascii=False))
