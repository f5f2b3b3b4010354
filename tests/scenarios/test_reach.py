"""Who counts as the lowest quarter by results."""

import numpy as np
import pytest

from dashboard.scenarios.reach import lowest


@pytest.mark.parametrize(
    ("points", "many"),
    [
        (np.arange(100.0), 25),
        (np.repeat([1.0, 2.0, 3.0], [24, 22, 54]), 24),  # not the 46 with a 1 or a 2
        (np.repeat([1.0, 2.0], [40, 60]), 40),
        (np.array([np.nan, np.nan]), 0),
        (np.r_[np.full(8, np.nan), np.arange(8.0)], 2),
    ],
)
def test_the_lowest_quarter_is_as_near_to_a_quarter_as_equal_results_allow(points, many):
    assert lowest(points).sum() == many
