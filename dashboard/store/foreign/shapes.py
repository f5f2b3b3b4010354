"""The shapes of files that are translated into import files, in the order in which they are tried.

A file that none of them knows is read as a table with our headings or others that we know.
"""

from dashboard.store.foreign.census import Census
from dashboard.store.foreign.ctf import Ctf
from dashboard.store.foreign.day_rows import DayRows
from dashboard.store.foreign.mark_grids import MarkGrids
from dashboard.store.foreign.mark_strings import MarkStrings
from dashboard.store.foreign.marksheets import Marksheets
from dashboard.store.foreign.oneroster import OneRoster
from dashboard.store.foreign.pupil_lists import PupilLists
from dashboard.store.foreign.result_rows import ResultRows
from dashboard.store.foreign.sds import SchoolDataSync
from dashboard.store.foreign.shape import Shape
from dashboard.store.foreign.totals import Totals
from dashboard.store.foreign.xml_other import OtherXml

SHAPES: list[Shape] = [
    Census(),
    Ctf(),
    OtherXml(),
    OneRoster(),
    SchoolDataSync(),
    MarkStrings(),
    MarkGrids(),
    DayRows(),
    Totals(),
    Marksheets(),
    ResultRows(),
    PupilLists(),
]
