"""What a callback of the page was sent: whom it is about, the levers, and where each of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dash.exceptions import PreventUpdate
from werkzeug.exceptions import BadRequest

from dashboard.cache import remember
from dashboard.saved_scenarios import Kept
from dashboard.shell import context
from dashboard.viewer import Viewer
from dashboard.whatif.asking import kind_of, question
from dashboard.whatif.kind import Kind, Question
from dashboard.whatif.levers import Lever, NotALever, Value, read_values
from dashboard.whatif.ready import Ready

if TYPE_CHECKING:
    from dashboard.store.opening import Store

COLUMNS = ("B", "C")
OF_PUPILS = ("keep_apart", "keep_together")  # levers whose words name pupils


@dataclass(frozen=True)
class View:
    """A question about one school, and what answers it."""

    store: "Store"
    viewer: Viewer
    kind: Kind
    question: Question

    @cached_property
    def prepared(self) -> Ready:
        """Return what the kind takes from the store. Raises Missing."""
        asked: dict[str, object] = dict(self.question.as_dict())
        what = ("whatif", "ready")
        return remember(self.store, what, asked, lambda: self.kind.read(self.store, self.question))

    @cached_property
    def levers(self) -> tuple[Lever, ...]:
        """Return what may be moved. Raises Missing."""
        asked: dict[str, object] = dict(self.question.as_dict())
        return remember(self.store, ("whatif", "levers"), asked, lambda: self.kind.levers(self.prepared))

    def values(self, sent: Mapping[str, object]) -> dict[str, Value]:
        """Return where each lever stands. Raises BadRequest for what no browser of ours would send."""
        try:
            return read_values(self.levers, sent)
        except NotALever as error:
            raise BadRequest(str(error)) from error


def view_of(asked: object) -> View:
    """Return the view of a question as a browser sent it. Raises BadRequest.

    Raises PreventUpdate where there is no question: the page of a school that lacks what scenarios need.
    """
    if asked is None:
        raise PreventUpdate
    if not isinstance(asked, Mapping):
        raise BadRequest("Scenarios: the question is missing.")
    view = seen(kind_of(asked.get("kind")), asked)
    if view.question.as_dict() != {**Question("").as_dict(), **asked}:
        raise BadRequest("Scenarios: there is no such school, academic year, year group or subject.")
    return view


def seen(kind: Kind, chosen: Mapping[str, object]) -> View:
    """Return the view of what was chosen, as far as there is such a thing."""
    store = context.store()
    return View(store, context.viewer(), kind, question(store, kind, chosen))


def by_column(ids: Sequence[Mapping[str, str]], values: Sequence[object]) -> dict[str, dict[str, object]]:
    """Return what was sent for each lever of each column. Raises BadRequest."""
    sent: dict[str, dict[str, object]] = {letter: {} for letter in COLUMNS}
    for each, value in zip(ids, values, strict=False):
        if not isinstance(each, Mapping) or each.get("column") not in sent:
            raise BadRequest("Scenarios: a lever of column B or C is expected.")
        sent[str(each["column"])][str(each.get("name"))] = value
    return sent


def impossible_words(view: View, kept: Kept) -> str:
    """Say why a kept scenario cannot be; where that may name pupils, to leaders alone."""
    if view.viewer != "leader" and any(kept.values.get(name) for name in OF_PUPILS):
        return "This cannot be: what was asked for single pupils clashes. A school leader sees which."
    return f"This cannot be: {kept.impossible}"
