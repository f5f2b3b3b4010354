"""What the equity page says beside its figures, where ``dashboard.sentences`` has no words for it."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.sentences import Row, as_said, between, change_words, digits, size_as_said, so_far
from dashboard.statistics import Gap
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun

if TYPE_CHECKING:
    from dashboard.measures import Measure

NO_GROUP = "No group here has enough pupils to compare. Choose more years, or another characteristic."
LONGEST_LABEL = 14
NO_EARLIER = "There is no earlier one to compare with."
RARE = 0.05  # levels this far apart by chance alone in fewer than 1 of 20 schools are called different
INTERVALS = {
    "proportion": "The line through each dot is a 95% interval: Wilson's for a group, Newcombe's for a gap.",
    "ratio": "The line through each dot is a 95% interval in which each pupil's sessions hang together.",
    "mean": "The line through each dot is a 95% interval: Student's t for a group, Welch's for a gap.",
}


def gap_label(difference: float, measure: "Measure") -> str:
    """Say a gap in two words, for a mark: ``17 more``, ``3 fewer``, ``0.4 lower``, ``0``."""
    number = digits(abs(difference), measure)
    if float(number.replace(",", "")) == 0:
        return "0"
    more, fewer = ("more", "fewer") if measure.kind == "proportion" else ("higher", "lower")
    return f"{number} {more if difference > 0 else fewer}"


def value_label(value: float, measure: "Measure") -> str:
    """Say a value at its mark, where long words would be cut off: ``17 in 100``, ``-0.1``."""
    words = as_said(value, measure)
    return words if len(words) <= LONGEST_LABEL else digits(value, measure)


def unit_words(measure: "Measure") -> str:
    """Say what the numbers of a gap count: ``in 100 pupils``, ``in 100 sessions``, ``points``."""
    return {"proportion": "in 100 pupils", "ratio": "in 100 sessions"}.get(measure.kind, measure.unit)


def gap_of(row: Row) -> Gap:
    """Return a row's difference with its interval."""
    return Gap(row["difference"], row["difference_low"], row["difference_high"])


def classes_sentence(row: Row, measure: "Measure") -> str:
    """Say that whole classes are in one group, and what that leaves of the gap; nothing where none are."""
    taught_in = row.get("taught_in")
    if not isinstance(taught_in, str):
        return ""
    one = {"classes": "class", "schools": "school"}[taught_in]
    counts = [row["classes"], row["reference_classes"]]
    how_many = "" if isnan(counts[0]) else f" ({counts[0]:.0f} and {counts[1]:.0f} {taught_in})"
    first = f"Whole {taught_in} are in one group here{how_many}."
    still = "can still be told from chance" if row["clear"] else "cannot be told from chance"
    if not how_many:  # of a viewer who sees no intervals
        return f"{first} Pupils of one {one} are alike: allowing for that, the gap {still}."
    ends = {"difference_low": row["class_low"], "difference_high": row["class_high"]}
    if isnan(row["class_low"]):
        return (
            f"{first} So few {taught_in} cannot show whether the groups differ or only these {taught_in} do."
        )
    size = between(ends, measure).replace("(", "").replace(")", "")
    return f"{first} Pupils of one {one} are alike: allowing for that, the gap is{size}, and {still}."


def in_classes_noted(row: Row) -> str:
    """Say under a figure that counts each pupil alone that whole classes are in one group, where they are."""
    taught_in = row.get("taught_in")
    if not isinstance(taught_in, str):
        return ""
    return (
        f"each pupil counts alone here, but whole {taught_in} are in one group: the truth may lie further out"
    )


def forest_noted(rows: pd.DataFrame) -> str:
    """Name the characteristics whose lines allow for classes, where there are any."""
    if "taught_in" not in rows or rows["taught_in"].isna().all():
        return ""
    names = list(dict.fromkeys(rows.loc[rows["taught_in"].notna(), "characteristic"]))
    return (
        f"Whole classes are in one group of {in_a_row(names)}. Pupils of one class are alike: "
        f"the {'line allows' if len(names) == 1 else 'lines allow'} for that."
    )


def trend_sentence(rows: pd.DataFrame, measure: "Measure") -> str:
    """Say how wide the gap is now, and whether it has moved since a year earlier and since the first year.

    ``rows`` are one group's, in order of time. A period that ``is_running`` is set beside no whole one:
    what a few weeks show and what a year shows are two different things.
    """
    known = rows[rows["difference"].notna() & ~rows["small"].astype(bool)]
    if known.empty:
        return NO_GROUP
    now, whole = known.iloc[-1], known[~known["is_running"]]
    told = f"{now['period']}{' ' + so_far(now['period']) if now['is_running'] else ''}: "
    told += f"a gap of {size_as_said(now['difference'], measure)}{how_sure(now, measure)}{maybe_chance(now)}."
    if whole.empty:
        return f"{told} {NO_EARLIER}"
    latest = whole.iloc[-1]
    earlier = [row for _place, row in whole.iloc[:-1].iterrows() if same_time_of_year(row, latest)]
    moved = [
        change_words(gap_of(latest), gap_of(row), measure, f"in {row['period']}")
        for row in (earlier[-1:] + earlier[:1] if len(earlier) > 1 else earlier)
    ]
    if now["is_running"]:
        whole_one = f"In the whole of {latest['period']} it was {size_as_said(latest['difference'], measure)}"
        whole_one += " the other way" if now["difference"] * latest["difference"] < 0 else ""
        told += f" {'; '.join([whole_one + maybe_chance(latest), *moved])}."
        return told if moved else f"{told} {NO_EARLIER}"
    return (
        " ".join([told, *(f"{words[0].upper()}{words[1:]}." for words in moved)])
        if moved
        else f"{told} {NO_EARLIER}"
    )


def how_sure(row: Row, measure: "Measure") -> str:
    """Say the interval of a gap and how many pupils the group has, as far as the viewer may know."""
    pupils = "" if isnan(row["pupils"]) else f", {row['pupils']:,.0f} pupils"
    return f"{between(row, measure)}{pupils}"


def maybe_chance(row: Row) -> str:
    """Say that chance could make a gap, where it could."""
    return "" if row["clear"] else ", which chance could make"


def same_time_of_year(row: Row, now: Row) -> bool:
    """Say whether two periods are the same term of different years, or both years."""
    return str(row["period"]).split(" ")[0] == str(now["period"]).split(" ")[0] or "/" in str(now["period"])


def pupils_noted(row: Row, reference: Row) -> str:
    """Say n on both sides."""
    sides = [
        f"{row['group']} {counted(row['pupils'])}",
        f"{reference['group']} {counted(reference['pupils'])}",
    ]
    return ", ".join(sides)


def sides_noted(measure: "Measure", row: Row, reference: Row) -> str:
    """Say which gap it is, for a figure that leaves its page: the measure, and whom it compares."""
    return f"{measure.title}, {row['group']} against {reference['group']}"


def counted(pupils: float) -> str:
    """Say a count that may be hidden."""
    return f"{pupils:,.0f}" if not isnan(pupils) else "hidden"


def left_out_noted(rows: pd.DataFrame) -> str:
    """Say how many groups are hidden, or too small to conclude from."""
    hidden, small = int(rows["hidden"].sum()), int((rows["small"].astype(bool) & (rows["pupils"] > 0)).sum())
    if hidden:
        return f"{hidden} {'group is' if hidden == 1 else 'groups are'} hidden: fewer than {FEWEST} pupils"
    return f"pale: fewer than {FEWEST} pupils, no conclusion" if small else ""


def side_by_side_sentence(rows: pd.DataFrame, measure: "Measure") -> str:
    """Name the groups that do better and the widest gaps, and say how many gaps chance could make.

    ``rows`` have ``standing``, strengths first and the widest first within each.
    """
    if rows.empty:
        return NO_GROUP
    against, favour = (rows[rows["standing"] == name] for name in ("gap", "strength"))
    clear = rows[rows["clear"].astype(bool)]
    told = []
    if len(favour):
        told.append(f"Doing better than those they are compared with: {_named(favour[:3], measure)}.")
    if len(against):
        told.append(f"The widest gaps are those of {_named(against[:3], measure)}.")
    if not told and len(clear):
        told.append(f"The widest differences are those of {_named(clear[:3], measure)}.")
    if not told:
        return f"None of {len(rows)} gaps can be told from chance."
    return " ".join([*told, f"{len(clear)} of {len(rows)} gaps stand out from chance."])


def _named(rows: pd.DataFrame, measure: "Measure") -> str:
    """Name groups with their gaps: girls (3 in 100) and looked-after children (12 in 100)."""
    columns = (rows[name].tolist() for name in ("characteristic", "group", "difference"))
    names = [
        f"{group_noun(characteristic, group)} ({size_as_said(difference, measure)})"
        for characteristic, group, difference in zip(*columns, strict=True)
    ]
    return in_a_row(names)


def in_a_row(names: Sequence[str]) -> str:
    """Join names as a sentence does: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def within_sentence(rows: pd.DataFrame, measure: "Measure", within: str, chance: float) -> str:
    """Say whether a gap differs between levels by more than chance could do.

    ``rows`` are one group's, a row a level; ``chance`` is how often equal gaps come out so far apart.
    """
    told = rows[rows["difference"].notna() & ~rows["small"].astype(bool) & (rows["within"] != "Not known")]
    if len(told) < 2:
        return f"Too few pupils to compare this gap between the levels of {within.lower()}."
    by_width = told.assign(width=told["difference"].abs()).sort_values("width")
    least, widest = by_width.iloc[0], by_width.iloc[-1]
    ends = f"{widest['within']} {gap_label(widest['difference'], measure)}, "
    ends += f"{least['within']} {gap_label(least['difference'], measure)}"
    levels = f"levels of {within.lower()}"
    if isnan(chance) or chance >= RARE:
        return f"The gap does not clearly differ between the {levels}: chance could do as much ({ends})."
    return f"The gap differs between the {levels}: {ends}."
