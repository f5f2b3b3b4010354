"""Tables and views that are made from the schemas: the only SQL of the intake outside query files."""

from collections.abc import Mapping

import duckdb

from dashboard.query import read_query
from dashboard.reference import codes
from dashboard.schemas import SCHEMAS, Column, Schema
from dashboard.store import statements
from dashboard.store.cells import cell_fault, is_exact, typed
from dashboard.store.code_words import spelled_out
from dashboard.store.matching import has_whole_names
from dashboard.store.statements import quoted as name
from dashboard.store.statements import text

NO_DAYS_OF_DATA = ("date_of_birth", "joined_on", "left_on")

# The faults that only warn. A row with any other is refused.
WARNINGS = (
    "hidden", "unseen", "weekend", "future", "repeated", "totals", "notes", "not given", "no upn",
    "upn letter", "misread", "letters",
)  # fmt: skip


def codes_of(column: Column) -> tuple[str, ...]:
    """Return the codes that may stand in a column. Raises FileNotFoundError for a missing list."""
    return codes(column.code_list) if column.code_list else column.allowed


def code_lists() -> dict[str, dict[str, str]]:
    """Return every list of codes, by table and column: spelling -> code."""
    lists = {}
    for schema in SCHEMAS.values():
        for column in schema.columns:
            if column.kind == "code":
                codes = {code if is_exact(column) else code.lower(): code for code in codes_of(column)}
                lists[f"{schema.name}.{column.name}"] = {**words_of(column), **column.means, **codes}
    return lists


def words_of(column: Column) -> dict[str, str]:
    """Return the words that stand for the codes of a column, where its list has any."""
    return spelled_out(column.code_list) if column.code_list and not is_exact(column) else {}


def staged_type(schema: Schema, column: Column) -> str:
    """Return the type of a column in its staging table: the codes of marks are an ENUM."""
    if schema.name == "attendance" and column.kind == "code":
        return f"ENUM ({', '.join(text(code) for code in codes_of(column))})"
    return column.sql_type


def create_staged_tables(db: duckdb.DuckDBPyConnection) -> None:
    """Make the staging tables, one an import file, in the attached database ``staged``."""
    for schema in SCHEMAS.values():
        if schema.name == "attendance":
            create_marks(db, schema)
            continue
        columns = ", ".join(f"{name(column.name)} {staged_type(schema, column)}" for column in schema.columns)
        place = 'batch USMALLINT, file USMALLINT, "row" UINTEGER'
        db.execute(f"create table staged.{schema.name} ({columns}, {place})")
    db.execute(read_query("intake/outside/loaded").sql)


def create_marks(db: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Make the tables in which marks wait, and ``staged.attendance`` that shows them as their file does."""
    held = [column for column in schema.columns if column.name not in ("school", "pupil")]
    columns = ", ".join(f"{name(column.name)} {staged_type(schema, column)}" for column in held)
    db.execute(f"create table staged.mark (pupil_key UINTEGER, {columns}, batch USMALLINT)")
    db.execute(read_query("intake/marks/tables").sql)


def create_line_view(db: duckdb.DuckDBPyConnection, header_row: int, delimiter: str) -> None:
    """Create ``intake_line``: each line below the headings that holds something, with its row and its cells.

    A line is odd where its cells are not simply what stands between the delimiters; most are not.
    """
    part = text(delimiter)
    db.execute(
        "create or replace temp view intake_line as select row, is_odd, "
        "is_odd and coalesce(has_unseen(line), false) as has_unseen, "
        "is_odd and coalesce(is_misread(line), false) as is_misread, "
        f"string_split(case when is_odd then clean_line(line) else line end, {part}) as cells "
        f"from (select rowid + 1 as row, line, coalesce(is_odd(line, {part}), true) as is_odd "
        f"from staged.intake_line where rowid >= {header_row} and not is_empty(line, {part}))"
    )


def create_text_view(
    db: duckdb.DuckDBPyConnection, schema: Schema, columns: dict[str, str], headings: list[str]
) -> None:
    """Create ``intake_text``: the text of each column of the schema, and what is wrong with the whole row."""
    width = len(headings)
    written = {
        column: f"cell_text(cells[{headings.index(heading) + 1}], is_odd)"
        for column, heading in columns.items()
    }
    if schema.name == "pupils" and has_whole_names(columns):
        whole = written["surname"]
        written |= {"surname": f"surname_of({whole})", "forename": f"forename_of({whole})"}
    cells = [
        f"{written.get(column.name, 'cast(null as varchar)')} as {name(column.name)}"
        for column in schema.columns
    ]
    listed = ", ".join(name(column.name) for column in schema.columns)
    total = note = "false"
    if "pupil" in columns:
        pupil = f"cells[{headings.index(columns['pupil']) + 1}]"
        total, note = f"is_total({pupil}, cells)", f"is_note_below({pupil}, cells)"
    again = " and ".join(f"{name(column)} = {text(heading)}" for column, heading in columns.items())
    db.execute(
        "create or replace temp view intake_text as select row, is_total or is_note as is_blank, "
        "case when is_total then 'totals' when is_note then 'notes' "
        "when is_ragged then 'cells' "
        f"when {again} then 'headings' when has_unseen then 'unseen' "
        f"when is_misread then 'misread' end as row_fault, {listed} "
        f"from (select row, has_unseen, is_misread, {total} as is_total, {note} as is_note, "
        f"is_ragged(cells, {width}) as is_ragged, {', '.join(cells)} from intake_line)"
    )


def create_value_view(
    db: duckdb.DuckDBPyConnection, schema: Schema, year: str, school: str | None, month_first: bool
) -> None:
    """Create ``intake_value``: each cell as its type, and what is wrong with the row and with each cell.

    Of a row with nothing wrong there are no ``faults``, as most rows are; of another a list, the row's first.
    """
    defaults = {"academic_year": text(year), "school": text(school) if school else "null"}
    read = [f"{typed(schema, column)} as {name(f'read {column.name}')}" for column in schema.columns]
    values, faults = [], {}
    for column in schema.columns:
        value = name(f"read {column.name}")
        value = f"date_of({name(column.name)}, {value}, {month_first})" if column.kind == "date" else value
        value = f"coalesce({value}, {defaults[column.name]})" if column.name in defaults else value
        values.append(f"{value} as {name(column.name)}")
        faults[name(f"fault in {column.name}")] = cell_fault(column, month_first)
    columns = [column.name for column in schema.columns]
    found = ", ".join(
        f"{{'column_name': {text(column)}, 'fault': {fault}}}"
        for column, fault in [("", "row_fault"), *zip(columns, faults, strict=True)]
    )
    db.execute(
        f"create or replace temp view intake_value as select row, is_blank, {', '.join(values)}, "
        f"case when coalesce(row_fault, {', '.join(faults)}) is not null "
        f"then list_filter([{found}], lambda each: each.fault is not null) end as faults "
        f"from (select *, {', '.join(f'{fault} as {cell}' for cell, fault in faults.items())} "
        "from (select *, is_blank or coalesce(row_fault in ('cells', 'headings'), false) as is_no_row, "
        f"{', '.join(read)} from intake_text))"
    )


def has_day_first(db: duckdb.DuckDBPyConnection, schema: Schema) -> bool:
    """Say whether some date of the file can only be one with the day first."""
    dates = [name(column.name) for column in schema.columns if column.kind == "date"]
    order = " or ".join(f"coalesce(is_day_first({date}), false)" for date in dates)
    [(found,)] = db.execute(f"select bool_or({order}) from intake_text").fetchall()
    return bool(found)


def create_key_view(db: duckdb.DuckDBPyConnection, schema: Schema) -> None:
    """Create ``intake_key``: what names each row, what it says, and the days it is about."""
    key = ", ".join(f"checked.{name(part)}" for part in schema.key)
    content = ", ".join(f"checked.{name(column.name)}" for column in schema.columns)
    days = [
        f"checked.{name(column.name)}"
        for column in schema.columns
        if column.kind == "date" and column.name not in NO_DAYS_OF_DATA
    ] or ["cast(null as date)"]
    db.execute(
        "create or replace temp view intake_key as select checked.row, "
        f"hash({key}) as key_hash, row({key}) as key, row({content}) as content, "
        f"least({', '.join(days)}) as first_day, greatest({', '.join(days)}) as last_day "
        "from staged.intake_checked as checked where not checked.is_blank"
    )


def compare_with_other_files(db: duckdb.DuckDBPyConnection, schema: Schema, batch: int) -> None:
    """Add a fault to each row whose key another file of the import has: repeated, or different."""
    equals = {part: "is not distinct from" if may_be_empty(schema, part) else "=" for part in schema.key}
    same_key = " and ".join(f"checked.{name(part)} {equals[part]} other.{name(part)}" for part in schema.key)
    is_same = " and ".join(
        f"checked.{name(column.name)} is not distinct from other.{name(column.name)}"
        for column in schema.columns
    )
    if schema.name == "attendance":
        held = "staged.mark_place"
        file = "staged.marks_loaded as loaded on other.place between loaded.first_mark and loaded.last_mark "
        file += "and loaded.school is not distinct from other.school"
        row = "other.place - loaded.first_mark + loaded.header_row + 1"
    else:
        held = f"staged.{schema.name}"
        file, row = "staged.file_loaded as loaded on loaded.file = other.file", 'other."row"'
    db.execute(
        "insert into staged.intake_fault by name "
        "select checked.row, '' as column_name, "
        f"case when {is_same} then 'repeated' else 'different' end as fault, {is_same} as is_warning, "
        f"{row} as first_row, loaded.name as first_file, true as is_outside "
        f"from staged.intake_checked as checked "
        f"join {held} as other on other.batch = {batch:d} and {same_key} "
        f"join {file} and loaded.batch = other.batch "
        "where not checked.is_blank and checked.row not in "
        "(select row from staged.intake_fault where not is_warning) "
        "qualify row_number() over (partition by checked.row order by loaded.name, first_row) = 1"
    )


def may_be_empty(schema: Schema, part: str) -> bool:
    """Say whether a row may lack this part of its key, as a contact may lack a subject."""
    return not schema.column(part).required and part not in ("school", "academic_year")


def keep_first(db: duckdb.DuckDBPyConnection, schema: Schema, batch: int) -> None:
    """Keep of several rows of one key in a batch the one of the first file."""
    key = ", ".join(name(part) for part in schema.key)
    db.execute(
        f"delete from staged.{schema.name} where rowid in (select rowid from staged.{schema.name} "
        f"where batch = {batch:d} "
        f"qualify row_number() over (partition by {key} order by file, row) > 1)"
    )


def keep_good_rows(db: duckdb.DuckDBPyConnection, schema: Schema, table: str, batch: int, file: int) -> int:
    """Put the rows without a fault that counts into a staging table; return how many."""
    if schema.name == "attendance":
        number_pupils(db, "intake/marks/note_checked")
        [(before,)] = db.execute(read_query("intake/next_mark").sql).fetchall()
        [(kept,)] = db.execute(read_query("intake/marks/keep_checked").sql, {"batch": batch}).fetchall()
        statements.count_marks(db, before)
        return int(kept)
    columns = ", ".join(name(column.name) for column in schema.columns)
    [(kept,)] = db.execute(
        f'insert into {table} ({columns}, batch, file, "row") select {columns}, {batch:d}, {file:d}, row '
        "from staged.intake_checked where not is_blank and row not in "
        "(select row from staged.intake_fault where not is_warning or fault = 'repeated')"
    ).fetchall()
    return int(kept)


def number_pupils(
    db: duckdb.DuckDBPyConnection, noted: str, values: Mapping[str, object] | None = None
) -> int:
    """Give a number to the pupils that a query notes; return how many had none."""
    db.execute(read_query(noted).sql, {**(values or {})})
    [(new,)] = db.execute(read_query("intake/marks/number_named").sql).fetchall()
    return int(new)
