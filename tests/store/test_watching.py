"""A watched folder: each file comes in once, a bad one is set aside, and no accident ends the watch."""

import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dashboard.cli.bring import report_lines
from dashboard.cli.watching import see_folders
from dashboard.cli.words import WrongUsage
from dashboard.store import watching
from dashboard.store.batches import batch_names
from dashboard.store.generations import current_generation
from dashboard.store.importing import ImportReport
from dashboard.store.lock import importing_alone
from dashboard.store.publishing import NoRoom
from dashboard.store.undoing import history
from dashboard.store.watching import Watch
from dashboard.store.watching_files import EMPTY_LOOKS, PATIENCE
from dashboard.store.watching_journal import AlreadyWatched, Begun, journal_of, watching_alone
from dashboard.store.watching_words import LOG_BYTES
from tests.store.conftest import ROOT, evenhand, marks_csv, pupils_csv, write

TODAY = date.today().isoformat()
BAD = "pupil,academic_year,year_group,surname\n1,2025/26,99,Hidden\n2,2025/26,8,Shown\n"


class Desk:
    """A folder that is watched, and the school behind it."""

    def __init__(self, folder: Path) -> None:
        self.data, self.folder = folder / "store", folder / "in"
        self.folder.mkdir()
        self.said: list[str] = []
        self.watch = self.start()

    def start(self, **more) -> Watch:
        return Watch(
            self.data, self.folder, lambda report: report_lines(report)[:-1], self.said.append, **more
        )

    def put(self, name: str, text: str) -> Path:
        return write(self.folder / name, text)

    def look(self, times: int = 2) -> None:
        for _ in range(times):
            self.watch.look()

    def files(self, where: str) -> list[str]:
        place = self.folder / where / TODAY
        return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())

    @property
    def log(self) -> str:
        return (self.folder / "evenhand-watch.log").read_text(encoding="utf-8")

    @property
    def batches(self) -> list[str]:
        return current_generation(self.data).batches


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def asked(desk, monkeypatch):
    """Return the imports that were asked for, by the names of their files: each ends well, and at once."""
    asked = []

    def import_at_once(data, files, **_more):
        with importing_alone(data):
            asked.append([file.name for file in files])
        return ImportReport("imported", f"{len(asked):04}-today", len(asked))

    monkeypatch.setattr(watching, "import_files", import_at_once)
    return asked


def test_files_that_came_together_come_in_as_one_import_and_are_moved(desk):
    desk.put("pupils.csv", pupils_csv())
    desk.put("marks.csv", marks_csv(1))
    desk.look(1)
    assert batch_names(desk.data) == []  # one look does not show that nobody writes any more
    desk.look(1)
    [batch] = history(desk.data)
    assert [(file.table, file.good) for file in batch.files] == [("attendance", 40), ("pupils", 20)]
    assert batch.by == "evenhand watch"
    assert desk.files("imported") == ["marks.csv", "pupils.csv"]
    assert f"imported 2 files as {batch.name}: attendance 40, pupils 20 rows" in desk.log
    assert [path.name for path in desk.folder.iterdir() if path.is_file()] == ["evenhand-watch.log"]


def test_a_file_that_is_being_written_is_left_and_others_wait_for_it(desk, asked):
    growing = desk.put("marks.csv", marks_csv(1))
    desk.put("pupils.csv", pupils_csv())
    for _ in range(4):
        desk.look(1)
        with growing.open("a") as file:
            file.write("\n")
    assert asked == []
    desk.look(2)
    assert asked == [["marks.csv", "pupils.csv"]]


def test_quiet_files_do_not_wait_for_ever(desk, asked):
    growing = desk.put("marks.csv", marks_csv(1))
    desk.put("pupils.csv", pupils_csv())
    for _ in range(PATIENCE + 3):
        desk.look(1)
        with growing.open("a") as file:
            file.write("\n")
    assert asked == [["pupils.csv"]]
    assert growing.exists()


def test_half_written_hidden_and_empty_files_are_left(desk, asked):
    names = ["a.csv.part", ".b.csv", "~$c.xlsx", "d.tmp", "Thumbs.db"]
    for name in names:
        desk.put(name, pupils_csv())
    desk.put("empty.csv", "")
    desk.look(EMPTY_LOOKS - 1)
    assert asked == []
    desk.look(1)
    assert asked == [["empty.csv"]]
    assert all((desk.folder / name).exists() for name in names)


def test_a_bad_file_is_set_aside_with_its_report_and_the_others_come_in(desk):
    desk.put("bad.csv", BAD)
    desk.put("marks.csv", marks_csv(1))
    desk.look()
    assert desk.files("refused") == ["bad.csv", "bad.csv - report.txt"]
    assert desk.files("imported") == ["marks.csv", "marks.csv - report.txt"]  # whose pupils nobody knows
    report = (desk.folder / "refused" / TODAY / "bad.csv - report.txt").read_text(encoding="utf-8")
    assert 'bad.csv, row 2, year_group: "99" is not one of' in report
    assert "put the files into" in report
    assert "Hidden" not in report + desk.log  # what stands in other cells of the row is nobody's business
    assert "marks.csv" not in report
    assert [file.name for file in history(desk.data)[0].files] == ["marks.csv"]


def test_good_rows_come_in_alone_only_where_that_was_chosen(desk):
    desk.watch = desk.start(accept_good_rows=True)
    desk.put("bad.csv", BAD)
    desk.look()
    assert desk.files("imported") == ["bad.csv", "bad.csv - report.txt"]
    assert "1 row left out" in desk.log
    assert [file.good for file in history(desk.data)[0].files] == [1]


def test_what_an_import_empties_is_in_the_log_and_beside_the_files(desk):
    desk.put("census.csv", "pupil,academic_year,year_group,pupil_premium,sen\n1,2025/26,8,Y,K\n")
    desk.look()
    desk.put("roster.csv", "pupil,academic_year,year_group\n1,2025/26,8\n")
    desk.look()
    assert "EMPTIED" not in desk.log  # it says nothing of either
    desk.put("wrong.csv", "pupil,academic_year,year_group,pupil_premium\n1,2025/26,8,\n")
    desk.look()
    assert "look at the report: EMPTIED" in desk.log
    report = (desk.folder / "imported" / TODAY / "wrong.csv - report.txt").read_text(encoding="utf-8")
    assert "sen becomes" not in report
    assert "pupil_premium becomes empty for 1 pupil who had one" in report


def test_the_same_content_under_another_name_comes_in_once(desk):
    desk.put("monday.csv", pupils_csv())
    desk.look()
    desk.put("tuesday.csv", pupils_csv())
    desk.look()
    assert len(desk.batches) == 1
    assert desk.files("imported") == ["monday.csv", "tuesday.csv"]
    assert "nothing new in 1 file: imported before" in desk.log


def test_a_folder_in_the_folder_is_one_bundle(desk):
    school = "DfE Number,Name\n8011,Hill School\n"
    student = "ID,School DfE Number,First Name,Last Name,Grade\n1,8011,Ada,Bell,9\n"
    for name, text in {"School.csv": school, "Student.csv": student}.items():
        desk.put(f"Monday/{name}", text)
    desk.watch = desk.start(mapping={"said": {"academic_year": "2024/25"}})
    desk.look()
    assert desk.files("imported") == ["Monday/School.csv", "Monday/Student.csv"]
    [source] = history(desk.data)[0].sources
    assert (source.shape, source.said) == ("School Data Sync", {"academic_year": "2024/25"})
    assert not (desk.folder / "Monday").exists()
    assert "Ada" not in desk.log


def test_a_missing_folder_is_looked_for_again(desk, asked):
    shutil.rmtree(desk.folder)
    desk.look(3)
    assert len(desk.said) == 1
    assert desk.said[0].startswith("There is no folder")
    desk.put("pupils.csv", pupils_csv())
    desk.look()
    assert asked == [["pupils.csv"]]


def test_it_waits_for_an_import_that_runs_elsewhere(desk, asked):
    file = desk.put("pupils.csv", pupils_csv())
    with importing_alone(desk.data):
        desk.look(3)
        assert file.exists()
        assert [text for text in desk.said if "Another import is running" in text] == desk.said
    desk.look(1)
    assert desk.files("imported") == ["pupils.csv"]


@pytest.mark.parametrize("error", [NoRoom("The disk has 3 MB free."), OSError(28, "No space left on device")])
def test_a_full_disk_leaves_the_files_for_later(desk, asked, monkeypatch, error):
    file = desk.put("pupils.csv", pupils_csv())

    def no_room(*_words, **_more):
        raise error

    with monkeypatch.context() as full:
        full.setattr(watching, "import_files", no_room)
        desk.look(3)
        assert file.exists()
        assert len(desk.said) == 1
    desk.look(1)
    assert desk.files("imported") == ["pupils.csv"]


def test_a_file_that_is_written_while_it_is_imported_comes_in_again(desk, asked, monkeypatch):
    file = desk.put("pupils.csv", pupils_csv())
    at_once = watching.import_files

    def import_and_write(*words, **more):
        report = at_once(*words, **more)
        file.write_text(pupils_csv().replace(",7,", ",11,"))
        return report

    with monkeypatch.context() as writing:
        writing.setattr(watching, "import_files", import_and_write)
        desk.look()
    assert file.exists()
    desk.look()
    assert len(asked) == 2
    assert desk.files("imported") == ["pupils.csv"]


KILLED = """
import os, signal, sys
from pathlib import Path
from dashboard.store import publishing, watching
def die(*words, **more):
    os.kill(os.getpid(), signal.SIGKILL)
where = sys.argv[1]
if where == "before the pointer":
    publishing.publish = die
elif where == "before it is noted":
    watching.Watch.end = die
else:
    rename = Path.rename
    def once(path, target):
        if "imported" in str(target):
            rename(path, target)
            die()
        return rename(path, target)
    Path.rename = once
watch = watching.Watch(Path(sys.argv[2]), Path(sys.argv[3]), lambda report: [], print)
watch.look(); watch.look()
"""


@pytest.mark.parametrize("where", ["before the pointer", "before it is noted", "between two moves"])
def test_killed_at_any_moment_it_imports_once(desk, where):
    desk.put("marks.csv", marks_csv(1))
    desk.put("pupils.csv", pupils_csv())
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, where, str(desk.data), str(desk.folder)], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    desk.look(3)
    assert desk.files("imported") == ["marks.csv", "pupils.csv"]
    assert len(desk.batches) == 1
    assert list((desk.data / "watch").glob("*.json")) == []


def test_a_file_that_came_in_before_the_watch_died_is_moved_and_not_imported(folder, desk, asked):
    desk.data = folder  # its first import holds this very file, and its second came after that
    desk.watch = desk.start()
    file = desk.put("pupils.csv", pupils_csv())
    begun = Begun(0, {"pupils.csv": watching.hash_file(file)})
    desk.watch.journal.write(begun)
    desk.look(3)
    assert asked == []
    assert desk.files("imported") == ["pupils.csv"]


def test_the_log_is_turned_over(desk, asked):
    desk.put("evenhand-watch.log", "x" * LOG_BYTES)
    desk.put("pupils.csv", pupils_csv())
    desk.look()
    assert (desk.folder / "evenhand-watch.log.1").stat().st_size == LOG_BYTES
    assert desk.log.count("\n") == 1


def test_once_imports_what_is_there_and_says_where_not_all_was_well(tmp_path):
    write(tmp_path / "in" / "marks.csv", marks_csv(1))
    words = ["watch", tmp_path / "in", "--data", tmp_path / "store", "--once", "--every", "0.1"]
    write(tmp_path / "in" / "bad.csv", BAD)
    done = evenhand(*words)
    assert (done.returncode, done.stderr) == (1, "")  # 1: one was refused
    assert "imported 1 file as" in done.stdout


def test_folders_that_cannot_be_watched_are_refused(tmp_path):
    (tmp_path / "store" / "in").mkdir(parents=True)
    for data in (tmp_path / "store", tmp_path / "store" / "in", tmp_path / "store" / "in" / "data"):
        with pytest.raises(WrongUsage, match="must be apart"):
            see_folders(data, tmp_path / "store" / "in", once=False)
    with pytest.raises(WrongUsage, match="no such folder"):
        see_folders(tmp_path / "store", tmp_path / "none", once=True)
    see_folders(tmp_path / "store", tmp_path / "none", once=False)  # it may come


def test_it_stops_when_asked_and_is_alone(tmp_path):
    (tmp_path / "in").mkdir()
    words = ["watch", str(tmp_path / "in"), "--data", str(tmp_path / "store")]
    with subprocess.Popen(
        [sys.executable, "-m", "dashboard", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout.readline().startswith("Watching")
        with pytest.raises(AlreadyWatched), watching_alone(journal_of(tmp_path / "store", tmp_path / "in")):
            pass
        process.send_signal(signal.SIGINT)
        said, wrong = process.communicate(timeout=10)
    assert (process.returncode, said, wrong) == (0, "Stopped.\n", "")


def test_a_file_that_breaks_off_names_itself_alone_where_others_are_to_learn_its_schools(desk):
    desk.put("marks.csv", marks_csv(0))
    desk.put("cut.csv", 'school,pupil,academic_year,year_group\nA,1,2025/26,8\nA,"2,2025/26,8\n')
    desk.look()
    assert desk.files("imported") == ["marks.csv", "marks.csv - report.txt"]
    assert desk.files("refused") == ["cut.csv", "cut.csv - report.txt"]
