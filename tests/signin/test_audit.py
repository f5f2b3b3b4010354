"""The log of who looked at what: complete, without names, and no line changed unseen."""

import json
import threading

import pytest

from dashboard.audit import chain, note, write
from dashboard.audit.noting import Recorder
from tests.shell.conftest import route
from tests.signin.conftest import client_of, events
from tests.signin.test_every_door import sent

CALLBACKS = "/_dash-update-component"
A_PUPIL = {"school": "Riverside School", "pupil": "a"}


def opened(app, role, pupil):
    body = sent("pupil-body.children", app.callback_map["pupil-body.children"], None)
    for part in body["inputs"]:
        part["value"] = pupil if part["id"] == "pupil-asked" else None
    return client_of(app, role).post(CALLBACKS, json=body)


def test_a_pupils_page_leaves_school_and_number_and_no_name(app):
    assert opened(app, "leader", A_PUPIL).status_code == 200
    assert opened(app, "leader", A_PUPIL | {"pupil": "nobody"}).status_code == 200
    looks = [one for one in events(app) if one.what == "pupil seen"]
    assert [(one.who, one.role, one.facts) for one in looks] == [("amy", "leader", A_PUPIL)]
    text = (app.server.config["RECORDER"].folder / "audit.log").read_text()
    assert not any(name in text for name in ("Attleborough", "Amy"))


def test_who_may_not_see_a_pupil_leaves_no_visit(app):
    assert opened(app, "projected", A_PUPIL).status_code == 403
    assert [one for one in events(app) if one.what == "pupil seen"] == []


def test_an_answer_with_pupils_in_it_leaves_how_many(app):
    body = sent("pupil-found.children", app.callback_map["pupil-found.children"], None)
    body["inputs"][0]["value"] = "ch"
    assert b"Cholmondeley" in client_of(app, "leader").post(CALLBACKS, json=body).data
    last = events(app)[-1]
    assert (last.who, last.what, last.facts) == ("amy", "pupils listed", {"card": "pupil", "pupils": 1})


def test_what_a_browser_takes_away_is_noted_by_card_and_rows(app):
    client = client_of(app, "leader")
    good = {"card": "attendance-list", "rows": 312, "kind": "csv"}
    assert client.post("/audit/taken", json=good).status_code == 204
    for wrong in (
        {"rows": -1},
        {"rows": "12"},
        {"card": "Amy Attleborough"},
        {"kind": "exe"},
        {"card": None},
    ):
        assert client.post("/audit/taken", json=good | wrong).status_code == 400
    assert client.post("/audit/taken", data="x", content_type="text/plain").status_code == 400
    assert [one.facts for one in events(app)] == [good]


def test_the_head_sees_who_looked_with_the_names_and_others_do_not(app):
    opened(app, "leader", A_PUPIL)
    shown = client_of(app, "leader").post(CALLBACKS, json=route("/access", "")).get_data(as_text=True)
    assert "1 visit to pupils' pages, all by amy." in shown and "Attleborough, Amy" in shown
    assert "No line of it has been changed" in shown and "Improvement partner" in shown
    shown = client_of(app, "leader").post(CALLBACKS, json=route("/access", "?pupil=b")).get_data(as_text=True)
    assert "Nobody has opened the page of pupil b." in shown
    for role in ("projected", "governor", "partner"):
        shown = client_of(app, role).post(CALLBACKS, json=route("/access", "")).get_data(as_text=True)
        assert "This page is for others" in shown and "amy" not in shown


def test_the_page_without_accounts_says_how_to_add_the_first(tmp_path, server_of):
    client = server_of(tmp_path).server.test_client()
    shown = client.post(CALLBACKS, json=route("/access", "")).get_data(as_text=True)
    assert "Nobody has to sign in yet" in shown and "evenhand users add NAME --role leader" in shown


@pytest.fixture
def log(tmp_path):
    """Return a folder whose log has forty visits."""
    visits = [chain.event("pupil seen", "amy", "leader", {"pupil": str(number)}) for number in range(40)]
    chain.append(tmp_path, visits[:20])
    chain.append(tmp_path, visits[20:])
    return tmp_path


def test_a_log_is_as_it_was_written(log):
    assert chain.verify(log) == []
    assert [one.facts["pupil"] for one in chain.read(log)] == [str(number) for number in range(40)]
    assert (log / "audit.log").stat().st_mode & 0o777 == 0o600


def changes(lines):
    """Yield the log with each line taken away, changed, repeated or moved; and with its end cut off."""
    for place in range(len(lines)):
        before, line, after = lines[:place], lines[place], lines[place + 1 :]
        yield [*before, *after]
        yield [*before, line.replace('"amy"', '"gus"'), *after]
        yield [*before, line.replace('"pupil": "', '"pupil": "1'), *after]
        yield [*before, line, line, *after]
        yield [*before, *after, line] if after else [*before]
        yield [*before]


def test_every_change_of_every_line_shows(log):
    path = log / "audit.log"
    lines = path.read_text().splitlines(keepends=True)
    changed = [*changes(lines)]
    assert len(changed) == 240
    for text in changed:
        path.write_text("".join(text))
        assert chain.verify(log) != []
    path.unlink()
    assert chain.verify(log) != []


def test_who_may_write_the_log_but_not_read_the_secret_cannot_seal_a_line(log):
    path, head = log / "audit.log", log / "audit.head"
    *lines, last = path.read_text().splitlines(keepends=True)
    forged = chain.seal_of(b"a guess", last[:64], "{}")
    path.write_text("".join([*lines, last, f"{forged} {{}}\n"]))
    assert chain.verify(log) == ["Line 41 is not as it was written, or a line before it is missing."]
    path.write_text("".join(lines))
    head.write_text(f"39 {lines[-1][:64]} {chain.seal_of(b'a guess', lines[-1][:64], '39')}\n")
    assert "missing from the end" in chain.verify(log)[0]


def test_half_a_line_of_a_power_cut_is_told_and_the_log_goes_on(log):
    with (log / "audit.log").open("a") as file:
        file.write("0123")
    write(log, "after the cut")
    write(log, "and later")
    assert chain.verify(log) == ["Line 41 is not as it was written, or a line before it is missing."]
    assert [one.what for one in chain.read(log)][-2:] == ["after the cut", "and later"]


def test_no_fact_can_forge_a_line_or_fill_the_disk(tmp_path):
    write(tmp_path, "x\ny", school='"}\n{"at": "now"}', pupil="\x1b[31m" * 999, rows=7, odd={"a": 1})
    assert len((tmp_path / "audit.log").read_bytes().splitlines()) == 1
    (only,) = chain.read(tmp_path)
    assert only.facts["school"].startswith('"}\n{') and len(only.facts["pupil"]) == 200
    assert only.facts["rows"] == 7 and only.facts["odd"] == "{'a': 1}"


def test_two_processes_and_many_threads_keep_one_chain(tmp_path):
    recorders = [Recorder(tmp_path), Recorder(tmp_path)]

    def many(recorder):
        for number in range(50):
            recorder.take(chain.event("pupil seen", "amy", "leader", {"pupil": str(number)}))

    threads = [threading.Thread(target=many, args=(one,)) for one in recorders * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one.flush() for one in recorders)
    assert chain.verify(tmp_path) == [] and sum(1 for _ in chain.read(tmp_path)) == 200


def test_a_full_disk_keeps_nobody_waiting_and_loses_no_event(tmp_path, monkeypatch, caplog):
    real, refused = chain.append, []

    def append(folder, some):
        if len(refused) < 2:
            refused.append(len(some))
            raise OSError("no room for Attleborough")
        real(folder, some)

    monkeypatch.setattr("dashboard.audit.noting.append", append)
    monkeypatch.setattr("dashboard.audit.noting.PAUSE", 0.01)
    recorder = Recorder(tmp_path)
    recorder.take(chain.event("pupil seen", "amy", "leader", {}))
    assert recorder.flush() and len([*chain.read(tmp_path)]) == 1
    assert "cannot be written" in caplog.text and "Attleborough" not in caplog.text


def test_a_note_is_of_a_request(app):
    with pytest.raises(RuntimeError, match=r"audit\.write"):
        note("pupil seen")


def test_a_line_is_json_after_its_seal(log):
    first = (log / "audit.log").read_text().splitlines()[0]
    assert set(json.loads(first[65:])) == {"at", "who", "role", "what", "facts"}
