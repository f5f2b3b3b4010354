"""Note imports that nobody waits for at a terminal: those of the desk and of a watched folder."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.audit.chain import write

if TYPE_CHECKING:
    from dashboard.store.importing import ImportReport

log = logging.getLogger(__name__)


def note_import(folder: Path, report: "ImportReport", by: str) -> None:
    """Note what became of an import; one that stands is not undone because the log cannot be written."""
    if report.outcome not in ("imported", "refused"):
        return
    rows, refused = (sum(getattr(file, name) for file in report.files) for name in ("good", "refused"))
    which = {"batch": report.batch} if report.outcome == "imported" else {}
    try:
        write(
            folder,
            "imported" if which else "import refused",
            by,
            **which,
            files=len(report.files),
            rows=rows,
            refused=refused,
        )
    except OSError as error:
        log.error("The audit log cannot be written: %s.", type(error).__name__)
