"""What the school has told, how old it is, and which file would tell the rest."""

from datetime import date

import pandas as pd
import pytest

from dashboard.overview.evidence import COMPONENTS, MARKS, RESULTS, ago, compass, known_of
from dashboard.schemas import SCHEMAS

TODAY = date(2025, 11, 17)


def loaded(**latest: str | None) -> pd.DataFrame:
    rows = [
        (name, 10, pd.Timestamp(day) if day else pd.NaT, pd.Timestamp("2025-11-15 08:00"))
        for name, day in latest.items()
    ]
    return pd.DataFrame(rows, columns=["table_name", "rows", "latest", "imported_at"])


def test_new_marks_are_fresh_and_say_to_which_day():
    known = known_of(MARKS, loaded(attendance="2025-11-14"), TODAY)
    assert (known.state, known.words) == ("fresh", "to 14 November 2025")


def test_totals_do_where_there_are_no_marks_and_the_newer_of_the_two_counts():
    known = known_of(MARKS, loaded(attendance="2024-07-19", attendance_totals="2025-11-14"), TODAY)
    assert known.words == "to 14 November 2025"


def test_old_results_are_called_old():
    known = known_of(RESULTS, loaded(results="2025-01-10"), TODAY)
    assert (known.state, known.words) == ("stale", "none since 10 January 2025 (10 months ago)")


def test_what_is_not_loaded_names_the_file_that_brings_it():
    known = known_of(RESULTS, loaded(attendance="2025-11-14"), TODAY)
    assert (known.state, known.file) == ("none", "results")


def test_a_list_without_dates_says_when_it_was_loaded():
    [staff, *_] = compass(loaded(staff=None), TODAY)[COMPONENTS[3]]
    assert (staff.state, staff.words) == ("fresh", "loaded 15 November 2025")


def test_the_five_components_ask_only_for_files_that_can_be_imported():
    assert len(COMPONENTS) == 5
    assert {file for each in COMPONENTS for source in each.sources for file in source.files} <= set(SCHEMAS)


@pytest.mark.parametrize(("days", "said"), [(12, "12 days ago"), (92, "3 months ago"), (800, "2 years ago")])
def test_ago_is_no_finer_than_matters(days, said):
    assert ago(days) == said
