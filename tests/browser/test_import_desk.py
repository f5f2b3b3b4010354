"""The data manager's journey: this week's export in, what was refused and why, undo."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.store.batches import all_batches
from dashboard.store.importing import import_files
from tests.browser.conftest import served
from tests.store.conftest import marks_csv, pupils_csv, write

REFUSED = 17
SECONDS = 90_000


@pytest.fixture(scope="session")
def desk_folder(tmp_path_factory):
    """Return a school of twenty pupils and one day: what is tried here does not depend on how many."""
    place = tmp_path_factory.mktemp("desk")
    files = [write(place / "pupils.csv", pupils_csv()), write(place / "marks.csv", marks_csv(0))]
    assert import_files(place / "store", files, by="tests").outcome == "imported"
    return place / "store"


@pytest.fixture(scope="session")
def base_url(desk_folder):
    with served(desk_folder) as address:
        yield address


@pytest.fixture(scope="session")
def shared_context(browser, browser_context_args, base_url):
    context = browser.new_context(**{**browser_context_args, "base_url": base_url})
    yield context
    context.close()


@pytest.fixture
def export(tmp_path):
    """Write a day's marks as another system would, some with a code that there is not."""
    _, *rows = marks_csv(1).splitlines()
    rows = [f"{row.rpartition(',')[0]},ZZ" if place < REFUSED else row for place, row in enumerate(rows)]
    text = "\n".join(["Adno,Mark date,AM/PM,Mark", *rows]) + "\n"
    return write(tmp_path / "marks this week.csv", text), len(rows)


def drop(page, path):
    """Drop a file on the page as a mouse does: the browser makes it from the bytes."""
    page.evaluate(
        """([name, text]) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], name, {type: "text/csv"}));
            for (const type of ["dragover", "drop"]) {
                document.querySelector("main").dispatchEvent(
                    new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
            }
        }""",
        [path.name, path.read_text(encoding="utf-8")],
    )


def test_a_week_comes_in_is_explained_and_is_taken_back_in_three_clicks(clicks, axe, export, desk_folder):
    path, rows = export
    page, click, counted = clicks
    click("#menu a:text-is('Data')")
    page.wait_for_selector("#desk-drop")
    drop(page, path)
    says, body = page.locator("#desk-says"), page.locator("#desk-body")
    expect(says).to_contain_text(f"{REFUSED} of {rows:,} rows cannot be taken", timeout=SECONDS)
    expect(body).to_contain_text('"ZZ" is not one of')
    expect(body).to_contain_text(f"{rows:,} rows read, {REFUSED} refused, 0 blank")
    with page.expect_download() as download:
        page.get_by_role("link", name=f"The {REFUSED} refused rows as a file").click()
    assert download.value.path().read_text(encoding="utf-8-sig").count("ZZ") >= REFUSED

    click("button:has-text('Import the good rows')")
    expect(says).to_contain_text(re.compile(r"Imported as 0002: [\d,]+ attendance marks"), timeout=SECONDS)
    assert [batch.state for batch in all_batches(desk_folder)] == ["accepted", "accepted"]

    click("button:text-is('Undo')")
    expect(says).to_contain_text("Import 0002 is taken back", timeout=SECONDS)
    assert [batch.state for batch in all_batches(desk_folder)] == ["accepted", "undone"]
    expect(page.locator("#desk-below")).to_contain_text("taken back")
    assert len(counted) <= 3
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage])").count("marks this week") == 0
    assert axe() == []
    page.get_by_role("button", name="Bring in other files").click()
    expect(page.locator("#desk-body")).to_be_empty()
