"""The tables of a pack as a reader sees them: on the page, in the slides, in the workbook, on paper."""

import pandas as pd

from dashboard.governors.figures import percent
from dashboard.packs import Outcome, Pack, Table


def frame(found: Table, outcome: Outcome | None) -> pd.DataFrame:
    """Return a table's figures as a reader sees them."""
    rows = []
    for figure in found.figures:
        row = {"Group": figure.group, "Pupils": "" if figure.pupils is None else f"{figure.pupils:,}"}
        if outcome:
            between = "" if figure.low is None else f"{percent(figure.low)} to {percent(figure.high or 0.0)}"
            row[outcome.title] = "" if figure.value is None else percent(figure.value)
            row["Likely between"] = between
        rows.append({**row, "Not shown because": figure.hidden})
    return pd.DataFrame(rows)


def counts_frame(pack: Pack, name: str) -> pd.DataFrame:
    """Return how many pupils each group of a characteristic has in each year; empty where none is told."""
    latest = pack.table(name)
    rows = []
    for figure in latest.figures if latest else ():
        row = {name: figure.group}
        for year in pack.years:
            earlier = pack.table(name, None, year)
            mine = earlier.figure(figure.group) if earlier else None
            known = mine.pupils if mine else None
            row[year] = "fewer than 10" if known is None else f"{known:,}"
        rows.append(row)
    return pd.DataFrame(rows)


def averages_frame(pack: Pack) -> pd.DataFrame:
    """Return the averages of the school over the years and of its year groups now."""
    rows = [
        {
            "Measure": measure.title,
            "Of": each.group,
            "Year": each.year,
            "Pupils": f"{each.pupils:,}",
            "Average": say_average(measure, each.value, each.step or 0.0),
        }
        for measure in pack.averaged
        for each in pack.averages
        if each.measure == measure.name and each.value is not None and each.pupils is not None
    ]
    return pd.DataFrame(rows)


def say_average(measure: Outcome, value: float, step: float) -> str:
    """Say an average, no finer than its step."""
    share = 100 if measure.kind == "ratio" else 1
    unit = "%" if measure.kind == "ratio" else f" {measure.unit}"
    return f"{share * value:.{average_places(measure, step)}f}{unit}"


def average_places(measure: Outcome, step: float) -> int:
    """Return how many decimal places an average is said with."""
    share = 100 if measure.kind == "ratio" else 1
    return next((count for count in range(4) if round(share * step * 10**count, 6) % 1 == 0), 3)


def hidden_frame(pack: Pack) -> pd.DataFrame:
    """Return what a pack does not show, and why."""
    return pd.DataFrame([{"Not shown": each.what, "Because": each.why} for each in pack.hidden])


def years_frame(pack: Pack, outcome: Outcome, characteristic: str) -> pd.DataFrame:
    """Return an outcome of each group in each year as a reader sees it."""
    found: dict[str, dict[str, str]] = {}
    for year in pack.years:
        known = pack.table(characteristic, outcome.name, year)
        for figure in known.figures if known else ():
            value = f"not shown ({figure.hidden})" if figure.value is None else percent(figure.value)
            found.setdefault(figure.group, {"Group": figure.group})[year] = value
    return pd.DataFrame(list(found.values())).fillna("not in this pack")
