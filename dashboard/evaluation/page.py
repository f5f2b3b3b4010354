"""Self-evaluation page: what goes well, what is known, and judgements that follow their figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from dashboard.cache import remember
from dashboard.cards import attributes, invitation, warning
from dashboard.equity.view import groups_by_characteristic
from dashboard.evaluation import binding, doing, form, headlines, knowing, shelf, view
from dashboard.evaluation.binding import NoFigure
from dashboard.evaluation.headings import Heading, Headings, chosen, known, offered
from dashboard.evaluation.headlines import Headline
from dashboard.evaluation.judgement import Judgement
from dashboard.filter_choices import choices
from dashboard.filters import from_address
from dashboard.overview.facts import View
from dashboard.shell import context
from dashboard.store.problems import Unreadable
from dashboard.viewer import Viewer

PATH, TITLE, HEADING = "/evaluation", "Self-evaluation", "How well do we do, and how do we know?"
FILTERED = False
VIEWERS: frozenset[Viewer] = frozenset({"leader"})

FIGURE = {name: Input(f"evaluation-{name}", "value") for name in ("measure", "characteristic", "group")}
WRITTEN = {
    name: State(f"evaluation-{name}", "value")
    for name in ("measure", "characteristic", "group", "links", "heading", "text", "by")
}


def layout(**query: Any) -> Component:  # noqa: ANN401 - texts and lists of an address
    """Lay out the page as an address asks: which headings, and what stands in the form.

    What takes working out is filled in by ``fill``. An empty school has the form too, out of sight: Dash
    checks every callback against it.
    """
    is_empty = context.store().is_empty
    return html.Div(
        [
            html.Div(nothing_yet(), hidden=not is_empty),
            html.Div(parts(query), className="page-body evaluation", hidden=is_empty),
        ]
    )


def nothing_yet() -> Component:
    """Return what an empty store shows: the next step."""
    return invitation(
        "Nothing to judge by yet",
        "Import the pupils file first, then attendance and results: judgements rest on their figures.",
        html.Code("evenhand import pupils.csv attendance.csv results.csv"),
    )


def parts(query: Mapping[str, Any]) -> list[Component]:
    """Lay out the page from top to bottom."""
    folder, stands = context.store().folder, []
    try:
        headings = chosen(folder, query.get("headings"))
    except Unreadable as why:
        headings, stands = known("components"), [warning(str(why))]
    return [
        view.sets(offered(folder), headings),
        *stands,
        view.section("compass", f"{headings.label}: what goes well, and what we know"),
        view.section("judgements", "Our judgements"),
        written(headings, query),
        view.section("proposals", "What the figures propose, strengths first"),
        own_headings(),
    ]


def fill(about: Mapping[str, Any]) -> tuple[list[Component], list[Component], list[Component]]:
    """Return the headings with what is known, the judgements, and what the figures propose."""
    store = context.store()
    if store.is_empty:
        return [], [], []
    try:
        headings = chosen(store.folder, doing.about_of({"about": about})["headings"])
    except Unreadable:  # said above the form already
        headings = known("components")
    look = View(store, context.viewer(), from_address({}, store)[0])
    found = told(look, headings)
    pairs = [(heading, headline) for heading, headline, _known in found]
    proposed = form.proposals(headings, headlines.proposals(pairs))
    return view.compass(look, found, headings), listed(headings), proposed


def told(look: View, headings: Headings) -> list[tuple[Heading, Headline, list[knowing.Known]]]:
    """Return each heading with its headline and what is known of its practices."""
    rows = knowing.coverage(look.store)
    preset = next((each for each in look.known.presets if each.from_date == look.filters["from_date"]), None)
    newest = preset.span if preset else ""
    return [
        (each, headline(look, each), knowing.known_under(headings, each, rows, newest, date.today()))
        for each in headings.headings
    ]


def headline(look: View, heading: Heading) -> Headline:
    """Return the headline of a heading, worked out once a published school."""
    what = ("evaluation", look.viewer, heading.measures)
    return remember(look.store, what, {**look.filters}, lambda: headlines.of(heading, look))


def listed(headings: Headings) -> list[Component]:
    """Return the judgements, each with its figures worked out anew."""
    store = context.store()
    kept, damaged = shelf.every(store.folder)
    found = [binding.checked(store, context.viewer(), each, date.today()) for each in kept]
    return view.judgements(store, headings, found, damaged)


def written(headings: Headings, query: Mapping[str, Any]) -> Component:
    """Lay out the form: for the judgement or the figure that an address names."""
    store = context.store()
    groups = groups_by_characteristic(choices(store))
    judgement: Judgement | None = None
    if query.get("judgement"):
        try:
            judgement = shelf.load(store.folder, str(query["judgement"]))
        except shelf.NotKept:
            judgement = None
    text = proposed(query) if query.get("measure") and judgement is None else ""
    return form.section(headings, query, groups, judgement, context.principal().name, text)


def proposed(query: Mapping[str, Any]) -> str:
    """Return the words that a figure proposes: what is so, without its numbers, which move."""
    store = context.store()
    try:
        reading = binding.read(store, context.viewer(), binding.bind(store, query))
    except NoFigure:
        return ""
    return reading.sentences[0].rpartition(": ")[0] + "." if query.get("characteristic") else ""


def own_headings() -> Component:
    """Say how a school brings headings of its own."""
    return html.Details(
        [
            html.Summary("Bring our own headings"),
            html.P(
                [
                    "Put a file ",
                    html.Code("headings.csv"),
                    " into the folder ",
                    html.Code("evaluation"),
                    " beside the school's data, with a line a heading. Measures may be left empty.",
                ]
            ),
            html.Pre(
                "heading,asks,measures\nReading for all,Can every pupil read?,at_expected;progress",
                tabIndex="0",
                **attributes(aria_label="An example of the file"),
            ),
        ],
        className="evaluation-own",
    )


def register(app: Dash) -> None:
    """Register what fills the page, what follows the choice of a figure, and the two steps."""
    app.callback(
        Output("evaluation-compass", "children"),
        Output("evaluation-judgements", "children"),
        Output("evaluation-proposals", "children"),
        Input("evaluation-about", "data"),
    )(fill)
    app.callback(
        Output("evaluation-group", "options"),
        Output("evaluation-group", "value"),
        Output("evaluation-figure", "children"),
        inputs={"figure": FIGURE, "about": State("evaluation-about", "data")},
    )(follow)
    app.callback(
        Output("evaluation-said", "children"),
        Output("evaluation-text", "value"),
        Output("evaluation-about", "data"),
        inputs={
            "clicks": {name: Input(f"evaluation-{name}", "n_clicks") for name in ("save", "aside")},
            "written": WRITTEN,
            "about": State("evaluation-about", "data"),
        },
        prevent_initial_call=True,
        running=[(Output("evaluation-save", "disabled"), True, False)],
    )(step)


def follow(figure: Mapping[str, Any], about: Mapping[str, Any]) -> tuple[object, object, str]:
    """Offer the groups of the chosen characteristic, and say what the figure says now."""
    store = context.store()
    mine = groups_by_characteristic(choices(store)).get(str(figure["characteristic"] or ""), [])
    group = figure["group"] if figure["group"] in mine else ""
    said = ""
    if figure["measure"]:
        try:
            found = doing.bound_in(store, {**figure, "group": group, "about": about})
            said = " ".join(binding.read(store, context.viewer(), found[0]).sentences)
        except NoFigure as why:
            said = str(why)
    return form.group_options(mine), group, said


def step(
    clicks: Mapping[str, Any], written: Mapping[str, Any], about: Mapping[str, Any]
) -> tuple[object, object, object]:
    """Take the step that was asked for; what the form is about changes with it, and so the judgements."""
    store, who = context.store(), context.principal().name
    act = doing.set_aside if ctx.triggered_id == "evaluation-aside" else doing.save
    try:
        judgement = act(store, context.viewer(), {**written, "about": about}, who)
    except (doing.Unfinished, NoFigure, shelf.NotKept, shelf.ChangedMeanwhile, ValueError) as why:
        return str(why), no_update, no_update
    said = f"{judgement.now.deed.capitalize()}: it stands among the judgements above."
    if not judgement.stands:
        said = "Set aside: it is kept with its history."
    after = (
        {**about, "seen": len(judgement.versions)} if about["judgement"] else {**about, "last": judgement.id}
    )
    return said, no_update if about["judgement"] else "", after
