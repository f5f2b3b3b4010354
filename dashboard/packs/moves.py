"""What has moved since the last pack: of all the figures that both packs show, what chance does not explain.

Of many comparisons some move by chance: a move is named where it stands among all of them (Holm's
correction), and how many were compared is said with it.
"""

from collections.abc import Sequence
from datetime import date

from dashboard.overview import findings
from dashboard.packs import words
from dashboard.packs.cohort import EVERYONE, Outcome
from dashboard.packs.pack import Figure, Pack, Said, Table
from dashboard.sentences import as_said, change_words, rounded
from dashboard.statistics import Gap, change_between
from dashboard.wording import group_noun

FIRST = "This is the first pack: there is none before it to compare with."
NOTHING = "Nothing that both packs show can be compared."
DAYS_APART = 14  # so far apart in the school year two packs may be and still be of the same time of year

Pair = tuple[Table, Outcome, Figure, Figure]  # a figure now, and in the last pack


def surely_moved(moves: Sequence[tuple[int | None, Gap, Gap]]) -> list[bool]:
    """Say of figures of so many pupils, now and before, which have moved, after Holm's correction for all."""
    if not moves:
        return []
    found = [(pupils, change_between(now, before)) for pupils, now, before in moves]
    rows = [
        {
            "pupils": pupils or 0,
            **dict(zip(findings.INTERVAL, (change.difference, change.low, change.high), strict=True)),
        }
        for pupils, change in found
    ]
    sure = findings.holm(findings.chance(rows)) < findings.SURE
    return [bool(one) and change.clear for one, (_pupils, change) in zip(sure, found, strict=True)]


def changes(pack: Pack, previous: Pack | None) -> tuple[Said, ...]:
    """Say how the whole school's figures and its focus groups' gaps differ from the last pack's."""
    if previous is None:
        return (Said(FIRST),)
    totals, gaps = whole_school(pack, previous), focus_groups(pack, previous)
    if not totals and not gaps:
        return (Said(NOTHING),)
    levels = [(now.pupils, words.level_of(now), words.level_of(before)) for *_, now, before in totals]
    widths = [(now.pupils, words.gap_in(now), words.gap_in(before)) for *_, now, before in gaps]
    sure = surely_moved([*levels, *widths])
    when = f"In the pack of {words.spoken(previous.published_on)}"
    said = [total_said(pair, when, one) for pair, one in zip(totals, sure, strict=False)]
    said += [gap_said(pair) for pair, one in zip(gaps, sure[len(totals) :], strict=True) if one]
    return (*said, Said(compared(len(sure), sum(sure))), *time_of_year(pack, previous))


def whole_school(pack: Pack, previous: Pack) -> list[Pair]:
    """Return the whole school's figures that both packs show."""
    found = []
    for outcome in pack.outcomes:
        table = pack.table(EVERYONE, outcome.name)
        now, before = pack.total(outcome.name), previous.total(outcome.name)
        if table and now and before and now.value is not None and before.value is not None:
            found.append((table, outcome, now, before))
    return found


def focus_groups(pack: Pack, previous: Pack) -> list[Pair]:
    """Return the focus groups whose gaps both packs show."""
    found = []
    for table in pack.tables:
        before = previous.table(table.characteristic, table.outcome)
        outcome = pack.outcome(str(table.outcome))
        if table.year != pack.year or outcome is None or before is None:
            continue
        for figure in table.figures:
            past = before.figure(figure.group)
            if figure.is_focus and figure.difference is not None and past and past.difference is not None:
                found.append((table, outcome, figure, past))
    return found


def total_said(pair: Pair, when: str, is_sure: bool) -> Said:
    """Say a figure of the whole school, and whether it has clearly moved."""
    _table, outcome, now, before = pair
    said = as_said(now.value or 0.0, words.measure_of(outcome))
    past = words.since(now, before, outcome, when, is_sure)
    return Said(f"{outcome.title}: now {said}. {past}", outcome.name, EVERYONE)


def gap_said(pair: Pair) -> Said:
    """Say a gap that has clearly moved."""
    table, outcome, now, before = pair
    gaps = words.gap_in(now), words.gap_in(before)
    how = change_words(*gaps, words.measure_of(outcome), "in the last pack")
    group = group_noun(table.characteristic, now.group)
    size = rounded(100 * abs(now.difference or 0.0))
    gap = f"a gap of {size:.0f} in 100" if size else "no gap"
    text = f"{outcome.title}, {group}: {gap}; {how}.{words.change_said(outcome, now, gaps[1])}"
    return Said(text, outcome.name, table.characteristic)


def compared(figures: int, moved: int) -> str:
    """Say how many figures were compared, and how many have moved."""
    first = "1 figure is" if figures == 1 else f"{figures} figures are"
    have = {0: "None has", 1: "1 has"}.get(moved, f"{moved} have")
    rest = (
        "" if moved == figures else "; chance alone could move " + ("the others" if moved else "them so far")
    )
    return f"{first} in both packs. {have} clearly moved{rest}."


def time_of_year(pack: Pack, previous: Pack) -> tuple[Said, ...]:
    """Say that two packs are of different times of the school year, where they are."""
    now, before = date.fromisoformat(pack.data_date), date.fromisoformat(previous.data_date)
    apart = abs((now - before).days) % 365
    if min(apart, 365 - apart) <= DAYS_APART:
        return ()
    days = f"to {before.day} {before:%B}, this one to {now.day} {now:%B}"
    return (Said(f"The last pack counted from September {days}: a change may be the time of year."),)
