"""What git keeps: no pupil's data, no machine's paths, no registry's address."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# In parts, so that this file may itself be tracked.
FORBIDDEN = [
    "/".join(["", "work", "main"]),
    "/".join(["", "work", "shared"]),
    "/".join(["", "root", ""]),
    "/".join(["", "farm", ""]),
    "/".join(["", "tmp", "eh"]),
    "/".join(["", "opt", "pypi"]),
    ".".join(["files", "python" + "hosted", "org"]),
    ".".join(["pypi", "org"]),
    "-".join(["", "", "index", "url"]),
    "-".join(["", "", "find", "links"]),
    "-".join(["", "", "trusted", "host"]),
]


def tracked() -> list[Path]:
    """Return the files git keeps, those not yet committed but staged too."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


def test_nothing_under_data_is_tracked_but_the_reference_lists():
    assert [path for path in tracked() if path.parts[0] == "data" and path.parts[1] != "reference"] == []


def test_no_store_no_export_and_no_other_tools_lock_is_tracked():
    unwanted = {".duckdb", ".wal", ".xlsx", ".parquet", ".tmp"}
    assert [path for path in tracked() if path.suffix in unwanted or path.name in ("uv.lock", ".env")] == []


def test_no_machine_path_and_no_registry_address_is_tracked():
    found = []
    for path in tracked():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [f"{path}: {word}" for word in FORBIDDEN if word in text]
    assert found == []


def test_the_reference_lists_are_tracked_and_name_their_sources():
    lists = [path for path in tracked() if path.parts[:2] == ("data", "reference") and path.suffix == ".csv"]
    headings = {path.name: (ROOT / path).read_text(encoding="utf-8").splitlines()[0] for path in lists}
    assert [name for name, heading in headings.items() if "source" not in heading] == []
