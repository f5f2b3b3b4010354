"""The levers of B and C, side by side with what stands today."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.whatif.levers import AS_TODAY, Lever, Value
from dashboard.whatif.view import COLUMNS


def lever_id(column: str, name: str, part: str = "lever") -> dict[str, str]:
    """Return the id of a lever, or of a part of one."""
    return {"type": f"whatif-{part}", "column": column, "name": name}


def html_id(column: str, name: str) -> str:
    """Return what a label points at: a lever's own id is no text."""
    return f"whatif-{column}-{name}"


def panels(
    levers: tuple[Lever, ...],
    start: Mapping[str, Mapping[str, Value]],
    locked: frozenset[str],
    under: Mapping[str, list[Component]],
) -> html.Div:
    """Lay out A, locked, and the levers of B and C; ``under`` stands at the foot of a column."""
    columns = [
        html.Fieldset(
            [
                html.Legend(letter),
                *(_lever(lever, letter, start[letter][lever.name], letter in locked) for lever in levers),
                *under[letter],
            ],
            className="whatif-column",
        )
        for letter in COLUMNS
    ]
    return html.Div([_today(levers), *columns], className="whatif-columns")


def _today(levers: tuple[Lever, ...]) -> html.Section:
    """Lay out today's own values, which nobody moves here."""
    rows: list[Component] = []
    for lever in levers:
        words = lever.today.removesuffix(AS_TODAY)
        if words != lever.today or (words and lever.options):
            rows += [html.Dt(lever.label), html.Dd(words)]
    heading = html.H2("A · Today", id="whatif-today")
    words = "As your imports have it; it stays as it is." if rows else "Nothing of this kind stands today."
    locked = html.P(words, className="quiet-text")
    return html.Section(
        [heading, locked, html.Dl(rows)],
        className="whatif-column whatif-locked",
        **attributes(aria_labelledby="whatif-today"),
    )


def _lever(lever: Lever, column: str, value: Value, is_locked: bool) -> html.Div:
    """Lay out one lever: its name, where it stands, and what moves it."""
    disabled = is_locked or bool(lever.missing)
    said = html.Output(lever.said(value), id=lever_id(column, lever.name, "said"), className="whatif-said")
    if lever.several:
        return _ticks(lever, column, value, disabled, said)
    make = _line if lever.of_pupils else _slider if lever.is_slider else _menu
    control = make(lever, column, value, disabled)
    label = html.Label([lever.label], **_for(column, lever))
    why = [html.P(lever.missing, className="whatif-missing", id=f"{html_id(column, lever.name)}-why")]
    return html.Div(
        [html.Div([label, said], className="whatif-name"), control, *(why if lever.missing else [])],
        className="whatif-lever",
    )


def _for(column: str, lever: Lever) -> dict[str, Any]:
    """Return what ties a label to its lever, whose id Dash writes as JSON with its keys in order."""
    key = lever_id(column, lever.name)
    return {"htmlFor": "{" + ",".join(f'"{part}":"{key[part]}"' for part in sorted(key)) + "}"}


def _slider(lever: Lever, column: str, value: Value, disabled: bool) -> dbc.Input:
    """Return a slider that answers while it is dragged."""
    return dbc.Input(
        id=lever_id(column, lever.name),
        type="range",
        min=lever.low,
        max=lever.high,
        step=lever.step,
        value=value,
        disabled=disabled,
        class_name="form-range",
    )


def _menu(lever: Lever, column: str, value: Value, disabled: bool) -> dbc.Select:
    """Return a menu of what may be chosen."""
    options = [{"value": option, "label": words} for option, words in lever.options]
    return dbc.Select(options, value, id=lever_id(column, lever.name), size="sm", disabled=disabled)


def _line(lever: Lever, column: str, value: Value, disabled: bool) -> dbc.Input:
    """Return a line to write pupils' numbers in, read once it is left."""
    return dbc.Input(
        id=lever_id(column, lever.name),
        value=value,
        disabled=disabled,
        size="sm",
        debounce=True,
        placeholder=lever.of_pupils,
        autocomplete="off",
    )


def _ticks(lever: Lever, column: str, value: Value, disabled: bool, said: Component) -> html.Div:
    """Return a list of ticks, named by its heading."""
    options = [{"value": option, "label": words, "disabled": disabled} for option, words in lever.options]
    heading = f"{html_id(column, lever.name)}-heading"
    ticks = dbc.Checklist(
        options, list(value) if isinstance(value, tuple) else [], id=lever_id(column, lever.name)
    )
    group = html.Div(ticks, role="group", **attributes(aria_labelledby=heading))
    parts = [html.P([lever.label, said], id=heading, className="whatif-name"), group]
    return html.Div(parts, className="whatif-lever")
