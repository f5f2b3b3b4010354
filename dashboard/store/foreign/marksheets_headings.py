"""What a marksheet's heading says: "Maths target", "English Y9 Spring Working At", "Sci - Predicted".

A heading is a result's only when every word of it is understood: "Maths set" and "English effort" are not.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.reference import reference
from dashboard.store.foreign.grids_days import take_day
from dashboard.store.matching import plain

KINDS = (
    (
        "target",
        r"\b(?:(?:end of (?:year|key stage|ks ?\d)|eoy|eoks\d?|minimum|min|aspirational|personal|teacher|"
        r"school|fft ?\d*) )?(?:target|tgt|targ)(?: (?:grade|level))?\b|"
        r"\b(?:meg|mtg|etg|fft ?(?:20|50|5)?)\b|\bmin(?:imum)? expected(?: grade)?\b",
    ),
    (
        "prediction",
        r"\b(?:predicted|prediction|pred|forecast|estimated?|projected|projection|likely)"
        r"(?: (?:grade|level))?\b",
    ),
    ("baseline", r"\b(?:baseline|starting point|prior attainment|entry level)\b"),
    (
        "result",
        r"\b(?:results?|working at(?: grade| level)?|wag|wa|currently|current(?: grade| level| attainment)?|"
        r"actual(?: grade)?|attainment|achieved|final grade|grade|level|mark|"
        r"(?:standardi[sz]ed |raw )?score|teacher assessment|ta)\b",
    ),
)
# What a heading says of the scale below it. A scaled score is of the key stage that stands beside it.
SCALES = (
    ("Percentage", r"%|\b(?:per ?cent(?:age)?|perc|pct)\b"),
    ("Standard age score", r"\b(?:sas|standard age scores?)\b"),
    ("scaled score", r"\b(?:ss|scaled scores?)\b"),
)
KEY_STAGE = re.compile(r"\bks ?([12])\b|\bkey stage ([12])\b")
ASSESSMENT = re.compile(
    r"\b(?:aut(?:umn)?|spr(?:ing)?|sum(?:mer)?)(?: ?(?:term|[12]))*\b|\b(?:au|sp|su) ?[12]\b|\bcats? ?4?\b|"
    r"\b(?:half[ -]?term|ht|term|t) ?[1-6]\b|"
    r"\b(?:data ?(?:drop|collection|point|capture)|dc|dd|dp|ap|ac|cycle|round|week|progress check|pc|"
    r"assessment(?: point)?|report) ?\d{1,2}\b|\b(?:mocks?|exams?|tests?|paper|ppe)(?: ?\d)?\b|"
    r"\by(?:ea)?r? ?\d{1,2}\b|"
    r"\bks ?[1-5]\b|\bkey stage [1-5]\b|\bend of (?:year|term|key stage)\b|\beoy\b|"
    r"\b20\d\d(?: ?[/-] ?(?:20)?\d\d)?\b|\b(?:sept?|oct|nov|dec|jan|feb|mar|apr|may|june?|july?)[a-z]*\b"
)
FIRST_ASSESSMENT = re.compile(rf"(?:{ASSESSMENT.pattern})[\s\-:]*")
FILLER = re.compile(r"[\s\-\u2013:/(),.|]+")
ABBREVIATION = 3


@dataclass(frozen=True)
class SheetHeading:
    """What stands above a column of results; empty where it does not say."""

    subject: str
    kind: str
    assessment: str
    day: date | None
    says_kind: bool
    scale: str = ""


@cache
def subjects() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the pattern of every way of writing a subject, the longest first, each with its name."""
    names: dict[str, str] = {}
    for row in reference("subject").to_dict("records"):
        for name in [row["subject"], *filter(None, row["also_called"].split(";"))]:
            names.setdefault(name.casefold(), row["subject"])
    ordered = sorted(names, key=lambda name: -len(name))
    return tuple((pattern_of(name), names[name]) for name in ordered)


def pattern_of(name: str) -> re.Pattern[str]:
    """Return the pattern of one way of writing a subject: an abbreviation counts as the first word alone."""
    anchor = "^" if len(name) <= ABBREVIATION else r"(?<!\w)"
    return re.compile(anchor + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)")


def sheet_heading(text: str) -> SheetHeading | None:
    """Return what a heading says of the results below it; None where it is not understood whole."""
    found = take_subject(re.sub(r"[\s_]+", " ", text).strip())
    if found is None:
        return None
    subject, left = found
    written, lower = take_day(left.casefold())
    day = written.read(month_first=False) if written else None
    if written and written.year is None:
        day, lower = None, left.casefold()
    scale, lower = take_scale(lower)
    kinds = []
    for kind, pattern in KINDS:
        lower, times = re.subn(pattern, " ", lower)
        kinds += [kind] * bool(times)
    words = [each.group() for each in ASSESSMENT.finditer(lower)]
    if FILLER.sub("", ASSESSMENT.sub(" ", lower)) or len(set(kinds) - {"result"}) > 1:
        return None
    kind = next((kind for kind in kinds if kind != "result"), "result")
    return SheetHeading(subject, kind, as_written(left, words), day, bool(kinds or scale), scale)


def take_subject(text: str) -> tuple[str, str] | None:
    """Return the subject that a heading names, and what is left of it; None where it names none.

    An abbreviation may stand behind the assessment too: "KS2 Ma".
    """
    behind = FIRST_ASSESSMENT.match(text.casefold())
    for start in (0, behind.end()) if behind else (0,):
        left = text[start:]
        for pattern, name in subjects():
            if match := pattern.search(left.casefold()):
                return name, f"{text[:start]}{left[: match.start()]} {left[match.end() :]}"
    return None


def take_scale(text: str) -> tuple[str, str]:
    """Return the scale that a heading names, if any, and what is left of the heading."""
    for scale, pattern in SCALES:
        left, times = re.subn(pattern, " ", text)
        if times and scale == "scaled score":
            stage = KEY_STAGE.search(text)
            return f"KS{stage[1] or stage[2]} scaled score" if stage else "", left
        if times:
            return scale, left
    return "", text


def as_written(text: str, words: list[str]) -> str:
    """Return words as the heading writes them, in their order."""
    written, lower, start = [], text.casefold(), 0
    for word in words:
        start = max(lower.find(word, start), 0)
        written.append(text[start : start + len(word)])
        start += len(word)
    return " ".join(written)


@cache
def known_grades() -> frozenset[str]:
    """Return every grade of every scale of the reference data."""
    return frozenset(plain(grade) for grade in reference("grade")["grade"])
