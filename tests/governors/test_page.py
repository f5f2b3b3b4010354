"""A governor reads the published pack and nothing else; what leads to the next one is a leader's."""

import ast
import json
import re
import sys
from pathlib import Path

import pytest
from plotly.utils import PlotlyJSONEncoder

import dashboard.governors
from dashboard.figure_parts import ACCENT, PALE
from dashboard.governors import desk, view, wording
from dashboard.governors.figures import gap_name, gaps_figure, signed
from dashboard.packs import EVERYONE
from dashboard.shell.factory import create_app
from dashboard.store.opening import Store
from tests.callbacks import CALLBACKS, outputs_of
from tests.governors.made import put_pack
from tests.shell.conftest import route

ROOT = Path(dashboard.governors.__file__).parent.parent.parent
STORE = ("duckdb", "dashboard.store", "dashboard.query", "dashboard.cache", "dashboard.gaps")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("governors")


@pytest.fixture(scope="module")
def apps(folder):
    return {viewer: create_app(folder, viewer) for viewer in ("leader", "governor", "projected")}


@pytest.fixture(scope="module")
def before(apps, before_for_leaders):
    """Return what a governor reads before the first pack, asked before there is one."""
    return page_of(apps["governor"])


@pytest.fixture(scope="module")
def before_for_leaders(apps):
    return page_of(apps["leader"])


@pytest.fixture(scope="module")
def pack(folder, before):
    return put_pack(folder)


def page_of(app, search="", path="/governors"):
    """Return a page's text, as it is sent."""
    answer = app.server.test_client().post(CALLBACKS, json=route(path, search))
    assert answer.status_code == 200
    return json.dumps(answer.get_json(), ensure_ascii=False)


def reached(module, seen):
    """Return every module of ours that importing one brings in, wherever in the file the import stands."""
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    if module in seen or not file.exists():
        return seen
    seen.add(module)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing = [
        node
        for part in ast.walk(tree)
        if isinstance(part, ast.If) and "TYPE_CHECKING" in ast.dump(part.test)
        for node in ast.walk(part)
    ]
    for node in ast.walk(tree):
        if node in typing or not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        seen |= {name for name in names if name.startswith(STORE)}
        for name in names:
            if name.startswith("dashboard."):
                reached(name, seen)
    return seen


@pytest.mark.parametrize("module", ["view", "parts", "figures", "wording"])
def test_what_draws_the_pack_reaches_no_store(module):
    found = reached(f"dashboard.governors.{module}", set())
    assert "dashboard.packs.pack" in found
    assert [name for name in found if name.startswith(STORE)] == []


def test_the_watch_sees_a_store_behind_another_module():
    assert any(name.startswith("dashboard.store") for name in reached("dashboard.governors.desk", set()))


def test_before_the_first_pack_a_governor_reads_one_sentence_and_nothing_else(before):
    assert view.NOTHING in before
    assert "pack-headlines" not in before
    assert "pack-preview" not in before


def test_before_the_first_pack_a_leader_is_told_once_and_by_nobody_to_wait(before_for_leaders):
    assert "No pack has been published yet." in before_for_leaders
    assert view.NOTHING not in before_for_leaders


def test_a_governor_opens_the_pack_and_no_other_file_of_the_school(apps, pack, folder, monkeypatch):
    monkeypatch.delattr(Store, "connection")
    monkeypatch.delattr(Store, "school")
    opened = []
    is_on = [True]

    def watch(event, arguments):
        if (
            is_on
            and event == "open"
            and isinstance(arguments[0], str)
            and arguments[0].startswith(str(folder))
        ):
            opened.append(Path(arguments[0]).relative_to(folder).as_posix())

    sys.addaudithook(watch)
    for search in ("", "?outcome=persistent_absence&by=SEN"):
        page_of(apps["governor"], search)
    is_on.clear()
    assert set(opened) <= {"packs/pack-1.json", "audit.jsonl"}
    assert "packs/pack-1.json" in opened


def test_a_governor_is_led_to_the_pack_and_to_nothing_live(apps):
    client = apps["governor"].server.test_client()
    assert client.get("/").headers["Location"] == "/governors"
    for path in ("/", "/equity", "/attendance", "/tracking", "/support", "/scenarios", "/pupil", "/data"):
        assert "This page is for others" in page_of(apps["governor"], path=path)


def test_every_callback_but_the_frames_is_refused_to_a_governor(apps):
    app = apps["governor"]
    client = app.server.test_client()
    owners = app.server.config["CALLBACK_VIEWERS"]
    desks = [key for key in app.callback_map if "pack-draft" in key]
    assert desks
    assert all(owners[key] == {"leader"} for key in desks)
    for key in desks:
        assert client.post(CALLBACKS, json=publishing(app, key, "x")).status_code == 403


def publishing(app, key, said):
    """Return what a browser sends when somebody publishes a pack, with the same in every field."""
    known = app.callback_map[key]
    return {
        "output": key,
        "outputs": outputs_of(key),
        "inputs": [{**each, "value": 1} for each in known["inputs"]],
        "state": [{**each, "value": said} for each in known["state"]],
        "changedPropIds": ["pack-publish.n_clicks"],
    }


def test_the_front_says_the_headlines_the_gaps_and_what_to_ask(apps, pack):
    shown = page_of(apps["governor"])
    for said in (*pack.headlines, *pack.gaps[:8], *pack.questions, *pack.changes):
        assert said.text in shown
    assert pack.rule in shown
    assert "pack-preview" not in shown
    assert "for leaders" not in shown.lower()


def test_every_figure_of_the_menu_opens_and_shows_no_number_that_the_pack_lacks(pack):
    figures = [figure for table in pack.tables for figure in table.figures]
    known = {figure.value for figure in figures} | {figure.low for figure in figures}
    for outcome in pack.outcomes:
        for name in view.choices(pack, outcome.name):
            shown = view.shown(pack, outcome.name, name)
            drawn = json.dumps(shown, cls=PlotlyJSONEncoder)
            assert "pack-now" in drawn
            marks = re.findall(r'"x": \[([0-9., null]*)\], "y": \[[0-9., ]*\], "marker"', drawn)
            for mark in marks:
                values = {float(each) for each in mark.split(",") if each.strip() not in ("", "null")}
                assert values <= known


@pytest.mark.parametrize("search", ["?outcome=upn&by=SEN", "?outcome=on_target&by=x", "?outcome=a&outcome=b"])
def test_what_the_pack_does_not_hold_leads_to_its_front(apps, pack, search):
    assert pack.headlines[0].text in page_of(apps["governor"], search)


def test_an_altered_pack_is_not_shown(apps, pack, folder):
    path = folder / "packs" / "pack-1.json"
    text = path.read_text()
    path.write_text(text.replace('"count": ', '"count": 1', 1))
    try:
        shown = page_of(apps["governor"])
    finally:
        path.write_text(text)
    assert "The pack cannot be read" in shown
    assert "in 100" not in shown


def test_a_leader_sees_the_pack_and_the_way_to_the_next(apps, pack):
    shown = page_of(apps["leader"])
    assert "pack-preview" in shown
    assert pack.headlines[0].text in shown
    assert "governors see it" in shown


def test_the_three_answers_can_be_read_aloud(pack):
    table = next(
        each for each in pack.tables if each.outcome == "at_expected" and each.characteristic == "SEN"
    )
    table = pack.table("SEN", "at_expected") or table
    figure = wording.main_gap(table)
    assert wording.is_it_real(figure).startswith("Yes. If there were no gap, chance alone would rarely")
    assert re.match(r"(Yes|No|There is no clear change)", wording.is_it_narrowing(pack, table, figure))
    assert "about" in wording.what_it_means(pack.outcome("at_expected"), table, figure)
    whole = pack.table(EVERYONE, "at_expected")
    assert wording.is_it_real(wording.main_gap(whole)) == wording.TOO_FEW


def test_the_leaders_part_is_a_page_of_its_own_that_only_leaders_may_call():
    assert frozenset({"leader"}) == desk.VIEWERS


def test_the_meeting_screen_is_led_to_no_file_that_it_may_not_take(apps, pack):
    assert "/governors/pack/1.pptx" in page_of(apps["governor"])
    assert "/governors/pack/1" not in page_of(apps["projected"])


def test_no_link_leads_to_one_group_alone(pack):
    for outcome in pack.outcomes:
        for name in view.choices(pack, outcome.name):
            shown = [each for each in pack.table(name, outcome.name).figures if each.value is not None]
            assert len(shown) > 1 or name == EVERYONE
    assert any(
        sum(each.value is not None for each in table.figures) == 1
        for table in pack.tables
        if table.characteristic != EVERYONE and table.outcome
    )


def test_each_answer_names_the_year_since_which_a_gap_has_moved_or_not(pack):
    said = [
        wording.over_the_years(pack, pack.outcome(table.outcome), table)
        for table in pack.tables
        if table.outcome and table.year == pack.year
    ]
    verdicts = [
        each for each in said if "narrowed" in each or "widened" in each or "no clear change" in each.lower()
    ]
    courses = [each for each in verdicts if "In 100 pupils it is" in each]
    assert courses
    assert all(f" since {pack.years[0]}" in each for each in courses)


def test_the_list_of_packs_is_drawn_anew_once_one_is_published(apps, pack, monkeypatch):
    monkeypatch.setattr(desk, "publish", lambda *_: pack)
    app = apps["leader"]
    key = next(key for key in app.callback_map if "pack-draft" in key)
    body = publishing(app, key, "A. Head")
    answer = app.server.test_client().post(CALLBACKS, json=body).get_json()["response"]
    assert "is published" in json.dumps(answer["pack-draft"])
    assert "governors see it" in json.dumps(answer["pack-known"])


@pytest.mark.parametrize(("value", "words"), [(0.0, "0"), (-0.004, "0"), (0.26, "+26"), (-0.64, "-64")])
def test_a_difference_has_a_sign_and_no_difference_has_none(value, words):
    assert signed(value) == words


def test_the_name_of_a_gap_fits_a_phone_with_its_number_of_pupils(pack):
    assert len(f"{gap_name('Pupil premium', pack.outcome('at_expected'))}  295 pupils") <= 44
    drawn = gaps_figure(pack, pack.gaps)
    assert [each for each in drawn["layout"]["annotations"] if ": expected standard" in each["text"]]
    assert set(drawn["data"][-1]["marker"]["color"]) <= {ACCENT, PALE}  # grey is what chance could do
