"""Where the data lie: what is in the folder of a school, what it is there for, and how large it is."""

from collections.abc import Iterator
from pathlib import Path

from dashboard.data.words import size

KINDS = (
    ("imports", "the files exactly as handed in, and what was made of them", "until an import is removed"),
    ("school-*", "the database that the pages read", "the newest and the two before it"),
    ("desk", "files dropped on the Data page that are not imported yet", "a day"),
    (
        "packs",
        "packs published for governors: groups only, small ones hidden; and salted digests of the pupils "
        "behind each, to count how many differ from one pack to the next",
        "until removed",
    ),
    ("meetings", "meetings: figures of groups as they stood, and actions noted", "until removed"),
    ("evaluation", "the self-evaluation and its evidence", "until removed"),
    ("scenarios", "scenarios that somebody saved", "until removed"),
    ("receipts", "receipts of erasures; they name nobody", "until removed"),
    ("users.json", "who may sign in; of passwords only a hash that nobody can read back", "until changed"),
    ("openid.json", "how to ask the school's provider who somebody is", "until changed"),
    ("sessions", "who is signed in; digests only", "until signed out or ended"),
    ("audit.log*", "who looked at what", "until the file is removed"),
    ("settings.json", "how long pupils are held", "until changed"),
)
HEADINGS = ("Place", "What it is", "Kept", "Size")


def rows(folder: Path) -> list[list[str]]:
    """Return what lies in the folder: the kinds that are known, then all else."""
    found, named = [], set()
    for pattern, what, kept in KINDS:
        places = sorted(folder.glob(pattern))
        named |= {place.name for place in places}
        if places:
            found.append([pattern, what, kept, size(sum(bytes_of(place) for place in places))])
    others = [place for place in every(folder) if place.name not in named]
    if others:
        what = "locks, the log's seal, the key of the sessions and other small files"
        found.append(
            ["others", what, "as long as they are needed", size(sum(bytes_of(one) for one in others))]
        )
    return found


def every(folder: Path) -> Iterator[Path]:
    """Yield what lies in the folder."""
    if folder.is_dir():
        yield from folder.iterdir()


def bytes_of(place: Path) -> int:
    """Return how large a file is, or all files in a folder; what is gone meanwhile counts nothing."""
    try:
        if place.is_dir() and not place.is_symlink():
            return sum(bytes_of(each) for each in place.iterdir())
        return place.lstat().st_size
    except OSError:
        return 0
