"""From one pupil to another: the search, and what stands where no pupil, or more than one, is meant."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component
from werkzeug.exceptions import BadRequest

from dashboard import lists
from dashboard.cache import fetch
from dashboard.cards import attributes, invitation
from dashboard.filters import address, parse
from dashboard.pupil.record import Person
from dashboard.scope import Filters, people, whole
from dashboard.shell import context
from dashboard.viewer import require_pupil_rows

FOR_LEADERS = (
    "Names and the rows of single pupils are for school leaders at their own screens. "
    "Here you see groups: the other pages show them."
)
FEWEST_LETTERS = 2
MOST_LETTERS = 60
MOST_FOUND = 20  # the query's limit


def search_box() -> html.Div:
    """Return the search for another pupil, and the place for what it finds."""
    return html.Div(
        [
            html.Label("Find a pupil by name or number", htmlFor="pupil-search"),
            dbc.Input(id="pupil-search", type="search", debounce=0.25, autocomplete="off", size="sm"),
            html.Div(id="pupil-found", className="pupil-found", **attributes(aria_live="polite")),
        ],
        className="pupil-search",
        role="search",
    )


def nobody_chosen() -> Component:
    """Return what stands here until a pupil is chosen."""
    return invitation("No pupil chosen", "Find one above, or follow a name in a list on another page.")


def found(words: object, filters: dict[str, Any]) -> Component | None:
    """Return links to the first pupils whose name or number fits. Raises NotForThisViewer, BadRequest."""
    require_pupil_rows(context.viewer())
    if not isinstance(words, str) or len(words) > MOST_LETTERS:
        if words is None:
            return None
        raise BadRequest(f"Search: a name or a number of at most {MOST_LETTERS} letters is expected.")
    wanted = words.replace(",", " ").split()
    if len("".join(wanted)) < FEWEST_LETTERS:
        short = html.P(f"Type at least {FEWEST_LETTERS} letters or digits.", className="quiet-text")
        return short if wanted else None
    texts = {"first": wanted[0], "second": " ".join(wanted[1:]) or None}
    store = context.store()
    chosen = parse(filters, store)
    scope = {name: value or None for name, value in people(chosen).items()}
    rows = fetch(store, "pupil/search", **texts, to_date=whole(store, chosen)["to_date"], **scope)
    if rows.empty:
        return html.P("Nobody among the pupils that the filters choose.", className="quiet-text")
    latest = rows["academic_year"].max()
    links = [_answer(row, chosen, latest) for row in rows.fillna("").to_dict("records")]
    more = html.P(f"The first {MOST_FOUND}: type more letters.", className="quiet-text")
    return html.Div([html.Ul(links), *([more] if len(rows) == MOST_FOUND else [])])


def _answer(row: dict[Any, Any], filters: Filters, latest: str) -> html.Li:
    """Return a link to one pupil found, with the year where it is not the latest of those found."""
    school, pupil = str(row["school"]), str(row["pupil"])
    name = ", ".join(filter(None, (row["surname"], row["forename"]))) or pupil
    where = address(lists.PUPIL_PAGE, filters, context.store(), school=school, pupil=pupil)
    year = row["academic_year"] if row["academic_year"] != latest else ""
    place = " · ".join(filter(None, (row["registration_group"] or row["year_group"], pupil, year)))
    return html.Li([dcc.Link(lists.name(name, school, pupil), href=where), f" {place}"])


def link_to(person: Person, filters: Filters) -> str:
    """Return the address of a pupil's page with the filters kept."""
    return address(lists.PUPIL_PAGE, filters, context.store(), school=person.school, pupil=person.pupil)


def not_one(mine: list[Person], numbered: list[Person], asked: dict[str, str], filters: Filters) -> Component:
    """Say that nobody has this number, or that several schools use it."""
    number, school = asked.get("pupil", ""), asked.get("school", "")
    if mine:
        links = html.Ul([html.Li(dcc.Link(one.school, href=link_to(one, filters))) for one in mine])
        return invitation("Which school?", f"{len(mine)} schools have a pupil with number {number}.", links)
    where = f" at {school}" if school else ""
    words = f"No pupil with number {number}{where} is in the data: the pupils file brings names and numbers."
    if numbered:
        words += f" The number is used at {' and '.join(one.school for one in numbered)}."
    return invitation("No such pupil", words)
