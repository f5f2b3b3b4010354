"""Who is signed in: an opaque random name in the browser, all else here, and an end to each.

Looked up in memory at every request; the file behind it, so that a restart signs nobody out, follows
within seconds. It holds digests of the names: who reads it can be nobody.
"""

import json
import logging
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

from dashboard.signin.secret import replace_private

log = logging.getLogger(__name__)

FILE = "sessions"
BYTES = 32  # of a session's name
IDLE = {"projected": 60 * 60.0}
IDLE_ELSE = 30 * 60.0
ABSOLUTE = 10 * 60 * 60.0
BEHIND = 20.0  # seconds that the file may be behind with when somebody was last seen
MOST_OF_ONE = 20  # sessions of one account; the oldest make room


@dataclass(frozen=True)
class Session:
    """Somebody signed in. ``stamp`` is the account as it was then, ``claims`` what a provider said."""

    name: str
    role: str
    stamp: str
    began: float
    seen: float
    claims: dict[str, list[str]] | None = None

    def has_ended(self, now: float) -> bool:
        """Say whether it was left alone for too long, or has lasted long enough."""
        idle = now - self.seen > IDLE.get(self.role, IDLE_ELSE)
        return idle or not 0 <= now - self.began <= ABSOLUTE


class Sessions:
    """The sessions of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._open = _read(self.path)
        self._timer: threading.Timer | None = None

    def begin(self, name: str, role: str, stamp: str, claims: dict[str, list[str]] | None = None) -> str:
        """Sign somebody in; return the name that the browser keeps."""
        secret, now = secrets.token_urlsafe(BYTES), time.time()
        with self._lock:
            self._open = {key: one for key, one in self._open.items() if not one.has_ended(now)}
            own = sorted((one.seen, key) for key, one in self._open.items() if one.name == name)
            for _seen, key in own[: max(0, len(own) - MOST_OF_ONE + 1)]:
                del self._open[key]
            self._open[_digest(secret)] = Session(name, role, stamp, now, now, claims)
        self.write()
        return secret

    def find(self, secret: str | None) -> Session | None:
        """Return the session of this name, if it has not ended, and count it as used."""
        if not secret or len(secret) > 200:
            return None
        key, now = _digest(secret), time.time()
        with self._lock:
            session = self._open.get(key)
            if session is None:
                return None
            if session.has_ended(now):
                del self._open[key]
                return None
            if now - session.seen > 1.0:
                self._open[key] = replace(session, seen=now)
                self._write_soon()
        return session

    def end(self, secret: str | None) -> Session | None:
        """Sign a browser out; return the session that was."""
        with self._lock:
            session = self._open.pop(_digest(secret or ""), None)
        if session:
            self.write()
        return session

    def _write_soon(self) -> None:
        """Let the file follow; the lock is held."""
        if self._timer is None:
            self._timer = threading.Timer(BEHIND, self.write)
            self._timer.daemon = True
            self._timer.start()

    def write(self) -> None:
        """Bring the file up to date. A disk that refuses costs a sign-in after the next restart, no more."""
        with self._writing:
            with self._lock:
                self._timer = None
                kept = {key: asdict(one) for key, one in self._open.items()}
            try:
                replace_private(self.path, json.dumps(kept))
            except OSError as error:
                log.error("The sessions cannot be written: %s", type(error).__name__)


def _digest(secret: str) -> str:
    """Return what is kept of a session's name."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _read(path: Path) -> dict[str, Session]:
    """Read the sessions of before a restart: none, where they cannot be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        kept = {key: Session(**each) for key, each in json.loads(path.read_text(encoding="utf-8")).items()}
        return {key: one for key, one in kept.items() if not one.has_ended(time.time())}
    return {}
