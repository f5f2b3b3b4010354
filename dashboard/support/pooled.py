"""What came of one intervention at several schools together."""

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from dashboard.cache import fetch, remember
from dashboard.statistics.matching import matched_difference
from dashboard.support.background import Whole, read_together
from dashboard.support.outcomes import OR, Outcome, Sides, matched, outcome_of, own_test, prepared
from dashboard.support.people import all_places

if TYPE_CHECKING:
    from dashboard.store.opening import Store

Part = tuple[Sides, Outcome]
MOST_SITTINGS = 3  # named one by one


def outcome_at(store: "Store", runs: tuple[int, ...]) -> Outcome:
    """Return what came of an intervention: ``runs`` are its numbers, one for each school."""
    if len(runs) == 1:
        return outcome_of(store, runs[0])
    return remember(store, ("outcome_at",), {"runs": runs}, lambda: _outcome_at(store, runs))


def _outcome_at(store: "Store", runs: tuple[int, ...]) -> Outcome:
    """Work out what came of an intervention at several schools."""
    places = all_places(store)
    own = replace(own_test(places.where(np.isin(places.intervention, runs))), schools=len(runs))
    known = fetch(store, "support/interventions")
    here = known["intervention_id"].isin(runs) & known["subject"].notna()
    if here.any():
        read_together(store, tuple(known.loc[here, "school"].tolist()))
    every = [prepared(store, run) for run in runs]
    told = [(sides, outcome) for sides, outcome in every if sides is not None and sides.is_supported.any()]
    if not told:
        reasons = Counter(outcome.reason or "too few" for _sides, outcome in every)
        return replace(own, reason=reasons.most_common(1)[0][0])
    pupils: Counter[str] = Counter()
    for sides, outcome in told:
        pupils[outcome.scale] += int(sides.is_supported.sum())
    scale = pupils.most_common(1)[0][0]
    parts = [part for part in told if part[1].scale == scale]
    sides, site = together([part for part, _outcome in parts])
    own = replace(_summed(own, parts), scale=scale, left_out=len(runs) - len(parts))
    return matched(own, matched_difference(*sides, site))


def together(parts: list[Sides]) -> tuple[Sides, Whole]:
    """Return the pupils of several schools as one, and which school each is of; strata stay apart."""
    sizes = [len(part.before) for part in parts]
    names = dict.fromkeys(name for part in parts for name in part.covariates)
    unknown = [np.full(size, np.nan) for size in sizes]
    ends = np.cumsum([0, *(int(part.stratum.max()) + 1 for part in parts)])
    classes = [np.full(len(part.before), -1) if part.cluster is None else part.cluster for part in parts]
    sides = Sides(
        before=np.concatenate([part.before for part in parts]),
        after=np.concatenate([part.after for part in parts]),
        is_supported=np.concatenate([part.is_supported for part in parts]),
        covariates={
            name: np.concatenate(
                [part.covariates.get(name, none) for part, none in zip(parts, unknown, strict=True)]
            )
            for name in names
        },
        stratum=np.concatenate([part.stratum + end for part, end in zip(parts, ends, strict=False)]),
        cluster=np.concatenate(classes),
    )
    return sides, np.repeat(np.arange(len(parts)), sizes)


def _summed(own: Outcome, parts: list[Part]) -> Outcome:
    """Return what is known of all schools together without comparing."""
    outcomes = [outcome for _sides, outcome in parts]
    supported = [int(sides.is_supported.sum()) for sides, _outcome in parts]
    earlier = np.average([outcome.with_earlier for outcome in outcomes], weights=supported)
    return replace(
        own,
        before=_named([outcome.before for outcome in outcomes]),
        after=_named([outcome.after for outcome in outcomes]),
        so_far=any(outcome.so_far for outcome in outcomes),
        with_earlier=float(earlier),
        without_result=sum(outcome.without_result for outcome in outcomes),
        without_year=sum(outcome.without_year for outcome in outcomes),
        other_support=sum(outcome.other_support for outcome in outcomes),
    )


def _named(names: list[str]) -> str:
    """Name the assessments of several schools, or say that they are many."""
    known = list(dict.fromkeys(each for name in names for each in name.split(OR)))
    return OR.join(known) if len(known) <= MOST_SITTINGS else "each school's own assessment"
