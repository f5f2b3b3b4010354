"""Work a scenario out, for the page, the command line and a search alike."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dashboard.scenarios.outcome import Outcome, Report, silent
from dashboard.whatif.asking import question
from dashboard.whatif.kind import Question
from dashboard.whatif.kinds import KINDS
from dashboard.whatif.levers import NotALever, Value, read_values

if TYPE_CHECKING:
    from dashboard.store.opening import Store

SEED = 1
LARGEST_SEED = 1_000_000


def known_question(store: "Store", kind: str, chosen: Mapping[str, object]) -> Question:
    """Return whom a scenario is about, the first of each where nothing is chosen. Raises NotALever."""
    asked = question(store, KINDS[kind], chosen)
    answers = asked.as_dict()
    for name, value in chosen.items():
        if answers.get(name) != value:
            raise NotALever(f"{name}: there is no {value!r} in the data.")
    return asked


def worked_out(
    store: "Store", asked: Question, sent: Mapping[str, object], seed: int = SEED, report: Report = silent
) -> tuple[dict[str, Value], Outcome]:
    """Return where each lever stands and what that means. Raises Missing, NotALever, Impossible."""
    kind = KINDS[asked.kind]
    prepared = kind.read(store, asked)
    values = read_values(kind.levers(prepared), sent)
    return values, kind.work(prepared, values, seed, report)


def known_seed(sent: object) -> int:
    """Return a seed. Raises NotALever."""
    text = str(sent)
    if not text.isdigit() or int(text) > LARGEST_SEED:
        raise NotALever(f"seed: found {sent!r}. Give a whole number up to {LARGEST_SEED:,}.")
    return int(text)
