"""Schemas about pupils: who they are, when they came and went."""

from dashboard.schemas.column import ACADEMIC_YEAR, PUPIL, SCHOOL, Column, Schema

SEN_CODES = ("N", "K", "E")
SEN_MEANS = {
    "no sen": "N",
    "none": "N",
    "no": "N",
    "no special educational need": "N",
    "sen support": "K",
    "support": "K",
    "a": "K",
    "p": "K",
    "school action": "K",
    "school action plus": "K",
    "ehc plan": "E",
    "ehcp": "E",
    "ehc": "E",
    "education, health and care plan": "E",
    "statement": "E",
    "s": "E",
}
YEARS_IN_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
# Headings of a whole name in one cell: "Example, Ada".
WHOLE_NAMES = (
    "Full name",
    "Pupil name",
    "Student name",
    "Name",
    "Legal name",
    "Legal full name",
    "Child name",
)
SEX_MEANS = {"female": "F", "girl": "F", "male": "M", "boy": "M"}


def yes_or_no(name: str, about: str, *also_called: str) -> Column:
    """Return a column that holds yes, no, or nothing where it is not known."""
    return Column(name, "yes or no", about, "N", also_called)


PUPILS = Schema(
    name="pupils",
    one_row_is="one pupil in one academic year",
    key=("school", "pupil", "academic_year"),
    columns=(
        SCHOOL,
        PUPIL,
        ACADEMIC_YEAR,
        Column(
            "year_group",
            "code",
            "National curriculum year: N1, N2, R, 1 to 14.",
            "8",
            (
                "NCY",
                "NC year",
                "Year",
                "Year group",
                "Yr",
                "Yr group",
                "Actual NC year",
                "NCyearActual",
                "Year taught in",
            ),
            required=True,
            code_list="year_group",
            means={
                "reception": "R",
                "rec": "R",
                "year r": "R",
                "nursery 1": "N1",
                "nursery 2": "N2",
                "0": "R",
            }
            | {f"year {word}": str(number) for number, word in enumerate(YEARS_IN_WORDS, 1)}
            | {
                f"{word}{number}": str(number)
                for word in ("year ", "yr ", "y", "year", "yr")
                for number in range(1, 15)
            }
            | {
                f"{word}0{number}": str(number)
                for word in ("", "year ", "yr ", "y", "year", "yr")
                for number in range(1, 10)
            }
            | {f"{number}.0": str(number) for number in range(1, 15)},
        ),
        Column(
            "upn",
            "text",
            "Unique Pupil Number, thirteen characters.",
            "B801200005001",
            ("UPN", "Unique pupil number", "Pupil UPN", "Student UPN"),
        ),
        Column(
            "surname",
            "text",
            "Family name.",
            "Example",
            (
                "Surname",
                "Legal surname",
                "Last name",
                "Family name",
                "Preferred surname",
                "Legal last name",
                "Preferred last name",
                *WHOLE_NAMES,
            ),
        ),
        Column(
            "forename",
            "text",
            "Given name.",
            "Ada",
            (
                "Forename",
                "Legal forename",
                "First name",
                "Given name",
                "Preferred forename",
                "Legal first name",
                "Preferred first name",
            ),
        ),
        Column(
            "date_of_birth", "date", "Date of birth.", "2013-02-03", ("DOB", "Date of birth", "Birth date")
        ),
        Column(
            "sex",
            "code",
            "F female, M male; empty where not known.",
            "F",
            ("Sex", "Gender", "Legal sex", "M/F", "Sex/Gender"),
            allowed=("F", "M"),
            means=SEX_MEANS,
        ),
        Column(
            "registration_group",
            "text",
            "Tutor or form group.",
            "8R",
            (
                "Reg",
                "Reg group",
                "Registration form",
                "Form",
                "Form group",
                "Tutor group",
                "Tutor",
                "Registration",
                "Class",
            ),
        ),
        Column(
            "joined_on",
            "date",
            "First day on roll.",
            "2024-09-03",
            (
                "Admission date",
                "Date of admission",
                "Date joined",
                "Entry date",
                "Start date",
                "Enrolment date",
            ),
        ),
        Column(
            "left_on",
            "date",
            "Last day on roll; empty while the pupil is here.",
            "",
            ("Leaving date", "Date of leaving", "Date left", "DOL"),
        ),
        yes_or_no(
            "pupil_premium",
            "Attracts pupil premium.",
            "PP",
            "Pupil premium",
            "Pupil premium indicator",
            "Pupil premium recipient",
            "Disadvantaged",
        ),
        yes_or_no(
            "free_school_meals",
            "Eligible for free school meals now.",
            "FSM",
            "Free school meals",
            "FSM eligible",
            "Eligible for FSM",
            "Eligible for free meals",
        ),
        Column(
            "sen",
            "code",
            "N no SEN, K SEN support, E EHC plan.",
            "N",
            ("SEN", "SEN status", "SEN provision", "SEN stage", "SEN code"),
            allowed=SEN_CODES,
            means=SEN_MEANS,
        ),
        Column(
            "sen_need",
            "code",
            "Main type of need.",
            "SPLD",
            ("SEN need", "SEN type", "Primary need", "SEN need type"),
            code_list="sen_need",
        ),
        yes_or_no(
            "eal",
            "First language known or believed to be other than English.",
            "EAL",
            "English as an additional language",
        ),
        Column(
            "ethnicity",
            "code",
            "Ethnicity code of the school census.",
            "WBRI",
            ("Ethnicity", "Ethnic code", "Ethnicity code"),
            code_list="ethnicity",
        ),
        yes_or_no(
            "looked_after",
            "Looked after by a local authority.",
            "LAC",
            "CLA",
            "Looked after",
            "In care",
            "Looked after child",
        ),
        yes_or_no(
            "service_child",
            "Has a parent in the armed forces.",
            "Service child",
            "Service children in education",
        ),
        yes_or_no("young_carer", "Known to care for a member of the family.", "Young carer"),
        Column(
            "former_upn",
            "text",
            "The UPN before this one, such as a temporary one: rows with it find the pupil.",
            "",
            ("Former UPN", "Previous UPN", "Old UPN", "Temporary UPN", "Former unique pupil number"),
        ),
    ),
)

CHARACTERISTICS = Schema(
    name="characteristics",
    one_row_is="one pupil in one group of one division that the school cares about",
    key=("school", "pupil", "academic_year", "characteristic"),
    columns=(
        SCHOOL,
        PUPIL,
        ACADEMIC_YEAR,
        Column(
            "characteristic",
            "text",
            "What divides the pupils.",
            "House",
            ("Characteristic", "Division"),
            required=True,
        ),
        Column("group", "text", "The group this pupil is in.", "Red", ("Group", "Value"), required=True),
    ),
)
