"""Start the build in a process of its own, and listen to it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from dashboard.store.child import own_scratch
from dashboard.store.ending import UNCHANGED, in_plain_words

Building = Callable[[dict[str, Any] | None, Callable[[str], None]], dict[str, Any]]


class BuildFailed(Exception):
    """The build ended without a result; the school is as it was."""


@contextmanager
def begin_build(standing: dict[str, Any], lock: int) -> Iterator[Building]:
    """Begin a build of what stands; yield what gives it what is new, and has its result.

    So it starts and reads what was imported before while that is still being copied. Left without a result,
    it ends. The child inherits the import lock, so that nobody else imports while it lives.
    """
    with own_scratch() as scratch, start_build(lock, scratch) as child:
        assert child.stdin
        try:
            give(child, standing)
            yield lambda new, progress: result_of(child, new, progress)
        finally:
            child.kill()
            with suppress(BrokenPipeError):  # what a build that has ended did not take
                child.stdin.close()


def result_of(
    child: subprocess.Popen[str], new: dict[str, Any] | None, progress: Callable[[str], None]
) -> dict[str, Any]:
    """Tell a build what is new, and listen to it until it ends. Raises BuildFailed."""
    assert child.stdout
    give(child, new)
    last: dict[str, Any] = {}
    for line in child.stdout:
        last = json.loads(line)
        if "step" in last:
            progress(last["step"])
    if "result" not in last:
        raise BuildFailed(reason(last))
    return dict(last["result"])


def give(child: subprocess.Popen[str], order: dict[str, Any] | None) -> None:
    """Write a line to a build; one that has ended says why where its answer is read."""
    assert child.stdin
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(order) + "\n")
        child.stdin.flush()


def start_build(lock: int, scratch: dict[str, str]) -> subprocess.Popen[str]:
    """Start the process that builds."""
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard.store.build"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, **scratch},
        pass_fds=() if os.name == "nt" else (lock,),
    )


def reason(last: dict[str, Any]) -> str:
    """Return in words why a build ended without a result."""
    if "failure" in last:
        return f"{in_plain_words(last['failure'])} {UNCHANGED}"
    step = f" at the step {last['step']!r}" if "step" in last else ""
    return (
        f"The import ended{step} before it was done: the file may need more memory than there is. "
        f"Import fewer rows at a time. {UNCHANGED}"
    )
