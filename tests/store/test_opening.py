"""A school that is open to be read: read-only, hardened, never mixed, never silently wrong."""

import random
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.query import run
from dashboard.store.batches import believed_generation
from dashboard.store.files import hash_file
from dashboard.store.generations import Damaged, current_generation, publish, remove_old, verify_file
from dashboard.store.importing import import_files
from dashboard.store.opening import HARDENING, NoSchool, Store, open_newest
from dashboard.store.publishing import standing
from dashboard.store.undoing import rebuild, undo
from tests.store.conftest import MARKS_A_DAY, marks_csv, write

ATTACKS = [
    "copy (select 1) to '{folder}/stolen.csv'",
    "copy pupil to '{folder}/stolen.parquet'",
    "export database '{folder}/stolen'",
    "from read_text('/etc/passwd')",
    "from read_csv('/etc/passwd')",
    "from read_blob('{folder}/current')",
    "from '{folder}/current'",
    "from glob('/*')",
    "from sniff_csv('{folder}/files/pupils.csv')",
    "attach '{folder}/other.duckdb'",
    "attach '{folder}/current' as other",
    "install httpfs",
    "load httpfs",
    "load '{folder}/x.duckdb_extension'",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set max_execution_time = 0",
    "set memory_limit = '100GB'",
    "set temp_directory = '{folder}'",
    "reset max_execution_time",
    "pragma enable_profiling = 'json'",
    "call enable_logging(storage = 'file')",
    "create persistent secret s (type http)",
    "import database '{folder}'",
    "create table store.pupil (a int)",
    "insert into store.pupil select * from store.pupil",
    "delete from store.mark",
    "drop table store.mark",
    "from local_variable",
]


@pytest.fixture(scope="module")
def store(imported_once):
    return Store(imported_once)


@pytest.mark.parametrize("attack", ATTACKS)
def test_statement_that_reaches_beyond_the_school_is_refused(store, tmp_path, attack):
    local_variable = [1]  # what SQL must not see
    with pytest.raises(duckdb.Error), store.connection().cursor() as cursor:
        cursor.execute(attack.format(folder=tmp_path)).fetchall()
    assert local_variable == [1]
    assert not list(tmp_path.glob("stolen*"))


def test_every_cursor_is_hardened(store):
    with store.connection().cursor() as cursor:
        for name, value in HARDENING.items():
            [(found,)] = cursor.execute("select current_setting($name)", {"name": name}).fetchall()
            assert str(found).lower() in (value.lower(), "953.6 mib", "0 bytes"), name


def test_runaway_query_ends_alone(store, monkeypatch):
    monkeypatch.setitem(HARDENING, "max_execution_time", "300")
    db = open_newest(store.folder).connection()
    with pytest.raises(duckdb.InterruptException, match="maximum execution time"), db.cursor() as cursor:
        cursor.execute("select sum(a.range * b.range) from range(1000000) a, range(1000000) b").fetchall()
    too_much = (duckdb.OutOfMemoryException, duckdb.InterruptException)
    with pytest.raises(too_much), store.connection().cursor() as cursor:
        cursor.execute("select count(distinct a) from range(100000000) t(a)").fetchall()
    assert marks(db) == marks(store.connection()) == 2 * MARKS_A_DAY


def marks(db):
    with db.cursor() as cursor:
        return cursor.execute("select count(*) from mark").fetchall()[0][0]


def test_threads_on_one_connection_get_their_own_rows(store):
    def imported(batch):
        return run(store.connection(), "store/count_batch", table_name="batch", batch=batch)["rows"].tolist()

    with ThreadPoolExecutor(8) as threads:
        batches = [number % 3 for number in range(480)]
        assert list(threads.map(imported, batches)) == [[(0, 2, 1)[batch]] for batch in batches]


def test_store_of_an_empty_folder_has_every_table_and_no_rows(tmp_path, store):
    empty = Store(tmp_path)
    assert (empty.is_empty, empty.generation, empty.banner) == (True, 0, None)
    with store.connection().cursor() as cursor:
        names = cursor.execute(
            "select view_name from duckdb_views() where not internal and schema_name = 'main'"
        )
        tables = [row[0] for row in names.fetchall()]
    assert {"pupil", "mark", "pupils", "attendance", "batch"} <= set(tables)
    for table in tables:
        with empty.connection().cursor() as cursor:
            cursor.execute(f'from "{table}"').fetchall()
    assert marks(empty.connection()) == 0


def test_store_moves_to_the_new_school_and_old_cursors_finish(folder):
    store = Store(folder)
    old = store.school
    cursor = old.connection().cursor().execute("from mark")
    import_files(folder, [write(folder.parent / "marks 3.csv", marks_csv(3))])
    assert (store.generation, marks(store.connection())) == (3, 3 * MARKS_A_DAY)
    assert len(cursor.fetchall()) == marks(old.connection()) == 2 * MARKS_A_DAY
    undo(folder, "1")
    assert (store.generation, store.is_empty) == (4, False)


def test_school_whose_imports_are_all_undone_is_empty_again(folder):
    undo(folder, "2")
    undo(folder, "1")
    assert Store(folder).is_empty


def damage(path: Path, change) -> None:
    content = bytearray(path.read_bytes())
    path.write_bytes(change(content))


def flip(content: bytearray, place: int, bit: int) -> bytes:
    content[place] ^= 1 << bit
    return bytes(content)


def test_every_flipped_bit_zeroed_page_and_cut_is_noticed(folder):
    generation = current_generation(folder)
    path = folder / generation.file
    whole = path.read_bytes()
    chance = random.Random(1)
    damaged = [flip(bytearray(whole), chance.randrange(len(whole)), chance.randrange(8)) for _ in range(100)]
    damaged += [whole[: chance.randrange(len(whole))] for _ in range(30)]
    pages = [chance.randrange(len(whole) // 4096) * 4096 for _ in range(30)]
    damaged += [
        whole[:page] + bytes(4096) + whole[page + 4096 :] for page in pages if any(whole[page : page + 4096])
    ]
    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(Damaged):
            verify_file(folder, generation)


@pytest.mark.parametrize("kind", ["flipped", "cut", "missing", "description", "description missing"])
def test_damaged_school_is_not_shown_but_the_one_before_with_a_banner(folder, kind):
    path = folder / ("school-2.json" if kind.startswith("description") else "school-2.duckdb")
    if kind.endswith("missing"):
        path.unlink()
    elif kind == "cut":
        damage(path, lambda content: bytes(content[:-4096]))
    else:
        damage(path, lambda content: flip(content, len(content) // 2, 3))
    store = Store(folder)
    assert (store.generation, marks(store.connection())) == (1, MARKS_A_DAY)
    assert "evenhand rebuild" in store.banner
    rebuild(folder)
    assert (store.generation, store.banner, marks(store.connection())) == (3, None, 2 * MARKS_A_DAY)


def test_no_flipped_bit_of_the_pointer_is_believed(folder):
    path = folder / "current"
    whole = path.read_bytes()
    accepted = sorted(path.name for path in (folder / "imports").iterdir())
    for place in range(len(whole)):
        for bit in range(8):
            path.write_bytes(flip(bytearray(whole), place, bit))
            with pytest.raises(Damaged):
                believed_generation(folder)
            assert standing(folder).batches == accepted
    path.write_bytes(b"school-1.duckdb\n")  # one bit from school-3 and five others
    school = open_newest(folder)
    assert school.generation == 2
    assert "evenhand rebuild" in school.banner


def test_damaged_pointer_loses_no_import(folder):
    (folder / "current").write_text("school-1.duckdb\n")
    import_files(folder, [write(folder.parent / "marks 3.csv", marks_csv(3))])
    store = Store(folder)
    assert (store.banner, marks(store.connection())) == (None, 3 * MARKS_A_DAY)


def test_school_without_any_whole_file_says_how_to_build_it_again(folder):
    for path in folder.glob("school-*.duckdb"):
        damage(path, lambda content: flip(content, 5000, 1))
    with pytest.raises(NoSchool, match="evenhand rebuild"):
        Store(folder)
    rebuild(folder)
    assert marks(Store(folder).connection()) == 2 * MARKS_A_DAY


def test_damage_while_serving_keeps_what_is_open_and_says_so(folder):
    store = Store(folder)
    for path in folder.glob("school-*"):
        path.unlink()
    (folder / "current").write_text("school-9.duckdb\n")
    assert marks(store.connection()) == 2 * MARKS_A_DAY
    assert "evenhand rebuild" in store.banner


def publish_numbered(folder: Path, number: int) -> None:
    """Publish the current school again, with its generation's number in two tables."""
    current = current_generation(folder)
    built = Path(shutil.copy(folder / current.file, folder / f"school-{number}.duckdb.tmp"))
    with duckdb.connect(str(built)) as db:
        for table in ("one", "two"):
            db.execute(f"create or replace table {table} as select {number} as number from range(1000)")
        db.execute("checkpoint")
    generation = replace(current, number=number, bytes=built.stat().st_size, sha256=hash_file(built))
    publish(folder, built, generation, lambda step: None)
    remove_old(folder, generation)


def test_eight_readers_never_notice_thirty_publishes(folder):
    publish_numbered(folder, 3)
    store, stop, errors, reads = Store(folder), threading.Event(), [], []

    def read():
        seen = 0
        while not stop.is_set():
            school = store.school
            with school.connection().cursor() as cursor:
                found = cursor.execute(
                    "select min(number), max(number) from (from one union all from two)"
                ).fetchall()
            if found != [(school.generation, school.generation)] or school.generation < seen:
                errors.append((school.generation, seen, found))
            seen = school.generation
            reads.append(seen)
            time.sleep(0.002)

    def noted():
        try:
            read()
        except Exception as error:
            errors.append(error)

    readers = [threading.Thread(target=noted) for _ in range(8)]
    for reader in readers:
        reader.start()
    for number in range(4, 34):
        publish_numbered(folder, number)
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert store.generation == 33
    assert len(reads) > 500
    assert len(set(reads)) > 5


def test_a_store_that_is_led_moves_when_its_leader_is_ready_and_not_before(folder):
    publish_numbered(folder, 3)
    store, seen = Store(folder), []
    store.lead()
    publish_numbered(folder, 4)
    assert store.generation == 3

    def prepare(mine):
        others = []
        other = threading.Thread(target=lambda: others.append(store.generation))
        other.start()
        other.join()
        seen.append((mine.generation, others))

    store.move_on(prepare)
    assert seen == [(4, [3])]
    assert store.generation == 4
    store.move_on(prepare)
    assert len(seen) == 1


def test_a_leader_that_fails_still_lets_the_store_move(folder):
    publish_numbered(folder, 3)
    store = Store(folder)
    store.lead()
    publish_numbered(folder, 4)
    with pytest.raises(ZeroDivisionError):
        store.move_on(lambda mine: 1 // 0)
    assert store.generation == 4
