"""A card's figure can be taken away as a picture and as a table."""

import pytest


@pytest.fixture
def card(visit):
    page = visit("/equity")
    page.wait_for_selector(".js-plotly-plot .xtick")
    return page.locator(".figure-card:has(.js-plotly-plot)").first


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


def test_a_cell_that_looks_like_a_formula_is_disarmed(page, card):
    card.locator("table.figures tbody th").first.evaluate("cell => { cell.textContent = '=1+1' }")
    text = saved(page, card.get_by_role("button", name="CSV")).path().read_text(encoding="utf-8")
    assert '"\'=1+1"' in text


def test_the_picture_is_a_png_that_names_itself(page, card):
    file = saved(page, card.get_by_role("button", name="PNG"))
    assert file.suggested_filename.endswith(".png")
    assert file.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
