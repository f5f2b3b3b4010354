"""What a scenario needs from the imports, and the sentence for what is not there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Missing:
    """Something that the imports do not tell: the import file that would, and a sentence for the reader.

    ``stops`` says that the scenario cannot be worked out without it; otherwise a lever or a row goes without.
    ``file`` is empty where no import file could tell.
    """

    what: str
    file: str
    words: str
    stops: bool = False


@dataclass(frozen=True)
class Need:
    """One thing that a scenario needs, and how to see in its frames whether it is there."""

    missing: Missing
    is_there: Callable[[Frames], bool]


def rows(frame: str) -> Callable[[Frames], bool]:
    """Say whether a frame has rows."""
    return lambda frames: len(frames[frame]) > 0


def values(frame: str, *columns: str) -> Callable[[Frames], bool]:
    """Say whether columns of a frame hold anything; of a frame without rows another need tells."""
    return lambda frames: frames[frame].empty or bool(frames[frame][list(columns)].notna().any().all())


def costs_of(*roles: str) -> Callable[[Frames], bool]:
    """Say whether anybody's cost is known among staff in these roles."""
    return lambda frames: bool(frames["staff"].loc[frames["staff"]["role"].isin(roles), "cost"].notna().any())


def need(what: str, file: str, words: str, is_there: Callable[[Frames], bool], stops: bool = False) -> Need:
    """Return one need; ``words`` say what goes without it, and the file is named behind them."""
    brings = f" Bring it with the file {file}." if file else ""
    return Need(Missing(what, file, words + brings, stops), is_there)


PUPILS = need("pupils", "pupils", "No pupil is on roll here in this academic year.", rows("pupils"), True)
STAFF = need("staff", "staff", "Nobody is known to work here in this academic year.", rows("staff"), True)
CLASSES = need("classes", "classes", "No classes are known in this academic year.", rows("classes"), True)
PERIODS = need(
    "periods",
    "classes",
    "How many periods each class has is not known (column periods).",
    lambda frames: frames["classes"].empty or bool((frames["classes"]["periods"] > 0).any()),
    True,
)
CLASS_MEMBERS = need(
    "class members",
    "class_members",
    "Who is in which class is not known, so nobody can say how large classes are.",
    lambda frames: frames["classes"].empty or bool((frames["classes"]["pupils"] > 0).any()),
    True,
)
PREMIUM = need(
    "pupil premium",
    "pupils",
    "Who attracts pupil premium is not known (column pupil_premium), so nothing can be said of them.",
    values("pupils", "pupil_premium"),
)
ABSENCE = need("absence", "attendance", "Nobody's absence this year is known.", values("pupils", "absence"))
RESULTS = need(
    "results",
    "results",
    "Nobody here has a result of the last twelve months, so need cannot be told by results.",
    values("pupils", "points"),
)
TUTOR_COST = need(
    "what an hour costs",
    "staff",
    "What assistants cost is not known (columns role, fte and cost), so an hour has no price.",
    costs_of("assistant"),
)

NEEDS: dict[str, tuple[Need, ...]] = {
    "staffing": (
        PUPILS,
        STAFF,
        CLASSES,
        PERIODS,
        CLASS_MEMBERS,
        need(
            "what teachers cost",
            "staff",
            "What teachers cost is not known (column cost), so nothing can be said of money.",
            costs_of("teacher", "leader"),
        ),
        need(
            "income and spending",
            "costs",
            "What the school has and spends is not known, so teachers' cost stands alone.",
            rows("costs"),
        ),
    ),
    "grouping": (
        PUPILS,
        need(
            "results",
            "results",
            "Nobody here has a result to group by: no sets, bands or balance of attainment.",
            values("pupils", "attainment"),
        ),
        PREMIUM,
        need("SEN", "pupils", "Nobody's SEN is known (column sen).", values("pupils", "sen")),
        need("EAL", "pupils", "Nobody's first language is known (column eal).", values("pupils", "eal")),
        need("sex", "pupils", "Nobody's sex is known (column sex).", values("pupils", "sex")),
        ABSENCE,
        need(
            "today's classes",
            "class_members",
            "Who sits in which class today is not known, so nothing can start from today's classes.",
            values("pupils", "class"),
        ),
        need(
            "brothers and sisters",
            "",
            "Who is brother or sister to whom is in no import: name who is to be kept together or apart.",
            lambda _frames: False,
        ),
    ),
    "options": (
        need("choices", "options", "No choices of this academic year are known.", rows("choices"), True),
        need(
            "teachers of the subjects",
            "staff",
            "Nobody is known to teach the subjects chosen (column specialisms, or teacher in classes).",
            lambda frames: frames["subjects"].empty or bool((frames["subjects"]["teachers"] > 0).any()),
            True,
        ),
        need(
            "rooms",
            "rooms",
            "Which rooms there are is not known, so how many groups fit into one block is not either.",
            rows("rooms"),
        ),
        PREMIUM,
    ),
    "tutoring": (
        PUPILS,
        RESULTS,
        PREMIUM,
        ABSENCE,
        TUTOR_COST,
        need(
            "free periods",
            "",
            "When each pupil is free is in no import, so everybody counts as free in every slot.",
            lambda _frames: False,
        ),
    ),
    "communities": (
        PUPILS,
        STAFF,
        CLASSES,
        PERIODS,
        need(
            "tutor groups",
            "pupils",
            "Nobody's tutor group is known (column registration_group), so none can be kept together.",
            values("pupils", "registration_group"),
        ),
        need(
            "class members",
            "class_members",
            "Who is in which class is not known, so the adults whom a pupil meets cannot be counted.",
            rows("members"),
        ),
        need(
            "brothers and sisters",
            "",
            "Who is brother or sister to whom is in no import, so families cannot be kept together.",
            lambda _frames: False,
        ),
    ),
    "extended day": (
        PUPILS,
        need("activities", "activities", "What is offered beyond lessons is not known.", rows("activities")),
        need(
            "who comes",
            "activity_pupils",
            "Who comes to clubs is not known, so today's reach cannot be told.",
            rows("members"),
        ),
        PREMIUM,
        ABSENCE,
        RESULTS,
        TUTOR_COST,
    ),
}


def missing_of(kind: str, frames: Frames) -> tuple[Missing, ...]:
    """Return what the frames of a scenario lack, in the order of the needs."""
    return tuple(each.missing for each in NEEDS[kind] if not each.is_there(frames))
