"""What communities mean, said: who learns together, who teaches them, and that results are not known."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.communities import ITERATIONS, Split, split
from dashboard.scenarios.communities_staff import Teams, coverage_curve, teams
from dashboard.scenarios.communities_units import Keep, families_split
from dashboard.scenarios.evidence import Evidence, effect_of, range_line
from dashboard.scenarios.outcome import Line, Outcome, Report, Row, certainty_of, in_order, silent
from dashboard.scenarios.reach import by_group
from dashboard.scenarios.words import capital, count, listed, number, percent

BALANCED_SAID = (
    "Pupil premium",
    "SEN support",
    "English as an additional language",
    "Absent a tenth or more",
)
CAVEAT = (
    "Who would be with whom is counted exactly. The lessons a team can teach assume that each community "
    "needs an equal share of every subject and that a teacher belongs to one community."
)
NOT_KNOWN = (
    "What staff and families would make of it, and what becomes of friendships across communities.",
    "Rooms, corridors and the timetable: two communities may need the same laboratory at once.",
)


def communities(
    pupils: pd.DataFrame,
    classes: pd.DataFrame,
    staff: pd.DataFrame,
    evidence: Evidence,
    number_of: int,
    keep: Keep = "families",
    second_subjects: bool = False,
    seed: int = 1,
    iterations: int = ITERATIONS,
    members: pd.DataFrame | None = None,
    report: Report = silent,
) -> Outcome:
    """Return the school in ``number_of`` communities of all ages, each with its own team.

    Frames as ``split`` and ``subjects_of`` need them; ``members`` has ``class`` and ``pupil`` and lets the
    teachers a pupil meets be counted. Tables: ``plan`` (pupil, community), ``communities``, ``teachers``,
    ``subjects``, ``curve``, ``who``. ``certainty`` is of how alike they are. Raises Impossible.
    """
    found = split(pupils, number_of, keep, seed, iterations, report)
    team = teams(classes, staff, number_of, second_subjects)
    curve = coverage_curve(classes, staff, second_subjects)
    lines = [
        _line("money", "Cost", None, None, "£", "as today, as long as no teacher is added"),
        *_staff_rows(team, curve, second_subjects),
        *_class_rows(pupils, found, number_of),
        *_composition_rows(pupils, found),
        _adults_row(team, number_of, classes, members),
        range_line(effect_of(evidence, "small_communities"), "Progress in small communities"),
        *(Line("what we cannot say", "Not known", None, None, "", words) for words in NOT_KNOWN),
    ]
    return Outcome(
        _sentence(found, team, curve, number_of),
        CAVEAT,
        in_order(lines),
        _tables(pupils, found, team, curve),
        certainty_of(found.away, found.bound),
    )


def _line(row: Row, what: str, today: float | None, value: float | None, unit: str, words: str) -> Line:
    """Return a cell with its words as a sentence."""
    return Line(row, what, today, value, unit, f"{capital(words)}.")


def _staff_rows(team: Teams, curve: pd.DataFrame, second_subjects: bool) -> list[Line]:
    """Return the lessons that own teams can teach, and which subjects stand in the way."""
    others = [
        f"{number_of} communities {percent(share)}"
        for number_of, share in zip(curve["communities"], curve["share"].astype(float), strict=True)
    ]
    short = team.subjects[team.subjects["own"] < team.subjects["lessons"] * 0.999]
    short = short.assign(missing=short["lessons"] - short["own"]).sort_values("missing", ascending=False)
    worst = [
        f"{subject} ({count(int(teachers), 'teacher')})"
        for subject, teachers in zip(short["subject"].head(3), short["teachers"].head(3), strict=True)
    ]
    binding = f"what stands in the way most is {listed(worst)}" if worst else "no subject stands in the way"
    second = ", with second subjects" if second_subjects else ""
    outside = team.lessons - team.own
    return [
        _line(
            "staff",
            "Lessons the own team can teach",
            1.0,
            team.share,
            "share",
            f"{percent(team.share)} of lessons{second}; {binding}",
        ),
        _line("staff", "With more or fewer communities", None, None, "share", listed(others)),
        _line(
            "workload",
            "Lessons taught in another community",
            0.0,
            outside,
            "lessons",
            f"{count(outside, 'lesson')} in a cycle would need a teacher from another community",
        ),
    ]


def _class_rows(pupils: pd.DataFrame, found: Split, number_of: int) -> list[Line]:
    """Return how many pupils there are in a community."""
    sizes = np.bincount(found.community, minlength=number_of)
    words = f"{_span(sizes)} pupils in a community, {number(len(pupils))} in the school"
    return [_line("class size", "Pupils in a community", len(pupils), float(sizes.mean()), "pupils", words)]


def _composition_rows(pupils: pd.DataFrame, found: Split) -> list[Line]:
    """Return how even communities are, and whether brothers and sisters stay together."""
    lines = []
    for name in BALANCED_SAID:
        if name in found.names:
            here = found.counts[:, found.names.index(name)]
            words = f"{_span(here)} in each community"
            lines.append(_line("composition", name, None, float(here.mean()), "pupils", words))
    parted, families = families_split(pupils, found.community)
    words = f"{count(parted, 'family', 'families')} of {families} would be in several communities"
    if "family" not in pupils:
        words = "brothers and sisters: needs who is of one family from your pupils export"
    value = float(parted) if "family" in pupils else None
    return [*lines, _line("composition", "Families parted", None, value, "families", words)]


def _span(counts: NDArray[np.integer[Any]]) -> str:
    """Say the smallest and the largest of some counts: ``9 or 10``, ``9 to 12``, ``10``."""
    low, high = int(counts.min()), int(counts.max())
    if low == high:
        return number(low)
    return f"{number(low)} {'or' if high == low + 1 else 'to'} {number(high)}"


def _adults_row(team: Teams, number_of: int, classes: pd.DataFrame, members: pd.DataFrame | None) -> Line:
    """Return how many teachers a pupil could be taught by, today and in a community."""
    sizes = team.teachers.groupby("community").size().reindex(range(number_of), fill_value=0)
    everyone = len(team.teachers)
    words = f"{_span(np.asarray(sizes, dtype=np.int64))} teachers in a pupil's team, {everyone} in the school"
    if members is not None:
        met = members.merge(classes[["class", "teacher"]].dropna(), on="class")
        now = float(met.drop_duplicates(["pupil", "teacher"]).groupby("pupil").size().mean())
        words += f"; a pupil meets {number(now)} of them today on average"
    return _line(
        "access", "Teachers in a pupil's team", float(everyone), float(sizes.mean()), "teachers", words
    )


def _tables(pupils: pd.DataFrame, found: Split, team: Teams, curve: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the lists and the frames for charts; communities are numbered from 1 here."""
    counts = pd.DataFrame(found.counts, columns=list(found.names))
    number_of = len(counts)
    counts.insert(0, "pupils", np.bincount(found.community, minlength=number_of))
    counts.insert(0, "community", range(1, number_of + 1))
    flags = {f"community_{place + 1}": found.community == place for place in range(number_of)}
    return {
        "plan": pd.DataFrame({"pupil": pupils["pupil"].to_numpy(), "community": found.community + 1}),
        "communities": counts,
        "teachers": team.teachers.assign(community=team.teachers["community"] + 1),
        "subjects": team.subjects,
        "curve": curve,
        "who": by_group(pupils, flags),
    }


def _sentence(found: Split, team: Teams, curve: pd.DataFrame, number_of: int) -> str:
    """Say the size, the lessons that own teams can teach, and what fewer communities would allow."""
    size = number(len(found.community) / number_of)
    said = (
        f"{number_of} communities of about {size}: your teachers could teach {percent(team.share)} of "
        "lessons in their own community"
    )
    if number_of > 2:
        two = percent(float(curve["share"].iloc[0]))
        said += f"; 2 of about {number(len(found.community) / 2)}, {two}"
    return f"{said}."
