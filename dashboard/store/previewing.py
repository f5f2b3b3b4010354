"""Say what a new import would change: how many are new, how many replace what is loaded."""

from collections.abc import Sequence
from datetime import date

import duckdb

from dashboard.query import read_query
from dashboard.schemas import SCHEMAS, Schema
from dashboard.store.batches import Batch, ImportedFile
from dashboard.store.findings import Flag
from dashboard.store.keeping import lacked
from dashboard.store.problems import listed, quoted

MOST_SHARE = 0.2  # of the pupils gone or changed before a person is asked
NOUNS = {"attendance": "mark", "pupils": "pupil"}


def preview(
    db: duckdb.DuckDBPyConnection, batch: Batch, known: Sequence[Batch], files: Sequence[ImportedFile]
) -> tuple[dict[str, list[str]], list[Flag]]:
    """Return sentences for the first file of each table, by its name, and what a person has to agree to."""
    said: dict[str, list[str]] = {}
    flags: list[Flag] = []
    for table in dict.fromkeys(file.table for file in files if file.good):
        of_it = [file for file in files if file.table == table]
        first = of_it[0]
        if table == "pupils":
            said[first.name], raised = preview_pupils(db, batch, first.shown)
            said[first.name] += kept_columns(db, batch, of_it)
        else:
            said[first.name], raised = preview_table(db, batch, known, SCHEMAS[table], of_it)
        flags += raised
        for other in of_it[1:]:
            said[other.name] = [f"Counted together with {first.shown}."]
    return said, flags


def preview_pupils(db: duckdb.DuckDBPyConnection, batch: Batch, file: str) -> tuple[list[str], list[Flag]]:
    """Say who is new, who left and who changed, and flag it where these are many."""
    values = {"content": content(SCHEMAS["pupils"]), "batch": batch.number}
    [(pupils, year, before_year, latest, before, new, gone, changed)] = db.execute(
        read_query("intake/preview/pupils").sql, values
    ).fetchall()
    sentence = f"{counted(pupils, 'pupil')} of {year}"
    if before and before_year == year:
        sentence += f", {new:,} new, {gone:,} left, {changed:,} changed"
    elif before:
        sentence += f"; beside {before_year} {new:,} are new and {gone:,} left"
        changed = 0
    flags = []
    if before and gone > MOST_SHARE * before:
        says = f"{gone:,} of the {counted(before, 'pupil')} loaded for {before_year} are not in this file."
        flags.append(Flag("MANY_LEAVERS", file, says))
    if before and changed > MOST_SHARE * before:
        says = f"{changed:,} of the {counted(before, 'pupil')} loaded for {year} would change."
        flags.append(Flag("MANY_CHANGES", file, says))
    if latest and latest > year:
        says = f"These pupils are of {year}, and pupils of {latest} are loaded already."
        flags.append(Flag("OLDER_THAN_CURRENT", file, says))
    said = [f"{sentence}."]
    if gone and before_year == year:
        said.append("Those who left stay on roll until a file gives the day they left.")
    return said, flags


def kept_columns(db: duckdb.DuckDBPyConnection, batch: Batch, files: Sequence[ImportedFile]) -> list[str]:
    """Say what stays of earlier imports because none of the files of pupils has a column for it."""
    absent = [name for name in lacked(files[0]) if all(name in lacked(file) for file in files[1:])]
    optional = [name for name in absent if name not in SCHEMAS["pupils"].key]
    found = db.execute(read_query("intake/preview/kept").sql, {"columns": optional, "batch": batch.number})
    names = [name.replace("_", " ") for (name,) in found.fetchall()]
    return [f"It has no column for {listed(names, len(names))}: these stay as they were."] if names else []


def preview_table(
    db: duckdb.DuckDBPyConnection,
    batch: Batch,
    known: Sequence[Batch],
    schema: Schema,
    files: Sequence[ImportedFile],
) -> tuple[list[str], list[Flag]]:
    """Say how many rows replace earlier ones, and flag a file older than what is loaded."""
    if schema.name == "attendance":
        found = db.execute(read_query("intake/preview/attendance").sql, {"batch": batch.number})
    else:
        values = {
            "table_name": f"staged.{schema.name}",
            "key": list(schema.key),
            "content": content(schema),
            "batch": batch.number,
        }
        found = db.execute(read_query("intake/preview/compare").sql, values)
    [(rows, replaced, changed)] = found.fetchall()
    first, last = span(files)
    sentence = counted(rows, NOUNS.get(schema.name, "row"))
    if first and last:
        sentence += f" from {spoken(first)} to {spoken(last)}" if first != last else f" of {spoken(first)}"
    if replaced:
        differ = f" ({changed:,} of them say something else)" if changed else " and say the same"
        verb = "replaces an earlier one" if replaced == 1 else "replace earlier ones"
        sentence += f", {replaced:,} {verb}{differ}"
    loaded = [file.to_date for other in known for file in other.files if file.table == schema.name]
    latest = max((day for day in loaded if day), default="")
    if changed and last and latest > last:
        says = f"It ends on {spoken(last)}, and what is loaded goes to {spoken(latest)}: "
        says += f"{changed:,} {'row' if changed == 1 else 'rows'} would be set back to what it says."
        return [f"{sentence}."], [Flag("OLDER_THAN_CURRENT", files[0].shown, says)]
    return [f"{sentence}."], []


def other_schools(named: set[str], known: set[str], files: Sequence[ImportedFile]) -> list[Flag]:
    """Flag schools that nothing is loaded of, where something is loaded of others."""
    new = sorted(named - known)
    if not new or not known or not files:
        return []
    loaded = listed([quoted(school) for school in sorted(known)], 3)
    says = f"It names {listed([quoted(school) for school in new], 3)}, and what is loaded is of {loaded}."
    return [Flag("OTHER_SCHOOL", files[0].shown, says)]


def content(schema: Schema) -> list[str]:
    """Return the columns of a table that are not its key."""
    return [column.name for column in schema.columns if column.name not in schema.key] or list(schema.key)


def counted(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def span(files: Sequence[ImportedFile]) -> tuple[str, str]:
    """Return the first and the last day of some files."""
    days = [day for file in files for day in (file.from_date, file.to_date) if day]
    return (min(days), max(days)) if days else ("", "")


def spoken(day: str) -> str:
    """Return a day as people write it."""
    value = date.fromisoformat(day)
    return f"{value.day} {value:%b %Y}"
