"""Load the files of imports into the staging tables, each with its defaults.

A row without an academic year or a school gets the import's default. The defaults of
a new import come from its own rows, and are kept in its manifest, so that the same
files always give the same rows.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store import intake, statements
from dashboard.store.batches import Batch, ImportedFile, free_name, incoming_folder
from dashboard.store.emptied import check_emptied
from dashboard.store.files import hash_file
from dashboard.store.spellings import check_spellings

ONLY_SCHOOL = "School"
LOOK = "staged.look"


def academic_year(day: date) -> str:
    """Return the academic year of a day: 2025/26 runs from 1 September 2025 to 31 August 2026."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


def load_known(db: duckdb.DuckDBPyConnection, folder: Path, batch: Batch) -> list[str]:
    """Load an accepted batch again. Returns what is not as it was; raises RuntimeError for altered files."""
    notes = []
    expected: Counter[str] = Counter()
    for file in batch.files:
        path = folder / "imports" / batch.name / file.name
        if not path.exists() or hash_file(path) != file.sha256:
            raise RuntimeError(
                f"imports/{batch.name}/{file.name} is missing or is no longer the file that was imported. "
                f"Put it back from a copy, or take the import back: evenhand undo {batch.name}"
            )
        understood = intake.understand(path, file.table, file.mapping)
        checked = intake.load(
            db,
            understood,
            batch=batch.number,
            academic_year_default=batch.academic_year_default,
            school_default=batch.school_default or None,
        )
        expected[file.table] += checked.good
        if checked.good != file.good:
            notes.append(
                f"{batch.name}, {file.name}: {checked.good:,} rows now, {file.good:,} when it was imported."
            )
    confirm(db, batch, expected)
    return notes


@dataclass
class Offer:
    """A new import while it is being loaded: what is known so far of its schools and its year."""

    db: duckdb.DuckDBPyConnection
    batch: Batch
    place: Path
    refused: Path
    year: str
    schools: set[str]
    understood: list[tuple[ImportedFile, intake.Understood]] = field(default_factory=list)
    done: dict[str, ImportedFile] = field(default_factory=dict)

    @property
    def school(self) -> str | None:
        """Return the school of rows that leave it out, or None where several are known."""
        return next(iter(self.schools or {ONLY_SCHOOL})) if len(self.schools) < 2 else None

    def load(self, file: ImportedFile, understood: intake.Understood) -> None:
        """Load and check one file, and note its schools."""
        try:
            checked = intake.load(
                self.db,
                understood,
                batch=self.batch.number,
                academic_year_default=self.year,
                school_default=self.school,
                refused_file=self.refused / self.refused_name(file.name),
            )
        except intake.Unreadable as error:
            self.refuse(file, error)
            return
        self.done[file.name] = replace(
            file,
            table=understood.table,
            mapping=understood.mapping,
            rows=checked.rows,
            good=checked.good,
            refused=checked.problem_rows,
            blank=checked.blank,
            repeated=checked.repeated,
            problem_counts=checked.problem_counts,
            problems=[asdict(problem) for problem in checked.problems],
            warnings=[asdict(warning) for warning in checked.warnings],
            from_date=checked.from_date.isoformat() if checked.from_date else None,
            to_date=checked.to_date.isoformat() if checked.to_date else None,
        )
        if checked.rows != checked.good + checked.problem_rows + checked.blank + checked.repeated:
            raise RuntimeError(f"{file.name}: {checked.rows:,} rows, but not each is accounted for.")
        self.note_schools(understood.table, f"staged.{understood.table}")

    def refused_name(self, name: str) -> str:
        """Return under which name the refused rows of a file are kept: its own, and that of no other."""
        others = {file.name.lower() for file in self.batch.files}
        return name if name.lower().endswith(".csv") else free_name(f"{name}.csv", others)

    def refuse(self, file: ImportedFile, error: intake.Unreadable) -> None:
        """Note that a whole file cannot be taken."""
        self.done[file.name] = replace(file, problems=[asdict(error.problem)])

    def look(self, understood: intake.Understood) -> None:
        """Load a file only to learn which schools it names."""
        statements.empty_like(self.db, LOOK, f"staged.{understood.table}")
        intake.load(
            self.db,
            understood,
            batch=self.batch.number,
            academic_year_default=self.year,
            school_default=self.school,
            into=LOOK,
        )
        self.note_schools(understood.table, LOOK)

    def note_schools(self, table: str, place: str) -> None:
        """Add the schools that the rows just loaded name."""
        if has_column(table, "school"):
            values = {"table_name": place, "batch": self.batch.number}
            self.schools |= {
                row[0] for row in self.db.execute(read_query("store/schools").sql, values).fetchall()
            }

    def latest_year(self) -> str:
        """Return the academic year of the latest date loaded, or else of the day of the import."""
        days = [file.to_date for file in self.done.values() if file.to_date]
        return academic_year(date.fromisoformat(max(days)) if days else self.batch.day)


def load_new(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    batch: Batch,
    known: list[Batch],
    refused: Path,
    say: Callable[[str], None],
) -> Batch:
    """Load and check a new batch. Returns it with what was found.

    Files that name their schools come before those that do not, and dated facts before what is kept by
    the year: so each file finds the default that the others give it.
    """
    offer = Offer(
        db,
        batch,
        incoming_folder(folder, batch.name),
        refused,
        academic_year(batch.day),
        {school for other in known for school in other.schools},
    )
    refused.mkdir()
    for file in batch.files:
        say(f"understand {file.name}")
        try:
            understood = intake.understand(offer.place / file.name, file.table_asked, file.mapping_asked)
            offer.understood.append((file, understood))
        except intake.Unreadable as error:
            offer.refuse(file, error)
    take_turns(offer, say)
    say("check across files")
    found = [*intake.check_across(db), *check_spellings(db), *check_emptied(db, batch.number)]
    across = [asdict(problem) for problem in found]
    files = [offer.done[file.name] for file in batch.files]
    expected: Counter[str] = Counter()
    for file in files:
        if file.good:
            expected[file.table] += file.good
    confirm(db, batch, expected)
    return replace(
        batch,
        academic_year_default=offer.year,
        school_default=offer.school or "",
        schools=sorted(offer.schools),
        files=files,
        across=across,
    )


def take_turns(offer: Offer, say: Callable[[str], None]) -> None:
    """Load the files of an offer in the order in which they need one another."""
    in_turn = sorted(offer.understood, key=lambda pair: not names_school(pair[1]))
    dated = [pair for pair in in_turn if not has_column(pair[1].table, "academic_year")]
    yearly = [pair for pair in in_turn if has_column(pair[1].table, "academic_year")]
    if not all(names_school(understood) for _, understood in dated):
        for _, understood in yearly:
            if names_school(understood):
                offer.look(understood)
    for file, understood in dated:
        say(f"read {file.name}")
        offer.load(file, understood)
    offer.year = offer.latest_year()
    for file, understood in yearly:
        say(f"read {file.name}")
        offer.load(file, understood)


def names_school(understood: intake.Understood) -> bool:
    """Return whether a file has a column for the school, or needs none."""
    return "school" in understood.columns or not has_column(understood.table, "school")


def has_column(table: str, name: str) -> bool:
    """Return whether this import file has a column of this name."""
    return any(column.name == name for column in SCHEMAS[table].columns)


def confirm(db: duckdb.DuckDBPyConnection, batch: Batch, expected: Counter[str]) -> None:
    """Read back that a batch's rows stand in the staging tables. Raises RuntimeError."""
    for table, rows in expected.items():
        values = {"table_name": f"staged.{table}", "batch": batch.number}
        [(found,)] = db.execute(read_query("store/count_batch").sql, values).fetchall()
        if found != rows:
            raise RuntimeError(f"{batch.name}: {rows:,} rows of {table} were read, and {found:,} were kept.")
