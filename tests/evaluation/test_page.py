"""The page, reached as a browser reaches it: a leader writes, looks again, sets aside; nobody else may."""

import json

import pytest

from dashboard.evaluation import shelf
from dashboard.shell.factory import create_app
from tests.callbacks import CALLBACKS, fire
from tests.evaluation.test_judgements import given
from tests.shell.conftest import route

WRITTEN = {
    "measure": "persistent_absence",
    "characteristic": "Pupil premium",
    "group": "Pupil premium",
    "links": "",
    "heading": "beyond",
    "text": "Absence keeps our poorest pupils away.",
    "by": "Ann Head",
}
ABOUT = {"headings": "components", "filters": {}, "judgement": "", "seen": 0}


@pytest.fixture(scope="module")
def known(new_school, tmp_path_factory):
    """Return a school with two groups, and a folder for its judgements."""
    school = given(new_school(), 40, 10)
    school.folder = tmp_path_factory.mktemp("data")
    return school


@pytest.fixture(scope="module")
def apps(known, tmp_path_factory):
    """Return a server for each kind of viewer."""
    found = {}
    for viewer in ("leader", "governor", "projected"):
        app = create_app(tmp_path_factory.mktemp(viewer), viewer)
        app.server.config["STORE"] = known
        found[viewer] = app
    return found


@pytest.fixture
def folder(known):
    """Return the school's folder, without a judgement."""
    for path in known.folder.glob("evaluation/*"):
        path.unlink()
    return known.folder


def send(app, output, given_, changed=""):
    """Send what a browser would for the callback that fills ``output``; its answer, or its status."""
    values = {**given_, **{f"evaluation-{name}": value for name, value in given_.items()}}
    return fire(app.server.test_client(), output, values, changed)


def save(app, step="save", about=ABOUT, **changed):
    """Take a step with the form; what is said of it."""
    given_ = {**WRITTEN, "about": about, **changed}
    answer = send(app, "evaluation-said", given_, f"evaluation-{step}.n_clicks")
    return answer if isinstance(answer, int) else answer["evaluation-said"]["children"]


def listed(app, **about):
    """Return what the page shows once it is there."""
    answer = send(app, "evaluation-compass.children", {"about": {**ABOUT, **about}})
    return answer if isinstance(answer, int) else {name: json.dumps(part) for name, part in answer.items()}


def test_a_leader_writes_a_judgement_that_is_bound_to_its_figure(apps, folder):
    assert save(apps["leader"]) == "Written: it stands among the judgements above."
    [kept], _damaged = shelf.every(folder)
    assert (kept.now.by, kept.now.heading, kept.now.text) == ("Ann Head", "beyond", WRITTEN["text"])
    [(bound, said)] = kept.now.figures
    assert (bound.measure, round(said.difference, 6)) == ("persistent_absence", 0.3)
    shown = listed(apps["leader"])["evaluation-judgements"]
    assert WRITTEN["text"] in shown
    assert "It stands: its figures have not moved" in shown
    assert "/equity?measure=persistent_absence" in shown


def test_a_stale_judgement_is_marked_and_looked_at_again_with_its_history(apps, folder):
    save(apps["leader"])
    [kept], _damaged = shelf.every(folder)
    path = folder / "evaluation" / f"{kept.id}.json"
    found = json.loads(path.read_text())
    then = {"difference": 0.09, "difference_low": 0.05, "difference_high": 0.13}
    found["versions"][0]["figures"][0]["said"].update(then)
    path.write_text(json.dumps(found))
    shown = listed(apps["leader"])["evaluation-judgements"]
    assert "Stale: look again. Persistent absence, pupil premium pupils: the figure has moved." in shown
    assert "It was 9 in 100 (between 5 and 13), and is now 30 in 100" in shown
    about = {**ABOUT, "judgement": kept.id, "seen": 1}
    assert save(apps["leader"], about=about, by="Bo Deputy").startswith("Looked at again")
    now = shelf.load(folder, kept.id)
    assert [each.deed for each in now.versions] == ["written", "looked at again"]
    assert now.versions[0].figures[0][1].difference == 0.09
    assert "Evidence trail (2 steps)" in listed(apps["leader"])["evaluation-judgements"]
    assert "Nothing was saved" in save(apps["leader"], about=about)
    assert save(apps["leader"], "aside", {**about, "seen": 2}).startswith("Set aside")
    assert "Set aside (1)" in listed(apps["leader"])["evaluation-judgements"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": "  "}, "Write the judgement first"),
        ({"text": "a" * 700}, "say it in 600"),
        ({"by": ""}, "Give your name"),
        ({"group": "Nobody"}, "no such group"),
        ({"measure": "at_expected"}, "No data on"),
        ({"links": "/tracking"}, "comes from the page Equity gaps"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_kept(apps, folder, changed, words):
    assert words in save(apps["leader"], **changed)
    assert shelf.every(folder) == ([], [])


@pytest.mark.parametrize(
    "changed",
    [
        {"about": None},
        {"about": {**ABOUT, "seen": "1"}},
        {"about": {**ABOUT, "judgement": ["x"]}},
        {"heading": "made up"},
    ],
)
def test_a_forged_form_is_refused(apps, folder, changed):
    assert save(apps["leader"], **changed) == 400
    assert shelf.every(folder) == ([], [])


def test_an_id_that_names_another_file_is_not_followed(apps, folder):
    said = save(apps["leader"], about={**ABOUT, "judgement": "../../current", "seen": 1})
    assert said.startswith("This names no judgement")


@pytest.mark.parametrize("viewer", ["governor", "projected"])
def test_the_page_and_its_steps_are_for_leaders_alone(apps, folder, viewer):
    save(apps["leader"])
    before = shelf.every(folder)
    app = apps[viewer]
    assert "This page is for others" in json.dumps(
        app.server.test_client().post(CALLBACKS, json=route("/evaluation", "")).get_json()
    )
    assert save(app) == 403
    assert listed(app) == 403
    assert send(app, "evaluation-figure.children", {**WRITTEN, "about": ABOUT}) == 403
    assert shelf.every(folder) == before


def test_the_components_show_what_is_known_and_which_file_would_bring_the_rest(apps, folder):
    shown = listed(apps["leader"])["evaluation-compass"]
    assert shown.index("Assessment for learning") < shown.index("Beyond the classroom")
    assert "Widest gap" in shown
    assert "Pupil premium pupils miss a tenth of school more often than others: 40 in 100" in shown
    assert "all pupils" in shown
    assert "nothing yet. Import" in shown
    assert "no import file brings it yet" in shown
    assert "Targets agreed with each pupil" in shown
    features = listed(apps["leader"], headings="features")["evaluation-compass"]
    assert "The extended curriculum" in features


def test_a_judgement_stands_under_the_heading_of_another_set_that_its_figure_speaks_to(apps, folder):
    save(apps["leader"])
    shown = listed(apps["leader"], headings="inspection")["evaluation-judgements"]
    assert "Attendance and behaviour" in shown
    assert "Under other headings" not in shown


def test_an_address_fills_the_form_with_words_that_hold_no_number(apps, folder):
    search = "?measure=persistent_absence&characteristic=Pupil+premium&group=Pupil+premium&heading=beyond"
    body = apps["leader"].server.test_client().post(CALLBACKS, json=route("/evaluation", search)).get_json()
    assert "Pupil premium pupils miss a tenth of school more often than others." in json.dumps(body)
    shown = send(apps["leader"], "evaluation-figure.children", {**WRITTEN, "about": ABOUT})
    assert "40 in 100 against 10 in 100" in shown["evaluation-figure"]["children"]


def test_markup_in_a_judgement_stays_words(apps, folder):
    text = "<script>alert(1)</script> is said"
    save(apps["leader"], text=text)
    shown = listed(apps["leader"])["evaluation-judgements"]
    assert json.dumps(text)[1:-1] in shown
    assert "dangerously" not in shown
