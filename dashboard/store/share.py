"""How much of an import is done, judged by its steps."""

from collections.abc import Sequence

from dashboard.store.handed import HandedIn

# Where in the whole each step begins; reading and understanding go on file by file between two of them.
BEGINS = {
    "copy": 0.0,
    "unpack": 0.03,
    "translate": 0.05,
    "read import": 0.2,
    "understand": 0.4,
    "read": 0.45,
    "check across files": 0.65,
    "build tables": 0.7,
    "write to disk": 0.9,
    "verify": 0.94,
    "keep files": 0.97,
}
STEPS_A_FILE = 30  # after which a further file or import moves the share no more


class Share:
    """Tells after each step how much is done; it never goes back."""

    def __init__(self, files: Sequence[HandedIn]) -> None:
        """Begin an import of these files."""
        self.each = 1 / max(len(files), STEPS_A_FILE)
        self.done = 0.0
        self.kind = ""
        self.times = 0

    def after(self, step: str) -> float:
        """Return how much is done when a step begins, between 0 and 1."""
        kinds = [kind for kind in BEGINS if step.startswith(kind)]
        if not kinds:
            return self.done
        kind = max(kinds, key=len)
        self.times = self.times + 1 if kind == self.kind else 0
        self.kind = kind
        ends = min([begin for begin in BEGINS.values() if begin > BEGINS[kind]], default=1.0)
        within = (ends - BEGINS[kind]) * min(self.times * self.each, 0.95)
        self.done = max(self.done, round(BEGINS[kind] + within, 3))
        return self.done
