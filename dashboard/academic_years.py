"""The academic year: from 1 September to 31 August, written 2025/26."""

from datetime import date

SEPTEMBER = 9


def first_year(day: date) -> int:
    """Return the calendar year in which the academic year of a day begins."""
    return day.year - (day.month < SEPTEMBER)


def written(first: int) -> str:
    """Return the academic year that begins in this calendar year as it is written: 2025/26 of 2025."""
    return f"{first}/{(first + 1) % 100:02}"


def academic_year(day: date) -> str:
    """Return the academic year of a day as it is written: 2025/26 of 1 September 2025."""
    return written(first_year(day))
