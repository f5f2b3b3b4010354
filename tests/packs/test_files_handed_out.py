"""Who may take which pack away, on the command line and by a browser; and paper without a browser."""

import json
import os
import time
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.audit.chain import read
from dashboard.pack_files import browser, making
from dashboard.packs import shelf
from dashboard.packs.audit import audit
from dashboard.packs.composing import compose
from dashboard.shell.factory import create_app
from dashboard.store.opening import Store
from tests.packs.made_up import school

KINDS = ("pptx", "xlsx", "html")


@pytest.fixture(scope="module")
def pack():
    cohort = school(5)
    return compose(cohort, audit(cohort), None, 1, date(2026, 9, 14), "A. Head")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, pack):
    place = tmp_path_factory.mktemp("packs")
    shelf.put(place, pack)
    shelf.put(place, replace(pack, number=2, published_on="2026-11-14"))
    return place


@pytest.fixture(scope="module")
def clients(folder):
    viewers = ("leader", "governor", "projected")
    return {viewer: create_app(folder, viewer).server.test_client() for viewer in viewers}


@pytest.mark.parametrize(
    ("viewer", "number", "status"),
    [
        *(("leader", 1, 200), ("leader", 2, 200), ("leader", 3, 404)),
        *(("governor", 1, 403), ("governor", 2, 200), ("governor", 3, 404)),
        *(("projected", 1, 403), ("projected", 2, 403), ("projected", 3, 403)),
    ],
)
def test_leaders_take_any_pack_and_governors_the_current_one(clients, viewer, number, status):
    answer = clients[viewer].get(f"/governors/pack/{number}.html")
    assert answer.status_code == status
    assert (b"In a minute" in answer.data) is (status == 200)
    if status == 200:
        assert f"governors-pack-{number}.html" in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("asked", ["2.exe", "2.", "-1.pptx", "x.pptx", "2.pptx/..", "../pack-1.json"])
def test_what_is_no_pack_or_no_kind_is_not_there(clients, asked):
    for viewer in ("leader", "governor"):
        assert clients[viewer].get(f"/governors/pack/{asked}").status_code in {403, 404}


def test_a_governors_download_reaches_nothing_of_the_school(clients, monkeypatch):
    monkeypatch.delattr(Store, "connection")
    monkeypatch.delattr(Store, "school")
    for kind in KINDS:
        answer = clients["governor"].get(f"/governors/pack/2.{kind}")
        assert answer.status_code == 200
        assert answer.content_type == making.TYPES[kind]


def test_taking_a_pack_and_being_refused_are_noted(clients, folder):
    clients["governor"].get("/governors/pack/2.html")
    clients["governor"].get("/governors/pack/1.html")
    assert clients["governor"].application.config["RECORDER"].flush()
    noted = {(event.role, event.what, event.facts.get("kind")) for event in read(folder)}
    assert {("governor", "pack taken away", "html"), ("governor", "refused", "pack")} <= noted


def test_an_altered_pack_is_not_handed_out(clients, folder):
    path = folder / "packs" / "pack-1.json"
    text = path.read_text()
    path.write_text(text.replace('"count": ', '"count": 1', 1))
    try:
        assert clients["leader"].get("/governors/pack/1.html").status_code == 404
    finally:
        path.write_text(text)


def test_the_page_leads_to_the_files_of_its_pack(clients, pack):
    from dashboard.governors.parts import take_along

    links = take_along(replace(pack, number=2)).to_plotly_json()
    assert "/governors/pack/2.pptx" in json.dumps(links, default=lambda part: part.to_plotly_json())


def test_the_command_writes_the_files_that_were_asked_for(folder, tmp_path, capsys):
    words = ["pack", "file", str(tmp_path / "out"), "--data", str(folder)]
    assert main([*words, "--format", "pptx", "--format", "xlsx"]) == 0
    assert sorted(os.listdir(tmp_path / "out")) == ["governors-pack-2.pptx", "governors-pack-2.xlsx"]
    assert "made in" in capsys.readouterr().out
    assert main([*words, "--number", "7"]) == 2
    assert main(["pack", "file", str(tmp_path), "--data", str(tmp_path)]) == 0
    assert "evenhand pack preview" in capsys.readouterr().out


def test_the_folder_of_the_data_may_be_named_before_the_step(folder, capsys):
    assert main(["pack", "--data", str(folder), "list"]) == 0
    assert "governors see it" in capsys.readouterr().out


def test_a_past_day_is_not_passed_over_where_a_step_is_named(folder, capsys):
    assert main(["pack", "--as-known-on", "2026-10-05", "list", "--data", str(folder)]) == 2
    assert "--as-known-on goes without a step" in capsys.readouterr().err


def test_without_a_browser_the_page_to_print_is_handed_out(pack, monkeypatch):
    monkeypatch.setattr(browser, "find", lambda: None)
    making._made.cache_clear()
    made = making.make(pack, "pdf")
    assert made.kind == "html"
    assert made.said.startswith("No browser was found")
    assert b"In a minute" in made.content
    making._made.cache_clear()


@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for the browser")
def test_a_browser_that_hangs_is_ended_with_all_it_started(tmp_path, monkeypatch):
    script = tmp_path / "browser"
    script.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {tmp_path}/child\nwait\n")
    script.chmod(0o755)
    monkeypatch.setattr(browser, "find", lambda: str(script))
    with pytest.raises(browser.NoBrowser, match="within 0 seconds"):
        browser.as_pdf("<p>x</p>", datetime(2026, 11, 14), seconds=0.4)
    child = Path(f"/proc/{(tmp_path / 'child').read_text().strip()}/stat")
    for _ in range(50):
        if not child.exists() or child.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.02)
    pytest.fail("what the browser started still runs")


def test_a_pdf_does_not_say_what_machine_made_it():
    given = rb"1 0 obj <</Creator (Mozilla/5.0 \(X11; Linux\) Chrome/1) /Producer (Skia/PDF m1)>> endobj"
    made = browser.dated(given, datetime(2026, 11, 14, 12))
    assert len(made) == len(given)
    assert made.split() == b"1 0 obj <</Creator (Evenhand ) /Producer (Evenhand )>> endobj".split()


def test_a_pdf_is_dated_as_its_pack_without_a_byte_moving():
    given = b"%PDF /CreationDate (D:20300101010101+00'00') /ModDate (D:20300101010101+00'00') end"
    made = browser.dated(given, datetime(2026, 11, 14, 12))
    assert len(made) == len(given)
    assert made.count(b"(D:20261114120000+00'00')") == 2


@pytest.mark.skipif(browser.find() is None, reason="no browser on this machine")
def test_a_browser_prints_the_pack_on_a4_the_same_each_time(pack):
    first = making.as_pdf(pack, "<!DOCTYPE html><title>A</title><style>@page{size:A4}</style><p>x")
    assert first.kind == "pdf", first.said
    assert first.content.startswith(b"%PDF")
    assert b"D:20260914120000" in first.content
