"""Sign-in with the school's own accounts, over OpenID Connect: Google Workspace, Microsoft Entra, or another.

Set up in ``openid.json`` in the data folder, or where EVENHAND_OPENID says. A provider says who somebody is;
what they may see is said here alone, and who is not named here is not let in.
"""

import json
import logging
import os
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, session
from werkzeug.wrappers import Response

from dashboard.shell.identity import ROLES, Role

log = logging.getLogger(__name__)

FILE = "openid.json"
ELSEWHERE = "EVENHAND_OPENID"
KEYS = ("issuer", "client_id", "client_secret", "label", "domain", "tenant")
NEEDED = ("issuer", "client_id", "client_secret")
SIGNED_WITH = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
SECONDS = 10.0  # that a provider may take to answer
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Claims = dict[str, list[str]]


class NotSetUp(ValueError):
    """The settings cannot be used. The message says what to change."""


class NotConfirmed(Exception):
    """The provider did not confirm who it is, or confirmed somebody who has no role here."""


@dataclass(frozen=True)
class Grant:
    """A role for somebody that the provider knows, and its last day."""

    role: Role
    until: str | None = None

    @property
    def stamp(self) -> str:
        """Return what changes with the grant."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Settings:
    """Which provider, and who has which role: by a verified e-mail address, or a group of the provider."""

    issuer: str
    client_id: str
    client_secret: str
    label: str = "your school account"
    domain: str = ""
    tenant: str = ""
    emails: dict[str, Grant] = field(default_factory=dict)
    groups: dict[str, Grant] = field(default_factory=dict)


class Provider:
    """The provider of one data folder, as its settings stand now."""

    def __init__(self, folder: Path) -> None:
        self.path = Path(os.environ.get(ELSEWHERE) or folder / FILE)
        self._seen: tuple[int, int] | None = None
        self._settings: Settings | None = None

    def is_set_up(self) -> bool:
        """Say whether there are settings."""
        return self.path.exists()

    def settings(self) -> Settings | None:
        """Return the settings, read again when they change. Raises NotSetUp."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        if self._seen != (found.st_mtime_ns, found.st_size):
            self._settings = read_settings(self.path)
            self._seen = (found.st_mtime_ns, found.st_size)
        return self._settings

    def grant(self, claims: Claims) -> Grant | None:
        """Return the role of somebody by what the provider said of them, if they have one today."""
        try:
            settings = self.settings()
        except NotSetUp as error:
            log.error("%s", error)
            return None
        if settings is None:
            return None
        named = [settings.emails.get(email) for email in claims.get("email", [])]
        named += [settings.groups.get(group) for group in claims.get("groups", [])]
        valid = [
            grant
            for grant in named
            if grant and not (grant.until and date.fromisoformat(grant.until) < date.today())
        ]
        return min(valid, key=lambda grant: ROLES.index(grant.role), default=None)

    def client(self, server: Flask) -> "Client":
        """Return what talks to the provider. Raises NotSetUp."""
        settings = self.settings()
        if settings is None:
            raise NotSetUp("There is no openid.json.")
        return Client(settings, server)


@dataclass(frozen=True)
class Client:
    """One conversation with the provider, through Authlib."""

    settings: Settings
    server: Flask

    @cached_property
    def app(self) -> Any:  # noqa: ANN401 - Authlib has no types
        """Return Authlib's client: code flow with PKCE, state and nonce."""
        from authlib.integrations.flask_client import OAuth  # half a second that no start should wait for

        known: dict[tuple[str, ...], Any] = self.server.extensions.setdefault("evenhand-openid", {})
        key = (self.settings.issuer, self.settings.client_id, self.settings.client_secret)
        if key not in known:
            known[key] = OAuth(self.server).register(
                name="school",
                client_id=self.settings.client_id,
                client_secret=self.settings.client_secret,
                server_metadata_url=f"{self.settings.issuer}/.well-known/openid-configuration",
                client_kwargs={
                    "scope": "openid email profile",
                    "code_challenge_method": "S256",
                    "default_timeout": SECONDS,
                },
            )
        return known[key]

    def send_there(self, back: str) -> Response:
        """Send the browser to the provider, to come back to this address."""
        session.clear()
        self._know_issuer()
        return cast(Response, self.app.authorize_redirect(back))

    def who_came_back(self) -> tuple[str, Claims]:
        """Return the name and the claims of who comes back. Raises NotConfirmed, and all Authlib does."""
        self._know_issuer()
        options = {
            "iss": {"essential": True, "value": self.app.server_metadata["issuer"]},
            "aud": {"essential": True, "value": self.settings.client_id},
        }
        token = self.app.authorize_access_token(claims_options=options)
        claims = token.get("userinfo")
        if not claims:
            raise NotConfirmed("no identity token")
        return self._accepted(claims)

    def _know_issuer(self) -> None:
        """Read the provider's own description. Raises NotConfirmed where it is another's."""
        described = self.app.load_server_metadata()
        if str(described.get("issuer", "")).rstrip("/") != self.settings.issuer:
            raise NotConfirmed("another issuer")
        offered = described.get("id_token_signing_alg_values_supported") or ["RS256"]
        described["id_token_signing_alg_values_supported"] = [one for one in offered if one in SIGNED_WITH]

    def _accepted(self, claims: dict[str, Any]) -> tuple[str, Claims]:
        """Return name and claims of a confirmed identity. Raises NotConfirmed for one of elsewhere."""
        if self.settings.tenant and claims.get("tid") != self.settings.tenant:
            raise NotConfirmed("another tenant")
        email = str(claims.get("email", "")).casefold() if claims.get("email_verified") is True else ""
        if self.settings.domain:
            hosted = claims.get("hd", self.settings.domain)
            if hosted != self.settings.domain or not email.endswith(f"@{self.settings.domain}"):
                raise NotConfirmed("another domain")
        lists = [each for each in (claims.get("groups"), claims.get("roles")) if isinstance(each, list)]
        groups = [str(one) for each in lists for one in each]
        name = email or str(claims.get("preferred_username") or claims["sub"])
        known = [one for one in groups if one in self.settings.groups]
        return name[:80], {"email": [email] if email else [], "groups": known}


def read_settings(path: Path) -> Settings:
    """Read the settings; EVENHAND_OPENID_CLIENT_SECRET and the like stand above the file. Raises NotSetUp."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        texts = {key: str(os.environ.get(f"{ELSEWHERE}_{key.upper()}") or kept.get(key, "")) for key in KEYS}
        named = kept.get("emails", {}), kept.get("groups", {})
        emails = {str(key).casefold(): _grant(key, each) for key, each in named[0].items()}
        groups = {str(key): _grant(key, each) for key, each in named[1].items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise NotSetUp(f"{path.name} cannot be read: {error}") from error
    missing = [key for key in NEEDED if not texts[key]]
    if missing:
        raise NotSetUp(f"{path.name}: {', '.join(missing)} missing. Your provider shows what to write there.")
    if not emails and not groups:
        raise NotSetUp(f'{path.name}: nobody has a role. Add "emails": {{"head@example.sch.uk": "leader"}}.')
    texts["issuer"] = texts["issuer"].rstrip("/").removesuffix("/.well-known/openid-configuration")
    parts = urlsplit(texts["issuer"])
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise NotSetUp(f"{path.name}: issuer must begin with https://.")
    own = {key: text.casefold() if key == "domain" else text for key, text in texts.items() if text}
    return Settings(**own, emails=emails, groups=groups)


def _grant(whose: str, said: object) -> Grant:
    """Return a role as the settings say it: "leader", or {"role": "partner", "until": "2026-07-31"}."""
    each = {"role": said} if isinstance(said, str) else dict(cast(dict[str, Any], said))
    role, until = each.get("role"), each.get("until")
    if role not in ROLES:
        raise NotSetUp(f"{FILE}: {whose} has the role {role!r}. Choose one of {', '.join(ROLES)}.")
    if role == "partner" and not until:
        raise NotSetUp(f'{FILE}: {whose}: an improvement partner needs a last day: "until": "2026-07-31".')
    return Grant(role, date.fromisoformat(until).isoformat() if until else None)
