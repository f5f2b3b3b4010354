"""A small school in memory, filled from tables written out in the test."""

import json
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.query import read_query, run
from dashboard.schemas import SCHEMAS, Schema
from dashboard.store import building, publishing, statements
from dashboard.store.build import as_text, build, in_words
from dashboard.store.build_steps import fill_pupil_measure, run_steps
from dashboard.store.macros import create_macros

LONGEST = "tests/store/test_crash.py"


def pytest_collection_modifyitems(items):
    """Begin with the longest file, so that no worker waits for it at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


class OwnPage(FlaskClient):
    """A client that sends what our own page would: a browser says of every request where it is from."""

    says_where_it_is_from = True

    def open(self, *args, **kwargs):
        said = {str(name).title() for name in dict(kwargs.get("headers") or {})}
        if self.says_where_it_is_from and not said & {"Sec-Fetch-Site", "Origin"}:
            kwargs["headers"] = {**dict(kwargs.get("headers") or {}), "Sec-Fetch-Site": "same-origin"}
        return super().open(*args, **kwargs)


Flask.test_client_class = OwnPage

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
EVERYONE = {"schools": [], "year_groups": [], "classes": [], "groups": []}
NUMBERS = count(1)
THE_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31", "subject": None}


TAKE_IN_MARKS = """
insert into staged.marked_pupil
select (select count(*) from staged.marked_pupil) + row_number() over (), school, pupil
from (select distinct school, pupil from given anti join staged.marked_pupil using (school, pupil));
insert into staged.mark by name
select pupil_key, cast(date as date) as date, session, code, batch
from given join staged.marked_pupil using (school, pupil);
"""


class School:
    """A school with nobody in it until a test gives it some pupils.

    ``given`` takes the import files as text; ``run`` builds the published tables from them,
    as an import would, before the first query. It may be handed to ``dashboard.gaps`` as a store.
    """

    def __init__(self):
        self.db = duckdb.connect()
        statements.settings(self.db, threads=1, disabled_optimizers=statements.SLOW_OPTIMIZERS)
        statements.attach(self.db, ":memory:", "staged")
        statements.load_reference(self.db, REFERENCE)
        self.db.execute(read_query("store/batch").sql)
        for schema in SCHEMAS.values():
            self.db.execute(staged_table(schema))
        self.generation = 0
        self.is_filled = False
        self.is_empty = False
        self.banner = None
        self.folder = Path(f"in memory {next(NUMBERS)}")  # the cache tells stores apart by it

    def given(self, batch: int = 1, **files: str) -> None:
        """Fill import files from text: a line of headings, then a line a row, cells split by ``|``.

        A row that leaves out the school or the academic year is of Riverside School in 2025/26.
        """
        for name, text in files.items():
            headings, *lines = [line for line in text.splitlines() if line.strip()]
            columns = [cell.strip() for cell in headings.split("|")]
            cells = [[cell.strip() or None for cell in line.split("|")] for line in lines]
            self.take_in(name, pd.DataFrame(cells, columns=columns, dtype=object), batch)

    def take_in(self, name: str, rows: pd.DataFrame, batch: int = 1) -> None:
        """Append the rows of one import file."""
        known = {column.name for column in SCHEMAS[name].columns}
        defaults = {"school": "Riverside School", "academic_year": "2025/26"}
        missing = {key: value for key, value in defaults.items() if key in known and key not in rows}
        self.db.register("given", rows.assign(**missing, batch=batch))
        [(before,)] = self.db.execute(read_query("intake/next_mark").sql).fetchall()
        self.db.execute(
            TAKE_IN_MARKS if name == "attendance" else f"insert into staged.{name} by name from given"
        )
        statements.count_marks(self.db, before)
        self.db.unregister("given")

    def build(self) -> None:
        """Make the published tables and the macros, as an import and the server would."""
        run_steps(self.db)
        create_macros(self.db)
        self.generation = 1

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return the connection, as a store does, with everything that a published school holds."""
        if not self.generation:
            self.build()
        if not self.is_filled:
            fill_pupil_measure(self.db)
            create_macros(self.db)
            self.is_filled = True
        return self.db

    def run(self, name: str, **params: object) -> pd.DataFrame:
        """Run a query file against this school. Measures over time are stored first where asked for."""
        if name == "gap/over_time":
            return run(self.connection(), name, **params)
        if not self.generation:
            self.build()
        return run(self.db, name, **params)

    def values(self, measure: str, **params: object) -> dict[str, tuple[float, float]]:
        """Return each pupil's numerator and denominator of a measure, in 2025/26 unless said otherwise."""
        rows = self.run("gap/pupil_values", **self.asked(measure, params))
        return {row.pupil: (row.numerator, row.denominator) for row in rows.itertuples()}

    def groups(self, measure: str, characteristic: str = "Sex", **params: object) -> pd.DataFrame:
        """Return the sums of a measure by group, in 2025/26 unless said otherwise."""
        return self.run("gap/by_group", **self.asked(measure, {"characteristic": characteristic, **params}))

    @staticmethod
    def asked(measure: str, params: dict[str, object]) -> dict[str, object]:
        """Return the parameters of a gap query, filled up with everyone in 2025/26."""
        return {"measure": measure, "characteristic": "All pupils", **THE_YEAR, **EVERYONE, **params}


def staged_table(schema: Schema) -> str:
    """Return the SQL that makes the staging table of one import file."""
    codes = pd.read_csv(REFERENCE / "attendance_code.csv", dtype=str, keep_default_na=False)["code"]
    types = {column.name: column.sql_type for column in schema.columns}
    if schema.name == "attendance":
        code = f"enum ({', '.join(statements.text(code) for code in codes)})"
        held = f"pupil_key uinteger, date date, session enum ('AM', 'PM'), code {code}, batch usmallint"
        return f"create table staged.mark ({held}); {read_query('intake/marks/tables').sql}"
    columns = ", ".join(f"{statements.quoted(name)} {kind}" for name, kind in types.items())
    return f"create table staged.{schema.name} ({columns}, batch usmallint)"


@pytest.fixture(scope="session", autouse=True)
def build_here():
    """Build in the tests' own process: another one begins for half a second before it does anything.

    Whatever tests start by the command line or in a browser still builds apart, as the product does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "begin_build", _build_here)
        yield


@contextmanager
def _build_here(standing, lock):
    def through_json(message):
        return json.loads(json.dumps(message, default=as_text))

    def built(new, progress):
        try:
            return through_json(build(through_json(standing), lambda: through_json(new), progress))
        except (duckdb.Error, OSError, RuntimeError, MemoryError, ValueError) as error:
            raise building.BuildFailed(building.reason({"failure": in_words(error)})) from error

    yield built


@pytest.fixture
def build_apart(monkeypatch):
    """Build in a process of its own in this test."""
    monkeypatch.setattr(publishing, "begin_build", building.begin_build)


@pytest.fixture(scope="session")
def new_school():
    """Return how to make a school without pupils, for fixtures that outlive one test."""
    return School


@pytest.fixture
def school(new_school):
    """Return a school without pupils."""
    return new_school()


@pytest.fixture(scope="session")
def trust_files():
    """Return the import files of the small trust; no test may change them."""
    from tests.small_trust import files

    return files()


@pytest.fixture(scope="session")
def small_trust(new_school, trust_files):
    """Return the schools of the small trust as one store; no test may add to it."""
    school = new_school()
    for name, rows in trust_files.items():
        school.take_in(name, rows)
    return school


@pytest.fixture(scope="session")
def apps(tmp_path_factory):
    """Return an app without a school for each kind of viewer; a test puts its own behind it."""
    from dashboard.shell.factory import create_app

    folder = tmp_path_factory.mktemp("store")
    return {viewer: create_app(folder, viewer) for viewer in ("leader", "governor", "projected")}
