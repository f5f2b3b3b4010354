"""Put the report of a check or an import into the findings that the import desk shows."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from dashboard.store.batches import ImportedFile, Source, are_takeable
from dashboard.store.findings import (
    FileFound,
    Findings,
    Flag,
    HeadingFound,
    MissingColumn,
    ProblemKind,
    SourceFound,
)
from dashboard.store.importing import ImportReport
from dashboard.store.messages import code_of

EXAMPLES, NOTES = 5, 20


def findings(report: ImportReport) -> Findings:
    """Return what the import desk shows of a report."""
    sources = {file["name"]: source for source in report.sources for file in source.files}
    files = [file_found(report, file, sources) for file in report.files]
    refused = not are_takeable(report.files)
    across = {found["code"] for found in report.across if not found["is_warning"]}
    wrong = bool(across) or any(file.problems for file in report.files)
    return Findings(
        outcome=report.outcome,
        batch=report.batch,
        files=files,
        sources=[source_found(source) for source in report.sources],
        across=kinds_of(report.across, {}),
        flags=[Flag(**flag) for flag in report.details.get("flags", [])],
        unchanged=report.unchanged,
        notes=report.notes,
        can_import=bool(files) and not wrong,
        can_import_good_rows=bool(files) and wrong and not refused and "NO_SCHOOL" not in across,
    )


def file_found(report: ImportReport, file: ImportedFile, sources: dict[str, Source]) -> FileFound:
    """Return what was made of one file."""
    details: dict[str, Any] = report.details.get("files", {}).get(file.name, {})
    source = next((each for each in report.sources if is_of(file, each)), None)
    return FileFound(
        file=source.name if source else file.shown,
        name=file.shown,
        kind=source.kind if source else details.get("kind", ""),
        shape=source.shape if source else "",
        table=file.table or details.get("table", ""),
        headings=[HeadingFound(**heading) for heading in details.get("headings", [])],
        missing=[MissingColumn(**column) for column in details.get("missing", [])],
        rows=file.rows,
        good=file.good,
        refused=file.refused,
        blank=file.blank,
        repeated=file.repeated,
        problems=[*kinds_of(file.problems, file.problem_counts), *kinds_of(file.warnings, {})],
        preview=details.get("preview", []),
        mapping_name=details.get("mapping_name", ""),
        mapping_said=details.get("mapping_said", ""),
        refused_file=details.get("refused_file", "") if file.refused else "",
    )


def is_of(file: ImportedFile, source: Source) -> bool:
    """Return whether a file is what a source was translated into."""
    return source.shape != "zip" and bool(source.folder) and file.name.startswith(f"{source.folder}/")


def source_found(source: Source) -> SourceFound:
    """Return how much of a file of another shape was read."""
    return SourceFound(
        files=[file["name"] for file in source.files],
        kind=source.kind,
        shape=source.shape,
        units=source.units,
        read=source.read,
        ignored=source.ignored,
        notes=kinds_of([naming_file(note, source) for note in source.notes], {}, NOTES),
        name=source.name,
    )


def naming_file(note: dict[str, Any], source: Source) -> dict[str, Any]:
    """Return a note that says of which file it speaks, where several were read together."""
    outer, _, inner = source.name.partition(", ")
    if note["file"] in (source.name, "", f"{outer}, {PurePosixPath(inner).name}"):
        return note
    if note["row"]:
        return {**note, "place": note.get("place") or f"{note['file']} row {note['row']:,}"}
    return {**note, "found": f"in {note['file']}, {note['found']}"}


def kinds_of(
    problems: Sequence[dict[str, Any]], counts: dict[str, int], most: int = EXAMPLES
) -> list[ProblemKind]:
    """Group problems by kind and column: the first of each as sentences, all of them counted."""
    kinds: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for problem in problems:
        kinds[problem["code"], problem["column"] or ""].append(problem)
    every = {}
    for name, count in counts.items():
        column, _, fault = name.rpartition(": ")
        every[code_of(fault), column] = count
    return [
        ProblemKind(
            code,
            column,
            max(every.get((code, column), 0), sum(problem["rows"] for problem in alike)),
            [sentence(problem) for problem in alike[:most]],
            alike[0]["remedy"],
            alike[0]["is_warning"],
            any(problem["row"] or problem.get("place") for problem in alike),
        )
        for (code, column), alike in kinds.items()
    ]


def sentence(problem: dict[str, Any]) -> str:
    """Return where a problem is and what was found."""
    row = f"row {problem['row']:,}" if problem["row"] else ""
    where = ", ".join(part for part in (problem.get("place") or row, problem["column"]) if part)
    found = f"{problem['found']}."
    return f"{where}: {found}" if where else found[:1].upper() + found[1:]
