"""Have files opened, recognised or translated in a process apart, with limits that grow with the files."""

import logging
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboard.store.child import ChildFailed, answer_of, ask
from dashboard.store.problems import Problem, Unreadable

MODULE = "dashboard.store.translate"
MEMORY, MOST_MEMORY, MEMORY_A_BYTE = 1 << 30, 4 << 30, 8
SECONDS, BYTES_A_SECOND = 20, 1 << 20
SAVE_PLAINLY = (
    "Save it as a plain table, one row of headings and a row a pupil, with nothing above or below, and hand "
    "it in again."
)
log = logging.getLogger(__name__)


def order(
    name: str, content: dict[str, Any], files: Sequence[Path], child: subprocess.Popen[str] | None = None
) -> dict[str, Any]:
    """Have a child do something with files. Raises Unreadable where it refuses them or breaks.

    Without a ``child`` one is begun for this order. One that did something with the same files before has
    the same limits still.
    """
    size = sum(path.stat().st_size for path in files)
    seconds = SECONDS + size // BYTES_A_SECOND
    limits = {"memory": min(MEMORY + MEMORY_A_BYTE * size, MOST_MEMORY), "seconds": seconds}
    try:
        said = {**content, **limits}
        answer = answer_of(child, said, 2 * seconds) if child else ask(MODULE, said, 2 * seconds)
    except ChildFailed:
        found = "it cannot be read: it is damaged, or needs far too much memory or time"
        raise Unreadable(name, found, "Export it again, fewer rows at a time.", "UNREADABLE") from None
    if "refused" in answer:
        raise refusal(Problem(**answer["refused"]))
    if "failure" in answer:
        log.warning("Reading a file of another shape ended in %s.", answer["failure"])
        found = "its rows are laid out in a way that Evenhand does not know how to read"
        raise Unreadable(name, found, SAVE_PLAINLY, "UNREADABLE")
    return dict(answer["result"])


def refusal(problem: Problem) -> Unreadable:
    """Make a problem that came from a child an error again."""
    error = Unreadable(problem.file, problem.found, problem.remedy, problem.code, problem.row)
    error.problem = problem
    return error
