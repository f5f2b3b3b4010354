"""Check many files one after the other through the import desk's own door, in this one process.

Run as a program: ``python -m tests.store.corpus.desk KIND SCHOOL FOLDER`` checks the files of one kind
against a school and prints what became of each as JSON. Everything is what the desk does, but that what it
has done in three processes of their own is done here: so a file costs a fraction of a second.
"""

import importlib
import json
import os
import re
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store import build, importing, statements, translate, translating, translating_apart
from dashboard.store.batches import batch_from, read_batch
from dashboard.store.details import Details
from dashboard.store.foreign import grids
from dashboard.store.generations import current_generation
from dashboard.store.handed import HandedIn
from dashboard.store.problems import Problem, Unreadable
from dashboard.store.staging import load_known, load_new
from dashboard.store.telling import findings
from tests.store.corpus.listed import Nasty

KINDS = ("letters", "tables", "cells", "workbooks", "xml_files", "packed", "wide", "others")
MEMORY = 3 << 30


class CheckingDesk:
    """Checks files against one school, whose imports are loaded once."""

    def __init__(self, school: Path, stack: ExitStack) -> None:
        """Load the school's imports; ``stack`` says when the desk closes."""
        self.school = school
        apart = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=school.parent)))
        self.db = stack.enter_context(build.open_for_building(apart / "desk.duckdb"))
        self.db.execute("set threads = 1")
        build.prepare(self.db, ":memory:")
        names = current_generation(school).batches
        self.known = [read_batch(school, name) for name in names]
        for place, batch in enumerate(self.known, 1):
            load_known(self.db, school, batch, self.known[place:])
        self.loaded = self.rows()
        self.values: list[tuple[str | None, ...]] = []
        stack.enter_context(patch.object(translating, "started", lambda _: nullcontext()))
        stack.enter_context(patch.object(translating_apart, "ask", self.translate))
        stack.enter_context(patch.object(importing, "building_on", self.building_on))

    def translate(self, module: str, order: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Answer as the process does that translates."""
        try:
            answer: dict[str, Any] = {"result": translate.carry_out(json.loads(json.dumps(order)))}
        except Unreadable as error:
            answer = {"refused": asdict(error.problem)}
        except Exception as error:  # as that process does
            answer = {"failure": type(error).__name__}
        return dict(json.loads(json.dumps(answer)))

    @contextmanager
    def building_on(self, folder: Path, *_: object) -> Iterator[Callable[..., dict[str, Any]]]:
        """Give what answers as the process does that checks."""
        yield lambda new, progress: self.build(folder, new, progress)

    def build(self, folder: Path, new: dict[str, Any], progress: Any) -> dict[str, Any]:
        """Answer as the process does that checks."""
        details = Details(True)
        offered = batch_from(new["batch"])
        refused = Path(new["refused"])
        batch = load_new(self.db, folder, offered, self.known, refused, progress, True, details)
        outcome = build.verdict(batch, True)
        return {"batch": asdict(batch), "outcome": outcome, "notes": [], "details": details.content}

    def check(self, nasty: Nasty) -> dict[str, Any]:
        """Return what becomes of a file."""
        with tempfile.TemporaryDirectory(dir=self.school.parent) as apart:
            path = nasty.write(Path(apart))
            handed = HandedIn(path, nasty.file, said=dict(nasty.said))
            try:
                report = importing.import_files(
                    self.school, [handed], check_only=True, details_in=Path(apart) / "refused"
                )
                values = self.good_rows(nasty)
            finally:
                self.forget()
            return {**asdict(findings(report)), "problems": sentences(report), "values": values}

    def good_rows(self, nasty: Nasty) -> list[list[str | None]]:
        """Return the rows that would be imported, as text."""
        if not nasty.table:
            return []
        listed = ", ".join(f'cast("{name}" as varchar)' for name in nasty.columns)
        number = self.known[-1].number + 1
        found = self.db.execute(f"select {listed} from staged.{nasty.table} where batch = {number}")
        return [list(row) for row in found.fetchall()]

    def forget(self) -> None:
        """Remove what the file just checked has left, which otherwise ends with its process."""
        grids.sheets_of.cache_clear()
        number = self.known[-1].number + 1
        for table in SCHEMAS:
            statements.remove_batch(self.db, table, number)
        self.db.execute(f"delete from staged.file_loaded where batch = {number}")
        self.db.execute(read_query("intake/outside/forget_marks").sql, {"batch": number})
        assert self.rows() == self.loaded

    def rows(self) -> dict[str, int]:
        """Return how many rows each staged table has."""
        counted = " union all ".join(f"select '{name}', count(*) from staged.{name}" for name in SCHEMAS)
        return dict(self.db.execute(counted).fetchall())


def sentences(report: importing.ImportReport) -> list[dict[str, Any]]:
    """Return every problem and warning, whole and as a sentence."""
    every = [*report.across]
    for file in report.files:
        every += [*file.problems, *file.warnings]
    for source in report.sources:
        every += source.notes
    return [{**each, "sentence": str(Problem(**each))} for each in every]


def check_all(kind: str, school: Path) -> dict[str, dict[str, Any]]:
    """Check all files of one kind; return what became of each, with time and memory."""
    found: dict[str, dict[str, Any]] = {}
    with ExitStack() as stack:
        desk = CheckingDesk(school, stack)
        for nasty in files_of(kind):
            start = processor()
            try:
                outcome = desk.check(nasty)
            except Exception as error:  # a file must never end a check otherwise than in words
                outcome = {"broke": f"{type(error).__name__}: {error}"}
            found[nasty.name] = {**outcome, "seconds": processor() - start, "memory": memory()}
            found[nasty.name]["left"] = [path.name for path in Path(tempfile.gettempdir()).iterdir()]
    return found


def processor() -> float:
    """Return the seconds of a processor that this process and its children have taken: load plays no part."""
    return sum(os.times()[:4])


def memory() -> float:
    """Return the most memory this process has held, in MB: what it was forked from does not count."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    [held] = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
    return int(held) / 1024


def files_of(kind: str) -> Sequence[Nasty]:
    """Return the files of one kind."""
    listed: Sequence[Nasty] = importlib.import_module(f"tests.store.corpus.{kind}").NASTY
    return listed


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(check_all(sys.argv[1], Path(sys.argv[2])), sys.stdout, default=str)
