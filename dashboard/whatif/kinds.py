"""The kinds of scenario, in the order of the page's menu."""

from dashboard.whatif import staffing
from dashboard.whatif.kind import Kind

KINDS: dict[str, Kind] = {kind.name: kind for kind in (staffing.KIND,)}
