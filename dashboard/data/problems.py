"""Problems by kind: how many rows, the first of them as sentences, what to do, and the rows as a file."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboard.data.problem_words import (
    beginning,
    column_words,
    in_our_words,
    of_headings,
    of_rows,
    speaks_of_several,
)
from dashboard.data.questions import asked
from dashboard.data.words import counted
from dashboard.store.findings import FileFound, ProblemKind

REFUSED = "/data/refused"

# What to do about a whole file: the way to do it here, not at the command line.
WHOLE = {
    "NO_KNOWN_COLUMNS": "Choose above what this file is; then say below which heading is which column. "
    "A table of totals without a row for each pupil cannot be used: remove it.",
    "MISSING_COLUMNS": "Say below which heading it is, or choose above what else this file is. Where the "
    "file does not have it, export it again with it, or remove it.",
    "WHICH_TABLE": "Choose above which of them it is.",
    "SEVERAL_TABLES": "Choose above which of them to read now, or save each as a file of its own.",
    "IGNORED_HEADINGS": "Where one is a column we know, choose it among the headings below.",
    "NEEDS_ANSWER": "Say it here, and it is checked again.",
    "WHICH_SCHOOL": "Say here which of them it is from, as its name is written in what is loaded.",
    "NO_CENSUS_DAY": "Export the whole return, with its header, or say here which day it was.",
}
# Of a file in a zip file no heading can be chosen here.
IN_A_ZIP = ("NO_KNOWN_COLUMNS", "MISSING_COLUMNS", "WHICH_TABLE", "SEVERAL_TABLES")
TAKE_OUT = "Take it out of the zip file and drop it by itself: then it can be said here what it is."


def of_a_file(file: FileFound, is_single: bool) -> list[Component]:
    """Return what was found wrong in a file, then what only needs knowing."""
    wrong = [kind for kind in file.problems if not kind.is_warning]
    odd = [kind for kind in file.problems if kind.is_warning]
    parts: list[Component] = []
    if wrong:
        heading = html.H4 if is_single else html.H5
        words = "What was refused, and why" if file.refused or not asked(wrong) else "What it does not say"
        parts += [heading(words), listed(wrong, not is_in_a_zip(file)), *refused_link(file)]
    if odd:
        parts.append(folded(odd, is_single))
    return parts


def is_in_a_zip(file: FileFound) -> bool:
    """Say whether a file came in a zip file: then none of its headings can be chosen."""
    return ".zip, " in file.file.casefold()


def folded(kinds: Sequence[ProblemKind], has_headings: bool = False) -> html.Details:
    """Return what does not stop an import: to open for who wants to know."""
    many = len(kinds)
    words = "Worth knowing; none of it stops the import"
    return html.Details([html.Summary(f"{counted(many, 'note')}. {words}"), listed(kinds, has_headings)])


def listed(kinds: Sequence[ProblemKind], has_headings: bool = True) -> html.Ul:
    """Return kinds of problems, each with its first examples and what to do."""
    return html.Ul([one_kind(kind, has_headings) for kind in kinds], className="desk-problems")


def one_kind(kind: ProblemKind, has_headings: bool) -> html.Li:
    """Return one kind: where it is and how often, what to do, then the first examples."""
    where = f"{column_words(kind.column)}: " if kind.column else ""
    # A warning about a sheet, or about files read together, is not put right among the headings.
    is_here = not kind.is_warning or (kind.code == "IGNORED_HEADINGS" and has_headings)
    remedy = WHOLE.get(kind.code, kind.remedy) if is_here else kind.remedy
    if kind.code in IN_A_ZIP and not (kind.is_warning or has_headings):
        remedy = TAKE_OUT
    if not kind.is_of_rows or kind.code == "IGNORED_HEADINGS" or counts_itself(kind):
        found = dict.fromkeys(plainly(text, kind) for text in kind.examples)
        return html.Li([html.Strong(" ".join(found)), " ", remedy])
    parts: list[Component | str] = [html.Strong(f"{where}{counted(kind.count, 'row')}. "), remedy]
    examples = [plainly(text, kind) for text in kind.examples]
    parts += [html.Ul([html.Li(text) for text in examples])] if examples else []
    left = kind.count - len(examples)
    if left > 0 and examples and not any(map(speaks_of_several, kind.examples)):
        parts.append(html.P(f"and {left:,} more", className="quiet-text"))
    return html.Li(parts)


def counts_itself(kind: ProblemKind) -> bool:
    """Say whether one sentence says all of a note, its rows counted in it."""
    return kind.is_warning and len(kind.examples) == 1 and speaks_of_several(kind.examples[0])


def plainly(example: str, kind: ProblemKind) -> str:
    """Return an example without its column and what to do, which stand over it once."""
    words = example.removesuffix(kind.remedy).rstrip() if kind.remedy else example
    if kind.column:
        words = words.removeprefix(f"{kind.column}: ").replace(f", {kind.column}: ", ": ", 1)
    match kind.code:
        case "IGNORED_HEADINGS":
            words = of_headings(words)
        case "MISSING_COLUMNS" | "WHICH_TABLE":
            words = in_our_words(words)
        case _ if kind.is_warning:
            words = of_rows(words)
    return beginning(words)


def refused_link(file: FileFound) -> list[Component]:
    """Return the way to the refused rows as a file, where there is one."""
    if not file.refused_file:
        return []
    words = f"The {counted(file.refused, 'refused row')} as a file (CSV)"
    return [html.P(html.A(words, href=f"{REFUSED}/{quote(file.refused_file, safe='')}"))]
