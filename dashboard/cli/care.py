"""The data protection record, on the command line."""

import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction

from dashboard.cli.words import DONE, WrongUsage, add_data, data_folder


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command of this module."""
    command = commands.add_parser(
        "record-of-processing",
        help="print the data protection record: what is held, for what, for whom, how long",
    )
    add_data(command)
    command.add_argument("--format", choices=("text", "html", "json"), default="text")
    command.set_defaults(run=run_record)


def run_record(choice: Namespace) -> int:
    """Print the record. Raises WrongUsage where the data or the accounts cannot be read."""
    from dashboard.care.record import as_html, as_json, as_text, record
    from dashboard.signin.accounts import Book
    from dashboard.signin.openid import NotSetUp, Provider
    from dashboard.store.opening import NoSchool, Store

    folder = data_folder(choice)
    try:
        made = record(Store(folder), Book(folder), Provider(folder))
    except (NoSchool, NotSetUp) as error:
        raise WrongUsage(str(error)) from error
    write = {"text": as_text, "html": as_html, "json": as_json}[choice.format]
    sys.stdout.write(write(made))
    return DONE
