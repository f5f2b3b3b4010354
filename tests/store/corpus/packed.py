"""Zip files and bundles: bombs, paths that lead out, claims that are lies, rows that dangle."""

import stat
import zipfile
import zlib

from tests.store.corpus.listed import Listed
from tests.store.corpus.workbooks import PLAIN, archive, book, claiming
from tests.store.foreign.test_oneroster import FILES as ONEROSTER
from tests.store.foreign.test_sds import FILES as SDS

NASTY = Listed()
PUPILS = "pupil,year,surname\n1,7,Birk\n2,8,Dale\n"
MARKS = "pupil,date,session,code\n101,2026-09-04,AM,/\n"
LINK = zipfile.ZipInfo("pupils.csv")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16
TEN_GB = 10 << 30


def spoilt(content: bytes, place: bytes, at: int, value: bytes) -> bytes:
    """Return a zip file with some bytes of its last directory entry, or first member, changed."""
    changed = bytearray(content)
    start = changed.rindex(place) + at
    changed[start : start + len(value)] = value
    return bytes(changed)


def claiming_ten_gb() -> bytes:
    """Return a zip file whose member claims, as large ones do, to unpack to 10 GB."""
    extra = b"\x01\x00\x10\x00" + TEN_GB.to_bytes(8, "little") + len(PUPILS).to_bytes(8, "little")
    member = zipfile.ZipInfo("pupils.csv")
    member.extra = extra
    content = archive([(member, PUPILS)])
    return spoilt(content, b"PK\x01\x02", 24, b"\xff\xff\xff\xff")


def bomb(megabytes: int) -> bytes:
    """Return a zip file of one member of noughts."""
    return archive([("marks.csv", bytes(megabytes << 20))])


ATTACKS = {
    "z01 a path out": ("ZIP_PATH", lambda: archive([("../pupils.csv", PUPILS)])),
    "z01b a path out by backslashes": ("ZIP_PATH", lambda: archive([("..\\..\\pupils.csv", PUPILS)])),
    "z01c an absolute path": ("ZIP_PATH", lambda: archive([("/etc/cron.d/pupils.csv", PUPILS)])),
    "z01d a drive": ("ZIP_PATH", lambda: archive([("C:\\pupils.csv", PUPILS)])),
    "z01e a path out in the middle": ("ZIP_PATH", lambda: archive([("a/../../pupils.csv", PUPILS)])),
    "z01f a link": ("ZIP_PATH", lambda: archive([(LINK, "/etc/passwd")])),
    "z01g zip in zip": ("ZIP_IN_ZIP", lambda: archive([("more.zip", archive([("pupils.csv", PUPILS)]))])),
    "z01h zip in zip under another name": (
        "ZIP_IN_ZIP",
        lambda: archive([("pupils.csv", archive([("p.csv", PUPILS)]))]),
    ),
    "z03 bomb": ("ZIP_BOMB", lambda: bomb(60)),
    "z03b bomb that claims 10 bytes": ("ZIP_BOMB|UNREADABLE", lambda: claiming(bomb(60), 10)),
    "z03c 600 files": ("ZIP_TOO_MANY_MEMBERS", lambda: archive([(f"{n}.csv", PUPILS) for n in range(600)])),
    "z04 two files of one name": (
        "ZIP_DUPLICATE_MEMBERS",
        lambda: archive([("pupils.csv", PUPILS), ("PUPILS.CSV", PUPILS)]),
    ),
    "z05 empty": ("EMPTY|UNREADABLE", lambda: archive([])),
    "z05b only folders": ("EMPTY", lambda: archive([("a/", ""), ("a/b/", "")])),
    "z06 cut off": ("UNREADABLE", lambda: archive([("pupils.csv", PUPILS * 99)])[:-40]),
    "z06b cut at the start": (
        "UNREADABLE|NUL_BYTES|NO_KNOWN_COLUMNS|ENCODING_UNKNOWN",
        lambda: archive([("pupils.csv", PUPILS * 99)])[40:],
    ),
    "z06c wrong sum": (
        "UNREADABLE",
        lambda: spoilt(archive([("pupils.csv", PUPILS)]), b"PK\x01\x02", 16, b"\0\0\0\0"),
    ),
    "z07 password": (
        "PASSWORD_PROTECTED_OR_XLS",
        lambda: spoilt(archive([("pupils.csv", PUPILS)]), b"PK\x01\x02", 8, b"\x01"),
    ),
    "z08 unknown packing": (
        "UNREADABLE",
        lambda: spoilt(archive([("pupils.csv", PUPILS)]), b"PK\x01\x02", 10, b"\x63\0"),
    ),
    "z09 no table": ("NO_TABLES", lambda: archive([("letter.docx", "x"), ("photo.jpg", "x")])),
    "z02 html before a zip": (
        "CONTENT_DOES_NOT_MATCH_EXTENSION",
        lambda: b"<html>" + archive([("pupils.csv", PUPILS)]),
    ),
    "z02b pdf before a zip": (
        "CONTENT_DOES_NOT_MATCH_EXTENSION",
        lambda: b"%PDF-1.7\n" + archive([("pupils.csv", PUPILS)]),
    ),
    "z10 a bad file in it": ("EMPTY", lambda: archive([("pupils.csv", "")])),
    "gzip of a table": (
        "CONTENT_DOES_NOT_MATCH_EXTENSION",
        lambda: b"\x1f\x8b\x08" + zlib.compress(PUPILS.encode()),
    ),
    "7z": ("CONTENT_DOES_NOT_MATCH_EXTENSION", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(60)),
}
for NAME, (CODE, MAKE) in ATTACKS.items():
    NASTY(NAME, f"{NAME}.zip", refused=CODE)(MAKE)

PLAIN_ZIP = {
    "good": 2,
    "units": 1,
    "table": "pupils",
    "columns": ("surname",),
    "values": (("Birk",), ("Dale",)),
}
NASTY("z11 plain", "pupils.zip", **PLAIN_ZIP)(lambda: archive([("autumn/pupils.csv", PUPILS)]))
NASTY("z11b 10 GB claimed", "pupils.zip", **PLAIN_ZIP, why="what counts is what really comes")(
    claiming_ten_gb
)
NASTY("z11c names of the system", "pupils.zip", **PLAIN_ZIP)(
    lambda: archive([("con.csv", PUPILS), ("__MACOSX/._con.csv", "x"), (".DS_Store", "x")])
)
NASTY("z11d a name of 4,000 letters", "pupils.zip", **PLAIN_ZIP)(
    lambda: archive([("x" * 4000 + ".csv", PUPILS)])
)
NASTY("z11e letters of no file system", "pupils.zip", **PLAIN_ZIP)(
    lambda: archive([('a<b>:"|?*\n.csv', PUPILS)])
)
NASTY("z12 a workbook and a table", "both.zip", good=3, units=3, says="read me.pdf", ignored=1)(
    lambda: archive([("pupils.xlsx", PLAIN), ("marks.csv", MARKS), ("read me.pdf", "x")])
)


def bundle(files: dict[str, str], **changed: str | None) -> bytes:
    """Return a bundle as a zip file; ``changed`` gives the text of some anew, or leaves one out."""
    texts = {**files, **{f"{name}.csv": text for name, text in changed.items()}}
    return archive((name, text) for name, text in texts.items() if text is not None)


USERS = ONEROSTER["users.csv"]
for NAME, CODE, MAKE in (
    ("b01 a bundle whose users are empty", "EMPTY", lambda: bundle(ONEROSTER, users="")),
    (
        "b02 a bundle with an open quotation mark",
        "OPEN_QUOTE",
        lambda: bundle(ONEROSTER, users=USERS.replace("Ada,", '"Ada,')),
    ),
    ("b03 a bundle that is no text", "NUL_BYTES", lambda: bundle(ONEROSTER, users="\0" * 900)),
):
    NASTY(NAME, "bundle.zip", refused=CODE)(MAKE)


@NASTY("b04 a bundle with a ragged row", "bundle.zip", good=12, units=39, ignored=10)
def ragged_bundle() -> bytes:
    """Return a person of whom little is said."""
    return bundle(ONEROSTER, users=USERS + "zed,,\n")


@NASTY(
    "b05 sds with a pupil of no school",
    "sds.zip",
    good=8,
    units=15,
    ignored=3,
    says="does not name the school",
)
def dangling_school() -> bytes:
    """Return pupils of a school that the bundle does not have."""
    return bundle(SDS, Student=SDS["Student.csv"].replace("1,8011,Ada", "1,9999,Ada"))


@NASTY("z13 a book in a zip called csv", "pupils.zip", good=2, units=1)
def misnamed_book() -> bytes:
    """Return a workbook in a zip file."""
    return archive([("book.xlsx", book(P=[("pupil", "year"), ("1", 7), ("2", 7)]))])
