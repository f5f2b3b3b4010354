"""What is kept of the pupils behind a pack, apart from it: enough to count how many differ next time.

A pupil is a hash with a salt of the pack's own, so are the pupil's groups. No name, no number and no
group can be read from it; but whoever has it and knows a pupil's number could try groups: so it lies in
a folder that only the account of the server may open, and no governor's request reads it.
"""

import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.packs.cohort import Cohort, YearCohort
from dashboard.packs.rule import FEWEST
from dashboard.store.pack_digests import PLACE, digest, pupil_digest

Summary = dict[str, dict[str, dict[str, str]]]  # year, pupil, attribute: all but the first as hashes


def summary(cohort: Cohort, salt: str) -> Summary:
    """Return the hashes of every pupil and attribute of a cohort."""
    return {year.year: dict(_pupils(cohort, year, bytes.fromhex(salt))) for year in cohort.years}


def _pupils(cohort: Cohort, year: YearCohort, salt: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each pupil's hash with those of the attributes that a pack may show."""
    for place, pupil in enumerate(year.pupils):
        own: dict[str, str] = {
            name: cohort.characteristics[name][places[place]].code for name, places in year.groups.items()
        }
        own |= {name: str(int(sides[place])) for name, sides in year.outcomes.items()}
        yield (
            pupil_digest(salt, pupil),
            {name: digest(salt, pupil, name, value) for name, value in own.items()},
        )


def keep(folder: Path, number: int, cohort: Cohort) -> None:
    """Write the summary of the pupils behind a pack, readable by this account alone."""
    place = folder / PLACE
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o700)
    salt = secrets.token_hex(32)
    content = json.dumps({"salt": salt, "years": summary(cohort, salt)}, sort_keys=True)
    path = place / f"cohort-{number}.json"
    path.unlink(missing_ok=True)  # of a pack that was not finished
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def too_alike(folder: Path, number: int, cohort: Cohort) -> list[tuple[str, int]]:
    """Return what differs from a pack's pupils by 1 to 9 of them, with how many; "pupils" are the cohort.

    Raises ValueError where the summary is missing or broken: what cannot be compared is not published.
    """
    path = folder / PLACE / f"cohort-{number}.json"
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        now = summary(cohort, kept["salt"])
        found: dict[str, int] = {}
        for year, before in kept["years"].items():
            for name, count in differences(before, now.get(year, before)).items():
                if 1 <= count < FEWEST:
                    found[name] = max(found.get(name, 0), count)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"The summary of the pupils behind pack {number} cannot be read. "
            f"Put {path.name} back from a copy: without it nothing can be published."
        ) from error
    return sorted(found.items(), key=lambda each: (each[0] != "pupils", each[0]))


def differences(before: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> dict[str, int]:
    """Return in how many pupils two years differ: who came or went, and each attribute of who stayed."""
    found = {"pupils": len(before.keys() ^ now.keys())}
    for pupil in before.keys() & now.keys():
        for name in before[pupil].keys() & now[pupil].keys():
            found[name] = found.get(name, 0) + (before[pupil][name] != now[pupil][name])
    return found
