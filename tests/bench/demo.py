"""The demo school: set-up, start, and every figure of every page over HTTP."""

import itertools
import random
import time
from pathlib import Path

import duckdb

from dashboard.measures import MEASURES
from tests.bench.callbacks import WARM, Client, Page, open_page, serving
from tests.bench.marks import evenhand
from tests.bench.table import Table, median, percentile, stopwatch

# The most milliseconds for 95 of 100 figures of a page: on one school, and on fifty.
PAGES = {
    "/": (30, 100),
    "/equity": (30, 100),
    "/tracking": (40, 150),
    "/attendance": (40, 150),
    "/support": (40, 150),
}
CHARACTERISTICS = ("Pupil premium", "Sex", "SEN", "EAL", "Ethnicity", "Free school meals", "Term of birth")


def views(page: Page, path: str = "/equity", seed: int = 1) -> list[dict[str, object]]:
    """Return changes to a page's inputs, no two alike, so that no answer is a cached one."""
    years: list[list[str]] = [[], *([str(year)] for year in range(7, 12)), ["7", "8"], ["10", "11"]]
    ends = [f"2026-{month:02}-{day:02}" for month in (9, 10) for day in (11, 18, 25)]
    every = [
        {
            "equity-measure__value": measure,
            "equity-characteristic__value": characteristic,
            "filter-year_groups__value": year,
            "filter-to_date__value": end,
        }
        for measure, characteristic, year, end in itertools.product(
            MEASURES, CHARACTERISTICS, years, ["2027-08-31"] if path == "/equity" else ["2027-08-31", *ends]
        )
    ]
    random.Random(seed).shuffle(every)
    known = {key for key in every[0] if key.replace("__", ".") in page.values}
    distinct = {repr(sorted((k, v) for k, v in view.items() if k in known)): view for view in every}
    return [{key: value for key, value in view.items() if key in known} for view in distinct.values()]


def time_figures(client: Client, path: str, most: int) -> tuple[list[float], list[float], list[float]]:
    """Return milliseconds of every figure of a page: asked for the first time, again, and an empty callback.

    Raises RuntimeError where a figure does not answer 200.
    """
    page = open_page(client, path)
    first, again, floor = [], [], []
    for view, callback in zip(
        itertools.islice(itertools.cycle(views(page, path)), most),
        itertools.cycle(page.figures()),
        strict=False,
    ):
        payload = page.payload(callback, **view)
        milliseconds, status, body = client.timed(payload)
        if status != 200 or b'"figure"' not in body:
            raise RuntimeError(f"{callback['output']} answered {status}: {body[:300]!r}")
        first.append(milliseconds)
        again.append(client.timed(payload)[0])
        floor.append(client.timed({**payload, "output": "nothing.children", "outputs": []})[0])
    return first, again, floor


def time_pupils(client: Client, store: Path, most: int) -> list[float]:
    """Return milliseconds of the whole page of some pupils. Raises RuntimeError where one does not answer."""
    published = store / (store / "current").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(published), read_only=True) as db:
        pupils = db.execute(
            "select school, pupil from pupil order by hash(pupil_id) limit ?", [most]
        ).fetchall()
    page, told = open_page(client, "/pupil"), []
    [body] = [each for each in page.callbacks if each["output"] == "pupil-body.children"]
    for school, pupil in pupils:
        asked = page.payload(body, **{"pupil-asked__data": {"school": school, "pupil": pupil}})
        milliseconds, status, answer = client.timed(asked)
        if status != 200:
            raise RuntimeError(f"/pupil answered {status}: {answer[:300]!r}")
        told.append(milliseconds)
    return told


def bench_demo(table: Table, folder: Path) -> None:
    """Make and import the demo school, start the server, ask for every figure."""
    table.heading("Demo school (1,200 pupils, 3 years)")
    store = folder / "store"
    with stopwatch() as seconds:
        evenhand("demo", store=store)
    table.add("made and imported", seconds(), "s", 30)
    with serving(store) as (base, started):
        table.add("server start to first page", started, "s", 2)
        time.sleep(WARM)
        client = Client(base)
        for path, (most, _in_a_trust) in PAGES.items():
            first, again, floor = time_figures(client, path, most=150)
            table.add(f"{path}: figures of the page", len(open_page(client, path).figures()), "figures")
            table.add(f"{path}: a figure, p50", median(first), "ms")
            table.add(f"{path}: a figure, p95", percentile(first, 0.95), "ms", most)
            table.add(f"{path}: a figure asked for again, p50", median(again), "ms")
            table.add(f"{path}: a figure asked for again, p95", percentile(again, 0.95), "ms", 2)
            table.add(f"{path}: a figure beside an empty callback", median(first) / median(floor), "times")
        pupils = time_pupils(client, store, most=100)
        table.add("/pupil: the whole page, p95", percentile(pupils, 0.95), "ms", 60)
