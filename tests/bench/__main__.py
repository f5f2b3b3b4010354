"""Run the benchmarks: ``python -m tests.bench [SECTION ...] [--small]``."""

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.bench.sections import SECTIONS, measured
from tests.bench.table import Table


def main() -> None:
    """Run the sections asked for, in order."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("sections", nargs="*", default=SECTIONS, choices=[*SECTIONS, []])
    ask.add_argument(
        "--small", action="store_true", help="a tenth of the pupils: to try the benchmark itself"
    )
    ask.add_argument("--seconds", type=float, default=60, help="how long the crowd clicks (600: ten minutes)")
    ask.add_argument("--save", type=Path, help="write the figures as JSON too")
    asked = ask.parse_args()
    table = Table()
    # Each in a process of its own: what one held in memory would count as that of what the next one starts.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as apart:
        for section in asked.sections:
            table.lines += apart.submit(measured, section, asked.small, asked.seconds).result()
    if asked.save:
        table.save(asked.save)
    missed = [line.what for line in table.lines if line.met is False]
    print(
        f"\n{len(missed)} of {sum(line.met is not None for line in table.lines)} aims not met",
        *missed,
        sep="\n  ",
    )


if __name__ == "__main__":
    main()
