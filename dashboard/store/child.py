"""What a process that works apart for another has in common: its limits, its answers, its end."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import Any, TextIO

GIVING_WAY = 15  # of 19
OPEN_FILES = 256
ROOT = Path(__file__).parent.parent.parent
KEPT_FROM_OUTSIDE = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV")


class ChildFailed(Exception):
    """A child ended without an answer."""


def own_environment(**more: str) -> dict[str, str]:
    """Return the few settings a child needs; nothing else of what this process knows goes to it."""
    kept = {name: os.environ[name] for name in KEPT_FROM_OUTSIDE if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **more}


@contextmanager
def own_scratch() -> Iterator[dict[str, str]]:
    """Give a child a folder for its temporary files, which is gone with it, however it ends."""
    with TemporaryDirectory(prefix="evenhand-", ignore_cleanup_errors=True) as folder:
        yield dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)


def limit(memory: int, seconds: int | None = None, files: int | None = None, is_final: bool = True) -> None:
    """Bound this process, so that a file made to exhaust it ends this process alone.

    A limit on memory that is not final can be widened again by a child of this process.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows

        most = memory if is_final else resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        if files:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))


def give_way(by: int = GIVING_WAY) -> None:
    """Let whoever looks at the dashboard go first: this process takes what they leave of the processor."""
    with suppress(AttributeError, OSError):  # AttributeError: not on Windows
        os.nice(by)


def answers() -> TextIO:
    """Return standard output for the answers alone; whatever a library prints goes where errors go."""
    alone = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return alone


def take_order() -> dict[str, Any]:
    """Read the one order on standard input; end this process when the one that gave it is gone."""
    order: dict[str, Any] = take_orders()()
    return order


def take_orders() -> Callable[[], Any]:
    """Return what waits for the next order, a line of JSON on standard input; they may come while this works.

    This process ends when the one that gives them is gone.
    """
    lines: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=pass_on, args=(lines,), daemon=True).start()
    return lambda: json.loads(lines.get())


def pass_on(lines: SimpleQueue[bytes]) -> None:
    """Hand on each line that comes; end this process at once when the one that gives them is gone."""
    rest = b""
    while come := os.read(0, 1 << 16):  # past Python's own buffer, whose lock would outlive the main thread
        *whole, rest = (rest + come).split(b"\n")
        for line in whole:
            lines.put(line)
    os._exit(1)


def ask(module: str, order: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Give an order to a module that runs apart, and return its answer. Raises ChildFailed."""
    with started(module) as child:
        return answer_of(child, order, seconds)


@contextmanager
def started(module: str) -> Iterator[subprocess.Popen[str]]:
    """Start a module that runs apart, and end it: whoever asks nothing any more waits for nothing."""
    with (
        own_scratch() as scratch,
        subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a trace may quote a cell
            text=True,
            encoding="utf-8",
            # The limit counts what is only set aside, and DuckDB's threads would set aside 600 MB.
            env=own_environment(MALLOC_ARENA_MAX="2", **scratch),
        ) as child,
    ):
        assert child.stdin
        try:
            yield child
        finally:
            child.kill()
            with suppress(BrokenPipeError):  # what it did not take
                child.stdin.close()


def answer_of(child: subprocess.Popen[str], order: dict[str, Any], seconds: float) -> dict[str, Any]:
    """Give an order to a child, and return its answer, a line of JSON. Raises ChildFailed."""
    assert child.stdin and child.stdout
    stop = threading.Timer(seconds, child.kill)
    stop.start()
    try:
        child.stdin.write(json.dumps(order) + "\n")
        child.stdin.flush()
        said = child.stdout.readline()
    except BrokenPipeError:
        said = ""
    finally:
        stop.cancel()
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        raise ChildFailed(f"exit code {child.wait(seconds)}") from None
    return answer
