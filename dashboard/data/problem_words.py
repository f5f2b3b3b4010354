"""Problems as the desk says them: in which rows, and tables and columns by the names that schools know."""

import re

from dashboard.data.words import SHORT, title
from dashboard.schemas import SCHEMAS

COLUMNS = frozenset(column.name for schema in SCHEMAS.values() for column in schema.columns)
WHERE = r"(?P<where>[^:\"]*\b(?:row|line) [\d,]+[^:\"]*): "
IN_ROWS = re.compile(WHERE + r"in (?P<rows>[\d,]+) rows?\b(?P<named> \(rows? [^)]*\))?,?(?P<rest> .*)", re.S)
ROWS_OF = re.compile(WHERE + r"(?P<rows>[\d,]+ rows) (?P<rest>(?:of|with) .*?)\.?", re.S)
AT_ROW = re.compile(WHERE + r"(?P<rest>[\d,]+ rows? .* at row .*)", re.S)
SEVERAL = re.compile(r"\b[\d,]+ rows?\b")
TABLE = re.compile(rf"\b(as|be|or) ({'|'.join(SCHEMAS)})\b", re.I)
OF_HEADINGS = re.compile(r"(?:(?:[^\"]*, )?(?P<sheet>sheet .*) )?row [\d,]+: (?P<rest>.*)", re.I | re.S)


def column_words(name: str) -> str:
    """Return the name of a column of ours as words, any other as it stands."""
    if name not in COLUMNS:
        return name
    return beginning(" ".join(word.upper() if word in SHORT else word for word in name.split("_")))


def beginning(words: str) -> str:
    """Return words as a sentence begins; a file's name stays as it is."""
    first = words.partition(" ")[0]
    return words if "." in first else f"{words[:1].upper()}{words[1:]}"


def speaks_of_several(example: str) -> bool:
    """Say whether an example counts its rows itself."""
    return bool(SEVERAL.search(example))


def of_rows(words: str) -> str:
    """Return an example that counts its rows with the count before the place of the first."""
    if found := AT_ROW.fullmatch(words):
        return found["rest"]
    if found := ROWS_OF.fullmatch(words):
        return f"{found['rows']} {found['rest']}, the first of them {lowered(found['where'])}."
    found = IN_ROWS.fullmatch(words)
    if not found:
        return words
    if found["rows"] == "1":
        return f"{found['where']}:{found['rest']}"
    if found["named"]:
        file = found["where"].rpartition(" row ")[0]
        before = f"In {file}, in" if file else "In"
        return f"{before} {found['rows']} rows{found['named']}{found['rest']}"
    return f"In {found['rows']} rows, the first of them {lowered(found['where'])},{found['rest']}"


def lowered(where: str) -> str:
    """Return a place within a sentence."""
    return where if "." in where.partition(" ")[0] else f"{where[:1].lower()}{where[1:]}"


def of_headings(words: str) -> str:
    """Return what is said of headings without the row that they stand in."""
    found = OF_HEADINGS.fullmatch(words)
    if not found:
        return words
    return f"In {found['sheet']}, {found['rest']}" if found["sheet"] else found["rest"]


def in_our_words(words: str) -> str:
    """Return a sentence with tables and columns as the desk calls them; what is quoted stays as it is."""
    parts = words.split('"')
    for place in range(0, len(parts), 2):
        said = TABLE.sub(lambda found: f"{found[1]} “{title(found[2].lower())}”", parts[place])
        parts[place] = re.sub(
            r"\b\w+_\w+\b",
            lambda name: column_words(name[0]).lower() if name[0] in COLUMNS else name[0],
            said,
        )
    return '"'.join(parts)
