"""Every page stands, with a school and without one."""

import json

import pytest

from dashboard.measures import MEASURES
from dashboard.schemas import SCHEMAS
from dashboard.shell.layout import read_query_string
from dashboard.shell.pages import PAGES

PATHS = [module.PATH for module in PAGES]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_one_heading_and_its_title(show, path):
    shown = show(path)
    assert json.dumps(json.loads(shown)).count('"type": "H1"') == 1
    assert "Evenhand" in json.loads(shown)["response"]["page-title"]["data"]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_stands_without_a_school(show, path, empty_app):
    assert "H1" in show(path, asked=empty_app.server.test_client())


def test_an_address_without_a_page_says_so(show):
    assert "There is no such page" in show("/nowhere")


def test_how_we_measure_tells_every_measure_with_its_query(show):
    shown = json.loads(show("/how"))
    text = json.dumps(shown, ensure_ascii=False)
    for measure in MEASURES.values():
        assert measure.title in text and measure.source.replace('"', '\\"') in text
        assert json.dumps(measure.sql.strip(), ensure_ascii=False)[1:-1] in text


def test_how_we_measure_is_a_guide_to_every_column(show):
    text = show("/how")
    for schema in SCHEMAS.values():
        assert f"evenhand template {schema.name}" in text
        assert all(column.about.split(".")[0] in text for column in schema.columns)


def test_the_data_page_says_how_far_the_data_reach(show):
    shown = show("/data")
    assert "The data reach to 14 Nov 2025" in shown
    assert "one pupil in one session" in shown


def test_an_empty_store_invites_to_the_next_step(show, empty_app):
    shown = show("/data", asked=empty_app.server.test_client())
    assert "No data yet" in shown and "evenhand import" in shown and "evenhand demo" in shown


def test_an_older_store_is_served_with_a_banner(show, small_school, monkeypatch):
    monkeypatch.setattr(small_school, "banner", "The newest data are damaged.")
    assert "The newest data are damaged." in show("/how")


def test_a_query_string_keeps_texts_and_lists():
    assert read_query_string("?a=1&b=2&b=3&c=") == {"a": "1", "b": ["2", "3"], "c": ""}
    assert read_query_string(None) == {}
