"""What research found about a change: a range, for whom, how sure; the only source of effects here.

The table is ``data/reference/evidence.csv``. Nobody types an effect: a reader chooses the cautious, the
central or the hopeful end of what was found. An effect is of a group of pupils, never of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible, Line

Standing = Literal["estimate", "range only", "no usable estimate"]
Choice = Literal["low", "central", "high"]

COLUMNS = (
    "change",
    "unit",
    "low",
    "central",
    "high",
    "standing",
    "words",
    "population",
    "version_date",
    "source",
)
TAIL = 1.2815515655446004  # the ends hold 8 in 10, so each end is this many normal deviations out
NO_ESTIMATE = "no usable estimate"


@dataclass(frozen=True)
class Effect:
    """What was found about one change, in ``unit``; the ends are None where there is no usable estimate.

    ``standing`` is "range only" where the ends may be said and no single number, as they lie on both sides.
    """

    change: str
    unit: str
    low: float | None
    central: float | None
    high: float | None
    standing: Standing
    words: str
    population: str
    version_date: str
    source: str

    def at(self, choice: Choice) -> float:
        """Return the chosen end or middle. Raises Impossible where there is no usable estimate."""
        value = {"low": self.low, "central": self.central, "high": self.high}[choice]
        if value is None:
            raise Impossible(f"No effect can be shown for {spoken(self.change)}: {self.words}")
        return value


Evidence = Mapping[str, Effect]


def read_evidence(rows: pd.DataFrame) -> dict[str, Effect]:
    """Return each change's effect from the rows of the table, all columns as text or numbers.

    Raises Impossible where a column is missing, a change is there twice, or low, central and high are out
    of order or only partly there.
    """
    missing = [column for column in COLUMNS if column not in rows]
    if missing:
        raise Impossible(f"The evidence table lacks {', '.join(missing)}.")
    cells = zip(*(rows[column] for column in COLUMNS), strict=True)
    effects = [_effect(dict(zip(COLUMNS, cell, strict=True))) for cell in cells]
    found = {effect.change: effect for effect in effects}
    if len(found) < len(effects):
        raise Impossible("The evidence table has a change twice: each change needs exactly one row.")
    return found


def _effect(row: Mapping[str, object]) -> Effect:
    """Return one row as an effect, checked."""
    texts = {name: str(row[name]) for name in COLUMNS if name not in ("low", "central", "high")}
    ends = [_number(row[name]) for name in ("low", "central", "high")]
    standing = texts["standing"]
    known = [end for end in ends if end is not None]
    if standing == NO_ESTIMATE:
        is_sound = not known
    else:
        is_sound = standing in ("estimate", "range only") and len(known) == 3 and known == sorted(known)
    if not is_sound:
        raise Impossible(
            f"Evidence for {texts['change']}: an estimate needs low, central and high in that order, "
            f"and '{NO_ESTIMATE}' needs none of them."
        )
    low, central, high = ends
    return Effect(low=low, central=central, high=high, **texts)  # type: ignore[arg-type]


def _number(value: object) -> float | None:
    """Return a number, or None of an empty cell and of one that is no number."""
    number = float(pd.to_numeric(str(value), errors="coerce"))
    return None if np.isnan(number) else number


def effect_of(evidence: Evidence, change: str) -> Effect:
    """Return what was found about a change. Raises Impossible where the table does not hold it."""
    if change not in evidence:
        raise Impossible(f"The evidence table has no row for {spoken(change)}, so no effect can be shown.")
    return evidence[change]


def draws(effect: Effect, count: int, seed: int) -> NDArray[np.float64]:
    """Return ``count`` possible effects, in the effect's unit: 8 in 10 lie between its ends.

    A normal curve on each side of the centre, wider on the side that reaches further. Raises Impossible
    where there is no usable estimate.
    """
    low, central, high = effect.at("low"), effect.at("central"), effect.at("high")
    normal = np.random.default_rng(seed).standard_normal(count)
    spread = np.where(normal < 0, central - low, high - central) / TAIL
    return np.asarray(central + spread * normal)


def range_line(effect: Effect, what: str) -> Line:
    """Return the cell of the outcome range: the ends in words, with for whom and from when."""
    return Line("outcome range", what, None, None, effect.unit, f"{range_words(effect)} {about(effect)}")


def range_words(effect: Effect) -> str:
    """Say the range, and never one number where the ends lie on both sides of nothing."""
    if effect.low is None or effect.central is None or effect.high is None:
        return f"No usable estimate. {effect.words}"
    if effect.standing == "range only":
        return effect.words
    unit = effect.unit.removesuffix("s") if effect.central == 1 else effect.unit
    ends = f"between {effect.low:g} and {effect.high:g}"
    return f"About {effect.central:g} {unit}, {ends}. {effect.words}"


def about(effect: Effect) -> str:
    """Say for whom an effect was found and how old the reading is."""
    return f"Found for: {effect.population}. As read {effect.version_date}."


def spoken(change: str) -> str:
    """Return the name of a change in words."""
    return change.replace("_", " ")
