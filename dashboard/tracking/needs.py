"""What a class can do and what to teach next: topics against the year group, and groups that share a need.

Groups only, never a plan for each child: a topic that one or two pupils need is part of ordinary lessons.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.statistics import with_differences, with_intervals
from dashboard.sums import added

SECURE = 2 / 3  # of a topic's marks
NEED = 1 / 2
MOST = 1 / 2  # of the class
FEWEST, LARGEST = 3, 8  # pupils in a group to teach
CLASS, REST = "class", "rest"
Numbers = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Group:
    """Pupils to teach a topic together: their places in the class."""

    topic: str
    pupils: list[int]


@dataclass(frozen=True)
class Needs:
    """A class and its topics, strongest first.

    ``shares`` has a row a pupil (in the order of ``pupils``) and a column a topic, NaN where the pupil
    was not tested. ``topics`` has a row a topic: the class's share of the marks and the rest of the year
    group's, with intervals and their difference, and how many are secure or in need.
    """

    pupils: list[int]
    shares: Numbers
    topics: pd.DataFrame
    everyone: list[str]
    groups: list[Group]


def needs_of(rows: pd.DataFrame) -> Needs:
    """Return a class's needs from the marks of its year group: a row a pupil and topic."""
    is_mine = rows["is_in_class"].to_numpy(dtype=bool)
    topics = topics_of(rows, is_mine)
    names = topics["topic"].tolist()
    mine = rows.iloc[np.flatnonzero(is_mine)]
    pupil, pupils = pd.factorize(mine["pupil_id"], sort=True)
    shares = np.full((len(pupils), len(names)), np.nan)
    shares[pupil, pd.Index(names).get_indexer(mine["topic"])] = (mine["mark"] / mine["out_of"]).to_numpy()
    in_need = shares < NEED
    tested = ~np.isnan(shares)
    topics = topics.assign(
        secure=(shares >= SECURE).sum(axis=0), in_need=in_need.sum(axis=0), tested=tested.sum(axis=0)
    )
    is_for_all = in_need.sum(axis=0) > MOST * tested.sum(axis=0)
    everyone = [name for name, each in zip(names, is_for_all, strict=True) if each]
    groups = groups_to_teach(np.where(is_for_all, np.nan, shares), names)
    return Needs([int(each) for each in pupils], shares, topics, everyone, groups)


def topics_of(rows: pd.DataFrame, is_mine: NDArray[np.bool_]) -> pd.DataFrame:
    """Return each topic's share of the marks in the class against the rest, the class's strongest first."""
    codes, names = pd.factorize(rows["topic"], sort=True)
    mark, out_of = (rows[name].to_numpy(dtype=np.float64) for name in ("mark", "out_of"))
    group = codes * 2 + is_mine  # 2 x topic for the rest, one more for the class
    sums = pd.DataFrame(added(mark, out_of, group, 2 * len(names)))
    sums = sums.assign(
        topic=np.repeat(names, 2),
        code=np.tile([REST, CLASS], len(names)),
        group=np.tile([REST, CLASS], len(names)),
        is_reference=np.tile([True, False], len(names)),
    )
    compared = with_differences(with_intervals(sums, "ratio"), "ratio", REST, ("topic",))
    mine = compared[compared["code"] == CLASS].reset_index(drop=True)
    rest = compared.loc[compared["code"] == REST, ["value", "pupils"]].reset_index(drop=True)
    questions = rows.groupby("topic", sort=True)["questions"].max().to_numpy()
    mine = mine.assign(rest=rest["value"], rest_pupils=rest["pupils"], questions=questions)
    return mine.sort_values("value", ascending=False, kind="stable", ignore_index=True)


def groups_to_teach(shares: Numbers, names: list[str]) -> list[Group]:
    """Put pupils who share a need into groups of three to eight, each pupil into one group at most.

    The topic that most still need goes first; those who know least of it are in its first group. A topic
    that needs more than one group is cut into groups of equal size, alike in what they know.
    """
    left = np.ones(len(shares), dtype=bool)
    found: list[Group] = []
    open_topics = set(range(len(names)))
    while open_topics:
        counts = {topic: int((left & (shares[:, topic] < NEED)).sum()) for topic in sorted(open_topics)}
        topic = max(counts, key=lambda each: counts[each])
        open_topics.remove(topic)
        if counts[topic] < FEWEST:
            break
        pupils = np.flatnonzero(left & (shares[:, topic] < NEED))
        pupils = pupils[np.argsort(shares[pupils, topic], kind="stable")]
        left[pupils] = False
        parts = np.array_split(pupils, -(-len(pupils) // LARGEST))
        found += [Group(names[topic], [int(place) for place in part]) for part in parts]
    return found
