"""Files whose bytes are the trouble: empty, in odd encodings, no text at all."""

# ruff: noqa: RUF001
import gzip
import pickle
import random

from tests.store.corpus.listed import Listed

NASTY = Listed()
HEADINGS = ["Adno", "Year", "Surname", "Forename"]
PUPILS = [["0012", "7", "O’Brien", "Zoë"], ["0013", "8", "Ünal", "Null"]]
NAMES = {"table": "pupils", "columns": ("pupil", "surname", "forename"), "good": 2}
SAME = {**NAMES, "values": (("0012", "O’Brien", "Zoë"), ("0013", "Ünal", "Null"))}


def text(delimiter: str = ",", end: str = "\n") -> str:
    """Return two pupils with letters that every encoding writes in its own way."""
    return "".join(delimiter.join(row) + end for row in (HEADINGS, *PUPILS))


NASTY("c01 empty", refused="EMPTY")(lambda: b"")
NASTY("c02 headings only", refused="NO_ROWS")(lambda: ",".join(HEADINGS))
NASTY("c03 byte order mark", **SAME)(lambda: text().encode("utf-8-sig"))
NASTY("c04 windows letters", **SAME)(lambda: text().encode("cp1252"))
NASTY("c05 utf-16 little", **SAME)(lambda: b"\xff\xfe" + text().encode("utf-16-le"))
NASTY("c05b utf-16 big", **SAME)(lambda: b"\xfe\xff" + text().encode("utf-16-be"))
NASTY("c06 utf-16 unmarked", refused="NUL_BYTES")(lambda: text().encode("utf-16-le"))
NASTY("c08 nul bytes", refused="NUL_BYTES")(lambda: text().replace("Zo", "Z\0o"))
NASTY("c09 picture", refused="CONTENT_DOES_NOT_MATCH_EXTENSION")(lambda: b"\x89PNG\r\n\x1a\n" + bytes(400))
NASTY("c18 semicolons", **SAME)(lambda: text(";"))
NASTY("c19 tabs", **SAME)(lambda: text("\t"))
NASTY("c20 returns only", **SAME)(lambda: text(",", "\r"))
NASTY("c53 upright bars", **SAME)(lambda: text("|"))


@NASTY("c07 mixed encodings", refused="MIXED_ENCODING")
def mixed_encodings() -> bytes:
    """Return UTF-8 with one row that is Windows-1252."""
    return text().encode() + "0014,9,Zoë,Ada\n".encode("cp1252")


@NASTY("c07b one byte too few", refused="MIXED_ENCODING")
def cut_letter() -> bytes:
    """Return UTF-8 that ends within a letter."""
    return (text() + "0014,9,Moss,Zoë").encode()[:-1]


@NASTY("c10 noise", refused="NUL_BYTES|ENCODING_UNKNOWN|CONTENT_DOES_NOT_MATCH_EXTENSION")
def noise() -> bytes:
    """Return 200 KB of random bytes."""
    return random.Random(1).randbytes(200_000)


@NASTY("c10b noise without nul", refused="ENCODING_UNKNOWN|MIXED_ENCODING")
def noise_without_nul() -> bytes:
    """Return 200 KB of random bytes that are never nought."""
    return random.Random(2).randbytes(200_000).replace(b"\0", b"\1")


@NASTY("c21 mixed line ends", **SAME)
def mixed_line_ends() -> str:
    """Return lines that end in three ways."""
    first, second, third = text().splitlines()
    return f"{first}\r\n{second}\n{third}\r"


@NASTY("c29 unseen characters", table="pupils", columns=("surname", "forename"), good=2, says="nobody sees",
       values=(("Smith", "Ren\u00e9e"), ("Jones", "Bo")))  # fmt: skip
def unseen() -> str:
    """Return a name written from right to left, a space of no width, and an accent apart from its letter."""
    return "pupil,year,surname,forename\n1,7,Sm\u202eith,Rene\u0301e\n2,8,Jo\u200bnes,Bo\n"


@NASTY("c31 gzip", refused="CONTENT_DOES_NOT_MATCH_EXTENSION")
def gzipped() -> bytes:
    """Return a compressed file that would unpack to 20 MB."""
    return gzip.compress(b"pupil,year\n" + b"1,7\n" * 5_000_000, 1)


@NASTY("c48 any letters", table="pupils", columns=("surname",), good=4,
       values=(("👩\u200d🎓",), ("𝒵",), ("محمد",), ("Łęcki",)))  # fmt: skip
def any_letters() -> str:
    """Return names in letters of four bytes, Arabic and Polish."""
    return "pupil,year,surname\n1,7,👩\u200d🎓\n2,7,𝒵\n3,7,محمد\n4,7,Łęcki\n"


@NASTY("utf-16 cut in a letter", refused="ENCODING_UNKNOWN")
def cut_utf_16() -> bytes:
    """Return UTF-16 with half a letter at its end."""
    return text().encode("utf-16")[:-1]


@NASTY("utf-16 lone surrogate", refused="ENCODING_UNKNOWN")
def lone_surrogate() -> bytes:
    """Return UTF-16 with half of a pair."""
    return text().encode("utf-16") + b"\x00\xd8" + "x\n".encode("utf-16-le")


@NASTY("utf-32", refused="NUL_BYTES|ENCODING_UNKNOWN")
def utf_32() -> bytes:
    """Return UTF-32, whose mark begins as that of UTF-16 does."""
    return text().encode("utf-32")


@NASTY("utf-8 twice", table="pupils", columns=("forename",), good=2, values=(("ZoÃ«",), ("Null",)))
def twice() -> bytes:
    """Return letters that were spoilt before the file was written: they are kept as they stand."""
    return text().replace("’", "'").encode().decode("latin-1").encode()


@NASTY("two byte order marks", **SAME)
def two_marks() -> bytes:
    """Return two marks at the start, as joined exports have."""
    return b"\xef\xbb\xbf" + text().encode("utf-8-sig")


@NASTY("byte order mark within", good=3, table="pupils", columns=("pupil",),
       values=(("0012",), ("0013",), ("0014",)))  # fmt: skip
def mark_within() -> str:
    """Return a mark before a cell in the middle."""
    return text() + "\ufeff0014,9,Moss,Ada\n"


@NASTY("only a byte order mark", refused="EMPTY")
def only_a_mark() -> bytes:
    """Return a mark and nothing else."""
    return b"\xef\xbb\xbf"


@NASTY("only spaces", refused="EMPTY|NO_ROWS")
def only_spaces() -> str:
    """Return lines with nothing in them."""
    return " \n\t\n,,,\n"


@NASTY("d02 pickle", refused="CONTENT_DOES_NOT_MATCH_EXTENSION|NUL_BYTES")
def pickled() -> bytes:
    """Return a Python file, which must never be loaded."""
    return pickle.dumps({"pupil": 1}, protocol=4)


@NASTY("d02b old pickle", refused="NO_KNOWN_COLUMNS")
def old_pickle() -> bytes:
    """Return a Python file in letters, with a command in it."""
    return b"cos\nsystem\n(S'touch stolen'\ntR."


@NASTY("pdf", "report.pdf", refused="CONTENT_DOES_NOT_MATCH_EXTENSION")
def pdf() -> bytes:
    """Return a printed report."""
    return b"%PDF-1.7\n1 0 obj\n"


@NASTY("web page", "export.xls", refused="CONTENT_DOES_NOT_MATCH_EXTENSION")
def web_page() -> str:
    """Return what some systems export as a workbook."""
    return "<html><body><table><tr><td>pupil</td></tr></table></body></html>"


@NASTY("web page below a remark", "export.csv", refused="CONTENT_DOES_NOT_MATCH_EXTENSION",
       says="save it as .xlsx")  # fmt: skip
def web_page_below_a_remark() -> str:
    """Return a web page under the name of a table."""
    return "\r\n<!-- export -->\r\n<html><table><tr><td>pupil</td></tr></table></html>"


@NASTY("workbook of 2003", "export.xls", refused="NO_KNOWN_ELEMENTS", says="save it as .xlsx")
def workbook_as_xml() -> str:
    """Return a workbook as Excel of 2003 writes XML."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{space}"><Worksheet/></Workbook>'


@NASTY("json", "pupils.json", refused="CONTENT_DOES_NOT_MATCH_EXTENSION")
def json_file() -> str:
    """Return what an interface of a school's system answers."""
    return '[{"pupil": 1, "year": 7}]'


@NASTY("rtf", "pupils.rtf", refused="CONTENT_DOES_NOT_MATCH_EXTENSION", says="a letter")
def rich_text() -> str:
    """Return a letter."""
    return "{\\rtf1\\ansi pupil,year\\par 1,7}\n"


@NASTY("ebcdic", refused="ENCODING_UNKNOWN|NO_KNOWN_COLUMNS|MIXED_ENCODING")
def ebcdic() -> bytes:
    """Return the encoding of old mainframes."""
    return text().replace("’", "'").encode("cp500")
