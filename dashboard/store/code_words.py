"""How systems write codes out in words: "White - British" is WBRI, "Hearing impairment" is HI."""

import csv
import re
from functools import cache

from dashboard.reference import FOLDER

PARTED = re.compile(r"[\s\-\u2013\u2014/,]+")  # as the macro code_of reads them
# The group that stands before a background, by the letter with which its codes begin.
GROUPS = {
    "W": ("white",),
    "M": ("mixed", "mixed dual background", "mixed or multiple ethnic groups"),
    "A": ("asian", "asian or asian british"),
    "B": ("black", "black or black british", "black black british caribbean or african"),
}


def as_words(text: str) -> str:
    """Return words in small letters, without what writers put between them."""
    return PARTED.sub(" ", text.casefold()).strip()


@cache
def spelled_out(code_list: str) -> dict[str, str]:
    """Return the words of a list of codes, each with its code; none that two codes have."""
    with (FOLDER / f"{code_list}.csv").open(encoding="utf-8", newline="") as file:
        labels = [(row["code"], as_words(row["label"])) for row in csv.DictReader(file)]
    found = one_of_each(labels)
    if code_list == "ethnicity":
        found = {**one_of_each([each for code, label in labels for each in with_group(code, label)]), **found}
    return found


def with_group(code: str, label: str) -> list[tuple[str, str]]:
    """Return a background with the names of its group before it, as "Asian or Asian British - Indian"."""
    groups = GROUPS.get(code[0], ())
    bare = [label.removeprefix(f"{group} ") for group in groups[:1]]
    return [(code, f"{group} {each}") for group in groups for each in {label, *bare}]


def one_of_each(words: list[tuple[str, str]]) -> dict[str, str]:
    """Return the words that name one code alone."""
    found: dict[str, set[str]] = {}
    for code, label in words:
        found.setdefault(label, set()).add(code)
    return {label: min(codes) for label, codes in found.items() if len(codes) == 1 and label}
