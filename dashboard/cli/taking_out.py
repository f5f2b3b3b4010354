"""Take data out, and away: export, one pupil's record, erasure, retention, doubtful pairs."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

from dashboard.cli.words import DONE, WrongUsage, add_data, data_folder, show_step
from dashboard.store.exporting import FORMATS, NotEmpty, export
from dashboard.store.messages import in_rows
from dashboard.store.opening import NoSchool


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("export", help="write every table as the file that brings it in again")
    command.add_argument("folder", metavar="FOLDER", type=Path, help="a new or empty folder")
    add_data(command)
    command.add_argument("--format", choices=FORMATS, default="csv")
    command.set_defaults(run=run_export)


def run_export(choice: Namespace) -> int:
    """Write every table into a folder. Raises WrongUsage."""
    try:
        written = export(data_folder(choice), choice.folder, choice.format, show_step)
    except (NotEmpty, NoSchool) as error:
        raise WrongUsage(str(error)) from error
    show_step("")
    for table in written:
        print(f"{', '.join(file.name for file in table.files)}: {in_rows(table.rows)}")
    print(
        f"To bring all of it in again, into an empty folder: "
        f"evenhand import {choice.folder}/*.{choice.format} --data NEW_FOLDER"
    )
    return DONE
