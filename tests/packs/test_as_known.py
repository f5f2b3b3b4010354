"""The pack of a past day, made again from the imports of that day."""

import json
from datetime import date

import pytest

from dashboard.__main__ import main
from dashboard.packs import as_known
from dashboard.packs.publishing import preview
from dashboard.store.importing import import_files
from dashboard.store.opening import Store

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
