"""One pupil's page in a browser: from a list, without names, and the update on one sheet of paper."""

import re

import pytest
from playwright.sync_api import expect

PSEUDONYM = re.compile(r"Pupil \d{3}\s\d{3}")
STORED = "JSON.stringify([{...localStorage}, {...sessionStorage}])"


@pytest.fixture
def opened(visit):
    """Return the page of the first pupil in the list behind a gap, and the name that the list gave."""
    page = visit("/equity?measure=persistent_absence&characteristic=Pupil+premium")
    page.click("#equity-pupils-link")
    link = page.locator("#equity-pupils-list a").first
    expect(link).to_be_visible()
    surname, _, forename = link.inner_text().partition(", ")
    link.click()
    expect(page.locator("#pupil-name")).to_have_text(f"{forename} {surname}")
    return page, f"{forename} {surname}"


def test_a_name_in_a_list_leads_to_the_pupil_and_the_next_one_to_the_next(opened):
    page, name = opened
    titles = page.locator(".page-body.pupil h2").all_inner_texts()
    assert titles[1:3] == ["What goes well?", "What comes next?"]
    assert name not in page.title()
    page.locator(".pupil-beside a").last.click()
    expect(page.locator("#pupil-name")).not_to_have_text(name)
    expect(page.locator("#pupil-name")).to_have_text(re.compile(r"\w"))


def test_one_key_hides_the_name_everywhere_and_the_browser_keeps_nothing_of_the_pupil(opened):
    page, name = opened
    page.keyboard.press("Shift+N")
    expect(page.locator("#pupil-name")).to_have_text(PSEUDONYM)
    surname = name.split()[-1]
    assert surname not in page.inner_text("body")
    stored = page.evaluate(STORED)
    assert surname not in stored and "pupil" not in stored.replace("names-hidden", "")
    page.keyboard.press("Shift+N")
    expect(page.locator("#pupil-name")).to_have_text(name)


def test_the_update_for_parents_is_one_sheet_and_nothing_else(opened):
    page, name = opened
    page.evaluate("window.print = () => {}")
    page.click("#pupil-print-update")
    page.emulate_media(media="print")
    expect(page.locator("#pupil-update")).to_contain_text(name)
    for other in ("#pupil-strengths", "#pupil-targets", "#pupil-time", "#pupil-head", ".page-head", "#menu"):
        expect(page.locator(other).first).not_to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) == 1
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("#pupil-strengths")).to_be_visible()


def test_the_search_leads_to_another_pupil(opened):
    page, name = opened
    page.fill("#pupil-search", name.split()[-1][:4])
    found = page.locator("#pupil-found a")
    expect(found.first).to_be_visible()
    assert found.count() <= 20
    other = found.last.inner_text()
    found.last.click()
    expect(page.locator("#pupil-name")).to_contain_text(other.split(", ")[0])


def test_axe_finds_no_fault_on_a_pupils_page_in_light_and_dark_on_a_desk_and_on_a_phone(opened, axe):
    page, _name = opened
    faults = {}
    for theme, width in (("light", 1280), ("dark", 1280), ("dark", 390), ("light", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.wait_for_selector(f"html[data-bs-theme={theme}]")
        page.wait_for_selector("#pupil-time .js-plotly-plot .xtick")
        page.wait_for_function("width => document.documentElement.scrollWidth <= width", arg=width)
        faults[theme, width] = axe()
    assert [each for each in faults.items() if each[1]] == []
