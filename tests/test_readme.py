"""The README is short, and what it says is so."""

import re
import shlex
from pathlib import Path

import pytest

from dashboard.cli.parser import make_parser

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = [line.strip() for line in TEXT.splitlines() if line.startswith("    ")] + re.findall(
    r"`([^`]+)`", TEXT
)
# What a reader is told to make, and what a machine has only once it ran.
MADE_LATER = ("lateness", "excellent_attendance", ".venv", "data/store", "srv/")


def commands():
    """Return every evenhand command, without the words that explain it."""
    found = [line.partition("  #")[0].strip() for line in CODE if line.startswith("evenhand ")]
    return list(dict.fromkeys(found))


def paths():
    """Return every path named in code that a checkout should have, those of the map's sub-folders too."""
    named = {path for line in CODE for path in re.findall(r"(?<![\w/.:])[\w.-]+/[\w./-]*", line)}
    named |= {path for line in CODE for path in re.findall(r"^[\w.-]+\.(?:py|lock|toml)\b", line)}
    return sorted(path for path in named if not any(later in path for later in MADE_LATER))


def exists(path):
    folders = (
        ROOT,
        ROOT / "dashboard",
        ROOT / "queries",
        ROOT / "dashboard" / "overview",
        ROOT / "dashboard" / "shell",
    )
    return any((folder / path).exists() for folder in folders)


def test_it_is_read_in_a_few_minutes():
    assert len(TEXT.splitlines()) <= 120


def test_its_picture_is_there_and_light():
    [picture] = re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXT)
    assert (ROOT / picture).stat().st_size <= 200_000


def test_every_path_it_names_exists():
    assert len(paths()) > 15
    assert [path for path in paths() if not exists(path)] == []


@pytest.mark.parametrize("command", commands())
def test_every_command_it_names_is_one(command):
    words = shlex.split(command)[1:]
    assert make_parser(words).parse_args(words).run


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make (\w+)", "\n".join(CODE)))))
def test_every_make_target_it_names_is_one(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
