"""A few named pupils whose pages can be worked out by hand, and the app that shows them."""

from pathlib import Path

import pytest

from dashboard.filters import FILTERS
from tests import callbacks

from ..conftest import School

PUPILS = """
    school   | pupil | academic_year | year_group | registration_group | surname | forename | left_on
    Riverside | 17   | 2025/26       | 9          | 9A                 | Okoro   | Ada      |
    Riverside | 18   | 2025/26       | 9          | 9A                 | Bright  | Ben      |
    Riverside | 19   | 2025/26       | 9          | 9A                 | Young   | Cai      |
    Riverside | 20   | 2025/26       | 9          | 9B                 | Penn    | Dot      |
    Riverside | 21   | 2025/26       | 9          | 9B                 | Quill   | Eve      | 2026-01-16
    Riverside | 22   | 2024/25       | 8          | 8C                 | Reed    | Fin      |
    Hillside  | 17   | 2025/26       | 7          | 7H                 | Stone   | Gus      |
"""
RESULTS = """
    school    | pupil | subject | assessment  | assessed_on | kind     | scale            | value
    Riverside | 17    | Maths   | Entry       | 2024-09-20  | baseline | GCSE 9-1         | 4
    Riverside | 17    | Maths   | Aim         | 2025-09-15  | target   | GCSE 9-1         | 6
    Riverside | 17    | Maths   | New aim     | 2026-01-10  | target   | GCSE 9-1         | 7
    Riverside | 17    | Maths   | Autumn 2025 | 2025-10-10  | result   | GCSE 9-1         | 5
    Riverside | 17    | Maths   | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 6
    Riverside | 17    | English | Key stage 2 | 2023-05-10  | baseline | KS2 scaled score | 104
    Riverside | 17    | English | Aim         | 2025-09-15  | target   | GCSE 9-1         | 5
    Riverside | 17    | English | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 6
    Riverside | 17    | Art     | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 9
    Riverside | 17    | French  | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 4
    Riverside | 17    | French  | Aim         | 2025-09-15  | target   | GCSE 9-1         | 4
    Riverside | 17    | French  | Kept aim    | 2025-12-01  | target   | GCSE 9-1         | 4
    Riverside | 17    | Music   | Last year   | 2025-06-10  | result   | GCSE 9-1         | 3
    Riverside | 17    | Reading | Spring 2026 | 2026-02-10  | result   | KS2 scaled score | 101
    Riverside | 18    | Maths   | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 3
    Riverside | 18    | maths   | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 3
    Riverside | 21    | Maths   | Spring 2026 | 2026-02-10  | result   | GCSE 9-1         | 5
"""
QUESTIONS = """
    school    | pupil | subject | assessment | assessed_on | topic     | question | mark | out_of
    Riverside | 17    | Maths   | Paper      | 2026-02-09  | Number    | 1        | 4    | 5
    Riverside | 17    | Maths   | Paper      | 2026-02-09  | Algebra   | 2        | 1    | 2
    Riverside | 17    | Maths   | Paper      | 2026-02-09  | Algebra   | 3        | 0    | 3
    Riverside | 17    | Maths   | Paper      | 2026-02-09  | Shape     | 4        | 3    | 6
    Riverside | 17    | Maths   | Paper      | 2026-02-09  | Charts    | 5        | 2    | 2
    Riverside | 17    | Maths   | Old paper  | 2025-02-09  | Algebra   | 1        | 9    | 9
"""
INTERVENTIONS = """
    school    | intervention | subject | starts_on  | ends_on
    Riverside | Number club  | Maths   | 2025-10-01 | 2026-02-27
    Riverside | Mentoring    |         | 2026-01-12 |
"""
PLACES = """
    school    | pupil | intervention | starts_on  | sessions_offered | sessions_attended | entry_score
    Riverside | 17    | Number club  | 2025-10-01 | 20               | 18                | 41
    Riverside | 17    | Mentoring    | 2026-01-12 |                  |                   |
"""
CLASSES = """
    school    | class  | subject | year_group
    Riverside | 9x/Ma1 | Maths   | 9
"""
MEMBERS = """
    school    | class  | pupil
    Riverside | 9x/Ma1 | 17
    Riverside | 9x/Ma1 | 20
"""
CONTACTS = """
    school    | pupil | contacted_on | with_whom | about    | subject | staff | method
    Riverside | 17    | 2026-01-20   | parent    | target   | Maths   | A1    | phone
    Riverside | 17    | 2025-09-10   | pupil     | target   |         | A1    |
"""
WINDOW = {"from_date": "2025-09-01", "to_date": "2026-08-31"}


def marks():
    """Return ten school days of 17 and of 18 in each of two years.

    17 missed 4 of 20 sessions in the first year and 1 of 20 in the second, and was late once;
    18 missed none in the second.
    """
    yield "school | pupil | date | session | code"
    codes = {"2024-11-04 AM": "I", "2024-11-04 PM": "I", "2024-11-05 AM": "O", "2024-11-05 PM": "O"}
    codes |= {"2025-11-05 PM": "M", "2025-11-06 AM": "L"}
    for year in (2024, 2025):
        for number in (4, 5, 6, 7, 8, 11, 12, 13, 14, 15):
            for session, usual in (("AM", "/"), ("PM", "\\")):
                when = f"{year}-11-{number:02} {session}"
                yield f"Riverside | 17 | {when.replace(' ', ' | ')} | {codes.get(when, usual)}"
                yield f"Riverside | 18 | {when.replace(' ', ' | ')} | {usual}"


@pytest.fixture(scope="session")
def furnished():
    """Return the school with all of it."""
    school = School()
    school.given(
        pupils=PUPILS,
        results=RESULTS,
        questions=QUESTIONS,
        interventions=INTERVENTIONS,
        intervention_pupils=PLACES,
        classes=CLASSES,
        class_members=MEMBERS,
        contacts=CONTACTS,
        attendance="\n".join(marks()),
    )
    school.folder = Path("pupil")
    school.connection()
    return school


@pytest.fixture
def ask(furnished, apps):
    """Return ``ask(pupil, school, viewer, **filters)``: the page's content, or the status of a refusal."""

    def fill(pupil="17", school="Riverside", viewer="leader", **filters):
        given = {"pupil-asked": {"school": school, "pupil": pupil}}
        return fire(apps, furnished, viewer, "pupil-body", given, filters)

    return fill


@pytest.fixture
def search(furnished, apps):
    """Return ``search(words, viewer, **filters)``: what the search finds, or the status of a refusal."""

    def find(words, viewer="leader", **filters):
        return fire(apps, furnished, viewer, "pupil-found", {"pupil-search": words}, filters)

    return find


def fire(apps, school, viewer, output, given, filters):
    """Send what a browser would send for the callback that fills ``output``."""
    app = apps[viewer]
    app.server.config["STORE"] = school
    chosen = {each.component_id: {**WINDOW, **filters}.get(name) for name, each in FILTERS.items()}
    answer = callbacks.fire(app.server.test_client(), output, {**chosen, **given})
    return answer if isinstance(answer, int) else answer[output]["children"]


def found(part, wanted):
    """Return the first component with this id."""
    if isinstance(part, list):
        return next((hit for one in part if (hit := found(one, wanted))), None)
    if not isinstance(part, dict):
        return None
    props = part.get("props", {})
    return part if props.get("id") == wanted else found(props.get("children"), wanted)


def lines(part):
    """Return the texts of a part of the page, one a paragraph, cell or row of a list."""
    if isinstance(part, list):
        return [line for one in part for line in lines(one)]
    if isinstance(part, dict):
        props = part["props"]
        if part["type"] in ("P", "Li", "Td", "Th", "H2", "H3"):
            return ["".join(words(props.get("children")))]
        return lines(props.get("children"))
    return [] if part is None else [str(part)]


def words(part):
    """Return every text in a part, a name as it is shown."""
    if isinstance(part, list):
        return [word for one in part for word in words(one)]
    if isinstance(part, dict):
        props = part["props"]
        return [props["data-shown"]] if "data-shown" in props else words(props.get("children"))
    return [] if part is None else [str(part)]
