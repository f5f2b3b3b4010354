"""What holds on every page: in light on a desk, in dark on a phone."""

import re

import pytest

from dashboard.shell.pages import PAGES

PATHS = [module.PATH for module in PAGES]
LOOKS = {"light": 1280, "dark": 390}
FITS = "width => document.documentElement.scrollWidth <= width"  # once the charts took on the width


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(visit, page, axe, path):
    page.emulate_media(color_scheme="light")
    visit(path)
    faults = {}
    # Drawn once, looked at in two dresses: the theme and the width are the page's own to follow.
    for theme, width in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("theme => document.documentElement.setAttribute('data-bs-theme', theme)", theme)
        page.wait_for_function(FITS, arg=width)
        faults[theme] = axe()
    assert [each for each in faults.items() if each[1]] == []
    assert page.locator("[data-title*='hare']").count() == 0  # no chart offers to be shared


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_machine_s_theme_is_the_page_s(visit, page, theme):
    page.emulate_media(color_scheme=theme)
    visit("/how")
    assert page.get_attribute("html", "data-bs-theme") == theme


def test_the_theme_is_kept_for_the_next_page(visit, page):
    page.emulate_media(color_scheme="light")
    visit("/how").click("#theme-button")
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    visit("/data")
    assert page.get_attribute("html", "data-bs-theme") == "dark"


def test_the_skip_link_is_the_first_stop_of_the_keyboard(visit):
    page = visit("/how")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page"


def test_a_date_in_a_table_stands_in_one_line_on_a_phone(visit, page):
    page.set_viewport_size({"width": 390, "height": 800})
    date = visit("/data").locator("td", has_text=re.compile(r"^\d+ \w{3} \d{4}$")).first
    lines = "cell => { const all = document.createRange(); all.selectNode(cell.firstChild);"
    assert date.evaluate(lines + " return all.getClientRects().length; }") == 1


def test_the_menu_folds_on_a_phone_and_moves_the_focus_to_the_page(visit, page):
    page.set_viewport_size({"width": 390, "height": 800})
    visit("/data")
    assert not page.get_by_role("link", name="How we measure").first.is_visible()
    page.click("#menu-button")
    page.click("#menu a[href='/how']")
    page.wait_for_selector("h1:has-text('How we measure')")
    assert page.evaluate("document.activeElement.id") == "page"
    assert page.get_attribute("#menu-button", "aria-expanded") == "false"
    assert page.title() == "How we measure · Evenhand"


def test_charts_that_stand_side_by_side_on_paper_do_not_cover_one_another(visit):
    page = visit("/")
    page.wait_for_function("() => document.querySelectorAll('.overview-areas .xtick').length > 3")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    charts = page.locator(".overview-areas .js-plotly-plot")
    widths = charts.evaluate_all("charts => charts.map((chart) => chart._fullLayout.width)")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert len(widths) == 3 and sum(widths) <= 680


def test_paper_shows_whole_charts_and_no_buttons(visit):
    page = visit("/equity")
    page.wait_for_selector(".js-plotly-plot .xtick")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    widths = "[...document.querySelectorAll('.js-plotly-plot .main-svg')].map(chart => chart.clientWidth)"
    assert max(page.evaluate(widths)) <= 680
    assert not page.locator("#print-page").is_visible()
    assert not page.locator("#menu").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert len(page.pdf()) > 10_000
