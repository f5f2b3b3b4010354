"""From where to where: the pairs of one subject, on one pair of scales, with what was left out."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.cache import fetch
from dashboard.tracking.view import Asked

START, KEY_STAGE_2, ASSESSMENT = "start", "key_stage_2", "assessment: "
NAMED = {START: "Starting point", KEY_STAGE_2: "Key stage 2"}
SAID = {START: "their starting point", KEY_STAGE_2: "key stage 2"}


@dataclass(frozen=True)
class Moves:
    """The pupils of one subject with both an earlier and a latest value, on one pair of scales.

    ``pairs``: ``pupil_id``, ``year_group``, ``from_points``, ``points``. ``others`` are on another pair
    of scales, ``unpaired`` have a latest result and nothing earlier.
    """

    subject: str
    source: str
    pairs: pd.DataFrame
    from_scale: str
    scale: str
    others: int
    unpaired: int
    after_leaving: int

    @property
    def is_one_scale(self) -> bool:
        """Say whether both ends are on the same scale, so that a move has a size."""
        return self.from_scale == self.scale

    @property
    def start(self) -> NDArray[np.float64]:
        """Return where each pupil began."""
        return self.pairs["from_points"].to_numpy(dtype=np.float64)

    @property
    def result(self) -> NDArray[np.float64]:
        """Return where each pupil is."""
        return self.pairs["points"].to_numpy(dtype=np.float64)

    @property
    def table(self) -> NDArray[np.intp]:
        """Return the number of each pupil's year group: ages are not set side by side."""
        return pd.factorize(self.pairs["year_group"], use_na_sentinel=False)[0]


def moves_of(view: Asked, subject: str, source: str) -> Moves:
    """Return the moves in a subject from a source to the latest result, on the commonest pair of scales."""
    params = {**view.scope, "subject": subject}
    if source.startswith(ASSESSMENT):
        assessment = source.removeprefix(ASSESSMENT)
        rows = fetch(view.store, "tracking/moves_from_assessment", assessment=assessment, **params)
    else:
        rows = fetch(view.store, f"tracking/moves_from_{source}", **params)
    paired = rows[rows["from_points"].notna()]
    sizes = Counter(zip(paired["from_scale"].tolist(), paired["scale"].tolist(), strict=True))
    from_scale, scale = sizes.most_common(1)[0][0] if sizes else ("", "")
    pairs = paired[(paired["from_scale"] == from_scale) & (paired["scale"] == scale)]
    return Moves(
        subject=subject,
        source=source,
        pairs=pairs,
        from_scale=from_scale,
        scale=scale,
        others=len(paired) - len(pairs),
        unpaired=len(rows) - len(paired),
        after_leaving=int(pairs["is_after_leaving"].sum()),
    )


def sources(view: Asked, subject: str) -> dict[str, str]:
    """Return what a move can be measured from, each with its name: all assessments but the latest.

    Key stage 2 is one where the school has such baselines.
    """
    has_key_stage_2 = bool(fetch(view.store, "tracking/key_stage_2_starts")["pupils"].iloc[0])
    always = {name: words for name, words in NAMED.items() if has_key_stage_2 or name != KEY_STAGE_2}
    if not subject:
        return always
    known = fetch(view.store, "tracking/assessments", subject=subject, to_date=view.scope["to_date"])
    earlier = known["assessment"].tolist()[1:]
    return {**always, **{f"{ASSESSMENT}{name}": name for name in earlier}}


def usual_source(view: Asked, subject: str) -> str:
    """Return the starting point; where nobody has one, the first assessment there was."""
    earlier = [source for source in sources(view, subject) if source.startswith(ASSESSMENT)]
    return START if not earlier or len(moves_of(view, subject, START).pairs) else earlier[-1]


def usual_subject(view: Asked) -> str:
    """Return the filter bar's subject, else maths where there is such a one, else the first.

    Of several that are maths, spelt one way and another, the one with the most results.
    """
    if view.filters["subject"]:
        return view.filters["subject"]
    offered = [choice.value for choice in view.known.subject]
    maths = [subject for subject in offered if subject.lower().startswith("math")]
    if len(maths) < 2:
        return next(iter([*maths, *offered]), "")
    sizes = fetch(view.store, "tracking/subject_sizes").set_index("subject")["results"].to_dict()
    return max(maths, key=lambda subject: sizes.get(subject, 0))
