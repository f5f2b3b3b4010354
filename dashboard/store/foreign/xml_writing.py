"""Write rows as an import file, and tell what both kinds of XML tell alike: FSM, language, the school."""

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.schemas import SCHEMAS
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.foreign.xml_records import Record, number_in_words, said_of
from dashboard.store.problems import Problem, quoted

Row = dict[str, str]
ENGLISH = ("ENG", "ENB")
NOT_TOLD = ("OTB", "REF", "NOT")
YES_NO = {
    "service_child": {"Y": "Y", "N": "N", "U": "", "R": ""},
    "young_carer": {"P": "Y", "S": "Y", "N": "N"},
    "truth": {"true": "Y", "1": "Y", "false": "N", "0": "N"},
}


def write_table(into: Path, table: str, rows: Sequence[Row], school: str = "") -> list[Path]:
    """Write rows as ``<table>.csv`` with the columns that any row fills or the table needs; [] for none."""
    if not rows:
        return []
    filled = {name for row in rows for name, value in row.items() if value}
    columns = [column.name for column in SCHEMAS[table].columns if column.required or column.name in filled]
    if school:
        columns = ["school", *columns]
        rows = [{**row, "school": school} for row in rows]
    path = into / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([SOURCE_PLACE, *columns])
        writer.writerows([[row.get(name, "") for name in (SOURCE_PLACE, *columns)] for row in rows])
    return [path]


def place(record: Record) -> str:
    """Say where in its file a record begins: some files are all in one line."""
    return f"pupil {record.number} (line {record.line})"


def pupils_in(*tables: Sequence[Row]) -> set[int]:
    """Return the numbers in the file of the pupils of whom there is any row."""
    return {int(row[SOURCE_PLACE].split()[1]) for rows in tables for row in rows}


def is_elsewhere(record: Record, header: Record) -> bool:
    """Return whether a record names a school other than the one the file comes from."""
    own, its = ((each.get("lea"), each.get("estab")) for each in (header, record))
    return all(own) and all(its) and own != its


def day(text: str) -> date | None:
    """Read a date as XML writes it, or nothing."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def number_of(pupil: Record) -> str:
    """Return the school's own number for a pupil, or else the UPN."""
    return pupil.get("own_number") or pupil.get("upn")


def covers(period: Record, on: date) -> bool:
    """Return whether a period holds a day; one without an end goes on."""
    start, end = day(period.get("from_date")), day(period.get("to_date"))
    return start is not None and start <= on and (end is None or end >= on)


def meals(periods: Sequence[Record], on: date | None, is_told: bool) -> str:
    """Return whether one of the periods of free meals holds the day; nothing where no pupil has one."""
    if on is None or not is_told:
        return ""
    return "Y" if any(covers(period, on) for period in periods) else "N"


def additional_language(language: str) -> str:
    """Return whether a first language other than English is known, or nothing where it is not."""
    if not language or language.upper() in NOT_TOLD:
        return ""
    return "N" if language.upper() in ENGLISH else "Y"


def answer(kind: str, text: str) -> str:
    """Return yes, no or nothing for a code of this kind; any other text as it stands."""
    return YES_NO[kind].get(text.upper() if kind != "truth" else text.lower(), text)


def need_of(needs: Iterable[Record]) -> str:
    """Return the type of need that ranks first."""
    ranked = sorted((need for need in needs if need.get("need")), key=lambda need: need.get("rank") or "9")
    return ranked[0].get("need") if ranked else ""


def not_kept(
    file: str, pupils: Sequence[Sequence[Record]], on: date | None, dated: Sequence[str]
) -> list[Problem]:
    """Say of what only the state on one day is kept."""
    said = []
    periods = sum(record.group in dated for records in pupils for record in records)
    if periods and on:
        found = f"{number_in_words(periods, 'period')} of free meals and SEN read as on {on.isoformat()}"
        remedy = "A pupil has one of each in an academic year: the dates themselves are not kept."
        said.append(said_of(file, found, remedy, "DATED_PERIODS", periods))
    return said


def school_of(file: str, header: Record, said: Mapping[str, Any]) -> tuple[str, list[Problem]]:
    """Return the school to be written in every row, mostly none, and what to say about it.

    The name in the file is not trusted to be the one the school is known by here: one school would turn
    into two. It is written where a person says so, or where a school of this very name is known.
    """
    name = header.get("school_name")
    number = "/".join(part for part in (header.get("lea"), header.get("estab")) if re.match(r"\w+$", part))
    if said.get("school"):
        return str(said["school"]), []
    for known in said.get("schools") or ():
        if name and known.casefold() == name.casefold():
            return known, []
    if not (name or number):
        return "", []
    named = " ".join(part for part in (quoted(name) if name else "", number and f"({number})") if part)
    found = f"it says it comes from {named}; its pupils, marks and results are put into the school known here"
    remedy = "If that is another school's file and not meant to be here, take this import back."
    return "", [said_of(file, found, remedy, "WHOSE_SCHOOL")]
