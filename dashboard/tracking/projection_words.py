"""The words for where a year group will end: counts of pupils first, and "8 in 10" for how sure."""

from math import ceil, floor

import pandas as pd

from dashboard.cards import About
from dashboard.sentences import Row
from dashboard.tracking.endings import EVERYONE, Endings, Stage
from dashboard.tracking.wording import digits, listed, unit
from dashboard.wording import group_noun

SURE = "8 times in 10"
SOURCE = "Results of this school: the year group's own, and those of past year groups with their last ones."
METHOD = (
    "Ridge regression on three results of a pupil: the latest, the mean of those before it, and the "
    "starting point. The line is learnt from past pupils of the school as they stood at this point of their "
    "way; its penalty is the one that projects pupils left out best. No characteristic of a pupil goes in: "
    "two pupils with the same results have the same projection, whatever group they are in. The range of a "
    "group allows for how single pupils end, for how much one year group differs from the next, and for how "
    "past pupils of the same group ended against their projections. In tests on made-up year groups that the "
    "line had not seen, the range held the mean 8 times in 10; one without the differences between year "
    "groups held it 2 to 4 times."
)
ASSUMED = (
    " With fewer than 4 finished year groups their difference cannot be measured: it is taken to be at least "
    "2/19 of the results' spread, which is what 2 points are of Attainment 8."
)
NO_YEAR_GROUPS = (
    "No year group to project: import the pupils file, which says the year group of each pupil, "
    "and results of several years."
)
WOBBLE = "Most of that width is how much one year group differs from the next."
MOSTLY = 0.5


def sentence(found: Endings, stage: Stage, subject: str | None, characteristic: str) -> str:
    """Say where everyone will end, and the group in focus, as counts of pupils where a standard applies."""
    rows = found.rows
    everyone = rows[rows["group"] == EVERYONE].iloc[0]
    who = f"Year {stage.year_group}" + (f" in {subject}" if subject else " in all subjects together")
    end = f"the end of Year {stage.last_year_group}"
    now = "the average now is" if everyone["pupils"] > 1 else "now"
    today = f"{now} {digits(everyone['today'])}"
    said = [f"{who} is heading for {heading_for(everyone, found)} by {end}, {SURE}; {today}."]
    for _, row in rows[rows["is_focus"] & ~rows["small"]].iterrows():
        noun = group_noun(characteristic, str(row["group"]))
        said.append(f"{noun[0].upper()}{noun[1:]}: {heading_for(row, found)}.")
    if shared_part(found) > MOSTLY:
        said.append(WOBBLE)
    return " ".join(said)


def heading_for(row: Row, found: Endings) -> str:
    """Say what a group is heading for: ``163 to 193 of 243 pupils at 4 or above, an average between ...``."""
    mean = f"an average between {digits(row['low'])} and {digits(row['high'])}"
    if found.expected is None:
        return mean
    low, high = floor(row["reach_low"]), ceil(row["reach_high"])
    how_many = f"{low:,} to {high:,}" if low < high else f"{low:,}"
    return f"{how_many} of {row['pupils']:,} pupils at {digits(found.expected)} or above, {mean}"


def shared_part(found: Endings) -> float:
    """Return which part of the variance of everyone's mean is the year groups' own."""
    pupils = float(found.rows["pupils"].iloc[0])
    shared = found.line.shift_of_next
    return shared / (shared + found.line.noise**2 / pupils)


def notes(found: Endings) -> list[str]:
    """Return what a projection rests on, in brief."""
    line, finished = found.line, len(found.finished)
    years = "year group" if finished == 1 else "year groups"
    most = f"{digits(1.28 * line.noise)} {unit(found.scale)}"
    differ = (found.rows["offset"].abs() >= line.noise / 4) & ~found.rows["small"]
    offsets = found.rows.loc[differ, ["group", "offset"]].to_dict("records")
    return [
        f"learnt from {line.pupils:,} pupils of {finished} finished {years} ({listed(found.finished)})",
        f"one pupil in 10 ends more than {most} above the projection, and one in 10 as far below",
        *(
            f"past pupils of {each['group']} ended {moved(each['offset'], found.scale)}: "
            "the range allows for it"
            for each in offsets
        ),
        "pale: fewer than 10 pupils" if found.rows["small"].any() else "",
        f"scale: {found.scale}",
    ]


def moved(offset: float, scale: str) -> str:
    """Say how past pupils ended against their projections."""
    return f"{digits(abs(offset))} {unit(scale)} {'higher' if offset > 0 else 'lower'} than projected"


def table(found: Endings) -> pd.DataFrame:
    """Return the figures behind the chart."""
    rows = found.rows
    columns = {
        "Group": rows["group"],
        "Pupils": rows["pupils"],
        "Average now": rows["today"],
        "Projected average": rows["value"],
        "8 in 10 from": rows["low"],
        "8 in 10 to": rows["high"],
        "95 in 100 from": rows["low_95"],
        "95 in 100 to": rows["high_95"],
    }
    if found.expected is not None:
        standard = f"At {digits(found.expected)} or above"
        columns |= {
            standard: rows["reach"],
            f"{standard}, 8 in 10 from": rows["reach_low"],
            f"{standard}, 8 in 10 to": rows["reach_high"],
        }
    return pd.DataFrame(columns)


def about(found: Endings, stage: Stage, sql: str) -> About:
    """Return the answer to "What is this?"."""
    definition = (
        f"The mean result that each group is heading for at the end of Year {stage.last_year_group}, and how "
        "many of its pupils will reach the expected standard, with the range in which both should lie 8 "
        "times in 10."
    )
    method = METHOD + (ASSUMED if found.line.is_assumed else "")
    return About(definition, SOURCE, sql, stage.as_of, method)
