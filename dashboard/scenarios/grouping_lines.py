"""The cells of the comparison for a plan of classes, in the order of the rows."""

import pandas as pd

from dashboard.scenarios.evidence import range_line
from dashboard.scenarios.grouping_words import Story, counted, said, span
from dashboard.scenarios.outcome import Line

LOWEST = {
    "mixed": "lowest set", "sets": "lowest set", "half-year sets": "two lowest sets", "bands": "lowest band"
}  # fmt: skip
CANNOT = "Nobody can say what a change of class would do for one pupil, and no such figure is given."


def lines_of(story: Story) -> tuple[Line, ...]:
    """Return the cells of the comparison, in the order of the rows."""
    return (
        *_of_classes(story),
        Line(
            "workload", "Pupils who change class", 0.0, _number(story.moved), "pupils",
            "Not known without today's classes." if story.moved is None else f"{counted(story.moved)} would.",
        ),
        *[_of_group(row) for _place, row in story.separation.iterrows()],
        *_of_access(story),
        range_line(story.effect, "Mixed classes against sets"),
        Line("what we cannot say", "One pupil", None, None, "", CANNOT),
    )  # fmt: skip


def _of_classes(story: Story) -> list[Line]:
    """Return the rows on money, staff and class size."""
    classes, size = len(story.sizes), float(story.sizes.mean())
    before = None if story.today_sizes is None else len(story.today_sizes)
    cost = story.cost_of_class
    held = f"{span(int(story.sizes.min()), int(story.sizes.max()))} pupils in a class."
    return [
        Line(
            "money", "Cost of the classes",
            None if cost is None or before is None else before * cost,
            None if cost is None else classes * cost,
            "£ a year", _cost_said(0 if before is None else classes - before, cost),
        ),
        Line("staff", "Classes to be taught", _number(before), float(classes), "classes",
             _more(classes, before)),
        Line("class size", "Pupils in a class", before and size * classes / before, size, "pupils", held),
    ]  # fmt: skip


def _more(classes: int, before: int | None) -> str:
    if before is None:
        return f"{classes} classes. How many there are today is not known."
    more = classes - before
    change = f"{abs(more)} {'more' if more > 0 else 'fewer'} than today" if more else "As many as today"
    return f"{classes} classes. {change}."


def _cost_said(more: int, cost: float | None) -> str:
    if not more:
        return "No class more or fewer to pay for."
    if cost is None:
        return "The cost of a class is not known."
    return f"£{abs(more * cost):,.0f} a year {'more' if more > 0 else 'less'}."


def _of_group(row: pd.Series) -> Line:
    """Return the row of one group: how far apart it sits, said as numbers in a class."""
    where = "less evenly spread than" if row["value"] > row["chance_high"] else "as evenly spread as"
    if row["value"] < row["chance_low"]:
        where = "more evenly spread than"
    which = "a" if row["most"] > row["fewest"] else "every"
    told = f"{span(int(row['fewest']), int(row['most']))} in {which} class, "
    who = said(str(row["group"]))
    return Line(
        "composition", f"{who[:1].upper()}{who[1:]}: how far they sit apart (0 even, 1 never together)",
        None if pd.isna(row["today"]) else float(row["today"]), float(row["value"]), "share",
        f"{told}{where} names from a hat.",
    )  # fmt: skip


def _of_access(story: Story) -> list[Line]:
    """Return a row a group on who sits in the lowest set."""
    now = {str(row["group"]): row for _place, row in story.lowest_today.iterrows()}
    then = {str(row["group"]): row for _place, row in story.lowest.iterrows()}
    if not now and not then:
        return [Line("access", "Lowest set", None, None, "pupils", "There is no lowest set.")]
    return [_of_lowest(said(group), story.scheme, now.get(group), then.get(group)) for group in then or now]


def _of_lowest(who: str, scheme: str, now: pd.Series | None, then: pd.Series | None) -> Line:
    """Return the row of one group in the lowest set; None where there is no lowest set."""
    value = 0.0 if then is None else float(then["in_lowest"])
    words = "There would be no lowest set." if then is None else f"{value:.0f} {who} in the {LOWEST[scheme]}."
    return Line(
        "access", f"{who[:1].upper()}{who[1:]} in the {LOWEST[scheme]}",
        None if now is None else float(now["in_lowest"]), value, "pupils",
        words if now is None else f"{words} {today_said(now)}",
    )  # fmt: skip


def today_said(row: pd.Series) -> str:
    """Say whether today's lowest set goes by results alone."""
    told = (
        f"Today {row['in_lowest']:.0f}, where pupils with the same results placed alike would make about "
        f"{row['expected']:.0f}"
    )
    if pd.isna(row["odds"]):
        return f"{told}."
    if row["low"] <= 1 <= row["high"]:
        return f"{told}: the difference cannot be told from chance."
    return (
        f"{told}: the odds of the lowest set are {row['odds']:.1f} times those of others with the same "
        f"results (between {row['low']:.1f} and {row['high']:.1f})."
    )


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)
