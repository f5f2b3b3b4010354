"""A school that has brought in nothing yet: every page says what is missing, and nothing goes wrong."""

from dashboard.shell.pages import PAGES

from .conftest import served


def test_pages_of_an_empty_school_log_no_error(tmp_path, browser, browser_context_args):
    faults = []
    with served(tmp_path) as address:
        page = browser.new_page(**browser_context_args)
        page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        for path in [module.PATH for module in PAGES]:
            page.goto(f"{address}{path}")
            page.wait_for_selector("main h1")
            page.wait_for_load_state("networkidle")
        page.close()
    assert faults == []
