"""The commands and their options."""

from argparse import ArgumentParser
from collections.abc import Sequence

from dashboard.cli import bring, care, serving, taking_out, users, watching


def make_parser(words: Sequence[str]) -> ArgumentParser:
    """Return the parser of the whole command line."""
    parser = ArgumentParser(
        prog="evenhand", description="Shows the leaders of a school whether every pupil gets a fair deal."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    serving.add_commands(commands)
    bring.add_commands(commands)
    taking_out.add_commands(commands)
    users.add_commands(commands)
    care.add_commands(commands)
    watching.add_commands(commands)
    if not words or words[0] not in commands.choices:
        from dashboard.cli import figures, packs, scenarios  # statistics that an import need not wait for

        figures.add_commands(commands)
        scenarios.add_commands(commands)
        packs.add_commands(commands)
    return parser
