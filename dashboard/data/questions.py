"""What a file does not say and a person can: a field for each, and the check again with the answers."""

from collections.abc import Iterable, Mapping

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.cards import attributes
from dashboard.data.kept import Choices
from dashboard.reference import reference
from dashboard.store.findings import OF, ProblemKind

NEEDS_ANSWER = "NEEDS_ANSWER"
ASKS = {"NO_CENSUS_DAY": "census_date", "WHICH_SCHOOL": "school", "SEVERAL_YEARS": "academic_year"}
LONGEST = 300

# What can be answered for a shape of files, where what was taken of itself is not what a school wants.
OPTIONAL = {
    "OneRoster": ("pupil", "academic_year"),
    "School Data Sync": ("pupil", "academic_year"),
    "Results, a row each": ("kind",),
}
CHOICES = {
    "date_order": ("day first", "month first"),
    "kind": ("result", "target", "baseline", "prediction"),
    "pupil": ("sourcedId", "identifier", "username", "userMasterIdentifier"),
}
OTHERWISE_CALLED = {"sourcedId": "sourcedId, or ID", "identifier": "identifier, or Student Number"}

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
    "date_order": ("Do its dates put the day or the month first?", "choice", ""),
    "kind": ("Is it a result, target, baseline or prediction?", "choice", ""),
    "subject": ("Which subject is it?", "text", "Maths"),
    "closed": ("When was the school closed?", "text", "27/10/2025 to 31/10/2025, 28/11/2025"),
    "pupil": ("Which of its columns is the pupil's number in your school's system?", "choice", ""),
}


def field_of(name: str) -> str:
    """Return the field that a question is for: that of "assessed_on of KS2" is assessed_on."""
    return name.partition(OF)[0]


def asked(kinds: Iterable[ProblemKind]) -> list[str]:
    """Return the names of what has to be said by hand."""
    names: dict[str, None] = {}
    for kind in kinds:
        if kind.code in ASKS:
            names[ASKS[kind.code]] = None
        elif kind.code == NEEDS_ANSWER:
            names |= dict.fromkeys(name for name in kind.column.split(", ") if field_of(name) in FIELDS)
    return list(names)


def fields(
    file: str, key: str, kinds: Iterable[ProblemKind], said: Choices, shape: str = ""
) -> list[Component]:
    """Return a field for each answer that is needed, with those given before, and the button.

    What need not be answered is folded away.
    """
    answered: Mapping[str, object] = said.get(file, {}).get("said", {})
    names = [*asked(kinds), *(name for name in answered if field_of(name) in FIELDS)]
    optional = [name for name in OPTIONAL.get(shape, ()) if name not in names]
    if names:
        return [questions(file, key, [*names, *optional], answered)]
    if not optional:
        return []
    summary = "Is the pupil's number another one, or the academic year?"
    return [html.Details([html.Summary(summary), questions(file, key, optional, answered)])]


def questions(file: str, key: str, names: Iterable[str], answered: Mapping[str, object]) -> html.Div:
    """Return the questions with their fields, and the button that checks again."""
    parts = [
        one_field(name, f"desk-said-{key}-{name.replace(' ', '-')}", answered)
        for name in dict.fromkeys(names)
    ]
    check = html.Button(
        "Check again with this",
        type="button",
        className="desk-primary",
        **attributes(data_do="said", data_file=file),
    )
    return html.Div([*parts, check], className="desk-missing", **attributes(data_questions="1"))


def one_field(name: str, field: str, answered: Mapping[str, object]) -> html.Div:
    """Return one question with its field."""
    words, kind, example = FIELDS[field_of(name)]
    of = name.partition(OF)[2]
    words = f"{of}: {words}" if of else words
    label, said = html.Label(words, htmlFor=field), attributes(data_said=name)
    if kind == "choice":
        options = [{"value": each, "label": OTHERWISE_CALLED.get(each, each)} for each in CHOICES[name]]
        options = [{"value": "", "label": "as it was taken"}, *options]
        chosen = dbc.Select(id=field, options=options, value=str(answered.get(name) or ""), size="sm")
        return html.Div([label, chosen], **said)
    entry = dbc.Input(
        id=field,
        type=kind,
        value=str(answered.get(name) or ""),
        placeholder=f"such as {example}" if example else "",
        maxlength=LONGEST,
        autocomplete="off",
        size="sm",
        list=f"{field}-known" if name == "scale" else None,
    )
    known = [html.Datalist([html.Option(value=each) for each in scales()], id=f"{field}-known")]
    return html.Div([label, entry, *(known if name == "scale" else [])], **said)


def scales() -> list[str]:
    """Return the scales that are known without a file of them, to choose from."""
    return list(reference("scale")["scale"])
