"""Say in plain words why work that failed has ended, and what to do: never by the name of a fault."""

import re

UNCHANGED = "Nothing was changed."
NO_MEMORY = "There was too little memory. Close other programs, or import fewer files at once."
NO_DISK = "The disk is full or cannot be written. Make room on it and try again."
OUR_FAULT = (
    "It ended in a fault of Evenhand's own. Take the files one at a time: that shows which it is. Save that "
    "one as a plain table, one row of headings and a row a pupil, or tell whoever looks after Evenhand of it."
)
NAMED = re.compile(r"(?P<kind>\w+(?:Error|Exception))\b:? ?(?P<detail>.*)", re.S)
OF_THE_DISK = re.compile(r"no space left|disk|quota|read-only", re.IGNORECASE)


def in_plain_words(failure: str, our_fault: str = OUR_FAULT) -> str:
    """Return what a person is told of a failure; what is no name of a fault is told as it stands."""
    named = NAMED.fullmatch(failure)
    if not named:
        return failure
    if named["kind"] in ("MemoryError", "OutOfMemoryException"):
        return NO_MEMORY
    return NO_DISK if OF_THE_DISK.search(named["detail"]) else our_fault


def why_it_ended(error: BaseException, our_fault: str = OUR_FAULT) -> str:
    """Return what a person is told of an error that is none of our own sentences."""
    return f"{in_plain_words(f'{type(error).__name__}: {error}', our_fault)} {UNCHANGED}"
