"""Make a pack's file of one kind, and name it. Who asks for nothing else loads no office library."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Literal, get_args

from dashboard.packs import Pack

Kind = Literal["pptx", "xlsx", "pdf", "html"]
KINDS: tuple[Kind, ...] = get_args(Kind)
OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: dict[Kind, str] = {
    "pptx": f"{OFFICE}.presentationml.presentation",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}

_one_at_a_time = Lock()


@dataclass(frozen=True)
class Made:
    """A pack's file. ``kind`` is html where a PDF was asked for and no browser made it; ``said`` why."""

    kind: Kind
    content: bytes
    said: str = ""


def known(kind: str) -> Kind | None:
    """Return a kind of file by its name, None where there is none."""
    return next((each for each in KINDS if each == kind), None)


def file_name(pack: Pack, kind: Kind) -> str:
    """Return what a pack's file is called."""
    return f"governors-pack-{pack.number}.{kind}"


def make(pack: Pack, kind: Kind) -> Made:
    """Return a pack's file: the last few are kept, for a pack never changes; one is made at a time."""
    with _one_at_a_time:
        return _made(pack, kind)


@lru_cache(maxsize=8)
def _made(pack: Pack, kind: Kind) -> Made:
    """Make a pack's file."""
    if kind == "pptx":
        from dashboard.pack_files.powerpoint import slides

        return Made(kind, slides(pack))
    if kind == "xlsx":
        from dashboard.pack_files.excel import workbook

        return Made(kind, workbook(pack))
    from dashboard.pack_files.printed import document

    text = document(pack)
    return as_pdf(pack, text) if kind == "pdf" else Made("html", text.encode())


def as_pdf(pack: Pack, text: str) -> Made:
    """Return a document as PDF, or as it stands, to be printed, where no browser can."""
    from dashboard.pack_files import browser
    from dashboard.pack_files.settled import made_on

    try:
        return Made("pdf", browser.as_pdf(text, made_on(pack)))
    except browser.NoBrowser as why:
        return Made("html", text.encode(), f"{why} Open this file in a browser and print it to PDF.")
