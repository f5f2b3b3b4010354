"""Find in a table of attendance the columns with sessions and the one with a percentage of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.store.foreign.grids import Grid
from dashboard.store.foreign.grids_people import People, called, find_people
from dashboard.store.matching import best_match, is_share, plain
from dashboard.store.problems import Unreadable

HEADINGS_WITHIN = 25
SESSIONS = ("possible", "authorised", "unauthorised")
DAYS = ("from_date", "to_date")
PRESENT = (
    "present",
    "present sessions",
    "sessions present",
    "attended",
    "sessions attended",
    "attendances",
    "present marks",
)
PERCENTAGE = (
    "attendance %", "% attendance", "attendance percentage", "percentage attendance", "attendance percent",
    "percent attendance", "attendance rate", "percentage", "percent", "%", "% present", "present %", "att %",
    "% att", "attendance (%)", "overall attendance", "attendance to date", "ytd attendance", "% attend",
)  # fmt: skip
MORE = {
    "possible": ("possible marks", "total possible", "sessions", "total sessions", "possible attendances"),
    "authorised": ("auth", "auth absence", "auth absences", "authorised sessions", "authorised marks"),
    "unauthorised": (
        "unauth",
        "unauth absence",
        "unauth absences",
        "unauthorised sessions",
        "unauthorised marks",
    ),
    "from_date": (
        "date from",
        "from date",
        "first date",
        "period start",
        "period from",
        "attendance start date",
        "attendance from",
    ),
    "to_date": (
        "date to",
        "to date",
        "last date",
        "period end",
        "period to",
        "attendance end date",
        "attendance to",
    ),
}


@dataclass(frozen=True)
class TotalsLayout:
    """Where each column of a table of totals stands, counted from one."""

    header_row: int
    people: People
    places: Mapping[str, int]
    headings: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        """Return the headings of which nothing is made."""
        known = {*self.people.places, *self.places.values()}
        return tuple(text for place, text in enumerate(self.headings, 1) if text and place not in known)

    @property
    def has_sessions(self) -> bool:
        """Say whether the sessions stand in it from which a rate can be reckoned."""
        return set(SESSIONS) <= set(self.places)


def find_totals(grid: Grid) -> TotalsLayout | None:
    """Find the headings of totals with a percentage; None where the table is none, or is another we know."""
    for row, cells in enumerate(grid.rows[:HEADINGS_WITHIN], start=1):
        headings = [cell.strip() for cell in cells]
        while headings and not headings[-1]:
            headings.pop()
        places = columns_in(headings)
        people = find_people(headings, grid.rows[row:]) if "percentage" in places else None
        if people is None or not are_numbers(grid.rows[row:], places["percentage"]):
            continue
        layout = TotalsLayout(row, people, places, tuple(headings))
        return layout if layout.has_sessions or not is_other(grid, headings) else None
    return None


def columns_in(headings: Sequence[str]) -> dict[str, int]:
    """Return the columns that the headings name."""
    places: dict[str, int] = {}
    for place, heading in enumerate(headings, start=1):
        for name in (*SESSIONS, *DAYS):
            known = called("attendance_totals", name) | {plain(word) for word in MORE[name]}
            if plain(heading) in known and not is_share(heading):
                places.setdefault(name, place)
        if written(heading) in map(written, PERCENTAGE):
            places.setdefault("percentage", place)
        elif plain(heading) in map(plain, PRESENT):
            places.setdefault("present", place)
    return places


def written(heading: str) -> str:
    """Return a heading without case and spaces, but with its percent sign."""
    return "".join(heading.casefold().split())


def are_numbers(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Say whether some number stands below a heading of a percentage."""
    cells = [row[place - 1] for row in rows if len(row) >= place]
    return any(cell.strip().rstrip("% ").replace(".", "", 1).replace(",", "", 1).isdigit() for cell in cells)


def is_other(grid: Grid, headings: Sequence[str]) -> bool:
    """Say whether the headings are those of a table of ours: a list of pupils may hold a percentage too."""
    try:
        best_match(grid.label, list(headings), None, None)
    except Unreadable as error:
        return error.problem.code == "WHICH_TABLE"
    return True
