"""Refuse XML of any other kind, with words that say so: nothing else that reads files here knows XML."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboard.store.foreign import census, ctf, xml_reading
from dashboard.store.foreign.shape import Translated
from dashboard.store.problems import Unreadable, quoted
from dashboard.store.sniffing import OPEN_AND_SAVE

KNOWN = (*census.ROOTS, ctf.ROOT)
WEB_PAGE = ("html", "table")
WORKBOOK = "Workbook"
MARK = "\ufeff"
STARTS = tuple(
    f"{mark}{word}".encode(encoding)
    for mark, encoding in (("", "utf-8"), (MARK, "utf-8"), (MARK, "utf-16-le"), (MARK, "utf-16-be"))
    for word in ("<?xml", "<!--", "<!DOCTYPE")
)


class OtherXml:
    """XML that is neither a School Census nor a Common Transfer File."""

    name = "XML"

    def recognise(self, files: Sequence[Path]) -> list[list[Path]]:
        """Return each file that is XML of another kind, or broken before its first element."""
        return [[file] for file in files if is_other(file)]

    def translate(self, files: Sequence[Path], into: Path, said: Mapping[str, Any]) -> Translated:
        """Read to the end, so that the worst of it is named, then refuse. Raises Unreadable."""
        [path] = files
        for _ in xml_reading.elements(path, frozenset(), lambda name: None):
            pass
        if xml_reading.look(path).root == WORKBOOK:
            found = "it is a workbook as Excel of 2003 writes XML"
            raise Unreadable(path.name, found, OPEN_AND_SAVE, "NO_KNOWN_ELEMENTS")
        root = xml_reading.look(path).root
        found = "it is XML, but neither a School Census nor a Common Transfer File"
        found += f": its first element is {quoted(root)}" if root else ""
        remedy = "Export one of these, each school's by itself, or the same data as CSV or XLSX."
        raise Unreadable(path.name, found, remedy, "NO_KNOWN_ELEMENTS")


def is_other(file: Path) -> bool:
    """Return whether a file is XML that no other reader knows. A web page is not taken for it."""
    found = xml_reading.look(file)
    if found.root.lower() in WEB_PAGE or found.root in KNOWN:
        return False
    with file.open("rb") as opened:
        return bool(found.root) or opened.read(64).startswith(STARTS)
