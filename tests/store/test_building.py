"""A build begins with what stands while a new file is still copied, and ends with whoever began it."""

import psutil
import pytest

from dashboard.store import building, importing
from dashboard.store.building import BuildFailed
from dashboard.store.importing import import_files
from tests.store.conftest import contents, marks_csv, write

pytestmark = pytest.mark.usefixtures("build_apart")


@pytest.fixture
def begun(monkeypatch):
    """The processes that were begun to build."""
    children = []

    def start(*given):
        children.append(start_build(*given))
        return children[-1]

    start_build = building.start_build
    monkeypatch.setattr(building, "start_build", start)
    return children


@pytest.fixture
def new_file(folder):
    return write(folder.parent / "marks 3.csv", marks_csv(3))


def test_a_build_has_begun_before_the_new_file_is_copied(folder, new_file, begun, monkeypatch):
    def copy(*given):
        assert [psutil.pid_exists(child.pid) for child in begun] == [True]
        return take_in(*given)

    take_in = importing.take_in
    monkeypatch.setattr(importing, "take_in", copy)
    assert import_files(folder, [new_file]).outcome == "imported"
    assert [child.returncode for child in begun] == [0]


def test_a_build_ends_with_an_import_whose_file_cannot_be_copied(folder, new_file, begun, monkeypatch):
    def fail(*_):
        raise OSError("the drive was taken out")

    before = contents(folder)
    monkeypatch.setattr(importing, "take_in", fail)
    with pytest.raises(OSError, match="taken out"):
        import_files(folder, [new_file])
    assert [child.returncode is None for child in begun] == [False]
    assert contents(folder) == before
    assert not list(folder.glob("*.tmp*"))


def test_a_build_ends_where_nothing_is_new(folder, new_file, begun):
    import_files(folder, [new_file])
    assert import_files(folder, [new_file]).outcome == "unchanged"
    assert [child.returncode is None for child in begun] == [False, False]
    assert not list(folder.glob("*.tmp*"))


def test_why_a_build_ended_while_the_file_was_copied_is_told(folder, new_file, begun, monkeypatch):
    def copy(*given):
        begun[0].wait(30)
        return take_in(*given)

    take_in = importing.take_in
    monkeypatch.setattr(importing, "take_in", copy)
    [kept] = (folder / "imports").glob("0002-*/marks 2.csv")
    kept.write_text("altered")
    with pytest.raises(BuildFailed, match="no longer the file that was imported"):
        import_files(folder, [new_file])
