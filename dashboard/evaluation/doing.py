"""Take a step with a judgement: write it, look at it again, set it aside: a browser's word is checked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import BadRequest

from dashboard import audit
from dashboard.evaluation import binding, headings, shelf
from dashboard.evaluation.judgement import LONGEST, MOST_FIGURES, Bound, Deed, Judgement, Reading, Version
from dashboard.viewer import Viewer

if TYPE_CHECKING:
    from dashboard.store.opening import Store

LONGEST_NAME = 80


class Unfinished(ValueError):
    """Something is still missing; the message says what."""


def save(store: "Store", viewer: Viewer, form: Mapping[str, Any], who: str) -> Judgement:
    """Keep what the form says: a new judgement, or a new step of one.

    Raises Unfinished, NoFigure, NotKept, ChangedMeanwhile, ValueError and BadRequest.
    """
    about = about_of(form)
    found = about["judgement"]
    if found:
        kept = shelf.load(store.folder, found)
        is_same = _text(form) == kept.now.text
        return _step(store, viewer, form, who, "looked at again" if is_same else "written")
    figures = tuple((bound, binding.read(store, viewer, bound)) for bound in bound_in(store, form))
    version = _version(store, form, who, "written", figures)
    judgement = shelf.write(store.folder, version)
    audit.note("judgement written", judgement=judgement.id, figures=len(figures))
    return judgement


def set_aside(store: "Store", viewer: Viewer, form: Mapping[str, Any], who: str) -> Judgement:
    """Set a judgement aside: it is kept with its history, and no longer stands. Raises as ``save``."""
    if not about_of(form)["judgement"]:
        raise BadRequest("judgement: choose one.")
    return _step(store, viewer, form, who, "set aside")


def bound_in(store: "Store", form: Mapping[str, Any]) -> list[Bound]:
    """Return the figures that a form names, each once. Raises NoFigure, Unfinished."""
    found: list[Bound] = []
    if form.get("measure"):
        named = {name: form.get(name) for name in ("measure", "characteristic", "group")}
        found.append(binding.bind(store, {**about_of(form)["filters"], **named}))
    for line in str(form.get("links") or "").splitlines():
        if line.strip():
            found.append(binding.from_link(store, line))
    unique = [each for place, each in enumerate(found) if each not in found[:place]]
    if len(unique) > MOST_FIGURES:
        raise Unfinished(
            f"{len(unique)} figures: {MOST_FIGURES} at most, so that a judgement is about one thing."
        )
    return unique


def _step(store: "Store", viewer: Viewer, form: Mapping[str, Any], who: str, deed: Deed) -> Judgement:
    """Add a step to a judgement with its figures as they are now; set aside, with the last there were."""
    about = about_of(form)
    kept = shelf.load(store.folder, about["judgement"])
    checks = [binding.check(store, viewer, bound, said) for bound, said in kept.now.figures]
    figures = tuple((each.bound, each.now or each.then) for each in checks if each.now or deed == "set aside")
    version = _version(store, form, who, deed, figures)
    judgement = shelf.add(store.folder, kept.id, version, about["seen"])
    audit.note(f"judgement {deed}", judgement=kept.id)
    return judgement


def _version(
    store: "Store",
    form: Mapping[str, Any],
    who: str,
    deed: Deed,
    figures: tuple[tuple[Bound, Reading], ...],
) -> Version:
    """Return the version that a form makes. Raises Unfinished, BadRequest."""
    known = headings.chosen(store.folder, about_of(form)["headings"])
    heading = known.of(str(form.get("heading") or ""))
    if heading is None:
        raise BadRequest("heading: not one of those on the page.")
    by = " ".join((who or str(form.get("by") or "")).split())[:LONGEST_NAME]
    if not by:
        raise Unfinished("Give your name: a judgement is somebody's.")
    at = datetime.now(tz=UTC).isoformat(timespec="seconds")
    return Version(deed, _text(form), by, at, known.name, heading.code, figures)


def _text(form: Mapping[str, Any]) -> str:
    """Return the judgement's words. Raises Unfinished."""
    text = " ".join(str(form.get("text") or "").split())
    if not text:
        raise Unfinished("Write the judgement first: a sentence or two.")
    if len(text) > LONGEST:
        raise Unfinished(f"{len(text)} letters: say it in {LONGEST}.")
    return text


def about_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form is about, as the browser hands it back. Raises BadRequest."""
    found = form.get("about")
    kinds = {"headings": str, "filters": dict, "judgement": str, "seen": int}
    if not isinstance(found, dict) or any(
        not isinstance(found.get(name), kind) for name, kind in kinds.items()
    ):
        raise BadRequest("The form is not one of this page's. Reload the page.")
    return found
