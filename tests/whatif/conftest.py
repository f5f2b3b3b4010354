"""A small school brought in by the real import, and the page that asks what if."""

import pytest

from dashboard.shell.factory import create_app
from dashboard.store.importing import import_files
from dashboard.store.opening import Store

SCHOOL = {"school": "Riverside School", "academic_year": "2025/26"}
YEAR_8 = {"kind": "grouping", **SCHOOL, "year_group": "8", "subject": "Maths"}
STAFFING = {"kind": "staffing", **SCHOOL, "year_group": "", "subject": ""}

# Forty pupils in two maths classes of twenty, the disadvantaged nearly all in the second.
PUPILS = 40
SCALE = "KS2 scaled score"


def pupil(place):
    premium = "Y" if place >= 28 else "N"
    sex = "F" if place % 2 else "M"
    return f"{100 + place},8,{premium},N,N,{sex},Zebedee{place:02},Q{place},8A"


def files():
    numbers = range(PUPILS)
    head = "Riverside School,2025/26"
    rows = {
        "pupils": [
            "school,academic_year,pupil,year_group,pupil_premium,sen,eal,sex,surname,forename,registration_group",
            *(f"{head},{pupil(place)}" for place in numbers),
        ],
        "classes": [
            "school,academic_year,class,subject,year_group,teacher,set_rank,periods",
            *(f"{head},8/Ma{number},Maths,8,T{number},{number},5" for number in (1, 2)),
            *(f"{head},8/En{number},English,8,T{number},,15" for number in (1, 2)),
        ],
        "class_members": [
            "school,academic_year,class,pupil",
            *(f"{head},8/Ma{1 + place // 20},{100 + place}" for place in numbers),
            *(f"{head},8/En{1 + place % 2},{100 + place}" for place in numbers),
        ],
        "staff": [
            "school,academic_year,staff,role,fte,periods,cost",
            f"{head},T1,teacher,1,20,50000",
            f"{head},T2,teacher,1,20,50000",
        ],
        "results": [
            "school,pupil,subject,assessment,assessed_on,kind,scale,value",
            *(
                f"Riverside School,{100 + place},Maths,Autumn,2025-12-10,result,{SCALE},{120 - place}"
                for place in numbers
            ),
        ],
    }
    return {name: "\n".join(lines) + "\n" for name, lines in rows.items()}


@pytest.fixture(scope="session")
def school_folder(tmp_path_factory):
    """Return a data folder with the school, as an import leaves it."""
    folder, given = tmp_path_factory.mktemp("school"), tmp_path_factory.mktemp("files")
    paths = []
    for name, text in files().items():
        paths.append(given / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    report = import_files(folder, paths, by="tests")
    assert report.outcome != "refused", report
    return folder


@pytest.fixture(scope="session")
def apps(school_folder):
    """Return the app for each kind of viewer."""
    return {viewer: create_app(school_folder, viewer) for viewer in ("leader", "governor", "projected")}


@pytest.fixture(scope="session")
def store(school_folder):
    return Store(school_folder)


@pytest.fixture
def fire(apps):
    """Return ``fire(output, given, viewer)``: a callback's answer as a browser gets it, or its status."""

    def go(output, given, viewer="leader", column="B"):
        client = apps[viewer].server.test_client()
        known = client.get("/_dash-dependencies").get_json()
        callback = next(each for each in known if output in each["output"])
        body = {
            "output": callback["output"],
            "outputs": [],
            "inputs": [filled(each, given, column) for each in callback["inputs"]],
            "state": [filled(each, given, column) for each in callback["state"]],
        }
        body["outputs"] = outputs(callback["output"], given, column)
        body["changedPropIds"] = []
        answer = client.post("/_dash-update-component", json=body)
        return answer.get_json()["response"] if answer.status_code == 200 else answer.status_code

    return go


def filled(each, given, column):
    """Return one input as a browser sends it: a list of controls, or one."""
    if not each["id"].startswith("{"):
        return {**each, "value": given.get(each["id"])}
    kind = each["id"].split('"type":"')[1].split('"')[0]
    if kind == "whatif-lever":
        return [
            {"id": {"type": kind, "column": where, "name": name}, "property": each["property"], "value": sent}
            for where, name, sent in levers(each, given, column)
        ]
    one = {"id": {"type": kind, "column": column}, "property": each["property"]}
    if "ALL" in each["id"]:
        return [
            {**one, "id": {"type": kind, "column": where}, "value": value(each, where, given.get(kind, {}))}
            for where in ("B", "C")
        ]
    return {**one, "value": given.get(kind)}


def value(each, where, results):
    return {"type": "whatif-result", "column": where} if each["property"] == "id" else results.get(where)


def levers(each, given, column):
    columns = ("B", "C") if '"column":["ALL"]' in each["id"] else (column,)
    for where in columns:
        for name, sent in given.get("levers", {}).get(where, {}).items():
            is_id = each["property"] == "id"
            yield where, name, {"type": "whatif-lever", "column": where, "name": name} if is_id else sent


def outputs(named, given, column):
    several = named.startswith("..")
    found = []
    for part in named.strip(".").split("..."):
        key, prop = part.rsplit(".", 1)
        if key.startswith("{"):
            kind = key.split('"type":"')[1].split('"')[0]
            one = {"id": {"type": kind, "column": column}, "property": prop}
            if "ALL" in key:
                found.append(
                    [
                        {"id": {"type": kind, "column": where, "name": name}, "property": prop}
                        for where in ("B", "C")
                        for name in given.get("levers", {}).get(where, {})
                    ]
                )
            else:
                found.append(one)
        else:
            found.append({"id": key, "property": prop})
    return found if several else found[0]
