"""Who is who: check letters, numbers found by UPN, and pairs that a person has to look at."""

import re

import pytest

from dashboard.store.erasing import erase
from dashboard.store.identity import changed_upns, check_letter, doubtful_pairs, is_temporary
from dashboard.store.importing import import_files
from dashboard.store.opening import Store
from dashboard.store.undoing import rebuild, undo
from tests.store.conftest import contents, write

ADA, BEA, CY = "B801200005001", "A801200005002", "X801200005003"


@pytest.mark.parametrize(
    ("upn", "letter"),
    [("B801200005001", "B"), ("P207000016049", "P"), ("A80120000501A", "A"), ("b801200005001", "B")],
)
def test_check_letter_is_that_of_the_published_examples(upn, letter):
    assert check_letter(upn) == letter


def test_a_temporary_upn_ends_in_a_letter():
    assert is_temporary("A80120000501A")
    assert not is_temporary(ADA)


def test_what_is_no_upn_has_no_check_letter():
    with pytest.raises(ValueError, match="13 characters"):
        check_letter("B8012")
    with pytest.raises(ValueError, match="substring"):
        check_letter("B80120000500I")  # no I, O or S


def right(digits: str) -> str:
    """Return a UPN whose check letter is right."""
    return check_letter(f"A{digits}") + digits


class Bringing:
    """A school's folder, and files brought into it one import after the other."""

    def __init__(self, base):
        self.base, self.folder = base, base / "store"

    def bring(self, *rows, name="pupils.csv", **how):
        file = write(self.base / name, "\n".join(rows) + "\n")
        return import_files(self.folder, [file], by="tests", **how)

    def rows(self, sql):
        with Store(self.folder).connection().cursor() as db:
            return db.execute(sql).fetchall()

    def pairs(self):
        found = doubtful_pairs(Store(self.folder))
        return [
            (row.school, row.pupil, row.other_school, row.other_pupil, row.why) for row in found.itertuples()
        ]


@pytest.fixture
def desk(tmp_path):
    return Bringing(tmp_path)


HEADINGS = "school,pupil,academic_year,year_group,upn,surname,forename,date_of_birth,left_on"


def test_a_wrong_check_letter_and_a_wrong_form_are_warnings_that_name_the_row(desk):
    rows = [
        f"Riverside,1,2025/26,8,{right('80120000501A')},A,B,,",
        "Riverside,2,2025/26,8,C801200005001,A,C,,",
        "Riverside,3,2025/26,8,12345,A,D,,",
    ]
    report = desk.bring(HEADINGS, *rows)
    assert report.outcome == "imported"
    said = {warning["code"]: warning["row"] for warning in report.files[0].warnings}
    assert said == {"UPN_LETTER": 3, "NO_UPN": 4}


def test_one_upn_under_two_numbers_is_a_problem_that_names_both_rows(desk):
    twice = [f"Riverside,{pupil},2025/26,8,{ADA},A,B,," for pupil in (1, 2)]
    report = desk.bring(HEADINGS, *twice)
    assert report.outcome == "refused"
    [first, second] = report.files[0].problems
    assert (first["row"], second["row"], first["code"]) == (2, 3, "DUPLICATE_PUPIL")
    assert re.search(r"is the UPN of row 3 too", first["found"])
    assert re.search(r"is the UPN of row 2 too", second["found"])


def test_a_number_that_ended_may_share_its_upn_and_is_listed(desk):
    rows = [
        f"Riverside,1,2024/25,7,{ADA},A,B,2013-02-03,2025-07-18",
        f"Riverside,2,2025/26,8,{ADA},A,B,2013-02-03,",
    ]
    assert desk.bring(HEADINGS, *rows).outcome == "imported"
    assert desk.pairs() == [
        ("Riverside", "1", "Riverside", "2", "The UPN is the same. Perhaps a new number since 2025/26.")
    ]


def test_rows_known_by_upn_find_the_schools_own_number_in_whatever_order_they_come(desk):
    desk.bring("UPN,Date,Session,Mark", f"{ADA},2025-09-03,AM,/", f"{BEA},2025-09-03,AM,/", name="marks.csv")
    assert desk.rows("select pupil from pupil order by 1") == [(BEA,), (ADA,)]
    brought = desk.bring(HEADINGS, f"School,17,2025/26,8,{ADA},A,B,,")
    assert desk.rows("select pupil, code from attendance order by 1") == [("17", "/"), (BEA, "/")]
    [warning] = [each for each in brought.across if each["code"] == "UNRESOLVED_UPNS"]
    assert warning["found"].startswith("in 1 row the pupil is known only by a UPN")
    before = contents(desk.folder)
    rebuild(desk.folder)
    assert contents(desk.folder) == before
    undo(desk.folder, brought.batch)
    assert desk.rows("select pupil from pupil order by 1") == [(BEA,), (ADA,)]


def test_two_rows_of_one_import_that_turn_out_to_be_one_pupil_are_kept_once(desk):
    files = [
        write(
            desk.base / "own.csv",
            f"school,pupil,academic_year,year_group,upn\nRiverside,17,2025/26,8,{ADA}\n",
        ),
        write(
            desk.base / "census.csv",
            f"school,upn,academic_year,year_group,surname\nRiverside,{ADA},2025/26,8,Lane\nRiverside,{ADA.lower()},2025/26,8,Lane\n",
        ),
    ]
    assert import_files(desk.folder, files, by="tests").outcome == "imported"
    assert desk.rows("select pupil, upn, surname from pupil") == [("17", ADA, None)]
    before = contents(desk.folder)
    rebuild(desk.folder)
    assert contents(desk.folder) == before


def test_pairs_across_schools_and_by_name_are_listed_and_never_joined(desk):
    desk.bring(
        HEADINGS,
        f"Riverside,1,2025/26,8,{ADA},Lane,Ada,2013-02-03,",
        f"Riverside,2,2025/26,8,{BEA},Moss,Bea,2013-05-06,",
        "Riverside,3,2025/26,8,,Moss,Bea,2013-05-06,",
        f"Riverside,4,2025/26,8,{CY},Moss,bea,2013-05-06,",
        f"Hillside,1,2025/26,8,{ADA},Lane,Adele,2013-02-03,",
        "Hillside,2,2025/26,8,,Lone,Cy,2013-02-03,",
    )
    same = "Name and date of birth are the same"
    other_name = "The UPN is the same, but name or date of birth is not"
    twice, trust = "Perhaps one child entered twice.", "Perhaps one child in two schools of the trust."
    assert desk.pairs() == [
        ("Hillside", "1", "Riverside", "1", f"{other_name}. {trust}"),
        ("Riverside", "2", "Riverside", "3", f"{same}. {twice}"),
        ("Riverside", "2", "Riverside", "4", f"{same}, but the UPNs differ. {twice}"),
        ("Riverside", "3", "Riverside", "4", f"{same}. {twice}"),
    ]
    assert desk.rows("select count(*) from pupil") == [(6,)]


def test_a_temporary_upn_made_permanent_leads_to_the_pupil_and_is_traced(desk):
    temporary = right("80120000501A")
    desk.bring(HEADINGS, f"Riverside,{temporary},2024/25,7,{temporary},A,B,2013-02-03,", name="before.csv")
    desk.bring("UPN,Date,Session,Mark", f"{temporary},2025-01-07,AM,/", name="marks.csv")
    brought = desk.bring(
        f"{HEADINGS},Former UPN", f"Riverside,{ADA},2025/26,8,{ADA},A,B,2013-02-03,,{temporary}"
    )
    assert desk.rows("select pupil, academic_year from pupils order by 2") == [
        (ADA, "2024/25"),
        (ADA, "2025/26"),
    ]
    assert desk.rows("select pupil, code from attendance") == [(ADA, "/")]
    assert desk.pairs() == []
    [said] = changed_upns(Store(desk.folder))
    assert said == (
        f"Riverside, pupil {ADA}: UPN {ADA}, in 2025/26 known to have been {temporary} before "
        "(a temporary one)"
    )
    before = contents(desk.folder)
    rebuild(desk.folder)
    assert contents(desk.folder) == before
    undo(desk.folder, brought.batch)
    assert desk.rows("select pupil from attendance") == [(temporary,)]


def test_several_changes_lead_to_the_last_and_a_changed_upn_needs_no_column_under_one_number(desk):
    desk.bring("UPN,Date,Session,Mark", f"{ADA},2025-01-07,AM,/", name="marks.csv")
    headings = f"{HEADINGS},Former UPN"
    desk.bring(headings, f"Riverside,{BEA},2024/25,7,{BEA},A,B,,,{ADA}", name="first.csv")
    desk.bring(headings, f"Riverside,{CY},2025/26,8,{CY},A,B,,,{BEA}", name="second.csv")
    assert desk.rows("select distinct pupil from pupil") == [(CY,)]
    desk.bring(HEADINGS, f"Riverside,7,2024/25,7,{right('801200005077')},C,D,,", name="third.csv")
    desk.bring(HEADINGS, f"Riverside,7,2025/26,8,{right('801200005078')},C,D,,", name="fourth.csv")
    assert desk.rows("select former_upn from enrolment join pupil using (pupil_id) where pupil = '7'") == [
        (None,),
        (right("801200005077"),),
    ]


@pytest.mark.parametrize(
    "other", ["Riverside,{},2025/26,8,{},X,Y,2013-09-09,,", "Riverside,18,2025/26,8,{0},X,Y,2013-09-09,,"]
)
def test_a_former_upn_that_is_another_childs_joins_nobody_and_is_listed(desk, other):
    desk.bring(f"{HEADINGS},Former UPN", other.format(BEA, BEA), name="other.csv")
    desk.bring(f"{HEADINGS},Former UPN", f"Riverside,17,2025/26,8,{ADA},A,B,2013-02-03,,{BEA}")
    assert len(desk.rows("select pupil from pupil")) == 2
    [pair] = desk.pairs()
    assert pair[-1].startswith(
        "The UPN is the same as the other's former one, but name or date of birth is not"
    )


def test_erasing_reaches_files_under_a_former_upn_and_not_another_child_who_has_it(desk):
    headings = f"{HEADINGS},Former UPN"
    desk.bring(
        headings,
        f"Riverside,{BEA},2024/25,7,{BEA},A,B,2013-02-03,,",
        f"Riverside,{CY},2024/25,7,{CY},X,Y,2013-09-09,,",
        name="before.csv",
    )
    desk.bring(
        headings,
        f"Riverside,17,2025/26,8,{ADA},A,B,2013-02-03,,{BEA}",
        f"Riverside,18,2025/26,8,{right('801200005078')},X,Z,2013-05-05,,{CY}",
    )
    assert sorted(desk.rows("select pupil from pupil")) == [("17",), ("18",), (CY,)]
    erase(desk.folder, [("Riverside", "17"), ("Riverside", "18")], by="tests")
    assert desk.rows("select pupil, surname from pupil") == [(CY, "X")]
