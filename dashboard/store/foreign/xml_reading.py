"""Read XML that strangers wrote, element by element: no entity, no document type, nothing fetched.

The parser itself says where a document type stands, so that no encoding and no long comment hides one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree

from dashboard.store.problems import Unreadable

PIECE = 1 << 16
DEEPEST = 50
MOST_ATTRIBUTES = 50
MOST_ELEMENTS = 2_000_000
MOST_IN_ONE = 50_000  # of the elements that are held at once, such as one pupil's
TIDIED_EVERY = 512
LONGEST_TEXT = 100_000
LONGEST_PROLOG = 16 << 20
XINCLUDE = ("http://www.w3.org/2001/XInclude", "http://www.w3.org/2003/XInclude")
ENCODINGS = ("utf-8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15")
SAFELY: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
EXPORT_AGAIN = "Export it again from its source."
ONE_EACH = "Export each school's file by itself and hand them in together, or as a zip file."


@dataclass(frozen=True)
class Prolog:
    """What stands before the first element: whether a document type does, and that element's name."""

    has_doctype: bool = False
    root: str = ""


class Seen(Exception):
    """The parser has come to what was looked for."""


class Lookout:
    """Where the parser reports: it stops at a document type or at the first element."""

    def __init__(self) -> None:
        self.found = Prolog()

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        """Stop at a document type."""
        self.found = Prolog(has_doctype=True, root=name or "")
        raise Seen

    def start(self, tag: str, _attributes: object) -> None:
        """Stop at the first element."""
        self.found = Prolog(root=local_name(tag))
        raise Seen

    def close(self) -> Prolog:
        """Return what was found."""
        return self.found


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """Return the name of an element without its namespace."""
    return tag.rpartition("}")[2]


def look(path: Path) -> Prolog:
    """Read no further than the first element. An empty answer is no XML, or is broken before it."""
    lookout = Lookout()
    parser = etree.XMLParser(target=lookout, **SAFELY)
    try:
        with path.open("rb") as file:
            while file.tell() < LONGEST_PROLOG and (piece := file.read(PIECE)):
                parser.feed(piece)
    except (Seen, etree.XMLSyntaxError):
        pass
    return lookout.found


def elements(path: Path, wanted: frozenset[str], passed: Callable[[str], None]) -> Iterator[etree._Element]:
    """Yield, once it is whole, each element of these names that lies in no other.

    ``passed`` is told the name of every other element that holds no more. Raises Unreadable.
    """
    if look(path).has_doctype:
        raise forbidden(path.name)
    parser = etree.XMLPullParser(events=("start", "end"), **SAFELY)
    walk = Walk(path.name, wanted, passed)
    with path.open("rb") as file:
        try:
            while piece := file.read(PIECE):
                parser.feed(piece)
                yield from walk.on(parser)
            root = parser.close()
            yield from walk.on(parser)
        except etree.XMLSyntaxError as error:
            raise broken(path.name, error) from None
    check_encoding(path.name, root.getroottree().docinfo.encoding)


class Walk:
    """The way through a document: how deep and how far it is, and what is held."""

    def __init__(self, file: str, wanted: frozenset[str], passed: Callable[[str], None]) -> None:
        self.file, self.wanted, self.passed = file, wanted, passed
        self.depth = self.count = self.count_before = 0
        self.held: Any = None
        self.begun: Any = None

    def on(self, parser: etree.XMLPullParser) -> Iterator[etree._Element]:
        """Go on as far as the parser has read; yield the wanted elements. Raises Unreadable."""
        for event, element in parser.read_events():
            if event == "start":
                self.enter(element)
                continue
            self.depth -= 1
            if element.text is not None and len(element.text) > LONGEST_TEXT:
                raise too_long(self.file, element.sourceline)
            if element is self.held:
                yield element
                self.held = None
                forget(element)
            elif self.held is None:
                if element is self.begun:
                    self.passed(local_name(element.tag))
                if self.count % TIDIED_EVERY == 0:
                    forget(element)

    def enter(self, element: etree._Element) -> None:
        """Count an element that begins. Raises Unreadable."""
        self.depth += 1
        self.count += 1
        self.begun = element
        if self.held is None and local_name(element.tag) in self.wanted:
            self.held, self.count_before = element, self.count
        if self.depth > DEEPEST:
            raise too_deep(self.file)
        if len(element.attrib) > MOST_ATTRIBUTES:
            found = f"an element in line {element.sourceline:,} has {len(element.attrib):,} attributes"
            raise Unreadable(self.file, found, EXPORT_AGAIN, "XML_TOO_MANY_ATTRIBUTES")
        too_many_in_one = self.held is not None and self.count - self.count_before > MOST_IN_ONE
        if self.count > MOST_ELEMENTS or too_many_in_one:
            found = f"it has more than {self.count - 1:,} elements"
            if too_many_in_one:
                found = f"one of its elements holds more than {MOST_IN_ONE:,} others"
            remedy = "Export fewer pupils or years at a time."
            raise Unreadable(self.file, found, remedy, "XML_TOO_MANY_ELEMENTS")
        if element.tag.startswith("{") and element.tag[1:].partition("}")[0] in XINCLUDE:
            found = f"line {element.sourceline:,} asks for another file to be read in (XInclude)"
            raise Unreadable(self.file, found, "Export it again as one file.", "XINCLUDE_FORBIDDEN")


def forget(element: etree._Element) -> None:
    """Let go of an element that has been read, and of all before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def check_encoding(file: str, encoding: str | None) -> None:
    """Check that letters are written in a way that hides nothing. Raises Unreadable."""
    written = (encoding or "utf-8").lower()
    if written not in ENCODINGS and not written.startswith("windows-125"):
        found = f"its letters are written as {written}, which is not read"
        raise Unreadable(file, found, "Save it as UTF-8.", "UNREADABLE")


def forbidden(file: str) -> Unreadable:
    """Say that a document type is never read."""
    found = "it declares a document type (DOCTYPE), by which a file can reach for others or swell up"
    return Unreadable(file, found, f"No export of a school has one. {EXPORT_AGAIN}", "DTD_FORBIDDEN")


def too_deep(file: str) -> Unreadable:
    """Say that elements lie in one another without end."""
    return Unreadable(
        file, f"its elements lie more than {DEEPEST} deep in one another", EXPORT_AGAIN, "XML_TOO_DEEP"
    )


def too_long(file: str, line: int) -> Unreadable:
    """Say that a text is longer than any that is read."""
    found = f"the text of an element in line {line:,} is longer than {LONGEST_TEXT:,} letters"
    return Unreadable(file, found, EXPORT_AGAIN, "FIELD_TOO_LONG")


def broken(file: str, error: etree.XMLSyntaxError) -> Unreadable:
    """Say why the parser stopped, without what it quotes of the file."""
    line, said = error.lineno or 0, str(error)
    if "Excessive depth" in said:
        return too_deep(file)
    if "too long" in said or "too big" in said:
        return too_long(file, line)
    if "Extra content" in said or "XML declaration allowed only" in said:
        found = f"a second document begins in line {line:,}: it holds several files one below the other"
        return Unreadable(file, found, ONE_EACH, "SEVERAL_DOCUMENTS")
    if "ntity" in said:
        found = f"line {line:,} has a sign such as &name; that stands for nothing"
    elif "Premature end" in said or "no element found" in said:
        found = f"it ends in line {line:,} before it is complete"
    elif "ncoding" in said:
        found = f"line {line:,} has letters that are not in the encoding it names"
    else:
        found = f"it is no well-formed XML from line {line:,} on"
    return Unreadable(file, found, EXPORT_AGAIN, "UNREADABLE")
