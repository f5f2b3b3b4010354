"""A leader's part: preview the next pack, see what it hides and why, publish it with a name."""

from datetime import date

import dash_bootstrap_components as dbc
import pandas as pd
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import audit
from dashboard.cards import attributes, day, table, warning
from dashboard.governors import parts
from dashboard.packs import shelf
from dashboard.packs.describing import audit_words
from dashboard.packs.publishing import Draft, NothingToPublish, Refused, preview, publish
from dashboard.shell import context
from dashboard.store.lock import ImportRunning
from dashboard.viewer import FEWEST, Viewer

PATH, TITLE = "/governors/next", "The next pack"
HEADING = "Publish a pack for governors"
FILTERED = False
IN_MENU = False
VIEWERS: frozenset[Viewer] = frozenset({"leader"})


def layout(**_query: object) -> Component:
    """Lay out the leader's part by itself."""
    return html.Div(desk(), className="page-body pack")


def desk() -> Component:
    """Lay out the two steps; the preview is made when it is asked for."""
    return html.Section(
        [
            html.H2("For leaders: the next pack"),
            html.P(
                "Governors see only what you publish here, frozen until the next pack: counts under "
                f"{FEWEST} hidden, the rest rounded. Nobody but leaders sees this part."
            ),
            html.Div(published(), id="pack-known"),
            html.Div(
                [
                    html.Button("Preview", id="pack-preview", type="button", className="desk-primary"),
                    html.Fieldset(
                        [
                            html.Legend("Leave out, if the preview shows too much"),
                            dbc.Checklist([], [], id="pack-without", inline=True),
                        ],
                        id="pack-choices",
                        hidden=True,
                    ),
                ],
                className="pack-step",
            ),
            dcc.Loading(html.Div(id="pack-draft", role="status"), type="dot"),
            html.Div(
                [
                    html.Label("Your name", htmlFor="pack-by"),
                    dcc.Input(id="pack-by", type="text", maxLength=80, autoComplete="name"),
                    html.Button(
                        "Publish for governors", id="pack-publish", type="button", className="desk-primary"
                    ),
                    html.P(id="pack-published", role="status"),
                ],
                id="pack-second",
                className="pack-step",
                hidden=True,
            ),
            dcc.Store(id="pack-code"),
        ],
        id="pack-next",
        className="figure-card pack-desk",
        **attributes(aria_label="The next pack"),
    )


def published() -> list[Component]:
    """List the packs that were published, the newest first."""
    try:
        known = shelf.all_packs(context.store().folder)
    except (OSError, ValueError) as error:
        return [warning(str(error))]
    if not known:
        return [html.P("No pack has been published yet.")]
    rows = [
        {
            "Pack": pack.number,
            "Published": day(date.fromisoformat(pack.published_on)),
            "By": pack.by,
            "Data to": day(date.fromisoformat(pack.data_date)),
            "Now": "governors see it" if pack is known[-1] else "withdrawn",
        }
        for pack in reversed(known)
    ]
    wrapped = html.Div(table(pd.DataFrame(rows), "Published packs"), className="table-wrap", tabIndex="0")
    withdrawn = [
        html.Details([html.Summary(f"Pack {each.number} as files"), parts.take_along(each)])
        for each in known[:-1]
    ]
    return [wrapped, *reversed(withdrawn)]


def register(app: Dash) -> None:
    """Register the two steps."""
    app.callback(
        Output("pack-draft", "children"),
        Output("pack-code", "data"),
        Output("pack-second", "hidden"),
        Output("pack-without", "options"),
        Output("pack-choices", "hidden"),
        Output("pack-published", "children"),
        Output("pack-known", "children"),
        Input("pack-preview", "n_clicks"),
        Input("pack-publish", "n_clicks"),
        State("pack-without", "value"),
        State("pack-by", "value"),
        State("pack-code", "data"),
        prevent_initial_call=True,
        running=[
            (Output("pack-preview", "disabled"), True, False),
            (Output("pack-publish", "disabled"), True, False),
        ],
    )(step)


def step(
    _preview: object, _publish: object, left_out: object, by: object, code: object
) -> tuple[object, ...]:
    """Take the step that was asked for: show the next pack, or publish the one that was shown."""
    names = [each for each in left_out if isinstance(each, str)] if isinstance(left_out, list) else []
    try:
        if ctx.triggered_id == "pack-publish":
            pack = publish(context.store(), str(by or ""), date.today(), str(code or ""), names)
            audit.note("pack published", pack=pack.number, named=str(by or "")[:80])
            said = f"Pack {pack.number} is published. Governors see it from now on, and no earlier one."
            link = html.A("Read it as they do", href=parts.PATH)
            done = html.Div([html.P(said), html.P(link)])
            return done, None, True, no_update, True, "", published()
        draft = preview(context.store(), date.today(), names)
    except Refused as why:
        return *[no_update] * 5, f"Nothing was published. {why}", no_update
    except (NothingToPublish, ImportRunning, ValueError) as why:
        return warning(str(why)), None, True, no_update, no_update, "", no_update
    return drafted(draft), draft.code, bool(draft.refusals), options(draft, names), False, "", no_update


def options(draft: Draft, names: list[str]) -> list[dict[str, str]]:
    """Return what may be left out of a pack."""
    known = {name: name for name in draft.pack.characteristics}
    known |= {outcome.name: outcome.title for outcome in draft.pack.outcomes}
    known |= {name: known.get(name, name) for name in names}
    return [{"value": name, "label": label} for name, label in known.items()]


def drafted(draft: Draft) -> Component:
    """Show what would be published, what is hidden, and what stands in the way."""
    pack = draft.pack
    stands = [warning(why) for why in draft.refusals]
    ready = [] if stands else [html.P("It can be published: give your name below.")]
    return html.Div(
        [
            html.H3("What governors would see"),
            html.P(audit_words(pack)),
            *stands,
            parts.sentences(pack.headlines),
            html.Details([html.Summary(f"{len(pack.gaps)} gaps that stand out"), parts.sentences(pack.gaps)]),
            html.Details([html.Summary("What changed since the last pack"), parts.sentences(pack.changes)]),
            html.Details(
                [
                    html.Summary(f"{len(pack.hidden)} things are not shown"),
                    html.Ul([html.Li(f"{each.what}: {each.why}") for each in pack.hidden]),
                ]
            ),
            *ready,
        ],
        className="pack-draft",
    )
