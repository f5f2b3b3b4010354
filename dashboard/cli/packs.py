"""Governors' packs on the command line: look at the next one, publish it, list and show those that are."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, Namespace, _SubParsersAction
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic

from dashboard.cli.figures import open_store
from dashboard.cli.words import DATA, DONE, WrongUsage, add_data, data_folder, day
from dashboard.pack_files.making import KINDS, file_name, make
from dashboard.packs import Pack, Table, as_known, shelf
from dashboard.packs.describing import audit_words
from dashboard.packs.publishing import Draft, NothingToPublish, Refused, preview, publish
from dashboard.sentences import rounded

Run = Callable[[Namespace], int]


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("pack", help="preview, publish, list and show the packs for governors")
    command.add_argument(
        "--as-known-on", metavar="DATE", type=a_day, help="print the pack that the imports of a past day make"
    )
    add_data(command)
    command.set_defaults(run=run_as_known)
    steps = command.add_subparsers(title="steps", metavar="STEP")
    step_of("preview", "what would be published, what is hidden and why", run_preview, steps)
    step = step_of("publish", "publish what was previewed", run_publish, steps)
    step.add_argument("code", metavar="CODE", help="the code that the preview ended with")
    step.add_argument("--by", required=True, metavar="NAME", help="who publishes it")
    for each in (steps.choices["preview"], step):
        each.add_argument(
            "--without",
            metavar="NAME",
            action="append",
            default=[],
            help="a characteristic or an outcome to leave out, such as SEN or in_support",
        )
    step_of("list", "every pack that was published", run_list, steps)
    step = step_of("show", "print a pack", run_show, steps)
    step.add_argument("number", metavar="NUMBER", type=int, nargs="?", help="the newest, where none is given")
    step = step_of("file", "write a pack as slides, a workbook or paper into a folder", run_file, steps)
    step.add_argument("folder", metavar="FOLDER", type=Path)
    step.add_argument("--format", choices=KINDS, action="append", help="all of them, where none is given")
    step.add_argument("--number", metavar="NUMBER", type=int, help="the newest, where none is given")
    step = step_of("check", "make a pack again from its imports, and compare", run_check, steps)
    step.add_argument("number", metavar="NUMBER", type=int)


def step_of(name: str, words: str, run: Run, steps: "_SubParsersAction[ArgumentParser]") -> ArgumentParser:
    """Return the parser of a step; what was said before the step holds for it too."""
    step = steps.add_parser(name, help=words)
    add_data(step, default=SUPPRESS)
    step.set_defaults(run=partial(run_step, run))
    return step


def run_step(run: Run, choice: Namespace) -> int:
    """Run a step. Raises WrongUsage where a past day was named, which no step takes."""
    if choice.as_known_on is not None:
        raise WrongUsage("pack: --as-known-on goes without a step. It prints the pack of that day.")
    return run(choice)


def a_day(text: str) -> date:
    """Return a date that was typed. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no date such as 2026-11-14") from error


def run_as_known(choice: Namespace) -> int:
    """Print the pack that the imports of a past day make. Raises WrongUsage where no step is named either."""
    if choice.as_known_on is None:
        raise WrongUsage(
            "pack: choose preview, publish, list, show, file or check; or give --as-known-on DATE."
        )
    try:
        pack = as_known.pack_on(data_folder(choice), choice.as_known_on)
    except (as_known.NothingKnown, NothingToPublish) as why:
        print(why)
        return DATA
    print(f"As known on {day(choice.as_known_on.isoformat())}, from {imports(pack)}. Not published.")
    print_pack(pack)
    return DONE


def run_preview(choice: Namespace) -> int:
    """Print what would be published, and the code to publish it with."""
    try:
        draft = preview(open_store(choice), date.today(), choice.without)
    except (NothingToPublish, ValueError) as why:
        print(why)
        return DATA
    print_pack(draft.pack)
    print(f"\n{audit_words(draft.pack)}")
    return _ending(draft)


def _ending(draft: Draft) -> int:
    """Print whether the pack may be published, and how."""
    for why in draft.refusals:
        print(f"It cannot be published now: {why}")
    if draft.refusals:
        return DATA
    print(f'To publish it: evenhand pack publish {draft.code} --by "YOUR NAME"')
    return DONE


def run_publish(choice: Namespace) -> int:
    """Publish what was previewed under a code."""
    try:
        pack = publish(open_store(choice), choice.by, date.today(), choice.code, choice.without)
    except (Refused, NothingToPublish, ValueError) as why:
        print(f"Nothing was published. {why}")
        return DATA
    print(f"Pack {pack.number} is published: governors see it, and no earlier one.")
    return DONE


def run_list(choice: Namespace) -> int:
    """Print a line a pack, the newest last."""
    folder = data_folder(choice)
    known = shelf.all_packs(folder)
    for pack in known:
        state = "governors see it" if pack.number == known[-1].number else "withdrawn"
        print(
            f"{pack.number:>3}  {day(pack.published_on)}  {pack.by}  data to {day(pack.data_date)}  {state}"
        )
    if not known:
        print("No pack has been published yet. To see what one would hold: evenhand pack preview")
    return DONE


def run_show(choice: Namespace) -> int:
    """Print a published pack. Raises WrongUsage where there is none of this number."""
    pack = chosen(choice)
    if pack is None:
        return run_list(choice)
    print_pack(pack)
    return DONE


def chosen(choice: Namespace) -> Pack | None:
    """Return the pack of the number asked for, else the newest; None before the first. Raises WrongUsage."""
    folder = data_folder(choice)
    known = shelf.numbers(folder)
    if not known:
        return None
    number = choice.number or known[-1]
    if number not in known:
        raise WrongUsage(f"Pack {number}: there is none. Published: {', '.join(map(str, known))}.")
    return shelf.read(folder, number)


def run_file(choice: Namespace) -> int:
    """Write a pack's files, and say how long each took. Raises WrongUsage where there is no such pack."""
    pack = chosen(choice)
    if pack is None:
        return run_list(choice)
    choice.folder.mkdir(parents=True, exist_ok=True)
    for kind in choice.format or KINDS:
        start = monotonic()
        made = make(pack, kind)
        path = choice.folder / file_name(pack, made.kind)
        path.write_bytes(made.content)
        print(f"{path}  {len(made.content) / 1000:,.0f} kB, made in {monotonic() - start:.1f} s")
        if made.said:
            print(f"  {made.said}")
    return DONE


def run_check(choice: Namespace) -> int:
    """Make a pack again from its imports, and say whether it is the same. Raises WrongUsage."""
    folder = data_folder(choice)
    if choice.number not in shelf.numbers(folder):
        raise WrongUsage(f"Pack {choice.number}: there is none. To see them all: evenhand pack list")
    published, again = as_known.made_again(folder, choice.number)
    if published == again:
        print(f"Pack {choice.number} is made again from {imports(again)} to the digit.")
        return DONE
    names = [name for name in vars(published) if getattr(published, name) != getattr(again, name)]
    older = " Evenhand's definitions have changed since." if "made_with" in names else ""
    print(f"Pack {choice.number} comes out differently now, in {', '.join(names)}.{older}")
    return DATA


def imports(pack: Pack) -> str:
    """Say how many imports a pack is made from."""
    count = len(pack.batches)
    return "1 import" if count == 1 else f"{count} imports"


def print_pack(pack: Pack) -> None:
    """Print a pack: sentences, then a line a figure, then what is hidden."""
    print(f"{', '.join(pack.schools)}. {pack.window}")
    for title, said in (
        ("Headlines", pack.headlines),
        ("Gaps", pack.gaps),
        ("Over the years", pack.trends),
        ("Since the last pack", pack.changes),
        ("Questions a governor may ask", pack.questions),
    ):
        print(f"\n{title}")
        print("\n".join(f"  {each.text}" for each in said) or "  none")
    for table in pack.tables:
        if table.year == pack.year:
            print_table(pack, table)
    print("\nNot shown")
    print("\n".join(f"  {each.what}: {each.why.rstrip('.')}." for each in pack.hidden) or "  nothing")


def print_table(pack: Pack, table: Table) -> None:
    """Print one table of figures."""
    outcome = pack.outcome(table.outcome) if table.outcome else None
    print(f"\n{outcome.title if outcome else 'Pupils'} by {table.characteristic}, {table.year}")
    for figure in table.figures:
        pupils = "" if figure.pupils is None else f"{figure.pupils:,} pupils"
        value = "" if figure.value is None else f"{rounded(100 * figure.value):.0f}%"
        print(f"  {figure.group:40} {pupils:>14} {value:>5} {figure.hidden}".rstrip())
