"""What if: a slider answers while it moves, a search shows how far it is and can be cancelled."""

import re

from playwright.sync_api import expect

SAID = "#whatif-sentence li >> nth=0"


def test_a_head_has_an_answer_beside_today_in_three_clicks(clicks, axe):
    page, click, counted = clicks
    click("#menu a:has-text('Scenarios')")
    page.wait_for_selector(SAID)
    expect(page.locator(SAID)).to_contain_text("As today")
    click("input[type=range] >> nth=0")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(SAID)).to_contain_text("would take")
    expect(page.locator("#whatif-compared")).to_contain_text("A · Today")
    assert len(counted) <= 3
    assert axe() == []


def test_what_is_saved_opens_by_its_link_and_is_locked(visit, axe):
    page = visit("/scenarios")
    page.wait_for_selector(SAID)
    page.locator("input[type=range] >> nth=1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(SAID)).to_contain_text("PPA of")
    page.get_by_label("Save B as").fill("More PPA")
    page.get_by_role("button", name="Save").first.click()
    page.locator("#whatif-shelf").get_by_role("link", name="More PPA").click()
    expect(page.locator("fieldset").first).to_contain_text("Saved as “More PPA”")
    expect(page.locator(SAID)).to_contain_text("PPA of")
    assert page.locator("input[type=range] >> nth=0").is_disabled()
    assert re.search(r"ids=[0-9a-f]{10}$", page.url)
    assert axe() == []


def test_a_search_is_seen_and_cancelled_and_another_ends_with_class_lists(visit, axe):
    page = visit("/scenarios?kind=grouping")
    page.wait_for_selector(SAID)
    page.locator("button:has-text('Work it out')").first.click()
    page.locator("button:has-text('Cancel')").first.click()
    state = page.locator(".whatif-search .whatif-state").first
    expect(state).to_have_text("Cancelled: nothing was changed.", timeout=15_000)
    page.locator("select.form-select[id*=scheme]").first.select_option("sets")
    page.locator("button:has-text('Work it out')").first.click()
    expect(page.locator(SAID)).to_contain_text("sets, ", timeout=60_000)
    page.locator("summary:has-text('Class lists')").click()
    expect(page.locator("#whatif-list-B")).to_be_visible()
    assert axe() == []
