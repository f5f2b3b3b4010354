"""Values, intervals, differences and tests: numbers in, numbers out.

``scipy.stats`` takes half a second to load. It is loaded where it is used, not at the top, so that the
start of the server need not wait; ``dashboard.shell.warming`` loads it soon after.
"""

from dashboard.statistics.adjusted import AdjustedDifference, adjusted_difference
from dashboard.statistics.changes import Gap, change_between, pupils_behind, sessions_behind
from dashboard.statistics.differences import default_reference, differences, with_differences
from dashboard.statistics.intervals import Kind, Rows, intervals, variance_of_value, with_intervals
from dashboard.statistics.shuffle import ShuffleTest, shuffle_classes, shuffle_test

__all__ = [
    "AdjustedDifference",
    "Gap",
    "Kind",
    "Rows",
    "ShuffleTest",
    "adjusted_difference",
    "change_between",
    "default_reference",
    "differences",
    "intervals",
    "pupils_behind",
    "sessions_behind",
    "shuffle_classes",
    "shuffle_test",
    "variance_of_value",
    "with_differences",
    "with_intervals",
]
