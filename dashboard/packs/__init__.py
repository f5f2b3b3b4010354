"""Governors' packs: gathered, attacked, published, read.

Who shows a pack (a page, slides, a workbook) needs only this: ``current`` and what a ``Pack`` holds.
Nothing here reaches the school's store; what does is in ``gather``, ``publishing`` and ``as_known``.
"""

from dashboard.packs.cohort import EVERYONE, Outcome
from dashboard.packs.pack import Average, Figure, Hidden, Pack, Said, Table
from dashboard.packs.shelf import all_packs, current, read

__all__ = [
    "EVERYONE",
    "Average",
    "Figure",
    "Hidden",
    "Outcome",
    "Pack",
    "Said",
    "Table",
    "all_packs",
    "current",
    "read",
]
