"""Each pupil's reasons for a conversation, one short sentence a reason."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from dashboard.tracking.flags import Flags
from dashboard.tracking.wording import digits, listed

MOST_NAMED = 4  # subjects in one sentence; more are counted
Row = Mapping[Any, Any]
SHOWN = (
    *("pupil_id", "subject", "scale", "latest", "second", "third", "fourth"),
    *("target", "starting", "starting_scale"),
)
Write = Callable[[str, float], str]


def reasons_in_words(flags: Flags, reason: str, write: Write) -> dict[int, tuple[str, int]]:
    """Return for each pupil one sentence about a reason, and in how many subjects it holds.

    ``write`` says how so many points on a scale are written.
    """
    rows = flags.rows(reason)
    if reason == "target":
        rows = rows.assign(size=rows["target"] - rows["latest"]).sort_values(
            "size", ascending=False, kind="stable"
        )
    found: dict[int, list[str]] = {}
    columns = {name: rows[name].tolist() for name in SHOWN if name in rows}  # a tenth of the time of records
    for row in (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)):
        found.setdefault(row["pupil_id"], []).append(IN_WORDS[reason](row, write))
    return {pupil: (_together(reason, subjects), len(subjects)) for pupil, subjects in found.items()}


def _together(reason: str, subjects: list[str]) -> str:
    """Return one sentence: the reason, and the subjects in which it holds."""
    if reason == "undiscussed" and len(subjects) > MOST_NAMED:
        return f"Targets in {len(subjects)} subjects never discussed"
    named, more = subjects[:MOST_NAMED], len(subjects) - MOST_NAMED
    if more > 0:
        named = [*named, "one more" if more == 1 else f"{more} more"]
    return f"{SAID[reason]} {listed(named)}"


SAID = {
    "target": "Below target in",
    "falling": "Fell twice in a row in",
    "drop": "Below their own pattern in",
    "coasting": "Below others with the same high start in",
    "missing": "No result this term in",
    "undiscussed": "Target never discussed in",
}


def _falling(row: Row, write: Write) -> str:
    """Say three results in order of time."""
    in_turn = (write(row["scale"], row[name]) for name in ("third", "second", "latest"))
    return f"{row['subject']} ({', '.join(in_turn)})"


def _drop(row: Row, write: Write) -> str:
    """Say the latest result and the mean of those before it."""
    before = [row[name] for name in ("second", "third", "fourth") if not pd.isna(row[name])]
    usually = digits(sum(before) / len(before))
    return f"{row['subject']} ({write(row['scale'], row['latest'])}, usually {usually})"


def _target(row: Row, write: Write) -> str:
    """Say the latest result and the target."""
    latest, target = (write(row["scale"], row[name]) for name in ("latest", "target"))
    return f"{row['subject']} ({latest}, target {target})"


def _coasting(row: Row, write: Write) -> str:
    """Say the starting point and the last two results."""
    began = write(row["starting_scale"], row["starting"])
    second, latest = (write(row["scale"], row[name]) for name in ("second", "latest"))
    return f"{row['subject']} (began at {began}, then {second}, {latest})"


def _subject(row: Row, write: Write) -> str:
    """Name the subject."""
    return str(row["subject"])


IN_WORDS: dict[str, Callable[[Row, Write], str]] = {
    "target": _target,
    "falling": _falling,
    "drop": _drop,
    "coasting": _coasting,
    "missing": _subject,
    "undiscussed": _subject,
}
