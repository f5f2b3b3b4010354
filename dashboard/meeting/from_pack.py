"""Slides from the published governors' pack: the only figures that a governors' meeting may show."""

import json

from plotly.io.json import to_json_plotly

from dashboard.governors import view
from dashboard.meeting import questions
from dashboard.meeting.freezing import PARTS, now
from dashboard.meeting.reading import card_of, every, words_of
from dashboard.meetings import NotPossible, Slide, new_id, short
from dashboard.packs import EVERYONE, Pack, current
from dashboard.shell import context

NO_PACK = (
    "No governors' pack has been published yet. Publish one first: a governors' meeting shows only that."
)
ONLY_THE_PACK = (
    "A governors' meeting shows only the published pack. Open the governors' pack and add the figure there."
)
STRENGTHS, GAPS, MOVES = 1, 3, 2


def newest() -> Pack:
    """Return the pack that governors see. Raises NotPossible where there is none, or it is damaged."""
    try:
        pack = current(context.store().folder)
    except (OSError, ValueError):
        raise NotPossible("The governors' pack cannot be read. Put its file back from a copy.") from None
    if pack is None:
        raise NotPossible(NO_PACK)
    return pack


def from_pack(pack: Pack, card: str, outcome: str = "", by: str = "") -> Slide:
    """Return one figure of a pack as governors see it. Raises NotPossible."""
    drawn = json.loads(to_json_plotly(view.shown(pack, outcome, by)))
    found = {props["id"]: props for props in every(drawn) if isinstance(props.get("id"), str)}
    parts = {
        name: found.get(f"{card}-{part}", {}).get("figure" if name == "figure" else "children")
        for name, part in PARTS.items()
    }
    read = card_of(parts)
    described = pack.outcome(outcome)
    title = words_of(found.get(f"{card}-question", {}).get("children"))
    if described and card == "pack-years":
        title = f"{described.title}: {title[:1].lower()}{title[1:]}"
    return Slide(
        id=new_id(),
        title=short(title, "title"),
        sentence=read.sentence,
        question=asked_of(pack, outcome, by) or questions.about(card, read.sentence, {}),
        notes=read.notes,
        scope=f"Governors' pack {pack.number}",
        card=card,
        figure=read.figure,
        table=read.table,
        about=read.about,
        data_date=pack.data_date,
        generation=0,
        frozen_at=now(),
        pack=pack.number,
        asked={"outcome": outcome, "by": by},
    )


def asked_of(pack: Pack, outcome: str, by: str) -> str:
    """Return the question that the pack itself puts to this figure, if it has one."""
    said = (*pack.trends, *pack.gaps)
    fits = (each.question for each in said if (each.outcome, each.characteristic) == (outcome, by))
    return short(next((question for question in fits if question), ""), "question")


def proposed(pack: Pack) -> list[Slide]:
    """Return a first sequence: what goes well, the widest gaps, what has moved. Raises NotPossible."""
    well = [each for each in pack.gaps if each.standing == "strength"][:STRENGTHS]
    gaps = [each for each in pack.gaps if each.standing != "strength"][:GAPS]
    moved = [each for each in pack.trends if each.standing != "unclear"][:MOVES]
    wanted = [("pack-now", each) for each in (*well, *gaps)] + [("pack-years", each) for each in moved]
    asked = [("pack-widest", "", "")] if pack.gaps else []
    asked += [(card, each.outcome, each.characteristic) for card, each in wanted]
    if not asked:
        asked = [("pack-now", each.name, EVERYONE) for each in pack.outcomes[:GAPS]]
    slides = []
    for each in asked:
        try:
            slides.append(from_pack(pack, *each))
        except NotPossible:  # a figure of which nothing can be shown is no slide
            continue
    return slides
