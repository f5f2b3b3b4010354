"""The journeys of a head, with their clicks counted; a governor's are in tests/governors."""

import re

from playwright.sync_api import expect

FILLED = re.compile(r"\S")


def test_a_head_finds_who_loses_out_in_attendance_this_term_and_whom_to_ring(clicks):
    page, click, counted = clicks
    click('#page a[href^="/equity?"][href*="absence"]')
    expect(page.locator("#equity-groups-sentence")).to_have_text(FILLED)
    page.select_option("#filter-period", "this_term")
    counted.extend(["open the dates", "this term"])
    expect(page).to_have_url(re.compile("_date="))
    click("#equity-pupils-link")
    families = page.locator("#equity-pupils-list tbody tr[aria-rowindex]")
    expect(families.nth(9)).to_be_visible()
    expect(page.locator("#equity-pupils-sentence")).to_contain_text("those who miss most first")
    shares = [
        float(text.split()[0].rstrip("%")) for text in families.locator("td:last-child").all_inner_texts()
    ]
    assert shares == sorted(shares, reverse=True)
    assert len(counted) <= 5


def test_whether_the_gap_narrows_and_whether_it_is_real_can_be_read_aloud(clicks):
    page, click, counted = clicks
    click('#page a[href^="/equity?"]')
    for card in ("groups", "trend", "shuffle"):
        expect(page.locator(f"#equity-{card}-sentence")).to_have_text(FILLED)
    assert re.search(r"A gap of|No gap", page.inner_text("#equity-groups-sentence"))
    assert re.search(
        r"no clear change|narrowed|widened|a clear change|no earlier",
        page.inner_text("#equity-trend-sentence"),
    )
    assert "random split" in page.inner_text("#equity-shuffle-sentence")
    click("#equity-groups summary")
    expect(page.locator("#equity-groups-about")).to_contain_text("Source")
    assert len(counted) <= 2


def test_a_click_on_a_gap_compares_by_it_and_the_address_says_so(visit):
    page = visit("/equity?measure=persistent_absence&characteristic=Sex")
    expect(page.locator("#equity-forest-sentence")).to_have_text(FILLED)
    page.wait_for_function(  # a chart is drawn after its sentence, and what stands above it moves it down
        """() => ["groups", "trend", "forest"].every((name) =>
            document.querySelector(`#equity-${name}-graph .js-plotly-plot`)?._fullData?.at(-1)?.x?.length)"""
    )
    place = page.evaluate(
        """() => {
            const plot = document.querySelector("#equity-forest-graph .js-plotly-plot");
            const dots = plot._fullData[plot._fullData.length - 1], axes = plot._fullLayout;
            const at = dots.customdata.findIndex((said) => said[said.length - 2] !== "Sex");
            const box = plot.getBoundingClientRect();
            return {
                characteristic: dots.customdata[at][dots.customdata[at].length - 2],
                x: box.x + axes._size.l + axes.xaxis.d2p(dots.x[at]),
                y: box.y + axes._size.t + axes.yaxis.d2p(dots.y[at]),
            };
        }"""
    )
    moved = page.evaluate(
        "top => { window.scrollTo({top, behavior: 'instant'}); return window.scrollY }", place["y"] - 400
    )
    page.mouse.click(place["x"], place["y"] - moved)
    expect(page.locator("#equity-characteristic")).to_have_value(place["characteristic"])
    expect(page).to_have_url(re.compile("characteristic=" + place["characteristic"].split()[0]))


def test_the_page_with_its_list_has_no_fault_that_axe_finds(visit, axe):
    page = visit("/equity?measure=persistent_absence&characteristic=Pupil+premium")
    page.click("#equity-pupils-show")
    expect(page.locator("#equity-pupils-list table")).to_be_visible()
    assert axe() == []
