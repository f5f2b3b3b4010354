"""Plain English about a figure, without a language model: the same figure, the same words, everywhere.

Figures in, one to three sentences out: what is so, how big it is, and how sure one can be, with the number
of pupils and where the figure comes from. ``of_gap`` speaks of a gap, ``of_trend`` of its course,
``of_level`` of one figure and ``of_move`` of a figure then and now; ``question_for`` asks what to talk about.
The sentences about gaps are those of ``dashboard.sentences``; what is added here is how sure they are.
"""

from dashboard.commentary.certainty import CERTAINTY, Grade, grade_of, grade_of_row
from dashboard.commentary.figures import Basis, of_gap, of_level, of_row, of_trend
from dashboard.commentary.moves import Move, of_move
from dashboard.commentary.questions import gap_question, question_for, trend_question

__all__ = [
    "CERTAINTY",
    "Basis",
    "Grade",
    "Move",
    "gap_question",
    "grade_of",
    "grade_of_row",
    "of_gap",
    "of_level",
    "of_move",
    "of_row",
    "of_trend",
    "question_for",
    "trend_question",
]
