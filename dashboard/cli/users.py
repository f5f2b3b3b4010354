"""Who may sign in, and who looked at what: the accounts and the log."""

import getpass
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.cli.words import DATA, DONE, WrongUsage, add_data, data_folder, day, moment
from dashboard.shell.identity import IN_WORDS, ROLES

if TYPE_CHECKING:
    from dashboard.audit.chain import Event

READABLE_BY_OTHERS = 0o077


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    users = commands.add_parser("users", help="who may sign in")
    actions = users.add_subparsers(title="actions", metavar="ACTION", required=True)
    add = actions.add_parser(
        "add", help="let somebody sign in; the password is asked for, or read from a pipe"
    )
    add.add_argument("--role", required=True, metavar="ROLE", help=", ".join(ROLES))
    add.add_argument("--until", metavar="DATE", help="the last day; an improvement partner must have one")
    add.set_defaults(run=run_add)
    remove = actions.add_parser("remove", help="let somebody sign in no longer")
    remove.set_defaults(run=run_remove)
    password = actions.add_parser("password", help="give somebody another password")
    password.set_defaults(run=run_password)
    shown = actions.add_parser("list", help="who may sign in, as what, until when")
    shown.set_defaults(run=run_list)
    for action in (add, remove, password):
        action.add_argument("name", metavar="NAME")
    for action in (add, remove, password, shown):
        add_data(action)

    command = commands.add_parser(
        "audit", help="who looked at what, and whether that log is as it was written"
    )
    add_data(command)
    command.add_argument("--pupil", metavar="NUMBER", help="only what was seen of this pupil")
    command.add_argument("--school", metavar="SCHOOL", help="the pupil's school, where there are several")
    command.add_argument("--verify", action="store_true", help="check that no line was changed or taken away")
    command.set_defaults(run=run_audit)


def run_add(choice: Namespace) -> int:
    """Add an account. Raises WrongUsage."""
    from dashboard.audit import write
    from dashboard.signin.accounts import Book, NotAnAccount, checked
    from dashboard.signin.passwords import WeakPassword

    folder = data_folder(choice)
    book = Book(folder)
    try:
        checked(choice.name, choice.role, choice.until)
        is_first = not book.accounts()
        account = book.add(choice.name, choice.role, read_password(), choice.until)
    except (NotAnAccount, WeakPassword) as error:
        raise WrongUsage(str(error)) from error
    keep_private(folder)
    write(folder, "account added", account=account.name, role=account.role, until=account.until)
    until = f", until {day(account.until)}" if account.until else ""
    print(f"{account.name} may sign in: {IN_WORDS[account.role].lower()}{until}.")
    if is_first:
        print("From now on the pages are shut to everybody who has not signed in.")
    return DONE


def run_remove(choice: Namespace) -> int:
    """Remove an account. Raises WrongUsage."""
    from dashboard.audit import write
    from dashboard.signin.accounts import Book, NotAnAccount

    folder = data_folder(choice)
    book = Book(folder)
    try:
        account = book.remove(choice.name)
    except NotAnAccount as error:
        raise WrongUsage(str(error)) from error
    write(folder, "account removed", account=account.name, role=account.role)
    print(f"{account.name} can sign in no longer, and is signed out.")
    if not book.accounts():
        print(
            "There are no accounts now: once restarted, the pages are open to whoever sits at this machine."
        )
    return DONE


def run_password(choice: Namespace) -> int:
    """Give an account another password. Raises WrongUsage."""
    from dashboard.audit import write
    from dashboard.signin.accounts import Book, NotAnAccount
    from dashboard.signin.passwords import WeakPassword

    folder = data_folder(choice)
    try:
        account = Book(folder).change_password(choice.name, read_password())
    except (NotAnAccount, WeakPassword) as error:
        raise WrongUsage(str(error)) from error
    write(folder, "password changed", account=account.name)
    print(f"{account.name} has another password, and is signed out everywhere.")
    return DONE


def run_list(choice: Namespace) -> int:
    """List the accounts."""
    from dashboard.signin.accounts import Book

    accounts = Book(data_folder(choice)).accounts()
    for account in accounts.values():
        ended = " (ended)" if account.has_expired(date.today()) else ""
        until = f"until {day(account.until)}{ended}" if account.until else ""
        print(f"{account.name:<30} {account.role:<10} {until}".rstrip())
    if not accounts:
        print("There are no accounts: the pages are open to whoever sits at this machine.")
    return DONE


def read_password() -> str:
    """Return a password from the terminal, typed twice, or from a pipe. Raises WrongUsage."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise WrongUsage("These were two different passwords. Nothing has changed.")
    return password


def keep_private(folder: Path) -> None:
    """Shut the data folder to the machine's other users."""
    mode = folder.stat().st_mode & 0o777
    if sys.platform != "win32" and mode & READABLE_BY_OTHERS:
        folder.chmod(mode & ~READABLE_BY_OTHERS)
        print(f"{folder} can now be read by its owner alone.")


def run_audit(choice: Namespace) -> int:
    """Print the log, or say whether it is as it was written."""
    from dashboard.audit.chain import read, verify

    folder = data_folder(choice)
    if choice.verify:
        faults = verify(folder)
        number = sum(1 for _ in read(folder))
        print("\n".join(faults) or f"The log is as it was written: {number:,} events.")
        return DATA if faults else DONE
    for event in read(folder):
        if is_of(event, choice.school, choice.pupil):
            facts = ", ".join(f"{name} {value}" for name, value in event.facts.items() if value is not None)
            at = datetime.fromisoformat(event.at).astimezone().isoformat()
            print(f"{moment(at)}  {event.who} ({event.role})  {event.what}: {facts}")
    return DONE


def is_of(event: "Event", school: str | None, pupil: str | None) -> bool:
    """Say whether an event is of this pupil, as far as one was asked for."""
    wanted = {"school": school, "pupil": pupil}
    return all(event.facts.get(name) == value for name, value in wanted.items() if value is not None)
