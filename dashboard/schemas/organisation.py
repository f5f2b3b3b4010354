"""Schemas about how the school is organised: what pupils choose, money, rooms, and the day beyond lessons."""

from dashboard.schemas.column import ACADEMIC_YEAR, PUPIL, SCHOOL, Column, Schema

OPTIONS = Schema(
    name="options",
    one_row_is="one subject that a pupil chose, or named in reserve",
    key=("school", "academic_year", "pupil", "rank"),
    columns=(
        SCHOOL,
        ACADEMIC_YEAR,
        PUPIL,
        Column(
            "rank",
            "integer",
            "1 for the first choice, 2 for the second and so on; the reserves follow.",
            "1",
            ("Rank", "Choice", "Preference", "Priority", "Choice number"),
            required=True,
            lowest=1,
        ),
        Column(
            "subject",
            "text",
            "The subject chosen, written as in the file of classes.",
            "History",
            ("Subject", "Option", "Option subject", "Course"),
            required=True,
        ),
        Column(
            "allocated",
            "yes or no",
            "Whether the pupil was given it; empty while nothing is settled.",
            "Y",
            ("Allocated", "Given", "Got"),
        ),
    ),
)

COSTS = Schema(
    name="costs",
    one_row_is="one line of the school's budget in one academic year",
    key=("school", "academic_year", "item"),
    columns=(
        SCHOOL,
        ACADEMIC_YEAR,
        Column(
            "item",
            "code",
            "What the money is for, or that it comes in.",
            "teaching staff",
            ("Item", "Budget line", "Cost type", "Heading"),
            required=True,
            allowed=(
                "teaching staff",
                "education support staff",
                "supply",
                "other staff",
                "income",
                "other expenditure",
            ),
            means={
                "teachers": "teaching staff",
                "teaching": "teaching staff",
                "support staff": "education support staff",
                "teaching assistants": "education support staff",
                "supply staff": "supply",
                "supply teachers": "supply",
                "total income": "income",
                "other costs": "other expenditure",
            },
        ),
        Column(
            "amount",
            "number",
            "Pounds in the whole academic year.",
            "4150000",
            ("Amount", "Pounds", "Total"),
            required=True,
            lowest=0,
        ),
    ),
)

ROOMS = Schema(
    name="rooms",
    one_row_is="one room that is taught in",
    key=("school", "room"),
    columns=(
        SCHOOL,
        Column(
            "room", "text", "The school's name for it.", "S04", ("Room", "Room name", "Space"), required=True
        ),
        Column(
            "places",
            "integer",
            "How many pupils it holds.",
            "30",
            ("Places", "Capacity", "Seats"),
            required=True,
            lowest=0,
        ),
        Column(
            "kind",
            "code",
            "What it is made for.",
            "science",
            ("Kind", "Room type", "Type"),
            allowed=("general", "science", "practical", "hall", "sports", "other"),
            means={
                "classroom": "general",
                "general teaching": "general",
                "lab": "science",
                "laboratory": "science",
                "workshop": "practical",
                "gym": "sports",
            },
        ),
    ),
)

ACTIVITY = Column(
    "activity", "text", "The school's name for it.", "Chess club", ("Activity", "Club"), required=True
)

ACTIVITIES = Schema(
    name="activities",
    one_row_is="one activity beyond lessons in one academic year",
    key=("school", "academic_year", "activity"),
    columns=(
        SCHOOL,
        ACADEMIC_YEAR,
        ACTIVITY,
        Column(
            "weekday",
            "code",
            "Day of the week; empty where it is on every school day, or on no fixed one.",
            "Tue",
            ("Weekday", "Day", "Day of week"),
            allowed=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
            means={
                "monday": "Mon",
                "tuesday": "Tue",
                "tues": "Tue",
                "wednesday": "Wed",
                "thursday": "Thu",
                "thurs": "Thu",
                "friday": "Fri",
                "saturday": "Sat",
                "sunday": "Sun",
            },
        ),
        Column("starts", "text", "Time of day at which it starts.", "15:30", ("Starts", "Start time")),
        Column("minutes", "number", "Minutes a session.", "60", ("Minutes", "Length"), lowest=0),
        Column("places", "integer", "Places at each session.", "20", ("Places", "Capacity"), lowest=0),
        Column(
            "staff_hours",
            "number",
            "Hours of staff that it takes a week, of all who run it together.",
            "1",
            ("Staff hours", "Hours a week"),
            lowest=0,
        ),
        Column("cost", "number", "Whole cost in pounds a year.", "900", ("Cost", "Total cost"), lowest=0),
        Column(
            "kind",
            "code",
            "What it is.",
            "club",
            ("Kind", "Type", "Activity type"),
            allowed=("club", "breakfast", "homework", "sport", "music", "trip", "other"),
            means={
                "breakfast club": "breakfast",
                "homework club": "homework",
                "study support": "homework",
                "sports": "sport",
                "visit": "trip",
            },
        ),
    ),
)

ACTIVITY_PUPILS = Schema(
    name="activity_pupils",
    one_row_is="one pupil in one activity",
    key=("school", "academic_year", "activity", "pupil"),
    columns=(
        SCHOOL,
        ACADEMIC_YEAR,
        ACTIVITY,
        PUPIL,
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
    ),
)
