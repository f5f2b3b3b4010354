"""What the overview says of the school itself: who is on roll, and what came in last."""

import pandas as pd

from dashboard.overview.evidence import spoken_day
from dashboard.overview.facts import View

# One group tells each of these: the share of the others is the rest.
FEW_SCHOOLS = 3
TOLD_BY_ONE = ("Sex", "Pupil premium", "SEN", "EAL")


def names(view: View) -> str:
    """Name the school, or the few schools chosen, or say how many there are."""
    chosen = view.filters["schools"] or [choice.label for choice in view.known.schools]
    return ", ".join(chosen) if len(chosen) <= FEW_SCHOOLS else f"{len(chosen)} schools"


def pupils_on_roll(rows: pd.DataFrame, is_now: bool) -> str:
    """Say how many pupils are on roll; at the end of the days chosen, where later ones are known."""
    [total] = rows.loc[rows["characteristic"] == "All pupils", "pupils"].tolist() or [0]
    if pd.isna(total):
        return "Too few pupils to show."
    if not total:
        return "No pupils on roll in these days for this choice"
    said = f"{total:,.0f} {'pupil' if total == 1 else 'pupils'} on roll"
    return said if is_now else f"{said} at the end of the days chosen"


def year_groups(rows: pd.DataFrame) -> list[str]:
    """Say how many pupils each year group has; nothing where there is only one."""
    years = rows[rows["characteristic"] == "Year group"]
    return (
        [f"{row['group']}: {_count(row['pupils'])}" for row in years.to_dict("records")]
        if len(years) > 1
        else []
    )


def main_groups(rows: pd.DataFrame) -> list[str]:
    """Say how large the main groups are: the focus groups, or of two without a focus the first."""
    said = []
    for name in TOLD_BY_ONE:
        groups = rows[(rows["characteristic"] == name) & (rows["code"] != "?")]
        everyone = rows.loc[rows["characteristic"] == name, "pupils"].sum(min_count=1)
        told = groups[groups["is_focus"].astype(bool)] if groups["is_focus"].any() else groups.head(1)
        if len(groups) > 1 and len(told):
            said += [f"{row['group']} {_share(row['pupils'], everyone)}" for row in told.to_dict("records")]
    return said


def last_import(rows: pd.DataFrame) -> str:
    """Say what the newest batch brought."""
    if rows.empty:
        return "Nothing has been imported yet."
    day = spoken_day(pd.Timestamp(rows["imported_at"].max()).date())
    files = "1 file" if len(rows) == 1 else f"{len(rows)} files"
    brought = ", ".join(name.replace("_", " ") for name in rows["table_name"].unique())
    said = f"Last import, {day}: {files}, {rows['rows'].sum():,} rows ({brought})."
    warnings = int(rows["warnings"].sum())
    return said + (
        f" {warnings:,} {'warning' if warnings == 1 else 'warnings'} to look at." if warnings else ""
    )


def _count(pupils: float) -> str:
    """Write a count, or that it is too small to show."""
    return "too few to show" if pd.isna(pupils) else f"{pupils:,.0f}"


def _share(pupils: float, of: float) -> str:
    """Say a share of the pupils on roll."""
    if pd.isna(pupils) or not of > 0:
        return "too few to show"
    return "fewer than 1 in 100" if 100 * pupils < of else f"{100 * pupils / of:.0f} in 100"
