"""Whatever ends an import, the school is the old one or the new one, whole, and the next import works."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from dashboard.store import importing
from dashboard.store.building import BuildFailed
from dashboard.store.files import copy_and_hash
from dashboard.store.generations import current_generation
from dashboard.store.importing import import_files
from dashboard.store.lock import ImportRunning, importing_alone
from dashboard.store.opening import Store
from dashboard.store.publishing import NoRoom, tidy_at_start
from dashboard.store.undoing import history, rebuild
from tests.store.conftest import MARKS_A_DAY, ROOT, contents, evenhand, marks_csv, write

STEPS = [
    "copy", "understand marks 3.csv", "read marks 3.csv", "check across files", "build tables",
    "write to disk", "verify", "keep files", "name the file", "describe the file", "point to the file",
    "read back", "clear up",
]  # fmt: skip
KILLS = 50


def stopped_import(stop_at, folder, *files, **more):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.stopped_import", stop_at, str(folder), *map(str, files)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, **more,
    )  # fmt: skip


def check_whole(folder, least: int) -> int:
    """Check that the school is whole and holds at least these imports; return how many it holds."""
    store = Store(folder)
    assert store.banner is None
    with store.connection().cursor() as cursor:
        marks = cursor.execute("select count(*), count(distinct date) from mark").fetchall()
        batches = cursor.execute("select count(distinct batch) from batch").fetchall()[0][0]
    assert marks == [(batches * MARKS_A_DAY, batches)]
    assert batches == len(current_generation(folder).batches) >= least
    return batches


def leftovers(folder) -> list[str]:
    files = [path.name for path in folder.iterdir() if "tmp" in path.name or path.name.endswith("wal")]
    batches = {path.name for path in (folder / "imports").iterdir()}
    return files + sorted(batches - {batch.name for batch in history(folder)})


def test_steps_are_all_those_an_import_goes_through(folder):
    gone_through = []
    file = write(folder.parent / "marks 3.csv", marks_csv(3))
    import_files(folder, [file], progress=gone_through.append)
    assert [step for step in gone_through if not step.startswith("read import")] == STEPS


@pytest.mark.parametrize("step", [*STEPS, "read import {first}"])
def test_import_killed_at_a_step_leaves_the_old_school_or_the_new(folder, step):
    file = write(folder.parent / "marks 3.csv", marks_csv(3))
    step = step.format(first=current_generation(folder).batches[0])
    with stopped_import(step, folder, file) as importer:
        importer.wait()
    assert importer.returncode == -signal.SIGKILL
    expected = 3 if step in ("read back", "clear up") else 2
    assert check_whole(folder, 2) == expected
    wait_for_lock(folder)
    tidy_at_start(folder)
    assert leftovers(folder) == []
    if step in ("build tables", "describe the file", "point to the file", "clear up"):
        outcome = import_files(folder, [file]).outcome
        assert outcome == ("unchanged" if expected == 3 else "imported")
        assert check_whole(folder, 3) == 3
        assert leftovers(folder) == []


def wait_for_lock(folder):
    """Wait until the build of a killed importer has noticed, which keeps the lock till then."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with importing_alone(folder):
                return
        except ImportRunning:
            time.sleep(0.01)


def test_imports_killed_at_random_moments_lose_nothing_acknowledged(imported_once, tmp_path):
    chance = random.Random(1)
    lasts = killed = 0.0
    for attempt in range(2 * KILLS):
        day = 3 + attempt % 8
        if day == 3:  # the fewer the imports, the more kills a minute
            folder = Path(shutil.copytree(imported_once, tmp_path / f"store {attempt}"))
            kept = 2
        file = write(tmp_path / f"marks {day}.csv", marks_csv(day))
        began = time.monotonic()
        with stopped_import("never", folder, file) as importer:
            if lasts:
                time.sleep(chance.uniform(0.2, 1) * lasts)
                importer.kill()
            said = importer.stdout.read()
        if importer.returncode == 0:  # it was done before it was to be killed: kill earlier
            lasts = min(lasts or 60, time.monotonic() - began)
        killed += importer.returncode == -signal.SIGKILL
        acknowledged = kept + said.count("imported")
        kept = check_whole(folder, acknowledged)
        assert kept <= acknowledged + 1
        wait_for_lock(folder)
        tidy_at_start(folder)
        assert leftovers(folder) == []
        if killed == KILLS:
            return
    pytest.fail(f"only {killed} of {2 * KILLS} imports were killed before they were done")


def is_build(process):
    """Say whether a child builds: a browser of another test may be a child of this process too."""
    try:
        return "dashboard.store.build" in process.cmdline()
    except psutil.Error:  # it has just ended
        return False


def test_build_killed_by_the_system_is_told_in_words(folder, build_apart):
    def kill_child(step):
        if step == "build tables":
            [child] = [each for each in psutil.Process().children() if is_build(each)]
            child.kill()

    before = contents(folder)
    with pytest.raises(BuildFailed, match=r"ended at the step 'build tables'.*Nothing was changed"):
        import_files(folder, [write(folder.parent / "marks 3.csv", marks_csv(3))], progress=kill_child)
    assert contents(folder) == before
    assert leftovers(folder) == []


@pytest.mark.parametrize("thousands", [1, 4, 64, 256, 512, 1024, 1536, 2048, 2560, 3072, 4096, 5120])
def test_disk_that_fills_up_leaves_the_school_as_it_was(folder, thousands):
    before = contents(folder)
    file = write(folder.parent / "marks 3.csv", marks_csv(3) + "\n" * 5000)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (thousands << 10, thousands << 10))

    done = evenhand("import", file, "--data", folder, preexec_fn=limit)
    assert "Traceback" not in done.stderr
    if done.returncode == 0:
        assert check_whole(folder, 3) == 3
        return
    assert done.returncode == 1
    assert done.stderr.strip()
    assert contents(folder) == before
    tidy_at_start(folder)
    assert leftovers(folder) == []


def test_small_disk_is_noticed_before_anything_is_copied(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1_000_000))
    with pytest.raises(NoRoom, match="1 MB free"):
        import_files(folder, [write(folder.parent / "marks 3.csv", marks_csv(3))])


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can make a small disk")
def test_small_real_disk_that_fills_up_leaves_the_school_as_it_was(imported_once, tmp_path, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        folder = shutil.copytree(imported_once, disk / "store")
        before = contents(folder)
        monkeypatch.setattr(importing, "see_room", lambda *_: None)
        room = shutil.disk_usage(disk).free
        for left in (0, 8 << 10, 1 << 20, 3 << 20):
            (disk / "filler").write_bytes(bytes(max(room - left, 0)))
            with pytest.raises((BuildFailed, OSError)):
                import_files(folder, [write(tmp_path / "marks 3.csv", marks_csv(3))])
            (disk / "filler").unlink()
            assert contents(folder) == before
        assert import_files(folder, [write(tmp_path / "marks 3.csv", marks_csv(3))]).outcome == "imported"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def test_second_import_at_once_is_refused_and_the_first_goes_on(folder):
    waits, reports, goes_on = threading.Event(), [], threading.Event()

    def hold(step):
        if step == "keep files":
            waits.set()
            goes_on.wait(20)

    first = write(folder.parent / "marks 3.csv", marks_csv(3))
    thread = threading.Thread(target=lambda: reports.append(import_files(folder, [first], progress=hold)))
    thread.start()
    waits.wait(20)
    second = evenhand("import", write(folder.parent / "marks 4.csv", marks_csv(4)), "--data", folder)
    goes_on.set()
    thread.join()
    assert second.returncode == 1
    assert "Another import is running since" in second.stderr
    assert reports[0].outcome == "imported"
    assert check_whole(folder, 3) == 3


def test_ordinary_copy_taken_during_imports_is_a_valid_backup(folder):
    done = threading.Event()

    def bring_in():
        for day in (3, 4, 5):
            import_files(folder, [write(folder.parent / "files" / f"marks {day}.csv", marks_csv(day))])
        done.set()

    importer = threading.Thread(target=bring_in)
    importer.start()
    copies = []
    while not done.is_set() and len(copies) < 15:
        copy = folder.parent / f"copy {len(copies)}"
        subprocess.run(["cp", "-r", str(folder), str(copy)], check=False, stderr=subprocess.DEVNULL)
        copies.append(copy)
        done.wait(0.2)
    importer.join()
    for copy in copies:
        Store(copy).connection()
    rebuild(copies[len(copies) // 2])
    check_whole(copies[len(copies) // 2], 2)


def test_copy_is_what_was_hashed(tmp_path):
    source = write(tmp_path / "a", "x" * 3_000_000)
    copy_and_hash(source, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == source.read_bytes()
