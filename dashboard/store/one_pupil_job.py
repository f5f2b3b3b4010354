"""Look one pupil up everywhere, or erase one, in a process of its own.

``python -m dashboard.store.one_pupil_job`` reads one order (JSON) from standard input and answers on
standard output; nothing of a pupil reaches standard error. An erasure that is cut short is either not
begun or is brought to its end at the next start.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from dashboard.store.building import BuildFailed
from dashboard.store.child import answers, give_way, limit, take_order
from dashboard.store.ending import why_it_ended
from dashboard.store.erasing import UnknownPupil, erase
from dashboard.store.erasing_files import CannotErase
from dashboard.store.exporting_record import pupil_record
from dashboard.store.exporting_record_files import write_record
from dashboard.store.generations import Damaged
from dashboard.store.lock import ImportRunning
from dashboard.store.publishing import NoRoom

MEMORY = 2 << 30
GIVES_WAY = 5
OUR_FAULT = "It ended in a fault of Evenhand's own. Tell whoever looks after Evenhand of it."
REFUSALS = (UnknownPupil, CannotErase, BuildFailed, Damaged, ImportRunning, NoRoom)


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """Do what an order says. Raises what ``erase`` and ``pupil_record`` raise."""
    folder, key = Path(order["folder"]), (order["school"], order["pupil"])
    if order["do"] == "erase":
        receipt = erase(folder, [key], order["by"], order["reason"])
        return {"receipt": asdict(receipt)}
    record = pupil_record(folder, key)
    write_record(record, Path(order["into"]))
    return {"rows": record.rows}


def in_words(error: BaseException) -> str:
    """Return what went wrong, without a word of what stood in a file."""
    if isinstance(error, REFUSALS):
        return str(error)
    return why_it_ended(error, OUR_FAULT)


def main() -> None:
    """Carry out the order on standard input; a failure is told in words, never as a trace."""
    answer_to, order = answers(), take_order()
    limit(MEMORY, is_final=False)
    give_way(GIVES_WAY)
    try:
        answer = carry_out(order)
    except (*REFUSALS, OSError, RuntimeError, ValueError, MemoryError, duckdb.Error) as error:
        answer = {"failure": in_words(error)}
    with answer_to:
        answer_to.write(json.dumps(answer))


if __name__ == "__main__":
    main()
