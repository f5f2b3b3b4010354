"""Paper as PDF by a browser of this machine, without a screen, in a process of its own with a time limit."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("msedge", "microsoft-edge", "microsoft-edge-stable"),
)
SECONDS = 30.0
LARGEST = 50_000_000
OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps"),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--no-pdf-header-footer"),
    "--disable-dev-shm-usage",
)
DATES = re.compile(rb"/(CreationDate|ModDate) \(D:[0-9]{14}[^)]*\)")
MAKER = re.compile(rb"/(Creator|Producer) \((?:[^()\\]|\\.)*\)")
NAME = b"Evenhand"


class NoBrowser(RuntimeError):
    """No browser of this machine made the PDF; the message says why."""


def find() -> str | None:
    """Return where a browser is that can print by itself, None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def as_pdf(document: str, made: datetime, seconds: float = SECONDS) -> bytes:
    """Return a document as PDF, dated as it should be. Raises NoBrowser."""
    browser = find()
    if browser is None:
        raise NoBrowser("No browser was found on this machine.")
    with tempfile.TemporaryDirectory(prefix="evenhand-print-", ignore_cleanup_errors=True) as place:
        there = Path(place)
        source, printed = there / "pack.html", there / "pack.pdf"
        source.write_text(document, encoding="utf-8")
        # A browser keeps its own walls around pages, which it cannot build as root; this page runs nothing.
        own = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        where = [f"--user-data-dir={there / 'profile'}", f"--print-to-pdf={printed}", source.as_uri()]
        _run([browser, *OPTIONS, *own, *where], there, seconds)
        if not printed.is_file() or printed.stat().st_size > LARGEST:
            raise NoBrowser("The browser made no PDF.")
        return dated(printed.read_bytes(), made)


def _run(words: list[str], there: Path, seconds: float) -> None:
    """Run the browser, and end it with all it started when its time is up. Raises NoBrowser."""
    quiet = subprocess.DEVNULL
    home = {**os.environ, "HOME": str(there), "XDG_CONFIG_HOME": str(there), "XDG_CACHE_HOME": str(there)}
    is_posix = os.name == "posix"
    try:
        child = subprocess.Popen(
            words, stdin=quiet, stdout=quiet, stderr=quiet, env=home, start_new_session=is_posix
        )
    except OSError as error:
        raise NoBrowser("The browser could not be started.") from error
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        raise NoBrowser(f"The browser made no PDF within {seconds:.0f} seconds.") from None
    finally:
        _end(child, is_posix)


def _end(child: "subprocess.Popen[bytes]", is_posix: bool) -> None:
    """End a browser and what it started."""
    if is_posix:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    elif child.poll() is None:
        child.kill()
    child.wait()


def dated(content: bytes, made: datetime) -> bytes:
    """Return a PDF that says it was made then: the same bytes each time, and every place as it was.

    Nor does it say on what kind of machine, by which browser.
    """

    def same_length(found: re.Match[bytes]) -> bytes:
        """Return the date in place of one found, cut so that no byte after it moves."""
        start = b"/" + found[1] + b" (D:" + made.strftime("%Y%m%d%H%M%S").encode()
        return start + found[0][len(start) :]

    def nameless(found: re.Match[bytes]) -> bytes:
        start = b"/" + found[1] + b" (" + NAME
        spaces = len(found[0]) - len(start) - 1
        return start + b" " * spaces + b")" if spaces >= 0 else found[0]

    return MAKER.sub(nameless, DATES.sub(same_length, content))
