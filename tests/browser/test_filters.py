"""Filters live in the address: a view is a link, the menu carries it, and Back comes back to it."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect


def query(page):
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def menu_link(page, name):
    return page.locator("#menu").get_by_role("link", name=name)


def tick(page, menu, choice):
    page.locator(f"#filter-{menu}-summary").click()
    page.locator(".filter-menu[open]").get_by_label(choice, exact=True).check()
    page.keyboard.press("Escape")


def test_a_choice_goes_into_the_address_and_a_link_brings_it_back(visit, page):
    visit("/equity")
    tick(page, "year_groups", "Year 8")
    page.wait_for_url("**year_groups=8**")
    page.get_by_role("button", name="Remove Year 8").wait_for()
    visit(page.url)
    assert page.locator("#filter-year_groups-summary").inner_text() == "Year 8"
    assert "Year 8" in page.locator("#filter-words").inner_text()


def test_the_menu_carries_the_filters_and_back_returns_to_them(visit, page):
    visit("/equity?year_groups=7")
    page.wait_for_selector("#menu a[href='/how?year_groups=7']")
    menu_link(page, "How we measure").click()
    page.wait_for_selector("h1:has-text('How we measure')")
    assert query(page) == {"year_groups": ["7"]}
    menu_link(page, "Equity gaps").click()
    page.get_by_role("button", name="Remove Year 7").wait_for()
    page.go_back()
    page.wait_for_selector("h1:has-text('How we measure')")
    page.go_back()
    page.get_by_role("button", name="Remove Year 7").wait_for()


def test_a_chip_takes_one_filter_away_and_clear_all(visit, page):
    visit("/equity?year_groups=7&year_groups=8&groups=Sex%3A+Female&from_date=&to_date=2026-01-01")
    page.get_by_role("button", name="Remove Female").click()
    page.wait_for_url(lambda url: "groups=Sex" not in url)
    assert query(page)["year_groups"] == ["7", "8"]
    expect(page.get_by_role("button", name="Remove Female")).to_be_hidden()
    page.get_by_role("button", name="Clear filters").click()
    page.wait_for_url(lambda url: "year_groups" not in url and "to_date" not in url)
    page.get_by_role("button", name="Clear filters").wait_for(state="hidden")
    assert page.locator("#filter-period").input_value() == "this_year"


def test_dates_change_by_their_usual_names_and_by_hand(visit, page):
    visit("/equity")
    page.select_option("#filter-period", "last_year")
    page.wait_for_url("**from_date=**")
    assert not page.locator("#filter-from_date").is_visible()
    page.select_option("#filter-period", "custom")
    page.fill("#filter-to_date", "2026-01-31")
    page.keyboard.press("Enter")
    page.wait_for_url("**to_date=2026-01-31**")
    expect(page.locator("#filter-words")).to_contain_text("31 Jan 2026")


def test_the_keyboard_reaches_and_leaves_a_list(visit, page):
    visit("/equity")
    page.locator("#filter-year_groups-summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_url("**year_groups=7**")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "filter-year_groups-summary"
    assert page.locator(".filter-menu[open]").count() == 0


def test_a_long_list_can_be_searched(visit, page):
    visit("/equity")
    page.locator("#filter-classes-summary").click()
    panel = page.locator(".filter-menu[open]")
    everything = panel.locator(".form-check:visible").count()
    panel.get_by_role("searchbox").fill("7")
    assert 0 < panel.locator(".form-check:visible").count() < everything


def test_an_address_that_names_nothing_real_is_told_and_survived(visit, page):
    visit("/equity?year_groups=%27%3B+drop+table+pupil+--&from_date=never")
    assert page.locator("#filter-bar").get_by_role("status").count() == 2
    assert page.locator("#filter-year_groups-summary").inner_text() == "All"
