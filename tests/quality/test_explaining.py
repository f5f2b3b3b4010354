"""Who stands behind a number and who does not, by name; and which import files a query rests on."""

import datetime

import pytest

from dashboard.explaining import explained, rows_words, tables_of
from dashboard.gaps import by_group
from dashboard.measures import MEASURES
from dashboard.query import QUERIES, read_query
from dashboard.scope import NO_FILTERS

YEAR = {**NO_FILTERS, "from_date": datetime.date(2025, 9, 1), "to_date": datetime.date(2026, 8, 31)}


def test_who_is_left_out_is_counted_with_the_reason(holes):
    told = explained(holes, ("results",), YEAR, "average_points")
    # Ann alone has a result with points; Ben's is "absent".
    assert (told.pupils, told.valued) == (6, 1)
    assert told.counted == "1 of 6 pupils on roll in these days are counted."
    assert told.left_out == (
        "5 are left out: no result in these dates that this measure can use.",
        "1 of 2 results are left out: they have no points on their scale.",
    )


def test_who_left_before_the_days_is_not_in_question(holes):
    october = {**YEAR, "from_date": datetime.date(2025, 10, 1)}
    assert explained(holes, ("results",), october, "average_points").pupils == 5  # without Fay


@pytest.mark.parametrize("measure", ["absence_rate", "average_points", "at_expected", "in_support"])
def test_as_many_are_counted_as_the_figure_counts(holes, measure):
    told = explained(holes, (), YEAR, measure)
    assert [told.valued] == by_group(holes, "leader", measure, "All pupils", YEAR)["pupils"].tolist()


def test_every_measure_says_which_files_it_rests_on():
    for measure in MEASURES.values():
        assert tables_of(measure.sql), measure.name
    assert tables_of(MEASURES["absence_rate"].sql) == ("attendance", "attendance_totals")


@pytest.mark.parametrize("folder", ["attendance", "tracking", "support", "equity", "quality"])
def test_nearly_every_page_query_is_led_back_to_files(folder):
    names = [f"{folder}/{path.stem}" for path in (QUERIES / folder).glob("*.sql")]
    lost = [name for name in names if not tables_of(read_query(name).sql)]
    assert len(lost) <= len(names) / 3, lost


def test_a_comment_leads_nowhere():
    assert tables_of("-- from mark\nselect 1") == ()


def test_rows_are_named_only_where_their_place_is_known():
    assert rows_words({"first_row": 4, "last_row": 3690, "rows": 3687}) == "rows 4 to 3,690"
    assert rows_words({"first_row": None, "last_row": None, "rows": 12}) == "12 rows"
