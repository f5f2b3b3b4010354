"""Open a school to read it, and move to a new one when an import publishes it.

DuckDB is never given a statement from outside, and is hardened as if it were: no
files, no network, no extensions, no settings, bounded memory and time.
"""

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from dashboard.store import statements
from dashboard.store.batches import believed_generation
from dashboard.store.generations import (
    NOTHING,
    Damaged,
    Generation,
    intact_generations,
    verify_file,
)
from dashboard.store.macros import create_macros
from dashboard.store.version import definitions

HARDENING = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "disabled_optimizers": statements.SLOW_OPTIMIZERS,
    "memory_limit": "1GB",
    "max_temp_directory_size": "0B",
    "max_execution_time": "5000",
    "enable_external_access": "false",
    "lock_configuration": "true",
}
# One school's queries are mostly planned, not run: a second thread makes them a third slower.
SMALL = 100 << 20  # bytes of a published file


class NoSchool(Exception):
    """There is no school's file that can be read."""


@dataclass(frozen=True)
class School:
    """One generation of a school, as it was when it was opened: it never changes.

    ``banner`` says why this is not the newest school, where it is not; ``is_empty`` that no import counts.
    """

    generation: int
    database: duckdb.DuckDBPyConnection
    banner: str | None = None
    is_empty: bool = False

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return the connection; every query takes a cursor of its own from it."""
        return self.database


def connect(size: int = 0) -> duckdb.DuckDBPyConnection:
    """Open an empty database in memory, where a school's file of so many bytes will be attached."""
    threads = 2 if size > SMALL else 1
    return duckdb.connect(config={"threads": threads, "python_enable_replacements": False})


def open_school(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published file read-only, with its macros, hardened. Raises NoSchool."""
    db = connect(path.stat().st_size)
    try:
        statements.attach(db, path, "store", read_only=True)
        statements.mirror(db, "store")
        create_macros(db)
    except duckdb.Error as error:
        db.close()
        raise NoSchool(
            f"{path.name} was built by another version of Evenhand ({error}). "
            "Build it again: evenhand rebuild"
        ) from error
    statements.settings(db, **HARDENING)
    return db


def open_empty_school() -> duckdb.DuckDBPyConnection:
    """Open a school in memory that has every table and no rows."""
    from dashboard.store.build import prepare  # only here: to read files is not a server's work
    from dashboard.store.build_steps import make_tables

    db = connect()
    prepare(db, ":memory:")
    make_tables(db)
    db.execute("detach staged")
    create_macros(db)
    statements.settings(db, **HARDENING)
    return db


def open_newest(folder: Path) -> School:
    """Open the current school, or the last one that is whole. Raises NoSchool where none is."""
    try:
        current = believed_generation(folder)
    except Damaged as damage:
        return open_older(folder, intact_generations(folder), damage)
    if current == NOTHING:
        return School(0, open_empty_school(), is_empty=True)
    try:
        verify_file(folder, current)
    except Damaged as damage:
        older = [known for known in intact_generations(folder) if known.number < current.number]
        return open_older(folder, older, damage)
    if current.definitions != definitions():
        raise NoSchool(
            f"{current.file} was built with other definitions than this Evenhand's. "
            "Build it again from its imports: evenhand rebuild"
        )
    return School(current.number, open_school(folder / current.file), is_empty=not current.batches)


def open_older(folder: Path, candidates: list[Generation], damage: Damaged) -> School:
    """Open the first of these that is whole, with a banner that says what happened to the current one."""
    for generation in candidates:
        with suppress(Damaged):
            verify_file(folder, generation)
            banner = (
                f"The newest data are damaged: {damage} You see the school as it was built on "
                f"{generation.made.day} {generation.made:%B %Y at %H:%M}. "
                "To build it again from its imports: evenhand rebuild"
            )
            return School(generation.number, open_school(folder / generation.file), banner)
    raise NoSchool(
        f"{damage} No older school is whole either. Build it again from its imports: evenhand rebuild"
    )


class Store:
    """The school of a data folder, always the newest published one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._current = str(folder / "current")  # looked at for every figure: a Path costs more than the look
        self._opening = threading.Lock()
        self._mine = threading.local()
        self._is_led = False
        self._school = self._open()

    @property
    def school(self) -> School:
        """Return the school of this moment. Who asks several questions of one page takes it once."""
        own: School | None = getattr(self._mine, "school", None)
        if own:
            return own
        if not self._is_led and self._pointer() != self._seen:
            self.move_on()
        return self._school

    def lead(self) -> None:
        """Leave it from now on to whoever calls ``move_on`` when a new school is shown."""
        self._is_led = True

    def move_on(self, prepare: Callable[["Store"], None] | None = None) -> None:
        """Move to the newest school, where it is not this one, once ``prepare`` has seen to it.

        Within ``prepare`` this store is the new school already; other threads read the old one until it ends.
        """
        if not self._opening.acquire(blocking=False):
            return
        try:
            if self._pointer() != self._seen:  # another thread may just have moved
                self._mine.school = self._open()
                try:
                    if prepare:
                        prepare(self)
                finally:
                    self._school = self._mine.school
        except NoSchool as error:  # what is open can still be read
            self._school = replace(self._school, banner=str(error))
        finally:
            self._mine.school = None
            self._opening.release()

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return a connection to the newest school; every query takes a cursor of its own from it."""
        return self.school.connection()

    @property
    def generation(self) -> int:
        """Return the number of the published file; 0 before the first import."""
        return self.school.generation

    @property
    def banner(self) -> str | None:
        """Return why an older school is shown, or None where this is the newest."""
        return self.school.banner

    @property
    def is_empty(self) -> bool:
        """Return whether nothing has been imported yet."""
        return self.school.is_empty

    def _open(self) -> School:
        """Open what ``current`` names; again where it only seemed damaged because an import was moving it."""
        while True:
            self._seen = self._pointer()
            school = open_newest(self.folder)
            if not school.banner or self._pointer() == self._seen:
                return school

    def _pointer(self) -> tuple[int, int, int] | None:
        """Return what tells one state of ``current`` from another, or None where there is none."""
        try:
            status = os.stat(self._current)
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size
