"""A demo school behind a real browser, which fails a test on any console error or request to elsewhere."""

import logging
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
import pytest
from selenium.webdriver.chrome.options import Options
from werkzeug.serving import make_server

from dashboard.demo import make_school
from dashboard.shell.factory import create_app
from dashboard.store.importing import import_files

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OTHER_HOSTS = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


def pytest_setup_options():
    """Return the options of Dash's own test browser, which runs on Selenium."""
    options = Options()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new", "--no-sandbox", "--window-size=1280,900"):
        options.add_argument(flag)
    return options


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """Return a store with a small made-up school, brought in by the real import."""
    folder = tmp_path_factory.mktemp("demo")
    files = make_school(tmp_path_factory.mktemp("files"), pupils=240, years=2, schools=1, seed=1)
    assert import_files(folder, files, by="tests").outcome != "refused"
    return folder


@contextmanager
def served(folder):
    """Serve a store for as long as a test needs it, and give its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(folder).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)


@pytest.fixture(scope="session")
def base_url(demo_folder):
    with served(demo_folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not CHROMIUM:
        pytest.skip("No Chrome or Chromium is installed: apt-get install chromium")
    flags = ["--no-sandbox", "--force-color-profile=srgb", OTHER_HOSTS]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    look = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", "reduced_motion": "reduce"}
    return {**browser_context_args, **look}


@pytest.fixture(scope="session")
def shared_context(browser, browser_context_args, base_url):
    """Return one context for all tests, so that the scripts stay cached."""
    context = browser.new_context(**{**browser_context_args, "base_url": base_url})
    yield context
    context.close()


@pytest.fixture
def page(shared_context, base_url):
    page = shared_context.new_page()
    faults = []

    def heard(request):
        if not request.url.startswith((base_url, "data:", "blob:")):
            faults.append(f"off host: {request.url}")

    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", heard)
    yield page
    if page.url.startswith(base_url):
        page.evaluate("localStorage.clear()")
    page.close()
    assert faults == []


@pytest.fixture
def visit(page):
    """Return ``visit(path)``: open a page and wait until its figures stand."""

    def go(path):
        page.goto(path)
        page.wait_for_selector("main h1")
        page.wait_for_load_state("networkidle")
        return page

    return go


@pytest.fixture
def clicks(visit):
    """Return the start page, and a function that clicks and counts."""
    page = visit("/")
    counted = []

    def click(selector):
        page.locator(selector).first.click()
        counted.append(selector)

    return page, click, counted


@pytest.fixture(scope="session")
def axe_script():
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


@pytest.fixture
def axe(page, axe_script):
    """Return ``axe()``: every fault that axe finds on the page as it stands."""

    def run():
        page.evaluate(axe_script)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{fault['impact']} {fault['id']}: {fault['nodes'][0]['html'][:120]}"
            for fault in found["violations"]
        ]

    return run
