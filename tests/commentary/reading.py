"""How hard a sentence is to read: the Flesch-Kincaid grade, with the words of a school counted once.

Grade 8 is what a pupil of 13 reads: the level of a popular newspaper.
"""

import re

from dashboard.measures import MEASURES
from dashboard.reference import reference
from dashboard.schemas import SCHEMAS

HARDEST = 8.0
# What these things are called in every school and in the Department's own tables: a reader knows them, or
# learns them once. Each counts as one word of two syllables, however long it is.
DOMAIN = (
    *sorted(SCHEMAS, key=len, reverse=True),  # the import files, by name
    *(measure.title for measure in MEASURES.values()),
    *reference("sen_need")["label"],
    "English as an additional language",
    "the expected standard",
    "expected",
    "not eligible for pupil premium",
    "free school meals",
    "pupil premium",
    "prior attainment",
    "persistent absence",
    "severe absence",
    "authorised absence",
    "unauthorised absence",
    "looked-after children",
    "service children",
    "support records",
    "an EHC plan",
    "SEN support",
    "young carers",
    "pupils",
    "pupil",
    "sessions",
    "absence",
)
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
NUMBER = re.compile(r"\d[\d.,/]*%?")


def syllables(word: str) -> int:
    """Count the syllables of an English word as they are heard: groups of vowels, a silent e left out."""
    heard = word.lower().strip("'-")
    if len(heard) <= 3 or heard.isupper():
        return 1
    heard = re.sub(r"(?:[^laeiouycsgxz]es|[^aeioudt]ed|[^laeiouy]e)$", lambda found: found[0][0], heard)
    heard = re.sub(r"^y|(?<=[^aeiou])e(?=ly$)", "", heard)
    return max(1, len(re.findall(r"[aeiouy]{1,2}", heard)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    plain = text
    for term in DOMAIN:
        plain = re.sub(rf"\b{re.escape(term)}\b", "Monday", plain, flags=re.IGNORECASE)
    plain = NUMBER.sub("six", re.sub(r"(?<=\d)[.,](?=\d)", "", plain))
    parts = [WORD.findall(part) for part in re.split(r"[.:;!?()]+(?:\s|$)|\(|, about", plain)]
    sentences = [part for part in parts if part]
    words = [word for part in sentences for word in part]
    heard = sum(map(syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * heard / len(words) - 15.59
