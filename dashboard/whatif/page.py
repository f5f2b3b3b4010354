"""Scenarios: what the school would be like if it were arranged differently."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.cards import attributes, card_outputs, figure_card, invitation
from dashboard.shell import context
from dashboard.viewer import LIVE
from dashboard.whatif import answers, keeping, panel, searching, shelf
from dashboard.whatif.asking import LABELS, kind_of, offered
from dashboard.whatif.kind import Missing
from dashboard.whatif.kinds import KINDS
from dashboard.whatif.levers import Value
from dashboard.whatif.opening import Opened, foot, opened_at
from dashboard.whatif.view import COLUMNS, View, by_column, seen, view_of

PATH, TITLE, HEADING = "/scenarios", "Scenarios", "What if the school were arranged differently?"
FILTERED = False
VIEWERS = LIVE
LEVER = {"type": "whatif-lever", "column": ALL, "name": ALL}


def layout(**query: str | list[str]) -> Component:
    """Lay out the page for one kind of scenario, or for those that the address names."""
    store = context.store()
    if store.is_empty:
        return html.Div([_nothing_yet(), _out_of_sight(shelf.empty())])
    kept, notes = shelf.opened(store, query.get("ids"))
    first = next(iter(kept.values()), None)
    view = seen(kind_of(first.kind if first else query.get("kind")), first.question if first else query)
    head = [_menu(view), _questions(view)]
    try:
        body = _body(opened_at(query, kept, notes))
    except Missing as why:
        body = [invitation("This cannot be worked out yet", str(why)), _out_of_sight()]
    kept_list = shelf.saved_list(view, list(kept.values()))
    return html.Div([*head, *body, kept_list], className="page-body whatif")


def _nothing_yet() -> Component:
    """Return what stands here until there are data."""
    return invitation(
        "No data yet",
        "Scenarios start from your own school. Import pupils, classes, class_members and staff.",
        html.Code("evenhand import pupils.csv classes.csv class_members.csv staff.csv"),
    )


def _menu(view: View) -> Component:
    """Return the kinds to choose from, of the same school and year."""
    school = {"school": view.question.school, "academic_year": view.question.academic_year}
    links = [
        html.Li(
            dcc.Link(
                each.title,
                href=f"{PATH}?{urlencode({'kind': each.name, **school})}",
                className="whatif-kind whatif-chosen" if each is view.kind else "whatif-kind",
            )
        )
        for each in KINDS.values()
    ]
    return html.Nav(html.Ul(links, className="whatif-kinds"), **attributes(aria_label="Kinds of scenario"))


def _questions(view: View) -> Component:
    """Return whom the scenario is about: the choices the kind asks for."""
    chosen = view.question.as_dict()
    fields = []
    for name, values in offered(view.store, view.kind, chosen).items():
        options = [{"value": value, "label": _label(name, value)} for value in values]
        key = {"type": "whatif-ask", "name": name}
        menu = dbc.Select(options, chosen[name], id=key, size="sm")
        label = html.Label(LABELS[name], htmlFor=f'{{"name":"{name}","type":"whatif-ask"}}')
        fields.append(html.Div([label, menu], className="filter-field"))
    return html.Div([html.P(view.kind.about), html.Div(fields, className="whatif-questions")])


def _label(name: str, value: str) -> str:
    """Return the words for a value of a question."""
    return f"Year {value}" if name == "year_group" and value.isdigit() else value


def _body(page: Opened) -> list[Component]:
    """Return the levers and the places for what they change. Raises Missing."""
    view = page.view
    under = {letter: _under(page, letter) for letter in COLUMNS}
    levers = tuple(each for each in view.levers if view.viewer == "leader" or not each.of_pupils)
    lacking = view.prepared.sentences()
    return [
        dcc.Store("whatif-question", data=view.question.as_dict()),
        *(html.P(note, className="whatif-opened") for note in page.notes),
        _sentences(),
        panel.panels(levers, page.start, page.locked, under),
        *([_lacking(lacking)] if lacking else []),
        *_places(view.kind.chart),
    ]


def _under(page: Opened, letter: str) -> list[Component]:
    """Return what stands at the foot of a column: its search, where it comes from, and its name."""
    kept = page.results.get(letter)
    is_locked = letter in page.locked
    shows = page.view.kind.is_search and not is_locked
    return [
        *searching.places(letter, shows, kept.id if kept else None),
        *foot(page, letter),
        keeping.places(letter, is_locked),
    ]


def _lacking(sentences: tuple[str, ...]) -> Component:
    """Say what goes without, as no import has brought it."""
    return html.Details(
        [
            html.Summary("What your imports do not tell"),
            html.Ul([html.Li(words) for words in sentences], className="opened"),
        ],
        className="whatif-lacking",
    )


def _sentences() -> Component:
    """Return the place of the sentences: over the levers, to be read while one is dragged."""
    return html.Ul(id="whatif-sentence", className="whatif-sentences", **attributes(aria_live="polite"))


def _places(chart: str) -> list[Component]:
    """Return the empty places that the callbacks fill."""
    return [
        html.Section(
            [
                html.H2("What it would mean", id="whatif-result", className="question"),
                html.Div(id="whatif-compared", className="table-wrap", tabIndex="0"),
                html.Div(id="whatif-caveat", className="whatif-caveat"),
            ],
            className="figure-card",
            **attributes(aria_labelledby="whatif-result"),
        ),
        figure_card("whatif-chart", chart),
        html.Div(id="whatif-tables", className="whatif-folded"),
        html.Div(id="whatif-lists", className="whatif-folded"),
    ]


def _out_of_sight(*shelves: Component) -> html.Div:
    """Return every place, empty and hidden: Dash checks the callbacks against the page."""
    return html.Div([dcc.Store("whatif-question"), _sentences(), *_places(""), *shelves], hidden=True)


def show(
    levers: list[object],
    ids: list[dict[str, str]],
    results: list[object],
    columns: list[dict[str, str]],
    asked: object,
) -> dict[str, Any]:
    """Fill the page for where the levers stand and what was found."""
    view = view_of(asked)
    values = {letter: view.values(sent) for letter, sent in by_column(ids, levers).items()}
    kept = zip(columns, results, strict=False)
    known = {each.get("column"): searching.known(result) for each, result in kept if result}
    found = {letter: _answer(view, each, known.get(letter)) for letter, each in values.items()}
    named = {lever.name: lever for lever in view.levers}
    said = [named[each["name"]].said(values[each["column"]][each["name"]]) for each in ids]
    return {**answers.parts(view, found), "said": said}


def _answer(view: View, values: Mapping[str, Value], scenario: str | None) -> answers.Answer:
    """Return the answer of one column: kept where there is one, and at once where no search is needed."""
    if view.kind.is_search or scenario:
        return answers.searched(view, values, scenario)
    return answers.closed_form(view, values)


def register(app: Dash) -> None:
    """Register what answers the levers, and what asks of another school or year."""
    app.callback(
        output={
            "sentence": Output("whatif-sentence", "children"),
            "compared": Output("whatif-compared", "children"),
            "caveat": Output("whatif-caveat", "children"),
            "card": card_outputs("whatif-chart"),
            "tables": Output("whatif-tables", "children"),
            "lists": Output("whatif-lists", "children"),
            "said": Output({"type": "whatif-said", "column": ALL, "name": ALL}, "children"),
        },
        inputs={
            "levers": Input(LEVER, "value"),
            "ids": State(LEVER, "id"),
            "results": Input(searching.part("result", ALL), "data"),
            "columns": State(searching.part("result", ALL), "id"),
            "asked": State("whatif-question", "data"),
        },
    )(show)
    app.clientside_callback(
        ClientsideFunction("whatif", "ask"),
        Input({"type": "whatif-ask", "name": ALL}, "value"),
        prevent_initial_call=True,
    )
    searching.register(app)
    keeping.register(app)
