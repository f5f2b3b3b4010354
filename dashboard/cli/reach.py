"""From where the pages can be reached, and what is not safe: refused with a reason before anything starts."""

import os
import socket
import sys
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.cli.words import WrongUsage

if TYPE_CHECKING:
    from dashboard.signin.gate import Access

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::", "*")

# Each opens every page and every pupil to whoever can reach the port, or runs code that the browser sends.
UNSAFE = ("DASH_MCP", "DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD", "DASH_PROXY", "FLASK_DEBUG")
OFF = ("", "0", "false", "no")
OLDEST_DASH = (4, 4, 1)  # before it, a stranger could end any process of this machine

NO_USERS = (
    "there are no users yet, so anybody who reaches this machine could read every pupil's data. "
    "Only 127.0.0.1 is allowed until you add one: evenhand users add NAME --role leader"
)
NO_TLS = (
    "passwords and pupils' data would cross the network for all to read. Put a web server with TLS in front "
    "and add --behind-proxy ADDRESS (its address, 127.0.0.1 on this machine), or, on a network that you "
    "trust with them, --without-tls."
)


@dataclass(frozen=True)
class Reach:
    """From where a server can be reached, by which names, and what stands in front of it."""

    host: str
    names: frozenset[str]
    proxy: str | None
    has_users: bool

    def access(self) -> "Access":
        """Return it as the gate needs to know it."""
        from dashboard.signin.gate import Access

        return Access(must_sign_in=self.has_users, is_secure=self.proxy is not None, hosts=self.names)

    def proxied(self) -> dict[str, Any]:
        """Return what waitress must know of the proxy: whom to believe, and what it says."""
        if self.proxy is None:
            return {}
        believed = {"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"}
        return {
            "trusted_proxy": self.proxy,
            "trusted_proxy_headers": believed,
            "clear_untrusted_proxy_headers": True,
            "url_scheme": "https",
        }

    def in_words(self, port: int) -> str:
        """Say where the pages are."""
        if self.proxy is None:
            host = f"[{self.host}]" if ":" in self.host else self.host
            where = f"Evenhand is at http://{host}:{port} (Ctrl+C stops it)"
        else:
            where = f"Evenhand answers the proxy at {self.proxy} on port {port} (Ctrl+C stops it)"
        names = f"It answers to {', '.join(sorted(self.names))}." if self.names else ""
        return "\n".join(filter(None, (where, names)))


def reach_of(choice: Namespace, folder: Path) -> Reach:
    """Return from where the pages will be reached. Raises WrongUsage where that would not be safe."""
    refuse_settings()
    has_users = somebody_can_sign_in(folder)
    asked = {
        f"--host {choice.host}": choice.host not in LOOPBACK,
        "--behind-proxy": choice.behind_proxy,
        f"--allowed-host {' '.join(choice.allowed_host)}": choice.allowed_host,
    }
    opened = next((option for option, is_asked in asked.items() if is_asked), None)
    if opened and not has_users:
        raise WrongUsage(f"{opened}: {NO_USERS}")
    if choice.host not in LOOPBACK and not choice.behind_proxy and not choice.without_tls:
        raise WrongUsage(f"--host {choice.host}: {NO_TLS}")
    if has_users:
        refuse_readable(folder)
        if os.environ.get("EVENHAND_VIEWER"):
            print("EVENHAND_VIEWER is not used: what somebody sees depends on who signs in.", flush=True)
    return Reach(choice.host, names_of(choice), choice.behind_proxy, has_users)


def names_of(choice: Namespace) -> frozenset[str]:
    """Return the names, beside this machine's own, by which browsers may ask for the server."""
    names = {name.casefold() for name in choice.allowed_host}
    if choice.host in EVERYWHERE:
        names |= {socket.gethostname().casefold(), socket.getfqdn().casefold()} - set(LOOPBACK)
    elif choice.host not in LOOPBACK:
        names.add(choice.host.casefold())
    return frozenset(names)


def refuse_settings() -> None:
    """Raise WrongUsage where a setting of the environment would open the pages, or Dash is too old."""
    from importlib.metadata import version

    for name, value in os.environ.items():
        if name.startswith(UNSAFE) and value.lower() not in OFF:
            raise WrongUsage(f"{name} is set: it would open the pages to others. Unset it and start again.")
    found = version("dash")
    if tuple(int(part) for part in found.split(".")[:3] if part.isdigit()) < OLDEST_DASH:
        raise WrongUsage(f"Dash {found} is installed: it has a known hole. Install 4.4.1 or newer.")


def somebody_can_sign_in(folder: Path) -> bool:
    """Say whether there are users. Raises WrongUsage where there are some and none of them is a leader."""
    from dashboard.signin.accounts import Book
    from dashboard.signin.openid import NotSetUp, Provider

    try:
        settings = Provider(folder).settings()
    except NotSetUp as error:
        raise WrongUsage(str(error)) from error
    grants = [*settings.emails.values(), *settings.groups.values()] if settings else []
    accounts = Book(folder).accounts().values()
    roles = {one.role for one in accounts if not one.has_expired(date.today())} | {one.role for one in grants}
    if (accounts or settings) and "leader" not in roles:
        raise WrongUsage("No leader could sign in. Add one: evenhand users add NAME --role leader")
    return bool(accounts or settings)


def refuse_readable(folder: Path) -> None:
    """Raise WrongUsage where other users of this machine could read the data behind the sign-in's back."""
    if sys.platform == "win32":
        return
    for path, others in ((folder, 0o007), (folder / "openid.json", 0o077)):
        if path.exists() and path.stat().st_mode & others:
            raise WrongUsage(
                f"{path} can be read by other users of this machine, without signing in. "
                f"Run: chmod {'700' if path.is_dir() else '600'} {path}"
            )
