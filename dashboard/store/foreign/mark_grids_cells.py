"""What a cell of a register says: one mark of a session, or both marks of a day."""

import re
from collections.abc import Sequence

from dashboard.reference import codes

# A digit belongs to the letter before it: C1, Y7, X01.
MARK = re.compile(r"\D\d*")
BETWEEN_MARKS = re.compile(r"[\s,;|\u00a0]+")
LONGEST_MARK = 3
ENOUGH = 0.5


def looks_like_marks(cells: Sequence[str]) -> bool:
    """Say whether these cells can be marks of one session each."""
    fitting = sum(len(cell.strip()) <= LONGEST_MARK for cell in cells)
    return not cells or fitting >= ENOUGH * len(cells)


def looks_like_days(cells: Sequence[str]) -> bool:
    """Say whether most of these cells hold two marks that are in the list of codes."""
    known = {*codes("attendance_code"), ""}
    pairs = [split_day(cell) for cell in cells]
    fitting = sum(pair is not None and set(pair) <= known for pair in pairs)
    return fitting >= ENOUGH * len(cells)


def split_day(cell: str) -> tuple[str, str] | None:
    r"""Return the morning's and the afternoon's mark of a cell; None where it does not hold both.

    "/" alone is a morning's mark and "\\" an afternoon's, as the codes are defined; any other mark that
    stands alone could be of either session.
    """
    text = cell.strip()
    if MARK.fullmatch(text) and cell in (f"{text} ", f" {text}"):  # the blank is the other session's
        return (text, "") if cell.endswith(" ") else ("", text)
    parts = BETWEEN_MARKS.split(text)
    if len(parts) == 2:
        return parts[0], parts[1]
    marks = MARK.findall(text) if len(parts) == 1 else []
    if len(marks) == 2 and "".join(marks) == text:
        return marks[0], marks[1]
    return {"": ("", ""), "/": ("/", ""), "\\": ("", "\\")}.get(text)
