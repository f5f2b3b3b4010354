"""Which results ask for a conversation, why, and how many of the flags chance alone would raise."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.statistics import alarms

RECENT = ["latest", "second", "third", "fourth"]
LEVEL_FROM = 3  # of the latest results: older ones are of another pupil
SURE_BELOW = 0.2  # flagged below a mark only where the chance that the pupil is at it is no more
TOP_THIRD = 2 / 3
NO_STEP = 1.0  # between two results on a scale without grades

# Every reason, in the order in which a list shows them; the words that count its flags.
REASONS = {
    "target": "Below an agreed target",
    "falling": "Falling twice in a row",
    "drop": "A drop against their own pattern",
    "coasting": "Coasting from a high start",
    "missing": "No result this term",
    "undiscussed": "Target never discussed",
}
FACTS = ("missing", "undiscussed")  # records, which chance cannot raise
Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Flags:
    """Where each reason holds: ``places`` in ``results``, and the rows of ``missing``.

    ``results`` are those of whole year groups, ``here`` those of the pupils in scope. ``counts`` has a row
    a reason: ``flags``, ``pupils``, and ``chance``, which is empty for facts.
    """

    results: pd.DataFrame
    here: pd.DataFrame
    missing: pd.DataFrame
    places: dict[str, Places]
    counts: pd.DataFrame
    wobble: dict[str, float]

    def rows(self, reason: str) -> pd.DataFrame:
        """Return the results, or the missing ones, that one reason flags."""
        return self.missing if reason == "missing" else self.results.iloc[self.places[reason]]


def flags_of(
    results: pd.DataFrame, missing: pd.DataFrame, steps: dict[str, float], scope: NDArray[np.generic]
) -> Flags:
    """Return the flags of the pupils in scope, each seen among the whole of the year group.

    ``steps``: how far apart two grades of a scale are.
    """
    is_here = np.isin(results["pupil_id"].to_numpy(), scope)
    places: dict[str, list[Places]] = {reason: [] for reason in REASONS if reason != "missing"}
    chance, errors = dict.fromkeys(REASONS, 0.0), {}
    for scale, error, place, rows in by_scale(results):
        errors[scale] = error
        for reason, is_flagged, by_chance in raised(rows, error, steps.get(scale, NO_STEP)):
            places[reason].append(place[is_flagged & is_here[place]])
            chance[reason] += float(by_chance[is_here[place]].sum())
    if has_contacts(results):
        places["undiscussed"].append(np.flatnonzero(undiscussed(results) & is_here))
    found = {
        reason: np.sort(np.concatenate([*parts, np.zeros(0, dtype=np.intp)]))
        for reason, parts in places.items()
        if parts or reason != "undiscussed"
    }
    here = results.iloc[np.flatnonzero(is_here)]
    counts = counted(results, missing, found, chance)
    counts = counts[~counts["reason"].isin(untold(here))].reset_index(drop=True)
    return Flags(results, here, missing, found, counts, errors)


def untold(here: pd.DataFrame) -> list[str]:
    """Return the reasons that the data cannot tell of anybody: none of them is not the same as nobody."""
    has = {name: bool(here[name].notna().any()) for name in ("target", "second", "third", "starting")}
    told = {
        "target": has["target"],
        "falling": has["third"],
        "drop": has["third"],
        "coasting": has["second"] and has["starting"],
    }
    return [reason for reason, known in told.items() if not known]


def has_contacts(results: pd.DataFrame) -> bool:
    """Say whether the school has imported contacts at all."""
    return bool(len(results)) and bool(results["contacts"].iloc[0])


def by_scale(results: pd.DataFrame) -> Iterator[tuple[str, float, Places, pd.DataFrame]]:
    """Return the results of each scale, where they stand, and the standard error of one.

    Scales are never mixed.
    """
    codes, scales = pd.factorize(results["scale"])
    for code, scale in enumerate(scales):
        place = np.flatnonzero(codes == code)
        rows = results if len(scales) == 1 else results.iloc[place]
        recent = numbers(rows, RECENT)
        yield str(scale), alarms.wobble(recent[:, 0], recent[:, 1]), place, rows


def raised(rows: pd.DataFrame, error: float, step: float) -> Iterator[tuple[str, Marks, Numbers]]:
    """Return each reason that rests on results, whom it flags, and how likely chance alone does."""
    recent = numbers(rows, RECENT)
    yield "falling", alarms.falling(recent), alarms.falling_by_chance(recent)
    if np.isnan(error):  # nobody has two results: nothing says how far one can be trusted
        return
    group = groups_of(rows, ["school_id", "year_group", "subject"])
    starting = of_one_scale(rows)
    usual = alarms.usual_level(recent[:, 0], starting, group)
    target = numbers(rows, ["target"])[:, 0]
    level = recent[:, :LEVEL_FROM]
    at_target = alarms.chance_of_reaching(level, usual, group, error, target - step / 2)
    yield "target", *below(recent[:, 0] < target, at_target)
    yield "drop", alarms.dropped(recent, error), alarms.dropped_by_chance(recent, error)
    as_usual = alarms.chance_of_reaching(level, usual, group, error, usual)
    twice = (recent[:, 0] <= usual - step) & (recent[:, 1] <= usual - step)
    yield "coasting", *below(twice & in_top_third(starting, group), as_usual)


def groups_of(rows: pd.DataFrame, names: list[str]) -> Places:
    """Return a number for each row, the same where all the columns named are the same."""
    group = np.zeros(len(rows), dtype=np.intp)
    for name in names:
        codes = pd.factorize(rows[name])[0]
        group = group * (int(codes.max(initial=0)) + 1) + codes
    return np.unique(group, return_inverse=True)[1]


def below(is_below: Marks, chance: Numbers) -> tuple[Marks, Numbers]:
    """Return who is below a mark beyond doubt, and the chance that they are not."""
    is_flagged = is_below & (chance <= SURE_BELOW)
    return is_flagged, np.where(is_flagged, chance, 0.0)


def numbers(rows: pd.DataFrame, names: list[str]) -> Numbers:
    """Return columns as numbers, NaN where they are empty."""
    return np.asarray(rows[names].to_numpy(dtype=np.float64, na_value=np.nan))


def of_one_scale(rows: pd.DataFrame) -> Numbers:
    """Return the starting points on the scale that most have; those on others are unknown."""
    scale = rows["starting_scale"].mode()
    starting = numbers(rows, ["starting"])[:, 0]
    return np.where(rows["starting_scale"] == (scale.iloc[0] if len(scale) else ""), starting, np.nan)


def in_top_third(starting: Numbers, group: Places) -> Marks:
    """Say who started in the top third of their year group and subject."""
    order = np.lexsort((starting, group))  # unknown ones come last in their group
    known = np.bincount(group[~np.isnan(starting)], minlength=int(group.max(initial=-1)) + 1)
    first = np.searchsorted(group[order], np.arange(len(known)))
    place = np.arange(len(order)) - first[group[order]]
    limit = np.full(len(known), np.inf)
    of_group = place == np.ceil(TOP_THIRD * known).astype(int)[group[order]]
    limit[group[order][of_group]] = starting[order][of_group]
    return np.asarray(starting >= np.where(np.isnan(limit), np.inf, limit)[group])


def undiscussed(results: pd.DataFrame) -> Marks:
    """Say which targets nobody has talked about since they were set."""
    never = results["discussed_on"].isna() | (results["discussed_on"] < results["target_on"])
    return np.asarray((results["target"].notna() & never).to_numpy())


def counted(
    results: pd.DataFrame, missing: pd.DataFrame, places: dict[str, Places], chance: dict[str, float]
) -> pd.DataFrame:
    """Return how many flags each reason raises, for how many pupils, and how many chance would."""
    pupils = results["pupil_id"].to_numpy()
    who = {reason: pupils[place] for reason, place in places.items()} | {"missing": missing["pupil_id"]}
    found = [
        (reason, title, len(who[reason]), len(np.unique(who[reason])), chance[reason])
        for reason, title in REASONS.items()
        if reason in who
    ]
    counts = pd.DataFrame(found, columns=["reason", "title", "flags", "pupils", "chance"])
    return counts.assign(chance=counts["chance"].mask(counts["reason"].isin(FACTS)))
