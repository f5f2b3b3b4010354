"""Schemas about attainment: results, the scales they are on, questions."""

from dashboard.schemas.column import PUPIL, SCHOOL, Column, Schema

SUBJECT = Column("subject", "text", "The subject.", "Maths", ("Subject", "Subject name"), required=True)
ASSESSMENT = Column(
    "assessment",
    "text",
    "Which assessment: the school's own name for it.",
    "Autumn 2025",
    ("Assessment", "Assessment point", "Data point", "Aspect", "Test"),
    required=True,
)
ASSESSED_ON = Column(
    "assessed_on",
    "date",
    "Day of the assessment.",
    "2025-12-05",
    ("Assessment date", "Date", "Result date", "Date assessed"),
    required=True,
)
SCALE = Column(
    "scale",
    "text",
    "The scale the value is on.",
    "GCSE 9-1",
    ("Scale", "Grade set", "Gradeset", "Mark scheme"),
    required=True,
)

RESULTS = Schema(
    name="results",
    one_row_is="one pupil's value in one subject at one assessment",
    key=("school", "pupil", "subject", "assessment", "kind"),
    columns=(
        SCHOOL,
        PUPIL,
        SUBJECT,
        ASSESSMENT,
        ASSESSED_ON,
        Column(
            "kind",
            "code",
            "What the value is.",
            "result",
            ("Kind", "Result type", "Value type"),
            required=True,
            allowed=("result", "target", "baseline", "prediction"),
            means={
                "r": "result",
                "t": "target",
                "e": "prediction",
                "estimate": "prediction",
                "actual": "result",
                "predicted": "prediction",
            },
        ),
        SCALE,
        Column(
            "value",
            "text",
            "As written: 5, EXS, 104, U.",
            "5",
            ("Value", "Result", "Grade", "Mark", "Score"),
            required=True,
        ),
    ),
)

SCALES = Schema(
    name="scales",
    one_row_is="one scale",
    key=("scale",),
    columns=(
        SCALE,
        Column("lowest", "number", "Fewest points on the scale.", "0", ("Lowest", "Minimum")),
        Column("highest", "number", "Most points on the scale.", "9", ("Highest", "Maximum")),
        Column(
            "expected",
            "number",
            "Points from which a result is at the expected standard.",
            "4",
            ("Expected",),
        ),
        Column("higher", "number", "Points from which a result is at the higher standard.", "7", ("Higher",)),
    ),
)

GRADES = Schema(
    name="grades",
    one_row_is="one grade of one scale",
    key=("scale", "grade"),
    columns=(
        SCALE,
        Column("grade", "text", "The grade as it is written.", "EXS", ("Grade", "Value"), required=True),
        Column("points", "number", "What the grade is worth.", "2", ("Points", "Score"), required=True),
    ),
)

QUESTIONS = Schema(
    name="questions",
    one_row_is="one pupil's mark for one question",
    key=("school", "pupil", "assessment", "question"),
    columns=(
        SCHOOL,
        PUPIL,
        SUBJECT,
        ASSESSMENT,
        ASSESSED_ON,
        Column("topic", "text", "What the question is about.", "Fractions", ("Topic", "Strand", "Objective")),
        Column(
            "question",
            "text",
            "Number or name of the question.",
            "3b",
            ("Question", "Question number"),
            required=True,
        ),
        Column("mark", "number", "Marks won.", "2", ("Mark", "Score"), required=True, lowest=0),
        Column(
            "out_of",
            "number",
            "Marks to be won.",
            "3",
            ("Out of", "Maximum mark", "Max"),
            required=True,
            lowest=0,
        ),
    ),
)
