"""Meetings: the figures chosen for one, frozen as they were, and what was agreed on them.

Each is one small file, ``meetings/<id>.json`` in the data folder, written in one step. In it are groups'
figures and sentences only: never a row about a pupil, never a name.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal, get_args

from dashboard.store.files import replace_text

Kind = Literal["staff", "governors", "progress", "sen", "partner"]
KINDS: dict[Kind, str] = {
    "staff": "Staff meeting",
    "progress": "Pupil progress meeting",
    "sen": "SEN review",
    "governors": "Governors' meeting",
    "partner": "Improvement partner's visit",
}
FOLDER = "meetings"
FORMAT = 1
ID = re.compile(r"[0-9a-f]{10}")
LONGEST = {"title": 160, "question": 400, "what": 300, "who": 80, "name": 80}
MOST_SLIDES = 30
MOST_ACTIONS = 50
WRITING = Lock()


class NotKept(LookupError):
    """There is no such meeting, or its file is damaged; the message says which."""


class NotPossible(ValueError):
    """A meeting cannot be changed like this; the message says why and what to do."""


@dataclass(frozen=True)
class Slide:
    """One figure as it was: the chart, what was said of it, n, interval, source; and a question to discuss.

    ``asked`` is what the figure was asked with, so that it can be made again; ``pack`` the number of the
    governors' pack it is from, 0 where it is from the school's data.
    """

    id: str
    title: str
    sentence: str
    question: str
    notes: str
    scope: str
    card: str
    figure: Mapping[str, Any]
    table: Mapping[str, Any] | None
    about: Mapping[str, str]
    data_date: str
    generation: int
    frozen_at: str
    pack: int = 0
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Action:
    """Something agreed: what, who (a role, or a name as a leader typed it), by when; whether it is done."""

    id: str
    what: str
    who: str
    by: str
    done: bool = False


@dataclass(frozen=True)
class Meeting:
    """One meeting: its figures in order, and its actions."""

    id: str
    kind: Kind
    name: str
    held_on: str
    made_at: str
    made_by: str
    slides: tuple[Slide, ...] = ()
    actions: tuple[Action, ...] = ()
    format: int = FORMAT

    @property
    def title(self) -> str:
        """Return the name it was given, or what kind of meeting it is."""
        return self.name or KINDS[self.kind]


def fresh(kind: str, held_on: str, by: str, name: str = "") -> Meeting:
    """Return a meeting without figures. Raises NotPossible."""
    if kind not in get_args(Kind):
        raise NotPossible(f"Kind of meeting: choose one of {', '.join(KINDS.values())}.")
    made_at = datetime.now(tz=UTC).isoformat(timespec="microseconds")
    return Meeting(new_id(), kind, short(name, "name"), a_day(held_on), made_at, by)  # type: ignore[arg-type]


def new_id() -> str:
    """Return a name that nothing else has."""
    return secrets.token_hex(5)


def short(text: object, what: str) -> str:
    """Return a text that somebody typed, on one line and no longer than it may be."""
    return " ".join(str(text or "").split())[: LONGEST[what]]


def a_day(text: object) -> str:
    """Return a day written 2026-11-14, or nothing. Raises NotPossible."""
    if text in (None, ""):
        return ""
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        raise NotPossible(f"Date: found {str(text)[:20]!r}. Write it as 2026-11-14.") from None


def keep(folder: Path, meeting: Meeting) -> None:
    """Write a meeting in one step: whoever reads meanwhile finds the old file or the new one."""
    path = _path(folder, meeting.id)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, json.dumps(asdict(meeting), ensure_ascii=False, allow_nan=False))


def change(folder: Path, meeting: str, how: Callable[[Meeting], Meeting]) -> Meeting:
    """Change a meeting, one change after another. Raises NotKept, and NotPossible where ``how`` does."""
    with WRITING:
        changed = how(load(folder, meeting))
        if len(changed.slides) > MOST_SLIDES or len(changed.actions) > MOST_ACTIONS:
            raise NotPossible(
                f"A meeting has at most {MOST_SLIDES} figures and {MOST_ACTIONS} actions. Take one away."
            )
        keep(folder, changed)
    return changed


def load(folder: Path, meeting: str) -> Meeting:
    """Return a meeting by its id. Raises NotKept."""
    path = _path(folder, meeting)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        parts = {
            "slides": tuple(Slide(**each) for each in found["slides"]),
            "actions": tuple(Action(**each) for each in found["actions"]),
        }
        return _checked(Meeting(**{**found, **parts}))
    except FileNotFoundError:
        raise NotKept("There is no such meeting: it was taken away, or never made.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotKept(
            f"A meeting cannot be read: its file {path.name} is damaged. The others stand; "
            "put the file back from a copy, or make the meeting again."
        ) from error


def _checked(meeting: Meeting) -> Meeting:
    """Return what was read where it is a meeting. Raises ValueError, TypeError."""
    datetime.fromisoformat(meeting.made_at)
    whole = all(isinstance(each.figure.get("layout"), dict) for each in meeting.slides)
    if meeting.format != FORMAT or meeting.kind not in KINDS or not whole:
        raise ValueError("not a meeting")
    return meeting


def _path(folder: Path, meeting: object) -> Path:
    """Return where a meeting is kept. Raises NotKept for what is no id."""
    if not isinstance(meeting, str) or not ID.fullmatch(meeting):
        raise NotKept("That names no meeting.")
    return folder / FOLDER / f"{meeting}.json"


def every(folder: Path) -> tuple[list[Meeting], list[str]]:
    """Return all meetings, the newest first, and a sentence for each that cannot be read."""
    found, damaged = [], []
    for path in (folder / FOLDER).glob("*.json"):
        try:
            found.append(load(folder, path.stem))
        except NotKept as why:
            damaged.append(str(why))
    return sorted(found, key=when, reverse=True), sorted(damaged)


def when(meeting: Meeting) -> tuple[str, str, str]:
    """Return what meetings are put in order by: the day they are held, or were made."""
    return meeting.held_on or meeting.made_at[:10], meeting.made_at, meeting.id


def take_away(folder: Path, meeting: str) -> None:
    """Take a meeting away, with its figures and actions. Raises NotKept."""
    with WRITING:
        _path(folder, meeting).unlink(missing_ok=True)


def before(folder: Path, meeting: Meeting) -> Meeting | None:
    """Return the last meeting of the same kind before this one that noted actions."""
    earlier = [
        each
        for each in every(folder)[0]
        if each.kind == meeting.kind and each.actions and when(each) < when(meeting)
    ]
    return earlier[0] if earlier else None


def moved(meeting: Meeting, slide: str, by: int) -> Meeting:
    """Return the meeting with a figure moved up (-1) or down (1); at an end it stays. Raises NotPossible."""
    slides = list(meeting.slides)
    here = place_of(meeting, slide)
    there = min(max(here + by, 0), len(slides) - 1)
    slides.insert(there, slides.pop(here))
    return replace(meeting, slides=tuple(slides))


def place_of(meeting: Meeting, slide: str) -> int:
    """Return where in the meeting a figure stands. Raises NotPossible."""
    places = [place for place, each in enumerate(meeting.slides) if each.id == slide]
    if not places:
        raise NotPossible("Figure: it is no longer in this meeting. Reload the page to see what is.")
    return places[0]


def without(meeting: Meeting, slide: str) -> Meeting:
    """Return the meeting without a figure. Raises NotPossible."""
    gone = place_of(meeting, slide)
    return replace(meeting, slides=(*meeting.slides[:gone], *meeting.slides[gone + 1 :]))


def reworded(meeting: Meeting, slide: str, **texts: str) -> Meeting:
    """Return the meeting with another title or question on one figure. Raises NotPossible."""
    place = place_of(meeting, slide)
    said: dict[str, Any] = {name: short(text, name) for name, text in texts.items()}
    slides = list(meeting.slides)
    slides[place] = replace(slides[place], **said)
    return replace(meeting, slides=tuple(slides))


def with_action(meeting: Meeting, what: object, who: object, by: object) -> Meeting:
    """Return the meeting with one more action. Raises NotPossible."""
    action = Action(new_id(), short(what, "what"), short(who, "who"), a_day(by))
    if not action.what:
        raise NotPossible("Action: say what is to be done.")
    return replace(meeting, actions=(*meeting.actions, action))


def action_changed(meeting: Meeting, action: str, done: bool | None) -> Meeting:
    """Return the meeting with an action done or not, or without it (None). Raises NotPossible."""
    if action not in {each.id for each in meeting.actions}:
        raise NotPossible("Action: it is no longer there. Reload the page.")
    kept = (each for each in meeting.actions if done is not None or each.id != action)
    actions = tuple(replace(each, done=bool(done)) if each.id == action else each for each in kept)
    return replace(meeting, actions=actions)
