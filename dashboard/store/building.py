"""Start the build in a process of its own, and listen to it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from dashboard.store.child import own_scratch
from dashboard.store.ending import UNCHANGED, in_plain_words


class BuildFailed(Exception):
    """The build ended without a result; the school is as it was."""


def order_build(order: dict[str, Any], lock: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """Run a build to its end. Returns its result; raises BuildFailed.

    The child inherits the import lock, so that nobody else imports while it lives.
    """
    with own_scratch() as scratch, start_build(lock, scratch) as child:
        assert child.stdin and child.stdout
        child.stdin.write(json.dumps(order) + "\n")
        child.stdin.flush()
        last: dict[str, Any] = {}
        for line in child.stdout:
            last = json.loads(line)
            if "step" in last:
                progress(last["step"])
    if "result" not in last:
        raise BuildFailed(reason(last))
    return dict(last["result"])


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
