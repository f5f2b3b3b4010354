"""Schemas about what the school provides: classes and interventions."""

from dashboard.schemas.column import ACADEMIC_YEAR, PUPIL, SCHOOL, Column, Schema
from dashboard.schemas.people import PUPILS

CLASS = Column(
    "class",
    "text",
    "The class, as the timetable names it.",
    "8x/Ma1",
    ("Class", "Class name", "Teaching group", "Group"),
    required=True,
)
FROM_DATE = Column("from_date", "date", "First day in the class.", "2025-09-03", ("From", "Start date"))
TO_DATE = Column("to_date", "date", "Last day in the class.", "", ("To", "End date"))

CLASSES = Schema(
    name="classes",
    one_row_is="one class in one academic year",
    key=("school", "academic_year", "class"),
    columns=(
        SCHOOL,
        ACADEMIC_YEAR,
        CLASS,
        Column("subject", "text", "What it is taught.", "Maths", ("Subject",), required=True),
        Column(
            "year_group",
            "code",
            "National curriculum year.",
            "8",
            ("Year", "Year group", "NCY"),
            code_list="year_group",
            means=PUPILS.column("year_group").means,
        ),
        Column("teacher", "text", "Code of the teacher.", "ABC", ("Teacher", "Staff code", "Main teacher")),
        Column(
            "set_rank",
            "integer",
            "1 for the top set; empty where classes are mixed.",
            "1",
            ("Set", "Set rank"),
            lowest=1,
        ),
        Column("periods", "number", "Periods in the timetable cycle.", "4", ("Periods",), lowest=0),
    ),
)

CLASS_MEMBERS = Schema(
    name="class_members",
    one_row_is="one pupil in one class",
    key=("school", "academic_year", "class", "pupil"),
    columns=(SCHOOL, ACADEMIC_YEAR, CLASS, PUPIL, FROM_DATE, TO_DATE),
)

INTERVENTION = Column(
    "intervention",
    "text",
    "The school's name for it.",
    "Year 8 reading",
    ("Intervention", "Provision", "Programme", "Intervention name", "Provision name"),
    required=True,
)
STARTS_ON = Column(
    "starts_on",
    "date",
    "First day.",
    "2025-09-15",
    ("Start date", "Starts", "From", "Start", "Started"),
    required=True,
)
ENDS_ON = Column(
    "ends_on",
    "date",
    "Last day; empty while it runs.",
    "2025-12-12",
    ("End date", "Ends", "To", "End", "Ended"),
)

INTERVENTIONS = Schema(
    name="interventions",
    one_row_is="one intervention",
    key=("school", "intervention"),
    columns=(
        SCHOOL,
        INTERVENTION,
        Column(
            "strand", "text", "Strand of the EEF toolkit.", "small-group-tuition", ("Strand", "EEF strand")
        ),
        Column(
            "tier",
            "code",
            "Tier of the pupil premium menu.",
            "targeted",
            ("Tier", "Wave"),
            allowed=("teaching", "targeted", "wider"),
        ),
        Column("subject", "text", "Subject it is for; empty where it is for none.", "English", ("Subject",)),
        Column("staff", "text", "Code of who runs it.", "ABC", ("Staff", "Staff code", "Led by")),
        Column("group_size", "integer", "Pupils in a group.", "4", ("Group size",), lowest=1),
        Column(
            "sessions_planned",
            "integer",
            "Sessions planned.",
            "20",
            ("Sessions planned", "Sessions"),
            lowest=0,
        ),
        Column("minutes", "number", "Minutes a session.", "30", ("Minutes", "Length"), lowest=0),
        Column("cost", "number", "Whole cost in pounds.", "1200", ("Cost", "Total cost"), lowest=0),
        STARTS_ON,
        ENDS_ON,
    ),
)

INTERVENTION_PUPILS = Schema(
    name="intervention_pupils",
    one_row_is="one pupil in one intervention",
    key=("school", "pupil", "intervention"),
    columns=(
        SCHOOL,
        PUPIL,
        INTERVENTION,
        STARTS_ON,
        ENDS_ON,
        Column(
            "sessions_offered",
            "integer",
            "Sessions held for this pupil.",
            "18",
            ("Sessions offered", "Offered"),
            lowest=0,
        ),
        Column(
            "sessions_attended",
            "integer",
            "Sessions the pupil came to.",
            "16",
            ("Sessions attended", "Attended"),
            lowest=0,
        ),
        Column(
            "entry_score",
            "number",
            "Score before.",
            "82",
            ("Entry score", "Entry", "Baseline", "Entry data", "Score before", "Start score"),
        ),
        Column(
            "exit_score",
            "number",
            "Score after.",
            "91",
            ("Exit score", "Exit", "Exit data", "Score after", "End score"),
        ),
    ),
)
