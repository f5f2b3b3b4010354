"""What a person is told where work has failed: what to do, and never the name of a fault."""

import duckdb
import pytest

from dashboard.store import building, job, one_pupil_job, translating_apart
from dashboard.store.build import in_words
from dashboard.store.problems import Unreadable

FAULTS = [
    (duckdb.OutOfMemoryException("failed to allocate 3 MB"), "too little memory"),
    (MemoryError(), "too little memory"),
    (OSError(28, "No space left on device"), "disk is full"),
    (duckdb.IOException("Could not write: No space left on device"), "disk is full"),
    (duckdb.BinderException('column "secret" not found'), "one at a time"),
    (duckdb.InternalException("assertion"), "one at a time"),
]


@pytest.mark.parametrize(("error", "words"), FAULTS)
def test_a_failure_is_told_in_plain_words(error, words):
    of_build = building.reason({"failure": in_words(error)})
    for said in (of_build, job.in_words(error)):
        assert words in said
        assert said.endswith("Nothing was changed.")
        assert not any(word in said for word in ("Error", "Exception", "errno", "Errno", "secret"))


def test_our_own_sentences_are_told_as_they_stand():
    said = building.reason({"failure": in_words(RuntimeError("The import was stopped."))})
    assert said == "The import was stopped. Nothing was changed."


def test_a_build_killed_says_where_and_what_to_do():
    said = building.reason({"step": "build tables"})
    assert "at the step 'build tables'" in said
    assert "Import fewer rows at a time." in said


def test_an_erasure_that_fails_says_nothing_of_files():
    said = one_pupil_job.in_words(ValueError("a cell"))
    assert "whoever looks after Evenhand" in said
    assert "a cell" not in said


def test_a_file_on_which_a_reader_trips_is_refused_in_plain_words(tmp_path, monkeypatch):
    path = tmp_path / "marks.csv"
    path.write_text("Adno\n", encoding="utf-8")
    monkeypatch.setattr(translating_apart, "ask", lambda *_: {"failure": "TypeError"})
    with pytest.raises(
        Unreadable, match=r"marks.csv: its rows are laid out .* Save it as a plain table"
    ) as told:
        translating_apart.order("marks.csv", {}, [path])
    assert "TypeError" not in str(told.value)
