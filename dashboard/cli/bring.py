"""Bring files in and take them back: import, template, history, undo, rebuild."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections import defaultdict
from pathlib import Path
from typing import Any

from dashboard import audit
from dashboard.cli.words import DATA, DONE, WrongUsage, add_data, data_folder, day, moment, show_step
from dashboard.schemas import SCHEMAS
from dashboard.store.batches import ImportedFile, Source
from dashboard.store.handed import files_in
from dashboard.store.importing import ImportReport, import_files
from dashboard.store.matching import read_mapping
from dashboard.store.messages import code_of, in_imports, in_rows
from dashboard.store.named_mappings import named_mappings
from dashboard.store.problems import Unreadable
from dashboard.store.undoing import UnknownBatch, history, rebuild, undo

SHOWN = 3  # problems of one kind; the rest are counted


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("import", help="check files and bring them in")
    command.add_argument("files", nargs="+", metavar="FILE", type=Path)
    add_data(command)
    command.add_argument("--as", dest="table", metavar="TABLE", choices=SCHEMAS, help="what the files are")
    command.add_argument(
        "--mapping",
        metavar="FILE|NAME",
        help="which heading is which column (JSON), or the name of a kept one",
    )
    command.add_argument("--check", action="store_true", help="check only; change nothing")
    command.add_argument("--accept-good-rows", action="store_true", help="leave out the rows with problems")
    command.set_defaults(run=run_import)

    command = commands.add_parser("template", help="print the blank file of a table")
    command.add_argument("table", metavar="TABLE", choices=SCHEMAS)
    command.set_defaults(run=run_template)

    command = commands.add_parser("history", help="list the imports")
    add_data(command)
    command.set_defaults(run=run_history)

    command = commands.add_parser("undo", help="take an import back")
    command.add_argument("batch", metavar="BATCH")
    add_data(command)
    command.set_defaults(run=run_undo)

    command = commands.add_parser("rebuild", help="build the school again from its imports")
    add_data(command)
    command.set_defaults(run=run_rebuild)


def run_import(choice: Namespace) -> int:
    """Import the files and print what became of each. Raises WrongUsage."""
    for file in choice.files:
        if file.is_dir() and not any(files_in(file)):
            raise WrongUsage(f"{file} is a folder without files.")
        if not file.exists():
            raise WrongUsage(f"{file}: there is no such file.")
    mapping = mapping_of(choice.mapping, data_folder(choice)) if choice.mapping else None
    report = import_files(
        data_folder(choice),
        choice.files,
        table=choice.table,
        mapping=mapping,
        check_only=choice.check,
        accept_good_rows=choice.accept_good_rows,
        progress=show_step,
    )
    show_step("")
    print("\n".join(report_lines(report)))
    if report.outcome == "imported":
        rows = sum(file.rows for file in report.files)
        audit.write(data_folder(choice), "imported", batch=report.batch, files=len(report.files), rows=rows)
    return DATA if report.outcome == "refused" or (choice.check and has_problems(report)) else DONE


def mapping_of(said: str, folder: Path) -> dict[str, Any]:
    """Return the mapping in a file, or one kept under this name. Raises WrongUsage."""
    kept = named_mappings(folder)
    try:
        if Path(said).exists() or not kept:
            return read_mapping(Path(said))
    except Unreadable as error:
        raise WrongUsage(str(error)) from error
    found = next((mapping for mapping in kept if mapping.name == said.removesuffix(".json")), None)
    if found is None:
        names = ", ".join(mapping.name for mapping in kept)
        raise WrongUsage(f"There is no file and no kept mapping {said}. Kept are: {names}.")
    return {"table": found.table, "columns": found.columns, "said": found.said}


def report_lines(report: ImportReport) -> list[str]:
    """Return what became of an import, as lines to print."""
    lines = [f"{name}: nothing has changed since import {batch}." for name, batch in report.unchanged.items()]
    for source in report.sources:
        lines += source_lines(source)
    for file in report.files:
        lines += file_lines(file)
    lines += problem_lines(report.across)
    lines += report.notes
    if report.refused_rows:
        lines.append(f"The refused rows lie in {report.refused_rows}")
    return [*lines, ending(report)]


def source_lines(source: Source) -> list[str]:
    """Return what was made of a file of another shape: all of its units, read or not."""
    every = source.read + source.ignored
    counts = f"{source.read:,} of {every:,} {source.units} read"
    counts += f", {source.ignored:,} not" if source.ignored else ""
    return [f"{source.name}: {source.kind}, {counts}", *problem_lines(source.notes)]


def ending(report: ImportReport) -> str:
    """Return the sentence that says how an import ended."""
    match report.outcome:
        case "imported":
            return f"Imported as {report.batch}. To take it back: evenhand undo {report.batch}"
        case "checked":
            return "Checked: it could be imported. Nothing was changed."
        case "unchanged":
            return "Nothing to import."
        case "refused":
            return (
                "Nothing was imported. Put the rows right and import again, "
                "or leave them out with --accept-good-rows."
            )


def file_lines(file: ImportedFile) -> list[str]:
    """Return what was understood of one file and found in it, as lines to print."""
    about = f"{file.table}, {in_rows(file.rows)}" if file.table else "not understood"
    if file.from_date:
        about += f", {day(file.from_date)} to {day(file.to_date)}"
    lines = [f"{file.shown}: {about}"]
    if file.good < file.rows:
        lines.append(f"  Of these {fates(file)}.")
    return lines + problem_lines(file.problems, file.problem_counts) + problem_lines(file.warnings)


def fates(file: ImportedFile) -> str:
    """Return what became of the rows of a file, in words that add up to all of them."""
    counts = [
        (file.good, "good"),
        (file.refused, "with problems"),
        (file.blank, "blank"),
        (file.repeated, "the same as an earlier row"),
    ]
    words = [f"{count:,} {'is' if count == 1 else 'are'} {what}" for count, what in counts if count]
    return ", ".join(words)


def problem_lines(problems: list[dict[str, Any]], counts: dict[str, int] | None = None) -> list[str]:
    """Return the first problems of each kind, as lines to print; the rest of a kind are counted."""
    kinds = defaultdict(list)
    for problem in problems:
        kinds[problem["column"] or "", problem["code"]].append(problem)
    every = {kind_of(name): count for name, count in (counts or {}).items()}
    lines = []
    for kind, alike in kinds.items():
        lines += [f"  {sentence(problem)}" for problem in alike[:SHOWN]]
        left = every.get(kind, len(alike)) - len(alike[:SHOWN])
        if left > 0:
            lines.append(f"  ... and {left:,} more of this kind")
    return lines


def kind_of(name: str) -> tuple[str, str]:
    """Return column and code of a kind that is counted as ``column: fault``."""
    column, _, fault = name.rpartition(": ")
    return column, code_of(fault)


def sentence(problem: dict[str, Any]) -> str:
    """Return where a problem is, what was found and what to do."""
    row = f"row {problem['row']:,}" if problem["row"] else None
    place = problem.get("place") or row
    where = ", ".join(part for part in (problem["file"], place, problem["column"]) if part)
    kind = "Note: " if problem["is_warning"] else ""
    return f"{kind}{where}: {problem['found']}. {problem['remedy']}"


def has_problems(report: ImportReport) -> bool:
    """Return whether anything found is more than a warning."""
    across = any(not found["is_warning"] for found in report.across)
    return across or any(file.problems for file in report.files)


def run_template(choice: Namespace) -> int:
    """Print the blank file of a table."""
    sys.stdout.write(SCHEMAS[choice.table].template())
    return DONE


def run_history(choice: Namespace) -> int:
    """Print every import: when, by whom, what."""
    batches = history(data_folder(choice))
    for batch in batches:
        undone = "  (taken back)" if batch.state == "undone" else ""
        print(f"{batch.name}  {moment(batch.imported_at)}  {batch.by}{undone}")
        for file in batch.files:
            dates = f", {day(file.from_date)} to {day(file.to_date)}" if file.from_date else ""
            refused = f", {file.refused:,} refused" if file.refused else ""
            rows = "row " if file.good == 1 else "rows"
            print(f"    {file.table:20} {file.good:>12,} {rows}{refused}{dates}  {file.shown}")
        for source in batch.sources:
            print(f"    {source_lines(source)[0]}")
    if not batches:
        print("Nothing has been imported yet. To see the blank file of a table: evenhand template pupils")
    return DONE


def run_undo(choice: Namespace) -> int:
    """Take an import back. Raises WrongUsage where there is none of this name."""
    try:
        name = undo(data_folder(choice), choice.batch, show_step)
    except UnknownBatch as error:
        raise WrongUsage(str(error)) from error
    show_step("")
    audit.write(data_folder(choice), "import taken back", batch=name)
    print(f"Import {name} is taken back. Its files are kept: to have it again, import them again.")
    return DONE


def run_rebuild(choice: Namespace) -> int:
    """Build the school again from its imports."""
    generation = rebuild(data_folder(choice), show_step)
    show_step("")
    print(f"The school is built again from {in_imports(len(generation.batches))}.")
    return DONE
