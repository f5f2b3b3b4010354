"""Read a figure card as it would be drawn: its chart, words and table. Components in, plain texts out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.meetings import NotPossible

ON_ITS_PAGE = ", whatever is chosen above"
# What the browser draws pupils from: a card with one of these is about single pupils.
OF_PUPILS = ("data-name", "data-list", "data-pupil")


@dataclass(frozen=True)
class Read:
    """One card as texts: what a meeting keeps of it."""

    figure: Mapping[str, Any]
    sentence: str
    notes: str
    table: Mapping[str, Any] | None
    about: Mapping[str, str]


def card_of(parts: Mapping[str, Any]) -> Read:
    """Return a card from what fills it. Raises NotPossible for one about single pupils, or an empty one."""
    figure = parts.get("figure")
    if not isinstance(figure, dict) or not figure.get("data"):
        raise NotPossible("This figure is empty: there is nothing to keep. Choose other filters.")
    refuse_pupils({name: part for name, part in parts.items() if name != "figure"})
    return Read(
        figure,
        words_of(parts.get("sentence")),
        notes_of(parts.get("notes")),
        table_of(parts.get("table")),
        about_of(parts.get("about")),
    )


def refuse_pupils(part: object) -> None:
    """Raise NotPossible where a part names pupils: a meeting keeps groups only."""
    for props in every(part):
        if any(props.get(name) is not None for name in OF_PUPILS):
            raise NotPossible("This card lists single pupils. A meeting keeps figures about groups only.")


def every(part: object) -> Iterator[dict[str, Any]]:
    """Yield the properties of every component within a part, outermost first."""
    if isinstance(part, list):
        for each in part:
            yield from every(each)
    elif isinstance(part, dict):
        props = part.get("props")
        if isinstance(props, dict):
            yield props
            yield from every(props.get("children"))
        else:
            yield from every(list(part.values()))


def words_of(part: object) -> str:
    """Return the text of a part as it is read aloud."""
    return " ".join(_text(part).split())


def _text(part: object) -> str:
    """Return the text of a part, spaces as they stand."""
    if isinstance(part, list):
        return "".join(map(_text, part))
    if isinstance(part, dict):
        return _text(part.get("props", {}).get("children"))
    return "" if part is None else str(part)


def notes_of(part: object) -> str:
    """Return a card's notes, without what only its own page can do."""
    kept = (each.replace(ON_ITS_PAGE, "") for each in words_of(part).split(" · "))
    return " · ".join(each for each in kept if not each.startswith("click "))


def table_of(part: object) -> dict[str, Any] | None:
    """Return the card's table as it is drawn, None where it has none."""
    drawn = next((props["data-table"] for props in every(part) if "data-table" in props), None)
    found = json.loads(drawn) if isinstance(drawn, str) else None
    return found if isinstance(found, dict) else None


def about_of(part: object) -> dict[str, str]:
    """Return what stands behind the figure: the definition, and each line under its heading."""
    found: dict[str, str] = {}
    for each in part if isinstance(part, list) else [part]:
        if not isinstance(each, dict) or each.get("type") != "P":
            continue
        children = each["props"].get("children")
        if isinstance(children, list) and len(children) == 2:
            found[words_of(children[0]).rstrip(":")] = words_of(children[1])
        else:
            found.setdefault("Definition", words_of(children))
    return found
