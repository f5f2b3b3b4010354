"""A school for the cards: 24 pupils in Year 7, 12 in Year 11, and two in Year 8 without results."""

import pytest

from .pages import apps_for, asker, furnished


def pupil_rows():
    """Return a row a pupil: half of Year 7 with pupil premium."""
    for place in range(24):
        flag = "Y" if place % 2 else "N"
        yield f"{place} | 7 | {flag} | {'F' if place < 12 else 'M'} | Zebedee{place:02}"
    yield from (f"{place} | 11 | N | F | Zebedee{place}" for place in range(30, 42))
    yield from (f"{place} | 8 | N | M | Zebedee{place}" for place in (50, 51))


def result_rows():
    """Return results: Year 7 maths 6, 5 or 4 against 5, English on two scales; Year 11 above England."""
    for place in range(24):
        value = 6 if place < 6 else 5 if place < 12 else 4
        yield f"{place} | Maths | December | 2025-12-10 | result | GCSE 9-1 | {value}"
        yield f"{place} | Maths | October | 2025-10-10 | result | GCSE 9-1 | {3 + place % 3}"
        yield f"{place} | Maths | Entry | 2025-09-10 | baseline | GCSE 9-1 | {3 + place % 3}"
        yield f"{place} | Maths | Aim | 2025-09-20 | target | GCSE 9-1 | 5"
        scale, english = ("GCSE 9-1", 5) if place < 12 else ("KS2 scaled score", 104)
        yield f"{place} | English | December | 2025-12-10 | result | {scale} | {english}"
    yield "0 | Mathematics | December | 2025-12-10 | result | GCSE 9-1 | 5"
    for place in range(30, 42):
        for subject in ("Maths", "English"):
            yield f"{place} | {subject} | Mock | 2025-12-10 | result | GCSE 9-1 | {5 if place < 36 else 3}"
        for subject in ("Reading", "Maths"):
            yield f"{place} | {subject} | Key stage 2 | 2020-05-10 | baseline | KS2 scaled score | 103"


@pytest.fixture(scope="session")
def page_school(new_school):
    """Return the school, furnished as a store."""
    school = new_school()
    headings = "pupil | subject | assessment | assessed_on | kind | scale | value"
    school.given(
        pupils="\n".join(["pupil | year_group | pupil_premium | sex | surname", *pupil_rows()]),
        results="\n".join([headings, *result_rows()]),
        classes="class | subject | year_group\n7a/Ma | Maths | 7\n7b/Ma | Maths | 7",
        class_members="\n".join(
            ["class | pupil", *(f"7{'a' if place < 12 else 'b'}/Ma | {place}" for place in range(24))]
        ),
    )
    return furnished(school, "tracking")


@pytest.fixture(scope="session")
def tracking_apps(tmp_path_factory):
    """Return an app for each kind of viewer."""
    return apps_for(tmp_path_factory.mktemp("tracking"))


@pytest.fixture
def ask(page_school, tracking_apps):
    """Return ``ask(output, viewer, **values)`` for the page's own school."""
    return asker(page_school, tracking_apps)


@pytest.fixture
def ask_of(tracking_apps):
    """Return how to ask another school."""
    return lambda school, name: asker(furnished(school, name), tracking_apps)
