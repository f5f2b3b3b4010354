"""What the reader of the quality page looks at, checked against what the school has; answers from memory."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
from dash import Input
from dash.exceptions import PreventUpdate
from plotly.io.json import to_json_plotly
from werkzeug.exceptions import BadRequest

from dashboard.cache import fetch, remember
from dashboard.shell import context
from dashboard.viewer import require_pupil_rows

if TYPE_CHECKING:
    from dashboard.store.opening import Store

CONTROLS = {"year": Input("quality-year", "value"), "school": Input("quality-school", "value")}
CONTRADICTIONS = ("contradicting_marks", "contradicting_results", "contradicting_enrolments")


@dataclass(frozen=True)
class View:
    """One school in one academic year."""

    store: "Store"
    school: str
    academic_year: str

    def rows(self, name: str) -> pd.DataFrame:
        """Return the rows of a query about this school, and this year where the query asks for one."""
        return fetch(self.store, f"quality/{name}", **self.params(name))

    def contradictions(self) -> pd.DataFrame:
        """Return what cannot be true of this school: its marks, results and enrolments."""
        return pd.concat([self.rows(name) for name in CONTRADICTIONS], ignore_index=True)

    def params(self, name: str) -> dict[str, object]:
        """Return what a query takes."""
        is_of_a_year = name in ("marked_days", "class_results", "known_of_pupils")
        year = {"academic_year": self.academic_year} if is_of_a_year else {}
        return {"school": self.school, **year}


def offered(store: "Store") -> pd.DataFrame:
    """Return each school and academic year with pupils, the latest year first."""
    return fetch(store, "quality/years")


def first_view(store: "Store") -> View | None:
    """Return what the page opens with: the latest year of its first school; None without pupils."""
    rows = offered(store)
    return None if rows.empty else View(store, rows["school"].iloc[0], rows["academic_year"].iloc[0])


def asked(year: object, school: object) -> View:
    """Return the view a callback was sent. Raises BadRequest, NotForThisViewer."""
    require_pupil_rows(context.viewer())
    store = context.store()
    rows = offered(store)
    if rows.empty and year is None and school is None:
        raise PreventUpdate  # a school without pupils: the page says so itself
    known = set(zip(rows["academic_year"].tolist(), rows["school"].tolist(), strict=True))
    if not (isinstance(year, str) and isinstance(school, str) and (year, school) in known):
        raise BadRequest("year, school: not in the data. Reload the page to see what is.")
    return View(store, school, year)


def answered(fill: Callable[[View], Any]) -> Callable[..., Any]:
    """Let ``fill(view)`` answer a callback, from memory where the same was asked before."""

    @wraps(fill)
    def answer(controls: dict[str, Any]) -> object:
        """Answer for the school and year that the controls say."""
        view = asked(controls["year"], controls["school"])
        params: dict[str, object] = {"school": view.school, "year": view.academic_year}
        # Kept as text: its size is known to the memory, and nobody can change what others will read.
        what = ("quality", fill.__module__, fill.__name__)
        kept = remember(view.store, what, params, lambda: to_json_plotly(fill(view)))
        return cast(object, json.loads(kept))

    return answer
