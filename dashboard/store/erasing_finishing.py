"""Bring an erasure to its end: from the moment it is ready it is carried out, whatever comes between.

What takes the place of the old files lies in ``erasing``, with ``plan.json``. Each step may be done again:
after a crash the next start, or the next import, carries on where it stopped.
"""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard.store.files import replace_text, sync_folder
from dashboard.store.generations import Generation, describe, numbers, remove

READY = "erasing"
PLAN = "plan.json"
BUILT = "school.duckdb"
RECEIPTS = "receipts"


def make_ready(folder: Path, drafts: Path, plan: dict[str, Any]) -> None:
    """Write what is to be done and where it will be carried out: from here on there is no way back."""
    replace_text(drafts / PLAN, json.dumps(plan, indent=1, ensure_ascii=False) + "\n")
    drafts.rename(folder / READY)
    sync_folder(folder)


def plan_of(
    imports: list[str], generation: Generation, removed: list[str], receipt_name: str, receipt: dict[str, Any]
) -> dict[str, Any]:
    """Return what is to be done: which imports are replaced, what is published, what is removed."""
    return {
        "imports": imports,
        "generation": asdict(generation),
        "removed": removed,
        "receipt_name": receipt_name,
        "receipt": receipt,
    }


def finish_erasure(folder: Path, progress: Callable[[str], None] = lambda step: None) -> None:
    """Carry out an erasure that was made ready, if there is one. The lock must be held."""
    ready = folder / READY
    if not ready.exists():
        return
    if (ready / PLAN).exists():
        plan = json.loads((ready / PLAN).read_text(encoding="utf-8"))
        replace_imports(folder, ready, plan["imports"], progress)
        publish_without(folder, ready, Generation(**plan["generation"]), progress)
        progress("remove other files")
        for name in plan["removed"]:
            remove_all(folder / name)
        progress("write the receipt")
        (folder / RECEIPTS).mkdir(exist_ok=True, mode=0o700)
        receipt = json.dumps(plan["receipt"], indent=1, ensure_ascii=False) + "\n"
        replace_text(folder / RECEIPTS / plan["receipt_name"], receipt)
    progress("clear up")
    (ready / PLAN).unlink(missing_ok=True)  # without it nothing is done again
    remove_all(ready)
    sync_folder(folder)


def replace_imports(folder: Path, ready: Path, names: list[str], progress: Callable[[str], None]) -> None:
    """Put the imports that were written again in the place of the old ones."""
    for name in names:
        progress(f"replace import {name}")
        if (ready / "imports" / name).exists():
            remove_all(folder / "imports" / name)
            (ready / "imports" / name).rename(folder / "imports" / name)
    sync_folder(folder / "imports")


def publish_without(
    folder: Path, ready: Path, generation: Generation, progress: Callable[[str], None]
) -> None:
    """Make the school without the pupils the one that counts, and remove all older ones."""
    progress("publish")
    if (ready / BUILT).exists():
        (ready / BUILT).rename(folder / generation.file)
        sync_folder(folder)
    replace_text(folder / f"school-{generation.number}.json", describe(generation))
    replace_text(folder / "current", f"{generation.file}\n")
    progress("remove older schools")
    for number in numbers(folder):
        if number != generation.number:
            for ending in ("duckdb", "duckdb.wal", "json"):
                remove(folder / f"school-{number}.{ending}")


def remove_all(path: Path) -> None:
    """Remove a file or a folder, if it is there. Raises OSError where it cannot be removed."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    elif path.exists():
        shutil.rmtree(path)
