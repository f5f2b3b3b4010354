"""Text files whose shape is the trouble: quotation marks, ragged rows, headings, lines above and below."""

from tests.store.corpus.listed import Listed

NASTY = Listed()
TOP = "pupil,year,surname\n"
TWO = {"table": "pupils", "columns": ("pupil", "surname"), "good": 2,
       "values": (("1", "Birk"), ("2", "Dale"))}  # fmt: skip
BIRK_AND_DALE = "1,7,Birk\n2,8,Dale\n"

NASTY("c17 no headings", refused="NO_KNOWN_COLUMNS")(lambda: "1,7,Birk\n2,8,Dale\n")
NASTY("c16 headings twice", refused="DUPLICATE_HEADERS")(lambda: "pupil,year,year\n1,7,8\n")
NASTY("c16c name thrice", refused="MISSING_COLUMNS|NO_KNOWN_COLUMNS|DUPLICATE_HEADERS")(
    lambda: "Name,Name,Name\na,b,c\n"
)
NASTY("c33 sep line", **TWO)(lambda: "sep=;\n" + (TOP + BIRK_AND_DALE).replace(",", ";"))
NASTY("no line end at the end", **TWO)(lambda: TOP + BIRK_AND_DALE.rstrip())
NASTY("spaces around cells", **TWO)(lambda: " pupil , year , surname \n 1 , 7 , Birk \n 2 ,8,  Dale\n")
NASTY("headings in capitals", **TWO)(lambda: TOP.upper() + BIRK_AND_DALE)
NASTY("one column", refused="MISSING_COLUMNS|NO_KNOWN_COLUMNS")(lambda: "pupil\n1\n2\n")
NASTY("one row of one cell", refused="NO_KNOWN_COLUMNS|NO_ROWS")(lambda: "x")
NASTY("all in quotation marks", **TWO)(lambda: '"pupil","year","surname"\n"1","7","Birk"\n"2","8","Dale"\n')
NASTY("comma at every end", **TWO)(lambda: (TOP + BIRK_AND_DALE).replace("\n", ",\n"))


@NASTY("c11 open quotation mark", refused="QUOTE", says="row 2")
def open_quote() -> str:
    """Return a quotation mark without a partner before 5,000 rows."""
    return TOP + '1,7,"Smith\n' + "2,8,Dale\n" * 5000


@NASTY("c11b quotation mark that swallows", refused="QUOTE", says="row 3")
def swallowing_quote() -> str:
    """Return two strays, so that a reader sees one long cell and loses the rows between."""
    return TOP + '1,7,Birk\n2,8,"Dale\n' + "3,8,Eyre\n" * 50 + '4,8,Ford"\n5,7,Gray\n'


@NASTY("c11c quotation mark within", refused="QUOTE", says="row 3")
def quote_within() -> str:
    """Return a quotation mark in the middle of a cell, and cells that begin with one and go on after it."""
    return TOP + '1,7,Da"le\n2,8,"Eyre" Jr,x\n'


@NASTY("c14 many columns", refused="TOO_MANY_COLUMNS|LINE_TOO_LONG")
def many_columns() -> str:
    """Return 100,000 columns."""
    return ",".join(f"c{number}" for number in range(100_000)) + "\n1,2\n"


@NASTY("c13 long line", refused="LINE_TOO_LONG|TOO_MANY_COLUMNS")
def long_line() -> str:
    """Return a line of ten million commas."""
    return TOP + "," * 10_000_000 + "\n"


@NASTY("c12b field of 9 MB", refused="LINE_TOO_LONG|FIELD_TOO_LONG")
def long_field() -> str:
    """Return a cell of 9 MB."""
    return TOP + "1,7," + "x" * 9_000_000 + "\n2,8,Dale\n"


@NASTY("c12c quoted field of 9 MB", refused="LINE_TOO_LONG|FIELD_TOO_LONG|QUOTE")
def long_quoted_field() -> str:
    """Return a cell of 9 MB in quotation marks."""
    return TOP + '1,7,"' + "x" * 9_000_000 + '"\n2,8,Dale\n'


@NASTY("c15 ragged", good=1, bad=2, codes=("CELLS",))
def ragged() -> str:
    """Return rows with two and with eleven cells."""
    return TOP + "1,7\n2,8" + ",x" * 9 + "\n3,9,Eyre\n"


@NASTY("c16b headings twice but for case", refused="DUPLICATE_HEADERS")
def headings_twice() -> str:
    """Return one heading in two spellings."""
    return "pupil,UPN,upn ,year\n1,A,B,7\n"


@NASTY("c24 sql in headings", refused="NO_KNOWN_COLUMNS|MISSING_COLUMNS")
def sql_headings() -> str:
    """Return headings that would be commands."""
    return '"UPN""); DROP TABLE pupil;--","year\' OR 1=1"\n1,7\n'


@NASTY("c24c sql beside known headings", good=1, table="pupils", columns=("pupil", "year_group"),
       values=(("1", "7"),), says="nothing is made of its headings")  # fmt: skip
def sql_heading_beside() -> str:
    """Return a heading that would be a command beside two that are known."""
    return 'pupil,year,"x""; drop table pupils; --"\n1,7,y\n'


@NASTY("c25 templates in headings", refused="NO_KNOWN_COLUMNS")
def template_headings() -> str:
    """Return headings that other programs would look up."""
    return "../../etc/passwd,${jndi:ldap://x},{{7*7}}\n1,2,3\n"


@NASTY("c32 line ends in cells", good=2, table="pupils", columns=("surname",),
       values=(('Two\nlines "here"',), ("Dale",)))  # fmt: skip
def line_ends_in_cells() -> str:
    """Return a cell of two lines with quotation marks."""
    return TOP + '1,7,"Two\r\nlines ""here"""\r\n2,8,Dale\r\n'


@NASTY("c34 lines above and a total below", good=2, blank=1, says="totals",
       why="the row of totals is left out with a note, and counted with the blank ones")  # fmt: skip
def lines_above() -> str:
    """Return three lines of a title, and a row of totals."""
    return "Riverside School\nPupils on roll\n\n" + TOP + BIRK_AND_DALE + "Total,2,\n"


@NASTY("c35 blank rows", blank=501, **TWO)
def blank_rows() -> str:
    """Return 500 rows of commas, and one of spaces."""
    return (TOP + BIRK_AND_DALE).replace("\n", ",,\n") + ",,,,\n" * 500 + "  , ,,,\n"


@NASTY("c54 headings again", good=2, bad=1, codes=("HEADINGS",))
def headings_again() -> str:
    """Return two exports pasted one below the other."""
    return TOP + "1,7,Birk\n" + TOP + "2,8,Dale\n"


@NASTY("c52 five hundred columns", good=1)
def as_many_columns_as_may_be() -> str:
    """Return as many columns as are taken."""
    more = [f"x{number}" for number in range(498)]
    return ",".join(["pupil", "year", *more]) + "\n1,7" + "," * 498 + "\n"


@NASTY("c52b five hundred and one columns", refused="TOO_MANY_COLUMNS")
def a_column_too_many() -> str:
    """Return one column more."""
    more = [f"x{number}" for number in range(499)]
    return ",".join(["pupil", "year", *more]) + "\n1,7" + "," * 499 + "\n"


@NASTY("headings below line 21", refused="NO_KNOWN_COLUMNS|MISSING_COLUMNS")
def headings_far_below() -> str:
    """Return headings where nobody looks for them."""
    return "a line\n" * 40 + TOP + BIRK_AND_DALE


@NASTY("headings in two rows", **TWO)
def two_rows_of_headings() -> str:
    """Return headings that are one only together."""
    return "Admission,Year,Legal\nNumber,Group,Surname\n" + BIRK_AND_DALE


@NASTY("two tables side by side", refused="SEVERAL_TABLES", says="beside one another")
def side_by_side() -> str:
    """Return two lists of pupils on one sheet."""
    return "pupil,year,,pupil,year\n1,7,,3,8\n2,7,,4,8\n"


@NASTY("two tables side by side in other words", refused="SEVERAL_TABLES", says="of pupils, results")
def side_by_side_in_other_words() -> str:
    """Return results beside pupils: no heading stands twice, and all of them would be passed over."""
    results = "Adno,Subject,Assessment,Assessed on,Kind,Scale,Value", "1,Art,T1,2025-10-01,result,GCSE 9-1,5"
    return f"pupil,year,surname,,{results[0]}\n1,7,Birk,,{results[1]}\n2,8,Dale,,{results[1]}\n"


@NASTY("a table below in another order", refused="SEVERAL_TABLES", says="in row 5")
def below_in_another_order() -> str:
    """Return pupils below pupils: read by the headings above, a number would be a year group."""
    return TOP + BIRK_AND_DALE + "\nsurname,pupil,year\nEyre,3,7\nFord,4,8\n"


@NASTY("two tables one below the other", refused="SEVERAL_TABLES", says="in row 5")
def one_below_the_other() -> str:
    """Return marks below pupils: whichever headings are taken, the rows of the others would be lost."""
    return TOP + BIRK_AND_DALE + "\npupil,date,session,code\n1,2026-09-03,AM,/\n"


@NASTY("decimal commas unquoted", good=1, bad=1, codes=("CELLS",))
def decimal_commas() -> str:
    """Return a number that a comma tears into two cells."""
    return "pupil,year,surname\n1,7,Birk\n2,8,Dale,5\n"


@NASTY("delimiter changes", good=1, bad=1, codes=("CELLS",))
def delimiter_changes() -> str:
    """Return a row with semicolons in a file with commas."""
    return TOP + "1,7,Birk\n2;8;Dale\n"


@NASTY("single quotation marks", good=2, table="pupils", columns=("surname",),
       values=(("'Birk'",), ("O'Dale",)), why="they are letters of a name")  # fmt: skip
def single_quotes() -> str:
    """Return names between single quotation marks."""
    return TOP + "1,7,'Birk'\n2,8,O'Dale\n"


@NASTY("guarded numbers", good=2, table="pupils", columns=("pupil", "surname"),
       values=(("0012", "Birk"), ("0013", "Dale")))  # fmt: skip
def guarded_numbers() -> str:
    """Return numbers as ="0012", which keeps their noughts in a spreadsheet."""
    return TOP + '="0012",7,Birk\n"=""0013""",8,Dale\n'


@NASTY("our own part marks in cells", good=2, table="pupils", columns=("pupil", "surname"),
       values=(("1", "BirkX"), ("2", "Dale")), says="nobody sees")  # fmt: skip
def part_marks() -> str:
    """Return the characters with which our own readers part cells."""
    return TOP + "1,7,Birk\x1fX\n2,8,Dale\n"


@NASTY("our own part marks in quoted cells", good=2, table="pupils", columns=("pupil", "surname"),
       values=(("1", "BirkX"), ("2", "Dale")))  # fmt: skip
def part_marks_quoted() -> str:
    """Return the same within quotation marks, where the file is written again."""
    return TOP + '1,7,"Birk\x1fX"\n2,8,"Dale"\n'


@NASTY("form feeds and line separators", good=2, table="pupils", columns=("pupil",),
       values=(("1",), ("2",)))  # fmt: skip
def other_line_ends() -> str:
    """Return characters that some readers take for the end of a line."""
    return TOP + "1,7,Bi\x0crk\u2028x\n2,8,Da\x0b\x85le\n"


@NASTY("headings sorted into the middle", good=1, says="move rows of the table below them")
def headings_in_the_middle() -> str:
    """Return a table that somebody has sorted with its headings."""
    return "1,7,Birk\n" + TOP + "2,8,Dale\n"


@NASTY("a second table far below", good=30, bad=2, codes=("CELLS",))
def a_table_far_below() -> str:
    """Return marks below many pupils: their rows are refused one by one."""
    pupils = "".join(f"{number},7,Birk\n" for number in range(1, 31))
    return TOP + pupils + "pupil,date,session,code\n1,2026-09-03,AM,/\n"
