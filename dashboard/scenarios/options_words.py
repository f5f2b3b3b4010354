"""How option blocks are said: the sentence, the certificate, the cells of the comparison."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.scenarios.grouping_bound import NO_GUARANTEE, PROVEN
from dashboard.scenarios.grouping_words import said, span
from dashboard.scenarios.options_placement import Placed
from dashboard.scenarios.options_wishes import Wishes
from dashboard.scenarios.outcome import Line
from dashboard.scenarios.words import count

WORTH_SAYING = 10  # per cent
CANNOT = "Whether a pupil does better in a subject that was chosen is not reckoned; choices may yet change."

Tables = Mapping[str, pd.DataFrame]


def certainty_of(placed: Placed) -> str:
    """Say how good the blocks are: nothing can score more than every choice met."""
    if placed.score >= placed.most - 1e-6:
        return PROVEN
    share = np.ceil(100 * (placed.most - placed.score) / placed.most)
    return f"at most {share:.0f} % from the best possible" if share <= WORTH_SAYING else NO_GUARANTEE


def sentence_of(placed: Placed, tables: Tables) -> str:
    """Say how many pupils get all they chose, and the widest difference by group."""
    met = tables["met_by_group"]
    met_of = f"{placed.all_met.sum()} of {len(placed.all_met)}"
    told = f"With {placed.groups.sum()} groups {met_of} pupils get all their choices."
    if len(met) > 1:
        row = met.iloc[1]
        told += (
            f" Of {said(str(row['group']))} it is {row['all_met']} of {row['pupils']}, or "
            f"{_in_100(row['share'])}; of the others {_in_100(row['others'])}."
        )
    if len(tables["not_running"]):
        told += f" Does not run: {_left_out(tables['not_running'])}."
    return told


def _left_out(not_running: pd.DataFrame) -> str:
    """Name the subjects that do not run, with how many pupils chose each."""
    rows = zip(not_running["subject"], not_running["chosen_by"], strict=True)
    return ", ".join(f"{subject} (chosen by {count(chose, 'pupil')})" for subject, chose in rows)


def lines_of(wishes: Wishes, placed: Placed, tables: Tables, cost_of_group: float | None) -> tuple[Line, ...]:
    """Return the cells of the comparison, in the order of the rows."""
    groups, running = int(placed.groups.sum()), tables["groups"]
    cost = None if cost_of_group is None else groups * cost_of_group
    sizes = running["class_size"]
    moved = int((placed.course >= 0).sum())
    return (
        Line("money", "Cost of the groups", None, cost, "£ a year",
             "The cost of a group is not known." if cost is None else f"£{cost:,.0f} a year."),
        Line("staff", "Groups to be taught", None, float(groups), "groups", f"{groups} groups."),
        Line("class size", "Pupils in a group", None, moved / max(groups, 1), "pupils",
             f"{moved / max(groups, 1):.1f} on average, "
             f"{span(int(sizes.min()), int(np.ceil(sizes.max())))}."),
        Line("workload", "Subjects that do not run", None, float(len(tables["not_running"])), "subjects",
             _left_out(tables["not_running"]) or "All subjects chosen run."),
        *[_access(row) for _place, row in tables["met_by_group"].iterrows()],
        *_travelling(wishes, tables),
        Line("outcome range", "Results", None, None, "", "No usable estimate."),
        Line("what we cannot say", "Results and changes of mind", None, None, "", CANNOT),
    )  # fmt: skip


def _access(row: pd.Series) -> Line:
    who = "pupils" if row["group"] == "all pupils" else said(str(row["group"]))
    words = f"{row['all_met']} of {row['pupils']} {who} get all their choices"
    words += (
        "."
        if pd.isna(row["others"])
        else f", {_in_100(row['share'])}; of the others {_in_100(row['others'])}."
    )
    return Line("access", f"All choices met: {who}", None, float(row["share"]), "share", words)


def _travelling(wishes: Wishes, tables: Tables) -> list[Line]:
    if "travel" not in tables:
        return []
    going = tables["travel"]["pupil"].nunique()
    words = f"{going} of {len(wishes.pupil)} pupils have a lesson in another school."
    return [Line("access", "Pupils who travel", 0.0, float(going), "pupils", words)]


def _in_100(share: float) -> str:
    return f"{100 * share:.0f} in 100"
