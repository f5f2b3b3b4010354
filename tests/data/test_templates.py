"""Blank files keep what is typed into them, and say which export fills each."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.data.templates import workbook
from dashboard.data.words import TITLES, step_words, which_export
from dashboard.schemas import SCHEMAS
from dashboard.store.understanding import understand


@pytest.mark.parametrize("table", SCHEMAS)
def test_a_blank_workbook_has_the_headings_and_is_known_again(table, tmp_path):
    path = Path(tmp_path / "filled in.xlsx")
    book = load_workbook(BytesIO(workbook(SCHEMAS[table])))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.name for column in SCHEMAS[table].columns]
    sheet.append([column.example for column in SCHEMAS[table].columns])
    book.save(path)
    assert understand(path).table == table


def test_a_blank_workbook_takes_dates_and_leading_noughts_as_they_are_typed():
    book = load_workbook(BytesIO(workbook(SCHEMAS["pupils"])))
    letters = [column.column_letter for column in book.worksheets[0][1]]
    assert {book.worksheets[0].column_dimensions[letter].number_format for letter in letters[:1]} == {"@"}
    choices = [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation]
    assert '"Y,N"' in choices and '"F,M"' in choices


def test_the_downloads_are_files_to_keep(client):
    for ending, begins in (("csv", b"\xef\xbb\xbfschool,pupil"), ("xlsx", b"PK")):
        answer = client.get(f"/data/template/attendance.{ending}")
        assert answer.data.startswith(begins)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="attendance.{ending}"'
    assert client.get("/data/template/passwords.csv").status_code == 404


def test_every_import_file_has_a_title_and_two_sentences():
    assert set(TITLES) == set(SCHEMAS)
    for schema in SCHEMAS.values():
        said = which_export(schema)
        assert said.count(". ") == 1 and said.endswith(".") and schema.one_row_is in said
    assert "Adno" in which_export(SCHEMAS["attendance"])


@pytest.mark.parametrize("name", ["..%2f..%2fcurrent", "..", "pupils.csv", "%00"])
def test_refused_rows_are_given_by_their_own_names_only(client, name):
    for path in (f"/data/refused/{name}", f"/data/imports/0001-20251122T1000/refused/{name}"):
        assert client.get(path).status_code in (400, 404)


def test_steps_are_said_in_words():
    assert step_words("read import 0003-20251122T1000") == "Adding up what was imported before: import 0003"
    assert step_words("read marks.csv") == "Reading and checking every row of marks.csv"
    assert step_words("point to the file") == "Putting the new school in place"
