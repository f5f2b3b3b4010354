"""Judgements on disk: one small file each in the folder evaluation, beside the school's data.

A step adds a version and takes none away; the file is replaced in one write.
"""

import json
import re
import secrets
from dataclasses import replace
from pathlib import Path
from threading import Lock

from dashboard.evaluation.judgement import Judgement, Version, as_json, from_json
from dashboard.store.files import replace_text

FOLDER = "evaluation"
ID = re.compile(r"[0-9a-f]{10}")
MOST = 200
_writing = Lock()


class NotKept(LookupError):
    """There is no such judgement, or its file is damaged; the message says which."""


class ChangedMeanwhile(ValueError):
    """Somebody else has taken a step since this reader looked."""


def write(folder: Path, version: Version) -> Judgement:
    """Keep a new judgement. Raises ValueError where there are too many."""
    with _writing:
        if len(list((folder / FOLDER).glob("*.json"))) >= MOST:
            raise ValueError(
                f"There are {MOST} judgements already: set some aside, and take their files out."
            )
        judgement = Judgement(secrets.token_hex(5), (version,))
        _keep(folder, judgement)
    return judgement


def add(folder: Path, judgement: str, version: Version, seen: int) -> Judgement:
    """Add a step to a judgement of which the reader saw ``seen`` steps. Raises NotKept, ChangedMeanwhile."""
    with _writing:
        kept = load(folder, judgement)
        if len(kept.versions) != seen:
            last = kept.now
            raise ChangedMeanwhile(
                f"Nothing was saved: {last.by} has {last.deed} this judgement meanwhile. Reload the page, "
                "read it, and try again."
            )
        kept = replace(kept, versions=(*kept.versions, version))
        _keep(folder, kept)
    return kept


def load(folder: Path, judgement: str) -> Judgement:
    """Return a judgement by its id. Raises NotKept."""
    if not ID.fullmatch(judgement):
        raise NotKept("This names no judgement. Choose one from the page.")
    path = folder / FOLDER / f"{judgement}.json"
    try:
        return from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise NotKept("There is no such judgement: its file was taken away. The others stand.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotKept(
            f"A judgement cannot be read: its file {FOLDER}/{path.name} is damaged. The others stand; put it "
            "back from a backup, or take it away."
        ) from error


def every(folder: Path) -> tuple[list[Judgement], list[str]]:
    """Return all judgements, the oldest first, and a sentence for each that cannot be read."""
    found, damaged = [], []
    for path in sorted((folder / FOLDER).glob("*.json")):
        try:
            found.append(load(folder, path.stem))
        except NotKept as why:
            damaged.append(str(why))
    return sorted(found, key=lambda each: (each.versions[0].at, each.id)), damaged


def _keep(folder: Path, judgement: Judgement) -> None:
    """Replace a judgement's file in one write."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_json(judgement), ensure_ascii=False, indent=1, allow_nan=False)
    replace_text(folder / FOLDER / f"{judgement.id}.json", text)
