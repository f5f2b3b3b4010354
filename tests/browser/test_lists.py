"""A list of pupils: light however long, sorted, found in, printed and taken away; names hide at one key."""

import re

import pytest
from playwright.sync_api import expect

ROWS = "#equity-pupils-rows tbody tr[aria-rowindex]"
FIRST_NAME = f"{ROWS} >> nth=0 >> th"
PSEUDONYM = re.compile(r"^Pupil \d{3}\s\d{3}$")


@pytest.fixture
def listed(visit):
    """Return the equity page with a list longer than its window."""
    page = visit("/equity?measure=absence_rate&characteristic=Pupil+premium")
    page.select_option("#equity-list-group", "Not pupil premium")
    expect(page.locator(ROWS).first).to_be_visible()
    return page


def pupils_in(page):
    return int(page.get_attribute("#equity-pupils-rows table", "aria-rowcount")) - 1


def csv_of(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV for a meeting").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


def test_few_rows_stand_in_the_page_and_every_row_is_reached(listed):
    count = pupils_in(listed)
    assert count > 100
    assert listed.locator("#equity-pupils-rows tr").count() <= 60
    listed.focus("#equity-pupils-rows .window")
    listed.keyboard.press("End")
    expect(listed.locator(f"#equity-pupils-rows tr[aria-rowindex='{count + 1}']")).to_be_in_viewport()
    assert listed.locator("#equity-pupils-rows tr").count() <= 60
    listed.keyboard.press("Home")
    expect(listed.locator("#equity-pupils-rows tr[aria-rowindex='2']")).to_be_in_viewport()


def test_the_keyboard_goes_on_past_the_rows_that_stood_in_the_page(listed):
    listed.locator(f"{ROWS} a").first.focus()
    for _ in range(60):
        listed.keyboard.press("Tab")
    focused = "document.activeElement.closest('tr').getAttribute('aria-rowindex')"
    assert listed.evaluate(focused) == "62"
    for _ in range(60):
        listed.keyboard.press("Shift+Tab")
    assert listed.evaluate(focused) == "2"


def test_the_keyboard_is_not_lost_where_no_frame_is_drawn_in_time(listed):
    listed.evaluate("window.requestAnimationFrame = () => 0")  # a busy machine draws none for a while
    listed.locator(f"{ROWS} a").first.focus()
    for _ in range(60):
        listed.keyboard.press("Tab")
    assert listed.evaluate("document.activeElement.closest('tr').getAttribute('aria-rowindex')") == "62"


def test_a_heading_sorts_rising_falling_and_back(listed):
    head = listed.locator("#equity-pupils-rows thead th").first
    as_it_came = listed.inner_text(FIRST_NAME)
    listed.click("#equity-pupils-rows .sort >> nth=0")
    expect(head).to_have_attribute("aria-sort", "ascending")
    names = listed.locator(f"{ROWS} th").all_inner_texts()
    assert names == sorted(names)
    listed.click("#equity-pupils-rows .sort >> nth=0")
    expect(head).to_have_attribute("aria-sort", "descending")
    listed.click("#equity-pupils-rows .sort >> nth=0")
    assert listed.inner_text(FIRST_NAME) == as_it_came


def test_what_is_found_is_what_is_taken_away(listed):
    name = listed.inner_text(FIRST_NAME)
    listed.fill("#equity-pupils-rows-find", name.upper())
    expect(listed.locator("#equity-pupils-rows .notes")).to_have_text(f"1 of {pupils_in_all(listed)} pupils")
    head, row = csv_of(listed)
    assert head[:3] == ['"Surname"', '"Forename"', '"Pupil number"']
    assert [cell.strip('"') for cell in row[:2]] == name.split(", ")


def pupils_in_all(page):
    return page.evaluate("JSON.parse(document.getElementById('equity-pupils-rows').dataset.list).rows.length")


def test_paper_has_every_row_with_a_box_to_tick(listed):
    listed.evaluate("window.print = () => window.dispatchEvent(new Event('beforeprint'))")
    listed.get_by_role("button", name="Print this list").click()
    listed.emulate_media(media="print")
    paper = listed.locator("body > .paper")
    expect(paper).to_be_visible()
    assert paper.locator("tbody tr").count() == pupils_in(listed)
    assert paper.locator("td.tick").count() == pupils_in(listed)
    expect(paper.locator("p")).to_contain_text("printed")
    expect(listed.locator("main")).to_be_hidden()
    listed.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(listed.locator("main")).to_be_visible()
    assert listed.locator(".paper").count() == 0


def test_a_name_leads_to_its_pupil_without_loading_the_page_anew(listed):
    listed.evaluate("window.stillHere = true")
    listed.locator(f"{ROWS} a").first.click()
    expect(listed).to_have_url(re.compile("/pupil\\?school=.+&pupil="))
    assert listed.evaluate("window.stillHere")


def test_one_key_hides_every_name_here_and_on_the_next_page(listed):
    listed.locator("#equity-pupils-rows .window").focus()
    listed.keyboard.press("Shift+N")
    expect(listed.locator(FIRST_NAME)).to_have_text(PSEUDONYM)
    expect(listed.locator("#names-state")).to_have_text("Names are hidden.")
    pseudonym = listed.inner_text(FIRST_NAME)
    head, row, *_ = csv_of(listed)
    assert (head[0], row[0]) == ('"Pupil"', f'"{pseudonym}"')
    assert '"Surname"' not in head and '"Pupil number"' not in head
    listed.locator(f"{ROWS} a").first.click()
    heading = listed.locator("main [data-name]").first
    expect(heading).to_have_text(pseudonym)
    named = heading.get_attribute("data-shown")
    assert named not in listed.inner_text("body") and named not in listed.title()
    listed.click("#names-button")
    expect(heading).to_have_text(named)


def test_a_capital_n_in_a_field_is_a_letter(listed):
    name = listed.inner_text(FIRST_NAME)
    listed.locator("#equity-pupils-rows-find").press("Shift+N")
    assert listed.input_value("#equity-pupils-rows-find") == "N"
    assert listed.evaluate("sessionStorage.length") == 0
    listed.fill("#equity-pupils-rows-find", "")
    assert listed.inner_text(FIRST_NAME) == name


def test_what_was_looked_for_goes_when_names_go(listed):
    listed.fill("#equity-pupils-rows-find", "a")
    listed.click("#names-button")
    assert listed.input_value("#equity-pupils-rows-find") == ""


LONG_TABLE = """() => {
    const rows = Array.from({ length: 200 }, (_, place) => [["Class " + place], ["1.5", "1.4567"]]);
    const holder = document.createElement("div");
    holder.id = "long-table";
    const given = { head: ["Class", "Value"], numbers: [false, true], rows, caption: "" };
    holder.dataset.table = JSON.stringify(given);
    document.querySelector(".figure-card details:last-of-type .opened").append(holder);
}"""


def test_a_long_table_of_a_card_has_few_rows_in_the_page_and_all_in_its_file_and_on_paper(visit):
    page = visit("/equity")
    page.evaluate(LONG_TABLE)
    page.wait_for_selector("#long-table .window", state="attached")
    assert page.locator("#long-table tr").count() <= 60
    with page.expect_download() as download:
        page.locator(".figure-card:has(#long-table)").get_by_role("button", name="CSV").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), lines[-1]) == (201, '"Class 199","1.4567"')
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#long-table tr").count() == 201
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#long-table tr").count() <= 60
