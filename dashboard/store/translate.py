"""Recognise and translate files of other shapes, in a process of its own with limits.

``python -m dashboard.store.translate`` reads orders (JSON) from standard input and writes one answer to each:
{"result": ...}, or {"refused": a problem} for a file that cannot be read, or {"failure": what ended it}.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dashboard.store.archives import is_workbook, is_zip, unpack
from dashboard.store.child import OPEN_FILES, answers, give_way, limit, take_orders
from dashboard.store.foreign.shapes import SHAPES
from dashboard.store.problems import Problem, Unreadable
from dashboard.store.reading import scratch_folder
from dashboard.store.workbook import keeping_sheets, of_hidden_sheets


def recognise(files: Sequence[Path]) -> dict[str, Any]:
    """Return the groups of files that a translator knows, and the files that none does."""
    left, groups = list(files), []
    for shape in SHAPES:
        for group in shape.recognise(left) if left else []:
            groups.append({"shape": shape.name, "files": [str(file) for file in group]})
            left = [file for file in left if file not in group]
    return {"groups": groups, "left": [str(file) for file in left]}


def open_archive(path: Path, into: Path) -> dict[str, Any]:
    """Unpack a zip file that is no workbook, and recognise what it holds. Raises Unreadable."""
    if is_workbook(path):
        return {"is_workbook": True}
    unpacked = unpack(path, into)
    return {"left_out": unpacked.left_out, **recognise(unpacked.members)}


def translate(shape_name: str, files: Sequence[Path], into: Path, said: dict[str, Any]) -> dict[str, Any]:
    """Have one group of files written again as import files. Raises Unreadable."""
    [shape] = [shape for shape in SHAPES if shape.name == shape_name]
    into.mkdir(parents=True, exist_ok=True)
    translated = shape.translate(files, into, said)
    return {
        **asdict(translated),
        "files": [str(file) for file in translated.files],
        "notes": [asdict(note) for note in [*translated.notes, *hidden_in(files)]],
    }


def hidden_in(files: Sequence[Path]) -> list[Problem]:
    """Say which sheets of workbooks no translator saw, because they are hidden. Raises Unreadable."""
    workbooks = [path for path in files if is_zip(path) and is_workbook(path)]
    with scratch_folder() as folder:
        return [note for path in workbooks for note in of_hidden_sheets(path, folder / path.name)]


def carry_out(order: dict[str, Any]) -> dict[str, Any]:
    """Carry out an order. Raises Unreadable."""
    files = [Path(file) for file in order["files"]]
    with keeping_sheets(Path(order["sheets"]) if "sheets" in order else None):
        match order["action"]:
            case "recognise":
                return recognise(files)
            case "open":
                return open_archive(files[0], Path(order["into"]))
            case _:
                return translate(order["shape"], files, Path(order["into"]), order["said"])


def main() -> None:
    """Carry out the orders on standard input, until nobody gives any more."""
    out, orders = answers(), take_orders()
    give_way()
    while True:
        print(json.dumps(answer_to(orders())), file=out, flush=True)


def answer_to(order: dict[str, Any]) -> dict[str, Any]:
    """Carry out an order within its limits; a failure names its kind and never what stood in a file."""
    limit(order["memory"], order["seconds"], OPEN_FILES)
    try:
        return {"result": carry_out(order)}
    except Unreadable as error:
        return {"refused": asdict(error.problem)}
    except Exception as error:  # whatever a reader trips over ends this process alone
        return {"failure": type(error).__name__}


if __name__ == "__main__":
    main()
