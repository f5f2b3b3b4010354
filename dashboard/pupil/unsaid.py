"""What cannot be told of a pupil and which import would bring it, and what looks wrong in the data."""

from dashboard.cards import day
from dashboard.pupil.record import Record
from dashboard.pupil.standing import joined
from dashboard.pupil.subjects import spelt_twice


def unsaid(record: Record) -> list[str]:
    """Say what cannot be told of this pupil, and which import would bring it."""
    return [sentence for sentence in (*_about_results(record), *_about_the_rest(record)) if sentence]


def _about_results(record: Record) -> list[str]:
    """Say what is missing of results, targets and baselines."""
    subjects, where = record.subjects, f"from {day(record.window.from_date)} to {day(record.window.end)}"
    current = [subject for subject in subjects if subject.latest]
    if not current:
        return [f"No results {where}: import results."]
    left_out = [subject.name for subject in subjects if not subject.latest and subject.results]
    aimless = [subject.name for subject in current if not subject.target]
    unmeasured = [subject.name for subject in current if not subject.baseline]
    scales = sorted({subject.scale for subject in current})
    several = len(scales) > 1
    return [
        f"No result {where} in {joined(left_out)}, where there are earlier ones." if left_out else "",
        f"No target on the scale of the results in {joined(aimless)}: rows with kind target "
        "in the results file bring it."
        if aimless
        else "",
        f"No baseline on the scale of the results in {joined(unmeasured)}, so no gain can be told: rows "
        "with kind baseline in the results file bring it."
        if unmeasured
        else "",
        f"Results are on {len(scales)} scales ({joined(scales)}); subjects on different scales are never "
        "set beside one another."
        if several
        else "",
    ]


def _about_the_rest(record: Record) -> list[str]:
    """Say what is missing of questions and sessions, and what looks wrong in the data."""
    last = max((value.on for value in record.values if value.kind == "result"), default=None)
    left = record.person.left_on
    return [
        "" if record.topics else "No marks by question in these dates, so no topics: import questions.",
        "" if record.sessions.possible else "No sessions in these dates: import attendance.",
        f"There is a result of {day(last)}, after the pupil left on {day(left)}: check which day is right."
        if last and left and last > left
        else "",
        *(
            f"{joined([f'“{name}”' for name in same])} look like one subject spelt in several ways, and are "
            "counted apart: make them one in the results file."
            for same in spelt_twice(subject.name for subject in record.subjects)
        ),
    ]
