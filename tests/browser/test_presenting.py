"""A staff meeting: today's view on the projector, large, no names, the next chart with an arrow key."""

import re

from playwright.sync_api import expect

ASKED = "performance.getEntriesByType('resource').filter((each) => each.initiatorType === 'fetch').length"
LETTERS = """() => {
    const drawn = document.querySelector(".present-drawn");
    const scale = new DOMMatrix(getComputedStyle(drawn).transform).a;
    const chart = [...drawn.querySelectorAll("text, tspan")].filter((each) => each.textContent.trim());
    const words = [...document.querySelectorAll(".present :is(p, h2, button, select)")];
    const size = (each) => parseFloat(getComputedStyle(each).fontSize);
    return Math.min(...chart.map((each) => size(each) * scale), ...words.map(size));
}"""

BEYOND = """() => {
    const slide = document.querySelector(".present-slide");
    return slide.scrollHeight - slide.clientHeight - slide.scrollTop;
}"""


def test_any_page_is_presented_in_one_click_and_left_as_it_was(visit, axe):
    page = visit("/equity")
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.wait_for_selector(
        "#equity-shuffle .js-plotly-plot .trace, #equity-shuffle .annotation", state="attached"
    )
    before = page.locator("#page").inner_text()
    page.locator("#present-page").click()
    slide = page.get_by_role("dialog", name="Presentation")
    place = slide.get_by_role("status")
    expect(place).to_contain_text("1 of ")
    asked = page.evaluate(ASKED)
    expect(slide.get_by_role("heading")).to_have_text("How far apart are the groups?")
    assert page.evaluate("window.evenhand.namesHidden()")
    assert page.evaluate(LETTERS) >= 24
    page.keyboard.press("ArrowRight")
    expect(place).to_contain_text("2 of ")
    expect(slide.get_by_role("heading")).to_have_text("Is the gap closing?")
    assert axe() == []
    page.keyboard.press("End")
    last = place.inner_text()
    assert last.split()[0] == last.split()[2]
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    page.keyboard.press("ArrowLeft")
    expect(place).to_contain_text("1 of ")
    assert page.evaluate(ASKED) == asked
    page.keyboard.press("Escape")
    expect(slide).to_have_count(0)
    expect(page.locator("#present-page")).to_be_focused()
    assert not page.evaluate("window.evenhand.namesHidden()")
    assert not page.evaluate("Boolean(document.fullscreenElement)")
    assert page.locator("#page").inner_text() == before
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_meeting_is_made_and_presented_in_two_clicks(visit, axe):
    page = visit("/meeting")
    page.get_by_role("button", name="Staff meeting").click()
    page.wait_for_url("**/meeting?id=*")
    page.wait_for_selector(".meeting-deck .js-plotly-plot .trace", state="attached")
    page.locator("#present-page").click()
    slide = page.get_by_role("dialog", name="Presentation")
    expect(slide).to_contain_text("To discuss:")
    page.keyboard.press("Escape")
    first = page.locator(".meeting-deck .figure-card").first
    title = first.locator(".question").inner_text()
    first.get_by_role("button", name="Move down").press("Enter")
    expect(page.locator(".meeting-deck .question").nth(1)).to_have_text(title)
    expect(page.locator("*:focus")).to_have_text("Move down")
    page.get_by_label("What is to be done").fill("Ring ten families")
    page.get_by_role("button", name="Note the action").click()
    expect(page.locator(".slide-list")).to_contain_text("Ring ten families")
    expect(page.get_by_label("What is to be done")).to_be_focused()
    assert axe() == []


def test_a_meeting_is_worded_and_presented_with_the_keyboard_alone(visit):
    page = visit("/meeting")
    page.get_by_role("button", name="Pupil progress meeting").press("Enter")
    page.wait_for_url("**/meeting?id=*")
    page.wait_for_selector(".meeting-deck .js-plotly-plot .trace", state="attached")
    first = page.locator(".meeting-deck .figure-card").first
    first.get_by_text("Change its words").press("Enter")
    first.get_by_label("Question to discuss").fill("What do we do on Monday?")
    page.keyboard.press("Shift+Tab")
    expect(first.locator(".discussion")).to_contain_text("What do we do on Monday?")
    expect(first.get_by_label("Title")).to_be_focused()
    page.locator("#present-page").press("Enter")
    slide = page.get_by_role("dialog", name="Presentation")
    names = slide.get_by_role("button", name="names")
    slide.get_by_label("Move on").focus()
    page.keyboard.press("ArrowRight")
    expect(slide.get_by_role("status")).to_contain_text("2 of ")
    expect(names).to_have_text("Show names")
    page.keyboard.press("Shift+N")
    expect(names).to_have_text("Hide names")
    page.keyboard.press("Escape")


def test_a_slide_fits_a_small_projector_and_a_longer_one_is_paged_through(visit):
    page = visit("/meeting")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("button", name="Improvement partner's visit").click()
    page.wait_for_url("**/meeting?id=*")
    page.wait_for_selector(".meeting-deck .js-plotly-plot .trace", state="attached")
    cards = page.locator(".meeting-deck .figure-card").count()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) == cards + 1  # a figure a page, and what was agreed
    page.locator("#present-page").click()
    place = page.get_by_role("dialog", name="Presentation").get_by_role("status")
    expect(place).to_contain_text("1 of ")
    told = []
    while (now := (place.inner_text(), page.evaluate(BEYOND))) not in told:
        told.append(now)
        assert (now[1] > 8) is now[0].endswith("goes on below")
        assert page.evaluate(LETTERS) >= 12
        page.keyboard.press("PageDown")
    longer = [text for text, _beyond in told if text.endswith("below")]
    assert 0 < len({text.partition(",")[0] for text in longer}) <= 3
    number, _of, slides = told[-1][0].split()  # to the end, past every longer one
    assert number == slides
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_live_figure_is_not_offered_to_governors_and_a_packs_is(visit):
    page = visit("/equity")
    page.wait_for_selector("#equity-groups .js-plotly-plot .trace", state="attached")
    page.locator("#equity-groups").get_by_role("button", name="Add to a meeting").press("Enter")
    offered = page.get_by_role("dialog").get_by_role("option")
    expect(offered.filter(has_text="New:").first).to_have_text("New: Staff meeting")
    assert not [each for each in offered.all_inner_texts() if "overnors" in each]
    page.keyboard.press("Escape")
