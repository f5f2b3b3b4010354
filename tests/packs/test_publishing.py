"""Two steps, eight weeks apart, never about a handful of pupils; and no pupil in the file."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from dashboard.packs import all_packs, current, publishing, secret, shelf
from dashboard.packs.audit import audit
from dashboard.packs.merging import merged
from dashboard.packs.pack import as_text, from_text
from dashboard.packs.publishing import NothingToPublish, Refused, preview, publish
from dashboard.store import pack_digests
from tests.packs.made_up import changed, school_as_it_is, without_pupils

FIRST, EARLIER, LATER = date(2026, 9, 14), date(2026, 11, 8), date(2026, 11, 9)


@pytest.fixture(scope="module")
def pupils():
    return school_as_it_is(5)


@pytest.fixture(scope="module")
def tables(pupils):
    return audit(merged(pupils))


@pytest.fixture
def store(tmp_path, pupils, tables, monkeypatch):
    """Return a store whose pupils a test may change; the audit is that of the unchanged ones."""
    found = SimpleNamespace(folder=tmp_path, generation=1, is_empty=False, pupils=pupils)
    found.connection = lambda: None
    monkeypatch.setattr(publishing, "remember", lambda _store, _what, _params, make: make())
    monkeypatch.setattr(publishing, "made", lambda _snapshot, names: (found.pupils, tables))
    return found


@pytest.fixture
def first(store):
    """Return the first pack, published."""
    return publish(store, "A. Head", FIRST, preview(store, FIRST).code)


def test_what_is_published_is_what_was_previewed(store):
    draft = preview(store, FIRST)
    assert draft.refusals == ()
    pack = publish(store, "  A.   Head ", FIRST, draft.code)
    assert current(store.folder) == pack == replace(draft.pack, by="A. Head")
    assert (pack.number, pack.published_on) == (1, "2026-09-14")


def test_other_figures_than_those_previewed_are_refused_and_nothing_is_left(store, pupils):
    code = preview(store, FIRST).code
    store.pupils = replace(pupils, schools=("Another",))
    with pytest.raises(Refused, match="look at the preview again"):
        publish(store, "A. Head", FIRST, code)
    assert current(store.folder) is None
    assert not (store.folder / "packs").exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "A\x1bHead"])
def test_a_pack_needs_a_name(store, name):
    with pytest.raises(Refused, match="Name"):
        publish(store, name, FIRST, preview(store, FIRST).code)


def test_packs_are_eight_weeks_apart_and_the_day_is_named(store, first):
    draft = preview(store, EARLIER)
    assert draft.refusals == (
        "The last pack is of 14 September 2026, and packs are 8 weeks apart: "
        "publish on or after 9 November 2026.",
    )
    with pytest.raises(Refused, match="9 November 2026"):
        publish(store, "A. Head", EARLIER, draft.code)
    second = publish(store, "A. Head", LATER, preview(store, LATER).code)
    assert current(store.folder) == second
    assert [pack.number for pack in all_packs(store.folder)] == [1, 2]


def test_any_change_of_one_to_nine_pupils_is_refused(store, first, pupils):
    for seed in range(60):
        random = np.random.default_rng(seed)
        names = [*pupils.characteristics, *pupils.outcomes, "pupils"]
        name, count = names[random.integers(len(names))], int(random.integers(1, 10))
        if name == "pupils":
            other = without_pupils(pupils, random.choice(600, count, replace=False))
        else:
            other = changed(pupils, name, count)
        [why] = publishing.refusals(store.folder, other, [first], LATER)
        assert f"{count} pupil" in why


def test_ten_pupils_may_differ(store, first, pupils):
    assert publishing.refusals(store.folder, changed(pupils, "SEN", 10), [first], LATER) == []


def test_a_pack_is_compared_with_every_earlier_one_and_not_with_the_last_alone(store, first, pupils):
    store.pupils = changed(pupils, "SEN", 12)
    publish(store, "A. Head", LATER, preview(store, LATER).code)
    store.pupils = changed(pupils, "SEN", 3)  # 9 from the second, 3 from the first
    whys = publishing.refusals(store.folder, store.pupils, all_packs(store.folder), date(2027, 1, 11))
    assert [why.partition(",")[0] for why in whys] == [
        "SEN differs for 3 pupils from the pack of 14 September 2026",
        "SEN differs for 9 pupils from the pack of 9 November 2026",
    ]


def test_without_the_last_packs_summary_nothing_is_published(store, first):
    (store.folder / "packs" / "private" / "cohort-1.json").unlink()
    with pytest.raises(ValueError, match="nothing can be published"):
        preview(store, LATER)


def test_the_summary_is_salted_private_and_holds_no_name_or_group(store, first, pupils):
    place = store.folder / "packs" / "private"
    text = (place / "cohort-1.json").read_text()
    assert (place.stat().st_mode & 0o777, (place / "cohort-1.json").stat().st_mode & 0o777) == (0o700, 0o600)
    assert "School|" not in text
    assert "White" not in text
    assert secret.summary(pupils, "00" * 32) != secret.summary(pupils, "01" * 32)


def test_an_erased_pupil_is_no_longer_in_the_summary_and_counts_as_one_who_left(store, first, pupils):
    path = store.folder / "packs" / "private" / "cohort-1.json"
    erased, stayed = pupils.latest.pupils[:2]
    before = path.read_text()
    pack_digests.forget(store.folder, [("nowhere", "1")])
    assert path.read_text() == before
    pack_digests.forget(store.folder, [tuple(erased.split("|"))])
    kept = json.loads(path.read_text())
    salt = bytes.fromhex(kept["salt"])
    assert path.stat().st_mode & 0o777 == 0o600
    for year, found in kept["years"].items():
        assert pack_digests.pupil_digest(salt, erased) not in found
        assert pack_digests.pupil_digest(salt, stayed) in found
        assert len(found) == len(json.loads(before)["years"][year])
    assert secret.too_alike(store.folder, 1, without_pupils(pupils, [0])) == [("pupils", 1)]


def test_a_packs_file_has_no_pupil_and_no_unrounded_count(store, first):
    text = (store.folder / "packs" / "pack-1.json").read_text()
    assert "School|" not in text
    figures = [figure for table in json.loads(text)["pack"]["tables"] for figure in table["figures"]]
    counts = [figure[name] for figure in figures for name in ("pupils", "count") if figure[name] is not None]
    assert counts
    assert all(count >= 10 and count % 5 == 0 for count in counts)
    shares = [figure["value"] for figure in figures if figure["value"] is not None]
    assert all(round(100 * share, 6) % 1 == 0 for share in shares)
    assert all(figure["count"] is None for figure in figures if figure["hidden"])


def test_a_pack_reads_back_the_same_and_an_altered_one_is_refused(first):
    text = as_text(first)
    assert from_text(text) == first
    assert as_text(from_text(text)) == text
    with pytest.raises(ValueError, match="altered"):
        from_text(text.replace('"value": 0.', '"value": 1.', 1))
    for broken in ("", "{}", "[]", text[:200]):
        with pytest.raises(ValueError, match="cannot be read"):
            from_text(broken)


def test_a_number_is_published_once(store, first):
    with pytest.raises(FileExistsError):
        shelf.put(store.folder, first)
    assert current(store.folder) == first
    assert [path.name for path in (store.folder / "packs").glob("*.tmp")] == []


def test_an_empty_school_has_nothing_to_publish(store):
    store.is_empty = True
    with pytest.raises(NothingToPublish, match="import pupils"):
        preview(store, FIRST)


def test_what_changed_since_the_last_pack_is_said(store, first):
    assert first.changes[0].text == "This is the first pack: there is none before it to compare with."
    draft = preview(store, LATER)
    assert "In the pack of 14 September 2026" in draft.pack.changes[0].text
    assert "no clear change" in draft.pack.changes[0].text
