"""A pack's files say what the page says, to the digit, and nothing else; the same bytes each time."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.governors import view, wording
from dashboard.governors.figures import gaps_figure, groups_figure
from dashboard.pack_files.excel import workbook
from dashboard.pack_files.making import make
from dashboard.pack_files.pages import pages_of
from dashboard.pack_files.powerpoint import slides
from dashboard.pack_files.printed import document
from dashboard.packs.audit import audit
from dashboard.packs.composing import compose
from dashboard.packs.gather import gather
from dashboard.packs.merging import merged
from dashboard.sentences import rounded
from tests.packs import read_back
from tests.packs.made_up import school as made_up
from tests.packs.read_back import plain

FRONT = ("headlines", "gaps", "trends", "questions", "changes", "counts", "hidden", "definitions")
TOTALS = "pupil | from_date | to_date | possible | authorised | unauthorised"
HOSTILE = "=cmd|'/C calc'!A0 <script>alert(1)</script> & \"Sons\""


@pytest.fixture(scope="module")
def pack():
    cohort = made_up(5, 2)
    audited = audit(cohort)
    first = compose(cohort, audited, None, 1, date(2026, 9, 14), "A. Head")
    return compose(cohort, audited, first, 2, date(2026, 11, 14), "A. Head")


@pytest.fixture(scope="module")
def files(pack):
    return {kind: make(pack, kind).content for kind in ("pptx", "xlsx", "html")}


@pytest.fixture(scope="module")
def texts(files):
    return {
        "pptx": plain(read_back.slides_text(read_back.presentation(files["pptx"]))),
        "xlsx": plain(read_back.sheets_text(files["xlsx"])),
        "html": plain(read_back.html_text(files["html"])),
    }


def section(pack, name):
    return next(each for each in view.front(pack) if getattr(each, "id", "") == f"pack-{name}")


@pytest.mark.parametrize("kind", ["pptx", "xlsx", "html"])
@pytest.mark.parametrize("name", FRONT)
def test_every_sentence_and_number_of_the_pages_front_is_in_each_file(pack, texts, name, kind):
    said = [plain(each) for each in read_back.said_by(section(pack, name))]
    assert [each for each in said if each and each not in texts[kind]] == []
    assert said


def test_every_figure_that_stands_out_has_a_slide_with_the_numbers_of_the_page(pack, files):
    charts = read_back.charts_of(read_back.presentation(files["pptx"]))
    text = plain(read_back.slides_text(read_back.presentation(files["pptx"])))
    compared = 0
    for said in pack.gaps:
        table, outcome = pack.table(said.characteristic, said.outcome), pack.outcome(said.outcome)
        chart = charts[wording.question(outcome, said.characteristic)]
        drawn = groups_figure(table)["data"]
        places = drawn[-1]["y"]
        series = chart.plots[0].series[0]
        values = [value for value in series.values if value is not None]
        assert values == drawn[-1]["x"]
        below, above = read_back.error_bars(series)
        ends = [each for each in drawn[0]["x"] if each is not None]
        assert [
            end
            for place, value in zip(places, values, strict=True)
            for end in (round(value - below[place], 2), round(value + above[place], 2))
        ] == ends
        for figure, category in zip(table.figures, chart.plots[0].categories, strict=True):
            assert category.startswith(figure.group)
            assert figure.value is None or f"{figure.pupils:,} pupils" in category
        assert table.sentence in text
        compared += len(values)
    assert compared >= 4


def test_the_gaps_chart_has_the_pages_numbers(pack, files):
    shown = pack.gaps[: wording.MOST_GAPS]
    chart = read_back.charts_of(read_back.presentation(files["pptx"]))[wording.HOW_WIDE]
    drawn = gaps_figure(pack, shown)["data"]
    wanted = [rounded(100 * value) for value in drawn[-1]["x"]]
    assert list(chart.plots[0].series[0].values) == wanted
    assert [each.strip().removeprefix("<b>").removesuffix("</b>") for each in drawn[1]["text"]] == [
        f"{value:+.0f}" for value in wanted
    ]


def test_every_table_of_the_pack_is_a_sheet_with_the_pages_numbers(pack, files):
    text = {
        name: plain("\n".join(map(" ".join, rows))) for name, rows in read_back.sheets(files["xlsx"]).items()
    }
    for table in pack.tables:
        if table.outcome is None or table.year != pack.year:
            continue
        outcome = pack.outcome(table.outcome)
        found = [each for each in text.values() if plain(table.sentence) in each]
        for figure in table.figures:
            said = [figure.group]
            if figure.value is not None:
                ends = [figure.value, figure.low, figure.high]
                said += [f"{figure.pupils:,}", *(f"{rounded(100 * each):.0f}%" for each in ends)]
            line = " ".join(said) if len(table.figures) > 1 else " ".join(said[1:])
            assert any(line in each for each in found), (outcome.title, line)


def test_paper_draws_each_figure_of_the_slides(pack, files):
    text = files["html"].decode()
    pages = [page for page in pages_of(pack) if page.chart]
    assert text.count("<svg ") == len(pages)
    words = re.findall(r'<text x="[\d.]+" y="\d+" font-weight="\d+">([+-]?\d+%?)</text>', text)
    assert words == [mark.words for page in pages for mark in page.chart.marks()]


def test_the_same_pack_gives_the_same_bytes_and_says_nothing_of_the_machine(pack, files):
    assert slides(pack) == files["pptx"]
    assert workbook(pack) == files["xlsx"]
    assert document(pack).encode() == files["html"]
    for kind in ("pptx", "xlsx"):
        for name, content in read_back.members(files[kind]):
            if content[:2] == b"PK":
                with ZipFile(BytesIO(content)) as held:
                    assert {info.date_time for info in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}, name
            if name.endswith("core.xml"):
                assert set(re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z", content)) == {b"2026-11-14T12:00:00Z"}
                assert b"Canny" not in content
        names = [name for name, _ in read_back.members(files[kind])]
        assert [name for name in names if re.search("printer|thumbnail|vba|external|comment", name)] == []


def test_a_charts_workbook_holds_its_released_numbers_and_no_other_sheet(pack, files):
    charts = read_back.charts_of(read_back.presentation(files["pptx"]))
    assert len(charts) > 8
    for title, chart in charts.items():
        book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("Sheet1", "visible")]
        rows = list(book["Sheet1"].iter_rows(min_row=2, values_only=True))
        assert [row[0] for row in rows] == list(chart.plots[0].categories), title
        for place, series in enumerate(chart.plots[0].series, 1):
            assert tuple(row[place] for row in rows) == tuple(series.values)
        assert len(rows[0]) == 1 + 3 * len(chart.plots[0].series)


def test_the_workbook_has_numbers_as_numbers_and_no_formula_or_hidden_sheet(files):
    book = load_workbook(BytesIO(files["xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert sum(cell.number_format == "0%" for cell in cells) > 100
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert {sheet.page_setup.paperSize for sheet in book} == {9}
    assert all(sheet.sheet_properties.pageSetUpPr.fitToPage for sheet in book)
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert len(links) == len(book.sheetnames) - 1
    assert all(link.target is None and link.location for link in links)


def test_slides_can_be_read_aloud_and_from_the_back_of_the_room(files):
    made = read_back.presentation(files["pptx"])
    titles = [slide.shapes.title.text for slide in made.slides]
    assert len(set(titles)) == len(titles)
    for slide in made.slides:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        if slide.slide_layout.name != "Title Slide":
            assert [shape._element.ph.get("type") for shape in shapes[-2:]] == ["ftr", "sldNum"]
        body = [shape for shape in shapes if not shape.name.startswith(("Footer", "Slide Number"))]
        for upper, lower in pairwise(body):
            assert upper.top + upper.height <= lower.top + Pt(1), slide.shapes.title.text
            assert lower.top + lower.height <= made.slide_height
        for shape in shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")
        languages = {run.get("lang") for run in slide._element.iter(qn("a:rPr"), qn("a:endParaRPr"))}
        assert languages <= {"en-GB"}
        sizes = [int(run.get("sz")) for run in slide._element.iter(qn("a:rPr")) if run.get("sz")]
        assert min(sizes, default=1800) >= 1100


def test_strengths_come_before_gaps(pack, texts):
    strengths = [each.text for each in pack.gaps if each.standing == "strength"]
    gaps = [each.text for each in pack.gaps if each.standing == "gap"]
    assert texts["pptx"].index(plain(wording.IN_A_MINUTE)) < texts["pptx"].index(plain(wording.STANDS_OUT))
    if strengths and gaps:
        assert texts["pptx"].index(plain(strengths[0])) < texts["pptx"].index(plain(gaps[0]))


def test_hostile_names_stay_text(pack):
    bad = replace(pack, schools=(HOSTILE,), by=HOSTILE)
    made = document(bad)
    assert "<script" not in made
    assert "default-src 'none'" in made
    book = load_workbook(BytesIO(workbook(bad)))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert HOSTILE in read_back.slides_text(read_back.presentation(slides(bad)))


def test_a_pack_without_gaps_earlier_years_or_averages_still_makes_every_file(pack):
    bare = replace(pack, gaps=(), trends=(), averages=(), averaged=(), questions=(), hidden=(), changes=())
    bare = replace(bare, years=pack.years[-1:])
    for content in (slides(bare), workbook(bare), document(bare).encode()):
        assert content
    assert wording.NOTHING_STANDS_OUT in document(bare)


def test_nothing_of_any_pupil_or_class_is_in_any_file(school):
    token = "Qanary"
    people = "pupil | upn | forename | surname | date_of_birth | year_group | pupil_premium | sen | sex"
    rows = [
        f"{token}{n:03} | Q{n:012} | {token}fore{n} | {token}sur{n} | 2012-03-{1 + n % 28:02} | 7 | "
        f"{'Y' if n % 3 == 0 else 'N'} | {'K' if n % 5 == 0 else 'N'} | {'F' if n % 2 else 'M'}"
        for n in range(160)
    ]
    marks = [
        f"{token}{n:03} | 2025-09-01 | 2025-12-19 | {131 + n % 3} | {29 if n % 4 == 0 else 3} | 0"
        for n in range(160)
    ]
    school.given(
        pupils=people + "\n" + "\n".join(rows),
        attendance_totals="pupil | from_date | to_date | possible | authorised | unauthorised\n"
        + "\n".join(marks),
    )
    cohort = merged(gather(school))
    made = compose(cohort, audit(cohort), None, 1, date(2026, 1, 5), "A. Head")
    for kind, content in (
        ("pptx", slides(made)),
        ("xlsx", workbook(made)),
        ("html", document(made).encode()),
    ):
        assert len(list(read_back.members(content))) > (0 if kind == "html" else 10)
        for name, part in read_back.members(content, kind):
            for encoding in ("utf-8", "utf-16-le"):
                for canary in (token, "Q0000000", "2012-03"):
                    assert canary.encode(encoding) not in part, (name, canary)
    assert "missed a tenth of school" in document(made)
