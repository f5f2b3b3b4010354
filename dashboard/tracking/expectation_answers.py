"""What fills the expectation audit: the same prior attainment, a different target, by group."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cards import About, filled
from dashboard.equity.view import one_of
from dashboard.figure_parts import empty_figure
from dashboard.members import NO_PLACE, Columns, characteristics, groups
from dashboard.query import read_query
from dashboard.statistics import adjusted_difference, with_intervals
from dashboard.statistics.regression import from_mean
from dashboard.tracking import expectation_words as words
from dashboard.tracking.figures_expectation import audit_figure, bands_figure
from dashboard.tracking.levels import KEY_STAGE_2, fifths
from dashboard.tracking.targets import Targets, membership, targets_of
from dashboard.tracking.view import SOURCE, Asked, answered, groups_of
from dashboard.tracking.wording import pupils, unit
from dashboard.viewer import FEWEST

NOT_COMPARED = ("All pupils", "Year group", "Prior attainment")
NOT_KNOWN = "Not known"
MOST_DRAWN = 12
STANDARDS = (100.0, 110.0)  # below, at and above the expected standard of key stage 2
DEFINITION = (
    "How much higher or lower the targets of one group are than those of another for pupils with the same "
    "prior attainment (the key stage 2 average where there is one). A pupil's targets count as their mean "
    "distance from the mean target of the same subject and year group."
)
METHOD = (
    "Least squares of target on group and prior attainment, which is centred in its year group; 95 % t "
    "interval on HC2 errors. Of about twenty comparisons one looks clear by chance. A difference is a "
    "question to ask, not an answer: who set these targets, and from what?"
)
BANDED = "In each band of prior attainment, each group's mean distance from the mean target of the band."
BANDS = {
    "band": "Prior attainment",
    "group": "Group",
    "pupils": "Pupils",
    "mean": "From the band's average target",
    "low": "From",
    "high": "To",
}
HEADINGS = {
    "characteristic": "Characteristic",
    "group": "Group",
    "reference": "Compared with",
    "pupils": "Pupils",
    "others": "Others",
    "difference": "Difference in target",
    "low": "From",
    "high": "To",
}


@answered
def audit(view: Asked) -> dict[str, Any]:
    """Fill the card that compares the targets of every group at the same prior attainment."""
    targets = targets_of(view)
    if not len(targets.pupils):
        return filled(empty_figure("No targets to compare yet."), words.nothing_to_audit(targets.targets))
    rows = compared(view, targets)
    told = rows[~rows["small"]].reset_index(drop=True)
    small = int(rows["small"].sum())
    shown = told[told["clear"]] if len(told) > MOST_DRAWN and told["clear"].any() else told
    folded = len(told) - len(shown)
    chance = "1 comparison" if folded == 1 else f"{folded} comparisons"
    few = "1 group" if small == 1 else f"{small} groups"
    notes = [
        f"difference in {unit(targets.scale)} ({targets.scale}) at the same {targets.baseline_scale}",
        *left_out(targets),
        f"{chance} that chance could make: in the table only" if folded else "",
        "whom each is compared with: in the table",
        f"{few} with fewer than {FEWEST} pupils on one side: in the table only" if small else "",
    ]
    table = rows[list(HEADINGS)].rename(columns=HEADINGS)
    sentence = words.audit_sentence(told, targets.scale)
    return filled(audit_figure(shown), sentence, notes, table, about(view, DEFINITION))


def left_out(targets: Targets) -> list[str]:
    """Say which pupils with targets are not compared."""
    counts = {
        "without prior attainment": targets.without_start,
        "with targets or prior attainment on other scales": targets.other_scales,
    }
    return [f"{pupils(count)} {why} left out" for why, count in counts.items() if count]


def compared(view: Asked, targets: Targets) -> pd.DataFrame:
    """Return how far each group's targets are from its reference's, at the same prior attainment."""
    known, every = groups(view.store), membership(view, targets)
    found: list[dict[str, Any]] = []
    for turn, name in enumerate(characteristics(view.store)):
        if name in NOT_COMPARED:
            continue
        mine = np.flatnonzero(known["characteristic"] == name)  # places, in the order of the menus
        sizes = np.bincount(every[turn][every[turn] != NO_PLACE], minlength=len(known["place"]))[mine]
        told = mine[sizes > 0].tolist()
        other = reference_of(known, told, dict(zip(mine.tolist(), sizes.tolist(), strict=True)))
        others = np.flatnonzero(every[turn] == other)
        for place in told:
            if place == other or known["group"][place] == NOT_KNOWN or other is None:
                continue
            named = {
                "characteristic": name,
                "group": known["group"][place],
                "reference": known["group"][other],
            }
            members = np.flatnonzero(every[turn] == place)
            found.append({**named, **difference(targets.above, targets.start, members, others)})
    columns = [*HEADINGS, "small", "clear"]
    return pd.DataFrame(found, columns=columns).astype({"small": bool, "clear": bool})


def reference_of(known: Columns, told: Sequence[int], sizes: Mapping[int, int]) -> int | None:
    """Return the place of the group to compare with: the declared one, else the largest known."""
    named = [place for place in told if known["group"][place] != NOT_KNOWN]
    declared = [place for place in named if known["is_reference"][place]]
    return next(iter(declared), max(named, key=lambda place: sizes[place], default=None))


def difference(
    value: NDArray[np.float64],
    start: NDArray[np.float64],
    mine: NDArray[np.intp],
    others: NDArray[np.intp],
) -> dict[str, Any]:
    """Return the difference in target of two groups of pupils who started level; none of a small group."""
    sizes = {"pupils": len(mine), "others": len(others)}
    if min(len(mine), len(others)) < FEWEST:
        return {
            **sizes,
            **dict.fromkeys(("difference", "low", "high"), np.nan),
            "small": True,
            "clear": False,
        }
    both = np.concatenate([mine, others])
    is_group = np.arange(len(both)) < len(mine)
    left = adjusted_difference(value[both], is_group, start[both])
    numbers = {"difference": left.difference, "low": left.low, "high": left.high}
    return {**sizes, **numbers, "small": False, "clear": left.clear}


def about(view: Asked, definition: str) -> About:
    """Return what "What is this?" says."""
    sql = read_query("tracking/targets_and_starts").sql
    return About(definition, SOURCE, sql, view.known.last_day, METHOD)


@answered
def by_band(view: Asked, characteristic: str) -> dict[str, Any]:
    """Fill the card with the targets of one characteristic's groups in each band of prior attainment."""
    targets = targets_of(view)
    offered = groups_of(view.known)
    chosen = one_of("characteristic", characteristic, offered) or next(iter(offered), "")
    if not len(targets.pupils):
        return filled(empty_figure("No targets to compare yet."), words.nothing_to_audit(targets.targets))
    band, names = bands(targets)
    rows = banded(view, targets, chosen, band)
    figure = bands_figure(rows, names, list(dict.fromkeys(rows.sort_values("position")["group"])))
    notes = [
        f"in each cell: average target, from the band's average, in {unit(targets.scale)}; pupils",
        f"scale: {targets.scale}",
        f"bands of {targets.baseline_scale}",
        *left_out(targets),
    ]
    table = rows.assign(band=[names[place] for place in rows["band"]])[list(BANDS)].rename(columns=BANDS)
    sentence = words.bands_sentence(rows, names, chosen, targets.scale)
    return filled(figure, sentence, notes, table, about(view, BANDED))


def bands(targets: Targets) -> tuple[NDArray[np.intp], list[str]]:
    """Return the band of each pupil's prior attainment: by key stage 2 standards, else fifths."""
    points = targets.baseline
    if targets.baseline_scale not in KEY_STAGE_2:
        return fifths(points)
    low, high = STANDARDS
    place = (points >= low).astype(np.intp) + (points > high)
    return place, [f"Below {low:g}", f"{low:g} to {high:g}", f"Above {high:g}"]


def banded(view: Asked, targets: Targets, characteristic: str, band: NDArray[np.intp]) -> pd.DataFrame:
    """Return each group's pupils and mean target, from the band's mean, with its interval, in each band."""
    known = groups(view.store)
    place = membership(view, targets)[characteristics(view.store).index(characteristic)]
    above, has = from_mean(targets.above, band), place != NO_PLACE
    cells, cell = np.unique(band[has] * len(known["place"]) + place[has], return_inverse=True)
    count = np.bincount(cell)
    mean = np.bincount(cell, above[has]) / count
    spread = np.bincount(cell, (above[has] - mean[cell]) ** 2) / np.maximum(count - 1, 1)
    rows = pd.DataFrame(
        {
            "band": cells // len(known["place"]),
            "group": known["group"][cells % len(known["place"])],
            "position": known["position"][cells % len(known["place"])],
            "pupils": count,
            "mean": mean,
            "variance": spread,
        }
    )
    return with_intervals(rows, "mean")
