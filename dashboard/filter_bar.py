"""The filter bar's layout and callbacks. What the filters mean stands in ``filters``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Dash, Input, Output, ctx, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.filter_choices import Choice, Choices, Preset, choices
from dashboard.filters import FILTERS, LISTS, from_address, in_words, parse
from dashboard.shell import context

if TYPE_CHECKING:
    from dashboard.gaps import Filters
    from dashboard.store.opening import Store

TITLES = {"schools": "Schools", "year_groups": "Year groups", "classes": "Classes", "groups": "Groups"}
DAYS = ("filter-from_date", "filter-to_date")
SEARCHABLE = 12
LAST_DATE = "9999-12-31"  # without an end a browser takes years of six digits


def filter_bar(store: "Store", query: Mapping[str, Any]) -> html.Section:
    """Lay out the filter bar as an address sets it."""
    known = choices(store)
    filters, notes = from_address(query, store)
    menus = [_menu(name, known, filters) for name in ("year_groups", "groups", "classes", "schools")]
    default = known.default
    return html.Section(
        [
            html.Div([*_dates(known, filters), *menus, _subject(known, filters)], className="filter-row"),
            html.Div(chips(filters, known), id="filter-chips", className="filter-chips"),
            *(html.P(note, className="caution", role="status") for note in notes),
            dcc.Store("filter-presets", data={each.name: _ends(each) for each in known.presets}),
            dcc.Store("filter-groups", data=filters["groups"]),
        ],
        id="filter-bar",
        className="filter-bar",
        hidden=not known.presets,
        **attributes(
            aria_label="Filters",
            data_from_date=default.from_date.isoformat() if default else "",
            data_to_date=default.to_date.isoformat() if default else "",
        ),
    )


def _ends(preset: Preset) -> list[str]:
    """Return the two dates of a usual span."""
    return [preset.from_date.isoformat(), preset.to_date.isoformat()]


def _dates(known: Choices, filters: "Filters") -> list[Component]:
    """Return the choice of usual dates, and the two dates themselves for any other."""
    ends = (filters["from_date"], filters["to_date"])
    chosen = next((each.name for each in known.presets if (each.from_date, each.to_date) == ends), "custom")
    options = [{"label": each.label, "value": each.name} for each in known.presets]
    options.append({"label": "Other dates…", "value": "custom"})
    first, last = (date.isoformat() if date else "" for date in ends)
    return [
        _labelled("Dates", "filter-period", dbc.Select(options, chosen, id="filter-period", size="sm")),
        html.Div(
            [
                _labelled(
                    "From",
                    "filter-from_date",
                    dbc.Input("filter-from_date", value=first, type="date", max=LAST_DATE, size="sm"),
                ),
                _labelled(
                    "To",
                    "filter-to_date",
                    dbc.Input("filter-to_date", value=last, type="date", max=LAST_DATE, size="sm"),
                ),
            ],
            id="filter-custom",
            className="filter-custom",
            hidden=chosen != "custom",
        ),
    ]


def _subject(known: Choices, filters: "Filters") -> html.Div:
    """Return the choice of one subject, or all."""
    options = [{"label": "All subjects", "value": ""}]
    options += [{"label": each.label, "value": each.value} for each in known.subject]
    select = dbc.Select(
        options, filters["subject"] or "", id="filter-subject", size="sm", placeholder="All subjects"
    )
    return _labelled("Subject", "filter-subject", select, hidden=not known.subject)


def _labelled(label: str, control_id: str, control: Component, hidden: bool = False) -> html.Div:
    """Return a control under its label."""
    return html.Div([html.Label(label, htmlFor=control_id), control], className="filter-field", hidden=hidden)


def _menu(name: str, known: Choices, filters: "Filters") -> html.Div:
    """Return a fold-out list of boxes to tick."""
    offered = offered_classes(known, filters) if name == "classes" else known.of(name)
    title = TITLES[name]
    few = 2 if name == "schools" else 1
    parts: list[Component] = []
    if len(offered) > SEARCHABLE:
        finder = f"filter-{name}-find"
        parts.append(html.Label(f"Find in {title.lower()}", htmlFor=finder, className="visually-hidden"))
        parts.append(
            dbc.Input(finder, type="search", placeholder="Find", size="sm", class_name="filter-find")
        )
    parts += _group_lists(offered, filters) if name == "groups" else [_list(name, offered, filters)]
    chosen = filters[name]  # type: ignore[literal-required]
    return html.Div(
        [
            html.Span(title, className="filter-label", id=f"filter-{name}-title"),
            html.Details(
                [
                    html.Summary(
                        summary_of(name, chosen, known),
                        id=f"filter-{name}-summary",
                        className="form-select form-select-sm",
                        **attributes(aria_describedby=f"filter-{name}-title"),
                    ),
                    html.Div(parts, className="filter-panel"),
                ],
                className="filter-menu",
            ),
        ],
        className="filter-field",
        hidden=len(offered) < few,
    )


def offered_classes(known: Choices, filters: "Filters") -> Sequence[Choice]:
    """Return the classes of the year that is looked at, and what is chosen already."""
    there = {each.value for each in known.classes_on(filters["to_date"])} | {*filters["classes"]}
    return [each for each in known.classes if each.value in there]


def _options(offered: Sequence[Choice]) -> list[dict[str, str]]:
    """Return the options of a list of boxes."""
    return [{"label": each.label, "value": each.value} for each in offered]


def _list(name: str, offered: Sequence[Choice], filters: "Filters") -> html.Div:
    """Return one list of boxes."""
    checklist = dbc.Checklist(_options(offered), filters[name], id=f"filter-{name}")  # type: ignore[literal-required]
    return html.Div(checklist, role="group", **attributes(aria_label=TITLES[name]))


def _group_lists(offered: Sequence[Choice], filters: "Filters") -> list[Component]:
    """Return a list of boxes for each characteristic."""
    lists: list[Component] = []
    for heading in dict.fromkeys(each.heading for each in offered):
        mine = [each for each in offered if each.heading == heading]
        ticked = [value for value in filters["groups"] if value in {each.value for each in mine}]
        lists.append(
            html.Fieldset(
                [
                    html.Legend(heading),
                    dbc.Checklist(
                        _options(mine),
                        ticked,
                        id={"type": "filter-group", "characteristic": heading},
                    ),
                ]
            )
        )
    return lists


def summary_of(name: str, chosen: list[str], known: Choices) -> str:
    """Return what a closed list says: All, the one choice, or how many."""
    if not chosen:
        return "All"
    return known.label(name, chosen[0]) if len(chosen) == 1 else f"{len(chosen)} chosen"


def chips(filters: "Filters", known: Choices) -> list[Component]:
    """Return a removable chip for each active filter, and Clear where there is any."""
    active = [(name, value) for name in LISTS for value in filters[name]]  # type: ignore[literal-required]
    active += [("subject", filters["subject"])] if filters["subject"] else []
    default = known.default
    usual = default is None or (filters["from_date"], filters["to_date"]) == (
        default.from_date,
        default.to_date,
    )
    buttons: list[Component] = [
        html.Button(
            [known.label(name, value), html.Span(" \u00d7", **attributes(aria_hidden="true"))],
            type="button",
            className="chip",
            **attributes(data_filter=name, data_value=value, aria_label=f"Remove {known.label(name, value)}"),
        )
        for name, value in active
    ]
    if buttons or not usual:
        buttons.append(html.Button("Clear filters", type="button", className="chip clear", id="filter-clear"))
    return buttons


def register(app: Dash) -> None:
    """Register the filter bar's callbacks: most run in the browser."""
    app.clientside_callback(
        ClientsideFunction("evenhand", "preset"),
        Output("filter-from_date", "value"),
        Output("filter-to_date", "value"),
        Output("filter-custom", "hidden"),
        Input("filter-period", "value"),
        Input("filter-presets", "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("evenhand", "merge"),
        Output("filter-groups", "data"),
        Input({"type": "filter-group", "characteristic": ALL}, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(ClientsideFunction("evenhand", "keep"), *FILTERS.values())
    app.callback(
        output={
            "words": Output("filter-words", "children"),
            "chips": Output("filter-chips", "children"),
            "classes": Output("filter-classes", "options"),
            "summaries": {name: Output(f"filter-{name}-summary", "children") for name in LISTS},
        },
        inputs={"filters": FILTERS},
        prevent_initial_call=True,
    )(describe)


def describe(filters: dict[str, Any]) -> dict[str, Any]:
    """Say the scope in words, and show what is chosen."""
    known = choices(context.store())
    chosen = parse(filters, context.store())
    return {
        "words": in_words(chosen, known),
        "chips": chips(chosen, known),
        "classes": _options(offered_classes(known, chosen)) if ctx.triggered_id in DAYS else no_update,
        "summaries": {name: summary_of(name, chosen[name], known) for name in LISTS},  # type: ignore[literal-required]
    }
