"""Schema about talks and messages with pupils and their families."""

from dashboard.schemas.column import PUPIL, SCHOOL, Column, Schema

CONTACTS = Schema(
    name="contacts",
    one_row_is="one talk or message with a pupil or the family about one thing",
    key=("school", "pupil", "contacted_on", "with_whom", "about", "subject"),
    columns=(
        SCHOOL,
        PUPIL,
        Column(
            "contacted_on",
            "date",
            "Day of the talk or message.",
            "2025-10-08",
            ("Contact date", "Contacted on", "Date of contact", "Communication date", "Date"),
            required=True,
        ),
        Column(
            "with_whom",
            "code",
            "Who was spoken to.",
            "parent",
            ("With", "Contact with", "Spoke to", "Contacted"),
            required=True,
            allowed=("pupil", "parent", "both"),
            means={
                "student": "pupil",
                "child": "pupil",
                "parents": "parent",
                "mother": "parent",
                "father": "parent",
                "carer": "parent",
                "parent/carer": "parent",
                "home": "parent",
                "family": "parent",
                "pupil and parent": "both",
                "parent and pupil": "both",
            },
        ),
        Column(
            "about",
            "code",
            "What it was about.",
            "target",
            ("About", "Reason", "Contact reason", "Contact type"),
            required=True,
            allowed=("target", "progress", "attendance", "behaviour", "options", "wellbeing", "other"),
            means={
                "targets": "target",
                "attainment": "progress",
                "absence": "attendance",
                "conduct": "behaviour",
                "choices": "options",
                "pastoral": "wellbeing",
            },
        ),
        Column(
            "subject",
            "text",
            "The subject it was about; empty where it was about all or none.",
            "Maths",
            ("Subject", "Subject name"),
        ),
        Column("staff", "text", "Code of who made it.", "ABC", ("Staff", "Staff code", "Contacted by")),
        Column("method", "text", "How.", "phone", ("Method", "How", "Contact method")),
    ),
)
