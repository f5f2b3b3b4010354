"""Read marks straight into their table: the fast way, for files where every line fits at once.

It is taken back, and the file read the careful way, as soon as one line does not fit: the
careful way names every problem.
"""

from typing import Any

import duckdb

from dashboard.query import read_query
from dashboard.store import messages, outside, statements
from dashboard.store.checking import Found, create_intake_macros, cut_off
from dashboard.store.encoding import Text
from dashboard.store.problems import Problem
from dashboard.store.staged_tables import number_pupils
from dashboard.store.understanding import Understood

# Above this many the build finds marks that stand twice, once it has sorted them (build/repeated_marks).
LOOKED_THROUGH = 3_000_000
FIRST_ROWS, EVERY_ROW = 20_000, 1 << 62
NEEDED = ("pupil", "date", "session", "code")
DATE_FORMATS = {"iso": "%Y-%m-%d", "day first": "%d/%m/%Y"}


def fits_the_fast_way(understood: Understood) -> bool:
    """Say whether a file is plain enough to be read straight into its table."""
    text = understood.text
    if understood.table != "attendance":
        return False
    if text is None:
        ours = {*NEEDED, "school"}
        is_ours = all(name == heading for name, heading in understood.columns.items() if name in ours)
        return understood.format == "parquet" and is_ours and {*NEEDED} <= {*understood.columns}
    if not text.is_plain:
        return False
    has_tabs_in_cells = text.has_tabs and understood.delimiter != "\t"
    return not (text.has_controls or text.has_rounded or has_tabs_in_cells)


def load_marks(
    db: duckdb.DuckDBPyConnection,
    understood: Understood,
    batch: int,
    school: str | None,
    judged: outside.Outside | None = None,
) -> Found | None:
    """Load a file of marks; None where a line does not fit, and then nothing is left behind."""
    [(before,)] = db.execute(read_query("intake/next_mark").sql).fetchall()
    try:
        with statements.joins_as_written(db):
            add_marks(db, understood, batch, school, before)
    except duckdb.Error:
        return None
    finally:
        db.execute(read_query("intake/drop_rejects").sql)
    found = account(db, understood, batch, before, judged)
    if not found:
        db.execute(read_query("intake/remove_marks").sql, {"before": before})
        statements.uncount_marks(db, before)
    return found


def add_marks(
    db: duckdb.DuckDBPyConnection, understood: Understood, batch: int, school: str | None, before: int
) -> None:
    """Put the marks of a file into their table, each with its pupil's number. Raises duckdb.Error.

    To look for pupils in the whole of a text takes half as long as to read it: so that is only done where
    the first rows, or in the end a mark without a number, show that some are new.
    """
    number_pupils(db, "intake/marks/note_known")
    source = {"path": str(understood.path), "school": school}
    if understood.text is None:
        number_pupils(db, "intake/marks/note_typed", source)
        db.execute(read_query("intake/add_typed_marks").sql, {**source, "batch": batch})
        return
    said = {**source, **as_written(understood, understood.text)}
    noted = "intake/marks/note_named"
    if number_pupils(db, noted, {**said, "most": FIRST_ROWS}):
        number_pupils(db, noted, {**said, "most": EVERY_ROW})
    db.execute(read_query("intake/add_marks").sql, {**said, "batch": batch})
    [(marks,)] = db.execute(read_query("intake/marks/unnumbered").sql, {"before": before}).fetchall()
    if marks and number_pupils(db, noted, {**said, "most": EVERY_ROW}):
        db.execute(read_query("intake/remove_marks").sql, {"before": before})
        db.execute(read_query("intake/add_marks").sql, {**said, "batch": batch})


def as_written(understood: Understood, text: Text) -> dict[str, Any]:
    """Return how the lines of a text file are to be taken apart."""
    return {
        "columns": cell_types(understood),
        "skip": understood.header_row,
        "delimiter": understood.delimiter,
        "quote": '"' if text.has_quotes else "",
        "date_format": DATE_FORMATS[understood.date_order],
        "is_padded": text.has_padding or text.has_quotes,
    }


def rows_in(db: duckdb.DuckDBPyConnection, understood: Understood) -> int:
    """Return how many rows a file has below its headings."""
    if understood.text:
        return understood.text.lines - understood.header_row
    path = {"path": str(understood.path)}
    [(rows,)] = db.execute(read_query("intake/count_typed").sql, path).fetchall()
    return int(rows)


def cell_types(understood: Understood) -> dict[str, str]:
    """Return the type of every cell of a line, by the name of its column; the SQL sees to those of codes."""
    column_of = {heading: column for column, heading in understood.columns.items()}
    named = [
        column_of.get(heading) or f"ignored {place}" for place, heading in enumerate(understood.headings)
    ]
    return {name: "DATE" if name == "date" else "VARCHAR" for name in named}


def account(
    db: duckdb.DuckDBPyConnection,
    understood: Understood,
    batch: int,
    before: int,
    judged: outside.Outside | None,
) -> Found | None:
    """Account for every line; None where one is missing, incomplete or stands twice."""
    expected = rows_in(db, understood)
    statements.count_marks(db, before)
    [(rows, incomplete, from_date, to_date)] = db.execute(
        read_query("intake/new_marks").sql, {"before": before}
    ).fetchall()
    if rows != expected or rows == 0 or incomplete or from_date.year < 1900 or to_date.year > 2100:
        return None
    if has_odd_names(db, understood.text, before):
        return None
    days = {"before": before, "from_date": from_date, "to_date": to_date}
    if rows <= LOOKED_THROUGH or (judged and judged.is_thorough):
        [(pupils,)] = db.execute(read_query("intake/repeated_marks").sql, days).fetchall()
        if pupils:
            return None
    if judged and outside.stand_twice(db, batch, before, days, judged):
        return None
    file = understood.path.name
    last_row = understood.text.lines if understood.text else 0
    warnings = cut_off(file, last_row) + odd_marks(db, file, before)
    return Found(rows, rows, 0, 0, 0, warnings=warnings, from_date=from_date, to_date=to_date)


def has_odd_names(db: duckdb.DuckDBPyConnection, text: Text | None, before: int) -> bool:
    """Say whether a school or pupil is written in a way that the careful way mends."""
    if text and text.is_ascii and not text.has_quotes:
        [(names,)] = db.execute(read_query("intake/spaced_names").sql, {"before": before}).fetchall()
        if not names:
            return False
    create_intake_macros(db)
    [(names,)] = db.execute(read_query("intake/odd_names").sql, {"before": before}).fetchall()
    return bool(names)


def odd_marks(db: duckdb.DuckDBPyConnection, file: str, before: int) -> list[Problem]:
    """Warn of marks on days without school."""
    odd = db.execute(read_query("intake/odd_marks").sql, {"before": before}).fetchall()
    return [messages.warning(file, "date", fault, rows, None) for fault, rows in odd]
