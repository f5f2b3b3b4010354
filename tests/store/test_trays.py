"""Files received from a browser: what they are called, where they lie, what becomes of them."""

import io
import os
import stat
import time
import tracemalloc

import pytest

from dashboard.store import trays
from dashboard.store.trays import (
    NoTray,
    NotReceived,
    clean_name,
    drop_file,
    drop_old_trays,
    drop_tray,
    new_tray,
    receive,
    tray_files,
)


@pytest.fixture
def tray(tmp_path):
    return new_tray(tmp_path)


def names(folder, tray):
    return [file.name for file in tray_files(folder, tray)]


def on_disk(folder, tray):
    return sorted(path.name for path in (folder / "desk" / tray).iterdir())


def test_a_file_lies_under_a_name_of_our_own_that_only_we_may_read(tmp_path, tray):
    file = receive(tmp_path, tray, "marks.csv", io.BytesIO(b"pupil\n1\n"))
    assert (file.name, file.bytes, file.path.read_bytes()) == ("marks.csv", 8, b"pupil\n1\n")
    assert "marks" not in file.path.name
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "desk" / tray).stat().st_mode) == 0o700


def test_files_come_back_in_their_order_and_one_name_twice_gets_a_number(tmp_path, tray):
    for name in ("b.csv", "a.csv", "B.CSV"):
        receive(tmp_path, tray, name, io.BytesIO(b"x"))
    assert names(tmp_path, tray) == ["b.csv", "a.csv", "B (2).CSV"]
    drop_file(tmp_path, tray, "a.csv")
    assert names(tmp_path, tray) == ["b.csv", "B (2).CSV"]
    drop_tray(tmp_path, tray)
    with pytest.raises(NoTray):
        tray_files(tmp_path, tray)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\school\\marks.csv", "marks.csv"),
        ("a\x00b\u202egnp.csv", "abgnp.csv"),
        ("  Zoë's  marks .csv ", "Zoë's marks.csv"),
        ("<b>.csv", "_b_.csv"),
        ("..", "file"),
        ("x" * 500 + ".xlsx", "x" * 115 + ".xlsx"),
        (".csv", "file.csv"),
        ("", "file"),
    ],
)
def test_a_name_is_only_a_label(given, kept):
    assert clean_name(given) == kept


class CutShort(io.RawIOBase):
    """A stream whose sender goes away."""

    def __init__(self):
        self.sent = 0

    def readable(self):
        return True

    def read(self, size=-1):
        self.sent += 1
        if self.sent > 2:
            raise ConnectionResetError
        return b"x" * size


def test_an_upload_cut_short_leaves_nothing(tmp_path, tray):
    with pytest.raises(ConnectionResetError):
        receive(tmp_path, tray, "marks.csv", CutShort())
    with pytest.raises(NotReceived, match="cut short"):
        receive(tmp_path, tray, "marks.csv", io.BytesIO(b"half"), expected=8)
    assert on_disk(tmp_path, tray) == []


@pytest.mark.parametrize("expected", [None, 11])
def test_a_file_too_large_is_refused_and_leaves_nothing(tmp_path, tray, expected):
    with pytest.raises(NotReceived, match="larger than"):
        receive(tmp_path, tray, "marks.csv", io.BytesIO(b"x" * 11), most=10, expected=expected)
    assert on_disk(tmp_path, tray) == []


def test_an_empty_file_one_too_many_and_a_full_disk_are_refused_in_words(tmp_path, tray, monkeypatch):
    with pytest.raises(NotReceived, match="is empty"):
        receive(tmp_path, tray, "marks.csv", io.BytesIO(b""))
    monkeypatch.setattr(trays, "MOST_FILES", 1)
    receive(tmp_path, tray, "1.csv", io.BytesIO(b"x"))
    with pytest.raises(NotReceived, match="1 files already"):
        receive(tmp_path, tray, "2.csv", io.BytesIO(b"x"))
    monkeypatch.setattr(trays, "MOST_FILES", 2)
    monkeypatch.setattr(trays, "SMALLEST_ROOM", 1 << 60)
    with pytest.raises(NotReceived, match="too little room"):
        receive(tmp_path, tray, "2.csv", io.BytesIO(b"x"))
    assert names(tmp_path, tray) == ["1.csv"]


@pytest.mark.parametrize("tray", ["", "..", "../imports", "0" * 31, "0" * 32, "0" * 31 + "/"])
def test_only_trays_of_our_own_are_found(tmp_path, tray):
    (tmp_path / "imports").mkdir()
    with pytest.raises(NoTray):
        tray_files(tmp_path, tray)
    drop_tray(tmp_path, tray)
    assert (tmp_path / "imports").is_dir()


class Zeros(io.RawIOBase):
    """A large file that is never in memory."""

    def __init__(self, size):
        self.left = size

    def readable(self):
        return True

    def read(self, size=-1):
        piece = min(size, self.left)
        self.left -= piece
        return bytes(piece)


def test_a_large_file_is_never_in_memory(tmp_path, tray):
    tracemalloc.start()
    receive(tmp_path, tray, "large.csv", Zeros(100 << 20))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 << 20


def test_trays_of_yesterday_are_removed(tmp_path, tray):
    old = new_tray(tmp_path)
    receive(tmp_path, old, "marks.csv", io.BytesIO(b"x"))
    day_ago = time.time() - 25 * 3600
    for path in (*(tmp_path / "desk" / old).iterdir(), tmp_path / "desk" / old):
        os.utime(path, (day_ago, day_ago))
    drop_old_trays(tmp_path)
    assert [path.name for path in (tmp_path / "desk").iterdir()] == [tray]
