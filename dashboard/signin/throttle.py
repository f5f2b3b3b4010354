"""How often a password may be wrong in a quarter of an hour: ten times an account, fifty an address."""

import time
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from threading import Lock

WINDOW = 15 * 60.0  # seconds
AN_ACCOUNT, AN_ADDRESS = 10, 50
MOST_KEPT = 20_000  # accounts and addresses watched at once


class Throttle:
    """Counts what went wrong lately. What was typed as a name is kept as a digest: it may be a password."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failures: dict[str, deque[float]] = {}
        self._lock = Lock()

    def attempt(self, account: str, address: str) -> int:
        """Return in how many minutes this may be tried; 0 for now, and then it counts as failed already.

        Counted before the password is looked at, tries that come at once cannot all pass as the last one.
        """
        keys = _key("account", account), _key("address", address)
        with self._lock:
            left = max(
                self._left(key, most) for key, most in zip(keys, (AN_ACCOUNT, AN_ADDRESS), strict=True)
            )
            if left:
                return -int(-left // 60)
            if len(self._failures) > MOST_KEPT:
                self._failures = {key: times for key, times in self._failures.items() if self._recent(times)}
            for key in keys:
                self._failures.setdefault(key, deque(maxlen=AN_ADDRESS)).append(self._now())
        return 0

    def succeeded(self, account: str, address: str) -> None:
        """Forget an account's failures: its owner has come. Of the address, forget this one try."""
        with self._lock:
            self._failures.pop(_key("account", account), None)
            if times := self._failures.get(_key("address", address)):
                times.pop()

    def _left(self, key: str, most: int) -> float:
        """Return how many seconds are left until the oldest failure that counts is forgotten."""
        times = self._recent(self._failures.get(key, deque()))
        return 0.0 if len(times) < most else max(1.0, times[-most] + WINDOW - self._now())

    def _recent(self, times: deque[float]) -> deque[float]:
        """Drop the failures that are long ago."""
        while times and times[0] <= self._now() - WINDOW:
            times.popleft()
        return times


def _key(kind: str, text: str) -> str:
    """Return what an account or an address is counted by."""
    return sha256(f"{kind} {text.strip().casefold()}".encode()).hexdigest()
