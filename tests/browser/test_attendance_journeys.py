"""A head prepares a meeting on the attendance page, with the clicks counted."""

import re

from playwright.sync_api import expect

ROWS = "#attendance-ring-rows tbody tr[aria-rowindex]"


def test_a_head_reads_who_loses_out_this_term_and_prints_whom_to_ring(clicks):
    page, click, counted = clicks
    click('#menu a[href^="/attendance"]')
    expect(page.locator("#attendance-gaps-sentence")).to_have_text(re.compile("."))
    page.select_option("#filter-period", "this_term")
    counted.extend(["open the dates", "this term"])
    expect(page).to_have_url(re.compile("_date="))
    expect(page.locator("#attendance-gaps-sentence")).to_contain_text("The widest gap")
    families = page.locator(ROWS)
    expect(families.first).to_be_visible()
    for place in range(min(10, families.count())):
        expect(families.nth(place).locator(".reason").first).to_have_text(re.compile(r"\w{3}"))
    first = families.first.locator("th").inner_text()
    page.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    click("#attendance-ring-list button:has-text('Print this list')")
    page.emulate_media(media="print")
    paper = page.locator("body > .paper")
    expect(paper.locator("h1")).to_have_text("Pupils to ring")
    expect(paper.locator("tbody tr").first).to_contain_text(first)
    assert len(counted) <= 5
