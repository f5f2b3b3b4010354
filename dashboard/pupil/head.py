"""The head of the pupil page: who this is, what to know before reading, and who comes next in the form."""

from urllib.parse import urlencode

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.academic_years import academic_year
from dashboard.cards import attributes, day
from dashboard.pupil.parts import caution, name_of
from dashboard.pupil.record import Person, Record
from dashboard.pupil.standing import joined
from dashboard.wording import year_words


def head(record: Record, before: str | None, after: str | None) -> html.Section:
    """Return who this is, and links to the pupils beside them in the form."""
    person = record.person
    place = [year_words(person.year_group), person.form, f"Number {person.pupil}", person.school]
    sides = [("Previous: ", before, record.before), ("Next: ", after, record.after)]
    links: list[Component] = [
        dcc.Link([words, name_of(beside)], href=address)
        for words, address, beside in sides
        if address and beside
    ]
    beside = html.Nav(links, className="pupil-beside", **attributes(aria_label="Pupils beside this one"))
    return html.Section(
        [
            html.H2(name_of(person), id="pupil-name"),
            html.P(" · ".join(part for part in place if part), className="scope"),
            *(caution(sentence) for sentence in cautions(record)),
            *([beside] if links else []),
            everything_held(person),
        ],
        id="pupil-head",
        className="pupil-wide",
        **attributes(aria_labelledby="pupil-name"),
    )


def everything_held(person: Person) -> html.Details:
    """Return links to everything that is held about the pupil: for who asks to see it."""
    asked = urlencode({"school": person.school, "pupil": person.pupil})
    links = [
        html.A(words, href=f"/pupil/record.{form}?{asked}", download="")
        for words, form in (("Page to print", "html"), ("Excel", "xlsx"), ("JSON", "json"))
    ]
    return html.Details(
        [
            html.Summary("Everything held about this pupil, as a file"),
            html.P(
                "For a request to see one's own data: every row of every import, with where it came from. It "
                "takes some seconds, and is noted in the log."
            ),
            html.P([part for link in links for part in (link, " ")], className="care-links"),
        ],
        className="pupil-everything",
    )


def cautions(record: Record) -> list[str]:
    """Say what a reader must know first: left, not in this year's file, a number used twice."""
    person, found = record.person, []
    if person.left_on and person.left_on <= record.window.end:
        found.append(f"Left the school on {day(person.left_on)}; the figures end there.")
    if not person.year_group:
        found.append("The pupils file does not name this pupil: import it to see name, year group and form.")
    elif person.academic_year < academic_year(record.window.end) and not person.left_on:
        found.append(
            f"Last named in the pupils file of {person.academic_year}: year group and form are of that year."
        )
    if record.namesakes:
        found.append(f"Number {person.pupil} is also used at {joined(record.namesakes)}, for somebody else.")
    return found
