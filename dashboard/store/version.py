"""What a published school was made with, so that one made with other definitions is known as such."""

import hashlib
from functools import cache

from dashboard.query import QUERIES

ROOT = QUERIES.parent
# Everything that decides what stands in a published file: a changed measure changes its stored values.
SOURCES = (
    "queries/build/*",
    "queries/scope/*",
    "queries/measures/*",
    "data/reference/*",
    "dashboard/schemas/*.py",
)


@cache
def definitions() -> str:
    """Return a short hash of the definitions that the tables of a published school are made from."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
