"""Numbers are said as people say them, cells come in the order of the rows, groups are counted once."""

import numpy as np
import pandas as pd
import pytest

from dashboard.scenarios.outcome import ROWS, Line, certainty_of, in_order
from dashboard.scenarios.reach import by_group, lowest
from dashboard.scenarios.words import against, count, listed, money, money_against, more_or_fewer, number


@pytest.mark.parametrize(
    ("pounds", "words"),
    [(5_460_000, "£5.46 million"), (-247_800, "£248,000"), (8_840, "£8,800"), (950.4, "£950"), (0, "£0")],
)
def test_money(pounds, words):
    assert money(pounds) == words


def test_numbers():
    assert (number(1204.5), number(-0.04, 1), number(2.25, 1)) == ("1,205", "0.0", "2.3")
    assert (count(0, "pupil"), count(1, "pupil"), count(2, "family", "families")) == (
        "no pupils",
        "1 pupil",
        "2 families",
    )
    assert (listed(["a"]), listed(["a", "b", "c"])) == ("a", "a, b and c")


def test_changes():
    assert more_or_fewer(-0.5, "teachers") == "0.5 fewer teachers"
    assert more_or_fewer(0.01, "teachers") == "as many teachers"
    assert against(24.2, 22.2, "pupils") == "24.2 pupils, 2.0 more than today"
    assert against(22.2, 22.21, "pupils") == "22.2 pupils, as today"
    assert money_against(90_000, 100_000) == "£90,000 a year, £10,000 less than today"
    assert money_against(5, 5) == "£5 a year, as today"


def test_rows_are_put_in_order_and_keep_theirs():
    lines = [Line(row, what, None, None, "", "") for row in reversed(ROWS) for what in "ab"]
    found = in_order(lines)
    assert [line.row for line in found] == [row for row in ROWS for _ in range(2)]
    assert [line.what for line in found] == list("ab") * len(ROWS)


@pytest.mark.parametrize(
    ("found", "bound", "words"),
    [
        (10, 10, "cannot be bettered"),
        (0, 0, "cannot be bettered"),
        (98.5, 100, "at most 2 % from the best possible"),
        (102, 100, "at most 2 % from the best possible"),
        (90, 100, "best found; no guarantee"),
        (1, 0, "best found; no guarantee"),
        (5, float("inf"), "best found; no guarantee"),
    ],
)
def test_how_sure_an_answer_is(found, bound, words):
    assert certainty_of(found, bound) == words


def test_groups_are_counted_with_the_unknown_beside_them():
    pupils = pd.DataFrame(
        {"pupil_premium": pd.array([True, False, None], dtype="boolean"), "sen": ["K", "N", "N"]}
    )
    found = by_group(pupils, {"placed": np.array([True, True, False]), "share": np.array([0.5, 1.0, 0.25])})
    rows = found.set_index(["characteristic", "group"])
    assert rows.loc[("all", "All pupils")].tolist() == [3, 2, 1.75]
    assert rows.loc[("pupil_premium", "Not known"), "pupils"] == 1
    assert rows.loc[("sen", "SEN support"), "share"] == 0.5
    assert not lowest(np.array([np.nan, np.nan])).any()
