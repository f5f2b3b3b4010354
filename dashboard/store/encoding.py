"""Find how a text file is encoded, and write a UTF-8 copy where it is not plain UTF-8.

Windows-1252 is what English management information systems export, and DuckDB does
not read it. Every byte is looked at: a file that is neither, or a mixture, is refused,
because a guess would spoil names.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dashboard.store.problems import Unreadable

PIECE = 1 << 20
LINE_END = ord("\n")
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
SAVE_AS_UTF8 = "Export the file again, or save it as CSV UTF-8."


@dataclass(frozen=True)
class Text:
    """What the bytes of a text file are: encoding, lines, and marks that need care.

    ``line_ends`` is empty where the file mixes them or has bare returns.
    """

    encoding: str
    lines: int
    has_quotes: bool
    line_ends: str

    @property
    def is_plain(self) -> bool:
        """Say whether the file can be read as it lies."""
        return self.encoding == "utf-8" and self.line_ends != ""


def survey(path: Path) -> Text:
    """Look at every byte of a text file. Raises Unreadable for one that is no text or mixes encodings."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Text("utf-16", 0, has_quotes=True, line_ends="")
    lines = returns = pairs = 0
    has_quotes, is_utf8, has_utf8_letters = False, True, False
    decoder, before = codecs.getincrementaldecoder("utf-8")(), b""
    for piece in pieces(path):
        lines += count_lines(piece)
        has_quotes = has_quotes or b'"' in piece
        if b"\0" in piece:
            raise nul_bytes(path.name)
        if b"\r" in piece or before.endswith(b"\r"):
            returns += piece.count(b"\r")
            pairs += piece.count(b"\r\n") + (before.endswith(b"\r") and piece.startswith(b"\n"))
        if not piece.isascii():
            has_utf8_letters = has_utf8_letters or bool(UTF8_LETTER.search(piece))
        is_utf8 = is_utf8 and decodes(decoder, piece)
        before = piece
    is_utf8 = is_utf8 and decodes(decoder, b"", final=True)
    unfinished = bool(before) and not before.endswith(b"\n")
    line_ends = "\n" if not returns else "\r\n" if returns == pairs == lines else ""
    encoding = "utf-8" if is_utf8 else windows_encoding(path, has_utf8_letters)
    return Text(encoding, lines + unfinished, has_quotes, line_ends)


def decodes(decoder: codecs.IncrementalDecoder, piece: bytes, final: bool = False) -> bool:
    """Say whether these bytes go on being valid."""
    if piece.isascii() and not final and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def windows_encoding(path: Path, has_utf8_letters: bool) -> str:
    """Return cp1252 for a file that is not UTF-8. Raises Unreadable where it cannot be that."""
    if has_utf8_letters:
        found = "some of its letters are UTF-8 and some are Windows-1252"
        raise Unreadable(path.name, found, SAVE_AS_UTF8, "MIXED_ENCODING")
    try:
        for piece in pieces(path):
            piece.decode("cp1252")
    except UnicodeDecodeError:
        found = "its letters are in no encoding that we know"
        raise Unreadable(path.name, found, SAVE_AS_UTF8, "ENCODING_UNKNOWN") from None
    return "cp1252"


def count_lines(piece: bytes) -> int:
    """Count line ends: three times as fast as bytes.count where lines are short."""
    return int(np.count_nonzero(np.frombuffer(piece, np.uint8) == LINE_END))


def pieces(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file a piece at a time."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def write_utf8(path: Path, encoding: str, copy: Path) -> None:
    """Write the file again as UTF-8 with one kind of line end. Raises Unreadable."""
    try:
        with (
            path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding) as text,
            copy.open("w", encoding="utf-8", newline="\n") as written,
        ):
            while piece := text.read(PIECE):
                if "\0" in piece:
                    raise nul_bytes(path.name)
                written.write(piece)
    except UnicodeError:
        found = "its letters are not in the encoding that its first bytes announce"
        raise Unreadable(path.name, found, SAVE_AS_UTF8, "ENCODING_UNKNOWN") from None


def nul_bytes(file: str) -> Unreadable:
    """Say that a file is no text."""
    return Unreadable(file, "it holds NUL bytes, so it is no plain text", SAVE_AS_UTF8, "NUL_BYTES")
