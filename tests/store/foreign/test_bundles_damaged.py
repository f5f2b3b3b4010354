"""Damaged bundles: each is refused with a reason, or every row that another reader finds is counted."""

import csv
import io
import random
from pathlib import Path

import pytest

from dashboard.store.foreign.oneroster import OneRoster
from dashboard.store.foreign.sds import SchoolDataSync
from dashboard.store.problems import Unreadable
from tests.store.foreign import test_oneroster, test_oneroster_marks, test_sds

WORK = {
    "lineItems.csv": test_oneroster_marks.LINE_ITEMS,
    "results.csv": test_oneroster_marks.RESULTS,
    "manifest.csv": test_oneroster_marks.MANIFEST,
}
BUNDLES = {
    "OneRoster": (OneRoster(), test_oneroster.FILES | WORK),
    "SDS": (SchoolDataSync(), test_sds.FILES),
}
STRAY = [b'"', b"\n", b",", b"\0", b"\xff", b"\xef\xbb\xbf", b";", b"\r", "é".encode(), b"tobedeleted"]
AROUND = "\ufeff\u200b\u00a0 \t"


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return the content with something knocked out, put in, cut off or turned round."""
    place = chance.randrange(len(content))
    stray = chance.choice(STRAY)
    lines = content.split(b"\n")
    return chance.choice([
        content,
        content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :],
        content[:place] + content[place + chance.randrange(1, 20) :],
        content[:place] + stray + content[place:],
        content[:place],
        content.replace(b",", b";"),
        content.decode(errors="ignore").encode("utf-16"),
        b"\n".join(chance.sample(lines, len(lines))),
    ])  # fmt: skip


def rows_in(path: Path) -> int:
    """Count the rows below the headings, without the reader that is tested."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    first = next((line for line in text.splitlines() if line.strip(" ,;|\t\ufeff")), "")
    delimiter = max(",;\t|", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return max(sum(any(cell.strip(AROUND) for cell in cells) for cells in lines) - 1, 0)


@pytest.mark.parametrize("kind", BUNDLES)
def test_no_damage_loses_a_row_or_breaks_the_reader(tmp_path, kind):
    shape, files = BUNDLES[kind]
    chance = random.Random(1)
    read = refused = 0
    for number in range(100):
        folder, into = tmp_path / f"{number}", tmp_path / f"{number} made"
        folder.mkdir()
        into.mkdir()
        for name, text in files.items():
            content = text.encode()
            (folder / name).write_bytes(damaged(content, chance) if chance.random() < 0.3 else content)
        for group in shape.recognise(sorted(folder.iterdir())):
            try:
                made = shape.translate(group, into, {})
            except Unreadable as error:
                assert error.problem.code
                refused += 1
                continue
            assert made.read + made.ignored == sum(rows_in(path) for path in group)
            read += 1
    assert read > 0
    assert refused > 0
