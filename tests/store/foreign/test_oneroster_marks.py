"""Class work of OneRoster: scores become results on a scale of their marks, and nothing is mixed."""

from tests.store.foreign.test_oneroster import FILES, Made, rows_in, write_bundle

LINE_ITEMS = """sourcedId,status,dateLastModified,title,description,assignDate,dueDate,\
classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
l1,,,Fractions,,2025-10-01,2025-10-08,k1,,t1,0.0,20.0
l2,,,Homework,,2025-10-01,2025-10-08,k1,,t1,0,100
l3,,,Homework,,2025-10-08,2025-10-15,k1,,t1,0,100
l4,,,Essay,,2025-10-08,2025-10-15,k1,,t1,,
l5,,,Vocabulary,,2025-10-08,2025-10-15,k2,,t1,0,20
l6,,,Lost,,2025-10-08,2025-10-15,k9,,t1,0,20
"""
RESULTS = """sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,\
scoreDate,comment,textScore
1,,,l1,ada,fully graded,15,2025-10-09,,
2,,,l2,ada,fully graded,70,2025-10-10,,
3,,,l3,ada,submitted,80,2025-10-16T10:00:00Z,,
4,,,l3,dan,exempt,,2025-10-16,,
5,,,l4,ada,fully graded,12,2025-10-16,,
6,,,l5,dan,fully graded,x,2025-10-16,,
7,,,l5,cat,fully graded,,2025-10-16,,B+
8,,,l6,ada,fully graded,3,2025-10-16,,
9,,,l7,ada,fully graded,3,2025-10-16,,
10,tobedeleted,,l1,dan,fully graded,3,2025-10-16,,
"""
MANIFEST = "propertyName,value\noneroster.version,1.1\n"


def make(tmp_path, line_items=LINE_ITEMS, results=RESULTS, **changed) -> Made:
    files = write_bundle(
        tmp_path / "bundle", FILES, lineItems=line_items, results=results, manifest=MANIFEST, **changed
    )
    return Made(tmp_path, files)


def test_a_score_is_a_result_on_a_scale_of_its_marks(tmp_path):
    made = make(tmp_path)
    assert made.rows("results", "pupil", "subject", "assessment", "assessed_on", "scale", "value") == [
        ("ada", "Maths", "Fractions", "2025-10-09", "Marks 0 to 20", "15"),
        ("ada", "Maths", "Homework (2025-10-08)", "2025-10-10", "Marks 0 to 100", "70"),
        ("ada", "Maths", "Homework (2025-10-15)", "2025-10-16", "Marks 0 to 100", "80"),
        ("dan", "French for beginners", "Vocabulary", "2025-10-16", "Marks 0 to 20", "x"),  # for the check
    ]
    assert made.rows("scales", "scale", "lowest", "highest") == [
        ("Marks 0 to 20", "0.0", "20.0"),
        ("Marks 0 to 100", "0", "100"),
    ]
    assert made.translated.read + made.translated.ignored == rows_in(tmp_path / "bundle")


def test_what_was_not_made_into_anything_is_said(tmp_path):
    made = make(tmp_path)
    rows = {
        "not finished or not marked (exempt)": 5,
        "how many marks there were to win": 6,
        "a grade in words and no score": 8,
        "the class of their line item is in no file": 9,
        "their line item is in no file": 10,
        "their status is tobedeleted": 11,
    }
    for words, row in rows.items():
        assert any(note.startswith(f"results.csv, row {row}:") for note in made.said_of(words)), words


def test_work_of_one_name_in_several_classes_is_one_assessment(tmp_path):
    head, first = LINE_ITEMS.splitlines()[:2]
    classes = FILES["classes.csv"] + "k5,,,7x/Ma2,07,c1,,scheduled,,o1,t1,,,\n"
    items = "\n".join([head, first, first.replace("l1,", "l8,").replace(",k1,", ",k5,")])
    results = RESULTS.splitlines()[0] + "\n1,,,l1,ada,,15,2025-10-09,,\n2,,,l8,ben,,12,2025-10-09,,\n"
    made = make(tmp_path / "one", items, results, classes=classes)
    assert made.rows("results", "pupil", "assessment") == [("ada", "Fractions"), ("ben", "Fractions")]
    results += "3,,,l8,ada,,12,2025-10-09,,\n"  # Ada did both, so they cannot be one
    made = make(tmp_path / "two", items, results, classes=classes)
    assert made.rows("results", "pupil", "assessment") == [
        ("ada", "Fractions (7x/Ma1)"),
        ("ben", "Fractions (7x/Ma2)"),
        ("ada", "Fractions (7x/Ma2)"),
    ]
