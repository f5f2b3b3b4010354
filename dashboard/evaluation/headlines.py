"""The headline of a heading: what goes well first, then the widest gap, then what is known at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard import commentary
from dashboard.evaluation.headings import Heading
from dashboard.measures import MEASURES
from dashboard.overview import findings, words
from dashboard.overview.facts import Past, View, past_of
from dashboard.overview.words import Finding, is_known
from dashboard.scope import MixedScales

if TYPE_CHECKING:
    from dashboard.measures import Measure

MOST = 6


@dataclass(frozen=True)
class Headline:
    """What a heading's measures say: the strengths and the gaps that chance does not explain.

    ``level`` is said where there is neither: all pupils' figure.
    """

    strengths: tuple[Finding, ...] = ()
    gaps: tuple[Finding, ...] = ()
    level: str = ""


def of(heading: Heading, view: View) -> Headline:
    """Return the headline of one heading, asked of its measures in the latest school year."""
    pasts = [each for each in (_past(view, name) for name in heading.measures) if each]
    gaps = [finding for past in pasts for finding in _gaps(past)]
    level = next((_level(past, view) for past in pasts if is_known(past.now.everyone)), "")
    return Headline(tuple(words.strengths(pasts)), tuple(gaps), level)


def proposals(headings: Sequence[tuple[Heading, Headline]]) -> list[tuple[Heading, Finding]]:
    """Return what may be taken as a judgement: strengths first, each finding once."""
    found: dict[tuple[str, str, str], tuple[Heading, Finding]] = {}
    for kind in ("strengths", "gaps"):
        for heading, headline in headings:
            for finding in getattr(headline, kind)[:2]:
                key = finding.measure, finding.characteristic, finding.group
                found.setdefault(key, (heading, finding))
    return list(found.values())[:MOST]


def _past(view: View, measure: str) -> Past | None:
    """Return a measure now and before; None where the results are on several scales."""
    try:
        return past_of(view, MEASURES[measure])
    except MixedScales:
        return None


def _gaps(past: Past) -> list[Finding]:
    """Return the widest gaps to a group's harm that stand among all compared."""
    sure = findings.beyond_chance(past.now.groups, past.measure)
    return [words.compared(row, past.measure) for row in findings.losing_out(sure, past.measure)[:2]]


def _level(past: Past, view: View) -> str:
    """Say all pupils' figure, and whether it has changed."""
    measure: Measure = past.measure
    when, _day, before = past.before[0] if past.before else ("", None, past.now)
    row = past.now.everyone
    assert row is not None
    earlier = before.everyone if when else None
    said = commentary.of_level(row, measure, earlier, when or "last year", view.known.last_day)
    return " ".join(said[:2] if len(said) > 2 else said[:1])
