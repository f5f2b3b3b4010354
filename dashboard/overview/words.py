"""What the overview says of an area, in sentences a leader can repeat. Figures in, words out."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan
from typing import TypeGuard

import pandas as pd

from dashboard.measures import Measure
from dashboard.overview import findings
from dashboard.overview.facts import Area, Row
from dashboard.sentences import as_said, no_data_sentence, rounded, size_as_said, verbs
from dashboard.statistics import Gap, change_between
from dashboard.wording import group_noun, reference_noun

COUNTED = {
    "absence_rate": "sessions missed",
    "at_expected": "pupils at the expected standard",
    "in_support": "pupils in extra support",
}
SHOWN = 3  # more than three of a kind are a list, not a first minute


@dataclass(frozen=True)
class Finding:
    """One thing worth saying, and the gap it is about, for a link."""

    words: str
    characteristic: str
    group: str


def headline(area: Area) -> str:
    """Say the area's figure so that it can be repeated: ``7 in 100 sessions missed``."""
    row = area.now.everyone
    if row is None or (isnan(row["value"]) and not row["hidden"]):
        return no_data_sentence(area.measure)
    if row["hidden"]:
        return "Too few pupils to show."
    share = as_said(row["value"], area.measure)
    if area.measure.kind == "ratio":
        share = f"{rounded(100 * row['value']):.0f} in 100"
    return f"{share} {COUNTED[area.measure.name]}"


def comparisons(area: Area) -> list[str]:
    """Set the figure beside itself a year ago and the country."""
    said = []
    now, before = area.now.everyone, area.before.everyone if area.before else None
    if is_known(now) and is_known(before):
        said.append(since_last_year(now, before, area.measure))
    if is_known(now) and area.national:
        value = as_said(area.national.figure.value, area.measure)
        said.append(f"England, all of {area.national.academic_year}: {value}.")
    return said


def is_known(row: Row | None) -> TypeGuard[Row]:
    """Say whether there is a value that may be shown."""
    return row is not None and not row["hidden"] and not isnan(row["value"])


def since_last_year(now: Row, before: Row, measure: Measure) -> str:
    """Say this year's figure beside last year's by the same day."""
    said = [as_said(row["value"], measure) for row in (now, before)]
    spans = [Gap(row["value"], row["low"], row["high"]) for row in (now, before)]
    change = change_between(*spans)
    if isnan(change.low):
        return f"{said[0]}; this time last year {said[1]}."
    way = "a clear rise" if change.difference > 0 else "a clear fall"
    return f"{said[0]}; this time last year {said[1]}: {way if change.clear else 'no clear change'}."


def compared(row: pd.Series, measure: Measure) -> str:
    """Say how one group fares beside its reference: ``Girls are late more often than boys: ...``."""
    verb = verbs(measure).more if row["difference"] > 0 else verbs(measure).less
    group = group_noun(row["characteristic"], row["group"])
    other = reference_noun(row["characteristic"], row["group"], row["reference"])
    values = (as_said(value, measure) for value in (row["value"], row["value"] - row["difference"]))
    return f"{group[0].upper()}{group[1:]} {verb} {other}: {' against '.join(values)}"


def widest(area: Area) -> list[Finding]:
    """Say the widest gaps that chance does not explain, the widest first."""
    return list(said(findings.losing_out(area.now.groups, area.measure), area.measure))


def strengths(area: Area) -> list[Finding]:
    """Say who fares better than is usual, and which gaps have closed or narrowed."""
    ahead = said(findings.doing_well(area.now.groups, area.measure), area.measure)
    moved = changes_in_gaps(area)
    good = moved[moved["narrowed"] & moved["was_behind"]]
    return [*moved_said(good, area.measure), *ahead][:SHOWN]


def setbacks(area: Area) -> list[Finding]:
    """Say which gaps have widened."""
    moved = changes_in_gaps(area)
    return list(moved_said(moved[~moved["narrowed"]], area.measure))


def changes_in_gaps(area: Area) -> pd.DataFrame:
    """Return the gaps that moved beyond chance since a year ago; none where there is no year ago."""
    before = area.before.groups if area.before else area.now.groups.iloc[:0]
    return findings.moved(before, area.now.groups, area.measure)


def said(rows: pd.DataFrame, measure: Measure) -> Iterator[Finding]:
    """Say the first few gaps."""
    for _place, row in rows.head(SHOWN).iterrows():
        yield Finding(f"{compared(row, measure)}.", row["characteristic"], row["group"])


def moved_said(rows: pd.DataFrame, measure: Measure) -> Iterator[Finding]:
    """Say the first few gaps that moved."""
    for (_place, row), closed in zip(rows.head(SHOWN).iterrows(), findings.closed(rows), strict=False):
        group = group_noun(row["characteristic"], row["group"])
        how = "closed" if closed else "narrowed" if row["narrowed"] else "widened"
        sizes = [size_as_said(row[name], measure) for name in ("difference", "difference_before")]
        yield Finding(
            f"{measure.title}: the gap for {group} has {how}: {sizes[0]}, this time last year {sizes[1]}.",
            row["characteristic"],
            row["group"],
        )


METHOD = (
    "Every group of every characteristic is compared with its reference group. Of many comparisons some "
    "look wide by chance, so a gap is named only when it stands after Holm's correction for all of them: "
    "in 19 schools of 20 without any gap, none is named. Groups of fewer than 10 pupils are not named, nor "
    "prior attainment where attainment is measured. A change since last year is named by the same rule; "
    "last year ends on the same day as this one."
)


def no_gap(area: Area) -> str:
    """Say that no gap is beyond chance, and how many were looked at."""
    if not is_known(area.now.everyone):
        return ""
    number = len(findings.comparable(area.now.groups, area.measure))
    if number == 0:
        return "No two groups are large enough to compare."
    return f"No gap that chance does not explain, among {number} compared."


def notes(area: Area) -> list[str]:
    """Say how many pupils the figure rests on, how sure it is, and what was compared."""
    row = area.now.everyone
    if not is_known(row):
        return []
    number = len(findings.comparable(area.now.groups, area.measure))
    said = [pupils_counted(row["pupils"])]
    if not isnan(row["low"]):
        said.append("between " + " and ".join(as_said(row[end], area.measure) for end in ("low", "high")))
    return [*said, f"{number} gaps compared", "the line takes all dates"]


def pupils_counted(pupils: float) -> str:
    """Write how many pupils, or that there are too few to show."""
    return "too few pupils to show" if isnan(pupils) else f"{pupils:,.0f} pupils"


def as_table(area: Area) -> pd.DataFrame:
    """Return the terms behind the figure, as a table."""
    columns = {"period": "Term", "pupils": "Pupils", "value": area.measure.title, "low": "From", "high": "To"}
    return area.terms.loc[~area.terms["hidden"].astype(bool), [*columns]].rename(columns=columns)
