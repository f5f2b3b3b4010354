"""A small school behind the app, reached through Flask's test client."""

import pytest

from dashboard.shell.factory import create_app

PUPILS = """
    pupil | year_group | pupil_premium | sex | surname    | forename
    a     | 7          | Y             | F   | Attleborough | Amy
    b     | 8          | N             | M   | Bickerstaffe | Ben
    c     | 9          | N             | F   | Cholmondeley | Cat
"""
ATTENDANCE = """
    pupil | date       | session | code
    a     | 2024-10-01 | AM      | /
    a     | 2025-09-04 | AM      | O
    b     | 2025-11-14 | AM      | /
"""
RESULTS = """
    pupil | subject | assessment | assessed_on | kind   | scale    | value
    a     | Art     | Autumn     | 2025-10-10  | result | GCSE 9-1 | 5
"""
CLASSES = """
    class  | subject | year_group | academic_year
    7x/Ar1 | Art     | 7          | 2025/26
    7x/Ar1 | Art     | 7          | 2024/25
    8y/Ar1 | Art     | 8          | 2024/25
"""


@pytest.fixture(scope="session")
def small_school(new_school):
    """Return a school of three pupils and two academic years."""
    school = new_school()
    school.given(pupils=PUPILS, attendance=ATTENDANCE, results=RESULTS, classes=CLASSES)
    school.connection()
    return school


@pytest.fixture(scope="session")
def app(tmp_path_factory, small_school):
    app = create_app(tmp_path_factory.mktemp("store"))
    app.server.config["STORE"] = small_school
    return app


@pytest.fixture(scope="session")
def empty_app(tmp_path_factory):
    return create_app(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="session")
def show(client):
    """Return ``show(path, search)``: what stands on a page, as JSON text."""

    def ask(path, search="", asked=client):
        answer = asked.post("/_dash-update-component", json=route(path, search))
        assert answer.status_code == 200
        return answer.get_data(as_text=True)

    return ask


def route(path, search):
    """Return the callback that a browser sends when it comes to an address."""
    output = "..page.children...page-title.data.."
    return {
        "output": output,
        "outputs": [{"id": "page", "property": "children"}, {"id": "page-title", "property": "data"}],
        "inputs": [
            {"id": "address", "property": "pathname", "value": path},
            {"id": "address", "property": "search", "value": search},
        ],
        "state": [],
        "changedPropIds": ["address.pathname"],
    }
