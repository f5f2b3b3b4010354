"""The attack kept: made-up schools' packs are attacked, and no hidden count can be had.

The whole of it, on all 30 schools, is run by ``make bench``; here are those that gave most trouble.
"""

from dataclasses import replace
from time import monotonic

import numpy as np
import pytest

from dashboard.packs import audit as auditing
from dashboard.packs.attack import Cell, Range, attack, hidden_cells, is_hidden_well
from dashboard.packs.audit import audit, audit_year, complete_outcomes, finest, small_sides
from dashboard.packs.making import menu, placed, tables
from dashboard.packs.twins import ranges, reshuffle
from tests.packs.made_up import school
from tests.packs.microdata import OUTCOME, Microdata

HARD = (0, 18)
SECONDS = 60


@pytest.fixture(scope="module", params=HARD)
def audited(request):
    cohort = school(request.param)
    return cohort, audit(cohort)


def true_count(cohort, cell):
    """Return a hidden count as it is."""
    year = next(each for each in cohort.years if each.year == cell.year)
    labels = [group.label for group in cohort.characteristics.get(cell.characteristic, ())] or ["All pupils"]
    mine = placed(year, cell.characteristic) == labels.index(cell.group)
    if cell.side == "pupils":
        return int(mine.sum())
    return int((mine & (year.outcomes[cell.outcome] == {"yes": 1, "no": 0, "none": -1}[cell.side])).sum())


def attacked(cohort, found, most=None):
    """Return what the linear and the integer programme make of each hidden count of the last year."""
    year = cohort.latest
    mine = [table for table in found if table.year == year.year]
    small, complete = small_sides(year, mine), complete_outcomes(year)
    cells = hidden_cells(mine, small, complete)[:most]
    return attack(mine, small, complete, cells, monotonic() + SECONDS)


def test_no_hidden_count_of_an_audited_pack_is_exact_narrow_or_proved_to_be_one_to_four(audited):
    cohort, found = audited
    ranges_found = attacked(cohort, found.tables, most=12)
    assert ranges_found
    for cell, each in ranges_found.items():
        assert each.least <= true_count(cohort, cell) <= each.greatest, "the attack is sound"
        assert is_hidden_well(cell, each), (cell, each)


def test_the_attacker_who_thinks_in_whole_pupils_finds_none_either(audited):
    cohort, found = audited
    year = cohort.latest
    mine = [table for table in found.tables if table.year == year.year]
    small = {(c.characteristic, c.group, c.side): is_it for c, is_it in small_sides(year, mine).items()}
    attacker = Microdata(mine, year.year, small)
    tried = 0
    for (characteristic, outcome), table in attacker.tables.items():
        for figure in table.figures if characteristic in attacker.names else ():
            if figure.hidden and tried < 6:
                side = "pupils" if outcome is None else "yes"
                cell = Cell(year.year, characteristic, outcome, figure.group, side)
                if side == "yes" and true_count(cohort, cell) >= 10:
                    continue
                least, greatest = attacker.range_of(characteristic, figure.group, side)
                assert least <= true_count(cohort, cell) <= greatest
                assert greatest - least >= 3, (cell, least, greatest)
                assert not (least >= 1 and greatest <= 4), (cell, least, greatest)
                tried += 1


def test_a_twin_has_other_pupils_and_the_very_same_tables():
    cohort = school(0)
    year = cohort.latest
    mine = tables(cohort, menu(cohort))
    shuffle = reshuffle(cohort, year, mine, "SEN")
    cell = Cell(year.year, "SEN", "persistent_absence", "SEN support or EHC plan", "yes")
    taken = shuffle.solve(cell, 1, 5.0, {})
    twin = replace(year, groups={**year.groups, "SEN": shuffle.places(taken)})
    assert (twin.groups["SEN"] != year.groups["SEN"]).any()
    counts = [placed(each, "SEN")[each.outcomes["persistent_absence"] == 1] for each in (year, twin)]
    assert not np.array_equal(*(np.bincount(each, minlength=2) for each in counts))
    shown = [table.figures for table in mine if table.characteristic == "SEN"]
    again = tables(replace(cohort, years=(twin,)), [t.key for t in mine if t.characteristic == "SEN"])
    assert [[f.pupils for f in each.figures] for each in again] == [
        [f.pupils for f in each] for each in shown
    ]


def test_what_twins_prove_the_attack_cannot_narrow():
    cohort = school(4)
    year = cohort.latest
    mine = tables(cohort, menu(cohort))
    small, complete = small_sides(year, mine), complete_outcomes(year)
    cells = [each for each in hidden_cells(mine, small, complete) if each.characteristic == "Looked after"]
    inner = ranges(cohort, year, mine, "Looked after", cells, monotonic() + SECONDS)
    outer = attack(mine, small, complete, cells, monotonic() + SECONDS)
    for cell in cells:
        assert outer[cell].least <= inner[cell].least <= inner[cell].greatest <= outer[cell].greatest


def test_counts_that_are_only_hidden_and_not_rounded_are_found_out(monkeypatch):
    cohort = school(0)
    year = cohort.latest

    def unrounded(table):
        places = placed(year, table.characteristic)
        counts = [int((places == place).sum()) for place in range(len(table.figures))]
        figures = [
            replace(figure, pupils=count if figure.pupils is not None else None)
            for figure, count in zip(table.figures, counts, strict=True)
        ]
        return replace(table, figures=tuple(figures))

    monkeypatch.setattr("dashboard.packs.attack.rule.span", lambda count: (count, count))
    one_way = [unrounded(table) for table in tables(cohort, menu(cohort)) if table.outcome is None]
    cells = hidden_cells(one_way, {}, frozenset())
    alone = [cell for cell in cells if cell.characteristic == "Looked after"]
    [found] = attack(one_way, {}, frozenset(), alone, monotonic() + SECONDS).values()
    assert found.least == found.greatest == true_count(cohort, alone[0])


def test_what_cannot_be_decided_in_time_has_failed_and_its_table_goes(monkeypatch):
    cohort = school(18)
    in_time = audit(cohort)
    monkeypatch.setattr(auditing, "ranges", lambda *_args: {})
    late = audit(cohort, seconds=0.0)
    assert len(late.dropped) > len(in_time.dropped)
    year = cohort.latest
    assert audit_year(cohort, year, late.tables, monotonic() - 1).failing == []


@pytest.mark.parametrize(
    ("side", "least", "greatest", "stands"),
    [
        ("yes", 3, 3, False),
        ("yes", 0, 2, False),
        ("yes", 1, 4, False),
        ("yes", 0, 3, True),
        ("yes", 1, 5, True),
        ("yes", None, 9, False),
        ("none", 2, 2, False),
        ("none", 0, 0, True),
        ("none", 2, 4, True),
    ],
)
def test_when_a_hidden_count_stands(side, least, greatest, stands):
    cell = Cell("2026/27", "SEN", "on_target", "EHC plan", side)
    assert is_hidden_well(cell, Range(least, greatest)) is stands


def test_the_finest_table_goes_first():
    cohort = school(4)
    mine = tables(cohort, menu(cohort))
    year = cohort.latest.year
    assert finest(mine, Cell(year, "SEN", "on_target", "No SEN", "yes")) == (year, "SEN", "on_target")
    assert finest(mine, Cell(year, "SEN", None, "No SEN"))[2] is not None
    assert finest(mine, Cell(year, "All pupils", "on_target", "All pupils", "yes"))[1] == "Year group"


def test_the_outcome_of_the_second_attacker_is_in_the_menu():
    assert OUTCOME in school(0).outcomes
