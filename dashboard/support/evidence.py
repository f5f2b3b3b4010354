"""What the EEF's toolkit says of the strand that a school names for its support."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.reference import reference

NO_STRAND = "no EEF strand named"


@dataclass(frozen=True)
class Evidence:
    """One strand of the toolkit: an average over studies, never what one pupil gained."""

    strand: str
    months: str
    padlocks: int
    cost: str
    price: str
    rating: str
    address: str
    as_of: date

    def __str__(self) -> str:
        """Return the evidence in words: +7 months, 3 of 5 padlocks, very low cost."""
        return f"{self.months}, {self.padlocks} of 5 padlocks, {self.cost}"


def evidence_of(strand: object) -> Evidence | None:
    """Return the strand of exactly this name or web name, in any spelling of case and hyphens; else None."""
    return strands().get(_plain(strand)) if isinstance(strand, str) else None


@cache
def strands() -> dict[str, Evidence]:
    """Return every strand, by its plain name and its plain web name."""
    costs = {row["cost_rating"]: row for row in reference("eef_cost_scale").to_dict("records")}
    found = {}
    for row in reference("eef_strands").to_dict("records"):
        cost = costs[row["cost_rating_1_5"]]
        evidence = Evidence(
            strand=row["strand"],
            months=_months(row["months_progress"]),
            padlocks=int(row["evidence_padlocks_0_5"]),
            cost=f"{cost['label'].lower()} cost",
            price=f"{cost['label'].lower()} cost: {cost['per_pupil_per_year'].lower()} a pupil a year",
            rating=row["cost_rating_1_5"],
            address=row["eef_url"],
            as_of=_as_of(row["source"]),
        )
        found[_plain(row["slug"])] = found[_plain(row["strand"])] = evidence
    return found


def snapshot() -> date:
    """Return the day of the copy of the toolkit."""
    return next(iter(strands().values())).as_of


def _plain(words: str) -> str:
    """Return words without case, hyphens and signs."""
    return " ".join(re.findall(r"[a-z0-9]+", words.lower().replace("&", " and ")))


def prices() -> str:
    """Say what the toolkit's words for cost mean."""
    rated = sorted({(each.rating, each.price) for each in strands().values()})
    return "; ".join(price for _rating, price in rated)


def _months(text: str) -> str:
    """Say the months of progress, an average over studies."""
    if not text:
        return "effect unclear"
    return f"{int(text):+d} months" if int(text) else "0 months"


def _as_of(source: str) -> date:
    """Return the day in ``last_updated 2026-04-02``."""
    found = re.search(r"last_updated (\d{4}-\d{2}-\d{2})", source)
    if found is None:
        raise ValueError(f"data/reference/eef_strands.csv: source {source!r} names no last_updated day.")
    return date.fromisoformat(found[1])
