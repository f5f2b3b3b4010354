"""Make the pack of a past day again, from the imports of that day."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from dashboard.packs import shelf
from dashboard.packs.audit import audit
from dashboard.packs.cohort import without
from dashboard.packs.composing import compose
from dashboard.packs.gather import gather
from dashboard.packs.merging import merged
from dashboard.packs.pack import Pack
from dashboard.store.batches import read_batch, write_manifest
from dashboard.store.opening import Store
from dashboard.store.undoing import history, rebuild
from dashboard.store.version import definitions


class NothingKnown(ValueError):
    """No import that counts is as old as that."""


def batches_on(folder: Path, day: date) -> list[str]:
    """Return the imports that counted at the end of a day, those too that were taken back since.

    Raises NothingKnown where there is none, or where nobody knows of one whether it still counted.
    """
    found = []
    for batch in history(folder):
        counted = batch.counted_on(day)
        if counted is None:
            raise NothingKnown(
                f"Import {batch.name} was there by {day.day} {day:%b %Y} and has been taken back since, but "
                f"when was not kept, so that what was known then cannot be said. Choose a day before "
                f"{batch.day.day} {batch.day:%b %Y}."
            )
        found += [batch.name] if counted else []
    if not found:
        raise NothingKnown(f"Nothing that counts had been imported by {day.day} {day:%b %Y}.")
    return found


@contextmanager
def school_of(folder: Path, batches: Sequence[str]) -> Iterator[Store]:
    """Build a school of these imports alone, in a folder that is removed afterwards. Raises BuildFailed."""
    with tempfile.TemporaryDirectory(prefix="evenhand-pack-") as place:
        there = Path(place)
        for name in batches:
            copy = there / "imports" / name
            shutil.copytree(folder / "imports" / name, copy)
            write_manifest(copy, replace(read_batch(there, name), state="accepted"))
        rebuild(there)
        yield Store(there)


def pack_on(folder: Path, day: date) -> Pack:
    """Return the pack that the imports of a day make; it is not published. Raises as its parts do."""
    return made_from(folder, batches_on(folder, day), day, "", shelf.numbers(folder), frozenset())


def made_again(folder: Path, number: int) -> tuple[Pack, Pack]:
    """Return a published pack, and the one that its imports make today: the same where nothing has changed.

    Raises FileNotFoundError where there is no such pack, and BuildFailed where its imports are gone.
    """
    published = shelf.read(folder, number)
    earlier = [each for each in shelf.numbers(folder) if each < number]
    day = date.fromisoformat(published.published_on)
    names = frozenset(published.without)
    again = made_from(folder, published.batches, day, published.by, earlier, names)
    return published, replace(again, number=number)


def made_from(
    folder: Path, batches: Sequence[str], day: date, by: str, earlier: Sequence[int], names: frozenset[str]
) -> Pack:
    """Return the pack that these imports make."""
    packs = [shelf.read(folder, number) for number in earlier]
    before = [pack for pack in packs if date.fromisoformat(pack.published_on) <= day]
    with school_of(folder, batches) as store:
        cohort = merged(without(gather(store), names))
        return compose(
            cohort,
            audit(cohort),
            before[-1] if before else None,
            before[-1].number + 1 if before else 1,
            day,
            by,
            batches,
            definitions(),
            sorted(names),
        )
