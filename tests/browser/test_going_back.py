"""Back takes away the choice made last: an entry for each choice, none for what a page does by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_filters import menu_link, query, tick


@pytest.fixture
def entries(page):
    """Return how many entries the history holds."""
    page.set_default_timeout(15_000)
    return lambda: page.evaluate("history.length")


def test_back_takes_the_last_filter_away_with_its_chip_and_its_words(visit, page, entries):
    visit("/equity?year_groups=7")
    before = entries()
    tick(page, "groups", "Female")
    page.get_by_role("button", name="Remove Female").wait_for()
    assert entries() == before + 1
    page.locator(".skip-link").focus()  # another place on the page is no other page
    page.keyboard.press("Enter")
    page.wait_for_url("**#page")
    page.evaluate("document.getElementById('filter-bar').dataset.stands = 'yes'")
    page.go_back()
    page.go_back()
    assert page.locator("#filter-bar").get_attribute("data-stands") == "yes"
    expect(page.get_by_role("button", name="Remove Female")).to_have_count(0)
    page.get_by_role("button", name="Remove Year 7").wait_for()
    assert "groups" not in query(page)
    page.go_forward()
    page.get_by_role("button", name="Remove Female").wait_for()
    assert "Female" in page.locator("#filter-words").inner_text()


def test_back_to_where_the_page_began_draws_it_anew_and_what_follows_is_no_entry(visit, page, entries):
    visit("/equity?measure=absence_rate&characteristic=SEN&group=EHC+plan&within=Sex")
    before = entries()
    began = page.locator("#equity-groups-sentence").inner_text()
    page.locator("#equity-measure").focus()
    page.select_option("#equity-measure", "lateness")
    expect(page.locator("#equity-groups-sentence")).not_to_have_text(began)
    page.go_back()
    expect(page.locator("#equity-groups-sentence")).to_have_text(began)
    expect(page.locator("#equity-measure")).to_have_value("absence_rate")
    assert page.evaluate("document.activeElement.id") == "equity-measure"
    page.select_option("#equity-characteristic", "Sex")
    page.wait_for_url(lambda url: "characteristic=Sex" in url and "group=" not in url)
    assert entries() == before + 1  # in the place of the measure that was taken back


def test_a_page_opened_a_date_typed_and_all_cleared_are_an_entry_each(visit, page, entries):
    visit("/tracking?from_date=2025-09-01&to_date=2026-06-01&year_groups=7&year_groups=8")
    before = entries()
    menu_link(page, "Equity gaps").click()
    page.wait_for_selector("h1:has-text('losing out')")
    assert entries() == before + 1
    page.locator("#filter-to_date").press_sequentially("01012026")
    page.wait_for_url("**to_date=2026-01-01**")
    assert entries() == before + 2
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url(lambda url: not url.partition("?")[2].count("from_date"))
    page.wait_for_url(lambda url: "year_groups" not in url)
    assert entries() == before + 3
