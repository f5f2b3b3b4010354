"""Dates of a bundle: as written, but where the whole bundle proves that it puts the month first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.academic_years import academic_year

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?")
MONTHS = 12
ISO_LENGTH = 10


@dataclass(frozen=True)
class Dates:
    """How a bundle writes dates."""

    month_first: bool = False

    def written(self, text: str) -> str:
        """Return a date without its time of day, as 2025-09-04 where the month stood first."""
        if not text or (len(text) == ISO_LENGTH and text[4] == "-"):
            return text
        if found := ISO.fullmatch(text):
            return "-".join(found.groups())
        if self.month_first and (found := SLASHED.fullmatch(text)):
            month, day, year = found.groups()
            return f"{year}-{int(month):02}-{int(day):02}"
        return text

    def day(self, text: str) -> date | None:
        """Return a date, or None for what is none."""
        if found := ISO.fullmatch(self.written(text)):
            year, month, day = map(int, found.groups())
        elif found := SLASHED.fullmatch(text):
            day, month, year = map(int, found.groups())
        else:
            return None
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def academic_year(self, first: str, last: str) -> str:
        """Return the academic year in which the middle of a term lies, or nothing.

        A term that an export begins on 1 July is of the year that follows.
        """
        begins, ends = self.day(first), self.day(last)
        if begins is None or ends is None or ends < begins:
            return ""
        return academic_year(begins + (ends - begins) / 2)


def puts_month_first(written: Iterable[str]) -> bool:
    """Return whether dates can only be read with the month first, and none only with the day first."""
    proofs = against = 0
    for text in written:
        if found := SLASHED.fullmatch(text):
            first, second = int(found[1]), int(found[2])
            proofs += first <= MONTHS < second
            against += second <= MONTHS < first
    return proofs > 0 and against == 0
