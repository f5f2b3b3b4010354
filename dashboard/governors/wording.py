"""The answers to a governor's three questions: whether a gap is real, whether it narrows, what it means."""

from datetime import date

from dashboard.packs import EVERYONE, Figure, Outcome, Pack, Said, Table
from dashboard.sentences import rounded
from dashboard.wording import group_noun, reference_noun

DID = {
    "persistent_absence": "missed a tenth of school",
    "at_expected": "reached the expected standard",
    "on_target": "were on target",
    "in_support": "got extra support",
}
IN_A_MINUTE = "In a minute"
STANDS_OUT = "What stands out: strengths first"
NOTHING_STANDS_OUT = "No gap stands out among all that were compared: chance could make each of them."
HOW_WIDE = "How wide are these gaps?"
IN_100 = "In 100 pupils: how many more (right) or fewer (left) than those they are compared with."
MOVED = "Which gaps have moved over the years?"
NONE_MOVED = "None has clearly moved: what changed could be chance."
ASK = "Questions you may ask"
CHANGED = "What changed since the last pack"
WHO = "Who is in the school"
AVERAGES = "Averages"
AVERAGES_ROUNDED = "Averages are rounded so that no single pupil can be seen in them."
NOT_SHOWN = "What is not shown, and why"
DEFINITIONS = "What each figure counts"
LIKELY = "bars show where the true figure is likely to lie"
LIKELY_GAP = "bars show where the true gap is likely to lie"
TO_THE_SAME_DAY = "each year counted to the same day"
MOST_GAPS = 8
NOT_COMPARED = "These groups stand beside each other; none is compared with another."
TOO_FEW = "Too few pupils to show: figures that rest on fewer than 10 stay hidden."


def main_gap(table: Table) -> Figure | None:
    """Return the figure that the answers are about: the focus, clear ones first, the widest first."""
    compared = [figure for figure in table.figures if figure.difference is not None]
    return max(
        compared,
        key=lambda each: (each.is_focus, bool(each.clear), abs(each.difference or 0.0)),
        default=None,
    )


def is_uncompared(table: Table) -> bool:
    """Say whether groups of a table are shown, but none is compared with another, as year groups."""
    return main_gap(table) is None and sum(each.value is not None for each in table.figures) > 1


def is_it_real(figure: Figure | None) -> str:
    """Say whether chance could make the gap."""
    if figure is None or figure.difference is None:
        return TOO_FEW
    low, high = figure.difference_low, figure.difference_high
    if low is None or high is None:
        return TOO_FEW
    least, greatest = sorted((rounded(100 * abs(low)), rounded(100 * abs(high))))
    is_one_way = low > 0 or high < 0
    if figure.clear and is_one_way:
        return (
            "Yes. If there were no gap, chance alone would rarely make one like this. "
            f"The true gap is likely between {least:.0f} and {greatest:.0f} in 100."
        )
    if figure.clear:
        return "Very likely, but only just: it lies at the edge of what chance alone could make."
    if figure.difference == 0:
        return "There is no gap to speak of."
    return "It cannot be told from chance: in groups of this size a gap like this often comes and goes."


def is_it_narrowing(pack: Pack, table: Table, figure: Figure | None) -> str:
    """Say how the gap was in the earlier years that show it, and what is sure of its course."""
    if is_uncompared(table):
        return NOT_COMPARED
    if figure is None or figure.difference is None:
        return TOO_FEW
    said, since = [], ""
    for year in pack.years[:-1]:
        earlier = pack.table(table.characteristic, table.outcome, year)
        past = earlier.figure(figure.group) if earlier else None
        if past and past.difference is not None:
            way = " the other way" if past.difference * figure.difference < 0 else ""
            said.append(f"{rounded(100 * abs(past.difference)):.0f}{way} in {year}")
            since = since or year
    if not said:
        return "There is no earlier year to compare with yet."
    size = rounded(100 * abs(figure.difference))
    course = f"In 100 pupils it is {size:.0f} now; it was {', '.join(said)}."
    return f"{verdict(pack, table, figure, since)} {course}".strip()


def verdict(pack: Pack, table: Table, figure: Figure, since: str) -> str:
    """Say which way the gap went since a year, as the pack's own sentences have it; nothing without one."""
    wanted = (table.outcome, table.characteristic, figure.group)
    ways = [
        said.standing for said in pack.trends if (said.outcome, said.characteristic, said.group) == wanted
    ]
    if "narrowed" in ways:
        return f"Yes, it has narrowed since {since}."
    if "widened" in ways:
        return f"No, it has widened since {since}."
    return f"There is no clear change since {since}." if ways else ""


def what_it_means(outcome: Outcome, table: Table, figure: Figure | None) -> str:
    """Say what the gap comes to in pupils."""
    if figure is None or figure.difference is None or figure.pupils is None:
        return TOO_FEW
    pupils = abs(figure.difference) * figure.pupils
    group = group_noun(table.characteristic, figure.group)
    other = reference_noun(table.characteristic, figure.group, str(figure.reference))
    did = DID.get(outcome.name, "count")
    if pupils < 1.5:
        return f"Of {group} about as many {did} as of {other}."
    more = "more" if figure.difference > 0 else "fewer"
    note = " More help for those who need it is what one hopes to see." if outcome.area == "support" else ""
    return (
        f"Of the {figure.pupils:,} {group}, about {rounded(pupils):.0f} {more} {did} than if they had been "
        f"like {other}.{note}"
    )


def question(outcome: Outcome, characteristic: str) -> str:
    """Return what a figure of an outcome answers."""
    if characteristic == EVERYONE:
        return outcome.title
    return f"{outcome.title}: is there a gap by {lowered(characteristic)}?"


def lowered(name: str) -> str:
    """Write a name as within a sentence: capital letters stay where they are a short form."""
    return name if name.isupper() else name.lower()


def over_the_years(pack: Pack, outcome: Outcome, table: Table) -> str:
    """Return the sentence of a figure over the years."""
    if table.characteristic != EVERYONE:
        return is_it_narrowing(pack, table, main_gap(table))
    return next((each.text for each in pack.headlines if each.outcome == outcome.name), "")


def moved(pack: Pack) -> list[Said]:
    """Return the sentences about gaps that have clearly moved."""
    return [said for said in pack.trends if said.standing != "unclear"]


def day(value: str) -> str:
    """Write a day of a pack as a school does: 14 Nov 2025."""
    found = date.fromisoformat(value)
    return f"{found.day} {found:%b %Y}"


def stamp(pack: Pack) -> str:
    """Say which pack this is."""
    by = f" by {pack.by}" if pack.by else ""
    which = f"pack {pack.number}, published {day(pack.published_on)}{by}"
    return f"{', '.join(pack.schools)} \u00b7 {which} \u00b7 data to {day(pack.data_date)}. {pack.window}"
