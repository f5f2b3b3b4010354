"""Scenarios on the command line: what the page works out, in the same words."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from dataclasses import asdict
from itertools import groupby
from typing import Any

from dashboard.cli import figures
from dashboard.cli.figures import name_and_text, plain
from dashboard.cli.words import DATA, DONE, WrongUsage, add_data
from dashboard.scenarios.outcome import Impossible, Outcome
from dashboard.store.opening import Store
from dashboard.whatif.asking import LABELS, fields, said
from dashboard.whatif.kind import Missing, Question
from dashboard.whatif.kinds import KINDS
from dashboard.whatif.levers import NotALever, Value
from dashboard.whatif.work import SEED, known_question, known_seed, worked_out


def add_commands(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the commands of this module."""
    command = commands.add_parser("scenario", help="work out the school arranged differently")
    command.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    command.add_argument(
        "--set",
        dest="values",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="school, academic_year, seed or a lever; several by commas",
    )
    add_data(command)
    command.add_argument("--format", choices=("table", "json"), default="table")
    command.set_defaults(run=run_scenario)


def run_scenario(choice: Namespace) -> int:
    """Print what a scenario comes to. Raises WrongUsage."""
    store = figures.open_store(choice)
    try:
        asked, sent, seed = _asked(store, choice.kind, dict(map(name_and_text, choice.values)))
        values, outcome = worked_out(store, asked, sent, seed)
    except NotALever as error:
        raise WrongUsage(str(error)) from error
    except (Missing, Impossible) as why:
        print(why)
        return DATA
    if choice.format == "json":
        print(json.dumps(as_json(asked, values, seed, outcome), indent=2, ensure_ascii=False))
    else:
        _print(asked, outcome)
    return DONE


def _asked(store: Store, kind: str, given: dict[str, str]) -> tuple[Question, dict[str, object], int]:
    """Return whom it is about, the levers and the seed. Raises NotALever, WrongUsage, Missing."""
    names = fields(KINDS[kind])
    chosen = {name: given.pop(name) for name in LABELS if name in given}
    if strange := sorted(set(chosen) - set(names)):
        raise WrongUsage(f"{strange[0]}: {kind} does not ask for it. It asks for {', '.join(names)}.")
    seed = known_seed(given.pop("seed", SEED))
    asked = known_question(store, kind, chosen)
    levers = KINDS[kind].levers(KINDS[kind].read(store, asked))
    if greyed := [lever for lever in levers if lever.missing and lever.name in given]:
        raise WrongUsage(f"{greyed[0].name}: this lever cannot be moved yet. {greyed[0].missing}")
    several = {lever.name for lever in levers if lever.several}
    sent: dict[str, object] = {
        name: _several(text) if name in several else text for name, text in given.items()
    }
    return asked, sent, seed


def _several(text: str) -> list[str]:
    """Return the parts of a list written with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def as_json(asked: Question, values: dict[str, Value], seed: int, outcome: Outcome) -> dict[str, Any]:
    """Return a scenario as JSON has it: who, where the levers stand, and the whole outcome."""
    return {
        **asked.as_dict(),
        "levers": values,
        "seed": seed,
        "sentence": outcome.sentence,
        "caveat": outcome.caveat,
        "certainty": outcome.certainty,
        "lines": [asdict(line) for line in outcome.lines],
        "tables": {
            name: [{str(key): plain(cell) for key, cell in row.items()} for row in table.to_dict("records")]
            for name, table in outcome.tables.items()
        },
    }


def _print(asked: Question, outcome: Outcome) -> None:
    """Print the sentence, a line a figure, and the caveat."""
    print(f"{said(asked)}\n{outcome.sentence}\n")
    for row, lines in groupby(outcome.lines, key=lambda line: line.row):
        print(row.capitalize())
        print("\n".join(f"  {line.what}: {line.words}" for line in lines))
    print(f"\n{outcome.caveat}")
    if KINDS[asked.kind].is_search:
        print(f"The answer: {outcome.certainty}.")
