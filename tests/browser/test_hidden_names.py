"""While names are hidden, no page shows one: not in its text, its title, its charts or its labels."""

import csv

import pytest
from playwright.sync_api import expect

from dashboard.shell.pages import PAGES

PATHS = [module.PATH for module in PAGES]
SHOWN = """() => {
    const shown = [document.title, document.body.innerText];
    const labels = ["aria-label", "title", "alt", "value", "placeholder"];
    document.querySelectorAll("*").forEach((node) =>
        labels.forEach((name) => shown.push(node.getAttribute(name) || "")));
    document.querySelectorAll(".js-plotly-plot").forEach((chart) =>
        shown.push(JSON.stringify([chart.data, chart.layout])));
    return shown.join(" ");
}"""


@pytest.fixture(scope="session")
def surnames(demo_folder):
    """Return every surname of the made-up school that is no part of the school's own name."""
    [file] = (demo_folder / "imports").glob("*/pupils.csv")
    with file.open(encoding="utf-8", newline="") as rows:
        people = list(csv.DictReader(rows))
    return {row["surname"] for row in people if row["surname"] and row["surname"] not in row["school"]}


@pytest.fixture
def hidden(visit, page):
    """Return ``hidden(path)``: a page opened while names are hidden, with its lists fetched."""

    def go(path):
        page.add_init_script("sessionStorage.setItem('evenhand-names-hidden', '1')")
        visit(path)
        for button in page.get_by_role("button", name="Show the pupils").all():
            if button.is_visible():
                button.click()
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
        return page

    return go


@pytest.mark.parametrize("path", PATHS)
def test_no_page_shows_a_name(hidden, surnames, path):
    text = hidden(path).evaluate(SHOWN)
    assert [name for name in surnames if name in text] == []


def test_the_search_for_a_pupil_shows_none_either(hidden, surnames):
    page = hidden("/pupil")
    page.fill("#pupil-search", min(surnames)[:4])
    expect(page.locator("#pupil-found [data-name]").first).to_be_visible()
    page.fill("#pupil-search", min(surnames)[:3])
    page.wait_for_load_state("networkidle")
    text = page.inner_text("#pupil-found")
    assert [name for name in surnames if name in text] == []
