"""The rows of a workbook's tables: numbers as numbers, each with the format it is shown in."""

from collections.abc import Iterator

import pandas as pd

from dashboard.governors import tables
from dashboard.pack_files import components
from dashboard.pack_files.charts import IN_100, SHARE, Chart, Mark, share
from dashboard.packs import Figure, Outcome, Pack, Said, Table
from dashboard.sentences import rounded

Cell = str | float | int | None
Rows = list[list[Cell]]

COUNT = "#,##0"
SIDES = ("Interval below", "Interval above")
GROUPS = {
    "Group": "text",
    "Pupils": COUNT,
    **dict.fromkeys(("Share", "Likely from", "Likely to", *SIDES), SHARE),
    "Compared with": "text",
    **dict.fromkeys(("More or fewer in 100", "Gap likely from", "Gap likely to"), IN_100),
    "Not shown because": "text",
}
YEARS = {
    "Year": "text",
    "Pupils": COUNT,
    **dict.fromkeys(("Share", "Likely from", "Likely to", *SIDES), SHARE),
    "Not shown because": "text",
}
GAPS = {
    "Group and outcome": "text",
    **dict.fromkeys(("More or fewer in 100", "Likely from", "Likely to", *SIDES), IN_100),
    "In words": "text",
}


def ends(mark: Mark | None) -> list[Cell]:
    """Return a dot's value, its interval, and how far that reaches to either side."""
    return [mark.value, mark.low, mark.high, mark.below, mark.above] if mark else [None] * 5


def groups_rows(table: Table) -> Rows:
    """Return each group of a table."""
    return [_group(figure) for figure in table.figures]


def _group(figure: Figure) -> list[Cell]:
    """Return one group's figures."""
    gap: list[Cell] = [
        None if each is None else int(rounded(100 * each))
        for each in (figure.difference, figure.difference_low, figure.difference_high)
    ]
    return [
        *(figure.group, figure.pupils, *ends(share(figure))),
        *(figure.reference or "", *gap, figure.hidden),
    ]


def school_rows(pack: Pack, outcome: Outcome, years: tuple[str, ...]) -> Rows:
    """Return the whole school in each year."""
    found = ((year, pack.total(outcome.name, year)) for year in years)
    return [[year, each.pupils, *ends(share(each)), each.hidden] for year, each in found if each]


def gaps_rows(chart: Chart, said: tuple[Said, ...]) -> Rows:
    """Return each gap that stands out, and its sentence."""
    found = zip(chart.categories, chart.series[0].marks, said, strict=True)
    return [[name, *ends(mark), each.text] for name, mark, each in found]


def years_rows(pack: Pack, outcome: Outcome, name: str) -> tuple[list[str], Rows]:
    """Return an outcome of each group in each year, as the page's table has it: its heads and its rows."""
    frame = tables.years_frame(pack, outcome, name)
    heads = [str(each) for each in frame.columns]
    found: Rows = []
    for row in frame.itertuples(index=False):
        group, *said = (str(value) for value in row)
        numbers = [_share_in(pack.table(name, outcome.name, year), group) for year in heads[1:]]
        found.append([group, *(w if n is None else n for w, n in zip(said, numbers, strict=True))])
    return heads, found


def _share_in(table: Table | None, group: str) -> float | None:
    """Return a group's share in a year's table, None where it has none."""
    figure = table.figure(group) if table else None
    return figure.value if figure else None


def averages_rows(pack: Pack) -> Iterator[tuple[list[Cell], str]]:
    """Return each average, and the format that shows it no finer than its step."""
    for measure in pack.averaged:
        for each in pack.averages:
            if each.measure == measure.name and each.value is not None and each.pupils is not None:
                places = tables.average_places(measure, each.step or 0.0)
                digits = f"0.{'0' * places}" if places else "0"
                form = f"{digits}%" if measure.kind == "ratio" else digits
                yield [measure.title, each.group, each.year, each.pupils, each.value, measure.unit], form


def components_frame(pack: Pack) -> pd.DataFrame:
    """Return the five components as a table."""
    rows = [
        {"Component": name, "What it asks": asks, "What this pack says": "\n".join(said)}
        for name, asks, said in components.five(pack)
    ]
    return pd.DataFrame(rows)


def number(text: str) -> Cell:
    """Return a count as a number, anything else as it stands."""
    bare = text.replace(",", "")
    return int(bare) if bare.isdecimal() else text
