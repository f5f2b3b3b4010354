"""XML: bombs, entities from outside, damage, and censuses that are only unusual."""

from tests.made_up_xml import census, elements, transfer, upn
from tests.store.corpus.listed import Listed

NASTY = Listed()
YEAR = "<BasicDetails><NCyearActual>6</NCyearActual></BasicDetails>"
ADA = elements(UPN=upn(1), Surname="Lovelace", Forename="Ada") + YEAR
LAUGHS = (
    "<!DOCTYPE lolz ["
    + '<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    + "]>"
)
FILE = '<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
HTTP = '<!DOCTYPE h [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>'
INCLUDED = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'
ONE = {"table": "pupils", "columns": ("surname", "forename"), "good": 1, "units": 1,
       "values": (("Lovelace", "Ada"),)}  # fmt: skip


def with_doctype(doctype: str, text: str = "&a;") -> str:
    """Return a transfer file with a document type, and a surname that uses it."""
    content = transfer([elements(UPN=upn(1), Surname="?")]).replace("?</S", f"{text}</S")
    declared, _, rest = content.partition("\n")
    return f"{declared}\n{doctype}{rest}"


def utf_16(text: str) -> bytes:
    """Return XML as UTF-16 that says so."""
    return text.replace("utf-8", "utf-16").encode("utf-16")


REFUSED = {
    "m02 billion laughs": ("DTD_FORBIDDEN", lambda: with_doctype(LAUGHS, "&a9;")),
    "m03 quadratic": (
        "DTD_FORBIDDEN",
        lambda: with_doctype(f'<!DOCTYPE q [<!ENTITY a "{"a" * 200_000}">]>', "&a;" * 5000),
    ),
    "m04 a file": ("DTD_FORBIDDEN", lambda: with_doctype(FILE)),
    "m05 the network": ("DTD_FORBIDDEN", lambda: with_doctype(HTTP)),
    "m06 external DTD": (
        "DTD_FORBIDDEN",
        lambda: with_doctype('<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/x">'),
    ),
    "m07 a million levels": ("XML_TOO_DEEP", lambda: "<a>" * 1_000_000),
    "m08 500,000 attributes": (
        "XML_TOO_MANY_ATTRIBUTES|UNREADABLE",
        lambda: "<CTfile " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>",
    ),
    "m09 cut": ("UNREADABLE", lambda: transfer([ADA])[:-40]),
    "m10 not UTF-8": ("UNREADABLE", lambda: transfer([ADA + "<X>Zo\xeb</X>"]).encode("latin-1")),
    "m12 XInclude": ("XINCLUDE_FORBIDDEN", lambda: transfer([ADA + INCLUDED])),
    "m13 9 MB of text": ("FIELD_TOO_LONG", lambda: transfer([elements(Surname="a" * 9_000_000)])),
    "m14 a pupil of 60,000 elements": ("XML_TOO_MANY_ELEMENTS", lambda: transfer(["<a/>" * 60_000])),
    "m16 300,000 names": (
        "NO_KNOWN_ELEMENTS",
        lambda: "<r>" + "".join(f"<e{n}/>" for n in range(300_000)) + "</r>",
    ),
    "m17 UTF-16 file": ("DTD_FORBIDDEN", lambda: utf_16(with_doctype(FILE))),
    "m18 UTF-16 laughs": ("DTD_FORBIDDEN", lambda: utf_16(with_doctype(LAUGHS, "&a9;"))),
    "m19 after a comment": ("DTD_FORBIDDEN", lambda: with_doctype(f"<!--{'x' * 200_000}-->{FILE}")),
    "m20 UTF-7": ("UNREADABLE", lambda: transfer([ADA]).replace('"utf-8"', '"UTF-7"')),
    "m21 another root": ("NO_KNOWN_ELEMENTS", lambda: transfer([ADA]).replace("CTfile", "Other")),
    "only a declaration": ("UNREADABLE", lambda: '<?xml version="1.0"?>'),
    "an unknown entity": ("UNREADABLE", lambda: transfer([ADA + "<Surname>&nbsp;</Surname>"])),
    "a tag never closed": ("UNREADABLE", lambda: transfer([ADA.replace("</Surname>", "")])),
    "two roots": ("SEVERAL_DOCUMENTS", lambda: transfer([ADA]) + "<CTfile/>"),
    "no pupil": ("NO_KNOWN_ELEMENTS", lambda: "<CTfile>" + "<e/>" * 100 + "</CTfile>"),
    "another census": ("NO_KNOWN_ELEMENTS", lambda: "<?xml version='1.0'?><Workforce><Staff/></Workforce>"),
    "a picture of lines": ("NO_KNOWN_ELEMENTS", lambda: '<?xml version="1.0"?><svg><script>1</script></svg>'),
    "noughts in XML": ("UNREADABLE", lambda: transfer([ADA.replace("Ada", "A\0da")])),
    "parameter entity": (
        "DTD_FORBIDDEN",
        lambda: with_doctype('<!DOCTYPE p [<!ENTITY % x SYSTEM "file:///etc/hostname">%x;]>', "x"),
    ),
}
for NAME, (CODE, MAKE) in REFUSED.items():
    NASTY(NAME, f"{NAME}.xml", refused=CODE)(MAKE)

NASTY("m11 UTF-16", "ctf.xml", **ONE)(lambda: utf_16(transfer([ADA])))
NASTY("m21b a namespace", "ctf.xml", **ONE)(
    lambda: transfer([ADA]).replace("<CTfile", '<CTfile xmlns="urn:x"')
)
NASTY("m01 transfer file", "ctf.xml", **ONE)(lambda: transfer([ADA]))
NASTY("census called csv", "census.csv", good=1, units=1)(lambda: census([census_pupil()]))


def census_pupil(number: int = 1, **more: object) -> str:
    """Return one pupil of a census."""
    return (
        f"<PupilIdentifiers>{elements(UPN=upn(number), Surname='Lovelace', Forename='Ada', **more)}"
        f"</PupilIdentifiers><PupilStatus>{elements(NCyearActual=7)}</PupilStatus>"
    )


@NASTY("m15 a script", "ctf.xml", good=1, units=1, table="pupils", columns=("surname",),
       values=(("<script>alert(1)</script>",),))  # fmt: skip
def script() -> str:
    """Return a script as a surname."""
    return transfer([ADA.replace("Lovelace", "<![CDATA[<script>alert(1)</script>]]>")])


@NASTY("m22 a style sheet", "ctf.xml", **ONE)
def style_sheet() -> str:
    """Return an order to fetch a style sheet, which nobody follows."""
    return transfer([ADA]).replace("<CTfile", '<?xml-stylesheet href="http://127.0.0.1:9/x"?><CTfile')


@NASTY("m23 one UPN twice", "census.xml", good=1, repeated=1, units=2)
def upn_twice() -> str:
    """Return one pupil twice, in the same words."""
    return census([census_pupil(), census_pupil()])


@NASTY("m23b one UPN for two", "census.xml", good=1, bad=1, units=2, codes=("DIFFERENT",))
def upn_for_two() -> str:
    """Return one UPN with two days of birth."""
    return census([census_pupil(DOB="2015-01-01"), census_pupil(DOB="2015-02-02")])


@NASTY("census with impossible values", "census.xml", good=0, bad=1, units=1, codes=("NO_DATE", "NO_CODE"))
def impossible_values() -> str:
    """Return a day that no calendar has, and a sex that no list has."""
    return census([census_pupil(DOB="2015-02-31", Sex="Q")])


@NASTY("census without a year group", "census.xml", refused="NOTHING_TO_READ", says="year group")
def no_year_group() -> str:
    """Return a pupil without the one thing that every pupil needs."""
    return census([census_pupil().replace("<NCyearActual>7</NCyearActual>", "")])
