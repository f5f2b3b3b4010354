"""XML made to do harm is refused with its own code; XML that is only unusual is read."""

import random
import socket

import pytest

from dashboard.store.foreign import xml_reading
from dashboard.store.foreign.census import Census
from dashboard.store.foreign.ctf import Ctf
from dashboard.store.foreign.shapes import SHAPES
from dashboard.store.foreign.xml_other import OtherXml
from dashboard.store.problems import Unreadable
from tests.made_up_xml import census, elements, transfer, upn

ADA = (
    elements(UPN=upn(1), Surname="Lovelace", Forename="Ada")
    + "<BasicDetails><NCyearActual>6</NCyearActual></BasicDetails>"
)
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a0 "lol">' + "".join(
    f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10)
)
LAUGHS += "]>"
QUADRATIC = f'<!DOCTYPE q [<!ENTITY a "{"a" * 200_000}">]>'
FILE = '<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
HTTP = '<!DOCTYPE h [<!ENTITY a SYSTEM "http://127.0.0.1:{port}/x">]>'
OUTSIDE = '<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:{port}/x.dtd">'


def with_doctype(doctype, text="&a;"):
    declared, _, rest = (
        transfer([elements(UPN=upn(1), Surname="?")]).replace("?</S", f"{text}</S").partition("\n")
    )
    return f"{declared}\n{doctype}{rest}"


def taken(path, tmp_path, **said):
    """Translate a file with the one shape that knows it."""
    [shape] = [shape for shape in (Census(), Ctf(), OtherXml()) if shape.recognise([path])]
    into = tmp_path / "into"
    into.mkdir(exist_ok=True)
    return shape.translate([path], into, said)


def refusal(content, tmp_path, name="file.xml"):
    """Return the code and the words with which a file is refused."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Unreadable) as refused:
        taken(path, tmp_path)
    return refused.value.problem.code, str(refused.value)


def test_the_shapes_are_tried():
    assert {"School Census XML", "Common Transfer File XML", "XML"} <= {shape.name for shape in SHAPES}


INCLUDED = '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'


def in_utf_16(text):
    return text.replace("utf-8", "utf-16").encode("utf-16")


# What is refused, by the number it has in the list of bad files; made only when its test runs.
HARM = {
    "m02 billion laughs": ("DTD_FORBIDDEN", lambda: with_doctype(LAUGHS, "&a9;")),
    "m03 quadratic": ("DTD_FORBIDDEN", lambda: with_doctype(QUADRATIC, "&a;" * 5000)),
    "m04 a file": ("DTD_FORBIDDEN", lambda: with_doctype(FILE)),
    "m07 a million levels": ("XML_TOO_DEEP", lambda: "<a>" * 1_000_000),
    "m07 sixty levels": ("XML_TOO_DEEP", lambda: "<CTfile>" + "<a>" * 60 + "</a>" * 60 + "</CTfile>"),
    "m08 attributes": ("XML_TOO_MANY_ATTRIBUTES", lambda: f"<CTfile {attributes(50_000)}/>"),
    "m09 cut": ("UNREADABLE", lambda: transfer([ADA])[:-40]),
    "m10 not UTF-8": (
        "UNREADABLE",
        lambda: transfer([ADA + "<Forename>Zo\xeb</Forename>"]).encode("latin-1"),
    ),
    "m12 XInclude": ("XINCLUDE_FORBIDDEN", lambda: transfer([ADA + INCLUDED])),
    "m13 9 MB of text": ("FIELD_TOO_LONG", lambda: transfer([elements(Surname="a" * 9_000_000)])),
    "m13 60 MB of text": ("FIELD_TOO_LONG", lambda: transfer([elements(Surname="a" * 60_000_000)])),
    "m14 a pupil without end": ("XML_TOO_MANY_ELEMENTS", lambda: transfer(["<a/>" * 60_000])),
    "m16 names": ("NO_KNOWN_ELEMENTS", lambda: "<r>" + "".join(f"<e{n}/>" for n in range(60_000)) + "</r>"),
    "no pupil": ("NO_KNOWN_ELEMENTS", lambda: "<CTfile>" + "<e/>" * 1000 + "</CTfile>"),
    "m17 a file, UTF-16": ("DTD_FORBIDDEN", lambda: in_utf_16(with_doctype(FILE))),
    "m18 laughs, UTF-16": ("DTD_FORBIDDEN", lambda: in_utf_16(with_doctype(LAUGHS, "&a9;"))),
    "m19 after a comment": ("DTD_FORBIDDEN", lambda: with_doctype(f"<!--{'x' * 200_000}-->{FILE}")),
    "m20 UTF-7": ("UNREADABLE", lambda: transfer([ADA]).replace('"utf-8"', '"UTF-7"')),
    "m21 another root": ("NO_KNOWN_ELEMENTS", lambda: transfer([ADA]).replace("CTfile", "Other")),
    "only a declaration": ("UNREADABLE", lambda: '<?xml version="1.0"?>'),
    "an unknown entity": ("UNREADABLE", lambda: transfer([ADA + "<Surname>&nbsp;</Surname>"])),
}


def attributes(count):
    return " ".join(f'a{number}="1"' for number in range(count))


@pytest.mark.parametrize("name", HARM)
def test_xml_made_to_do_harm_is_refused(tmp_path, name):
    code, content = HARM[name]
    found, words = refusal(content(), tmp_path)
    assert found == code
    assert words.startswith("file.xml: ")
    assert not list((tmp_path / "into").glob("*"))


@pytest.mark.parametrize("doctype", [HTTP, OUTSIDE])
def test_nobody_is_asked_for_anything(tmp_path, doctype):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        content = with_doctype(doctype.format(port=listener.getsockname()[1]))
        assert refusal(content, tmp_path)[0] == "DTD_FORBIDDEN"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_file_of_very_many_elements_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(xml_reading, "MOST_ELEMENTS", 5000)
    code, words = refusal("<CTfile>" + "<e/>" * 5001 + "</CTfile>", tmp_path)
    assert (code, "more than 5,000 elements" in words) == ("XML_TOO_MANY_ELEMENTS", True)


STYLE = '<?xml-stylesheet href="http://127.0.0.1:1/x"?>'
PREFIXED = transfer([ADA]).replace("<", "<c:").replace("<c:/", "</c:").replace("<c:?", "<?")
UNUSUAL = {
    "m11 UTF-16": in_utf_16(transfer([ADA])),
    "byte order mark": b"\xef\xbb\xbf" + transfer([ADA]).encode(),
    "m22 a style sheet": transfer([ADA]).replace("<CTfile", f"{STYLE}<CTfile").encode(),
    "m21 a namespace": transfer([ADA]).replace("<CTfile", '<CTfile xmlns="urn:other"').encode(),
    "m21 a prefix": PREFIXED.replace("<c:CTfile", '<c:CTfile xmlns:c="urn:c"').encode(),
    "m15 CDATA": transfer([ADA]).replace("Lovelace", "<![CDATA[Lovelace]]>").encode(),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_xml_is_read_as_any_other(tmp_path, name):
    path = tmp_path / "ctf.xml"
    path.write_bytes(UNUSUAL[name])
    found = taken(path, tmp_path)
    assert (found.read, found.ignored) == (1, 0)
    [pupils] = found.files
    assert pupils.read_text().splitlines()[1].endswith(f",2025/26,6,{upn(1)},Lovelace,Ada")


def test_a_script_in_a_name_is_text(tmp_path):
    path = tmp_path / "ctf.xml"
    path.write_text(transfer([ADA.replace("Lovelace", "<![CDATA[<script>alert(1)</script>]]>")]))
    [pupils] = taken(path, tmp_path).files
    assert "<script>alert(1)</script>" in pupils.read_text()


def test_a_name_of_no_known_letters_stays(tmp_path):
    path = tmp_path / "ctf.xml"
    path.write_text(transfer([ADA.replace("Lovelace", "Nguyễn-O'Brien 漢字")]), encoding="utf-8")
    [pupils] = taken(path, tmp_path).files
    assert "Nguyễn-O'Brien 漢字" in pupils.read_text(encoding="utf-8")


def test_a_message_quotes_no_value(tmp_path):
    content = transfer([ADA.replace("</Surname>", "</Surnam>")])
    assert "Lovelace" not in refusal(content, tmp_path)[1]


@pytest.mark.parametrize("content", [b"", b"pupil,year_group\n1,7\n", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_xml_is_left_to_others(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert not any(shape.recognise([path]) for shape in (Census(), Ctf(), OtherXml()))


def test_a_web_page_is_left_to_others(tmp_path):
    path = tmp_path / "report.xls"
    path.write_text("<html><body><table><tr><td>1</td></tr></table></body></html>")
    assert not any(shape.recognise([path]) for shape in (Census(), Ctf(), OtherXml()))


def test_noise_never_ends_in_anything_but_a_refusal(tmp_path):
    chance, whole = random.Random(1), census([elements(UPN=upn(1))]).encode()
    path = tmp_path / "noise.xml"
    for _ in range(200):
        broken = bytearray(whole)
        for _ in range(chance.randrange(1, 8)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(bytes(broken))
        for shape in (Census(), Ctf(), OtherXml()):
            for files in shape.recognise([path]):
                try:
                    shape.translate(files, tmp_path, {})
                except Unreadable as refused:
                    assert refused.problem.code


TWO = census([ADA]), census([ADA.replace("Ada", "Bo")])
LEVEL = TWO[1].partition("?>\n")[2]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (TWO[0] + TWO[1], "SEVERAL_DOCUMENTS", "a second document begins in line 9"),
        (TWO[0] + LEVEL, "SEVERAL_DOCUMENTS", "Export each school's file by itself"),
        (
            TWO[0].replace("</Message>", f"{LEVEL}</Message>"),
            "SEVERAL_DOCUMENTS",
            "a second header stands in line 8",
        ),
        (f"<Messages>{LEVEL}</Messages>", "NO_KNOWN_ELEMENTS", 'its first element is "Messages"'),
    ],
)
def test_the_files_of_two_schools_in_one_are_refused_with_what_to_do(tmp_path, text, code, words):
    path = tmp_path / "census.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        taken(path, tmp_path)
    assert refused.value.problem.code == code
    assert words in str(refused.value)
