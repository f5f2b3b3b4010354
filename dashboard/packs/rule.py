"""Rule G: what a published figure may say. Counts under 10 are hidden, zero too; the rest is rounded.

Whoever reads a pack knows this rule, so its other half is here too: what a shown or hidden count
tells of the true one.
"""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

FEWEST = 10  # a smaller count is hidden
STEP = 5  # every other count is rounded to this
HALF = STEP // 2
FEWEST_FOR_A_MEAN = 30
NARROWEST = 3  # a hidden count must have at least so much between its least and its greatest value
WEEKS_APART = 8

RULE = (
    f"Counts under {FEWEST} are hidden, zero too. Other counts are rounded to the nearest {STEP}, totals by "
    "themselves, so they need not add up. A percentage is worked out from the rounded counts, and hidden "
    f"where fewer than {FEWEST} pupils are on either side of it. An average is shown only for "
    f"{FEWEST_FOR_A_MEAN} pupils or more, in steps that no single pupil can move by more than one, and "
    "not where a hidden figure could be had from it."
)


def is_shown(count: int) -> bool:
    """Say whether a count may be shown."""
    return count >= FEWEST


def rounded(count: int) -> int:
    """Round a count to the nearest step."""
    return STEP * ((count + HALF) // STEP)


def span(shown: int) -> tuple[int, int]:
    """Return the least and the greatest count that is shown as this one."""
    return max(shown - HALF, FEWEST), shown + HALF


def percentage(part: int, whole: int) -> float:
    """Return the whole percentage of two shown counts, as a share; halves go up."""
    return int(100 * part / whole + 0.5) / 100


def mean_step(least: float, greatest: float, pupils: int) -> float:
    """Return a round step that no single pupil can move a mean by more than: the range over the pupils."""
    needed = (greatest - least) / pupils
    if not needed > 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(needed))
    return float(next(power * each for each in (1, 2, 5, 10) if power * each >= needed * (1 - 1e-9)))
