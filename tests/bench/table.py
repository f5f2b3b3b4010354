"""The table a benchmark prints: what was measured, what it gave, what it must reach."""

import json
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """One figure: its value, its aim, and which of the two may be the larger."""

    what: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Say whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.at_least else self.value <= self.aim

    def __str__(self) -> str:
        """Return the line as it is printed."""
        sign = ">=" if self.at_least else "<="
        aim = f"{sign} {self.aim:,.10g} {self.unit}" if self.aim is not None else ""
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        return f"  {self.what:64} {self.value:>14,.2f} {self.unit:9} {aim:20} {verdict}"


@dataclass
class Table:
    """All lines of a run, printed as they come."""

    lines: list[Line] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """Print a heading between groups of lines."""
        print(f"\n{text}", flush=True)

    def add(
        self, what: str, value: float, unit: str, aim: float | None = None, at_least: bool = False
    ) -> None:
        """Add a line and print it at once."""
        line = Line(what, value, unit, aim, at_least)
        self.lines.append(line)
        print(line, flush=True)

    def save(self, path: Path) -> None:
        """Write the lines as JSON, to be compared with another run."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps([asdict(line) for line in self.lines], indent=1), encoding="utf-8")


@contextmanager
def stopwatch() -> Iterator[Callable[[], float]]:
    """Give a function that returns the seconds since the block began, or that it took."""
    start, stopped = time.perf_counter(), [0.0]
    yield lambda: stopped[0] or time.perf_counter() - start
    stopped[0] = time.perf_counter() - start


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that this share of the values do not pass (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * round(share * 1000) // 1000) - 1))]


def median(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def peak_child_memory() -> float:
    """Return the most memory any finished child process held, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
