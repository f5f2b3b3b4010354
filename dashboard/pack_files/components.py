"""The five components of personalised learning on one page, from what a pack may say of each."""

from dashboard.overview.evidence import COMPONENTS
from dashboard.packs import Pack, Said

TITLE = "The five components on one page"
AREAS = {
    "Assessment for learning": "attainment",
    "Teaching and learning": "support",
    "Beyond the classroom": "attendance",
}
FEW = "No figure of this pack is about it: such groups are too small to be counted here. Ask leaders"
ASKED = {
    "Curriculum entitlement and choice": "who is taught what, and who is missing from which subject.",
    "School organisation": "who teaches whom, in what groups, and why it was settled so.",
}


def five(pack: Pack) -> list[tuple[str, str, list[str]]]:
    """Return each component's name, what it asks, and the sentences a pack has on it."""
    return [(each.name, each.asks, said_of(pack, each.name)) for each in COMPONENTS]


def said_of(pack: Pack, component: str) -> list[str]:
    """Return the whole school's figures and the first gap that stands out, or that no figure is safe."""
    area = AREAS.get(component)
    names = {outcome.name for outcome in pack.outcomes if outcome.area == area}
    found: list[Said] = [each for each in pack.headlines if each.outcome in names]
    found += [each for each in pack.gaps if each.outcome in names][:1]
    return [each.text for each in found] or [f"{FEW} {ASKED.get(component, 'what they know of it.')}"]
