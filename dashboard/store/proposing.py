"""Propose which heading is which column, and say why; nothing is taken without a person's word."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from dashboard.schemas import Column, Schema
from dashboard.store.cells import names_of
from dashboard.store.code_words import as_words
from dashboard.store.findings import HeadingFound, MissingColumn
from dashboard.store.matching import are_names, is_share, plain
from dashboard.store.sheets import SHEET_NAME
from dashboard.store.sniffing import Top
from dashboard.store.staged_tables import codes_of, words_of

SAMPLES = 3
ALIKE = 0.75
BY_VALUES = 0.6
LONGEST_SAMPLE = 40
# Words that many headings share: alone they say nothing of what a column holds.
GENERAL = {"name", "date", "day", "code", "type", "number", "no", "id", "title", "kind"}
SECRET = re.compile(r"pass ?word|pass ?code|\bpin\b")
FEW_SCHOOLS = 0.5
SAID_OF_ALL = {"y", "n", "yes", "no", "true", "false", "t", "f", "1", "0", "-", "*", ":", ".."}
TICKS = {"\u2713", "\u2714", "\u2611", "\u2717", "\u2718", "\u2612"}
DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}( .*)?")


def propose(
    top: Top,
    schema: Schema,
    columns: Mapping[str, str],
    asked: Mapping[str, str | None],
    matched_before: str = "",
) -> tuple[list[HeadingFound], list[MissingColumn]]:
    """Return each heading with its column or a proposal, and the required columns without a heading.

    ``columns`` are those in use (column -> heading), ``asked`` what was said by hand (heading -> column),
    ``matched_before`` says in words that it was taken from an earlier import.
    """
    column_of = {heading: column for column, heading in columns.items()}
    proposals = guesses(top, schema, column_of, asked)
    found = []
    for place, heading in enumerate(top.headings):
        shown = samples(top, place)
        if heading in column_of:
            reason = why(heading, column_of[heading], asked, matched_before)
            found.append(HeadingFound(heading, column_of[heading], shown, reason))
        elif heading in proposals:
            column, reason = proposals[heading]
            found.append(HeadingFound(heading, column, shown, reason, is_sure=False))
        elif heading:
            reason = "left out by hand" if heading in asked else ""
            found.append(HeadingFound(heading, None, shown, reason))
    return found, missing(top, schema, columns, proposals)


def samples(top: Top, place: int) -> list[str]:
    """Return the first different values below a heading; none of what only its owner may know."""
    if SECRET.search(top.headings[place].casefold()):
        return ["not shown"]
    found = list(dict.fromkeys(values_below(top, place)))[:SAMPLES]
    return [value if len(value) <= LONGEST_SAMPLE else f"{value[:LONGEST_SAMPLE]}..." for value in found]


def values_below(top: Top, place: int) -> list[str]:
    """Return all values below a heading that stand in the first rows."""
    cells = (row[place].strip() for row in top.rows if len(row) > place)
    return [cell.removeprefix('="').removesuffix('"') for cell in cells if cell]


def why(heading: str, column: str, asked: Mapping[str, str | None], matched_before: str) -> str:
    """Return why a heading has its column."""
    if asked.get(heading) == column:
        return matched_before or "chosen by hand"
    if plain(heading) == plain(column):
        return "the name of our column"
    return "each sheet is one group" if heading == SHEET_NAME else "another name for this column"


def guesses(
    top: Top, schema: Schema, column_of: Mapping[str, str], asked: Mapping[str, str | None]
) -> dict[str, tuple[str, str]]:
    """Return a proposal for headings that have no column: the column and why, the likeliest first."""
    free = [column for column in schema.columns if column.name not in column_of.values()]
    likely = []
    for place, heading in enumerate(top.headings):
        if heading and heading not in column_of and heading not in asked:
            for column in free:
                score, reason = likeness(heading, values_below(top, place), column)
                if score >= BY_VALUES:
                    likely.append((score, -place, heading, column.name, reason))
    chosen: dict[str, tuple[str, str]] = {}
    for _, _, heading, column_name, reason in sorted(likely, reverse=True):
        if heading not in chosen and column_name not in [each for each, _ in chosen.values()]:
            chosen[heading] = (column_name, reason)
    return chosen


def likeness(heading: str, values: Sequence[str], column: Column) -> tuple[float, str]:
    """Return how likely a heading is a column, and why; 0 for values that it cannot hold."""
    if (values and not may_hold(column, values)) or split(heading) <= GENERAL:
        return 0.0, ""
    if column.name == "free_school_meals" and "ever" in split(heading):
        return 0.0, ""  # in any of six years, which is not now
    if column.kind == "integer" and is_share(heading):
        return 0.0, ""
    names = [column.name, *column.also_called]
    best = max(names, key=lambda name: closeness(heading, name))
    score = closeness(heading, best)
    if score >= ALIKE:
        return score, f'its name is like "{best}"'
    if column.required and values and column.kind in ("code", "date") and not are_digits(values):
        what = "dates" if column.kind == "date" else f"those of {column.name.replace('_', ' ')}"
        return BY_VALUES, f"its values are {what}"
    return 0.0, ""


def are_digits(values: Sequence[str]) -> bool:
    """Say whether values are plain numbers, which could be anything."""
    return all(value.isdigit() for value in values)


def closeness(heading: str, name: str) -> float:
    """Return how alike two names are, between 0 and 1; one that holds all words of the other is close."""
    words, others = split(heading), split(name)
    if words and others and (words <= others or others <= words):
        return 0.8 + 0.1 * min(len(words), len(others)) / max(len(words), len(others))
    return SequenceMatcher(None, plain(heading), plain(name)).ratio()


def split(name: str) -> set[str]:
    """Return the words of a name."""
    return {word for word in re.split(r"[\W_]+", name.casefold()) if word}


def may_hold(column: Column, values: Sequence[str]) -> bool:
    """Say whether values could stand in a column, judged by its kind."""
    if column.name == "school":  # many pupils are of one school
        return len(set(values)) <= max(1, FEW_SCHOOLS * len(values))
    match column.kind:
        case "yes or no":
            known = SAID_OF_ALL | TICKS | {*names_of(column)}
            return all(value.casefold() in known for value in values)
        case "date":
            return all(DAY.fullmatch(value) for value in values)
        case "integer" | "number":
            return all(re.fullmatch(r"[-+]?[\d.,]+%?", value) for value in values)
        case "code":
            known = {code.lower() for code in codes_of(column)} | set(column.means) | set(words_of(column))
            return all({value.lower(), in_words(value)} & known for value in values)
        case _:
            return column.name != "pupil" or not are_names(values)


def in_words(value: str) -> str:
    """Return the words of a value as lists of codes have them; nothing for a number such as -2."""
    return as_words(value) if any(map(str.isalpha, value)) else ""


def missing(
    top: Top, schema: Schema, columns: Mapping[str, str], proposals: Mapping[str, tuple[str, str]]
) -> list[MissingColumn]:
    """Return the required columns that have no heading, with the headings whose values could stand there."""
    used = set(columns.values())
    found = []
    for column in schema.columns:
        if column.required and column.name not in columns:
            likely = [heading for heading, (name, _) in proposals.items() if name == column.name]
            free = [(place, each) for place, each in enumerate(top.headings) if each and each not in used]
            filled = [(values_below(top, place), heading) for place, heading in free]
            could = [heading for values, heading in filled if values and may_hold(column, values)]
            found.append(MissingColumn(column.name, column.about, list(dict.fromkeys([*likely, *could]))[:8]))
    return found
