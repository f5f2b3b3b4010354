"""Rows of every import file come back as they were, however their file is written."""

import csv
import io
import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dashboard.schemas import SCHEMAS
from dashboard.store import statements
from dashboard.store.staged_tables import code_lists
from tests.store.taking_in import Desk

LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs"])
YES = {"Y": "true", "N": "false"}
# Columns that hold another text than any: a time, a grade of a scale, or what totals are called by.
AS_IN_THE_EXAMPLE = ("starts", "ends", "value", "grade", "scale", "item")


def is_plain(word: str) -> bool:
    """Say whether a text is kept as it stands: no name of a total, no mark for nothing, composed."""
    is_composed = unicodedata.normalize("NFC", word) == word
    return is_composed and not word.casefold().startswith(
        ("total", "average", "grand", "sub", "overall", '="')
    )


WORDS = st.text(LETTERS, min_size=1, max_size=8).filter(is_plain)


def cells(column, draw, number):
    """Return what stands in a column of a row: its example, another word, or nothing where that may be."""
    if column.name == "pupil":
        return f"{number:04}"
    is_free = column.kind == "text" and column.name not in AS_IN_THE_EXAMPLE
    if is_free and column.example:
        return draw(WORDS)
    if column.required or column.kind == "academic year" or draw(st.booleans()):
        return column.example
    return ""


@st.composite
def rows_of(draw, schema):
    """Return up to four rows, no two with one key."""
    rows = [
        [cells(column, draw, number) for column in schema.columns]
        for number in range(draw(st.integers(1, 4)))
    ]
    places = [place for place, column in enumerate(schema.columns) if column.name in schema.key]
    by_key = {tuple(row[place].casefold() for place in places): row for row in rows}
    return list(by_key.values())


@st.composite
def headings_of(draw, schema):
    """Return a heading for each column: our name, or another by which only this column is called."""
    every = [name.casefold() for column in schema.columns for name in {column.name, *column.also_called}]
    return [
        draw(
            st.sampled_from(
                [column.name, *(name for name in column.also_called if every.count(name.casefold()) == 1)]
            )
        )
        for column in schema.columns
    ]


def as_text(value: str | None, column) -> str | None:
    """Return what was written as the staged table shows it."""
    if not value:
        return None
    if column.kind == "yes or no":
        return YES[value]
    if column.kind == "number":
        return str(float(value))
    return value


@pytest.mark.parametrize("name", SCHEMAS)
def test_rows_come_back_however_they_are_written(name, tmp_path_factory):
    schema = SCHEMAS[name]
    desk = Desk(tmp_path_factory.mktemp(name))
    assert code_lists()

    @settings(
        max_examples=2,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(st.data())
    def comes_back(data):
        rows = data.draw(rows_of(schema))
        headings = data.draw(headings_of(schema))
        order = data.draw(st.permutations(range(len(headings))))
        written = io.StringIO()
        writer = csv.writer(
            written,
            delimiter=data.draw(st.sampled_from(",;\t|")),
            lineterminator=data.draw(st.sampled_from(["\n", "\r\n"])),
            quoting=data.draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        )
        writer.writerows([[row[place] for place in order] for row in [headings, *rows]])
        content = written.getvalue().encode(data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])))
        statements.remove_batch(desk.db, name, 1)
        columns = [column.name for column in schema.columns]
        taken = desk.take_in(content, table=name, columns=columns)
        assert taken.problems == []
        kept = [tuple(None if value is None else shown(value) for value in row) for row in taken.rows]
        expected = [
            tuple(as_text(value, column) for value, column in zip(row, schema.columns, strict=True))
            for row in rows
        ]
        assert sorted(kept, key=str) == sorted(expected, key=str)

    comes_back()


def shown(value: object) -> str:
    """Return a staged value as text."""
    return str(value).lower() if isinstance(value, bool) else str(value)
