"""The digests of the pupils behind each governors' pack: how they are made, how an erased pupil leaves them.

They only serve to count how many pupils differ from one pack to the next. Whoever has them and knows a
pupil's number could find that pupil again: so what is left of an erased one is chance. It still counts as
a pupil who has left, or the difference of two packs could be about that one alone.
"""

import hmac
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from dashboard.store.files import sync_folder

PLACE = "packs/private"
FILES = "cohort-*.json"
BYTES = 10
UNFINISHED = ".tmp"


def digest(salt: bytes, *parts: str) -> str:
    """Return the salted digest of some texts."""
    return hmac.digest(salt, json.dumps(parts).encode(), "sha256")[:BYTES].hex()


def pupil_known_as(school: str, pupil: str) -> str:
    """Return the name under which a pupil is counted: the number may repeat in another school."""
    return f"{school}|{pupil}"


def pupil_digest(salt: bytes, pupil: str) -> str:
    """Return the digest that stands for a pupil."""
    return digest(salt, "pupil", pupil)


def forget(folder: Path, keys: Iterable[tuple[str, str]]) -> None:
    """Put chance in the place of these pupils' digests, in what is kept of every pack. Raises OSError."""
    pupils = [pupil_known_as(*key) for key in keys]
    for path in sorted((folder / PLACE).glob(FILES)):
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            mine = {pupil_digest(bytes.fromhex(kept["salt"]), pupil) for pupil in pupils}
            years = {year: without(found, mine) for year, found in kept["years"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # nobody can be found in what cannot be read, and no pack is published over it
        if years != kept["years"]:
            replace(path, json.dumps({**kept, "years": years}, sort_keys=True))


def without(found: dict[str, dict[str, str]], mine: set[str]) -> dict[str, dict[str, str]]:
    """Return the pupils of a year with chance for these."""
    return {
        secrets.token_hex(BYTES) if pupil in mine else pupil: (
            {name: secrets.token_hex(BYTES) for name in own} if pupil in mine else own
        )
        for pupil, own in found.items()
    }


def replace(path: Path, text: str) -> None:
    """Replace a file that only this account can read, in one step."""
    draft = path.with_name(f"{path.name}{UNFINISHED}")
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)
