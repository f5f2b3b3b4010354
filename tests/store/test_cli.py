"""The command line: the words it knows, what it prints, how it ends."""

import json

import pytest

from dashboard.__main__ import main
from dashboard.cli import serving
from dashboard.schemas import SCHEMAS
from dashboard.store.generations import current_generation
from tests.store.conftest import contents, evenhand, marks_csv, write


def told(capsys, *words) -> tuple[int, str]:
    """Return how a command ended and all that it printed."""
    code = main([str(word) for word in words])
    output = capsys.readouterr()
    return code, output.out + output.err


def test_import_says_what_was_understood_and_how_to_take_it_back(folder, capsys):
    file = write(folder.parent / "marks 3.csv", marks_csv(3))
    code, said = told(capsys, "import", file, "--data", folder)
    assert code == 0
    assert "marks 3.csv: attendance, 40 rows, 4 Sep 2025 to 4 Sep 2025" in said
    assert "Imported as 0003-" in said
    code, said = told(capsys, "import", file, "--data", folder)
    assert code == 0
    assert f"nothing has changed since import {current_generation(folder).batches[-1]}." in said
    assert "Nothing to import." in said


@pytest.fixture
def faulty(folder):
    text = marks_csv(3).replace(",/\n", ",%\n", 5)
    return write(folder.parent / "faulty.csv", text)


def test_import_with_problems_names_them_keeps_the_rows_and_changes_nothing(folder, faulty, capsys):
    before = contents(folder)
    code, said = told(capsys, "import", faulty, "--data", folder)
    assert code == 1
    assert "Of these 35 are good, 5 are with problems." in said
    assert "faulty.csv, row 2, code:" in said
    assert "and 2 more of this kind" in said
    assert "Nothing was imported." in said
    assert f"The refused rows lie in {folder / 'refused'}" in said
    assert len((folder / "refused" / "faulty.csv").read_text(encoding="utf-8-sig").splitlines()) == 6
    assert contents(folder) == before


def test_good_rows_can_be_accepted_and_the_refused_ones_are_kept(folder, faulty, capsys):
    code, said = told(capsys, "import", faulty, "--data", folder, "--accept-good-rows")
    assert code == 0
    [kept] = (folder / "imports").glob("0003-*/refused/faulty.csv")
    assert str(kept.parent) in said
    assert len(contents(folder)["main.mark"]) == 2 * 40 + 35
    [manifest] = (folder / "imports").glob("0003-*/manifest.json")
    file = json.loads(manifest.read_text())["files"][0]
    assert (file["rows"], file["good"], file["refused"], file["blank"]) == (40, 35, 5, 0)


def test_check_changes_nothing(folder, faulty, capsys):
    before = sorted(path.name for path in folder.rglob("*"))
    good = write(folder.parent / "marks 3.csv", marks_csv(3))
    code, said = told(capsys, "import", good, "--check", "--data", folder)
    assert (code, "Nothing was changed." in said) == (0, True)
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert told(capsys, "import", faulty, "--check", "--data", folder)[0] == 1


def test_unreadable_file_is_refused_in_words(folder, capsys):
    code, said = told(capsys, "import", write(folder.parent / "empty.csv", ""), "--data", folder)
    assert code == 1
    assert "empty.csv" in said
    assert "Nothing was imported." in said


def test_mapping_says_which_heading_is_which_column(folder, capsys):
    text = marks_csv(3).replace("code\n", "Kreuz\n", 1)
    file = write(folder.parent / "odd.csv", text)
    assert told(capsys, "import", file, "--data", folder)[0] == 1
    mapping = write(folder.parent / "mapping.json", json.dumps({"columns": {"Kreuz": "code"}}))
    assert told(capsys, "import", file, "--data", folder, "--mapping", mapping, "--as", "attendance")[0] == 0
    assert told(capsys, "undo", "3", "--data", folder)[0] == 0
    broken = write(folder.parent / "broken.json", "no mapping")
    assert told(capsys, "import", file, "--data", folder, "--mapping", broken)[0] == 2


def test_history_lists_every_import_and_which_were_taken_back(folder, capsys):
    assert told(capsys, "undo", "2", "--data", folder)[0] == 0
    code, said = told(capsys, "history", "--data", folder)
    assert code == 0
    assert [line.split()[0][:5] for line in said.splitlines() if not line.startswith(" ")] == [
        "0001-",
        "0002-",
    ]
    assert said.count("(taken back)") == 1
    assert "marks 1.csv" in said


def test_history_of_nothing_says_how_to_begin(tmp_path, capsys):
    assert told(capsys, "history", "--data", tmp_path)[1].startswith("Nothing has been imported yet.")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("table", SCHEMAS)
def test_template_is_the_blank_file(table, capsys):
    code, said = told(capsys, "template", table)
    assert (code, said) == (0, SCHEMAS[table].template())


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["import"],
        ["import", "no such file.csv"],
        ["template", "nothing"],
        ["undo", "99"],
        ["serve", "--host", "0.0.0.0"],
        ["serve", "--port", "many"],
        ["fly"],
    ],
)
def test_wrong_usage_ends_with_2(words, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path))
    try:
        code = main(words)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["DASH_MCP_ENABLED", "DASH_DEBUG", "FLASK_DEBUG", "DASH_HOT_RELOAD", "DASH_UI"]
)
def test_setting_that_would_open_the_pages_is_refused(name, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(name, "true")
    code, said = told(capsys, "serve", "--data", tmp_path)
    assert code == 2
    assert name in said


def test_data_folder_is_the_option_then_the_environment_then_the_projects(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("EVENHAND_DATA", str(tmp_path / "from environment"))
    asked = []
    monkeypatch.setattr(serving, "make_demo", lambda folder, *_: asked.append(folder) or 0)
    told(capsys, "demo")
    told(capsys, "demo", "--data", tmp_path / "from option")
    assert asked == [tmp_path / "from environment", tmp_path / "from option"]


def test_demo_refuses_a_folder_with_a_school(folder, capsys):
    code, said = told(capsys, "demo", "--data", folder)
    assert (code, "holds a school already" in said) == (2, True)


def test_failure_is_told_without_a_trace(folder):
    (folder / "imports" / current_generation(folder).batches[0] / "marks 1.csv").unlink()
    done = evenhand("rebuild", "--data", folder)
    assert done.returncode == 1
    assert "marks 1.csv is missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_import_waits_for_neither_pandas_nor_dash():
    done = evenhand("template", "pupils", env={"PYTHONPROFILEIMPORTTIME": "1"})
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "dashboard.cli.bring" in imported
    assert not imported & {"pandas", "dash", "waitress"}


def test_a_school_built_with_other_definitions_is_built_again_before_it_is_served(
    tmp_path, monkeypatch, capsys
):
    from dashboard.cli.serving import bring_up_to_date
    from dashboard.store import generations, opening, publishing
    from dashboard.store.version import definitions

    (tmp_path / "pupils.csv").write_text("pupil,academic_year,year_group\n1,2025/26,7\n")
    store = tmp_path / "store"
    with monkeypatch.context() as older:
        older.setattr(publishing, "definitions", lambda: "an older Evenhand's")
        assert main(["import", str(tmp_path / "pupils.csv"), "--data", str(store)]) == 0
    with pytest.raises(opening.NoSchool, match="other definitions"):
        opening.open_newest(store)

    bring_up_to_date(store)

    assert generations.current_generation(store).definitions == definitions()
    assert opening.open_newest(store).generation == 2
    assert "building it again" in capsys.readouterr().out


def test_who_the_pages_are_for_is_the_servers_setting(monkeypatch):
    monkeypatch.delenv("EVENHAND_VIEWER", raising=False)
    assert serving.asked_viewer() == "leader"
    monkeypatch.setenv("EVENHAND_VIEWER", "governor")
    assert serving.asked_viewer() == "governor"
    monkeypatch.setenv("EVENHAND_VIEWER", "everybody")
    with pytest.raises(serving.WrongUsage, match="EVENHAND_VIEWER"):
        serving.asked_viewer()


def test_every_kind_of_problem_is_shown_and_counted_by_column(tmp_path, capsys):
    rows = [f"{number},7,Q,,2014-02-03" for number in range(1500)]
    rows += [f"{number},7,F,Z,notadate" for number in range(1500, 1510)]
    file = write(tmp_path / "pupils.csv", "\n".join(["pupil,year_group,sex,sen,date_of_birth", *rows]) + "\n")
    code, said = told(capsys, "import", file, "--data", tmp_path / "store")
    assert code == 1
    assert '"notadate" is not a date' in said
    assert "row 1,502, sen:" in said
    assert said.count(" and 1,497 more of this kind") == 1
    assert said.count(" and 7 more of this kind") == 2


def test_what_became_of_the_rows_adds_up(tmp_path, capsys):
    file = write(tmp_path / "pupils.csv", "pupil,year_group\n1,7\n\n1,7\n2,7\n3,70\n")
    said = told(capsys, "import", file, "--check", "--data", tmp_path / "store")[1]
    assert "pupils, 5 rows" in said
    assert "Of these 2 are good, 1 is with problems, 1 is blank, 1 is the same as an earlier row." in said
    one = write(tmp_path / "one.csv", "pupil,year_group\n1,7\n")
    assert "pupils, 1 row\n" in told(capsys, "import", one, "--check", "--data", tmp_path / "store")[1]


def test_a_folder_is_said_to_be_one(tmp_path, capsys):
    code, said = told(capsys, "import", tmp_path, "--data", tmp_path / "store")
    assert (code, "is a folder" in said) == (2, True)


def test_refused_rows_of_files_of_one_stem_lie_apart(tmp_path, capsys):
    faulty = "pupil,year_group\n{},70\n"
    names = ["y.csv", "y.txt", "y.txt.csv"]
    files = [write(tmp_path / name, faulty.format(number)) for number, name in enumerate(names)]
    told(capsys, "import", *files, "--data", tmp_path / "store")
    kept = sorted(path.name for path in (tmp_path / "store" / "refused").iterdir())
    assert kept == ["y.csv", "y.txt (2).csv", "y.txt.csv"]


def test_check_makes_no_folder_and_keeps_what_was_refused_before(folder, faulty, tmp_path, capsys):
    nowhere = tmp_path / "nowhere"
    code, said = told(capsys, "import", faulty, "--check", "--data", nowhere)
    assert (code, nowhere.exists()) == (1, False)
    assert "A check keeps no refused rows" in said
    told(capsys, "import", faulty, "--data", folder)
    before = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    assert told(capsys, "import", faulty, "--check", "--data", folder)[0] == 1
    assert {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]} == before
