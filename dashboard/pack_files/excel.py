"""A pack as a workbook: contents, the sentences, a sheet for every table of the pack, definitions."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from xlsxwriter.workbook import Workbook

from dashboard.governors import tables, wording
from dashboard.pack_files import components, pages, rows
from dashboard.pack_files.charts import SHARE, gaps_chart, groups_chart, years_chart
from dashboard.pack_files.embedded import OPTIONS
from dashboard.pack_files.settled import made_on, settled
from dashboard.pack_files.sheets import Sheet, sheet_name
from dashboard.packs import EVERYONE, Outcome, Pack, Said, Table

WIDTHS = (30, 9, 9, 9, 9, 9, 9, 20, 11, 11, 11, 18)


def workbook(pack: Pack) -> bytes:
    """Return a pack as a workbook."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, OPTIONS) as book:
        school = ", ".join(pack.schools)
        book.set_properties(
            {
                "title": pages.title(pack),
                "author": school,
                "company": school,
                "comments": "Rounded counts only, as published.",
                "created": made_on(pack),
            }
        )
        _Book(book, pack).fill()
    return settled(held.getvalue())


class _Book:
    """The sheets of a workbook, in order, and what the contents say of each."""

    def __init__(self, book: Workbook, pack: Pack) -> None:
        self.book = book
        self.pack = pack
        self.foot = pages.foot_of(pack)
        self.listed: list[tuple[Sheet, str]] = []
        self.contents = Sheet(book, "Contents", pages.title(pack), self.foot, (60, 100))

    def fill(self) -> None:
        """Add every sheet, then say in the contents what there is."""
        self._sentences()
        if self.pack.gaps:
            self._gaps()
        for outcome in self.pack.outcomes:
            for name in (EVERYONE, *self.pack.characteristics):
                table = self.pack.table(name, outcome.name)
                if table and name == EVERYONE:
                    self._whole_school(outcome, table)
                elif table:
                    self._groups(outcome, table)
        self._frames()
        self._averages()
        self._definitions()
        self._contents()

    def add(self, words: str, title: str, sentence: str, widths: tuple[int, ...] = WIDTHS) -> Sheet:
        """Add a sheet with its heading and its sentence."""
        sheet = Sheet(self.book, sheet_name(len(self.listed) + 1, words), title, self.foot, widths)
        sheet.say(sentence)
        self.listed.append((sheet, sentence))
        return sheet

    def _sentences(self) -> None:
        """Add the sheet of what the pack says."""
        pack = self.pack
        sheet = self.add("In words", "What the pack says", "", (60, 60))
        parts: tuple[tuple[str, Iterable[Said]], ...] = (
            (wording.IN_A_MINUTE, pack.headlines),
            (wording.STANDS_OUT, pack.gaps or (Said(wording.NOTHING_STANDS_OUT),)),
            (wording.MOVED, wording.moved(pack) or (Said(wording.NONE_MOVED),)),
            (wording.ASK, pack.questions),
            (wording.CHANGED, pack.changes),
        )
        for title, said in parts:
            sheet.row += 1
            sheet.say(title, "title")
            for each in said:
                sheet.say(each.text)
                if title == wording.ASK:
                    sheet.say(each.question, "quiet")

    def _gaps(self) -> None:
        """Add the sheet of the gaps that stand out, with their chart."""
        shown = self.pack.gaps
        chart = gaps_chart(self.pack, shown)
        widths = (44, 14, 14, 14, 14, 14, 70)
        sheet = self.add("Gaps that stand out", wording.HOW_WIDE, pages.upright(wording.IN_100), widths)
        first = sheet.table(rows.GAPS, rows.gaps_rows(chart, shown))
        sheet.chart(chart, first, (1, 4, 5))

    def _whole_school(self, outcome: Outcome, table: Table) -> None:
        """Add the sheet of one outcome of the whole school over the years."""
        chart = years_chart(self.pack, EVERYONE, outcome, table.figures)
        sheet = self.add(f"{outcome.title}, school", f"{outcome.title}: over the years", table.sentence)
        first = sheet.table(rows.YEARS, rows.school_rows(self.pack, outcome, chart.categories))
        sheet.chart(chart, first, (2, 5, 6))
        self._source(sheet, outcome)

    def _groups(self, outcome: Outcome, table: Table) -> None:
        """Add the sheet of one outcome by one characteristic: its groups now, and each in each year."""
        name = table.characteristic
        chart = groups_chart(table, outcome)
        sheet = self.add(f"{outcome.title}, {name}", wording.question(outcome, name), table.sentence)
        first = sheet.table(rows.GROUPS, rows.groups_rows(table))
        if chart.is_empty:
            sheet.say(pages.NO_FIGURE)
        else:
            sheet.chart(chart, first, (2, 5, 6))
        sheet.say(wording.over_the_years(self.pack, outcome, table))
        heads, found = rows.years_rows(self.pack, outcome, name)
        sheet.table({head: SHARE if place else "text" for place, head in enumerate(heads)}, found)
        self._source(sheet, outcome)

    @staticmethod
    def _source(sheet: Sheet, outcome: Outcome) -> None:
        """Say what an outcome counts and where that comes from."""
        sheet.row += 1
        sheet.say(outcome.definition, "quiet")
        sheet.say(f"Source: {outcome.source}", "quiet")

    def _frames(self) -> None:
        """Add the sheets that are a table alone."""
        pack = self.pack
        years = [14] * len(pack.years)
        for words, title, sentence, frame, widths in (
            ("Five components", components.TITLE, "", rows.components_frame(pack), (30, 40, 100)),
            ("Who is in the school", wording.WHO, "", pages.counts(pack), (24, 36, *years)),
            ("Not shown", wording.NOT_SHOWN, pack.rule, tables.hidden_frame(pack), (60, 60)),
        ):
            if not frame.empty:
                sheet = self.add(words, title, sentence, widths)
                found = [[rows.number(str(value)) for value in row] for row in frame.itertuples(index=False)]
                sheet.table(dict.fromkeys(map(str, frame.columns), rows.COUNT), found)

    def _averages(self) -> None:
        """Add the sheet of averages, each with as many digits as the page shows."""
        found = list(rows.averages_rows(self.pack))
        if not found:
            return
        sheet = self.add("Averages", wording.AVERAGES, wording.AVERAGES_ROUNDED, (30, 24, 14, 14, 14, 20))
        heads = {"Measure": "text", "Of": "text", "Year": "text", "Pupils": rows.COUNT}
        sheet.table({**heads, "Average": "text", "In": "text"}, [])
        for row, form in found:
            sheet.add_row(row, ("text", "text", "text", rows.COUNT, form, "text"))

    def _definitions(self) -> None:
        """Add the sheet of what each figure counts."""
        sheet = self.add("Definitions", wording.DEFINITIONS, "", (34, 90, 50))
        known = (*self.pack.outcomes, *self.pack.averaged)
        heads = dict.fromkeys(("Figure", "What it counts", "Source"), "text")
        sheet.table(heads, [[each.title, each.definition, each.source] for each in known])

    def _contents(self) -> None:
        """Say on the first sheet what the others hold, each with a link."""
        self.contents.say(wording.stamp(self.pack))
        self.contents.say(self.pack.rule, "quiet")
        self.contents.row += 1
        for held, sentence in self.listed:
            self.contents.link(held, sentence)
