"""Care on the Access page: how long pupils are held, erasing one, the data protection record."""

import pandas as pd
from dash import Dash, html
from dash.development.base_component import Component

from dashboard.cards import attributes, table, warning
from dashboard.care import erase_form, keeping
from dashboard.care.record import TITLE, record
from dashboard.care.routes import RECORD
from dashboard.shell import context
from dashboard.signin.gate import the_gate
from dashboard.signin.openid import NotSetUp
from dashboard.store.exporting_record import Section


def sections() -> list[Component]:
    """Lay out the two cards."""
    return [keeping.card(), protection()]


def protection() -> html.Section:
    """Show the data protection record, folded by its sections, with the way to print and to keep it."""
    gate = the_gate()
    try:
        made = record(context.store(), gate.book, gate.provider)
    except (OSError, NotSetUp) as why:
        return html.Section([html.H2(TITLE), warning(str(why))], className="figure-card")
    links = [
        html.A("Open to print", href=f"{RECORD}.html", target="_blank"),
        html.A("Download as a page", href=f"{RECORD}.html?keep=1"),
        html.A("Download as JSON", href=f"{RECORD}.json"),
    ]
    return html.Section(
        [
            html.H2(TITLE),
            html.P(made.says),
            html.P([part for link in links for part in (link, " ")], className="care-links"),
            *(folded(section) for section in made.sections),
        ],
        className="figure-card",
        id="care-record",
    )


def folded(section: Section) -> html.Details:
    """Return one section of the record, to open."""
    frame = pd.DataFrame(section.rows, columns=list(section.headings), dtype=object)
    if frame.empty:
        shown: list[Component] = [html.P("Nothing.")]
    else:
        label = attributes(aria_label=section.title)
        shown = [
            html.Div(table(frame, section.title), className="table-wrap", tabIndex="0", role="group", **label)
        ]
    about = [html.P(section.about)] if section.about else []
    return html.Details([html.Summary(section.title), *about, *shown])


def register(app: Dash) -> None:
    """Register keeping a period, and erasing."""
    keeping.register(app)
    erase_form.register(app)
