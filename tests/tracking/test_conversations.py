"""Who is flagged and why: named pupils worked out by hand, again in pandas, and who may see them."""

import json
from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from dashboard.tracking import conversations
from dashboard.tracking.conversation_reasons import IN_WORDS
from dashboard.tracking.conversation_words import in_brief
from dashboard.tracking.flags import flags_of
from dashboard.tracking.view import NAMES_FOR_LEADERS

from .pages import notes, told

CARD, LIST = "tracking-conversations", "tracking-meeting-list"
SENTENCE = "tracking-meeting"
THE_YEAR = {"from_date": "2025-09-01", "to_date": "2026-08-31"}
RESULTS = "pupil | subject | assessment | assessed_on | kind | scale | value"
DAYS = ("2025-03-10", "2025-06-10", "2025-10-10", "2025-12-10")

# Maths in order of time. Half of the others went up by 1 at last, half down: a result wobbles by 0.7 or so.
PATTERNS = {
    **{f"other{place:02}": "5 5 5 6" if place % 2 else "6 6 6 5" for place in range(20)},
    "falling": "7 6 5 4",
    "dropped": "8 8 8 5",
    "below": "3 3 3 3",
    "nearly": "6 6 6 5",
    "level": "5 5 5 5",
    "one": "4",
    "left": "1 1 1 1",
}
TARGETS = {"below": "6", "nearly": "6", "level": "5", "absent": "5", "late": "5", "left": "9"}


def result_rows(patterns=PATTERNS, scale="GCSE 9-1"):
    for pupil, grades in patterns.items():
        values = grades.split()
        for day, value in zip(DAYS[-len(values) :], values, strict=True):
            yield f"{pupil} | Maths | {day} | {day} | result | {scale} | {value}"


def target_rows():
    for pupil, value in TARGETS.items():
        yield f"{pupil} | Maths | Aim | 2025-09-20 | target | GCSE 9-1 | {value}"


def pupils_of(patterns):
    days = {"left": "| 2025-11-30", "late": "2026-01-05 |"}
    heads = "pupil | year_group | surname | forename | registration_group | joined_on | left_on"
    rows = [f"{pupil} | 8 | Zebedee-{pupil} | Zoe | 8A | {days.get(pupil, '|')}" for pupil in patterns]
    return "\n".join([heads, *rows])


def school_of(new_school, results, contacts=None, patterns=PATTERNS):
    school = new_school()
    everybody = dict.fromkeys([*patterns, *TARGETS])
    school.given(pupils=pupils_of(everybody), results="\n".join([RESULTS, *results]))
    if contacts:
        school.given(contacts=contacts)
    return school


@pytest.fixture(scope="module")
def talked(new_school):
    contacts = """
        pupil  | contacted_on | with_whom | about  | subject
        below  | 2025-10-01   | parent    | target | Maths
        nearly | 2025-09-01   | pupil     | target |
        level  | 2025-10-01   | pupil     | target |
    """
    return school_of(new_school, [*result_rows(), *target_rows()], contacts)


@pytest.fixture(scope="module")
def silent(new_school):
    return school_of(new_school, [*result_rows(), *target_rows()])


def shown(ask, reason="", viewer="leader", **values):
    """Return the reasons of each pupil on the list, by number."""
    answer = ask(LIST, viewer, reason=reason, **{**THE_YEAR, **values})
    listed = answer[LIST]["children"]
    if listed is None:
        return told(answer, SENTENCE)
    rows = json.loads(listed["props"]["data-list"])["rows"]
    return {row[0][3]: row[-1] for row in rows}


@pytest.fixture
def ask(talked, ask_of):
    fire = ask_of(talked, "talked")

    def with_clicks(output, viewer="leader", **values):
        return fire(output, viewer, **values)

    return with_clicks


def test_each_reason_names_its_pupils_in_words(ask):
    assert shown(ask, "falling") == {"falling": ["Fell twice in a row in Maths (6, 5, 4)"]}
    assert shown(ask, "target") == {"below": ["Below target in Maths (3, target 6)"]}
    assert shown(ask, "missing") == {"absent": ["No result this term in Maths"]}
    drops = shown(ask, "drop")
    assert drops["dropped"] == ["Below their own pattern in Maths (5, usually 8)"]
    assert "level" not in drops and "below" not in drops


def test_one_below_the_target_by_what_a_result_wobbles_is_no_flag(ask):
    assert "nearly" not in shown(ask, "target")


def test_who_has_left_or_has_not_joined_is_nowhere(ask):
    everybody = shown(ask)
    assert not {"left", "late"} & set(everybody)


def test_a_target_is_discussed_by_a_talk_about_it_since_it_was_set(ask):
    assert shown(ask, "undiscussed") == {"nearly": ["Target never discussed in Maths"]}


def test_without_any_contacts_nobody_is_listed_for_it_and_the_file_is_named(silent, ask_of):
    ask = ask_of(silent, "silent")
    assert "import contacts" in shown(ask, "undiscussed")
    assert "import contacts" in notes(ask(f"{CARD}-graph", **THE_YEAR), CARD)


def test_what_goes_well_is_said_first(ask):
    said = told(ask(LIST, reason="", **THE_YEAR), SENTENCE)
    # On target: level. With targets and a result on roll: level, nearly and below. Ten others rose of 25.
    assert said.startswith("1 of 3 pupils with targets are on or above them and 10 of 25 rose")


def test_the_first_few_are_shown_and_everyone_is_one_choice_away(ask, monkeypatch):
    monkeypatch.setattr(conversations, "FIRST", 2)
    few, every = shown(ask, many="2"), shown(ask, many="all")
    assert list(few) == list(every)[:2] and len(few) == 2 < len(every)
    reasons = [len(each) for each in every.values()]
    assert reasons == sorted(reasons, reverse=True)
    said = told(ask(LIST, reason="", many="2", **THE_YEAR), SENTENCE)
    assert f"{len(every)} pupils have a reason for a conversation; here are the 2 with most reasons." in said
    said = told(ask(LIST, reason="falling", many="2", **THE_YEAR), SENTENCE)
    assert said.endswith("Falling twice in a row: 1 pupil.")


def test_chance_is_shown_beside_what_it_could_make(ask):
    answer = ask(f"{CARD}-graph", **THE_YEAR)
    rows = {
        row[0][0]: row
        for row in json.loads(answer[f"{CARD}-table"]["children"]["props"]["data-table"])["rows"]
    }
    # Only "falling" has three results that differ: one order of six.
    assert float(rows["Falling twice in a row"][3][-1]) == pytest.approx(1 / 6)
    assert rows["No result this term"][3] == ["\u2013"]


def test_one_assessment_only_says_what_is_missing(new_school, ask_of):
    school = new_school()
    rows = [f"{place} | Maths | December | 2025-12-10 | result | GCSE 9-1 | 5" for place in range(4)]
    pupils = "pupil | year_group\n" + "\n".join(f"{place} | 8" for place in range(4))
    school.given(pupils=pupils, results="\n".join([RESULTS, *rows]))
    said = notes(ask_of(school, "one-only")(f"{CARD}-graph", **THE_YEAR), CARD)
    assert "no targets on the scale of the results: import results of kind target" in said
    assert "falls need three results" in said
    assert "no starting points: import results of kind baseline" in said


def test_a_new_scale_starts_a_pupils_pattern_anew(new_school, ask_of):
    old = list(result_rows({"changed": "9 8 7 1"}))[:3]
    new = ["changed | Maths | new | 2025-12-10 | result | KS2 scaled score | 95"]
    school = school_of(new_school, [*result_rows(), *old, *new], patterns={**PATTERNS, "changed": ""})
    assert "changed" not in shown(ask_of(school, "changed-scale"))


def test_no_results_in_the_dates_is_said(ask):
    said = told(ask(f"{CARD}-graph", from_date="2025-12-20", to_date="2025-12-21"), CARD)
    assert said.startswith("No results in these dates for this choice: choose other dates or pupils above")


def test_names_are_for_leaders_alone(ask):
    answer = ask(LIST, "projected", reason="", **THE_YEAR)
    assert told(answer, SENTENCE) == NAMES_FOR_LEADERS
    assert "Zebedee" not in json.dumps(answer)
    assert told(ask(f"{CARD}-graph", "projected", **THE_YEAR), CARD).startswith("1 of 3 pupils")
    assert "Zebedee" not in json.dumps(ask(f"{CARD}-graph", "leader", **THE_YEAR))
    assert ask(f"{CARD}-graph", "governor", **THE_YEAR) == 403


def test_a_reason_that_the_page_does_not_offer_is_refused(ask):
    assert ask(LIST, reason="laziness", **THE_YEAR) == 400


def test_a_class_is_seen_among_its_whole_year_group(talked):
    """Whoever is in scope, a pupil's flags are the same: what is usual is asked of the year group."""
    asked = {"to_date": date(2025, 12, 31), "schools": []}
    results = talked.run("tracking/recent_results", from_date=date(2025, 9, 1), subject=None, **asked)
    days = {"academic_year": "2025/26", "year_from": date(2025, 9, 1), "term_from": date(2025, 9, 1)}
    missing = talked.run("tracking/missing_results", subject=None, **asked, **days)
    every = flags_of(results, missing, {"GCSE 9-1": 1.0}, results["pupil_id"].to_numpy())
    for pupil in every.rows("target")["pupil_id"]:
        alone = flags_of(results, missing, {"GCSE 9-1": 1.0}, np.array([pupil]))
        assert alone.rows("target")["pupil_id"].tolist() == [pupil]
        assert len(alone.here) == 1


def test_many_schools_are_too_many_for_one_meeting(talked, ask_of, monkeypatch):
    monkeypatch.setattr(conversations, "MOST_SCHOOLS", 0)
    talked.generation += 1  # nothing remembered
    said = told(ask_of(talked, "too-many")(f"{CARD}-graph", **THE_YEAR), CARD)
    assert said == conversations.TOO_MANY_SCHOOLS


def test_the_results_again_in_plain_pandas(new_school):
    rng = np.random.default_rng(4)
    lines = []
    for pupil in range(30):
        for subject in ("Maths", "Art"):
            for month in range(1, 13):
                if rng.random() < 0.4:
                    kind = rng.choice(["result", "result", "target", "prediction"])
                    day = date(2025, month, int(rng.integers(1, 28)))
                    lines.append(
                        f"{pupil} | {subject} | {month} | {day} | {kind} | GCSE 9-1 | {rng.integers(1, 9)}"
                    )
    school = new_school()
    pupils = "pupil | year_group\n" + "\n".join(f"{pupil} | 8" for pupil in range(30))
    school.given(pupils=pupils, results="\n".join([RESULTS, *lines]))
    asked = {"to_date": date(2025, 12, 31), "schools": []}
    found = school.run("tracking/recent_results", from_date=date(2025, 9, 1), subject=None, **asked)
    rows = pd.DataFrame([line.split(" | ") for line in lines], columns=RESULTS.split(" | "))
    rows = rows.assign(day=pd.to_datetime(rows["assessed_on"]), points=rows["value"].astype(float))
    names = (
        school.connection().execute("select pupil_id, pupil from pupil").df().set_index("pupil_id")["pupil"]
    )
    expected = {}
    for (pupil, subject), mine in rows.sort_values("day").groupby(["pupil", "subject"]):
        results, targets = mine[mine["kind"] == "result"], mine[mine["kind"] == "target"]
        if len(results) and results["day"].iloc[-1] >= pd.Timestamp("2025-09-01"):
            last = results["points"].iloc[::-1].tolist()[:4]
            target = targets["points"].iloc[-1] if len(targets) else np.nan
            expected[pupil, subject] = [*last, *[np.nan] * (4 - len(last)), target]
    columns = ["latest", "second", "third", "fourth", "target"]
    values = found[columns].astype(float).to_numpy()
    pupils = found["pupil_id"].map(names)
    got = dict(zip(zip(pupils, found["subject"], strict=True), values.tolist(), strict=True))
    assert got.keys() == expected.keys()
    for key, values in expected.items():
        assert got[key] == pytest.approx(values, nan_ok=True), key


def test_a_high_start_is_told_with_where_it_was():
    row = {"subject": "Maths", "scale": "S", "second": 81.0, "latest": 85.0}
    words = IN_WORDS["coasting"](
        {**row, "starting_scale": "KS2", "starting": 110.0}, lambda _scale, at: f"{at:g}"
    )
    assert words == "Maths (began at 110, then 81, 85)"


def test_the_overview_leads_to_the_list_of_each_reason_that_beats_chance(talked, ask_of):
    ask = ask_of(talked, "on the overview")
    [line] = ask("overview-talk", **THE_YEAR)["overview-talk"]["children"]
    links = [part["props"] for part in line["props"]["children"] if isinstance(part, dict)][1:]
    assert links[0] == {
        "children": "no result this term (1 pupil)",
        "href": "/tracking?reason=missing#tracking-meeting",
    }
    told_there = told(ask(f"{CARD}-graph", **THE_YEAR), CARD)
    assert all(each["children"].partition(" (")[0] in told_there for each in links)


def test_what_may_be_chance_is_said_of_subjects_and_not_of_pupils():
    row = {"reason": "below", "title": "Below an agreed target", "flags": 1000, "pupils": 716, "chance": 50.0}
    [(_reason, said)] = in_brief(SimpleNamespace(counts=pd.DataFrame([row])))
    assert said == (
        "below an agreed target (716 pupils; in about 5 in 100 of their subjects it may be chance)"
    )
