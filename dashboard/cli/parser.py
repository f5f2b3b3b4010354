"""The commands and their options."""

from argparse import ArgumentParser
from importlib import import_module
from importlib.util import find_spec

from dashboard.cli import bring, serving


def make_parser() -> ArgumentParser:
    """Return the parser of the whole command line."""
    parser = ArgumentParser(
        prog="evenhand", description="Shows the leaders of a school whether every pupil gets a fair deal."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    serving.add_commands(commands)
    bring.add_commands(commands)
    if find_spec("dashboard.cli.figures"):
        import_module("dashboard.cli.figures").add_commands(commands)
    return parser
