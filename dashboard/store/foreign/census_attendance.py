"""Make totals of sessions out of the blocks of attendance of a census."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dashboard.store.foreign.census_days import LAST_TERM, SUMMER_SECOND_HALF, WHOLE_YEAR, Days
from dashboard.store.foreign.shape import SOURCE_PLACE
from dashboard.store.foreign.xml_codes import attendance_codes
from dashboard.store.foreign.xml_records import Record, counted, number_in_words, of_group, said_of
from dashboard.store.foreign.xml_writing import Row, number_of, place
from dashboard.store.problems import Problem

BLOCKS = (LAST_TERM, SUMMER_SECOND_HALF, WHOLE_YEAR)
REASON = "SessionDetail"
GROUPS = (*BLOCKS, REASON)


@dataclass
class Heard:
    """What is to be said about the totals of a file."""

    unknown_reasons: Counter[str] = field(default_factory=Counter)
    no_period: Counter[str] = field(default_factory=Counter)
    untold: int = 0
    summed: int = 0
    disagree: int = 0


def rows(file: str, pupils: Sequence[list[Record]], days: Days) -> tuple[list[Row], list[Problem]]:
    """Return a row for every block of attendance whose days are known."""
    blocks = [(records, block) for records in pupils for block in of_group(records, *BLOCKS)]
    if not blocks:
        return [], []
    if days.periods is None:
        return [], [no_days(file, len(blocks))]
    heard = Heard()
    are_absences_told = any(
        "authorised" in record.values or "reason" in record.values for each in pupils for record in each
    )
    made = [total(records, block, days, heard, are_absences_told) for records, block in blocks]
    return [row for row in made if row], about(file, days, heard)


def total(
    records: list[Record], block: Record, days: Days, heard: Heard, are_absences_told: bool
) -> Row | None:
    """Return one block of attendance as a row, or nothing where it cannot be told what it says."""
    if not days.periods or block.group not in days.periods:
        heard.no_period[block.group] += 1
        return None
    if not are_absences_told:
        heard.untold += 1
        return None
    details = [record for record in of_group(records, REASON) if record.within is block]
    authorised, unauthorised = absences(block, details, heard)
    first, last = days.periods[block.group]
    return {
        SOURCE_PLACE: place(block),
        "pupil": number_of(records[0]),
        "from_date": first.isoformat(),
        "to_date": last.isoformat(),
        "possible": block.get("possible"),
        "authorised": authorised,
        "unauthorised": unauthorised,
    }


def absences(block: Record, details: Sequence[Record], heard: Heard) -> tuple[str, str]:
    """Return the sessions missed with and without leave: as stated, or else summed from the reasons.

    A reason without sessions is left out of a census, so no reason at all is no absence. An unknown reason
    leaves both empty, for the check to refuse the row: it is not guessed what it counts as.
    """
    codes, sums, is_unknown = attendance_codes(), {True: 0, False: 0}, False
    for detail in details:
        code, sessions = detail.get("reason"), detail.get("sessions")
        if code not in codes or not sessions.isdigit():
            heard.unknown_reasons[code[:12] if code not in codes else f"{code} without a number"] += 1
            is_unknown = True
        elif codes[code].absent:
            sums[codes[code].authorised] += int(sessions)
    stated = block.get("authorised"), block.get("unauthorised")
    summed = ("", "") if is_unknown else (str(sums[True]), str(sums[False]))
    if not any(stated):
        heard.summed += 1
        return summed
    if details and not is_unknown and tuple(each or "0" for each in stated) != summed:
        heard.disagree += 1
    return stated[0] or "0", stated[1] or "0"


def no_days(file: str, blocks: int) -> Problem:
    """Say that nobody knows over which days sessions were counted."""
    found = f"it does not say of which census it is, so the days of its {blocks:,} totals are not known"
    remedy = "Export the whole return, with its header, or say the census day (census_date) by hand."
    return said_of(file, found, remedy, "NO_CENSUS_DAY", blocks)


def about(file: str, days: Days, heard: Heard) -> list[Problem]:
    """Say over which days sessions were counted, and what does not agree."""
    said = []
    for block, (first, last) in (days.periods or {}).items():
        found = f"the sessions in {block} are taken to be from {first.isoformat()} to {last.isoformat()}"
        said.append(said_of(file, found, "A census counts one term in arrears.", "CENSUS_PERIOD"))
    for block, blocks in heard.no_period.items():
        found = f"{number_in_words(blocks, 'total')} in {block} not read: this census counts no such days"
        said.append(said_of(file, found, "Check the census day.", "NO_PERIOD", blocks))
    if heard.untold:
        found = f"{number_in_words(heard.untold, 'total')} not read, for no pupil's absences are told"
        said.append(said_of(file, found, "Export the absences too.", "NO_ABSENCES", heard.untold))
    if heard.summed:
        found = f"the absences of {number_in_words(heard.summed, 'total')} are summed from the reasons given"
        said.append(said_of(file, found, "No reason counts as no absence.", "SUMMED_REASONS", heard.summed))
    if heard.disagree:
        found = f"in {number_in_words(heard.disagree, 'total')} the absences are not the sum of the reasons"
        said.append(said_of(file, found, "The totals stated count.", "REASONS_DISAGREE", heard.disagree))
    if heard.unknown_reasons:
        found = f"reasons that are no attendance code: {counted(heard.unknown_reasons)}"
        rows_of = heard.unknown_reasons.total()
        said.append(said_of(file, found, "Correct them at their source.", "UNKNOWN_REASONS", rows_of))
    return said
