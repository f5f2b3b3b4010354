"""What a governor sees: the published pack, and nothing else. No figure here is worked out anew."""

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component
from pandas import DataFrame

from dashboard.cards import About, invitation
from dashboard.governors import parts, tables, wording
from dashboard.governors.figures import gaps_figure, groups_figure, years_figure
from dashboard.packs import EVERYONE, Outcome, Pack, Table
from dashboard.packs.pack import Said

NOTHING = "No pack has been published yet: when your school's leaders publish one, you will read it here."
GAPS_METHOD = (
    "A gap is named when it stands among all that were compared (Holm's correction), at most four for each "
    "outcome. Whether chance could make it is decided on the true counts; what is drawn is rounded."
)


def nothing_yet() -> Component:
    """Return what a governor reads before the first pack."""
    return html.P(NOTHING, className="answer")


def unreadable() -> Component:
    """Return what is read in place of a damaged pack."""
    return invitation(
        "The pack cannot be read",
        "Its file has been damaged since it was published. Ask the leaders to put it back from a copy.",
    )


def shown(pack: Pack, outcome: str = "", by: str = "", with_files: bool = True) -> list[Component]:
    """Return the pack as a page: its front, or one outcome by one characteristic."""
    table = pack.table(by, outcome) if outcome else None
    described = pack.outcome(outcome)
    if table is None or described is None:
        return front(pack, with_files)
    return closer(pack, described, table)


def front(pack: Pack, with_files: bool = True) -> list[Component]:
    """Return the first view: headlines, what stands out, what to ask, what changed, what is hidden."""
    gaps = pack.gaps[: wording.MOST_GAPS]
    moved = wording.moved(pack)
    return [
        parts.stamp(pack),
        *([parts.take_along(pack)] if with_files else []),
        parts.section(wording.IN_A_MINUTE, "pack-headlines", parts.sentences(pack.headlines, linked=True)),
        parts.section(
            wording.STANDS_OUT,
            "pack-gaps",
            parts.sentences(gaps, linked=True) if gaps else html.P(wording.NOTHING_STANDS_OUT),
        ),
        *([widest(pack, gaps)] if gaps else []),
        parts.section(
            wording.MOVED,
            "pack-trends",
            parts.sentences(moved, linked=True) if moved else html.P(wording.NONE_MOVED),
        ),
        asked(pack),
        parts.section(wording.CHANGED, "pack-changes", parts.sentences(pack.changes)),
        every_figure(pack),
        parts.counts(pack),
        *([averages] if (averages := parts.averages(pack)) else []),
        parts.not_shown(pack),
        parts.definitions(pack),
    ]


def widest(pack: Pack, gaps: Sequence[Said]) -> html.Section:
    """Return the gaps that stand out in one chart."""
    rows = [
        {"Group": each.group, "Outcome": described.title if described else "", "In words": each.text}
        for each in gaps
        for described in (pack.outcome(each.outcome),)
    ]
    return parts.card(
        "pack-widest",
        wording.HOW_WIDE,
        gaps_figure(pack, gaps),
        sentence=wording.IN_100,
        notes=[f"data to {wording.day(pack.data_date)}", wording.LIKELY_GAP],
        table_frame=DataFrame(rows),
        about=About(GAPS_METHOD, method=pack.rule),
    )


def asked(pack: Pack) -> html.Section:
    """Return the questions a governor may ask, each with the figure it comes from."""
    lines = [
        html.Li([html.Strong(said.text), html.Br(), html.Span(said.question, className="quiet-text")])
        if said.question
        else html.Li(html.Strong(said.text))
        for said in pack.questions
    ]
    return parts.section(wording.ASK, "pack-questions", html.Ul(lines, className="overview-list"))


def every_figure(pack: Pack) -> html.Section:
    """Return a link to each figure: every outcome by every characteristic."""
    rows = []
    for outcome in pack.outcomes:
        links = choices(pack, outcome.name)
        if links:
            row = [html.Li(dcc.Link(words, href=where)) for words, where in links.values()]
            rows += [html.H3(outcome.title), html.Ul(row, className="contents")]
    return parts.section("Every figure", "pack-every", *rows)


def choices(pack: Pack, outcome: str) -> dict[str, tuple[str, str]]:
    """Return the characteristics an outcome is shown by: words and address."""
    return {
        name: ("Whole school" if name == EVERYONE else name, parts.address(outcome, name))
        for name in (EVERYONE, *pack.characteristics)
        if (table := pack.table(name, outcome)) and tells(table)
    }


def tells(table: Table) -> bool:
    """Say whether a table shows more than the whole school's: one group alone is set beside no other."""
    least = 1 if table.characteristic == EVERYONE else 2
    return sum(each.value is not None for each in table.figures) >= least


def closer(pack: Pack, outcome: Outcome, table: Table) -> list[Component]:
    """Return one outcome by one characteristic: the gap now, over the years, and what it means."""
    name = table.characteristic
    outcomes = {
        each.name: (each.title, parts.address(each.name, name if pack.table(name, each.name) else EVERYONE))
        for each in pack.outcomes
        if pack.table(EVERYONE, each.name)
    }
    figure = wording.main_gap(table)
    groups = [figure.group, str(figure.reference)] if figure else [each.group for each in table.figures]
    now = parts.card(
        "pack-now",
        wording.question(outcome, name),
        groups_figure(table),
        sentence=table.sentence,
        notes=[f"data to {wording.day(pack.data_date)}", wording.LIKELY],
        table_frame=tables.frame(table, outcome),
        about=parts.about(pack, outcome),
    )
    years = parts.card(
        "pack-years",
        "Over the years" if figure is None else "Is it narrowing?",
        years_figure(pack, name, outcome.name, groups),
        sentence=wording.over_the_years(pack, outcome, table),
        notes=[wording.TO_THE_SAME_DAY],
        table_frame=tables.years_frame(pack, outcome, name),
        about=parts.about(pack, outcome),
    )
    return [
        parts.stamp(pack),
        html.P(dcc.Link("Back to the start of the pack", href=parts.PATH), className="pack-back"),
        parts.chips("Outcome", outcome.name, outcomes),
        parts.chips("Compare by", name, choices(pack, outcome.name)),
        html.Div([now, years], className="pack-pair"),
        *([answers(pack, outcome, table)] if name != EVERYONE and not wording.is_uncompared(table) else []),
        ask(pack, outcome, table),
    ]


def answers(pack: Pack, outcome: Outcome, table: Table) -> html.Section:
    """Return the three answers a governor can read aloud."""
    figure = wording.main_gap(table)
    return parts.section(
        "Read aloud",
        "pack-answers",
        html.Dl(
            [
                part
                for question, answer in (
                    ("Is it real?", wording.is_it_real(figure)),
                    ("Is it narrowing?", wording.is_it_narrowing(pack, table, figure)),
                    ("What does it mean?", wording.what_it_means(outcome, table, figure)),
                )
                for part in (html.Dt(question), html.Dd(answer))
            ]
        ),
    )


def ask(pack: Pack, outcome: Outcome, table: Table) -> html.Section:
    """Return what a governor may ask about this figure."""
    mine = [
        Said(said.question)
        for said in (*pack.gaps, *pack.trends)
        if (said.outcome, said.characteristic) == (outcome.name, table.characteristic) and said.question
    ]
    found = list(dict.fromkeys(mine))[:3] or [
        Said("What do leaders do to find out more about this figure, and when will they tell us?")
    ]
    return parts.section("You may ask", "pack-ask", parts.sentences(found))
