"""The comparison: today, B and C side by side, the rows in the same order for every kind."""

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.scenarios.outcome import ROWS, Line, Outcome
from dashboard.whatif.figures import amount, whole_people

HEADS = {"A": "A · Today", "B": "B", "C": "C"}
NONE = "\u2013"
COUNTED = ("pupils", "lessons", "classes", "groups", "teachers", "families", "places", "subjects")


def comparison(outcomes: Mapping[str, Outcome], caption: str) -> Component:
    """Return the table of the columns that have an outcome beside today's."""
    columns = [letter for letter in HEADS if letter == "A" or letter in outcomes]
    head = html.Tr([html.Td(), *(html.Th(HEADS[letter], scope="col") for letter in columns)])
    return html.Table(
        [
            html.Caption(caption, className="visually-hidden"),
            html.Thead(head),
            *(body for body in (_rows(row, outcomes) for row in ROWS) if body),
        ],
        className="whatif-table",
    )


def _rows(row: str, outcomes: Mapping[str, Outcome]) -> Component | None:
    """Return one row of the fixed order with every figure that stands in it."""
    found: dict[str, dict[str, Line]] = {}
    for letter, outcome in outcomes.items():
        for number, line in enumerate(each for each in outcome.lines if each.row == row):
            # What has no number is told apart by its words, or "Not known" would be one line of several.
            key = line.what if line.unit or line.value is not None else f"{line.what} {number}"
            found.setdefault(key, {})[letter] = line
    if not found:
        return None
    span = 1 + 1 + len(outcomes)
    heading = html.Tr(
        html.Th(row[0].upper() + row[1:], colSpan=span, scope="rowgroup"), className="whatif-row"
    )
    return html.Tbody([heading, *(_line(lines, list(outcomes)) for lines in found.values())])


def _line(lines: Mapping[str, Line], letters: list[str]) -> html.Tr:
    """Return one figure: its name, today's, and each column's in words."""
    first = next(iter(lines.values()))
    today = NONE if first.today is None else figure(first.today, first)
    cells = [_cell(letter, lines.get(letter)) for letter in letters]
    return html.Tr(
        [html.Th(first.what, scope="row"), html.Td(today, **attributes(data_column="A · Today")), *cells]
    )


def _cell(letter: str, line: Line | None) -> html.Td:
    """Return a cell: what it is in words, with the difference from today where the words have none."""
    words: list[str | Component] = [NONE if line is None else line.words]
    if line and line.today is not None and line.value is not None and "today" not in line.words:
        words.append(html.Span(difference(line), className="whatif-difference"))
    return html.Td(words, **attributes(data_column=HEADS[letter]))


def figure(value: float, line: Line) -> str:
    """Say a figure in its line's unit; an index between 0 and 1 is no share of anything."""
    if line.row == "composition" and line.unit == "share":
        return f"{value:.2f}"
    return amount(whole_people(value, line), line.unit)


def difference(line: Line) -> str:
    """Say how far a figure is from today's, without saying whether that is good."""
    assert line.today is not None and line.value is not None
    change = line.value - line.today
    size = figure(abs(change), line)
    if size == figure(0, line):
        return " As today."
    if size.endswith(" %"):  # a tenth less of 50 % is 45 %, not 40 %
        size = f"{size.removesuffix(' %')} percentage point{'s' * (size != '1 %')}"
    less = "fewer" if line.unit in COUNTED else "less"
    return f" {size} {'more' if change > 0 else less} than today."
