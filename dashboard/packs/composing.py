"""Put a pack together: audited tables, their sentences, what changed and what is hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from math import isnan, nan
from typing import Any

from dashboard.overview import findings
from dashboard.packs import words
from dashboard.packs.audit import Audited
from dashboard.packs.averaging import averages
from dashboard.packs.cohort import EVERYONE, Cohort, Outcome
from dashboard.packs.making import FEW, FEW_ON_A_SIDE
from dashboard.packs.moves import changes, surely_moved
from dashboard.packs.pack import Figure, Hidden, Pack, Said, Table
from dashboard.packs.rule import RULE
from dashboard.packs.words import Tables

GAPS_AN_OUTCOME = 4
UNPICKED = "a hidden figure could have been worked out from it"


def compose(
    cohort: Cohort,
    audited: Audited,
    previous: Pack | None,
    number: int,
    on: date,
    by: str,
    batches: Sequence[str] = (),
    made_with: str = "",
    names: Sequence[str] = (),
) -> Pack:
    """Return the pack that these tables make."""
    years = tuple(year.year for year in cohort.years)
    outcomes = tuple(cohort.outcomes.values())
    known = Tables(audited.tables, outcomes, years)
    known.moved = moved_in_a_year(known)
    tables = tuple(replace(table, sentence=words.table_said(known, table)) for table in audited.tables)
    gaps = gaps_of(known, years[-1])
    trends = trends_of(known, years[-1])
    pack = Pack(
        number=number,
        published_on=on.isoformat(),
        by=by,
        schools=cohort.schools,
        data_date=cohort.data_date.isoformat(),
        window=window(cohort),
        years=years,
        outcomes=outcomes,
        averaged=tuple(cohort.averages.values()),
        tables=tables,
        averages=tuple(averages(cohort)),
        headlines=headlines(known, years[-1]),
        gaps=gaps,
        trends=trends,
        changes=(),
        questions=questions(gaps, trends),
        hidden=hidden(cohort, audited, tables),
        audit=audited.note,
        rule=RULE,
        batches=tuple(batches),
        made_with=made_with,
        without=tuple(names),
    )
    return replace(pack, changes=changes(pack, previous))


def window(cohort: Cohort) -> str:
    """Say whom and which days the figures are about."""
    day = f"{cohort.data_date.day} {cohort.data_date:%B}"
    earlier = f" Earlier years are counted to the same day, {day}." if len(cohort.years) > 1 else ""
    return f"Pupils on roll on {day} {cohort.data_date.year}, from the start of the school year.{earlier}"


def headlines(known: Tables, year: str) -> tuple[Said, ...]:
    """Say each outcome of the whole school."""
    found = []
    for outcome in known.outcomes.values():
        table = known.found.get((year, EVERYONE, outcome.name))
        if table:
            found.append(Said(words.headline(known, table), outcome.name, EVERYONE))
    return tuple(found)


def gaps_of(known: Tables, year: str) -> tuple[Said, ...]:
    """Say the gaps that stand among all that were compared, strengths first, the widest first."""
    found: list[Said] = []
    for outcome in known.outcomes.values():
        rows = [
            row_of(table, figure)
            for table in known.found.values()
            if table.year == year and table.outcome == outcome.name and table.characteristic != EVERYONE
            for figure in table.figures
            if figure.difference is not None
        ]
        sure = [row for row in findings.beyond_chance(rows, words.measure_of(outcome)) if row["clear"]]
        found += [words.gap_as_said(known, row["table"], row["figure"]) for row in sure[:GAPS_AN_OUTCOME]]
    order = ("strength", "gap", "unclear")
    return tuple(sorted(found, key=lambda each: order.index(each.standing)))


def row_of(table: Table, figure: Figure) -> dict[str, Any]:
    """Return a figure as ``findings`` takes it."""
    row = {name: nan if value is None else value for name, value in asdict(figure).items()}
    own = {"characteristic": table.characteristic, "small": False, "table": table, "figure": figure}
    return {**row, **own, "hidden": False}


def trends_of(known: Tables, year: str) -> tuple[Said, ...]:
    """Say how each focus group's gap has gone; those that narrowed first.

    Of many comparisons some move by chance: a move is named where it stands after Holm's correction.
    """
    found = []
    for table, outcome, figure in focus_gaps(known, year):
        past = words.past_of(known, table.characteristic, outcome, figure)
        if past:
            found.append((table.characteristic, outcome, figure, past))
    sure = surely_moved([(figure.pupils, words.gap_in(figure), past[1]) for *_, figure, past in found])
    said = [words.trend_said(*each, is_sure=bool(one)) for each, one in zip(found, sure, strict=True)]
    order = ("narrowed", "widened", "unclear")
    return tuple(sorted(said, key=lambda each: order.index(each.standing)))


def focus_gaps(known: Tables, year: str) -> Iterator[tuple[Table, Outcome, Figure]]:
    """Return the gaps of focus groups in a year: those whose moves are tested."""
    for table in known.found.values():
        if table.year != year or table.outcome is None or table.characteristic == EVERYONE:
            continue
        outcome = known.outcomes[table.outcome]
        if table.characteristic in findings.NOT_COMPARED_IN.get(outcome.area, set()):
            continue
        for figure in table.figures:
            if figure.is_focus and figure.difference is not None:
                yield table, outcome, figure


def moved_in_a_year(known: Tables) -> dict[words.Place, bool]:
    """Say of each focus group's gap whether it has moved since the year before."""
    found: dict[words.Place, bool] = {}
    for year in known.years[1:]:
        gaps = [
            ((*table.key, figure.group), figure, words.last_year(known, table, figure))
            for table, _outcome, figure in focus_gaps(known, year)
        ]
        tested = [(place, figure, past) for place, figure, past in gaps if not isnan(past.difference)]
        sure = surely_moved([(figure.pupils, words.gap_in(figure), past) for _place, figure, past in tested])
        found |= dict(zip((place for place, *_ in tested), sure, strict=True))
    return found


def questions(gaps: Sequence[Said], trends: Sequence[Said]) -> tuple[Said, ...]:
    """Return what a governor may ask, each with the sentence it comes from."""
    found = [each for each in gaps if each.standing != "unclear"][:4]
    found += [each for each in trends if each.standing != "unclear"][:3]
    asked = [Said(each.question, each.outcome, each.characteristic, each.text) for each in found]
    always = (
        "Which groups are too small to be in this pack, and how do leaders see that those pupils do well?",
        "Will what is planned next add to teachers' workload, and what will stop to make room for it?",
    )
    unique = dict.fromkeys([*asked, *(Said(text) for text in always)])
    return tuple(unique)


def hidden(cohort: Cohort, audited: Audited, tables: Sequence[Table]) -> tuple[Hidden, ...]:
    """Return what the pack does not show, and why."""
    titles = {outcome.name: outcome.title for outcome in cohort.outcomes.values()}
    found = [
        Hidden(f"{titles[str(outcome)] if outcome else 'Pupils'} by {characteristic}, {year}", UNPICKED)
        for year, characteristic, outcome in audited.dropped
    ]
    for why in (FEW, FEW_ON_A_SIDE):
        for table in tables:
            groups = [figure.group for figure in table.figures if figure.hidden == why]
            if groups and table.year == cohort.latest.year:
                what = titles[table.outcome] if table.outcome else "Number of pupils"
                found.append(Hidden(f"{what}, {table.characteristic}: {', '.join(groups)}", why))
    return tuple(
        [*found, *(Hidden(*(part.strip() for part in each.partition(":")[::2])) for each in cohort.left_out)]
    )
