"""The frame around every page, and what stands in it for an address."""

from copy import copy
from typing import Any
from urllib.parse import parse_qs

import dash_bootstrap_components as dbc
from dash import ALL, ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard import audit
from dashboard.cards import attributes, warning
from dashboard.filter_bar import filter_bar
from dashboard.filter_choices import choices
from dashboard.filters import from_address, in_words
from dashboard.shell import context
from dashboard.shell.doors import home, may_see, whom_for
from dashboard.shell.identity import IN_WORDS
from dashboard.shell.pages import PAGES, find, heading, in_menu, is_filtered
from dashboard.viewer import LIVE

NAME = "Evenhand"


def frame() -> html.Div:
    """Lay out the menu, the place for a page, and the messages."""
    return html.Div(
        [
            html.A("Skip to the page", href="#page", className="skip-link"),
            dcc.Location(id="address", refresh="callback-nav"),
            dcc.Store("address-query"),
            dcc.Store("page-title"),
            _menu(),
            html.Main(id="page", tabIndex="-1"),
            dbc.Toast(
                id="message",
                header="Something went wrong",
                is_open=False,
                dismissable=True,
                className="message",
            ),
        ],
        className="frame",
    )


def _menu() -> html.Header:
    """Lay out the menu: at the left, or on a phone behind a button at the top."""
    links = [
        html.Li(dcc.Link(page.TITLE, href=page.PATH, id={"type": "menu", "path": page.PATH}))
        for page in PAGES
        if in_menu(page) and may_see(page, context.viewer())
    ]
    return html.Header(
        [
            html.Div(
                [
                    html.Span(NAME, className="brand"),
                    html.Button(
                        "Menu",
                        id="menu-button",
                        type="button",
                        className="quiet",
                        **attributes(aria_expanded="false", aria_controls="menu"),
                    ),
                ],
                className="menu-top",
            ),
            html.Nav(
                [
                    html.Ul(links),
                    html.Button("Dark", id="theme-button", type="button", className="quiet"),
                    *_names(),
                    *_signed_in(),
                ],
                id="menu",
                **attributes(aria_label="Pages"),
            ),
        ],
        className="menu",
    )


def _names() -> list[Component]:
    """Return what hides and shows names (assets/z_app/34-names.js), for who may see any."""
    if context.viewer() != "leader":
        return []
    hide = html.Button(
        "Hide names",
        id="names-button",
        type="button",
        className="quiet",
        title="Shift+N does the same",
        **attributes(aria_keyshortcuts="Shift+N"),
    )
    return [hide, html.P(id="names-state", className="scope", role="status")]


def _signed_in() -> list[Component]:
    """Return who is signed in and the way out, where anybody had to sign in."""
    who = context.principal()
    if not who.name:
        return []
    out = html.Form(
        html.Button("Sign out", type="submit", className="quiet"), action="/signout", method="post"
    )
    return [html.Div([html.P([who.name, html.Span(IN_WORDS[who.role])]), out], className="who")]


def page_at(path: str | None, search: str | None) -> tuple[list[Component], str]:
    """Return the page an address names, and its title."""
    page = find(path or "/") if isinstance(path, str | None) else None
    if page is None:
        return not_found(), f"Page not found · {NAME}"
    if not may_see(page, context.viewer()):
        audit.note("refused", kind="page", asked=page.PATH)
        return not_for_you(whom_for(page)), f"Not for you · {NAME}"
    query = read_query_string(search)
    store = context.store()
    is_live = context.viewer() in LIVE  # nothing of the live school is looked at for a governor
    banner = [warning(store.banner)] if is_live and store.banner else []
    parts: list[Component] = [*banner, _page_head(heading(page), is_filtered(page), query)]
    if is_filtered(page):
        parts.append(filter_bar(store, query))
    return [*parts, page.layout(**query)], f"{page.TITLE} · {NAME}"


def read_query_string(search: str | None) -> dict[str, Any]:
    """Return what an address asks for: a text for each name, or a list of them."""
    parts = parse_qs(str(search or "").removeprefix("?"), keep_blank_values=True, max_num_fields=500)
    return {name: values[0] if len(values) == 1 else values for name, values in parts.items()}


def _page_head(title: str, filtered: bool, query: dict[str, Any]) -> html.Div:
    """Lay out the page's heading, the scope in words, and what can be done with the page."""
    store = context.store()
    words = in_words(from_address(query, store)[0], choices(store)) if filtered else ""
    tools = html.Div(
        [
            html.Button("Present", id="present-page", type="button", className="quiet"),
            html.Button("Copy link", id="copy-link", type="button", className="quiet"),
            html.Button("Print", id="print-page", type="button", className="quiet"),
        ],
        className="page-tools",
    )
    scope = [html.P(words, id="filter-words", className="scope")] if filtered else []
    return html.Div([html.Div([html.H1(title), *scope]), tools], className="page-head")


def not_found() -> list[Component]:
    """Return what stands at an address that names no page."""
    return [
        html.Div(html.H1("There is no such page"), className="page-head"),
        html.P(["The address may be misspelt. ", dcc.Link("Go to the first page", href="/")]),
    ]


def not_for_you(whom: str) -> list[Component]:
    """Return what stands at the address of a page that is for others."""
    return [
        html.Div(html.H1("This page is for others"), className="page-head"),
        html.P([f"It is for {whom}. ", dcc.Link("Go to the first page", href=home(context.viewer()))]),
    ]


def every_component() -> html.Div:
    """Return one bare component of each id that any page has, so that Dash can check every callback.

    Without their contents: this travels with the first answer.
    """
    layouts = [frame(), *(part for page in PAGES for part in page_at(page.PATH, "")[0])]
    found: dict[str, Component] = {}
    for layout in layouts:
        for part in (layout, *layout._traverse()):
            if getattr(part, "id", None) is not None:
                found.setdefault(str(part.id), _bare(part))
    return html.Div(list(found.values()))


def _bare(part: Component) -> Component:
    """Return a component without what it shows."""
    bare = copy(part)
    shown = {"children", "options", "value", "data", "figure", "title", "aria-label"}
    for name in [name for name in vars(bare) if name in shown or name.startswith("data-")]:
        delattr(bare, name)
    return bare


def register(app: Dash) -> None:
    """Register the way to a page, and what keeps the menu's links in step with the filters."""
    app.callback(
        Output("page", "children"),
        Output("page-title", "data"),
        Input("address", "pathname"),
        Input("address", "search"),
        prevent_initial_call=True,
    )(page_at)
    app.clientside_callback(ClientsideFunction("evenhand", "arrived"), Input("page-title", "data"))
    app.clientside_callback(
        ClientsideFunction("evenhand", "menu"),
        Output({"type": "menu", "path": ALL}, "href"),
        Input("address", "pathname"),
        Input("address", "search"),
        Input("address-query", "data"),
    )
