"""Load the files of a new import in the order in which they need one another.

Files that name schools or scales come before those that count on them, and dated facts
before what is kept by the year.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from dashboard.academic_years import academic_year
from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store import intake, statements
from dashboard.store.batches import ONLY_SCHOOL, Batch, ImportedFile, free_name
from dashboard.store.handed import flat
from dashboard.store.outside import Outside
from dashboard.store.problems import Problem, Unreadable

LOOK = "staged.look"
COUNTED_ON = ("scales", "grades")  # by results
SEVERAL_SCHOOLS = "it names no school, and several schools are known"


@dataclass
class Offer:
    """A new import while it is being loaded: what is known so far of its schools and its year."""

    db: duckdb.DuckDBPyConnection
    batch: Batch
    place: Path
    refused: Path
    year: str
    known_schools: set[str]
    is_thorough: bool = False
    named: set[str] = field(default_factory=set)
    understood: list[tuple[ImportedFile, intake.Understood]] = field(default_factory=list)
    done: dict[str, ImportedFile] = field(default_factory=dict)

    @property
    def school(self) -> str | None:
        """Return the school of rows that leave it out, or None where several are known."""
        schools = self.known_schools | self.named
        return next(iter(schools or {ONLY_SCHOOL})) if len(schools) < 2 else None

    def judged(self, file: ImportedFile, table: str, needs_school: bool) -> Outside:
        """Return how the rows of a file are held against the other files."""
        tables = Counter(other.table for _, other in self.understood)
        number = [other.name for other in self.batch.files].index(file.name) + 1
        return Outside(number, None, tables[table] > 1, needs_school, self.is_thorough)

    def load(self, file: ImportedFile, understood: intake.Understood, again: bool = False) -> None:
        """Load and check one file, and note its schools; ``again`` once all schools are known."""
        is_named = "school" in understood.columns
        school = self.school if again or not is_named else None
        refused_file = self.refused / self.refused_name(file.name)
        refused_file.unlink(missing_ok=True)
        try:
            if self.school is None and not names_school(understood):
                raise no_school(file)
            checked = intake.load(
                self.db,
                understood,
                batch=self.batch.number,
                academic_year_default=self.year,
                school_default=school,
                refused_file=refused_file,
                careful=again,
                judged=self.judged(file, understood.table, again),
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
            first_row=understood.header_row + 1 if len(understood.sheets) < 2 else 0,
            repeated=checked.repeated,
            problem_counts=checked.problem_counts,
            problems=[
                asdict(renamed(problem, understood.path.name, file.shown)) for problem in checked.problems
            ],
            warnings=[
                asdict(renamed(warning, understood.path.name, file.shown)) for warning in checked.warnings
            ],
            from_date=checked.from_date.isoformat() if checked.from_date else None,
            to_date=checked.to_date.isoformat() if checked.to_date else None,
            left_out=checked.left_out,
        )
        if checked.rows != checked.good + checked.problem_rows + checked.blank + checked.repeated:
            raise RuntimeError(f"{file.name}: {checked.rows:,} rows, but not each is accounted for.")
        if is_named and not again:
            self.note_schools(statements.summed_in(understood.table))

    def refused_name(self, name: str) -> str:
        """Return under which name the refused rows of a file are kept: its own, and that of no other."""
        others = {flat(file.shown).lower() for file in self.batch.files}
        own = next(file for file in self.batch.files if file.name == name)
        shown = flat(f"{own.source} {Path(name).name}" if is_translation(own) else own.shown)
        return shown if shown.lower().endswith(".csv") else free_name(f"{shown}.csv", others)

    def refuse(self, file: ImportedFile, error: intake.Unreadable) -> None:
        """Note that a whole file cannot be taken."""
        problem = renamed(error.problem, Path(file.name).name, file.shown)
        self.done[file.name] = replace(file, problems=[asdict(problem)])

    def look(self, understood: intake.Understood) -> None:
        """Load a file only to learn which schools it names."""
        statements.empty_like(self.db, LOOK, f"staged.{understood.table}")
        with suppress(intake.Unreadable):  # said where it is loaded
            intake.load(
                self.db,
                understood,
                batch=self.batch.number,
                academic_year_default=self.year,
                school_default=None,
                into=LOOK,
            )
        self.note_schools(LOOK)

    def note_schools(self, place: str) -> None:
        """Add the schools that the rows just loaded name."""
        values = {"table_name": place, "batch": self.batch.number}
        self.named |= {row[0] for row in self.db.execute(read_query("store/schools").sql, values).fetchall()}

    def give_schools(self) -> None:
        """Load once more, now that all schools are known, the tables with rows that leave theirs out."""
        for table in {understood.table for _, understood in self.understood}:
            if not has_column(table, "school"):
                continue
            values = {"table_name": statements.summed_in(table), "batch": self.batch.number}
            [(rows,)] = self.db.execute(read_query("intake/outside/without_school").sql, values).fetchall()
            if rows:
                statements.remove_batch(self.db, table, self.batch.number)
                self.db.execute(read_query("intake/outside/forget_marks").sql, {"batch": self.batch.number})
                for file, understood in self.understood:
                    if understood.table == table:
                        self.load(file, understood, again=True)

    def latest_year(self) -> str:
        """Return the academic year of the latest date loaded, or else of the day of the import."""
        days = [file.to_date for file in self.done.values() if file.to_date]
        return academic_year(date.fromisoformat(max(days)) if days else self.batch.day)


def is_translation(file: ImportedFile) -> bool:
    """Say whether a file was written by a translator, and is not one that lay in a zip file."""
    return bool(file.source) and file.table_asked == Path(file.name).stem and file.mapping_asked is None


def no_school(file: ImportedFile) -> Unreadable:
    """Say what to do about a file without a school where several are known: nobody adds columns to XML."""
    if file.source.lower().endswith(".xml"):
        remedy = "Say by hand which of them it is from."
        return Unreadable(file.shown, SEVERAL_SCHOOLS, remedy, "WHICH_SCHOOL")
    return Unreadable(file.shown, SEVERAL_SCHOOLS, "Add a column called school.", "NO_SCHOOL")


def renamed(problem: Problem, name: str, shown: str) -> Problem:
    """Return a problem with the file's own name in place of the one it lies under."""
    if problem.file != name and not problem.file.startswith(f"{name}, sheet "):
        return problem
    return replace(problem, file=shown + problem.file[len(name) :])


def take_turns(offer: Offer, say: Callable[[str], None]) -> None:
    """Load the files of an offer in the order in which they need one another."""
    in_turn = sorted(
        offer.understood, key=lambda pair: (pair[1].table not in COUNTED_ON, not names_school(pair[1]))
    )
    dated = [pair for pair in in_turn if not has_column(pair[1].table, "academic_year")]
    yearly = [pair for pair in in_turn if has_column(pair[1].table, "academic_year")]
    if not all(names_school(understood) for _, understood in dated):
        for _, understood in yearly:
            if "school" in understood.columns:
                offer.look(understood)
    for file, understood in dated:
        say(f"read {file.name}")
        offer.load(file, understood)
    offer.year = offer.latest_year()
    for file, understood in yearly:
        say(f"read {file.name}")
        offer.load(file, understood)
    offer.give_schools()


def names_school(understood: intake.Understood) -> bool:
    """Return whether a file has a column for the school, or needs none."""
    return "school" in understood.columns or not has_column(understood.table, "school")


def has_column(table: str, name: str) -> bool:
    """Return whether this import file has a column of this name."""
    return any(column.name == name for column in SCHEMAS[table].columns)
