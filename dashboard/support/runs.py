"""The card that is the register: a sentence and a table, without a figure."""

from typing import Any

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard.cache import remember
from dashboard.cards import About, about_parts, attributes, day, table
from dashboard.filter_choices import choices
from dashboard.query import read_query
from dashboard.support.evidence import NO_STRAND, evidence_of, prices, snapshot
from dashboard.support.people import is_among, running_places, whole_numbers
from dashboard.support.register import MOST_ROWS, as_table, register
from dashboard.support.view import Asked, asked
from dashboard.support.wording import register_sentence

CARD = "support-runs"
PARTS = ("sentence", "table", "notes", "about")


def card() -> html.Section:
    """Lay out the empty card."""
    return html.Section(
        [
            html.H2("What runs?", id=f"{CARD}-question", className="question"),
            html.P(id=f"{CARD}-sentence", className="answer"),
            html.Div(
                id=f"{CARD}-table", className="table-wrap", tabIndex="0", **attributes(aria_label="What runs")
            ),
            html.Div(
                [
                    html.Details(
                        [html.Summary("What is this?"), html.Div(id=f"{CARD}-about", className="opened")]
                    ),
                    html.Button(
                        "CSV",
                        type="button",
                        title="Download this table",
                        **attributes(data_save="csv"),
                    ),
                    html.P(id=f"{CARD}-notes", className="notes"),
                ],
                className="card-foot",
            ),
        ],
        id=CARD,
        className="figure-card",
        **attributes(aria_labelledby=f"{CARD}-question"),
    )


def fill(controls: dict[str, Any], filters: dict[str, Any]) -> dict[str, Any]:
    """Return the register of the days and schools chosen."""
    view = asked(controls, filters)
    what = ("support", "runs")
    return remember(view.store, what, dict(view.filters), lambda: _filled(view))


def _filled(view: Asked) -> dict[str, Any]:
    """Work out the register."""
    rows = register(view.store, view.filters)
    places = running_places(view.store, view.filters)
    mine = is_among(places.intervention, whole_numbers(rows, "intervention_id"))
    pupils = len(np.unique(places.pupil[mine]))
    sentence = register_sentence(rows, pupils)
    unnamed = sum(evidence_of(strand) is None for strand in rows["strand"])
    notes = [
        f"EEF toolkit, copy of {day(snapshot())}: averages over studies, not what a pupil gained",
        f"{unnamed} with {NO_STRAND}" if unnamed else "",
        f"the latest {MOST_ROWS} of {len(rows):,}: choose a school for the rest"
        if len(rows) > MOST_ROWS
        else "",
    ]
    latest = rows.sort_values("starts_on", ascending=False, kind="stable").head(MOST_ROWS)
    shown: Component | None = table(as_table(latest)) if len(rows) else None
    return {
        "sentence": sentence,
        "table": shown,
        "notes": " · ".join(note for note in notes if note),
        "about": about_parts(about(view)),
    }


def about(view: Asked) -> About:
    """Return what "What is this?" says."""
    return About(
        definition="Interventions that run on any of the days chosen, with the pupils chosen above. "
        "Offered and "
        "came to: over the pupils for whom both are known. Cost a pupil: the cost of the whole "
        "intervention over all "
        "its pupils. Cost an hour: that cost over all hours that pupils came to; of one that still runs, "
        "the part of the cost that the sessions offered are of those planned. The strand is matched by "
        "its exact "
        "name in the EEF Teaching and Learning Toolkit; months are averages over studies, padlocks say how "
        "sure "
        "the evidence is (0 to 5).",
        method=f"The toolkit's words for cost: {prices()}.",
        source="interventions and intervention_pupils, as imported; Education Endowment Foundation, "
        "Teaching and "
        "Learning Toolkit (educationendowmentfoundation.org.uk), unofficial copy in "
        "data/reference/eef_strands.csv",
        sql=read_query("support/all_places").sql,
        data_date=choices(view.store).last_day,
    )
