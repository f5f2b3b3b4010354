"""Figures on the command line: gap, measures, query."""

import json
import math
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import cast

import duckdb
import numpy as np
import pandas as pd

from dashboard.cli.names import day_hint, own_characteristic, own_filters, own_reference
from dashboard.cli.words import DONE, WrongUsage, add_data, data_folder
from dashboard.equity.wording import classes_sentence
from dashboard.explaining import explained, rows_words, tables_of
from dashboard.gaps import GAP_COLUMNS, Filters, by_group
from dashboard.measures import MEASURES, Measure
from dashboard.query import QUERIES, Query, read_query, run
from dashboard.sentences import no_data_sentence
from dashboard.store.macros import MACROS
from dashboard.store.opening import NoSchool, Store
from dashboard.viewer import NotForThisViewer, Viewer

CASTS: dict[str, Callable[[str], object]] = {
    "DATE": date.fromisoformat,
    "INTEGER": int,
    "BIGINT": int,
    "DOUBLE": float,
}


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("measures", help="list the measures")
    command.add_argument("--format", choices=("table", "json"), default="table")
    command.set_defaults(run=run_measures)

    command = commands.add_parser("gap", help="set the groups of a characteristic side by side")
    command.add_argument("measure", metavar="MEASURE", choices=MEASURES)
    command.add_argument("--by", metavar="CHARACTERISTIC", required=True)
    command.add_argument("--reference", metavar="GROUP", help="the group to compare with, by code or label")
    command.add_argument("--subject", metavar="S")
    command.add_argument("--from", dest="from_date", metavar="DATE", type=written_day)
    command.add_argument("--to", dest="to_date", metavar="DATE", type=written_day)
    for option, name, metavar in (
        ("--year-group", "year_groups", "N"),
        ("--school", "schools", "S"),
        ("--group", "groups", '"CHARACTERISTIC: GROUP"'),
    ):
        command.add_argument(option, dest=name, metavar=metavar, nargs="+", action="extend", default=[])
    command.add_argument("--viewer", choices=("leader", "governor"), default="leader")
    command.add_argument(
        "--explain", action="store_true", help="say who is counted, who is not and why, and from which files"
    )
    add_format(command)
    command.set_defaults(run=run_gap)

    command = commands.add_parser("query", help="run one of the query files")
    command.add_argument("name", metavar="NAME", help="its path under queries/, without .sql")
    command.add_argument(
        "--set", dest="values", metavar="NAME=VALUE", action="append", default=[], help="a list by commas"
    )
    add_format(command)
    command.set_defaults(run=run_query)


def written_day(text: str) -> date:
    """Return a day written as 2025-09-01 or 01/09/2025. Raises ArgumentTypeError."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        with suppress(ValueError):
            return datetime.strptime(text, form).date()
    raise ArgumentTypeError(f"{text!r} is not a day. Write it as 2025-09-01.")


def add_format(command: ArgumentParser) -> None:
    """Let a command be told where the data lie and how to print them."""
    add_data(command)
    command.add_argument("--format", choices=("table", "csv", "json"), default="table")


def run_measures(choice: Namespace) -> int:
    """Print what each measure means."""
    names = ["name", "title", "kind", "unit", "good", "area"]
    if choice.format == "json":
        names += ["definition", "source"]
    rows = pd.DataFrame([{name: getattr(entry, name) for name in names} for entry in MEASURES.values()])
    print_rows(rows, choice.format)
    return DONE


def run_gap(choice: Namespace) -> int:
    """Print a measure for each group, and how far each is from the reference. Raises WrongUsage."""
    if choice.from_date and choice.to_date and choice.from_date > choice.to_date:
        raise WrongUsage(f"--from {choice.from_date} lies after --to {choice.to_date}. Swap the two.")
    if choice.explain and choice.viewer != "leader":
        raise WrongUsage("--explain: for leaders only; it says how many pupils have no value.")
    filters: Filters = {
        "from_date": choice.from_date,
        "to_date": choice.to_date,
        "subject": choice.subject,
        "schools": choice.schools,
        "year_groups": choice.year_groups,
        "classes": [],
        "groups": choice.groups,
    }
    store = open_store(choice)
    try:
        by, filters = own_characteristic(store, choice.by), own_filters(store, filters)
        reference = own_reference(store, by, choice.reference)
        rows = by_group(store, cast(Viewer, choice.viewer), choice.measure, by, filters, reference)
    except (ValueError, NotForThisViewer) as error:
        raise WrongUsage(str(error)) from error
    if hint := day_hint(store, filters):
        print(hint, file=sys.stderr)
    if not (rows["pupils"].fillna(0).gt(0) | rows["hidden"]).any():
        print(no_data_sentence(MEASURES[choice.measure]), file=sys.stderr)
    whole_pupils = rows["pupils"].astype("Int64")  # what governors get is rounded, 45.0
    print_rows(rows.assign(pupils=whole_pupils)[list(GAP_COLUMNS)], choice.format)
    if choice.format == "table":
        print_classes(rows, MEASURES[choice.measure])
    if choice.explain:
        print_explanation(store, choice, filters)
    return DONE


def print_classes(rows: pd.DataFrame, measure: Measure) -> None:
    """Print which gaps are between whole classes, and the interval that allows for it; as a rule none is."""
    told = [(row["group"], classes_sentence(row, measure)) for _place, row in rows.iterrows()]
    lines = [f"{group}: {sentence}" for group, sentence in told if sentence]
    print(*["", *lines] if lines else [], sep="\n", end="\n" if lines else "")


def print_explanation(store: Store, choice: Namespace, filters: Filters) -> None:
    """Print what stands behind a gap, where it is read and not parsed: what "Explain this number" says."""
    measure = MEASURES[choice.measure]
    told = explained(store, tables_of(measure.sql), filters, measure.name)
    out = sys.stdout if choice.format == "table" else sys.stderr
    lines = [f"{measure.title}. {measure.definition}", told.counted, *told.left_out]
    lines += [f"Days: {told.first_day} to {told.last_day}."]
    lines += [
        f"{row['file']}, {rows_words(row)}: {row['rows']:,} taken in on {row['imported_on']}, "
        f"import {row['batch']:04}"
        for row in told.files.to_dict("records")
    ]
    lines += ["Where two imports have the same row, the later one counts.", "", measure.sql.strip()]
    print("", *lines, sep="\n", file=out)


def run_query(choice: Namespace) -> int:
    """Print the rows of one query file. Raises WrongUsage."""
    query = known_query(choice.name)
    values = {name: cast_value(query, name, text) for name, text in map(name_and_text, choice.values)}
    blank = dict.fromkeys(query.params)
    try:
        rows = run(open_store(choice).connection(), choice.name, **(blank | values))
    except duckdb.Error as error:
        raise WrongUsage(f"{choice.name}: {error}") from error
    print_rows(rows, choice.format)
    return DONE


def known_query(name: str) -> Query:
    """Return a query that reads: no macro and no step of a build. Raises WrongUsage with those there are."""
    readable = [
        known
        for known in sorted(str(path.relative_to(QUERIES).with_suffix("")) for path in QUERIES.rglob("*.sql"))
        if known not in MACROS
        and known.split("/")[0] not in ("build", "erase", "export", "foreign", "intake", "store")
    ]
    if name not in readable:
        raise WrongUsage(f"Query: found {name!r}. Choose one of {', '.join(readable)}.")
    return read_query(name)


def name_and_text(setting: str) -> tuple[str, str]:
    """Split ``name=value``. Raises WrongUsage."""
    name, equals, text = setting.partition("=")
    if not equals:
        raise WrongUsage(f"--set: found {setting!r}. Write it as name=value.")
    return name, text


def cast_value(query: Query, name: str, text: str) -> object:
    """Return a value in the type that the query's header declares. Raises WrongUsage."""
    types = dict(part.split(" ", 1) for part in query.declared.get("params", "").split(", ") if part)
    if name not in types:
        raise WrongUsage(f"{query.name}: found {name!r}. It takes {', '.join(types) or 'no values'}.")
    if types[name].endswith("[]"):
        return [one.strip() for one in text.split(",") if one.strip()]
    if not text:
        return None
    try:
        return CASTS.get(types[name], str)(text)
    except ValueError:
        raise WrongUsage(f"{name}: found {text!r}, which is not a {types[name].lower()}.") from None


def open_store(choice: Namespace) -> Store:
    """Open the school's data. Raises WrongUsage where there is none."""
    folder = data_folder(choice)
    try:
        store = Store(folder)
    except NoSchool as error:
        raise WrongUsage(str(error)) from error
    if store.is_empty:
        raise WrongUsage(f"{folder}: there are no data yet. Bring some in with: evenhand import FILE...")
    return store


def print_rows(rows: pd.DataFrame, form: str) -> None:
    """Print rows as a table, CSV or JSON; what is not known is empty, or null."""
    if form == "json":
        objects = [
            {name: plain(value) for name, value in row.items()} for row in rows.to_dict(orient="records")
        ]
        print(json.dumps(objects, indent=2, ensure_ascii=False))
    elif form == "csv":
        print(rows.to_csv(index=False), end="")
    elif rows.empty:
        print("No rows.")
    else:
        print(rows.to_string(index=False, na_rep="", float_format="{:.3f}".format))


def plain(value: object) -> object:
    """Return a value as JSON has it: whole numbers without a point, days as text, null for none."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, bool | int | str) else str(value)
