"""What a watch writes for people: its log, and a report beside files that were set aside."""

import logging
import sys
from collections import Counter
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dashboard.store.batches import free_name
from dashboard.store.importing import ImportReport
from dashboard.store.watching_files import LOG

LOG_BYTES, LOGS_KEPT = 1_000_000, 5


class Log(RotatingFileHandler):
    """A log that is opened for each line, so that the folder may come and go; no full disk stops it."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Say on the screen what could not be written to the file."""
        print(f"The log cannot be written: {record.getMessage()}", file=sys.stderr)


def log(folder: Path, text: str) -> None:
    """Write one line to the log of a folder, where the folder is there."""
    if not folder.is_dir():
        return
    line = f"{datetime.now():%Y-%m-%d %H:%M:%S}  {text}"
    try:
        handler = Log(folder / LOG, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", delay=True)
        handler.emit(logging.LogRecord("watch", logging.INFO, "", 0, line, None, None))
        handler.close()
    except OSError as error:
        print(f"The log cannot be written ({error.strerror}): {text}", file=sys.stderr)


def summary(report: ImportReport, files: int) -> str:
    """Return what became of an import in one line: kinds and numbers, no names of files or pupils."""
    brought = f"{files} file{'' if files == 1 else 's'}"
    if report.outcome == "unchanged":
        return f"nothing new in {brought}: imported before"
    rows: Counter[str] = Counter()
    for file in report.files:
        rows[file.table or "not understood"] += file.good
    tables = ", ".join(f"{table} {count:,}" for table, count in rows.items())
    refused = sum(file.refused for file in report.files)
    left_out = f", {refused:,} row{'' if refused == 1 else 's'} left out" if refused else ""
    codes = sorted({problem["code"] for problem in report.across})
    noted = f"; look at the report: {', '.join(codes)}" if codes else ""
    if report.outcome == "imported":
        return f"imported {brought} as {report.batch}: {tables} rows{left_out}{noted}"
    faults = {problem["code"] for file in report.files for problem in file.problems}
    why = ", ".join(sorted(faults)) or "see the report"
    return f"refused {brought}: {why}"


def write_report(place: Path, name: str, lines: list[str]) -> Path:
    """Write what is wrong with files beside them, under a name that is free. Raises OSError."""
    taken = {path.name.lower() for path in place.iterdir()}
    report = place / free_name(f"{name} - report.txt", taken)
    text = "\n".join([f"Evenhand, {datetime.now():%d.%m.%Y %H:%M}", "", *lines]) + "\n"
    report.write_text(text, encoding="utf-8")
    return report
