"""Take data out, and away: export, one pupil's record, erasure, retention, doubtful pairs."""

import getpass
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.cli.words import DATA, DONE, WrongUsage, add_data, data_folder, day, show_step
from dashboard.store.messages import in_imports, in_rows
from dashboard.store.opening import NoSchool, Store

SHOWN = 20


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("export", help="write every table as the file that brings it in again")
    command.add_argument("folder", metavar="FOLDER", type=Path, help="a new or empty folder")
    add_data(command)
    command.add_argument("--format", choices=("csv", "xlsx", "parquet"), default="csv")
    command.set_defaults(run=run_export)

    command = commands.add_parser("pupil-record", help="write everything that is held about one pupil")
    command.add_argument("file", metavar="FILE", type=Path, help="a new file: .xlsx, .html or .json")
    add_pupil(command)
    command.set_defaults(run=run_record)

    command = commands.add_parser("erase", help="erase one pupil everywhere, in the imported files too")
    add_pupil(command)
    command.add_argument("--reason", default="asked for", help="kept with the receipt; write no name in it")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(run=run_erase)

    command = commands.add_parser("retention", help="list the pupils held longer than they should be")
    add_data(command)
    command.add_argument(
        "--set-years", metavar="N", type=int, help="years after leaving; kept in settings.json"
    )
    command.add_argument("--erase", action="store_true", help="erase them")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(run=run_retention)

    command = commands.add_parser("identity", help="list pupils who may be one, and UPNs that have changed")
    add_data(command)
    command.set_defaults(run=run_identity)


def add_pupil(command: ArgumentParser) -> None:
    """Let a command be told which pupil."""
    add_data(command)
    command.add_argument("--school", metavar="S", help="may be left out where there is one school")
    command.add_argument("--pupil", metavar="N", required=True, help="the school's own number")


def run_export(choice: Namespace) -> int:
    """Write every table into a folder. Raises WrongUsage."""
    from dashboard.store.exporting import NotEmpty, export

    try:
        written = export(data_folder(choice), choice.folder, choice.format, show_step)
    except (NotEmpty, NoSchool) as error:
        raise WrongUsage(str(error)) from error
    show_step("")
    note(data_folder(choice), "everything exported", rows=sum(table.rows for table in written))
    for table in written:
        print(f"{', '.join(file.name for file in table.files)}: {in_rows(table.rows)}")
    print(
        "To bring all of it in again, into an empty folder: "
        f"evenhand import {choice.folder}/*.{choice.format} --data NEW_FOLDER"
    )
    return DONE


def key_of(choice: Namespace) -> tuple[str, str]:
    """Return the pupil asked for by school and number. Raises WrongUsage where the school must be said."""
    if choice.school:
        return choice.school, choice.pupil
    from dashboard.query import read_query

    try:
        with Store(data_folder(choice)).connection().cursor() as cursor:
            schools = [row[0] for row in cursor.execute(read_query("filters/schools").sql).fetchall()]
    except NoSchool as error:
        raise WrongUsage(str(error)) from error
    if len(schools) != 1:
        raise WrongUsage(f"Say which school with --school: {', '.join(schools) or 'there is none yet'}.")
    return schools[0], choice.pupil


def run_record(choice: Namespace) -> int:
    """Write everything that is held about one pupil into a file. Raises WrongUsage."""
    from dashboard.store.erasing import UnknownPupil
    from dashboard.store.erasing_files import CannotErase
    from dashboard.store.exporting_record import pupil_record
    from dashboard.store.exporting_record_files import WRITERS, write_record

    if choice.file.suffix.lower() not in WRITERS:
        raise WrongUsage(f"{choice.file}: give a file that ends in {', '.join(WRITERS)}.")
    if choice.file.exists():
        raise WrongUsage(f"{choice.file} is there already. Choose another name.")
    try:
        record = pupil_record(data_folder(choice), key_of(choice), show_step)
        write_record(record, choice.file)
    except (UnknownPupil, CannotErase) as error:
        show_step("")
        print(error, file=sys.stderr)
        return DATA
    show_step("")
    note(data_folder(choice), "record exported", school=record.school, pupil=record.pupil)
    print(f"{choice.file}: {in_rows(record.rows)} held about this pupil, each with its source.")
    return DONE


def run_erase(choice: Namespace) -> int:
    """Erase one pupil everywhere, once a person has said yes. Raises WrongUsage."""
    key = key_of(choice)
    for line in others_of(data_folder(choice), key):
        print(line)
    print(f"Everything held about pupil {key[1]} of {key[0]} will be erased. It cannot be brought back.")
    if not choice.yes and not is_agreed(f"Type the number {key[1]} to erase this pupil: ", key[1]):
        print("Nothing was changed.")
        return DATA
    return erased(data_folder(choice), [key], choice.reason)


def others_of(folder: Path, key: tuple[str, str]) -> list[str]:
    """Return sentences about records that may be of the same child: they are not erased with this one."""
    from dashboard.store.identity import doubtful_pairs

    try:
        pairs = doubtful_pairs(Store(folder))
    except NoSchool:
        return []
    found = []
    for pair in pairs.to_dict("records"):
        one, other = (pair["school"], pair["pupil"]), (pair["other_school"], pair["other_pupil"])
        if key in (one, other):
            school, pupil = other if key == one else one
            found.append(f"See too: pupil {pupil} of {school}, who is not erased by this. {pair['why']}")
    return found


def note(folder: Path, what: str, **facts: Any) -> None:  # noqa: ANN401 - numbers and short words
    """Note in the log of who looked at what that somebody took data out or away."""
    from dashboard import audit  # the server's log: a second that a refusal need not wait for

    audit.write(folder, what, **facts)


def is_agreed(question: str, answer: str) -> bool:
    """Ask a person, and return whether the answer is this. Raises WrongUsage where nobody can be asked."""
    if not sys.stdin.isatty():
        raise WrongUsage("Nobody can be asked here. To go ahead without asking, add --yes.")
    return input(question).strip() == answer


def erased(folder: Path, keys: Sequence[tuple[str, str]], reason: str) -> int:
    """Erase pupils and print the receipt."""
    from dashboard.store.erasing import UnknownPupil, erase
    from dashboard.store.erasing_files import CannotErase
    from dashboard.store.erasing_finishing import RECEIPTS

    try:
        receipt = erase(folder, keys, getpass.getuser(), reason, show_step)
    except (UnknownPupil, CannotErase) as error:
        show_step("")
        print(error, file=sys.stderr)
        return DATA
    show_step("")
    note(folder, "pupils erased", pupils=receipt.pupils, rows=receipt.rows_removed)
    print(f"Erased: {in_rows(receipt.rows_removed)} in {in_imports(len(receipt.imports))}.")
    print(f"The receipt lies in {folder / RECEIPTS}. It names nobody.")
    for line in receipt.verify:
        print(f"  {line}")
    for name in receipt.left:
        print(f"Look at {name} yourself: it may still name the pupil.")
    return DONE


def run_retention(choice: Namespace) -> int:
    """List the pupils held too long, and erase them where that is asked for. Raises WrongUsage."""
    from dashboard.store.retention import NoPeriod, held_too_long, retention_years, set_retention_years

    folder = data_folder(choice)
    try:
        if choice.set_years is not None:
            set_retention_years(folder, choice.set_years)
        years = retention_years(folder)
        leavers = held_too_long(Store(folder), years, date.today())
    except (NoPeriod, NoSchool) as error:
        raise WrongUsage(str(error)) from error
    pupils = "1 pupil" if len(leavers) == 1 else f"{len(leavers):,} pupils"
    print(f"{pupils} left {years} years ago or longer.")
    for leaver in leavers[:SHOWN]:
        print(f"  {leaver.school}, pupil {leaver.pupil}: left {day(leaver.last_day.isoformat())}")
    if len(leavers) > SHOWN:
        print(f"  ... and {len(leavers) - SHOWN:,} more")
    if not leavers or not choice.erase:
        return DONE
    if not choice.yes and not is_agreed(f"Type {len(leavers)} to erase all of them: ", str(len(leavers))):
        print("Nothing was changed.")
        return DATA
    keys = [(leaver.school, leaver.pupil) for leaver in leavers]
    return erased(folder, keys, f"left {years} years ago or longer")


def run_identity(choice: Namespace) -> int:
    """List the pairs of pupils who may be one. Raises WrongUsage."""
    from dashboard.store.identity import changed_upns, doubtful_pairs

    try:
        store = Store(data_folder(choice))
        pairs, changes = doubtful_pairs(store), changed_upns(store)
    except NoSchool as error:
        raise WrongUsage(str(error)) from error
    if changes:
        print("\n".join(["UPNs that have changed:", *(f"  {change}" for change in changes)]))
    for pair in pairs.itertuples():
        print(
            f"{pair.school}, pupil {pair.pupil} and {pair.other_school}, pupil {pair.other_pupil}: {pair.why}"
        )
    count = "1 pair" if len(pairs) == 1 else f"{len(pairs):,} pairs"
    todo = "None was joined: put the numbers right in your own system and import again."
    print(f"{count} to look at. {todo}" if len(pairs) else "No two pupils look like one.")
    return DONE
