"""The cards about groups: year groups, persistent and severe absence over time, and the gaps."""

from math import isnan, nan
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard import gaps
from dashboard.attendance.figures import with_country
from dashboard.attendance.view import NOTHING, View, answered, nothing
from dashboard.attendance.words import percent
from dashboard.cards import About, filled
from dashboard.equity.answers import comparable
from dashboard.equity.behind import gap_table, whole_year
from dashboard.equity.figures import add_national_line
from dashboard.equity.figures_gaps import forest_figure, in_sections
from dashboard.equity.wording import INTERVALS, gap_label, side_by_side_sentence, unit_words
from dashboard.figure_parts import Line, dots_with_intervals, lines_over_time
from dashboard.filters import address
from dashboard.measures import MEASURES, Measure
from dashboard.query import read_query
from dashboard.reference import benchmark, phase_of, series_breaks
from dashboard.sentences import as_said, so_far
from dashboard.standings import strengths_first
from dashboard.tracking.wording import by_chance
from dashboard.viewer import FEWEST
from dashboard.wording import group_noun

LINES = {"persistent_absence": "a tenth or more", "severe_absence": "half or more"}
UNCLEAR = 3
WIDEST = 3


def behind(view: View, measure: Measure, query: str) -> About:
    """Return what "What is this?" says of a figure from the measures."""
    return About(
        definition=f"{measure.title}. {measure.definition}",
        source=measure.source,
        sql=f"{read_query(query).sql}\n\n{measure.sql}",
        data_date=view.last_day,
        method=INTERVALS[measure.kind],
        measure=measure.name,
    )


@answered
def years(view: View) -> dict[str, Any]:
    """Fill the card with absence by year group."""
    measure = MEASURES["absence_rate"]
    rows = gaps.by_group(view.store, view.viewer, measure.name, "Year group", view.filters)
    rows = rows[(rows["pupils"].fillna(0) > 0) | rows["hidden"].astype(bool)].reset_index(drop=True)
    if not len(rows):
        return nothing(NOTHING)
    figure = dots_with_intervals(rows, percent)
    year = whole_year(view.filters["from_date"], view.filters["to_date"])
    country = {
        place: benchmark(measure.name, year, "all", "Year group", code)
        for place, code in enumerate(rows["code"])
        if year
    }
    for place, found in country.items():
        if found:
            add_national_line(figure, place, found.value, percent)
    notes = [
        f"dotted: England {year}" if any(country.values()) else "no national figure fits this choice",
        f"pale: fewer than {FEWEST} pupils" if rows["small"].astype(bool).any() else "",
    ]
    table = gap_table(rows, measure)
    return filled(figure, years_sentence(rows), notes, table, behind(view, measure, "gap/by_group"))


def years_sentence(rows: pd.DataFrame) -> str:
    """Say which year groups miss least and most; nothing is concluded from a small one."""
    told = rows[rows["value"].notna() & ~rows["small"].astype(bool) & (rows["group"] != "Not known")]
    if len(told) < 2:
        return "There are not two year groups with enough pupils to compare."
    least, most = (told.iloc[int(place)] for place in (told["value"].argmin(), told["value"].argmax()))
    sentence = (
        f"{least['group']} misses least ({percent(least['value'])}), {most['group']} most "
        f"({percent(most['value'])})."
    )
    chance_could = most["low"] <= least["high"]  # not so where the viewer sees no intervals
    return f"{sentence} Chance could put them in this order." if chance_could else sentence


@answered
def persistent(view: View) -> dict[str, Any]:
    """Fill the card with persistent and severe absence over the school years, beside the country."""
    found = {
        name: gaps.over_time(view.store, view.viewer, name, "All pupils", "year", view.filters)
        for name in LINES
    }
    rows = pd.concat(
        [
            each.assign(group=words, is_focus=name == "persistent_absence", measure=name)
            for (name, words), each in zip(LINES.items(), found.values(), strict=True)
        ],
        ignore_index=True,
    )
    rows = rows[(rows["pupils"].fillna(0) > 0) | rows["hidden"].astype(bool)]
    if rows.empty:
        return nothing(NOTHING)
    running = rows["to_date"] > pd.Timestamp(view.known.last_day or view.last_day)
    cut = rows["period"] + "<br>" + rows["period"].map(so_far)
    rows = rows.assign(year=rows["period"], period=rows["period"].where(~running, cut))
    first, last = rows["from_date"].min().date(), rows["to_date"].max().date()
    breaks: list[Line] = [
        {"at": row["date"], "label": row["label"]}
        for row in series_breaks("persistent_absence", first, last).to_dict("records")
    ]
    figure = lines_over_time(rows, percent, breaks)
    country = countries(view, rows[rows["measure"] == "persistent_absence"])
    with_country(figure, country)
    notes = [
        f"{rows['pupils'].iloc[-1]:,.0f} pupils in the latest year" if rows["pupils"].notna().any() else "",
        "all years, whatever dates are chosen above",
        "diamonds: England, a tenth or more" if country else "",
        "part of a year does not compare with whole ones" if running.any() else "",
    ]
    table = gap_table(rows, MEASURES["persistent_absence"], "period")
    definition = behind(view, MEASURES["persistent_absence"], "gap/over_time")
    return filled(figure, persistent_sentence(view), notes, table, definition)


def countries(view: View, rows: pd.DataFrame) -> dict[int, float]:
    """Return England's share of persistent absence at each period's place on the figure."""
    if any(view.filters[name] for name in ("year_groups", "classes", "groups")):
        return {}
    phase = phase_of(choice.value for choice in view.known.year_groups)
    ordered = rows.sort_values("from_date")["year"].tolist()
    found = {
        place: benchmark("persistent_absence", year, phase, "All pupils", "All pupils")
        for place, year in enumerate(ordered)
    }
    return {place: each.value for place, each in found.items() if each}


def persistent_sentence(view: View) -> str:
    """Say how many pupils miss a tenth and a half in the dates chosen, and in the same days last year."""
    told = []
    for name, words in LINES.items():
        share, pupils = share_of_all(view, name)
        if not isnan(share):
            counts = f"{share * pupils:,.0f} of {pupils:,.0f} pupils"
            told.append(f"{as_said(share, MEASURES[name])} miss {words} of their sessions ({counts})")
    if not told:
        return "How many miss a tenth or half in these days is not shown; whole years are below."
    earlier = view.a_year_earlier()
    before = share_of_all(earlier, "persistent_absence")[0] if earlier else nan
    said = "; ".join(told)
    if not isnan(before):
        words = as_said(before, MEASURES["persistent_absence"])
        said += f". In the same days last year {words} missed a tenth or more"
    return f"{said[0].upper()}{said[1:]}."


def share_of_all(view: View, measure: str) -> tuple[float, float]:
    """Return the share of pupils who miss so much, and of how many; NaN where nobody has a value."""
    found = view.measured(measure)
    pupils = len(found.pupils)
    return (float((found.numerator > 0).sum() / pupils), pupils) if pupils else (nan, 0.0)


@answered
def forest(view: View) -> dict[str, Any]:
    """Fill the card with the gaps of every characteristic, and the ways to the equity page."""
    measure = MEASURES["absence_rate"]
    rows = gaps.by_every_characteristic(view.store, view.viewer, measure.name, view.filters)
    ranked = strengths_first(comparable(rows, measure), measure.good)
    if ranked.empty:
        return nothing("No two groups with enough pupils and sessions to compare.") | {"links": []}
    shown = in_sections(ranked, UNCLEAR)
    figure = forest_figure(shown, lambda gap: gap_label(gap, measure), unit_words(measure))
    table = gap_table(rows, measure, "characteristic")
    looked_at = "1 gap" if len(ranked) == 1 else f"{len(ranked)} gaps"
    chance = f"of {looked_at} {by_chance(len(ranked))} would look clear by chance"
    answer = filled(
        figure,
        side_by_side_sentence(ranked, measure),
        [f"{len(ranked) - len(shown)} more in the table" if len(ranked) > len(shown) else "", chance],
        table,
        behind(view, measure, "gap/by_every_characteristic"),
    )
    widest = ranked[ranked["standing"] == "gap"].head(WIDEST)
    return answer | {"links": links(view, widest if len(widest) else ranked.head(1))}


def links(view: View, rows: pd.DataFrame) -> list[Any]:
    """Return the ways to the equity page, each with the filters and its gap."""
    return [
        html.Li(
            [
                dcc.Link(
                    f"Equity: {group_noun(row['characteristic'], row['group'])}",
                    href=address(
                        "/equity",
                        view.filters,
                        view.store,
                        measure="absence_rate",
                        characteristic=row["characteristic"],
                        group=row["group"],
                    ),
                ),
            ]
        )
        for row in rows.to_dict("records")
    ]
