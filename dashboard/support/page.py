"""Support page: what runs, who has it and who has nothing, and whether it helps."""

from typing import TYPE_CHECKING, Any

from dash import Dash, Output, html
from dash.development.base_component import Component

from dashboard.cards import card_outputs, figure_card, invitation, on_this_page
from dashboard.filters import FILTERS
from dashboard.shell import context
from dashboard.support import answers, board, choosing, helped, listing, load, runs, timing
from dashboard.support.background import school_background
from dashboard.support.choosing import CONTROLS
from dashboard.support.pooled import outcome_at
from dashboard.support.view import at_several, interventions
from dashboard.viewer import LIVE

if TYPE_CHECKING:
    from dashboard.store.opening import Store

PATH, TITLE, HEADING = "/support", "Support", "Who gets help, and does it help?"
VIEWERS = LIVE

# Every card with a figure: its question, and what answers it.
CARDS = {
    "support-groups": ("Who has support?", answers.by_group),
    "support-needs": ("Who needs help and has it?", answers.need),
    "support-time": ("How long does help take?", timing.clock),
    "support-load": ("Does it come all at once?", load.load),
    "support-who": ("Whom is it for?", answers.who),
    "support-helped": ("Did it help?", helped.helped),
    "support-balance": ("Were they compared with pupils like them?", helped.balance),
    "support-board": ("What has worked here?", board.board),
}
PLACES = {
    "support-unmet": "Who needs help and has nothing",
    "support-board": "What has worked here",
    "support-runs": "What runs",
    "support-helped": "Did it help",
    "support-groups": "Who has support",
    "support-members": "Who is in it",
    "support-needs": "Who needs it and has it",
    "support-time": "How long it takes",
    "support-load": "All at once",
}
WARMED = 3
WARMED_RUNS = 2000  # of two or three milliseconds each


def layout(**query: str | list[str]) -> Component:
    """Lay out the page. ``/support?intervention=Peer reading`` opens it on that intervention.

    A school without support has the page too, out of sight: Dash checks every callback against it.
    """
    has_data = not interventions(context.store()).empty
    chosen = choosing.usual(query)
    return html.Div(
        [
            html.Div(_nothing_yet(), hidden=has_data),
            html.Div(everything(chosen), className="page-body support", hidden=not has_data),
        ]
    )


def _nothing_yet() -> Component:
    """Return what stands here until there are interventions."""
    return invitation(
        "No support recorded yet",
        "Import interventions, which says what runs, and intervention_pupils, which says who is in it, "
        "when, and to how many sessions they came. Results before and after then say whether it helped.",
    )


def everything(chosen: dict[str, str]) -> list[Component]:
    """Return every card."""
    viewer = context.viewer()
    return [
        on_this_page(PLACES),
        choosing.controls(chosen),
        listing.card(viewer, "unmet"),
        _card("support-board"),
        runs.card(),
        _card("support-helped"),
        _card("support-balance"),
        _card("support-who"),
        _card("support-groups", choosing.measure_menu(chosen["measure"])),
        listing.card(viewer, "members"),
        _card("support-needs"),
        _card("support-time", choosing.clock_menu(chosen["clock"])),
        _card("support-load"),
        listing.card(viewer, "overload"),
    ]


def _card(card_id: str, *menus: Component) -> html.Section:
    """Return one empty card, with its own menus under its sentence."""
    card = figure_card(card_id, CARDS[card_id][0])
    card.children[2:2] = [html.Div(menu, className="support-menu") for menu in menus]
    return card


def register(app: Dash) -> None:
    """Register one callback a card, and those of the register, the menus and the lists."""
    inputs: dict[str, Any] = {"controls": CONTROLS, "filters": FILTERS}
    for card_id, (_question, fill) in CARDS.items():
        app.callback(output=card_outputs(card_id), inputs=inputs)(fill)
    app.callback(
        output={name: Output(f"support-runs-{name}", "children") for name in runs.PARTS}, inputs=inputs
    )(runs.fill)
    choosing.register(app)
    listing.register(app)


def warm(store: "Store") -> None:
    """Read beforehand what every comparison of a school rests on; of a few schools, as each takes a while.

    What runs at many schools is compared beforehand too, as its board opens with all of them.
    """
    known = interventions(store)
    for school in known["school"].unique()[:WARMED]:
        school_background(store, school)
    several = at_several(known[known["subject"].notna()]).values()
    for together in several if sum(map(len, several)) <= WARMED_RUNS else ():
        outcome_at(store, together)
