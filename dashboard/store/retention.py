"""Who has left so long ago that nothing should be held of them any more.

How long is the school's own decision, kept in ``settings.json`` of its data folder: no figure for it stands
in the reference data, so that without a decision nobody is listed.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.query import read_query
from dashboard.store.files import replace_text
from dashboard.store.opening import Store

SETTINGS = "settings.json"
YEARS = "retention_years"
LONGEST = 100


@dataclass(frozen=True)
class Leaver:
    """A pupil who left: the last day on roll, and the last academic year with anything of the pupil."""

    school: str
    pupil: str
    last_day: date
    academic_year: str


class NoPeriod(LookupError):
    """No period has been decided, or none that makes sense."""


def read_settings(folder: Path) -> dict[str, Any]:
    """Return the settings of a data folder; empty where there are none. Raises NoPeriod."""
    try:
        content = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise NoPeriod(f"{SETTINGS} cannot be read: put it right, or remove it.") from error
    if not isinstance(content, dict):
        raise NoPeriod(f"{SETTINGS} cannot be read: put it right, or remove it.")
    return content


def retention_years(folder: Path) -> int:
    """Return how many years after leaving pupils are held. Raises NoPeriod."""
    years = read_settings(folder).get(YEARS)
    if years is None:
        raise NoPeriod(
            "No period is set, so nothing is ever too old. Set the one of your retention schedule, in "
            "years after leaving: evenhand retention --set-years 7"
        )
    if not isinstance(years, int) or isinstance(years, bool) or not 0 < years <= LONGEST:
        raise NoPeriod(f"{SETTINGS}: {YEARS} must be a whole number of years from 1 to {LONGEST}.")
    return years


def set_retention_years(folder: Path, years: int) -> None:
    """Keep how many years after leaving pupils are held. Raises NoPeriod."""
    if not 0 < years <= LONGEST:
        raise NoPeriod(f"Give a whole number of years from 1 to {LONGEST}.")
    content = {**read_settings(folder), YEARS: years}
    folder.mkdir(parents=True, exist_ok=True)
    replace_text(folder / SETTINGS, json.dumps(content, indent=1) + "\n")


def last_day_of_leaving(years: int, today: date) -> date:
    """Return the day on or before which whoever left is held no longer."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29 February
        return today.replace(year=today.year - years, day=28)


def held_too_long(store: Store, years: int, today: date) -> list[Leaver]:
    """Return the pupils who left so many years ago, the longest gone first."""
    values = {"day": last_day_of_leaving(years, today)}
    with store.connection().cursor() as cursor:
        return [
            Leaver(*row) for row in cursor.execute(read_query("identity/left_before").sql, values).fetchall()
        ]
