"""The pack of a past day, made again from the imports of that day."""

import json
from datetime import date

import pytest

from dashboard.__main__ import main
from dashboard.packs import as_known
from dashboard.packs.publishing import preview, publish
from dashboard.store.batches import read_batch
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from dashboard.store.undoing import undo

DAYS = ("2026-09-07", "2026-09-08", "2026-09-09")


def pupils_file(place, premium):
    rows = [f"p{each},2026/27,{7 + each % 2},{'Y' if each < premium else 'N'}" for each in range(80)]
    place.write_text("\n".join(["pupil,academic_year,year_group,pupil_premium", *rows]))
    return place


@pytest.fixture
def folder(tmp_path):
    marks = [f"p{each},{day},AM,{'I' if each % 3 else '/'}" for each in range(80) for day in DAYS]
    attendance = tmp_path / "attendance.csv"
    attendance.write_text("\n".join(["pupil,date,session,code", *marks]))
    store = tmp_path / "store"
    files = [pupils_file(tmp_path / "pupils.csv", premium=30), attendance]
    assert import_files(store, files, by="tests").outcome != "refused"
    manifest = next((store / "imports").iterdir()) / "manifest.json"
    manifest.write_text(
        json.dumps({**json.loads(manifest.read_text()), "imported_at": "2026-10-01T09:00:00"})
    )
    return store


def test_the_pack_of_a_past_day_is_what_was_known_then(folder, tmp_path, capsys):
    then = preview(Store(folder), date(2026, 10, 5)).pack
    later = import_files(folder, [pupils_file(tmp_path / "later.csv", premium=50)], by="tests")
    assert later.outcome != "refused"
    known = as_known.pack_on(folder, date(2026, 10, 5))
    assert (known.tables, known.batches) == (then.tables, then.batches)
    assert preview(Store(folder), date.today()).pack.tables != then.tables
    assert main(["pack", "--as-known-on", "2026-09-30", "--data", str(folder)]) == 1
    assert "had been imported by 30 Sep 2026" in capsys.readouterr().out


def dated(folder, batch, **changes):
    manifest = folder / "imports" / batch / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **changes}))


def test_an_import_taken_back_since_counts_on_the_days_between(folder, tmp_path, capsys):
    [right] = as_known.batches_on(folder, date(2026, 10, 5))
    wrong = import_files(folder, [pupils_file(tmp_path / "wrong.csv", premium=50)], by="tests").batch
    store = Store(folder)
    pack = publish(store, "A. Head", date.today(), preview(store, date.today()).code)
    assert undo(folder, wrong) == wrong
    assert read_batch(folder, wrong).undone_at.startswith(date.today().isoformat())
    dated(folder, wrong, imported_at="2026-10-02T09:00:00", undone_at="2026-11-09T09:00:00")
    days = [(date(2026, 10, 1), [right]), (date(2026, 11, 8), [right, wrong]), (date(2026, 11, 9), [right])]
    assert [(day, as_known.batches_on(folder, day)) for day, _known in days] == days
    assert as_known.pack_on(folder, date(2026, 11, 8)).tables == pack.tables
    assert as_known.batches_on(folder, date.today()) == [right]
    dated(folder, wrong, undone_at="")  # by an Evenhand that did not keep the day
    assert main(["pack", "--as-known-on", "2026-11-08", "--data", str(folder)]) == 1
    said = capsys.readouterr().out
    assert f"Import {wrong} was there by 8 Nov 2026" in said
    assert "Choose a day before 2 Oct 2026" in said
