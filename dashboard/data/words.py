"""The desk's words: what each import file is called, numbers and kinds of problems as people say them."""

from dashboard.schemas import Column, Schema

# What a school calls each import file, and the heading it stands under where there are many to choose from.
TITLES = {
    "pupils": "Pupils",
    "characteristics": "Groups of pupils",
    "attendance": "Attendance marks",
    "attendance_totals": "Attendance totals",
    "results": "Results, targets and baselines",
    "scales": "Scales",
    "grades": "Grades of a scale",
    "questions": "Marks for each question of a test",
    "classes": "Classes",
    "class_members": "Who is in which class",
    "interventions": "Support and interventions",
    "intervention_pupils": "Pupils in support",
    "staff": "Staff",
    "contacts": "Contacts with families",
    "options": "Option choices",
    "costs": "Costs",
    "rooms": "Rooms",
    "activities": "Activities and clubs",
    "activity_pupils": "Pupils in activities",
}

# One row of each import file, and several.
ROWS = {
    "pupils": ("pupil", "pupils"),
    "characteristics": ("group of a pupil", "groups of pupils"),
    "attendance": ("attendance mark", "attendance marks"),
    "attendance_totals": ("attendance total", "attendance totals"),
    "results": ("result", "results"),
    "scales": ("scale", "scales"),
    "grades": ("grade", "grades"),
    "contacts": ("contact with a family", "contacts with families"),
    "options": ("option choice", "option choices"),
    "rooms": ("room", "rooms"),
    "questions": ("mark for a question", "marks for questions"),
    "classes": ("class", "classes"),
    "class_members": ("place in a class", "places in classes"),
    "interventions": ("support programme", "support programmes"),
    "intervention_pupils": ("pupil in support", "pupils in support"),
    "staff": ("member of staff", "members of staff"),
    "costs": ("line of costs", "lines of costs"),
    "activities": ("activity", "activities"),
    "activity_pupils": ("pupil in an activity", "pupils in activities"),
}
USUAL = ("pupils", "attendance", "results", "classes", "class_members")
NAMES_TOLD = 3

# What the steps of a job are called on the page; the rest of the step is named after it.
STEPS = {
    "start": "Starting",
    "copy": "Taking a copy of the files",
    "unpack ": "Unpacking ",
    "translate ": "Reading ",
    "understand ": "Looking at the headings of ",
    "read import ": "Adding up what was imported before: import ",
    "read ": "Reading and checking every row of ",
    "check across files": "Holding the files against one another",
    "compare with what is loaded": "Comparing with what is loaded",
    "build tables": "Building the school with the new rows",
    "write to disk": "Writing to disk",
    "verify": "Checking what was written",
    "keep files": "Keeping the files as they were handed in",
}
LAST_STEP = "Putting the new school in place"


def step_words(step: str) -> str:
    """Say what a job is doing."""
    for begins, words in STEPS.items():
        if step.startswith(begins):
            rest = step.removeprefix(begins) if begins.endswith(" ") else ""
            return words + (rest.partition("-")[0] if begins == "read import " else rest)
    return LAST_STEP


SHORT = ("upn", "sen", "eal", "fte")


def title(table: str) -> str:
    """Return what a school calls an import file."""
    return TITLES.get(table, table.replace("_", " ").capitalize())


def rows_of(table: str, number: int) -> str:
    """Return a number of rows of an import file in words: 1,204 pupils."""
    return counted(number, *ROWS.get(table, (f"row of {table}", f"rows of {table}")))


def column_title(column: Column) -> str:
    """Return a column's name as words: year_group is year group."""
    words = column.name.split("_")
    return " ".join(word.upper() if word in SHORT else word for word in words)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number of things in words: 1 row, 1,204 rows."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_a_row(words: list[str], last: str = "and") -> str:
    """Return words as a sentence lists them: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""


def which_export(schema: Schema) -> str:
    """Say in two sentences which export fills an import file, from the file's own declaration."""
    needed = [_with_other_names(column) for column in schema.columns if column.required]
    others = [column_title(column) for column in schema.columns if not column.required]
    more = f"; it may also have {in_a_row(others, 'or')}" if others else ""
    return (
        f"Take the list with a row for each of these: {schema.one_row_is}. It needs {in_a_row(needed)}{more}."
    )


def _with_other_names(column: Column) -> str:
    """Return a column with the headings that systems give it."""
    own = column_title(column)
    others = [name for name in column.also_called if name.casefold() != own.casefold()][:NAMES_TOLD]
    return f"{own} (also called {in_a_row(others, 'or')})" if others else own


def size(number: int) -> str:
    """Return a file's size as people say it."""
    if number < 1000:
        return counted(number, "byte")
    for unit, over in (("KB", 1e6), ("MB", 1e9), ("GB", 1e12)):
        if number < over:
            return f"{number / (over / 1000):.3g} {unit}"
    return f"{number / 1e12:,.1f} TB"
