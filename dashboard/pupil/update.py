"""The printable update for parents: three boxes on one page."""

import datetime

from dash import html

from dashboard.cards import attributes, day
from dashboard.pupil.parts import name_of
from dashboard.pupil.record import Record
from dashboard.pupil.wording import data_age, update_of
from dashboard.wording import year_words


def update_card(record: Record, today: datetime.date) -> html.Section:
    """Return the update, with the button that prints it alone."""
    person, update = record.person, update_of(record)
    boxes = [("Can do now", update.can_do), ("Next step", update.next_steps), ("How to help", update.help)]
    place = [year_words(person.year_group), person.form, person.school]
    written = f"Written on {day(today)}. {data_age(record)}".strip()
    return html.Section(
        [
            html.H2("An update for home", id="pupil-update-title"),
            html.P([name_of(person), *(f" · {part}" for part in place if part)], className="update-who"),
            html.Div([_box(title, lines) for title, lines in boxes], className="update-boxes"),
            html.P(f"{written} Marks do not say all: please talk to us.", className="quiet-text"),
            html.Button("Print the update", id="pupil-print-update", type="button", className="quiet"),
        ],
        id="pupil-update",
        className="figure-card pupil-wide",
        **attributes(aria_labelledby="pupil-update-title"),
    )


def _box(title: str, lines: list[str]) -> html.Div:
    """Return one of the three boxes."""
    return html.Div([html.H3(title), html.Ul([html.Li(line) for line in lines])], className="update-box")
