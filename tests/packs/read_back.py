"""What a pack's files say, read back by other libraries than those that wrote them."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from dashboard.sentences import rounded


def said_by(component):
    """Yield every text of a part of a page, but what leads elsewhere and what folds."""
    name = type(component).__name__
    if isinstance(component, str):
        yield component
    elif isinstance(component, list | tuple):
        for each in component:
            yield from said_by(each)
    elif component is not None and name not in ("Link", "A", "Nav", "Summary", "Button", "Graph"):
        yield from said_by(getattr(component, "children", None))


def presentation(content):
    return Presentation(BytesIO(content))


def charts_of(slides):
    """Return the chart of each slide that has one, by the slide's title."""
    found = {}
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                found[slide.shapes.title.text] = shape.chart
    return found


def slides_text(slides):
    """Return all text of a presentation, its tables and its notes too."""
    found = []
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [" ".join(cell.text for cell in row.cells) for row in shape.table.rows]
        found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def error_bars(series):
    """Return the sides of a series' intervals: below and above, by the place of the dot."""
    bars = series._element.find(qn("c:errBars"))
    return tuple(
        {int(pt.get("idx")): float(pt.find(qn("c:v")).text) for pt in bars.find(qn(side)).iter(qn("c:pt"))}
        for side in ("c:minus", "c:plus")
    )


def shown(cell):
    """Return a cell as a spreadsheet shows it."""
    value, form = cell.value, cell.number_format
    if value is None or isinstance(value, str):
        return value or ""
    if form == "+0;-0;0":
        return f"{value:+.0f}" if value else "0"
    if form == "#,##0":
        return f"{value:,}"
    places = len(form.rstrip("%").partition(".")[2])
    number = rounded(100 * value, places) if form.endswith("%") else value
    return f"{number:,.{places}f}{'%' if form.endswith('%') else ''}"


def sheets(content):
    """Return each sheet of a workbook as the rows a reader sees."""
    book = load_workbook(BytesIO(content))
    return {sheet.title: [[shown(cell) for cell in row] for row in sheet.iter_rows()] for sheet in book}


def sheets_text(content):
    return "\n".join(" ".join(row) for rows in sheets(content).values() for row in rows)


def html_text(content):
    text = content.decode().replace("<br>", "\n")
    return unescape(re.sub(r"<[^>]+>", " ", text))


def members(content, name=""):
    """Yield every file within a file, zips within zips too."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as held:
            for info in held.infolist():
                yield from members(held.read(info), f"{name}/{info.filename}")
    yield name, content


def plain(text):
    """Return a text with single spaces, as line breaks differ between kinds of file."""
    return " ".join(text.split())
