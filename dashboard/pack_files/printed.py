"""A pack on paper: one file that needs nothing else, laid out for A4, no figure cut in two."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from dashboard.governors import wording
from dashboard.pack_files.drawing import drawn
from dashboard.pack_files.pages import Line, Page, foot_of, notes_of, pages_of, title
from dashboard.packs import Pack

# Nothing is fetched and nothing runs, whoever opens the file.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """
@page { size: A4; margin: 16mm 16mm 18mm; }
:root { color-scheme: light; }
body { font: 11.5pt/1.45 "Atkinson Hyperlegible", Arial, sans-serif; color: #212529; background: #fff;
  max-width: 180mm; margin: 0 auto; padding: 8mm 4mm; }
h1 { font-size: 24pt; line-height: 1.15; margin: 0 0 4mm; }
h2 { font-size: 15pt; line-height: 1.2; margin: 0 0 2mm; break-after: avoid; }
section { break-inside: avoid; border-top: 0.4mm solid #c9ced2; padding: 5mm 0; }
section.long { break-inside: auto; }
p, li { margin: 0 0 2mm; orphans: 3; widows: 3; }
ul { padding-left: 5mm; margin: 0; }
li { break-inside: avoid; }
.answer { font-size: 12.5pt; }
.quiet { color: #495057; font-size: 10pt; }
svg { display: block; width: 100%; margin: 3mm 0; font: 15px "Atkinson Hyperlegible", Arial, sans-serif; }
svg text { fill: #212529; }
svg .tick { font-size: 12px; fill: #495057; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; margin-top: 2mm; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1mm 3mm 1mm 0; border-bottom: 0.2mm solid #c9ced2; }
@media print { body { padding: 0; max-width: none; } }
"""


def document(pack: Pack) -> str:
    """Return a pack as one HTML file."""
    sections = "".join(section(page) for page in pages_of(pack))
    foot = f'<footer><p class="quiet">{escape(foot_of(pack))}</p></footer>'
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title(pack))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>How fair is our school? The governors' pack</h1>\n<p>{escape(wording.stamp(pack))}</p>\n"
        f"{sections}</main>\n{foot}\n</body>\n</html>\n"
    )


def section(page: Page) -> str:
    """Return one page of the pack as a part that is kept together, where it can be."""
    is_long = page.grid is not None or len(page.lines) > 3
    parts = [f"<h2>{escape(page.question)}</h2>"]
    if page.sentence:
        parts.append(f'<p class="answer">{escape(page.sentence)}</p>')
    if page.chart:
        parts.append(drawn(page.chart))
    if page.lines:
        parts.append(f"<ul>{''.join(_line(line) for line in page.lines)}</ul>")
    if page.grid is not None:
        parts.append(_table(page.grid))
    if page.notes or page.source:
        parts.append(f'<p class="quiet">{escape(notes_of(page))}</p>')
    kind = ' class="long"' if is_long else ""
    return f'<section id="{escape(page.key.replace(" ", "-"))}"{kind}>\n{"".join(parts)}\n</section>\n'


def _line(line: Line) -> str:
    """Return one sentence, and what stands under it."""
    under = f'<br><span class="quiet">{escape(line.under)}</span>' if line.under else ""
    return f"<li>{escape(line.text)}{under}</li>"


def _table(grid: pd.DataFrame) -> str:
    """Return a table."""
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in grid.columns)
    rows = "".join(f"<tr>{_cells(list(row))}</tr>" for row in grid.itertuples(index=False))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(row: Sequence[object]) -> str:
    """Return the cells of one row, each line of a cell on its own."""
    return "".join(f"<td>{escape(str(value)).replace(chr(10), '<br>')}</td>" for value in row)
