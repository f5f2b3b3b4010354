"""Write the SQL that reads one cell as the type of its column, and that says what is wrong with it."""

from dashboard.schemas import Column, Schema
from dashboard.store.statements import quoted as name
from dashboard.store.statements import text

IDENTIFIERS = ("pupil", "upn", "former_upn")
LONGEST_TEXT = 500


def is_exact(column: Column) -> bool:
    """Say whether case matters in a column's codes."""
    return column.code_list == "attendance_code"


def is_year(column: Column) -> bool:
    """Say whether a column's codes are year groups, which lists write with the letter of a form: 7R."""
    return column.code_list == "year_group"


def typed(schema: Schema, column: Column) -> str:
    """Return the expression that reads a cell as its type; null where it cannot be read."""
    cell, code_list = name(column.name), text(f"{schema.name}.{column.name}")
    if column.kind == "code":
        code = f"{'exact_code_of' if is_exact(column) else 'code_of'}({code_list}, {cell})"
        return f"coalesce({code}, year_before_letters({cell}))" if is_year(column) else code
    return {
        "text": f"{'identifier_of' if column.name in IDENTIFIERS else 'unguarded'}({cell})",
        "date": f"day_of({cell})",
        "integer": f"integer_of({cell})",
        "number": f"number_of({cell})",
        "academic year": f"academic_year_of({cell})",
        "yes or no": f"yes_or_no_of({cell}, [{', '.join(map(text, names_of(column)))}])",
    }[column.kind]


def names_of(column: Column) -> list[str]:
    """Return the names of a column in small letters: lists of classes write PP below PP for yes."""
    return sorted({each.casefold() for each in (column.name, *column.also_called)})


def cell_fault(column: Column, month_first: bool) -> str:
    """Return the expression that says what is wrong with a cell, or null."""
    cell, value = name(column.name), name(f"read {column.name}")
    when = ["when is_no_row then null"]
    when += [f"when {cell} is null then {text('empty') if column.required else 'null'}"]
    if column.kind in ("integer", "number"):
        fault = text("hidden number" if column.required else "hidden")
        when += [f"when {value} is null and is_hidden({cell}) then {fault}"]
    elif column.kind != "text" and not column.required:
        # A letter could be a code mistyped, so it is never taken for a mark here.
        when += [f"when {value} is null and {cell} in ('*', '-', ':', '..') then 'not given'"]
    if column.kind == "date":
        read = f"{cell}, {value}, {month_first}"
        when += [f"when date_of({read}) is null then date_fault({read})"]
    elif column.kind == "text":
        when += [f"when length({value}) > {LONGEST_TEXT} then 'long'"]
    else:
        if column.kind == "yes or no":
            when += [f"when {value} is null and is_cross({cell}) then 'a cross'"]
        if is_year(column):
            when += [f"when year_before_letters({cell}) = {value} then 'letters'"]
        when += [f"when {value} is null then {text(f'no {column.kind}')}"]
    if column.name in IDENTIFIERS:
        when += [f"when is_rounded({cell}) then 'rounded'"]
    if column.lowest is not None:
        when += [f"when {value} < {column.lowest} then 'low'"]
    if column.highest is not None:
        when += [f"when {value} > {column.highest} then 'high'"]
    return f"case {' '.join(when)} end"
