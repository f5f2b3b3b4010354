"""What the overview says of an area, in sentences a leader can repeat. Figures in, words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan
from typing import TypeGuard

from dashboard.measures import Measure
from dashboard.overview import findings
from dashboard.overview.facts import Area, Past
from dashboard.overview.findings import Row
from dashboard.sentences import as_said, between, moved_by, rounded, rounding_noted, size_as_said, verbs
from dashboard.statistics import Gap, change_between
from dashboard.wording import BROUGHT_BY, group_noun, reference_noun

COUNTED = {
    "absence_rate": "sessions missed",
    "at_expected": "pupils at the expected standard",
    "in_support": "pupils in extra support",
}
AREA_DATA = {"attendance": "attendance", "attainment": "results", "support": "support"}
NOT_HERE = "No {} in these days for this choice: choose other days or pupils above, or import {}."
OF_PUPILS = {"none": "no"}
SHOWN = 3  # more than three of a kind are a list, not a first minute
METHOD = (
    "Every group of every characteristic is compared with its reference group. Of many comparisons some "
    "look wide by chance, so a gap is named only when it stands after Holm's correction for all of them: "
    "in 19 schools of 20 without any gap, none is named. Averages that are shown without an interval are "
    "not corrected: there a gap is named when it is clear by itself. Groups of fewer than 10 pupils are "
    "not named, nor single SEN needs, nor prior attainment where attainment is measured. A change since an "
    "earlier year is named by the same rule; the earlier year ends on the same day as this one."
)


@dataclass(frozen=True)
class Finding:
    """One thing worth saying, and the gap it is about, for a link. ``brief`` says it in a few words."""

    words: str
    brief: str
    measure: str
    characteristic: str
    group: str


def headline(area: Area) -> str:
    """Say the area's figure so that it can be repeated: ``7 in 100 sessions missed``."""
    row, measure = area.now.everyone, area.measure
    if row is not None and row["hidden"]:
        return "Too few pupils to show."
    if not is_known(row):
        return NOT_HERE.format(
            AREA_DATA[measure.area], BROUGHT_BY.get(measure.name) or BROUGHT_BY[measure.area]
        )
    share = (
        f"{rounded(100 * row['value']):.0f} in 100"
        if measure.kind == "ratio"
        else as_said(row["value"], measure)
    )
    return f"{_capital(OF_PUPILS.get(share, share))} {COUNTED[measure.name]}"


def is_known(row: Row | None) -> TypeGuard[Row]:
    """Say whether there is a value that may be shown."""
    return row is not None and not row["hidden"] and not isnan(row["value"])


def beside_country(area: Area) -> str:
    """Set the figure beside the country's."""
    if not is_known(area.now.everyone) or area.national is None:
        return ""
    value = as_said(area.national.figure.value, area.measure)
    return f"England, all of {area.national.academic_year}: {value}."


def since_last_year(past: Past) -> str:
    """Set the figure beside last year's by the same day; nothing where there is no last year."""
    measure, now = past.measure, past.now.everyone
    when, _, window = past.before[0] if past.before else ("", None, past.now)
    before = window.everyone
    if not (when and is_known(now) and is_known(before)):
        return ""
    said = f"{as_said(now['value'], measure)}; " if measure.kind == "ratio" else ""
    said = _capital(f"{said}{when} {as_said(before['value'], measure)}")
    change = change_between(*(Gap(row["value"], row["low"], row["high"]) for row in (now, before)))
    if isnan(change.low):
        return f"{said}."
    way = "a clear rise" if change.difference > 0 else "a clear fall"
    return f"{said}: {way if change.clear else 'no clear change'}."


def widest(area: Area) -> list[Finding]:
    """Say the widest gaps that chance does not explain, the widest first."""
    sure = findings.beyond_chance(area.now.groups, area.measure)
    return [compared(row, area.measure) for row in findings.losing_out(sure, area.measure)[:SHOWN]]


def strengths(pasts: Sequence[Past]) -> list[Finding]:
    """Say which gaps have closed or narrowed, and which groups that often lose out fare better."""
    found = [movement(row, when, past.measure) for past in pasts for row, when in narrowed(past)]
    for past in pasts:
        sure = findings.beyond_chance(past.now.groups, past.measure)
        found += [compared(row, past.measure) for row in findings.doing_well(sure, past.measure)]
    return found[:SHOWN]


def setbacks(pasts: Sequence[Past]) -> list[Finding]:
    """Say which gaps have widened to the group's harm."""
    return [movement(row, when, past.measure) for past in pasts for row, when in widened(past)][:SHOWN]


def narrowed(past: Past) -> list[tuple[Row, str]]:
    """Return the gaps to a group's harm that narrowed."""
    return [
        (row, when)
        for row, when in changes(past)
        if findings.has_narrowed(row) and findings.is_behind(row["difference_before"], past.measure)
    ]


def widened(past: Past) -> list[tuple[Row, str]]:
    """Return the gaps to a group's harm that widened."""
    return [
        (row, when)
        for row, when in changes(past)
        if not findings.has_narrowed(row) and findings.is_behind(row["difference"], past.measure)
    ]


def changes(past: Past) -> list[tuple[Row, str]]:
    """Return the gaps that moved beyond chance, each once: since last year, or else since two years ago.

    Where the way of counting has changed in between, the two years do not compare.
    """
    found: dict[tuple[str, str], tuple[Row, str]] = {}
    for when, since, before in past.before:
        for row in findings.moved(before.groups, past.now.groups, past.measure):
            if not past.is_broken(row, since):
                found.setdefault((row["characteristic"], row["code"]), (row, when))
    return list(found.values())


def compared(row: Row, measure: Measure) -> Finding:
    """Say how one group fares beside its reference, how sure that is, and of how many pupils it is said."""
    verb = verbs(measure).more if row["difference"] > 0 else verbs(measure).less
    group = group_noun(row["characteristic"], row["group"])
    other = reference_noun(row["characteristic"], row["group"], row["reference"])
    values = row["value"], row["value"] - row["difference"]
    own, others = (as_said(value, measure) for value in values)
    what = "difference" if measure.good == "neither" else "gap"  # more help for some is nobody's loss
    gap = f"A {what} of {size_as_said(row['difference'], measure)}{between(row, measure)}"
    of_pupils = "" if isnan(row["pupils"]) else f", {row['pupils']:,.0f} pupils"
    words = f"{_capital(group)} {verb} {other}: {own} against {others}. {gap}{of_pupils}."
    words = " ".join([words, *rounding_noted(*values, row["difference"], measure)])
    return Finding(words, f"{group} ({own})", measure.name, row["characteristic"], row["group"])


def movement(row: Row, when: str, measure: Measure) -> Finding:
    """Say how a gap has moved, how sure that is, and of how many pupils it is said."""
    group = group_noun(row["characteristic"], row["group"])
    how = "narrowed" if findings.has_narrowed(row) else "widened"
    how = "closed" if findings.has_closed(row) else how
    gaps = row["difference"], row["difference_before"]
    now, before = (size_as_said(each, measure) for each in gaps)
    before += " the other way" if gaps[0] * gaps[1] < 0 else ""
    moved = moved_by(Gap(*(row[name] for name in findings.CHANGE)), row["pupils"], measure)
    words = f"{measure.title}: the gap for {group} has {how}: {now}, {when} {before}. {moved}"
    words = " ".join([words, *rounding_noted(*gaps, row["change"], measure)])
    return Finding(words, group, measure.name, row["characteristic"], row["group"])


def no_gap(area: Area) -> str:
    """Say that no gap is beyond chance, and how many were looked at; nothing where there are no data."""
    if not is_known(area.now.everyone):
        return ""
    number = len(findings.comparable(area.now.groups, area.measure))
    if number == 0:
        return "No two groups are large enough to compare."
    return f"No gap that chance does not explain, of {number} compared."


def notes(area: Area) -> list[str]:
    """Say how many pupils the figure rests on, how sure it is, and how many gaps were looked at."""
    row = area.now.everyone
    if not is_known(row):
        return []
    number = len(findings.comparable(area.now.groups, area.measure))
    said = ["too few pupils to show" if isnan(row["pupils"]) else f"{row['pupils']:,.0f} pupils"]
    if not isnan(row["low"]):
        said.append("between " + " and ".join(as_said(row[end], area.measure) for end in ("low", "high")))
    return [*said, f"{number} gaps compared", "the line takes all dates"]


def term_rows(area: Area) -> list[Row]:
    """Return the terms behind the figure, as a table's rows."""
    names = {"period": "Term", "pupils": "Pupils", "value": area.measure.title, "low": "From", "high": "To"}
    return [{said: term[name] for name, said in names.items()} for term in area.terms if not term["hidden"]]


def _capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[0].upper() + text[1:]
