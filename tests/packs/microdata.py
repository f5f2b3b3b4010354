"""A second attacker, who thinks in whole pupils: one variable for each combination of everything at once.

``dashboard.packs.attack`` holds each table's counts together by their sums. This one also knows that all
tables are of the same pupils: it is stronger where two characteristics and two outcomes pull at one
another, and it shares no line with the audit.
"""

from itertools import product

import numpy as np
from scipy.optimize import linprog

from dashboard.packs.cohort import EVERYONE

CHARACTERISTICS = ("Sex", "Pupil premium", "SEN", "EAL", "Ethnicity")
OUTCOME = "persistent_absence"


class Microdata:
    """The combinations of five characteristics and one outcome, and what a pack tells of their numbers."""

    def __init__(self, pack_tables, year, small):
        mine = [t for t in pack_tables if t.year == year and t.outcome in (None, OUTCOME)]
        self.tables = {(t.characteristic, t.outcome): t for t in mine}
        self.names = [each for each in CHARACTERISTICS if (each, None) in self.tables]
        groups = [[f.group for f in self.tables[each, None].figures] for each in self.names]
        self.cells = list(product(*groups, (1, 0)))
        self.rows, self.least, self.greatest = [], [], []
        for (characteristic, outcome), table in self.tables.items():
            if characteristic in (*self.names, EVERYONE):
                for figure in table.figures:
                    self.note(characteristic, outcome, figure, small)

    def row(self, characteristic, group, side):
        """Return which combinations a count adds up."""
        place = self.names.index(characteristic) if characteristic != EVERYONE else None
        return np.array(
            [
                (place is None or cell[place] == group) and (side is None or cell[-1] == side)
                for cell in self.cells
            ],
            dtype=float,
        )

    def note(self, characteristic, outcome, figure, small):
        """Note what one figure tells."""
        whole = self.row(characteristic, figure.group, None)
        self.add(whole, *((0, 9) if figure.pupils is None else self.shown(figure.pupils)))
        if outcome is None:
            return
        for side, name in ((1, "yes"), (0, "no")):
            part = self.row(characteristic, figure.group, side)
            if figure.count is None:
                if figure.pupils is not None:
                    is_small = small[characteristic, figure.group, name]
                    self.add(part, *((0, 9) if is_small else (10, np.inf)))
            elif side == 1:
                self.add(part, *self.shown(figure.count))
            else:
                self.add(part, 10, np.inf)

    @staticmethod
    def shown(count):
        """Return what a shown count can be: written out again, apart from the code under attack."""
        return max(10, count - 2), count + 2

    def add(self, row, least, greatest):
        """Note that a sum lies between two ends."""
        self.rows.append(row)
        self.least.append(least)
        self.greatest.append(greatest)

    def range_of(self, characteristic, group, side):
        """Return the least and the greatest number that a count can be, by linear programme."""
        objective = self.row(characteristic, group, {"yes": 1, "no": 0, "pupils": None}[side])
        finite = np.isfinite(self.greatest)
        above = np.array(self.rows)[finite]
        matrix = np.vstack([above, -np.array(self.rows)])
        ends = np.concatenate([np.array(self.greatest)[finite], -np.array(self.least)])
        found = [linprog(sign * objective, A_ub=matrix, b_ub=ends, method="highs") for sign in (1, -1)]
        assert all(each.status == 0 for each in found)
        return int(np.ceil(found[0].fun - 1e-6)), int(np.floor(-found[1].fun + 1e-6))
