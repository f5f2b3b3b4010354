"""The history of a target in words: when it was set, changed and kept."""

from dashboard.cards import day
from dashboard.pupil.subjects import Value


def history_words(targets: list[Value]) -> str:
    """Say when a target was set and every change: ``7, set 15 Sep 2024; 8 from 15 Sep 2025``.

    A target that was set again without a change is said as kept.
    """
    parts: list[str] = []
    kept: list[Value] = []
    for place, target in enumerate(targets):
        if place == 0:
            parts.append(f"{target.written}, set {day(target.on)}")
        elif target.written == targets[place - 1].written:
            kept.append(target)
        else:
            parts, kept = _with_kept(parts, kept), []
            parts.append(f"{target.written} from {day(target.on)}")
    return "; ".join(_with_kept(parts, kept))


def _with_kept(parts: list[str], kept: list[Value]) -> list[str]:
    """Add when a target was last confirmed without a change."""
    return [*parts, f"kept {day(kept[-1].on)}"] if kept else parts
