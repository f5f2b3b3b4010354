"""Load the files of imports into the staging tables, each with its defaults.

A row without an academic year or a school gets the import's default. The defaults of
a new import come from its own rows, and are kept in its manifest, so that the same
files always give the same rows.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import duckdb

from dashboard.academic_years import academic_year
from dashboard.query import read_query
from dashboard.schemas import SCHEMAS
from dashboard.store import intake, staged_tables, statements
from dashboard.store.batches import ONLY_SCHOOL, Batch, ImportedFile, incoming_folder
from dashboard.store.details import Details
from dashboard.store.emptied import check_emptied
from dashboard.store.files import hash_file
from dashboard.store.identity import resolve_upns
from dashboard.store.keeping import keep_known
from dashboard.store.looking import looked_at, looked_at_refused, matched_before
from dashboard.store.messages import in_rows
from dashboard.store.named_mappings import NamedMapping
from dashboard.store.offering import Offer, has_column, take_turns
from dashboard.store.outside import Outside
from dashboard.store.problems import Problem, listed
from dashboard.store.reading import scratch_folder
from dashboard.store.spellings import check_spellings
from dashboard.store.workbook import keeping_sheets


def load_known(db: duckdb.DuckDBPyConnection, folder: Path, batch: Batch, later: list[Batch]) -> list[str]:
    """Load an accepted batch again. Returns what is not as it was; raises RuntimeError for altered files."""
    notes = []
    expected: Counter[str] = Counter()
    for number, file in enumerate(batch.files, 1):
        path = folder / "imports" / batch.name / file.name
        if not path.exists() or hash_file(path) != file.sha256:
            raise RuntimeError(
                f"imports/{batch.name}/{file.name} is missing or is no longer the file that was imported. "
                f"Put it back from a copy, or take the import back: evenhand undo {batch.name}"
            )
        with scratch_folder() as folder_of_sheets, keeping_sheets(folder_of_sheets):
            understood = intake.understand(path, file.table, file.mapping, file.source)
            checked = intake.load(
                db,
                understood,
                batch=batch.number,
                academic_year_default=batch.academic_year_default,
                school_default=school_of(batch, later) or None,
                careful=bool(file.refused or file.repeated),
                judged=Outside(number, file.left_out),
            )
        expected[file.table] += checked.good
        if checked.good != file.good:
            notes.append(
                f"{batch.name}, {file.name}: {checked.good:,} rows now, {file.good:,} when it was imported."
            )
    confirm(db, batch, expected)
    tables = Counter(file.table for file in batch.files)
    for table in tables:
        if tables[table] > 1 and table != "attendance":
            staged_tables.keep_first(db, SCHEMAS[table], batch.number)
    return notes


def load_new(
    db: duckdb.DuckDBPyConnection,
    folder: Path,
    batch: Batch,
    known: list[Batch],
    refused: Path,
    say: Callable[[str], None],
    is_thorough: bool,
    details: Details | None = None,
) -> Batch:
    """Load and check a new batch. Returns it with what was found, and adds to the details where asked.

    ``is_thorough``: marks are looked through however many they are, as the build may not see them, or may
    no longer refuse single rows.
    """
    offer = Offer(
        db,
        batch,
        incoming_folder(folder, batch.name),
        refused,
        academic_year(batch.day),
        set().union(*(other.named_schools for other in known)),
        is_thorough,
    )
    refused.mkdir()
    take_files(offer, say, details or Details())
    say("check across files")
    resolve_upns(db)
    files = [offer.done[file.name] for file in batch.files]
    keep_known(db, [*known, replace(batch, files=files)])
    across = check_across_files(db, known, offer)
    confirm(db, batch, good_rows(files))
    if details and details.is_wanted:
        say("compare with what is loaded")
        details.add_preview(db, batch, known, files, offer)
    return replace(
        batch,
        academic_year_default=offer.year,
        school_default=offer.school or "",
        schools=sorted(offer.named),
        files=files,
        across=[asdict(problem) for problem in across],
    )


def take_files(offer: Offer, say: Callable[[str], None], details: Details) -> None:
    """Understand and load each file of an offer, but for those in which translating found problems."""
    for file in offer.batch.files:
        if file.problems:
            offer.done[file.name] = file
            continue
        say(f"understand {file.shown}")
        understand_new(offer, file, details)
    take_turns(offer, say)


def check_across_files(db: duckdb.DuckDBPyConnection, known: list[Batch], offer: Offer) -> list[Problem]:
    """Return what no file shows alone: rows that name what no other brings, spellings, columns emptied."""
    found = [*join_schools(db, known, offer), *intake.check_across(db)]
    return [*found, *check_spellings(db), *check_emptied(db, offer.batch.number)]


def good_rows(files: list[ImportedFile]) -> Counter[str]:
    """Count the rows without a problem, by table; a file that could not be read has no table."""
    rows: Counter[str] = Counter()
    for file in files:
        if file.good:
            rows[file.table] += file.good
    return rows


def understand_new(offer: Offer, file: ImportedFile, details: Details) -> None:
    """Find out what a new file is, by what was said of it or of an earlier file with its headings."""
    path, mapping, named = offer.place / file.name, file.mapping_asked, None
    try:
        if not mapping and not file.table_asked:
            named = matched_before(path, details.mappings)
            mapping = {"table": named.table, "columns": named.columns} if named else None
        understood = intake.understand(path, file.table_asked, mapping, file.source)
    except intake.Unreadable as error:
        offer.refuse(file, error)
        details.files[file.name] = looked_at_refused(file, error)
        return
    note = (matched_note(file.shown, named),) if named else ()
    understood = replace(understood, passed_over=(*understood.passed_over, *note))
    offer.understood.append((file, understood))
    details.files[file.name] = looked_at(file, understood, named) if details.is_wanted else {}


def matched_note(file: str, named: NamedMapping) -> Problem:
    """Say that a file was matched as an earlier one."""
    found = f"its headings are matched {named.in_words} (mapping {named.name})"
    return Problem(file, None, None, found, "Check that this is right.", "MATCHED_AS_BEFORE", True)


def school_of(batch: Batch, later: list[Batch]) -> str:
    """Return the school of a batch's rows that leave it out; "" where each row has one.

    Where none was known when it was imported, it is the only one that the next import with a school names.
    """
    if batch.school_default != ONLY_SCHOOL:
        return batch.school_default
    named: set[str] = next((other.named_schools for other in later if other.named_schools), set())
    return next(iter(named)) if len(named) == 1 else ONLY_SCHOOL


def join_schools(db: duckdb.DuckDBPyConnection, known: list[Batch], offer: Offer) -> list[Problem]:
    """Give the rows of earlier imports without a school to the one school that is now named.

    Returns a problem where several are named at once, as nobody can say whose these rows are.
    """
    nobodys = [batch for batch in known if school_of(batch, known[known.index(batch) + 1 :]) == ONLY_SCHOOL]
    if not nobodys or not offer.named:
        return []
    numbers = [batch.number for batch in nobodys]
    tables = [table for table in SCHEMAS if has_column(table, "school")]
    if len(offer.named) == 1:
        for table in tables:
            statements.rename_school(db, table, numbers, ONLY_SCHOOL, next(iter(offer.named)))
        return []
    rows = 0
    for table in tables:
        values = {"table_name": f"staged.{table}", "batches": numbers, "school": ONLY_SCHOOL}
        [(found,)] = db.execute(read_query("intake/outside/of_school").sql, values).fetchall()
        rows += found
    return [several_schools(nobodys, rows)] if rows else []


def several_schools(batches: list[Batch], rows: int) -> Problem:
    """Say that rows of earlier imports have no school while this one names several."""
    names = listed([batch.name for batch in batches])
    found = f"{in_rows(rows)} of earlier imports ({names}) name no school, and several are named now"
    remedy = "Take those imports back (evenhand undo) and import their files with a column called school."
    return Problem("schools", None, "school", found, remedy, "NO_SCHOOL", rows=rows)


def confirm(db: duckdb.DuckDBPyConnection, batch: Batch, expected: Counter[str]) -> None:
    """Read back that a batch's rows stand in the staging tables. Raises RuntimeError."""
    for table, rows in expected.items():
        values = {"table_name": statements.held_in(table), "batch": batch.number}
        [(found,)] = db.execute(read_query("store/count_batch").sql, values).fetchall()
        if found != rows:
            raise RuntimeError(f"{batch.name}: {rows:,} rows of {table} were read, and {found:,} were kept.")
