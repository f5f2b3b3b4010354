"""A file comes in through one plain route: whole or not at all, from our own page, for leaders only."""

import pytest

from dashboard.data import upload
from dashboard.data.kept import newest_tray
from dashboard.shell.security import LARGEST_REQUEST
from dashboard.store.jobs import tray_files
from tests.data.conftest import send

PUPILS = b"pupil,year_group\n1,7\n2,8\n"


def names(folder):
    tray = newest_tray(folder)
    return [file.name for file in tray_files(folder, tray)] if tray else []


def leftovers(folder):
    """Return every file below the desk but those that were received whole, and their labels."""
    return [
        path.name for path in (folder / "desk").rglob("*") if path.suffix not in (".received", ".label", "")
    ]


def test_a_file_lies_on_the_desk_as_it_was_sent(client, folder):
    answer = send(client, PUPILS)
    assert answer.status_code == 200
    assert answer.get_json() == {"name": "pupils.csv", "bytes": len(PUPILS)}
    [file] = tray_files(folder, newest_tray(folder))
    assert file.path.read_bytes() == PUPILS


def test_files_of_one_name_are_told_apart_and_lie_on_one_desk(client, folder):
    for _ in range(2):
        assert send(client, PUPILS).status_code == 200
    assert names(folder) == ["pupils.csv", "pupils (2).csv"]


def test_this_route_alone_takes_more_than_a_callback_may(client, folder):
    content = b"pupil,year_group\n" + b"1,7\n" * LARGEST_REQUEST
    assert send(client, content).get_json()["bytes"] == len(content) > 4 * LARGEST_REQUEST
    assert client.application.config["MAX_CONTENT_LENGTH"] == LARGEST_REQUEST


@pytest.mark.parametrize("viewer", ["governor", "projected"])
def test_only_leaders_bring_files_in(served_as, folder, viewer):
    assert send(served_as(viewer), PUPILS).status_code == 403
    assert names(folder) == [] and not (folder / "desk").exists()


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}],
)
def test_what_another_site_sends_is_refused(client, folder, headers):
    assert send(client, PUPILS, headers=headers).status_code == 403
    assert names(folder) == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_a_form_can_send_is_refused(client, folder, kind):
    assert send(client, PUPILS, content_type=kind).status_code == 415
    assert names(folder) == []


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_the_route_knows_one_method(client, method):
    assert getattr(client, method)("/data/upload").status_code in (404, 405)


@pytest.mark.parametrize(
    "name",
    ["../../../current", "..\\..\\current", "/etc/passwd", "a/../../b.csv", "\x00current", "C:\\x.csv"],
)
def test_a_name_is_only_a_label(client, folder, name):
    assert send(client, PUPILS, name).status_code == 200
    [file] = tray_files(folder, newest_tray(folder))
    assert file.path.resolve().is_relative_to((folder / "desk").resolve())
    assert "/" not in file.name and "\\" not in file.name and "\x00" not in file.name
    assert not (folder / "current").exists()


@pytest.mark.parametrize("name", ["", "   "])
def test_a_file_without_a_name_is_refused(client, name):
    assert send(client, PUPILS, name).status_code == 400


def test_an_empty_file_is_refused_in_words(client, folder):
    answer = send(client, None, environ_overrides={"CONTENT_LENGTH": "0"})
    assert answer.status_code == 400 and "empty" in answer.get_data(as_text=True)
    assert names(folder) == []


def test_of_a_file_that_is_cut_off_nothing_stays(client, folder):
    answer = send(client, PUPILS, environ_overrides={"CONTENT_LENGTH": str(len(PUPILS) + 5000)})
    assert answer.status_code == 400 and "Send it again" in answer.get_data(as_text=True)
    assert names(folder) == [] and leftovers(folder) == []


def test_a_length_must_be_told(client, folder):
    assert send(client, None).status_code == 411
    assert names(folder) == []


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(client, monkeypatch):
    monkeypatch.setattr(upload, "LARGEST", 10)
    answer = send(client, PUPILS)
    assert answer.status_code == 413 and "larger than" in answer.get_data(as_text=True)


def test_a_full_disk_is_told_before_a_byte_is_written(client, folder, monkeypatch):
    monkeypatch.setattr(upload, "SPARE", 1 << 60)
    answer = send(client, PUPILS)
    assert answer.status_code == 507 and "too little room" in answer.get_data(as_text=True)
    assert names(folder) == []


def test_a_disk_that_fills_up_half_way_leaves_nothing(client, folder, monkeypatch):
    def fail(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(upload, "receive", fail)
    assert send(client, PUPILS).status_code == 507
    assert names(folder) == []
