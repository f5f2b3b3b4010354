"""Watch a folder: import what an export puts there, once each, and set aside what cannot be imported.

Files stay where they are until the store says what became of them; only then are they moved to
``imported/<day>`` or ``refused/<day>`` in the watched folder.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.audit.imports import note_import
from dashboard.store.batches import ImportedFile, Source, free_name
from dashboard.store.building import BuildFailed
from dashboard.store.files import hash_file
from dashboard.store.generations import Damaged
from dashboard.store.importing import ImportReport, import_files
from dashboard.store.lock import ImportRunning
from dashboard.store.publishing import NoRoom
from dashboard.store.watching_files import IMPORTED, REFUSED, Looks, as_handed_in
from dashboard.store.watching_journal import Begun, Journal, batch_with, journal_of, last_number
from dashboard.store.watching_words import log, summary, write_report

BY = "evenhand watch"
TRIES = 3  # of a build that fails, before its files are set aside
PASSING = (ImportRunning, NoRoom, Damaged, OSError)  # what may be otherwise at the next look


@dataclass
class Watch:
    """A watch over one folder for one school.

    ``describe`` puts a report into lines for people, ``say`` tells somebody who looks on, ``mapping`` is
    what was said by hand of all files, ``is_stopping`` is asked before anything is begun.
    """

    data: Path
    folder: Path
    describe: Callable[[ImportReport], list[str]]
    say: Callable[[str], None]
    accept_good_rows: bool = False
    mapping: dict[str, Any] | None = None
    is_stopping: Callable[[], bool] = lambda: False
    refused: int = 0
    looks: Looks = field(init=False)
    journal: Journal = field(init=False)
    failures: int = 0
    last_said: str = ""

    def __post_init__(self) -> None:
        """Look at nothing yet."""
        self.looks = Looks(self.folder)
        self.journal = journal_of(self.data, self.folder)

    def look(self) -> None:
        """Look once, and import what is ready. Whatever may pass is said, and tried at the next look."""
        try:
            self.go_on()
            self.looks.again()
            if ready := self.looks.ready():
                self.bring(ready)
        except FileNotFoundError:
            if self.folder.is_dir():
                return  # a file has gone since the look
            self.tell(f"There is no folder {self.folder}. It is looked for again.")
        except OSError as error:
            self.tell(f"It could not be done ({error}). It is tried again.")
        except PASSING as error:
            self.tell(f"Nothing was imported yet: {error}")
        except BuildFailed as error:
            self.failed(error)

    def tell(self, text: str) -> None:
        """Say something and log it, unless it was the last thing said."""
        if text != self.last_said:
            self.last_said = text
            self.say(text)
            log(self.folder, text)

    def go_on(self) -> None:
        """End what was begun when the watch was killed. Raises OSError and Damaged."""
        begun = self.journal.read()
        if begun is None:
            return
        batch = begun.batch or batch_with(self.data, begun)
        if begun.outcome == REFUSED:
            self.move(begun, REFUSED)
        elif begun.outcome or batch:
            self.move(begun, IMPORTED)
            self.tell(f"{batch or 'An import'} was done before the watch was stopped: its files are moved.")
        self.journal.close()

    def bring(self, paths: Sequence[Path]) -> None:
        """Import files together; set aside those with problems, and import the others without them.

        Raises ImportRunning, NoRoom, BuildFailed, Damaged and OSError.
        """
        left = list(paths)
        while left and not self.is_stopping():
            handed = [as_handed_in(self.folder, path, self.mapping) for path in left]
            begun = Begun(last_number(self.data), {self.inside(path): hash_file(path) for path in left})
            self.journal.write(begun)
            try:
                report = import_files(self.data, handed, accept_good_rows=self.accept_good_rows, by=BY)
            except (*PASSING, BuildFailed):
                if not batch_with(self.data, begun):
                    self.journal.close()
                raise
            self.failures = 0
            note_import(self.data, report, BY)
            faulty = at_fault(report, {file.name for file in handed})
            bad = [path for path, file in zip(left, handed, strict=True) if file.name in faulty]
            bad = (bad or left) if report.outcome == "refused" else []
            self.end(begun, report, bad or left)
            left = [path for path in left if path not in bad] if bad else []

    def end(self, begun: Begun, report: ImportReport, paths: Sequence[Path]) -> None:
        """Note what became of an import, and move its files. Raises OSError."""
        where = REFUSED if report.outcome == "refused" else IMPORTED
        files = {self.inside(path): begun.files[self.inside(path)] for path in paths}
        if where == REFUSED:
            self.refused += len(paths)
        if where == REFUSED or report.across or any(file.refused for file in report.files):
            write_report(self.place(where), paths[0].name, self.described(report, paths))
        ended = replace(begun, files=files, outcome=where, batch=report.batch)
        self.journal.write(ended)
        self.move(ended, where)
        self.journal.close()
        self.last_said = ""
        kept = f", now in {where}/{date.today()}" if paths else ""
        self.tell(f"{summary(report, len(paths))}{kept}")

    def described(self, report: ImportReport, paths: Sequence[Path]) -> list[str]:
        """Return the report on these files as lines; where the refused rows lie is told until the next."""
        names = {as_handed_in(self.folder, path).name for path in paths}
        about = replace(
            report,
            files=[file for file in report.files if origins(file, report, names)],
            sources=[source for source in report.sources if names & originals(source)],
            refused_rows=None,
        )
        lines = [f"Files: {', '.join(self.inside(path) for path in paths)}", "", *self.describe(about), ""]
        if report.outcome == "refused":
            end = f"None of this was imported. Put it right, and put the files into {self.folder} again."
        elif any(file.refused for file in report.files):
            end = f"The rows with problems were left out; all others came in with import {report.batch}."
        else:
            end = f"All of this came in with import {report.batch}."
        return [*lines, end]

    def failed(self, error: BuildFailed) -> None:
        """Try again later what could not be built; set its files aside when that has failed often."""
        self.failures += 1
        self.tell(f"Nothing was imported: {error}")
        if self.failures < TRIES or self.is_stopping():
            return
        self.failures = 0
        with suppress(OSError):
            paths = self.looks.ready()
            files = {self.inside(path): hash_file(path) for path in paths}
            self.refused += len(paths)
            lines = ["Files: " + ", ".join(files), "", f"The school could not be built with them: {error}"]
            write_report(self.place(REFUSED), paths[0].name, lines)
            self.move(Begun(0, files), REFUSED)

    def move(self, begun: Begun, where: str) -> None:
        """Move the files that are still what they were when they were read. Raises OSError."""
        for name, digest in begun.files.items():
            path = self.folder / name
            if not path.is_file():
                continue
            if hash_file(path) != digest:
                self.tell("A file was written while it was imported: it is imported again.")
                self.looks.forget(path)
                continue
            target = self.place(where) / Path(name).parent
            target.mkdir(parents=True, exist_ok=True)
            path.rename(target / free_name(path.name, {each.name.lower() for each in target.iterdir()}))
            self.looks.forget(path)
            self.remove_empty(path.parent)

    def remove_empty(self, folder: Path) -> None:
        """Remove folders below the watched one that are empty now."""
        while folder != self.folder and self.folder in folder.parents:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent

    def place(self, where: str) -> Path:
        """Return the folder of this day for files that were imported or refused. Raises OSError."""
        place = self.folder / where / date.today().isoformat()
        place.mkdir(parents=True, exist_ok=True)
        return place

    def inside(self, path: Path) -> str:
        """Return a file's path below the watched folder."""
        return path.relative_to(self.folder).as_posix()


def at_fault(report: ImportReport, handed: set[str]) -> set[str]:
    """Return which of the files handed in are those in which a refused import found problems."""
    return {name for file in report.files if file.problems for name in origins(file, report, handed)}


def origins(file: ImportedFile, report: ImportReport, handed: set[str]) -> set[str]:
    """Return which of the files handed in a file of a batch was made of: itself, a zip file, or a bundle."""
    names = {file.name, file.shown}
    names |= {name for name in handed if file.source.startswith(f"{name}, ")}
    for source in report.sources:
        if source.folder and file.name.startswith(f"{source.folder}/"):
            names |= originals(source)
    return names & handed


def originals(source: Source) -> set[str]:
    """Return the names of the files that something was translated from."""
    return {str(file["name"]) for file in source.files}
