"""The academic year turns on 1 September, in every century."""

from datetime import date

from dashboard.academic_years import academic_year, first_year, written


def test_the_year_turns_on_the_first_of_september():
    assert [academic_year(day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == ["2025/26", "2026/27"]
    assert [first_year(day) for day in (date(2026, 1, 1), date(2026, 12, 31))] == [2025, 2026]


def test_the_second_year_is_written_with_two_digits():
    assert [written(first) for first in (1999, 2008, 2025)] == ["1999/00", "2008/09", "2025/26"]
