"""What each kept school has more or fewer of than the one before it, and the import that made it so."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard.cards import table
from dashboard.data.words import in_a_row, title
from dashboard.quality.view import View, answered
from dashboard.store.batches import Batch, all_batches
from dashboard.store.generations import Generation, intact_generations

# The published table that holds the rows of each import file.
HELD_IN = {
    "pupils": "enrolment",
    "attendance": "mark",
    "attendance_totals": "attendance_total",
    "results": "result",
    "questions": "question",
    "classes": "class",
    "class_members": "class_member",
    "interventions": "intervention",
    "intervention_pupils": "support",
    "staff": "staff",
    "contacts": "contact",
    "options": "option_choice",
    "costs": "cost",
    "rooms": "room",
    "activities": "activity",
    "activity_pupils": "activity_pupil",
}


@answered
def card(view: View) -> dict[str, list[Component]]:
    """Show what the last imports changed, the newest first."""
    kept = intact_generations(view.store.folder)
    batches = {batch.name: batch for batch in all_batches(view.store.folder)}
    pairs = pairwise(kept)
    shown = [
        part
        for newer, older in pairs
        if newer.batches != older.batches
        for part in one(newer, older, batches)
    ]
    nothing = html.P("There is nothing to compare yet: the next import will be held against this one here.")
    return {"body": shown or [nothing]}


def one(newer: Generation, older: Generation, batches: Mapping[str, Batch]) -> list[Component]:
    """Show what one school has more or fewer of than the one before it."""
    came = [name for name in newer.batches if name not in older.batches]
    went = [name for name in older.batches if name not in newer.batches]
    rows = changed(newer, older, [batches[name] for name in came if name in batches])
    heading = html.H3(
        " and ".join([*(named(name, "Import") for name in came), *(undone(name) for name in went)])
    )
    if rows.empty:
        return [heading, html.P("No table has a row more or fewer, and no row was handed in again.")]
    return [heading, html.P(sentence(rows)), html.Div(table(rows), className="table-wrap", tabIndex="0")]


def named(batch: str, before: str) -> str:
    """Name an import by its number."""
    return f"{before} {batch.partition('-')[0]}"


def undone(batch: str) -> str:
    """Name an import that was taken back."""
    return named(batch, "Taken back: import")


def changed(newer: Generation, older: Generation, came: Sequence[Batch]) -> pd.DataFrame:
    """Return for each table the rows before and after, and how many of those handed in replaced others.

    A row handed in is new or stands in the place of one with the same key: so two counts tell both.
    """
    rows = []
    for name, held in HELD_IN.items():
        before, after = older.tables.get(held, 0), newer.tables.get(held, 0)
        handed = sum(file.good for batch in came for file in batch.files if file.table == name)
        if before == after and not handed:
            continue
        again = max(0, handed - max(0, after - before))
        rows.append(
            {
                "What": title(name),
                "Rows before": before,
                "Rows after": after,
                "Added": max(0, after - before),
                "Removed": max(0, before - after),
                "Replaced or said again": again,
            }
        )
    return pd.DataFrame(rows)


def sentence(rows: pd.DataFrame) -> str:
    """Say what was added and removed."""
    added, removed = int(rows["Added"].sum()), int(rows["Removed"].sum())
    again = int(rows["Replaced or said again"].sum())
    parts = [f"{added:,} rows added"] if added else []
    parts += [f"{removed:,} removed"] if removed else []
    parts += [f"{again:,} replaced by, or the same as, what was handed in"] if again else []
    return f"{in_a_row(parts)}.".capitalize() if parts else "No row was added or removed."
