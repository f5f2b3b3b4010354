"""Scenarios that were worked out: kept beside the school's data, never in the published file.

Each is one small file, ``scenarios/<id>.json`` in the data folder, and is never changed once it has a name:
what a meeting looked at stays as it was.
"""

import getpass
import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.reference import FOLDER as REFERENCE
from dashboard.scenarios.outcome import Line, Outcome
from dashboard.store.files import replace_text

HERE = Path(__file__).parent
# The models, and what hands the school's data to them.
ENGINE = ("scenarios/*.py", "scenario_*.py", "whatif/work.py", "whatif/ready.py")
KNOWN_TABLES = ("evidence.csv", "icfp_band.csv")
ID = re.compile(r"[0-9a-f]{10}")
LONGEST_NAME = 80
DIGITS = 15
QUESTION = ("kind", "school", "academic_year", "year_group", "subject")


class NotKept(LookupError):
    """There is no such scenario, or its file is damaged; the message says which."""


@dataclass(frozen=True)
class Kept:
    """One scenario: whom it is about, where its levers stand, what that was worked out from, and the result.

    ``question`` and ``values`` are as a page sends them. ``outcome`` is empty where the scenario is
    ``impossible``, which is then the sentence that says why. Without a ``name`` nobody has saved it yet.
    """

    id: str
    name: str
    question: Mapping[str, str]
    values: Mapping[str, Any]
    seed: int
    generation: int
    engine: str
    author: str
    made_at: str
    outcome: Outcome | None = None
    impossible: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of scenario."""
        return self.question["kind"]


def engine_version() -> str:
    """Return what tells one state of the models and of what research found from another."""
    return _engine_version()


@cache
def _engine_version() -> str:
    digest = hashlib.sha256()
    models = (path for pattern in ENGINE for path in sorted(HERE.glob(pattern)))
    for path in [*models, *(REFERENCE / name for name in KNOWN_TABLES)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def fresh(question: Mapping[str, str], values: Mapping[str, Any], seed: int, generation: int) -> Kept:
    """Return a scenario that is about to be worked out from these data."""
    now = datetime.now(tz=UTC).isoformat(timespec="seconds")
    made = engine_version(), _author(), now
    return Kept(secrets.token_hex(5), "", dict(question), dict(values), seed, generation, *made)


def _author() -> str:
    """Return who is signed in to this machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # nobody by name, as in some containers
        return "somebody on this machine"


def keep(folder: Path, kept: Kept) -> None:
    """Write a scenario in one step: whoever reads meanwhile finds the old file or the new one."""
    path = _path(folder, kept.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {**asdict(replace(kept, outcome=None)), "outcome": kept.outcome and outcome_as_json(kept.outcome)}
    replace_text(path, json.dumps(found, ensure_ascii=False))


def name_it(folder: Path, scenario: str, name: str) -> Kept:
    """Give a scenario the name that it is saved under. Raises NotKept."""
    kept = load(folder, scenario)
    if not kept.name:
        kept = replace(kept, name=" ".join(name.split())[:LONGEST_NAME])
        keep(folder, kept)
    return kept


def load(folder: Path, scenario: str) -> Kept:
    """Return a scenario by its id. Raises NotKept."""
    path = _path(folder, scenario)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        outcome = outcome_from_json(found["outcome"]) if found["outcome"] else None
        return _checked(Kept(**{**found, "outcome": outcome}))
    except FileNotFoundError:
        raise NotKept(f"There is no scenario {scenario}: it was taken away, or never worked out.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotKept(
            f"The scenario {scenario} cannot be read: its file {path.name} is damaged. The others stand; "
            "work it out again."
        ) from error


def _checked(kept: Kept) -> Kept:
    """Return what was read where it is a scenario. Raises TypeError, ValueError."""
    datetime.fromisoformat(kept.made_at)
    if set(kept.question) != set(QUESTION) or not all(
        isinstance(each, str) for each in kept.question.values()
    ):
        raise ValueError("question")
    if not isinstance(kept.values, dict) or not (kept.outcome or kept.impossible):
        raise ValueError("values")
    return kept


def _path(folder: Path, scenario: str) -> Path:
    """Return where a scenario is kept. Raises NotKept for what is no id."""
    if not ID.fullmatch(scenario):
        raise NotKept(f"{scenario[:40]!r} names no scenario.")
    return folder / "scenarios" / f"{scenario}.json"


def every(folder: Path) -> tuple[list[Kept], list[str]]:
    """Return all scenarios, the newest first, and a sentence for each that cannot be read."""
    found, damaged = [], []
    for path in (folder / "scenarios").glob("*.json"):
        try:
            found.append(load(folder, path.stem))
        except NotKept as why:
            damaged.append(str(why))
    return sorted(found, key=lambda kept: (kept.made_at, kept.id), reverse=True), sorted(damaged)


def moved_on(kept: Kept, generation: int) -> str:
    """Say what has changed since a scenario was worked out; nothing where all is as it was."""
    if kept.generation != generation:
        return "The data have moved on since: work it out again."
    if kept.engine != engine_version():
        return "The way it is worked out has changed since: work it out again."
    return ""


def outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as JSON has it."""
    tables = {
        name: json.loads(table.to_json(orient="split", index=False, double_precision=DIGITS))
        for name, table in outcome.tables.items()
    }
    return {**asdict(replace(outcome, tables={})), "tables": tables}


def outcome_from_json(found: Mapping[str, Any]) -> Outcome:
    """Return an outcome as it was kept. Raises KeyError, TypeError for what is no outcome."""
    tables = {
        name: pd.DataFrame(table["data"], columns=table["columns"]) for name, table in found["tables"].items()
    }
    lines = tuple(Line(**line) for line in found["lines"])
    return Outcome(found["sentence"], found["caveat"], lines, tables, found["certainty"])
