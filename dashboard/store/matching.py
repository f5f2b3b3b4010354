"""Match the headings of a file to the columns of a schema, and a file to its schema."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.schemas import SCHEMAS, Schema
from dashboard.schemas.people import WHOLE_NAMES
from dashboard.store.foreign.grids_days import heading_of
from dashboard.store.problems import Unreadable, listed, quoted

Mapped = Mapping[str, Any]
EXACT = 0.5
IN_SUPPORT = "intervention_pupils"
# Headings of the open data on schools, areas and years.
PUBLISHED = {
    "timeperiod",
    "geographiclevel",
    "rectype",
    "laestab",
    "schname",
    "urn",
    "lacode",
    "countrycode",
    "lea",
}
TWO_WORDS = re.compile(r"[^\W\d_]\W*[\s,]\W*[^\W\d_]")


@dataclass(frozen=True)
class Match:
    """One schema set beside the headings: which heading each column has, which columns lack one."""

    schema: Schema
    columns: dict[str, str]
    missing: list[str]

    @property
    def score(self) -> float:
        """Return how well they fit: a point a column, and half a point more where the name is ours."""
        exact = sum(plain(name) == plain(heading) for name, heading in self.columns.items())
        return len(self.columns) + EXACT * exact


@lru_cache(4096)
def plain(heading: str) -> str:
    """Return a heading without case, spaces, underscores or punctuation."""
    return re.sub(r"[\W_]+", "", heading).casefold() or heading.strip().casefold()


def match(headings: list[str], schema: Schema, given: Mapping[str, str | None]) -> Match:
    """Match headings to one schema; ``given`` says by hand which heading is which column, or none."""
    free = {plain(heading): heading for heading in reversed(headings) if heading and heading not in given}
    columns = {column: heading for heading, column in given.items() if column}
    for column in schema.columns:
        names = (plain(name) for name in (column.name, *column.also_called))
        found = next((free[name] for name in names if name in free), None)
        if found and column.kind == "integer" and is_share(found):
            continue
        if found and column.name not in columns:
            columns[column.name] = found
            del free[plain(found)]
    ordered = {column.name: columns[column.name] for column in schema.columns if column.name in columns}
    missing = [column.name for column in schema.columns if column.required and column.name not in columns]
    return Match(schema, ordered, missing)


def is_share(heading: str) -> bool:
    """Say whether a heading is of percentages, which are no sessions, however it is called otherwise."""
    return "%" in heading or re.search(r"\bper ?cent|\brate\b", heading.casefold()) is not None


def best_match(file: str, headings: list[str], table: str | None, mapping: Mapped | None) -> Match:
    """Return the schema that a file's headings fit. Raises Unreadable where none or several do."""
    given, table = asked(file, table, mapping)
    candidates = [match(headings, SCHEMAS[table], given)] if table else matches(headings, given)
    fitting = [candidate for candidate in candidates if not candidate.missing]
    if IN_SUPPORT in [candidate.schema.name for candidate in fitting]:
        # The start of an intervention is not the day on which its pupils joined the school.
        fitting = [candidate for candidate in fitting if candidate.schema.name != "pupils"]
    if not fitting:
        raise no_match(file, headings, candidates)
    best, *others = sorted(fitting, key=lambda candidate: -candidate.score)
    if not table and any(is_rather(candidate, best) for candidate in candidates):
        raise no_match(file, headings, [each for each in candidates if each.missing])
    if others and others[0].score == best.score:
        names = " or ".join(sorted([best.schema.name, others[0].schema.name]))
        raise Unreadable(file, f"it could be {names}", "Say which with --as.", "WHICH_TABLE")
    check_given(file, headings, best.schema, given)
    check_headings(file, headings, best.columns)
    return best


def has_whole_names(columns: Mapping[str, str]) -> bool:
    """Say whether a column of pupils holds their whole names: "Example, Ada"."""
    return "forename" not in columns and plain(columns.get("surname", "")) in map(plain, WHOLE_NAMES)


def are_names(cells: Sequence[str]) -> bool:
    """Say whether cells are the names of people rather than their numbers: two words each, and no digit."""
    return bool(cells) and all(TWO_WORDS.search(cell) and not any(map(str.isdigit, cell)) for cell in cells)


def is_rather(other: Match, best: Match) -> bool:
    """Say whether headings that fit a table lack less of another than they leave out for this one.

    Results without a kind have a scale: they are no list of scales.
    """
    return bool(other.missing) and len(other.columns) - len(other.missing) > len(best.columns)


def asked(file: str, table: str | None, mapping: Mapped | None) -> tuple[dict[str, str | None], str | None]:
    """Return what was said by hand: heading -> column, and the table. Raises Unreadable for nonsense."""
    said = mapping or {}
    given, table = said.get("columns", {}), table or said.get("table")
    if table is not None and table not in SCHEMAS:
        found = f"there is no table {quoted(str(table))}"
        raise Unreadable(file, found, f"Choose from {listed(list(SCHEMAS), 20)}.", "UNKNOWN_TABLE")
    if not isinstance(given, Mapping) or set(said) - {"table", "columns"}:
        shape = '{"table": "results", "columns": {"Their heading": "our column"}}'
        raise Unreadable(file, "its mapping cannot be read", f"Write it as {shape}.", "BAD_MAPPING")
    return dict(given), table


def matches(headings: list[str], given: Mapping[str, str | None]) -> list[Match]:
    """Match headings to every schema that has the columns named by hand."""
    named = {column for column in given.values() if column}
    schemas = [schema for schema in SCHEMAS.values() if named <= {column.name for column in schema.columns}]
    return [match(headings, schema, given) for schema in schemas]


def no_match(file: str, headings: list[str], candidates: list[Match]) -> Unreadable:
    """Say which columns the nearest schema lacks."""
    if not candidates:
        return Unreadable(
            file, "the mapping names columns that no one file has", "Name its table.", "BAD_MAPPING"
        )
    if len(PUBLISHED & set(map(plain, headings))) > 1:
        found = "it holds published figures of schools or areas, and no row of a pupil"
        remedy = "Take it away: what is read here are a school's own pupils, marks and results, a row each."
        return Unreadable(file, found, remedy, "PUBLISHED_FIGURES")
    if sum(heading_of(heading) is not None for heading in headings) > 1:
        found = "its headings name days, but what stands below them are no marks of a register"
        remedy = "Export it with the codes of the register, as / and L: one a session, or two a day."
        return Unreadable(file, found, remedy, "DAYS_WITHOUT_MARKS")
    near = [candidate for candidate in candidates if candidate.columns]
    shown = listed([quoted(heading) for heading in headings if heading])
    if not near:
        found = f"none of its headings is known ({shown})"
        remedy = "See evenhand template for the headings of each file, or say with --mapping which is which."
        return Unreadable(file, found, remedy, "NO_KNOWN_COLUMNS")
    nearest = max(near, key=lambda candidate: (candidate.score - len(candidate.missing), candidate.score))
    found = (
        f"as {nearest.schema.name} it has no column for {listed(nearest.missing)}; its headings are {shown}"
    )
    remedy = "Rename the headings, or say with --mapping which heading is which column."
    error = Unreadable(file, found, remedy, "MISSING_COLUMNS")
    error.table = nearest.schema.name
    return error


def check_given(file: str, headings: list[str], schema: Schema, given: Mapping[str, str | None]) -> None:
    """Check what was mapped by hand. Raises Unreadable for a heading or a column that does not exist."""
    known = [column.name for column in schema.columns]
    columns = [column for column in given.values() if column]
    for what, names, those in (("heading", given, headings), ("column", columns, known)):
        if strange := [name for name in names if name not in those]:
            found = f"the mapping names a {what} {quoted(strange[0])} that is not there"
            raise Unreadable(file, found, f"Choose from {listed(those, 40)}.", "BAD_MAPPING")
    if len(set(columns)) < len(columns):
        found = "the mapping gives two headings for one column"
        raise Unreadable(file, found, "Leave one of them out.", "BAD_MAPPING")


def check_headings(file: str, headings: list[str], columns: Mapping[str, str]) -> None:
    """Check that no heading which is read stands twice. Raises Unreadable."""
    read, seen = set(map(plain, columns.values())), set[str]()
    for heading in headings:
        if heading and plain(heading) in seen and plain(heading) in read:
            found = f"the heading {quoted(heading)} stands in it twice"
            raise Unreadable(file, found, "Rename or delete one of the two columns.", "DUPLICATE_HEADERS")
        seen.add(plain(heading))


def read_mapping(path: Path) -> dict[str, Any]:
    """Read a mapping that was written by hand as JSON. Raises Unreadable where it is not that."""
    shape = '{"table": "results", "columns": {"Their heading": "our column"}}'
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(
            path.name, "its mapping cannot be read", f"Write it as {shape}.", "BAD_MAPPING"
        ) from error
    if not isinstance(said, dict):
        raise Unreadable(path.name, "its mapping cannot be read", f"Write it as {shape}.", "BAD_MAPPING")
    return said
