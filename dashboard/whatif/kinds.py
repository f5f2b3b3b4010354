"""The kinds of scenario, in the order of the page's menu."""

from dashboard.whatif import communities, extended_day, grouping, options, staffing, tutoring
from dashboard.whatif.kind import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        staffing.KIND,
        grouping.KIND,
        options.KIND,
        tutoring.KIND,
        communities.KIND,
        extended_day.KIND,
    )
}
