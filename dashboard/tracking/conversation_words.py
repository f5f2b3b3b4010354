"""The words for who needs a conversation: what goes well first, then the reasons that beat chance."""

from collections.abc import Callable, Mapping
from datetime import date
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from dashboard.cards import About
from dashboard.tracking.figures_conversations import beyond_chance
from dashboard.tracking.flags import REASONS, Flags, Marks, Places
from dashboard.tracking.where_words import NO_RESULTS
from dashboard.tracking.wording import digits, pupils
from dashboard.tracking.wording import listed as together

SOURCE = "Results, targets and baselines of this school; contacts where they are imported."
MOST_BRIEF = 3
DEFINITION = (
    "Below an agreed target: the latest result is below the target in force, and the chance that the "
    "pupil is in truth at it is 1 in 5 at most. Falling twice in a row: each of the last two results is "
    "lower than the one before. A drop: the latest result lies at least two standard errors below the "
    "mean of the pupil's two or three results before it. Coasting: started in the top third of the year "
    "group and subject, and the last two results are each a step or more below what is usual for that "
    "start. No result this term: takes the subject, and at least half of the year group have one. Never "
    "discussed: no contact about the target on or after the day it was set. A flag is one of these in one "
    "subject."
)
METHOD = (
    "Chance: how many of these flags would be raised if nothing had changed for anybody. For falls and "
    "drops each pupil's own last results are put in every other order, since each would be as likely. For "
    "targets and coasting a pupil's true level is estimated from the last three results, drawn towards "
    "what is usual for the starting point by as much as results are unreliable (Kelley's true score), and "
    "the chances that flagged pupils are in truth not below are added up. How unreliable: two results in "
    "a row of the same pupil differ by {wobble} more or less, over the root of two; true change counts as "
    "chance here, so chance is if anything overstated. Missing results and undiscussed targets are "
    "records: chance does not raise them."
)


def strengths(flags: Flags) -> str:
    """Say how many pupils are on target and how many rose."""
    rows = flags.here
    if rows.empty:
        return NO_RESULTS
    codes, who = pd.factorize(rows["pupil_id"])
    several = rows["subject"].nunique() > 1
    aimed, up, down = _compared(rows, codes, "target", np.greater_equal, np.less)
    on_target = int(((up >= down) & (aimed > 0)).sum())
    before, risen, fallen = _compared(rows, codes, "second", np.greater, np.less)
    rose = int((risen > fallen).sum())
    said = []
    if aimed.any():
        half = " in at least half of their subjects" if several else ""
        said.append(
            f"{on_target:,} of {pupils(int((aimed > 0).sum()))} with targets are on or above them{half}"
        )
    if before.any():
        more = " in more subjects than they fell in" if several else ""
        said.append(f"{rose:,} of {int((before > 0).sum()):,} rose since the result before{more}")
    return f"{' and '.join(said)}." if said else f"{pupils(len(who))} with results."


def _compared(
    rows: pd.DataFrame, codes: Places, other: str, up: Callable[..., Marks], down: Callable[..., Marks]
) -> tuple[Places, Places, Places]:
    """Return in how many subjects each pupil has both results, is up and is down: points are not added up."""
    latest, second = (rows[name].to_numpy(dtype=float, na_value=np.nan) for name in ("latest", other))
    marks = (~np.isnan(latest - second), up(latest, second), down(latest, second))
    both, risen, fallen = (np.bincount(codes[mark], minlength=codes.max() + 1) for mark in marks)
    return both, risen, fallen


def sentence(flags: Flags) -> str:
    """Say what goes well, then which reasons raise more flags than chance alone would."""
    return " ".join(filter(None, (strengths(flags), "" if flags.here.empty else reasons(flags))))


def reasons(flags: Flags) -> str:
    """Say which reasons hold more often than chance alone would have it."""
    counts = flags.counts.assign(beats=beyond_chance(flags.counts))
    clear = counts[counts["beats"] & (counts["flags"] > 0)].to_dict("records")
    rest = counts[~counts["beats"] & (counts["flags"] > 0)].to_dict("records")
    said = []
    if clear:
        said.append(f"Reasons for a conversation: {together(_reason(row) for row in clear)}.")
    if rest:
        said.append(f"No more often than by chance alone: {together(_reason(row) for row in rest)}.")
    return " ".join(said) or "Nobody here has a reason."


def in_brief(flags: Flags) -> list[tuple[str, str]]:
    """Return the reasons that hold more often than by chance, in words, the surest first.

    Targets nobody has talked about are no reason to see one pupil before another.
    """
    counts = flags.counts[beyond_chance(flags.counts)]
    rows = counts[counts["reason"] != "undiscussed"]
    unsure = (rows["chance"].fillna(0.0) / rows["flags"]).sort_values(kind="stable")
    surest = rows.loc[unsure.index[:MOST_BRIEF]].to_dict("records")
    return [(row["reason"], _reason(row, _by_chance(row))) for row in surest]


def _by_chance(row: Mapping[Any, Any]) -> str:
    """Say what part of a reason's flags chance alone would raise, where it would raise one in a hundred."""
    part = 100 * row["chance"] / row["flags"]
    return f"; in about {part:.0f} in 100 of their subjects it may be chance" if part >= 1 else ""


def listed(flags: Flags, reason: str | None, shown: int, found: int) -> str:
    """Say whom a list holds, after what goes well; or why nobody is on it."""
    good = strengths(flags)
    if not found:
        return good if flags.here.empty else f"{good} {nobody(flags, reason)}"
    if reason:
        said, order = f"{REASONS[reason]}: {pupils(found)}", "it in most subjects"
    else:
        verb = "has" if found == 1 else "have"
        said, order = f"{pupils(found)} {verb} a reason for a conversation", "most reasons"
    if shown < found:
        return f"{good} {said}; here are the {shown:,} with {order}."
    return f"{good} {said}{f', those with {order} first' if found > 1 else ''}."


def nobody(flags: Flags, reason: str | None) -> str:
    """Say why a list is empty: nobody has the reason, or the data cannot tell."""
    untold = missing(flags)
    if reason == "undiscussed" and reason not in set(flags.counts["reason"]):
        return "Nothing is known about contacts: import contacts to see which targets were never discussed."
    if reason in set(flags.counts["reason"]) or not untold:
        return "Nobody here has this reason for a conversation." if reason else "Nobody here has a reason."
    return f"Not all reasons can be told from these data yet: {'; '.join(untold)}."


def _reason(row: Mapping[Any, Any], more: str = "") -> str:
    """Say a reason with its pupils: ``below an agreed target (33 pupils)``."""
    return f"{row['title'][0].lower()}{row['title'][1:]} ({pupils(row['pupils'])}{more})"


def notes(flags: Flags) -> list[str]:
    """Say what a flag counts, and what is missing for some of the reasons."""
    counted = "counted once for each pupil and subject"
    by_chance = "; the tick is what chance alone would raise" if flags.counts["chance"].notna().any() else ""
    return [counted + by_chance if len(flags.here) else "", *missing(flags)]


def missing(flags: Flags) -> list[str]:
    """Say for which reasons there are no data, and which import brings them."""
    known = set(flags.counts["reason"])
    said = []
    if len(flags.here):
        if "target" not in known:
            said.append("no targets on the scale of the results: import results of kind target")
        if "falling" not in known:
            said.append("falls need three results on one scale, and drops as many: import earlier results")
        if flags.here["starting"].isna().all():
            said.append("no starting points: import results of kind baseline")
    if "undiscussed" not in known:
        said.append("import contacts to see which targets were never discussed")
    return said


def about(flags: Flags, sql: str, data_date: date) -> About:
    """Return the answer to "What is this?"."""
    errors = together(
        f"{digits(error * 2**0.5)} on {scale}" for scale, error in flags.wobble.items() if not isnan(error)
    )
    return About(DEFINITION, SOURCE, sql, data_date, METHOD.format(wobble=errors or "an unknown amount"))


def table(flags: Flags) -> pd.DataFrame:
    """Return the counts behind the figure."""
    counts = flags.counts
    return pd.DataFrame(
        {
            "Reason": counts["title"],
            "Flags": counts["flags"],
            "Pupils": counts["pupils"],
            "By chance alone": counts["chance"],
        }
    )
