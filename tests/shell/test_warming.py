"""The figures of the opening page are worked out before anybody asks."""

from dashboard import cache, gaps
from dashboard.filters import from_address
from dashboard.shell.warming import warm


def test_the_first_click_on_a_warm_school_runs_no_query_of_a_measure(small_school, monkeypatch):
    cache.forget()
    warm(small_school)
    asked = []
    run = cache.run
    monkeypatch.setattr(
        cache, "run", lambda db, name, **params: asked.append(name) or run(db, name, **params)
    )
    filters, _notes = from_address({}, small_school)
    rows = gaps.by_group(small_school, "leader", "absence_rate", "Pupil premium", filters)
    assert rows["pupils"].sum() > 0
    assert not {"gap/values", "gap/scope", "gap/placed", "gap/by_group"} & set(asked)
