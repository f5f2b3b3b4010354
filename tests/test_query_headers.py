"""Every query file says truly what it takes, what it returns and what it makes."""

import pytest

from dashboard.measures import MEASURES, NAMES
from dashboard.query import QUERIES, read_query
from dashboard.store.build_steps import BUILD_STEPS
from dashboard.store.macros import MACROS

FILES = sorted(str(path.relative_to(QUERIES).with_suffix("")) for path in QUERIES.rglob("*.sql"))
OF_THE_STORE = ("build", "erase", "export", "foreign", "intake", "store")  # run on files that are being made
OF_THE_SCHOOL = [name for name in FILES if name.split("/")[0] not in OF_THE_STORE]
PAGE_QUERIES = [name for name in OF_THE_SCHOOL if name not in MACROS]
TABLE_MACROS = [name for name in MACROS if "returns" in read_query(name).declared]
TABLES = [name for name in BUILD_STEPS if "makes" in read_query(name).declared]

BY_NAME = {"measure": "absence_rate", "characteristic": "Sex", "within": "SEN", "period_kind": "term"}
BY_TYPE = {"DATE": "2025-09-01", "VARCHAR": "none", "VARCHAR[]": [], "INTEGER": 1, "BIGINT": 1}
BY_TYPE |= {"BIGINT[]": [], "DOUBLE": 1.0}


def samples(query):
    """Return a value for each declared parameter."""
    declared = [part.split(" ", 1) for part in query.declared.get("params", "").split(", ") if part]
    return {name: BY_NAME.get(name, BY_TYPE[kind]) for name, kind in declared}


def as_declared(columns):
    return ", ".join(f"{name} {kind.split('(')[0]}" for name, kind, *_ in columns)


def describe(school, sql, values=None):
    return as_declared(school.connection().execute(f"describe {sql}", values).fetchall())


@pytest.fixture(scope="module")
def school(new_school):
    return new_school()


@pytest.mark.parametrize("name", PAGE_QUERIES)
def test_a_page_query_matches_its_header(school, name):
    query = read_query(name)
    [statement] = school.connection().extract_statements(query.sql)
    assert set(statement.named_parameters) == set(query.params)
    assert describe(school, query.sql, samples(query)) == query.declared["returns"]


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_takes_what_its_header_says(school, name):
    [(takes,)] = (
        school.connection()
        .execute(
            "select parameters from duckdb_functions() where function_name = $macro and not internal",
            {"macro": name.split("/")[1]},
        )
        .fetchall()
    )
    assert takes == read_query(name).params


@pytest.mark.parametrize("name", TABLE_MACROS)
def test_a_macro_returns_what_its_header_says(school, name):
    query = read_query(name)
    values = samples(query)
    slots = ", ".join(f"${param}" for param in values)
    assert describe(school, f"from {name.split('/')[1]}({slots})", values) == query.declared["returns"]


@pytest.mark.parametrize("name", TABLES)
def test_a_step_makes_the_table_its_header_says(school, name):
    declared = read_query(name).declared
    last = [step for step in TABLES if read_query(step).declared["makes"] == declared["makes"]][-1]
    if name == last:  # an earlier step's table has been changed since
        assert describe(school, declared["makes"]) == declared["returns"]


def test_every_macro_is_made_in_its_turn():
    written = [name for name in OF_THE_SCHOOL if "\ncreate or replace macro" in read_query(name).sql]
    assert sorted(MACROS) == written
    assert {name for name in FILES if name.startswith(("scope/", "measures/"))} <= set(MACROS)


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_declares_all_that_pages_say_of_it(name):
    measure = MEASURES[name]
    assert measure.definition.endswith(".")
    assert read_query(f"measures/{name}").params == ["from_date", "to_date", "subject"]
