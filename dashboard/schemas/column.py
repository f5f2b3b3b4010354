"""What a schema is: one import file, each of its columns declared once.

The table, the checks, the matching of headings, the blank template and the data
guide are all made from these declarations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "integer", "number", "date", "academic year", "yes or no", "code"]

SQL_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "date": "DATE",
    "academic year": "VARCHAR",
    "yes or no": "BOOLEAN",
    "code": "VARCHAR",
}


@dataclass(frozen=True)
class Column:
    """One column of an import file.

    ``allowed`` lists the codes that may stand in it; ``code_list`` names the file in
    ``data/reference`` whose ``code`` column does. ``means`` maps other spellings, in
    lower case, to one of those codes. A code is compared without regard to case, but
    for attendance codes, which are written as the register writes them.
    """

    name: str
    kind: Kind
    about: str
    example: str
    also_called: tuple[str, ...] = ()
    required: bool = False
    allowed: tuple[str, ...] = ()
    code_list: str = ""
    means: Mapping[str, str] = field(default_factory=dict)
    lowest: float | None = None
    highest: float | None = None

    @property
    def sql_type(self) -> str:
        """Return the DuckDB type that holds this column."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Schema:
    """One import file: what a row is, which columns name it, and every column."""

    name: str
    one_row_is: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column of this name. Raises KeyError for an unknown one."""
        return {column.name: column for column in self.columns}[name]

    def template(self) -> str:
        """Return the blank file as CSV: the headings, and one example row."""
        headings = ",".join(column.name for column in self.columns)
        examples = ",".join(column.example for column in self.columns)
        return f"{headings}\n{examples}\n"


SCHOOL = Column(
    "school",
    "text",
    "The school's name. May be left out where the data hold one school.",
    "Riverside School",
    ("School name", "Academy", "Establishment"),
)

PUPIL = Column(
    "pupil",
    "text",
    "The school's own number for the pupil. It may repeat in another school. A UPN may stand in its place.",
    "10231",
    (
        "Adno",
        "Adm no",
        "Admission no",
        "Admission number",
        "Student admission number",
        "Pupil admission number",
        "Adm number",
        "Admissions number",
        "Pupil adno",
        "Student adno",
        "Adm",
        "Pupil ID",
        "Pupil number",
        "Pupil no",
        "Student ID",
        "Student number",
        "Local ID",
        "MIS ID",
        "UPN",
        "Unique pupil number",
        "Pupil UPN",
        "Student UPN",
    ),
    required=True,
)

ACADEMIC_YEAR = Column(
    "academic_year",
    "academic year",
    "The school year, September to August. Where it is left out, the year of the latest "
    "date in the same import, or else of the day of the import.",
    "2025/26",
    ("Academic year", "School year", "Census year"),
)
