"""What is remembered is made once, also when several ask for it at the same time."""

import threading
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard import cache
from dashboard.cache import remember


@pytest.fixture
def store(tmp_path: Path):
    return SimpleNamespace(folder=tmp_path, generation=1)


def test_readers_who_ask_at_once_share_one_making(store):
    made = []

    def make():
        made.append(1)
        time.sleep(0.05)
        return "rows"

    got = []
    readers = [
        threading.Thread(target=lambda: got.append(remember(store, ("slow",), {}, make))) for _ in range(8)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (got, made) == (["rows"] * 8, [1])


def test_a_making_that_fails_is_tried_again(store):
    answers = iter([ValueError("not yet"), None])

    def make():
        if fault := next(answers):
            raise fault
        return "rows"

    with pytest.raises(ValueError, match="not yet"):
        remember(store, ("failing",), {}, make)
    assert remember(store, ("failing",), {}, make) == "rows"


def test_a_new_school_is_asked_anew(store):
    assert remember(store, ("school",), {}, lambda: "old") == "old"
    store.generation = 2
    assert remember(store, ("school",), {}, lambda: "new") == "new"


def test_what_a_replaced_school_said_is_let_go_of_and_nothing_else(store, tmp_path):
    other = SimpleNamespace(folder=tmp_path / "another", generation=1)
    cache.forget()
    for each in (store, other):
        remember(each, ("roll",), {}, lambda: "with the pupil")
        cache.keep_text(each, ("answer",), b"with the pupil")
    store.generation = 2
    remember(store, ("roll",), {}, lambda: "without the pupil")
    cache.let_go(store)
    assert (cache.kept_text(other, ("answer",)), cache.kept_text(store, ("answer",))) == (
        b"with the pupil",
        None,
    )
    assert remember(store, ("roll",), {}, lambda: "anew") == "without the pupil"
    store.generation = 1
    assert remember(store, ("roll",), {}, lambda: "anew") == "anew"
    assert cache._taken[0] == sum(size for _value, size in cache._values.values())


def test_the_oldest_frame_goes_when_the_numbers_take_more_than_there_is_room_for(store, monkeypatch):
    numbers = pd.DataFrame({"pupil_id": np.arange(1000, dtype=np.uint32), "value": np.arange(1000.0)})
    made = []

    def ask(name):
        return remember(store, (name,), {}, lambda: made.append(name) or numbers)

    cache.forget()
    monkeypatch.setattr(cache, "ROOM", 2 * int(numbers.memory_usage(index=False).sum()))
    for name in ("first", "second", "first", "second", "third", "first"):
        ask(name)
    assert made == ["first", "second", "third", "first"]
    cache.forget()
