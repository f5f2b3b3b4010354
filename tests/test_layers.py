"""Each file reaches only as far as its layer allows: figures draw, scenarios reckon, pages wire."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DASHBOARD = ROOT / "dashboard"
SCENARIOS = sorted(DASHBOARD.glob("scenarios/**/*.py"))
PAGES = sorted(DASHBOARD.glob("*/page.py"))
FIGURES = sorted(path for page in PAGES for path in page.parent.glob("figures*.py"))
STORE = {"duckdb", "dashboard.query", "dashboard.cache", "dashboard.store"}
STATISTICS = {"numpy", "scipy", "statsmodels"}
ARITHMETIC = {"numpy", "pandas", "scipy", "dashboard"}
FILES_AND_MACHINES = {"pathlib", "os", "io", "csv", "time", "random", "sqlite3", "subprocess", "sys"}
TOUCHES_FILES = re.compile(r"\bopen\(|\.(read_\w+|to_csv|to_parquet|to_sql|load|save)\(")
SQL = re.compile(
    r"(?is)\s*(select|with\s+\w+\s+as|from|insert\s+into|create|update\s+\w+\s+set|delete\s+from)\s"
)


def imported(path: Path) -> set[str]:
    """Return every module a file imports, each with the packages above it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.rsplit(".", depth)[0] for name in names for depth in range(name.count(".") + 1)}


def texts(path: Path) -> list[str]:
    """Return every string a file holds that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = (
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documents
    )
    return [node.value for node in strings if isinstance(node.value, str)]


def name(path: Path) -> str:
    return str(path.relative_to(DASHBOARD))


@pytest.mark.parametrize("path", FIGURES, ids=name)
def test_figures_reach_neither_dash_nor_the_store(path):
    assert not imported(path) & (STORE | {"dash"})


@pytest.mark.parametrize("path", SCENARIOS, ids=name)
def test_scenarios_are_arithmetic_alone(path):
    modules = imported(path)
    assert {name for name in modules if "." not in name} - sys.stdlib_module_names <= ARITHMETIC
    assert not modules & FILES_AND_MACHINES
    own = {name for name in modules if name.startswith("dashboard.")}
    assert all(name.startswith("dashboard.scenarios") for name in own)
    assert [text for text in texts(path) if len(text) > 30 and SQL.match(text)] == []
    assert not TOUCHES_FILES.search(path.read_text(encoding="utf-8"))


def test_every_kind_of_scenario_is_watched():
    kinds = {path.stem.split("_")[0] for path in SCENARIOS}
    assert kinds >= {"staffing", "grouping", "tutoring", "communities", "extended", "evidence", "outcome"}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_pages_hold_no_sql_and_no_statistics(path):
    assert not imported(path) & (STATISTICS | {"duckdb"})
    assert [text for text in texts(path) if len(text) > 30 and SQL.match(text)] == []


def test_every_page_is_watched():
    assert {path.parent.name for path in PAGES} >= {"overview", "equity"}
    assert {path.parent.name for path in FIGURES} >= {"overview", "equity"}


def test_the_watch_sees_an_import_in_each_of_its_forms(tmp_path):
    file = tmp_path / "figures.py"
    file.write_text("import duckdb\nfrom dashboard import query\nfrom dash.dcc import Graph\n")
    assert {"duckdb", "dashboard.query", "dash"} <= imported(file)
