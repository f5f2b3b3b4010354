"""The words of the tracking page: amounts on a scale, spans, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import isnan

from dashboard.sentences import rounded
from dashboard.viewer import FEWEST

GRADES = ("GCSE 9-1", "GCSE 9-1 combined science")  # one point is one grade
SPREADS = "standard deviations"  # what stands for a scale where two are made comparable
SAME_SUBJECT = {
    "mathematics": "maths",
    "math": "maths",
    "re": "religious education",
    "rs": "religious education",
    "religious studies": "religious education",
    "pe": "physical education",
    "dt": "design and technology",
    "d and t": "design and technology",
}


def unit(scale: str) -> str:
    """Return what one point on a scale is called, in the plural."""
    return SPREADS if scale == SPREADS else "grades" if scale in GRADES else "points"


def digits(number: float) -> str:
    """Write a size as it is said: ``0.4``, ``12``, ``3.1``; no minus sign of nothing."""
    places = 0 if abs(number) >= 100 or abs(number - round(number)) < 1e-9 else 1
    size = rounded(number, places) + 0.0
    return f"{size:,.{places}f}" if size else "0"


def amount(number: float, scale: str) -> str:
    """Say a size without its direction: ``0.4 grades``, ``1 grade``."""
    size = digits(abs(number))
    return f"{size} {unit(scale).removesuffix('s') if size == '1' else unit(scale)}"


def signed(number: float) -> str:
    """Write a difference with its sign: ``+0.4``, ``0``."""
    size = f"{rounded(abs(number), 1):,.1f}" if abs(number) < 100 else digits(abs(number))
    if float(size.replace(",", "")) == 0:
        return "0"
    return ("+" if number > 0 else "\u2212") + size


def from_target(number: float, scale: str) -> str:
    """Say how far a mean is from target: ``0.4 grades below target``."""
    if signed(number) == "0":
        return "on target"
    return f"{amount(number, scale)} {'above' if number > 0 else 'below'} target"


def more_or_less(number: float, scale: str) -> str:
    """Say a difference: ``0.4 grades more``, ``1 point less``, ``no more and no less``."""
    if signed(number) == "0":
        return "no more and no less"
    return f"{amount(number, scale)} {'more' if number > 0 else 'less'}"


def in_100(share: float) -> str:
    """Say a share: ``52 in 100``."""
    return f"{rounded(100 * share):.0f} in 100"


def by_chance(compared: int) -> str:
    """Say how many of so many 95 % intervals would look clear though nothing is there: ``about 2``."""
    expected = compared / 20
    return "fewer than 1" if expected < 0.75 else f"about {rounded(expected):.0f}"


def parts_in_100(counts: Sequence[int]) -> list[str]:
    """Say the parts of a whole, rounded so that they add up to 100: the largest remainders go up."""
    exact = [100 * count / max(sum(counts), 1) for count in counts]
    order = sorted(range(len(exact)), key=lambda place: int(exact[place]) - exact[place])
    up = order[: 100 - sum(map(int, exact))] if sum(counts) else []
    return [f"{int(each) + (place in up)} in 100" for place, each in enumerate(exact)]


def between(low: float, high: float) -> str:
    """Say an interval of differences: `` (between 0.2 and 0.7 less)``; nothing where there is none."""
    if isnan(low) or isnan(high):
        return ""
    if low < 0 < high:
        return f" (from {digits(-low)} less to {digits(high)} more)"
    ends = sorted((abs(low), abs(high)))
    return f" (between {digits(ends[0])} and {digits(ends[1])} {'more' if high > 0 else 'less'})"


def pupils(count: int) -> str:
    """Say how many pupils."""
    return f"{count:,} {'pupil' if count == 1 else 'pupils'}"


def listed(names: Iterable[str]) -> str:
    """Return names as a list that can be read aloud: ``Art, French and Maths``."""
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def scales_named(scales: Sequence[str]) -> str:
    """Say on which scale or scales a table is."""
    if len(scales) == 1:
        return f"scale: {scales[0]}"
    return f"{len(scales)} scales, each told by itself: {listed(scales)}" if scales else ""


def after_leaving(results: int) -> str:
    """Say how many results are later than the day on which their pupil left."""
    if not results:
        return ""
    noun, verb = ("result is", "it counts") if results == 1 else ("results are", "they count")
    return f"{results:,} {noun} dated after the pupil left: {verb} for the pupil"


def few(count: int) -> str:
    """Caution about a small group."""
    return "too few to conclude from" if count < FEWEST else ""


def spelt_two_ways(subjects: Iterable[str]) -> str:
    """Say which subjects look like one subject written in several ways; nothing where none does."""
    ways: dict[str, list[str]] = defaultdict(list)
    for subject in dict.fromkeys(subjects):
        plain = " ".join(subject.lower().replace("&", " and ").replace(".", "").split())
        ways[SAME_SUBJECT.get(plain, plain)].append(subject)
    found = [listed(f"“{way}”" for way in several) for several in ways.values() if len(several) > 1]
    if not found:
        return ""
    return (
        f"{'; '.join(found)} may be one subject: each counts by itself. "
        "Write it one way in the results and import them again"
    )
