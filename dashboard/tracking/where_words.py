"""What the cards about results and targets say: strengths first, and what is missing by name."""

from collections.abc import Iterable

import pandas as pd

from dashboard.tracking.wording import after_leaving, from_target, in_100, listed, pupils, unit
from dashboard.viewer import FEWEST

NO_RESULTS = (
    "No results in these dates for this choice: choose other dates or pupils above, "
    "or import results (the rows of kind result)."
)
NO_TARGETS = (
    "Nobody here has a target on the scale of a result, so there is nothing to set results against: "
    "import results with rows of kind target to see who is on target."
)
NO_CLASSES = (
    "No class of this subject here: import classes and class_members to see it class by class. "
    "The pupils can be listed below all the same."
)
ONE_CHOICE = "Choose one subject or one year group above: the classes of all of them make too long a table."


def where_sentence(cells: pd.DataFrame) -> str:
    """Say how many are on target, and where the share is highest and lowest. One row a cell and scale."""
    if cells.empty:
        return NO_RESULTS
    aimed = cells[cells["pupils"] > 0]
    if aimed.empty:
        return NO_TARGETS
    share = aimed["positive"].sum() / aimed["pupils"].sum()
    first = f"{in_100(share)} of {aimed['pupils'].sum():,} results with a target are at or above it."
    alone = aimed[~aimed.duplicated(["row", "column"], keep=False) & (aimed["pupils"] >= FEWEST)]
    if len(alone) < 2:
        return first
    best, last = alone.iloc[alone["share"].argmax()], alone.iloc[alone["share"].argmin()]
    return f"{first} The highest share is in {_cell_words(best)}. The lowest is in {_cell_words(last)}."


def _cell_words(row: pd.Series) -> str:
    """Say one cell: ``Year 7 English: 77 in 100 of 240 pupils (between 71 and 82) ...``."""
    ends = f"between {100 * row['share_low']:.0f} and {100 * row['share_high']:.0f}"
    name = row["class"] or f"{row['group']} {row['subject']}"
    mean = from_target(row["mean"], row["scale"])
    return f"{name}: {in_100(row['share'])} of {pupils(row['pupils'])} ({ends}), {mean} on average"


def without(columns: Iterable[str], shown: Iterable[str]) -> str:
    """Say for which groups there is no result."""
    missing = [column for column in columns if column not in set(shown)]
    if not missing:
        return ""
    return f"no results in these dates for {listed(missing)}: an import of results brings them"


def untargeted(cells: pd.DataFrame) -> str:
    """Say how many results have no target, where only some have one."""
    left_out = int((cells["results"] - cells["pupils"]).sum())
    if not left_out or not cells["pupils"].any():
        return ""
    return f"{left_out:,} results without a target on their scale are left out of the averages"


def classes_sentence(rows: pd.DataFrame, subject: str, column: str) -> str:
    """Say how the classes stand to their targets, as many as chance does not explain; no order of merit."""
    if rows.empty:
        return NO_CLASSES
    where = f"{column} {subject}"
    aimed = rows[rows["pupils"] >= FEWEST]
    if aimed.empty:
        return f"{where}: no class has {FEWEST} pupils with a result and a target on one scale."
    above, below = (aimed["low"] > 0).sum(), (aimed["high"] < 0).sum()
    parts = [
        f"{count} clearly {word} target" for count, word in ((above, "above"), (below, "below")) if count
    ]
    unclear = len(aimed) - above - below
    parts += [f"{unclear} where chance could explain the difference"] if unclear else []
    parts = parts if above + below else ["none clearly above or below target"]
    classes = "1 class" if len(aimed) == 1 else f"{len(aimed)} classes"
    caution = " Classes need not have been alike to begin with." if len(aimed) > 1 else ""
    return f"{where}, {classes}: {listed(parts)}.{caution}"


def unit_named(scale: str) -> str:
    """Say what the figure's numbers are: ``in grades (GCSE 9-1)``."""
    return f"in {unit(scale)} ({scale})"


LIST_HEADINGS = {
    "form": "Form",
    "scale": "Scale",
    "value": "Result",
    "target": "Target",
    "difference": "Difference",
    "assessed_on": "Assessed on",
}


def list_sentence(rows: pd.DataFrame, where: str) -> str:
    """Say how many pupils a list holds, how many are on target, and who has none."""
    if rows.empty:
        return f"{where}: {NO_RESULTS[0].lower()}{NO_RESULTS[1:]}"
    on_target, aimed = int((rows["difference"] >= 0).sum()), int(rows["difference"].notna().sum())
    parts = [f"{on_target} at or above target, {aimed - on_target} below"] if aimed else []
    without_target = len(rows) - aimed
    parts += [f"{without_target} without a target on the result's scale"] if without_target else []
    after = int(rows["is_after_leaving"].sum())
    parts += [after_leaving(after)] if after else []
    order = " Furthest below target first." if aimed else ""
    return f"{where}: {pupils(len(rows))}, {'; '.join(parts)}.{order}"
