"""A school in which every name is a token dressed as an attack, and a scanner that finds them anywhere."""

import base64
import html
import io
import json
import re
import urllib.parse
import zipfile
from collections.abc import Iterator

# What stands in the place of a name: script, markup, a formula, quotes, SQL, a bidirectional mark.
DRESSES = (
    '</script><script>alert("{}")</script>',
    "<img src=x onerror=alert(1)>{}",
    '=HYPERLINK("http://evil.example/","{}")',
    "{}'; drop table pupil; --",
    '"><svg onload=alert(1)>{}',
    "{{{{7*7}}}}%{{customdata}}{}\u202e",
)
TOKEN = re.compile(r"(?:SN|FN|PN|UP|RG|ST)\d{4}ZQ")  # surname, forename, number, UPN, form, staff
CLASS_TOKEN = re.compile(r"CL\d{4}ZQ")  # classes are figures' subjects: the meeting screen shows them
DEEPEST = 4


def dressed(kind: str, number: int) -> str:
    """Return a token dressed as an attack."""
    return DRESSES[number % len(DRESSES)].format(f"{kind}{number:04}ZQ")


def school_files(pupils: int = 24) -> dict[str, str]:
    """Return the tables of the school, as the tests' school takes them."""
    rows = [
        f"PN{number:04}ZQ | {7 + number % 2} | {'YN'[number % 2]} | {'FM'[number // 2 % 2]} | "
        f"{dressed('SN', number)} | {dressed('FN', number)} | {dressed('RG', number % 3)} | UP{number:04}ZQ"
        for number in range(pupils)
    ]
    marks = [
        f"PN{number:04}ZQ | 2025-09-{day:02} | AM | {'O' if number % 5 == 0 and day % 3 else '/'}"
        for number in range(pupils)
        for day in range(1, 13)
        if day not in (6, 7)
    ]
    results = [
        f"PN{number:04}ZQ | Art | {term} | {on} | result | GCSE 9-1 | {1 + (number + add) % 9}"
        for number in range(pupils)
        for add, (term, on) in enumerate((("Autumn", "2025-10-10"), ("Spring", "2026-02-10")))
    ]
    classes = [
        f"{dressed('CL', number)} | Art | {7 + number} | {dressed('ST', number)}" for number in range(2)
    ]
    members = [f"{dressed('CL', number % 2)} | PN{number:04}ZQ" for number in range(pupils)]
    return {
        "pupils": "\n".join(
            [
                "pupil | year_group | pupil_premium | sex | surname | forename | registration_group | upn",
                *rows,
            ]
        ),
        "attendance": "\n".join(["pupil | date | session | code", *marks]),
        "results": "\n".join(["pupil | subject | assessment | assessed_on | kind | scale | value", *results]),
        "classes": "\n".join(["class | subject | year_group | teacher", *classes]),
        "class_members": "\n".join(["class | pupil", *members]),
    }


def texts(data: bytes, depth: int = 0) -> Iterator[str]:
    """Yield every text within an answer: unzipped, decoded, unescaped, out of typed arrays and data links."""
    if depth > DEEPEST:
        return
    if data[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name
                yield from texts(archive.read(name), depth + 1)
        return
    text = data.decode("utf-8", "replace")
    yield from (text, html.unescape(text), urllib.parse.unquote(text), data.decode("utf-16-le", "replace"))
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return
    yield from within(tree, depth)


def within(tree: object, depth: int) -> Iterator[str]:
    """Yield every text within JSON."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield str(name)
            if name == "bdata" and isinstance(value, str):
                yield from texts(base64.b64decode(value), depth + 1)
            yield from within(value, depth)
    elif isinstance(tree, list):
        for value in tree:
            yield from within(value, depth)
    elif isinstance(tree, str):
        yield tree
        if ";base64," in tree[:100]:
            yield from texts(base64.b64decode(tree.split(";base64,", 1)[1] + "=="), depth + 1)


def found(data: bytes, pattern: re.Pattern[str] = TOKEN) -> set[str]:
    """Return the tokens within an answer."""
    return {token for text in texts(data) for token in pattern.findall(text)}
