"""Signing in, in a real browser: by keyboard, by the school's provider, and when a session ends."""

import json
import shutil

import oidc_provider_mock
import pytest

from dashboard.signin.accounts import Book
from tests.browser.conftest import RULES, served
from tests.signin.conftest import PASSWORD


@pytest.fixture(scope="module")
def shut_folder(demo_folder, tmp_path_factory):
    """Return the demo school with a leader, a governor, and a provider that knows the head."""
    folder = tmp_path_factory.mktemp("shut") / "school"
    shutil.copytree(demo_folder, folder)
    Book(folder).add("amy", "leader", PASSWORD)
    Book(folder).add("gus", "governor", PASSWORD)
    return folder


@pytest.fixture(scope="module")
def provider(shut_folder):
    head = {"email": "head@example.sch.uk", "email_verified": True}
    user = oidc_provider_mock.User(sub="head", claims=head)
    with oidc_provider_mock.run_server_in_thread(user_claims=[user]) as server:
        settings = {"issuer": f"http://localhost:{server.server_port}", "client_id": "evenhand"}
        settings |= {"client_secret": "x", "label": "Google", "emails": {"head@example.sch.uk": "leader"}}
        (shut_folder / "openid.json").write_text(json.dumps(settings))
        yield server


@pytest.fixture(scope="module")
def address(shut_folder, provider):
    with served(shut_folder) as address:
        yield address


@pytest.fixture
def guest(browser, browser_context_args, address):
    """Return a browser that has never been here, and what went wrong in it."""
    context = browser.new_context(**{**browser_context_args, "base_url": address})
    page = context.new_page()
    faults = []
    page.on("console", lambda said: faults.append(said) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    # A session that ended is a 401; what the provider's own page lacks is not ours.
    ours = [fault for fault in faults if isinstance(fault, str) or fault.location["url"].startswith(address)]
    assert [str(fault) for fault in ours if "401" not in getattr(fault, "text", fault)] == []


def faults_of(page, script):
    page.evaluate(script)
    return [
        fault["id"]
        for fault in page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    ]


def stands(page):
    page.wait_for_selector(".who")
    page.wait_for_selector("main h1")


def test_by_keyboard_to_where_one_wanted_to_go_and_out_when_the_account_goes(guest, shut_folder, axe_script):
    guest.goto("/how?subject=Art")
    assert faults_of(guest, axe_script) == []
    guest.keyboard.type("Gus")
    guest.keyboard.press("Tab")
    guest.keyboard.type("not the password")
    guest.keyboard.press("Enter")
    guest.wait_for_selector("#said")
    assert faults_of(guest, axe_script) == []
    guest.fill("#name", "amy")
    guest.fill("#password", PASSWORD)
    guest.keyboard.press("Enter")
    stands(guest)
    assert guest.url.endswith("/how?subject=Art") and guest.inner_text(".who p").startswith("amy")
    Book(shut_folder).change_password("amy", "another tidal lantern 8")
    guest.get_by_role("link", name="Data", exact=True).click()
    guest.wait_for_selector("#password")
    assert "next=%2Fdata" in guest.url
    Book(shut_folder).change_password("amy", PASSWORD)


def test_with_the_schools_own_account_from_another_site_and_back(guest):
    guest.goto("/how?subject=Art")
    guest.get_by_role("link", name="Sign in with Google").click()
    guest.fill("input[name=sub]", "head")
    guest.get_by_role("button", name="Authorize").click()
    stands(guest)
    assert guest.url.endswith("/how?subject=Art")
    assert guest.inner_text(".who p").startswith("head@example.sch.uk")


def test_a_link_in_web_mail_needs_no_second_sign_in(guest, address):
    guest.goto("/signin?next=/how")
    guest.fill("#name", "amy")
    guest.fill("#password", PASSWORD)
    guest.keyboard.press("Enter")
    stands(guest)
    mail = address.replace("127.0.0.1", "localhost") + "/healthz"  # another site, to a browser
    guest.goto(mail)
    guest.evaluate(f"location.href = '{address}/how'")
    guest.wait_for_url("**/how")
    stands(guest)
    assert guest.url == f"{address}/how" and guest.locator(".who").count() == 1


def test_without_scripts_the_sign_in_works_and_a_governor_has_a_governors_menu(
    browser, address, browser_context_args
):
    context = browser.new_context(
        **{**browser_context_args, "base_url": address, "java_script_enabled": False}
    )
    page = context.new_page()
    page.goto("/data")
    page.fill("#name", "gus")
    page.fill("#password", PASSWORD)
    page.click("button")
    assert page.url == f"{address}/data"
    assert page.request.get("/_dash-layout").status == 200
    assert "/attendance" not in page.request.get("/_dash-layout").text()
    context.close()
