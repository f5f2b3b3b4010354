"""Files that read well and whose cells are the trouble: formulas, scripts, dates, numbers, codes."""

from tests.made_up_xml import upn
from tests.store.corpus.listed import Listed

NASTY = Listed()
FORMULAS = ('=HYPERLINK("http://x")', "@SUM(A1)", "+1", "-1", "=cmd|' /C calc'!A0", "\uff1d1+1")
SCRIPTS = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)")
COMMANDS = ("'; drop table staged.pupils; --", "1 OR 1=1", "$(touch stolen)", "{{7*7}}", "${jndi:ldap://x}")
WORDS = ("Null", "None", "NA", "NaN", "TRUE", "undefined", "Infinity")
TOTALS = "pupil,from_date,to_date,possible,authorised,unauthorised\n"
MARKS = "pupil,date,session,code\n"


def quoted(cell: str) -> str:
    """Return a cell between quotation marks."""
    return '"' + cell.replace('"', '""') + '"'


def named(*surnames: str) -> str:
    """Return pupils with these surnames."""
    rows = [f"{number},7,{quoted(name)}\n" for number, name in enumerate(surnames, start=1)]
    return "pupil,year,surname\n" + "".join(rows)


def kept(names: tuple[str, ...]) -> dict[str, object]:
    """Return that each surname is kept letter for letter."""
    values = tuple((name,) for name in names)
    return {"table": "pupils", "columns": ("surname",), "good": len(names), "values": values}


def with_column(column: str, *cells: str) -> str:
    """Return pupils with one more column."""
    rows = [f"{number},7,{quoted(cell)}\n" for number, cell in enumerate(cells, start=1)]
    return f"pupil,year,{column}\n" + "".join(rows)


NASTY("c22 formulas", **kept(FORMULAS))(lambda: named(*FORMULAS))
NASTY("c23 scripts", **kept(SCRIPTS))(lambda: named(*SCRIPTS))
NASTY("c24b commands", **kept(COMMANDS))(lambda: named(*COMMANDS))
NASTY("c26 words for nothing", **kept(WORDS))(lambda: named(*WORDS))
NASTY("c47 long name", good=1, bad=1, codes=("LONG",))(lambda: named("x" * 5000, "Birk"))


@NASTY("c26b numbers that are none", bad=3, codes=("NO_INTEGER",))
def no_numbers() -> str:
    """Return sessions that no school has counted."""
    cells = ("NaN", "1e999", "-Infinity")
    return TOTALS + "".join(f"{cell[0]},2026-09-01,2026-10-01,{cell},0,0\n" for cell in cells)


@NASTY("c27 dates that are none", good=1, bad=4, codes=("NO_DATE", "DAY_AS_A_NUMBER", "TWO_DIGIT_YEAR"))
def bad_dates() -> str:
    """Return days that no calendar has, a spreadsheet's number, and a year of two digits."""
    return with_column("joined_on", "31/02/2012", "2012-13-45", "43831", "01/02/03", "2026-09-01")


@NASTY("c27b dates valid both ways", good=2, table="pupils", columns=("joined_on",),
       values=(("2025-02-01",), ("2025-04-03",)), why=(
           "a British export writes the day first; an American one is told by a day above 12"))  # fmt: skip
def both_ways() -> str:
    """Return dates that could have the month first."""
    return with_column("joined_on", "01/02/2025", "03/04/2025")


@NASTY("c27c month first", good=1, bad=2, codes=("MONTH_FIRST",))
def month_first() -> str:
    """Return dates of which one can only have the month first: so the other is not believed either."""
    return with_column("joined_on", "09/14/2025", "04/09/2025", "2025-09-04")


@NASTY("c28 leading noughts", good=3, bad=1, codes=("ROUNDED",), table="pupils", columns=("pupil",),
       values=(("0012",), ("007",), ("1234567890123456789012",)))  # fmt: skip
def leading_noughts() -> str:
    """Return numbers that are names: with noughts, 22 digits, and one a spreadsheet has shortened."""
    return "pupil,year\n0012,7\n007,7\n1.2E+05,7\n1234567890123456789012,7\n"


@NASTY("c28b letters that look like a power", good=1, table="pupils", columns=("pupil",), values=(("1E5",),))
def looks_like_a_power() -> str:
    """Return a number with a letter that no spreadsheet would write."""
    return "pupil,year\n1E5,7\n"


@NASTY("c36 the same row twice", good=2, repeated=1)
def same_row_twice() -> str:
    """Return a row again."""
    return "pupil,year\n1,7\n2,8\n1,7\n"


@NASTY("c37 a pupil in two years", good=1, bad=1, codes=("DIFFERENT",))
def pupil_in_two_years() -> str:
    """Return one pupil with two year groups."""
    return "pupil,year\n1,7\n1,8\n"


@NASTY("c37b one UPN for two pupils", bad=2, codes=("DUPLICATE_PUPIL",))
def one_upn() -> str:
    """Return two numbers with one UPN."""
    return f"pupil,year,upn\n1,7,{upn(1)}\n2,7,{upn(1)}\n"


@NASTY("c38 another school", good=1, flag="OTHER_SCHOOL")
def another_school() -> str:
    """Return pupils of a school that nothing is loaded of."""
    return "school,pupil,year\nElsewhere School,1,7\n"


@NASTY("c39 last year", good=1, flag="OLDER_THAN_CURRENT")
def last_year() -> str:
    """Return the pupils of a year before."""
    return "pupil,academic_year,year\n101,2025/26,7\n"


@NASTY("c40 half missing", good=10, flag="MANY_LEAVERS")
def half_missing() -> str:
    """Return half of the school."""
    rows = [f"{number},2026/27,{7 + number % 5}\n" for number in range(101, 111)]
    return "pupil,academic_year,year\n" + "".join(rows)


@NASTY("c41 temporary and wrong UPN", good=3, says="does not belong to its digits")
def temporary_upn() -> str:
    """Return a temporary UPN, a wrong letter and none."""
    wrong = "A" if upn(5)[0] != "A" else "B"
    return f"pupil,year,upn\n1,7,{wrong}{upn(5)[1:]}\n2,7,A80120000500A\n3,7,\n"


@NASTY("c42 unknown codes", good=1, bad=3, codes=("NO_CODE",))
def unknown_codes() -> str:
    """Return codes of no list."""
    return "pupil,year,ethnicity,sen,sex\n1,7,ZZZZ,N,F\n2,7,WBRI,Q,F\n3,7,WBRI,N,§\n4,7,WBRI,N,F\n"


@NASTY("c42b unknown mark", good=1, bad=1, codes=("NO_CODE",))
def unknown_mark() -> str:
    """Return a mark that no register knows."""
    return MARKS + "101,2026-09-04,AM,§\n101,2026-09-04,PM,/\n"


@NASTY("c43 out of range", bad=3, codes=("LESS_THAN_ABSENCES", "LOW", "NO_INTEGER"))
def out_of_range() -> str:
    """Return more absences than sessions, fewer than none, and a share."""
    rows = [
        "1,2026-09-01,2026-10-01,10,11,0",
        "2,2026-09-01,2026-10-01,10,-1,0",
        "3,2026-09-01,2026-10-01,140%,0,0",
    ]
    return TOTALS + "\n".join(rows) + "\n"


@NASTY("c43b impossible grade", good=2, says="lies outside its scale", why=(
    "scales are a school's own and may be longer than we know, so a value beyond only warns"))  # fmt: skip
def impossible_grade() -> str:
    """Return a grade above the highest."""
    top = "pupil,subject,assessment,assessed_on,kind,scale,value\n"
    return (
        top
        + "101,Maths,Autumn,2026-10-05,result,GCSE 9-1,12\n102,Maths,Autumn,2026-10-05,result,GCSE 9-1,7\n"
    )


@NASTY("c44 thousands and shares", good=2, bad=2, codes=("NO_INTEGER",))
def thousands() -> str:
    """Return numbers as people write them, and two that could be several."""
    rows = ['1,2026-09-01,2026-10-01,"1,234",0,0', "2,2026-09-01,2026-10-01, 95 ,0,0",
            '3,2026-09-01,2026-10-01,"95,5",0,0', "4,2026-09-01,2026-10-01,95.0,0,0"]  # fmt: skip
    return TOTALS + "\n".join(rows) + "\n"


@NASTY("c45b yes as a tick or the column's name", good=4, bad=1, codes=("NO_YES_OR_NO",), table="pupils",
       columns=("pupil_premium",), values=(("true",), ("true",), ("false",), (None,)))  # fmt: skip
def yes_as_a_tick() -> str:
    """Return what lists of classes write for yes; another column's name is none."""
    return with_column("PP", "\u2713", "pp", "\u2717", "", "EAL")


@NASTY("c42c codes in words", good=6, bad=2, codes=("NO_CODE",), table="pupils", columns=("ethnicity",),
       values=(("WBRI",), ("WBRI",), ("APKN",), ("BAFR",), ("MWAS",), ("WOTH",)))  # fmt: skip
def codes_in_words() -> str:
    """Return ethnic backgrounds as systems write them out, and two that name no one code."""
    known = ("White - British", "WHITE BRITISH", "Asian or Asian British - Pakistani", "Black \u2013 African")
    return with_column(
        "ethnicity", *known, "White and Asian", "Any other White background", "White", "Black?"
    )


@NASTY("c42d words with a space too many", good=1, table="pupils", columns=("year_group", "sen_need"),
       values=(("7", "SLCN"),))  # fmt: skip
def words_with_spaces() -> str:
    """Return "Year  7" as one system prints it, and a need in words."""
    return 'pupil,year,sen need\n1,Year  7,"Speech, language and  communication needs"\n'


@NASTY("c45 yes and no", good=7, bad=1, codes=("NO_YES_OR_NO",), table="pupils", columns=("pupil_premium",),
       values=(("true",), ("false",), ("true",), ("false",), ("true",), (None,), ("true",)))  # fmt: skip
def yes_and_no() -> str:
    """Return yes and no in every spelling; nothing is not no."""
    return with_column("PP", "Y", "N", "TRUE", "FALSE", "1", "", "Yes", "2")


@NASTY("c46 control characters", good=2, table="pupils", columns=("surname",),
       values=(("[31mRed",), ("Be ll",)), says="nobody sees")  # fmt: skip
def control_characters() -> str:
    """Return a colour of a terminal, a bell and a line end in names."""
    return "pupil,year,surname\n1,7,\x1b[31mRed\n2,7,Be\x07 ll\n"


@NASTY("c49 marks on wrong days", good=2, bad=1, codes=("DIFFERENT",), says="Saturday or Sunday")
def wrong_days() -> str:
    """Return marks on a Sunday, and one session twice."""
    return MARKS + "101,2026-09-06,AM,/\n101,2026-09-07,AM,/\n101,2026-09-07,AM,I\n"


@NASTY("c50 marks of nobody", good=1, says="is in no file of pupils")
def marks_of_nobody() -> str:
    """Return a mark of a pupil whom no file names."""
    return MARKS + "999,2026-09-04,AM,/\n"


@NASTY("future marks", good=1, says="in the future")
def future_marks() -> str:
    """Return a mark of a day to come."""
    return MARKS + "101,2096-09-04,AM,/\n"


@NASTY("year of five digits", bad=2, codes=("NO_DATE",))
def far_years() -> str:
    """Return days outside any school's time."""
    return MARKS + "101,20260-09-04,AM,/\n101,0026-09-04,AM,/\n"


@NASTY("negative and huge numbers", bad=2, codes=("NO_INTEGER", "LOW"))
def huge_numbers() -> str:
    """Return numbers that fit nowhere."""
    return TOTALS + "1,2026-09-01,2026-10-01,99999999999999999999,0,0\n2,2026-09-01,2026-10-01,1,-99,0\n"


@NASTY("other digits", bad=1, good=1, codes=("NO_INTEGER",))
def other_digits() -> str:
    """Return Arabic digits, which are no number to anyone downstream."""
    return TOTALS + "1,2026-09-01,2026-10-01,\u0661\u0664\u0660,0,0\n2,2026-09-01,2026-10-01,140,0,0\n"


@NASTY("letters of another alphabet in codes", good=1, bad=1, codes=("NO_CODE",))
def look_alike() -> str:
    """Return a Cyrillic letter that looks like a code."""
    return MARKS + "101,2026-09-04,AM,\u0421\n101,2026-09-04,PM,C\n"


@NASTY("lower-case marks", good=0, bad=2, codes=("NO_CODE",), why=(
    "codes are written as the register writes them: i and I are not told apart by guess"))  # fmt: skip
def lower_case_marks() -> str:
    """Return marks in small letters."""
    return MARKS + "101,2026-09-04,AM,i\n101,2026-09-04,PM,l\n"


@NASTY("empty pupil numbers", good=1, bad=1, codes=("EMPTY",))
def empty_numbers() -> str:
    """Return a row of nobody."""
    return "pupil,year,surname\n,7,Birk\n2,8,Dale\n"


@NASTY("excel errors", good=1, bad=1, codes=("NO_INTEGER",))
def excel_errors() -> str:
    """Return what a broken formula leaves in a CSV file."""
    return TOTALS + "1,2026-09-01,2026-10-01,#REF!,0,0\n2,2026-09-01,2026-10-01,140,0,0\n"


@NASTY("hidden numbers that are needed", good=1, bad=1, codes=("HIDDEN_NUMBER",))
def hidden_needed() -> str:
    """Return a star where a number is needed: it is never nought."""
    return TOTALS + "1,2026-09-01,2026-10-01,*,0,0\n2,2026-09-01,2026-10-01,140,0,0\n"


@NASTY("scores written with underlines", good=0, bad=2, codes=("VALUES_NOT_ON_SCALE",))
def underlines() -> str:
    """Return 1_0_4, which a careless cast takes for 104."""
    return (
        "pupil,subject,assessment,assessed_on,kind,scale,value\n"
        "101,Maths,Autumn,2026-10-05,result,GCSE 9-1,1_0_4\n"
        "102,Maths,Autumn,2026-10-05,result,GCSE 9-1,0x64\n"
    )


@NASTY("left before joined", bad=1, codes=("BEFORE_JOINED_ON",))
def left_before() -> str:
    """Return a pupil who left before coming."""
    return "pupil,year,joined_on,left_on\n1,7,2025-09-01,2024-09-01\n"
