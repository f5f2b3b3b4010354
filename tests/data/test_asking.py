"""The desk obeys leaders, about files that lie on it, once a person has agreed; nothing else."""

from dataclasses import replace

import pytest

from dashboard.data import deeds, desk, upload
from dashboard.data.kept import choices_of, newest_tray
from dashboard.store.findings import (
    FileFound,
    Findings,
    Flag,
    HeadingFound,
    MissingColumn,
    ProblemKind,
    SourceFound,
)
from dashboard.store.jobs import JobState, tray_files
from dashboard.store.named_mappings import NamedMapping, keep_mapping, named_mappings
from tests.data.conftest import ask, send, shown
from tests.shell.conftest import route

MARKS = FileFound(
    "marks.csv",
    "marks.csv",
    "CSV, commas",
    table="attendance",
    headings=[
        HeadingFound("Adno", "pupil", ["10231"], "another name of it"),
        HeadingFound("Day", None, ["4 Sep"], ""),
        HeadingFound("When", "date", ["2025-09-04"], ""),
    ],
    rows=1204,
    good=1184,
    refused=17,
    blank=3,
    problems=[
        ProblemKind("NO_CODE", "code", 17, ['row 2: "ZZ" is no code. Write a code.'], "Write a code."),
        ProblemKind("WEEKEND", "date", 4, ["row 9: it is a Sunday"], "Check the dates.", True),
    ],
    preview=["1,184 marks from 3 Sep to 14 Nov"],
    refused_file="marks.csv",
)
GOOD = FileFound("pupils.csv", "pupils.csv", "CSV", table="pupils", rows=2, good=2)
LEAVERS = Flag("MANY_LEAVERS", "pupils.csv", "112 of 1,200 pupils are not in it and would have left.")


class Jobs:
    """Stands in for the processes that check and import: notes what was begun, shows what it is given."""

    def __init__(self):
        self.begun, self.now, self.is_cancelled = [], JobState(), False

    def start(self, _folder, _tray, action, choices, accept_good_rows=False, by="", _ticked=()):
        self.begun.append((action, choices, accept_good_rows))
        self.now = JobState("read pupils.csv", True, 0.25, action=action)

    def cancel(self, _folder, _tray):
        self.is_cancelled = self.now.is_running
        self.now = JobState(failure="It was stopped. Nothing was changed.", action=self.now.action)
        return self.is_cancelled

    def ended(self, action="check", **found):
        self.now = JobState(
            "done", False, 1.0, Findings(**({"outcome": "checked", "batch": ""} | found)), action=action
        )


@pytest.fixture
def jobs(monkeypatch):
    stand_in = Jobs()
    monkeypatch.setattr(deeds, "start", stand_in.start)
    monkeypatch.setattr(deeds, "cancel", stand_in.cancel)
    for module in (desk, upload):
        monkeypatch.setattr(module, "state", lambda *_: stand_in.now)
    return stand_in


@pytest.fixture
def marks(client, jobs):
    """Put marks with 17 bad rows on the desk, checked; return the client."""
    send(client, b"Adno,Day,When\n", "marks.csv")
    jobs.ended(outcome="refused", files=[MARKS], can_import_good_rows=True)
    return client


@pytest.fixture
def pupils(client, jobs):
    """Put pupils on the desk that can be imported once a person has agreed; return the client."""
    send(client, b"pupil,year_group\n1,7\n2,8\n")
    jobs.ended(files=[GOOD], flags=[LEAVERS], can_import=True)
    return client


def test_what_has_come_is_checked_and_the_clock_runs_until_that_is_done(client, jobs):
    send(client, b"pupil,year_group\n")
    answer = ask(client, {"do": "check"})
    assert jobs.begun == [("check", {}, False)]
    assert shown(answer, "desk-clock") == "False" and "pupils.csv" in shown(answer, "desk-step")
    assert shown(answer, "desk-bar") == "0.250"
    jobs.ended(files=[GOOD], can_import=True)
    answer = ask(client, None, by="desk-clock.n_intervals")
    assert shown(answer, "desk-clock") == "True"
    assert "Ready to import: 2 pupils" in shown(answer, "desk-says")


def test_a_card_says_what_the_file_is_and_what_became_of_every_row(marks):
    body = shown(ask(marks, None, by="desk-clock.n_intervals"))
    assert "1,204 rows read, 17 refused, 3 blank: 1,184 rows can come in." in body
    assert "1,184 marks from 3 Sep to 14 Nov" in body
    assert "Code: 17 rows." in body and "Write a code." in body and "and 16 more" in body
    assert "3 headings: 2 matched and 1 left out" in body
    assert "/data/refused/marks.csv" in body


def test_good_rows_alone_are_the_second_choice_and_never_the_first(marks, jobs):
    body = shown(ask(marks, None, by="desk-clock.n_intervals"))
    assert "Import the good rows, keep the 17 refused rows in a file" in body and "'import'" not in body
    assert "stands in the way" in shown(ask(marks, {"do": "import"}), "desk-says")
    assert jobs.begun == []
    ask(marks, {"do": "import-good"})
    assert jobs.begun == [("import", {}, True)]


def test_nothing_is_imported_before_every_box_is_ticked(pupils, jobs):
    assert "112 of 1,200" in shown(ask(pupils, None, by="desk-clock.n_intervals"))
    for ticked in (None, [], ["MANY_LEAVERS"], "MANY_LEAVERS|pupils.csv", [["MANY_LEAVERS|pupils.csv"]]):
        answer = ask(pupils, {"do": "import", "ticked": ticked})
        assert answer.status_code == 400 or "tick" in shown(answer, "desk-says")
    seen = ask(pupils, None, by="desk-clock.n_intervals").get_json()["response"]["desk-seen"]["data"]
    answer = ask(pupils, {"do": "import"}, seen=seen).get_json()["response"]
    assert "desk-says" in answer and "desk-body" not in answer  # what is ticked stays ticked
    assert jobs.begun == []
    ask(pupils, {"do": "import", "ticked": ["MANY_LEAVERS|pupils.csv"]})
    assert jobs.begun == [("import", {}, False)]


def test_a_heading_changed_by_hand_is_checked_again_and_kept_on_the_server(marks, jobs, folder):
    ask(marks, {"do": "column", "file": "marks.csv", "heading": "Day", "value": "date"})
    mapping = {"When": None, "Day": "date"}
    assert jobs.begun == [("check", {"marks.csv": {"table": "attendance", "mapping": mapping}}, False)]
    assert choices_of(folder, newest_tray(folder))["marks.csv"]["mapping"] == mapping


def test_a_heading_can_be_left_out_and_a_kind_changed(marks, jobs):
    ask(marks, {"do": "column", "file": "marks.csv", "heading": "When", "value": "-"})
    assert jobs.begun[-1][1] == {"marks.csv": {"table": "attendance", "mapping": {"When": None}}}
    ask(marks, {"do": "table", "file": "marks.csv", "value": "results"})
    assert jobs.begun[-1][1] == {"marks.csv": {"table": "results"}}


def test_what_was_said_is_remembered_under_a_name_where_one_is_given(marks, jobs):
    ask(marks, {"do": "column", "file": "marks.csv", "heading": "Day", "value": "date"})
    jobs.ended(files=[MARKS], can_import_good_rows=True)
    assert "Remember this for next time" in shown(ask(marks, None, by="desk-clock.n_intervals"))
    ask(marks, {"do": "import-good", "names": {"marks.csv": "  Autumn   marks ", "other.csv": "x"}})
    [(_, said, _)] = jobs.begun[1:]
    assert said["marks.csv"]["mapping_name"] == "Autumn marks" and list(said) == ["marks.csv"]


def test_a_needed_column_without_a_heading_is_asked_for(client, jobs):
    send(client, b"Adno,Day\n", "marks.csv")
    lacking = MissingColumn("session", "Morning or afternoon.", ["Half"])
    file = FileFound(
        "marks.csv", "marks.csv", "CSV", table="attendance", headings=MARKS.headings, missing=[lacking]
    )
    jobs.ended(outcome="refused", files=[file])
    answer = ask(client, None, by="desk-clock.n_intervals")
    assert "Which heading is “session”?" in shown(answer) and "Morning or afternoon." in shown(answer)
    assert "Not ready to import yet" in shown(answer, "desk-says")


def test_a_file_is_taken_off_and_the_rest_checked_again(marks, jobs, folder):
    send(marks, b"pupil,year_group\n")
    ask(marks, {"do": "remove", "file": "marks.csv"})
    assert [file.name for file in tray_files(folder, newest_tray(folder))] == ["pupils.csv"]
    assert jobs.begun == [("check", {}, False)]
    jobs.ended(files=[GOOD])
    ask(marks, {"do": "remove", "file": "pupils.csv"})
    assert newest_tray(folder) is None


def test_a_running_check_gives_way_and_a_running_import_does_not(marks, jobs, folder):
    jobs.now = JobState("read", True, 0.5, action="check")
    ask(marks, {"do": "check"})
    assert jobs.is_cancelled and len(jobs.begun) == 1
    jobs.now = JobState("read", True, 0.5, action="import")
    for do in ("check", "clear", "import"):
        assert "An import is running" in shown(ask(marks, {"do": do}), "desk-says")
    assert send(marks, b"pupil\n").status_code == 409
    assert len(jobs.begun) == 1 and newest_tray(folder)


def test_an_import_can_be_cancelled(marks, jobs):
    jobs.now = JobState("read", True, 0.5, action="import")
    assert "Nothing was changed" in shown(ask(marks, {"do": "stop"}), "desk-says")
    assert "Check again" in shown(ask(marks, None, by="desk-clock.n_intervals"))


def test_what_is_in_leaves_the_desk_and_can_be_undone(pupils, jobs, folder):
    jobs.ended("import", outcome="imported", batch="0007-20251122T1000", files=[GOOD])
    answer = ask(pupils, None, by="desk-clock.n_intervals")
    assert shown(answer, "desk-says") == "Imported as 0007: 2 pupils."
    assert "'undo'" in shown(answer) and "0007-20251122T1000" in shown(answer)
    assert tray_files(folder, newest_tray(folder)) == []


def test_whoever_comes_back_finds_the_desk_as_it_was(pupils):
    first = ask(pupils, None, by="desk-clock.n_intervals")
    seen = first.get_json()["response"]["desk-seen"]["data"]
    again = ask(pupils, None, seen=seen, by="desk-clock.n_intervals").get_json()["response"]
    assert "desk-body" not in again and "desk-below" not in again
    page = pupils.post("/_dash-update-component", json=route("/data", "")).get_data(as_text=True)
    assert "pupils.csv" in page and "MANY_LEAVERS|pupils.csv" in page


@pytest.mark.parametrize("viewer", ["governor", "projected"])
def test_other_viewers_can_ask_for_nothing(pupils, served_as, jobs, viewer):
    other = served_as(viewer)
    for what in ({"do": "check"}, {"do": "import"}, {"do": "undo", "batch": "0001"}, None):
        assert ask(other, what).status_code == 403
    for path in ("/data/template/pupils.csv", "/data/refused/marks.csv", "/data/imports/0001/refused/a.csv"):
        assert other.get(path).status_code == 403
    assert jobs.begun == []


@pytest.mark.parametrize(
    "what",
    [
        None,
        5,
        "import",
        {},
        {"do": ["import"]},
        {"do": "delete"},
        {"do": "remove"},
        {"do": "remove", "file": "../current"},
        {"do": "remove", "file": "gone.csv"},
        {"do": "table", "file": "marks.csv", "value": "no_table"},
        {"do": "column", "file": "marks.csv", "heading": "none", "value": "date"},
        {"do": "column", "file": "marks.csv", "heading": "Day", "value": "surname"},
        {"do": "column", "file": "marks.csv", "heading": {"a": 1}, "value": "date"},
        {"do": "undo", "batch": "../../etc"},
        {"do": "undo"},
    ],
)
def test_nonsense_is_a_bad_request(marks, jobs, what):
    assert ask(marks, what).status_code == 400
    assert jobs.begun == []


def test_what_another_site_asks_is_refused(marks):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert ask(marks, {"do": "import-good"}, headers=headers).status_code == 403


def test_a_name_that_cannot_be_one_stops_nothing_half_way(marks, jobs):
    ask(marks, {"do": "column", "file": "marks.csv", "heading": "Day", "value": "date"})
    jobs.ended(files=[MARKS], can_import_good_rows=True)
    answer = ask(marks, {"do": "import-good", "names": {"marks.csv": "../../current"}})
    assert "its name can have letters" in shown(answer, "desk-says") and len(jobs.begun) == 1


def test_what_is_remembered_of_headings_is_shown_and_can_be_forgotten(client, jobs, folder):
    send(client, b"Adno,Day,When\n", "marks.csv")
    keep_mapping(
        folder, NamedMapping("Autumn marks", "attendance", {"Adno": "pupil", "Room": None}, ["Adno"])
    )
    below = shown(ask(client, None, by="desk-clock.n_intervals"), "desk-below")
    assert "Headings remembered: 1 kind of file" in below and "Adno is pupil; Room is left out." in below
    assert ask(client, {"do": "forget", "name": "../../current"}).status_code == 400
    below = shown(ask(client, {"do": "forget", "name": "Autumn marks"}), "desk-below")
    assert "Headings remembered" not in below and named_mappings(folder) == []


def test_what_another_leader_has_laid_on_the_desk_is_said_to_be_theirs(pupils, jobs):
    jobs.now = replace(jobs.now, by="Ada Byron", at="10:15")
    body = shown(ask(pupils, None, by="desk-clock.n_intervals"))
    assert "Ada Byron had these files checked at 10:15." in body
    jobs.now = JobState("read pupils.csv", True, 0.5, action="import", by="Ada Byron", at="10:16")
    answer = ask(pupils, None, by="desk-clock.n_intervals")
    assert "Ada Byron, since 10:16: Reading and checking" in shown(answer, "desk-step")


def test_notes_of_a_whole_file_count_no_rows(client, jobs):
    send(client, b"x", "users.csv")
    note = ProblemKind(
        "PASSWORDS", "", 2, ["In users.csv, passwords are in it."], "Leave them out.", True, False
    )
    source = SourceFound(["users.csv"], "OneRoster 1.2 CSV", "OneRoster", "rows", 33, 1, [note], "users.csv")
    table = FileFound("users.csv", "users.csv", "OneRoster 1.2 CSV", "OneRoster", "pupils", rows=3, good=3)
    jobs.ended(files=[table], sources=[source], can_import=True)
    body = shown(ask(client, None, by="desk-clock.n_intervals"))
    assert "33 rows read, 1 not read. Together they say the 3 rows below." in body
    assert "In users.csv, passwords are in it." in body and "2 rows" not in body
    assert "desk-said-0-pupil" in body and "identifier, or Student Number" in body


def test_the_day_of_each_assessment_is_asked_for_and_taken(client, jobs):
    send(client, b"x", "sheet.csv")
    of = "assessed_on of KS2, assessed_on of Autumn Mock"
    lacking = ProblemKind("NEEDS_ANSWER", of, 1, ["The file does not say the day."], "Say it.", False, False)
    jobs.ended(files=[FileFound("sheet.csv", "sheet.csv", "", "", "", problems=[lacking])])
    body = shown(ask(client, None, by="desk-clock.n_intervals"))
    assert "KS2: On which day was it?" in body and "Autumn Mock: On which day was it?" in body
    said = {"assessed_on of KS2": "2025-05-12", "assessed_on of Autumn Mock": "2025-12-05"}
    ask(client, {"do": "said", "file": "sheet.csv", "answers": said})
    assert jobs.begun[-1][1]["sheet.csv"]["said"] == said
    assert ask(client, {"do": "said", "file": "sheet.csv", "answers": {"day of KS2": "x"}}).status_code == 400
