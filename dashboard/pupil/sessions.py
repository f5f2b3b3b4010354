"""One pupil's sessions: missed, beside a year earlier, by code, and how far from persistent absence."""

import datetime
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.reference import reference
from dashboard.scope import year_before

BETTER = 0.02  # of sessions: a smaller change of attendance is not worth a sentence


@dataclass(frozen=True)
class Sessions:
    """A pupil's sessions in a window, and the year group's share of sessions missed."""

    possible: int = 0
    absent: int = 0
    year_share: float | None = None
    year_pupils: int = 0
    possible_before: int = 0
    absent_before: int = 0
    late: int = 0
    codes: tuple[tuple[str, int], ...] = ()
    marks_to: datetime.date | None = None

    @property
    def share(self) -> float | None:
        """Return the share of sessions missed; None where there was no session."""
        return self.absent / self.possible if self.possible else None

    @property
    def share_before(self) -> float | None:
        """Return the share missed in the same days a year earlier."""
        return self.absent_before / self.possible_before if self.possible_before else None

    @property
    def is_full(self) -> bool:
        """Say whether no session was missed."""
        return self.possible > 0 and self.absent == 0

    @property
    def is_better(self) -> bool:
        """Say whether clearly less was missed than in the same days a year earlier."""
        if self.share is None or self.share_before is None:
            return False
        return self.share_before - self.share >= BETTER

    @property
    def is_persistent(self) -> bool:
        """Say whether a tenth or more of the sessions was missed."""
        return self.possible > 0 and 10 * self.absent >= self.possible

    @property
    def is_severe(self) -> bool:
        """Say whether half or more of the sessions was missed."""
        return self.possible > 0 and 2 * self.absent >= self.possible

    @property
    def to_persistent(self) -> int:
        """Return how many sessions missed in a row from now on make a tenth of all of them."""
        return max(0, math.ceil((self.possible - 10 * self.absent) / 9))

    @property
    def to_leave_it(self) -> int:
        """Return how many sessions attended in a row from now on bring the pupil under a tenth."""
        return max(0, 10 * self.absent - self.possible + 1)


def sessions_of(
    values: pd.DataFrame,
    marks: pd.DataFrame,
    pupil_id: int,
    peers: "pd.Series[int]",
    window: tuple[datetime.date, datetime.date],
) -> Sessions:
    """Count a pupil's sessions in a window.

    ``values`` are those of the absence rate, so that the pupil's rate is the one of every other page;
    ``marks`` are the rows of ``pupil/marks``, ``peers`` the year group.
    """
    own = values["pupil_id"].to_numpy() == pupil_id
    missed, possible = values["numerator"].to_numpy(), values["denominator"].to_numpy()
    is_peer = values["pupil_id"].isin(peers).to_numpy()
    of_year = possible[is_peer].sum()
    dates = marks["date"].to_numpy()
    inside = _between(dates, window)
    last = marks["date"].iloc[-1].date() if len(marks) else None
    before = _between(dates, (year_before(window[0]), year_before(min(window[1], last or window[1]))))
    is_possible, is_absent = (marks[name].to_numpy(dtype=bool) for name in ("possible", "absent"))
    return Sessions(
        possible=int(possible[own].sum()),
        absent=int(missed[own].sum()),
        year_share=float(missed[is_peer].sum() / of_year) if of_year else None,
        year_pupils=int(is_peer.sum()),
        possible_before=int((before & is_possible).sum()),
        absent_before=int((before & is_absent).sum()),
        late=int(marks["late"].to_numpy(dtype=bool)[inside].sum()),
        codes=codes_in_words(marks["code"].to_numpy()[inside & is_absent].tolist()),
        marks_to=last,
    )


def _between(dates: NDArray[Any], window: tuple[datetime.date, datetime.date]) -> NDArray[np.bool_]:
    """Return which days lie in a window."""
    first, last = (pd.Timestamp(day).to_numpy() for day in window)
    return np.asarray((dates >= first) & (dates <= last))


def codes_in_words(codes: list[str]) -> tuple[tuple[str, int], ...]:
    """Return the reasons of missed sessions in words, each with its number, the most frequent first."""
    words = code_words()
    return tuple((words.get(code, f"Code {code}"), times) for code, times in Counter(codes).most_common())


@cache
def code_words() -> dict[str, str]:
    """Return what each attendance code means."""
    rows = reference("attendance_code")
    return dict(zip(rows["code"].tolist(), rows["description"].tolist(), strict=True))
