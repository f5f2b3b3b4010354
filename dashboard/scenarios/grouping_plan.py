"""What is asked for when pupils are put into classes, and the sizes that follow from it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dashboard.scenarios.grouping_pairs import Pair
from dashboard.scenarios.grouping_search import STEPS
from dashboard.scenarios.grouping_terms import Whole
from dashboard.scenarios.outcome import Impossible

Scheme = Literal["mixed", "sets", "half-year sets", "bands"]
USUALLY_BALANCED = ("attainment", "disadvantage", "sen", "eal", "sex")


@dataclass(frozen=True)
class Plan:
    """What is asked for.

    ``classes``: how many, each of ``largest`` pupils at most; ``balance``: out of attainment, disadvantage,
    sen, eal, sex, attendance; ``reported``: further columns compared and never balanced (ethnicity); the
    pairs hold pupils' numbers; ``most_moved``: how many may leave today's class, None for any;
    ``cost_of_class``: pounds a year.
    """

    classes: int
    scheme: Scheme = "mixed"
    largest: int = 32
    bands: int = 3
    balance: tuple[str, ...] = USUALLY_BALANCED
    reported: tuple[str, ...] = ()
    keep_together: tuple[Pair, ...] = ()
    keep_apart: tuple[Pair, ...] = ()
    most_moved: int | None = None
    cost_of_class: float | None = None
    seed: int = 1
    steps: int = STEPS


def class_sizes(count: int, plan: Plan, today: Whole | None) -> tuple[Whole, bool]:
    """Return the size of each class, and whether these are today's classes."""
    places = plan.classes * plan.largest
    if plan.classes < 2:
        raise Impossible(f"{plan.classes} class leaves nothing to choose: ask for two or more.")
    if count > places:
        raise Impossible(
            f"There are {count} pupils but only {places} places ({plan.classes} classes of {plan.largest} "
            f"at most): {count - places} would have none. Add a class or let classes be larger."
        )
    if count < 2 * plan.classes:
        raise Impossible(
            f"{count} pupils in {plan.classes} classes would leave a class of one or none: "
            f"{count // 2} classes are the most that make sense."
        )
    same = today is not None and plan.scheme == "mixed" and int(today.max()) + 1 == plan.classes
    if same and today is not None and np.bincount(today).max() <= plan.largest:
        return np.bincount(today), True
    if plan.most_moved is not None:
        raise Impossible(
            "How many pupils move can be limited only where today's classes stay: as many mixed classes "
            f"as today, none of them above {plan.largest}."
        )
    return np.full(plan.classes, count // plan.classes) + (
        np.arange(plan.classes) < count % plan.classes
    ), False


def todays_classes(pupils: pd.DataFrame) -> tuple[Whole | None, tuple[str, ...]]:
    """Return each pupil's class today and the classes' names; nothing where some have none."""
    if "class" not in pupils or pupils["class"].isna().any():
        return None, ()
    names, place = np.unique(pupils["class"].astype(str).to_numpy(str), return_inverse=True)
    return place, tuple(names.tolist())
