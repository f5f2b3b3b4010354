"""Thirty viewers on the demo school: all at one instant, then a click a second, then during an import."""

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.bench.callbacks import WARM, Client, Payload, open_page, serving
from tests.bench.demo import views
from tests.bench.marks import evenhand
from tests.bench.table import Table, percentile

VIEWERS = 30
Clicks = list[tuple[float, int, bytes]]


def clicks(client: Client, path: str = "/equity") -> list[Payload]:
    """Return figure callbacks of a page, no two alike."""
    page = open_page(client, path)
    figures = itertools.cycle(page.figures())
    return [page.payload(next(figures), **view) for view in views(page)]


def at_once(base: str, payloads: list[Payload]) -> Clicks:
    """Let every viewer click at the same instant, one payload each."""
    gate = threading.Barrier(len(payloads))

    def click(payload: Payload) -> tuple[float, int, bytes]:
        client = Client(base)
        client.ask("GET", "/healthz")
        gate.wait()
        return client.timed(payload)

    with ThreadPoolExecutor(len(payloads)) as viewers:
        return list(viewers.map(click, payloads))


def steadily(
    base: str, payloads: list[Payload], seconds: float, done: Callable[[], bool] = lambda: False
) -> Clicks:
    """Let every viewer click once a second, until the time is over or ``done`` says so."""
    told: Clicks = []

    def view(number: int) -> None:
        client, end = Client(base), time.monotonic() + seconds
        time.sleep(number / VIEWERS)
        for turn in itertools.count():
            if time.monotonic() > end or done():
                return
            before = time.monotonic()
            told.append(client.timed(payloads[(number * 37 + turn * VIEWERS) % len(payloads)]))
            time.sleep(max(0.0, 1 - (time.monotonic() - before)))

    with ThreadPoolExecutor(VIEWERS) as viewers:
        list(viewers.map(view, range(VIEWERS)))
    return told


def failed(told: Clicks) -> int:
    """Count the clicks that got no answer."""
    return sum(status not in (200, 204) for _, status, _ in told)


def times(told: Clicks) -> list[float]:
    """Return the milliseconds of each click."""
    return [milliseconds for milliseconds, _, _ in told]


def wrong_answers(base: str, payloads: list[Payload], rounds: int = 10) -> int:
    """Count answers that differ from what the same click gave when nobody else was there."""
    client = Client(base)
    alone = {number: client.timed(payload)[2] for number, payload in enumerate(payloads)}
    wrong = 0
    for _ in range(rounds):
        together = at_once(base, payloads)
        wrong += sum(body != alone[number] for number, (_, _, body) in enumerate(together))
    return wrong


def bench_viewers(table: Table, folder: Path) -> None:
    """Measure thirty viewers: bursts uncached and cached, steady use, and use while imports publish."""
    table.heading(f"{VIEWERS} viewers, demo school, equity page")
    store = folder / "store"
    evenhand("demo", store=store)
    with serving(store) as (base, _):
        time.sleep(WARM)
        payloads = clicks(Client(base))
        bursts = [payloads[start : start + VIEWERS] for start in range(0, 10 * VIEWERS, VIEWERS)]
        at_once(base, payloads[-VIEWERS:])  # the second process begins
        time.sleep(WARM)
        first = [at_once(base, burst) for burst in bursts]
        again = [at_once(base, burst) for burst in bursts]
        told = list(itertools.chain(*first, *again))
        table.add(
            "at the same instant, p95", percentile(times(list(itertools.chain(*first))), 0.95), "ms", 220
        )
        table.add("the same, cached, p95", percentile(times(list(itertools.chain(*again))), 0.95), "ms", 70)
        calm = steadily(base, payloads, 30)
        table.add("a click a second each, p95", percentile(times(calm), 0.95), "ms", 30)
        busy = while_importing(base, payloads, store)
        table.add("the same while imports publish, p95", percentile(times(busy), 0.95), "ms", 60)
        table.add("failed requests", failed(told + calm + busy), "requests", 0)
        table.add("answers that were another thread's", wrong_answers(base, payloads[:VIEWERS]), "answers", 0)


def while_importing(base: str, payloads: list[Payload], store: Path) -> Clicks:
    """Let the viewers click while a new file is imported and published, twice."""
    files = sorted((store / "imports").glob("*/pupils.csv"))
    extra = store.parent / "house.csv"
    pupils = [line.split(",") for line in files[0].read_text(encoding="utf-8").splitlines()[1:200]]
    heads = files[0].read_text(encoding="utf-8").splitlines()[0].split(",")
    number, year = heads.index("pupil"), heads.index("academic_year")
    told: Clicks = []
    for name in ("Red", "Blue"):
        rows = {f"{cells[number]},{cells[year]},Team,{name}" for cells in pupils}
        extra.write_text(
            "pupil,academic_year,characteristic,group\n" + "\n".join(sorted(rows)), encoding="utf-8"
        )
        importer = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "import", str(extra), "--data", str(store)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        told += steadily(base, payloads, 60, done=lambda child=importer: child.poll() is not None)
        if importer.wait() != 0:
            raise RuntimeError("the import that should have published failed")
    return told
