"""Write one pupil's record as a workbook, as JSON or as a page to print."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from dashboard.store.exporting_record import Record, Section

TITLE_OF_SHEET = 31
NO_SHEET_NAME = str.maketrans("", "", "[]:*?/\\")
LOOK = (
    "body{font:16px/1.5 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1a1a1a}"
    "table{border-collapse:collapse;font-size:14px;margin-bottom:2rem}thead th{background:#eee}"
    "th,td{border:1px solid #777;padding:.2rem .5rem;text-align:left;vertical-align:top}div{overflow-x:auto}"
)


def write_record(record: Record, path: Path) -> None:
    """Write a record into a new file that only its owner may read; its ending says how. Raises KeyError."""
    write = WRITERS[path.suffix.lower()]
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    write(record, path)


def said_first(record: Record) -> str:
    """Return the sentence that stands above a record."""
    return (
        f"Everything held about pupil {record.pupil} of {record.school} on {record.made_at[:10]}: "
        f"{record.rows:,} rows, each with the file it came from and the day of its import."
    )


def write_json(record: Record, path: Path) -> None:
    """Write a record as JSON."""
    path.write_text(json.dumps(asdict(record), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_html(record: Record, path: Path) -> None:
    """Write a record as a page that needs nothing else; every value is text."""
    path.write_text(page_of("One pupil's record", said_first(record), record.sections), encoding="utf-8")


def page_of(title: str, says: str, sections: Sequence[Section]) -> str:
    """Return sections as a page that needs nothing else; every value is text."""
    parts = []
    for section in sections:
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in section.headings)
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in section.rows
        )
        about = f"<p>{escape(section.about)}</p>" if section.about else ""
        parts.append(
            f"<h2>{escape(section.title)}</h2>{about}"
            f'<div tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        )
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{LOOK}</style></head><body><main><h1>{escape(title)}</h1>"
        f"<p>{escape(says)}</p>{''.join(parts)}</main></body></html>\n"
    )


def write_xlsx(record: Record, path: Path) -> None:
    """Write a record as a workbook, a sheet a table; every cell is a number or text, none a formula."""
    import xlsxwriter  # a moment that no other format needs

    with xlsxwriter.Workbook(str(path)) as workbook:
        bold = workbook.add_format({"bold": True})
        for section in record.sections:
            sheet = workbook.add_worksheet(section.title.translate(NO_SHEET_NAME)[:TITLE_OF_SHEET])
            sheet.write_string(0, 0, said_first(record))
            sheet.write_string(1, 0, section.about)
            for across, heading in enumerate(section.headings):
                sheet.write_string(3, across, heading, bold)
            for below, row in enumerate(section.rows, 4):
                for across, cell in enumerate(row):
                    if isinstance(cell, int | float) and not isinstance(cell, bool):
                        sheet.write_number(below, across, cell)
                    else:
                        sheet.write_string(below, across, str(cell))
            sheet.freeze_panes(4, 0)
            sheet.set_column(0, len(section.headings), 18)


WRITERS: dict[str, Callable[[Record, Path], None]] = {
    ".json": write_json,
    ".html": write_html,
    ".xlsx": write_xlsx,
}
