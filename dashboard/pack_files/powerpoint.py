"""A pack as slides: one figure a slide, its question above it and the answer beside it, charts to edit."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from dashboard.governors import wording
from dashboard.pack_files.fitting import WIDTH, fitted, height
from dashboard.pack_files.native_charts import add_chart
from dashboard.pack_files.pages import Line, Page, foot_of, notes_of, pages_of, title, upright
from dashboard.pack_files.settled import made_on, settled
from dashboard.pack_files.slide_master import BODY, Box, add_foot, blank, taller
from dashboard.packs import Pack

LONGEST = 255  # letters that a property of the file may have
SENTENCE = taller(BODY, 1.4, 1.15)
CHART = taller(BODY, 2.55, 3.85)
NOTES = taller(BODY, 6.42, 0.5)
ROOM = 5.3 * 72
GAP = 7.0
TEXT_SIZES, TABLE_SIZES = (24, 22, 20, 18), (16, 14)
WHOLE_SIZES = (16, 14, 13, 12, 11)  # of the table that must not be parted


def slides(pack: Pack) -> bytes:
    """Return a pack as a presentation."""
    made = blank()
    _describe(made, pack)
    _opening(made, pack)
    foot = foot_of(pack)
    for page in pages_of(pack):
        _add(made, page, foot, made_on(pack))
    for part in made.part.package.iter_parts():
        if hasattr(part, "_element"):
            _speak_english(part._element)
    held = BytesIO()
    made.save(held)
    return settled(held.getvalue())


def _describe(made: Any, pack: Pack) -> None:  # noqa: ANN401 - of pptx
    """Say what the file is; nothing of the machine it was made on."""
    told = made.core_properties
    told.title, told.subject = title(pack)[:LONGEST], _published(pack)[:LONGEST]
    told.author = told.last_modified_by = ", ".join(pack.schools)[:LONGEST]
    told.comments, told.language, told.revision = "Rounded counts only, as published.", "en-GB", 1
    told.created = told.modified = told.last_printed = made_on(pack)


def _speak_english(element: Any) -> None:  # noqa: ANN401 - of lxml
    """Mark all text as British English, for spelling and for reading aloud."""
    for tag in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for run in element.iter(qn(tag)):
            run.set("lang", "en-GB")
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr().set("lang", "en-GB")


def _opening(made: Any, pack: Pack) -> None:  # noqa: ANN401 - of pptx
    """Add the first slide: school, pack, date."""
    slide = made.slides.add_slide(made.slide_layouts.get_by_name("Title Slide"))
    slide.shapes.title.text = "\n".join(("How fair is our school?", "The governors' pack"))
    slide.placeholders[1].text = "\n".join(
        (
            ", ".join(pack.schools),
            _published(pack),
            f"Data to {wording.day(pack.data_date)}. {pack.window}",
            "Counts under 10 are hidden and the rest rounded: no pupil can be seen in it.",
        )
    )
    slide.notes_slide.notes_text_frame.text = pack.rule


def _published(pack: Pack) -> str:
    """Say which pack it is, who published it and when."""
    by = f" by {pack.by}" if pack.by else ""
    return f"Pack {pack.number}, published {wording.day(pack.published_on)}{by}"


def _add(made: Any, page: Page, foot: str, when: datetime) -> None:  # noqa: ANN401 - of pptx
    """Add a page as a slide, or as several where its sentences or its table need them."""
    if page.chart:
        slide = _slide(made, page, page.question, foot)
        _write(slide.placeholders[1], [(upright(page.sentence), 0)], 20, SENTENCE)
        add_chart(slide.shapes, page.chart, CHART, f"Chart: {page.question}", when)
        box = slide.shapes.add_textbox(*NOTES)
        box.name = "Notes to the figure"
        _write(box, [(notes_of(page), 0)], 14, NOTES)
        _in_order(slide)
    elif page.grid is not None:
        _add_tables(made, page, page.grid, foot)
    else:
        _add_lines(made, page, foot)


def _slide(made: Any, page: Page, heading: str, foot: str) -> Any:  # noqa: ANN401 - of pptx
    """Add a slide with its heading, its foot, and what whoever shows it may say."""
    slide = made.slides.add_slide(made.slide_layouts.get_by_name("Title and Content"))
    slide.shapes.title.text = heading
    said = (*([upright(page.sentence)] if page.sentence else []), *page.spoken, *page.notes)
    source = (f"Source: {page.source}",) if page.source else ()
    slide.notes_slide.notes_text_frame.text = "\n".join((*said, *source, foot))
    add_foot(slide, foot)
    return slide


def _in_order(slide: Any) -> None:  # noqa: ANN401 - of pptx
    """Put the foot last: shapes are read aloud in the order they stand in."""
    tree = slide.shapes._spTree
    feet = [
        shape._element for shape in slide.placeholders if shape._element.ph.get("type") in ("ftr", "sldNum")
    ]
    for foot in feet:
        tree.append(foot)


def _write(shape: Any, lines: list[tuple[str, int]], size: int, box: Box) -> None:  # noqa: ANN401
    """Write lines into a shape, each at its level, and put it where it belongs."""
    shape.left, shape.top, shape.width, shape.height = box
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, (text, level) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.level = level
        run = paragraph.add_run()
        run.text, run.font.size = text, Pt(size - 2 * (level == 2))


def _add_lines(made: Any, page: Page, foot: str) -> None:  # noqa: ANN401 - of pptx
    """Add a page of sentences."""
    heights = {size: [_line_height(line, size) for line in page.lines] for size in TEXT_SIZES}
    fit = fitted(heights, ROOM)
    for number, places in enumerate(fit.slides, 1):
        slide = _slide(made, page, _numbered(page.question, number, len(fit.slides)), foot)
        said: list[tuple[str, int]] = [(page.sentence, 0)] if page.sentence else []
        for line in (page.lines[place] for place in places):
            said += [(line.text, 1), *([(line.under, 2)] if line.under else [])]
        _write(slide.placeholders[1], said, fit.size, BODY)


def _line_height(line: Line, size: int) -> float:
    """Return how high a line stands with what is under it."""
    under = height(line.under, size - 2) + GAP if line.under else 0.0
    return height(line.text, size, WIDTH - 22) + GAP + under


def _numbered(question: str, number: int, of: int) -> str:
    """Return a heading, numbered where it goes over several slides: no two slides share a title."""
    return question if of == 1 else f"{question} ({number} of {of})"


def _add_tables(made: Any, page: Page, grid: pd.DataFrame, foot: str) -> None:  # noqa: ANN401 - of pptx
    """Add a page with a table, over several slides where it is long."""
    widths = _widths(grid)
    above = height(page.sentence, 16) + 2 * GAP if page.sentence else 0.0
    sizes = WHOLE_SIZES if page.key == "components" else TABLE_SIZES
    heights = {size: [_row_height(row, widths, size) for row in _rows(grid)] for size in sizes}
    fit = fitted(heights, ROOM - above - 36)
    for number, places in enumerate(fit.slides, 1):
        slide = _slide(made, page, _numbered(page.question, number, len(fit.slides)), foot)
        if page.sentence:
            _write(slide.placeholders[1], [(page.sentence, 0)], 16, taller(BODY, 1.4, above / 72))
        else:
            slide.placeholders[1]._element.getparent().remove(slide.placeholders[1]._element)
        rows = [_rows(grid)[place] for place in places]
        _table(
            slide,
            [str(name) for name in grid.columns],
            rows,
            widths,
            fit.size,
            1.4 + above / 72,
            page.question,
        )
        _in_order(slide)


def _rows(grid: pd.DataFrame) -> list[list[str]]:
    """Return a table's rows as text."""
    return [[str(value) for value in row] for row in grid.itertuples(index=False)]


def _widths(grid: pd.DataFrame) -> list[float]:
    """Return how wide each column is, in points: by its longest text, none under a tenth."""
    longest = [
        max(len(part) for text in (name, *grid[name]) for part in str(text).split("\n")) ** 0.7
        for name in grid.columns
    ]
    wide = [max(each / sum(longest), 0.1) for each in longest]
    return [WIDTH * each / sum(wide) for each in wide]


def _row_height(row: list[str], widths: list[float], size: int) -> float:
    """Return how high a row of a table stands."""
    return max(height(text, size, wide - 14) for text, wide in zip(row, widths, strict=True)) + GAP


def _table(
    slide: Any,  # noqa: ANN401 - of pptx
    heads: list[str],
    rows: list[list[str]],
    widths: list[float],
    size: int,
    top: float,
    name: str,
) -> None:
    """Draw a native table."""
    box = BODY[0], Inches(top), BODY[2], Pt(24 * (len(rows) + 1))
    frame = slide.shapes.add_table(len(rows) + 1, len(heads), *box)
    frame.name = f"Table: {name}"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", f"{name}. Columns: {', '.join(heads)}.")
    table = frame.table
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Pt(wide)
    for place, row in enumerate([heads, *rows]):
        table.rows[place].height = Pt(_row_height(row, widths, size))
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            cell.text = text
            cell.margin_top = cell.margin_bottom = Pt(2)
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(size)
