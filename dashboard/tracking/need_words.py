"""The words for what a class can do and what to teach it next; strengths first."""

import pandas as pd

from dashboard.cards import About
from dashboard.tracking.figures_needs import percent
from dashboard.tracking.needs import MOST, Group, Needs
from dashboard.tracking.wording import listed, pupils

SOURCE = "Marks by question (import file questions), classes and class members of this school."
METHOD = (
    "A topic is secure for a pupil with two thirds of its marks, and a need below half of them. Secure "
    "for most: for more than half of the class. A need of more than half of the class is for the whole "
    "class; other needs make groups of 3 to 8 pupils, the topic that most need first, and each pupil is "
    "in one group at most. The class is set against all others of the year group who sat the same test: "
    "sum of marks over sum of marks possible, with a 95 % interval in which a pupil is a cluster. A topic "
    "has few questions: a mark or two is chance, so look at the pupils' work before the lesson."
)
NO_QUESTIONS = (
    "No marks by question yet. Import questions: the file has a pupil's mark for each question and its topic."
)
NO_CLASSES = (
    "There are marks by question, but no class to show them for. Import classes and class_members: "
    "they say who is taught together in which subject."
)
NO_MARKS_HERE = (
    "{name} has no marks by question in these dates. "
    "Import questions for its latest test, or widen the dates."
)


def sentence(needs: Needs, rows: pd.DataFrame, name: str) -> str:
    """Say what is secure for most, what the whole class needs, and which groups to teach next."""
    size = len(needs.pupils)
    said = [f"{name}, {rows['assessment'].iloc[0]}: {pupils(size)}."]
    said.append(strengths(needs))
    if needs.everyone:
        said.append(for_everyone(needs))
    if needs.groups:
        said.append(f"To teach next in groups: {listed(in_brief(needs.groups))}.")
    elif not needs.everyone:
        said.append("No topic is a need that three pupils share.")
    said += against_the_year(needs)
    return " ".join(said)


def for_everyone(needs: Needs) -> str:
    """Say what the whole class still needs, and where to begin where that is everything."""
    topics = needs.topics["topic"].tolist()
    if len(needs.everyone) == len(topics) > 1:
        return f"More than half still need every topic: {topics[0]} has most to build on."
    return f"For the whole class: {listed(needs.everyone)}, which more than half still need."


def strengths(needs: Needs) -> str:
    """Say which topics are secure for most of the class."""
    topics = needs.topics.to_dict("records")
    secure = [row for row in topics if row["secure"] > MOST * row["tested"]]
    if secure:
        said = (f"{row['topic']} ({row['secure']} of {row['tested']})" for row in secure)
        return f"Secure for most: {listed(said)}."
    best = topics[0]
    return f"Strongest: {best['topic']}, with {percent(best['value'])} of the marks."


def in_brief(groups: list[Group]) -> list[str]:
    """Return each topic with how many pupils share the need."""
    counts: dict[str, int] = {}
    for group in groups:
        counts[group.topic] = counts.get(group.topic, 0) + len(group.pupils)
    return [f"{topic} ({pupils(count)})" for topic, count in counts.items()]


def against_the_year(needs: Needs) -> list[str]:
    """Say on which topics the class is clearly above or below the rest of its year group."""
    topics = needs.topics
    if not topics["rest_pupils"].gt(0).any():
        return ["Nobody else sat this test, so there is no year group to compare with."]
    clear = topics[topics["clear"].astype(bool)]
    said = []
    for word, part in (("above", clear[clear["difference"] > 0]), ("below", clear[clear["difference"] < 0])):
        each = [
            f"{row['topic']} ({percent(row['value'])} against {percent(row['rest'])})"
            for row in part.to_dict("records")
        ]
        if each:
            said.append(f"Clearly {word} the rest of the year group: {listed(each)}.")
    if len(clear) < len(topics):
        rest = "The other topics" if said else "The differences from the rest of the year group"
        said.append(f"{rest} cannot be told from chance.")
    return said


def notes(needs: Needs) -> list[str]:
    """Return what the figure shows, in brief."""
    rest = int(needs.topics["rest_pupils"].max())
    questions = needs.topics["questions"]
    least, most = int(questions.min()), int(questions.max())
    return [
        f"the tick is the rest of the year group ({pupils(rest)})" if rest else "",
        f"{least if least == most else f'{least} to {most}'} questions a topic: a mark or two is chance",
        "pale: fewer than 10 pupils" if len(needs.pupils) < 10 else "",
    ]


def table(needs: Needs) -> pd.DataFrame:
    """Return the figures behind the chart."""
    topics = needs.topics
    return pd.DataFrame(
        {
            "Topic": topics["topic"],
            "Pupils": topics["pupils"],
            "Share of the marks": topics["value"],
            "From": topics["low"],
            "To": topics["high"],
            "Rest of the year group": topics["rest"],
            "Their pupils": topics["rest_pupils"],
            "Secure": topics["secure"],
            "In need": topics["in_need"],
        }
    )


def about(rows: pd.DataFrame, sql: str) -> About:
    """Return the answer to "What is this?"."""
    definition = "Each topic's share of the marks in the latest test of the class that has marks by question."
    day = pd.Timestamp(rows["assessed_on"].iloc[0]).date()
    return About(definition, SOURCE, sql, day, METHOD)
