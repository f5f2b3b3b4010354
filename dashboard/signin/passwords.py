"""Passwords: which are refused, how they are kept, and how one is checked without telling what is known."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST, LONGEST = 12, 1024
METHOD = "scrypt"
COMMON = Path(__file__).parent / "common_passwords.txt"
DISGUISES = str.maketrans("0134578@$!|", "oieastbasil")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "qazwsxedcrfv")
AT_ONCE = 2  # each check takes 32 MB and a processor for a twentieth of a second

_turn = BoundedSemaphore(AT_ONCE)


class WeakPassword(ValueError):
    """A password that somebody would guess. The message says why, and never repeats it."""


def require_strong(password: str, name: str) -> None:
    """Raise WeakPassword for what is short, common, a pattern of keys, or the account's own name."""
    plain = normal(password).casefold()
    if len(plain) < SHORTEST:
        raise WeakPassword(
            f"The password has {len(plain)} characters; it needs {SHORTEST}. Three or four words do."
        )
    if len(plain) > LONGEST:
        raise WeakPassword(f"The password is longer than {LONGEST:,} characters. Choose a shorter one.")
    if any(part in plain for part in re.split(r"[@._-]", name.casefold()) if len(part) > 3):
        raise WeakPassword("The password holds the account's name. Choose one that does not.")
    if is_common(plain):
        raise WeakPassword("The password is one of those tried first. Three or four unusual words do better.")


def is_common(plain: str) -> bool:
    """Say whether a password is on the list of common ones in some disguise, or a simple pattern."""
    if len(set(plain)) < 5 or any(plain in row * 3 or plain in row[::-1] * 3 for row in ROWS):
        return True
    if any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, 7)):
        return True
    words = {re.sub(r"[\W\d_]+", "", plain), re.sub(r"[\W_]+", "", plain.translate(DISGUISES))}
    bare = {re.sub(r"[\W\d_]+$|^[\W\d_]+", "", plain).translate(DISGUISES)}
    return any(word in common_words() or word == "" for word in words | bare)


@cache
def common_words() -> frozenset[str]:
    """Return the words that the commonest passwords are made of."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def normal(password: str) -> str:
    """Return a password as it is hashed: the same from every keyboard."""
    return unicodedata.normalize("NFKC", password)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return generate_password_hash(normal(password), METHOD)


@cache
def _nobodys() -> str:
    """Return the hash that an unknown account's password is compared with."""
    return hashed("of an account that is not there")


def is_right(password: str, kept: str | None) -> bool:
    """Say whether a password is the one that was kept; as long about it where there is no such account."""
    with _turn:
        same = check_password_hash(kept or _nobodys(), normal(password[: LONGEST + 1]))
    return same and kept is not None
