"""Preview a pack and publish it: two steps, both a leader's. What is published is what was previewed."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.cache import remember
from dashboard.packs import secret, shelf
from dashboard.packs.audit import Audited, audit
from dashboard.packs.cohort import Cohort, without
from dashboard.packs.composing import compose
from dashboard.packs.gather import NothingToPublish, gather
from dashboard.packs.merging import merged
from dashboard.packs.pack import Pack, as_text
from dashboard.packs.rule import FEWEST, WEEKS_APART
from dashboard.packs.words import spoken
from dashboard.store.generations import Damaged, read_generation
from dashboard.store.lock import importing_alone
from dashboard.store.version import definitions

if TYPE_CHECKING:
    import duckdb

    from dashboard.store.opening import Store

LONGEST_NAME = 80

__all__ = ["Draft", "NothingToPublish", "Refused", "preview", "publish"]


class Refused(ValueError):
    """A pack may not be published now; the message says why, and when or how it can be."""


@dataclass(frozen=True)
class Draft:
    """What would be published, and what stands in the way. ``code`` names exactly these figures."""

    pack: Pack
    cohort: Cohort
    refusals: tuple[str, ...]
    code: str


class Snapshot:
    """One school of a store, so that all of a pack is from one import, whatever is published meanwhile."""

    def __init__(self, store: "Store") -> None:
        self.folder = store.folder
        self._school = getattr(store, "school", store)
        self.generation: int = self._school.generation
        self.is_empty: bool = self._school.is_empty

    def connection(self) -> "duckdb.DuckDBPyConnection":
        """Return the connection, as a store does."""
        found: duckdb.DuckDBPyConnection = self._school.connection()
        return found


def preview(store: "Store", on: date, left_out: Iterable[str] = ()) -> Draft:
    """Return the pack that could be published on a day, and what stands in the way.

    Raises NothingToPublish where there are no pupils, ValueError where an earlier pack is damaged.
    """
    snapshot = Snapshot(store)
    names = frozenset(left_out)
    if snapshot.is_empty:
        raise NothingToPublish("There is nothing to publish yet: import pupils, attendance and results.")
    asked: dict[str, object] = {"left_out": sorted(names)}
    cohort, audited = remember(
        snapshot,  # type: ignore[arg-type]
        ("governors' pack",),
        asked,
        lambda: made(snapshot, names),
    )
    packs = shelf.all_packs(store.folder)
    number = packs[-1].number + 1 if packs else 1
    batches: list[str] = []
    with suppress(Damaged):
        batches = read_generation(store.folder, snapshot.generation).batches
    pack = compose(
        merged(cohort),
        audited,
        packs[-1] if packs else None,
        number,
        on,
        "",
        batches,
        definitions(),
        sorted(names),
    )
    return Draft(pack, cohort, tuple(refusals(store.folder, cohort, packs, on)), code_of(pack))


def made(snapshot: Snapshot, names: frozenset[str]) -> tuple[Cohort, Audited]:
    """Return the pupils of a school, ungrouped, and the audited tables of them."""
    cohort = without(gather(snapshot), names)  # type: ignore[arg-type]
    return cohort, audit(merged(cohort))


def code_of(pack: Pack) -> str:
    """Return a short name of a pack's figures and words, whoever publishes them and when."""
    content = as_text(replace(pack, by="", published_on="0001-01-01"))
    return hashlib.sha256(content.encode()).hexdigest()[:10]


def refusals(folder: Path, cohort: Cohort, packs: list[Pack], on: date) -> list[str]:
    """Return why no pack may be published on a day, in sentences; none where it may."""
    if not packs:
        return []
    found = []
    possible = date.fromisoformat(packs[-1].published_on) + timedelta(weeks=WEEKS_APART)
    if on < possible:
        found.append(
            f"The last pack is of {spoken(packs[-1].published_on)}, and packs are {WEEKS_APART} weeks apart: "
            f"publish on or after {spoken(possible.isoformat())}."
        )
    for pack in packs:
        for name, count in secret.too_alike(folder, pack.number, cohort):
            found.append(alike(pack, name, count, cohort))
    return list(dict.fromkeys(found))


def alike(pack: Pack, name: str, count: int, cohort: Cohort) -> str:
    """Say that too few pupils differ from an earlier pack's: the difference would be about them."""
    when, noun = spoken(pack.published_on), "pupil" if count == 1 else "pupils"
    why = "so the difference of the two packs would be about them alone"
    if name == "pupils":
        return (
            f"{count} {noun} joined or left since the pack of {when}, {why}. "
            f"Wait until {FEWEST} have, or publish next school year."
        )
    outcome = cohort.outcomes.get(name)
    title = outcome.title if outcome else name
    return f"{title} differs for {count} {noun} from the pack of {when}, {why}. Leave it out, or wait."


def publish(store: "Store", by: str, on: date, code: str, left_out: Iterable[str] = ()) -> Pack:
    """Publish the pack that was previewed under this code, and withdraw the one before.

    Raises Refused, NothingToPublish, ImportRunning, and ValueError where an earlier pack is damaged.
    """
    name = " ".join(by.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused(f"Name: give the name of whoever publishes, of at most {LONGEST_NAME} letters.")
    with importing_alone(store.folder):
        draft = preview(store, on, left_out)
        if draft.refusals:
            raise Refused(" ".join(draft.refusals))
        if draft.code != code:
            raise Refused("The figures are not those of your preview: look at the preview again.")
        pack = replace(draft.pack, by=name)
        secret.keep(store.folder, pack.number, draft.cohort)
        shelf.put(store.folder, pack)
    return pack
