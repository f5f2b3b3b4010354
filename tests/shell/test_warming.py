"""The figures of the opening page are worked out before anybody asks."""

from types import SimpleNamespace

from dashboard import cache, gaps
from dashboard.equity.view import a_year_earlier
from dashboard.filter_choices import choices
from dashboard.filters import from_address
from dashboard.shell.warming import move_on, warm


def asked_once_warm(school, monkeypatch):
    """Warm a school; return the list in which every query that it runs from then on is noted."""
    cache.forget()
    warm(school)
    asked = []
    run = cache.run
    monkeypatch.setattr(
        cache, "run", lambda db, name, **params: asked.append(name) or run(db, name, **params)
    )
    return asked


def test_the_first_click_on_a_warm_school_runs_no_query_of_a_measure(small_school, monkeypatch):
    asked = asked_once_warm(small_school, monkeypatch)
    filters, _notes = from_address({}, small_school)
    rows = gaps.by_group(small_school, "leader", "absence_rate", "Pupil premium", filters)
    assert rows["pupils"].sum() > 0
    assert not {"gap/values", "gap/scope", "gap/placed", "gap/by_group"} & set(asked)


def test_nor_does_the_same_figure_of_these_days_last_year(small_school, monkeypatch):
    asked = asked_once_warm(small_school, monkeypatch)
    filters, _notes = from_address({}, small_school)
    earlier = a_year_earlier(SimpleNamespace(filters=filters, known=choices(small_school)))
    assert earlier["to_date"] < filters["from_date"]
    gaps.by_group(small_school, "leader", "absence_rate", "Pupil premium", earlier)
    assert "gap/values" not in asked


def test_the_school_before_is_forgotten_once_the_next_is_shown(tmp_path):
    store = SimpleNamespace(folder=tmp_path, generation=1)
    cache.keep_text(store, ("answer",), b"of the first school")
    store.move_on = lambda prepare: None
    move_on(store)
    assert cache.kept_text(store, ("answer",)) == b"of the first school"
    store.move_on = lambda prepare: setattr(store, "generation", 2)
    move_on(store)
    store.generation = 1
    assert cache.kept_text(store, ("answer",)) is None
