"""The first screen leads to the lists to act on, and a link to a place on a page ends there."""

from playwright.sync_api import expect


def top_of(page, place):
    """Wait until a place stands at the top of the window, as far as the page reaches."""
    page.wait_for_function(
        """place => {
          const card = document.getElementById(place), room = document.documentElement;
          if (!card) return false;
          const end = room.scrollHeight - room.clientHeight - room.scrollTop < 2;
          const top = card.getBoundingClientRect().top;
          return Math.abs(top) < 40 || (end && top >= 0);
        }""",
        arg=place,
    )


def test_a_link_on_the_first_screen_ends_at_its_list(page):
    page.goto("/")
    page.get_by_role("link", name="Whom to thank").click()
    expect(page.locator("#attendance-back-sentence")).to_contain_text("pupil")
    top_of(page, "attendance-back")
    page.go_back()
    expect(page.locator("#overview-first-title")).to_be_visible()


def test_an_address_with_a_place_opens_there_and_lets_go_of_it(page):
    page.goto("/attendance#attendance-late")
    expect(page.locator("#attendance-late-sentence")).to_contain_text("late")
    top_of(page, "attendance-late")
    page.keyboard.press("Home")
    page.wait_for_function("() => scrollY === 0")
    page.evaluate("document.body.style.paddingBottom = '50px'")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("scrollY") == 0
