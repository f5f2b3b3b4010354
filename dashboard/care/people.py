"""Who may sign in and what each role sees, as this server would answer now."""

from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

from dashboard.cards import day
from dashboard.shell.identity import IN_WORDS, ROLES, VIEWER_OF, Role

if TYPE_CHECKING:
    from dashboard.signin.accounts import Book
    from dashboard.signin.openid import Provider

SEES: dict[Role, str] = {
    "leader": "Everything: every pupil, names, imports and this page.",
    "projected": "All figures for groups, without names or single pupils: for a screen that others see too.",
    "governor": "What is published for governors: groups only, small ones hidden, counts rounded.",
    "partner": "The same as a governor, until the last day given to the account.",
}
ACCOUNTS = ("Who", "Role", "Until", "Signs in with")
SIGHT = ("Role", "Sees", "Pages")
PURPOSES = ("Page", "The question it answers", "For")


def account_rows(book: "Book", provider: "Provider") -> list[list[str]]:
    """Return who may sign in, as what, until when and how. Raises UnreadableAccounts, NotSetUp."""
    known = [(one.name, one.role, one.until, "name and password") for one in book.accounts().values()]
    if settings := provider.settings():
        granted = [*settings.emails.items(), *settings.groups.items()]
        known += [(name, grant.role, grant.until, settings.label) for name, grant in granted]
    return [[name, IN_WORDS[role], until_words(until), how] for name, role, until, how in known]


def until_words(until: str | None) -> str:
    """Return the last day of an account in words."""
    if until is None:
        return "no end"
    last = date.fromisoformat(until)
    return f"{day(last)}, ended" if last < date.today() else day(last)


def role_rows() -> list[list[str]]:
    """Return what each role sees, and which pages there are for it."""
    pages = _pages()
    return [
        [
            IN_WORDS[role],
            SEES[role],
            ", ".join(
                page.TITLE
                for page in pages.PAGES
                if pages.in_menu(page) and VIEWER_OF[role] in pages.viewers(page)
            ),
        ]
        for role in ROLES
    ]


def purpose_rows() -> list[list[str]]:
    """Return each page, the question that it answers and the roles that it is for."""
    pages = _pages()
    return [
        [
            page.TITLE,
            pages.heading(page),
            ", ".join(IN_WORDS[role] for role in ROLES if VIEWER_OF[role] in pages.viewers(page)),
        ]
        for page in pages.PAGES
    ]


def _pages() -> ModuleType:
    """Return the module of the pages, which import the page that shows this."""
    from dashboard.shell import doors, pages

    assert doors  # some page needs the doors, which must be there before it
    return pages
