"""What a file does not say and a person can: a field for each, and the check again with the answers."""

from collections.abc import Iterable, Mapping

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.data.kept import Choices
from dashboard.store.findings import ProblemKind

NEEDS_ANSWER, NO_CENSUS_DAY = "NEEDS_ANSWER", "NO_CENSUS_DAY"
LONGEST = 80

# What is asked, how it is answered, and an example.
FIELDS: dict[str, tuple[str, str, str]] = {
    "assessment": ("What is the assessment called?", "text", "Autumn 2025"),
    "assessed_on": ("On which day was it?", "date", ""),
    "scale": ("On which scale are its values?", "text", "GCSE 9-1"),
    "from_date": ("What is the first day in it?", "date", ""),
    "to_date": ("What is the last day in it?", "date", ""),
    "week": ("On which Monday does its week begin?", "date", ""),
    "academic_year": ("Which academic year is it?", "text", "2025/26"),
    "census_date": ("Which day was the census day?", "date", ""),
    "school": ("Which school is it?", "text", "Riverside School"),
    "date_order": ("Do its dates put the day or the month first?", "text", "day first"),
    "kind": ("Is it a result, target, baseline or prediction?", "text", "result"),
    "subject": ("Which subject is it?", "text", "Maths"),
}


def asked(kinds: Iterable[ProblemKind]) -> list[str]:
    """Return the names of what has to be said by hand."""
    names: dict[str, None] = {}
    for kind in kinds:
        if kind.code == NO_CENSUS_DAY:
            names["census_date"] = None
        elif kind.code == NEEDS_ANSWER:
            names |= dict.fromkeys(name for name in kind.column.split(", ") if name in FIELDS)
    return list(names)


def fields(file: str, key: str, kinds: Iterable[ProblemKind], said: Choices) -> list[Component]:
    """Return a field for each answer that is needed, with those given before, and the button."""
    answered: Mapping[str, object] = said.get(file, {}).get("said", {})
    names = [*asked(kinds), *(name for name in answered if name in FIELDS)]
    if not names:
        return []
    parts = [one_field(name, f"desk-said-{key}-{name}", answered) for name in dict.fromkeys(names)]
    check = html.Button(
        "Check again with this",
        type="button",
        className="desk-primary",
        **attributes(data_do="said", data_file=file),
    )
    return [html.Div([*parts, check], className="desk-missing", **attributes(data_questions="1"))]


def one_field(name: str, field: str, answered: Mapping[str, object]) -> html.Div:
    """Return one question with its field."""
    words, kind, example = FIELDS[name]
    entry = dbc.Input(
        id=field,
        type=kind,
        value=str(answered.get(name) or ""),
        placeholder=f"such as {example}" if example else "",
        maxlength=LONGEST,
        autocomplete="off",
        size="sm",
    )
    return html.Div([html.Label(words, htmlFor=field), entry], **attributes(data_said=name))
