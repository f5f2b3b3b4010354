"""What stands in a pack's slides and on its paper, in order: one figure a page, its question above it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from dashboard.governors import tables, wording
from dashboard.pack_files import components, rows
from dashboard.pack_files.charts import Chart, gaps_chart, groups_chart, years_chart
from dashboard.packs import EVERYONE, Outcome, Pack, Table

NO_FIGURE = "Every group is too small to show."
NO_MARK = "where none stands, too few pupils to show"
ONE_YEAR = "A line needs two years that can be shown."


@dataclass(frozen=True)
class Line:
    """One thing that is said, and what stands under it more quietly."""

    text: str
    under: str = ""


@dataclass(frozen=True)
class Page:
    """One page: what it asks, the sentence that answers it, and a chart, sentences or a table."""

    key: str
    question: str
    sentence: str = ""
    chart: Chart | None = None
    lines: tuple[Line, ...] = ()
    grid: pd.DataFrame | None = None
    notes: tuple[str, ...] = ()
    source: str = ""
    spoken: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing under the question."""
        return not (self.sentence or self.chart or self.lines or self.grid is not None)


def title(pack: Pack) -> str:
    """Return the name of a pack's files."""
    return f"Governors' pack {pack.number}: {', '.join(pack.schools)}"


def foot_of(pack: Pack) -> str:
    """Return what stands at the foot of every page."""
    return wording.stamp(replace(pack, by="", window="")).strip(". ")


def notes_of(page: Page) -> str:
    """Return what stands beneath a figure."""
    said = [*page.notes, *([f"source: {page.source}"] if page.source else [])]
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def pages_of(pack: Pack) -> list[Page]:
    """Return the pages of a pack: headlines, what stands out, its figures, what to ask, what it all means."""
    gaps = pack.gaps[: wording.MOST_GAPS]
    spoken = tuple(f"{each.text} You may ask: {each.question}" for each in gaps)
    found = [
        Page("headlines", wording.IN_A_MINUTE, lines=tuple(Line(each.text) for each in pack.headlines)),
        *whole_school(pack),
        Page(
            "gaps",
            wording.STANDS_OUT,
            lines=tuple(Line(each.text) for each in gaps) or (Line(wording.NOTHING_STANDS_OUT),),
            spoken=spoken,
        ),
        *([widest(pack)] if gaps else []),
        *gap_pages(pack),
        Page(
            "trends",
            wording.MOVED,
            lines=tuple(Line(each.text) for each in wording.moved(pack)) or (Line(wording.NONE_MOVED),),
        ),
        *moved_pages(pack),
        Page(
            "questions", wording.ASK, lines=tuple(Line(each.text, each.question) for each in pack.questions)
        ),
        Page("changes", wording.CHANGED, lines=tuple(Line(each.text) for each in pack.changes)),
        five(pack),
        *last(pack),
    ]
    return [page for page in found if not page.is_empty]


def widest(pack: Pack) -> Page:
    """Return the gaps that stand out in one chart."""
    return Page(
        "widest",
        wording.HOW_WIDE,
        wording.IN_100,
        gaps_chart(pack, pack.gaps[: wording.MOST_GAPS]),
        notes=(wording.LIKELY_GAP,),
        spoken=tuple(each.text for each in pack.gaps[: wording.MOST_GAPS]),
    )


def upright(words: str) -> str:
    """Say of a chart that stands upright what the page says of one that lies."""
    return words.replace("(right)", "(above the line)").replace("(left)", "(below it)")


def gap_pages(pack: Pack) -> Iterator[Page]:
    """Return a page for each table in which a gap stands out, strengths first."""
    for characteristic, name in dict.fromkeys((each.characteristic, each.outcome) for each in pack.gaps):
        table, outcome = pack.table(characteristic, name), pack.outcome(name)
        if table and outcome:
            yield now(pack, outcome, table)


def moved_pages(pack: Pack) -> Iterator[Page]:
    """Return a page for each table in which a gap has clearly moved."""
    moved = wording.moved(pack)
    for characteristic, name in dict.fromkeys((each.characteristic, each.outcome) for each in moved):
        table, outcome = pack.table(characteristic, name), pack.outcome(name)
        if table and outcome:
            yield over_years(pack, outcome, table)


def whole_school(pack: Pack) -> Iterator[Page]:
    """Return a page for each outcome of the whole school over the years."""
    for outcome in pack.outcomes:
        table = pack.table(EVERYONE, outcome.name)
        if table:
            yield over_years(pack, outcome, table)


def now(pack: Pack, outcome: Outcome, table: Table) -> Page:
    """Return the groups of a characteristic beside each other."""
    chart = groups_chart(table, outcome)
    return Page(
        f"now-{outcome.name}-{table.characteristic}",
        wording.question(outcome, table.characteristic),
        table.sentence,
        None if chart.is_empty else chart,
        lines=(Line(NO_FIGURE),) if chart.is_empty else (),
        notes=(wording.LIKELY, n_of(table)),
        source=outcome.source,
        spoken=spoken_of(pack, outcome, table),
    )


def over_years(pack: Pack, outcome: Outcome, table: Table) -> Page:
    """Return the main group and the one it is compared with, or the whole school, over the years."""
    main = wording.main_gap(table)
    other = table.figure(str(main.reference)) if main else None
    shown = [main, other] if main and other else list(table.figures)
    chart = years_chart(pack, table.characteristic, outcome, [figure for figure in shown if figure])
    years = zip(*(series.marks for series in chart.series), strict=True)
    is_line = sum(any(year) for year in years) > 1
    lacking = (NO_MARK,) if any(None in series.values for series in chart.series) else ()
    whose = (
        "over the years"
        if main is None
        else f"is the gap by {wording.lowered(table.characteristic)} narrowing?"
    )
    return Page(
        f"years-{outcome.name}-{table.characteristic}",
        f"{outcome.title}: {whose}",
        wording.over_the_years(pack, outcome, table),
        chart if is_line else None,
        lines=() if is_line else (Line(ONE_YEAR),),
        notes=(wording.LIKELY, *lacking, wording.TO_THE_SAME_DAY, n_of(table)),
        source=outcome.source,
        spoken=spoken_of(pack, outcome, table),
    )


def n_of(table: Table) -> str:
    """Say how many pupils a figure is about."""
    known = [
        f"{each.pupils:,}" if each.group == EVERYONE else f"{each.group} {each.pupils:,}"
        for each in table.figures
        if each.pupils is not None
    ]
    return f"pupils: {', '.join(known)}" if known else "too few pupils to show"


def spoken_of(pack: Pack, outcome: Outcome, table: Table) -> tuple[str, ...]:
    """Return what whoever shows a figure can say about it, and what may be asked."""
    figure = wording.main_gap(table)
    definition = f"What it counts: {outcome.definition}"
    if table.characteristic == EVERYONE or wording.is_uncompared(table):
        return (definition,)
    wanted = (outcome.name, table.characteristic)
    own = [each for each in (*pack.gaps, *pack.trends) if (each.outcome, each.characteristic) == wanted]
    return (
        *(each.text for each in own),
        f"Is it real? {wording.is_it_real(figure)}",
        f"Is it narrowing? {wording.is_it_narrowing(pack, table, figure)}",
        f"What does it mean? {wording.what_it_means(outcome, table, figure)}",
        *(f"You may ask: {each}" for each in dict.fromkeys(said.question for said in own if said.question)),
        definition,
    )


def five(pack: Pack) -> Page:
    """Return the five components on one page."""
    return Page("components", components.TITLE, grid=rows.components_frame(pack))


def last(pack: Pack) -> Iterator[Page]:
    """Return who is in the school, the averages, what is hidden, and what each figure counts."""
    counted = counts(pack)
    yield Page("counts", wording.WHO, grid=None if counted.empty else counted)
    averages = tables.averages_frame(pack)
    if not averages.empty:
        yield Page("averages", wording.AVERAGES, wording.AVERAGES_ROUNDED, grid=averages)
    yield Page("hidden", wording.NOT_SHOWN, pack.rule, grid=hidden(pack) if pack.hidden else None)
    lines = tuple(
        Line(f"{each.title}: {each.definition}", f"Source: {each.source}")
        for each in (*pack.outcomes, *pack.averaged)
    )
    yield Page("definitions", wording.DEFINITIONS, lines=lines)


def counts(pack: Pack) -> pd.DataFrame:
    """Return how many pupils are in each group, year by year, all characteristics under each other."""
    found = []
    for name in (EVERYONE, *pack.characteristics):
        counted = tables.counts_frame(pack, name)
        if not counted.empty:
            counted = counted.rename(columns={name: "Group"})
            counted.insert(0, "By", name)
            found.append(counted)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def hidden(pack: Pack) -> pd.DataFrame:
    """Return what a pack does not show, a row a reason."""
    found: dict[str, list[str]] = {}
    for each in pack.hidden:
        found.setdefault(each.why, []).append(each.what)
    return pd.DataFrame([{"Because": why, "Not shown": "; ".join(what)} for why, what in found.items()])
