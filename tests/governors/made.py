"""A pack for the page: of a made-up school, published into a folder."""

from datetime import date

from dashboard.packs import shelf
from dashboard.packs.audit import audit
from dashboard.packs.composing import compose
from tests.packs.made_up import school


def put_pack(folder, number=1, seed=5, years=2):
    """Publish a pack of a made-up school, and return it."""
    cohort = school(seed, years)
    pack = compose(cohort, audit(cohort), None, number, date(2026, 11, 14), "A. Head")
    shelf.put(folder, pack)
    return pack
