"""The lists of the quality page: contradictions, pupils who may be one, how fresh each table is."""

import datetime
from typing import Any, cast

import pandas as pd
from dash import html
from dash.development.base_component import Component

from dashboard import lists
from dashboard.cache import fetch, remember
from dashboard.cards import attributes, table
from dashboard.data.words import counted, title
from dashboard.quality import fresh, kinds
from dashboard.quality.view import View, answered
from dashboard.store.identity import doubtful_pairs

FIND = "Find these rows in the files"
FIRST = 100  # of a kind, as the query returns them


@answered
def contradictions(view: View) -> dict[str, list[Component]]:
    """List what cannot both be true, a fold a kind."""
    found = kinds.in_order(view.contradictions())
    if not found:
        looked = ", ".join(kind.title.lower() for kind in kinds.KINDS.values())
        return {"body": [html.P(f"Nothing contradicts itself. Looked for: {looked}.")]}
    return {"body": [one_kind(view, name, kind, rows) for name, kind, rows in found]}


def one_kind(view: View, name: str, kind: kinds.Kind, rows: pd.DataFrame) -> html.Details:
    """Show one kind: its sentence, what to do, the pupils, and the way to the rows in the files."""
    number = int(rows["found"].iloc[0])
    told = rows.to_dict("records")
    listed = rows[["pupil", "surname", "forename"]].assign(
        school=view.school,
        **{"What was found": [kind.says(cast(kinds.Row, row)) for row in told]},
        **{"In the file of": [title(row["table_name"]) for row in told]},
    )
    find = html.Button(
        FIND,
        id={"quality": "find", "kind": name},
        type="button",
        className="quiet",
    )
    caption = f"{kind.title}" + (f": the first {FIRST:,} of {number:,}" if number > FIRST else "")
    return html.Details(
        [
            html.Summary(f"{kind.title}: {counted(number, 'row')}"),
            html.P(f"{kind.sentence(number)}. {kind.may_be_right}".strip(), className="answer"),
            html.P([html.Strong("What to do: "), kind.do]),
            lists.pupil_list(
                f"quality-list-{name.replace(' ', '-')}",
                listed,
                caption=caption,
                file_name=f"data-quality-{name.replace(' ', '-')}",
            ),
            html.P(find),
            html.Div(
                id={"quality": "rows", "kind": name}, className="table-wrap", **attributes(aria_live="polite")
            ),
        ],
        open=len(rows) == 1 or None,
        className="quality-kind",
    )


@answered
def pairs(view: View) -> dict[str, list[Component]]:
    """List pupils who may be one; none is ever joined by guess."""
    rows = remember(view.store, ("doubtful_pairs",), {}, lambda: doubtful_pairs(view.store))
    own = rows[(rows["school"] == view.school) | (rows["other_school"] == view.school)]
    if own.empty:
        return {"body": [html.P("No two pupils share a UPN, or a name and date of birth.")]}
    pupils = own[["school", "pupil", "surname", "forename"]].assign(
        **{
            "May be the same as number": own["other_pupil"],
            "At": own["other_school"],
            "Why": own["why"],
        }
    )
    told = (
        f"{counted(len(own), 'pair')} of pupils may be one child. They are kept apart until a person "
        "decides: put the number or the UPN right in the school's system, then ask for the exports again."
    )
    listed = lists.pupil_list(
        "quality-pairs-list", pupils, caption="Pupils who may be one", file_name="data-quality-pairs"
    )
    return {"body": [html.P(told, className="answer"), listed]}


@answered
def fresh_card(view: View) -> dict[str, list[Component]]:
    """Show how old each table is."""
    found = fresh.freshness(view.rows("rhythm"), datetime.date.today())
    rows = fresh.fresh_table(found, fetch(view.store, "quality/imported"))
    told = html.P(fresh.freshness_sentence(found), className="answer")
    return {"body": [told, html.Div(table(rows), className="table-wrap", tabIndex="0")]}


def rows_table(found: list[dict[str, Any]]) -> list[Component]:
    """Show where rows stand: file, row, import."""
    if not found:
        return [html.P("No row was found: the import that had it may have been taken back.")]
    frame = pd.DataFrame(
        {
            "Pupil's number": [row["pupil"] for row in found],
            "File": [row["file"] for row in found],
            "Row": [row["place"] or "somewhere in the file" for row in found],
            "Imported on": [row["imported_on"] for row in found],
            "Import": [row["batch"].partition("-")[0] for row in found],
            "State": [row["state"] for row in found],
        }
    )
    return [html.Div(table(frame), tabIndex="0")]
