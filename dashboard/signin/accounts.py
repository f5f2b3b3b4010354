"""The accounts of one data folder: who may sign in, as what, until when. Kept in ``users.json``."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import cast

from dashboard.shell.identity import ROLES, Role
from dashboard.signin.passwords import hashed, is_right, require_strong
from dashboard.signin.secret import replace_private
from dashboard.store.lock import lock_file

FILE = "users.json"
NAME = re.compile(r"[a-z0-9][a-z0-9.@_'+-]{0,63}")


class NotAnAccount(ValueError):
    """An account that cannot be as asked. The message says what to do."""


class UnreadableAccounts(OSError):
    """The file of the accounts is damaged: nobody is let in by guess."""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in. ``until`` is the last day; ``password`` what is kept of it."""

    name: str
    role: Role
    password: str
    until: str | None = None

    @property
    def stamp(self) -> str:
        """Return what changes with the account: a session holds for the account as it was."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()

    def has_expired(self, today: date) -> bool:
        """Say whether the last day has passed."""
        return self.until is not None and date.fromisoformat(self.until) < today


class Book:
    """The accounts as they stand on the disk: read again as soon as a command has changed them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._seen: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}

    def accounts(self) -> dict[str, Account]:
        """Return every account by its name. Raises UnreadableAccounts."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return {}
        signature = (found.st_mtime_ns, found.st_size, found.st_ino)
        if signature != self._seen:
            self._accounts = _read(self.path)
            self._seen = signature
        return self._accounts

    def valid(self, name: str) -> Account | None:
        """Return the account of this name if it may sign in today."""
        account = self.accounts().get(name.strip().casefold())
        return None if account is None or account.has_expired(date.today()) else account

    def signed_in(self, name: str, password: str) -> Account | None:
        """Return the account if the password is right; it takes as long where there is no such account."""
        account = self.valid(name)
        return account if is_right(password, account.password if account else None) else None

    def add(self, name: str, role: str, password: str, until: str | None = None) -> Account:
        """Add an account. Raises NotAnAccount, WeakPassword."""
        account = checked(name, role, until)
        require_strong(password, account.name)
        account = replace(account, password=hashed(password))
        with self._changing() as accounts:
            if account.name in accounts:
                raise NotAnAccount(
                    f"{account.name}: there is such an account. Remove it first, or change its password."
                )
            accounts[account.name] = account
        return account

    def remove(self, name: str) -> Account:
        """Remove an account. Raises NotAnAccount."""
        with self._changing() as accounts:
            account = _known(accounts, name)
            others = [one for one in accounts.values() if one is not account]
            if others and not any(one.role == "leader" for one in others):
                raise NotAnAccount(
                    f"{account.name}: the last leader. Add another leader first, or remove the others first."
                )
            del accounts[account.name]
        return account

    def change_password(self, name: str, password: str) -> Account:
        """Give an account another password; whoever is signed in with the old one is signed out."""
        with self._changing() as accounts:
            account = _known(accounts, name)
            require_strong(password, account.name)
            accounts[account.name] = replace(account, password=hashed(password))
        return account

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Account]]:
        """Yield the accounts to change, alone, and keep them unless that fails."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(f"{FILE}.lock").open("ab+") as file:
            try:
                lock_file(file)
            except OSError as error:
                raise NotAnAccount("The accounts are being changed elsewhere. Try again.") from error
            accounts = dict(self.accounts())
            yield accounts
            kept = {one.name: asdict(one) for one in sorted(accounts.values(), key=lambda one: one.name)}
            replace_private(self.path, json.dumps({"accounts": kept}, indent=1) + "\n")


def checked(name: str, role: str, until: str | None) -> Account:
    """Return an account without a password, if there can be such a one. Raises NotAnAccount."""
    name = name.strip().casefold()
    if not NAME.fullmatch(name):
        raise NotAnAccount(
            f"{name[:80]!r}: an account's name has letters, digits and . @ _ ' + - and no spaces, 64 at most."
        )
    if role not in ROLES:
        raise NotAnAccount(f"--role {role}: choose one of {', '.join(ROLES)}.")
    if role == "partner" and until is None:
        raise NotAnAccount("An improvement partner's account must end: add --until DATE.")
    if until is not None:
        try:
            day = date.fromisoformat(until)
        except ValueError as error:
            raise NotAnAccount(f"--until {until}: write the last day as 2026-07-31.") from error
        if day < date.today():
            raise NotAnAccount(f"--until {until} has passed. Choose a day to come.")
        until = day.isoformat()
    return Account(name, role, "", until)


def _known(accounts: dict[str, Account], name: str) -> Account:
    """Return the account of this name. Raises NotAnAccount."""
    account = accounts.get(name.strip().casefold())
    if account is None:
        raise NotAnAccount(f"{name[:80]}: there is no such account. See: evenhand users list")
    return account


def _read(path: Path) -> dict[str, Account]:
    """Read the accounts. Raises UnreadableAccounts where they are not as they were written."""
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        raise UnreadableAccounts(f"{path}: others can read it. Run: chmod 600 {path}")
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["accounts"]
        accounts = {name: Account(**each) for name, each in kept.items()}
        for name, account in accounts.items():
            if (name, account.role in ROLES, bool(account.password)) != (account.name, True, True):
                raise ValueError(name)
            if account.until is not None or account.role == "partner":
                date.fromisoformat(cast(str, account.until))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableAccounts(
            f"{path} is damaged: nobody can sign in. Put a good copy back, or delete it and add the accounts "
            "again with: evenhand users add NAME --role leader"
        ) from error
    return accounts
