"""A question to discuss on each figure: the same for the same figure, plain, and to be changed by hand."""

import re
from collections.abc import Mapping
from typing import Any

from dashboard.measures import MEASURES

STRENGTH = "What did we do that helped here, and how do we keep it going?"
# The first that fits what the figure says. Whether chance could do it comes before what to do about it.
SAID = (
    (
        ("could be chance", "chance could", "no clear gap", "no gap stands out", "too few"),
        "Chance could explain this. What do we see day to day that the figure cannot show?",
    ),
    (
        ("narrowed", "has closed", "is closing", "smaller than"),
        STRENGTH,
    ),
    (
        ("widened", "is growing", "wider than"),
        "What changed for these pupils while the gap grew, and what could we do first?",
    ),
)
AREAS = {
    "attendance": "What keeps these pupils away, and what would bring one more of them in each week?",
    "attainment": "What do these pupils find hardest, and what have we tried that worked?",
    "support": "Does extra help reach those who need it most? Who is missing?",
}
CARDS = {
    "equity-groups": AREAS["attendance"],
    "equity-forest": "Which of these gaps can we do most about this term, and who will lead on it?",
    "equity-levels": "For whom is the gap widest, and what do we do differently for the others?",
    "tracking-": "Which pupils moved, which did not, and what was different in their teaching?",
    "attendance-": AREAS["attendance"],
    "support-": AREAS["support"],
    "whatif-": "What would we have to give up for this, and how would we know that it works?",
    "overview-attendance": AREAS["attendance"],
    "overview-attainment": AREAS["attainment"],
    "overview-support": AREAS["support"],
    "pack-": "What are leaders doing about this, and when will we know whether it works?",
}
# What a sentence says of years before decides nothing about what to discuss now.
EARLIER = re.compile(r"in the whole of \d|at this time last year")
OTHERWISE = "What does this tell us, what does it not, and what shall we do next?"


def about(card: str, sentence: str, chosen: Mapping[str, Any]) -> str:
    """Return the question for a figure, from what it says and what it is about."""
    said = EARLIER.split(sentence.lower())[0]
    for signs, question in SAID:
        if any(sign in said for sign in signs):
            return question
    measure = MEASURES.get(str(chosen.get("equity-measure")))
    if measure and card in {"equity-groups", "equity-trend"}:
        return AREAS.get(measure.area, OTHERWISE)
    return next((question for start, question in CARDS.items() if card.startswith(start)), OTHERWISE)
