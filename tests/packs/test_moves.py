"""What is said to have changed since the last pack: nothing that chance alone moves among so many figures."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.packs.audit import audit
from dashboard.packs.cohort import EVERYONE
from dashboard.packs.composing import compose
from dashboard.packs.moves import FIRST, NOTHING, changes, compared
from dashboard.packs.words import trend_said
from dashboard.statistics import Gap
from tests.packs.made_up import school


@pytest.fixture(scope="module")
def pack():
    cohort = school(5)
    return compose(cohort, audit(cohort), None, 1, date(2026, 11, 14), "A. Head")


def focus_gaps(pack):
    """Return the tables and the figures of the focus groups' gaps."""
    return [
        (table, figure)
        for table in pack.tables
        if table.outcome
        for figure in table.figures
        if figure.is_focus and figure.difference is not None
    ]


def before(pack, table, figure, times):
    """Return the last pack, in which one gap was wider by so many times what chance seldom does to one."""
    reach = (figure.difference_high - figure.difference_low) / 2 * 2**0.5
    shift = times * reach * (1 if figure.difference > 0 else -1)
    names = ("difference", "difference_low", "difference_high")
    moved = replace(figure, **{name: getattr(figure, name) + shift for name in names})
    figures = tuple(moved if each is figure else each for each in table.figures)
    tables = tuple(replace(table, figures=figures) if each is table else each for each in pack.tables)
    return replace(pack, tables=tables, number=pack.number - 1)


def said(pack, previous):
    return [each.text for each in changes(pack, previous)]


def test_a_move_that_one_of_so_many_figures_makes_by_chance_is_not_named(pack):
    table, figure = focus_gaps(pack)[0]
    texts = said(pack, before(pack, table, figure, 1.15))
    assert not any("the gap has" in text for text in texts)
    figures = len([each for each in pack.tables if each.characteristic == EVERYONE and each.outcome])
    assert f"{figures + len(focus_gaps(pack))} figures are in both packs. None has clearly moved" in texts[-1]


def test_a_clear_move_is_named_and_counted_among_all(pack):
    table, figure = focus_gaps(pack)[0]
    texts = said(pack, before(pack, table, figure, 4))
    assert [text for text in texts if "the gap has narrowed" in text] == [texts[-2]]
    assert "1 has clearly moved" in texts[-1]
    assert re.search(r"A change of \d+ in 100 \(between \d+ and \d+\), [\d,]*[05] pupils\.$", texts[-2])


def test_how_a_gap_has_gone_over_the_years_carries_an_interval_and_how_many_pupils(pack):
    table, figure = focus_gaps(pack)[0]
    figure = replace(figure, difference=0.2, difference_low=0.1, difference_high=0.3, pupils=120)
    for is_sure, gone in ((True, "the gap has widened"), (False, "no clear change")):
        past = "2024/25", Gap(0.05, 0.01, 0.09)
        text = trend_said(table.characteristic, pack.outcomes[0], figure, past, is_sure).text
        assert text.endswith(
            f"a gap of 20 in 100; in 2024/25 it was 5: {gone}. "
            "A change of 15 in 100 (between 4 and 26), 120 pupils."
        )


def test_a_gap_that_is_now_the_other_way_is_named(pack):
    table, figure = max(focus_gaps(pack), key=lambda each: abs(each[1].difference))
    names = ("difference", "difference_low", "difference_high")
    ends = {
        name: -getattr(figure, other) for name, other in zip(names, (names[0], *names[:0:-1]), strict=True)
    }
    figures = tuple(replace(each, **ends) if each is figure else each for each in table.figures)
    tables = tuple(replace(table, figures=figures) if each is table else each for each in pack.tables)
    assert "the other way: a clear change" in said(pack, replace(pack, tables=tables))[-2]


def test_the_whole_schools_figures_are_judged_among_all_too(pack):
    table = pack.table(EVERYONE, "at_expected")
    total = table.figures[0]
    shift = 1.1 * 2**0.5 * (total.high - total.low) / 2
    moved = replace(total, **{name: getattr(total, name) - shift for name in ("value", "low", "high")})
    tables = tuple(replace(table, figures=(moved,)) if each is table else each for each in pack.tables)
    texts = said(pack, replace(pack, tables=tables))
    assert not any("a clear rise" in text for text in texts)


@pytest.mark.parametrize(
    ("day", "is_said"), [("2026-11-01", False), ("2025-11-20", False), ("2026-07-13", True)]
)
def test_packs_of_different_times_of_the_year_say_so(pack, day, is_said):
    texts = said(replace(pack, data_date="2026-11-13"), replace(pack, data_date=day))
    assert any("may be the time of year" in text for text in texts) is is_said


def test_what_cannot_be_compared_is_said(pack):
    assert said(pack, None) == [FIRST]
    assert said(pack, replace(pack, tables=())) == [NOTHING]


@pytest.mark.parametrize(
    ("figures", "moved", "words"),
    [
        (40, 0, "40 figures are in both packs. None has clearly moved; chance alone could move them so far."),
        (40, 2, "40 figures are in both packs. 2 have clearly moved; chance alone could move the others."),
        (1, 1, "1 figure is in both packs. 1 has clearly moved."),
    ],
)
def test_how_many_were_compared_is_said(figures, moved, words):
    assert compared(figures, moved) == words
