"""Write the import files: small ones as tables, session marks as blocks of bytes."""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import numpy as np
import pandas as pd

from dashboard.demo.absence import CODES, Marks
from dashboard.schemas import SCHEMAS

SESSIONS = ("AM", "PM")
DIGITS = 5
BLOCK = 250  # pupils written at once: a block of marks must fit the processor's cache, not fill the memory


class Files:
    """The open import files of a made-up school, each with its schema's headings."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.files: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self.files.values():
            file.close()

    def file(self, name: str) -> BinaryIO:
        """Return the open file of this schema; the first call writes its headings."""
        if name not in self.files:
            self.files[name] = (self.folder / f"{name}.csv").open("wb")
            headings = ",".join(column.name for column in SCHEMAS[name].columns)
            self.files[name].write(f"{headings}\n".encode())
        return self.files[name]

    def paths(self) -> list[Path]:
        """Return the files written so far, in the order in which they are imported."""
        return [self.folder / f"{name}.csv" for name in SCHEMAS if name in self.files]

    def add(self, name: str, rows: pd.DataFrame) -> None:
        """Add rows to a file, in its schema's columns; those it lacks stay empty."""
        columns = [column.name for column in SCHEMAS[name].columns]
        text = rows.reindex(columns=columns).to_csv(
            index=False, header=False, lineterminator="\n", date_format="%Y-%m-%d"
        )
        self.file(name).write(text.encode())

    def add_marks(
        self, school: str, pupils: np.ndarray, days: np.ndarray, marks: Marks, is_on_roll: np.ndarray
    ) -> None:
        """Add a row a pupil, day and session on roll to the attendance file."""
        file, line = self.file("attendance"), MarkLines(school, days)
        for start in range(0, len(pupils), BLOCK):
            block = slice(start, start + BLOCK)
            file.write(line.text(pupils[block], marks[block], is_on_roll[block]))


class MarkLines:
    """Lines of the attendance file as a matrix of bytes: all but pupil and code is the same for every pupil.

    A code of one character leaves a zero byte behind it, which is taken out at the end.
    """

    def __init__(self, school: str, days: np.ndarray) -> None:
        blank = "0" * DIGITS
        lines = [f"{school},{blank},{day},{session},\0\0\n" for day in days for session in SESSIONS]
        encoded = [line.encode() for line in lines]
        self.template = np.frombuffer(b"".join(encoded), np.uint8).reshape(len(days), len(SESSIONS), -1)
        self.pupil = slice(len(school.encode()) + 1, len(school.encode()) + 1 + DIGITS)
        self.code = slice(-3, -1)
        self.codes = np.frombuffer("".join(code.ljust(2, "\0") for code in CODES).encode(), np.uint8).reshape(
            -1, 2
        )

    def text(self, pupils: np.ndarray, marks: Marks, is_on_roll: np.ndarray) -> bytes:
        """Return the lines of these pupils."""
        lines = np.broadcast_to(self.template, (len(pupils), *self.template.shape)).copy()
        digits = np.frombuffer("".join(f"{pupil:0{DIGITS}d}" for pupil in pupils).encode(), np.uint8)
        lines[..., self.pupil] = digits.reshape(-1, 1, 1, DIGITS)
        lines[..., self.code] = self.codes[marks]
        if not is_on_roll.all():
            lines = lines[is_on_roll]
        return lines.tobytes().translate(None, b"\0")
