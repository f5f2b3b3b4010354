"""What pupils chose and what the schools can teach, checked, as arrays for the search."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.scenarios.outcome import Impossible

Numbers = NDArray[np.float64]
Whole = NDArray[np.intp]

WORTH = (10, 9, 8, 7)  # a first, second, third, fourth choice; later ones as the last
RESERVE = (3, 2)
EMPTY = 12  # lost by a block with nothing in it
TRAVEL = 1  # lost by a lesson in another school
ONE_SCHOOL = "school"


@dataclass(frozen=True)
class Wishes:
    """Choices and courses. A course is one subject in one school.

    ``pupil``: names; ``home``: each pupil's school; ``wants``: pupils x wishes, a subject's number or -1, the
    ``choices`` first ones before the reserves; ``subject`` and ``school`` of each course; ``offers``: each
    course's subject number; ``largest``, ``smallest``, ``teachers`` a course. ``handed_in``: how many choices
    each pupil made, those of subjects that are not to run among them; ``struck``: how many chose each of
    these.
    """

    pupil: tuple[str, ...]
    home: tuple[str, ...]
    wants: Whole
    choices: int
    subject: tuple[str, ...]
    school: tuple[str, ...]
    offers: Whole
    largest: Whole
    smallest: Whole
    teachers: Whole
    handed_in: Whole
    struck: Mapping[str, int]

    @property
    def away(self) -> NDArray[np.bool_]:
        """Whether a course is in another school than the pupil: pupils x courses."""
        return np.asarray(np.array(self.home)[:, None] != np.array(self.school))

    def worth(self, wish: int) -> float:
        """Return what one wish is worth, by its place in the list."""
        if wish < self.choices:
            return float(WORTH[min(wish, len(WORTH) - 1)])
        return float(RESERVE[min(wish - self.choices, len(RESERVE) - 1)])


def wishes_of(
    pupils: pd.DataFrame,
    choices: pd.DataFrame,
    subjects: pd.DataFrame,
    blocks: int,
    not_run: tuple[str, ...] = (),
) -> Wishes:
    """Return the wishes, checked; those for subjects in ``not_run`` cannot be met, but were made.

    ``pupils``: ``pupil``, and ``school`` where there are several. ``choices``: ``pupil``, ``rank`` (1 to
    ``blocks`` are choices, later ones reserves), ``subject``. ``subjects``: ``subject``, ``largest``,
    ``smallest``, ``teachers`` (at once), and ``school`` where there are several. Raises ``Impossible``: a
    pupil without choices or with one subject twice, a subject nobody can teach, a class of one.
    """
    courses = _courses(subjects[~subjects["subject"].isin(not_run)])
    known = {name: number for number, name in enumerate(dict.fromkeys(courses["subject"]))}
    names = [str(pupil) for pupil in pupils["pupil"]]
    listed = choices.assign(pupil=choices["pupil"].astype(str)).sort_values(["pupil", "rank"], kind="stable")
    listed = listed[listed["pupil"].isin(set(names))]
    made, is_struck = listed[listed["rank"] <= blocks], listed["subject"].isin(not_run)
    _check_choices(names, listed, listed[~is_struck], known)
    place = {name: number for number, name in enumerate(names)}
    wants = np.full((len(names), max(int(listed["rank"].max()), blocks)), -1)
    listed = listed[~is_struck]
    rows, ranks = listed["pupil"].map(place).to_numpy(), listed["rank"].to_numpy() - 1
    wants[rows, ranks] = listed["subject"].map(known).to_numpy()
    home = pupils["school"].astype(str) if "school" in pupils else [ONE_SCHOOL] * len(pupils)
    return Wishes(
        pupil=tuple(names),
        home=tuple(home),
        wants=wants,
        choices=blocks,
        subject=tuple(courses["subject"]),
        school=tuple(courses["school"]),
        offers=courses["subject"].map(known).to_numpy(np.intp),
        largest=courses["largest"].to_numpy(np.intp),
        smallest=courses["smallest"].to_numpy(np.intp),
        teachers=courses["teachers"].to_numpy(np.intp),
        handed_in=np.bincount(made["pupil"].map(place), minlength=len(names)),
        struck={subject: int((made["subject"] == subject).sum()) for subject in not_run},
    )


def _courses(subjects: pd.DataFrame) -> pd.DataFrame:
    """Return the courses in a fixed order, those without a teacher left out."""
    courses = subjects.assign(school=subjects["school"].astype(str) if "school" in subjects else ONE_SCHOOL)
    small = courses[(courses["smallest"] < 2) | (courses["largest"] < 2)]
    if len(small):
        raise Impossible(
            f"{small['subject'].iloc[0]} would run with a class of one: give a smallest class of 2 or more."
        )
    upside_down = courses[courses["smallest"] > courses["largest"]]
    if len(upside_down):
        row = upside_down.iloc[0]
        raise Impossible(
            f"{row['subject']} needs at least {row['smallest']} pupils but holds {row['largest']} at most: "
            "no class can run."
        )
    return courses[courses["teachers"] > 0].sort_values(["subject", "school"], ignore_index=True)


def _check_choices(
    names: list[str], listed: pd.DataFrame, running: pd.DataFrame, known: dict[str, int]
) -> None:
    if not names:
        raise Impossible("There are no pupils to place in option blocks.")
    without = sorted(set(names) - set(listed["pupil"]))
    if without:
        raise Impossible(f"Pupil {without[0]} has made no choices: enter them, or leave the pupil out.")
    untaught = running.loc[~running["subject"].isin(known), "subject"]
    if len(untaught):
        subject = untaught.iloc[0]
        raise Impossible(
            f"{subject} was chosen by {(untaught == subject).sum()} pupils, but no teacher for it is known: "
            "add a teacher, or take the subject off the list."
        )
    twice = listed[listed.duplicated(["pupil", "subject"])]
    if len(twice):
        row = twice.iloc[0]
        raise Impossible(
            f"Pupil {row['pupil']} chose {row['subject']} twice: one of the two must be another subject."
        )
    same_rank = listed[listed.duplicated(["pupil", "rank"])]
    if len(same_rank):
        row = same_rank.iloc[0]
        raise Impossible(f"Pupil {row['pupil']} has two choices with rank {row['rank']}: each needs its own.")
