"""Sixty people signed in, each clicking every three seconds on pages of their role while imports publish."""

import itertools
import re
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from dashboard.packs.publishing import preview, publish
from dashboard.shell.factory import create_app
from dashboard.shell.identity import Role
from dashboard.signin.accounts import Book
from dashboard.signin.gate import identify
from dashboard.store.opening import Store
from tests.bench.callbacks import Client, Payload, open_page, serving
from tests.bench.demo import views
from tests.bench.marks import evenhand
from tests.bench.table import Table, median, percentile, stopwatch
from tests.bench.viewers import Clicks, failed, times

CROWD, EVERY = 60, 3.0
PASSWORD = "tidal copper lantern 9"
PAGES: dict[Role, tuple[str, ...]] = {
    "leader": ("/", "/equity", "/tracking", "/attendance", "/support"),
    "projected": ("/", "/equity", "/attendance"),
    "governor": ("/governors", "/how"),
}
ROLES: tuple[Role, ...] = (
    "leader",
    "leader",
    "governor",
    "governor",
    "governor",
    "projected",
)  # of six, in turn
LOOKS = 2000
ACCOUNTS = 5  # a role; one account may be signed in twenty times


@dataclass
class Person(Client):
    """One viewer who has signed in."""

    role: Role = "leader"
    account: str = "leader0"

    def sign_in(self) -> None:
        """Sign in, and keep the cookie as a browser would."""
        form = urlencode({"name": self.account, "password": PASSWORD})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        self.connection.request("POST", "/signin", form, headers)
        answer = self.connection.getresponse()
        answer.read()
        found = re.match(r"(evenhand=[^;]+)", answer.headers.get("Set-Cookie", ""))
        if found is None:
            raise RuntimeError(f"sign-in answered {answer.status}")
        self.cookie = found[1]


def clicks_of(person: Person) -> list[Payload]:
    """Return what somebody of a role clicks: every figure of their pages, and the way to each page."""
    found: list[Payload] = []
    for path in PAGES[person.role]:
        page = open_page(person, path)
        figures = page.figures()
        chosen = views(page) if path == "/equity" else [{}]
        found += (
            [page.payload(each, **view) for each, view in zip(itertools.cycle(figures), chosen * 4)]
            if figures
            else []
        )
        router = next(each for each in page.callbacks if "page.children" in each["output"])
        found.append(page.payload(router, address__pathname=path, address__search=""))
    return found


def crowd(base: str, seconds: float) -> Clicks:
    """Let everybody click for so long; return each click."""
    told: Clicks = []
    payloads = {role: clicks_of(signed_in(base, role)) for role in PAGES}
    people = [signed_in(base, ROLES[number % len(ROLES)], number % ACCOUNTS) for number in range(CROWD)]
    start = threading.Barrier(CROWD)

    def look_on(number: int) -> None:
        person, own = people[number], payloads[people[number].role]
        start.wait()
        end = time.monotonic() + seconds
        time.sleep(EVERY * number / CROWD)
        for turn in itertools.count():
            if time.monotonic() > end:
                return
            before = time.monotonic()
            told.append(person.timed(own[(number * 37 + turn) % len(own)]))
            time.sleep(max(0.0, EVERY - (time.monotonic() - before)))

    with ThreadPoolExecutor(CROWD) as viewers:
        list(viewers.map(look_on, range(CROWD)))
    return told


def signed_in(base: str, role: Role, which: int = 0) -> Person:
    """Return somebody of a role who has signed in."""
    person = Person(base, role=role, account=f"{role}{which}")
    person.sign_in()
    return person


def importing(store: Path, stop: threading.Event) -> int:
    """Import and publish again and again until told to stop; return how often a school was published."""
    file = sorted((store / "imports").glob("*/pupils.csv"))[0]
    heads, *lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()]
    places = [heads.index(name) for name in ("pupil", "academic_year")]
    extra, published = store.parent / "house.csv", 0
    while not stop.is_set():
        rows = sorted(
            {
                ",".join([*(cells[place] for place in places), "Team", f"T{published}"])
                for cells in lines[:200]
            }
        )
        extra.write_text("pupil,academic_year,characteristic,group\n" + "\n".join(rows), encoding="utf-8")
        command = [sys.executable, "-m", "dashboard", "import", str(extra), "--data", str(store)]
        if subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
        ).returncode:
            raise RuntimeError("the import that should have published failed")
        published += 1
        stop.wait(5)
    return published


def cost_of_sign_in(store: Path) -> float:
    """Return the milliseconds that it takes to know who is asking, of one request."""
    app = create_app(store)
    gate = app.server.config["GATE"]
    account = gate.book.valid("leader0")
    cookie = f"{gate.cookie}={gate.begin(account)}"
    taken = []
    with app.server.test_request_context("/", headers={"Cookie": cookie}):
        for _ in range(LOOKS):
            with stopwatch() as seconds:
                identify()
            taken.append(1000 * seconds())
    return median(taken)


def bench_crowd(table: Table, folder: Path, seconds: float) -> None:
    """Measure sixty people who have signed in, and what the sign-in costs."""
    table.heading(
        f"{CROWD} people signed in, a click every {EVERY:g} s each, {seconds:g} s, while imports publish"
    )
    store = folder / "store"
    evenhand("demo", store=store)
    store.chmod(0o700)
    book, school = Book(store), Store(store)
    for role in PAGES:
        for which in range(ACCOUNTS):
            book.add(f"{role}{which}", role, PASSWORD)
    publish(school, "A. Head", date.today(), preview(school, date.today(), []).code, [])
    table.add("knowing who asks, a callback", cost_of_sign_in(store), "ms", 2)
    stop = threading.Event()
    with serving(store) as (base, _), ThreadPoolExecutor(1) as importer:
        published = importer.submit(importing, store, stop)
        try:
            told = crowd(base, seconds)
        finally:
            stop.set()
        table.add("a click, median", median(times(told)), "ms")
        table.add("a click, p95", percentile(times(told), 0.95), "ms", 250)
        table.add("the slowest click", max(times(told)), "ms")
        table.add("clicks", len(told), "clicks")
        table.add("failed requests", failed(told), "requests", 0)
        for status, body in {(status, body[:200]) for _, status, body in told if status not in (200, 204)}:
            print(f"    {status}: {body.decode(errors='replace')}")
        table.add("schools published meanwhile", published.result(), "imports", 1, at_least=True)
