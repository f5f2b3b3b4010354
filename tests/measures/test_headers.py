"""What is wrong with a new measure is said with its file and the remedy."""

from dataclasses import replace

import duckdb
import pytest

from dashboard import measures
from dashboard.query import read_query
from dashboard.store import macros


@pytest.mark.parametrize(
    ("key", "found", "told"),
    [
        (
            "good",
            None,
            "found '' as good. Give its header a line `good:` with one of low, high, neither.",
        ),
        ("unit", "per cent", "found 'per cent' as unit. .* with one of percent, points, hours."),
        ("source", None, "found '' as source. .* with where the definition is from."),
    ],
)
def test_a_header_that_says_too_little_is_named(monkeypatch, key, found, told):
    query = read_query("measures/lateness")
    declared = {name: text for name, text in query.declared.items() if name != key}
    declared |= {key: found} if found else {}
    monkeypatch.setattr(measures, "read_query", lambda _: replace(query, declared=declared))
    with pytest.raises(ValueError, match=f"queries/measures/lateness.sql: {told}"):
        measures.read_measure("lateness")


def test_a_macro_that_fits_no_table_is_named(monkeypatch):
    monkeypatch.setattr(macros, "MACROS", ("measures/lateness",))
    with pytest.raises(duckdb.Error, match=r"queries/measures/lateness\.sql: .*does not exist"):
        macros.create_macros(duckdb.connect())
