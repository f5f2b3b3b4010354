"""A card's figure can be taken away as a picture and as a table."""

import pytest


@pytest.fixture
def card(visit):
    page = visit("/equity")
    page.wait_for_selector(".js-plotly-plot .xtick")
    return page.locator(".figure-card:has(.js-plotly-plot)").first


CATCH_PICTURE = """() => { window.Plotly.toImage = (asked, size) => {
    Object.assign(window, { asked, size });
    return Promise.resolve("data:,");
}; }"""


def saved(page, button):
    with page.expect_download() as download:
        button.click()
    return download.value


def test_the_table_opens_in_a_spreadsheet(page, card):
    file = saved(page, card.get_by_role("button", name="CSV"))
    text = file.path().read_bytes().decode("utf-8")
    assert file.suggested_filename.endswith(".csv")
    assert text.startswith("\ufeff") and "\r\n" in text
    assert all(line.startswith('"') for line in text[1:].splitlines())


def test_the_table_is_the_figures_alone_and_not_the_files_behind_them(page, card):
    page.wait_for_selector("#equity-groups-about table.figures", state="attached")
    text = saved(page, card.get_by_role("button", name="CSV")).path().read_text(encoding="utf-8-sig")
    assert text.startswith('"Group","Pupils"') and '"File"' not in text


def test_a_cell_that_looks_like_a_formula_is_disarmed(page, card):
    card.locator("#equity-groups-table tbody th").first.evaluate("cell => { cell.textContent = '=1+1' }")
    text = saved(page, card.get_by_role("button", name="CSV")).path().read_text(encoding="utf-8")
    assert '"\'=1+1"' in text


def test_the_picture_is_a_png_that_names_itself(page, card):
    file = saved(page, card.get_by_role("button", name="PNG"))
    assert file.suggested_filename.endswith(".png")
    assert file.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_picture_is_as_tall_as_the_chart_and_says_which_days_and_pupils(page, card):
    page.wait_for_selector("#equity-forest-graph .xtick")
    page.evaluate(CATCH_PICTURE)
    page.locator("#equity-forest").get_by_role("button", name="PNG").click()
    page.wait_for_function("() => window.asked")
    tall = page.locator("#equity-forest-graph").evaluate("graph => graph.clientHeight")
    layout, height = page.evaluate("() => [window.asked.layout, window.size.height]")
    assert height > tall > 320
    names = [words for words in layout["annotations"] if words.get("xanchor") == "left"]
    assert names and all(words["align"] == "left" for words in names)
    assert page.inner_text("#filter-words") in layout["annotations"][-1]["text"].replace("<br>", " ")
