"""Meetings through the server: made, changed, frozen without a pupil, and each viewer kept to their own."""

import json

import pytest

from dashboard import meetings
from dashboard.meeting import proposing
from dashboard.overview.words import Finding
from tests.shell.conftest import route
from tests.signin.conftest import ROLES

NAMES = ("Attleborough", "Bickerstaffe", "Cholmondeley", "Amy", "Ben", "Cat")
CHOSEN = {
    "equity-measure": "absence_rate",
    "equity-characteristic": "Sex",
    "equity-group": "",
    "equity-reference": "",
    "equity-within": "",
}


def asked(server, card="equity-groups", **values):
    """Return what the equity page asks for a card with."""
    output = next(name for name in server.callback_map if f"{card}-graph.figure" in name)
    known = {**CHOSEN, "filter-from_date": "2024-09-01", "filter-to_date": "2026-08-31", **values}
    return {
        "inputs": [{**each, "value": known.get(each["id"])} for each in server.callback_map[output]["inputs"]]
    }


@pytest.fixture
def added(server, asks):
    """Return a staff meeting with one figure."""
    return asks(act="add", meeting="staff", card="equity-groups", title="Absence by sex", asked=asked(server))


def test_a_figure_is_frozen_with_its_words_numbers_source_and_date(folder, added):
    assert added["said"].startswith("Added as figure 1 of Staff meeting")
    [slide] = meetings.load(folder, added["meeting"]).slides
    assert slide.title == "Absence by sex"
    assert slide.figure["data"]
    assert slide.sentence
    assert slide.table["head"][:2] == ["Group", "Pupils"]
    assert {"Definition", "Source"} <= set(slide.about)
    assert slide.data_date == "2025-11-14"
    assert slide.scope.endswith("all pupils")


def test_no_name_of_a_pupil_gets_into_a_meeting(server, folder, asks):
    asks(act="make", kind="staff")
    asks(act="add", meeting="staff", card="equity-groups", title="x", asked=asked(server))
    for path in (folder / "meetings").iterdir():
        assert not [name for name in NAMES if name in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("kind", meetings.KINDS)
def test_each_kind_begins_with_a_proposal_or_says_what_is_missing(folder, asks, kind):
    made = asks(act="make", kind=kind)
    if kind == "governors":
        assert "No governors' pack has been published" in made["refused"]
    else:
        assert "made with" in made["said"]
        assert meetings.load(folder, made["meeting"]).kind == kind


def test_a_governors_meeting_takes_figures_of_the_pack_and_no_live_one(server, folder, asks, pack):
    made = asks(act="make", kind="governors")
    slides = meetings.load(folder, made["meeting"]).slides
    assert slides
    assert {each.pack for each in slides} == {pack.number}
    live = asks(act="add", meeting=made["meeting"], card="equity-groups", title="x", asked=asked(server))
    assert "shows only the published pack" in live["refused"]
    more = asks(act="add", meeting=made["meeting"], card="pack-widest", search="")
    assert f"figure {len(slides) + 1}" in more["said"]


@pytest.mark.parametrize(
    "sent",
    [
        {"card": "equity-pupils", "asked": {"inputs": []}},
        {"card": "page", "asked": {"inputs": []}},
        {"card": "equity-groups", "asked": {"inputs": [], "state": []}},
        {"card": "equity-groups", "asked": {"inputs": "no"}},
        {"card": "equity-groups", "asked": None},
        {"card": "pack-now", "search": "?outcome=nothing&by=nobody"},
    ],
)
def test_what_no_page_would_send_is_refused_and_nothing_is_kept(folder, asks, sent):
    assert asks(act="add", meeting="staff", title="x", **sent)["refused"]
    assert not (folder / "meetings").exists()


def test_a_forged_value_is_refused(server, asks):
    forged = asked(server, **{"equity-characteristic": "Surname"})
    assert "refused" in asks(act="add", meeting="staff", card="equity-groups", title="x", asked=forged)


def test_actions_of_the_last_meeting_are_shown_first(server, folder, asks, added):
    asks(act="note", meeting=added["meeting"], what="Ring <b>ten</b> families", who="Head of Year 9", by="")
    again = asks(act="make", kind="staff")
    page = server.server.test_client().post(
        "/_dash-update-component", json=route("/meeting", f"?id={again['meeting']}")
    )
    shown = page.get_data(as_text=True)
    assert "What we agreed last time" in shown
    assert shown.index("Ring \\u003cb\\u003eten" if "\\u003cb" in shown else "Ring <b>ten") < shown.index(
        "What we agree today"
    )


def test_data_that_moved_on_are_said_and_the_figure_can_be_made_again(
    server, folder, asks, added, small_school, monkeypatch
):
    def page():
        sent = route("/meeting", f"?id={added['meeting']}")
        return server.server.test_client().post("/_dash-update-component", json=sent).get_data(as_text=True)

    assert "moved on since" not in page()
    monkeypatch.setattr(small_school, "generation", small_school.generation + 1)
    assert "moved on since" in page()
    [slide] = meetings.load(folder, added["meeting"]).slides
    asks(act="renew", meeting=added["meeting"], slide=slide.id)
    assert "moved on since" not in page()


@pytest.mark.parametrize("role", ROLES)
def test_each_viewer_gets_their_own_and_no_more(asks, added, asks_as, role):
    client = asks_as(role)
    changed = client.post("/meeting/change", json={"act": "take_away", "meeting": added["meeting"]})
    kept = client.get("/meeting/kept")
    assert (changed.status_code, kept.status_code) == ((200, 200) if role == "leader" else (403, 403))
    if role == "leader":
        return
    shown = client.post("/_dash-update-component", json=route("/meeting", f"?id={added['meeting']}"))
    redraw = {
        "output": "meeting-shown.children",
        "outputs": {"id": "meeting-shown", "property": "children"},
        "inputs": [{"id": "meeting-version", "property": "data", "value": 1}],
        "state": [{"id": "meeting-which", "property": "data", "value": added["meeting"]}],
        "changedPropIds": ["meeting-version.data"],
    }
    drawn = client.post("/_dash-update-component", json=redraw)
    if role == "projected":
        for answer in (shown.get_data(as_text=True), drawn.get_data(as_text=True)):
            assert "Absence by sex" in answer
            assert "Take out" not in answer
            assert "Note the action" not in answer
    else:
        assert "Absence by sex" not in json.dumps(shown.get_json())
        assert drawn.status_code == 403


def test_more_help_for_some_is_a_difference_and_no_gap(monkeypatch):
    def wide(area):
        return proposing.Found([], [Finding("so", "girls (9)", proposing.AREAS[area], "Sex", "Female")], [])

    monkeypatch.setattr(proposing, "found_in", wide)
    titles = [each.title for each in proposing.wanted("staff")]
    assert "A clear gap: absence rate, girls" in titles
    assert "A clear difference: in support, girls" in titles
