"""How the made-up school works: every relation in its data, as a named number.

Absence parameters are steps in log odds, attainment parameters are GCSE grades,
``years_ago`` counts back from the latest academic year. National levels are those
of data/reference/benchmark.csv for secondary schools.
"""

from datetime import date

LAST_MARK = date(2026, 11, 13)
YEAR_GROUPS = range(7, 12)

# Who is in the school.
PUPIL_PREMIUM = 0.26
FREE_MEALS_OF_PUPIL_PREMIUM = 0.82
FREE_MEALS_WIDENED_FROM = 2026  # September 2026: more pupils are eligible, with no more pupil premium
FREE_MEALS_GAINED = 0.16
EHC_PLAN, SEN_SUPPORT = 0.03, 0.11
SEN_PER_ABILITY = 1.0  # how much likelier SEN is, in log odds, a standard deviation of ability lower
LOOKED_AFTER = 4  # pupils: a group too small to show
SERVICE_CHILD, YOUNG_CARER = 0.02, 0.025
NOT_KNOWN = 0.008
JOINED_LATE, LEFT_EARLY = 0.02, 0.02

# Absence.
USUAL_ABSENCE = -3.42
ABSENCE_SPREAD = 0.9
ABSENCE_CARRIES_OVER = 0.85  # correlation of a pupil's leaning to be absent from year to year
SEVERE = 0.026
SEVERE_OF_PUPIL_PREMIUM = 0.07
SEVERE_ABSENCE = 0.45
PUPIL_PREMIUM_ABSENCE = {0: 0.95, 1: 0.72, 2: 0.4}  # by years ago: a gap that widens
SEN_ABSENCE = {"N": 0.0, "K": 0.25, "E": 0.3}
YEAR_GROUP_ABSENCE = {7: -0.35, 8: -0.05, 9: 0.2, 10: 0.15, 11: 0.1}
STAYS_AWAY = 0.55  # chance that a pupil away today is away tomorrow
FRIDAY, AFTER_HOLIDAY = 1.5, 1.6  # how much likelier a pupil is to go missing

# Attainment.
USUAL_GRADE = 5.05
GRADE_PER_ABILITY = 1.25
PUPIL_GRADE_SPREAD, SUBJECT_SPREAD, ASSESSMENT_NOISE = 0.55, 0.7, 0.55
GRADE_PER_ABSENCE = -3.5  # a pupil away all the time against one never away
ABILITY_OF_PUPIL_PREMIUM = -0.6  # standard deviations, before key stage 2
PUPIL_PREMIUM_GRADE = -0.45
SEN_GRADE = {"N": 0.0, "K": -0.35, "E": -0.9}
EAL_GRADE = {0: -0.15, 1: -0.6, 2: -1.0}  # by years ago: a gap that closes
# Already so in the tests at the start of Year 7; the rest of the gap opens later.
PUPIL_PREMIUM_AT_ENTRY, EAL_AT_ENTRY = -0.25, -0.6
GIRLS_GRADE = {"English": 0.6, "French": 0.5, "Art": 0.7, "Maths": 0.0, "Computing": 0.0}
GIRLS_GRADE_ELSEWHERE = 0.3
SUMMER_BORN_ABILITY = -0.12
YEAR_9_GRADE = -0.3
GRADE_A_TERM = 0.04
TARGET_BESIDE_USUAL = -0.35  # beside what pupils as able as this one reach: two thirds of targets are met
KEY_STAGE_2_MEAN, KEY_STAGE_2_SPREAD, KEY_STAGE_2_NOISE = 104.8, 7.0, 3.2
NO_KEY_STAGE_2_TESTS = (2020, 2021)
MISSED_KEY_STAGE_2 = 0.03
SET_PER_PUPIL_PREMIUM = -0.25  # pupil premium pupils sit in lower sets at equal attainment

# Help that begins after a need was seen: how many weeks later as a rule, for pupil premium pupils sooner.
WEEK_SEEN = 7
WEEKS_TO_HELP, WEEKS_TO_HELP_OF_PUPIL_PREMIUM = 6.0, 4.0
JOINS_SOONER = 1.6  # how much likelier pupil premium pupils are to join

# Contacts: about 7 in 10 targets are talked through, of pupil premium pupils fewer.
REVIEWED, REVIEWED_OF_PUPIL_PREMIUM = 0.64, -0.14
TALKED_THROUGH = 0.24  # of the targets of a pupil who was not reviewed
CALLED_ABOUT_ABSENCE = 0.75
TALKED_ABOUT_OPTIONS = 0.85

# Choices for Year 10: who is given a reserve in place of one of the four.
LOST_A_CHOICE, LOST_OF_PUPIL_PREMIUM = 0.06, 0.12

# Money: shares of what teachers cost, and what is left over of the spending, by years ago: less and less.
SUPPLY, OTHER_EXPENDITURE = 0.022, 0.42
LEFT_OVER = {0: -0.012, 1: 0.002, 2: 0.011}

# The day beyond lessons.
FILLED = 0.75  # of the places
JOINS_OF_PUPIL_PREMIUM, JOINS_PER_ABSENCE = -0.65, -3.0
COMES_TO_A_SESSION = 0.86


def by_years_ago(steps: dict[int, float], years_ago: int) -> float:
    """Return the step of that year; the oldest one named holds for all before it."""
    return steps[min(years_ago, max(steps))]
