"""What a heading says of a day and a session: "Mon 03/11/2025 AM", "2025-11-03", "W/B 3 Nov" above "Tue PM".

A heading is one only when every word of it is understood: "Maths 3 Nov" is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = re.compile(
    r"\b(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    r"sat(?:urday)?|sun(?:day)?)\b\.?"
)
SESSIONS = (
    ("AM", re.compile(r"\b(?:a\.?m\b\.?|morning|(?:session|sess|s) ?1\b|a$|^a\b)")),
    ("PM", re.compile(r"\b(?:p\.?m\b\.?|afternoon|(?:session|sess|s) ?2\b|p$|^p\b)")),
)
WEEK = re.compile(r"\bw ?[/.]? ?[bc]\b\.?|\bweek (?:beginning|commencing|starting|of)\b")
FILLERS = re.compile(r"\b(?:session|sess|date|day|register|reg|marks?|0?0:00(?::00)?)\b|[^\w]+")
ENDING = r"(?:st|nd|rd|th)?"
DATES = (
    re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?![\d])"),
    re.compile(r"\b(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4}|\d{2})\b"),
    re.compile(rf"\b{MONTH} ?(?P<year>\d{{4}}) (?:{WEEKDAY.pattern} ?)?(?P<day>\d{{1,2}}){ENDING}\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}}){ENDING}[ -]?{MONTH}(?:,?[ -]?(?P<year>\d{{4}}|\d{{2}})\b)?"),
    re.compile(rf"\b{MONTH} ?(?P<day>\d{{1,2}}){ENDING}\b(?:,? (?P<year>\d{{4}})\b)?"),
    re.compile(r"\b(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})\b"),
)
SPREADSHEET_DAY = re.compile(r"^(?P<serial>[3-6]\d{4})\b")
FIRST_SERIAL_DAY = date(1899, 12, 30)


@dataclass(frozen=True)
class Day:
    """A day as it is written. ``first`` and ``second`` stand for day and month where either may be either."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    first: int | None = None
    second: int | None = None

    def read(self, month_first: bool, year: int | None = None) -> date | None:
        """Return the day that is meant when the month is written first, or second; None where there is none.

        ``year`` is that of a day which is written without one.
        """
        month, day = self.month, self.day
        if self.first:
            month, day = (self.first, self.second) if month_first else (self.second, self.first)
        year = self.year or year
        try:
            return date(year, month, day) if year and month and day else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Heading:
    """What stands above a column of marks. Without ``day`` it is a day of a week that is named elsewhere."""

    day: Day | None
    weekday: int | None
    session: str | None
    is_week: bool


def heading_of(text: str) -> Heading | None:
    """Return the day and session that a heading names; None for a heading of anything else."""
    left = re.sub(r"[\s_]+", " ", text).strip().casefold()
    day, left = take_day(left)
    is_week = bool(WEEK.search(left))
    left = WEEK.sub(" ", left).strip()
    weekdays = [match.group(1)[:3] for match in WEEKDAY.finditer(left)]
    left = WEEKDAY.sub(" ", left).strip()
    session = None
    for name, pattern in SESSIONS:
        if pattern.search(left):
            if session:
                return None
            session, left = name, pattern.sub(" ", left)
    if FILLERS.sub("", left) or len(set(weekdays)) > 1 or not (day or weekdays):
        return None
    return Heading(day, WEEKDAYS.index(weekdays[0]) if weekdays else None, session, is_week)


def take_day(text: str) -> tuple[Day | None, str]:
    """Return the day in a text, and the text without it."""
    if serial := SPREADSHEET_DAY.match(text):
        day = FIRST_SERIAL_DAY + timedelta(days=int(serial["serial"]))
        return Day(day.year, day.month, day.day), text[serial.end() :]
    for pattern in DATES:
        if found := pattern.search(text):
            kept = " ".join(word for word in WEEKDAY.findall(found.group()) if word)
            return day_of(found), f"{text[: found.start()]} {kept} {text[found.end() :]}"
    return None, text


def day_of(found: re.Match[str]) -> Day:
    """Return the day that a pattern found."""
    parts = found.groupdict()
    month = parts.get("month")
    number = int(month) if month and month.isdigit() else MONTHS.index(month[:3]) + 1 if month else None
    year = int(parts["year"]) if parts.get("year") else None
    return Day(
        year if year is None or year > 99 else 2000 + year,
        number,
        int(parts["day"]) if parts.get("day") else None,
        int(parts["first"]) if parts.get("first") else None,
        int(parts["second"]) if parts.get("second") else None,
    )


def days_in(text: str) -> list[date]:
    """Return every whole day that a line of text names, day first."""
    return [day for each in written_days(text.casefold()) if (day := each.read(month_first=False))]


def written_days(text: str) -> Iterator[Day]:
    """Yield the days in a text in the order in which they stand."""
    while text:
        found = [match for pattern in DATES if (match := pattern.search(text))]
        if not found:
            return
        # Of those that begin first the longest: 03/11/2025 also begins as 03/11.
        match = min(found, key=lambda each: (each.start(), -each.end()))
        yield day_of(match)
        text = text[match.end() :]
