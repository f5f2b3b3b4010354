"""Parquet, databases, and names that lead elsewhere."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tests.store.corpus.listed import Listed

NASTY = Listed()
PUPILS = "pupil,year,surname\n1,7,Birk\n2,8,Dale\n"
TWO = {"table": "pupils", "columns": ("surname",), "good": 2, "values": (("Birk",), ("Dale",))}


def parquet(
    query: str = "select * from (values ('1', 7, 'Birk'), ('2', 8, 'Dale')) t(pupil, year, surname)",
) -> bytes:
    """Return what a query finds as Parquet."""
    with TemporaryDirectory() as folder, duckdb.connect() as db:
        path = Path(folder) / "rows"
        db.execute(f"copy ({query}) to '{path}' (format parquet)")
        return path.read_bytes()


def database() -> bytes:
    """Return a database file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "evil.duckdb"
        with duckdb.connect(str(path)) as db:
            db.execute("create table pupils as select 1 as pupil, 7 as year")
        return path.read_bytes()


def with_footer(length: int) -> bytes:
    """Return Parquet whose footer claims to be of this length."""
    content = bytearray(parquet())
    content[-8:-4] = length.to_bytes(4, "little")
    return bytes(content)


def many_rows_claimed() -> bytes:
    """Return Parquet with bytes of its footer changed, each in turn, until one still opens."""
    content = bytearray(parquet())
    length = int.from_bytes(content[-8:-4], "little")
    for place in range(len(content) - 8 - length, len(content) - 8, 7):
        content[place] ^= 0x55
    return bytes(content)


NASTY("p01 plain", "pupils.parquet", **TWO)(parquet)
NASTY("p02 called csv", "pupils.csv", **TWO)(parquet)
NASTY("p03 cut off", "pupils.parquet", refused="UNREADABLE")(lambda: parquet()[:-20])
NASTY("p04 footer of 4 GB claimed", "pupils.parquet", refused="UNREADABLE")(lambda: with_footer(0xFFFFFFF0))
NASTY("p05 footer of nothing", "pupils.parquet", refused="UNREADABLE")(lambda: with_footer(0))
NASTY("p06 spoilt footer", "pupils.parquet", refused="UNREADABLE")(many_rows_claimed)
NASTY("p07 lists in cells", "pupils.parquet", good=1, bad=0, table="pupils", columns=("surname",),
      values=(("[Birk, Dale]",),))(
    lambda: parquet("select '1' as pupil, 7 as year, ['Birk', 'Dale'] as surname")
)  # fmt: skip
NASTY(
    "p08 line ends in cells",
    "pupils.parquet",
    good=1,
    table="pupils",
    columns=("surname",),
    values=(("Bi\nrk",),),
)(lambda: parquet("select '1' as pupil, 7 as year, 'Bi' || chr(10) || 'rk' as surname"))
NASTY(
    "p09 our own marks in cells",
    "pupils.parquet",
    good=1,
    table="pupils",
    columns=("surname",),
    values=(("Birk",),),
)(lambda: parquet("select '1' as pupil, 7 as year, 'Bi' || chr(31) || 'rk' as surname"))
NASTY("p10 shares as numbers", "totals.parquet", bad=1, codes=("NO_INTEGER",))(
    lambda: parquet("select '101' as pupil, date '2026-09-01' as from_date, date '2026-10-01' as to_date, "
                    "0.5 as possible, 0 as authorised, 0 as unauthorised")
)  # fmt: skip
NASTY("p11 not a number", "totals.parquet", bad=1, codes=("NO_INTEGER",))(
    lambda: parquet("select '101' as pupil, date '2026-09-01' as from_date, date '2026-10-01' as to_date, "
                    "'nan'::double as possible, 0 as authorised, 0 as unauthorised")
)  # fmt: skip
NASTY("p12 no rows", "pupils.parquet", refused="NO_ROWS")(
    lambda: parquet("select '1' as pupil, 7 as year where false")
)
NASTY("d01 database", "evil.duckdb", refused="CONTENT_DOES_NOT_MATCH_EXTENSION")(database)
NASTY("d03 sqlite", "evil.db", refused="NUL_BYTES")(lambda: b"SQLite format 3\0" + bytes(4000))
NASTY("d04 program", "marks.exe", refused="NUL_BYTES|ENCODING_UNKNOWN")(
    lambda: b"MZ\x90\x00" + bytes(range(256)) * 9
)
NASTY("d05 jet", "sims.mdb", refused="NUL_BYTES")(
    lambda: b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(4000)
)

# A name is only a label: what is in the file is what counts.
for NAME in ("pupils.csv.exe", "con.csv", ".csv",
             "p\u202evsc.exe", "=cmd|' C'!A0.csv", "<b>.csv", "p'; drop.csv",
             "x" * 110 + ".csv", "пример.csv"):  # fmt: skip
    NASTY(f"c51 called {NAME[:20]}", NAME, **TWO)(lambda: PUPILS)


@NASTY("r01 a scale that nobody knows", "results.csv", bad=1, codes=("UNKNOWN_SCALES",))
def unknown_scale() -> str:
    """Return results on a scale that nobody knows."""
    top = "pupil,subject,assessment,assessed_on,kind,scale,value\n"
    return top + "101,Maths,Autumn,2026-10-05,result,Our own,5\n"


@NASTY("r02 a list of a class", "lists.csv", good=1, says="is in no file of classes")
def class_list() -> str:
    """Return pupils of a class that no file has."""
    return "pupil,class,from,to\n101,7A,2026-09-01,2026-10-01\n"
